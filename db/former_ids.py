"""Former ids of rows: they still resolve to the rows, but are published nowhere.

An unnumbered entry's id is derived from its date and words, a party's from its name, both after redaction, so
that nobody can try numbers until one produces a published id. Two lines that differ only in what was removed
are distinguished by their order on the page. Ids that were derived from words which are redacted today must
still resolve, whatever changes in the rules:

1. The id that the unredacted words give (versions up to 0.2 published it) is computed in one place only,
where a page is read, and only for the lines that redaction changes: one in a hundred.
2. `archive.db` keeps its keyed digest with the current id (`former_ids`). The key (`secrets`) never leaves
that file; docket.db holds neither digests nor former ids. The API looks up an unknown id by its digest, then
follows `redirects`. It does so only for an id that was published, since any other would let a reader try
numbers. A line was published as printed if its page had been read before (`former_read`) and had left no
digest then.
3. After a change of the rules the same line has another id: the one it had gets its own digest. If the rules
have become milder and the line is whole again, `redirect_reused_ids` does the reverse.
4. A suppression can name a former id: the row is hidden as soon as its line is read, and its current id joins
the suppressions. Digests of a hidden row are dropped from the lookup, where somebody could test a guess;
`hidden_lines` keeps one that never answers a reader and that identifies the line under the next rules. The
remaining row is published under a keyed digest of its id (`seal`), since the id itself is derived from the
words that were taken down.

All of this follows from the archived pages, the key and the suppressions, so a rebuild gives the same result.
"""

import hashlib
import re
import sqlite3
from typing import Any, NamedTuple

from sqlite_utils import Database

from db import seals

_OF_WORDS = re.compile(r"\.(?:t\d*-|p-)[^.]*$")
_TABLES = {"entry": ("docket_entries", "entry_id"), "party": ("participations", "participation_id")}


class Printed(NamedTuple):
    """The name that a line would have from its unredacted words: `key`, and its position among the lines of
    its page with this key."""

    reading_id: int
    kind: str
    key: str
    ordinal: int


def id_digest(secret: bytes, former_id: str) -> str:
    """Return the keyed digest by which a former id is recognized."""
    return hashlib.blake2b(former_id.encode(), key=secret, digest_size=16).hexdigest()


def find_current(conn: sqlite3.Connection, former_id: str, schema: str = "main") -> str | None:
    """Return the current id of a row with this former id, looked up in an archive; None if there is none."""
    if not seals.is_sealed(conn, schema):
        return None  # an archive that this version has not opened yet
    try:
        secret = seals.key_of(conn, schema)
    except seals.Doubt:
        return None
    seals.use_key(conn, secret)
    seen = [former_id]
    while True:
        row = conn.execute(
            f"select new_id from [{schema}].former_ids where digest = ? and was_published and "
            f"checksum is {seals.expression('former_ids')}",
            (id_digest(secret, seen[-1]),),
        ).fetchone()
        if row is None or row[0] in seen:
            break
        seen.append(row[0])
    return seen[-1] if len(seen) > 1 else None


