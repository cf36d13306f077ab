"""archive.db: what we were told. Precious and append-only; everything else can be made from it.

Here are the snapshots and the migrations of the file. The ledger that shares the file (checks,
runs, budgets, validators, the published sequence …) is in `db/ledger.py`.
"""

import hashlib
import secrets
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database, Migrations

from db import seals
from db.disk import address_to_read
from docket.snapshot import Form, Scope, ScopeKind, Snapshot

_Word = TypeVar("_Word", bound=Enum)
migrations = Migrations("archive")
# Half the time of the default for a tenth more bytes (1.5 MB of docket pages).
_LEVEL = 3
WAIT_SECONDS = 30  # for whoever else is in the file
SYNCHRONOUS = "full"  # tests, which pull no plug, turn it off: they commit some ten thousand times

_COLUMNS = (
    "snapshot_id",
    "source",
    "url",
    "form",
    "court_id",
    "kind",
    "fetched_at",
    "as_of",
    "as_of_basis",
    "scope",
    "scope_first",
    "scope_last",
    "media_type",
    "body",
    "body_hash",
    "body_bytes",
    "raw_hash",
    "compare_hash",
    "window_from",
    "window_to",
    "item_count",
    "etag",
    "last_modified",
    "is_unreadable",
)
_FIRST_SHAPE = """
create table snapshots (
  seq integer primary key autoincrement,
  snapshot_id text not null unique,
  source text not null, url text not null, form text not null, court_id text, kind text,
  fetched_at text not null, as_of text, as_of_basis text not null,
  scope text not null, scope_first text, scope_last text, media_type text,
  body blob, body_hash text not null, body_bytes integer not null, raw_hash text, compare_hash text not null,
  window_from text, window_to text, item_count integer, etag text, last_modified text,
  is_unreadable integer not null default 0, purged_at text, purge_reason text
);

create index idx_snapshots_url on snapshots (source, url, seq);

create index idx_snapshots_raw on snapshots (raw_hash);

create table checks (
  check_id integer primary key,
  source text not null, url text not null, court_id text, result text not null, message text,
  first_at text not null, last_at text not null, looks integer not null default 1,
  snapshot_id text, window_from text, window_to text, item_count integer
);

create index idx_checks_url on checks (source, url, check_id);

create table runs (
  run_id integer primary key,
  source text not null, started_at text not null, finished_at text, result text,
  fetched integer, stored integer, failed integer, message text
);

create index idx_runs_source on runs (source, run_id);

create table hosts (host text primary key, last_request_at text, held_until text, held_reason text);

create table budgets (host text not null, day text not null, spent integer not null, primary key (host, day));

create table validators (url text primary key, etag text, last_modified text);

create table deliveries (
  delivery_id integer primary key, subscription text not null, change_id text not null, sent_at text, result text
);

create table published (
  seq integer primary key autoincrement, change_id text not null unique, kind text not null, corrects text
);

create table slugs (
  slug text not null, kind text not null, target text not null, first_published_at text not null,
  primary key (kind, slug)
);

create table suppressions (
  suppression_id integer primary key,
  scope text not null, target text not null, reason text not null, made_by text not null, made_at text not null,
  is_purged integer not null default 0
)
"""


@migrations()
def m001_snapshots_and_ledger(db: Database) -> None:
    for statement in _FIRST_SHAPE.strip().split(";\n\n"):
        db.execute(statement)


@migrations()
def m002_requests(db: Database) -> None:
    """Sliding limits (CourtListener's) cannot be kept by a count a day."""
    db.execute("create table requests (host text not null, at text not null)")
    db.execute("create index idx_requests on requests (host, at)")


@migrations()
def m003_lanes(db: Database) -> None:
    """How each court of a source fares, so that a backoff outlives a restart; and when a change got its number."""
    db.execute(
        "create table lanes (source text not null, lane text not null, failures integer not null default 0, "
        "tried_at text, good_at text, retry_at text, late_at text, message text, primary key (source, lane))"
    )
    db.execute("alter table published add column published_at text")


