"""When a source is asked: court hours, nights, maintenance, growing pauses, clocks that change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import archive, ledger
from docket.times import instant
from scrapers.source import Quiet
from scrapers.sources import courtlistener
from tests.worlds.invented import invented
from tracker import due


def at(text):
    return datetime.fromisoformat(text + "+00:00")


def source(minutes, slow=None, quiet=None):
    return invented("s", EVERY_MINUTES=minutes, OFF_HOURS_MINUTES=slow, QUIET=quiet)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-10T12:00", True),  # Tuesday, 8 in New York (daylight time)
        ("2026-03-10T11:59", False),
        ("2026-01-13T12:30", False),  # the same hour in winter: half past 7
        ("2026-03-11T03:59", True),  # a minute to midnight in New York, Tuesday evening in Hawaii
        ("2026-03-11T04:00", False),
        ("2026-03-14T15:00", False),  # Saturday
        ("2026-03-14T02:00", True),  # Friday evening there, Saturday in UTC
        ("2026-03-09T01:00", False),  # Sunday evening there, Monday in UTC
    ],
)
def test_court_hours(moment, expected):
    assert due.is_court_hours(at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "minutes"),
    [
        ("2026-03-10T15:00", 20),  # by day
        ("2026-03-10T06:00", 60),  # at night
        ("2026-03-10T11:30", 40),  # the morning ends the slow rhythm: due at 12:10
        ("2026-03-14T15:00", 60),  # Saturday
        ("2026-03-14T03:50", 60),  # Friday, ten to midnight
    ],
)
def test_rhythm(moment, minutes):
    assert due.rhythm(source(20, 60), at(moment)) == timedelta(minutes=minutes)
    assert due.rhythm(source(20), at(moment)) == timedelta(minutes=20)


# Thursdays 21 to 24 o'clock on the west coast
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-06T04:59", None),  # 20:59 there, standard time
        ("2026-03-06T05:00", "2026-03-06T08:00"),
        ("2026-03-06T07:59", "2026-03-06T08:00"),
        ("2026-03-06T08:00", None),
        ("2026-03-13T04:00", "2026-03-13T07:00"),  # a week later, daylight time
        ("2026-03-12T05:00", None),  # Wednesday there
    ],
)
def test_quiet_hours(moment, expected):
    due_at = due.after_quiet(courtlistener.SOURCE, at(moment))
    assert due_at == (at(expected) if expected else at(moment))


# Mondays and Saturdays from 22 o'clock to 2 of the next day, in New York
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-01-13T02:59", None),  # Monday, 21:59 there
        ("2026-01-13T03:00", "2026-01-13T07:00"),
        ("2026-01-13T06:59", "2026-01-13T07:00"),  # Tuesday there
        ("2026-01-13T07:00", None),
        ("2026-01-14T04:00", None),  # Tuesday, 23:00 there
        ("2026-01-18T06:00", "2026-01-18T07:00"),  # Sunday, 1:00 there
        ("2026-01-19T04:00", None),  # Sunday, 23:00 there
        ("2026-03-08T04:00", "2026-03-08T07:00"),  # before the night in which the clock is put forward at 2
        ("2026-11-01T05:30", "2026-11-01T07:00"),  # and in which it is put back: it is 1 o'clock twice
        ("2026-11-01T06:30", "2026-11-01T07:00"),
    ],
)
def test_quiet_hours_of_several_days_may_cross_midnight(moment, expected):
    quiet = Quiet("America/New_York", frozenset({0, 5}), 22, 26)
    assert quiet.covers(at(moment)) is (expected is not None)
    assert due.after_quiet(source(60, quiet=quiet), at(moment)) == at(expected or moment)


@pytest.mark.parametrize(("days", "first", "last"), [({7}, 1, 2), ({0}, 24, 25), ({0}, 5, 5), ({0}, 5, 29)])
def test_quiet_hours_that_no_week_has_are_refused(days, first, last):
    with pytest.raises(ValueError, match="Quiet"):
        Quiet("America/New_York", frozenset(days), first, last)


def test_a_turn_that_falls_into_the_maintenance_is_put_off_to_its_end(tmp_path):
    db = archive.open_archive(tmp_path / "archive.db")
    quiet = source(60, quiet=Quiet("America/Los_Angeles", frozenset({3}), 21, 24))
    run = ledger.start_run(db, "s", "2026-03-06T04:30:00Z")
    ledger.finish_run(db, run, "2026-03-06T04:30:00Z", "ok", None, {})
    assert due.next_at(db, quiet, at("2026-03-06T04:40")) == at("2026-03-06T08:00")


def test_the_pause_after_failures_grows_to_four_rhythms_and_heals(tmp_path):
    db = archive.open_archive(tmp_path / "archive.db")
    hourly, now, waits = source(60), at("2026-03-10T13:00"), []
    for is_down in (True,) * 7 + (False, True):
        run = ledger.start_run(db, "s", instant(now))
        ledger.finish_run(db, run, instant(now), "failed" if is_down else "ok", None, {})
        due.record_lane(db, hourly, "", now, is_down, ["down"] if is_down else [])
        following = due.next_at(db, hourly, now)
        waits.append((following - now).total_seconds() / 60)
        now = following
    assert waits == [10, 20, 40, 80, 160, 240, 240, 60, 10]  # the good one healed it


@pytest.mark.parametrize(
    ("minutes", "slow", "failures", "expected"),
    [
        (20, 60, 1, 10),
        (20, 60, 4, 80),
        (20, 60, 50, 80),
        (1440, None, 3, 40),
        (1440, None, 50, 1440),
        (10080, None, 50, 10080),
        (60, None, 0, 60),
    ],
)
def test_backoff(minutes, slow, failures, expected):
    assert due.backoff(source(minutes, slow), failures, at("2026-03-10T15:00")) == timedelta(minutes=expected)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An archive whose ledger each example empties first."""
    db = archive.open_archive(tmp_path_factory.mktemp("kept") / "archive.db")
    yield db
    db.close()


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.sampled_from([(20, 60), (60, None), (1440, None)]),
    st.integers(0, 9),
    st.integers(-90, 90),
)
def test_nothing_is_silent_for_longer_than_its_rhythm_allows(kept, moment, rhythm, failures, days):
    """Whatever stands in the ledger, also of a future that a wrong clock wrote."""
    now, asked = moment.replace(tzinfo=UTC), source(*rhythm)
    with kept.atomic():
        kept.execute("delete from runs")
        kept.execute("delete from lanes")
    run = ledger.start_run(kept, "s", instant(now + timedelta(days=days)))
    ledger.finish_run(kept, run, instant(now + timedelta(days=days)), "ok", None, {})
    for _ in range(failures):
        due.record_lane(kept, asked, "", now + timedelta(days=days), True, ["down"])
    following = due.next_at(kept, asked, now)
    assert now <= following <= now + max(due.longest_rhythm(asked), due.backoff(asked, failures, now))


@pytest.mark.parametrize(
    ("results", "minutes"),
    [
        ([None], 0),  # the power went
        (["stopped"], 0),  # at the time limit
        (["failed"], 10),  # the network went in the middle: the rest is not left for a week
        (["failed", "failed", "failed"], 40),
        (["failed", "ok"], 10_080),
    ],
)
def test_a_source_that_knows_what_it_was_asked_goes_on_soon(tmp_path, results, minutes):
    db = archive.open_archive(tmp_path / "archive.db")
    resuming = invented("s", EVERY_MINUTES=10_080, RESUMES=True)
    for result in results:
        run = ledger.start_run(db, "s", "2026-03-10T12:00:00Z")
        if result:
            ledger.finish_run(db, run, "2026-03-10T12:00:00Z", result, None, {})
            ledger.saw_lane(db, "s", "", "2026-03-10T12:00:00Z", False, None, "2026-03-20T12:00:00Z", None)
    now = at("2026-03-10T12:00")
    assert due.next_at(db, resuming, now) - now == timedelta(minutes=minutes)
