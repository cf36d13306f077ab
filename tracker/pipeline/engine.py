"""The engine: asks sources concurrently, archives their answers, and reads them. `run` and `watch` drive it.

Each lane has its own thread for requests; everything else is done in the calling thread. A turn is for one
source: its lanes, their answers, and the line in the ledger at the end.
"""

from collections import Counter
from collections.abc import Iterator

from db import ledger
from docket.snapshot import Snapshot
from scrapers.failures import FetchError, NotNow, Refused
from scrapers.source import Absent, Progress, Source
from tracker import due
from tracker.causes import cause_of, sum_up
from tracker.crash_guard import raise_if_of_the_machine
from tracker.home import House
from tracker.logs import log
from tracker.outcome import Outcome
from tracker.pipeline import archive_snapshot, ingest_pending
from tracker.pipeline.lanes import KEPT, Brought, Lane, Lanes, wait_for_end
from tracker.pipeline.watch_list import watch_of
from tracker.source_mistakes import tell_mistake
from tracker.stop import Stop

_SLICE_SECONDS = 0.2
_LAST_SECONDS = 10  # for an answer in transit when the time is up


class Turn:
    """One turn of one source: the answers of its lanes go into the archive, in any order, and the result into
    the ledger."""

    def __init__(self, house: House, source: Source) -> None:
        self.house, self.source = house, source
        self.outcome = Outcome(source.NAME)
        self._causes: Counter[str] = Counter()
        self._lanes: set[Lane] = set()
        self.is_whole = True  # False if part of the source was not asked
        self.progress: Progress | None = None
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
        if isinstance(item, FetchError):
            self.outcome.errors.append(str(item))
            # A request postponed by our limits is no failure of the court's: its backoff does not grow.
            if lane and not isinstance(item, NotNow):
                lane.errors.append(str(item))
            self._causes[cause := cause_of(str(item))] += 1
            if self._causes[cause] == 1:  # the log gets the first of each cause, and at the end the number
                log.warning("%s: %s", self.source.NAME, item)
            ledger.add_check(
                self.house.archive,
                self.source.NAME,
                item.url or f"{self.source.NAME}:",
                "failed",
                self.house.now(),
                message=f"{ledger.REFUSED}{item}" if isinstance(item, Refused) else str(item),
            )
            return
        archive_snapshot(self.house, item, self.outcome)
        if lane:
            lane.fetched += 1

    def fail(self, error: Exception, during: str, lane: Outcome | None = None, lane_name: str = "") -> None:
        """Count a bug of ours as a failure, and report it."""
        message = tell_mistake(
            self.house.archive, self.house.now(), self.source.NAME, lane_name, during, error
        )
        for outcome in (self.outcome, lane) if lane else (self.outcome,):
            outcome.errors.append(message)

    def end_lane(self, lane: str, outcome: Outcome) -> None:
        """Record the result of a lane; one that brought only failures waits longer each time."""
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
            try:
                self.take(item, lane.outcome)
            except Exception as mistake:  # noqa: BLE001  # it ends this turn only
                raise_if_of_the_machine(mistake)
                self.fail(mistake, "taking up an answer", lane.outcome, lane.name)
            return
        self._lanes.discard(lane)
        if lane.mistake is not None:
            self.fail(lane.mistake, "fetch", lane.outcome, lane.name)
        if lane.is_stopped:
            self.is_whole, self.outcome.is_stopped = False, True
        elif not lane.is_given_up and (not lane.name or lane.outcome.fetched or lane.outcome.errors):
            self.end_lane(lane.name, lane.outcome)  # a court without a feed was not asked

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
        """Record the result of the turn."""
        is_over = self.is_whole and not self._lanes
        result = "failed" if self.outcome.errors else "ok" if is_over else "stopped"
        message = sum_up(self.outcome.errors, 3)
        for cause, count in self._causes.items():
            if count > 1:
                log.warning("%s: %d more of this: %s", self.source.NAME, count - 1, cause)
        self._causes.clear()
        ledger.finish_run(
            self.house.archive, self._run_id, self.house.now(), result, message, self.outcome.as_dict()
        )


