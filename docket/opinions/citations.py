"""The decisions that an opinion cites, found by eyecite, which is loaded when an opinion is there.

Short forms and *supra* lead to the full citation before them; what leads to none is kept as cited. Two things are
found here, since eyecite misses them: a decision cited by its number alone ("No. 07-1101, slip op. at 6 (7th Cir.
Mar. 14, 2008)"), and what *id.* means (`_lead_ids`). Ids of ours come with `resolve`.
"""

import importlib
import logging
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docket.opinions.parts import Part
from docket.opinions.sentences import find_sentences
from docket.opinions.tokenizer import make_tokenizer
from docket.opinions.treatment import Treatment, find_treatments, weigh
from docket.opinions.words_of_treatment import find_history, is_history

# Sources that are no decisions and that *id.* may mean, where they stand as a citation.
_OTHER_SOURCE = re.compile(
    r"(?:[Dd]issent(?:ing [Oo]p\.)?|Maj(?:ority)?\. [Oo]p\.|[Cc]oncurring [Oo]p\.|[Pp]ost|[Aa]nte|[Ii]nfra) at \d+"
    r"|(?<!\d)\d{1,4} Cong\. Rec\."
    r"|\b[HS]\.R?\.? (?:Conf\. )?Rep\. No\.|\bDictionary \d+|\(\d(?:st|d|nd|rd|th) ed\. \d{4}\)"
    r"|\b(?:Compl|Br|Tr|Decl|Dkt|ECF|Doc|Mem|Opp|Mot|Reply|App|J\.A|E\.R|R)\.?,? (?:Br\. )?(?:No\. \d+(?:-\d+)?,? )?"
    r"(?:at \d|¶+ ?\d)|§§? ?\d[\w.()-]*"
)
# "Doe v. Acme, Inc., No. 07-1101, slip op. at 6 (7th Cir. Mar. 14, 2008)"; again as "Acme, No. 07-1101, slip op. at 8".
_NUMBERED = re.compile(
    r",? Nos?\. (?P<number>\d{1,2}:\d\d-[a-z]{2}-\d{3,6}|\d\d-[a-zA-Z]{1,4}-\d{2,6}|\d\d-\d{2,5}|\d\d-?[A-Z]\d{2,5})"
    r"(?P<judge>(?:-[A-Z0-9]{2,4}){0,3})(?P<more>,? ?(?:slip op\.|ECF No\. \d+|Dkt\. \d+|mem\. op\.)?,?"
    r"(?: (?:at|\*)? ?\*?(?P<pin>\d+(?:[-–]\d+)?))?)"
    r"(?P<court> ?\((?P<words>[^()]{2,60}?)(?P<year>\d{4})\))?"
)
_DAY = re.compile(
    r",?\s?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:\s\d{1,2},?)?\s?$"
)
_ID = re.compile(r"\b[Ii]d\.(?:,?\sat\s\*?(?P<pin>\d+(?:[-–]\d+)?(?:\s?n\.\s?\d+)?))?")
_OF_NAMES = re.compile(r"[A-Z(\d][\w’'.&,()-]*|of|the|and|for|ex|rel\.|&|de|la|van|von|d/b/a")
_MAY_CITE = re.compile(r"\d\s[A-Z]|\b[Ii]d\.|\bsupra\b")
# Names that many cases have, or that a text says of a party and not of a case.
_GENERIC = re.compile(
    r"^(?:Does?|Roe|Jane|John|In re|Ex parte|People|State|Commonwealth|United States|U\.S\.|FTC|SEC|City|County"
    r"|Matter|Estate|Google|Facebook|Twitter|Yahoo|Amazon|Congress|Court|The|This)\b\.?\s?\d*$"
)
_IN_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*$")
_LONGEST = 900_000  # letters; the longest opinions have half of that
_DOCKET_NUMBER = re.compile(
    r"\bNos?\.\s(\d{1,2}:\d\d-[a-z]{2}-\d{3,5}|\d\d-[a-zA-Z]{1,4}-\d{2,6}|\d\d-\d{2,5}|[A-Z]-?\d\d-\d{3,5})\b"
)
_SIGNAL_WORDS = re.compile(
    r"^(?:(?:But|See|Cf\.?|Accord|Compare|Contrast|Contra|In|Under|E\.g\.,?|also|see|generally|quoting|citing"
    r"|and|with|of|from|As|Like|Following|Unlike),?\s)+"
)


