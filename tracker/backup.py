"""Copies of the archive: made while the daemon runs, put back when the disk failed, and verified to the last byte.

Only archive.db is precious; a copy of it, and of the operator's own files beside it, is a copy of all.
"""

import hashlib
import logging
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from db import archive, ledger
from db.disk import sync_to_disk
from db.former_ids import FormerIds
from db.schema import TABLES, create_tables, open_docket
from db.store import Store
from tracker import pipeline
from tracker.home import fingerprint_of
from tracker.integrity import HomeError, find_fault
from tracker.settings import Settings
from tracker.stop import Bar

log = logging.getLogger("tracker")

_CARRIED = (
    (
        "insert into suppressions (scope, target, reason, made_by, made_at, is_purged) "
        "select scope, target, reason, made_by, made_at, is_purged from old.suppressions as theirs where not exists "
        "(select 1 from suppressions as ours where ours.scope = theirs.scope and ours.target = theirs.target)"
    ),
    (
        "update snapshots set body = null, purged_at = (select purged_at from old.snapshots as theirs where "
        "theirs.snapshot_id = snapshots.snapshot_id), "
        "purge_reason = (select purge_reason from old.snapshots as theirs where theirs.snapshot_id = "
        "snapshots.snapshot_id) "
        "where body is not null and snapshot_id in (select snapshot_id from old.snapshots where purged_at is not null)"
    ),
    "insert or ignore into slugs select * from old.slugs",
    (
        "insert or ignore into published (seq, change_id, kind, corrects, published_at) "
        "select seq, change_id, kind, corrects, published_at from old.published where seq > (select "
        "coalesce(max(seq), 0) from published)"
    ),
    # What went out since the copy was made must not go out again.
    "insert or replace into messages select * from old.messages",
    "insert or replace into outbox select * from old.outbox",
    "insert or ignore into closed_places select * from old.closed_places",
    "update alerts_seen set seq = max(seq, (select coalesce(max(seq), 0) from old.alerts_seen))",
    "insert into alerts_seen select seq from old.alerts_seen where not exists (select 1 from alerts_seen)",
)
_PAGES_A_STEP = 2048  # between two steps a writer may write
OWN_FILES = ("corrections.csv", "events.csv", "alerts.toml")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which file, and what."""

    file: str
    message: str


def back_up(settings: Settings, target: Path) -> int:
    """Copy the archive and the operator's files to a folder; return the number of snapshots in the copy.

    SQLite's own backup: one consistent state, also while the daemon writes. The copy is checked before it
    gets its name, and what bore that name before is replaced only then. Raises HomeError.
    """
    if not settings.archive_path.exists():
        raise HomeError(f"there is no archive in {settings.home}; set TRACKER_HOME to the home to be copied")
    target.mkdir(parents=True, exist_ok=True)
    part = target / "archive.db.part"
    part.unlink(missing_ok=True)
    source, copy = archive.read_archive(settings.archive_path), sqlite3.connect(part)
    try:
        source.conn.backup(copy, pages=_PAGES_A_STEP)
        copy.execute("pragma journal_mode=delete")  # one file, nothing beside it to be forgotten
    finally:
        source.close()
        copy.close()
    if faults := list(check_archive(part)):
        part.unlink()
        raise HomeError(
            f"the copy is not whole, so the archive may not be: {faults[0].message}; run `python -m tracker verify`"
        )
    sync_to_disk(part)
    part.replace(target / "archive.db")
    for name in OWN_FILES:
        if (settings.home / name).exists():
            shutil.copy2(settings.home / name, target / name)
    sync_to_disk(target)
    db = archive.read_archive(target / "archive.db")
    try:
        return archive.count_after(db, 0)
    finally:
        db.close()


def restore(settings: Settings, copy: Path, stamp: str) -> Path | None:
    """Put a copy (its folder, or its archive.db) in the place of the archive; return where the old one went.

    Whoever calls holds the lock. Nothing of the old one is deleted; docket.db is made again at the next start.
    Raises HomeError where the copy is not whole.
    """
    body = copy / "archive.db" if copy.is_dir() else copy
    if not body.exists():
        raise HomeError(f"{body} is not there; give the folder that `python -m tracker backup` made")
    if faults := list(check_archive(body)):
        raise HomeError(f"{body} is not whole ({faults[0].message}); take another copy. Nothing was changed")
    part = settings.home / "archive.db.restoring"
    shutil.copyfile(body, part)
    sync_to_disk(part)
    _carry_over(settings.archive_path, part)
    sync_to_disk(part)
    old = _set_aside(settings.archive_path, stamp)
    part.replace(settings.archive_path)
    settings.docket_path.unlink(missing_ok=True)  # the link only: made of another archive
    for name in OWN_FILES if copy.is_dir() else ():
        if (copy / name).exists() and not (settings.home / name).exists():
            shutil.copy2(copy / name, settings.home / name)
    sync_to_disk(settings.home)
    return old


def _carry_over(old: Path, part: Path) -> None:
    """Take from the archive at hand, where it can be read, what must not be undone by an older copy.

    What a court sealed stays sealed and erased, a number once published is not given again, nor a name.
    """
    if not old.exists():
        return
    db = archive.open_archive(part)
    try:
        db.execute("attach ? as old", (str(old),))
        for statement in _CARRIED:
            with db.atomic():
                db.execute(statement)
    except sqlite3.DatabaseError as error:
        log.warning(
            "%s cannot be read (%s): look whether suppressions made since the copy have to be made again",
            old,
            error,
        )
    finally:
        if any(row[1] == "old" for row in db.execute("pragma database_list")):
            db.execute("detach old")
        db.execute("pragma journal_mode=delete")
        db.close()


def _set_aside(path: Path, stamp: str) -> Path | None:
    """Rename a database with what lies beside it: an old write-ahead log must not be applied to another file."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.before-{stamp.replace(':', '')}")
    for suffix in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))
    return aside


