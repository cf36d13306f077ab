"""Restores a copy of the archive: what was taken down since it was made is carried over, or nothing is
replaced.

The copy does not have later suppressions. So those of the present archive are copied into it first, table by
table, and the result is checked. Only if everything arrived does the copy take the archive's name, in one
step: a kill leaves either the old or the new one. No part of the old one is deleted.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from db import archive, seals
from db.disk import copy_whole, remove_database, sync_to_disk
from db.seals import Doubt
from tracker.backup import OWN_FILES, check_archive
from tracker.integrity import (
    HomeError,
    being_set_aside,
    beside,
    cut_log,
    find_newer,
    former_archives,
    name_former,
    need_archive,
)
from tracker.settings import Settings

_MADE = "`python -m tracker backup` made"
WHATEVER = "--without-the-old"


@dataclass(frozen=True)
class Carried:
    """How one table of the present archive is carried over: the SQL that copies its rows, and the SQL that
    counts those that did not arrive.

    In the SQL, `{whole}` stands for "the row is as it was written", and `{known}` for "the copy has the row
    as it was written, whatever happened to it in the present archive". `matters` says what becomes public, or
    is lost, if a row does not arrive.
    """

    table: str
    sql: str
    matters: str
    missing: str | None = None
    needs_key: bool = False


_WORDS = ", ".join(seals.CHECKED["withheld_words"])
_KEEPING_BACK = (
    Carried(
        "suppressions",
        """
        insert into suppressions (scope, target, reason, made_by, made_at, is_purged)
        select scope, target, reason, made_by, made_at, is_purged from old.suppressions as theirs
        where {whole} and not exists (
          select 1 from suppressions as ours where ours.scope = theirs.scope and ours.target = theirs.target)
        """,
        "rows that were suppressed since the copy was made",
        """
        select count(*) from old.suppressions as theirs where not {known} and not ({whole} and exists (
          select 1 from suppressions as ours where ours.scope = theirs.scope and ours.target = theirs.target))
        """,
    ),
    Carried(
        "withheld_words",
        f"""
        insert into withheld_words ({_WORDS}) select {_WORDS} from old.withheld_words as theirs where {{whole}}
        on conflict do update set is_redacted = max(is_redacted, excluded.is_redacted), checksum = null
        """,
        "words that were taken down since the copy was made",
        """
        select count(*) from old.withheld_words as theirs where not {known} and not ({whole} and exists (
          select 1 from withheld_words as ours where ours.digest = theirs.digest and ours.scope = theirs.scope
            and ours.target = theirs.target and ours.is_redacted >= theirs.is_redacted))
        """,
        needs_key=True,
    ),
    Carried(
        "hidden_lines",
        """
        insert or ignore into hidden_lines (digest, target)
        select digest, target from old.hidden_lines as theirs where {whole}
        """,
        "entries and parties that were suppressed under an id they had before",
        """
        select count(*) from old.hidden_lines as theirs
        where not {known} and not ({whole} and digest in (select digest from hidden_lines))
        """,
        needs_key=True,
    ),
    Carried(
        "former_ids",
        """
        insert or ignore into former_ids (digest, new_id, was_published)
        select digest, new_id, was_published from old.former_ids as theirs where {whole}
        """,
        "addresses that entries and parties had before",
        needs_key=True,
    ),
    Carried(  # by content: the copy may have the same bytes under another address
        "snapshots",
        """
        update snapshots set body = null, (purged_at, purge_reason) = (
          select purged_at, purge_reason from old.snapshots as theirs
          where theirs.body_hash = snapshots.body_hash and purged_at is not null limit 1)
        where body is not null and body_hash in (select body_hash from old.snapshots where purged_at is not null)
        """,
        "pages that were purged since the copy was made",
        """
        select count(*) from old.snapshots as theirs
        where (body is null or purged_at is not null) and not {whole} and not {known}
        """,
    ),
)
_SENT = "alerts that went out since the copy was made, and may go out again"
_OTHERS = (
    Carried(
        "owed_exports",
        "insert or ignore into owed_exports select * from old.owed_exports",
        "exports that still publish what was taken down",
    ),
    Carried(
        "slugs",
        "insert or ignore into slugs select * from old.slugs",
        "names that cases were published under",
    ),
    Carried(
        "published",
        """
        insert or ignore into published (seq, change_id, kind, corrects, published_at)
        select seq, change_id, kind, corrects, published_at from old.published
        where seq > (select coalesce(max(seq), 0) from published)
        """,
        "numbers that changes were published under",
    ),
    Carried("messages", "insert or replace into messages select * from old.messages", _SENT),
    Carried("outbox", "insert or replace into outbox select * from old.outbox", _SENT),
    Carried("closed_places", "insert or ignore into closed_places select * from old.closed_places", _SENT),
    Carried(
        "alerts_seen",
        "update alerts_seen set seq = max(seq, (select coalesce(max(seq), 0) from old.alerts_seen))",
        _SENT,
    ),
    Carried(
        "alerts_seen",
        "insert into alerts_seen select seq from old.alerts_seen where not exists (select 1 from alerts_seen)",
        _SENT,
    ),
)


def restore(
    settings: Settings, copy: Path, stamp: str, takes_damaged: bool = False, without_the_old: bool = False
) -> tuple[Path | None, list[str]]:
    """Replace the archive with a copy (its folder, or its archive.db); return the path of the old one, and
    messages about what did not arrive.

    The caller holds the lock. No part of the old archive is deleted; docket.db is rebuilt at the next start.
    Raises HomeError, and changes nothing, if the copy is damaged (with `takes_damaged`, single pages may be),
    is the archive itself, or is newer than this code; and, unless `without_the_old`, if anything from the
    present archive does not arrive.
    """
    body = copy / "archive.db" if copy.is_dir() else copy
    if not body.exists():
        raise HomeError(f"{body} is not there; give the folder that {_MADE}")
    if body.resolve() == settings.archive_path.resolve():
        raise HomeError(f"{body} is the archive at hand; give the folder that {_MADE}")
    _need_whole(body, takes_damaged)
    with closing(archive.read_archive(body)) as db:
        if newer := find_newer(db):
            raise HomeError(
                f"{body} was made by a newer version of the tracker ({newer}); take an older copy, or run that "
                "version. Nothing was changed"
            )
    part = settings.home / "archive.db.restoring"
    remove_database(part)  # left by an interrupted restore; its journal would be applied to this copy
    try:
        shutil.copyfile(body, part)
        lost = _carry_over(settings, part)
        if lost and not without_the_old:
            raise HomeError(
                f"not everything can be taken over from the archive at hand: {'; '.join(lost)}. Nothing was changed. "
                f"Take a younger copy, or, if the old archive is lost for good, give {WHATEVER}: what was taken down "
                "and is named here becomes public then, until it is taken down again"
            )
        _need_whole(part, takes_damaged)
        sync_to_disk(part)
        old = _put_in_place(settings, part, stamp)
    finally:
        remove_database(part)
    for name in OWN_FILES if copy.is_dir() else ():
        if (copy / name).exists() and not (settings.home / name).exists():
            copy_whole(copy / name, settings.home / name)
    sync_to_disk(settings.home)
    return old, lost


def _need_whole(path: Path, takes_damaged: bool) -> None:
    """Raise HomeError for the first fault of an archive; with `takes_damaged`, ignore faults of single
    pages."""
    counting = (fault for fault in check_archive(path) if not (takes_damaged and fault.snapshot_id))
    if fault := next(counting, None):
        raise HomeError(f"{path} is not whole ({fault.message}); take another copy. Nothing was changed")


def _carry_over(settings: Settings, part: Path) -> list[str]:
    """Carry over from the present archive what an older copy must not undo; return messages about what did
    not arrive.

    What a court sealed stays sealed and erased; published numbers and names are not reused. If the archive is
    gone, the last one set aside is used; that one is just as good only after an interrupted restore.
    """
    path = settings.archive_path
    at_hand = [path, being_set_aside(path)]
    old = next(
        (
            candidate
            for candidate in (*at_hand, *former_archives(path))
            if candidate.exists() and candidate.stat().st_size
        ),
        None,
    )
    gone = [] if old in at_hand else [f"{path} is not there, so what was taken down lately is not known"]
    db = archive.open_archive(part)
    try:
        db.execute("pragma secure_delete=on")  # erased rows must not remain in free pages
        if old is None:
            try:
                need_archive(path)
            except HomeError:
                return gone
            return []
        with _attached(db, old):
            return gone + list(_carry_tables(db))
    except sqlite3.DatabaseError as error:
        if _is_full(error):
            raise
        return [
            f"{old} cannot be read ({error}), so what was taken down since the copy was made is not known"
        ]
    finally:
        seals.add_checksums(db, *seals.CHECKED)
        db.execute("pragma journal_mode=delete")
        db.close()


@contextmanager
def _attached(db: Database, old: Path) -> Iterator[None]:
    db.execute("attach ? as old", (str(old),))
    try:
        db.execute("select 1 from old.snapshots limit 1").fetchone()
        yield
    finally:
        db.execute("detach old")


def _carry_tables(db: Database) -> Iterator[str]:
    is_same_key = True
    is_sealed = seals.is_sealed(db.conn, "old")
    try:
        is_same_key = _take_key(db)
    except Doubt:
        is_same_key = is_sealed = False
        yield "its key is damaged, so that no row of it can be relied on"
    for carried in (*_KEEPING_BACK, *_OTHERS):
        if not db.execute("select 1 from old.sqlite_master where name = ?", (carried.table,)).fetchone():
            continue  # the archive is older than this table
        whole, known = "true", "false"
        if is_sealed and carried in _KEEPING_BACK:
            whole, known = _is_whole(carried.table)
        try:
            missing = _carry(db, carried, whole, known, is_same_key)
        except sqlite3.DatabaseError as error:
            if _is_full(error):
                raise
            missing = f"{carried.table} cannot be read ({error})"
        if missing:
            yield f"{missing}: {carried.matters}"


def _is_full(error: sqlite3.DatabaseError) -> bool:
    """Return whether the disk is full, so that nothing is wrong with the file that is read."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def _is_whole(table: str) -> tuple[str, str]:
    """Return the SQL conditions "the row of the present archive is as it was written" and "the copy has the
    row as it was written"."""
    made = seals.expression(table, "old_checksum", "theirs")
    if table == "snapshots":
        seal = "(select s.checksum from old.snapshot_seals as s where s.seq = theirs.seq)"
        return f"({seal} is {made})", f"coalesce({seal} in (select checksum from main.snapshot_seals), false)"
    known = f"theirs.checksum in (select checksum from main.[{table}] where checksum is not null)"
    return f"(theirs.checksum is {made})", f"coalesce({known}, false)"


