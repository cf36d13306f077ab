"""Reads a docket's page on the Supreme Court's site, in today's layout (html) or the one before 2017 (htm),
into our records. Pure.

juriscraper reads it; this module adds what it does not return: whether the page is complete, whether all of
it was read, and the caption as printed.
"""

import html
import re
from collections.abc import Iterator

from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, Party
from scrapers.court_lists.items import read_tree
from scrapers.pacer import juriscraper_adapter
from scrapers.supreme_court import records as scotus_records

# What marks the beginning of the register, by kind of page. A page without it is not a docket, or breaks off.
REGISTER = {
    "scotus_html": re.compile(r"[Ii][Dd]\s*=\s*[\"']?(?i:proceedings)\b"),
    "scotus_htm": re.compile(r"~~Date~~.{0,200}?~~Proceedings", re.IGNORECASE | re.DOTALL),
}
_DATE_CELL = re.compile(r"<td\b[^<>]*>\s*[A-Z][a-z]{2}\s+\d{1,2},?\s+\d{4}\s*</td>", re.IGNORECASE)
_PARTY_NAME = re.compile(r">\s*Party name:([^<]{0,500})<", re.IGNORECASE)
# Until about 2007.
_STATUS = re.compile(r">Status:\s*</td>\s*<td>\s{0,99}([A-Z][A-Z ]{0,60}?)\s{0,99}</td>", re.IGNORECASE)


def find_register(text: str, kind: str, page: str) -> int:
    """Return the offset at which the register begins. Raises ParseError if the page is incomplete."""
    register = REGISTER[kind].search(text)
    if register is None or not re.search(r"</html\s*>", text, re.IGNORECASE):
        raise ParseError(f"{page}: the page breaks off before its end; save it again", code="cut-in-half")
    return register.end()


def read_page(text: str, kind: str, page: str) -> list[object]:
    start = find_register(text, kind, page)
    data = juriscraper_adapter.parse_docket(kind, text)
    title = _find_title(text, page) if kind == "scotus_html" else None
    status = match[1] if (match := _STATUS.search(text[:start])) else None
    records = list(scotus_records.read_page(data, title, status, page))
    return records + list(_unread(text, start, records, page))


def _unread(text: str, start: int, records: list[object], page: str) -> Iterator[Issue]:
    """Yield an issue for each party that the page prints but was not read.

    Raises ParseError for unread entries: since the page counts as complete, they would seem to have
    disappeared.
    """
    docket_number = next(record.ref.docket_number for record in records if isinstance(record, Docket))
    listed = len(_DATE_CELL.findall(text, start))
    read = sum(isinstance(record, DocketEntry) for record in records)
    if read < listed:
        raise ParseError(
            f"{page}: only {read} of {listed} entries could be read; import the docket's JSON instead",
            code="entries-not-read",
        )
    names = {record.name for record in records if isinstance(record, Party)}
    for printed in dict.fromkeys(_PARTY_NAME.findall(text, start)):
        name = " ".join(html.unescape(printed).split())
        if name and name not in names:
            yield Issue("party-not-read", name, page, "scotus", docket_number)


def _find_title(text: str, page: str) -> str | None:
    """Return the caption as printed; juriscraper's is without "et al." and the like."""
    titles = read_tree(text, page).xpath("//table[@id='docketinfo']//span[@class='title']")
    return " ".join(" ".join(titles[0].itertext()).split()) or None if titles else None
