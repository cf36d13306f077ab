"""The filters that the resources are given, each in one line of resources.py."""

from collections.abc import Iterable

from publish.api.fields import Filter


def one_of(name: str, column: str, description: str, enum: Iterable[str] = ()) -> Filter:
    """Any of the values given, which the column must equal."""
    return Filter(
        name, "enum" if enum else "text", f"{column} in ({{marks}})", description, tuple(map(str, enum)), True
    )


def listed(name: str, column: str, description: str, enum: Iterable[str] = ()) -> Filter:
    """Any of the values given, which must stand in a column that keeps a list joined by semicolons."""
    sql = f"instr(';' || replace({column}, '; ', ';') || ';', ';' || ? || ';') > 0"
    return Filter(name, "enum" if enum else "text", sql, description, tuple(map(str, enum)), True)


def within(name: str, sql: str, description: str) -> Filter:
    """Any of the values given, of which the rows are found by another table. `sql` holds ``{marks}``."""
    return Filter(name, "text", sql, description, is_many=True)


def days(column: str, what: str) -> tuple[Filter, Filter]:
    """From a day on, and up to a day; a row whose day is not known fits neither."""
    name = column.partition(".")[2]
    return (
        Filter(f"{name}_from", "date", f"{column} >= ?", f"{what} on this day or later"),
        Filter(f"{name}_to", "date", f"{column} <= ?", f"{what} on this day or earlier"),
    )


def span(table: str, what: str) -> tuple[Filter, Filter]:
    """From a day on, and up to a day, for what may be known to a week, a month or a year only."""
    return (
        Filter("from", "date", f"{table}.date_to >= ?", f"{what} that may fall on this day or later"),
        Filter("to", "date", f"{table}.date_from <= ?", f"{what} that may fall on this day or earlier"),
    )


def flag(name: str, column: str, description: str) -> Filter:
    return Filter(name, "flag", f"coalesce({column}, 0) = ?", description)


def words(table: str) -> Filter:
    """Full text: every word, the last letters of each may be missing; words in quotes stand together."""
    return Filter(
        "q",
        "words",
        f"{table}.rowid in (select rowid from {table}_fts where {table}_fts match ?)",
        'Words to find: all must occur, their last letters may be missing; "words in quotes" stand together',
        rows=f"select rowid from {table}_fts where {table}_fts match ?",
    )