def _carry(db: Database, carried: Carried, whole: str, known: str, is_same_key: bool) -> str | None:
    """Carry over one table; return a message about what did not arrive, None if everything did."""
    table = carried.table
    if carried.needs_key and not is_same_key:
        rows = db.execute(f"select count(*) from old.[{table}]").fetchone()[0]
        return f"{rows} rows of {table} are of another key" if rows else None
    fault = db.execute(f"pragma old.quick_check([{table}])").fetchone()[0]
    if fault != "ok":
        raise sqlite3.DatabaseError(" ".join(fault.split()))
    with db.atomic():
        db.execute(carried.sql.format(whole=whole))
        if table == "snapshots":
            seals.renew_snapshot_checksums(db, "body is null")
    if carried.missing is None:
        return None
    missing = db.execute(carried.missing.format(whole=whole, known=known)).fetchone()[0]
    return f"{missing} rows of {table} did not arrive" if missing else None


def _take_key(db: Database) -> bool:
    """Return whether both archives have the same key. A copy older than the keys gets that of the present
    archive. Raises Doubt if that key is damaged."""
    if not db.execute("select 1 from old.sqlite_master where name = 'secrets'").fetchone():
        return True  # nothing there depends on a key
    theirs = seals.key_of(db.conn, "old")
    seals.use_key(db.conn, theirs, "old_checksum")
    if seals.key_of(db.conn) == theirs:
        return True
    if any(
        db.execute(f"select 1 from [{table}]").fetchone()
        for table in ("former_ids", "withheld_words", "hidden_lines")
    ):
        return False
    with db.atomic():
        seals.save_key(db, theirs)
        seals.use_key(db.conn, theirs)
        db.execute("update suppressions set checksum = null")
        seals.add_checksums(db, "suppressions")
        seals.renew_snapshot_checksums(db, "true")
    return True


