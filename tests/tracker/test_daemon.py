"""The daemon: rhythm, catch-up, failures that stay with their source, a clean stop, one lock."""

import asyncio
import logging
import os
import signal
import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest

from db import ledger
from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.http.get import Http
from scrapers.source import FetchError, WatchList
from tests.worlds.command import built_home, home, tracker, wait_for, watching  # noqa: F401
from tests.worlds.invented import invented
from tests.worlds.loopback import MemoryLedger, Server
from tests.worlds.taking_turns import take_turn
from tracker import daemon, pipeline
from tracker.by_hand.corrections import archive_corrections
from tracker.causes import cause_of, sum_up
from tracker.daemon.systemd import Notifier
from tracker.home import open_house
from tracker.pipeline.lanes import Lane, Lanes, wait_for_end
from tracker.pipeline.watch_list import watch_list
from tracker.settings import Settings
from tracker.stop import Stop, Stopped
from tracker.web_watch import WebWatch

NO_PATIENCE = {"confined": ("try_again_after", 0)}


@pytest.fixture
def house(home):
    settings = Settings(
        home=home, contact="docket@example.org", addresses={}, courtlistener_token=None, fetch_seconds=None
    )
    with open_house(settings) as opened:
        yield opened


def source(name, fetch, minutes=1 / 60, **more):
    """A source with a rhythm of a second."""
    return invented(name, fetch, EVERY_MINUTES=minutes, NETWORK=True, **more)


def snapshot(body=b"", **more):
    now = instant(datetime.now(UTC))
    return Snapshot(
        source="pacer_rss",
        url="https://example.org/feed",
        fetched_at=now,
        body=body,
        form=Form.FEED,
        court_id="cand",
        **more,
    )


class StopWhen(Stop):
    """Asks to stop when something has come about, which on a machine that is busy with others may take a while."""

    def __init__(self, has_come, patience=120):
        super().__init__()
        self._has_come, self._end = has_come, time.monotonic() + patience

    def __call__(self):
        return super().__call__() or self._has_come() or time.monotonic() > self._end


def runs(house, name):
    return [
        (row["result"], row["message"])
        for row in house.archive.query("select * from runs where source = ? order by run_id", (name,))
    ]


def test_while_a_court_answers_the_daemon_waits_and_does_not_spin():
    has_answered = threading.Event()

    def fetch(http, watch):
        assert has_answered.wait(60)
        yield snapshot()

    lanes = Lanes(None, Stop())
    lanes.begin(Lane(source("slow", fetch), "", WatchList(), pipeline.Outcome("slow")))
    begun = time.monotonic()
    assert list(lanes.answers(0.1)) == [] and time.monotonic() - begun >= 0.1
    has_answered.set()
    [(_, answer), (_, end)] = wait_for_end(lanes, 60)
    assert isinstance(answer, Snapshot) and end is None


def test_a_stop_finishes_the_snapshot_in_hand_and_asks_for_no_more(house):
    stop, asked = Stop(), []

    def fetch(http, watch):
        for number in range(3):
            asked.append(number)
            stop.ask()
            yield snapshot(is_not_modified=True)

    daemon.watch(house, [source("slow", fetch)], stop)
    assert asked == [0] and runs(house, "slow") == [("stopped", None)]


def test_a_slow_court_delays_no_other_and_is_not_asked_twice_at_once(house):
    asked, going, twice = {"cand": [], "nysd": []}, set(), []
    others_had_turns = threading.Event()

    def fetch(http, watch):
        (court,) = watch.court_ids()
        if court in asked:
            twice.extend({court} & going)
            going.add(court)
            asked[court].append(time.monotonic())
            if court == "cand":
                others_had_turns.wait(120)
            elif len(asked["nysd"]) >= 3:
                others_had_turns.set()
            going.discard(court)
        return
        yield

    assert set(asked) <= watch_list(house).court_ids()
    daemon.watch(house, [source("feeds", fetch, BY_COURT=True)], StopWhen(others_had_turns.is_set))
    assert len(asked["nysd"]) >= 3 and len(asked["cand"]) <= 2 and twice == []