@dataclass(slots=True)
class CitationFound:
    """One citation as it stands: its words, its place, what it leads to and how it is treated."""

    text: str
    kind: str  # full, number, short, id, supra, name
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


@dataclass(slots=True)
class _Metadata:
    plaintiff: str | None = None
    defendant: str | None = None
    court: str | None = None
    year: str | None = None
    pin_cite: str | None = None
    antecedent_guess: str | None = None


@dataclass(slots=True)
class _Mention:
    """A decision spoken of without its reporter, in the form of eyecite's citations."""

    core: tuple[int, int]
    metadata: _Metadata
    groups: dict[str, str] = field(default_factory=dict)

    def span(self) -> tuple[int, int]:
        return self.core

    full_span = span


class _Id(_Mention):
    """An *id.*: eyecite passes over some ("Id.; see …")."""


class _Name(_Mention):
    """A decision spoken of by its name alone ("the notifications in Dyroff")."""


@dataclass(slots=True)
class _Numbered:
    """A decision cited by its number, in the form of eyecite's citations; it has no reporter."""

    number: str
    begin: int
    core: tuple[int, int]
    metadata: _Metadata
    groups: dict[str, str] = field(default_factory=dict)

    def span(self) -> tuple[int, int]:
        return self.core

    def full_span(self) -> tuple[int, int]:
        return self.begin, self.core[1]


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
    cited = [eyecite.get_citations(one.text[:_LONGEST], tokenizer=make_tokenizer()) for one in streams]
    names = _short_names(models, cited)
    known: list[Any] = []  # full citations of the parts before: a note's short form leads to them
    for stream, cites in zip(streams, cited, strict=True):
        text = stream.text[:_LONGEST]
        if not text or not (_MAY_CITE.search(text) or any(name in text for name in names)):
            continue
        ids = [_Id(match.span(), _Metadata(pin_cite=match["pin"])) for match in _ID.finditer(text)]
        others = [cite for cite in cites if not isinstance(cite, models.IdCitation)]
        targets = _resolve(eyecite, [*[one for one in known if not isinstance(one, _Numbered)], *others])
        cases = [cite for cite in others if _is_case(models, cite, targets.get(id(cite)))]
        taken = [_span(cite, text) for cite in others if not isinstance(cite, models.UnknownCitation)]
        again = [one for one in known if isinstance(one, _Numbered)]
        for one, target in _find_numbered(text, taken, again):
            cases.append(one)
            targets[id(one)] = target
        cases.sort(key=lambda cite: cite.span())
        targets |= _lead_ids(text, ids, cases, targets)
        cases += [cite for cite in ids if id(cite) in targets]
        cases.sort(key=lambda cite: cite.span())
        known += [cite for cite in cases if isinstance(cite, models.FullCaseCitation | _Numbered)]
        for named, full in _find_names(text, [_span(cite, text) for cite in cases], names):
            cases.append(named)
            targets[id(named)] = full
        cases.sort(key=lambda cite: cite.span())
        found += _describe(models, stream, text, cases, targets)
    return _settle(found)


def _settle(found: list[CitationFound]) -> list[CitationFound]:
    """Weigh what is said of each decision in a part: all places together, of which the strongest counts."""
    places: dict[tuple[str | None, int], list[CitationFound]] = {}
    for one in found:
        places.setdefault(_decision(one), []).append(one)
    for group in places.values():
        for one, treatment in zip(group, weigh([one.treatment for one in group]), strict=True):
            one.treatment = treatment
    return found


def _decision(one: CitationFound) -> tuple[str | None, int]:
    return one.cite or one.docket_number or one.name, one.index if one.where == "part" else 0


