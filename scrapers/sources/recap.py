"""RECAP on the Internet Archive: what PACER users gave to the public, one item a docket.

Source   https://archive.org/metadata/<item> and https://archive.org/download/<item>/<item>.docket.json
         (or .docket.xml), the item being gov.uscourts.<court>.<PACER case id>; free, no login. Asked once a week,
         a request a second, with our name; a docket whose PACER case id we do not know cannot be asked for
Gives    header, parties, counsel, numbered entries with their texts, documents
Lacks    today's news: items lag by weeks to years (the date of each is kept); in XML every entry
         without a number, so most minute entries and notices of hearings
Quirks   a missing item is a 200 with {}; downloads redirect to a node, and a node can be down alone;
         an item with only .docket.html holds nothing that can be read here, and is an issue
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from docket import times
from docket.courts import load_courts
from docket.issues import Issue, ParseError
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.http.patience import Patience, in_turn
from scrapers.pacer import recap
from scrapers.source import Fetcher, FetchError, WatchList

NAME = "recap"
EVERY_MINUTES = 10_080
NETWORK = True

_SITE = "https://archive.org"
# By preference: the JSON has the unnumbered entries, too.
_FILES = {"recap_json": ".docket.json", "recap_xml": ".docket.xml"}
_PAGE_ONLY = ".docket.html"
_SYSTEMS = ("district", "bankruptcy", "appellate", "special")


def fetch(http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
    """Yield, for each watched docket with a PACER case id, the list of its item's files and its docket."""
    base = http.address("RECAP", _SITE).rstrip("/").removesuffix("/download")
    patience = Patience()
    for court_id, case_id in in_turn(_dockets(watch)):
        item = recap.item_name(court_id, case_id)
        listing = _get(http, f"{base}/metadata/{item}", court_id, "recap_files", patience, conditional=False)
        if isinstance(listing, Snapshot):
            listing, stamps = _describe_listing(listing, item)
            yield listing
        elif listing.status == 404:  # a mirror of the files alone
            stamps = dict.fromkeys(_FILES)
        else:
            yield listing
            stamps = {}
        if not patience.is_over:
            yield from _fetch_docket(
                http,
                f"{base}/download/{item}/{item}",
                court_id,
                stamps,
                isinstance(listing, FetchError),
                patience,
            )
        if patience.is_over:
            return


def _dockets(watch: WatchList) -> list[tuple[str, str]]:
    """Return (court id, PACER case id) of each watched docket that can have an item."""
    courts = load_courts()
    return sorted(
        {
            (ref.court_id, ref.pacer_case_id)
            for ref in watch.refs
            if ref.pacer_case_id
            and ref.pacer_case_id.isdigit()
            and ref.court_id in courts
            and courts[ref.court_id].system in _SYSTEMS
        }
    )


def _fetch_docket(
    http: Fetcher, stem: str, court_id: str, stamps: dict, is_guess: bool, patience: Patience
) -> Iterator[Snapshot | FetchError]:
    """Yield the docket in the first form that can be read. `stamps`: when each form's file was written."""
    for kind, stamp in stamps.items():
        snapshot = _get(http, f"{stem}{_FILES[kind]}", court_id, kind, patience)
        if isinstance(snapshot, FetchError):
            if not (is_guess and snapshot.status == 404):
                yield snapshot
        elif snapshot.is_not_modified:
            yield snapshot
            return
        else:
            snapshot = _describe(snapshot, stamp)
            yield snapshot
            if not snapshot.is_unreadable:
                return
        if patience.is_over:
            return


def _get(
    http: Fetcher, url: str, court_id: str, kind: str, patience: Patience, conditional: bool = True
) -> Snapshot | FetchError:
    try:
        snapshot = http.get(
            url, source=NAME, form=Form.RECAP, court_id=court_id, kind=kind, conditional=conditional
        )
    except FetchError as error:
        patience.saw(error)
        return error
    patience.saw()
    return snapshot


def _describe_listing(snapshot: Snapshot, item: str) -> tuple[Snapshot, dict[str, str | None]]:
    """Return the listing with its docket files only, and by kind when each was written (UTC)."""
    try:
        listed = _read_listing(snapshot.body, snapshot.url)
    except ParseError as error:
        return _unreadable(snapshot, error), {}
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
    """Return the item's files by name; {} for an item that is not there, or was made dark. Raises ParseError."""
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
    """Return the docket file with the time it shows: its own, else that of the file."""
    try:
        if snapshot.kind == "recap_json":
            as_of = recap.json_as_of(recap.load_json(snapshot.body, snapshot.court_id or "", snapshot.url))
        else:
            as_of = recap.xml_as_of(snapshot.body)
        parse(snapshot)
    except ParseError as error:
        return _unreadable(snapshot, error)
    return replace(
        snapshot,
        as_of=as_of or written_at or snapshot.fetched_at,
        as_of_basis="page" if as_of else "file" if written_at else "fetch",
        scope=Scope(ScopeKind.WINDOW),  # nobody promises that all entries are there
    )


def _unreadable(snapshot: Snapshot, error: ParseError) -> Snapshot:
    """Of one kind of unreadable answer in a row only the first counts as new."""
    digest = hashlib.sha256(f"unreadable {error.code}".encode()).hexdigest()
    return replace(snapshot, is_unreadable=True, compare_hash=digest)


def parse(snapshot: Snapshot) -> list[object]:
    """Return the docket, its entries, parties and issues; of a list of files only what it lacks.

    Raises ParseError: unknown-kind, not-json, changed-form, no-docket, wrong-docket, and those of RECAP files
    that were imported (`completeness.check_recap`).
    """
    if snapshot.kind == "recap_json":
        return recap.read_docket_json(snapshot.body, snapshot.court_id or "", snapshot.url)
    if snapshot.kind == "recap_xml":
        return recap.read_xml(snapshot.body, snapshot.court_id or "", snapshot.url)
    if snapshot.kind != "recap_files":
        raise ParseError(
            f"{snapshot.url}: {NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
        )
    names = _read_listing(snapshot.body, snapshot.url)
    is_page_only = any(name.endswith(_PAGE_ONLY) for name in names) and not any(
        name.endswith(tuple(_FILES.values())) for name in names
    )
    return (
        [Issue("recap-page-only", next(iter(names)), snapshot.url, snapshot.court_id)] if is_page_only else []
    )
