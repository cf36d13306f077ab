"""A clock that was ahead for a round: nobody is silenced until that date, and it is said."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from db import archive, ledger
from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.http.budgets import Budget
from scrapers.http.get import Http
from scrapers.http.rate_limit import LONGEST_HOLD
from scrapers.source import FetchError
from tests.tracker.test_alerts import (  # noqa: F401
    FIRST,
    ORDER,
    impatient,
    with_the_invented_source,
    world,
)
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.invented import invented
from tests.worlds.loopback import Clock, Page, Server
from tests.worlds.receivers import Webhook
from tests.worlds.sim import SimStop, SimTime
from tracker import clock_ahead, daemon, due, status
from tracker import round as rounds
from tracker.home import open_house
from tracker.settings import Settings

NOON = datetime(2026, 3, 10, 16, tzinfo=UTC)
YEAR = timedelta(days=365)


def source(minutes=60, name="hourly", **more):
    return invented(name, EVERY_MINUTES=minutes, NETWORK=True, **more)


@pytest.fixture
def db(tmp_path):
    opened = archive.open_archive(tmp_path / "archive.db")
    yield opened
    opened.close()


def ran(db, at, result="ok"):
    run = ledger.start_run(db, "hourly", instant(at))
    ledger.finish_run(db, run, instant(at + timedelta(seconds=5)), result, None, {})


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


def test_what_is_right_is_left_alone(db):
    ran(db, NOON - timedelta(minutes=5))
    ledger.add_check(db, "hourly", "u", "changed", instant(NOON + timedelta(minutes=2)))
    before = list(db.conn.iterdump())
    clock_ahead.put_right(db, NOON)
    assert list(db.conn.iterdump()) == before and clock_ahead.was_ahead(db, NOON) == []


def test_looks_get_the_time_before_them_and_unknown_ones_are_dropped(db):
    ledger.add_check(db, "s", "known", "changed", "2026-03-01T00:00:00Z")
    ledger.add_check(db, "s", "known", "changed", instant(NOON + YEAR))
    ledger.add_check(db, "s", "new", "changed", instant(NOON + YEAR))
    ledger.add_check(db, "s", "again", "unchanged", "2026-03-02T00:00:00Z")
    ledger.add_check(db, "s", "again", "unchanged", instant(NOON + YEAR))
    clock_ahead.put_right(db, NOON)
    rows = db.execute("select url, first_at, last_at from checks order by check_id").fetchall()
    assert rows == [
        ("known", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("known", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("again", "2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z"),
    ]


def test_a_wait_on_purpose_stays_within_its_cap(db, monkeypatch):
    monkeypatch.setattr(clock_ahead, "load_sources", lambda: {"hourly": source()})
    book = ledger.Ledger(db)
    book.hold("a.gov", instant(NOON + YEAR), "refused us")
    book.hold("b.gov", instant(NOON + timedelta(hours=3)), "refused us")
    due.record_lane(db, source(), "cand", NOON + YEAR, True, ["down"])
    due.record_lane(db, source(), "nysd", NOON, True, ["down"])
    clock_ahead.put_right(db, NOON)
    assert book.held_until("a.gov") == instant(NOON + timedelta(seconds=LONGEST_HOLD))
    assert book.held_until("b.gov") == instant(NOON + timedelta(hours=3))
    retries = {name: lane["retry_at"] for name, lane in ledger.lanes_of(db, "hourly").items()}
    assert retries == {name: instant(NOON + timedelta(minutes=10)) for name in ("cand", "nysd")}
    assert not due.lane_is_due(ledger.lanes_of(db, "hourly")["cand"], source(), NOON)


def test_requests_of_the_future_count_as_just_now(db):
    book = ledger.Ledger(db)
    book.spend("a.gov", instant(NOON + YEAR)[:10])
    book.saw_request("a.gov", instant(NOON + YEAR))
    book.log_request("a.gov", instant(NOON + YEAR))
    clock_ahead.put_right(db, NOON)
    assert book.spent_on("a.gov", "2026-03-10") == 1
    assert book.last_request_at("a.gov") == instant(NOON)
    assert book.requests_since("a.gov", instant(NOON)) == [instant(NOON)]
    assert book.requests_since("a.gov", instant(NOON + timedelta(minutes=1))) == []


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


def test_an_alert_that_failed_with_the_clock_ahead_waits_no_year(world):
    with Webhook(500) as there:
        world.subscribe(there)
        world.clock.now += YEAR
        world.sheet(instant(world.clock.now), FIRST, ORDER)
        assert world.go().failed == 1
        world.clock.now -= YEAR
        there.answers = [204]
        assert not world.go()
        assert world.go(hours=7).sent == 1


def test_a_digest_that_was_queued_with_the_clock_ahead_comes_with_the_next_one(world):
    with Webhook() as there:
        world.subscribe(there, 'when = "daily"')
        world.clock.now += YEAR
        world.sheet(instant(world.clock.now), FIRST, ORDER)
        assert world.go().queued
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