def test_a_source_that_gives_no_sign_is_given_up_and_the_others_go_on(house, caplog):
    release, beats = threading.Event(), []

    def hang(http, watch):
        release.wait(60)
        yield snapshot(is_not_modified=True)

    watching = daemon.Daemon(
        house,
        [source("hung", hang), source("good", lambda http, watch: iter(()))],
        Stop(),
        lambda: beats.append(1),
        stuck_seconds=1,
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (
        "no sign" in caplog.text and len(runs(house, "good")) >= 2 and len(beats) > 5
    ):
        watching.go_round()
    assert "no sign" in caplog.text and len(runs(house, "good")) >= 2 and len(beats) > 5
    assert ledger.lanes_of(house.archive, "hung")[""]["failures"] == 1, (
        "it is not begun again while its thread is there"
    )
    release.set()
    watching.stop.ask()
    watching.close()


def test_turns_of_two_sources_at_one_host_do_not_meet(house):
    going, met = [], []

    def answer(handler):
        met.extend(going)
        going.append(1)
        time.sleep(0.2)
        going.pop()
        handler.send_error(404)

    with Server({"/a": answer, "/b": answer, "/robots.txt": answer}) as court:
        client = Http(MemoryLedger(), addresses={"TEST": court.url})

        def fetch_of(path):
            def fetch(http, watch):
                yield client.get(court.url + path, source="x", form=Form.FEED)

            return fetch

        all_asked = {"/a", "/b", "/robots.txt"}
        stop = StopWhen(lambda: {path for path, _ in court.asked} == all_asked)
        daemon.watch(house, [source("a", fetch_of("/a")), source("b", fetch_of("/b"))], stop)
        assert met == [] and {path for path, _ in court.asked} == all_asked


def test_a_clock_set_back_silences_nobody(house, caplog):
    now = [datetime(2026, 3, 10, 12, tzinfo=UTC)]
    house.clock = lambda: now[0]
    watching = daemon.Daemon(house, [source("hourly", lambda http, watch: iter(()), minutes=60)], Stop())

    def go_on(hours):
        now[0] += timedelta(hours=hours)
        watching.begin_due()
        watching._store(wait_for_end(watching.engine.lanes, 5))

    go_on(0)
    go_on(-72)  # three days back
    assert "set back" in caplog.text
    for _ in range(3):
        go_on(0.6)
    assert len(runs(house, "hourly")) >= 2


@pytest.mark.parametrize(
    "prepare", [Stop.ask, lambda stop: stop.give(3600)], ids=["asked to stop", "longer than the time given"]
)
def test_a_wait_that_would_not_end_in_time_is_not_begun(prepare):
    stop = Stop()
    prepare(stop)
    with pytest.raises(Stopped):  # at once; else this test would last two hours
        stop.wait(7200)


def receive_corrections(house):
    daemon.receive_local(house, Stop(), "corrections", archive_corrections)


def test_corrections_edited_by_hand_are_taken_up(house, caplog):
    (docket_id,) = house.store.db.execute("select docket_id from dockets limit 1").fetchone()
    header = "table,row_id,field,value,reason,made_by,made_at\n"
    path = house.settings.corrections_path
    path.write_text(
        header + f"dockets,{docket_id},caption,Corrected v. Printed,misprint,A. Editor,2026-01-01T00:00:00Z\n"
    )
    receive_corrections(house)
    assert (
        house.store.db.execute("select caption from dockets where docket_id = ?", (docket_id,)).fetchone()[0]
        == "Corrected v. Printed"
    )
    path.write_text(header + "dockets,x\n")
    receive_corrections(house)
    receive_corrections(house)  # it looks every minute, and says it once
    assert caplog.text.count("corrections.csv, line 2") == 1
    path.write_text(header)
    with caplog.at_level(logging.INFO, "tracker"):
        receive_corrections(house)
    assert "corrections: is right again" in caplog.text


def test_what_fails_every_minute_shows_where_once(house, caplog):
    for _ in range(3):
        daemon.record(house, "inbox", OSError(28, "No space left on device"))
    assert caplog.text.count("inbox: failed") == 3
    assert [record.exc_info is not None for record in caplog.records] == [True, False, False]


def test_a_source_that_fails_everywhere_alike_is_logged_once_and_counted(house, caplog):
    def refuse(http, watch):
        for n in range(40):
            yield FetchError(
                f"https://h{n}.example.org/feed: h{n}.example.org cannot be found",
                f"https://h{n}.example.org/",
            )
        yield FetchError("https://example.org/feed: the server answered 503", "https://example.org/feed", 503)

    assert take_turn(house, source("down", refuse)).failed == 41 and len(caplog.records) == 3
    assert "down: 39 more of this: … cannot be found" in caplog.text and "answered 503" in caplog.text
    ((_, message),) = runs(house, "down")
    assert "cannot be found (and 39 like it); " in message and "503" in message
    looks = house.archive.execute("select count(*) from checks where source = 'down' and result = 'failed'")
    assert looks.fetchone()[0] == 41, "the ledger has them all"


# As a process


def test_a_signal_while_a_court_answers_slowly_stops_cleanly(home):
    asked = threading.Event()

    def answer_slowly(handler):
        asked.set()
        time.sleep(0.3)
        handler.send_error(404)

    with (
        Server({"/robots.txt": answer_slowly}) as court,
        watching(home, TRACKER_PACER_RSS_URL=court.url + "/{court}", **NO_PATIENCE) as process,
    ):
        assert asked.wait(120)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(timeout=120) == 0
        assert "stopped; everything fetched is stored" in rest and "Traceback" not in rest
    tracker(home, "doctor")


def test_a_second_daemon_says_who_holds_the_lock_and_the_log_no_secret(home):
    secret = {
        "COURTLISTENER_TOKEN": "s3cr3t-t0ken",
        "TRACKER_SCOTUS_URL": "http://127.0.0.1:9/?api_key=s3cr3t-t0ken",
    }
    with watching(home, **secret, **NO_PATIENCE) as process:
        lines = wait_for(process, "scotus: ", "failed")
        for command in (("watch",), ("run", "catalog"), ("rebuild",)):
            done = tracker(home, *command, code=1, TRACKER_CONTACT="docket@example.org")
            assert f"is in use by process {process.pid}" in done.stderr
        assert f"held by process {process.pid}" in tracker(home, "doctor").stdout
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
        assert process.wait(timeout=120) == 0 and "stopped; everything fetched is stored" in rest
    assert "s3cr3t" not in lines + rest


@pytest.fixture(autouse=True)
def the_zone_of_this_machine():
    """The daemon sets its process to UTC; here the process goes on afterwards."""
    zone = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None) if zone is None else os.environ.update(TZ=zone)
    time.tzset()


