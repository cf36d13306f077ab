"""The decisions that an opinion cites: where each citation is, what it says, and which decision it means.

eyecite's patterns find the reporters (`tokenizer`); name, page, court, and year are read from the text around
them (`citation_fields`). Parallel citations that appear side by side ("477 U.S. 317, 106 S. Ct. 2548") count
as one. Short forms, *supra*, and *id.* refer to an earlier full citation; one that refers to none is kept as
cited. `resolve` adds the ids in our database.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docket.courts.cited import find_cited_court
from docket.opinions.citation_fields import Before, read_before, read_behind, read_pin, tidy_pin
from docket.opinions.parts import Part
from docket.opinions.sentences import ends_in_abbreviation, find_sentences
from docket.opinions.surroundings import NO_NAMES, blank, named, short_names
from docket.opinions.tokenizer import ReporterCite, find_reporter_cites
from docket.opinions.treatment import Treatment, find_treatments
from docket.opinions.words_of_treatment import find_history

# Sources other than decisions that *id.* can mean when they are cited.
_OTHER_SOURCE = re.compile(
    r"(?:[Dd]issent(?:ing [Oo]p\.)?|Maj(?:ority)?\. [Oo]p\.|[Cc]oncurring [Oo]p\.|[Pp]ost|[Aa]nte|[Ii]nfra) at \d+"
    r"|(?<!\d)\d{1,4} Cong\. Rec\."
    r"|\b[HS]\.R?\.? (?:Conf\. )?Rep\. No\.|\bDictionary \d+|\(\d(?:st|d|nd|rd|th) ed\. \d{4}\)"
    r"|\b(?:Compl|Br|Tr|Decl|Dkt|ECF|Doc|Mem|Opp|Mot|Reply|App|J\.A|E\.R|R)\.?,? (?:Br\. )?(?:No\. \d+(?:-\d+)?,? )?"
    r"(?:at \d|¶+ ?\d)|§§? ?\d[\w.()-]*"
)
# "Doe v. Acme, Inc., No. 07-1101, slip op. at 6 (7th Cir. Mar. 14, 2008)"; "Acme, No. 07-1101, at 8".
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
_SUPRA = re.compile(r",?\ssupra(?P<note>,?\s(?:note|n\.)\s\d+)?(?=[,;.)\s])")
_MAY_CITE = re.compile(r"\bT\.C\.|\bNos?\.\s\d|\d,?\s?[A-Z]|\d{4}-[A-Z]|\b[Ii]d\.|\bsupra\b")
_IN_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*$")
# Between parallel citations of one decision; an unpublished one may have its number there, too.
_BESIDE = re.compile(
    r"(?:\s\(\d{1,2}\))?\s?,?\s?[\[(]?\s?|\s?[,;=]\s?|(?:,?\s?\((?:[Tt]able|TABLE|unpublished(?:\s\w+)?)\))?"
    r",?\s(?:Nos?\.\s[\w-]+,\s)?"
)
_NAME = 250  # characters: the longest name
_LONGEST = 900_000  # characters; the longest opinions have half as many


@dataclass(slots=True)
class CitationFound:
    """One citation as printed: its words, place, the decision it means, and how that is treated."""

    text: str
    kind: str  # full, number, short, id, supra, name
    cite: str | None  # the reporter citation that it resolves to: "521 F.3d 1157"
    parallel: tuple[str, ...]  # the other citations of the same decision, here or where it was first cited
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

    @property
    def cites(self) -> tuple[str, ...]:
        """Return every reporter citation of the decision."""
        return (self.cite, *self.parallel) if self.cite else ()

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of a citation that the `opinion` command prints."""
        return {
            "text": self.text,
            "kind": self.kind,
            "cite": self.cite,
            "parallel": list(self.parallel),
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
            "edge": self.treatment.edge,
            "history": self.treatment.history,
            "evidence": self.treatment.evidence,
            "tier": self.treatment.tier,
            "resolved": self.resolved,
            "how": self.how,
        }


@dataclass(slots=True)
class _Decision:
    """What an opinion says about one decision in all of its full citations."""

    cites: list[str] = field(default_factory=list)
    name: str | None = None
    year: int | None = None
    court_id: str | None = None
    number: str | None = None

    @property
    def shorts(self) -> tuple[str, ...]:
        return short_names(self.name)


