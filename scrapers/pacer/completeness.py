"""Whether a saved page is complete, checked before anything is parsed.

A truncated download looks like a short docket, and a short docket like withdrawn entries. So a register that
was opened must be closed, its last row must have all its cells, and some tag must be closed after it.
``</html>`` is not required: 8 of 27 complete sample pages of district and appellate courts lack it.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise

from docket.issues import ParseError

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_CLOSED_AFTER = re.compile(r"</(?:body|html|div|form|center)\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script|\Z)|<(?P<end>/?)(?P<name>table|tr|td|th)\b",
    re.IGNORECASE | re.DOTALL,
)
_DISTRICT_HEADING = re.compile(r">(?:\s|&nbsp;)*Docket\s+Text(?:\s|&nbsp;)*<", re.IGNORECASE)
_APPELLATE_HEADING = re.compile(r"<!--[^<>]*NEW SECTION - DOCKET ENTRIES")
_DATE = r"\d{1,2}/\d{1,2}/\d{2,4}"
_DATE_CELL = re.compile(rf"<td\b[^<>]*>(?:\s|&nbsp;)*{_DATE}(?:\s|&nbsp;)*</td>", re.IGNORECASE)
# nysd 1:18-mj-03161, saved 2018-04-15: a range without entries prints this and no table.
_NOTHING_FOUND = re.compile(
    r"none\s+satisfy\s+the\s+selection\s+criteria|There\s+are\s+no\s+proceedings\s+for", re.IGNORECASE
)
_ENTERED = re.compile(r"[\[(]Entered:\s")
_BILL = re.compile(r"Billable\s+Pages", re.IGNORECASE)
_WHOLE_ROW = 3  # date, number, text


def _cut(page: str, place: str) -> ParseError:
    return ParseError(
        f"{page}: the page is cut in half ({place}); save the whole page again", code="cut-in-half"
    )


def check_district(text: str, page: str) -> int:
    """Return how many rows of the register begin with a date. Raises ParseError (cut-in-half)."""
    heading = _DISTRICT_HEADING.search(text)
    if heading is None:
        if _NOTHING_FOUND.search(text):
            return 0
        raise _cut(page, "it ends before its table of docket entries")
    starts = [table.start() for table in _TABLE.finditer(text, 0, heading.start())]
    if not starts:
        raise _cut(page, "its table of docket entries has no beginning")
    start = starts[-1]
    end = _check_table(text, start, page)
    # A very long docket is printed in several tables; those after the first have no heading.
    while (following := _next_table(text, end)) is not None:
        end = _check_table(text, following, page)
    if not _CLOSED_AFTER.search(text, end):
        raise _cut(page, "it ends right after a table of docket entries, and more tables may follow")
    return len(_DATE_CELL.findall(text, start))


def _next_table(text: str, at: int) -> int | None:
    """Return the offset at which the next table opens, ignoring tables written by a script."""
    tags = _TAG.finditer(text, at)
    return next(
        (tag.start() for tag in tags if (tag["name"] or "").lower() == "table" and not tag["end"]), None
    )


def check_appellate(text: str, page: str) -> int:
    """Return how many rows of the register begin with a date. Raises ParseError (cut-in-half)."""
    heading = _APPELLATE_HEADING.search(text)
    if heading is None:
        if re.search(r"</html>", text, re.IGNORECASE) or _BILL.search(text):
            return 0  # a summary requested without its register
        raise _cut(page, "it ends before its docket entries")
    start = _next_table(text, heading.end())
    if start is None:
        raise _cut(page, "its table of docket entries is missing")
    return len(_DATE_CELL.findall(text, start, _check_table(text, start, page)))


def _check_table(text: str, start: int, page: str) -> int:
    """Return the offset at which the table that opens at `start` ends. Raises ParseError if it is incomplete.

    A browser that saves a broken download closes the open tags itself: then the last row is short or, if no
    receipt follows, is the only one without "(Entered: …)" (all 1,509 entries in the district samples have
    one).
    """
    end, rows = _walk_table(text, start, page)
    rows = [(at, cells) for at, cells in rows if cells]
    edges = [at for at, _ in rows] + [end]
    dated = [at for at, next_at in pairwise(edges) if _DATE_CELL.search(text, at, next_at)]
    if not dated:
        return end
    if rows[-1][1] < _WHOLE_ROW:
        raise _cut(page, "its last docket entry has no text")
    trailers = len(_ENTERED.findall(text, start, end))
    is_last_open = not _ENTERED.search(text, dated[-1], end)
    if is_last_open and trailers == len(dated) - 1 > 0 and not _BILL.search(text, end):
        raise _cut(page, "its last docket entry breaks off")
    return end


def _walk_table(text: str, start: int, page: str) -> tuple[int, list[tuple[int, int]]]:
    """Return the offset at which the table ends, and (offset, cells) of its rows and of the rows of tables in
    it."""
    rows: list[list[int]] = []
    open_rows: list[int] = []  # for each open table, the index of its current row
    for tag in _TAG.finditer(text, start):
        name = (tag["name"] or "").lower()
        if name == "table" and tag["end"]:
            open_rows.pop()
            if not open_rows:
                return tag.end(), [(at, cells) for at, cells in rows]
        elif name == "table":
            open_rows.append(-1)
        elif name == "tr" and not tag["end"]:
            rows.append([tag.start(), 0])
            open_rows[-1] = len(rows) - 1
        elif name in ("td", "th") and not tag["end"] and open_rows[-1] >= 0:
            rows[open_rows[-1]][1] += 1
    raise _cut(page, "its table of docket entries is not closed")


# Values that are text wherever they occur; the library passes on whatever it finds there.
_ACMS_TEXTS = ("docketEntryId", "name")


def check_acms(text: str, page: str) -> int:
    """Return how many entries the JSON has. Raises ParseError (cut-in-half, incomplete-acms, unreadable-page)
    if it breaks off, lacks its register, or has another value where text belongs."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _cut(page, f"its JSON is broken: {error}") from None
    entries = data.get("docketInfo", {}) if isinstance(data, dict) else None
    if not isinstance(entries, dict) or not isinstance(entries.get("docketEntries"), list):
        raise ParseError(
            f"{page}: ACMS data without docketInfo.docketEntries; save both answers", code="incomplete-acms"
        )
    if not isinstance(data.get("caseDetails"), dict):
        raise ParseError(f"{page}: ACMS data without caseDetails; save both answers", code="incomplete-acms")
    if name := next(_find_other_values(data), None):
        raise ParseError(f"{page}: ACMS data in which {name} is no text", code="unreadable-page")
    return len(entries["docketEntries"])


