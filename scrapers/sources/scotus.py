"""The Supreme Court of the United States: one docket an answer, whole.

Source   https://www.supremecourt.gov/RSS/Cases/JSON/<number>.json, free, no key, a federal work;
         saved docket pages (today's html and the htm of before 2017) by import. Robots rules not known
Gives    the whole register, documents, parties and counsel, court and numbers below
Lacks    entry numbers (a PDF's address holds the filing's), clock times, whether the docket is closed
Quirks   a missing docket is a 404, or a 200 with an empty or HTML body; old entries are edited in
         place; the creation date moves without news, and copies may be stale (hence no-cache)
"""

import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree

from docket import times
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, Party
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers import pacer_parsers, saved_pages, scotus_records
from scrapers.source import FetchError, WatchList

NAME = "scotus"
EVERY_MINUTES = 1440
NETWORK = True

_PATH = "/RSS/Cases/JSON/{number}.json"
_CREATED = re.compile(rb'"sJsonCreationDate"\s*:\s*"[^"]*"\s*,?')
_MEDIA_TYPES = {"scotus_json": "application/json", "scotus_html": "text/html", "scotus_htm": "text/html"}
_JSON_MARKS = ('"ProceedingsandOrder"', '"PetitionerTitle"', '"sJsonCreationDate"', '"bCapitalCase"')
_HTML = re.compile(r"id\s*=\s*[\"']?docketinfo\b", re.IGNORECASE)
# Where the register begins, by kind of page; one without it is no docket, or broken off.
_REGISTER = {
    "scotus_html": re.compile(r"id\s*=\s*[\"']?proceedings\b", re.IGNORECASE),
    "scotus_htm": re.compile(r"~~Date~~.{0,200}?~~Proceedings", re.IGNORECASE | re.DOTALL),
}
_DATE_CELL = re.compile(r"<td\b[^>]*>\s*[A-Z][a-z]{2}\s+\d{1,2},?\s+\d{4}\s*</td>", re.IGNORECASE)
_PARTY_NAME = re.compile(r">\s*Party name:([^<]*)<", re.IGNORECASE)
_PAGE_CREATED = re.compile(r"<meta\s+name=[\"']creation_date[\"']\s+content=[\"']([\d/]{8,10})[\"']", re.IGNORECASE)
# The Court's delivery network writes the visitor's IP address and port into a script of the page.
_VISITOR = re.compile(rb'("ak\.(?:bpcip|cport)"\s*:\s*)(?:"[^"]*"|\d+)')
_STATUS = re.compile(r">Status:\s*</td>\s*<td>\s*([A-Z][A-Z ]*?)\s*</td>", re.IGNORECASE)      # until about 2007
_COMPLETE = Scope(ScopeKind.COMPLETE)


def fetch(http, watch: WatchList) -> Iterator[Snapshot | FetchError]:
    """Yield the docket JSON of every watched docket of the Court."""
    base = http.address("SCOTUS", scotus_records.SITE).rstrip("/")
    for number in sorted({ref.docket_number for ref in watch.in_court("scotus") if ref.docket_number}):
        url = base + _PATH.format(number=number)
        try:
            snapshot = http.get(
                url, source=NAME, form=Form.SHEET, court_id="scotus", kind="scotus_json", headers={"Cache-Control": "no-cache"}
            )
        except FetchError as error:
            yield error
            continue
        yield snapshot if snapshot.is_not_modified else _describe(snapshot)


