"""One round over the sources: what lies on this machine first, then those that must be asked for."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tqdm import tqdm

from db import archive
from scrapers.source import Source, load_sources
from tracker import due, owed, pipeline
from tracker.by_hand.corrections import archive_corrections
from tracker.by_hand.events import archive_events
from tracker.crash_guard import attempt_reading
from tracker.daemon.lanes import Lanes, wait_for_end
from tracker.daemon.turn import Turn as SourceTurn
from tracker.daemon.turn import begin_turn
from tracker.home import House
from tracker.inbox import receive_inbox
from tracker.opinions.cache import keep_archived
from tracker.pipeline import Outcome
from tracker.stop import Bar, Stop

log = logging.getLogger("tracker")
_SLICE_SECONDS = 0.2
_LAST_SECONDS = 10  # for an answer that is on its way when the time is over
LOCAL = ("catalog", "corrections", "by_hand", "courtlistener_webhooks")


@dataclass(frozen=True)
class Turn:
    """What one source came to; `words` say it in a line. `outcome` is None where it was not asked."""

    source: str
    words: str
    outcome: Outcome | None = None

    @property
    def is_failed(self) -> bool:
        return bool(self.outcome and self.outcome.failed)

    def as_dict(self) -> dict:
        counts = self.outcome.as_dict() if self.outcome else {"source": self.source, "skipped": self.words}
        return {name: value for name, value in counts.items() if value is not None}


def polled() -> dict[str, Source]:
    """Return the sources that have a rhythm, by name."""
    return {name: source for name, source in load_sources().items() if source.EVERY_MINUTES is not None}


def progress_bar(total: int, words: str, unit: str = "page") -> tqdm:
    """Return a bar on stderr, shown on a terminal only and only for work that takes a while; 0 is no known total."""
    return tqdm(
        total=total or None,
        desc=words,
        unit=unit,
        unit_scale=unit == "B",
        disable=None,
        delay=1,
        file=sys.stderr,
        leave=False,
    )


def archive_local(house: House, progress: Bar | None = None, is_replay: bool = False) -> list[Turn]:
    """Bring what lies on this machine (the catalog, the operator's files, the inbox), and the docket
    database up to it.

    It is made anew here if other code or data made it; what that finds unreadable in old pages is
    no failure of today's. `progress` stands in for the bar. `is_replay`: see `receive_inbox`.
    """
    outcomes = {name: Outcome(name) for name in (*LOCAL, "takedown")}
    pipeline.archive_catalog(house, outcomes["catalog"])
    archive_corrections(house, outcomes["corrections"])
    archive_events(house, outcomes["by_hand"])
    with progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
        house.ensure_current(Outcome("rebuild"), progress or bar)
    keep_archived(house.archive)
    outcomes["takedown"].errors += owed.finish(house)
    pipeline.ingest_pending(house, outcomes["catalog"], progress=progress)
    receive_inbox(
        house, outcomes["courtlistener_webhooks"], is_replay
    )  # it asks the database which dockets are meant
    pipeline.ingest_pending(house, outcomes["courtlistener_webhooks"], progress=progress)
    return [_turn(outcome) for outcome in outcomes.values() if outcome.fetched or outcome.errors]


def run_sources(
    house: House, names: list[str], is_due_only: bool, limit_seconds: int | None
) -> Iterator[Turn]:
    """Ask the sources at the same time, each server by itself, and yield what each came to as it ends.

    What is not over when the limit is is broken off; a source that nothing came from by then counts as failed.
    """
    sources, now = load_sources(), house.clock()
    chosen = []
    for name in (name for name in names if name not in LOCAL):
        at = due.next_at(house.archive, sources[name], now) if is_due_only else now
        if at > now:
            yield Turn(name, f"not due before {at:%Y-%m-%dT%H:%M:%SZ}")
        else:
            chosen.append(sources[name])
    stop = Stop()
    stop.give(limit_seconds)
    house.wait = stop.wait
    # A source of many courts has a lane for each: the others begin first, or they would wait for a thread.
    chosen.sort(key=lambda source: bool(getattr(source, "BY_COURT", False)))
    # Who is cut off must not have to ask again: an answer is stored before the next but one is asked for.
    lanes, going = Lanes(house.http, stop, kept=1), []
    try:
        for source in chosen:
            going.append(begin_turn(house, source, lanes, is_due_only))
        while going:
            yield from _end_turns(house, going, [turn for turn in going if turn.is_over])
            is_over = stop()
            if is_over:
                lanes.drop_waiting()
            for lane, item in (
                wait_for_end(lanes, _LAST_SECONDS) if is_over else lanes.answers(_SLICE_SECONDS)
            ):
                if lane.turn is not None:
                    lane.turn.receive(lane, item)
            if is_over:
                yield from _end_turns(house, going, list(going))
    finally:
        for turn in going:
            turn.outcome.is_stopped = True
            turn.finish(is_over=False)


def _end_turns(house: House, going: list[SourceTurn], ended: list[SourceTurn]) -> Iterator[Turn]:
    """Read what these turns brought, and say what they came to."""
    if ended:
        outcomes = {turn.source.NAME: turn.outcome for turn in going}
        pipeline.ingest_pending(house, Outcome("ingest"), outcomes=outcomes)
    for turn in ended:
        outcome = turn.outcome
        outcome.is_stopped |= not turn.is_over
        read, mistake = attempt_reading(partial(_count_read, house, turn.source))
        if mistake is not None:
            turn.fail(mistake, "counting what was read")
            pipeline.ingest_pending(house, Outcome("ingest"))  # its issue
        turn.end()
        going.remove(turn)
        if outcome.is_stopped and not outcome.fetched and not outcome.errors:
            outcome.errors.append("nothing could be reached within the time limit")
        yield _turn(outcome, read)


def _count_read(house: House, source: Source) -> tuple[int, int] | None:
    """Return how many of what a source reads one by one was read, and how many there are, if it can say so."""
    count = getattr(source, "count_read", None)
    return count(house.http, pipeline.watch_of(house, source)) if count else None


def _turn(outcome: Outcome, read: tuple[int, int] | None = None) -> Turn:
    words = str(outcome)
    if outcome.is_stopped:
        words += ", stopped at the time limit"
        words += f" after {read[0]} of {read[1]}; the next run goes on there" if read else ""
    if outcome.errors:
        words += f" ({outcome.errors[0]})"
    return Turn(outcome.source, words, outcome)
