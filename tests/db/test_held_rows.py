"""The rows of the rich world, and what each world of tests/db/test_merge.py comes to, are those that are held."""

import sqlite3

import pytest

from db.columns import TABLES
from db.schema import create_tables, open_docket
from db.store import Store
from db.views import VIEWS
from tests.db import test_merge
from tests.worlds.held import check_files, compare, show_rows, show_table, with_names
from tests.worlds.rich import build_rich, read_names

# Registers are files of docket/data: of these, and of what the catalog says of its dockets, a few rows.
_FEW = "limit 5"
_REVIEWED = (
    "where docket_id not in (select docket_id from dockets where selection = 'catalog') "
    "or docket_id like 'scotus-%' or docket_id = 'cand-22-cv-01234'"
)
_SOME = {
    "accuracy": _FEW,
    "congress_event_links": "where congress_event_id like 'hearing-1%' or congress_event_id like '2018%'",
    "congress_events": "where congress_event_id like 'hearing-1%' or congress_event_id like '2018%'",
    "courts": _FEW,
    "descriptions": _FEW,
    "docket_facts": _REVIEWED,
    "entity_names": "where rowid % 8 = 0",
    "excluded_bills": _FEW,
    "judges": "where judge_id in (select judge_id from rulings)",
    "laws": _FEW,
    "not_taken_in": _FEW,
    "participations": _REVIEWED,
    "quality": _FEW,
    "questions": _FEW,
    "recent_changes": "limit 40",
    "snapshots": "where url not like 'catalog:%.csv' or url like 'catalog:inv%'",
    "theories": _FEW,
}
NAMES = ["schema", *(table.name for table in TABLES if not table.name.startswith("_")), *VIEWS]
# What one docket comes to, in a world of the merge.
_MERGED = (
    "dockets",
    "docket_entries",
    "entry_versions",
    "participations",
    "representations",
    "hearings",
    "issues",
    "changes",
    "redirects",
)
_SCHEMA = "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by name"


@pytest.fixture(scope="module")
def db():
    opened = sqlite3.connect(build_rich() / "docket.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def names():
    return read_names(build_rich() / "docket.db")


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_are_those_held(db, names, name, accept):
    if name == "schema":
        compare("rows/schema.txt", show_rows(("sql",), db.execute(_SCHEMA)), accept)
    else:
        compare(f"rows/{name}.txt", with_names(show_table(db, name, _SOME.get(name, "")), names), accept)


def test_what_pages_make_of_a_docket_is_held(accept):
    shown = []
    [mark] = test_merge.test_what_pages_make_of_a_docket.pytestmark
    for case in mark.args[1]:
        made = open_docket(":memory:")
        create_tables(made)
        test_merge.ingest(Store(made), *case.values[0])
        tables = [(name, show_table(made.conn, name)) for name in _MERGED]
        shown += [f"# {case.id}\n", *(f"## {name}\n{rows}" for name, rows in tables if rows)]
        made.close()
    compare("rows/merged.txt", "\n".join(shown), accept)


def test_no_other_rows_are_held(accept):
    check_files("rows", [f"{name}.txt" for name in (*NAMES, "merged")], accept)
