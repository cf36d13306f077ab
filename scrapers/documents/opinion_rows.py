"""What was read from an opinion, as rows that JSON can store, and the record built from such rows. Pure.

The rows are cached beside the archive (reading takes seconds, and a rebuild has thousands), so nothing in
them may depend on the catalog: citations are resolved when the record is built.
"""

from collections.abc import Iterator
from typing import Any

from docket.opinions.citations import CitationFound
from docket.opinions.layout import Footnote
from docket.opinions.paragraphs import Paragraph
from docket.opinions.passages import Passage
from docket.opinions.reading import REPORTER, Opinion as Read
from docket.opinions.resolve import catalog_index
from docket.records import CitedDecision, DocketRef, Opinion, OpinionParagraph, OpinionPassage
from docket.redact import redact

EMPTY: dict[str, Any] = {
    "numbers": [],
    "date_filed": None,
    "paragraphs": [],
    "passages": [],
    "cited": [],
    "issues": [],
}


def make_opinion(ref: DocketRef, key: str, words: dict[str, Any], source_url: str | None) -> Opinion:
    """Return the opinion of one docket from its rows; `key` distinguishes it from the docket's other
    opinions."""
    header = {
        name: words[name]
        for name in ("caption", "author", "precedential", "disposition", "file_kind", "page_count")
    }
    return Opinion(
        ref,
        opinion_key=key,
        date_filed=words["date_filed"],
        source_url=source_url,
        paragraphs=tuple(
            OpinionParagraph(
                **paragraph
                | {"page_breaks": tuple((place, page) for place, page in paragraph["page_breaks"])}
            )
            for paragraph in words["paragraphs"]
        ),
        passages=tuple(OpinionPassage(**passage) for passage in words["passages"]),
        cited=tuple(decision for row in words["cited"] for decision in _resolved(row)),
        **header,
    )


def _resolved(row: dict[str, Any]) -> Iterator[CitedDecision]:
    """Yield a citation for each decision in our record that it resolves to; one that resolves to none is
    yielded as cited."""
    citation = {name: value for name, value in row.items() if name != "number"}
    cites = [row["cite"], *(row["parallel"] or "").split("; ")] if row["cite"] else []
    hits, how = catalog_index().find(cites, row["name"], row["cited_court_id"], row["year"], row["number"])
    for hit in hits:
        yield CitedDecision(**citation, slug=hit.docket, decided=hit.date, how=how)
    if not hits:
        yield CitedDecision(**citation)


def fold(opinion: Read) -> dict[str, Any]:
    """Return an opinion as rows: paragraphs numbered through all parts, then the footnotes."""
    paragraphs: list[dict[str, Any]] = []
    positions: dict[tuple[str, int, int], int] = {}
    texts: list[tuple[tuple[str, int, int], dict[str, Any], Paragraph | Footnote]] = [
        (("part", number, index), {"part": part.kind, "author": part.author}, paragraph)
        for number, part in enumerate(opinion.parts)
        for index, paragraph in enumerate(part.paragraphs)
    ]
    texts += [
        (("footnote", number, 0), {"part": "footnote", "mark": note.mark or None}, note)
        for number, note in enumerate(opinion.footnotes)
    ]
    for key, words, paragraph in texts:
        positions[key] = len(paragraphs)
        words |= {
            "text": redact(paragraph.text),
            "page_breaks": [
                [len(redact(paragraph.text[:place])), _page(opinion, page)["printed_page"]]
                for place, page in paragraph.breaks
            ],
            "position": len(paragraphs),
        }
        paragraphs.append(_page(opinion, paragraph.page) | words)
    passages = []
    for passage in opinion.passages:
        position = positions["part", passage.part, passage.paragraph]
        text = redact(passage.text)
        # A quotation must be a span of the published text; otherwise there is none.
        offset = paragraphs[position]["text"].find(text, max(0, passage.offset - len(passage.text)))
        if offset >= 0:
            first, last = _page(opinion, passage.page), _last_page(opinion, passage)
            passages.append(
                first
                | {"last_printed_page": last if last != first["printed_page"] else None}
                | {"position": position, "offset": offset, "kind": passage.kind, "text": text}
                | {"rule": passage.rule, "tier": passage.tier}
            )
    cited = [decision for citation in opinion.citations for decision in _cited(opinion, citation, positions)]
    return {
        "numbers": opinion.docket_numbers,
        "date_filed": opinion.date_filed.isoformat() if opinion.date_filed else None,
        "caption": opinion.caption and redact(opinion.caption),
        "author": opinion.author,
        "precedential": None if opinion.precedential is None else "yes" if opinion.precedential else "no",
        "disposition": opinion.disposition,
        "file_kind": opinion.kind,
        "page_count": opinion.pages,
        "paragraphs": paragraphs,
        "passages": passages,
        "cited": cited,
        "issues": [list(issue) for issue in opinion.issues],
    }


def _page(opinion: Read, page: int) -> dict[str, Any]:
    if opinion.follows_reporter:  # no file page; no reporter's page either if a label is missing
        return {"page": None, "printed_page": opinion.printed_page(page), "page_series": REPORTER}
    number, series = opinion.printed.get(page, (str(page), "file"))
    return {"page": page, "printed_page": number, "page_series": series}


def _last_page(opinion: Read, passage: Passage) -> str | None:
    """Return the printed page on which a quotation ends; None if the page on which it begins is unknown."""
    paragraph = opinion.parts[passage.part].paragraphs[passage.paragraph]
    end = passage.offset + len(passage.text) - 1
    crossed = {paragraph.page_at(place) for place, _ in paragraph.breaks if passage.offset <= place <= end}
    if not all(_page(opinion, page)["printed_page"] for page in (passage.page, *crossed)):
        return None
    return _page(opinion, paragraph.page_at(end))["printed_page"]


def _cited(
    opinion: Read, citation: CitationFound, at: dict[tuple[str, int, int], int]
) -> Iterator[dict[str, Any]]:
    position = at.get((citation.where, citation.index, citation.paragraph))
    if position is None:
        return
    treatment = citation.treatment
    row = _page(opinion, citation.page) | {
        "position": position,
        "offset": citation.offset,
        "kind": citation.kind,
        "text": redact(citation.text),
        "sentence": redact(citation.sentence),
        "treatment": treatment.kind,
        "edge": treatment.edge,
        "tier": treatment.tier,
        "cite": citation.cite,
        "parallel": "; ".join(citation.parallel) or None,
        "pin": citation.pin,
        "name": citation.name and redact(citation.name),
        "year": citation.year,
        "cited_court_id": citation.court_id,
        "signal": treatment.signal,
        "history": treatment.history,
        "evidence": treatment.evidence,
    }
    yield row | {"number": citation.docket_number}
