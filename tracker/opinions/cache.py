"""Caches the reading of each opinion's file beside the archive, so that a rebuild need not read the file
again.

The cache is disposable: without it everything is read again. A row is for one file (its hash) and one version
of the reader's code and words; rows of files that are suppressed, purged or were never archived are removed.
"""

import contextlib
import json
import sqlite3
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import ledger
from tracker.reading.code_version import CODE, digest_of

FILE = "opinions-read.db"
# The code and data that decide how a file is read. Tables and weights are included whole: a reading cached
# before a row changed would differ from that of a rebuild.
_READERS = ("opinions", "section230", "second", "text", "courts", "language")
_FILES = (
    "documents/pdf_pages.py",
    "documents/text_pages.py",
    "documents/opinion_files.py",
    "documents/opinion_rows.py",
    "caselaw/casebody.py",
    "sources/caselaw.py",
    "sources/opinions.py",
    "courtlistener/opinions.py",
)
_SHAPE = "create table if not exists texts (body_hash text primary key, reader text, said blob)"


class OpinionCache:
    """The cache of one home. A fault of the cache never stops a reading: what cannot be cached is read
    again."""

    def __init__(self, path: Path) -> None:
        self._reader = _reader_version()
        self._conn: sqlite3.Connection | None = None
        with contextlib.suppress(sqlite3.Error):
            self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._conn.execute("pragma journal_mode = wal")
            self._conn.execute(_SHAPE)

    def get(self, body_hash: str) -> dict[str, Any] | None:
        """Return this reader's reading of these bytes, None if none is cached."""
        rows = self._ask("select said from texts where body_hash = ? and reader = ?", body_hash, self._reader)
        try:
            return json.loads(zlib.decompress(rows[0][0])) if rows else None
        except (ValueError, zlib.error):
            return None

    def put(self, body_hash: str, reading: dict[str, Any]) -> None:
        """Cache the reading of these bytes."""
        packed = zlib.compress(json.dumps(reading, ensure_ascii=False).encode())
        self._ask("insert or replace into texts values (?, ?, ?)", body_hash, self._reader, packed)

    def hashes(self) -> set[str]:
        """Return the hash of every file with a cached reading."""
        return {row[0] for row in self._ask("select body_hash from texts")}

    def _ask(self, sql: str, *values: str | bytes) -> list[tuple]:
        """Return the rows; none if the file cannot be used."""
        with contextlib.suppress(sqlite3.Error):
            return self._conn.execute(sql, values).fetchall() if self._conn else []
        return []

    def drop(self, body_hash: str) -> None:
        """Remove the readings of these bytes: a court sealed the file, or it was never archived."""
        if self._conn:
            self._conn.execute("pragma secure_delete = on")
            self._conn.execute("delete from texts where body_hash = ?", (body_hash,))
            self._conn.execute("pragma wal_checkpoint(truncate)")

    def close(self) -> None:
        """Close the file."""
        if self._conn:
            self._conn.close()


# Readings are redacted before they are cached: new words or forms must not wait for the next change of a
# reader.
_REDACTION = ("redact.py", "redact_forms.py")
# Identify the courts in headings and in citations.
_COURTS = ("data/courts.csv", "data/court_citations.csv")


@cache
def _reader_version() -> str:
    """Return a digest of the code and words by which an opinion's file is read."""
    docket, scrapers = Path(str(files("docket"))), Path(str(files("scrapers")))
    named = [
        *(docket / name for name in _READERS),
        *(scrapers / name for name in _FILES),
        *(docket / name for name in (*_REDACTION, *_COURTS)),
    ]
    read = (file for path in named for file in ([path] if path.is_file() else sorted(path.iterdir())))
    return digest_of(file for file in read if file.suffix in CODE)


@cache
def _of_path(path: str) -> OpinionCache:
    return OpinionCache(Path(path).with_name(FILE))


def cache_of(archive_db: Database | None) -> OpinionCache | None:
    """Return the cache beside an archive, None if the archive is in memory."""
    if archive_db is None:
        return None
    path = archive_db.execute("pragma database_list").fetchone()[2]
    return _of_path(path) if path else None


# The files of one docket, or of one of its opinions.
_HIDDEN = """
select body_hash from snapshots join _sightings using (snapshot_id) join _refs using (ref_id)
where _refs.docket_id = ? and (
  snapshots.source = 'opinions' and ('o' || substr(body_hash, 1, 10) = ? or ? is null)
  or snapshots.source = 'courtlistener' and snapshots.kind = 'opinion' or snapshots.source = 'caselaw')
"""


def forget_hidden(archive_db: Database, docket_db: Database) -> None:
    """Remove the readings of suppressed opinions and of opinions in suppressed dockets."""
    kept = cache_of(archive_db)
    if kept is None:
        return
    for row in ledger.suppressions(archive_db):
        docket_id, _, key = (
            row["target"].rpartition(".") if row["scope"] == "opinion" else (row["target"], "", None)
        )
        if row["scope"] in ("opinion", "docket"):
            for (body_hash,) in docket_db.execute(_HIDDEN, (docket_id, key, key)).fetchall():
                kept.drop(body_hash)


def keep_archived(archive_db: Database) -> None:
    """Remove the readings of files that are not archived: refused on import, or purged since."""
    if kept := cache_of(archive_db):
        archived = {
            row[0] for row in archive_db.execute("select body_hash from snapshots where body is not null")
        }
        for body_hash in kept.hashes() - archived:
            kept.drop(body_hash)