def _short_names(models: Any, cited: list[list[Any]]) -> dict[str, Any]:
    """Return what decisions are called after their first citation: by the first party, where it names one alone."""
    found: dict[str, Any] = {}
    doubtful: set[str] = set()
    for cites in cited:
        for cite in cites:
            if not isinstance(cite, models.FullCaseCitation):
                continue
            first = _SIGNAL_WORDS.sub("", cite.metadata.plaintiff or "").strip(' ,(“"')
            name = re.split(r",|\sv\.?\s|\s(?:Inc|LLC|Corp|Co|Ltd|ex rel|et al)\b", first)[0].strip()
            words = name.split()
            if len(words) > 4 or not words or _GENERIC.search(name) or len(name) < 3 or not name[0].isupper():
                continue
            if name in found and _cite_of(found[name]) != _cite_of(cite):
                doubtful.add(name)
            found.setdefault(name, cite)
    return {name: cite for name, cite in found.items() if name not in doubtful}


def _find_names(
    text: str, taken: list[tuple[int, int]], names: dict[str, Any]
) -> Iterator[tuple[_Name, Any]]:
    """Yield each place where a decision is spoken of by its name alone, and its full citation."""
    if not names:
        return
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w.])(?:{either})(?![\w-])(?!,?\s(?:v\.?|Inc|LLC|Corp)\b)", text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield _Name(match.span(), _Metadata(antecedent_guess=match[0])), names[match[0]]


def _find_numbered(
    text: str, taken: list[tuple[int, int]], known: list[_Numbered]
) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Yield each citation by number alone, and the one that it leads to: itself, or the first with its number."""
    helpers: Any = importlib.import_module("eyecite.helpers")
    first = {one.number: one for one in known}
    for match in _NUMBERED.finditer(text):
        if any(start <= match.start("number") < end for start, end in taken):
            continue
        name = _name_before(text, match.start())
        court = helpers.get_court_by_paren(_DAY.sub("", match["words"])) if match["court"] else None
        if match["court"] is None and match["number"] not in first:
            continue  # any paper of this case has its number
        if match["court"] and (not court or name is None):
            continue
        begin = match.start() - len(name) if name else match.start("number")
        sides = re.split(r"\sv\.\s", name, maxsplit=1) if name else []
        said = _Metadata(
            sides[0] if len(sides) == 2 else None,
            sides[-1] if sides else None,
            court,
            match["year"],
            match["pin"],
        )
        one = _Numbered(match["number"], begin, (match.start("number"), match.end()), said)
        yield one, first.setdefault(match["number"], one)


def _name_before(text: str, end: int) -> str | None:
    """Return the name of a case that ends here, None where none does."""
    line = text[max(0, end - 200) : end]
    begin = max((match.end() for match in re.finditer(r"[;(]\s?|\n|[.!?][”\"]?\s(?=[A-Z])", line)), default=0)
    while begin and not re.search(r"\sv\.\s|^In re\s", line[begin:]):
        # A stop within the name ("Inc.", "v.") ended it too early.
        earlier = [m.end() for m in re.finditer(r"[;(]\s?|\n|[.!?][”\"]?\s(?=[A-Z])", line[: begin - 1])]
        begin = max(earlier, default=0)
    words = line[begin:].strip()
    first, versus, second = words.partition(" v. ")
    said = first.split()
    count = next((n for n, word in enumerate(reversed(said)) if not _OF_NAMES.fullmatch(word)), len(said))
    opening = " ".join(said[len(said) - count :])  # the words of a name at the end of what stands before "v."
    name = f"{opening}{versus}{second}" if opening else ""
    lead = _SIGNAL_WORDS.match(name)
    name = name[lead.end() :] if lead else name
    return name if name and (versus or name.startswith("In re ") or len(name) < 40) else None


def _lead_ids(text: str, ids: list[_Id], cases: list[Any], targets: dict[int, Any]) -> dict[int, Any]:
    """Return, by the id of each *id.*, the decision that it means; none for one that means something else.

    It is the last source that stands as a citation: a source in brackets after another ("quoting …") is not
    meant (Bluebook rule 4.1), nor is a statute that the sentence only speaks of. A page number belongs to a
    decision, a section or paragraph to none.
    """
    leads: dict[int, Any] = {}
    sources: list[tuple[int, Any]] = [
        (cite.span()[0], targets.get(id(cite)) or cite)
        for cite in cases
        if not _is_aside(text, cite.span()[0])
    ]
    for match in _OTHER_SOURCE.finditer(text):
        is_cited = not match[0].startswith("§") or _stands_alone(text, match.start())
        if is_cited and not _is_aside(text, match.start()):
            sources.append((match.start(), None))
    places = {cite.span()[0]: cite for cite in ids}
    sources.sort(key=lambda one: one[0])
    last: Any = None
    marks = sorted(
        [*((at, "source", target) for at, target in sources), *((at, "id", places[at]) for at in places)],
        key=lambda one: (one[0], one[1]),
    )
    for at, kind, what in marks:
        if kind == "source":
            last = what
            continue
        pin = re.match(r"[Ii]d\.,?\s(?:at\s)?(§|¶|Art\b|art\.)?\s?\*?(\d+)?", text[at : at + 24])
        if pin and pin[1]:
            last = None
        elif last is not None:
            leads[id(what)] = last
    return leads


def _is_aside(text: str, at: int) -> bool:
    """Whether a place lies in brackets that follow a citation: "(quoting …)", "(citing …)"."""
    opened = _IN_BRACKETS.search(text[max(0, at - 600) : at])
    return (
        opened is not None
        and re.match(
            r"\((?:\w+\s)?(?:quot|cit|discuss|reject|follow|collect|apply|adopt|describ|internal|emphasis|rely)",
            opened[0],
        )
        is not None
    )


def _stands_alone(text: str, at: int) -> bool:
    """Whether a source stands as a citation: at a sentence's beginning, after a signal, or in brackets."""
    before = f"{' ' if at > 60 else chr(10)}{text[max(0, at - 60) : at]}"
    return (
        re.search(
            r"(?:(?<![A-Z])[.!?][”\"’)]*\s|\n|[;(]\s?)"
            r"(?:(?:[Ss]ee|[Cc]f\.|[Aa]lso|e\.g\.,?|But|but|[Cc]iting|accord)[\s,]+)*"
            r"(?:\d+ (?:U\.S\.C\.|C\.F\.R\.)(?:A\.)?\s|[\w.’' ]{0,30}(?:Code|Law|Stat\.|Dictionary)\s[\w.]*\s?)?$",
            before,
        )
        is not None
    )


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
    return isinstance(cite, models.ReferenceCitation)


