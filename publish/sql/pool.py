"""The child processes that run readers' SQL (`child.py`), from the server's side.

They start with the first query and stay. A child that has not answered when its time is up is killed, not
asked to stop: SQLite checks the clock between its steps, and one step can be a function that runs for hours.
The next query starts another child. If a reader hangs up, the query runs to its end and holds its share until
then, so that nobody gains by hanging up.
"""

import json
import os
import re
import select
import sqlite3
import struct
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from datasette.database import QueryInterrupted, Results
from datasette.tracer import trace
from datasette.views.base import DatasetteError

from publish.sql.child import pack, unpack
from publish.sql.lanes import SHARES, SQL, TABLES, in_thread
from publish.sql.shares import ASKING, Shares

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-E", "-s", "-S", "-m", "publish.sql.child")
_GRACE_SECONDS = 0.5  # beyond the time of the query, before the child is killed
_START_SECONDS = 10.0  # a busy machine can take long to start one
_MOST_ROWS = 20_000
# For the result of a query as HTML: Datasette makes two objects for each cell, and garbage collection scans
# all of them while nobody else is answered. With 48,000 cells that took a tenth of a second.
_PAGE = {"most_rows": 500, "most_cells": 5_000, "most_bytes": 2**20}
_LARGEST = 64 * 2**20  # a child that sends more is no longer under our control
_LENGTH = struct.Struct(">I")
_PARAMETER = re.compile(r"[:@$](\w+)")
# The queries that Datasette (0.65.5) makes for itself, with nothing from a reader in them, whitespace
# collapsed.
_DATASETTES_OWN = frozenset(
    (
        "PRAGMA schema_version",
        "PRAGMA database_list;",
        "select * from sqlite_master WHERE type = 'table'",
        "select 1 from sqlite_master where type='table' and name=?",
        "select name from sqlite_master where type='table'",
        "select name from sqlite_master where type='view'",
        "select name from sqlite_master where type in ('table', 'view') and name = ? collate nocase",
        (
            "select name from sqlite_master where rootpage = 0 and ( sql like '%VIRTUAL TABLE%USING FTS%' )"
            " or name in ('sqlite_stat1', 'sqlite_stat2', 'sqlite_stat3', 'sqlite_stat4')"
        ),
        "select sql from sqlite_master where name = :n and type=:t",
        "select sql from sqlite_master where tbl_name = :n and type='index' and sql is not null",
    )
)


class Killed(Exception):
    """The child did not answer in time, or ended."""


class TookTooLong(QueryInterrupted, DatasetteError):
    """The time of a query was up. Datasette knows the first base class as a time limit, and where it does not
    (CSV), answers the second with 400."""

    def __init__(self, sql: str, params) -> None:
        QueryInterrupted.__init__(self, sqlite3.OperationalError("interrupted"), sql, params)
        DatasetteError.__init__(self, "SQL query took too long", title="SQL Interrupted", status=400)


def is_readers(sql: str, is_cut: bool) -> bool:
    """Return whether a statement may contain what a reader wrote: any that is cut at a number of rows, or is
    not one of Datasette's own queries."""
    return is_cut or " ".join(sql.split()) not in _DATASETTES_OWN


