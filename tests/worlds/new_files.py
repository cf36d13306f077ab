"""New databases begun from a copy: to make all their tables takes 30 ms, and tests make over a thousand homes.

What is there already, with tables of today or of an older version, is opened as always.
"""

import sqlite3

from sqlite_utils import Database

from db import schema


def copy_tables() -> None:
    """Have a docket database begin from a copy. For what is loaded later: many modules know `create_tables` by name."""
    make_tables = schema.create_tables
    made = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    make_tables(Database(made))

    def create_tables(db: Database) -> None:
        if db.conn.in_transaction or db.execute("select 1 from sqlite_master limit 1").fetchone():
            make_tables(db)
        else:
            made.backup(db.conn)

    schema.create_tables = create_tables
