"""A list as a file: only its page's filters, the file's name, and the sheet "About".

A CSV has every column whatever the question, and is sent while its rows are read. In a workbook a column that
is empty, or the same in every row, is left out, and the sheet "About" says what is in it; so it is made before
any of it is sent, from one state of the record, and packed at the end anyway. Both are read in a thread of
their own (publish/sql/lanes.py).
"""

import re
import sqlite3
from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import compress

from docket.statute import FILE_STEM, SITE
from publish.cache import seconds_to_end_of_congress
from publish.documents import DOCUMENT_SECONDS, Document, Parts
from publish.filters.facets import make_facets
from publish.filters.terms import narrow
from publish.links import page_path
from publish.metadata import LICENSE
from publish.queries import newest_reading
from publish.request import Asked, BadRequest
from publish.sheets.files import Address, Cell, write_csv, write_xlsx
from publish.sheets.lists import SHEETS, Column, Names, Row, Sheet
from publish.words import format_day

MOST_ROWS = 20_000
# For all cells of a workbook, which are in memory while it is made: 20,000 rulings have 12 million.
MOST_CHARACTERS = 48 * 2**20
SECONDS = 60.0  # allowed for making one: 20,000 rulings take 6 of processor time, 17 when others keep it busy
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
PATH = re.compile(rf"/(?P<name>{'|'.join(SHEETS)})\.(?P<suffix>{'|'.join(MEDIA_TYPES)})")
_BATCH = 500
_LONGEST_NAME = 60  # characters of the question in the name of a file
_UNNAMED = re.compile(r"[^a-z0-9]+")
_LABELS = {
    "sort": "Order",
    "month": "Month",
    "as_of": "As of",
    "state": "What became of it",
    "congress": "Congress",
}


def read(conn: sqlite3.Connection, asked: Asked, sheet: Sheet) -> Document | Parts:
    """Return all rows that the list's page has for the same question, as a file in the format requested.

    Raises Unanswerable for what the page refuses, and for more rows or text than a spreadsheet here may hold.
    """
    suffix = asked.parts["suffix"]
    keys = sheet.find(conn, asked)
    if len(keys) > MOST_ROWS:
        raise _too_large(f"{len(keys):,} rows")
    day = newest_reading(conn)[:10]
    question = _say_question(conn, sheet, asked)
    question_words = _UNNAMED.sub("-", "-".join(value.casefold() for _, value in question))[
        :_LONGEST_NAME
    ].strip("-")
    name = f"{'-'.join(filter(None, (FILE_STEM, sheet.name, question_words, day)))}.{suffix}"
    holds = min(DOCUMENT_SECONDS, seconds_to_end_of_congress(asked.now))
    names = Names(conn, asked)
    batches = [keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH)]
    if suffix == "csv":
        # Excel takes UTF-8 without this mark for its system's own encoding.
        head = BOM_UTF8 + write_csv([[column.title for column in sheet.columns]])
        hour = f"{asked.now:%Y-%m-%dT%H}"  # in which it is the same day at every court
        parts = (partial(_write_part, sheet, names, keys) for keys in batches)
        return Parts(head, parts, MEDIA_TYPES[suffix], name, holds, is_saved=True, depends_on=hour)
    rows = _hold_rows(conn, sheet, names, batches)
    is_kept = [_tells(rows, at) for at in range(len(sheet.columns))]
    body = write_xlsx(
        sheet.name.capitalize(),
        [(column.title, column.width) for column in compress(sheet.columns, is_kept)],
        [tuple(compress(row, is_kept)) for row in rows],
        _say_about(sheet, asked, question, day, rows, is_kept),
        date.fromisoformat(day),
    )
    return Document(body, MEDIA_TYPES[suffix], name, holds, is_saved=True)


def _too_large(size: str) -> BadRequest:
    return BadRequest(
        f"That is {size}, and a spreadsheet here holds {MOST_ROWS:,} rows at most. Narrow the question, or take the "
        "list as programs take it, whole, from /download"
    )


def _write_part(sheet: Sheet, names: Names, keys: list, conn: sqlite3.Connection) -> bytes:
    return write_csv(_make_rows(conn, sheet, names, keys))


