"""The commands that keep the archive safe: backup, restore, verify."""

import sqlite3
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import click
from tqdm import tqdm

from db import archive
from tracker import backup as backups
from tracker import round as rounds
from tracker.commands.output import NoDatabase, print_lines, print_result
from tracker.home import lock_home
from tracker.integrity import HomeError, find_fault
from tracker.pipeline import now
from tracker.restore import restore as put_back
from tracker.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def backup(settings: Settings, folder: Path) -> None:
    """Copy the archive and your own files to FOLDER. The daemon may run meanwhile.

    Everything else can be made from these. A former copy in FOLDER is replaced once the new one is complete.
    A page that was damaged on the disk is named and, if the former copy has it undamaged, taken from there;
    the command then exits with 1.

    \b
      python -m tracker backup /mnt/elsewhere/tracker
    """
    copy = backups.back_up(settings, folder)
    whole = f"all but {len(copy.damaged)} whole" if copy.damaged else "every hash right"
    click.echo(f"{folder / 'archive.db'}: {copy.snapshots} snapshots, {whole}")
    print_lines(copy.damaged, err=True)
    sys.exit(bool(copy.damaged))


@click.command()
@click.argument("copy", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--force",
    is_flag=True,
    help="Even if the present archive has snapshots that the copy lacks, or the bytes of a page are damaged.",
)
@click.option(
    "--without-the-old",
    is_flag=True,
    help="Even if what was taken down since cannot be carried over (a dead disk): it becomes public again.",
)
@click.pass_obj
def restore(settings: Settings, copy: Path, force: bool, without_the_old: bool) -> None:
    """Replace the archive by COPY, a folder made by `backup`. Stop the daemon first.

    What was taken down since the copy was made is carried over from the present archive, which is kept under
    another name. If any of that cannot be carried over, nothing is replaced and the command exits with 1. The
    next `run`, `watch` or `rebuild` rebuilds the docket database.

    \b
      python -m tracker restore /mnt/elsewhere/tracker
    """
    with lock_home(settings):
        lost = 0 if force else _count_lost(settings, copy)
        if lost:
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
    """Return how many snapshots would go; none where the archive at hand is damaged or absent, or the copy is
    not whole."""
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
    the daemon may run meanwhile: the state of one moment is compared.

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
    """Return a bar that counts each page twice: once for its bytes, once for reading it again."""
    try:
        with archive.read_archive(settings.archive_path) as db:
            total = archive.count_after(db, 0)
    except sqlite3.DatabaseError:
        total = 0
    return rounds.progress_bar(2 * total, "verifying")
