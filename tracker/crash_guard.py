"""The only place that catches everything: mistakes of ours, at the borders where they must not spread.

Those borders are one snapshot (read or saved), one lane of a source, and one turn of the daemon.
"""

import errno
import sqlite3
from collections.abc import Callable
from typing import TypeVar

from tracker.stop import Stopped

T = TypeVar("T")
# Of an OSError that names no failing call, or a number out of range, as those of a damaged gzip file or of an instant
# that no clock has: those are of the page in hand.
_OF_A_PAGE = (None, errno.EOVERFLOW, errno.ERANGE, errno.EDOM)
# What the machine does to us, and no property of the page in hand: the same page can be read when it is over.
_OF_THE_MACHINE = (MemoryError, OSError, sqlite3.OperationalError, Stopped)


def attempt(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """Return what the work returns, and None; or None and what it raised."""
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  # the border that this module is
        return None, error


def attempt_reading(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """The same for work on one page: what is the machine's fault (disk, memory, lock) is raised all the same.

    A page that our code fails on fails it again at every rebuild, so it can be set aside by name; a full
    disk cannot.
    """
    found, error = attempt(work)
    if isinstance(error, OSError) and error.errno in _OF_A_PAGE:
        return found, error
    if isinstance(error, _OF_THE_MACHINE) or type(error) is sqlite3.DatabaseError:
        raise error
    return found, error
