"""The API's own read-only connections to the docket and, beside it, the ledger; and whether either has changed.

Most answers are read in well under a millisecond, less than it costs to hand the work to a thread and back,
so they are read right away, for at most `QUICK_SECONDS` of processor time; what takes longer is started over
in a thread. (Measured by the clock alone, half the answers on a busy machine were read twice.) The ledger
shares its file with the archived pages, so it is attached here only, where no reader's SQL can reach it.
"""

import asyncio
import math
import queue
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures.thread import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from db.disk import address_to_read
from publish.cache import Connection
from publish.database import Generation, LinkedDatabase, show_pages_of_dockets
from publish.other_code import is_of_other_code
from publish.sql.lanes import API

QUICK_SECONDS = 0.025
_QUICK_BY_CLOCK = 0.1  # waiting for the disk uses no processor time, but holds everybody up
_WORKERS = 3
_STATEMENTS = 512


Found = TypeVar("Found")


class TooSlow(Exception):
    """Reading took longer than the time limit for an answer."""


class OtherCode(Exception):
    """Another version of the program built the database, without something this one needs."""


@dataclass(frozen=True)
class State:
    """The state of the files: equal states give equal answers. It means nothing to another process."""

    reader: str
    docket: int
    ledger: int | None


class Reader:
    """The connections to one generation of the docket. Raises sqlite3.OperationalError if it cannot be opened."""

    def __init__(
        self,
        generation: Generation,
        archive_path: Path | None,
        executor: ThreadPoolExecutor | None,
        limit_seconds: float,
    ) -> None:
        self.generation = generation
        self._name = uuid.uuid4().hex
        self._executor = executor
        self._limit = limit_seconds
        self._quick = _open(generation, archive_path)
        self.has_ledger = _has_ledger(self._quick)
        self._workers: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._opened = [self._quick]
        for _ in range(_WORKERS):
            self._opened.append(_open(generation, archive_path))
            self._workers.put(self._opened[-1])
        self._lock = threading.Lock()
        self._busy, self._is_closed = 0, False

    def state(self) -> State:
        docket = self._quick.execute("pragma main.data_version").fetchone()[0]
        ledger = self._quick.execute("pragma ledger.data_version").fetchone()[0] if self.has_ledger else None
        return State(self._name, docket, ledger)

    async def read(self, fn: Callable[[sqlite3.Connection], Found], is_slow: bool = False) -> Found:
        """Return what `fn` reads in one state of the files; with `is_slow`, in a thread from the start.
        Raises TooSlow after the time limit, OtherCode if another version built the files."""
        try:
            if not is_slow:
                return _read(self._quick, fn, _QUICK_BY_CLOCK, QUICK_SECONDS)
        except TooSlow:
            pass
        if self._executor is None:
            return _read(self._quick, fn, self._limit)
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._read_in_thread, fn)

    def _read_in_thread(self, fn: Callable[[sqlite3.Connection], Found]) -> Found:
        with self.hold():  # the request may end before its thread does
            connection = self._workers.get()
            try:
                return _read(connection, fn, self._limit)
            finally:
                self._workers.put(connection)

    @contextmanager
    def hold(self) -> "Iterator[Reader]":
        """Keep the connections open for the duration of one request."""
        with self._lock:
            self._busy += 1
        try:
            yield self
        finally:
            with self._lock:
                self._busy -= 1
            self._close_if_done()

    def close(self) -> None:
        """Close the connections, now or when the last request has finished with them."""
        self._is_closed = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        with self._lock:
            if self._is_closed and not self._busy:
                while self._opened:
                    self._opened.pop().close()


class Readers:
    """The readers of the generation in force, and of older ones that requests still use."""

    def __init__(self, database: LinkedDatabase) -> None:
        self._database = database
        self._readers: dict[Generation, Reader] = {}

    def of(self, generation: Generation) -> Reader:
        """Return the reader of this generation. Raises sqlite3.OperationalError if its file cannot be opened."""
        reader = self._readers.get(generation)
        if reader is None:
            settings = self._database.ds
            executor = settings.executor and self._database.lanes.executor(API)
            reader = Reader(
                generation,
                self._database.archive_path,
                executor,
                settings.setting("sql_time_limit_ms") / 1000,
            )
            for old in [held for held in self._readers if held.is_retired and not held.pins]:
                self._readers.pop(old).close()
            self._readers[generation] = reader
        return reader


def _open(generation: Generation, archive_path: Path | None) -> Connection:
    connection = sqlite3.connect(
        generation.owner.uri(generation.path),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
        factory=Connection,
    )
    try:
        show_pages_of_dockets(connection)  # reads the schema: only then does SQLite open the file
        if archive_path is not None and archive_path.exists():
            connection.execute("attach ? as ledger", (address_to_read(archive_path),))
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _has_ledger(connection: sqlite3.Connection) -> bool:
    """Return whether a ledger is attached and has the tables read here: another version may not have created
    them yet."""
    if "ledger" not in {row[1] for row in connection.execute("pragma database_list")}:
        return False
    counted = connection.execute(
        "select count(*) from ledger.sqlite_master where name in ('published', 'slugs', 'checks')"
    ).fetchone()
    return bool(counted[0] == 3)


def _read(
    connection: Connection,
    fn: Callable[[sqlite3.Connection], Found],
    seconds: float,
    of_processor: float = math.inf,
) -> Found:
    connection.execute("begin")
    try:
        with connection.limited(seconds, of_processor):
            return fn(connection)
    except sqlite3.OperationalError as error:
        if is_of_other_code(error):
            raise OtherCode from None
        if error.args != ("interrupted",):
            raise
        raise TooSlow from None
    finally:
        connection.execute("rollback")
