"""The docket database as Datasette sees it: a link that a rebuild points at a new file.

Datasette keeps one connection per thread and name forever (0.65.5, `database.py`), and would go on reading
the old file in one thread and the new one in the next. Here each file in force is a `Generation` whose
connections are all opened at once (a rebuild deletes the old file, after which no more can be opened); a
request is pinned to the generation it began with and never sees another; the last request of an old
generation closes it.
"""

import queue
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Response

from db.archive import read_archive
from db.disk import address_to_read, how_to_read
from db.seals import find_doubt, read_mark
from publish.cache import Connection, Kept
from publish.sql.lanes import CONNECTIONS, Lanes
from publish.sql.pool import ReadersSql, is_readers

if TYPE_CHECKING:
    from datasette.app import Datasette

_LOOK_EVERY_SECONDS = 1.0
_TRIES = 3  # two rebuilds in a row may delete the file the link just named


# The generation that the current request began with.
_PINNED: ContextVar["Generation | None"] = ContextVar("pinned_generation", default=None)


class Generation:
    """One file behind the link, and the read-only connections to it."""

    def __init__(
        self, owner: "LinkedDatabase", path: Path, identity: tuple, connections: list[Connection]
    ) -> None:
        self.owner = owner
        self.path = path
        self.identity = identity
        self.pins = 0
        self.is_retired = False
        self._free: queue.LifoQueue[Connection] = queue.LifoQueue()
        for connection in connections:
            self._free.put(connection)
        self._open = len(connections)
        self._lock = threading.Lock()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection to one thread. There are as many connections as threads, so nobody waits long."""
        connection = self._free.get()
        try:
            yield connection
        finally:
            self._free.put(connection)
            self.close_if_done()

    def close_if_done(self) -> None:
        """Close the connections that are no longer in use, once this generation is retired and unpinned."""
        with self._lock:
            while self.is_retired and not self.pins and self._open:
                try:
                    connection = self._free.get_nowait()
                except queue.Empty:
                    return
                connection.close()
                self._open -= 1

    @property
    def is_closed(self) -> bool:
        return self._open == 0


class LinkedDatabase(Database):
    """Datasette's database `docket`, following the link. Everything Datasette reads goes through
    `execute_fn`."""

    def __init__(
        self, ds: "Datasette", path: str | Path, archive_path: Path | None = None, contact: str | None = None
    ) -> None:
        super().__init__(ds, path=str(path), is_mutable=True)
        self.archive_path = archive_path
        self.contact = contact
        self.kept: Kept[Response] = Kept()
        self.site_url: str | None = None
        self.hosts: frozenset[str] = frozenset()
        self.lanes = Lanes()
        self.readers_sql = ReadersSql(self.lanes.shares)
        self._looked_at = 0.0
        self._current: Generation | None = None

    @property
    def current(self) -> Generation:
        """The generation in force. Raises sqlite3.OperationalError if it cannot be opened."""
        if self._current is None:
            self._current = self._open_generation()
        return self._current

    @property
    def pinned(self) -> Generation:
        """The generation that the current request began with; outside a request, the one in force."""
        generation = _PINNED.get()
        return generation if generation is not None and generation.owner is self else self.current

    @property
    def link(self) -> Path:
        return Path(self.path)

    def list_export(self) -> dict | None:
        """Return the exported snapshot that this database is, and its files; None for a live database."""
        return None

    def look(self) -> None:
        """Open the new file if the link names another one. Checks the file system once a second at most.

        If the new file cannot be opened, the old one stays in force, and the next look tries again.
        """
        now = time.monotonic()
        if now - self._looked_at < _LOOK_EVERY_SECONDS and self._current is not None:
            return
        self._looked_at = now
        try:
            identity, old = self._identity(), self.current
            if identity == old.identity:
                return
            opened = self._open_generation()
        except (OSError, sqlite3.DatabaseError):
            if self._current is None:
                raise
            return
        self._current = opened
        self.readers_sql.follow(self.uri(opened.path))
        old.is_retired = True
        old.close_if_done()

    @contextmanager
    def pin(self) -> Iterator[Generation]:
        """Hold the generation in force for the length of one request."""
        self.look()
        generation = self.current
        generation.pins += 1
        token = _PINNED.set(generation)
        try:
            yield generation
        finally:
            _PINNED.reset(token)
            generation.pins -= 1
            generation.close_if_done()

    async def execute_fn(self, fn):
        generation = self.pinned

        def in_thread() -> Any:
            with generation.connection() as connection:
                return fn(connection)

        if self.ds.executor is None:
            return in_thread()
        return await self.lanes.run(in_thread, pages=self.ds.executor)

    async def execute(
        self,
        sql,
        params=None,
        truncate: bool = False,
        custom_time_limit=None,
        page_size=None,
        log_sql_errors: bool = True,
    ):
        if not is_readers(sql, truncate):
            return await super().execute(sql, params, truncate, custom_time_limit, page_size, log_sql_errors)
        uri = self.uri(self.pinned.path)
        return await self.readers_sql.execute(
            self.ds, uri, sql, params, truncate, custom_time_limit, page_size
        )

    def close(self) -> None:
        self.readers_sql.close()
        self.lanes.close()
        if self._current is not None:
            self._current.is_retired = True
            self._current.close_if_done()
            self._current = None

    def _identity(self) -> tuple:
        status = self.link.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileNotFoundError(f"{self.link} leads to no plain file")  # opening a pipe never returns
        return status.st_dev, status.st_ino, how_to_read(self.link.resolve())

    def _open_generation(self) -> Generation:
        for _ in range(_TRIES - 1):
            try:
                return self._open_once()
            except (OSError, sqlite3.OperationalError):
                continue
        return self._open_once()

    def _open_once(self) -> Generation:
        identity, path = self._identity(), self.link.resolve()
        return Generation(self, path, identity, self._connections(path))

    def uri(self, path: Path) -> str:
        return address_to_read(path)

    def _connections(self, path: Path) -> list[Connection]:
        threads = self.ds.setting("num_sql_threads") or 1
        opened: list[Connection] = []
        try:
            for _ in range(threads + CONNECTIONS):
                connection = sqlite3.connect(
                    self.uri(path), uri=True, check_same_thread=False, factory=Connection
                )
                opened.append(connection)
                # What Datasette itself does with each connection it opens (0.65.5, `database.py`).
                self.ds._prepare_connection(connection, "docket")  # noqa: SLF001  # no public way
                # Datasette has a Python function decode each cell, for files whose text is not UTF-8. Ours
                # is, and a calendar of 1,000 hearings has 47,000 cells.
                connection.text_factory = str
                # SQLite does not open the file until the first read.
                show_pages_of_dockets(connection)
                # An empty file is a valid database, too, and every page of it would be an error.
                if not connection.execute("select 1 from sqlite_master where name = 'cases'").fetchone():
                    raise sqlite3.DatabaseError(f"{path} is not a docket database")
                if len(opened) == 1:
                    _need_checked(connection, self.archive_path)
        except sqlite3.DatabaseError:
            for connection in opened:
                connection.close()
            raise
        return opened


def _need_checked(connection: sqlite3.Connection, archive_path: Path | None) -> None:
    """Raise sqlite3.DatabaseError if the archive is unreliable and no mark in the database says that the
    tables were built while it was sound. Tables built before the damage are still served."""
    if archive_path is None or not archive_path.exists() or read_mark(connection) is not None:
        return
    try:
        archive = read_archive(archive_path)
        try:
            doubt = find_doubt(archive.conn)
        finally:
            archive.close()
    except sqlite3.OperationalError:
        return  # not readable by us, or locked: that is no damage
    if doubt:
        raise sqlite3.DatabaseError(f"archive.db: {doubt}")


def show_pages_of_dockets(connection: sqlite3.Connection) -> None:
    """Let our pages query an exported database for which page showed which docket, as they query the live
    one.

    The merge's memory is not exported; `docket_snapshots` holds the same facts. The views are temporary and
    belong to this connection.
    """
    tables = {
        row[0]
        for row in connection.execute(
            "select name from sqlite_master where name in ('_refs', 'docket_snapshots')"
        )
    }
    if tables == {"docket_snapshots"}:
        connection.execute(
            "create temp view _refs as select docket_id as ref_id, docket_id, court_id from main.dockets"
        )
        connection.execute(
            "create temp view _sightings as select docket_id as ref_id, snapshot_id from main.docket_snapshots"
        )


def linked_database(datasette: "Datasette") -> LinkedDatabase:
    """Return Datasette's database `docket`, first replaced by one that follows the link if need be.

    Plain ``datasette data/docket.db`` brings a plain database; it is replaced before the first request. The
    archive is then the one beside it, if there is one.
    """
    database = datasette.databases["docket"]
    if isinstance(database, LinkedDatabase):
        return database
    beside = Path(database.path).with_name("archive.db")
    linked = LinkedDatabase(datasette, database.path, archive_path=beside if beside.exists() else None)
    databases = datasette.databases.copy()
    linked.name, linked.route = "docket", "docket"
    databases["docket"] = linked
    datasette.databases = databases
    return linked
