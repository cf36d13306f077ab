"""The two alarms of a court's list: empty at once, silent for too long. A year of each rhythm is lived through."""

import json
import os
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from db import archive, list_days
from db.list_days import EMPTY, SILENT, UNREADABLE
from docket.court_days import count_court_days, is_court_day
from docket.snapshot import Form, Listing, Snapshot
from docket.times import instant

EAST = ZoneInfo("America/New_York")
START = date(2024, 1, 8)
FULL = bool(os.environ.get("TRACKER_TEST_FULL"))


def christmas(day):
    """A fortnight in which courts are open and publish next to nothing."""
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 2)


def summer(day):
    return date(day.year, 6, 28) <= day <= date(day.year, 9, 5)


def daily(day, chance):
    return is_court_day(day) and not (christmas(day) and chance.random() < 0.9) and chance.random() < 0.9


def thrice_a_week(day, chance):
    return is_court_day(day) and not christmas(day) and chance.random() < 0.55


def weekly(day, chance):
    return day.weekday() == 2 and is_court_day(day) and not christmas(day) and chance.random() < 0.95


def sittings(day, chance):
    """Recordings: a week of arguments each month, none in summer."""
    return is_court_day(day) and 5 <= day.day <= 12 and not summer(day)


def order_lists(day, chance):
    """Mondays, with pauses of some weeks in winter, and three lists in summer."""
    if summer(day):
        return day.weekday() == 0 and 15 <= day.day <= 21 and day.month in (7, 8)
    return day.weekday() == 0 and is_court_day(day) and not (day.month in (2, 12) and day.day > 10)


RHYTHMS = (daily, thrice_a_week, weekly, sittings, order_lists)


class World:
    """One list, looked at as the daemon does; a feed holds what came in the last day, a list of the last thirty."""

    def __init__(self, path, rhythm, seed=1, is_feed=False, hours=(7, 13, 18)):
        self.db = archive.open_archive(path / "archive.db")
        self.db.execute("pragma synchronous=off")
        self.rhythm, self.chance, self.is_feed, self.hours = rhythm, Random(seed), is_feed, hours
        self.items, self.alarms = [], []

    def live(self, first, days, broken=lambda day: None):
        with self.db.atomic():
            self._live(first, days, broken)
        return self

    def _live(self, first, days, broken):
        for offset in range(days):
            day = first + timedelta(days=offset)
            how = broken(day)
            if how is None and self.rhythm(day, self.chance):
                at = datetime(day.year, day.month, day.day, 9, self.chance.randrange(60), tzinfo=EAST)
                self.items += [at + timedelta(minutes=30 * n) for n in range(self.chance.randrange(1, 6))]
            for hour in self.hours:
                self.look(datetime(day.year, day.month, day.day, hour, tzinfo=EAST), how)

    def look(self, at, how=None):
        window = timedelta(hours=24) if self.is_feed else timedelta(days=30)
        shown = [] if how == "empty" else [item for item in self.items[-200:] if at - window < item <= at]
        keys = tuple(map(str, shown[-1:] if self.is_feed else shown))
        snapshot = Snapshot(
            "pacer_rss" if self.is_feed else "appellate_opinions",
            "https://www.example.org/list",
            instant(at.astimezone(UTC)),
            b"",
            Form.FEED if self.is_feed else Form.API,
            court_id="ca2",
            item_count=len(shown),
            listing=Listing("list", keys),
            is_unreadable=how == "unreadable",
        )
        self.alarms += [
            (at.date(), json.loads(alarm.body)["code"]) for alarm in list_days.note(self.db, snapshot)
        ]


