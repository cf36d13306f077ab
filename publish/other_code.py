"""A database built by another version: after an upgrade it is served until the daemon has built the new
one."""

import logging
import sqlite3

OTHER_CODE = (
    "This copy of the record was made by another version of the program, and is made anew just now. Try again in "
    "some minutes."
)
log = logging.getLogger("tracker")


def is_of_other_code(error: sqlite3.OperationalError) -> bool:
    """Return whether one of our queries failed because the file lacks what this version needs. The error is
    logged: if the file is current, the mistake is ours."""
    is_one = str(error).startswith(("no such column", "no such table"))
    if is_one:
        log.error("the docket database was made by other code: %s", error, exc_info=error)
    return is_one