@dataclass(slots=True)
class _Mention:
    """A place where a decision is cited: the name begins at `begin`, the citation itself at `core`."""

    kind: str
    begin: int
    core: int
    end: int
    decision: _Decision
    pin: str | None = None
    # What this citation says where it differs from the first one.
    name: str | None = None
    year: int | None = None
    court_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Stream:
    """A stretch of text within which *id.* looks back: one part or one footnote."""

    where: str
    index: int
    is_own_voice: bool
    texts: list[str]
    pages: list[Any]  # a function from an offset in the paragraph to its page

    @property
    def text(self) -> str:
        return "\n\n".join(self.texts)


def find_citations(
    parts: list[Part], footnotes: Iterable[Any], caption: str | None = None
) -> list[CitationFound]:
    """Return the citations of decisions in text order, those of parts before those of footnotes.

    A mention by name alone is returned only where the court treats the decision there, because the name may
    be a person's. The names in the caption are never taken for a case.
    """
    is_one_voice = not any(part.kind in ("concurrence", "dissent") for part in parts)
    streams = [
        _Stream(
            "part",
            at,
            part.kind == "majority",
            [paragraph.text for paragraph in part.paragraphs],
            [paragraph.page_at for paragraph in part.paragraphs],
        )
        for at, part in enumerate(parts)
    ]
    streams += [
        _Stream("footnote", at, is_one_voice, [note.text], [lambda _, page=note.page: page])
        for at, note in enumerate(footnotes)
    ]
    known: list[_Decision] = []
    read: list[tuple[_Stream, str, list[_Mention]]] = []
    last: _Decision | None = None  # what *id.* means at a note's start: the one source of the note before
    for stream in streams:
        text = stream.text[:_LONGEST]
        before = last if stream.where == "footnote" else None
        mentions = _find_mentions(text, known, before) if _MAY_CITE.search(text) else []
        cited = {id(mention.decision): mention.decision for mention in mentions}
        last = next(iter(cited.values())) if len(cited) == 1 and not _OTHER_SOURCE.search(text) else None
        read.append((stream, text, mentions))
    first = _first_pages(known)
    citations: list[CitationFound] = []
    for stream, text, mentions in read:
        for mention in mentions:
            mention.decision = first.get(id(mention.decision), mention.decision)
        if _MAY_CITE.search(text):
            mentions += _find_names(text, mentions, known, caption or "")
            mentions.sort(key=lambda mention: mention.core)
            citations += _describe(stream, text, mentions)
    return citations


def _find_mentions(text: str, known: list[_Decision], last: _Decision | None) -> list[_Mention]:
    """Return the places where decisions are cited, in order; those cited in full are added to `known`.

    `last` is the decision that *id.* means until another source is cited.
    """
    mentions = _find_reported(text, known)
    mentions += _find_supra(text, mentions, known)
    mentions += _find_numbered(text, mentions, known)
    mentions.sort(key=lambda mention: mention.core)
    mentions += _lead_ids(text, mentions, last)
    return sorted(mentions, key=lambda mention: mention.core)


def _first_pages(known: list[_Decision]) -> dict[int, _Decision]:
    """Return, by id, the decision of each short form whose full citation, in a footnote, comes later."""
    full_by_short: dict[int, _Decision] = {}
    for short in known:
        if short.cites and all(cite.endswith("___") for cite in short.cites):
            volumes = {_split(cite)[:2] for cite in short.cites}
            near = [
                decision
                for decision in known
                if any(_split(cite)[:2] in volumes and not cite.endswith("___") for cite in decision.cites)
                and short.name
                and _shares_name(short.name, decision)
            ]
            if len(near) == 1:
                full_by_short[id(short)] = near[0]
    return full_by_short