class FormerIds:
    """The former ids of one archive, for the writer of docket.db.

    Without an archive (`FormerIds()`) no former id is known or kept, but a suppression of one is still
    applied.
    """

    def __init__(self, archive_db: Database | None = None) -> None:
        self._secret: bytes | None = None
        self._read_until = self._read_now = 0
        self._known: dict[str, str] = {}
        self._published: set[str] = set()
        self._hidden: dict[str, str] = {}
        if archive_db is not None and archive_db["former_read"].exists():
            self._secret = seals.key_of(archive_db.conn)
            self._read_until = archive_db.execute("select last_seq from former_read").fetchone()[0]
            self._known = dict(archive_db.execute("select digest, new_id from former_ids"))
            self._published = {
                row[0] for row in archive_db.execute("select digest from former_ids where was_published")
            }
            self._hidden = dict(archive_db.execute("select digest, target from hidden_lines"))
        self._pending: list[tuple[str, tuple[Any, ...]]] = []

    def current(self, former_id: str) -> str | None:
        """Return the current id that replaced a former one; None if nothing did."""
        newest, seen = former_id, {former_id}
        while (
            self._secret and (after := self._known.get(id_digest(self._secret, newest))) and after not in seen
        ):
            seen.add(after)
            newest = after
        return newest if newest != former_id else None

    def seal(self, row_id: str) -> str:
        """Return the id under which a suppressed row is published. An id derived from words is replaced by
        its keyed digest; otherwise trying names would reveal which one was removed."""
        if self._secret is None or not _OF_WORDS.search(row_id):
            return row_id
        return f"{row_id.rpartition('.')[0]}.x-{id_digest(self._secret, f'sealed {row_id}')[:16]}"

    def hide(self, scope: str, names: dict[str, str], hidden: frozenset[Any]) -> frozenset[Any]:
        """Return the current ids that are hidden because a suppression names a former one, and record them as
        suppressed."""
        moved = set()
        for former_id, new_id in names.items():
            reason = (
                former_id
                if (scope, former_id) in hidden
                else self._secret and self._hidden.get(id_digest(self._secret, former_id))
            )
            if reason and (scope, new_id) not in hidden:
                moved.add((scope, new_id))
                self._pending.append(
                    (
                        (
                            "insert into suppressions (scope, target, reason, made_by, made_at, is_purged) "
                            "select scope, ?2, reason, made_by, made_at, is_purged from suppressions where "
                            "scope = ?1 and target = ?3 "
                            "and not exists (select 1 from suppressions where scope = ?1 and target = ?2) limit 1"
                        ),
                        (scope, new_id, reason),
                    )
                )
        return frozenset(moved)

    def begin(self, seq: int) -> None:
        """Set the snapshot that is read next, by its sequence number in the archive."""
        self._read_now = seq

    def note(
        self, db: Database, scope: str, names: dict[str, str], hidden: frozenset[Any], is_whole: bool
    ) -> None:
        """Remember what former ids resolve to, and forget those of hidden rows. `is_whole`: the whole docket
        is hidden."""
        if self._secret is None:
            return
        for former_id, new_id in names.items():
            digest = id_digest(self._secret, former_id)
            if is_whole or (scope, new_id) in hidden:
                self._drop(digest, new_id)
                if not is_whole and self._hidden.get(digest) != new_id:
                    self._hidden[digest] = new_id
                    self._pending.append(
                        (
                            "insert or replace into hidden_lines (digest, target) values (?, ?)",
                            (digest, new_id),
                        )
                    )
                continue
            before = self._known.get(digest)
            if before == new_id or (before and _is_there(db, scope, before)):
                continue
            if before:
                self._keep(id_digest(self._secret, before), new_id, was_published=True)
            is_read_again = not before and self._read_now <= self._read_until
            self._keep(digest, new_id, was_published=digest in self._published or is_read_again)

    def redirect_reused_ids(self, db: Database) -> None:
        """If a row again has an id that was redirected, redirect the other id to it instead."""
        if self._secret is None or not self._known:
            return
        for scope, (table, key) in _TABLES.items():
            for (now,) in db.execute(
                f"select [{key}] from [{table}] where instr([{key}], '.t') or instr([{key}], '.p-')"
            ):
                digest = id_digest(self._secret, now)
                before = self._known.get(digest)
                if before and not _is_there(db, scope, before):
                    self._drop(digest, None)
                    self._keep(id_digest(self._secret, before), now, was_published=True)

    def _keep(self, digest: str, new_id: str, was_published: bool) -> None:
        self._known[digest] = new_id
        if was_published:
            self._published.add(digest)
        self._pending.append(
            (
                "insert or replace into former_ids (digest, new_id, was_published) values (?, ?, ?)",
                (digest, new_id, int(was_published)),
            )
        )

    def _drop(self, digest: str, new_id: str | None) -> None:
        gone = [known for known, target in self._known.items() if target == new_id] if new_id else []
        for each in {digest, *gone} & self._known.keys():
            del self._known[each]
            self._published.discard(each)
            self._pending.append(("delete from former_ids where digest = ?", (each,)))

    def save(self, archive_db: Database) -> None:
        """Save what was noted since the last save. Repeating it changes nothing."""
        pending, self._pending = self._pending, []
        if self._secret and self._read_now > self._read_until:
            pending.append(("update former_read set last_seq = max(last_seq, ?)", (self._read_now,)))
        if not pending:
            return
        with archive_db.atomic():
            for statement, values in pending:
                archive_db.execute(statement, values)
            seals.add_checksums(archive_db, "suppressions", "former_ids", "hidden_lines")


def _is_there(db: Database, scope: str, row_id: str) -> bool:
    table, key = _TABLES[scope]
    return bool(
        db.execute(f"select 1 from [{table}] where [{key}] = ?", (row_id,)).fetchone()
        or db.execute("select 1 from redirects where kind = ? and old_id = ?", (scope, row_id)).fetchone()
    )
