"""A text made ready: places stay in every form, and each reader reads it once."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from docket.entry_facts import find_facts
from docket.hearings import find_hearings
from docket.hearings.clauses import silence
from docket.rulings.motions import find_motions
from docket.text.controls import make_plain, read_references
from docket.text.prepared import PreparedText, once

FILED = date(2024, 3, 1)


@given(st.text(alphabet="aZ İΣ.,–’\xa0\n\t&#039;§0123456789U.S.C", max_size=60))
def test_a_sign_keeps_its_place_in_every_form(printed):
    text = PreparedText(printed)
    lengths = {len(form) for form in (text.plain, text.lowered, text.masked, text.masked_lowered)}
    assert lengths == {len(printed)}
    assert all(0 <= start < end <= len(printed) for start, end in text.sentences)


def test_a_reader_reads_a_text_once_and_another_text_anew():
    read = []

    @once
    def count(text):
        read.append(text.printed)
        return len(text.printed)

    order, motion = PreparedText("ORDER"), PreparedText("MOTION")
    assert [count(order), count(order), count(motion), count(order)] == [5, 5, 6, 5]
    assert read == ["ORDER", "MOTION"]


def test_what_is_no_longer_than_asked_for_is_the_text_itself():
    text = PreparedText("ORDER granting 5 Motion", FILED, "cand", 9, "3:23-cv-00001")
    start = text.up_to(5)
    assert text.up_to(23) is text and text.up_to(999) is text
    assert (start.printed, start.lowered) == ("ORDER", "order")
    assert (start.date_filed, start.court_id, start.number, start.docket_number) == (
        FILED,
        "cand",
        9,
        "3:23-cv-00001",
    )


def test_behind_its_caption_an_entry_is_read_and_its_places_are_those_of_the_whole():
    text = PreparedText("Roe v. Example, Inc.: MOTION to Dismiss", FILED, "cand")
    (motion,) = find_motions(text)
    assert text.printed[motion.start : motion.end] == text.body.printed == "MOTION to Dismiss"


@pytest.mark.parametrize("dash", ["-", "–", "‑"])
def test_days_with_a_printed_dash_between_them_are_read_as_with_a_plain_one(dash):
    """ "April 16–18, 2022": the year behind the second day is the first day's, too."""
    text = PreparedText(f"Minutes. Jury Trial held on April 16{dash}18, 2022 before Judge Poe.", FILED, "ned")
    assert [hearing.date for hearing in find_hearings(text)] == [date(2022, 4, 16)]
    assert [day.value for day in text.dates] == [date(2022, 4, 16)]


def test_an_entry_of_nothing_says_nothing():
    assert not find_facts("", FILED, "cand", None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Roe&#039;s Motion", "Roe's      Motion"),
        ("Does&#39; Motion", "Does'     Motion"),
        ("AT&amp;T Corp.", "AT&T     Corp."),
        ("of &#036;50,000", "of      $50,000"),
        ("R&R, A & B; C&D;", "R&R, A & B; C&D;"),
    ],
)
def test_a_sign_that_a_page_wrote_as_a_reference_is_read_in_its_place(text, shown):
    assert read_references(text) == make_plain(text) == silence(text) == shown
    assert len(shown) == len(text)
