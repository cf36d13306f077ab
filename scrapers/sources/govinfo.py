"""GovInfo (USCOURTS): opinions in watched dockets that courts send to the Government Publishing Office.

Source   https://www.govinfo.gov/metadata/pkg/USCOURTS-<court>-<number>/mods.xml, free, without a key, a federal
         work; with a key (TRACKER_GOVINFO_KEY, 1,000 requests an hour and more) https://api.govinfo.gov
Gives    opinions and orders of watched dockets: day, title and address of each; caption, cause, nature of
         suit, parties. With the key, a search for § 230 finds dockets that we do not have: candidates
Lacks    courts that do not take part, anything before 2004, the register, counsel; without the key, the
         search; district dockets for which we do not know the number's office
Quirks   a docket is a package, and an opinion a granule in it; a docket without opinions is a 404; opinions
         come a day to weeks late; the search must be sent by POST
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from docket.courts import load_courts
from docket.issues import ParseError
from docket.records import DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.times import instant
from scrapers.documents import govinfo
from scrapers.http.patience import Patience
from scrapers.source import Absent, Fetcher, FetchError, Progress, Source, WatchList, unreadable

_SITE = "https://www.govinfo.gov"
_API = "https://api.govinfo.gov"
_MODS = re.compile(rb"<(?:mods:)?mods[\s>]")
_HEAD = 4096  # bytes within which a file's first element is
_SEARCH = {
    "query": 'collection:(USCOURTS) and ("Communications Decency Act" or "47 U.S.C. 230" or "Section 230")',
    "pageSize": 100,
    "offsetMark": "*",
    "sorts": [{"field": "lastModified", "sortOrder": "DESC"}],
}


class GovInfo(Source):
    NAME = "govinfo"
    EVERY_MINUTES = 1440
    NETWORK = True
    RESUMES = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError | Absent]:
        """Yield the newest opinions about § 230 (with a key), then the opinions of each watched docket.

        The most wanted come first. Dockets requested in this round, and ended ones ever requested, are not
        requested again.
        """
        key, patience = http.key("GOVINFO"), Patience()
        base = _base(http, key)
        how = {"source": self.NAME, "form": Form.API, "headers": {"X-Api-Key": key} if key else {}}
        if key:
            question = json.dumps(_SEARCH).encode()
            snapshot = patience.get(http, f"{base}/search", kind="govinfo_search", question=question, **how)
            yield snapshot if isinstance(snapshot, FetchError) else _describe(snapshot)
        for package, (ref, is_ended) in _packages(watch).items():
            if patience.is_over:
                return
            url = _address(base, key, package)
            if watch.look(url, is_ended):
                continue
            snapshot = patience.get(http, url, kind="govinfo_mods", court_id=ref.court_id, **how)
            if isinstance(snapshot, FetchError):
                # No opinion in that docket was published.
                is_absent = snapshot.status == 404
                yield Absent(url, instant(http.now()), ref.court_id) if is_absent else snapshot
            else:
                yield snapshot if snapshot.is_not_modified else _describe(snapshot)

    def count_read(self, http: Fetcher, watch: WatchList) -> Progress:
        """Count the dockets requested in this round, and all that GovInfo could have."""
        key, packages = http.key("GOVINFO"), _packages(watch)
        base = _base(http, key)
        looks = [
            watch.look(_address(base, key, package), is_ended) for package, (_, is_ended) in packages.items()
        ]
        return Progress(sum(look is not None for look in looks), len(packages))

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a saved MODS file or search response, None for any other file.

        Raises ParseError as `parse` does: a file that names no court's package is not from GovInfo.
        """
        if _MODS.search(body[:_HEAD]):
            kind, media_type = "govinfo_mods", "application/xml"
        elif body.lstrip()[:1] == b"{" and all(word in body for word in (b'"offsetMark"', b'"packageId"')):
            kind, media_type = "govinfo_search", "application/json"
        else:
            return None
        saved = Snapshot(
            self.NAME, f"import:{name}", imported_at, body, Form.API, kind=kind, media_type=media_type
        )
        snapshot = _describe(saved)
        if snapshot.is_unreadable:
            self.parse(saved)
        return snapshot

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return dockets, their opinions as events, their parties, and issues.

        Raises ParseError: unknown-kind, hostile-xml, not-xml, no-package, not-json, changed-form, wrong-docket.
        """
        if snapshot.kind == "govinfo_mods":
            return list(govinfo.read_mods(snapshot.body, snapshot.url))
        if snapshot.kind == "govinfo_search":
            return list(govinfo.read_results(snapshot.body, snapshot.url))
        raise ParseError(
            f"{snapshot.url}: {self.NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
        )


SOURCE = GovInfo()


def _base(http: Fetcher, key: str | None) -> str:
    return http.address("GOVINFO", _API if key else _SITE).rstrip("/")


def _address(base: str, key: str | None, package: str) -> str:
    return f"{base}/packages/{package}/mods" if key else f"{base}/metadata/pkg/{package}/mods.xml"


def _packages(watch: WatchList) -> dict[str, tuple[DocketRef, bool]]:
    """Return, by package id, each docket that GovInfo could have and whether it ended, in the order of the
    watch list."""
    courts = load_courts()
    packages: dict[str, tuple[DocketRef, bool]] = {}
    for ref, is_ended in [*((ref, False) for ref in watch.refs), *((ref, True) for ref in watch.ended)]:
        court = courts.get(ref.court_id)
        if court and (package := govinfo.package_id(ref, court)):
            packages.setdefault(package, (ref, is_ended))
    return packages


def _describe(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with what its body says about itself."""
    is_search = snapshot.kind == "govinfo_search"
    try:
        SOURCE.parse(snapshot)
        as_of = None if is_search else govinfo.changed_on(snapshot.body, snapshot.url)
    except ParseError as error:
        return unreadable(snapshot, error.code)
    return replace(
        snapshot,
        as_of=as_of or snapshot.fetched_at,
        as_of_basis="page" if as_of else "fetch",
        scope=Scope(ScopeKind.WINDOW if is_search else ScopeKind.LABEL),
        compare_hash=govinfo.results_hash(snapshot.body, snapshot.url) if is_search else None,
    )
