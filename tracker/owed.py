"""What remains to be done for a takedown: exports that show what was taken down, erased bytes in the
archive's log.

Both are recorded in the archive in the transaction of the suppression, so that they survive a kill or a full
disk, and are completed at each start and by the daemon every hour. Erased bytes are gone once the write-ahead
log has been written back and truncated, which a process reading the archive can delay. An export is owed
until all older ones in its folder are gone, or until the operator removes the folder from exports.txt.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from docket.issues import ParseError
from tracker.export.snapshot import BOOK, export_snapshot, folders_of, is_there
from tracker.home import House
from tracker.integrity import cut_log
from tracker.logs import log

_EVERY_FOLDER = ""
_HELD_UP = (
    "what was erased still stands in the write-ahead log beside archive.db, since another process is reading the "
    "archive; stop it (serve, a backup) and start `run` or `watch`, which finishes this"
)
_ABSENT = (
    f"it is not there; mount it, or delete the exports wherever they are now and take its line out of {BOOK}"
)


def owe(archive_db: Database, at: str, is_purge: bool) -> None:
    """Record that every export must be made again and, after a purge, that the log must be truncated.

    Call it in the transaction that takes something down. The folders are listed only once the tables no
    longer show it, since an export can begin a new folder until then.
    """
    archive_db.execute(
        "insert or ignore into owed_exports (folder, since) values (?, ?)", (_EVERY_FOLDER, at)
    )
    if is_purge:
        archive_db.execute("insert into owed_erasures values (?)", (at,))


def finish(house: House) -> list[str]:
    """Complete what is owed, once the tables no longer show what was taken down; return messages about what
    could not be done."""
    errors = []
    if house.archive.execute("select 1 from owed_erasures").fetchone():
        if cut_log(house.archive, house.settings.archive_path):
            house.archive.execute("delete from owed_erasures")
            log.warning("what was erased is gone from the log of the archive, too")
        else:  # a reader prevented it
            errors.append(_HELD_UP)
            log.warning(_HELD_UP)
    return errors + list(_renew_exports(house))


def what_is_owed(archive_db: Database) -> list[str]:
    """Return messages that say what is still owed, and since when."""
    if not archive_db["owed_exports"].exists():
        return []  # this version has not opened the archive yet
    since = archive_db.execute("select min(since) from owed_erasures").fetchone()[0]
    owed = [f"since {since}: {_HELD_UP}"] if since else []
    for folder, at, trouble in archive_db.execute("select folder, since, trouble from owed_exports"):
        place = folder or "every export"
        why = trouble or "`python -m tracker run` makes a new one"
        owed.append(f"{place} may still publish what was taken down at {at}: {why}")
    return owed


def is_owed(archive_db: Database, folder: Path) -> tuple[bool, bool]:
    """Return whether the tables may still show what was taken down, and whether older exports in a folder
    may."""
    if not archive_db["owed_exports"].exists():
        return False, False
    names = {row[0] for row in archive_db.execute("select folder from owed_exports")}
    return _EVERY_FOLDER in names, str(folder.resolve()) in names


def _renew_exports(house: House) -> Iterator[str]:
    """Export again to every folder that is owed an export, and delete all older snapshots there; yield what
    went wrong.

    It waits for an export in progress, which may have read the words already.
    """
    db = house.archive
    if not db.execute("select 1 from owed_exports").fetchone():
        return
    folders = [str(folder) for folder in folders_of(house.settings)]
    with db.atomic():
        db.conn.executemany(
            "insert or ignore into owed_exports (folder, since) select ?, since from owed_exports where folder = ?",
            [(folder, _EVERY_FOLDER) for folder in folders],
        )
        db.execute("delete from owed_exports where folder = ?", (_EVERY_FOLDER,))
    for (folder,) in db.execute("select folder from owed_exports order by folder").fetchall():
        trouble = _renew(house, Path(folder)) if folder in folders else None
        if trouble:
            db.execute("update owed_exports set trouble = ? where folder = ?", (trouble, folder))
            log.warning("%s may still publish what was taken down: %s", folder, trouble)
            yield f"{folder} may still publish what was taken down: {trouble}"
        else:
            db.execute("delete from owed_exports where folder = ?", (folder,))


def _renew(house: House, folder: Path) -> str | None:
    """Export again to one folder; return a message about what went wrong, or None. The other folders are
    tried all the same."""
    if not is_there(folder):
        return _ABSENT
    try:
        export_snapshot(house.settings, folder, keep=1)
    except (OSError, sqlite3.Error, ParseError) as error:
        return f"{error}; see to it, then start `run` or `watch`, which tries it again"
    log.warning("%s: exported again, and the older exports there are deleted", folder)
    return None
