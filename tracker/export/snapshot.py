"""Immutable snapshots of everything published: written, made current, and renewed after a suppression.

The folder holds the snapshots, each under a name derived from its content, and `current`, a link to the
current one. A new one is written completely beside them before the link moves. The home remembers each
folder, so that `suppress` can remove words from all its exports.
"""

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.disk import sync_to_disk
from docket.issues import ParseError
from publish.pages.graph import write_graph
from tracker.export import files
from tracker.export.tables import write_tables
from tracker.settings import Settings

CURRENT = "current"
_BUILDING = ".building"
_LOCK = ".lock"
BOOK = "exports.txt"  # in the home: lists its export folders


@dataclass(frozen=True)
class Exported:
    """A snapshot in its folder. `is_new` is false if the folder had the same content already."""

    name: str
    path: Path
    is_new: bool
    rows: int


def export_snapshot(
    settings: Settings, folder: Path, keep: int = 2, as_of: datetime | None = None
) -> Exported:
    """Write the snapshot, move the link to it, delete all but the newest `keep`. Raises ParseError, OSError.

    The states of bills are as of `as_of`, or else of now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remember(settings, folder)  # before anything is written: a suppression must know the folder
    with (folder / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # waits for another export to the same folder
        for path in folder.glob(f"{_BUILDING}-*"):  # left by a killed export
            shutil.rmtree(path)
        building = folder / f"{_BUILDING}-{os.getpid()}"
        building.mkdir()
        try:
            name, rows = _write(settings, building, _in_force(folder), as_of)
            path, is_new = _put_in_place(building, folder / name)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _point_at(folder, path)
        others = (
            other
            for other in folder.iterdir()
            if other != path and not other.is_symlink() and (other / "manifest.json").is_file()
        )
        newest_first = sorted(others, key=lambda other: other.stat().st_mtime_ns, reverse=True)
        for old in newest_first[keep - 1 :]:
            # Renamed first: a half-deleted snapshot would not be recognized as one, and would stay.
            shutil.rmtree(old.rename(folder / f"{_BUILDING}-{old.name}"))
    return Exported(name, path, is_new, rows)


def _in_force(folder: Path) -> Path | None:
    """Return the current snapshot of the folder, None in a new one."""
    link = folder / CURRENT
    return link.resolve() if link.is_symlink() and link.exists() else None


def _write(
    settings: Settings, building: Path, previous: Path | None, as_of: datetime | None
) -> tuple[str, int]:
    """Write every file of a snapshot; return its name and its number of rows."""
    database = building / "docket.db"
    counts = write_tables(settings.docket_path, database, datetime.now(UTC), as_of)
    sums = files.write_rows(database, building, counts)
    files.write_words(building, counts)
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)) as connection:
        build = dict(connection.execute("select name, value from build"))
        newest = connection.execute("select max(fetched_at) from snapshots").fetchone()[0]
        (building / "citations.graphml").write_bytes(write_graph(connection))
    name, content_hash = files.write_manifest(building, counts, sums, build, newest)
    files.write_difference(database, building, previous, name)
    files.write_citations(building, name, content_hash, newest, settings.site_url)
    files.write_sums(building)
    return name, sum(counts.values())


def _put_in_place(building: Path, target: Path) -> tuple[Path, bool]:
    """Give the finished snapshot its name; an existing one of that name stays if it is undamaged."""
    if target.exists():
        if files.find_damage(target) is None:
            return target, False
        shutil.rmtree(target)
    for path in building.rglob("*"):
        sync_to_disk(path)
    building.rename(target)
    return target, True


def _point_at(folder: Path, path: Path) -> None:
    link = folder / CURRENT
    if link.exists() and not link.is_symlink():
        raise ParseError(f"{link} is not the link that an export makes; move it away and export again")
    os.utime(path)  # the newest by this time is the last one made current
    temporary = folder / f"{CURRENT}.new"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(path.name)
    temporary.replace(link)
    sync_to_disk(folder)


def folders_of(settings: Settings) -> list[Path]:
    """Return the folders to which this home was ever exported."""
    book = settings.home / BOOK
    return (
        [Path(line) for line in book.read_text(encoding="utf-8").splitlines() if line]
        if book.exists()
        else []
    )


def _remember(settings: Settings, folder: Path) -> None:
    if folder.resolve() not in folders_of(settings):
        with (settings.home / BOOK).open("a", encoding="utf-8") as book:
            book.write(f"{folder.resolve()}\n")
            book.flush()
            os.fsync(book.fileno())


def is_there(folder: Path) -> bool:
    """Return whether an export was ever written to this folder: an unmounted disk leaves an empty one."""
    return (folder / _LOCK).is_file()
