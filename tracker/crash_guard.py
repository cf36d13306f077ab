"""Which exceptions are a page's, and which the machine's.

Our own mistakes are caught at the borders across which they must not spread: one snapshot (read or saved), one
lane of a source, one turn of the daemon. A test names the modules of these borders; no other may catch `Exception`.
"""

import errno
import sqlite3

from tracker.stop import Stopped

# An OSError that names no failing call, or a number out of range, is of the page in hand: a damaged gzip file raises
# one, and an instant that no clock has.
_OF_A_PAGE = (None, errno.EOVERFLOW, errno.ERANGE, errno.EDOM)
# What the machine does to us is no property of the page in hand: the same page can be read when it is over.
_OF_THE_MACHINE = (MemoryError, OSError, sqlite3.OperationalError, Stopped)


def raise_if_of_the_machine(error: Exception) -> None:
    """Raise an exception again that work on one page met, if it is a fault of the machine (disk, memory, lock).

    A page on which our code fails will fail at every rebuild, so it can be set aside by name; a full disk
    cannot.
    """
    if isinstance(error, OSError) and error.errno in _OF_A_PAGE:
        return
    if isinstance(error, _OF_THE_MACHINE) or type(error) is sqlite3.DatabaseError:
        raise error
