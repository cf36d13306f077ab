"""The Supreme Court of the United States: the whole docket of each watched case.

Source   the docket's page on https://www.supremecourt.gov (today's html, or the htm from before 2017), free,
         no key, a federal work; saved pages can be imported. With TRACKER_SCOTUS_JSON=yes, the docket's JSON
         first: it is under /RSS/, and the site's robots.txt forbids /rss/ (August 2026), which differs only
         in case
Gives    the whole register, documents, parties and counsel, the court below and its numbers
Lacks    entry numbers (a PDF's address has the filing's), clock times, whether the docket is closed
Quirks   a missing docket is a 404, or a 200 whose body is not a docket; old entries are edited in place; the
         creation date changes without news, and copies can be stale (hence no-cache)
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import cast

from docket import times
from docket.issues import ParseError
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.failures import read_if_sound
from scrapers.pacer import saved_pages
from scrapers.source import Absent, Fetcher, FetchError, GivenUp, Progress, Source, WatchList, unreadable
from scrapers.supreme_court import pages, records as scotus_records

_PATH = "/RSS/Cases/JSON/{number}.json"
# The address in notice e-mails, and the one in the reference for dockets from before 2017 (unverified).
PAGES = {
    "scotus_html": "/search.aspx?filename=/docket/docketfiles/html/public/{number}.html",
    "scotus_htm": "/search.aspx?filename=/docketfiles/{number}.htm",
}
_FIRST_TERM = 16  # the layout changed with the 2016 term
_LAST_CENTURY = 60  # a term of 60 or more is in the last century
_CREATED = re.compile(rb'"sJsonCreationDate"\s*:\s*"[^"]*"\s*,?')
_MEDIA_TYPES = {"scotus_json": "application/json", "scotus_html": "text/html", "scotus_htm": "text/html"}
_JSON_MARKS = ('"ProceedingsandOrder"', '"PetitionerTitle"', '"sJsonCreationDate"', '"bCapitalCase"')
_HTML = re.compile(r"[Ii][Dd]\s*=\s*[\"']?(?i:docketinfo)\b")
_PAGE_CREATED = re.compile(
    r"<meta\s+name=[\"']creation_date[\"']\s+content=[\"']([\d/]{8,10})[\"']", re.IGNORECASE
)
# The Court's delivery network writes the visitor's IP address and port into a script of the page.
_VISITOR = re.compile(rb'("ak\.(?:bpcip|cport)"\s*:\s*)(?:"[^"]*"|\d+)')
_COMPLETE = Scope(ScopeKind.COMPLETE)


class SupremeCourt(Source):
    NAME = "scotus"
    EVERY_MINUTES = 1440
    NETWORK = True
    RESUMES = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError | Absent]:
        """Yield the page of every watched docket of the Court; if the operator wants it, the JSON instead,
        and the page only if the Court has no JSON for it.

        Dockets read in this round, and ended ones ever read, are not requested.
        """
        base = http.address("SCOTUS", scotus_records.SITE).rstrip("/")
        wants_json = http.is_on("SCOTUS_JSON")
        for number, is_ended in _wanted(watch).items():
            if _is_read(watch, base, number, is_ended):
                continue
            kind = page_kind(number)
            address = base + PAGES[kind].format(number=number)
            asked = base + _PATH.format(number=number) if wants_json else address
            answer = _get(http, asked, "scotus_json" if wants_json else kind)
            if wants_json and _is_absent(answer):
                page = _get(http, address, kind)
                is_docket = isinstance(page, Snapshot) and not page.is_unreadable
                answer = page if is_docket else answer
            if is_ended and isinstance(answer, FetchError) and answer.status == 404:
                # For an open docket this is a failure that somebody should see; a closed one need not be
                # requested again.
                yield Absent(asked, times.instant(http.now()), "scotus")
            else:
                yield answer

    def count_read(self, http: Fetcher, watch: WatchList) -> Progress:
        """Count the dockets of the Court read in this round or for good, and all its dockets."""
        base, wanted = http.address("SCOTUS", scotus_records.SITE).rstrip("/"), _wanted(watch)
        read_count = sum(_is_read(watch, base, number, is_ended) for number, is_ended in wanted.items())
        return Progress(read_count, len(wanted))

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot to archive for a saved docket, None if it is not this Court's.

        Only the content decides; `court_id` is the court that the operator named, `imported_at` a UTC
        instant. Raises ParseError, whose message names the file and the remedy: empty, undecodable,
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
                (
                    f"{page}: --court says {court_id}, the page is of the Supreme Court (scotus); leave "
                    "--court out or correct it"
                ),
                code="court-contradiction",
            )
        if kind != "scotus_json":
            pages.find_register(text, kind, page)
        created = _created_on(text, kind, page)
        return Snapshot(
            source=self.NAME,
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

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the docket, its entries in the order of the page, its parties, and issues.

        Raises ParseError: unknown-kind, undecodable, empty-answer, cut-in-half, no-docket, docket-number, and
        changed-form for a value whose type is not the Court's usual one.
        """
        if snapshot.kind not in _MEDIA_TYPES:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
            )
        text = saved_pages.text_of(snapshot.body, snapshot.url)
        if snapshot.kind == "scotus_json":
            return list(scotus_records.read_json(_load(text, snapshot.url), snapshot.url))
        return pages.read_page(text, snapshot.kind, snapshot.url)