def _find_reported(text: str, known: list[_Decision]) -> list[_Mention]:
    """Return the reporter citations of a text; adjacent parallel citations are one mention."""
    mentions: list[_Mention] = []
    low = 0
    for group in _group(text, find_reporter_cites(text)):
        first = group[0][0]
        before = read_before(text, max(low, _begin_of_paragraph(text, first.start)), first.start)
        pin = next((pin for _, pin, _ in group if pin), None)
        behind = read_behind(text, group[-1][2], len(text))
        history = find_history(text[low : before.begin]) is not None and mentions
        year, court = behind.year or before.year, behind.court or before.court
        if year is None and text[behind.end - 1 : behind.end] != "]":
            year = _year_of_volume([cite for cite, _, _ in group], known)
        is_short = first.is_short or before.is_supra
        decision = _decide(before, [cite for cite, _, _ in group], known, is_short, year)
        is_short = is_short or first.cite not in decision.cites  # "Chivers, 45 F. Supp. 3d 391": its page 391
        if is_short and not first.is_short and first.cite not in decision.cites:
            pin = pin or first.page  # Connecticut: "Solon v. Slater, supra, 345 Conn. 809"
        if not is_short:
            reporters = [cite.reporter for cite, _, _ in group] + [before.reporter or ""]
            reporter = next((printed for printed in reporters if find_cited_court(None, printed)), None)
            court_id = find_cited_court(court, reporter or first.reporter)
            if history:
                earlier = mentions[-1].decision
                if before.name is None:
                    decision.name = decision.name or earlier.name
                # As in "(E.D. Va.), aff'd, 129 F.3d 327 (4th Cir. 1997)".
                if earlier.year is None and earlier.court_id:
                    earlier.year = year
            is_again = year is None and any(earlier.decision is decision for earlier in mentions)
            is_short = is_again or (year is None and decision.year is not None)
            _tell(decision, before, year, court_id)
        mention = _Mention(
            "short" if is_short else "full", before.begin, first.start, behind.end, decision, pin
        )
        if not is_short:
            mention.name = before.name if before.name and " v. " in before.name else None
            mention.year, mention.court_id = year, court_id
        mentions.append(mention)
        low = behind.end
    return mentions


def _group(text: str, cites: list[ReporterCite]) -> Iterator[list[tuple[ReporterCite, str | None, int]]]:
    """Yield groups of parallel citations, each citation with its pin cite and the offset where that ends."""
    group: list[tuple[ReporterCite, str | None, int]] = []
    for at, cite in enumerate(cites):
        stop = cites[at + 1].start if at + 1 < len(cites) else len(text)
        pin, end = read_pin(text, cite.end, min(stop, cite.end + 80), cite.is_short)
        if cite.is_short:
            pin = f"{cite.page}{pin or ''}"
        if group and not _BESIDE.fullmatch(text[group[-1][2] : cite.start]):
            yield group
            group = []
        group.append((cite, pin and tidy_pin(pin), end))
        inside, closes = text[group[0][0].end : end], text[end : end + 1]
        if closes in ("]", ")") and inside.count("[" if closes == "]" else "(") > inside.count(closes):
            group[-1] = (group[-1][0], group[-1][1], end + 1)  # "38 Cal.3d 100 [211 Cal.Rptr. 1, 695 P.2d 2]"
    if group:
        yield group


def _year_of_volume(cites: list[ReporterCite], known: list[_Decision]) -> int | None:
    """Return the year in a neutral citation; None if the decision was cited before (it has its year)."""
    printed = {cite.cite for cite in cites}
    is_known = any(printed & set(decision.cites) for decision in known)
    return None if is_known else next((cite.year for cite in cites if cite.year), None)


def _begin_of_paragraph(text: str, at: int) -> int:
    """Return where the paragraph at an offset begins, before any page break within a name."""
    begin = text.rfind("\n\n", 0, at) + 2
    if begin < 2:
        return 0
    last = text[max(0, begin - 32) : begin - 2].split()
    goes_on = last and (last[-1][-1] not in ".?!:”)" or ends_in_abbreviation(last[-1], True))
    return max(0, text.rfind("\n\n", 0, begin - 2) + 2) if goes_on and at - begin < _NAME else begin


