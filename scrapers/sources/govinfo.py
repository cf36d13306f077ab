"""GovInfo USCOURTS: opinions that the courts give to the Government Publishing Office.

Source   https://www.govinfo.gov/metadata/pkg/USCOURTS-<court>-<number>/mods.xml, free, without a key, a federal
         work; with a key (TRACKER_GOVINFO_KEY, 1,000 requests an hour and more) https://api.govinfo.gov
Gives    opinions and orders of watched dockets: day, title and address of each; caption, cause, nature of
         suit, parties. With the key, a search for § 230 finds dockets that we do not have: candidates
Lacks    courts that do not take part, anything before 2004, the register, counsel; without the key, the search;
         district dockets whose number we know only without its office
Quirks   a docket is a package and an opinion a granule of it; a docket without opinions is a 404; opinions come
         a day to weeks late; the search must be sent by POST
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from docket.courts import load_courts
from docket.issues import ParseError
from docket.records import DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.documents import govinfo
from scrapers.http.patience import Patience, in_turn
from scrapers.source import Fetcher, FetchError, WatchList

NAME = "govinfo"
EVERY_MINUTES = 1440
NETWORK = True

_SITE, _API = "https://www.govinfo.gov", "https://api.govinfo.gov"
_SEARCH = {
    "query": 'collection:(USCOURTS) and ("Communications Decency Act" or "47 U.S.C. 230" or "Section 230")',
    "pageSize": 100,
    "offsetMark": "*",
    "sorts": [{"field": "lastModified", "sortOrder": "DESC"}],
}


def fetch(http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
    """Yield the newest opinions about § 230 (with a key), then the opinions of each watched docket."""
    key, patience = http.key("GOVINFO"), Patience()
    base = http.address("GOVINFO", _API if key else _SITE).rstrip("/")
    headers = {"X-Api-Key": key} if key else {}
    if key:
        snapshot = _get(
            http, f"{base}/search", "govinfo_search", patience, headers, question=json.dumps(_SEARCH).encode()
        )
        yield snapshot if isinstance(snapshot, FetchError) else _describe(snapshot)
    for package, ref in in_turn(_packages(watch)):
        if patience.is_over:
            return
        url = f"{base}/packages/{package}/mods" if key else f"{base}/metadata/pkg/{package}/mods.xml"
        snapshot = _get(http, url, "govinfo_mods", patience, headers, court_id=ref.court_id)
        if isinstance(snapshot, FetchError):
            if snapshot.status != 404:  # no opinion of that docket was published
                yield snapshot
        else:
            yield snapshot if snapshot.is_not_modified else _describe(snapshot)


def _packages(watch: WatchList) -> list[tuple[str, DocketRef]]:
    """Return (package id, docket) of each watched docket that GovInfo could have, in alphabetical order."""
    courts = load_courts()
    found: dict[str, DocketRef] = {}
    for ref in watch.refs:
        court = courts.get(ref.court_id)
        if court and (package := govinfo.package_id(ref, court)):
            found.setdefault(package, ref)
    return sorted(found.items())


def _get(
    http: Fetcher, url: str, kind: str, patience: Patience, headers: dict, **how
) -> Snapshot | FetchError:
    try:
        snapshot = http.get(url, source=NAME, form=Form.API, kind=kind, headers=headers, **how)
    except FetchError as error:
        patience.saw(error)
        return error
    patience.saw()
    return snapshot


def _describe(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with what its body says of itself; of one kind of unreadable answer in a row one is new."""
    is_search = snapshot.kind == "govinfo_search"
    try:
        parse(snapshot)
        as_of = None if is_search else govinfo.changed_on(snapshot.body, snapshot.url)
    except ParseError as error:
        digest = hashlib.sha256(f"unreadable {error.code}".encode()).hexdigest()
        return replace(snapshot, is_unreadable=True, compare_hash=digest)
    return replace(
        snapshot,
        as_of=as_of or snapshot.fetched_at,
        as_of_basis="page" if as_of else "fetch",
        scope=Scope(ScopeKind.WINDOW if is_search else ScopeKind.LABEL),
        compare_hash=govinfo.results_hash(snapshot.body, snapshot.url) if is_search else None,
    )


def parse(snapshot: Snapshot) -> list[object]:
    """Return dockets, their opinions as events, their parties, and issues.

    Raises ParseError: unknown-kind, hostile-xml, not-xml, no-package, not-json, changed-form, wrong-docket.
    """
    if snapshot.kind == "govinfo_mods":
        return list(govinfo.read_mods(snapshot.body, snapshot.url))
    if snapshot.kind == "govinfo_search":
        return list(govinfo.read_results(snapshot.body, snapshot.url))
    raise ParseError(f"{snapshot.url}: {NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind")
