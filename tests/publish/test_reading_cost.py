"""What a page reads does not grow with the record: queries are counted, and plans are asked for; no clock is read."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from datasette.utils import MultiParams

from db.schema import create_tables, open_docket
from publish.cache import Connection, remembered
from publish.pages import case, entries, graph, home, search
from publish.request import Asked
from publish.serve import make_datasette
from tests.worlds.asking import answers_of
from tests.worlds.sql import run_sql


def counted(path, read, **parts):
    """Return the statements that a page asks of the database."""
    asked = []
    with closing(sqlite3.connect(path)) as conn:
        conn.set_trace_callback(asked.append)
        assert read(conn, Asked(parts, MultiParams({}), datetime.now(UTC), "/", None)) is not None
    return asked


def plan(path, sql, *params):
    return " ".join(step[3] for step in run_sql(path, f"explain query plan {sql}", *params))


def test_a_case_of_many_dockets_asks_as_often_as_a_case_of_one(catalog):
    ids = [
        case_id for (case_id,) in run_sql(catalog, "select case_id from cases order by docket_count, case_id")
    ]
    small, large = (len(counted(catalog, case.read, case_id=ids[place])) for place in (0, -1))
    assert abs(large - small) <= 12 and large <= 60


PLANS = {
    "the gaps of a docket are read from an index of gaps alone": (
        "select * from number_gaps where docket_id = 'x'",
        ["idx_docket_entries_rare_docket_id"],
        [],
    ),
    "the sorts of entries of a docket are counted in an index": (
        """select event_types, count(*) from docket_entries where docket_id in ('x', 'y')
        group by docket_id, event_types""",
        ["COVERING INDEX idx_docket_entries_docket_id_event_types"],
        ["TEMP B-TREE"],
    ),
    "the first part of the graph is begun without reading every citation": (
        graph._HAS_NODES,
        [],
        ["SCAN cited", "SCAN edge", "MATERIALIZE"],
    ),
}


@pytest.mark.parametrize(("sql", "does", "does_not"), PLANS.values(), ids=PLANS)
def test_how_a_question_is_answered(world, sql, does, does_not):
    query_plan = plan(world, sql)
    assert [step for step in does if step not in query_plan] == []
    assert [step for step in does_not if step in query_plan] == []


def test_the_newest_rulings_are_read_in_the_order_of_an_index(world):
    asked = counted(world, lambda conn, _: home.latest_rulings(conn, 6))
    assert "idx_rulings_rare_date_from" in plan(world, next(sql for sql in asked if "order by" in sql))


def test_beginnings_of_words_are_looked_for_only_where_whole_words_are_too_few(world, monkeypatch):
    asked = []

    def newest(conn, table, query, limit, condition, params):
        asked.append(query)
        return list(range(limit if query == '"motion"' else 1))

    monkeypatch.setattr(search, "_newest_matches", newest)
    assert len(search._matches(None, "docket_entries", '"motion"*', 500)) == 500
    assert asked == ['"motion"']
    assert len(search._matches(None, "docket_entries", '"moti"*', 500)) == 1
    assert asked[1:] == ['"moti"', '"moti"*']


def test_the_graph_is_sent_part_by_part_and_is_the_same_as_the_file(world, monkeypatch):
    monkeypatch.setattr(graph, "_DOCKETS_A_PART", 1)
    with closing(sqlite3.connect(world)) as conn:
        whole = graph.write_graph(conn, "http://localhost")
        head, *parts = list(graph._parts(conn, "http://localhost"))
        dockets = conn.execute("select count(*) from dockets").fetchone()[0]
        assert len(parts) == 2 * dockets + 1 and b"<node " not in head(conn)
        assert head(conn) + b"".join(write(conn) for write in parts) == whole and whole.count(b"<node ") > 1
    datasette = make_datasette(world)
    answer = answers_of(datasette, "/citations.graphml")
    known = answers_of(datasette, "/citations.graphml", headers={"If-None-Match": answer.headers["etag"]})
    assert answer.content == whole
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize(("start", "end"), [(0, 2), (1, 4), (2, 5), (3, 6), (5, 7), (0, 7)])
def test_a_page_of_entries_is_the_same_from_whichever_end_it_is_read(tmp_path, start, end):
    conn = _tables(tmp_path)
    days = (None, "2022-01-01", "2022-01-01", "2022-01-02", "2022-01-02", "2022-01-02", "2023-01-01")
    for number, day in enumerate(days):
        conn.execute(
            "insert into docket_entries (entry_id, docket_id, date_filed, position) values (?, ?, ?, ?)",
            (f"e{number}", f"d{number % 2}", day, number // 4),
        )
    fits, ids = "docket_entries.docket_id in (?, ?)", ["d0", "d1"]
    whole = [row["entry_id"] for row in entries._page(conn, fits, ids, 0, len(days), len(days))]
    assert sorted(whole) == [f"e{number}" for number in range(len(days))] and whole[0] == "e0"
    shown = entries._page(conn, fits, ids, start, end, len(days))
    assert [row["entry_id"] for row in shown] == whole[start:end]


@pytest.mark.parametrize("table", ["motions", "rulings"])
@pytest.mark.parametrize("count", [3, 60])
def test_the_newest_motions_and_rulings_of_a_case_are_shown_the_last_entry_of_a_day_first(
    tmp_path, table, count
):
    conn = _tables(tmp_path)
    day, key = {"motions": ("date_filed", "motion_id"), "rulings": ("date_from", "ruling_id")}[table]
    conn.execute("insert into dockets (docket_id, case_id) values ('d', 'c')")
    for number in range(count):
        conn.execute(
            "insert into docket_entries (entry_id, docket_id, position) values (?, 'd', ?)",
            (f"e{number}", number),
        )
        # Seven a day, so that the list is cut within a day, and some without one, which come last.
        date = None if number % 10 == 9 else f"2022-01-{1 + number // 7:02}"
        conn.execute(
            f"insert into {table} ({key}, docket_id, entry_id, {day}) values (?, 'd', ?, ?)",
            (f"r{number}", f"e{number}", date),
        )
    order = sorted(range(count), key=lambda n: ("" if n % 10 == 9 else f"{n // 7:02}", n), reverse=True)
    shown = case.load_read(conn, table, ["d"])
    assert [row[key] for row in shown.shown] == [f"r{number}" for number in order][: case.READ_SHOWN]
    assert shown.total == count


def _tables(folder):
    conn = open_docket(folder / "docket.db")
    create_tables(conn)
    conn.execute("pragma foreign_keys=off")
    return conn.conn


def test_what_is_made_once_for_a_state_is_not_interrupted_and_not_counted(world):
    slow = "with recursive n(x) as (select 1 union all select x + 1 from n where x < 300000) select count(*) from n"
    conn = sqlite3.connect(world, factory=Connection)
    with conn.limited(0), pytest.raises(sqlite3.OperationalError, match="interrupted"):
        conn.execute(slow).fetchone()
    with conn.limited(0.0):
        made = remembered(conn, "slow", lambda conn: conn.execute(slow).fetchone())
    assert made == (300_000,) == conn.kept["slow"][1]
    with conn.limited(60):
        before = conn.deadline
        remembered(conn, "slow too", lambda conn: conn.execute(slow).fetchone())
        assert conn.deadline > before
        conn.execute(slow).fetchone()
    conn.execute(slow).fetchone()  # outside there is no limit
    conn.close()
