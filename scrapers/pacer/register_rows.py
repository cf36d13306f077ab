"""Removes the unreadable rows of a saved register before the page is parsed.

juriscraper silently skips a row without a date, and fails on a whole sheet for an impossible date; one broken
byte must not make the next row look edited. So such a row becomes an issue with its own words, the rest of
the page is read, and the page no longer counts as complete.
"""

import re
from dataclasses import dataclass

from scrapers.pacer import juriscraper_adapter
from scrapers.pacer.saved_pages import plain_words

_HEADING = re.compile(
    r"<!--[^<>]*NEW SECTION - DOCKET ENTRIES|>(?:\s|&nbsp;)*Docket\s+Text(?:\s|&nbsp;)*<", re.IGNORECASE
)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script|\Z)|<(?P<end>/?)(?P<name>table|tr|td|th)\b[^<>]*>?",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_ROW = 3  # date, number, text
_UNREADABLE = "\ufffd"
_PRINTED_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}", re.ASCII)
_DAY = re.compile(r"(?:0[1-9]|1[0-2])/(?:0[1-9]|1\d|2[0-8])/(?:19|20)\d\d", re.ASCII)


@dataclass
class _Row:
    """The position of a row in the page, that of its first cell, and whether the row contains another
    table."""

    start: int
    end: int = -1
    cells: int = 0
    first_cell: int = -1
    first_end: int = -1
    has_table: bool = False


def take_out_unreadable(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a page without the unreadable rows of its register, and the text of each such row."""
    heading = _HEADING.search(text)
    if heading is None:
        return text, ()
    # A district court's heading is inside the table, an appellate court's before it.
    start = text.rfind("<table", 0, heading.start()) if heading[0].startswith(">") else heading.end()
    kept, unread, at = [], [], 0
    for rows in _find_tables(text, max(start, 0)):
        days = [plain_words(text[row.first_cell : row.first_end]) for row in rows]
        is_heading = [bool(_HEADING.search(text, row.start, row.end)) for row in rows]
        if not any(is_heading) and not any(map(_PRINTED_DAY.fullmatch, days)):
            continue
        for row, day, is_first in zip(rows, days, is_heading, strict=True):
            if row.cells < _WHOLE_ROW or is_first or row.start < at:
                continue
            words = plain_words(text[row.start : row.end])
            # Nothing is lost with an empty row, or with the check boxes that select files of the row above.
            if not words or (row.has_table and not day):
                continue
            if _UNREADABLE in words or not (_DAY.fullmatch(day) or juriscraper_adapter.is_day(day)):
                kept.append(text[at : row.start])
                unread.append(words)
                at = row.end
    return "".join((*kept, text[at:])), tuple(unread)


def _find_tables(text: str, start: int) -> list[list[_Row]]:
    """Return the rows of each table after `start`, in the order in which the tables begin."""
    tables: list[list[_Row]] = []
    open_tables: list[list[_Row]] = []

    def close_row(rows: list[_Row], at: int) -> None:
        if rows and rows[-1].end < 0:
            rows[-1].end = at
            if rows[-1].first_end < 0:
                rows[-1].first_end = at

    for tag in _TAG.finditer(text, start):
        name, rows = (tag["name"] or "").lower(), open_tables[-1] if open_tables else None
        if name == "table" and not tag["end"]:
            if rows:
                rows[-1].has_table = True
            open_tables.append([])
            tables.append(open_tables[-1])
        elif rows is None:
            continue
        elif name == "table":
            close_row(rows, tag.start())
            open_tables.pop()
        elif name == "tr":
            close_row(rows, tag.start() if not tag["end"] else tag.end())
            if not tag["end"]:
                rows.append(_Row(tag.start()))
        elif name in ("td", "th") and rows and rows[-1].end < 0:
            row = rows[-1]
            if row.cells == 1 and row.first_end < 0:
                row.first_end = tag.start()
            row.cells += not tag["end"]
            if row.cells == 1 and not tag["end"]:
                row.first_cell = tag.end()
    return tables