def _decide(
    before: Before, cites: list[ReporterCite], decisions: list[_Decision], is_short: bool, year: int | None
) -> _Decision:
    """Return the decision cited: a known one (by citation, or by volume and name) or a new one."""
    first = cites[0]
    printed = [cite.cite for cite in cites if not cite.is_short]
    decision = next(
        (earlier for earlier in decisions for cite in printed if cite in earlier.cites and "___" not in cite),
        None,
    )
    if decision is None and year is None and not is_short and before.name and len(cites) == 1:
        volume = f"{first.volume} {first.reporter} "
        near = [earlier for earlier in decisions if any(cite.startswith(volume) for cite in earlier.cites)]
        decision = next(
            (earlier for earlier in near if _shares_name(before.name, earlier) and " v. " not in before.name),
            None,
        )
        if decision is not None:
            return decision
    if is_short:
        volumes = {(cite.volume, cite.reporter) for cite in cites}
        first_pages = [
            (earlier, int(page))
            for earlier in decisions
            for volume, reporter, page in map(_split, earlier.cites)
            if (volume, reporter) in volumes and page.isdigit()
        ]
        of_name = [pair for pair in first_pages if before.name and _shares_name(before.name, pair[0])]
        at = int(first.page) if first.page.isdigit() else 0
        lower = [pair for pair in of_name or first_pages if pair[1] <= at] or of_name
        if lower and (
            of_name or before.name is None or len({id(earlier) for earlier, _ in first_pages}) == 1
        ):
            return max(lower, key=lambda pair: pair[1])[0]
        blank = ReporterCite(first.start, first.end, first.volume, first.reporter, "___", True)
        same = next(
            (
                earlier
                for earlier in decisions
                if blank.cite in earlier.cites and (earlier.name or "") == (before.name or "")
            ),
            None,
        )
        if same is None:
            same = _Decision([blank.cite], before.name)
            decisions.append(same)
        return same
    if decision is None:
        decision = _Decision()
        decisions.append(decision)
    decision.cites += [cite for cite in printed if cite not in decision.cites]
    return decision


def _split(cite: str) -> tuple[str, str, str]:
    volume, reporter, page = (
        re.split(r"[ -]", cite, maxsplit=1)[0],
        *re.split(r"[ -](?=[^ -]+$)", cite, maxsplit=1),
    )
    return volume, reporter[len(volume) + 1 :], page


def _shares_name(name: str, decision: _Decision) -> bool:
    return bool(_telling(name) & _telling(decision.name or ""))


def _telling(name: str) -> set[str]:
    """Return the distinctive words of a name: not "People", "State", "Inc."."""
    return {word for word in re.findall(r"[A-Z][\w’'-]{2,}", name) if word not in NO_NAMES}


def _tell(decision: _Decision, before: Before, year: int | None, court_id: str | None) -> None:
    """Add what a citation says to its decision; first values stay, but a full name replaces a partial one."""
    if before.name and (decision.name is None or (" v. " in before.name and " v. " not in decision.name)):
        decision.name = before.name
    decision.number = decision.number or before.number
    if decision.year is None:
        decision.year = year
    if decision.court_id is None:
        decision.court_id = court_id


def _find_supra(text: str, mentions: list[_Mention], known: list[_Decision]) -> Iterator[_Mention]:
    """Yield each *supra* without a reporter citation that follows the name of a decision cited in full."""
    cores = [mention.core for mention in sorted(mentions, key=lambda mention: mention.core)]
    for match in _SUPRA.finditer(text):
        following = bisect_right(cores, match.start())
        if match["note"] or (following < len(cores) and cores[following] - match.end() < 3):
            continue
        low = max((mention.end for mention in mentions if mention.end <= match.start()), default=0)
        before = read_before(text, max(low, text.rfind("\n\n", 0, match.start()) + 1), match.end() - 5)
        name = before.name
        named = [
            decision
            for decision in known
            if name
            and (name in (decision.name, *decision.shorts) or (decision.name or "").startswith(f"{name} v."))
        ]
        if len(named) == 1:
            pin, end = read_pin(text, match.end(), min(len(text), match.end() + 40))
            yield _Mention("supra", before.begin, match.start(), end, named[0], pin and tidy_pin(pin))


def _find_numbered(text: str, mentions: list[_Mention], known: list[_Decision]) -> Iterator[_Mention]:
    """Yield each citation by docket number alone: with court and year, or repeating an earlier one."""
    taken = [(mention.begin, mention.end) for mention in mentions]
    first = {earlier.number: earlier for earlier in known if earlier.number}
    for match in _NUMBERED.finditer(text):
        if any(start <= match.start("number") < end for start, end in taken):
            continue
        low = max((end for _, end in taken if end <= match.start()), default=0)
        before = read_before(text, max(low, text.rfind("\n\n", 0, match.start()) + 1), match.start())
        court = find_cited_court(_DAY.sub("", match["words"]), None) if match["court"] else None
        if match["court"] is None and match["number"] not in first:
            continue  # any paper of this case can have a number
        if match["court"] and (court is None or before.name is None):
            continue
        decision = first.get(match["number"])
        if decision is None:
            decision = _Decision([], before.name, int(match["year"]), court, match["number"])
            known.append(decision)
            first[match["number"]] = decision
        yield _Mention("number", before.begin, match.start("number"), match.end(), decision, match["pin"])


