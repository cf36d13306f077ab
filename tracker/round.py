"""One round over the sources: what lies on this machine first, then those that must be asked for."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tqdm import tqdm

from db import archive
from scrapers.source import Source, load_sources
from tracker import due, pipeline
from tracker.add_event import archive_events
from tracker.corrections import archive_corrections
from tracker.home import House
from tracker.inbox import receive_inbox
from tracker.pipeline import Outcome
from tracker.stop import Bar, Stop

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


def progress_bar(total: int, words: str) -> tqdm:
    """Return a bar on stderr, shown on a terminal only and only for work that takes a while."""
    return tqdm(total=total, desc=words, unit="page", disable=None, delay=1, file=sys.stderr, leave=False)


def archive_local(house: House, progress: Bar | None = None, is_replay: bool = False) -> list[Turn]:
    """Bring what lies on this machine (the catalog, the operator's files, the inbox), and the docket
    database up to it.

    It is made anew here if other code or data made it; what that finds unreadable in old pages is
    no failure of today's. `progress` stands in for the bar. `is_replay`: see `receive_inbox`.
    """
    outcomes = {name: Outcome(name) for name in LOCAL}
    pipeline.archive_catalog(house, outcomes["catalog"])
    archive_corrections(house, outcomes["corrections"])
    archive_events(house, outcomes["by_hand"])
    with progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
        house.ensure_current(Outcome("rebuild"), progress or bar)
    pipeline.ingest_pending(house, outcomes["catalog"], progress=progress)
    receive_inbox(
        house, outcomes["courtlistener_webhooks"], is_replay
    )  # it asks the database which dockets are meant
    pipeline.ingest_pending(house, outcomes["courtlistener_webhooks"], progress=progress)
    return [_turn(outcome) for outcome in outcomes.values() if outcome.fetched or outcome.errors]


def run_sources(
    house: House, names: list[str], is_due_only: bool, limit_seconds: int | None
) -> Iterator[Turn]:
    """Ask each source in turn. With a limit, each gets an equal share of what is left of it.

    A source that nothing came from within its share counts as failed.
    """
    sources = load_sources()
    now = datetime.now(UTC)
    chosen = [name for name in names if name not in LOCAL]
    waiting = {}
    for name in chosen:
        if is_due_only and (at := due.next_at(house.archive, sources[name], now)) > now:
            waiting[name] = f"not due before {at:%Y-%m-%dT%H:%M:%SZ}"
    stop = Stop()
    stop.give(limit_seconds)
    end, left = stop.deadline, len(chosen) - len(waiting)
    house.wait = stop.wait
    for name in chosen:
        if name in waiting:
            yield Turn(name, waiting[name])
            continue
        if end is not None:
            stop.give(stop.seconds_until(end) / left)
        outcome = pipeline.run(house, sources[name], stop)
        left -= 1
        if outcome.is_stopped and not outcome.fetched and not outcome.errors:
            outcome.errors.append("nothing could be reached within the time limit")
        yield _turn(outcome)


def _turn(outcome: Outcome) -> Turn:
    words = f"{outcome}, stopped at the time limit" if outcome.is_stopped else str(outcome)
    if outcome.errors:
        words += f" ({outcome.errors[0]})"
    return Turn(outcome.source, words, outcome)
