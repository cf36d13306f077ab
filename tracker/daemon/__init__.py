"""The daemon: runs every source on its own rhythm, by the same path as `run`, until told to stop.

A source's failure is logged and written into the ledger, and the next source has its turn.

    systemd   messages to systemd
"""

import logging
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial

import schedule

from db import ledger
from db.seals import Doubt
from scrapers.source import Source
from tracker import clock_ahead, due, owed, pipeline
from tracker.alerts.queue import keep_sending
from tracker.daemon.systemd import Progress
from tracker.home import House
from tracker.integrity import check_rows
from tracker.logs import log
from tracker.outcome import Outcome
from tracker.pipeline.engine import Engine, Turn
from tracker.pipeline.lanes import Brought, Lane, wait_for_end
from tracker.round import LOCAL
from tracker.stop import Stop, Stopped

_LONGEST_SLEEP = 20  # after sleep, the machine notices within this many seconds
_SLICE_SECONDS = 0.5
_JITTER = 0.1  # at most a tenth later, so that not all ask on the hour
_STUCK_SECONDS = 1800  # the longest chain of waits and retries for one page is 8 minutes
_STOP_SECONDS = 60  # for answers in transit at a stop; systemd kills after 90
_AFTER_MACHINE_FAILURE = 60  # seconds until storing is tried again
_SET_BACK = timedelta(minutes=1)
_HOUR_SECONDS = 3600
_ALERTS = timedelta(seconds=30)  # retries and digests come due by the clock, not by news


