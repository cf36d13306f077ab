"""Parquet from lines of JSON, by DuckDB: the same lines give the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_SMALLEST = 1024 * 1024  # bytes; DuckDB keeps a buffer as long as the longest line it is told of


@contextmanager
def opened() -> Iterator["duckdb.DuckDBPyConnection"]:
    """Give a DuckDB that writes Parquet, one for all tables: starting it takes longer than writing a small table."""
    import duckdb  # 70 MB that only an export and a sweep need

    with duckdb.connect(
        config={"threads": 1, "memory_limit": "1GB", "preserve_insertion_order": True}
    ) as connection:
        yield connection


def write_parquet(
    connection: "duckdb.DuckDBPyConnection", lines: Path, columns: dict[str, str], longest: int, target: Path
) -> int:
    """Write the lines of a file as Parquet and return the rows written.

    `columns` are name and DuckDB type, in order; `longest` is the length in bytes of the longest line.
    """
    kinds = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"
    written = connection.execute(
        (
            f"copy (select * from read_json(?, columns = {kinds}, format = 'newline_delimited', "
            f"maximum_object_size = {max(longest, _SMALLEST) + 1}))"
            f" to {quoted(target)} (format parquet, compression zstd)"
        ),
        [str(lines)],
    ).fetchone()
    assert written is not None  # a copy answers with the count of its rows
    return written[0]


def quoted(path: Path) -> str:
    """Return a path quoted for DuckDB's SQL, where it accepts no parameter."""
    return "'" + str(path).replace("'", "''") + "'"
