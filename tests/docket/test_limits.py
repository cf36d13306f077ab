"""Fields that no court prints so long are cut, and said to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docket import limits
from docket.issues import Issue
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


def test_a_text_is_cut():
    kept, issues = cap(entry(text="x" * 400_000))
    assert kept == entry(text="x" * 100_000)
    assert issues == [Issue("field-cut", "text: 400000 where 100000 may be", "DocketEntry", *WHERE)]


def test_a_name_or_address_is_left_out_not_cut():
    kept, issues = cap(entry(text="x", pacer_doc_id="1" * 1_001))
    assert kept == entry(text="x") and issues[0].value == "pacer_doc_id: 1001 where 1000 may be"


def test_parts_are_cut_and_counted():
    counsel = (Counsel("Ada " + "x" * 5_000), Counsel("Bob"))
    kept, issues = cap(Party(REF, "Doe", PartyType.PLAINTIFF, None, counsel=counsel))
    assert [len(lawyer.name) for lawyer in kept.counsel] == [4_000, 3] and len(issues) == 1
    kept, issues = cap(entry(text="x", documents=(Document(0, "Main", "1"),) * 6_000))
    assert len(kept.documents) == 5_000 and issues[0].value == "documents: 6000 where 5000 may be"


def test_a_record_of_a_docket_with_an_endless_number_is_left_out():
    kept, issues = cap(Docket(ref=DocketRef("cand", "1" * 2_000), caption="Doe v. Roe"))
    assert kept is None and issues == [
        Issue("record-left-out", "the name of its docket is too long", "Docket")
    ]


SIZES = st.sampled_from([0, 1, 1_000, 1_001, 4_000, 4_001, 100_000, 100_001]).map("x".__mul__)
DOCUMENTS = st.builds(Document, st.just(0), SIZES, SIZES, url=SIZES)
RECORDS = st.builds(
    entry, text=SIZES, pacer_doc_id=SIZES, documents=st.lists(DOCUMENTS, max_size=2).map(tuple)
) | st.builds(Docket, st.builds(DocketRef, st.just("cand"), SIZES), caption=SIZES, source_url=SIZES)


@given(RECORDS)
def test_the_first_glance_misses_nothing_that_is_too_long(record):
    assert bool(cap(record)[1]) == any(limits._excess(record))
