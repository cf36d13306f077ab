"""What is made of a whole table and asked for often: made once for each state of the file."""

import sqlite3
from collections.abc import Callable


class Connection(sqlite3.Connection):
    """A read-only connection that keeps what was made from what it read, until somebody writes."""

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.kept: dict[str, tuple[int, object]] = {}


def remembered(conn: sqlite3.Connection, name: str, make: Callable[[sqlite3.Connection], object]):
    """Return what `make` returns for this state of the file; nobody may change it. Any other connection makes it anew.

    The version is read within the page's own transaction, so it is that of the rows the page sees.
    """
    if not isinstance(conn, Connection):
        return make(conn)
    version = conn.execute("pragma data_version").fetchone()[0]
    if name not in conn.kept or conn.kept[name][0] != version:
        conn.kept[name] = version, make(conn)
    return conn.kept[name][1]
