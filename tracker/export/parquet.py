"""Parquet from lines of JSON, by DuckDB: the same lines give the same bytes."""

from pathlib import Path

_SMALLEST = 1024 * 1024  # bytes; DuckDB keeps a buffer as long as the longest line it is told of


def write_parquet(lines: Path, columns: dict[str, str], longest: int, target: Path) -> int:
    """Write the lines of a file as Parquet and return the rows written.

    `columns` are name and DuckDB type, in order; `longest` is the length in bytes of the longest line.
    """
    import duckdb  # 70 MB that only an export and a sweep need

    kinds = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"
    with duckdb.connect(
        config={"threads": 1, "memory_limit": "1GB", "preserve_insertion_order": True}
    ) as connection:
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
    """Return a path as DuckDB's SQL has it where it takes no parameter."""
    return "'" + str(path).replace("'", "''") + "'"
