"""archive.db: what the sources sent. Precious and append-only; everything else can be rebuilt from it.

This module has the snapshots and the file's migrations. The ledger, which shares the file (checks, runs,
budgets, validators, the published sequence …), is in `db/ledger.py`.
"""

import hashlib
import secrets
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database, Migrations

from db import seals
from db.disk import address_to_read
from db.rows import fetch_rows, first_cell, marks
from docket.snapshot import Form, Scope, ScopeKind, Snapshot

_Word = TypeVar("_Word", bound=Enum)
migrations = Migrations("archive")
# Takes half the time of the default level, for a tenth more bytes (measured on 1.5 MB of docket pages).
_LEVEL = 3
WAIT_SECONDS = 30  # for another connection to finish writing
SYNCHRONOUS = "full"  # tests never cut the power and turn it off: they commit some 10,000 times

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


def _keep_former_ids(db: Database) -> None:
    for statement in (
        "create table secrets (name text primary key, value blob not null)",
        "create table former_ids (digest text primary key, new_id text not null) without rowid",
        "create table hidden_lines (digest text primary key, target text not null) without rowid",
    ):
        db.execute(statement)
    db.execute("insert into secrets values ('former_ids', ?)", (secrets.token_bytes(32),))


def _seal(db: Database) -> None:
    db.execute("alter table secrets add column hash text")
    for table in seals.CHECKED:
        db.execute(f"alter table [{table}] add column checksum text")
    (key,) = db.execute("select value from secrets where name = ?", seals.KEYS[:1]).fetchone()
    seals.save_key(db, key)
    seals.use_key(db.conn, key)
    seals.add_checksums(db, *seals.CHECKED)
    db.execute("create table snapshot_seals (seq integer primary key, checksum text not null)")
    seals.renew_snapshot_checksums(db, "true")


# Each is applied once, in this order, and is identified by its name forever. A value is the statements to
# run, or a function that makes the change.
_MIGRATIONS: dict[str, tuple[str, ...] | Callable[[Database], None]] = {
    "m001_snapshots_and_ledger": tuple(_FIRST_SHAPE.strip().split(";\n\n")),
    # Sliding limits (CourtListener's) cannot be kept with one count per day.
    "m002_requests": (
        "create table requests (host text not null, at text not null)",
        "create index idx_requests on requests (host, at)",
    ),
    # The state of each court of a source, so that a backoff survives a restart; and when a change got its
    # number.
    "m003_lanes": (
        (
            "create table lanes (source text not null, lane text not null, failures integer not null default 0, "
            "tried_at text, good_at text, retry_at text, late_at text, message text, primary key (source, lane))"
        ),
        "alter table published add column published_at text",
    ),
    # What is sent to whom. Replaces the table `deliveries`, to which nothing was ever written.
    "m004_outbox": (
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
    ),
    # Suspect pages that the operator accepted (db/suspects.py).
    "m005_acceptances": (
        (
            "create table acceptances (snapshot_id text primary key, reason text not null, made_by text "
            "not null, made_at text not null)"
        ),
    ),
    # Which queued changes come from one review of the catalog: each place gets them all in one message.
    "m006_reviews": ("alter table outbox add column review text",),
    # Ids made from unredacted words (db/former_ids.py), and the key of their digests, which never leaves this
    # file.
    "m007_former_ids": _keep_former_ids,
    # Which former ids were published, since only those are answered; and the last snapshot that had been read
    # by then.
    "m008_published_ids": (
        "alter table former_ids add column was_published integer not null default 1",
        "create table former_read (last_seq integer not null)",
        "insert into former_read select coalesce(max(seq), 0) from snapshots",
    ),
    # Changes of defenses were numbered under the British spelling (db/changes.py).
    "m009_american_spelling": tuple(
        f"update published set kind = 'defense_{what}' where kind = 'defence_{what}'"
        for what in ("added", "changed", "removed")
    ),
    # Words that were taken down everywhere (db/withheld.py), and erasures delayed by an open reader.
    "m010_withheld_words": (
        (
            "create table withheld_words (digest text not null, scope text not null, target text not null, "
            "first_digest text not null, word_count integer not null, is_name integer not null, "
            "is_redacted integer not null, reason text not null, made_by text not null, made_at text not null, "
            "primary key (digest, scope, target)) without rowid"
        ),
        "create table owed_erasures (since text not null)",
    ),
    # Pages that the current code could not finish reading (db/overruns.py).
    "m011_overruns": (
        "create table overruns (snapshot_id text primary key, code text not null, reason text not null)",
    ),
    # What each court's list showed each day, and the alarms (db/list_days.py).
    "m010_list_days": (
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
    ),
    # Exports that still show what was taken down, by folder; an empty name means every folder.
    "m012_owed_exports": (
        "create table owed_exports (folder text primary key, since text not null, trouble text) without rowid",
    ),
    # Checksums of the rows that withhold something, and of the snapshots (db/seals.py). Adds them to existing rows.
    "m013_seals": _seal,
    # When the ledger was found to have entries dated in the future (tracker/clock_ahead.py).
    "m014_clocks_ahead": ("create table clocks_ahead (noticed_at text not null, furthest text not null)",),
}


