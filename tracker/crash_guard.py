"""The only place that catches every exception: mistakes of ours, at the borders across which they must not spread.

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
    """Return (result, None), or (None, the exception raised)."""
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  # the border that this module is
        return None, error


def attempt_reading(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """The same for work on one page, but faults of the machine (disk, memory, lock) are raised.

    A page on which our code fails will fail at every rebuild, so it can be set aside by name; a full disk
    cannot.
    """
    result, error = attempt(work)
    if isinstance(error, OSError) and error.errno in _OF_A_PAGE:
        return result, error
    if isinstance(error, _OF_THE_MACHINE) or type(error) is sqlite3.DatabaseError:
        raise error
    return result, error
