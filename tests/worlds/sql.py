"""SQL on a file, as somebody beside the program would give it."""

import sqlite3
from contextlib import closing


def run_sql(path, statement, *values):
    """Return the rows of a statement on the database at `path`; what it changes is kept."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as db:
        return db.execute(statement, values).fetchall()
