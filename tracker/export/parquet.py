"""Converts NDJSON to Parquet with DuckDB: the same lines give the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_SMALLEST = 1024 * 1024  # bytes; DuckDB's buffer is as long as the longest line announced


@contextmanager
def opened() -> Iterator["duckdb.DuckDBPyConnection"]:
    """Yield a DuckDB connection that writes Parquet, one for all tables: starting it takes longer than
    writing a small table."""
    import duckdb  # 70 MB, needed only by an export or a sweep

    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as connection:
        yield connection


def write_parquet(
    connection: "duckdb.DuckDBPyConnection", lines: Path, columns: dict[str, str], longest: int, target: Path
) -> int:
    """Write the lines of a file as Parquet and return the number of rows written.

    `columns` are pairs of name and DuckDB type, in order; `longest` is the length of the longest line in
    bytes.
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
    assert written is not None  # COPY returns its number of rows
    return written[0]


def quoted(path: Path) -> str:
    """Return a path quoted for DuckDB's SQL, for places that accept no parameter."""
    return "'" + str(path).replace("'", "''") + "'"
