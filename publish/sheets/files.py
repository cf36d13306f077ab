"""Rows as a spreadsheet (.xlsx), and as CSV that opens in a spreadsheet on a double click. No cell runs as a
formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from publish.api.formats import harmless

LONGEST = 32_767  # characters that an Excel cell can hold
_LONGEST_LINK = 2_000  # characters that a link may have; a longer address stays text
_MOST_LINKED = (
    5_000  # rows: each link stays in memory until the workbook is packed. With more rows, addresses stay text
)
_FIRST_DAY = date(1900, 3, 1)  # Excel has a February 29, 1900, and no day before 1900
_CUT = " [cut: a spreadsheet holds no more]"
_ABOUT_WIDTHS = (30, 110)
_BUTTON = 3  # characters of a head that the filter's button hides


class Address(str):
    """A web address, which becomes a link in a spreadsheet."""

    __slots__ = ()


Cell = str | int | float | date | None


def write_xlsx(
    name: str,
    heads: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Cell]],
    about: Sequence[tuple[str, str]],
    made: date,
) -> bytes:
    """Return a workbook: the rows on a sheet of this name, under frozen heads (for each column its name and
    its width in characters), and `about` on a second sheet.

    Rows are written out one by one, so that the workbook is never in memory. The same rows and the same day
    `made` give the same bytes.
    """
    body = io.BytesIO()
    # Turns off whatever would read text as anything but text.
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with Workbook(body, options) as book:
        book.set_properties({"title": name, "created": datetime.combine(made, time())})
        bold = book.add_format({"bold": True, "bottom": 1})
        link = book.get_default_url_format()
        forms = {  # days are left-aligned, like those given in words
            date: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            float: book.add_format({"num_format": "0%"}),
        }
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)  # when printed
        sheet.set_landscape()
        for at, (title, width) in enumerate(heads):
            sheet.set_column(at, at, max(width, len(title) + _BUTTON))
            sheet.write_string(0, at, title, bold)
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                _write(sheet, number, at, cell, forms, link if len(rows) <= _MOST_LINKED else None)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(heads) - 1)
        _write_about(book, about, link)
    return body.getvalue()


def _write(
    sheet: Worksheet, row: int, at: int, cell: Cell, forms: dict[type, Format], link: Format | None
) -> None:
    match cell:
        case None | "":
            return
        case Address() if link and len(cell) <= _LONGEST_LINK:
            sheet.write_url(row, at, cell, link, cell)
        case str():
            sheet.write_string(row, at, _fitting(cell))
        case date() if cell < _FIRST_DAY:
            sheet.write_string(row, at, cell.isoformat())
        case date():
            sheet.write_datetime(row, at, cell, forms[date])
        case _:
            sheet.write_number(row, at, cell, forms.get(type(cell)))


def _write_about(book: Workbook, about: Sequence[tuple[str, str]], link: Format) -> None:
    sheet = book.add_worksheet("About")
    label = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for at, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(at, at, width)
    for number, (title, value) in enumerate(about):
        sheet.write_string(number, 0, title, label)
        if isinstance(value, Address) and len(value) <= _LONGEST_LINK:
            sheet.write_url(number, 1, value, link, value)
        else:
            sheet.write_string(number, 1, _fitting(value), text)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the rows as lines of CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(map(_text, row) for row in rows)
    return out.getvalue().encode()


def _text(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case date():
            return cell.isoformat()
    return cell
