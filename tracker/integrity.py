"""Damage to the two databases: found when they are opened. The docket is made again, the archive never is."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from db import archive


class HomeError(Exception):
    """The home cannot be used. The message names the path and the remedy."""


def find_fault(db: Database) -> str | None:
    """Return what is wrong with the pages of a database, or None. It reads the whole file: 0.6 s for 300 MB,
    measured."""
    fault = db.execute("pragma quick_check(1)").fetchone()[0]
    return None if fault == "ok" else " ".join(fault.split())


def find_stranger(archive_db: Database) -> str | None:
    """Return what an archive holds that acts by itself, or None: a copy from elsewhere could bring a trigger that
    undoes every suppression."""
    found = archive_db.execute(
        "select type, name from sqlite_master where type in ('trigger', 'view') limit 1"
    ).fetchone()
    return f"it holds the {found[0]} {found[1][:60]!r}, and no archive of ours has any" if found else None


def open_whole_archive(path: Path) -> Database:
    """Open the archive, its migrations applied.

    Raises HomeError for a damaged one, before anything is written: what is added to it can be lost with it.
    """
    try:
        fault = _fault_of(path) if path.exists() and path.stat().st_size else None
        if fault is None:
            return archive.open_archive(path)
    except sqlite3.OperationalError:
        raise  # locked, or no room: nothing wrong with the file
    except sqlite3.DatabaseError as error:
        fault = str(error)
    state = "is not a database" if "not a database" in fault else f"is damaged ({fault})"
    raise HomeError(
        f"{path} {state}; nothing was written into it. Put a copy back with "
        "`python -m tracker restore COPY` (made by `backup`), and see to the disk"
    )


def _fault_of(path: Path) -> str | None:
    db = archive.read_archive(path)
    try:
        return find_fault(db) or find_stranger(db)
    finally:
        db.close()
