"""A month that knows its truth: what the daemon has of it, with and without faults.

`TRACKER_TEST_FULL=1` lives 30 days with 120 dockets, with faults and without, otherwise six with faults and 14 dockets;
`pytest -s` prints the figures.
"""

import gc
import logging
import os

import pytest

from tests.worlds.living_month import Month, quicken
from tests.worlds.read_anew import assert_whole
from tests.worlds.sql import run_sql
from tracker.home import open_house

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
DOCKETS = 120 if FULL else 14


@pytest.fixture(scope="module")
def month(lived):
    return lived.measured


# What is asked of a month without faults is asked of one with them, too.
@pytest.fixture(scope="module", params=["clean", "troubled"] if FULL else ["troubled"])
def lived(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        quicken(patch)
        # pytest keeps every line of the log for its report.
        patch.setattr(logging.getLogger("tracker"), "propagate", False)
        patch.setattr(logging.getLogger("tracker"), "handlers", [logging.NullHandler()])
        home = tmp_path_factory.mktemp("month") / "home"
        days = 30 if FULL else 6  # the faults of a week are over after six
        gc.collect()
        gc.freeze()  # what other tests left need not be looked through at every look
        life = Month(home, days, DOCKETS, is_troubled=request.param == "troubled")
        measured = life.run()
        print("\n".join([*measured.lines(), *measured.cases[:20]]))
        yield life


def test_the_month_has_something_to_know(lived):
    month = lived.measured
    assert month.entries > 6 * DOCKETS and month.hearings and month.motions and month.parties
    assert month.requests > 20 * lived.days


@pytest.mark.parametrize(
    "fault",
    [
        "lost",
        "wrong_text",
        "motions_wrong",
        "falsely_withdrawn",  # it stands
        "unmarked",  # it left
        "hearings_wrong",
        "parties_wrong",
        "unread",  # what only a search finds
        "dockets_twice",
        "parties_twice",
        "own_429",
    ],
)
def test_nothing_is_lost_wrong_or_there_twice(month, fault):
    assert getattr(month, fault) == 0


@pytest.mark.parametrize(
    ("fault", "of", "most"),
    [
        ("doubled", "entries", 0.001),
        ("label_only", "with_text", 0.002),
        ("looks_too_soon", "looks", 0.01),
    ],
)
def test_little_is_doubled_without_its_text_or_asked_too_soon(month, fault, of, most):
    assert getattr(month, fault) <= most * getattr(month, of)


def test_what_only_a_search_finds_and_what_has_a_hearing_near_is_looked_at_soon(month):
    assert month.only_searched and max(month.sheet_hours) <= 48
    assert 0 < month.longest_wait <= 36  # a night in which the machine is off is among the faults


def test_no_quota_is_idle_while_anything_would_gain(month):
    assert month.unused_share <= 0.2


def test_the_silence_of_a_day_is_reported_and_no_other(lived, month):
    """One feed is down for longer than two of its rhythms; shorter troubles and a night off are no silence.

    Of feeds alone: on a busy machine another source may run out of time, and be late indeed."""
    feeds = {lane for source, lane in month.late if source == "pacer_rss"}
    assert feeds == ({"txwd"} if lived.is_troubled else set())


def test_what_a_feed_no_longer_showed_lies_in_a_gap_and_what_could_not_be_read_is_an_issue(lived):
    issues = run_sql(lived.settings.docket_path, "select code, court_id from issues")
    codes, gaps = {code for code, _ in issues}, {court for code, court in issues if code == "feed-gap"}
    assert ("txwd" in gaps) is lived.is_troubled and gaps <= {where[1:] for where, *_ in lived.feeds.troubles}
    assert ({"cut-in-half", "not-xml", "web-page"} <= codes) is lived.is_troubled


def test_the_tables_are_those_of_a_rebuild_and_no_change_has_two_numbers(lived, tmp_path):
    with open_house(lived.settings, clock=lived.time) as house:
        assert_whole(house, tmp_path / "fresh.db")


def test_memory_and_open_files_are_flat(month):
    begun, ended = (sorted(part)[len(part) // 2] for part in (month.memory[1:6], month.memory[-5:]))
    assert ended < begun * 1.1 + 8192
    assert month.open_files[-1] <= month.open_files[1] + 2
