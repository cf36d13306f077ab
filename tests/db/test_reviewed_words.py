"""What reviewers wrote of cases and judges follows its file, and says nothing of a docket that is withheld."""

import pytest

from docket.records import CaseLine, DocketRef, Judge, Ruling
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from tests.db.test_merge import ORDINARY, ingest, new_store
from tests.worlds.snapshots import page

CASE = "a-v-b"
DOCKET = "cand-22-cv-01234"
SHEET = page("a", "2022-03-01", [ORDINARY | {"case": CASE}])


def review(store, day, kind, *records):
    snapshot = Snapshot(
        "catalog",
        f"catalog:{kind}.csv",
        f"{day}T00:00:00Z",
        repr(records).encode(),
        Form.CURATED,
        kind=kind,
        as_of=f"{day}T00:00:00Z",
        as_of_basis="review",
        scope=Scope(ScopeKind.COMPLETE),
    )
    store.ingest(store.ingested_seq + 1, snapshot, list(records), [])


def review_lines(store, day, **lines):
    review(store, day, "case_lines", *(CaseLine(key.replace("_", "-"), text) for key, text in lines.items()))


def about(store):
    return [row["about"] for row in store.db.query("select about from cases")]


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "docket.db")


@pytest.mark.parametrize("left", [{"c_v_d": "A town sued."}, {}], ids=["another line is left", "none"])
@pytest.mark.parametrize("is_line_first", [True, False])
def test_a_case_has_the_line_of_the_latest_review(store, is_line_first, left):
    if is_line_first:
        review_lines(store, "2022-02-01", a_v_b="A man sued a store.", c_v_d="A town sued.")
    ingest(store, SHEET)
    if not is_line_first:
        review_lines(store, "2022-02-01", a_v_b="A man sued a store.", c_v_d="A town sued.")
    assert about(store) == ["A man sued a store."]
    review_lines(store, "2022-04-01", a_v_b="A man sued a store over a drill.")
    assert about(store) == ["A man sued a store over a drill."]
    lines = store.db.query(
        "select case_id from cases_fts join cases on cases.rowid = cases_fts.rowid "
        "where cases_fts match 'drills'"
    )
    assert [row["case_id"] for row in lines] == [CASE]
    review_lines(store, "2022-05-01", **left)
    assert about(store) == [None]


@pytest.mark.parametrize("is_line_first", [True, False])
def test_a_line_tells_nothing_of_a_docket_that_is_withheld(store, is_line_first):
    store.hidden = frozenset({("docket", DOCKET)})
    ingest(store, *([] if is_line_first else [SHEET]))
    review_lines(store, "2022-02-01", a_v_b="A man sued a store.")
    ingest(store, *([SHEET] if is_line_first else []))
    assert about(store) == [None]


@pytest.mark.parametrize("is_table_first", [True, False])
def test_a_ruling_has_the_judge_that_its_author_is_in_its_court(store, is_table_first):
    ref = DocketRef("cand", "3:22-cv-01234", catalog_slug="a-v-b-cand")
    acts = [
        Ruling(ref, author=author, text=author) for author in ("Judge", "Judge; X dissenting", "per curiam")
    ]
    judges = [
        Judge("ada-judge", "Ada Judge", ("cand", "ca9"), ("Judge", "Judge; X dissenting")),
        Judge("bo-judge", "Bo Judge", ("nysd",), ("Judge", "per curiam")),
    ]
    if is_table_first:
        review(store, "2022-02-01", "judges", *judges)
    review(store, "2022-02-01", "decisions", *acts)
    if not is_table_first:
        review(store, "2022-02-01", "judges", *judges)
    by_author = {
        row["author"]: row["judge_id"] for row in store.db.query("select author, judge_id from rulings")
    }
    assert by_author == {"Judge": "ada-judge", "Judge; X dissenting": "ada-judge", "per curiam": None}
    review(store, "2022-03-01", "judges", Judge("ann-judge", "Ann Judge", ("cand",), ("Judge",)))
    by_author = {
        row["author"]: row["judge_id"] for row in store.db.query("select author, judge_id from rulings")
    }
    assert by_author == {"Judge": "ann-judge", "Judge; X dissenting": None, "per curiam": None}
