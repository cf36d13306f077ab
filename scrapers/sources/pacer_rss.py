"""PACER RSS: what a federal court entered in the last hours on the dockets that we watch.

Source   https://ecf.<court>.uscourts.gov/cgi-bin/rss_outside.pl and similar (docket/data/courts.csv), free
         and without a login; robots rules unknown. The links inside cost money: never followed
Gives    docket number, PACER case id, caption, names of events, number, sequence, document id, instant
Lacks    the text of entries, dates of hearings, parties; items that left the window (24 hours by design; 2.2
         hours seen in nysb and ca4); event types that the court does not publish
Quirks   one filing with several events is several items; nyed gives a whole docket one guid; a feed's
         lastBuildDate changes without news; minute entries have no number and no link
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docket import times
from docket.courts import Court, get_court, load_courts
from docket.identity import clean_pacer_doc_id, normalize_docket_number, split_office
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef, Document
from docket.snapshot import Form, Listing, Scope, ScopeKind, Snapshot
from docket.vocabulary import TextKind
from scrapers.failures import read_if_sound
from scrapers.pacer.feeds import Feed, Item, hash_of, plain, read_feed
from scrapers.pacer.notices import find_instant
from scrapers.source import Fetcher, FetchError, GivenUp, Source, WatchList

_KINDS = ("district_rss", "nyed_rss", "appellate_rss")
_DAY = 86_400
_FIVE_MINUTES = 300
_NEVER = float("inf")
# Items without a docket cannot be recognized as strangers': a few are kept, so that a changed format is
# noticed.
_UNREADABLE_KEPT = 3
_SHORTEST_WINDOW = 7200
_LONG_FEED = 50


class PacerRss(Source):
    NAME = "pacer_rss"
    EVERY_MINUTES = 20  # a feed is rebuilt about that often
    OFF_HOURS_MINUTES = 60  # clerks docket by day; the shortest window seen is 2.2 hours
    BY_COURT = True
    NETWORK = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield the feed of each court on the watch list, without the items of other dockets."""
        for court_id, court, url in _feeds(http, watch):
            if not _is_due(http, court, url):
                continue
            try:
                snapshot = http.get(
                    url,
                    source=self.NAME,
                    form=Form.FEED,
                    court_id=court_id,
                    kind=_kind(court),
                    variant=hash_of(sorted(map(str, watch.known_in(court_id))))[:16],
                )
            except FetchError as error:
                if not (_has_no_feed(court) and error.status in (404, 410)):  # it still has no feed
                    yield error
                continue
            listing = Listing(f"{self.NAME}.{court_id}")
            if not snapshot.is_not_modified:
                try:
                    snapshot = http.apart(select_watched, snapshot, watch.known_in(court_id))
                except GivenUp as error:
                    yield FetchError(f"{url}: {error}", url)
                    continue
                # A feed has something new if its newest timestamp was never seen.
                listing = replace(listing, keys=(snapshot.window_to,) if snapshot.window_to else ())
            yield replace(snapshot, listing=listing)

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> None:
        """Return None if it is not a feed. Raises ParseError for a saved feed, which says too little to
        import."""
        if b"<rss" not in body[:2000]:
            return
        read_feed(body, name)
        raise ParseError(
            f"{name}: a court's feed, which names events without their text; feeds are fetched for watched dockets "
            "(`run pacer_rss`), so import the docket itself",
            code="feed",
        )

    def gap_issue(self, snapshot: Snapshot, looked_at: str | None) -> Issue | None:
        """Return the issue to publish if `find_gap` finds a gap, else None."""
        if snapshot.form is not Form.FEED or not find_gap(looked_at, snapshot):
            return None
        return Issue(
            code="feed-gap",
            value=f"{looked_at} to {snapshot.window_from}",
            place=snapshot.url,
            court_id=snapshot.court_id,
        )

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the dockets and entries, oldest entry first, and an issue for each item not understood.

        Raises ParseError for what is not a feed (`feeds.read_feed`) or says nothing at all.
        """
        if snapshot.kind not in _KINDS:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no feed of kind {snapshot.kind!r}", code="unknown-kind"
            )
        court_id = get_court(snapshot.court_id or "").court_id
        feed = read_feed(snapshot.body, snapshot.url)
        _check_dated(feed, snapshot.item_count, snapshot.url)
        things = [thing for item in reversed(feed.items) for thing in _read_item(item, court_id)]
        lines = sorted(
            (thing for thing in things if isinstance(thing, _Line)), key=lambda line: line.entered_at or ""
        )
        filings: dict[tuple, list[_Line]] = {}
        for line in lines:
            filings.setdefault(line.key, []).append(line)
        dockets = {line.ref: _docket(line) for line in lines}  # the newest item gives the caption
        entries = [_entry(filing) for filing in filings.values()]
        return [*dockets.values(), *entries, *(thing for thing in things if isinstance(thing, Issue))]


SOURCE = PacerRss()


def _feeds(http: Fetcher, watch: WatchList) -> list[tuple[str, Court, str]]:
    """Return (court id, court, address) of each feed, the least recently requested first.

    A run that is cut short by a time limit must not always leave out the same courts.
    """
    feeds = []
    for court_id in sorted(watch.court_ids()):
        court = load_courts().get(court_id)
        if court is not None and court.rss_url is not None:
            url = http.address("PACER_RSS", court.rss_url).replace(
                "{court}", court.pacer_court_id or court_id
            )
            feeds.append((court_id, court, url))
    return sorted(feeds, key=lambda feed: -(_NEVER if (idle := http.idle_seconds(feed[2])) is None else idle))


def _is_due(http: Fetcher, court: Court, url: str) -> bool:
    """Return whether a feed is due. A court that had none is checked once a day for a new one; our own mirror
    is always due.

    No feed is requested twice within five minutes (the reference's rule): a second run that soon skips it.
    """
    if http.has_address("PACER_RSS"):
        return True
    idle = http.idle_seconds(url)
    return idle is None or idle >= (_DAY if _has_no_feed(court) else _FIVE_MINUTES)


def _has_no_feed(court: Court) -> bool:
    return (court.rss_note or "").startswith("none recorded")


def _kind(court: Court) -> str:
    if court.court_id == "nyed":
        return "nyed_rss"
    return "appellate_rss" if court.system == "appellate" else "district_rss"


def select_watched(snapshot: Snapshot, refs: tuple[DocketRef, ...]) -> Snapshot:
    """Return the snapshot with the window of the whole feed but only the items of `refs` in its body.

    A page that is not a feed is marked as unreadable, without its items (if any); of consecutive failures of
    one kind, only the first is new.
    """
    try:
        feed = read_feed(snapshot.body, snapshot.url)
        _check_dated(feed, len(feed.items), snapshot.url)
    except ParseError as error:
        body = snapshot.body.partition(b"<item")[0]
        return replace(
            snapshot, body=body, is_unreadable=True, compare_hash=hash_of(("unreadable", error.code))
        )
    stamps = sorted(stamp for item in feed.items if (stamp := find_instant(item.stamp)))
    built = find_instant(feed.built)
    court_id = snapshot.court_id or ""
    kept = [item for item in feed.items if _is_watched(item, court_id, refs)]
    nameless = [item for item in feed.items if item.pacer_case_id is None and _number(item, court_id) is None]
    kept += nameless[:_UNREADABLE_KEPT]
    wanted = {id(item) for item in kept}
    return replace(
        snapshot,
        body=feed.without(lambda item: id(item) not in wanted),
        raw_hash=snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest(),
        compare_hash=hash_of((feed.description or "", *sorted(item.identity for item in kept))),
        as_of=built or snapshot.fetched_at,
        as_of_basis="feed" if built else "fetch",
        scope=Scope(ScopeKind.WINDOW),
        window_from=stamps[0] if stamps else None,
        window_to=stamps[-1] if stamps else None,
        item_count=len(feed.items),
    )


def _check_dated(feed: Feed, item_count: int | None, page: str) -> None:
    if not feed.items and not item_count and feed.built is None:
        raise ParseError(
            f"{page}: neither items nor a build date: a broken feed, not a quiet court", code="undated-feed"
        )


def _is_watched(item: Item, court_id: str, refs: tuple[DocketRef, ...]) -> bool:
    """Return whether an item's docket is among `refs`. The case id decides, else the number; a number without
    its office only if no case id contradicts it."""
    case_id = item.pacer_case_id
    if case_id and any(ref.pacer_case_id == case_id for ref in refs):
        return True
    number = _number(item, court_id)
    if number is None:
        return False
    office, rest = split_office(number)
    for ref in refs:
        ref_office, ref_rest = split_office(ref.docket_number or "")
        may_be = not (office and ref_office) and not (case_id and ref.pacer_case_id)
        if ref_rest == rest and (office == ref_office or may_be):
            return True
    return False


def _number(item: Item, court_id: str) -> str | None:
    return read_if_sound(normalize_docket_number, item.number_raw, court_id) if item.number_raw else None


def find_gap(looked_at: str | None, snapshot: Snapshot) -> bool:
    """Return whether items may have come and gone between the last look and the oldest item of this feed.

    `looked_at` is the UTC instant of the last good look. A feed that reaches back to it shows everything
    since. One that does not may be a quiet court's, starting over after a weekend: within two hours of the
    last look this is assumed (the shortest window in any sample is 2.2 hours), unless the feed is long enough
    to have overflowed.
    """
    if not looked_at or not snapshot.window_from or snapshot.window_from <= looked_at:
        return False
    idle = (times.parse_instant(snapshot.fetched_at) - times.parse_instant(looked_at)).total_seconds()
    return idle >= _SHORTEST_WINDOW or (snapshot.item_count or 0) >= _LONG_FEED


@dataclass(frozen=True)
class _Line:
    """One item as understood: its docket, and what was added to the register."""

    ref: DocketRef
    item: Item
    entered_at: str | None

    @property
    def key(self) -> tuple:
        """What the items of one filing share: the sequence, else (nyed) the time to the second and the
        number."""
        if self.item.sequence:
            return self.ref, self.item.sequence
        return self.ref, self.item.stamp, self.item.entry_number


def _read_item(item: Item, court_id: str) -> Iterator[_Line | Issue]:
    number, case_id, raw = _number(item, court_id), item.pacer_case_id, item.number_raw
    entered_at = find_instant(item.stamp)
    if raw and "~" in raw:
        yield Issue("grand-jury-number", value=raw, place="title", court_id=court_id)
        return
    if number is None:
        yield Issue("docket-number", value=item.title or item.description, place="title", court_id=court_id)
    event = item.event or item.words
    if entered_at is None:
        yield Issue(
            "feed-stamp",
            value=item.stamp,
            place=f"pubDate of {event}",
            court_id=court_id,
            docket_number=number,
        )
    if item.event is None:
        yield Issue(
            "feed-event",
            value=item.description or item.title,
            place="description",
            court_id=court_id,
            docket_number=number,
        )
    has_key = item.sequence or item.entry_number or item.doc_id
    if (number or case_id) and (has_key or (entered_at and event)):
        yield _Line(DocketRef(court_id, number, case_id), item, entered_at)


def _docket(line: _Line) -> Docket:
    item, number_raw, caption = line.item, line.item.number_raw, line.item.caption
    if line.ref.docket_number is None:  # so the title's first word is not part of it
        number_raw, caption = None, plain(item.title or "")
    return Docket(ref=line.ref, docket_number_raw=number_raw, caption=caption, details=item.bankruptcy)


def _entry(filing: list[_Line]) -> DocketEntry:
    """Return one entry for the items of one filing; its events are in alphabetical order, since their order
    varies."""
    line = filing[0]
    names = {name for each in filing if (name := each.item.event or each.item.words)}
    events = tuple(sorted(names, key=lambda name: (name.casefold(), name)))
    doc_id = next((each.item.doc_id for each in filing if each.item.doc_id), None)
    doc_id = clean_pacer_doc_id(doc_id) if doc_id else None
    entered_at = line.entered_at
    return DocketEntry(
        ref=line.ref,
        text="; ".join(events) or None,
        text_kind=TextKind.LABEL,
        entry_number=next((each.item.entry_number for each in filing if each.item.entry_number), None),
        pacer_seq_no=line.item.sequence,
        pacer_doc_id=doc_id,
        date_entered=times.court_date(times.parse_instant(entered_at), line.ref.court_id)
        if entered_at
        else None,
        entered_at=entered_at,
        event_names=events,
        documents=(Document(pacer_doc_id=doc_id),) if doc_id else (),
    )
