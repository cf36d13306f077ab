"""The daemon: rhythm, catch-up, failures that stay with their source, a clean stop, one lock."""

import itertools
import logging
import os
import signal
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from db import ledger
from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.http.get import Http
from scrapers.source import FetchError, WatchList
from tests.worlds.command import built_home, environment, home, start, tracker  # noqa: F401
from tests.worlds.invented import invented
from tests.worlds.loopback import MemoryLedger, Page, Server
from tests.worlds.sim import SimStop, SimTime
from tests.worlds.taking_turns import take_turn
from tracker import daemon, due, pipeline
from tracker.by_hand.corrections import archive_corrections
from tracker.home import open_house
from tracker.pipeline.lanes import Lane, Lanes, wait_for_end
from tracker.pipeline.watch_list import watch_list
from tracker.settings import Settings
from tracker.stop import Stop, Stopped

CONTACT = {"TRACKER_CONTACT": "docket@example.org", "PYTHONUNBUFFERED": "1"}


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


class StopAfter(Stop):
    """Asks to stop some seconds after it was made."""

    def __init__(self, seconds):
        super().__init__()
        self.end = time.monotonic() + seconds

    def __call__(self):
        return super().__call__() or time.monotonic() > self.end


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


def test_each_source_has_its_turns_whatever_another_does(house, caplog):
    def explode(http, watch):
        raise ZeroDivisionError("words for the log only")
        yield

    def refuse(http, watch):
        yield FetchError("https://example.org/feed: the server answered 503", "https://example.org/feed", 503)

    turns = []

    def succeed(http, watch):
        turns.append(time.monotonic())
        return iter(())

    sources = [source("bad", explode), source("down", refuse), source("good", succeed)]
    with caplog.at_level(logging.INFO, "tracker"):
        daemon.watch(house, sources, StopWhen(lambda: len(turns) >= 3))
    results = [result for result, _ in runs(house, "good")]
    assert len(results) >= 2 and set(results[:-1]) == {"ok"} and results[-1] in ("ok", "stopped")
    messages = {message for result, message in runs(house, "bad") if result == "failed"}
    assert {message.rpartition(":")[0] for message in messages} == {
        "a mistake of ours in fetch: ZeroDivisionError at tests/tracker/test_daemon.py"
    }
    down = [result for result, _ in runs(house, "down")]
    assert down[0] == "failed" and set(down) <= {"failed", "stopped"}  # the last may be broken off
    assert "bad: failed" in caplog.text and "down: 0 looked at" in caplog.text


def test_the_daemon_keeps_to_the_rhythm_and_the_backoff_of_the_ledger(home, monkeypatch):
    """Three days of the simulation: a daily source has a turn a day, one that is down as many as the ledger allows."""
    monkeypatch.setattr(daemon, "_LONGEST_SLEEP", 600)
    clock, answers = SimTime(datetime(2026, 3, 9, 12, tzinfo=UTC)), []

    def bring(http, watch):
        clock.pass_by(90)
        answers.append(clock())
        yield snapshot(str(len(answers)).encode())

    def refuse(http, watch):
        yield FetchError("https://example.org/list: the server answered 503", "https://example.org/list", 503)

    settings = Settings(
        home=home, contact="docket@example.org", addresses={}, courtlistener_token=None, fetch_seconds=None
    )
    with open_house(settings, clock=clock) as opened:
        sources = [source("up", bring, 24 * 60), source("down", refuse, 24 * 60)]
        daemon.watch(opened, sources, SimStop(clock, clock() + timedelta(days=3)))
        tried = [
            datetime.fromisoformat(row["started_at"])
            for row in opened.archive.query("select * from runs where source = 'down' order by run_id")
        ]
    assert len(answers) == 3
    waits = [(later - earlier).total_seconds() / 60 for earlier, later in itertools.pairwise(tried)]
    expected = [10, 20, 40, 80, 160, 320, 640, 1280]  # minutes; a tenth of the rhythm comes on top at most
    assert len(waits) <= len(expected) + 1
    assert all(wait >= least for wait, least in zip(waits, expected, strict=False))


def test_after_a_long_sleep_a_source_has_one_turn_not_one_for_each_it_missed(house):
    long_ago = instant(datetime.now(UTC) - timedelta(days=3))
    run_id = ledger.start_run(house.archive, "hourly", long_ago)
    ledger.finish_run(house.archive, run_id, long_ago, "ok", None, {})
    turns = []

    def fetch(http, watch):
        turns.append(time.monotonic())
        return iter(())

    stop = StopWhen(lambda: turns and time.monotonic() > turns[0] + 1)  # a second turn would follow at once
    daemon.watch(house, [source("hourly", fetch, minutes=60)], stop)
    assert len(turns) == 1 and len(runs(house, "hourly")) == 2


def test_a_source_that_ran_lately_waits_for_its_rhythm(house):
    now = instant(datetime.now(UTC))
    run_id = ledger.start_run(house.archive, "hourly", now)
    ledger.finish_run(house.archive, run_id, now, "ok", None, {})
    daemon.watch(house, [source("hourly", lambda http, watch: iter(()), minutes=60)], StopAfter(1))
    assert len(runs(house, "hourly")) == 1


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


NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("good", "tried", "wait"),
    [
        (None, None, 0),  # never looked at
        (-70, -70, 0),
        (-50, -50, 10),
        (-300, -5, 5),  # failed 5 minutes ago: ten minutes' rest, not an hour's
        (-300, -15, 0),
        (600, 600, 0),  # a clock was ahead: nobody knows when it was
    ],
)
def test_when_a_source_is_due(house, good, tried, wait):
    if tried is not None:
        run_id = ledger.start_run(house.archive, "hourly", instant(NOON + timedelta(minutes=tried)))
        ledger.finish_run(house.archive, run_id, instant(NOON + timedelta(minutes=tried)), "failed", None, {})
    if good is not None and good != tried:
        run_id = ledger.start_run(house.archive, "hourly", instant(NOON + timedelta(minutes=good)))
        ledger.finish_run(house.archive, run_id, instant(NOON + timedelta(minutes=good)), "ok", None, {})
    elif good is not None:
        ledger.finish_run(house.archive, run_id, instant(NOON + timedelta(minutes=good)), "ok", None, {})
    assert due.next_at(house.archive, source("hourly", None, 60), NOON) == NOON + timedelta(minutes=wait)


def test_a_stop_finishes_the_snapshot_in_hand_and_asks_for_no_more(house):
    stop, asked = Stop(), []

    def fetch(http, watch):
        for number in range(3):
            asked.append(number)
            stop.ask()
            yield snapshot(is_not_modified=True)

    daemon.watch(house, [source("slow", fetch)], stop)
    assert asked == [0] and runs(house, "slow") == [("stopped", None)]


def courts_of(house, *names):
    """A source whose courts are asked on their own; the watch list of the catalog has these and more."""
    assert set(names) <= watch_list(house).court_ids()

    return partial(source, BY_COURT=True)


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

    daemon.watch(house, [courts_of(house, "cand", "nysd")("feeds", fetch)], StopWhen(others_had_turns.is_set))
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
    turns = []

    def fetch(http, watch):
        turns.append(now[0])
        return iter(())

    watching = daemon.Daemon(house, [source("hourly", fetch, minutes=60)], Stop())

    def go_on(hours):
        now[0] += timedelta(hours=hours)
        watching.begin_due()
        watching._store(wait_for_end(watching.engine.lanes, 5))

    go_on(0)
    go_on(-72)  # three days back
    assert "set back" in caplog.text
    for _ in range(3):
        go_on(0.6)
    assert len(turns) >= 2


def test_a_wait_ends_when_somebody_asks_to_stop():
    stop = Stop()
    stop.ask()
    with pytest.raises(Stopped):
        stop.wait(3600)


def test_a_wait_longer_than_the_time_given_is_not_begun():
    stop = Stop()
    stop.give(3600)
    with pytest.raises(Stopped):  # at once; else this test would last an hour
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


def watch(home, **more):
    return start(
        ("watch",),
        environment(home, **CONTACT, **more),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        confined=("try_again_after", 0),
    )


def wait_for(process, words):
    """Read the log until the words come; return the lines so far."""
    lines = []
    for line in process.stderr:
        lines.append(line)
        if words in line:
            return lines
    raise AssertionError(f"{words!r} never came: {''.join(lines)}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_a_court_answers_slowly_stops_cleanly(home, number):
    def answer_slowly(handler):
        time.sleep(0.3)
        handler.send_error(404)

    with Server({"/robots.txt": answer_slowly}) as court:
        process = watch(home, TRACKER_PACER_RSS_URL=court.url + "/{court}", TRACKER_SCOTUS_URL=court.url)
        try:
            wait_for(process, "scotus: every 1440 minutes")
            deadline = time.monotonic() + 120
            while not court.asked and time.monotonic() < deadline:
                time.sleep(0.05)
            assert court.asked
            process.send_signal(number)
            rest = process.stderr.read()
            assert process.wait(timeout=120) == 0
            assert "stopped; everything fetched is stored" in rest and "Traceback" not in rest
        finally:
            process.kill()
            process.stderr.close()
            process.wait()
    tracker(home, "doctor")


def test_a_second_daemon_says_who_holds_the_lock(home):
    with Server({"/robots.txt": Page(status=404)}) as court:
        process = watch(home, TRACKER_PACER_RSS_URL=court.url + "/{court}", TRACKER_SCOTUS_URL=court.url)
        try:
            wait_for(process, "pacer_rss: every 20 minutes")
            for command in (("watch",), ("run", "catalog"), ("rebuild",)):
                done = tracker(home, *command, code=1, **CONTACT)
                assert f"is in use by process {process.pid}" in done.stderr
            assert f"held by process {process.pid}" in tracker(home, "doctor").stdout
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=120) == 0
        finally:
            process.kill()
            process.stderr.close()
            process.wait()


def test_no_secret_reaches_the_log(home):
    process = watch(
        home,
        COURTLISTENER_TOKEN="s3cr3t-t0ken",
        TRACKER_SCOTUS_URL="http://127.0.0.1:9/?api_key=s3cr3t-t0ken",
    )
    try:
        lines = wait_for(process, "pacer_rss: every 20 minutes")
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        assert "s3cr3t" not in "".join(lines) + process.stderr.read()
        assert process.wait(timeout=120) == 0
    finally:
        process.kill()
        process.stderr.close()
        process.wait()


@pytest.fixture(autouse=True)
def the_zone_of_this_machine():
    """The daemon sets its process to UTC; here the process goes on afterwards."""
    zone = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None) if zone is None else os.environ.update(TZ=zone)
    time.tzset()
