"""The sentence that says what a case is about: it follows its file, and says nothing of a docket that is withheld."""

import pytest

from docket.records import CaseLine
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from tests.db.test_merge import ORDINARY, ingest, new_store
from tests.worlds.snapshots import page

CASE = "a-v-b"
DOCKET = "cand-22-cv-01234"
SHEET = page("a", "2022-03-01", [ORDINARY | {"case": CASE}])


def review(store, day, **lines):
    snapshot = Snapshot(
        "catalog",
        "catalog:case_lines.csv",
        f"{day}T00:00:00Z",
        repr(lines).encode(),
        Form.CURATED,
        kind="case_lines",
        as_of=f"{day}T00:00:00Z",
        as_of_basis="review",
        scope=Scope(ScopeKind.COMPLETE),
    )
    told = [CaseLine(case_id.replace("_", "-"), text) for case_id, text in lines.items()]
    store.ingest(store.ingested_seq + 1, snapshot, told, [])


def about(store):
    return [row["about"] for row in store.db.query("select about from cases")]


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "docket.db")


@pytest.mark.parametrize("is_line_first", [True, False])
def test_a_case_has_the_line_of_the_latest_review(store, is_line_first):
    if is_line_first:
        review(store, "2022-02-01", a_v_b="A man sued a store.", c_v_d="A town sued.")
    ingest(store, SHEET)
    if not is_line_first:
        review(store, "2022-02-01", a_v_b="A man sued a store.", c_v_d="A town sued.")
    assert about(store) == ["A man sued a store."]
    review(store, "2022-04-01", a_v_b="A man sued a store over a drill.")
    assert about(store) == ["A man sued a store over a drill."]
    found = store.db.query(
        "select case_id from cases_fts join cases on cases.rowid = cases_fts.rowid "
        "where cases_fts match 'drills'"
    )
    assert [row["case_id"] for row in found] == [CASE]
    review(store, "2022-05-01", c_v_d="A town sued.")
    assert about(store) == [None]


@pytest.mark.parametrize("is_line_first", [True, False])
def test_a_line_tells_nothing_of_a_docket_that_is_withheld(store, is_line_first):
    store.hidden = frozenset({("docket", DOCKET)})
    ingest(store, *([] if is_line_first else [SHEET]))
    review(store, "2022-02-01", a_v_b="A man sued a store.")
    ingest(store, *([SHEET] if is_line_first else []))
    assert about(store) == [None]
