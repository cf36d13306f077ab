"""Lists of recordings: an argument was held."""

from datetime import date

import pytest

from docket.issues import Issue, ParseError
from docket.records import DocketEvent, DocketRef, HearingEvent
from docket.vocabulary import HearingAction, HearingKind
from scrapers.sources import oral_arguments
from tests.worlds.court_pages import WATCHED, cut, fetched
from tests.worlds.expected import FIXTURES, cases, check, of
from tests.worlds.loopback import Page

CASES = cases("oral_arguments")


def fixture(name):
    return (FIXTURES / "oral_arguments" / name).read_bytes()


def read(name, body, *refs):
    return oral_arguments.SOURCE.parse(cut(oral_arguments.SOURCE, name, body, *refs))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_fixture_parses_to_its_expected_json(path, request):
    snapshot = cut(oral_arguments.SOURCE, path.suffix[1:], path.read_bytes())
    assert b"tranger" not in snapshot.body
    check(path, snapshot, oral_arguments.SOURCE.parse(snapshot), request.config.getoption("--accept"))


def test_words_behind_the_end_of_a_feed_cost_no_item():
    """ca1's, as one was saved."""
    [path] = [path for path in CASES if path.suffix == ".ca1"]
    body = path.read_bytes()
    assert read("ca1", body + b"\\n extra words") == read("ca1", body) != []


def test_an_argument_was_held_in_each_docket_it_names():
    events = of(HearingEvent, read("ca11", fixture("ordinary.ca11")))
    assert [event.ref for event in events] == [DocketRef("ca11", "22-90001"), DocketRef("ca11", "22-90005")]
    assert {(event.action, event.kind, event.date_from, event.hearing_key) for event in events} == {
        (HearingAction.HELD, HearingKind.ORAL_ARGUMENT, date(2024, 3, 12), "oral-argument-2024-03-12")
    }


def test_numbers_and_days_that_stand_in_a_link_only_are_read():
    """ca6: "audio/03-05-2024 - Tuesday/22-9001 22-9005 Roe v Beispiel.mp3"; a space written as %20 would hide
    the second."""
    events = of(HearingEvent, read("ca6", fixture("links.ca6")))
    assert [(event.ref.docket_number, event.date_from) for event in events] == [
        ("22-9001", date(2024, 3, 5)),
        ("22-9005", date(2024, 3, 5)),
    ]
    assert " " not in events[0].source_url


def test_the_day_a_file_was_posted_is_no_day_of_an_argument():
    records = read("ca3", fixture("posted.ca3"))
    assert (
        of(HearingEvent, records) == []
        and [event.event for event in of(DocketEvent, records)] == ["recording posted"] * 2
    )


@pytest.mark.parametrize(("name", "judge"), [("cadc", "Sample; Muster; Exemple"), ("ca5", None)])
def test_judges_where_the_court_names_them(name, judge):
    [event] = of(
        HearingEvent, read(name, fixture(next(path.name for path in CASES if path.suffix == f".{name}")))
    )
    assert event.judge == judge


def test_no_results_is_an_issue_that_says_so():
    [issue] = read("ca10", fixture("empty.ca10"))
    assert isinstance(issue, Issue) and issue.code == "empty-list"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("ca11", b""),
        ("ca11", b"<html><body>Service unavailable</body></html>"),
        ("ca11", fixture("ordinary.ca11")[:200]),
        ("ca11", fixture("ordinary.ca11").replace(b"<td>03/12/2024</td>", b"")),  # a column less
        ("ca5", fixture("feed.ca5")[:300]),
        (
            "ca5",
            fixture("feed.ca5").replace(b"Argued March", b"Heard March"),
        ),  # juriscraper skips these without a word
    ],
)
def test_what_cannot_be_read_is_unreadable(name, body):
    snapshot = cut(oral_arguments.SOURCE, name, body)
    assert snapshot.is_unreadable and b"tranger" not in snapshot.body
    with pytest.raises(ParseError):
        oral_arguments.SOURCE.parse(snapshot)


def test_a_changed_day_is_a_change_and_a_strangers_is_none():
    body = fixture("ordinary.ca11")
    first, other, ours = (
        cut(oral_arguments.SOURCE, "ca11", changed)
        for changed in (
            body,
            body.replace(b"Somebody", b"Someone"),
            body.replace(b"03/12/2024", b"03/13/2024"),
        )
    )
    assert first.difference == other.difference != ours.difference


def test_courts_that_are_watched_are_asked():
    results, paths = fetched(
        oral_arguments.SOURCE,
        "ORAL_ARGUMENTS",
        {"/ca11": Page(fixture("ordinary.ca11"))},
        (WATCHED["ca11"], DocketRef("ca2", "22-9001")),
    )
    assert paths == ["/ca11"] and [snapshot.item_count for snapshot in results] == [2]
