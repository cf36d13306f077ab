"""The process that runs a reader's SQL. The server starts it (`pool.py`), asks it, and kills it when it takes too long.

It is a new process with an empty environment, not forked from the threaded server, and holds nothing but a
read-only connection. It takes one question at a time on standard input and gives one answer on standard
output, each as a four-byte length and JSON:

    {"uri", "sql", "params", "most_rows", "is_cut", "seconds"}    and for a page {"most_cells", "most_bytes"}
    {"rows", "columns", "is_cut"}    or    {"error", "message"}

Standard library only, so that it is small and starts in a few hundredths of a second.
"""

import base64
import json
import os
import re
import resource
import sqlite3
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from publish.sql.authorizer import set_authorizer

LONGEST_VALUE = 2 * 2**20  # bytes in one value or row
MOST_BYTES = 6 * 2**20  # bytes in one answer
MOST_ROWS = 20_000  # rows in an answer that is not cut
_HEAP = 48 * 2**20  # bytes of memory that SQLite may use
_MEMORY = 320 * 2**20  # bytes of address space for the whole process, the interpreter included
_WRITTEN = 2**20  # bytes in one file: sorting is done in memory, and only the log's shared index is a file
_CPU_BESIDE = 2  # seconds of processor time beyond a question's own, in case no server is left to kill it
_NICE = 5
_CONNECTIONS = 2  # the file in force, and the previous one, which a running request may have begun with
_STEPS = 1000  # of SQLite's virtual machine between two looks at the clock
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 60_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 500),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 300),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 50),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_LENGTH = struct.Struct(">I")
_WORDS = re.compile(r'\s+|(".*?")')


class TooMuch(Exception):
    """The answer is too large."""


def open_connection(uri: str) -> sqlite3.Connection:
    """Return a connection that can read only what is published, and change nothing."""
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.text_factory = lambda text: str(text, "utf-8", "replace")
    # Datasette's searches call it.
    connection.create_function("escape_fts", 1, escape_fts, deterministic=True)
    connection.execute("pragma query_only = 1")
    connection.execute("pragma cache_size = -4000")
    connection.execute("pragma mmap_size = 0")
    connection.execute("pragma temp_store = memory")  # so the memory limit covers sorting, too
    connection.execute(f"pragma hard_heap_limit = {_HEAP}")
    set_authorizer(connection)
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    return connection


def escape_fts(query) -> str:
    """Return a search with each word quoted, so that nothing in it is an operator (like Datasette's function
    of that name)."""
    query = str(query)
    parts = _WORDS.split(query + '"' * (query.count('"') % 2))
    return " ".join(part if part.startswith('"') else f'"{part}"' for part in parts if part and part != '""')


def answer(connection: sqlite3.Connection, question: dict) -> dict:
    """Return the rows, or an error."""
    try:
        with _limited(connection, question["seconds"]):
            cursor = connection.execute(question["sql"], _unpack_params(question["params"]))
            try:
                rows, is_cut = _fetch(cursor, question)
                return {
                    "rows": rows,
                    "columns": [column[0] for column in cursor.description or ()],
                    "is_cut": is_cut,
                }
            finally:
                cursor.close()
    except sqlite3.Error as error:
        if error.args == ("interrupted",):
            return {"error": "interrupted", "message": "interrupted"}
        return {
            "error": "refused" if type(error) is sqlite3.DatabaseError else "wrong",
            "message": str(error),
        }
    except (MemoryError, TooMuch) as error:
        return {"error": "wrong", "message": str(error) or "the query needs more memory than one may use"}


def _fetch(cursor: sqlite3.Cursor, question: dict) -> tuple[list, bool]:
    """Return at most `most_rows` rows, ready for JSON, and whether there were more."""
    most, is_cut = question["most_rows"], question["is_cut"]
    if "most_cells" in question:
        most = max(1, min(most, question["most_cells"] // max(1, len(cursor.description or ()))))
    rows: list[list] = []
    size = 0
    for row in cursor:
        if len(rows) == most:
            if is_cut:
                return rows, True
            raise TooMuch(f"the answer has more than {most:,} rows")
        packed = [pack(value) for value in row]
        size += sum(len(value) if isinstance(value, str) else 24 for value in row) + sum(
            len(value["blob"]) for value in packed if isinstance(value, dict)
        )
        if rows and size > question.get("most_bytes", size):
            return rows, True
        if size > MOST_BYTES:
            raise TooMuch(
                f"the answer is larger than {MOST_BYTES // 2**20} MB; ask for fewer rows or columns"
            )
        rows.append(packed)
    return rows, False


def pack(value: Any) -> Any:
    """Return a cell or parameter in a form that JSON can hold."""
    return {"blob": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def unpack(value: Any) -> Any:
    """Return a cell or parameter that was packed."""
    return base64.b64decode(value["blob"]) if isinstance(value, dict) else value


def _unpack_params(params):
    return (
        {name: unpack(value) for name, value in params.items()}
        if isinstance(params, dict)
        else [unpack(value) for value in params]
    )


@contextmanager
def _limited(connection: sqlite3.Connection, seconds: float) -> Iterator[Any]:
    deadline = time.perf_counter() + seconds
    connection.set_progress_handler(lambda: time.perf_counter() > deadline, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, _STEPS)


def limit_process() -> None:
    """Limit this process to what an answer needs."""
    os.nice(_NICE)
    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, _WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(limit, value)


def _limit_processor(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + _CPU_BESIDE
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


def _read(source) -> dict | None:
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    body = source.read(_LENGTH.unpack(head)[0])
    return json.loads(body)


def _write(target, message: dict) -> None:
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    target.write(_LENGTH.pack(len(body)) + body)
    target.flush()


def serve(source, target) -> None:
    """Answer questions until the input ends."""
    connections: dict[str, sqlite3.Connection] = {}
    while (question := _read(source)) is not None:
        uri = question["uri"]
        try:
            if uri not in connections:
                connections[uri] = open_connection(uri)
        except sqlite3.Error as error:
            _write(target, {"error": "not open", "message": str(error)})
            continue
        while len(connections) > _CONNECTIONS:
            connections.pop(next(iter(connections))).close()
        if "sql" not in question:  # only opens the file, while it is there
            _write(target, {"rows": [], "columns": [], "is_cut": False})
            continue
        _limit_processor(question["seconds"])
        _write(target, answer(connections[uri], question))


if __name__ == "__main__":
    limit_process()
    serve(sys.stdin.buffer, sys.stdout.buffer)
