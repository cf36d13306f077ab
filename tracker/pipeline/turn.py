"""One turn of one source: its lanes, what they brought, and the line in the ledger at the end."""

import logging
from collections import Counter

from db import ledger
from docket.snapshot import Snapshot
from scrapers.failures import FetchError, NotNow, Refused
from scrapers.source import Absent, Source
from tracker import due
from tracker.causes import cause_of, sum_up
from tracker.crash_guard import attempt_reading
from tracker.home import House
from tracker.outcome import Outcome
from tracker.pipeline import archive_snapshot
from tracker.pipeline.lanes import Brought, Lane
from tracker.source_mistakes import tell_mistake

log = logging.getLogger("tracker")


class Turn:
    """One turn of one source: the answers of its lanes go into the archive, in any order, and the result into
    the ledger."""

    def __init__(self, house: House, source: Source) -> None:
        self.house, self.source = house, source
        self.outcome = Outcome(source.NAME)
        self._causes: Counter[str] = Counter()
        self._lanes: set[Lane] = set()
        self._is_whole = True
        self.read: tuple[int, int] | None = None  # how many of all that it reads one by one were read
        self._run_id = ledger.start_run(house.archive, source.NAME, house.now())

    def take(self, item: Snapshot | FetchError | Absent, lane: Outcome | None = None) -> None:
        """Store one answer, or record one failure. `lane` counts those of one lane."""
        if isinstance(item, Absent):
            for outcome in (self.outcome, lane) if lane else (self.outcome,):
                outcome.fetched += 1
            ledger.add_check(
                self.house.archive,
                self.source.NAME,
                item.url,
                "absent",
                item.at,
                court_id=item.court_id,
                message=item.words,
            )
            return
        if isinstance(item, NotNow):
            lane = None  # no failure of the court's: its backoff does not grow
        for outcome in (self.outcome, lane) if lane else (self.outcome,):
            if isinstance(item, FetchError):
                outcome.errors.append(str(item))
        if isinstance(item, FetchError):
            self._causes[cause := cause_of(str(item))] += 1
            _record_failure(self.house, self.source.NAME, item, is_told=self._causes[cause] == 1)
            return
        archive_snapshot(self.house, item, self.outcome)
        if lane:
            lane.fetched += 1

    def fail(self, error: Exception, during: str, lane: Outcome | None = None, lane_name: str = "") -> None:
        """Count a mistake of ours as a failure, and report it."""
        message = tell_mistake(
            self.house.archive, self.house.now(), self.source.NAME, lane_name, during, error
        )
        for outcome in (self.outcome, lane) if lane else (self.outcome,):
            outcome.errors.append(message)

    def end_lane(self, lane: str, outcome: Outcome) -> None:
        """Record how a lane fared; one that brought only failures waits longer each time."""
        due.record_lane(
            self.house.archive,
            self.source,
            lane,
            self.house.clock(),
            bool(outcome.errors) and not outcome.fetched,
            outcome.errors,
        )

    def add(self, lane: Lane) -> None:
        self._lanes.add(lane)

    @property
    def is_over(self) -> bool:
        return not self._lanes

    def receive(self, lane: Lane, item: Brought) -> None:
        """Store an answer of the lane, even after the turn was left; None ends the lane."""
        if item is not None:
            _, mistake = attempt_reading(lambda: self.take(item, lane.outcome))
            if mistake is not None:
                self.fail(mistake, "taking up an answer", lane.outcome, lane.name)
            return
        self._lanes.discard(lane)
        if lane.mistake is not None:
            self.fail(lane.mistake, "fetch", lane.outcome, lane.name)
        if lane.is_stopped:
            self._is_whole, self.outcome.is_stopped = False, True
        elif not lane.is_given_up and (not lane.name or lane.outcome.fetched or lane.outcome.errors):
            self.end_lane(lane.name, lane.outcome)  # a court that has no feed was not asked

    def give_up(self, lane: Lane, seconds: float) -> None:
        """Count a silent lane as failed."""
        self._lanes.discard(lane)
        message = f"{lane.name or 'the source'}: no sign for {seconds / 60:g} minutes, given up"
        self.outcome.errors.append(message)
        lane.outcome.errors.append(message)
        self.end_lane(lane.name, lane.outcome)

    def leave(self) -> None:
        """End the turn because the next one begins; running lanes keep running."""
        slow = ", ".join(sorted(lane.name or "the source" for lane in self._lanes))
        self.outcome.errors.append(f"still going when the next turn was due: {slow}")
        log.warning("%s: %s", self.source.NAME, self.outcome.errors[-1])
        self._lanes.clear()
        self.end()

    def end(self) -> None:
        """Record how the turn ended."""
        self._finish(self._is_whole and not self._lanes)

    def break_off(self) -> None:
        """Record that the turn was broken off."""
        self.outcome.is_stopped = True
        self._finish(is_over=False)

    def _finish(self, is_over: bool) -> None:
        """Record how the run ended; `is_over` if everything was asked."""
        result = "failed" if self.outcome.errors else "ok" if is_over else "stopped"
        message = sum_up(self.outcome.errors, 3)
        for cause, count in self._causes.items():
            if count > 1:
                log.warning("%s: %d more of this: %s", self.source.NAME, count - 1, cause)
        self._causes.clear()
        ledger.finish_run(
            self.house.archive, self._run_id, self.house.now(), result, message, self.outcome.as_dict()
        )


def _record_failure(house: House, source: str, error: FetchError, is_told: bool) -> None:
    """Write a failure into the ledger. The log gets the first of each cause, and at the end their number."""
    if is_told:
        log.warning("%s: %s", source, error)
    message = f"{ledger.REFUSED}{error}" if isinstance(error, Refused) else str(error)
    ledger.add_check(house.archive, source, error.url or f"{source}:", "failed", house.now(), message=message)
