"""When a source is asked: court hours, nights, maintenance, growing pauses, clocks that change or were ahead."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from db import archive, ledger
from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.http.budgets import Budget
from scrapers.http.get import Http
from scrapers.source import FetchError, Quiet
from scrapers.sources import courtlistener
from tests.tracker.test_alerts import FIRST, ORDER, world  # noqa: F401
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.invented import invented
from tests.worlds.loopback import Clock, Page, Server
from tests.worlds.receivers import Webhook
from tests.worlds.sim import SimStop, SimTime
from tracker import clock_ahead, daemon, due, round as rounds, status
from tracker.home import open_house
from tracker.settings import Settings

NOON = datetime(2026, 3, 10, 16, tzinfo=UTC)
YEAR = timedelta(days=365)


def at(text):
    return datetime.fromisoformat(text + "+00:00")


def source(minutes=60, slow=None, quiet=None, **more):
    return invented("s", EVERY_MINUTES=minutes, OFF_HOURS_MINUTES=slow, QUIET=quiet, NETWORK=True, **more)


@pytest.fixture
def db(tmp_path):
    opened = archive.open_archive(tmp_path / "archive.db")
    yield opened
    opened.close()


def ran(db, start, result="ok"):
    """Note a turn of the source that was over at once; a result of None: it never was."""
    run = ledger.start_run(db, "s", instant(start))
    if result:
        ledger.finish_run(db, run, instant(start), result, None, {})


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


THURSDAYS = courtlistener.SOURCE.QUIET  # 21 to 24 o'clock on the west coast
# Mondays and Saturdays from 22 o'clock to 2 of the next day, in New York.
NIGHTS = Quiet("America/New_York", frozenset({0, 5}), 22, 26)


@pytest.mark.parametrize(
    ("quiet", "moment", "expected"),
    [
        (THURSDAYS, "2026-03-06T04:59", None),  # 20:59 there, standard time
        (THURSDAYS, "2026-03-06T05:00", "2026-03-06T08:00"),
        (THURSDAYS, "2026-03-06T07:59", "2026-03-06T08:00"),
        (THURSDAYS, "2026-03-06T08:00", None),
        (THURSDAYS, "2026-03-13T04:00", "2026-03-13T07:00"),  # a week later, daylight time
        (THURSDAYS, "2026-03-12T05:00", None),  # Wednesday there
        (NIGHTS, "2026-01-13T02:59", None),  # Monday, 21:59 there
        (NIGHTS, "2026-01-13T03:00", "2026-01-13T07:00"),
        (NIGHTS, "2026-01-13T06:59", "2026-01-13T07:00"),  # Tuesday there
        (NIGHTS, "2026-01-13T07:00", None),
        (NIGHTS, "2026-01-14T04:00", None),  # Tuesday, 23:00 there
        (NIGHTS, "2026-01-18T06:00", "2026-01-18T07:00"),  # Sunday, 1:00 there
        (NIGHTS, "2026-01-19T04:00", None),  # Sunday, 23:00 there
        (
            NIGHTS,
            "2026-03-08T04:00",
            "2026-03-08T07:00",
        ),  # before the night in which the clock is put forward at 2
        (
            NIGHTS,
            "2026-11-01T05:30",
            "2026-11-01T07:00",
        ),  # and in which it is put back: it is 1 o'clock twice
        (NIGHTS, "2026-11-01T06:30", "2026-11-01T07:00"),
    ],
)
def test_quiet_hours(quiet, moment, expected):
    assert quiet.covers(at(moment)) is (expected is not None)
    assert due.after_quiet(source(60, quiet=quiet), at(moment)) == at(expected or moment)


@pytest.mark.parametrize(("days", "first", "last"), [({7}, 1, 2), ({0}, 24, 25), ({0}, 5, 5), ({0}, 5, 29)])
def test_quiet_hours_that_no_week_has_are_refused(days, first, last):
    with pytest.raises(ValueError, match="Quiet"):
        Quiet("America/New_York", frozenset(days), first, last)


@pytest.mark.parametrize(
    ("turns", "wait"),
    [
        ([], 0),  # never looked at
        ([(-70, "ok")], 0),
        ([(-50, "ok")], 10),
        ([(-300, "ok"), (-5, "failed")], 5),  # failed 5 minutes ago: ten minutes' rest, not an hour's
        ([(-300, "ok"), (-15, "failed")], 0),
        ([(600, "ok")], 0),  # a clock was ahead: nobody knows when it was
    ],
)
def test_when_a_source_is_due(db, turns, wait):
    for minutes, result in turns:
        ran(db, NOON + timedelta(minutes=minutes), result)
    assert due.next_at(db, source(), NOON) == NOON + timedelta(minutes=wait)


def test_a_turn_that_falls_into_the_maintenance_is_put_off_to_its_end(db):
    ran(db, at("2026-03-06T04:30"))
    quiet = source(60, quiet=Quiet("America/Los_Angeles", frozenset({3}), 21, 24))
    assert due.next_at(db, quiet, at("2026-03-06T04:40")) == at("2026-03-06T08:00")


def test_the_pause_after_failures_grows_to_four_rhythms_and_heals(db):
    asked, now, waits = source(), at("2026-03-10T13:00"), []
    for is_down in (True,) * 7 + (False, True):
        ran(db, now, "failed" if is_down else "ok")
        due.record_lane(db, asked, "", now, is_down, ["down"] if is_down else [])
        following = due.next_at(db, asked, now)
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
    ran(kept, now + timedelta(days=days))
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
def test_a_source_that_knows_what_it_was_asked_goes_on_soon(db, results, minutes):
    for result in results:
        ran(db, NOON, result)
        if result:
            ledger.saw_lane(db, "s", "", instant(NOON), False, None, instant(NOON + timedelta(days=10)), None)
    assert due.next_at(db, source(10_080, RESUMES=True), NOON) - NOON == timedelta(minutes=minutes)


@pytest.mark.parametrize("result", ["ok", "failed", "stopped"])
@pytest.mark.parametrize("before", [None, timedelta(minutes=70)])
def test_a_turn_that_has_not_been_yet_is_not_known(db, result, before):
    if before:
        ran(db, NOON - before)
    ran(db, NOON + YEAR, result)
    if result != "stopped":
        due.record_lane(db, source(), "", NOON + YEAR, result == "failed", ["down"])
    assert due.next_at(db, source(), NOON) == NOON
    assert due.is_late(db, source(), NOON) is (before is None), "of a good turn before it is known"
    clock_ahead.put_right(db, NOON)
    assert due.next_at(db, source(), NOON) == NOON
    stamps = [
        row[0] for row in db.execute("select started_at from runs union all select finished_at from runs")
    ]
    assert all(stamp <= instant(NOON) for stamp in stamps)
    ran(db, NOON)
    assert due.next_at(db, source(), NOON) > NOON, "and then all is as always"


def test_a_host_with_one_feed_is_looked_at_again(tmp_path, db):
    budgets = (("*", Budget(pause_seconds=1, per_day=None, poll_seconds=300)),)
    with Server({"/feed": Page(b"x")}) as server:
        clock = Clock()
        http = Http(
            ledger.Ledger(db), addresses={"TEST": server.url}, budgets=budgets, clock=clock, sleep=clock.sleep
        )
        clock.now += YEAR
        http.get(f"{server.url}/feed", source="s", form=Form.FEED)
        clock.now -= YEAR
        for minutes in (0, 6):
            clock.now += timedelta(minutes=minutes)
            try:
                http.get(f"{server.url}/feed", source="s", form=Form.FEED)
                break
            except FetchError as error:
                assert error.retry_at
        assert len([path for path, _ in server.asked if path == "/feed"]) == 2


def test_a_clock_that_jumps_within_one_life_of_the_daemon(home):
    clock, turns = SimTime(NOON), []

    def fetch(http, watch):
        turns.append(clock())
        if len(turns) == 2:
            clock.common += YEAR
        if len(turns) == 4:
            clock.common -= YEAR
        return iter(())

    with open_house(Settings(home, "docket@example.org", {}, None, None), clock) as house:

        class Enough(SimStop):
            def __call__(self):
                return super().__call__() or len(turns) >= 8

        daemon.watch(house, [source(fetch=fetch)], Enough(clock, NOON + 3 * YEAR))
    assert len(turns) == 8
    assert turns[-1] < NOON + timedelta(days=2)
    waits = [later - earlier for earlier, later in pairwise(turns[4:])]
    assert min(waits) > timedelta(minutes=50), "nobody is asked without a pause, either"


def test_run_due_asks_again_and_says_so(home):
    settings = Settings(home, "docket@example.org", {}, None, None)
    with open_house(settings) as house:
        run = ledger.start_run(house.archive, "congress", instant(datetime.now(UTC) + YEAR))
        ledger.finish_run(house.archive, run, instant(datetime.now(UTC) + YEAR), "ok", None, {})
    assert "the next start of `run` or `watch` puts it right" in status.find_clock(settings)[0]
    with open_house(settings) as house:
        now = house.clock()
        assert due.next_at(house.archive, rounds.polled()["congress"], now) == now
        assert not house.archive.execute("select 1 from runs where started_at > ?", (house.now(),)).fetchone()
    assert "found and put right" in status.find_clock(settings)[0]


@pytest.mark.parametrize(
    ("answers", "rest"), [((500, 204), ""), ((204,), 'when = "daily"')], ids=["it failed", "it was queued"]
)
def test_an_alert_with_the_clock_ahead_waits_no_year(world, answers, rest):
    with Webhook(*answers) as there:
        world.subscribe(there, rest)
        world.clock.now += YEAR
        world.sheet(instant(world.clock.now), FIRST, ORDER)
        done = world.go()
        assert done.queued and not done.sent
        world.clock.now -= YEAR
        assert not world.go().sent
        assert world.go(hours=24).sent == 1


def test_the_gap_before_a_feed_does_not_depend_on_later_looks(db):
    """A rebuild reads no clock: a page that was archived with the clock ahead finds the look that was before it."""

    def feed(at, body):
        return Snapshot(source="s", url="u", fetched_at=instant(at), body=body, form=Form.FEED)

    first, ahead = feed(NOON, b"1"), feed(NOON + YEAR, b"2")
    for snapshot in (first, ahead):
        archive.add(db, snapshot)
        ledger.add_check(db, "s", "u", "changed", snapshot.fetched_at, snapshot_id=snapshot.snapshot_id)
    ledger.add_check(db, "s", "u", "unchanged", instant(NOON + timedelta(hours=1)))
    assert archive.previous_look(db, ahead) == instant(NOON)
