"""Lists of recordings: an argument was held."""

import pytest

from docket.issues import ParseError
from docket.records import DocketRef
from scrapers.sources import oral_arguments
from tests.worlds.court_pages import WATCHED, cut, fetched
from tests.worlds.expected import FIXTURES
from tests.worlds.loopback import Page


def fixture(name):
    return (FIXTURES / "oral_arguments" / name).read_bytes()


def read(name, body, *refs):
    return oral_arguments.SOURCE.parse(cut(oral_arguments.SOURCE, name, body, *refs))


def test_words_behind_the_end_of_a_feed_cost_no_item():
    """ca1's, as one was saved."""
    body = fixture("feed.ca1")
    assert read("ca1", body + b"\\n extra words") == read("ca1", body) != []


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


def test_courts_that_are_watched_are_asked():
    results, paths = fetched(
        oral_arguments.SOURCE,
        "ORAL_ARGUMENTS",
        {"/ca11": Page(fixture("ordinary.ca11"))},
        (WATCHED["ca11"], DocketRef("ca2", "22-9001")),
    )
    assert paths == ["/ca11"] and [snapshot.item_count for snapshot in results] == [2]
