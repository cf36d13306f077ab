"""Fields that no court prints so long are cut, and said to be."""

import pytest
from hypothesis import given, strategies as st

from docket import limits
from docket.limits import cap
from docket.records import Counsel, Docket, DocketEntry, DocketRef, Document, Party
from docket.vocabulary import PartyType, TextKind

REF = DocketRef("cand", "3:22-cv-01234")
WHERE = ("cand", "3:22-cv-01234")


def entry(**fields):
    return DocketEntry(ref=REF, text_kind=TextKind.FULL, **fields)


@pytest.mark.parametrize(
    "record",
    [
        Docket(ref=REF, caption="Doe v. " + "x" * 3_900),
        entry(text="x" * 100_000, documents=(Document(0, "Main", "1"),) * 5_000),
        Party(REF, "Doe", PartyType.PLAINTIFF, None, counsel=(Counsel("Ada Lawyer"),)),
    ],
)
def test_what_is_short_enough_is_the_very_same(record):
    kept, issues = cap(record)
    assert kept is record and issues == []


PAPER = Document(0, "Main", "1")


def party(*names):
    return Party(REF, "Doe", PartyType.PLAINTIFF, None, counsel=tuple(map(Counsel, names)))


@pytest.mark.parametrize(
    ("record", "kept", "words"),
    [
        (entry(text="x" * 400_000), entry(text="x" * 100_000), "text: 400000 where 100000 may be"),
        # A name or address is left out, not cut.
        (
            entry(text="x", pacer_doc_id="1" * 1_001),
            entry(text="x"),
            "pacer_doc_id: 1001 where 1000 may be",
        ),
        # Parts are cut, and counted.
        (
            party("Ada " + "x" * 5_000, "Bob"),
            party("Ada " + "x" * 3_996, "Bob"),
            "name: 5004 where 4000 may be",
        ),
        (
            entry(text="x", documents=(PAPER,) * 6_000),
            entry(text="x", documents=(PAPER,) * 5_000),
            "documents: 6000 where 5000 may be",
        ),
        # A record of a docket with an endless number is left out.
        (
            Docket(ref=DocketRef("cand", "1" * 2_000), caption="Doe v. Roe"),
            None,
            "the name of its docket is too long",
        ),
    ],
)
def test_what_is_too_long_is_cut_and_told(record, kept, words):
    left, [issue] = cap(record)
    assert left == kept and issue.value == words
    code, where = ("field-cut", WHERE) if kept else ("record-left-out", (None, None))
    assert (issue.code, issue.place) == (code, type(record).__name__)
    assert (issue.court_id, issue.docket_number) == where


SIZES = st.sampled_from([0, 1, 1_000, 1_001, 4_000, 4_001, 100_000, 100_001]).map("x".__mul__)
DOCUMENTS = st.builds(Document, st.just(0), SIZES, SIZES, url=SIZES)
RECORDS = st.builds(
    entry, text=SIZES, pacer_doc_id=SIZES, documents=st.lists(DOCUMENTS, max_size=2).map(tuple)
) | st.builds(Docket, st.builds(DocketRef, st.just("cand"), SIZES), caption=SIZES, source_url=SIZES)


@given(RECORDS)
def test_the_first_glance_misses_nothing_that_is_too_long(record):
    assert bool(cap(record)[1]) == any(limits._excess(record))
