"""A database that has read pages of real sources."""

from functools import cache

from sqlite_utils import Database

from db.schema import create_tables, open_docket
from db.store import Store
from docket.issues import Issue
from docket.snapshot import Snapshot
from scrapers.source import load_sources


@cache
def _read(snapshot: Snapshot) -> list:
    return list(load_sources()[snapshot.source].parse(snapshot))


def stored(*snapshots: Snapshot) -> Database:
    """Return a new database, in memory, that has read these pages in this order, each by its own source."""
    db = open_docket(":memory:")
    create_tables(db)
    store = Store(db)
    for seq, snapshot in enumerate(snapshots, 1):
        issues = [thing for thing in _read(snapshot) if isinstance(thing, Issue)]
        records = [thing for thing in _read(snapshot) if not isinstance(thing, Issue)]
        store.ingest(seq, snapshot, records, issues)
    return db
