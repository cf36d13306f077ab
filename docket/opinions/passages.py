"""An opinion's sentences that are worth quoting: its holdings on § 230, mentions of § 230, and orders.

Every passage is a verbatim stretch of one paragraph. A separate opinion decides nothing: its passages name §
230 and are never holdings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docket.opinions.disposition import is_order
from docket.opinions.holdings import find_features, holds, holds_outright
from docket.opinions.parts import Part
from docket.opinions.sentences import ends_in_abbreviation, find_sentences
from docket.section230.citations import find_references, may_speak_of_230
from docket.section230.holdings import find_outcome
from docket.text.prepared import PreparedText

_LONGEST = 1200  # a longer sentence is a list, or lost its full stops
# Two sentences run together at a page break or a note: no court wrote "the dismissal However, a point".
_JUMBLED = re.compile(
    r"[a-z] (?:However|Although|Because|Accordingly|Therefore|Thus|Similarly|Here|Moreover|Indeed|Instead"
    r"|But|The|This|These|It|In|We|If|As|While|When|See)\b,? [a-z]|\s\d{1,2}[A-Z][a-z]{2,} [a-z]|\d{2,}\. [a-z]"
)


_GOES_ON = re.compile(r"(?<![\w’'.-])([a-z]{1,20})\. [a-z]{2,}")


def _is_jumbled(sentence: str) -> bool:
    """Whether a sentence is two, run together at a page break: "are still in force. applies only if"."""
    stops = (match[1] for match in _GOES_ON.finditer(sentence))
    return _JUMBLED.search(sentence) is not None or any(
        not ends_in_abbreviation(word, True) for word in stops
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """One quotation. `kind` is holding, names_230, or order; `tier` is agreed if two readings agree."""

    kind: str
    text: str
    page: int
    part: int
    paragraph: int
    offset: int
    rule: str
    tier: str


def find_passages(parts: list[Part], caption: str | None = None) -> list[Passage]:
    """Return the passages in text order; a sentence is one passage, of its most important kind.

    `caption` names the parties: a sentence saying that § 230 shields one of them is about this case.
    """
    passages = [*_naming(parts, caption), *_orders(parts)]
    best: dict[tuple[int, int, int], Passage] = {}
    rank = {"holding": 0, "order": 1, "names_230": 2}
    for passage in passages:
        place = (passage.part, passage.paragraph, passage.offset)
        if place not in best or rank[passage.kind] < rank[best[place].kind]:
            best[place] = passage
    return [best[place] for place in sorted(best)]


_COMMON = frozenset(
    "united states county city company corporation incorporated limited holdings group others trust".split()
)


# Ohio, Colorado: "{¶ 13} We conclude"; a headnote's "[9] Similarly"; a footnote mark split from its word.
_NUMBER_OF_PARAGRAPH = re.compile(r"(?:\{¶ ?\d+\}|\[?¶ ?\d+\]?|\[\d{1,2}\])\s+|\d{1,2}\s(?=[A-Z][a-z]+\s)")


def _parties(caption: str | None) -> re.Pattern[str]:
    """Return a pattern for the parties of the caption and for their roles."""
    words = {
        word[:7].casefold()
        for word in re.findall(r"[A-Z][\w’'-]{3,}", caption or "")
        if word.casefold() not in _COMMON
    }
    names = "|".join(rf"{re.escape(word)}\w*" for word in sorted(words))
    roles = "defendants?|plaintiffs?|appell(?:ee|ant)s?|petitioners?|respondents?"
    return re.compile(rf"\b(?:{names + '|' if names else ''}{roles})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SentenceOf230:
    """A sentence in a part about § 230: its place, whether it names § 230, its marks as a holding."""

    part: int
    paragraph: int
    start: int
    text: str
    names: bool
    signed: bool
    marks: dict[str, float]
    is_outright: bool


def find_sentences_of_230(parts: list[Part], caption: str | None = None) -> Iterator[SentenceOf230]:
    """Yield the sentences of each part that names § 230; only those of the majority have marks."""
    parties = _parties(caption)
    for at, part in enumerate(parts):
        texts = [paragraph.text for paragraph in part.paragraphs]
        whole = PreparedText("\n\n".join(texts))
        if not may_speak_of_230(whole):
            continue
        places = [reference.start for reference in find_references(whole) if not reference.is_double]
        if not places:
            continue
        is_main = part.kind == "majority"
        outcome = find_outcome(whole) if is_main else None
        signs = [start for start, _, _ in outcome.spans] if outcome else []
        begin, last = 0, ""
        for index, text in enumerate(texts):
            for start, end in find_sentences(text):
                number = _NUMBER_OF_PARAGRAPH.match(text, start, end)
                start = number.end() if number else start
                sentence, before = text[start:end], last[-800:]
                last = f"{before[-400:]} {sentence}"
                if end - start > _LONGEST or _is_jumbled(sentence):
                    continue
                low, high = begin + start, begin + end
                names = any(low <= place < high for place in places)
                signed = any(low <= place < high for place in signs)
                marks = find_features(sentence, before, names, signed, parties) if is_main else {}
                outright = is_main and holds_outright(sentence, parties)
                yield SentenceOf230(at, index, start, sentence, names, signed, marks, outright)
            begin += len(text) + 2


def _naming(parts: list[Part], caption: str | None) -> Iterator[Passage]:
    for sentence in find_sentences_of_230(parts, caption):
        decides = sentence.is_outright or (bool(sentence.marks) and holds(sentence.text, sentence.marks))
        if not sentence.names and not decides:
            continue
        kind = "holding" if decides else "names_230"
        rule = "outright" if sentence.is_outright else "marks" if decides else "reference"
        rule = "sign+marks" if decides and sentence.signed else rule
        tier = "agreed" if decides and sentence.signed else "unreviewed"
        page = parts[sentence.part].paragraphs[sentence.paragraph].page_at(sentence.start)
        yield Passage(
            kind, sentence.text, page, sentence.part, sentence.paragraph, sentence.start, rule, tier
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
