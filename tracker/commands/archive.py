"""The commands that preserve the record and pass it on: backup, restore, verify, export."""

import sqlite3
import sys
import tempfile
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click
from tqdm import tqdm

from db import archive
from docket.bills import end_of_day
from docket.times import instant, parse_instant
from tracker import backup as backups, round as rounds
from tracker.commands.output import NoDatabase, need_docket, print_lines, print_result
from tracker.export.snapshot import export_snapshot
from tracker.home import lock_home
from tracker.integrity import HomeError, check_rows, find_fault, need_archive
from tracker.owed import is_owed
from tracker.pipeline import now
from tracker.restore import restore as put_back
from tracker.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def backup(settings: Settings, folder: Path) -> None:
    """Copy the archive and your own files to FOLDER. The daemon may keep running.

    Everything else can be rebuilt from these. An earlier copy in FOLDER is replaced once the new one is
    complete. A page that was damaged on the disk is named and, if the earlier copy has it undamaged, taken
    from there; the command then exits with 1.

    \b
      python -m tracker backup /mnt/elsewhere/tracker
    """
    count, damaged = backups.back_up(settings, folder)
    whole = f"all but {len(damaged)} whole" if damaged else "every hash right"
    click.echo(f"{folder / 'archive.db'}: {count} snapshots, {whole}")
    print_lines(damaged, err=True)
    sys.exit(bool(damaged))


@click.command()
@click.argument("copy", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--force",
    is_flag=True,
    help="Restore even if the present archive has snapshots that the copy lacks, or if a page's bytes are damaged.",
)
@click.option(
    "--without-the-old",
    is_flag=True,
    help="Restore even if what was taken down since cannot be carried over (a dead disk): it becomes public again.",
)
@click.pass_obj
def restore(settings: Settings, copy: Path, force: bool, without_the_old: bool) -> None:
    """Replace the archive with COPY, a folder made by `backup`. Stop the daemon first.

    What was taken down since the copy was made is carried over from the present archive, which is kept under
    another name. If any of that cannot be carried over, nothing is replaced and the command exits with 1. The
    next `run`, `watch` or `rebuild` rebuilds the docket database.

    \b
      python -m tracker restore /mnt/elsewhere/tracker
    """
    with lock_home(settings):
        if not force and (lost := _count_lost(settings, copy)):
            raise HomeError(
                f"the archive at hand has {lost} snapshots that the copy lacks; nothing was changed "
                "(--force does it all the same)"
            )
        old, missed = put_back(settings, copy, now(), takes_damaged=force, without_the_old=without_the_old)
    click.echo(f"{settings.archive_path} is the copy now" + (f"; the old one is {old}" if old else ""))
    print_lines((f"lost: {words}" for words in missed), err=True)
    if missed:
        click.echo(
            "what was taken down becomes public with the next `run`: stop `serve` until it is taken down again",
            err=True,
        )


def _count_lost(settings: Settings, copy: Path) -> int:
    """Return how many snapshots would be lost; 0 if one of the two is damaged or there is no archive."""
    body = copy / "archive.db" if copy.is_dir() else copy
    try:
        return len(_ids(settings.archive_path) - _ids(body))
    except sqlite3.DatabaseError:
        return 0


def _ids(path: Path) -> set[str]:
    if not path.exists():
        return set()
    with archive.read_archive(path) as db:
        if fault := find_fault(db):
            raise sqlite3.DatabaseError(fault)
        return {row[0] for row in db.execute("select snapshot_id from snapshots")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
@click.pass_obj
def verify(settings: Settings, as_json: bool) -> None:
    """Check every hash and foreign key, rebuild the docket database elsewhere and compare. Exits with 1 on a
    fault.

    It takes as long as a rebuild and needs room for a second docket.db. Nothing in the home is changed, and
    the daemon may keep running: the databases are compared as of one moment.

    \b
      python -m tracker verify
    """
    if not settings.archive_path.exists():
        raise NoDatabase(settings)
    with tempfile.TemporaryDirectory(prefix="verify-") as scratch, _verifying(settings) as bar:
        faults = list(backups.verify(settings, Path(scratch), bar))
    lines = [f"{fault.file}: {fault.message}" for fault in faults]
    whole = f"{settings.home}: every hash and key is right, and a rebuild yields the same tables"
    print_result(as_json, [asdict(fault) for fault in faults], lines or [whole])
    sys.exit(bool(faults))


def _verifying(settings: Settings) -> tqdm:
    """Return a progress bar that counts each page twice: once for checking its bytes, once for reading it
    again."""
    try:
        with archive.read_archive(settings.archive_path) as db:
            total = archive.count_after(db, 0)
    except sqlite3.DatabaseError:
        total = 0
    return rounds.progress_bar(2 * total, "verifying")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--keep",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many snapshots to keep, the new one included.",
)
@click.option("--as-of", "as_of", help="Give the state of bills as of this instant or day, instead of now.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.pass_obj
def export(settings: Settings, folder: Path, keep: int, as_of: str | None, as_json: bool) -> None:
    """Write a snapshot of everything published to FOLDER and make it the current one. The daemon may keep
    running.

    It holds SQLite, Parquet and NDJSON, a dictionary and checksums. Its name is a hash of its content, so
    nothing is written if nothing changed. Replicas that serve FOLDER switch to it within a second. A
    suppression writes a new one and deletes the older ones.

    \b
      python -m tracker export /srv/exports
      python -m tracker serve --replica /srv/exports
    """
    need_docket(settings)
    need_archive(settings.archive_path)
    with archive.read_archive(settings.archive_path) as db:
        check_rows(db, settings.docket_path)
        tables_say_it, folder_says_it = is_owed(db, folder)
    if tables_say_it:
        raise click.ClickException(
            "the tables may still say what was taken down, since that was broken off; `python -m tracker run` finishes "
            "it. Nothing was exported"
        )
    done = export_snapshot(
        settings, folder, 1 if folder_says_it else keep, _read_moment(as_of) if as_of else None
    )
    print_result(
        as_json,
        {"name": done.name, "path": str(done.path), "is_new": done.is_new, "rows": done.rows},
        [
            f"{done.path}: {done.rows} rows"
            + ("" if done.is_new else "; nothing changed since the last export")
        ],
    )


def _read_moment(text: str) -> datetime:
    """Return the instant given; for a day, its end in Washington. Raises click.BadParameter."""
    try:
        return (
            end_of_day(date.fromisoformat(text))
            if len(text) == 10
            else parse_instant(instant(parse_instant(text)))
        )
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{text[:40]!r} is not a time; write an instant like 2027-01-03T17:00:00Z, or a day like 2027-01-03",
            param_hint="--as-of",
        ) from None