def check_archive(path: Path, progress: Bar | None = None) -> Iterator[Fault]:
    """Yield what is wrong with an archive: pages, then the hash and the length of every snapshot's body."""
    try:
        db = archive.read_archive(path)
        try:
            if fault := find_fault(db):
                yield Fault(path.name, fault)
                return
            yield from _check_bodies(db, path.name, progress)
            loose = db.execute("select count(*) from pragma_foreign_key_check").fetchone()[0]
            if loose:
                yield Fault(path.name, f"{loose} rows refer to rows that are not there")
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        yield Fault(path.name, str(error))


def _check_bodies(db: Database, name: str, progress: Bar | None) -> Iterator[Fault]:
    last = 0
    for seq, snapshot_id, body, body_hash, size in db.execute(
        "select seq, snapshot_id, body, body_hash, body_bytes from snapshots where body is not null order by seq"
    ):
        try:
            plain = zlib.decompress(body)
        except zlib.error as error:
            yield Fault(name, f"snapshot {snapshot_id} (number {seq}) cannot be unpacked: {error}")
            continue
        if len(plain) != size or hashlib.sha256(plain).hexdigest() != body_hash:
            yield Fault(name, f"snapshot {snapshot_id} (number {seq}) is not what its hash says")
        if progress is not None:
            progress.update(1)
        last = seq
    ghosts = db.execute("select count(*) from snapshots where body is null and purged_at is null").fetchone()[
        0
    ]
    if ghosts:
        yield Fault(name, f"{ghosts} snapshots up to number {last} have no body, and nobody purged them")


def verify(settings: Settings, scratch: Path, progress: Bar | None = None) -> Iterator[Fault]:
    """Yield what is wrong with the home: archive, docket, foreign keys, and what a rebuild would yield otherwise.

    The rebuild goes to `scratch` (room for a second docket.db), up to the snapshot that the docket saw last.
    Tables made by other code than that at hand are not compared.
    """
    faults = list(check_archive(settings.archive_path, progress))
    yield from faults
    if faults or not settings.docket_path.exists():
        if not faults:
            yield Fault("docket.db", "is not there; run `python -m tracker rebuild`")
        return
    try:
        yield from _check_docket(settings, scratch)
    except sqlite3.DatabaseError as error:
        yield Fault("docket.db", f"{error}; run `python -m tracker rebuild`")


_MISQUOTED = """
select count(*) from passages p left join opinion_paragraphs o using (paragraph_id)
where o.text is null or substr(o.text, p.span_start + 1, length(p.text)) <> p.text or p.page < o.page
"""


def _check_docket(settings: Settings, scratch: Path) -> Iterator[Fault]:
    db = archive.read_archive(settings.docket_path)
    try:
        if fault := find_fault(db):
            yield Fault("docket.db", f"{fault}; run `python -m tracker rebuild`")
            return
        loose = db.execute("select count(*) from pragma_foreign_key_check").fetchone()[0]
        if loose:
            yield Fault("docket.db", f"{loose} rows refer to rows that are not there")
        misquoted = db.execute(_MISQUOTED).fetchone()[0]
        if misquoted:
            yield Fault("docket.db", f"{misquoted} quotations do not stand in their paragraph word for word")
        store = Store(db)
        if store.fingerprint != _fingerprint(settings):
            yield Fault(
                "docket.db",
                "was made by other code or data; run `python -m tracker rebuild`, then verify again",
            )
            return
        yield from _compare(settings, db, store.ingested_seq, scratch)
    finally:
        db.close()


def _fingerprint(settings: Settings) -> str:
    db = archive.read_archive(settings.archive_path)
    try:
        return fingerprint_of(db)
    finally:
        db.close()


def _compare(settings: Settings, mine: Database, seq: int, scratch: Path) -> Iterator[Fault]:
    """Read the archive anew, up to where the docket has read it, and compare every table."""
    kept = archive.read_archive(settings.archive_path)
    fresh = open_docket(scratch / "docket.db")
    try:
        hidden = frozenset((row["scope"], row["target"]) for row in ledger.suppressions(kept))
        fresh.execute("pragma synchronous=off")
        create_tables(fresh)
        store = Store(fresh, hidden, FormerIds(kept))
        pipeline.ingest_into(store, kept, pipeline.Outcome("verify"), last_seq=seq, keeps_former_ids=False)
        for table in TABLES:
            if (
                table.name != "build"
                and not table.name.startswith("_")
                and (differing := _differing(mine, fresh, table))
            ):
                yield Fault(
                    "docket.db",
                    (
                        f"{differing} rows of {table.name} are not what the archive yields; run `python -m "
                        "tracker rebuild`"
                    ),
                )
    finally:
        fresh.close()
        kept.close()


def _differing(mine: Database, fresh: Database, table) -> int:
    """Count the rows that one has and the other has not."""
    columns = ", ".join(f"[{name}]" for name in table.columns)
    have = [
        {hash(row) for row in map(tuple, db.execute(f"select {columns} from [{table.name}]"))}
        for db in (mine, fresh)
    ]
    return len(have[0] ^ have[1])
