"""Answers made a moment ago, given again while they hold, so that a page which many read is seldom made.

Every page says itself how long it holds (``Cache-Control``), and any cache on the way may keep it as long: this is one more,
and a stricter one. An answer is given again only while no file behind it was written to.
"""

import os
import time
from collections import OrderedDict
from pathlib import Path

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
    """The answers given last, by what was asked; the oldest go where there are too many.

    A question is a tuple of strings and bytes; an answer has a `status` and a `body`, in bytes. `most` and `largest` bound
    in bytes what is kept and one answer of it.
    """

    def __init__(self, most: int = 48 * 2**20, largest: int = LARGEST):
        self._most, self._largest = most, largest
        self._answers: OrderedDict[tuple, tuple[tuple, float, object]] = OrderedDict()
        self._bytes = 0

    def find(self, key: tuple, state: tuple) -> tuple | None:
        """Return the answer to this question in this state of the files, and the seconds that it still holds; None where it does not."""
        kept_state, until, answer = self._answers.get(key, (None, 0.0, None))
        left = until - time.monotonic()
        if answer is None or kept_state != state or left <= 0:
            return None
        self._answers.move_to_end(key)
        return answer, left

    def keep(self, key: tuple, state: tuple, seconds: float, answer) -> None:
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


def _weight(key: tuple, answer) -> int:
    return len(answer.body) + _length(key) + _BESIDE


def _length(key: tuple) -> int:
    return sum(len(part) for part in key if part)
