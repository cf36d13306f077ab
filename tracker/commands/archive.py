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
from tracker.commands.output import NoDatabase, print_json
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

    All else is made from them. A copy that is there already is replaced once the new one is whole. A page whose
    bytes were damaged on the disk is named, and taken from the copy that was there, if that has it; exits with 1 then.

    \b
      python -m tracker backup /mnt/elsewhere/tracker
    """
    copy = backups.back_up(settings, folder)
    whole = f"all but {len(copy.damaged)} whole" if copy.damaged else "every hash right"
    click.echo(f"{folder / 'archive.db'}: {copy.snapshots} snapshots, {whole}")
    for words in copy.damaged:
        click.echo(words, err=True)
    sys.exit(bool(copy.damaged))


@click.command()
@click.argument("copy", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--force",
    is_flag=True,
    help="Also where the archive at hand has snapshots that the copy lacks, or the bytes of a page are damaged.",
)
@click.option(
    "--without-the-old",
    is_flag=True,
    help="Also where what was taken down since cannot be taken over: the disk is dead. It becomes public again.",
)
@click.pass_obj
def restore(settings: Settings, copy: Path, force: bool, without_the_old: bool) -> None:
    """Put COPY (a folder made by `backup`) in the place of the archive. Stop the daemon first.

    What was taken down since the copy was made is taken over from the archive at hand, which is kept under another
    name. If any of it does not arrive nothing is put in place, and it exits with 1. The next `run`, `watch` or
    `rebuild` makes the docket anew.

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
    for words in missed:
        click.echo(f"lost: {words}", err=True)
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
    db = archive.read_archive(path)
    try:
        if fault := find_fault(db):
            raise sqlite3.DatabaseError(fault)
        return {row[0] for row in db.execute("select snapshot_id from snapshots")}
    finally:
        db.close()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
@click.pass_obj
def verify(settings: Settings, as_json: bool) -> None:
    """Check every snapshot's hash and every foreign key, make the docket anew elsewhere and compare. Exits
    with 1 on a fault.

    It takes as long as a rebuild and needs room for a second docket.db. Nothing in the home is written, and the
    daemon may run meanwhile: what is compared is the state of one moment.

    \b
      python -m tracker verify
    """
    if not settings.archive_path.exists():
        raise NoDatabase(settings)
    with tempfile.TemporaryDirectory(prefix="verify-") as scratch, _verifying(settings) as bar:
        faults = list(backups.verify(settings, Path(scratch), bar))
    if as_json:
        print_json([asdict(fault) for fault in faults])
    for fault in faults if not as_json else ():
        click.echo(f"{fault.file}: {fault.message}")
    if not faults and not as_json:
        click.echo(f"{settings.home}: every hash and key is right, and a rebuild yields the same tables")
    sys.exit(bool(faults))


def _verifying(settings: Settings) -> tqdm:
    """Return a bar that counts each page twice: its bytes are looked at, and it is read again."""
    try:
        db = archive.read_archive(settings.archive_path)
        try:
            total = archive.count_after(db, 0)
        finally:
            db.close()
    except sqlite3.DatabaseError:
        total = 0
    return rounds.progress_bar(2 * total, "verifying")
