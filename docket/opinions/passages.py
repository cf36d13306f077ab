"""The sentences of an opinion that are worth quoting: what it holds on § 230, what names § 230, what it orders.

Every passage is a stretch of one paragraph, word for word. A separate opinion decides nothing: what is
read there names § 230 and is never a holding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docket.opinions.disposition import is_order
from docket.opinions.parts import Part
from docket.opinions.sentences import find_sentences
from docket.section230.citations import find_references, may_speak_of_230
from docket.section230.holdings import find_outcome

_LONGEST = 1200  # a sentence longer than this is a list, or lost its stops
# Two sentences run together where a page or a note breaks them: no court wrote "the dismissal However, a point".
_JUMBLED = re.compile(
    r"[a-z] (?:However|Although|Because|Accordingly|Therefore|Thus|Similarly|Here|Moreover|Indeed|Instead"
    r"|But|The|This|These|It|In|We|If|As|While|When|See)\b,? [a-z]|\s\d{1,2}[A-Z][a-z]{2,} [a-z]"
)
_LAW = re.compile(
    (
        r"\bCDA\b|\bsection\s230\b|§\s?230\b|\bimmun\w+|\bDecency\sAct\b|\bthe\s(?:Act|statute)\b"
        r"|\bpublisher\s(?:or|and)\sspeaker\b"
        r"|\binformation\scontent\sprovider\b|\bgood\s[Ss]amaritan\b"
    ),
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:is|are|was|were|be)\s(?:\w+\s){0,2}?(?:immune|barred|shielded|protected|covered|preempted"
    r"|precluded|foreclosed|inapplicable|entitled\sto\s(?:\w+\s){0,3}?immunity)\b"
    r"|\b(?:entitled\sto\s(?:no|CDA|section\s230)|immunity\s(?:does|from|for|under)|no\simmunity|not\simmune)\b"
    r"|\b(?:CDA|230(?:\([a-z0-9]\))*|immunity|statute|Act|it)\s(?:therefore\s|thus\s|also\s"
    r"|does\s(?:therefore\s|thus\s)?(?:not\s)?|plainly\s|clearly\s)*"
    r"(?:bars?|appl(?:y|ies)|precludes?|forecloses?|shields?|protects?|immuniz\w+|preempts?|covers?"
    r"|reach(?:es)?|provides?\s(?:no\s)?immunity|requires?)\b"
    r"|\b(?:hold|holds|find|finds|conclude|concludes)\s[^.;]{3,90}?\s(?:immune|barred|preempted)\b"
    r"|\b(?:treats?|treat(?:ed|ing))\s(?:\w+\s){1,5}?as\s(?:a\s|the\s)?(?:publisher|speaker)"
)
_OURS = re.compile(
    r"\b(?:[Ww]e|[Tt]his\s[Cc]ourt|[Tt]he\sCourt)\s(?:\w+\s|,\s\w+,\s){0,2}?"
    "(?:hold|holds|conclude|concludes|affirm|reverse|vacate|agree|agrees|find|finds|decide|determine"
    r"|reject|rejects|grants?|den(?:y|ies)|dismiss(?:es)?)\b"
    r"|\b(?:[Aa]ccordingly|[Tt]herefore|[Tt]hus|[Hh]ence|[Ff]or\s(?:these|those|the\sforegoing)\sreasons"
    r"|[Ii]n\s(?:sum|short|light\sof\sour))\b"
)
_HOLD = re.compile(
    r"\b(?:[Ww]e|[Tt]h(?:is|e)\s[Cc]ourt)\s(?:\w+\s|,\s\w+,\s){0,2}?(?:hold|holds|conclude|concludes)\b"
)
_REVIEWS = re.compile(r"\b[Ww]e\sreview\b|\bde\snovo\b|\bstandard\sof\b")
# Another's voice, another case, or what is only supposed.
_NOT_OURS = re.compile(
    r"\b(?:argu|contend|contention|assert|claim(?:s|ed)\sthat|suggest|maintain|insist|alleg(?:e|es|ed)\sthat|submit"
    r"|urge|seeks?\s|worr|fear)\w*"
    r"|\b(?:district|lower|trial|other|these|those|state|many|some|several)\scourts?['’]?s?\b"
    r"|\b\w+\sCircuit\s(?:has\s)?(?:held|concluded|found)|\bcourts\shave\b"
    r"|\b(?:whether|would|could|might|unless|[Ii]f|suppose|hypothetical|dissent|majority|colleague)\b|\?$"
    r"|\bmay\sbe\s(?:immune|liable|barred|entitled)\b|\bheld\sthat\b"
    r"|\bCongress\b|\b(?:was|were)\sheld\b|^There,|^(?:See|But\ssee|Cf\.|Compare|Id\.)\s"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One quotation. `kind` is holding, names_230 or order; `tier` is agreed where two readings say the same."""

    kind: str
    text: str
    page: int
    part: int
    paragraph: int
    offset: int
    rule: str
    tier: str


