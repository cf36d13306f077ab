"""The engine: asks sources at the same time, archives what they bring, and reads it. `run` and `watch` drive it.

Each lane asks in a thread of its own; everything else is done in the calling thread.
"""

from collections.abc import Iterator

from db import ledger
from scrapers.source import Source
from tracker import due
from tracker.crash_guard import raise_if_of_the_machine
from tracker.home import House
from tracker.outcome import Outcome
from tracker.pipeline import ingest_pending
from tracker.pipeline.lanes import KEPT, Brought, Lane, Lanes, wait_for_end
from tracker.pipeline.turn import Turn
from tracker.pipeline.watch_list import watch_of
from tracker.stop import Stop

_SLICE_SECONDS = 0.2
_LAST_SECONDS = 10  # for an answer that is on its way when the time is over


class Engine:
    """The turns in hand and the lanes that ask for them. `kept` answers wait until they are stored."""

    def __init__(self, house: House, stop: Stop, kept: int = KEPT) -> None:
        self.house = house
        self.lanes = Lanes(house.http, stop, kept=kept)
        self.turns: dict[str, Turn] = {}
        self._turn_of: dict[Lane, Turn] = {}

    def begin(self, source: Source, is_due_only: bool = True) -> None:
        """Begin every lane of the source that is due (or all) and not still running, healthy ones first.

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
        """Archive what a lane brought, for the turn that started it; None ends the lane."""
        turn = self._turn_of.pop(lane) if item is None else self._turn_of[lane]
        turn.receive(lane, item)

    def give_up_after(self, seconds: float) -> list[Lane]:
        """Count lanes without a sign of life for that long as failed, and return them."""
        stuck = self.lanes.give_up_after(seconds)
        for lane in stuck:
            self._turn_of[lane].give_up(lane, seconds)
        return stuck

    def take_over(self) -> list[Turn]:
        """Return the finished turns, and drop them."""
        over = [turn for turn in self.turns.values() if turn.is_over]
        for turn in over:
            del self.turns[turn.source.NAME]
        return over


def run(house: House, sources: list[Source], stop: Stop, is_due_only: bool = False) -> Iterator[Turn]:
    """Ask the sources at the same time, each server by itself, and yield the turn of each once it is finished
    and read.

    What is not finished when `stop` says so is broken off; a source that brought nothing by then counts as
    failed.
    """
    house.wait = stop.wait
    # Who is cut off must not have to ask again: an answer is stored before the next but one is asked for.
    engine = Engine(house, stop, kept=1)
    try:
        # A source of many courts has a lane for each: the others begin first, or they would wait for a thread.
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
                else engine.lanes.answers(_SLICE_SECONDS)
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
    """Ingest what was brought, and yield these turns, each with its line in the ledger."""
    if turns:
        outcomes = {turn.source.NAME: turn.outcome for turn in (*engine.turns.values(), *turns)}
        ingest_pending(engine.house, Outcome("ingest"), outcomes=outcomes)
    for turn in turns:
        outcome = turn.outcome
        outcome.is_stopped |= not turn.is_over
        try:
            if turn.source.RESUMES:
                turn.read = turn.source.count_read(engine.house.http, watch_of(engine.house, turn.source))
        except Exception as mistake:  # noqa: BLE001  # it ends this turn only
            raise_if_of_the_machine(mistake)
            turn.fail(mistake, "counting what was read")
            ingest_pending(engine.house, Outcome("ingest"))  # its issue
        turn.end()
        if outcome.is_stopped and not outcome.fetched and not outcome.errors:
            outcome.errors.append("nothing could be reached within the time limit")
        yield turn
