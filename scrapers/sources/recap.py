"""RECAP on the Internet Archive: dockets that PACER users donated to the public, one item each.

Source   https://archive.org/metadata/<item> and https://archive.org/download/<item>/<item>.docket.json (or
         .docket.xml), where the item is gov.uscourts.<court>.<PACER case id>; free, no login. Polled once a
         week, at one request a second, under our name; a docket whose PACER case id we do not know cannot be
         requested
Gives    header, parties, counsel, numbered entries with their texts, documents
Lacks    today's news: items lag by weeks to years (the date of each is kept); in XML, every entry without a
         number, so most minute entries and notices of hearings
Quirks   a missing item is a 200 with {}; downloads redirect to a node, and a single node can be down; an item
         with only .docket.html has nothing that can be read here, and is an issue
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from docket import times
from docket.courts import load_courts
from docket.issues import Issue, ParseError
from docket.links.link import is_same_number
from docket.names.captions import is_one_caption
from docket.records import Docket
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.times import instant
from scrapers.courtlistener.dockets import modified_at
from scrapers.http.patience import Patience
from scrapers.pacer import recap
from scrapers.source import Absent, Fetcher, FetchError, Progress, Source, WatchList, unreadable

_SITE = "https://archive.org"
# In order of preference: the JSON also has the unnumbered entries.
_FILES = {"recap_json": ".docket.json", "recap_xml": ".docket.xml"}
_READERS = {"recap_json": recap.read_docket_json, "recap_xml": recap.read_xml}
_PAGE_ONLY = ".docket.html"
_SYSTEMS = ("district", "bankruptcy", "appellate", "special")


@dataclass(frozen=True)
class _Wanted:
    """One item to be read. `caption` is our caption if its case id is only a hint: then the item must have
    the same."""

    court_id: str
    case_id: str
    numbers: tuple[str, ...]
    is_ended: bool = False
    caption: str | None = None

    @property
    def item(self) -> str:
        return recap.item_name(self.court_id, self.case_id)


class Recap(Source):
    NAME = "recap"
    EVERY_MINUTES = 10_080
    NETWORK = True
    RESUMES = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError | Absent]:
        """Yield, for each watched docket with a PACER case id, the list of its item's files and the docket
        file.

        The most wanted come first. Dockets read in this round, and ended ones ever read, are not requested.
        An item that contains another docket than ours is not kept.
        """
        patience = Patience()
        for wanted in _wanted(watch):
            if patience.is_over:
                return
            yield from _Item(http, watch, wanted, patience).read()

    def count_read(self, http: Fetcher, watch: WatchList) -> Progress:
        """Count the dockets read or looked for, and all that can have an item."""
        items = [_Item(http, watch, wanted, Patience()) for wanted in _wanted(watch)]
        return Progress(sum(item.is_read for item in items), len(items))

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the docket, its entries, parties and issues; for a list of files, only an issue for what it
        lacks.

        Raises ParseError: unknown-kind, not-json, changed-form, no-docket, wrong-docket, and those of
        imported RECAP files (`completeness.check_recap`).
        """
        if read := _READERS.get(snapshot.kind or ""):
            return read(snapshot.body, snapshot.court_id or "", snapshot.url)
        if snapshot.kind != "recap_files":
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
            )
        names = _read_listing(snapshot.body, snapshot.url)
        is_page_only = any(name.endswith(_PAGE_ONLY) for name in names) and not any(
            name.endswith(tuple(_FILES.values())) for name in names
        )
        return (
            [Issue("recap-page-only", next(iter(names)), snapshot.url, snapshot.court_id)]
            if is_page_only
            else []
        )


SOURCE = Recap()


def _wanted(watch: WatchList) -> list[_Wanted]:
    """Return the dockets that can have an item, in the order of the watch list, each once; those known only
    by a hint come last."""
    courts = load_courts()
    wanted_items: dict[tuple[str, str], _Wanted] = {}
    listed = [(ref, False, None) for ref in watch.refs] + [(ref, True, None) for ref in watch.ended]
    for ref, is_ended, caption in [*listed, *((ref, False, caption) for ref, caption in watch.hints)]:
        if (
            ref.pacer_case_id
            and ref.pacer_case_id.isdigit()
            and ref.court_id in courts
            and courts[ref.court_id].system in _SYSTEMS
        ):
            key = (ref.court_id, ref.pacer_case_id)
            numbers = (ref.docket_number,) if ref.docket_number else ()
            wanted = wanted_items.setdefault(key, _Wanted(*key, (), is_ended, caption))
            wanted_items[key] = replace(wanted, numbers=(*wanted.numbers, *numbers))
    return list(wanted_items.values())


