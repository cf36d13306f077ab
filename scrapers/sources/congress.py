"""Bills of Congress that touch 47 U.S.C. § 230: their actions, sponsors, summaries and related bills.

Source   https://www.govinfo.gov/bulkdata/BILLSTATUS/, free, without a key, a federal work; with a key
         (TRACKER_CONGRESS_KEY) also https://api.congress.gov/v3/, 5,000 requests an hour
Gives    title, sponsor, day of introduction, every dated action, the latest summary, the law it became,
         related bills. It also finds bills related to ours and, with the key, new bills by title, if they
         name § 230
Lacks    what a bill would do to § 230 (the catalog has that), its text, bills before the 108th Congress;
         without the key, new bills unrelated to ours
Quirks   element names changed about 2022 (both are read); an update date changes without news; the House
         lists an action twice, once for itself and once for the Library; the API prints the key in its
         responses
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from docket import times
from docket.bills import is_bill_id, load_bill_ids, make_bill_id, split_bill_id, touches_statute
from docket.issues import ParseError
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.documents import bills
from scrapers.failures import read_if_sound
from scrapers.http.patience import Patience
from scrapers.source import Fetcher, FetchError, Progress, Source, WatchList, unreadable

_BULK = "https://www.govinfo.gov"
_API = "https://api.congress.gov"
_FOLDER = "/bulkdata/BILLSTATUS"
_PARTS = {
    "congress_bill": "",
    "congress_actions": "/actions",
    "congress_summaries": "/summaries",
    "congress_related": "/relatedbills",
}
_PAGE_SIZE = 250  # bills on a page of the API's list
_PAGES = 4  # pages of that list: some days of news
_MOST_BILLS = 400  # in one run; the catalog has 166, and more are found
_UPDATED = re.compile(
    rb"<(updateDate(?:IncludingText)?)>[^<]*</\1>|\"updateDate(?:IncludingText)?\"\s*:\s*\"[^\"]*\"\s*,?"
)
_API_PAGE = re.compile(r"/bill/(\d+)/([a-z]+)/(\d+)\b")
_HEAD = 4096  # bytes within which a file's first element is
_FILE_PAGE = re.compile(r"BILLSTATUS-(\d+)([a-z]+)(\d+)\.xml")


class Congress(Source):
    NAME = "congress"
    EVERY_MINUTES = 1440
    NETWORK = True
    RESUMES = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield the file of every bill in the catalog and of those found since; then what the API's list
        shows."""
        looking = _Looking(http)
        for bill_id in _wanted(watch):
            if not watch.look(looking.address(bill_id)):  # not requested in this round
                yield from looking.ask(bill_id)
        if looking.key:
            yield from looking.discover()

    def count_read(self, http: Fetcher, watch: WatchList) -> Progress:
        """Count the bills read in this round, and all bills."""
        looking, wanted = _Looking(http), _wanted(watch)
        read_count = sum(watch.look(looking.address(bill_id)) is not None for bill_id in wanted)
        return Progress(read_count, len(wanted))

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a saved BILLSTATUS file, None for any other. Raises ParseError as `parse`
        does."""
        if b"<billStatus" not in body[:_HEAD]:
            return None
        saved = Snapshot(
            self.NAME,
            f"import:{name}",
            imported_at,
            body,
            Form.API,
            kind="billstatus_xml",
            media_type="application/xml",
        )
        data = bills.read_xml(body, name)
        bill_id = _check_bill(data, name)
        if bill_id not in load_bill_ids() and not bills.is_wanted(data, bill_id):
            raise ParseError(
                f"{name}: {bill_id} does not name § 230; only bills that do are kept", code="other-bill"
            )
        return _describe(saved, bills.read_xml)

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the bill, its actions and links, and issues; nothing for a bill that is not ours, or for a
        list.

        Raises ParseError: unknown-kind, hostile-xml, not-xml, not-json, no-bill, wrong-bill, bill-number, changed-form.
        """
        if snapshot.kind == "congress_list":
            if snapshot.is_unreadable:
                _read_list(snapshot)
            return []
        if snapshot.kind == "billstatus_xml":
            data = bills.read_xml(snapshot.body, snapshot.url)
            return list(bills.read_records(data, _check_bill(data, snapshot.url)))
        page = _API_PAGE.search(snapshot.url)
        if snapshot.kind not in _PARTS or page is None:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
            )
        bill_id = make_bill_id(*page.groups())
        data = bills.read_answer(snapshot.body, snapshot.url, bill_id)
        return list(bills.read_records(data, bill_id, is_part=snapshot.kind != "congress_bill"))


SOURCE = Congress()


def _wanted(watch: WatchList) -> list[str]:
    """Return the ids of the bills, the newest Congress first."""
    bills_ = sorted({*load_bill_ids(), *filter(is_bill_id, watch.bill_ids)})
    return sorted(bills_, key=lambda bill_id: -split_bill_id(bill_id)[0])