@migrations()
def m004_outbox(db: Database) -> None:
    """What is sent to whom. It replaces the table `deliveries`, into which nothing was ever written."""
    for statement in (
        "drop table deliveries",
        "create table alerts_seen (seq integer not null)",
        (
            "create table outbox (place text not null, change_id text not null, "
            "subscription text not null, case_id text, queued_at text not null, due_at text not null, "
            "message_id text, unique (place, change_id))"
        ),
        "create index idx_outbox_message on outbox (message_id, due_at)",
        "create index idx_outbox_change on outbox (change_id)",
        (
            "create table messages (message_id text not null unique, place text not null, subscription text not null, "
            "made_at text not null, state text not null, attempts integer not null default 0, doubts integer "
            "not null default 0, "
            "retry_at text, ended_at text, error text)"
        ),
        "create index idx_messages_state on messages (state, retry_at)",
        "create table closed_places (place text primary key, closed_at text not null, reason text not null)",
    ):
        db.execute(statement)


@migrations()
def m005_acceptances(db: Database) -> None:
    """Suspect pages that the operator accepted (db/suspects.py)."""
    db.execute(
        "create table acceptances (snapshot_id text primary key, reason text not null, made_by text "
        "not null, made_at text not null)"
    )


@migrations()
def m006_reviews(db: Database) -> None:
    """Which queued changes belong to one review of the catalog: each place gets all of them in one message."""
    db.execute("alter table outbox add column review text")


@migrations()
def m007_former_ids(db: Database) -> None:
    """Ids that were made of unredacted words (db/former_ids.py), and the key of their digests: it stays in
    this file."""
    for statement in (
        "create table secrets (name text primary key, value blob not null)",
        "create table former_ids (digest text primary key, new_id text not null) without rowid",
        "create table hidden_lines (digest text primary key, target text not null) without rowid",
    ):
        db.execute(statement)
    db.execute("insert into secrets values ('former_ids', ?)", (secrets.token_bytes(32),))


@migrations()
def m008_published_ids(db: Database) -> None:
    """Which former ids were published, since only those are answered; up to which snapshot pages had been read."""
    db.execute("alter table former_ids add column was_published integer not null default 1")
    db.execute("create table former_read (last_seq integer not null)")
    db.execute("insert into former_read select coalesce(max(seq), 0) from snapshots")


@migrations()
def m009_american_spelling(db: Database) -> None:
    """Changes of defenses were numbered under the British spelling (db/changes.py)."""
    for what in ("added", "changed", "removed"):
        db.execute("update published set kind = ? where kind = ?", (f"defense_{what}", f"defence_{what}"))


@migrations()
def m010_withheld_words(db: Database) -> None:
    """Words that were taken down wherever they stand (db/withheld.py), and an erasure that a reader held up."""
    db.execute(
        "create table withheld_words (digest text not null, scope text not null, target text not null, "
        "first_digest text not null, word_count integer not null, is_name integer not null, "
        "is_redacted integer not null, reason text not null, made_by text not null, made_at text not null, "
        "primary key (digest, scope, target)) without rowid"
    )
    db.execute("create table owed_erasures (since text not null)")


@migrations()
def m011_overruns(db: Database) -> None:
    """Pages that the present code could not finish reading (db/overruns.py)."""
    db.execute(
        "create table overruns (snapshot_id text primary key, code text not null, reason text not null)"
    )


@migrations()
def m010_list_days(db: Database) -> None:
    """What the courts' lists showed on which day, and their alarms (db/list_days.py)."""
    for statement in (
        (
            "create table list_days (list text not null, day text not null, news integer not null, held integer not "
            "null, empty_at_work integer not null, empty_off_work integer not null, primary key (list, day)) "
            "without rowid"
        ),
        (
            "create table list_items (list text not null, key text not null, seen_on text not null, "
            "primary key (list, key)) without rowid"
        ),
        (
            "create table list_alarms (list text not null, code text not null, source text not null, court_id text, "
            "message text not null, began_at text not null, ended_at text, primary key (list, code, began_at)) "
            "without rowid"
        ),
    ):
        db.execute(statement)


@migrations()
def m012_owed_exports(db: Database) -> None:
    """Exports that still show what was taken down, by folder; ``""`` stands for every folder."""
    db.execute(
        "create table owed_exports (folder text primary key, since text not null, trouble text) without rowid"
    )


@migrations()
def m013_seals(db: Database) -> None:
    """Checksums of the rows that withhold something, and of the snapshots (db/seals.py). Existing rows are signed."""
    db.execute("alter table secrets add column hash text")
    for table in seals.SIGNED:
        db.execute(f"alter table [{table}] add column checksum text")
    (key,) = db.execute("select value from secrets where name = ?", seals.KEYS[:1]).fetchone()
    seals.save_key(db, key)
    seals.use_key(db.conn, key)
    seals.sign(db, *seals.SIGNED)
    db.execute("create table snapshot_seals (seq integer primary key, checksum text not null)")
    seals.sign_snapshots(db, "true")