NO_NETWORK = (
    "https://{0}/rss.pl: not asked for, as robots.txt of {0} is unknown "
    "({0} cannot be found; is there a network?)"
)


def test_each_cause_is_said_once_with_how_many_more_there_were():
    messages = [NO_NETWORK.format(f"h{n}.example.org") for n in range(3)] + [
        "https://a.example.org/x: HTTP 500"
    ]
    assert sum_up(messages, 3) == f"{messages[0]} (and 2 like it); {messages[3]}"
    assert sum_up(messages, 1) == f"{messages[0]} (and 2 like it)"
    assert sum_up([], 3) is None
    assert len({cause_of(text) for text in (*messages[:3], sum_up(messages[:3], 3))}) == 1
    assert "robots.txt" in cause_of(messages[0]) and "example" not in cause_of(messages[0])
    assert cause_of(messages[3]) != cause_of(messages[3].replace("500", "503")), "another fault, same address"


async def application(scope, receive, send):
    assert (await receive())["type"] == "lifespan.startup"
    await send({"type": "lifespan.startup.complete"})
    await receive()


async def serve_for(watch, work):
    """Start the application, do some work in the same loop, stop it; return what was sent."""
    sent, stop = [], asyncio.Event()
    messages = iter(({"type": "lifespan.startup"},))

    async def receive():
        for message in messages:
            return message
        await stop.wait()
        return {"type": "lifespan.shutdown"}

    async def send(message):
        sent.append(message["type"])

    running = asyncio.create_task(watch.around(application)({"type": "lifespan"}, receive, send))
    await asyncio.sleep(0.05)
    await work()
    stop.set()
    await running
    return sent


def test_a_wait_lasts_as_long_as_it_was_asked_to():
    begun = time.monotonic()
    Stop().wait(0.1)
    assert time.monotonic() - begun >= 0.1


def watched(read, after=60):
    """Return a watch, what it sets when it finds its process stuck, and what it tells.

    It takes silence of so many seconds for the end: a busy machine keeps a good one waiting for some.
    """
    stuck, notices = threading.Event(), Mock(spec=Notifier)
    return WebWatch(read, notices, when_stuck=stuck.set, every=0.02, stuck_after=after), stuck, notices


async def until(has_come):
    deadline = time.monotonic() + 60
    while not has_come() and time.monotonic() < deadline:
        await asyncio.sleep(0.02)


async def nothing():
    return None


def test_it_says_that_it_is_ready_and_that_it_lives():
    watch, stuck, notices = watched(nothing)
    lives = lambda: notices.notify_ready.called and notices.beat.call_count > 3  # noqa: E731  # asked in a moment
    assert asyncio.run(serve_for(watch, lambda: until(lives))) == ["lifespan.startup.complete"]
    assert lives() and not stuck.is_set()


async def hang(stuck):
    stuck.wait(60)  # the loop itself is held


async def wait_in_vain():
    await asyncio.sleep(3600)


@pytest.mark.parametrize(
    ("read", "work"),
    [(nothing, hang), (wait_in_vain, lambda stuck: until(stuck.is_set))],
    ids=["the loop is held", "nobody answers about the docket"],
)
def test_one_that_hangs_is_ended(read, work):
    watch, stuck, _ = watched(read, after=0.3)
    asyncio.run(serve_for(watch, lambda: work(stuck)))
    assert stuck.is_set()


@pytest.mark.parametrize("error", [OSError("away"), sqlite3.OperationalError("unable to open")])
def test_a_docket_that_cannot_be_opened_is_no_reason_to_start_again(error):
    async def fail():
        raise error

    watch, stuck, notices = watched(fail)
    asyncio.run(serve_for(watch, lambda: until(lambda: notices.beat.call_count > 3)))
    assert not stuck.is_set() and notices.beat.call_count > 3


def test_after_the_end_nobody_looks():
    watch, stuck, _ = watched(nothing, after=0.3)
    asyncio.run(serve_for(watch, nothing))
    time.sleep(0.5)
    assert not stuck.is_set()


def test_a_request_passes_through():
    passed = []

    async def app(scope, receive, send):
        passed.append(scope["type"])

    asyncio.run(watched(nothing)[0].around(app)({"type": "http"}, None, None))
    assert passed == ["http"]


def test_a_wait_beyond_the_time_given_does_not_begin(monkeypatch):
    stop, slept = Stop(), []
    monkeypatch.setattr("tracker.stop.time.sleep", slept.append)
    stop.give(0.2)
    with pytest.raises(Stopped):
        stop.wait(3600)
    assert slept == []
