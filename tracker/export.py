"""`export`: an immutable snapshot of all that is published, for replicas and for whoever wants the files.

In the folder lie the snapshots, each under a name made of its content, and `current`, a link to the one in
force. A new one is written beside them, whole, before the link moves. The home remembers each folder, so
that `suppress` can take the words out of every export of its own.
"""

import fcntl
import os
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from db.disk import sync_to_disk
from docket.bills import end_of_day
from docket.issues import ParseError
from docket.times import instant, parse_instant
from tracker import export_files
from tracker.export_tables import write_tables
from tracker.looking import NO_DATABASE, say_json
from tracker.settings import Settings

CURRENT = "current"
_BUILDING = ".building"


@dataclass(frozen=True)
class Exported:
    """A snapshot in its folder. `is_new` is false where the folder had the same content already."""

    name: str
    path: Path
    is_new: bool
    rows: int


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", default=2, show_default=True, type=click.IntRange(min=1), help="How many snapshots stay, with the new one.")
@click.option("--as-of", "as_of", help="Tell what became of bills at this instant or day, in place of now.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.pass_obj
def export(settings: Settings, folder: Path, keep: int, as_of: str | None, as_json: bool) -> None:
    """Write a snapshot of all that is published to FOLDER, and put it in force there. The daemon may run meanwhile.

    It holds SQLite, Parquet and NDJSON, a dictionary and checksums; its name is a hash of its content, so that
    nothing is written where nothing changed. Replicas serve FOLDER and take it up within a second. A
    suppression writes it anew and deletes the older ones.

    \b
      python -m tracker export /srv/exports
      python -m tracker serve --replica /srv/exports
    """
    if not settings.docket_path.exists():
        raise click.ClickException(NO_DATABASE.format(settings.home))
    done = export_snapshot(settings, folder, keep, _read_moment(as_of) if as_of else None)
    if as_json:
        say_json({"name": done.name, "path": str(done.path), "is_new": done.is_new, "rows": done.rows})
    else:
        click.echo(f"{done.path}: {done.rows} rows" + ("" if done.is_new else "; nothing changed since the last export"))


def _read_moment(text: str) -> datetime:
    """Return an instant, or of a day its end in Washington. Raises ParseError."""
    try:
        return end_of_day(date.fromisoformat(text)) if len(text) == 10 else parse_instant(instant(parse_instant(text)))
    except (ValueError, OverflowError):
        raise ParseError(f"--as-of {text[:40]}: write an instant like 2027-01-03T17:00:00Z, or a day like 2027-01-03") from None


def export_snapshot(settings: Settings, folder: Path, keep: int = 2, as_of: datetime | None = None) -> Exported:
    """Write the snapshot, move the link to it, delete all but the newest `keep`. Raises ParseError, OSError.

    What became of bills is told at `as_of`, or else now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remember(settings, folder)                  # before anything is written: a suppression must know of it
    with _lock(folder):
        _clear_unfinished(folder)
        building = folder / f"{_BUILDING}-{os.getpid()}"
        building.mkdir()
        try:
            name, rows = _write(settings.docket_path, building, as_of)
            path, is_new = _put_in_place(building, folder / name)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _point_at(folder, path)
        for old in _snapshots(folder, path)[keep - 1:]:
            shutil.rmtree(old)
    return Exported(name, path, is_new, rows)


def _write(docket_path: Path, building: Path, as_of: datetime | None) -> tuple[str, int]:
    """Write every file of a snapshot; return its name and its number of rows."""
    database = building / "docket.db"
    counts = write_tables(docket_path, database, datetime.now(UTC), as_of)
    sums = export_files.write_rows(database, building, counts)
    export_files.write_words(building, counts)
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)
    try:
        build = dict(connection.execute("select name, value from build"))
        newest = connection.execute("select max(fetched_at) from snapshots").fetchone()[0]
    finally:
        connection.close()
    name = export_files.write_manifest(building, counts, sums, build, newest)
    export_files.write_sums(building)
    return name, sum(counts.values())


def _put_in_place(building: Path, target: Path) -> tuple[Path, bool]:
    """Give the finished snapshot its name; one that is there already stays, if it is whole."""
    if target.exists():
        if export_files.find_damage(target) is None:
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
    os.utime(path)                               # the newest by this is the last one put in force
    temporary = folder / f"{CURRENT}.new"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(path.name)
    temporary.replace(link)
    sync_to_disk(folder)


def _snapshots(folder: Path, current: Path) -> list[Path]:
    """Return the snapshots that are not in force, the newest first."""
    found = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and (path / "manifest.json").is_file()]
    return sorted((path for path in found if path != current), key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _clear_unfinished(folder: Path) -> None:
    """Delete what a killed export left; the lock is held, so that nobody else is writing."""
    for path in folder.glob(f"{_BUILDING}-*"):
        shutil.rmtree(path)


@contextmanager
def _lock(folder: Path):
    """Wait for whoever is exporting to the same folder."""
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _book(settings: Settings) -> Path:
    return settings.home / "exports.txt"


def folders_of(settings: Settings) -> list[Path]:
    """Return the folders that this home was ever exported to."""
    book = _book(settings)
    return [Path(line) for line in book.read_text(encoding="utf-8").splitlines() if line] if book.exists() else []


def _remember(settings: Settings, folder: Path) -> None:
    if folder.resolve() not in folders_of(settings):
        with _book(settings).open("a", encoding="utf-8") as book:
            book.write(f"{folder.resolve()}\n")
            book.flush()
            os.fsync(book.fileno())


def renew_exports(settings: Settings) -> tuple[list[Path], list[Path]]:
    """Export anew to every folder this home was exported to and delete all older snapshots there.

    Returns the folders renewed, and those that are not there (unmounted, moved): their copies are the operator's
    to delete. An export that is under way is waited for, since it may have read the words already.
    """
    renewed, absent = [], []
    for folder in folders_of(settings):
        if folder.is_dir():
            export_snapshot(settings, folder, keep=1)
            renewed.append(folder)
        else:
            absent.append(folder)
    return renewed, absent
