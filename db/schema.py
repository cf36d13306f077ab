"""How docket.db is opened and made. Its tables are declared in db/columns.

Nothing here is precious: `tracker rebuild` makes the whole file again from the archive. Tables
whose names begin with an underscore are the merge's own memory (what each snapshot showed);
the rest is published and described in metadata.json and in the table `descriptions`.
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

# What a reviewer can have seen of an act, and so what stands in doubt where `verified` does not name it.
CHECKABLE = {
    "date_from": "date",
    "answer": "answer",
    "citation": "citation",
    "author": "author",
    "kind": "kind",
    "posture": "posture",
    "law_effect": "law_effect",
}
SYNCHRONOUS = "normal"  # tests, which pull no plug, turn it off


def open_docket(path: Path) -> Database:
    """Open (or make) a docket database with every table and view. Foreign keys are enforced.

    `SYNCHRONOUS` is ``normal``: a power cut may lose the last commits of this file, which the archive
    restores; in WAL mode it cannot corrupt the file.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, cached_statements=512)
    db = Database(connection)
    db.execute("pragma journal_mode=wal")
    db.execute(f"pragma synchronous={SYNCHRONOUS}")
    db.execute("pragma foreign_keys=on")
    # 128 MB at the most. With SQLite's own 2 MB, storing an entry cost a quarter more at 100,000.
    db.execute("pragma cache_size=-131072")
    return db


def read_docket(path: Path) -> sqlite3.Connection:
    """Open a docket database for reading, beside its writer. The caller closes it."""
    return sqlite3.connect(address_to_read(path), uri=True, timeout=30)


def create_tables(db: Database) -> None:
    """Create every missing table and view, and fill those whose rows the code itself has."""
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
    """Fill the table `descriptions` with the meaning of each published table, view and column."""
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
