"""Opinions and orders as files: what an operator has, and what GovInfo publishes of watched dockets.

Source   GovInfo's collection USCOURTS (PDF of each granule, no key needed); files given to `tracker import`
Gives    the court's own text with its pages, what to quote of it, the decisions it cites and how
Lacks    what was never made a granule, and scans: pictures without text are an issue
Quirks   which dockets a file of an operator belongs to was settled when it was imported, and stands in its
         address; an amended opinion has other bytes and stands beside the first
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from docket.courts import get_court
from docket.identity import normalize_docket_number
from docket.issues import Issue, ParseError
from docket.opinions.citations import CitationFound
from docket.opinions.reading import Opinion as Read
from docket.opinions.reading import read_opinion
from docket.opinions.resolve import catalog_index
from docket.records import CitedDecision, DocketRef, Opinion, OpinionParagraph, OpinionPassage
from docket.redact import redact
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.documents import govinfo
from scrapers.documents.opinion_files import read_file
from scrapers.http.patience import Patience
from scrapers.source import Fetcher, FetchError, WatchList

NAME = "opinions"
EVERY_MINUTES = 1440
NETWORK = True
IS_LAST_RESORT = True  # another source that knows a file knows it better

_SITE = "https://www.govinfo.gov"
MOST_A_RUN = 40  # files; the newest first, the rest at the next turns
_GRANULE = re.compile(
    r"/(?P<package>USCOURTS-[A-Za-z0-9]+-[\w.-]+?)/(?:pdf/)?(?P<granule>USCOURTS-[\w.-]+-\d+)(?:\.pdf)?$"
)
_IMPORTED = re.compile(r"^import:(?P<name>.*)#(?P<dockets>[^#]+)$")


def fetch(http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
    """Yield the PDF of each opinion that GovInfo lists of a watched docket and that is not archived yet."""
    base, patience = http.address("OPINIONS", _SITE).rstrip("/"), Patience()
    for address, ref in watch.opinions[:MOST_A_RUN]:
        if patience.is_over:
            return
        match = _GRANULE.search(address)
        if match is None:
            continue
        url = f"{base}/content/pkg/{match['package']}/pdf/{match['granule']}.pdf"
        try:
            snapshot = http.get(
                url, source=NAME, form=Form.OPINION, kind="govinfo_pdf", court_id=ref.court_id
            )
        except FetchError as error:
            patience.saw(error)
            if error.status != 404:
                yield error
            continue
        patience.saw()
        yield snapshot


def recognize(name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
    """Return the snapshot of an opinion that somebody saved, None for a file that is none.

    Its address names no docket yet: the importer settles that (`with_dockets`). Raises ParseError whose
    message names the file and the remedy: scanned, unknown-court, docket-number, and what a broken PDF raises.
    """
    page = PurePosixPath(name.replace("\\", "/")).name
    found = _read(body, page)
    if not found.parts:
        if found.kind == "pdf":
            raise ParseError(
                f"{page}: {found.issues[0][1] if found.issues else 'no text'}; not imported", code="scanned"
            )
        return None
    if found.kind != "pdf" and (found.court_id is None or found.caption is None or not found.docket_numbers):
        return None  # any page and any text has paragraphs
    court = court_id or found.court_id
    if court is None:
        raise ParseError(
            f"{page}: no court known here is named at its head; say which with --court", code="unknown-court"
        )
    get_court(court)
    if court_id and found.court_id and court_id != found.court_id:
        raise ParseError(
            f"{page}: its head names {found.court_id}, not {court_id}", code="court-contradiction"
        )
    if not found.docket_numbers:
        raise ParseError(f"{page}: no docket number stands at its head", code="docket-number")
    return Snapshot(
        source=NAME,
        url=f"import:{page}",
        fetched_at=imported_at,
        body=body,
        form=Form.OPINION,
        court_id=court,
        kind="file",
        media_type={"pdf": "application/pdf", "html": "text/html"}.get(found.kind, "text/plain"),
        as_of=found.date_filed.isoformat() if found.date_filed else imported_at,
        as_of_basis="page" if found.date_filed else "file",
        scope=Scope(ScopeKind.LABEL),
        raw_hash=hashlib.sha256(body).hexdigest(),
    )


def address_with(url: str, refs: list[DocketRef]) -> str:
    """Return the address of an imported file with the dockets it was found to belong to."""
    return f"{url}#{','.join(f'{ref.court_id}/{ref.docket_number}' for ref in refs)}"


def parse(snapshot: Snapshot) -> list[object]:
    """Return an opinion for each docket of the file, and issues.

    Raises ParseError: unknown-kind, not-pdf, not-html, not-text, and unknown-court or docket-number where the
    address names no docket.
    """
    return make_records(snapshot, read(snapshot))


def read(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the file says, as JSON can hold it: the slow half of `parse`, read once for each file."""
    return _fold(_read(snapshot.body, snapshot.url))


