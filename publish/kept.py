"""Answers made a moment ago, given again while they hold, so that a page which many read is seldom made.

Every page says itself how long it holds (``Cache-Control``), and any cache on the way may keep it as long: this is one more,
and a stricter one. An answer is given again only while no file behind it was written to.
"""

import os
import time
from collections import OrderedDict
from pathlib import Path

from datasette.utils.asgi import Response

_MOST_BYTES = 48 * 2**20
LARGEST = 2 * 2**20
# What an answer takes beside its body (870 bytes, measured), and the longest question kept: whoever asks chooses its words.
_BESIDE, _LONGEST_KEY = 1000, 2000


def state_of(*paths: Path | None) -> tuple:
    """Return what changes when somebody writes to any of the databases: inode, time and size of each and of its log."""
    return tuple(_stat(f"{path}{end}") for path in paths if path for end in ("", "-wal"))


def _stat(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


class Kept:
    """The answers given last, by what was asked; the oldest go where there are too many."""

    def __init__(self):
        self._answers: OrderedDict[tuple | str, tuple[tuple, float, Response]] = OrderedDict()
        self._bytes = 0

    def find(self, key: tuple | str, state: tuple) -> Response | None:
        """Return the answer to this question in this state of the files, if it still holds; `max-age` is what is left of it."""
        kept_state, until, answer = self._answers.get(key, (None, 0.0, None))
        left = until - time.monotonic()
        if answer is None or kept_state != state or left <= 0:
            return None
        self._answers.move_to_end(key)
        headers = answer.headers | {"Cache-Control": f"max-age={int(left) or 1}"}
        return Response(answer.body, answer.status, headers, answer.content_type)

    def keep(self, key: tuple | str, state: tuple, seconds: int, answer: Response) -> None:
        self._drop(key)
        if answer.status != 200 or len(answer.body) > LARGEST or _length(key) > _LONGEST_KEY:
            return
        self._answers[key] = state, time.monotonic() + seconds, answer
        self._bytes += _weight(key, answer)
        while self._bytes > _MOST_BYTES:
            self._drop(next(iter(self._answers)))

    def drop_all(self) -> None:
        self._answers.clear()
        self._bytes = 0

    def _drop(self, key: tuple | str) -> None:
        if key in self._answers:
            self._bytes -= _weight(key, self._answers.pop(key)[2])


def _weight(key: tuple | str, answer: Response) -> int:
    return len(answer.body) + _length(key) + _BESIDE


def _length(key: tuple | str) -> int:
    return len(key) if isinstance(key, str) else sum(len(part) for part in key if part)