def _lead_ids(text: str, mentions: list[_Mention], last: _Decision | None) -> list[_Mention]:
    """Return each *id.* that means a decision.

    An *id.* means the last source that was cited. A source in brackets after another ("quoting …") does not
    count (Bluebook rule 4.1), nor does a statute that the sentence only discusses. A page number can belong
    to a decision; a section or paragraph number cannot.
    """
    sources: list[tuple[int, _Decision | None]] = [
        (mention.core, mention.decision) for mention in mentions if not _is_aside(text, mention.core)
    ]
    for match in _OTHER_SOURCE.finditer(text):
        is_cited = not match[0].startswith("§") or _stands_alone(text, match.start())
        if is_cited and not _is_aside(text, match.start()):
            sources.append((match.start(), None))
    sources.sort(key=lambda source: source[0])
    meant: list[_Mention] = []
    ids = list(_ID.finditer(text))
    at = 0
    for match in ids:
        while at < len(sources) and sources[at][0] < match.start():
            last = sources[at][1]
            at += 1
        other = re.match(r"[Ii]d\.,?\s(?:at\s)?(?:§|¶|Art\b|art\.)", text[match.start() : match.start() + 12])
        if other:
            last = None
        elif last is not None:
            pin = match["pin"] and tidy_pin(match["pin"])
            meant.append(_Mention("id", match.start(), match.start(), match.end(), last, pin))
    return meant


def _find_names(text: str, mentions: list[_Mention], known: list[_Decision], caption: str) -> list[_Mention]:
    """Return the places where a decision cited in full may be mentioned by name alone ("Cuffley")."""
    of_name: dict[str, list[_Decision]] = {}
    for earlier in known:
        whole = (earlier.name,) if earlier.name and " v. " in earlier.name else ()
        for name in (*earlier.shorts, *whole) if any("___" not in cite for cite in earlier.cites) else ():
            of_name.setdefault(name, []).append(earlier)
    telling = {
        name: held[0]
        for name, held in of_name.items()
        if len({earlier.name for earlier in held}) == 1 and name.casefold() not in caption.casefold()
    }
    if not telling or (finds := named(tuple(sorted(telling, key=len, reverse=True)))) is None:
        return []
    taken = [(mention.begin, mention.end) for mention in mentions]
    begins = [begin for begin, _ in taken]
    meant = []
    for match in finds.finditer(blank(text)):
        at = bisect_right(begins, match.end() - 1)
        if not any(begin < match.end() and match.start() < end for begin, end in taken[max(0, at - 2) : at]):
            decision = telling.get(match[0])
            if decision is not None:
                meant.append(_Mention("name", match.start(), match.start(), match.end(), decision))
    return meant


def _is_aside(text: str, at: int) -> bool:
    """Whether an offset is inside brackets that follow a citation: "(quoting …)", "(citing …)"."""
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
    """Whether a source is cited, not discussed: at a sentence's start, after a signal, or in brackets."""
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


def _describe(stream: _Stream, text: str, mentions: list[_Mention]) -> Iterator[CitationFound]:
    """Yield the citations of a stream with their places, sentences, and treatments."""
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
    spans = [(mention.begin, mention.end) for mention in mentions]
    names = [mention.decision.name for mention in mentions]
    same = [id(mention.decision) for mention in mentions]
    # A full name ("Doe v. Roe") is always a case's; one party's name alone may be a person's.
    signs = [
        "NAME" if mention.kind == "name" and " v. " not in text[mention.begin : mention.end] else "CASE"
        for mention in mentions
    ]
    treatments = find_treatments(text, sentences, spans, names, same, signs, stream.is_own_voice)
    for mention, treatment in zip(mentions, treatments, strict=True):
        if mention.kind == "name" and treatment.kind is None:
            continue
        place = max(0, bisect_right(begins, mention.begin) - 1)
        offset = mention.begin - begins[place]
        where = max(0, bisect_right(starts, mention.core) - 1)
        decision = mention.decision
        yield CitationFound(
            text[mention.begin : mention.end].strip(),
            mention.kind,
            decision.cites[0] if decision.cites else None,
            tuple(decision.cites[1:]),
            mention.name or decision.name,
            mention.year or decision.year,
            mention.court_id or decision.court_id,
            decision.number,
            mention.pin,
            stream.where,
            stream.index,
            place,
            stream.pages[place](offset),
            offset,
            offset + mention.end - mention.begin,
            text[slice(*sentences[where])] if sentences else "",
            treatment,
        )
