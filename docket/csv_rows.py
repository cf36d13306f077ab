"""The rows of CSV files: files that people write by hand, with errors they can act on, and our own tables.

In files written by hand, blank cells become ``None``; messages name the file, the line and the remedy.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files

from docket.issues import ParseError


def read_rows(
    body: bytes, name: str, required: tuple[str, ...] = (), spoilt: list[ParseError] | None = None
) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield (line number, row). Raises ParseError unless it is UTF-8, rectangular, and `required` is filled.

    If `spoilt` is given, errors of single lines are appended to it, and the other lines are read.
    """
    try:
        lines = io.StringIO(body.decode("utf-8"), newline="")
    except UnicodeDecodeError as error:
        raise ParseError(f"{name}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    reader = csv.reader(lines, strict=True)
    try:
        columns = next(reader, [])
        if absent := [column for column in required if columns and column not in columns]:
            raise ParseError(
                f"{name}, line 1: there is no column {', '.join(map(repr, absent))}; add it to the first line"
            )
        for cells in filter(None, reader):
            try:
                row = _row(columns, cells, required)
            except ValueError as error:
                wrong = ParseError(f"{name}, line {reader.line_num}: {error}")
                if spoilt is None:
                    raise wrong from None
                spoilt.append(wrong)
                continue
            yield reader.line_num, row
    except csv.Error as error:
        raise ParseError(
            f"{name}, line {reader.line_num}: not CSV ({error}); put the cell in quotes"
        ) from None


def load_table(name: str) -> list[dict[str, str]]:
    """Return the rows of `docket/data/<name>`, a table that the tests check; blank cells are ""."""
    text = files("docket").joinpath("data", name).read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _row(columns: list[str], cells: list[str], required: tuple[str, ...]) -> dict[str, str | None]:
    if len(cells) != len(columns):
        raise ValueError("not as many cells as columns; put cells with commas in quotes")
    row = {column: cell.strip() or None for column, cell in zip(columns, cells, strict=True)}
    for column in required:
        if row.get(column) is None:
            raise ValueError(f"nothing in column {column!r}; fill it")
    return row


def split_cell(cell: str | None) -> list[str]:
    """Return the parts of a cell that lists several values, separated by ";"."""
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def read_date(cell: str | None) -> date | None:
    """Return the ISO date in a cell, None for a blank one. Raises ValueError for anything else."""
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        raise ValueError(f"{cell!r} is not a day; write it like 2017-09-29") from None


_REDUCED = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def read_reduced_date(cell: str | None) -> str | None:
    """Return an ISO date that may stop at the month or the year. Raises ValueError for anything else."""
    if cell is None or _REDUCED.fullmatch(cell):
        return cell
    day = read_date(cell)
    return day.isoformat() if day else None


def read_span(row: dict[str, str | None], first: str, last: str) -> dict[str, date | None]:
    """Return ``date_from`` and ``date_to`` from two columns. Raises ValueError if they run backwards."""
    date_from, date_to = read_date(row[first]), read_date(row[last])
    if date_from and date_to and date_from > date_to:
        raise ValueError(f"{first} {date_from} is after {last} {date_to}")
    return {"date_from": date_from, "date_to": date_to}


def read_reduced_span(cell: str, precision: str) -> dict[str, date]:
    """Return ``date_from`` and ``date_to`` of a date that may stop at the month or the year.

    Raises ValueError if it is not a date, or not as exact as `precision` says.
    """
    exact = {10: "day", 7: "month", 4: "year"}.get(len(cell))
    if exact != precision:
        raise ValueError(
            f"{cell!r} is not the date of a {precision}; write 2015-10-01, 2015-10 or 2015, and day, month or year"
        )
    text = read_reduced_date(cell)
    first = date.fromisoformat(f"{text}-01-01"[:10])
    if exact == "day":
        return {"date_from": first, "date_to": first}
    last = (
        date(first.year, 12, 31)
        if exact == "year"
        else date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
    )
    return {"date_from": first, "date_to": last}