class _Item:
    """The pages of one item, and which of them were requested before."""

    def __init__(self, http: Fetcher, watch: WatchList, wanted: _Wanted, patience: Patience) -> None:
        self.http, self.wanted, self.patience = http, wanted, patience
        base = http.address("RECAP", _SITE).rstrip("/").removesuffix("/download")
        self.listing_url = f"{base}/metadata/{wanted.item}"
        self.urls = {
            kind: f"{base}/download/{wanted.item}/{wanted.item}{end}" for kind, end in _FILES.items()
        }
        self.listed = watch.look(self.listing_url, wanted.is_ended)
        self.looks = {
            kind: look
            for kind, url in self.urls.items()
            if (look := watch.look(url, wanted.is_ended)) is not None
        }

    @property
    def is_read(self) -> bool:
        """Whether nothing is left to request: the docket was read, or there is none."""
        return (
            (self.listed is not None and not self.listed.item_count and not self.listed.is_absent)
            or any(not look.is_absent for look in self.looks.values())
            or len(self.looks) == len(_FILES)
        )

    def read(self) -> Iterator[Snapshot | FetchError | Absent]:
        """Yield the list of files unless it was read in this round, then the docket in the first form that
        can be read."""
        if self.is_read:
            return
        if self.listed is not None:
            # The list was read before the run was cut off; its content is not kept, so each form is tried.
            yield from self._read_docket(dict.fromkeys(_FILES), is_guess=True)
            return
        listing = self._get(self.listing_url, "recap_files", conditional=False)
        stamps: dict[str, str | None] = {}
        if isinstance(listing, Snapshot):
            listing, stamps = _describe_listing(listing, self.wanted.item)
            yield listing
        elif listing.status == 404:  # a mirror of only the files
            stamps = dict.fromkeys(_FILES)
        else:
            yield listing
        if not self.patience.is_over:
            yield from self._read_docket(stamps, is_guess=isinstance(listing, FetchError))

    def _read_docket(
        self, stamps: dict[str, str | None], is_guess: bool
    ) -> Iterator[Snapshot | FetchError | Absent]:
        """Yield the docket from the first of the item's files that can be read. `stamps`: when each form's
        file was written."""
        for kind, stamp in stamps.items():
            if kind in self.looks:
                continue
            snapshot = self._get(self.urls[kind], kind)
            if isinstance(snapshot, FetchError):
                if is_guess and snapshot.status == 404:
                    yield Absent(self.urls[kind], instant(self.http.now()), self.wanted.court_id)
                else:
                    yield snapshot
            elif snapshot.is_not_modified:
                yield snapshot
                return
            else:
                snapshot = _describe(snapshot, stamp)
                if words := self._why_not_ours(snapshot):
                    yield Absent(self.urls[kind], snapshot.fetched_at, self.wanted.court_id, words)
                    return
                yield snapshot
                if not snapshot.is_unreadable:
                    return
            if self.patience.is_over:
                return

    def _why_not_ours(self, snapshot: Snapshot) -> str | None:
        """Return a message that says why the docket is not the one that we look for; None if it is."""
        records = () if snapshot.is_unreadable else SOURCE.parse(snapshot)
        docket = next((record for record in records if isinstance(record, Docket)), None)
        if docket is None:
            return None
        number, ours = docket.ref.docket_number, self.wanted.numbers
        if number and ours and not any(is_same_number(our, number) for our in ours):
            return f"the item holds {number}, not {ours[0]}"
        if self.wanted.caption is None:
            return None
        if number and docket.caption and is_one_caption(self.wanted.caption, docket.caption):
            return None
        return f"the item holds {docket.caption or 'a docket without a caption'}, not {self.wanted.caption}"

    def _get(self, url: str, kind: str, conditional: bool = True) -> Snapshot | FetchError:
        return self.patience.get(
            self.http,
            url,
            source=Recap.NAME,
            form=Form.RECAP,
            court_id=self.wanted.court_id,
            kind=kind,
            conditional=conditional,
        )


def _describe_listing(snapshot: Snapshot, item: str) -> tuple[Snapshot, dict[str, str | None]]:
    """Return the listing with only its docket files, and, by kind, when each was written (UTC)."""
    try:
        listed = _read_listing(snapshot.body, snapshot.url)
    except ParseError as error:
        return unreadable(snapshot, error.code), {}
    kept = {name: file for name, file in listed.items() if name.startswith(f"{item}.docket.")}
    body = json.dumps({"item": item, "files": list(kept.values())}, sort_keys=True).encode()
    stamps = {
        kind: _written_at(kept[f"{item}{end}"]) for kind, end in _FILES.items() if f"{item}{end}" in kept
    }
    return replace(
        snapshot,
        body=body,
        scope=Scope(ScopeKind.LABEL),
        raw_hash=snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest(),
        item_count=len(listed),
    ), stamps


def _read_listing(body: bytes, page: str) -> dict[str, dict]:
    """Return the item's files by name; {} for an item that is missing or was made "dark". Raises
    ParseError."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            f"{page}: not a list of files ({type(error).__name__}); asked again next time", code="not-json"
        ) from None
    files = data.get("files", []) if isinstance(data, dict) else None
    if not isinstance(files, list) or not all(isinstance(file, dict) for file in files) or "error" in data:
        raise ParseError(f"{page}: JSON, but no list of files; the form has changed", code="changed-form")
    names = ("name", "md5", "mtime", "size")
    return {
        str(file["name"]): {name: file[name] for name in names if name in file}
        for file in files
        if "name" in file
    }


def _written_at(file: dict) -> str | None:
    seconds = str(file.get("mtime", ""))
    return (
        times.instant(datetime.fromtimestamp(int(seconds), UTC))
        if seconds.isdigit() and len(seconds) <= 10
        else None
    )


def _describe(snapshot: Snapshot, written_at: str | None) -> Snapshot:
    """Return the docket file with the time that it shows: its own, else the file's."""
    try:
        if snapshot.kind == "recap_json":
            as_of = modified_at(recap.load_json(snapshot.body, snapshot.court_id or "", snapshot.url))
        else:
            as_of = recap.xml_as_of(snapshot.body)
        SOURCE.parse(snapshot)
    except ParseError as error:
        return unreadable(snapshot, error.code)
    return replace(
        snapshot,
        as_of=as_of or written_at or snapshot.fetched_at,
        as_of_basis="page" if as_of else "file" if written_at else "fetch",
        scope=Scope(ScopeKind.WINDOW),  # it may lack entries
    )