def _put_in_place(settings: Settings, part: Path, stamp: str) -> Path | None:
    """Give the copy the name of the archive, and the old archive another; return the latter.

    The old archive gets its second name before it loses the first, so that no kill leaves a home without an
    archive. Its log must not be applied to the new file, so it is written back first. If that fails, the
    whole old archive is set aside: after a kill in between, no command starts until a copy is restored, and
    the restore carries over the rows of the old one.
    """
    path = settings.archive_path
    former = path.with_name(f"{path.name}.before-{stamp.replace(':', '')}")
    settings.docket_path.unlink(missing_ok=True)  # only the link: the tables are from the other archive
    is_linked = path.exists() and _write_back(path) and _link(path, former)
    aside = being_set_aside(path)
    if path.exists() and not is_linked:
        if beside(path, "-wal").exists():
            _link(beside(path, "-wal"), beside(aside, "-wal"))
        path.replace(aside)
    for suffix in ("-wal", "-shm"):
        beside(path, suffix).unlink(missing_ok=True)
    sync_to_disk(settings.home)
    part.replace(path)
    return name_former(path, former) or (former if is_linked else None)


def _write_back(path: Path) -> bool:
    """Return whether the log of an archive could be written back and truncated."""
    try:
        with closing(sqlite3.connect(path, timeout=archive.WAIT_SECONDS)) as db:
            return cut_log(db, path)
    except sqlite3.DatabaseError:
        return False


def _link(path: Path, name: Path) -> bool:
    """Give a file a second name; return whether its file system allows that."""
    try:
        os.link(path, name)
    except OSError:
        return False
    return True
