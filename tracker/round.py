"""One round over the sources: first those on this machine, then those on the network."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from tqdm import tqdm

from db import archive
from scrapers.source import Progress, Source, load_sources
from tracker import due, owed, pipeline
from tracker.by_hand.corrections import archive_corrections
from tracker.by_hand.events import archive_events
from tracker.home import House, open_house
from tracker.inbox import receive_inbox
from tracker.opinions.cache import keep_archived
from tracker.outcome import Outcome
from tracker.pipeline import engine
from tracker.settings import Settings
from tracker.stop import NO_BAR, Bar, Stop


@dataclass(frozen=True)
class Local:
    """What is read from the home without the network: two files that the operator writes, and the inbox.

    `bring` archives what is new; the daemon checks at the interval `every`. `source` reads it.
    """

    source: str
    bring: Callable[[House, Outcome], None]
    every: timedelta


LOCAL = (
    Local("corrections", archive_corrections, timedelta(minutes=1)),
    Local("by_hand", archive_events, timedelta(minutes=1)),
    Local("courtlistener_webhooks", receive_inbox, timedelta(seconds=20)),
)
BROUGHT_FIRST = ("catalog", *(each.source for each in LOCAL))


@dataclass(frozen=True)
class SourceResult:
    """The result of one source; `words` is one line that states it. `outcome` is None if the source was not
    asked."""

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
    """Return the sources with a rhythm, by name."""
    return {name: source for name, source in load_sources().items() if source.EVERY_MINUTES is not None}


def progress_bar(total: int, words: str, unit: str = "page") -> tqdm:
    """Return a progress bar on stderr, shown only on a terminal and for work that takes a while; a `total` of
    0 means that it is unknown."""
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


def archive_local(house: House, progress: Bar = NO_BAR, is_replay: bool = False) -> list[SourceResult]:
    """Archive and read what is on this machine: the catalog, the operator's files, the inbox.

    The docket database is rebuilt first if other code or data made it; old pages that cannot be read then are
    not counted as failures of this run. `progress` replaces the bar. `is_replay`: see `receive_inbox`.
    """
    outcomes = {name: Outcome(name) for name in (*BROUGHT_FIRST, "takedown")}
    pipeline.archive_shipped(house, outcomes["catalog"])
    archive_corrections(house, outcomes["corrections"])
    archive_events(house, outcomes["by_hand"])
    with progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
        house.ensure_current(Outcome("rebuild"), bar if progress is NO_BAR else progress)
    keep_archived(house.archive)
    outcomes["takedown"].errors += owed.finish(house)
    pipeline.ingest_pending(house, outcomes["catalog"], progress=progress)
    # The inbox looks up in the database which dockets are meant.
    receive_inbox(house, outcomes["courtlistener_webhooks"], is_replay)
    pipeline.ingest_pending(house, outcomes["courtlistener_webhooks"], progress=progress)
    return [_result(outcome) for outcome in outcomes.values() if outcome.fetched or outcome.errors]


@contextmanager
def open_current(settings: Settings) -> Iterator[House]:
    """Open the home for exclusive writing, with everything on this machine archived and read. Raises
    HomeError."""
    with open_house(settings) as house:
        archive_local(house)
        yield house


def run_sources(
    house: House, names: list[str], is_due_only: bool, limit_seconds: int | None
) -> Iterator[SourceResult]:
    """Ask the sources concurrently, and yield the result of each as it ends (tracker/pipeline/engine.py)."""
    sources, now = load_sources(), house.clock()
    chosen = []
    for name in (name for name in names if name not in BROUGHT_FIRST):
        at = due.next_at(house.archive, sources[name], now) if is_due_only else now
        if at > now:
            yield SourceResult(name, f"not due before {at:%Y-%m-%dT%H:%M:%SZ}")
        else:
            chosen.append(sources[name])
    stop = Stop()
    stop.give(limit_seconds)
    for turn in engine.run(house, chosen, stop, is_due_only):
        yield _result(turn.outcome, turn.progress)


def _result(outcome: Outcome, progress: Progress | None = None) -> SourceResult:
    words = str(outcome)
    if outcome.is_stopped:
        words += ", stopped at the time limit"
        if progress:
            words += f" after {progress.read_count} of {progress.item_count}; the next run continues there"
    if outcome.errors:
        words += f" ({outcome.errors[0]})"
    return SourceResult(outcome.source, words, outcome)