def _find_other_values(data: object) -> Iterator[str]:
    """Yield each name of `_ACMS_TEXTS` under which something other than text stands, in one walk."""
    if isinstance(data, dict):
        yield from (name for name in _ACMS_TEXTS if not isinstance(data.get(name), str | None))
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _find_other_values(item)


def check_recap(text: str, page: str) -> int:
    """Return the number of main documents listed. Raises ParseError (cut-in-half, hostile-xml)."""
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise ParseError(
            f"{page}: XML that declares entities is refused; no RECAP file has any", code="hostile-xml"
        )
    if not re.search(r"</gov_uscourts_docket>\s*\Z", text):
        raise _cut(page, "it does not end with </gov_uscourts_docket>")
    return len(re.findall(r"<document\b[^<>]*\battachment_num=[\"']0[\"']", text))


# By kind of page, the function that counts its entries as far as possible without parsing it.
CHECKS = {
    "district_html": check_district,
    "appellate_html": check_appellate,
    "recap_xml": check_recap,
    "acms_json": check_acms,
}


def check_email(text: str, page: str) -> None:
    """Raise ParseError (cut-in-half) if a notice ends before it says to whom it was sent.

    `text` is the decoded body of the message. Every notice ends with that list or with the
    documents of the transaction.
    """
    heading = re.search(r"Docket\s+Text:", text)
    if heading is None:
        raise _cut(page, "the notice has no docket text")
    if not re.search(
        r"mailed\s+to|delivered\s+by\s+other\s+means|document\(s\)\s+are\s+associated", text[heading.end() :]
    ):
        raise _cut(page, "the notice ends inside its docket text")