def _describe(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with what its body says of itself; one that is no docket comes back as unreadable.

    Of one kind of unreadable answer in a row only the first counts as new.
    """
    try:
        data = _load(saved_pages.text_of(snapshot.body, snapshot.url), snapshot.url)
        list(scotus_records.read_json(data, snapshot.url))
    except ParseError as error:
        digest = hashlib.sha256(f"unreadable {error.code}".encode()).hexdigest()
        return replace(snapshot, is_unreadable=True, compare_hash=digest)
    created = _day(data.get("sJsonCreationDate"))
    return replace(
        snapshot,
        as_of=created or snapshot.fetched_at,
        as_of_basis="page" if created else "fetch",
        scope=_COMPLETE,
        raw_hash=snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest(),
        compare_hash=_compare_hash(snapshot.body),
    )


def _compare_hash(body: bytes) -> str:
    """The date on which the file was made anew is no news."""
    return hashlib.sha256(_CREATED.sub(b"", body)).hexdigest()


def _day(words) -> str | None:
    """Return the court-local date on which a page says it was made (MM/DD/YYYY), None if it does not."""
    try:
        return times.parse_date(words).isoformat() if isinstance(words, str) else None
    except ParseError:
        return None


def _load(text: str, page: str) -> dict:
    """Return the JSON object, or raise ParseError: empty-answer, no-docket, cut-in-half."""
    if not text.strip():
        raise ParseError(f"{page}: an empty answer: the Court has no such docket, or not yet", code="empty-answer")
    if text.lstrip().startswith("<"):
        raise ParseError(f"{page}: a web page, not docket JSON: the Court has no such docket, or refuses", code="no-docket")
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"{page}: not whole docket JSON ({error}); fetch or save it again", code="cut-in-half") from None
    if not isinstance(data, dict):
        raise ParseError(f"{page}: JSON, but not a docket", code="no-docket")
    return data


def recognise(name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
    """Return the snapshot to archive of a saved docket, None if it is none of this Court's.

    The content alone decides; `court_id` is what the operator said, `imported_at` a UTC instant.
    Raises ParseError, whose message names the file and the remedy: empty, undecodable,
    cut-in-half, court-contradiction.
    """
    page = PurePosixPath(name.replace("\\", "/")).name
    if not body.strip():
        raise ParseError(f"{page}: the file is empty; save the page again", code="empty")
    text = saved_pages.text_of(body, page)
    kind = _find_kind(text)
    if kind is None:
        return None
    if court_id not in (None, "scotus"):
        raise ParseError(
            f"{page}: --court says {court_id}, the page is of the Supreme Court (scotus); leave --court out or correct it",
            code="court-contradiction",
        )
    if kind == "scotus_json":
        created = _day(_load(text, page).get("sJsonCreationDate"))
    else:
        _find_register(text, kind, page)
        created = _day(match[1]) if (match := _PAGE_CREATED.search(text)) else None
    return Snapshot(
        source=NAME,
        url=f"import:{page}",
        fetched_at=imported_at,
        body=_VISITOR.sub(rb'\1""', body),
        form=Form.SHEET,
        court_id="scotus",
        kind=kind,
        media_type=_MEDIA_TYPES[kind],
        as_of=created or imported_at,
        as_of_basis="page" if created else "file",
        scope=_COMPLETE,
        raw_hash=hashlib.sha256(body).hexdigest(),
        compare_hash=_compare_hash(body) if kind == "scotus_json" else None,
    )


def _find_kind(text: str) -> str | None:
    if text.lstrip().startswith("{"):
        return "scotus_json" if sum(mark in text for mark in _JSON_MARKS) >= 2 else None
    if _REGISTER["scotus_htm"].search(text):
        return "scotus_htm"
    return "scotus_html" if _HTML.search(text) else None


def parse(snapshot: Snapshot) -> list[object]:
    """Return the docket, its entries in the order of the page, its parties, and issues.

    Raises ParseError: unknown-kind, undecodable, empty-answer, cut-in-half, no-docket, docket-number,
    and changed-form for a value of another type than the Court's own.
    """
    if snapshot.kind not in _MEDIA_TYPES:
        raise ParseError(f"{snapshot.url}: {NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind")
    text = saved_pages.text_of(snapshot.body, snapshot.url)
    if snapshot.kind == "scotus_json":
        return list(scotus_records.read_json(_load(text, snapshot.url), snapshot.url))
    return _parse_page(text, snapshot.kind, snapshot.url)


def _find_register(text: str, kind: str, page: str) -> int:
    """Return where the register begins on a page that is whole, or raise ParseError."""
    register = _REGISTER[kind].search(text)
    if register is None or not re.search(r"</html\s*>", text, re.IGNORECASE):
        raise ParseError(f"{page}: the page breaks off before its end; save it again", code="cut-in-half")
    return register.end()


def _parse_page(text: str, kind: str, page: str) -> list[object]:
    start = _find_register(text, kind, page)
    read = pacer_parsers.parse_scotus_html if kind == "scotus_html" else pacer_parsers.parse_scotus_htm
    data = read(text)
    title = _find_title(text) if kind == "scotus_html" else None
    status = match[1] if (match := _STATUS.search(text[:start])) else None
    records = list(scotus_records.read_page(data, title, status, page))
    return records + list(_unread(text, start, records, page))


def _unread(text: str, start: int, records: list[object], page: str) -> Iterator[Issue]:
    """Yield an issue for each party that the page prints and nobody read.

    For entries it is a ParseError: the page counts as complete, so those would have disappeared.
    """
    docket_number = next(record.ref.docket_number for record in records if isinstance(record, Docket))
    listed, read = len(_DATE_CELL.findall(text, start)), sum(isinstance(record, DocketEntry) for record in records)
    if read < listed:
        raise ParseError(
            f"{page}: only {read} of {listed} entries could be read; import the docket's JSON instead", code="entries-not-read"
        )
    names = {record.name for record in records if isinstance(record, Party)}
    for printed in dict.fromkeys(_PARTY_NAME.findall(text, start)):
        name = " ".join(html.unescape(printed).split())
        if name and name not in names:
            yield Issue("party-not-read", name, page, "scotus", docket_number)


def _find_title(text: str) -> str | None:
    """Return the caption as printed; juriscraper's is without "et al." and the like."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    titles = root.xpath("//table[@id='docketinfo']//span[@class='title']")
    return " ".join(" ".join(titles[0].itertext()).split()) or None if titles else None
