"""Copies of the archive, made while the daemon runs, and their verification to the last byte.

Only archive.db is precious; a copy of it, and of the operator's own files beside it, is a copy of everything.
tracker/restore.py puts a copy back.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from db import archive, ledger, overruns, seals
from db.disk import copy_whole, remove_database, sync_to_disk
from db.former_ids import FormerIds
from db.schema import TABLES, create_tables, open_docket
from db.store import Store
from db.withheld import load_withheld
from tracker.home import fingerprint_of
from tracker.integrity import HomeError, find_fault, find_stranger
from tracker.outcome import Outcome
from tracker.reading.code_version import code_digest
from tracker.reading.ingesting import ingest_into
from tracker.reading.parallel_parse import Readers
from tracker.settings import Settings
from tracker.stop import NO_BAR, Bar

_HOLDS = 20  # attempts to read the two databases in the same state
_BETWEEN_HOLDS = 0.5  # seconds: a writer needs some milliseconds from one database to the other
_PAGES_A_STEP = 2048  # a writer can write between two steps
OWN_FILES = ("corrections.csv", "events.csv", "alerts.toml")


@dataclass(frozen=True)
class Fault:
    """One fault: the file, and what is wrong. `snapshot_id` is given if only the bytes of one page are
    affected and everything else can be used."""

    file: str
    message: str
    snapshot_id: str | None = None


def back_up(settings: Settings, target: Path) -> tuple[int, list[str]]:
    """Copy the archive and the operator's files to a folder; return the number of snapshots in the copy, and
    a message for each that is damaged in the archive.

    SQLite's own backup gives one consistent state, even while the daemon writes. The copy is checked before
    it gets its name, and only then is an earlier copy replaced. Damaged bytes of a page are copied as they
    are, unless the earlier copy has them intact. Raises HomeError.
    """
    if not settings.archive_path.exists():
        raise HomeError(f"there is no archive in {settings.home}; set TRACKER_HOME to the home to be copied")
    if target.resolve() == settings.home.resolve():
        # The copy would take the archive's name, and a daemon would go on writing to a file that no longer
        # has a name.
        raise HomeError(
            f"{target} is the home itself; give another folder, best on another disk. Nothing was changed"
        )
    target.mkdir(parents=True, exist_ok=True)
    part = target / "archive.db.part"
    remove_database(part)  # left by an interrupted copy
    with ExitStack() as if_broken_off:
        # Half a copy is useless, and fills the disk that was too small for it.
        if_broken_off.callback(remove_database, part)
        with (
            archive.read_archive(settings.archive_path) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.conn.backup(copy, pages=_PAGES_A_STEP)
            copy.execute("pragma journal_mode=delete")  # one file, none beside it to forget
        if_broken_off.pop_all()
    faults = list(check_archive(part))
    if broken := next((fault for fault in faults if fault.snapshot_id is None), None):
        part.unlink()
        raise HomeError(
            f"the copy is not whole, so the archive may not be: {broken.message}; run `python -m tracker verify`"
        )
    damaged = list(_mend(part, target / "archive.db", faults))
    sync_to_disk(part)
    part.replace(target / "archive.db")
    for name in OWN_FILES:
        if (settings.home / name).exists():
            copy_whole(settings.home / name, target / name)
    sync_to_disk(target)
    with archive.read_archive(target / "archive.db") as db:
        return archive.count_after(db, 0), damaged


def _mend(part: Path, before: Path, faults: list[Fault]) -> Iterator[str]:
    """Repair damaged pages of a copy with the bytes of the earlier copy, where it has them; yield the outcome
    for each."""
    if not faults:
        return
    old = archive.read_archive(before) if before.exists() else None
    with closing(sqlite3.connect(part, isolation_level=None)) as new, old or nullcontext():
        for fault in faults:
            row = old and _row_of(old, fault)
            if row and archive.unpack(row[0], row[1]) is not None:
                new.execute(
                    "update snapshots set body = ? where snapshot_id = ? and body_hash = ?",
                    (row[0], fault.snapshot_id, row[1]),
                )
                yield f"{fault.message}; the copy has it undamaged, from the earlier copy"
            else:
                yield f"{fault.message}; the copy has the same bytes. If an older copy has it whole, keep that"


def _row_of(db: Database, fault: Fault) -> tuple[bytes, str] | None:
    try:
        return db.execute(
            "select body, body_hash from snapshots where snapshot_id = ? and body is not null",
            (fault.snapshot_id,),
        ).fetchone()
    except sqlite3.DatabaseError:  # the earlier copy is damaged, too
        return None


def check_archive(path: Path, progress: Bar = NO_BAR) -> Iterator[Fault]:
    """Yield what is wrong with an archive: pages, then the hash and the length of every snapshot's body."""
    try:
        with archive.read_archive(path) as db:
            db.execute("begin")  # one state throughout, even if another process writes
            if fault := find_fault(db) or find_stranger(db) or seals.find_doubt(db.conn):
                yield Fault(path.name, fault)
                return
            yield from _check_bodies(db, path.name, progress)
            loose = db.execute("select count(*) from pragma_foreign_key_check").fetchone()[0]
            if loose:
                yield Fault(path.name, f"{loose} rows refer to rows that are not there")
    except sqlite3.DatabaseError as error:
        yield Fault(path.name, str(error))