_KINDS = {
    "FullCaseCitation": "full",
    "ShortCaseCitation": "short",
    "_Id": "id",
    "_Name": "name",
    "SupraCitation": "supra",
    "ReferenceCitation": "name",
    "_Numbered": "number",
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
            if isinstance(target, models.FullCaseCitation | _Numbered)
            else cite
            if isinstance(cite, models.FullCaseCitation)
            else None
        )
        place = max(0, bisect_right(begins, start) - 1)
        offset = start - begins[place]
        where = max(0, bisect_right(starts, start) - 1)
        around = text[slice(*sentences[where])] if sentences else ""
        number = _DOCKET_NUMBER.search(text[start:end]) if full is cite else None
        known = full.number if isinstance(full, _Numbered) else number[1] if number else None
        found.append(
            CitationFound(
                text[start:end],
                _KINDS[type(cite).__name__],
                _cite_of(full or cite),
                name,
                _year(full),
                getattr(full.metadata, "court", None) if full else None,
                known,
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
        if isinstance(one, models.FullCaseCitation | _Numbered):
            first, second = one.metadata.plaintiff, one.metadata.defendant
            if first and second:
                second = re.split(r",\sNos?\.\s", second)[0]
                return f"{_SIGNAL_WORDS.sub('', first).strip(' ,')} v. {second.strip(' ,')}"
            if second:
                return re.split(r",\sNos?\.\s", second)[0].strip(" ,")
    guess = getattr(cite.metadata, "antecedent_guess", None)
    return _SIGNAL_WORDS.sub("", guess).strip(" ,") if guess else None
