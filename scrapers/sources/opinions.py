"""Opinions and orders as files: imported ones, and those of watched dockets on GovInfo and courts' sites.

Source   GovInfo's USCOURTS collection (PDF of each granule, no key needed); the files to which the courts'
         own lists link (scrapers/court_lists/where.py), including the Supreme Court's; files given to
         `tracker import`
Gives    the court's own text with its pages, passages to quote, the decisions that it cites and how
Lacks    whatever was never published as a granule, and scans: pictures without text are an issue
Quirks   the dockets of an operator's file are decided when it is imported, and are part of its address; an
         amended opinion has different bytes and is kept beside the first
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from docket.courts import get_court
from docket.identity import normalize_docket_number
from docket.issues import Issue, ParseError
from docket.opinions.reading import Opinion as Read, read_opinion
from docket.records import Docket, DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.court_lists.where import OPINIONS, is_of_site
from scrapers.documents import govinfo
from scrapers.documents.opinion_files import read_file
from scrapers.documents.opinion_rows import fold, make_opinion
from scrapers.http.patience import Patience
from scrapers.source import Fetcher, FetchError, ListedOpinion, Source, WatchList

_SITE = "https://www.govinfo.gov"
_DETAILS = "/app/details/USCOURTS-"  # in the address of an opinion's page at GovInfo
_LISTS = "appellate_opinions"  # the source that reads the courts' own lists
MOST_A_RUN = 40  # files of each kind; newest first, the rest in later runs
# The longest opinions have a megabyte of text. Any text is read whole before we know that it is not an
# opinion: ten seconds per MB.
_MOST_TEXT = 8 * 1024 * 1024
_GRANULE = re.compile(
    r"/(?P<package>USCOURTS-[A-Za-z0-9]+-[\w.-]+?)/(?:pdf/)?(?P<granule>USCOURTS-[\w.-]+-\d+)(?:\.pdf)?$"
)
_WITH_DOCKETS = re.compile(r"^(?:import:|https?://)(?P<name>.*)#\+?(?P<dockets>[^#]+)$")


class Opinions(Source):
    NAME = "opinions"
    READS_LISTED = True
    SETTLES_DOCKETS = True
    EVERY_MINUTES = 1440
    NETWORK = True
    # `read` and `make_records` in place of `parse`.
    SLOW_KINDS = frozenset({"file", "govinfo_pdf", "court_pdf"})
    IS_LAST_RESORT = True  # any other source that recognizes a file is preferred

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield the PDF of each opinion in a watched docket that GovInfo or a court lists and that is not
        archived yet."""
        yield from _fetch_from_courts(http, watch)
        yield from _fetch_from_govinfo(http, watch)

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of an opinion that somebody saved, None for any other file.

        Its address names no docket yet: the importer decides that (`with_dockets`). Raises ParseError, whose
        message names the file and the remedy: scanned, unknown-court, and the errors of a broken PDF.
        """
        page = PurePosixPath(name.replace("\\", "/")).name
        if len(body) > _MOST_TEXT and b"%PDF" not in body[:1024]:
            return None
        opinion = _read(body, page)
        if not opinion.parts:
            if opinion.kind == "pdf":
                raise ParseError(
                    f"{page}: {opinion.issues[0][1] if opinion.issues else 'no text'}; not imported",
                    code="scanned",
                )
            return None
        if opinion.kind != "pdf" and (
            opinion.court_id is None or opinion.caption is None or not opinion.docket_numbers
        ):
            return None  # any page and any text has paragraphs
        court = court_id or opinion.court_id
        if court is None:
            reason = next(
                (text for code, text in opinion.issues if code == "court"), "no court is named there"
            )
            raise ParseError(f"{page}: {reason}; say which with --court", code="unknown-court")
        get_court(court)
        if court_id and opinion.court_id and court_id != opinion.court_id:
            raise ParseError(
                f"{page}: its head names {opinion.court_id}, not {court_id}", code="court-contradiction"
            )
        return Snapshot(
            source=self.NAME,
            url=f"import:{page}",
            fetched_at=imported_at,
            body=body,
            form=Form.OPINION,
            court_id=court,
            kind="file",
            media_type={"pdf": "application/pdf", "html": "text/html"}.get(opinion.kind, "text/plain"),
            as_of=opinion.date_filed.isoformat() if opinion.date_filed else imported_at,
            as_of_basis="page" if opinion.date_filed else "file",
            scope=Scope(ScopeKind.LABEL),
            raw_hash=hashlib.sha256(body).hexdigest(),
        )

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return an opinion for each of the file's dockets, and issues.

        Raises ParseError: unknown-kind, not-pdf, not-html, not-text, and unknown-court or docket-number if
        the address names no docket.
        """
        return self.make_records(snapshot, self.read(snapshot))

    def read(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return what the file says, in a form that JSON can store: the slow half of `parse`, read once for
        each file."""
        return fold(_read(snapshot.body, snapshot.url))

    def make_records(self, snapshot: Snapshot, row: dict[str, Any]) -> list[object]:
        """Return the records of what was read: the quick half of `parse`."""
        refs = _refs_of(snapshot)  # none for a file whose dockets are not decided yet
        issues: list[object] = [
            Issue(f"opinion-{code}", text, snapshot.url, snapshot.court_id) for code, text in row["issues"]
        ]
        if not row["paragraphs"]:
            return issues
        # The address for readers is without the dockets that were added to it.
        address = snapshot.url.partition("#")[0] if snapshot.url.startswith("http") else None
        records = [make_opinion(ref, f"o{snapshot.body_hash[:10]}", row, address) for ref in refs]
        dockets = [Docket(ref, caption=row["caption"]) for ref in refs] if "#+" in snapshot.url else []
        return [*dockets, *records, *issues]


SOURCE = Opinions()


def list_court_files(watch: WatchList) -> list[tuple[str, list[DocketRef]]]:
    """Return the files in the courts' lists that were not read since their listed day, newest first, with
    their dockets.

    A court that amends an opinion lists it again with a new day, often at the same address.
    """
    looked: dict[str, str] = {}
    for url, look in watch.looks.items():
        address = url.partition("#")[0]
        looked[address] = max(look.at, looked.get(address, ""))
    newest: dict[tuple[str, DocketRef], ListedOpinion] = {}
    for each in watch.listed:
        if each.listed_by == _LISTS and each.url.startswith("http"):
            newest.setdefault((each.url, each.ref), each)
    files: dict[str, list[DocketRef]] = {}
    for (url, ref), each in newest.items():
        pages = [each.list_url, *(known.url for known in OPINIONS if known.court_id == ref.court_id)]
        if looked.get(url, "")[:10] < (each.day or "0") and is_of_site(url, pages):
            files.setdefault(url, []).append(ref)
    return list(files.items())


def list_granules(watch: WatchList) -> list[tuple[str, DocketRef]]:
    """Return the opinions that GovInfo lists for our dockets and that we do not have: those of the catalog's
    dockets first, then the newest."""
    known = {url.rpartition("/pdf/")[2] for url in watch.archived}
    newest: dict[str, ListedOpinion] = {}
    for each in watch.listed:
        if _DETAILS in each.url and f"{each.url.rpartition('/')[2]}.pdf" not in known:
            newest.setdefault(each.url, each)
    granules = sorted(newest.values(), key=lambda each: each.url)
    granules.sort(key=lambda each: each.day or "", reverse=True)
    granules.sort(key=lambda each: each.selection != "catalog")
    return [(each.url, each.ref) for each in granules]


def _fetch_from_courts(http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
    """Yield the files in the courts' own lists. A mirror (``TRACKER_OPINIONS_URL``) has them by server and
    path."""
    patience: dict[str, Patience] = {}
    for address, refs in list_court_files(watch)[:MOST_A_RUN]:
        server = patience.setdefault(urlsplit(address).netloc, Patience())
        if server.is_over:
            continue
        asked = address
        if http.has_address("OPINIONS"):
            asked = f"{http.address('OPINIONS', _SITE).rstrip('/')}/{address.partition('://')[2]}"
        answer = server.get(
            http,
            asked,
            source=Opinions.NAME,
            form=Form.OPINION,
            kind="court_pdf",
            court_id=refs[0].court_id,
            conditional=False,
        )
        if isinstance(answer, FetchError):
            if answer.status != 404:
                yield answer
        elif b"%PDF-" in answer.body[:1024]:
            yield replace(answer, url=address_with(address, refs))
        else:  # an error page: requested again later
            yield FetchError(f"{address}: the court's list leads to it, but what came is no PDF", address)


def _fetch_from_govinfo(http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
    base, patience = http.address("OPINIONS", _SITE).rstrip("/"), Patience()
    for address, ref in list_granules(watch)[:MOST_A_RUN]:
        match = _GRANULE.search(address)
        if match is None or patience.is_over:
            continue
        url = f"{base}/content/pkg/{match['package']}/pdf/{match['granule']}.pdf"
        answer = patience.get(
            http, url, source=Opinions.NAME, form=Form.OPINION, kind="govinfo_pdf", court_id=ref.court_id
        )
        if isinstance(answer, Snapshot) or answer.status != 404:
            yield answer


def address_with(url: str, refs: list[DocketRef], is_new: bool = False) -> str:
    """Return the address of an imported file with its dockets; a plus sign means that the file creates
    them."""
    return f"{url}#{'+' * is_new}{','.join(f'{ref.court_id}/{ref.docket_number}' for ref in refs)}"


def _refs_of(snapshot: Snapshot) -> list[DocketRef]:
    if snapshot.kind == "file" and "#" not in snapshot.url:
        return []
    if snapshot.kind in ("file", "court_pdf") and (match := _WITH_DOCKETS.match(snapshot.url)):
        return [
            DocketRef(court, normalize_docket_number(number, court))
            for court, _, number in (docket.partition("/") for docket in match["dockets"].split(","))
        ]
    if snapshot.kind == "govinfo_pdf" and (match := _GRANULE.search(snapshot.url)):
        return [govinfo.ref_of(match["package"])]
    raise ParseError(
        f"{snapshot.url}: {Opinions.NAME} reads no files of kind {snapshot.kind!r}", code="unknown-kind"
    )


@lru_cache(maxsize=2)  # an import needs a file's kind, its dockets and its content
def _read(body: bytes, name: str) -> Read:
    return read_opinion(read_file(body, name))