def _run(statements: tuple[str, ...]) -> Callable[[Database], None]:
    def migrate(db: Database) -> None:
        for statement in statements:
            db.execute(statement)

    return migrate


for _name, _change in _MIGRATIONS.items():
    migrations(name=_name)(_change if callable(_change) else _run(_change))


class Archive(Database):
    """An archive opened for writing. Two connections write: the pipeline's and that of the HTTP client's
    ledger.

    A transaction that begins with a read cannot write once the other connection has written: SQLite reports
    "database is locked" at once, whatever the timeout. So each transaction takes the write lock first, and
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
            if self.conn.in_transaction:  # an exception was raised
                self.conn.rollback()


def open_archive(path: Path) -> Archive:
    """Open the archive, creating it if needed, and apply its migrations.

    `SYNCHRONOUS` is ``full``: a snapshot reported as stored survives a power cut. In WAL mode the log is
    synced at every commit, and the database file before the log is restarted (SQLite's automatic checkpoint,
    every 1000 pages): after a power cut at any moment, SQLite recovers the file when it is next opened.
    Raises Doubt if the archive's key is damaged.
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
    """Open an existing archive for reading only: without migrating it or locking out the writer."""
    connection = sqlite3.connect(address_to_read(path), uri=True, timeout=WAIT_SECONDS)
    connection.text_factory = _to_text
    with suppress(seals.Doubt, sqlite3.DatabaseError):  # code that relies on the key reports it
        if seals.is_sealed(connection):
            seals.use_key(connection, seals.key_of(connection))
    return Database(connection)


def is_migrated(db: Database) -> bool:
    """Return whether an archive opened for reading has all tables of this version; False if this user may not
    open its file."""
    try:
        return not migrations.pending(db)
    except sqlite3.OperationalError:
        return False


def _to_text(cell: bytes) -> str:
    """Return a text of the archive, decoded. A flipped bit that makes it invalid costs only one character."""
    return cell.decode("utf-8", "replace")


def add(db: Database, snapshot: Snapshot) -> bool:
    """Store the snapshot if it differs from the latest of its URL; return whether it was stored.

    It is compared with the latest only: a page that goes A, B, A has three states.
    """
    latest = "select compare_hash from snapshots where source = ? and url = ? order by seq desc limit 1"
    if first_cell(db, str, latest, snapshot.source, snapshot.url) == snapshot.difference:
        return False
    row = {
        "snapshot_id": snapshot.snapshot_id,
        "source": snapshot.source,
        "url": snapshot.url,
        "form": snapshot.form.value,
        "court_id": snapshot.court_id,
        "kind": snapshot.kind,
        "fetched_at": snapshot.fetched_at,
        "as_of": snapshot.as_of or snapshot.fetched_at,
        "as_of_basis": snapshot.as_of_basis,
        "scope": snapshot.scope.kind.value,
        "scope_first": snapshot.scope.first,
        "scope_last": snapshot.scope.last,
        "media_type": snapshot.media_type,
        "body": zlib.compress(snapshot.body, _LEVEL),
        "body_hash": snapshot.body_hash,
        "body_bytes": len(snapshot.body),
        "raw_hash": snapshot.raw_hash or snapshot.body_hash,
        "compare_hash": snapshot.difference,
        "window_from": snapshot.window_from,
        "window_to": snapshot.window_to,
        "item_count": snapshot.item_count,
        "etag": snapshot.etag,
        "last_modified": snapshot.last_modified,
        "is_unreadable": int(snapshot.is_unreadable),
    }
    # The same bytes can come again with the same second after the clock jumped: nothing is new.
    with db.atomic():
        cursor = db.execute(
            f"insert or ignore into snapshots ({', '.join(row)}) values ({marks(row)})",
            list(row.values()),
        )
        if is_new := cursor.rowcount == 1:
            seals.renew_snapshot_checksums(db, "seq = last_insert_rowid()")
    return is_new


