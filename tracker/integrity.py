"""Damage to the two databases, found when they are opened. The docket is rebuilt, the archive never."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from db import archive, seals
from db.schema import read_docket
from db.seals import Doubt


class HomeError(Exception):
    """The home cannot be used. The message names the path and the remedy."""


def find_fault(db: Database) -> str | None:
    """Return what is wrong with the pages of a database, or None. It reads the whole file (measured: 0.6 s
    for 300 MB)."""
    fault = db.execute("pragma quick_check(1)").fetchone()[0]
    return None if fault == "ok" else " ".join(fault.split())


def find_stranger(archive_db: Database) -> str | None:
    """Return what in an archive acts on its own, such as a trigger, or None: a copy from elsewhere could
    bring a trigger that undoes every suppression."""
    row = archive_db.execute(
        "select type, name from sqlite_master where type in ('trigger', 'view') limit 1"
    ).fetchone()
    return f"it holds the {row[0]} {row[1][:60]!r}, and no archive of ours has any" if row else None


def find_newer(archive_db: Database) -> str | None:
    """Return the last migration of an archive that this code does not know, or None: code older than the
    archive would ignore that migration when it writes."""
    known = {migration.name for migration in archive.migrations.pending(Database(memory=True))}
    unknown = [
        migration.name for migration in archive.migrations.applied(archive_db) if migration.name not in known
    ]
    return unknown[-1] if unknown else None


def need_archive(path: Path) -> None:
    """Raise HomeError if the archive is missing although tables made from it, or an archive set aside, are
    there: a new, empty archive would know of no suppression."""
    if path.exists() and path.stat().st_size:
        return
    aside = being_set_aside(path)
    there = [*path.parent.glob("docket.db"), *path.parent.glob("docket-*.db"), *former_archives(path)]
    there += [aside] if aside.exists() else []
    if path.with_name("docket.db").is_symlink() or there:
        name = there[0].name if there else "docket.db"
        raise HomeError(
            f"{path} is missing beside {name}; nothing was written. Put a copy back with `python -m tracker restore "
            "COPY`, which carries over what was taken down since; to start over, move the whole home away"
        )


def former_archives(path: Path) -> list[Path]:
    """Return the archives that `restore` set aside, newest first."""
    former = path.parent.glob(f"{path.name}.before-*")
    return sorted((file for file in former if not file.name.endswith(("-wal", "-shm"))), reverse=True)


def being_set_aside(path: Path) -> Path:
    """Return the name of an archive that a restore is setting aside. If it exists without an archive, the
    restore was killed."""
    return path.with_name(f"{path.name}.setting-aside")


def beside(path: Path, suffix: str) -> Path:
    """Return the name of a file that SQLite keeps beside a database."""
    return path.with_name(f"{path.name}{suffix}")


def cut_log(db: Database | sqlite3.Connection, path: Path) -> bool:
    """Write the log of a database back and truncate it, waiting for readers as for any lock; return whether
    all of it was written."""
    is_busy = db.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
    log = beside(path, "-wal")
    return not is_busy and (not log.exists() or log.stat().st_size == 0)


def name_former(path: Path, former: Path) -> Path | None:
    """Give an archive that was set aside its final name, now that another has replaced it; return that."""
    aside = being_set_aside(path)
    if not (path.exists() and aside.exists()):
        return None
    for suffix in ("-wal", ""):
        if beside(aside, suffix).exists():
            beside(aside, suffix).replace(beside(former, suffix))
    return former


def check_rows(archive_db: Database, docket_path: Path) -> None:
    """Raise Doubt if rows that withhold something were altered, or if there are fewer than the database at
    `docket_path` was made with."""
    doubt = seals.find_doubt(archive_db.conn) or seals.find_loss(archive_db.conn, _read_mark(docket_path))
    if doubt:
        raise Doubt(f"archive.db: {doubt}")


def _read_mark(docket_path: Path) -> str | None:
    if not docket_path.exists():
        return None
    with closing(read_docket(docket_path)) as docket:
        try:
            return seals.read_mark(docket)
        except sqlite3.DatabaseError:
            return None  # damaged, so it will be rebuilt


def open_whole_archive(path: Path) -> Database:
    """Open the archive, with its migrations applied.

    Raises HomeError if it is damaged, was changed by a newer version, or is missing while tables made from it
    are there; nothing has been written by then, since it could be lost. Raises Doubt if rows that withhold
    words were altered.
    """
    need_archive(path)
    try:
        fault, newer = None, None
        if path.exists() and path.stat().st_size:
            with archive.read_archive(path) as db:
                fault = find_fault(db) or find_stranger(db)
                newer = None if fault else find_newer(db)
        if newer:
            raise HomeError(
                f"{path} was opened by a newer version of the tracker ({newer}); nothing was written into it. Run that "
                "version, or put back the copy made before the upgrade with `python -m tracker restore COPY`"
            )
        if fault is None:
            db = archive.open_archive(path)
            check_rows(db, path.with_name("docket.db"))
            return db
    except sqlite3.OperationalError:
        raise  # locked, or no room: nothing wrong with the file
    except sqlite3.DatabaseError as error:
        fault = str(error)
    state = "is not a database" if "not a database" in fault else f"is damaged ({fault})"
    raise HomeError(
        f"{path} {state}; nothing was written into it. Put a copy back with "
        "`python -m tracker restore COPY` (made by `backup`), and see to the disk"
    )