def _check_bodies(db: Database, name: str, progress: Bar) -> Iterator[Fault]:
    last, reported = 0, set()
    for seq, snapshot_id, url, body, body_hash, size in db.execute(
        "select seq, snapshot_id, url, body, body_hash, body_bytes from snapshots where body is not null order by seq"
    ):
        if (plain := archive.unpack(body, body_hash)) is None or len(plain) != size:
            reported.add(seq)
            yield Fault(
                name, f"snapshot {snapshot_id} (number {seq}, {url}) is not what its hash says", snapshot_id
            )
        progress.update(1)
        last = seq
    for seq, snapshot_id, url in seals.wrong_snapshots(db):
        if seq not in reported:
            words = f"what is said of snapshot {snapshot_id} (number {seq}, {url}) is not what was written"
            yield Fault(name, words, snapshot_id)
    ghosts = db.execute("select count(*) from snapshots where body is null and purged_at is null").fetchone()[
        0
    ]
    if ghosts:
        yield Fault(name, f"{ghosts} snapshots up to number {last} have no body, and nobody purged them")


def verify(settings: Settings, scratch: Path, progress: Bar = NO_BAR) -> Iterator[Fault]:
    """Yield what is wrong with the home: archive, docket, foreign keys, and rows that a rebuild would make
    differently.

    The rebuild is written to `scratch` (which needs room for a second docket.db), up to the last snapshot
    that the docket has read. The daemon can write meanwhile: both databases are read as of one moment. Tables
    made by another version of the code are not compared.
    """
    faults = list(check_archive(settings.archive_path, progress))
    yield from faults
    if faults or not settings.docket_path.exists():
        if not faults:
            yield Fault("docket.db", "is not there; run `python -m tracker rebuild`")
        return
    try:
        with _hold(settings) as (docket, kept):
            yield from _check_docket(settings, docket, kept, scratch, progress)
    except sqlite3.DatabaseError as error:
        yield Fault("docket.db", f"{error}; run `python -m tracker rebuild`")


_MISQUOTED = """
select p.passage_id from passages p left join opinion_paragraphs o using (paragraph_id)
where o.text is null or substr(o.text, p.span_start + 1, length(p.text)) <> p.text or p.page < o.page
order by 1
"""
_NAMED = 20  # rows named for one kind of fault; the rest are counted


@contextmanager
def _hold(settings: Settings) -> Iterator[tuple[Database, Database]]:
    """Yield docket and archive as of one moment, however long they are read.

    SQLite keeps the state of each for as long as a transaction reads it, but not of both together: a writer
    can come between the starts of the two transactions. Then the archive has decisions that the docket does
    not reflect yet; both are released and opened again. A difference that persists is not the passing state
    of a writer.
    """
    for attempt in range(_HOLDS):
        if attempt:
            time.sleep(_BETWEEN_HOLDS)
        with archive.read_archive(settings.docket_path) as docket:
            docket.execute("begin")
            made_by = docket.execute("select value from build where name = 'fingerprint'").fetchone()
            with archive.read_archive(settings.archive_path) as kept:
                kept.execute("begin")
                is_level = made_by == (fingerprint_of(kept),) and _is_numbered(docket, kept)
                if is_level or attempt == _HOLDS - 1:
                    yield docket, kept
                    return


