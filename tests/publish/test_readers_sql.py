"""Readers' SQL runs where it can be stopped: it holds up nobody, and reads what is published and nothing else."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest

from publish.serve import make_datasette
from publish.sql.authorizer import set_authorizer
from publish.sql.lanes import SQL, TABLES
from tests.worlds.asking import answers_of as ask
from tests.worlds.publishing import build_world
from tests.worlds.serving import Race, serving

TIME_LIMIT_MS = 1000
FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
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
    datasette = make_datasette(world)
    yield datasette
    datasette.databases["docket"].close()


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
    as_json, as_csv = ask(fresh, sql_path(endless), sql_path(endless, "csv"))
    assert (as_json.status_code, as_csv.status_code) == (400, 400)
    assert fresh.databases["docket"].readers_sql.pools[SQL].killed == 0


@pytest.mark.parametrize("sql", REFUSED)
def test_nothing_but_what_is_published_is_read(ds, sql):
    as_json, as_csv, page, where = ask(
        ds,
        sql_path(sql),
        sql_path(sql, "csv"),
        f"/docket?sql={quote(sql)}",
        f"/docket/cases.json?_where={quote(f'({sql}) >= 0')}",
    )
    assert (as_json.status_code, as_csv.status_code, page.status_code, where.status_code) == (
        400,
        400,
        400,
        400,
    )
    error = as_json.json()["error"]
    assert as_json.json()["rows"] == [] and ("prohibited" in error or "not authorized" in error)


def test_no_view_opens_what_is_closed(tmp_path):
    connection = sqlite3.connect(tmp_path / "views.db")
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
    connection.close()


@pytest.mark.parametrize(
    "sql",
    ["attach 'x.db' as x", "pragma database_list", "create temp table t (a)", "delete from cases", "vacuum"],
)
def test_the_child_itself_only_selects(world, sql):
    connection = sqlite3.connect(f"{world.as_uri()}?mode=ro", uri=True)
    set_authorizer(connection)
    with pytest.raises(sqlite3.DatabaseError, match=r"authoriz|prohibited"):
        connection.execute(sql)
    connection.close()


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


def test_tables_of_ours_alone_are_shown_nowhere(ds):
    paths = (
        "/docket/_refs",
        "/docket/_refs.json",
        "/docket/_refs.csv",
        "/docket/_refs.csv?_stream=1",
        "/docket/_refs/1.json",
        "/docket/_readings",
    )
    assert {
        path: answer.status_code for path, answer in zip(paths, ask(ds, *paths), strict=True)
    } == dict.fromkeys(paths, 403)
    assert ask(ds, "/docket/_REFS.json").status_code in (403, 404)
    listed, page = ask(ds, "/docket.json", "/docket?_show_hidden=1")
    assert [
        table["name"] for table in listed.json()["tables"] if table["name"].startswith("_")
    ] == [] and "_refs" not in page.text


def test_what_is_read_in_a_child_is_what_the_file_holds(ds, world):
    sql = "select 1, 2.5, null, 'é' || char(0) || 'x', x'00ff', 1 as \"a \"\"b\", 9223372036854775807, -9e999"
    rows = ask(ds, f"{sql_path(sql)}&_shape=arrays").json()
    assert rows["rows"][0][:4] == [1, 2.5, None, "é\0x"] and rows["rows"][0][5:] == [
        1,
        9223372036854775807,
        None,
    ]
    assert rows["rows"][0][4] == {"$base64": True, "encoded": "AP8="} and rows["columns"][5] == 'a "b'
    connection = sqlite3.connect(world)
    for table in ("cases", "docket_entries", "rulings", "case_list"):
        expected = [
            list(row)
            for row in connection.execute(
                f"select * from {table} order by rowid" if table != "case_list" else "select * from case_list"
            )
        ]
        assert (
            ask(
                ds, sql_path(f"select * from {table}" + (" order by rowid" if table != "case_list" else ""))
            ).json()["rows"]
            == expected
        )
    connection.close()


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
    environment = Path(f"/proc/{readers_sql.pids[0]}/environ")
    if environment.exists():
        assert b"s3cret" not in environment.read_bytes()
    pids = readers_sql.pids
    fresh.databases["docket"].close()
    assert [pid for pid in pids if _is_alive(pid)] == []


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_children_follow_the_link(tmp_path):
    for name in ("docket-1.db", "docket-2.db"):
        build_world(tmp_path / name)
    connection = sqlite3.connect(tmp_path / "docket-2.db")
    connection.execute("update cases set caption = 'Made anew'")
    connection.commit()
    connection.close()
    link = tmp_path / "docket.db"
    link.symlink_to("docket-1.db")
    datasette = make_datasette(link)
    database, question = (
        datasette.databases["docket"],
        sql_path("select caption from cases order by case_id desc limit 1"),
    )
    assert ask(datasette, question).json()["rows"] == [["Jane Roe v. Example, Inc."]]
    (tmp_path / "next").symlink_to("docket-2.db")
    (tmp_path / "next").replace(link)
    (tmp_path / "docket-1.db").unlink()
    database._looked_at = 0.0
    assert ask(datasette, question).json()["rows"] == [["Made anew"]]
    assert ask(datasette, "/docket/cases.json?_col=caption").json()["rows"][0][1] == "Made anew"
    database.close()