def is_imported(db: Database, raw_hash: str) -> bool:
    """Return whether exactly these bytes are archived already. Meant for files, which print their own
    date."""
    return db.execute("select 1 from snapshots where raw_hash = ?", (raw_hash,)).fetchone() is not None


def snapshots_after(db: Database, seq: int) -> Iterator[tuple[int, Snapshot]]:
    """Yield (sequence, snapshot) for each snapshot after `seq`, in archive order. A purged or damaged body is
    empty."""
    while rows := fetch_rows(db, "select * from snapshots where seq > ? order by seq limit 1", (seq,)):
        seq = rows[0]["seq"]
        yield seq, _snapshot(rows[0], db)


def snapshot_at(db: Database, seq: int) -> Snapshot:
    """Return the snapshot with this sequence number. A purged or damaged body is empty."""
    return _snapshot(fetch_rows(db, "select * from snapshots where seq = ?", (seq,))[0], db)


def places(db: Database, seq: int) -> list[tuple[int, str, str, str, int]]:
    """Return (sequence, source, URL, id, bytes) of every snapshot after `seq`, in archive order."""
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
    """Return when the feed was last read successfully before this snapshot (UTC), or None.

    Only earlier looks count, so that a rebuild finds the same gaps. Earlier means by position in the ledger,
    since the clock may have been ahead.
    """
    return first_cell(
        db,
        str,
        "select max(last_at) from checks where source = ?1 and url = ?2 and first_at < ?3 "
        "and result in ('changed', 'unchanged', 'not_modified') and check_id < coalesce("
        "(select min(check_id) from checks where source = ?1 and url = ?2 and snapshot_id = ?4), 9e18)",
        snapshot.source,
        snapshot.url,
        snapshot.fetched_at,
        snapshot.snapshot_id,
    )


def body(db: Database, snapshot_id: str) -> bytes | None:
    """Return the archived bytes of one snapshot, or None if they are missing, erased or damaged."""
    row = db.execute("select body, body_hash from snapshots where snapshot_id = ?", (snapshot_id,)).fetchone()
    return unpack(*row) if row and row[0] is not None else None


def unpack(packed: bytes, body_hash: str) -> bytes | None:
    """Return the bytes as archived, or None if a flipped bit on the disk has changed them."""
    try:
        plain = zlib.decompress(packed)
    except zlib.error:
        return None
    return plain if hashlib.sha256(plain).hexdigest() == body_hash else None


def purge(db: Database, snapshot_id: str, at: str, reason: str) -> None:
    """Erase the body of a snapshot for good but keep its row, as when a court seals it after the fact. The
    same bytes under other addresses are erased, too."""
    db.execute(
        "update snapshots set body = null, purged_at = ?, purge_reason = ? where body is not null and body_hash = "
        "(select body_hash from snapshots where snapshot_id = ?)",
        (at, reason, snapshot_id),
    )
    seals.renew_snapshot_checksums(
        db,
        "body is null and body_hash = (select body_hash from snapshots where snapshot_id = ?)",
        (snapshot_id,),
    )


def _snapshot(cell: dict[str, Any], db: Database) -> Snapshot:
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
    """Return the member of a vocabulary, or `otherwise` if a flipped bit has changed the word."""
    try:
        return kind(word)
    except ValueError:
        return otherwise
