"""What the rows of a table are narrowed and put in order by, looked at before Datasette does (0.65.5).

A column that is none SQLite takes for a text, which equals nothing: an empty list, as if there were no such rows. An
operation that is none is left out without a word, so that all rows come. An order that is none is an error of ours.
"""

from collections.abc import Collection

from publish.filters.refusal import find_near, is_tracking

_OPERATIONS = (
    *("exact", "not", "contains", "startswith", "endswith", "like", "notlike", "glob"),
    *("gt", "gte", "lt", "lte", "in", "notin", "arraycontains", "arraynotcontains", "date"),
    *("isnull", "notnull", "isblank", "notblank"),
)
_ORDERS = ("_sort", "_sort_desc")


def find_unknown(table: str, columns: Collection[str], asked: list[tuple[str, str]]) -> str | None:
    """Return a sentence about the first column or operation asked for that the table has not; None if it has all."""
    for name, value in asked:
        if name in _ORDERS:
            column, operation = value, ""
        elif name.startswith("_") or is_tracking(name):
            continue
        else:
            column, _, operation = name.rpartition("__") if "__" in name else (name, "", "")
        if column and column not in columns:
            return _say(f"there is no column {column[:60]!r} in {table}", find_near(column, columns))
        if operation and operation not in _OPERATIONS:
            near = find_near(operation, _OPERATIONS) or list(_OPERATIONS)
            return _say(f"nothing can be asked of a column with __{operation[:60]}", near)
    return None


def _say(words: str, near: list[str]) -> str:
    return f"{words}; the nearest: {', '.join(near)}" if near else words