class Job:
    """A task that is done repeatedly, whenever `next_at` says, by the clock of the house.

    The housekeeping is a job of `schedule` instead, which counts intervals from a job's last run. A source is
    not: the ledger records when it is due, across restarts, and a clock that was set back must silence none.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        next_at: Callable[[datetime], datetime],
        work: Callable[[], None],
    ) -> None:
        self._clock, self._next_at, self._work, self._seen = clock, next_at, work, clock()
        self.next_run = next_at(self._seen)

    def is_due(self) -> bool:
        now = self._clock()
        if now < self._seen - _SET_BACK:
            log.warning("the clock was set back from %s to %s; due times are computed again", self._seen, now)
            self.ask_again()
        self._seen = now
        return self.next_run <= now

    def run(self) -> None:
        self._work()
        self.ask_again()

    def ask_again(self) -> None:
        """Recompute when it is due: more is known than the last time."""
        self.next_run = self._next_at(self._clock())


class Daemon:
    """The sources with a rhythm, their turns in progress, and the jobs between them."""

    def __init__(
        self,
        house: House,
        sources: list,
        stop: Stop,
        beat: Callable[[], None] = lambda: None,
        stuck_seconds: float = _STUCK_SECONDS,
    ) -> None:
        self.house, self.stop, self._beat, self._stuck_seconds = house, stop, beat, stuck_seconds
        self.engine = Engine(house, stop)
        self._jobs: dict[str, Job] = {}
        self._seen = house.clock()
        self._is_ingest_owed = True  # an earlier process may have archived pages that it did not read
        self._ingest_after = 0.0
        for source in sources:
            self._add(source)
        for local in LOCAL:
            receive = partial(receive_local, house, stop, local.source, local.bring)
            self._every(local.every, local.source, receive)
        self._hourly = schedule.Scheduler()
        self._hourly.every().hour.do(self._guarded, "housekeeping", self._keep_house)
        # At once after a start: an earlier process may have published changes without sending alerts.
        self._every(_ALERTS, "alerts", partial(keep_sending, house, stop, beat))
        self._jobs["alerts"].next_run = house.clock()

    def _add(self, source: Source) -> None:
        def next_at(now: datetime) -> datetime:
            if source.NAME in self.engine.turns:
                # Its result decides when it is due again (`_finish`). A court that never ends holds up no
                # other.
                return now + due.rhythm(source, now)
            at = due.next_at(self.house.archive, source, now)
            if at <= now:
                return at
            jitter = random.uniform(0, _JITTER) * min(at - now, due.rhythm(source, now))
            return due.after_quiet(source, at + jitter)

        work = partial(self._guarded, source.NAME, partial(self.take_turn, source))
        job = self._jobs[source.NAME] = Job(self.house.clock, next_at, work)
        job.next_run = due.next_at(self.house.archive, source, self.house.clock())
        log.info(
            "%s: every %g minutes, next at %s",
            source.NAME,
            source.EVERY_MINUTES,
            f"{job.next_run:%Y-%m-%dT%H:%M:%SZ}",
        )

    def _every(self, wait: timedelta, name: str, work: Callable[[], None]) -> None:
        self._jobs[name] = Job(self.house.clock, lambda now: now + wait, partial(self._guarded, name, work))

    def _guarded(self, name: str, work: Callable[[], object]) -> None:
        with reporting(self.house, name):
            work()

    def take_turn(self, source: Source) -> None:
        """Begin one turn of a source. Lanes still running from the last turn keep running."""
        self.engine.begin(source)
        self._finish_over()

    def begin_due(self) -> None:
        """Begin the sources that are due, the longest overdue first."""
        for job in sorted((job for job in self._jobs.values() if job.is_due()), key=lambda job: job.next_run):
            job.run()

    def go_round(self) -> None:
        """Begin the sources that are due, store what has arrived, and wait for more or for the next due
        time."""
        now = self.house.clock()
        if now < self._seen - _SET_BACK:
            clock_ahead.put_right(self.house.archive, now)
        self._seen = now
        if (self._hourly.idle_seconds or 0) > _HOUR_SECONDS:  # the machine's clock was set back
            self._hourly.run_all()
        self._hourly.run_pending()
        self.begin_due()
        if self.engine.lanes.is_idle():
            self._ingest()
            first = min(job.next_run for job in self._jobs.values())
            idle = (first - self.house.clock()).total_seconds()
            self._beat()
            self.stop.wait(min(max(idle, 0.1), _LONGEST_SLEEP))
        else:
            self._store(self.engine.lanes.answers(_SLICE_SECONDS))
            self._ingest()
            self._look_for_stuck()
            self._beat()

    def _store(self, answers: Iterable[tuple[Lane, Brought]]) -> None:
        for lane, item in answers:
            with reporting(self.house, lane.source.NAME):
                self.engine.receive(lane, item)
            self._is_ingest_owed |= item is not None
            self._finish_over()

    def _finish_over(self) -> None:
        for turn in self.engine.take_over():
            self._finish(turn)

    def _finish(self, turn: Turn) -> None:
        with reporting(self.house, turn.source.NAME):
            turn.end()
            level = logging.WARNING if turn.outcome.failed else logging.INFO
            log.log(level, "%s: %s", turn.source.NAME, turn.outcome)
        if turn.source.NAME in self._jobs:
            self._jobs[turn.source.NAME].ask_again()

    def _ingest(self) -> None:
        """Ingest what was archived. Faults of a page stay with the page; only faults of the machine are met
        here."""
        if not self._is_ingest_owed or time.monotonic() < self._ingest_after:
            return
        outcome = Outcome("ingest")
        self._ingest_after = time.monotonic() + _AFTER_MACHINE_FAILURE  # unless it succeeds
        with reporting(self.house, "ingest"):
            try:
                pipeline.ingest_pending(self.house, outcome, progress=Progress(self.stop, self._beat))
            finally:
                for message in outcome.errors:
                    log.warning("ingest: %s", message)
            self._is_ingest_owed, self._ingest_after = False, 0.0
            if outcome.changes or outcome.quarantined:
                log.info(
                    "ingest: %s changes, %s issues, %s could not be read",
                    outcome.changes,
                    outcome.issues,
                    outcome.quarantined,
                )

    def _look_for_stuck(self) -> None:
        for lane in self.engine.give_up_after(self._stuck_seconds):
            log.error(
                "%s: no sign of %s for %d minutes; it is no longer waited for",
                lane.source.NAME,
                lane.name or "it",
                self._stuck_seconds // 60,
            )
        self._finish_over()

    def _keep_house(self) -> None:
        """Truncate the write-ahead logs: readers can hold them open, and they would otherwise grow for
        months."""
        for db in (self.house.archive, self.house.store.db):
            with suppress(sqlite3.OperationalError):  # a reader is using it: the next hour will do
                db.execute("pragma wal_checkpoint(passive)")
        check_rows(self.house.archive, self.house.settings.docket_path)
        owed.finish(self.house)

    def close(self) -> None:
        """Store what is still arriving, and record the interrupted turns."""
        self.engine.lanes.drop_waiting()
        self._store(wait_for_end(self.engine.lanes, _STOP_SECONDS))
        for turn in self.engine.turns.values():
            turn.outcome.is_stopped = True
            self._finish(turn)
        self.engine.turns.clear()


def watch(house: House, sources: list, stop: Stop, beat: Callable[[], None] = lambda: None) -> None:
    """Give every source its turns until `stop` ends that; the work in hand is finished first.

    `sources` are those with a rhythm. One that became due while the daemon was off gets one turn, not one for
    each that it missed. `beat` is called several times a minute as long as all is well.
    """
    house.wait = stop.wait
    clock_ahead.put_right(house.archive, house.clock())
    daemon = Daemon(house, sources, stop, beat)
    while not stop():
        try:
            daemon.go_round()
        except Stopped:
            break
        except Doubt:
            daemon.close()
            raise
        except Exception as error:  # noqa: BLE001  # nothing known does this, and no mistake of ours shall end us
            record(house, "watch", error)
            stop.wait(_AFTER_MACHINE_FAILURE)
    daemon.close()
    log.info("stopped; everything fetched is stored")


def receive_local(house: House, stop: Stop, name: str, bring: Callable[[House, Outcome], None]) -> None:
    """Read what is new in the home: an edited file, messages. `bring` archives it. It is checked every
    minute, but a fault in it is logged only once, and so is its correction."""
    outcome = Outcome(name)
    bring(house, outcome)
    if outcome.stored:
        pipeline.ingest_pending(house, outcome, progress=stop)
        log.info("%s: %s", name, outcome)
    words = "; ".join(outcome.errors)
    if house.logged.get(name, "") == words:
        return
    house.logged[name] = words
    if words:
        log.warning("%s: %s", name, words)
    else:
        log.info("%s: is right again", name)


@contextmanager
def reporting(house: House, name: str) -> Iterator[None]:
    """Report what the block raises; it would otherwise end the daemon and, after the restart, be raised again
    at once. A Doubt is still raised; Stopped is not, since the caller checks for a stop itself."""
    try:
        yield
    except Stopped:
        log.info("%s: stopped between two snapshots", name)
    except Exception as error:  # noqa: BLE001  # the next thing has its turn
        record(house, name, error)


def record(house: House, name: str, error: Exception) -> None:
    """Record a failure of ours or of the machine in the log and the ledger. A Doubt is raised again: it ends
    the daemon, while the present database is still served."""
    if isinstance(error, Doubt):
        log.critical("%s: %s", name, error)
        raise error
    words = f"{type(error).__name__}: {error}"
    is_new, house.logged[f"{name} failed"] = house.logged.get(f"{name} failed") != words, words
    if is_new:
        log.error("%s: failed", name, exc_info=error)
    else:  # a full disk makes it fail every minute
        log.error("%s: failed again: %s", name, words)
    with suppress(sqlite3.Error):  # whatever its state, the next turn opens it again
        house.close_docket()
    with suppress(sqlite3.Error):  # a full disk is logged already
        run_id = ledger.start_run(house.archive, name, house.now())
        ledger.finish_run(house.archive, run_id, house.now(), "failed", words, {})
