"""Distinguishes exceptions that a page causes from those of the machine.

Bugs of ours are caught at the boundaries that they must not cross: one snapshot (read or saved), one lane of
a source, one turn of the daemon. A test names the modules of these boundaries; no other module may catch
`Exception`.
"""

import errno
import sqlite3

from tracker.stop import Stopped

# An OSError without errno or a number out of range comes from the page in hand: a damaged gzip file raises
# the one, an impossible time the other.
_OF_A_PAGE = (None, errno.EOVERFLOW, errno.ERANGE, errno.EDOM)
# A fault of the machine is no property of the page in hand: the same page can be read once the fault is over.
_OF_THE_MACHINE = (MemoryError, OSError, sqlite3.OperationalError, Stopped)


def raise_if_of_the_machine(error: Exception) -> None:
    """Re-raise an exception from the work on one page if it is a fault of the machine (disk, memory, lock).

    A page on which our code fails will fail at every rebuild, so it can be set aside by its id; a full disk
    cannot.
    """
    if isinstance(error, OSError) and error.errno in _OF_A_PAGE:
        return
    if isinstance(error, _OF_THE_MACHINE) or type(error) is sqlite3.DatabaseError:
        raise error
