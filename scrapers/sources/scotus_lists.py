"""The Supreme Court's argument calendars and order lists, for the dockets that we watch.

Source   https://www.supremecourt.gov/oral_arguments/calendarsandlists.aspx (its address not verified) and
         .../orders/ordersofthecourt/<term>, and the PDFs that they link to; federal works. Robots rules
         unknown
Gives    the day for which an argument is set, often before the docket says so; the day and words of an order
Lacks    clock times (arguments normally begin at 10, but that is not a fact of the case); calendars as web
         pages
Quirks   PDFs for people: only their text is archived, without other people's dockets. If an argument is moved
         to another day, the docket's own entry says so, not this source
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import cast

from docket import times
from docket.issues import Issue, ParseError
from docket.snapshot import Form, Listing, Scope, ScopeKind, Snapshot
from scrapers.court_lists.pages import fill, find_links
from scrapers.documents import pdf_text
from scrapers.pacer import saved_pages
from scrapers.pacer.feeds import hash_of
from scrapers.source import Fetcher, FetchError, GivenUp, Source, WatchList
from scrapers.supreme_court import list_lines, records

_FRAME = re.compile(r"\bcalendars?\b|\border lists?\b|\borders of the court\b", re.IGNORECASE)
_WHOLE = re.compile(rb"</html\s*>\s*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class _Index:
    """A page that links to PDFs. The `newest` are requested each time, since they may be corrected; of the
    others, at most `missed` that were never read: a dozen after a pause of a month."""

    kind: str
    path: str
    link: re.Pattern
    newest: int
    missed: int


_INDEXES = (
    _Index(
        "calendar",
        "/oral_arguments/calendarsandlists.aspx",
        re.compile(r"cal[^/]{0,200}\.pdf\Z|hearing_?lists?[^/]{0,200}/[^/]{1,200}\.pdf\Z", re.IGNORECASE),
        20,
        0,
    ),
    # Names begin with month, day and year: 010824zor_….pdf.
    _Index(
        "orders",
        "/orders/ordersofthecourt/{term:02}",
        re.compile(r"/(?P<day>\d{6})z\w*\.pdf\Z", re.IGNORECASE),
        4,
        12,
    ),
)
_LAST_LISTS = 10  # the month in which a term begins; summer order lists are under the previous term


class SupremeCourtLists(Source):
    NAME = "scotus_lists"
    EVERY_MINUTES = 1440
    NETWORK = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield the calendars of the term and the latest order lists, reduced to watched dockets."""
        watched = {ref.docket_number for ref in watch.in_court("scotus") if ref.docket_number}
        if not watched:
            return
        base = http.address("SCOTUS_LISTS", records.SITE).rstrip("/")
        today = times.court_date(http.now(), "scotus")
        # In the first month of a term, the indexes of the previous term are still of interest.
        last_month = today.replace(day=1) - timedelta(days=1)
        days = [today] if today.month != _LAST_LISTS else [last_month, today]
        for index, url in dict.fromkeys(
            (index, base + fill(index.path, day)) for index in _INDEXES for day in days
        ):
            try:
                page = http.get(
                    url,
                    source=self.NAME,
                    form=Form.API,
                    court_id="scotus",
                    kind=f"{self.NAME}.index",
                    conditional=False,
                )
                links = _choose(http, _find_pdfs(page, index), index)
                if not links:
                    yield replace(
                        page,
                        is_unreadable=not _is_index(page),
                        compare_hash=hash_of(("index", str(_is_index(page)))),
                        item_count=0,
                        listing=Listing(f"{self.NAME}.{index.kind}", ()),
                    )
                for link in links:
                    yield _read(http, link, index.kind, watched)
            except FetchError as error:
                yield error

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the arguments that are set, or the orders, and issues.

        Raises ParseError: unknown-kind, no-list, changed-form.
        """
        lines = snapshot.body.decode("utf-8", "replace").splitlines()
        if snapshot.kind == f"{self.NAME}.calendar":
            return list(list_lines.read_calendar(lines, snapshot.url, snapshot.url))
        if snapshot.kind == f"{self.NAME}.orders" and lines:
            return list(list_lines.read_orders(lines, snapshot.url, snapshot.url))
        if snapshot.kind == f"{self.NAME}.index" and _is_index(snapshot):
            return [
                Issue(
                    "empty-list",
                    "no PDF is linked; either there is none or the page has changed",
                    snapshot.url,
                    "scotus",
                )
            ]
        if snapshot.kind in (f"{self.NAME}.orders", f"{self.NAME}.index"):
            raise ParseError(
                f"{snapshot.url}: no list of calendars or orders could be read; look at the address in a browser",
                code="no-list",
            )
        raise ParseError(
            f"{snapshot.url}: {self.NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
        )


SOURCE = SupremeCourtLists()


def _choose(http: Fetcher, links: list[str], index: _Index) -> list[str]:
    """Return the addresses to request, oldest first: the newest, and of the others the newest that were never
    read."""
    old, new = links[: -index.newest], links[-index.newest :]
    missed = [link for link in reversed(old) if not http.was_read(link)]
    return missed[: index.missed][::-1] + new


def _read(http: Fetcher, url: str, kind: str, watched: set[str]) -> Snapshot | FetchError:
    try:
        snapshot = http.get(
            url,
            source=SupremeCourtLists.NAME,
            form=Form.API,
            court_id="scotus",
            kind=f"{SupremeCourtLists.NAME}.{kind}",
            variant=hash_of(sorted(watched))[:16],
        )
    except FetchError as error:
        return error
    # Each PDF counts as an item of the index.
    snapshot = replace(snapshot, listing=Listing(snapshot.kind or SupremeCourtLists.NAME, (snapshot.url,)))
    if snapshot.is_not_modified:
        return snapshot
    try:
        return cast(Snapshot, http.apart(select_watched, snapshot, watched))
    except GivenUp as error:
        return FetchError(f"{url}: {error}", url)


def _find_pdfs(page: Snapshot, index: _Index) -> list[str]:
    """Return the addresses of the PDFs, oldest first."""
    if not _WHOLE.search(page.body):
        return []
    dated_links = [
        (match, link) for link in find_links(page) if (match := index.link.search(link.partition("?")[0]))
    ]
    if "day" in index.link.groupindex:
        dated_links.sort(key=lambda pair: (pair[0]["day"][4:], pair[0]["day"][:4]))
    return [link for _, link in dated_links]


def _is_index(page: Snapshot) -> bool:
    """Return whether a page is an index. An index is archived only if it links to nothing, as can happen in
    summer, so that readers learn of it."""
    try:
        words = saved_pages.plain_words(saved_pages.text_of(page.body, page.url))
    except ParseError:  # not a page at all
        return False
    return bool(_WHOLE.search(page.body) and _FRAME.search(words))


def select_watched(snapshot: Snapshot, watched: set[str]) -> Snapshot:
    """Return the snapshot with the text of the PDF as its body, without unwatched dockets.

    A PDF that cannot be read is marked as unreadable, without its bytes, since they name strangers.
    """
    raw_hash = snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest()
    try:
        if snapshot.kind == f"{SupremeCourtLists.NAME}.calendar":
            # In reading order, since the columns are in a different order in the file.
            lines = list_lines.in_eye_order(pdf_text.read_layout(snapshot.body, snapshot.url))
            kept, count = list_lines.cut_calendar(lines, watched, snapshot.url)
        else:
            lines = list_lines.clean(pdf_text.read_pdf(snapshot.body, snapshot.url))
            kept, count = list_lines.cut_orders(lines, watched, snapshot.url)
    except ParseError as error:
        return replace(
            snapshot,
            body=b"",
            raw_hash=raw_hash,
            is_unreadable=True,
            compare_hash=hash_of(("unreadable", error.code)),
        )
    return replace(
        snapshot,
        body="\n".join(kept).encode("utf-8", "replace"),
        raw_hash=raw_hash,
        media_type="text/plain; charset=utf-8",
        scope=Scope(ScopeKind.WINDOW),
        item_count=count,
    )