@pytest.mark.parametrize(
    ("rhythm", "is_feed"), [*((rhythm, False) for rhythm in RHYTHMS), (daily, True), (weekly, True)]
)
def test_at_most_one_false_alarm_a_court_year(tmp_path, rhythm, is_feed):
    years, hours = (2, (7, 15)) if FULL else (1, (15,))  # in the short run a look a day
    world = World(tmp_path, rhythm, 1, is_feed, hours).live(START, years * 365)
    by_year = [sum((day - START).days // 365 == year for day, _ in world.alarms) for year in range(years)]
    assert max(by_year) <= 1, world.alarms


@pytest.mark.parametrize(("rhythm", "is_feed"), [(daily, False), (thrice_a_week, True), (weekly, False)])
def test_a_silent_list_is_named_three_court_days_after_its_own_longest_silence(tmp_path, rhythm, is_feed):
    """As ca2's was from May 4, 2026, for a month: the page stands, and nothing is added."""
    world = World(tmp_path, rhythm, 3, is_feed, (7, 13, 18) if FULL else (15,)).live(START, 420)
    first = START + timedelta(days=420)
    days = list_days.days_of(world.db, "list")
    before, world.alarms = len(world.alarms), []
    news = [place for place, day in enumerate(days) if day.news]
    longest = max(sum(is_court_day(day.day) for day in days[a + 1 : b]) for a, b in pairwise(news))
    last_news = max(day.day for day in days if day.news)
    world.rhythm = lambda day, chance: False
    world.live(first, 45)
    [named] = [day for day, code in world.alarms if code == SILENT]
    waited = count_court_days(last_news + timedelta(days=1), named - timedelta(days=1))
    assert before <= 1 and waited == longest + list_days.MARGIN


def test_a_list_that_holds_nothing_is_named_at_that_look(tmp_path):
    world = World(tmp_path, daily).live(START, 100)
    world.alarms = []
    broken = START + timedelta(days=100)  # a Wednesday
    world.look(datetime(broken.year, broken.month, broken.day, 7, tzinfo=EAST), "empty")
    assert world.alarms == [(broken, EMPTY)]
    world.look(datetime(broken.year, broken.month, broken.day, 13, tzinfo=EAST), "empty")
    assert len(world.alarms) == 1  # once
    assert [alarm["code"] for alarm in list_days.open_alarms(world.db)] == [EMPTY]
    same = Snapshot(
        "appellate_opinions",
        "https://www.example.org/list",
        instant(datetime(broken.year, broken.month, broken.day, 15, tzinfo=UTC)),
        b"",
        Form.API,
        court_id="ca2",
        listing=Listing("list"),
        is_not_modified=True,
    )
    assert list_days.note(world.db, same) == [] and list_days.open_alarms(world.db)  # still empty
    world.look(datetime(broken.year, broken.month, broken.day, 18, tzinfo=EAST))
    assert list_days.open_alarms(world.db) == []


def test_a_feed_that_holds_nothing_on_an_afternoon_of_work_is_named_at_that_look(tmp_path):
    world = World(tmp_path, lambda day, chance: is_court_day(day), is_feed=True).live(START, 100)
    assert world.alarms == []  # it was empty every Sunday evening
    wednesday = START + timedelta(days=100)
    world.look(datetime(wednesday.year, wednesday.month, wednesday.day, 13, tzinfo=EAST), "empty")
    assert world.alarms == [(wednesday, EMPTY)]


def test_a_page_that_cannot_be_read_is_named_once_until_it_can(tmp_path):
    world = World(tmp_path, daily).live(START, 10)
    day = START + timedelta(days=10)
    world.live(day, 2, broken=lambda _: "unreadable")
    assert world.alarms == [(day, UNREADABLE)]
    world.live(day + timedelta(days=2), 1)
    assert list_days.open_alarms(world.db) == []


def test_a_page_that_was_never_a_list_is_no_alarm(tmp_path):
    assert World(tmp_path, daily).live(START, 3, broken=lambda _: "unreadable").alarms == []


def test_days_on_which_nobody_looked_are_no_silence(tmp_path):
    world = World(tmp_path, daily).live(START, 120)
    world.live(START + timedelta(days=200), 30)
    assert world.alarms == []
