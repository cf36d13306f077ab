"""Answers and totals that are reused for as long as they hold.

Three ways, from the reader's side inward: an ETag of the content and 304, so that a program need not fetch
twice; answers made a moment ago, reused until a file behind them is written to; and values computed from a
whole table, once for each state of the file. Every page says how long it holds (``Cache-Control``), and any
cache along the way may keep it that long.
"""

import math
import os
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time as time_of_day, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from datasette.utils.asgi import Response

from docket.bills import congress_ends, last_ended


def tagged(
    body: bytes | str,
    media_type: str,
    max_age: int,
    headers: dict[str, str] | None = None,
    hashed: bytes | None = None,
) -> Response:
    """Return the body as an answer with its ETag and the number of seconds it holds (`max_age`).

    The tag is weak, since the same content may be sent compressed. It is computed from the content alone, so
    that a rebuild, a restart or another replica with the same data answers with the same tag. Where the body
    also holds something that differs each time, `hashed` is the content without it.
    """
    content = body.encode("utf-8") if isinstance(body, str) else body
    tag = f'W/"{sha256(content if hashed is None else hashed).hexdigest()[:32]}"'
    kept = {"ETag": tag, "Cache-Control": f"max-age={max_age}"} | (headers or {})
    return Response(content, status=200, headers=kept, content_type=media_type)


def given_again(answer: Response, seconds: float) -> Response:
    """Return an earlier answer again, holding for the `seconds` it has left."""
    headers = answer.headers | {"Cache-Control": f"max-age={int(seconds) or 1}"}
    return Response(answer.body, answer.status, headers, answer.content_type)


def unless_known(asked: str | None, answer: Response) -> Response:
    """Return the answer, or a 304 without a body if `asked`, the request's ``If-None-Match``, names its
    ETag."""
    if is_known(asked, answer.headers["ETag"]):
        return Response(b"", status=304, headers=answer.headers, content_type=answer.content_type)
    return answer


def is_known(asked: str | None, tag: str) -> bool:
    """Return whether an ``If-None-Match`` header names the tag; weak and strong compare alike (RFC 9110, 13.1.2)."""
    if not asked:
        return False
    named = {name.strip().removeprefix("W/") for name in asked.split(",")}
    return "*" in named or tag.removeprefix("W/") in named


def seconds_to_midnight(now: datetime, timezones: Iterable[str], longest: int) -> int:
    """Return the seconds until a day ends in any of the zones, from 1 to `longest`. An answer that depends on
    a court's current date holds no longer than that."""
    waits = [longest]
    for name in timezones:
        zone = ZoneInfo(name)
        midnight = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time_of_day.min, zone)
        waits.append(int((midnight - now).total_seconds()) + 1)
    return max(1, min(waits))


def seconds_to_end_of_congress(now: datetime) -> int:
    """Return the seconds (at least 1) until the current Congress ends, and with it every bill not enacted."""
    return max(1, int((congress_ends(last_ended(now) + 1) - now).total_seconds()))


Made = TypeVar("Made")


_STEPS = 1000  # SQLite steps between two looks at the clock, 0.08 ms (Datasette's own figure)


class Connection(sqlite3.Connection):
    """A read-only connection that keeps values computed from what it read, until somebody writes."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept: dict[str, tuple[int, Any]] = {}  # name -> (data version, what its `make` returned)
        self.deadline = math.inf

    @contextmanager
    def limited(self, seconds: float, of_processor: float = math.inf) -> Iterator[None]:
        """Interrupt reads inside this block after so many seconds, or so many seconds of processor time if
        those are up first (`sqlite3.OperationalError`). Time spent on what is computed once for each state of
        the file (`remembered`) does not count: if it were interrupted, every reader would start it over, and
        on a busy machine it would never finish."""
        began, half, used = time.perf_counter(), of_processor / 2, math.inf
        self.deadline = began + seconds

        def is_over() -> bool:
            # Processor time is first read when half the limit can have been used, and counted from there:
            # reading it takes up to 0.3 ms, a sixth of the time for a case, and most answers are ready before
            # that.
            nonlocal used
            now = time.perf_counter()
            if now < began + half:
                return now >= self.deadline
            if used == math.inf:
                used = time.thread_time() + half
            return now >= self.deadline or time.thread_time() > used

        self.set_progress_handler(is_over, _STEPS)
        try:
            yield
        finally:
            self.set_progress_handler(None, _STEPS)
            self.deadline = math.inf

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """Do not count the time spent inside this block."""
        deadline, began = self.deadline, time.perf_counter()
        self.deadline = math.inf
        try:
            yield
        finally:
            self.deadline = deadline + (time.perf_counter() - began)


def remembered(conn: sqlite3.Connection, name: str, make: Callable[[sqlite3.Connection], Made]) -> Made:
    """Return what `make` returns for this state of the file. Callers must not change it. Any other connection
    computes it again.

    The version is read within the page's own transaction, so it is that of the rows the page sees.
    """
    if not isinstance(conn, Connection):
        return make(conn)
    version = conn.execute("pragma data_version").fetchone()[0]
    if name not in conn.kept or conn.kept[name][0] != version:
        with conn.uncounted():
            conn.kept[name] = version, make(conn)
    return conn.kept[name][1]


LARGEST = 2 * 2**20
_BESIDE = 1000  # bytes that an answer takes besides its body (870, measured)
_LONGEST_KEY = 2000  # characters of a question whose answer is kept: the person asking chooses its text


def state_of(*paths: Path | None) -> tuple:
    """Return a value that changes when somebody writes to any of the databases: inode, time and size of each
    file and of its log."""
    return tuple(_stat(f"{path}{end}") for path in paths if path for end in ("", "-wal"))


def _stat(path: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116  # called on each request, where a Path would double the cost
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


class Whole(Protocol):
    """An answer that may be kept: Datasette's, or the API's own."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...


Answered = TypeVar("Answered", bound=Whole)


class Kept(Generic[Answered]):
    """The most recent answers, by question; the oldest are dropped when there are too many.

    A question is a tuple of strings and bytes; an answer has a `status` and a `body`, in bytes. `most` bounds
    all that is kept, `largest` a single answer, both in bytes.
    """

    def __init__(self, most: int = 48 * 2**20, largest: int = LARGEST) -> None:
        self._most, self._largest = most, largest
        self._answers: OrderedDict[tuple, tuple[object, float, Answered]] = OrderedDict()
        self._bytes = 0

    def find(self, key: tuple, state: object) -> tuple[Answered, float] | None:
        """Return the answer to this question in this state of the files and the seconds it still holds; None
        if it no longer does."""
        kept = self._answers.get(key)
        if kept is None:
            return None
        kept_state, until, answer = kept
        left = until - time.monotonic()
        if kept_state != state or left <= 0:
            return None
        self._answers.move_to_end(key)
        return answer, left

    def keep(self, key: tuple, state: object, seconds: float, answer: Answered) -> None:
        self._drop(key)
        if answer.status != 200 or len(answer.body) > self._largest or _length(key) > _LONGEST_KEY:
            return
        self._answers[key] = state, time.monotonic() + seconds, answer
        self._bytes += _weight(key, answer)
        while self._bytes > self._most:
            self._drop(next(iter(self._answers)))

    def drop_all(self) -> None:
        self._answers.clear()
        self._bytes = 0

    def _drop(self, key: tuple) -> None:
        if key in self._answers:
            self._bytes -= _weight(key, self._answers.pop(key)[2])


def _weight(key: tuple, answer: Whole) -> int:
    return len(answer.body) + _length(key) + _BESIDE


def _length(key: tuple) -> int:
    return sum(len(part) for part in key if part)
