"""Readers' SQL runs where it can be stopped: it holds up nobody, and reads what is published and nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from publish.serve import make_datasette
from publish.sql.authorizer import set_authorizer
from publish.sql.lanes import SQL, TABLES
from tests.publish.checking import FULL
from tests.worlds.asking import answers_of as ask
from tests.worlds.serving import Race, serving
from tests.worlds.sql import run_sql

TIME_LIMIT_MS = 1000
# One call of a function that compares two million times a million bytes: SQLite looks at no clock within.
BOMB = "instr(printf('%.*c',1900000,'a'),printf('%.*c',1000000,'a')||'b')"
# As it was first seen, with strings longer than a value may be now.
FIRST_BOMB = "instr(printf('%.*c',4000000,'a'),printf('%.*c',2000000,'a')||'b')"
REFUSED = (
    "select sql from sqlite_stmt",
    "select count(*) from sqlite_stmt",
    "select data from sqlite_dbpage",
    "select file from pragma_database_list",
    "select name from pragma_table_info('cases')",
    "select name from sqlite_master",
    "select count(*) from SQLITE_SCHEMA",
    "select name from dbstat",
    "select ref_id from _refs",
    "select count(*) from _REFS",
    "select (select count(*) from _sightings) from cases",
    "with seen as (select * from _refs) select count(*) from seen",
    "select zeroblob(4000000000)",
    "select randomblob(100)",
    "select load_extension('x')",
    "select fts3_tokenizer('simple')",
    "select input from fts3tokenize('simple', 'a b')",
)


@pytest.fixture
def fresh(world):
    return make_datasette(world)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("served")) as site:
        yield site


def sql_path(sql, form="json"):
    return f"/docket.{form}?sql={quote(sql)}"


BOMBS = (
    sql_path(f"select {BOMB}"),
    f"/docket/cases.json?_where={quote(BOMB)}",
    f"/docket/docket_entries.csv?_stream=1&_where={quote(BOMB)}",
)


def test_pages_are_answered_while_bombs_run(site):
    race = Race(site)
    for number in range(12 if FULL else 4):
        race.start(f"bomb {number}", BOMBS[number % len(BOMBS)])
    for _ in range(3):  # hung up at once
        site.begin(sql_path(f"select {BOMB}, random()")).close()
    pages = (
        "/",
        "/case/roe-v-example",
        "/-/healthz",
        "/api/v1/cases",
        "/search?q=order",
        "/hearings",
        "/status",
    )
    for page in pages:
        assert site.ask(page)[0] == 200, page
        race.order.append(page)
    race.finish()
    assert race.order[-1].startswith("bomb"), "no page waited for the last of them"
    assert {race.status[name] for name in race.status} <= {400, 429}
    assert site.ask(sql_path("select 1"))[0] == 200


def test_a_child_that_is_not_done_in_time_is_killed_and_another_takes_its_place(fresh):
    database = fresh.databases["docket"]
    before, bomb, after = ask(fresh, sql_path("select 1"), BOMBS[0], sql_path("select 2"))
    assert (before.status_code, bomb.status_code, after.status_code) == (200, 400, 200)
    assert bomb.json()["error"].startswith("SQL query took too long: it may take ")
    assert after.json()["rows"] == [[2]]
    assert database.readers_sql.pools[SQL].killed == 1 and len(database.readers_sql.pools[SQL].pids) == 1


def test_a_bomb_in_a_filter_of_a_table_is_killed_as_well(fresh):
    where, stored = ask(fresh, BOMBS[1], "/docket/cases_of_a_company.csv?party=example")
    assert where.status_code == 400 and stored.status_code == 200
    assert fresh.databases["docket"].readers_sql.pools[SQL].killed == 1


def test_what_runs_for_long_in_steps_is_stopped_without_a_kill(fresh):
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    fresh._settings["sql_time_limit_ms"] = 200
    as_json, as_csv = ask(fresh, sql_path(endless), sql_path(endless, "csv"))
    assert (as_json.status_code, as_csv.status_code) == (400, 400)
    assert fresh.databases["docket"].readers_sql.pools[SQL].killed == 0


@pytest.mark.parametrize("sql", REFUSED)
def test_nothing_but_what_is_published_is_read(ds, sql):
    paths = (
        sql_path(sql, "csv"),
        f"/docket?sql={quote(sql)}",
        f"/docket/cases.json?_where={quote(f'({sql}) >= 0')}",
    )
    as_json, *others = ask(ds, sql_path(sql), *paths)
    assert [answer.status_code for answer in (as_json, *others)] == [400] * 4
    error = as_json.json()["error"]
    assert as_json.json()["rows"] == [] and ("prohibited" in error or "not authorized" in error)


def test_no_view_opens_what_is_closed(tmp_path):
    with closing(sqlite3.connect(tmp_path / "views.db")) as connection:
        connection.executescript("""
          create table _inner (words); insert into _inner
            values ('ours'); create table shown (words); insert into shown values ('x');
          create view through as select words from _inner; create view plain as select words from shown;
          create view twice as select through.words from through join plain;
        """)
        set_authorizer(connection)
        for view in ("through", "twice"):
            with pytest.raises(sqlite3.DatabaseError):
                connection.execute(f"select * from {view}")
        assert connection.execute("select * from plain").fetchall() == [("x",)]


@pytest.mark.parametrize(
    "sql",
    ["attach 'x.db' as x", "pragma database_list", "create temp table t (a)", "delete from cases", "vacuum"],
)
def test_the_child_itself_only_selects(world, sql):
    with closing(sqlite3.connect(f"{world.as_uri()}?mode=ro", uri=True)) as connection:
        set_authorizer(connection)
        with pytest.raises(sqlite3.DatabaseError, match=r"authoriz|prohibited"):
            connection.execute(sql)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select " + ", ".join(["printf('%.*c', 1900000, 'a')"] * 40), "memory"),
        (
            (
                "with recursive n(i) as (select 1 union all select i + 1 from n limit 2000) select "
                "printf('%.*c', 5000, 'a') from n"
            ),
            "larger",
        ),
        (
            (
                "with recursive n(i) as (select 1 union all select i + 1 from n limit 2000) select "
                "group_concat(printf('%.*c', 5000, 'a')) from n"
            ),
            "too big",
        ),
        (
            (
                "with large as materialized (with recursive n(i) as (select 1 union all select i + 1 from n limit 2000)"
                " select printf('%.*c', 50000, 'a') || i as words from n)"
                " select count(*) from large a join large b using (words)"
            ),
            "memory",
        ),
        ("select 'a' like '" + "%_" * 150 + "'", "too complex"),
        ("select 1" + "+1" * 400, "Expression tree is too large"),
    ],
)
def test_an_answer_has_its_limits(ds, sql, words):
    refused, after = ask(ds, sql_path(sql), sql_path("select 1"))
    assert refused.status_code == 400 and after.status_code == 200
    assert words in refused.json()["error"]


def test_the_bomb_as_it_was_first_seen_is_too_long(ds):
    answer = ask(ds, sql_path(f"select {FIRST_BOMB}"))
    assert answer.status_code == 400 or answer.json()["rows"] == [[None]]


@pytest.mark.parametrize(
    "table",
    ["_refs", "_refs.json", "_refs.csv", "_refs.csv?_stream=1", "_refs/1.json", "_readings", "_REFS.json"],
)
def test_a_table_of_ours_alone_is_refused(ds, table):
    refused = (403, 404) if "REFS" in table else (403,)
    assert ask(ds, f"/docket/{table}").status_code in refused


def test_tables_of_ours_alone_are_shown_nowhere(ds):
    listed, page = ask(ds, "/docket.json", "/docket?_show_hidden=1")
    names = [table["name"] for table in listed.json()["tables"]]
    assert [name for name in names if name.startswith("_")] == [] and "_refs" not in page.text


def test_what_is_read_in_a_child_is_what_the_file_holds(ds, world):
    sql = "select 1, 2.5, null, 'é' || char(0) || 'x', x'00ff', 1 as \"a \"\"b\", 9223372036854775807, -9e999"
    answer = ask(ds, f"{sql_path(sql)}&_shape=arrays").json()
    encoded = {"$base64": True, "encoded": "AP8="}
    assert answer["rows"] == [[1, 2.5, None, "é\0x", encoded, 1, 9223372036854775807, None]]
    assert answer["columns"][5] == 'a "b'
    for table in ("cases", "docket_entries", "rulings", "case_list"):
        sql = f"select * from {table} order by 1"
        assert ask(ds, sql_path(sql)).json()["rows"] == [list(row) for row in run_sql(world, sql)]


def test_parameters_searches_and_facets_go_with_the_question(ds):
    words, searched, facets = ask(
        ds,
        f"{sql_path('select :a || :b as words')}&a=1&b=%C3%A9",
        "/docket/docket_entries.json?_search=order&_shape=array",
        "/docket/docket_entries.json?_facet=docket_id&_size=0",
    )
    assert words.json()["rows"] == [["1é"]] and len(searched.json()) == 1
    assert facets.json()["facet_results"]["docket_id"]["results"][0]["count"] == 4


def test_children_begin_with_the_first_question_and_know_no_secret(fresh, monkeypatch):
    monkeypatch.setenv("TRACKER_WEBHOOK_SECRET", "s3cret_s3cret_s3cret_s3cret")
    readers_sql = fresh.databases["docket"].readers_sql
    assert ask(fresh, "/", "/api/v1/cases")[0].status_code == 200 and readers_sql.pids == []
    assert ask(fresh, sql_path("select 1"), "/docket/cases.json?_size=1")[1].status_code == 200
    assert [len(readers_sql.pools[kind].pids) for kind in (SQL, TABLES)] == [1, 1]
    children = [Path(f"/proc/{pid}") for pid in readers_sql.pids]
    if children[0].exists():  # on Linux
        assert b"s3cret" not in (children[0] / "environ").read_bytes()
    fresh.databases["docket"].close()
    assert not any(child.exists() for child in children)