class Child:
    """One child process, given one query at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            bufsize=0,
            env={},
            start_new_session=True,
        )
        self._is_new = True
        self.kill = weakref.finalize(self, _end, self._process)  # also when the server ends, or drops it

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, question: dict, seconds: float) -> dict:
        """Return the answer. Raises Killed, after which the child is gone."""
        deadline = time.monotonic() + seconds + _GRACE_SECONDS + (_START_SECONDS if self._is_new else 0)
        try:
            if self._is_new:
                self._exchange({"uri": question["uri"]}, deadline)
                self._is_new, deadline = False, time.monotonic() + seconds + _GRACE_SECONDS
            return self._exchange(question, deadline)
        except (OSError, ValueError, Killed):
            self.kill()
            raise Killed from None

    def _exchange(self, question: dict, deadline: float) -> dict:
        body = json.dumps(question).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(_LENGTH.pack(len(body)) + body)
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
        if length > _LARGEST:
            raise Killed
        return json.loads(self._read(length, deadline))

    def _read(self, length: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        source, pieces = self._process.stdout.fileno(), []
        poll = select.poll()
        poll.register(source, select.POLLIN)
        while length:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise Killed
            piece = os.read(source, min(length, 2**20))
            if not piece:
                raise Killed
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)


def _end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


class Pool:
    """The child processes of one kind, at most so many, each served by a thread of its own."""

    def __init__(self, most: int, name: str) -> None:
        self.most = most
        self.killed = 0
        self._executor = ThreadPoolExecutor(most, thread_name_prefix=f"tracker-{name}")
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._lock = threading.Lock()

    async def ask(self, question: dict, seconds: float, slot) -> dict:
        return await in_thread(self._executor, lambda: self._ask(question, seconds), slot)

    def follow(self, uri: str) -> None:
        """Let idle children open a file while it is there."""
        if self._idle:
            self._executor.submit(self._follow, uri)

    @property
    def pids(self) -> list[int]:
        with self._lock:
            return [child.pid for child in (*self._idle, *self._busy)]

    def close(self) -> None:
        with self._lock:
            self.most = 0
            children, self._idle = [*self._idle, *self._busy], []
        for child in children:
            child.kill()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _ask(self, question: dict, seconds: float) -> dict:
        try:
            child = self._take()
        except OSError:  # no room for another process at the moment
            raise Killed from None
        try:
            answer = child.ask(question, seconds)
        except Killed:
            self.killed += 1
            with self._lock:
                self._busy.discard(child)
            raise
        self._give_back(child)
        return answer

    def _follow(self, uri: str) -> None:
        with self._lock:
            children, self._idle = self._idle, []
            self._busy.update(children)
        for child in children:
            try:
                child.ask({"uri": uri}, 1)
            except Killed:
                with self._lock:
                    self._busy.discard(child)
            else:
                self._give_back(child)

    def _take(self) -> Child:
        with self._lock:
            child = self._idle.pop() if self._idle else None
            if child:
                self._busy.add(child)
                return child
        child = Child()
        with self._lock:
            self._busy.add(child)
        return child

    def _give_back(self, child: Child) -> None:
        with self._lock:
            self._busy.discard(child)
            if len(self._idle) + len(self._busy) < self.most:
                self._idle.append(child)
                return
        child.kill()


class ReadersSql:
    """Datasette's `execute` for SQL that a reader wrote. `close` ends the child processes."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self.pools = _make_pools()

    @property
    def pids(self) -> list[int]:
        return [pid for pool in self.pools.values() for pid in pool.pids]

    async def execute(
        self, ds, uri: str, sql: str, params, is_cut: bool, limit_ms: int | None, page_size: int | None
    ) -> Results:
        """Return the rows, as `Database.execute` does. Raises sqlite3.OperationalError, QueryInterrupted, Crowded."""
        most = ds.max_returned_rows
        if most == (page_size or ds.page_size):
            most += 1
        limit = ds.sql_time_limit_ms if not limit_ms or limit_ms > ds.sql_time_limit_ms else limit_ms
        question = {
            "uri": uri,
            "sql": sql,
            "params": _pack_params(sql, params),
            "is_cut": is_cut,
            "most_rows": most if is_cut and most else _MOST_ROWS,
            "seconds": limit / 1000,
        }
        asking = ASKING.get()
        if asking.is_query_page and is_cut:
            question |= _PAGE
        # A request of no declared kind looks for a reader's words in some table.
        kind = asking.kind if asking.kind in self.pools else TABLES
        with trace("sql", database="docket", sql=sql.strip(), params=params):
            slot = await self._shares.enter(kind, asking.client, is_patient=asking.is_stream)
            try:
                answer = await self.pools[kind].ask(question, limit / 1000, slot)
            except Killed:
                raise TookTooLong(sql, params) from None
        # Otherwise Datasette makes an empty file of it, with status 200.
        if "error" in answer and asking.is_csv:
            raise DatasetteError(answer["message"], title="Invalid SQL", status=400)
        return _results(answer, sql, params)

    def follow(self, uri: str) -> None:
        for pool in self.pools.values():
            pool.follow(uri)

    def close(self) -> None:
        for pool in self.pools.values():
            pool.close()
        self.pools = _make_pools()


def _make_pools() -> dict[str, Pool]:
    return {kind: Pool(SHARES[kind].in_all, kind) for kind in (SQL, TABLES)}


def _pack_params(sql: str, params) -> dict | list:
    """Return the parameters that the statement names; Datasette's own mapping computes some when they are
    looked up."""

    if params is None:
        return {}
    if not isinstance(params, dict):
        return [pack(value) for value in params]
    packed = {}
    for name in set(_PARAMETER.findall(sql)):
        try:
            packed[name] = pack(params[name])
        except KeyError:  # it is inside a string, or SQLite will report it missing
            continue
    return packed


def _results(answer: dict, sql: str, params) -> Results:
    match answer.get("error"):
        case None:
            pass
        case "interrupted":
            raise TookTooLong(sql, params)
        case "not open":
            raise DatasetteError("The record was rebuilt just now. Try again.", status=503)
        case _:
            raise sqlite3.OperationalError(answer["message"])
    # Datasette needs sqlite3.Row objects, and those need a cursor whose rows have these columns.
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    quoted = [
        'null as "{}"'.format(column.replace('"', '""').replace("\0", "")) for column in answer["columns"]
    ]
    cursor = connection.execute(f"select {', '.join(quoted) or 'null'}")
    rows = [sqlite3.Row(cursor, tuple(unpack(value) for value in row)) for row in answer["rows"]]
    return Results(rows, answer["is_cut"], cursor.description)
