"""Checks of the parameters that filter a table, before Datasette (0.65.5) sees them.

SQLite takes a column that does not exist for a string, which equals nothing: the list is empty, as if there
were no such rows. An unknown operator or parameter, and a search in a table without an index, are silently
ignored, so that all rows come back. An unknown order or facet is a server error.
"""

from collections.abc import Collection, Mapping

from publish.filters.refusal import find_near, is_tracking

# Two more of Datasette's, arraycontains and arraynotcontains, are for JSON arrays, which no column of ours
# holds.
_OPERATIONS = (
    *("exact", "not", "contains", "startswith", "endswith", "like", "notlike", "glob"),
    *("gt", "gte", "lt", "lte", "in", "notin", "date"),
    *("isnull", "notnull", "isblank", "notblank"),
)
_ORDERS = ("_sort", "_sort_desc")
_NAME_A_COLUMN = (*_ORDERS, "_facet", "_facet_date", "_json")
# Datasette's own parameters, except those whose name or value includes a column; its forms use numbered
# _filter_… ones.
_OWN = (
    *(
        "_size",
        "_next",
        "_sort_by_desc",
        "_shape",
        "_labels",
        "_label",
        "_json_infinity",
        "_col",
        "_nocol",
        "_nl",
    ),
    *(
        "_facet_size",
        "_where",
        "_nofacet",
        "_nocount",
        "_nosuggest",
        "_ttl",
        "_trace",
        "_stream",
        "_dl",
        "_header",
    ),
    *(
        "_format",
        "_extra",
        "_timelimit",
        "_blob_column",
        "_blob_hash",
        "_show_sql",
        "_hide_sql",
        "_searchmode",
    ),
)
_FORM = "_filter_"
_SEARCH = "_search"


def find_unknown(
    table: str, columns: Collection[str], indexes: Mapping[str, tuple[str, ...]], asked: list[tuple[str, str]]
) -> str | None:
    """Return a sentence about the first thing requested that the table does not have; None if it has
    everything.

    `indexes` are the columns that have a full-text index, by table.
    """
    if {name for name, _ in asked} >= set(_ORDERS):
        return "_sort and _sort_desc cannot both be asked for: leave out one"
    for name, value in asked:
        if is_tracking(name):
            continue
        refusal = (
            _find_no_such_parameter(table, columns, indexes, name, value)
            if name.startswith("_")
            else _find_no_column(table, columns, name)
        )
        if refusal:
            return refusal
    return None


def _find_no_column(table: str, columns: Collection[str], name: str) -> str | None:
    column, _, operation = name.rpartition("__") if "__" in name else (name, "", "")
    if column and column not in columns:
        return _no_column(table, columns, column)
    if operation and operation not in _OPERATIONS:
        near = find_near(operation, _OPERATIONS) or list(_OPERATIONS)
        return _say(f"nothing can be asked of a column with __{operation[:60]}", near)
    return None


def _find_no_such_parameter(
    table: str, columns: Collection[str], indexes: Mapping[str, tuple[str, ...]], name: str, value: str
) -> str | None:
    if name in _NAME_A_COLUMN:
        is_unknown = bool(value or name.startswith("_facet")) and value not in columns
        return _no_column(table, columns, value, f"{name}: ") if is_unknown else None
    if name == "_facet_array":
        return (
            f"_facet_array={value[:60]} cannot be counted: no column here holds an array in JSON, a list is joined by "
            "semicolons; _facet counts whole lists, and __contains finds those that have a word"
        )
    if name == _SEARCH or name.startswith(f"{_SEARCH}_"):
        return _find_no_index(table, indexes, name)
    if name in _OWN or name.startswith(_FORM):
        return None
    known = (*_OWN, *_NAME_A_COLUMN, _SEARCH)
    return _say(f"there is no parameter {name[:60]!r} of a table", find_near(name, known))


def _find_no_index(table: str, indexes: Mapping[str, tuple[str, ...]], name: str) -> str | None:
    indexed = indexes.get(table, ())
    if not indexed:
        return (
            f"{name}: there is no full-text index of {table}; write a column with __contains instead "
            f"(name__contains=…), or search one of {', '.join(sorted(indexes))}"
        )
    column = name.removeprefix(_SEARCH).removeprefix("_")
    if column and column not in indexed:
        return f"{name}: the full-text index of {table} has no column {column[:60]!r}; it has {', '.join(indexed)}"
    return None


def _no_column(table: str, columns: Collection[str], column: str, before: str = "") -> str:
    return _say(f"{before}there is no column {column[:60]!r} in {table}", find_near(column, columns))


def _say(words: str, near: list[str]) -> str:
    return f"{words}; the nearest: {', '.join(near)}" if near else words