def make_records(snapshot: Snapshot, said: dict[str, Any]) -> list[object]:
    """Return the records of what was read: the quick half of `parse`."""
    refs = _refs_of(snapshot)  # none of a file whose dockets are not settled yet
    issues: list[object] = [
        Issue(f"opinion-{code}", text, snapshot.url, snapshot.court_id) for code, text in said["issues"]
    ]
    if not said["paragraphs"]:
        return issues
    header = {
        name: said[name]
        for name in ("caption", "author", "precedential", "disposition", "file_kind", "page_count")
    }
    cited = tuple(one for row in said["cited"] for one in _resolved(row))
    records = [
        Opinion(
            ref,
            opinion_key=f"o{snapshot.body_hash[:10]}",
            date_filed=said["date_filed"],
            source_url=snapshot.url if snapshot.url.startswith("http") else None,
            paragraphs=tuple(OpinionParagraph(**one) for one in said["paragraphs"]),
            passages=tuple(OpinionPassage(**one) for one in said["passages"]),
            cited=cited,
            **header,
        )
        for ref in refs
    ]
    return [*records, *issues]


def _resolved(row: dict[str, Any]) -> Iterator[CitedDecision]:
    """Yield a citation for each decision of ours that it leads to; one that leads to none stands as cited."""
    said = {name: value for name, value in row.items() if name != "number"}
    hits, how = catalog_index().find(
        row["cite"], row["name"], row["cited_court_id"], row["year"], row["number"]
    )
    for hit in hits:
        yield CitedDecision(**said, slug=hit.docket, decided=hit.date, how=how)
    if not hits:
        yield CitedDecision(**said)


def _refs_of(snapshot: Snapshot) -> list[DocketRef]:
    if snapshot.kind == "file" and "#" not in snapshot.url:
        return []
    if snapshot.kind == "file" and (match := _IMPORTED.match(snapshot.url)):
        return [
            DocketRef(court, normalize_docket_number(number, court))
            for court, _, number in (one.partition("/") for one in match["dockets"].split(","))
        ]
    if snapshot.kind == "govinfo_pdf" and (match := _GRANULE.search(snapshot.url)):
        return [govinfo.ref_of(match["package"])]
    raise ParseError(f"{snapshot.url}: {NAME} reads no files of kind {snapshot.kind!r}", code="unknown-kind")


@lru_cache(maxsize=2)  # an import asks what a file is, to which docket it belongs, and what it says
def _read(body: bytes, name: str) -> Read:
    return read_opinion(read_file(body, name))


def _fold(found: Read) -> dict[str, Any]:
    """Return an opinion in rows: paragraphs counted through all parts, then the footnotes."""
    paragraphs: list[dict[str, Any]] = []
    at: dict[tuple[str, int, int], int] = {}
    for number, part in enumerate(found.parts):
        for index, paragraph in enumerate(part.paragraphs):
            at["part", number, index] = len(paragraphs)
            said = {"part": part.kind, "author": part.author, "text": redact(paragraph.text)}
            paragraphs.append(_page(found, paragraph.page) | said | {"position": len(paragraphs)})
    for number, note in enumerate(found.footnotes):
        at["footnote", number, 0] = len(paragraphs)
        said = {"part": "footnote", "mark": note.mark or None, "text": redact(note.text)}
        paragraphs.append(_page(found, note.page) | said | {"position": len(paragraphs)})
    passages = []
    for passage in found.passages:
        position = at["part", passage.part, passage.paragraph]
        text = redact(passage.text)
        # A quotation is a stretch of the text that is published, or there is none.
        offset = paragraphs[position]["text"].find(text, max(0, passage.offset - len(passage.text)))
        if offset >= 0:
            passages.append(
                _page(found, passage.page)
                | {"position": position, "offset": offset, "kind": passage.kind, "text": text}
                | {"rule": passage.rule, "tier": passage.tier}
            )
    cited = [one for citation in found.citations for one in _cited(found, citation, at)]
    return {
        "numbers": found.docket_numbers,
        "date_filed": found.date_filed.isoformat() if found.date_filed else None,
        "caption": found.caption and redact(found.caption),
        "author": found.author,
        "precedential": None if found.precedential is None else "yes" if found.precedential else "no",
        "disposition": found.disposition,
        "file_kind": found.kind,
        "page_count": found.pages,
        "paragraphs": paragraphs,
        "passages": passages,
        "cited": cited,
        "issues": [list(issue) for issue in found.issues],
    }


def _page(found: Read, page: int) -> dict[str, Any]:
    number, series = found.printed.get(page, (str(page), "file"))
    return {"page": page, "printed_page": number, "page_series": series}


def _cited(
    found: Read, citation: CitationFound, at: dict[tuple[str, int, int], int]
) -> Iterator[dict[str, Any]]:
    position = at.get((citation.where, citation.index, citation.paragraph))
    if position is None:
        return
    treatment = citation.treatment
    row = _page(found, citation.page) | {
        "position": position,
        "offset": citation.offset,
        "kind": citation.kind,
        "text": redact(citation.text),
        "sentence": redact(citation.sentence),
        "treatment": treatment.kind,
        "tier": treatment.tier,
        "cite": citation.cite,
        "name": citation.name and redact(citation.name),
        "year": citation.year,
        "cited_court_id": citation.court_id,
        "signal": treatment.signal,
        "history": treatment.history,
        "evidence": treatment.evidence,
    }
    yield row | {"number": citation.docket_number}
