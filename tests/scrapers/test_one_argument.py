"""One argument of the Supreme Court, told of by its calendar, its docket and its recording, in any order."""

import json
from dataclasses import replace
from itertools import permutations

import pytest

from scrapers.sources import appellate_opinions, oral_arguments, scotus, scotus_lists
from tests.scrapers.test_scotus_lists import snapshot_of
from tests.worlds.court_pages import WATCHED, cut
from tests.worlds.expected import FIXTURES
from tests.worlds.pdf_pages import CALENDAR
from tests.worlds.stored import stored

NUMBER = "22-9001"


def docket():
    data = json.loads((FIXTURES / "scotus" / "ordinary.json").read_text())
    entries = [
        {"Date": "Feb 01 2024", "Text": "SET FOR ARGUMENT on Monday, March 18, 2024."},
        {"Date": "Mar 18 2024", "Text": "Argued. For petitioner: Lee Lawyer, Washington, D. C."},
    ]
    body = json.dumps(data | {"CaseNumber": f"{NUMBER} ", "ProceedingsandOrder": entries}).encode()
    return scotus.SOURCE.recognize("a.json", body, "scotus", "2024-03-20T00:00:00Z")


def told(order):
    """A database that has heard of the argument by these, in this order."""
    recording = (FIXTURES / "oral_arguments" / "ordinary.scotus").read_bytes()
    opinion = (FIXTURES / "appellate_opinions" / "citation.scotus_slip").read_bytes()
    tellers = {
        "calendar": scotus_lists.select_watched(snapshot_of("calendar", CALENDAR), {NUMBER}),
        "docket": docket(),
        "recording": replace(cut(oral_arguments.SOURCE, "scotus", recording), as_of="2024-03-22T00:00:00Z"),
        "opinion": cut(appellate_opinions.SOURCE, "scotus_slip", opinion, WATCHED["scotus"]),
    }
    return stored(*(tellers[name] for name in order))


def hearings(db):
    return db.execute("select hearing_id, kind, date_from, status from hearings order by 1").fetchall()


@pytest.mark.parametrize("order", list(permutations(("calendar", "docket", "recording"))), ids="-".join)
def test_calendar_docket_and_recording_are_one_argument_held(order):
    assert hearings(told(order)) == [
        ("scotus-22-9001.oral-argument-2024-03-18", "oral_argument", "2024-03-18", "held")
    ]


@pytest.mark.parametrize(
    ("order", "status"),
    [
        (("calendar",), "scheduled"),
        (("recording",), "held"),
        (("calendar", "recording"), "held"),
        (("recording", "calendar"), "held"),
    ],
)
def test_without_the_docket_the_lists_alone_tell_of_it(order, status):
    assert [row[3] for row in hearings(told(order))] == [status]


def test_a_list_leaves_the_dockets_own_caption_alone_and_adds_the_opinion():
    db = told(("docket", "opinion"))
    row = db.execute(
        "select d.caption, c.selection, d.coverage from dockets d join cases c using (case_id)"
    ).fetchone()
    assert row == ("Example Video, Inc., et al. v. Rae Roe", "imported", "complete")
    assert db.execute("select event, date_from, source_url from docket_events").fetchall() == [
        ("opinion", "2024-03-12", "https://www.example.org/opinions/23pdf/22-9001_abcd.pdf")
    ]
    assert told(("opinion",)).execute("select selection from cases").fetchall() == [("candidate",)]
