"""One turn of one source in the daemon: its lanes, what they brought, and the line in the ledger at the end."""

import logging

from db import ledger
from scrapers.source import Source
from tracker import due
from tracker.crash_guard import attempt_reading
from tracker.daemon.lanes import Answer, Lane, Lanes
from tracker.home import House
from tracker.pipeline import Outcome, Run, watch_of

log = logging.getLogger("tracker")


class Turn(Run):
    """A run whose answers come from several lanes, in any order."""

    def __init__(self, house: House, source: Source) -> None:
        super().__init__(house, source)
        self._lanes: set[Lane] = set()
        self._is_whole = True

    def add(self, lane: Lane) -> None:
        self._lanes.add(lane)
        lane.turn = self

    @property
    def is_over(self) -> bool:
        return not self._lanes

    def receive(self, lane: Lane, item: Answer) -> None:
        """Keep an answer of the lane, also of one that comes after the turn was left; None ends the lane."""
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
        """Count a lane that gives no sign as failed."""
        self._lanes.discard(lane)
        message = f"{lane.name or 'the source'}: no sign for {seconds / 60:g} minutes, given up"
        self.outcome.errors.append(message)
        lane.outcome.errors.append(message)
        self.end_lane(lane.name, lane.outcome)

    def leave(self) -> None:
        """End the turn because the next one begins; lanes that are still going keep going."""
        slow = ", ".join(sorted(lane.name or "the source" for lane in self._lanes))
        self.outcome.errors.append(f"still going when the next turn was due: {slow}")
        log.warning("%s: %s", self.source.NAME, self.outcome.errors[-1])
        self._lanes.clear()
        self.end()

    def end(self) -> None:
        """Record how the turn ended."""
        self.finish(self._is_whole and not self._lanes)


def begin_turn(house: House, source: Source, lanes: Lanes, is_due_only: bool = True) -> Turn:
    """Begin every lane of the source that is due, or each of them, and not still going; healthy ones first."""
    turn = Turn(house, source)
    watch, mistake = attempt_reading(lambda: watch_of(house, source))
    if mistake is not None or watch is None:
        turn.fail(mistake or TypeError("no watch list"), "its plan")
        turn.end_lane("", turn.outcome)
        return turn
    known, now = ledger.lanes_of(house.archive, source.NAME), house.clock()
    names = sorted(watch.court_ids()) if source.BY_COURT else [""]
    names.sort(
        key=lambda name: (known.get(name, {}).get("failures", 0), known.get(name, {}).get("tried_at") or "")
    )
    for name in names:
        if lanes.is_going(source.NAME, name) or (
            is_due_only and name and not due.lane_is_due(known.get(name), source, now)
        ):
            continue
        lane = Lane(source, name, watch.only(name) if name else watch, Outcome(source.NAME))
        turn.add(lane)
        lanes.begin(lane)
    return turn
