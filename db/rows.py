"""What every module of this package does with rows: read them or one cell, write placeholders, group by a key."""

from collections.abc import Hashable, Iterable, Sequence, Sized
from sqlite3 import Connection
from typing import Any, TypeVar

from sqlite_utils import Database

_Cell = TypeVar("_Cell", str, int)
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def first_cell(db: Database | Connection, _kind: type[_Cell], sql: str, *values: Any) -> _Cell | None:
    """Return the first cell of the first row of a query, which must have this type; None if there is no
    row."""
    row = db.execute(sql, values).fetchone()
    return row[0] if row else None


def fetch_rows(
    db: Database | Connection, sql: str, values: Sequence[Any] | dict[str, Any] = ()
) -> list[dict[str, Any]]:
    """Return the rows of a query as dicts, in its order. Unlike sqlite-utils' `query` it begins no savepoint, at
    which SQLite writes out what every search index has in memory."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    cursor.row_factory = None  # plain tuples: making a dict from one takes half as long as from a `Row`
    return [dict(zip(names, row, strict=True)) for row in cursor]


def marks(values: Sized) -> str:
    """Return as many comma-separated question marks as there are values, for the parentheses of a
    statement."""
    return ", ".join("?" * len(values))


def group(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    """Return the values of each key; keys and values keep their order."""
    groups: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