def _hold_rows(
    conn: sqlite3.Connection, sheet: Sheet, names: Names, batches: list[list]
) -> list[tuple[Cell, ...]]:
    """Return the rows of all batches. Raises Unanswerable for more text than a workbook may hold."""
    rows, characters = [], 0
    for keys in batches:
        for cells in _make_rows(conn, sheet, names, keys):
            characters += sum(len(cell) for cell in cells if isinstance(cell, str))
            if characters > MOST_CHARACTERS:
                raise _too_large(f"more than {MOST_CHARACTERS:,} characters")
            rows.append(cells)
    return rows


def _make_rows(
    conn: sqlite3.Connection, sheet: Sheet, names: Names, keys: list
) -> Iterator[tuple[Cell, ...]]:
    names.conn = conn  # each part of a CSV is read on its own
    for row in sheet.load(conn, keys):
        yield tuple(_make_cell(column, row, names) for column in sheet.columns)


def _make_cell(column: Column, row: Row, names: Names) -> Cell:
    """Return a cell's value; text becomes one line without unprintable characters."""
    cell = column.cell(row, names)
    if not isinstance(cell, str) or isinstance(cell, Address):
        return cell
    if not cell.isprintable():
        cell = "".join(filter(str.isprintable, " ".join(cell.split())))
    return cell.strip() or None


def _tells(rows: list[tuple[Cell, ...]], at: int) -> bool:
    """Whether a column distinguishes rows. The name of a row is always kept, and so is all that is known of a
    single row."""
    if at == 0 or not rows:
        return at == 0
    first = rows[0][at]
    return any(row[at] != first for row in rows) if len(rows) > 1 else first is not None


def _say_question(conn: sqlite3.Connection, sheet: Sheet, asked: Asked) -> list[tuple[str, str]]:
    """Return (filter, values) for the question asked, both in words."""
    written = narrow(conn, sheet.terms, asked).written
    pairs = []
    for facet in make_facets(conn, sheet.terms):
        if values := written.get(facet.name):
            say = format_day if facet.term.kind == "date" else facet.say
            value_words = [say(value) or value for value in values]
            if not facet.term.is_counted:  # the words for its values begin with its title
                value_words = [value.removeprefix(f"{facet.term.title} ") for value in value_words]
            pairs.append((facet.term.title, " or ".join(value_words)))
    for name, say in sheet.says.items():
        if value := asked.one(name):
            pairs.append((_LABELS[name], say(value) or value))
    return pairs


def _say_about(
    sheet: Sheet,
    asked: Asked,
    question: list[tuple[str, str]],
    day: str,
    rows: list[tuple[Cell, ...]],
    is_kept: list[bool],
) -> list[tuple[str, str]]:
    """Return the lines of the sheet "About", each a label and a text."""
    page = Address(f"{asked.root}{page_path(f'/{sheet.name}', **asked.filters)}")
    narrowed = "; ".join(f"{title}: {values}" for title, values in question)
    left_out = [
        (column.title, cell)
        for row in rows[:1]
        for column, cell, is_shown in zip(sheet.columns, row, is_kept, strict=True)
        if not is_shown
    ]
    same = [(f"In every row: {title}", _say(cell)) for title, cell in left_out if cell is not None]
    empty = ", ".join(title for title, cell in left_out if cell is None)
    return [
        ("What this is", sheet.title),
        ("Question", narrowed or "Everything on the list: no filter was set"),
        ("The same as a page", page),
        ("Rows", f"{len(rows):,}"),
        ("As of", f"{format_day(day)}, when the newest source was read"),
        (
            "How to cite",
            f"{', '.join(filter(None, (sheet.title, narrowed)))}, {SITE}, {page} (as of {format_day(day)})",
        ),
        ("License", "Facts are free to use (CC0 1.0); please credit this site. Not legal advice."),
        ("Terms of the license", Address(LICENSE)),
        *same,
        *([("Nothing on record", f"Columns left out, since nothing is in them: {empty}")] if empty else []),
        *((f"Column: {column.title}", column.means) for column in compress(sheet.columns, is_kept)),
    ]


def _say(cell: Cell) -> str:
    return format_day(cell.isoformat()) if isinstance(cell, date) else str(cell)
