"""Ingests archived pages into one docket database, in archive order: today's news, and any rebuild."""

from itertools import chain, islice, takewhile

from sqlite_utils import Database

from db import archive, overruns, suspects
from db.overruns import Overrun
from db.readings import UnknownReading
from db.store import Store
from docket.issues import Issue
from docket.snapshot import Snapshot
from scrapers.source import load_sources
from tracker.crash_guard import raise_if_of_the_machine
from tracker.outcome import Outcome
from tracker.reading.code_version import code_digest
from tracker.reading.parallel_parse import ReadingAhead
from tracker.reading.parsing import give_up, parse, set_aside
from tracker.stop import NO_BAR, Bar

# At 600,000 entries, a commit of 16 snapshots writes the pages of the indexes three times as often as one of
# 50: a tenth of the time of storing.
SNAPSHOTS_A_COMMIT = 50


def ingest_into(
    store: Store,
    archive_db: Database,
    outcome: Outcome,
    parsed: dict | None = None,
    progress: Bar = NO_BAR,
    last_seq: int | None = None,
    readers: ReadingAhead | None = None,
    keeps_former_ids: bool = True,
    outcomes: dict[str, Outcome] | None = None,
) -> None:
    """Ingest into one docket database everything after the last snapshot that it has read, or only up to
    `last_seq`.

    `readers` (tracker/reading/parallel_parse.py) pass on what other processes read; without them pages are
    read here. `keeps_former_ids`: former ids, and pages that were given up on, are recorded in the archive,
    unless it is read-only.
    """
    sources, accepted = load_sources(), suspects.acceptances(archive_db)
    given_up = overruns.load(archive_db, code_digest())
    pending = archive.snapshots_after(archive_db, store.ingested_seq)
    if last_seq is not None:
        pending = takewhile(lambda pair: pair[0] <= last_seq, pending)
    for first in pending:
        # One commit for several snapshots: a crash undoes them together, and the rerun ingests them all.
        with store.db.atomic():
            for seq, snapshot in chain((first,), islice(pending, SNAPSHOTS_A_COMMIT - 1)):
                reading = (parsed or {}).get(snapshot.snapshot_id)
                if reason := given_up.get(snapshot.snapshot_id):
                    reading = give_up(snapshot, reason)
                elif reading is None and readers is not None:
                    reading = readers.read(seq, lambda: progress.update(0))
                    if isinstance(reading, Overrun):
                        if keeps_former_ids:
                            overruns.add(archive_db, snapshot.snapshot_id, code_digest(), reading.code)
                        reading = give_up(snapshot, reading.code)
                reading = reading or parse(sources, snapshot, archive_db)
                counts = (outcomes or {}).get(snapshot.source, outcome)
                try:
                    _ingest_one(
                        store, seq, snapshot, counts, suspects.weigh(store.db, snapshot, reading, accepted)
                    )
                except UnknownReading:  # the reader gave the record before, with a page that was set aside
                    store.forget()
                    reading = parse(sources, snapshot, archive_db)
                    _ingest_one(
                        store, seq, snapshot, counts, suspects.weigh(store.db, snapshot, reading, accepted)
                    )
                progress.update(1)
            if keeps_former_ids:
                store.former_ids.save(archive_db)  # before the commit: after a crash the rerun finds the same


def _ingest_one(
    store: Store,
    seq: int,
    snapshot: Snapshot,
    outcome: Outcome,
    reading: tuple[list, list[Issue], str | None],
) -> None:
    records, issues, error = reading
    if error:
        outcome.quarantined += 1
        outcome.errors.append(f"{snapshot.url}: {error}")
    try:
        changes = store.ingest(seq, snapshot, records, issues, is_quarantined=bool(error))
    except UnknownReading:
        raise  # not a fault of the page
    except Exception as mistake:  # noqa: BLE001  # all was undone: the page is set aside, and the next has its turn
        raise_if_of_the_machine(mistake)
        store.forget()
        records, issues, message = set_aside(snapshot, mistake)
        outcome.quarantined += 1
        outcome.errors.append(f"{snapshot.url}: {message}")
        changes = store.ingest(seq, snapshot, records, issues, is_quarantined=True)
    outcome.changes += len(changes)
    outcome.records += len(records)
    outcome.issues += len(issues)