@migrations()
def m014_clocks_ahead(db: Database) -> None:
    """When the ledger was found to hold entries dated in the future (tracker/clock_ahead.py)."""
    db.execute("create table clocks_ahead (noticed_at text not null, furthest text not null)")


class Archive(Database):
    """An archive opened for writing. Two connections write: the pipeline's, and the HTTP client's ledger.

    A transaction that begins by reading cannot become a writing one once the other has written: SQLite
    says "database is locked" at once, whatever the time-out. So each takes the right to write first, and
    waits for it.
    """

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("begin immediate")
        try:
            yield self
            self.conn.execute("commit")
        finally:
            if self.conn.in_transaction:  # something was raised
                self.conn.rollback()


def open_archive(path: Path) -> Archive:
    """Open (or make) the archive, its migrations applied.

    `SYNCHRONOUS` is ``full``: a snapshot that was said to be stored survives the power cut after it. In WAL
    the log is synced at every commit and the database file before the log is begun anew (SQLite's own
    automatic checkpoint, every 1000 pages): a cut at any moment leaves a file that SQLite makes whole at
    the next opening. Raises Doubt where the key of the archive is damaged.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)
    connection.text_factory = _to_text
    db = Archive(connection)
    db.execute("pragma journal_mode=wal")
    db.execute(f"pragma synchronous={SYNCHRONOUS}")
    migrations.apply(db)
    seals.mend_key(db)
    seals.use_key(connection, seals.key_of(connection))
    return db


def read_archive(path: Path) -> Database:
    """Open an archive that exists, for reading only: no migration, no lock against the writer."""
    connection = sqlite3.connect(address_to_read(path), uri=True, timeout=WAIT_SECONDS)
    connection.text_factory = _to_text
    with suppress(seals.Doubt, sqlite3.DatabaseError):  # whoever relies on the key finds out
        if seals.is_sealed(connection):
            seals.use_key(connection, seals.key_of(connection))
    return Database(connection)


def _to_text(cell: bytes) -> str:
    """Return a text of the archive. A flipped bit that makes it invalid costs only its letter."""
    return cell.decode("utf-8", "replace")


def add(db: Database, snapshot: Snapshot) -> bool:
    """Store the snapshot if it differs from the latest of its URL; say whether it was stored.

    The latest, not any: a page that goes A, B, A has three states.
    """
    latest = db.execute(
        "select compare_hash from snapshots where source = ? and url = ? order by seq desc limit 1",
        (snapshot.source, snapshot.url),
    ).fetchone()
    if latest and latest[0] == snapshot.difference:
        return False
    values = (
        snapshot.snapshot_id,
        snapshot.source,
        snapshot.url,
        snapshot.form.value,
        snapshot.court_id,
        snapshot.kind,
        snapshot.fetched_at,
        snapshot.as_of or snapshot.fetched_at,
        snapshot.as_of_basis,
        snapshot.scope.kind.value,
        snapshot.scope.first,
        snapshot.scope.last,
        snapshot.media_type,
        zlib.compress(snapshot.body, _LEVEL),
        snapshot.body_hash,
        len(snapshot.body),
        snapshot.raw_hash or snapshot.body_hash,
        snapshot.difference,
        snapshot.window_from,
        snapshot.window_to,
        snapshot.item_count,
        snapshot.etag,
        snapshot.last_modified,
        int(snapshot.is_unreadable),
    )
    marks = ", ".join("?" * len(_COLUMNS))
    # The same bytes at the same second can come back after a clock that jumped: nothing new.
    with db.atomic():
        cursor = db.execute(
            f"insert or ignore into snapshots ({', '.join(_COLUMNS)}) values ({marks})", values
        )
        if is_new := cursor.rowcount == 1:
            seals.sign_snapshots(db, "seq = last_insert_rowid()")
    return is_new


def is_imported(db: Database, raw_hash: str) -> bool:
    """Return whether these very bytes are archived already: for files, which print their own date."""
    return db.execute("select 1 from snapshots where raw_hash = ?", (raw_hash,)).fetchone() is not None


def snapshots_after(db: Database, seq: int) -> Iterator[tuple[int, Snapshot]]:
    """Yield (sequence, snapshot) in archive order, later than `seq`. A purged or damaged body is empty."""
    while True:
        row = db.execute("select * from snapshots where seq > ? order by seq limit 1", (seq,)).fetchone()
        if row is None:
            return
        seq = row[0]
        yield seq, _snapshot(row, db)


def snapshot_at(db: Database, seq: int) -> Snapshot:
    """Return the snapshot at this place of the archive. A purged or damaged body is empty."""
    return _snapshot(db.execute("select * from snapshots where seq = ?", (seq,)).fetchone(), db)


def places(db: Database, seq: int) -> list[tuple[int, str, str, str, int]]:
    """Return (sequence, source, URL, id, bytes) of every snapshot later than `seq`, in archive order."""
    return list(
        db.execute(
            "select seq, source, url, snapshot_id, body_bytes from snapshots where seq > ? order by seq",
            (seq,),
        )
    )


def count_after(db: Database, seq: int) -> int:
    """Return how many snapshots come after `seq`."""
    return int(db.execute("select count(*) from snapshots where seq > ?", (seq,)).fetchone()[0])


def previous_look(db: Database, snapshot: Snapshot) -> str | None:
    """Return when the feed was last read well before this snapshot (UTC), or None.

    Only looks before it count, so that a rebuild finds the same gaps; before it in the ledger, since a clock can have
    been ahead.
    """
    row: tuple[str | None] = db.execute(
        "select max(last_at) from checks where source = ?1 and url = ?2 and first_at < ?3 "
        "and result in ('changed', 'unchanged', 'not_modified') and check_id < coalesce("
        "(select min(check_id) from checks where source = ?1 and url = ?2 and snapshot_id = ?4), 9e18)",
        (snapshot.source, snapshot.url, snapshot.fetched_at, snapshot.snapshot_id),
    ).fetchone()
    return row[0]


def body(db: Database, snapshot_id: str) -> bytes | None:
    """Return the archived bytes of one snapshot, or None if they are missing, erased or damaged."""
    row = db.execute("select body, body_hash from snapshots where snapshot_id = ?", (snapshot_id,)).fetchone()
    return unpack(*row) if row and row[0] is not None else None


def unpack(packed: bytes, body_hash: str) -> bytes | None:
    """Return the bytes that were archived, or None if a flipped bit on the disk has changed them."""
    try:
        plain = zlib.decompress(packed)
    except zlib.error:
        return None
    return plain if hashlib.sha256(plain).hexdigest() == body_hash else None


def purge(db: Database, snapshot_id: str, at: str, reason: str) -> None:
    """Erase the body of a snapshot for good, keeping its row: a court sealed it after the fact. The same
    bytes under other addresses are erased, too."""
    db.execute(
        "update snapshots set body = null, purged_at = ?, purge_reason = ? where body is not null and body_hash = "
        "(select body_hash from snapshots where snapshot_id = ?)",
        (at, reason, snapshot_id),
    )
    seals.sign_snapshots(
        db,
        "body is null and body_hash = (select body_hash from snapshots where snapshot_id = ?)",
        (snapshot_id,),
    )


def _snapshot(row: tuple[Any, ...], db: Database) -> Snapshot:
    names = [column[0] for column in db.execute("select * from snapshots limit 0").description]
    cell = dict(zip(names, row, strict=True))
    is_purged = cell["body"] is None
    is_right = is_purged or seals.is_snapshot_right(db, cell["seq"])
    plain = unpack(cell["body"], cell["body_hash"]) if is_right and not is_purged else None
    return Snapshot(
        source=cell["source"],
        url=cell["url"],
        fetched_at=cell["fetched_at"],
        body=plain or b"",
        form=_member(Form, cell["form"], Form.API),
        court_id=cell["court_id"],
        kind=cell["kind"],
        media_type=cell["media_type"],
        as_of=cell["as_of"],
        as_of_basis=cell["as_of_basis"],
        scope=Scope(
            _member(ScopeKind, cell["scope"], ScopeKind.LABEL), cell["scope_first"], cell["scope_last"]
        ),
        raw_hash=cell["raw_hash"],
        compare_hash=cell["compare_hash"],
        window_from=cell["window_from"],
        window_to=cell["window_to"],
        item_count=cell["item_count"],
        etag=cell["etag"],
        last_modified=cell["last_modified"],
        is_unreadable=bool(cell["is_unreadable"]),
        lost="purged" if is_purged else "damaged" if plain is None else None,
        kept_id=cell["snapshot_id"] if plain is None else None,
        kept_hash=cell["body_hash"] if plain is None else None,
    )


def _member(kind: type[_Word], word: str, otherwise: _Word) -> _Word:
    """Return the member of a vocabulary, or `otherwise` for a word that a flipped bit has changed."""
    try:
        return kind(word)
    except ValueError:
        return otherwise
