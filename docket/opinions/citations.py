"""The decisions that an opinion cites, found by eyecite, which is loaded when an opinion is there.

Short forms, *id.* and *supra* lead to the full citation before them; what leads to none is kept as cited. Ids of
ours come with `resolve`.
"""

import importlib
import logging
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from docket.opinions.parts import Part
from docket.opinions.sentences import find_sentences
from docket.opinions.treatment import Treatment, find_history, find_treatments, is_history

_LONGEST = 900_000  # letters; the longest opinions have half of that
_DOCKET_NUMBER = re.compile(
    r"\bNos?\.\s(\d{1,2}:\d\d-[a-z]{2}-\d{3,5}|\d\d-[a-zA-Z]{1,4}-\d{2,6}|\d\d-\d{2,5}|[A-Z]-?\d\d-\d{3,5})\b"
)
_SIGNAL_WORDS = re.compile(
    r"^(?:(?:But|See|Cf\.?|Accord|Compare|Contra|In|Under|E\.g\.,?|also|see|generally|quoting|citing"
    r"|and|with|of|from|As|Like|Following|Unlike),?\s)+"
)


@dataclass(slots=True)
class CitationFound:
    """One citation as it stands: its words, its place, what it leads to and how it is treated."""

    text: str
    kind: str  # full, short, id, supra, name
    cite: str | None  # the reporter citation that it leads to: "521 F.3d 1157"
    name: str | None
    year: int | None
    court_id: str | None
    docket_number: str | None
    pin: str | None
    where: str  # part or footnote
    index: int  # of the part or of the footnote
    paragraph: int
    page: int
    offset: int
    end: int
    sentence: str
    treatment: Treatment
    resolved: list[dict[str, str | None]] = field(default_factory=list)
    how: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields that the `opinion` command prints of a citation."""
        return {
            "text": self.text,
            "kind": self.kind,
            "cite": self.cite,
            "name": self.name,
            "year": self.year,
            "court_id": self.court_id,
            "docket_number": self.docket_number,
            "pin": self.pin,
            self.where: self.index,
            "paragraph": self.paragraph,
            "page": self.page,
            "offset": self.offset,
            "sentence": self.sentence,
            "signal": self.treatment.signal,
            "treatment": self.treatment.kind,
            "history": self.treatment.history,
            "evidence": self.treatment.evidence,
            "tier": self.treatment.tier,
            "resolved": self.resolved,
            "how": self.how,
        }


@dataclass(frozen=True, slots=True)
class _Stream:
    """A run of text in which *id.* looks back: one part, or one footnote."""

    where: str
    index: int
    texts: list[str]
    pages: list[Any]  # a function from a place in the paragraph to its page

    @property
    def text(self) -> str:
        return "\n\n".join(self.texts)


def find_citations(parts: list[Part], footnotes: Iterable[Any]) -> list[CitationFound]:
    """Return the citations of decisions in the order of the text, parts before footnotes."""
    eyecite: Any = importlib.import_module("eyecite")
    for name in ("eyecite", "eyecite.find", "eyecite.resolve"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    models: Any = importlib.import_module("eyecite.models")
    streams = [
        _Stream("part", at, [one.text for one in part.paragraphs], [one.page_at for one in part.paragraphs])
        for at, part in enumerate(parts)
    ]
    streams += [
        _Stream("footnote", at, [note.text], [lambda _, page=note.page: page])
        for at, note in enumerate(footnotes)
    ]
    found: list[CitationFound] = []
    known: list[Any] = []  # full citations of the parts before: a note's short form leads to them
    for stream in streams:
        text = stream.text[:_LONGEST]
        if not text or not re.search(r"\d\s[A-Z]|\b[Ii]d\.|\bsupra\b", text):
            continue
        cites = eyecite.get_citations(text)
        targets = _resolve(eyecite, [*known, *cites])
        known += [cite for cite in cites if isinstance(cite, models.FullCaseCitation)]
        cases = [cite for cite in cites if _is_case(models, cite, targets.get(id(cite)))]
        found += _describe(models, stream, text, cases, targets)
    return found


def _resolve(eyecite: Any, cites: list[Any]) -> dict[int, Any]:
    """Return, by the id of each citation, the full one that it leads to."""
    leads: dict[int, Any] = {}
    for resource, cited in eyecite.resolve_citations(cites).items():
        for cite in cited:
            leads[id(cite)] = resource.citation
    return leads


def _is_case(models: Any, cite: Any, target: Any) -> bool:
    if isinstance(cite, models.FullCaseCitation | models.ShortCaseCitation):
        return True
    if isinstance(cite, models.SupraCitation):
        return isinstance(target, models.FullCaseCitation)
    if isinstance(cite, models.IdCitation):
        return isinstance(target, models.FullCaseCitation)
    return isinstance(cite, models.ReferenceCitation)


_KINDS = {
    "FullCaseCitation": "full",
    "ShortCaseCitation": "short",
    "IdCitation": "id",
    "SupraCitation": "supra",
    "ReferenceCitation": "name",
}


def _describe(
    models: Any, stream: _Stream, text: str, cites: list[Any], targets: dict[int, Any]
) -> list[CitationFound]:
    begins, at = [], 0
    for paragraph in stream.texts:
        begins.append(at)
        at += len(paragraph) + 2
    sentences = [
        (begin + start, begin + end)
        for begin, paragraph in zip(begins, stream.texts, strict=True)
        for start, end in find_sentences(paragraph)
    ]
    starts = [start for start, _ in sentences]
    spans = []
    for cite in cites:
        start, end = _span(cite, text)
        # A name never reaches back over the end of a sentence: "… Privacy Act of 1986. Universal, 478 F.3d at 419".
        sentence = starts[max(0, bisect_right(starts, cite.span()[0]) - 1)] if starts else 0
        spans.append((max(start, sentence), end))
    for at, cite in enumerate(cites[:-1]):
        # eyecite takes what follows for a parallel citation: "958 F. Supp. 1124 (E.D. Va.), aff'd, 129 F.3d 327".
        (start, end), following = spans[at], cites[at + 1].span()[0]
        if cite.span()[1] <= following < end:
            later = find_history(text[cite.span()[1] : following])
            spans[at] = (start, following if later is None else cite.span()[1] + later)
    names = [_cut(_name(models, cite, targets.get(id(cite)))) for cite in cites]
    treatments = find_treatments(text, sentences, spans, names)
    found = []
    for cite, (start, end), name, treatment in zip(cites, spans, names, treatments, strict=True):
        target = targets.get(id(cite))
        full = (
            target
            if isinstance(target, models.FullCaseCitation)
            else cite
            if isinstance(cite, models.FullCaseCitation)
            else None
        )
        place = max(0, bisect_right(begins, start) - 1)
        offset = start - begins[place]
        where = max(0, bisect_right(starts, start) - 1)
        around = text[slice(*sentences[where])] if sentences else ""
        number = _DOCKET_NUMBER.search(text[start:end]) if full is cite else None
        found.append(
            CitationFound(
                text[start:end],
                _KINDS[type(cite).__name__],
                _cite_of(full or cite),
                name,
                _year(full),
                getattr(full.metadata, "court", None) if full else None,
                number[1] if number else None,
                getattr(cite.metadata, "pin_cite", None),
                stream.where,
                stream.index,
                place,
                stream.pages[place](offset),
                offset,
                offset + end - start,
                around,
                treatment,
            )
        )
    return found


def _cut(name: str | None) -> str | None:
    if name is None:
        return None
    sentences = find_sentences(name)
    return name[sentences[-1][0] :].strip() if sentences else name


def _span(cite: Any, text: str) -> tuple[int, int]:
    """Return where a citation stands, its name included and the signal before it left out."""
    start, end = cite.full_span()
    words = text[start:end]
    lead = _SIGNAL_WORDS.match(words)
    if lead:
        start += lead.end()
    core = cite.span()[0]
    if start < core and is_history(text[start:core]):
        start = core  # "aff'd, 129 F.3d 327": the word is no name
    while start < end and text[start].isspace():
        start += 1
    return start, max(end, cite.span()[1])


def _cite_of(cite: Any) -> str | None:
    groups = cite.groups
    if not groups or not groups.get("volume"):
        return None
    reporter = getattr(cite, "corrected_reporter", lambda: groups.get("reporter"))()
    return f"{groups['volume']} {reporter} {groups.get('page') or '___'}" if reporter else None


def _year(cite: Any) -> int | None:
    year = getattr(cite.metadata, "year", None) if cite is not None else None
    return int(year) if year and str(year).isdigit() else None


def _name(models: Any, cite: Any, target: Any) -> str | None:
    """Return the name by which the decision goes: "Zeran v. America Online, Inc."."""
    for one in (cite, target):
        if isinstance(one, models.FullCaseCitation):
            first, second = one.metadata.plaintiff, one.metadata.defendant
            if first and second:
                second = re.split(r",\sNos?\.\s", second)[0]
                return f"{_SIGNAL_WORDS.sub('', first).strip(' ,')} v. {second.strip(' ,')}"
            if second:
                return re.split(r",\sNos?\.\s", second)[0].strip(" ,")
    guess = getattr(cite.metadata, "antecedent_guess", None)
    return _SIGNAL_WORDS.sub("", guess).strip(" ,") if guess else None