def find_passages(parts: list[Part], caption: str | None = None) -> list[Passage]:
    """Return the passages in the order of the text; one sentence is one passage, of its weightiest kind.

    `caption` names the parties: a sentence that says of one of them that § 230 shields it is about this case.
    """
    found = [*_naming(parts, _parties(caption)), *_orders(parts)]
    best: dict[tuple[int, int, int], Passage] = {}
    rank = {"holding": 0, "order": 1, "names_230": 2}
    for passage in found:
        place = (passage.part, passage.paragraph, passage.offset)
        if place not in best or rank[passage.kind] < rank[best[place].kind]:
            best[place] = passage
    return [best[place] for place in sorted(best)]


_COMMON = frozenset(
    "united states county city company corporation incorporated limited holdings group others trust".split()
)


def _parties(caption: str | None) -> re.Pattern[str]:
    """Return what names a party of the caption, or its role."""
    words = {
        word[:7].casefold()
        for word in re.findall(r"[A-Z][\w’'-]{3,}", caption or "")
        if word.casefold() not in _COMMON
    }
    names = "|".join(rf"{re.escape(word)}\w*" for word in sorted(words))
    roles = "defendants?|plaintiffs?|appell(?:ee|ant)s?|petitioners?|respondents?"
    return re.compile(rf"\b(?:{names + '|' if names else ''}{roles})\b", re.IGNORECASE)


def _naming(parts: list[Part], parties: re.Pattern[str]) -> Iterator[Passage]:
    for at, part in enumerate(parts):
        texts = [paragraph.text for paragraph in part.paragraphs]
        whole = "\n\n".join(texts)
        if not may_speak_of_230(whole):
            continue
        places = [reference.start for reference in find_references(whole) if not reference.is_double]
        if not places:
            continue
        outcome = find_outcome(whole) if part.kind == "majority" else None
        signs = [start for start, _, _ in outcome.spans] if outcome else []
        begin = 0
        for index, text in enumerate(texts):
            for start, end in find_sentences(text):
                if end - start > _LONGEST or _JUMBLED.search(text, start, end):
                    continue
                low, high = begin + start, begin + end
                names = any(low <= place < high for place in places)
                signed = any(low <= place < high for place in signs)
                sentence = text[start:end]
                decides = part.kind == "majority" and _decides(sentence, signed, names, parties)
                if not names and not decides:
                    continue
                kind = "holding" if decides else "names_230"
                rule = "sign+verb" if decides and signed else "verb" if decides else "reference"
                tier = "agreed" if decides and signed else "unreviewed"
                yield Passage(
                    kind, sentence, part.paragraphs[index].page_at(start), at, index, start, rule, tier
                )
            begin += len(text) + 2


def _decides(sentence: str, signed: bool, names: bool, parties: re.Pattern[str]) -> bool:
    """Whether the court says in a sentence how § 230 comes out here."""
    told = bool(_LAW.search(sentence) and _TOLD.search(sentence))
    if _NOT_OURS.search(sentence):
        return signed and told and bool(_OURS.search(sentence)) and not sentence.endswith("?")
    about = signed or bool(_OURS.search(sentence)) or bool(parties.search(sentence))
    if names and _HOLD.search(sentence):
        return True
    is_law = bool(_LAW.search(sentence))
    return (told and about) or (
        signed and is_law and bool(_OURS.search(sentence)) and not _REVIEWS.search(sentence)
    )


def _orders(parts: list[Part]) -> Iterator[Passage]:
    """Yield the last sentences of the majority that say what becomes of the matter."""
    for at, part in enumerate(parts):
        if part.kind != "majority":
            continue
        for index in range(len(part.paragraphs) - 1, max(-1, len(part.paragraphs) - 14), -1):
            paragraph = part.paragraphs[index]
            sentences = [
                (start, end)
                for start, end in find_sentences(paragraph.text)
                if is_order(paragraph.text[start:end])
            ]
            if sentences:
                for start, end in sentences:
                    if end - start <= _LONGEST:
                        text = paragraph.text[start:end]
                        yield Passage(
                            "order", text, paragraph.page_at(start), at, index, start, "end", "unreviewed"
                        )
                return
