"""Rows in which every flipped bit must be noticed: each has a checksum, keyed with the archive's key.

SQLite notices a broken page, but not a changed letter in a cell, and one letter is enough for a suppression
to hide nothing. So the rows that withhold something (suppressions, withheld words, former ids) have a column
`checksum`, and the snapshots have theirs in `snapshot_seals`: their purge marks withhold something, too, and
their addresses and courts say what a page is about. Code that writes such a row leaves the checksum blank and
calls `add_checksums` in the same transaction.

The archive has two copies of the key, each with its hash: a damaged copy is repaired from the other.
"""

import hashlib
import sqlite3
from typing import Any

from sqlite_utils import Database

from db.rows import first_cell

KEYS = ("former_ids", "former_ids_again")
CHECKED = {
    "suppressions": ("suppression_id", "scope", "target", "reason", "made_by", "made_at", "is_purged"),
    "withheld_words": (
        "digest",
        "scope",
        "target",
        "first_digest",
        "word_count",
        "is_name",
        "is_redacted",
        "reason",
        "made_by",
        "made_at",
    ),
    "former_ids": ("digest", "new_id", "was_published"),
    "hidden_lines": ("digest", "target"),
}
# All columns except the body, which has a hash.
_OF_SNAPSHOTS = (
    "seq",
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
    "purged_at",
    "purge_reason",
)
# The key in the table `build` of docket.db that records that it was built from checked rows, and from how
# many.
MARK = "decisions"
_PERSON = b"row seal"


class Doubt(Exception):
    """The rows that withhold words cannot be relied on. The message names the problem and the remedy."""


REMEDY = (
    "nothing is made or exported from it, since what was taken down could come back. Put a copy back with "
    "`python -m tracker restore COPY` (made by `backup`), and see to the disk"
)


def expression(table: str, function: str = "row_checksum", alias: str | None = None) -> str:
    """Return the SQL expression for the checksum of a table's row; `use_key` must have defined the
    function."""
    columns = _OF_SNAPSHOTS if table == "snapshots" else CHECKED[table]
    place = alias or table
    # Read as bytes: a flipped bit can make a cell invalid text.
    return f"{function}('{table}', {', '.join(f'cast({place}.{name} as blob)' for name in columns)})"


def use_key(conn: sqlite3.Connection, key: bytes, function: str = "row_checksum") -> None:
    """Define the SQL function that computes checksums on a connection."""

    def row_checksum(table: str, *cells: bytes | None) -> str:
        whole = repr((table, cells)).encode()
        return hashlib.blake2b(whole, key=key, digest_size=16, person=_PERSON).hexdigest()

    conn.create_function(function, -1, row_checksum, deterministic=True)


def is_sealed(conn: sqlite3.Connection, schema: str = "main") -> bool:
    """Return whether an archive has checksums; one opened only by earlier versions has none."""
    return bool(
        conn.execute(f"select 1 from [{schema}].sqlite_master where name = 'snapshot_seals'").fetchone()
    )


def key_of(conn: sqlite3.Connection, schema: str = "main") -> bytes:
    """Return the key of an archive. Raises Doubt if no copy of it matches its hash."""
    if not is_sealed(conn, schema):
        rows = conn.execute(f"select value from [{schema}].secrets where name = ?", KEYS[:1]).fetchall()
        keys = {bytes(row[0]) for row in rows}
    else:
        rows = conn.execute(f"select value, hash from [{schema}].secrets").fetchall()
        keys = {value for value, made in rows if isinstance(value, bytes) and _hash(value) == made}
    if len(keys) != 1:
        raise Doubt(f"the key of the archive is damaged, in both places; {REMEDY}")
    return keys.pop()


def save_key(db: Database, key: bytes) -> None:
    """Store two copies of the key in place of any former one."""
    db.execute("delete from secrets")
    db.conn.executemany(
        "insert into secrets (name, value, hash) values (?, ?, ?)", [(n, key, _hash(key)) for n in KEYS]
    )


def mend_key(db: Database) -> None:
    """Repair the key from its good copy if the other is damaged. Raises Doubt if both are."""
    key = key_of(db.conn)
    rows = db.execute("select name, value, hash from secrets order by name").fetchall()
    if rows != [(name, key, _hash(key)) for name in KEYS]:
        with db.atomic():
            save_key(db, key)


def _hash(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()


def add_checksums(db: Database, *tables: str) -> None:
    """Add checksums to the rows that have none."""
    for table in tables:
        db.execute(f"update [{table}] set checksum = {expression(table)} where checksum is null")


def renew_snapshot_checksums(db: Database, where: str, values: tuple[Any, ...] = ()) -> None:
    """Recompute the checksums of the snapshots that meet an SQL condition."""
    db.execute(
        f"insert or replace into snapshot_seals select seq, {expression('snapshots')} from snapshots where {where}",
        values,
    )


def is_snapshot_right(db: Database, seq: int) -> bool:
    """Return whether a snapshot's row in the archive is as it was written."""
    if not is_sealed(db.conn):
        return True
    sql = (
        f"select s.checksum is {expression('snapshots')} from snapshots left join snapshot_seals s using (seq) "
        "where seq = ?"
    )
    return bool(first_cell(db, int, sql, seq))


def find_doubt(conn: sqlite3.Connection) -> str | None:
    """Return what is wrong with the rows that withhold something, or None if nothing is."""
    if not is_sealed(conn):
        return None
    try:
        use_key(conn, key_of(conn))
    except Doubt as doubt:
        return str(doubt)
    for table in CHECKED:
        query = f"select count(*) from [{table}] where checksum is not {expression(table)}"
        if wrong := conn.execute(query).fetchone()[0]:
            return f"{wrong} rows of {table} are not what was written; {REMEDY}"
    query = (
        "select count(*) from snapshots left join snapshot_seals s using (seq) where (body is null or purged_at is "
        f"not null) and s.checksum is not {expression('snapshots')}"
    )
    if wrong := conn.execute(query).fetchone()[0]:
        return f"{wrong} marks of purged pages are not what was written; {REMEDY}"
    return None


def wrong_snapshots(db: Database) -> list[tuple[int, str, str]]:
    """Return (sequence, id, address) of the snapshots whose rows are not as they were written."""
    if not is_sealed(db.conn):
        return []
    return list(
        db.execute(
            "select seq, snapshot_id, url from snapshots left join snapshot_seals s using (seq) "
            f"where s.checksum is not {expression('snapshots')} order by seq"
        )
    )


def decisions(conn: sqlite3.Connection) -> str:
    """Return, as text, how many rows of an archive withhold something. None is ever removed, so fewer mean a
    loss."""
    tables = ("suppressions", "withheld_words")
    return " ".join(str(conn.execute(f"select count(*) from [{table}]").fetchone()[0]) for table in tables)


def read_mark(docket: sqlite3.Connection) -> str | None:
    """Return what `decisions` gave when a docket database was built from checked rows; None if it was not."""
    return first_cell(docket, str, "select value from build where name = ?", MARK)


def find_loss(conn: sqlite3.Connection, mark: str | None) -> str | None:
    """Return a message if an archive has fewer decisions than the tables were built with (their `mark`), else
    None. Its log was lost, or it is an older copy that `restore` did not put there."""
    if mark is None:
        return None
    now = decisions(conn)
    if all(int(ours) >= int(theirs) for ours, theirs in zip(now.split(), mark.split(), strict=True)):
        return None
    return f"it has fewer suppressions and withheld words ({now}) than the tables were made with ({mark}); {REMEDY}"