class Engine:
    """The turns in progress and the lanes that run for them. Up to `kept` answers wait to be stored."""

    def __init__(self, house: House, stop: Stop, kept: int = KEPT) -> None:
        self.house = house
        self.lanes = Lanes(house.http, stop, kept=kept)
        self.turns: dict[str, Turn] = {}
        self._turn_of: dict[Lane, Turn] = {}

    def begin(self, source: Source, is_due_only: bool = True) -> None:
        """Begin the lanes of the source that are due (or all) and not still running, healthy ones first.

        Lanes still running from the previous turn keep running, but that turn is over.
        """
        before = self.turns.pop(source.NAME, None)
        if before is not None:
            before.leave()
        turn = self.turns[source.NAME] = Turn(self.house, source)
        try:
            watch = watch_of(self.house, source)
        except Exception as mistake:  # noqa: BLE001  # it ends this turn only
            raise_if_of_the_machine(mistake)
            turn.fail(mistake, "its plan")
            turn.end_lane("", turn.outcome)
            return
        known, now = ledger.lanes_of(self.house.archive, source.NAME), self.house.clock()
        names = sorted(watch.court_ids()) if source.BY_COURT else [""]
        names.sort(
            key=lambda name: (
                known.get(name, {}).get("failures", 0),
                known.get(name, {}).get("tried_at") or "",
            )
        )
        for name in names:
            if self.lanes.is_going(source.NAME, name) or (
                is_due_only and name and not due.lane_is_due(known.get(name), source, now)
            ):
                continue
            lane = Lane(source, name, watch.only(name) if name else watch, Outcome(source.NAME))
            turn.add(lane)
            self._turn_of[lane] = turn
            self.lanes.begin(lane)

    def receive(self, lane: Lane, item: Brought) -> None:
        """Archive an answer of a lane, for the turn that started the lane; None ends the lane."""
        turn = self._turn_of.pop(lane) if item is None else self._turn_of[lane]
        turn.receive(lane, item)

    def give_up_after(self, seconds: float) -> list[Lane]:
        """Count lanes without a sign of life for this long as failed, and return them."""
        stuck = self.lanes.give_up_after(seconds)
        for lane in stuck:
            self._turn_of[lane].give_up(lane, seconds)
        return stuck

    def take_over(self) -> list[Turn]:
        """Return the finished turns, and forget them."""
        over = [turn for turn in self.turns.values() if turn.is_over]
        for turn in over:
            del self.turns[turn.source.NAME]
        return over


def run(house: House, sources: list[Source], stop: Stop, is_due_only: bool = False) -> Iterator[Turn]:
    """Ask the sources concurrently, each server separately, and yield the turn of each once it is finished
    and read.

    When `stop` ends the round, unfinished turns are cut off; a source that brought nothing by then counts as
    failed.
    """
    house.wait = stop.wait
    # A source that is cut off must not have to repeat requests: an answer is stored before the next but one
    # is requested.
    engine = Engine(house, stop, kept=1)
    try:
        # A source with many courts has a lane for each: other sources begin first, or they would wait for a
        # thread.
        for source in sorted(sources, key=lambda source: source.BY_COURT):
            engine.begin(source, is_due_only)
        while engine.turns:
            yield from _read(engine, engine.take_over())
            is_stopped = stop()
            if is_stopped:
                engine.lanes.drop_waiting()
            for lane, item in (
                wait_for_end(engine.lanes, _LAST_SECONDS)
                if is_stopped
                else engine.lanes.answers(_SLICE_SECONDS if engine.turns else 0)
            ):
                engine.receive(lane, item)
            if is_stopped:
                yield from _read(engine, list(engine.turns.values()))
                engine.turns.clear()
    finally:
        for turn in engine.turns.values():
            turn.is_whole, turn.outcome.is_stopped = False, True
            turn.end()


def _read(engine: Engine, turns: list[Turn]) -> Iterator[Turn]:
    """Ingest the answers, and yield these turns, each with its line in the ledger."""
    if turns:
        outcomes = {turn.source.NAME: turn.outcome for turn in (*engine.turns.values(), *turns)}
        ingest_pending(engine.house, Outcome("ingest"), outcomes=outcomes)
    for turn in turns:
        outcome = turn.outcome
        outcome.is_stopped |= not turn.is_over
        try:
            if turn.source.RESUMES:
                turn.progress = turn.source.count_read(engine.house.http, watch_of(engine.house, turn.source))
        except Exception as mistake:  # noqa: BLE001  # it ends this turn only
            raise_if_of_the_machine(mistake)
            turn.fail(mistake, "counting what was read")
            ingest_pending(engine.house, Outcome("ingest"))  # the issue of the mistake
        turn.end()
        if outcome.is_stopped and not outcome.fetched and not outcome.errors:
            outcome.errors.append("nothing could be reached within the time limit")
        yield turn
