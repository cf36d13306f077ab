"""What every room of this package does with rows: ask for a cell, mark values in a statement, group by a key."""

from collections.abc import Hashable, Iterable, Sized
from sqlite3 import Connection
from typing import Any, TypeVar

from sqlite_utils import Database

_Cell = TypeVar("_Cell", str, int)
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def first_cell(db: Database | Connection, _kind: type[_Cell], sql: str, *values: Any) -> _Cell | None:
    """Return the first cell of the first row that a query gives, which has this type; None without a row."""
    row = db.execute(sql, values).fetchone()
    return row[0] if row else None


def marks(values: Sized) -> str:
    """Return as many question marks as there are values, for the brackets of a statement."""
    return ", ".join("?" * len(values))


def group(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    """Return the values of each key, keys and values in the order in which they come."""
    groups: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