SOURCE = SupremeCourt()


def _wanted(watch: WatchList) -> dict[str, bool]:
    """Return, by docket number, whether the docket ended, in the order of the watch list."""
    ended_by_number: dict[str, bool] = {}
    for refs, is_ended in ((watch.refs, False), (watch.ended, True)):
        for ref in refs:
            if ref.court_id == "scotus" and ref.docket_number:
                ended_by_number.setdefault(ref.docket_number, is_ended)
    return ended_by_number


def _is_read(watch: WatchList, base: str, number: str, is_ended: bool) -> bool:
    paths = (_PATH, PAGES[page_kind(number)])
    return any(watch.look(base + path.format(number=number), is_ended) for path in paths)


def _get(http: Fetcher, url: str, kind: str) -> Snapshot | FetchError:
    try:
        snapshot = http.get(
            url,
            source=SupremeCourt.NAME,
            form=Form.SHEET,
            court_id="scotus",
            kind=kind,
            headers={"Cache-Control": "no-cache"},
        )
    except FetchError as error:
        return error
    if snapshot.is_not_modified:
        return snapshot
    try:
        return cast(Snapshot, http.apart(_describe, snapshot))
    except GivenUp as error:  # archived as received; set aside when read again
        return unreadable(replace(snapshot, body=_VISITOR.sub(rb'\1""', snapshot.body)), error.code)


def _is_absent(answer: Snapshot | FetchError) -> bool:
    """Return whether there is no JSON: a 404, or a 200 that is empty or a web page. Any other failure is
    temporary."""
    if isinstance(answer, FetchError):
        return answer.status == 404
    return answer.is_unreadable and (not answer.body.strip() or answer.body.lstrip().startswith(b"<"))


def page_kind(number: str) -> str:
    """Return the kind of a docket's page: 97-826 and 15-1001, from terms before 2016, have the older
    layout."""
    year = int(number[:2]) if number[:2].isdigit() else _FIRST_TERM
    return "scotus_html" if _FIRST_TERM <= year < _LAST_CENTURY else "scotus_htm"


def _describe(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with what its body says about itself; marked as unreadable if it is not a docket.

    The frame and the date of a page change without news, so the records read from it are compared.
    """
    kind = snapshot.kind or ""
    raw_hash = snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest()
    snapshot = replace(snapshot, body=_VISITOR.sub(rb'\1""', snapshot.body), raw_hash=raw_hash)
    try:
        records = SOURCE.parse(snapshot)
    except ParseError as error:
        return unreadable(snapshot, error.code)
    created = _created_on(saved_pages.text_of(snapshot.body, snapshot.url), kind, snapshot.url)
    content_hash = hashlib.sha256(repr(records).encode("utf-8", "replace")).hexdigest()
    return replace(
        snapshot,
        as_of=created or snapshot.fetched_at,
        as_of_basis="page" if created else "fetch",
        scope=_COMPLETE,
        compare_hash=_compare_hash(snapshot.body) if kind == "scotus_json" else content_hash,
    )


def _compare_hash(body: bytes) -> str:
    """Return a digest of the content without the date on which the file was rebuilt, which is not news."""
    return hashlib.sha256(_CREATED.sub(b"", body)).hexdigest()


def _created_on(text: str, kind: str, page: str) -> str | None:
    """Return the court-local date (MM/DD/YYYY) on which a page says it was made; None if it does not say."""
    if kind == "scotus_json":
        words = _load(text, page).get("sJsonCreationDate")
    else:
        words = match[1] if (match := _PAGE_CREATED.search(text)) else None
    day = read_if_sound(times.parse_date, words) if isinstance(words, str) else None
    return day.isoformat() if day else None


def _load(text: str, page: str) -> dict:
    """Return the JSON object. Raises ParseError: empty-answer, no-docket, cut-in-half."""
    if not text.strip():
        raise ParseError(
            f"{page}: an empty answer: the Court has no such docket, or not yet", code="empty-answer"
        )
    if text.lstrip().startswith("<"):
        raise ParseError(
            f"{page}: a web page, not docket JSON: the Court has no such docket, or refuses", code="no-docket"
        )
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            f"{page}: not whole docket JSON ({error}); fetch or save it again", code="cut-in-half"
        ) from None
    if not isinstance(data, dict):
        raise ParseError(f"{page}: JSON, but not a docket", code="no-docket")
    return data


def _find_kind(text: str) -> str | None:
    if text.lstrip().startswith("{"):
        return "scotus_json" if sum(mark in text for mark in _JSON_MARKS) >= 2 else None
    if pages.REGISTER["scotus_htm"].search(text):
        return "scotus_htm"
    return "scotus_html" if _HTML.search(text) else None