def _is_numbered(docket: Database, kept: Database) -> bool:
    """Return whether every change of the docket has its number: the docket is written first, and its changes
    are numbered afterwards. True for a file that cannot be read: other checks report that."""
    try:
        return not any(_check_published(docket, kept))
    except sqlite3.DatabaseError:
        return True


def _check_docket(
    settings: Settings, docket: Database, kept: Database, scratch: Path, progress: Bar
) -> Iterator[Fault]:
    if fault := find_fault(docket):
        yield Fault("docket.db", f"{fault}; run `python -m tracker rebuild`")
        return
    if loss := seals.find_loss(kept.conn, seals.read_mark(docket.conn)):
        yield Fault("archive.db", loss)
        return
    loose = docket.execute("select count(*) from pragma_foreign_key_check").fetchone()[0]
    if loose:
        yield Fault("docket.db", f"{loose} rows refer to rows that are not there")
    misquoted = [row[0] for row in docket.execute(_MISQUOTED)]
    for passage_id in misquoted[:_NAMED]:
        yield Fault("docket.db", f"passages, row {passage_id}: is not in its paragraph word for word")
    if len(misquoted) > _NAMED:
        yield Fault("docket.db", f"{len(misquoted) - _NAMED} more quotations are not in their paragraphs")
    yield from _check_published(docket, kept)
    store = Store(docket)
    if store.fingerprint != fingerprint_of(kept):
        yield Fault(
            "docket.db",
            "was made by other code or data; run `python -m tracker rebuild`, then verify again",
        )
        return
    yield from _compare(settings, docket, kept, store.ingested_seq, scratch, progress)


def _check_published(docket: Database, kept: Database) -> Iterator[Fault]:
    """Yield what is published but not recorded in the archive: changes without a number, names of cases."""
    for fault, published_ids, recorded_ids in (
        ("changes have no number", "select change_id from changes", "select change_id from published"),
        (
            "names of cases are not on record",
            "select case_id from dockets",
            "select slug from slugs where kind = 'case'",
        ),
    ):
        missing = {row[0] for row in docket.execute(published_ids)} - {
            row[0] for row in kept.execute(recorded_ids)
        }
        if missing:
            yield Fault(
                "archive.db", f"{len(missing)} {fault}; the next `run` assigns them again, in another order"
            )


def _compare(
    settings: Settings, mine: Database, kept: Database, seq: int, scratch: Path, progress: Bar
) -> Iterator[Fault]:
    """Read the archive again, up to where the docket has read it, and compare every table."""
    with (
        open_docket(scratch / "docket.db") as fresh,
        closing(Readers(settings.archive_path, 1, settings.parse_seconds)) as readers,
    ):
        hidden = frozenset((row["scope"], row["target"]) for row in ledger.suppressions(kept))
        fresh.execute("pragma synchronous=off")
        create_tables(fresh)
        store = Store(fresh, hidden, FormerIds(kept), load_withheld(kept))
        with readers.ahead(0, overruns.load(kept, code_digest())) as ahead:
            ingest_into(
                store,
                kept,
                Outcome("verify"),
                progress=progress,
                last_seq=seq,
                readers=ahead,
                keeps_former_ids=False,
            )
        for table in TABLES:
            if table.name == "build" or table.name.startswith("_"):
                continue
            rows_of = f"select {', '.join(f'[{name}]' for name in table.columns)} from [{table.name}]"
            ours, theirs = ({hash(tuple(row)) for row in db.execute(rows_of)} for db in (mine, fresh))
            if differing := len(ours ^ theirs):
                yield Fault(
                    "docket.db",
                    (
                        f"{differing} rows of {table.name} are not what the archive yields; run `python -m "
                        "tracker rebuild`"
                    ),
                )
