"""What a suppressed docket, entry, party or opinion still shows: whatever is not named here is hidden."""

from collections import defaultdict

import pytest

from db.columns import TABLE, TABLES
from db.merge import Merged
from db.schema import create_tables, open_docket
from db.suppress import hide
from db.tables import REMOVED, TEXT, Column, Table
from tests.db.test_merge import ORDINARY, ingest, new_store
from tests.worlds.snapshots import page

DOCKET = "cand-22-cv-01234"
PROVENANCE = {"snapshot_id", "first_seen", "last_seen"}
# Ids, keys to docket, case and court, the normalized number; and what says where a row stands among others.
KEPT = {
    "dockets": {"docket_id", "case_id", "court_id", "docket_number", "selection", "position", "entry_count"},
    "docket_entries": {"entry_id", "docket_id", "entry_number", "date_filed", "position", "missing_before"}
    | {"version_count", "is_gone", "aliases"},
    "entry_versions": {"version_id", "entry_id", "docket_id", "ordinal", "change", "first_snapshot_id"}
    | {"last_snapshot_id", "first_shown", "last_shown"},
    "documents": {"document_id", "entry_id", "docket_id", "attachment_number"},
    "participations": {"participation_id", "docket_id", "party_type", "is_gone", "position"},
    "opinions": {"opinion_id", "docket_id"},
}
WORDS = {
    ("dockets", "caption"),
    ("dockets", "short_name"),
    ("docket_entries", "text"),
    ("entry_versions", "text"),
    ("documents", "description"),
    ("participations", "name"),
    ("opinions", "caption"),
}
OF_DOCKET = [
    table for table in TABLES if table.is_of_docket or table.name in ("dockets", "attorneys", "firms")
]
SCOPES = {"docket_entries": "entry", "participations": "party", "opinions": "opinion"}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    db = open_docket(tmp_path_factory.mktemp("sealed") / "docket.db")
    create_tables(db)
    return db


def row_of(table):
    """A row that says something in each column; ids of other rows are those of the one row of their table."""
    row = {name: f"{name} of {table.name}" for name in table.columns}
    row |= {name: f"{other} of {parent}" for name, parent, other in table.foreign_keys}
    return row | {table.key: f"{table.key} of {table.name}"}


def sealed(db, *hidden):
    rows = defaultdict(dict)
    for table in OF_DOCKET:
        row = row_of(table)
        rows[table.name] = {row[table.key]: row}
    hide(db, Merged("docket_id of dockets", rows, {}, {}), [], {}, frozenset(hidden))
    return rows


def shown(table, row):
    """What a tombstone may show of a row."""
    kept = KEPT[table.name] | PROVENANCE
    return {
        name: row[name] if name in kept else REMOVED if (table.name, name) in WORDS else None for name in row
    }


@pytest.mark.parametrize("table", OF_DOCKET, ids=lambda table: table.name)
def test_of_a_sealed_docket_each_column_is_hidden_unless_it_is_named_here(db, table):
    hidden = sealed(db, ("docket", "docket_id of dockets"))[table.name]
    if table.name not in KEPT:
        assert hidden == {}
        return
    ((key, row),) = hidden.items()
    before = row_of(table)
    if table.name == "docket_entries":
        before["aliases"] = "aliases of docket_entries"  # none is of words: those begin with a t
    assert key == before[table.key] and row == shown(table, before)


@pytest.mark.parametrize("name", SCOPES)
def test_what_hangs_on_a_suppressed_row_goes_with_it(db, name):
    key = f"{TABLE[name].key} of {name}"
    hidden = sealed(db, (SCOPES[name], key))
    assert hidden[name] == {key: shown(TABLE[name], row_of(TABLE[name]))}
    for table in OF_DOCKET:
        if name in [parent for _, parent, _ in table.foreign_keys]:
            left = [shown(table, row_of(table))] if table.name in KEPT else []
            assert list(hidden[table.name].values()) == left, table.name
    assert list(hidden["dockets"].values()) == [row_of(TABLE["dockets"])]
    assert list(hidden["claims"].values()) == ([] if name == "docket_entries" else [row_of(TABLE["claims"])])


def test_a_column_that_nobody_thought_of_is_hidden():
    table = Table(
        "notes", "Notes", "Notes.", (Column("note_id", TEXT, "Id"), Column("minor", TEXT, "A name"))
    )
    row = {"note_id": "1", "minor": "Jane"}
    table.seal(row)
    assert row["minor"] is None


def test_how_it_came_out_does_not_fill_a_sealed_header_again(tmp_path):
    store = new_store(tmp_path / "docket.db")
    store.hidden = frozenset({("docket", DOCKET)})
    db = ingest(store, page("a", "2022-03-01", [ORDINARY | {"assigned_to": "Ada Judge", "status": "open"}]))
    (docket,) = db.query("select * from dockets")
    kept = KEPT["dockets"] | PROVENANCE
    filled = {name for name, value in docket.items() if value not in (None, REMOVED)}
    assert filled <= kept and {"docket_id", "case_id", "court_id", "docket_number", "selection"} <= filled
    (case,) = db.query("select caption, short_name, outcome_230, platform from cases")
    assert case == {"caption": REMOVED, "short_name": REMOVED, "outcome_230": None, "platform": None}


def test_a_sealed_docket_stays_sealed_under_another_id(tmp_path):
    """A docket is known by PACER's id until a page prints its number: its id is then another."""
    unnumbered = {"pacer": "777", "caption": "Roe v. Example, Inc.", "parties": [("Jane Roe", "plaintiff")]}
    pages = (page("a", "2022-03-01", [unnumbered]), page("b", "2022-03-02", [ORDINARY]))
    shown = ingest(new_store(tmp_path / "open.db"), pages[0])
    (first,) = [row["docket_id"] for row in shown.query("select docket_id from dockets")]
    store = new_store(tmp_path / "docket.db")
    store.hidden = frozenset({("docket", first)})
    db = ingest(store, *pages)
    assert first != DOCKET and [
        tuple(row) for row in db.execute("select docket_id, caption from dockets")
    ] == [(DOCKET, REMOVED)]
    assert {row["name"] for row in db.query("select name from participations")} == {REMOVED}
    assert [
        tuple(row) for row in db.execute("select old_id, new_id from redirects where kind = 'docket'")
    ] == [(first, DOCKET)]