class _Looking:
    """One run: what was requested already, and whether the servers still respond."""

    def __init__(self, http: Fetcher) -> None:
        self.http = http
        self.key = http.key("CONGRESS")
        self.bulk = http.address("BILLSTATUS", _BULK).rstrip("/").removesuffix(_FOLDER)
        self.api = http.address("CONGRESS", _API).rstrip("/").removesuffix("/v3")
        self.asked: set[str] = set()
        self.bulk_patience, self.api_patience = Patience(), Patience()

    def address(self, bill_id: str) -> str:
        congress, bill_type, number = split_bill_id(bill_id)
        return f"{self.bulk}{_FOLDER}/{congress}/{bill_type}/BILLSTATUS-{congress}{bill_type}{number}.xml"

    def ask(self, bill_id: str, is_known: bool = True) -> Iterator[Snapshot | FetchError]:
        """Yield the bill's file after those of its related bills, so that after a run cut short both are
        requested again.

        A related bill that does not name § 230 is not kept. One that is not published yet is requested from
        the API if there is a key.
        """
        if bill_id in self.asked or len(self.asked) >= _MOST_BILLS or self.bulk_patience.is_over:
            return
        self.asked.add(bill_id)
        url = self.address(bill_id)
        snapshot = self._get(url, "billstatus_xml", self.bulk_patience)
        if isinstance(snapshot, FetchError):
            if snapshot.status == 404 and self.key:
                yield from self._ask_api(bill_id)
            elif snapshot.status != 404 or is_known:
                yield snapshot
            return
        if not snapshot.is_not_modified:
            snapshot = _describe(snapshot, bills.read_xml)
        if snapshot.is_not_modified or snapshot.is_unreadable:
            yield snapshot
            return
        data = bills.read_xml(snapshot.body, url)
        if not (is_known or bills.is_wanted(data, bill_id)):
            return
        for other in bills.find_related(data):
            yield from self.ask(other, is_known=False)
        yield replace(snapshot, validator_key=None) if self.bulk_patience.is_over else snapshot

    def _ask_api(self, bill_id: str) -> Iterator[Snapshot | FetchError]:
        for kind, part in _PARTS.items():
            if self.api_patience.is_over:
                return
            url = (
                f"{self.api}/v3/bill/{'/'.join(map(str, split_bill_id(bill_id)))}{part}?format=json&"
                f"limit={_PAGE_SIZE}"
            )
            snapshot = self._get(f"{url}&api_key={self.key}", kind, self.api_patience)
            if isinstance(snapshot, FetchError) or snapshot.is_not_modified:
                yield snapshot
                continue
            snapshot = self._without_key(snapshot)
            yield _describe(snapshot, lambda body, page: bills.read_answer(body, page, bill_id))

    def discover(self) -> Iterator[Snapshot | FetchError]:
        """Yield the API's list of recently updated bills, reduced to titles that name § 230, and those
        bills."""
        for place in range(_PAGES):
            if self.api_patience.is_over:
                return
            url = f"{self.api}/v3/bill?format=json&limit={_PAGE_SIZE}&offset={place * _PAGE_SIZE}&sort=updateDate+desc"
            snapshot = self._get(
                f"{url}&api_key={self.key}", "congress_list", self.api_patience, conditional=False
            )
            if isinstance(snapshot, FetchError):
                yield snapshot
                return
            snapshot, bill_ids, count = _select_230(self._without_key(snapshot))
            yield snapshot
            for bill_id in bill_ids:
                yield from self.ask(bill_id)
            if count < _PAGE_SIZE:
                return

    def _get(
        self, url: str, kind: str, patience: Patience, conditional: bool = True
    ) -> Snapshot | FetchError:
        return patience.get(
            self.http, url, source=Congress.NAME, form=Form.API, kind=kind, conditional=conditional
        )

    def _without_key(self, snapshot: Snapshot) -> Snapshot:
        assert self.key is not None  # that server is never queried without one
        return replace(snapshot, body=snapshot.body.replace(self.key.encode(), b"REMOVED"))


def _describe(snapshot: Snapshot, read: Callable[[bytes, str], Any]) -> Snapshot:
    """Return the snapshot with its own date and compare hash; marked as unreadable if it is not a bill."""
    try:
        data = read(snapshot.body, snapshot.url)
        if snapshot.kind == "billstatus_xml":
            _check_bill(data, snapshot.url)
    except ParseError as error:
        return unreadable(snapshot, error.code)
    stamps = (str(data.get(name) or "") for name in ("updateDateIncludingText", "updateDate"))
    moments = filter(None, (read_if_sound(times.parse_instant, stamp) for stamp in stamps))
    updated = next(map(times.instant, moments), None)
    return replace(
        snapshot,
        as_of=updated or snapshot.fetched_at,
        as_of_basis="page" if updated else "fetch",
        scope=Scope(ScopeKind.LABEL),
        compare_hash=hashlib.sha256(_UPDATED.sub(b"", snapshot.body)).hexdigest(),
    )


def _check_bill(data: dict, page: str) -> str:
    """Return the bill's id. Raises ParseError (wrong-bill) if the file at this address is another bill's."""
    bill_id = bills.bill_id_of(data, page)
    asked = _FILE_PAGE.search(page)
    if asked and make_bill_id(*asked.groups()) != bill_id:
        raise ParseError(f"{page}: holds {bill_id}, another bill than its address says", code="wrong-bill")
    return bill_id


def _read_list(snapshot: Snapshot) -> list[Any]:
    rows = bills.read_json(snapshot.body, snapshot.url).get("bills")
    if not isinstance(rows, list):
        raise ParseError(f"{snapshot.url}: no list of bills; the form has changed", code="changed-form")
    return rows


def _select_230(snapshot: Snapshot) -> tuple[Snapshot, list[str], int]:
    """Return the list reduced to the bills whose title names § 230, their ids, and how many bills it had."""
    try:
        rows = _read_list(snapshot)
    except ParseError as error:
        return unreadable(snapshot, error.code), [], 0
    kept = [row for row in rows if isinstance(row, dict) and touches_statute(str(row.get("title") or ""))]
    bill_ids = bills.find_related({"relatedBills": kept})
    body = "".join(f"{bill_id}\n" for bill_id in sorted(bill_ids)).encode()
    shown = replace(
        snapshot,
        body=body,
        media_type="text/plain",
        scope=Scope(ScopeKind.WINDOW),
        item_count=len(rows),
        raw_hash=snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest(),
    )
    return shown, bill_ids, len(rows)
