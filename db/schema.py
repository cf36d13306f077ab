"""How docket.db is opened and created. Its tables are declared in db/columns.

Nothing in it is precious: `tracker rebuild` rebuilds the whole file from the archive. Tables whose names
begin with an underscore are the merge's memory (what each snapshot showed); the rest are published, and
described in metadata.json and in the table `descriptions`.
"""

import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlite_utils import Database

from db.columns import TABLE, TABLES
from db.disk import address_to_read
from db.rows import marks
from db.tables import Table, View
from db.views import VIEWS
from docket.accuracy import Accuracy, load_accuracy
from docket.courts import Court, load_courts

__all__ = ["CHECKABLE", "TABLE", "TABLES", "create_tables", "describe", "open_docket", "read_docket"]

# The fields of an act that a reviewer can confirm; each is in doubt if `verified` does not name it.
CHECKABLE = {
    "date_from": "date",
    "answer": "answer",
    "citation": "citation",
    "author": "author",
    "kind": "kind",
    "posture": "posture",
    "law_effect": "law_effect",
}
SYNCHRONOUS = "normal"  # tests never cut the power and turn it off


def open_docket(path: Path) -> Database:
    """Open a docket database, creating it if needed, with every table and view. Foreign keys are enforced.

    `SYNCHRONOUS` is ``normal``: a power cut can lose the last commits of this file, which a rebuild from the
    archive restores; in WAL mode it cannot corrupt the file.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, cached_statements=512)
    db = Database(connection)
    db.execute("pragma journal_mode=wal")
    db.execute(f"pragma synchronous={SYNCHRONOUS}")
    db.execute("pragma foreign_keys=on")
    # 128 MB at most. With SQLite's default of 2 MB, storing an entry took a quarter longer at 100,000
    # entries.
    db.execute("pragma cache_size=-131072")
    return db


def read_docket(path: Path) -> sqlite3.Connection:
    """Open a docket database for reading, beside its writer. The caller closes it."""
    return sqlite3.connect(address_to_read(path), uri=True, timeout=30)


def create_tables(db: Database) -> None:
    """Create every missing table and view, and fill the tables whose rows are part of the code."""
    for table in TABLES:
        table.create(db)
    with db.atomic():
        _fill(db, "courts", load_courts().values())
        _fill(db, "accuracy", load_accuracy())
        describe(db, (*TABLES, *VIEWS.values()))
        for view in VIEWS.values():
            db.execute(f"drop view if exists [{view.name}]")
            db.execute(f"create view [{view.name}] as {view.sql}")


def describe(db: Database, shown: Iterable[Table | View]) -> None:
    """Fill the table `descriptions` with the description of each published table, view and column."""
    rows: list[tuple[str | None, ...]] = []
    for table in shown:
        if isinstance(table, Table) and not table.is_published:
            continue
        kind = "table" if isinstance(table, Table) else "view"
        rows.append((table.name, table.name, None, kind, table.words, None))
        for name, column in table.columns.items():
            key, one_of = f"{table.name}.{name}", ";".join(column.one_of) or None
            rows.append((key, table.name, name, column.kind.value, column.words, one_of))
    if db.conn.execute("select * from descriptions").fetchall() == rows:
        return
    db.conn.execute("delete from descriptions")
    db.conn.executemany("insert into descriptions values (?, ?, ?, ?, ?, ?)", rows)


def _fill(db: Database, table: str, records: Collection[Court | Accuracy]) -> None:
    columns = tuple(TABLE[table].columns)
    sql = f"insert or replace into {table} ({', '.join(columns)}) values ({marks(columns)})"
    db.conn.executemany(sql, [[getattr(record, column) for column in columns] for record in records])
