"""How current our pages are: when sources were looked at, from the ledger, which shares the archive's file.

Three words that are never used for one another: *reviewed* (the day on which a person checked the facts of
the catalog), *read* (the instant at which a register or feed was looked at), *archived* (we hold the bytes of
a page).

Each page that needs the archive opens it read-only and closes it again. Without one the pages say when the
newest stored snapshot was fetched, which is older or equal.
"""

import sqlite3
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from db.archive import is_migrated, read_archive
from publish.cache import remembered
from publish.html import OWN_FILES
from publish.links import source_link
from publish.request import marks, one_row, rows

_FOLLOWED = timedelta(days=60)  # an open case that has not been looked at for longer is not followed


@contextmanager
def ledger(archive_path: Path | None):
    """Lend a connection to the ledger, or None if there is none that can be read: none at all, one that this
    user may not open, or one that is not yet migrated to this version."""
    if archive_path is None or not archive_path.exists():
        yield None
        return
    db = read_archive(archive_path)
    try:
        yield db if is_migrated(db) else None
    finally:
        db.close()


def last_looks(conn: sqlite3.Connection, archive_path: Path | None, docket_ids: list[str]) -> list[dict]:
    """Return, for each page that ever showed these dockets, when we last looked at it and last saw it
    change."""
    pages = rows(
        conn,
        f"""select snapshots.source, snapshots.url, snapshots.court_id, max(snapshots.fetched_at) as changed_at,
          max(snapshots.as_of) as as_of, count(distinct snapshots.snapshot_id) as snapshot_count,
          max(snapshots.snapshot_id) as snapshot_id, min(snapshots.scope) as scope, min(snapshots.form) as form
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
            page["is_own"] = page["source"] in OWN_FILES
            page["checked_at"] = None if page["is_own"] else _last_good(db, page) or page["changed_at"]
    return pages


def format_freshness(looks: list[dict], is_open: bool, today: date) -> dict:
    """Return when the facts were last `reviewed` and a register last `read`; for an open suit that is no
    longer followed, since when (`not_followed_since`)."""
    reviewed = max((look["changed_at"] for look in looks if look["source"] == "catalog"), default=None)
    # The file of a decision is not a register: it says nothing of what was filed since.
    registers = [look for look in looks if not look["is_own"] and look.get("form") != "opinion"]
    read = max((look["checked_at"] for look in registers), default=None)
    latest = max(filter(None, (reviewed, read)), default=None)
    is_left = is_open and latest is not None and date.fromisoformat(latest[:10]) < today - _FOLLOWED
    return {"reviewed": reviewed, "read": read, "not_followed_since": latest if is_left else None}


def newest_looks(conn: sqlite3.Connection) -> dict:
    """Return when a file of our own facts was last `reviewed`, when the `newest` page of any other source was
    read, and the day of the newest ruling (`act`); each None if there is none."""
    looks = one_row(
        conn,
        f"""select max(case source when 'catalog' then fetched_at end) as reviewed,
          max(case when source not in ({marks(OWN_FILES)}) then fetched_at end) as newest from snapshots""",
        sorted(OWN_FILES),
    )
    act = remembered(conn, "newest ruling", _newest_ruling)
    return {"reviewed": looks["reviewed"], "newest": looks["newest"], "act": act}


def _newest_ruling(conn: sqlite3.Connection) -> str | None:
    day: str | None = conn.execute(
        "select max(date_from) from rulings join dockets using (docket_id) "
        "where rulings.precision = 'day' and dockets.selection in ('catalog', 'confirmed')"
    ).fetchone()[0]
    return day


def _last_good(db, page: dict) -> str | None:
    if db is None:
        return None
    return db.execute(
        "select max(last_at) from checks where source = ? and url = ? and result <> 'failed'",
        (page["source"], page["url"]),
    ).fetchone()[0]


def published_target(archive_path: Path | None, slug: str) -> str | None:
    """Return the docket that a case id we once published pointed at, or None."""
    with ledger(archive_path) as db:
        if db is None:
            return None
        row = db.execute("select target from slugs where kind = 'case' and slug = ?", (slug,)).fetchone()
        return row[0] if row else None
