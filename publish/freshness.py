"""How old what we show is: the looks at sources, from the ledger that shares the archive's file.

The archive is opened for reading only, and closed again, by each page that asks. Without one the pages
say when the newest stored snapshot was fetched, which is older or equal.
"""

import sqlite3
from contextlib import contextmanager
from pathlib import Path

from db.archive import read_archive
from publish.links import source_link
from publish.reading import marks, rows


@contextmanager
def ledger(archive_path: Path | None):
    """Lend the ledger, or None where there is none that can be read."""
    if archive_path is None or not archive_path.exists():
        yield None
        return
    db = read_archive(archive_path)
    try:
        yield db
    finally:
        db.close()


def last_looks(conn, archive_path: Path | None, docket_ids: list[str]) -> list[dict]:
    """Return, for each page that ever showed these dockets, when we last looked and last saw it change."""
    pages = rows(
        conn,
        f"""select snapshots.source, snapshots.url, snapshots.court_id, max(snapshots.fetched_at) as changed_at,
          max(snapshots.as_of) as as_of, count(distinct snapshots.snapshot_id) as snapshot_count,
          max(snapshots.snapshot_id) as snapshot_id, min(snapshots.scope) as scope
        from _refs
          join _sightings on _sightings.ref_id = _refs.ref_id
          join snapshots on snapshots.snapshot_id = _sightings.snapshot_id
        where _refs.docket_id in ({marks(docket_ids)})
        group by snapshots.source, snapshots.url order by changed_at desc limit 40""",
        docket_ids,
    )
    with ledger(archive_path) as db:
        for page in pages:
            page["link"] = source_link(page["url"])
            page["checked_at"] = _last_good(db, page) or page["changed_at"]
    return pages


def _last_good(db, page: dict) -> str | None:
    if db is None:
        return None
    try:
        return db.execute(
            "select max(last_at) from checks where source = ? and url = ? and result <> 'failed'",
            (page["source"], page["url"]),
        ).fetchone()[0]
    except sqlite3.OperationalError:      # an archive of another version, or locked away: the snapshot's time stands
        return None


def published_target(archive_path: Path | None, slug: str) -> str | None:
    """Return the docket that a case's name once published pointed at, or None."""
    with ledger(archive_path) as db:
        if db is None:
            return None
        found = db.execute("select target from slugs where kind = 'case' and slug = ?", (slug,)).fetchone()
        return found[0] if found else None
