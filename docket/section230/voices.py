"""The clauses of a text and who speaks in each: this court, a party, a court below, another case.

Only what this court says is a holding; what a court below did is kept, for "affirmed" and
"reversed" say no more than what became of that. The words are rows of `language/voices.tsv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from docket.text.phrases import Cues, spell
from docket.text.sentences import find_sentences


class Voice(Enum):
    COURT = auto()
    PARTY = auto()
    BELOW = auto()
    ELSEWHERE = auto()  # a cited case, a dissent


@dataclass(frozen=True)
class Clause:
    """A clause's place, who speaks, and which sentence of the text it stands in."""

    start: int
    end: int
    voice: Voice
    sentence: int


LONGEST = 1_500  # characters read of one sentence
_MOST = 400  # clauses read of one text; an opinion's head and tail have some two hundred
_SPOKEN = Cues("voices")
# A party by name: "Lindgren says"; read against the text as printed.
_NAMED_PARTY = re.compile(
    r"\b(?!(?:We|It|This|That|Congress|The|Court|Section|Nothing|Nobody|None|I|One|He|She|They|There)\b)"
    r"[A-Z][\w-]{1,40}(?:\s[A-Z][\w-]{1,40}){0,3}['’]?s?(?:,\s[^,;.]{1,100},)?,?\s"
    + spell("voices", r"(?:<<adverb>>\s)?<<says>>\b")
)


def find_clauses(text: str, lowered: str) -> list[Clause]:
    """Return the clauses of the text in order, none empty; the words after "Plaintiff argues" are the party's."""
    clauses: list[Clause] = []
    for number, (start, end) in enumerate(find_sentences(text)):
        if len(clauses) > _MOST:
            break
        end = min(end, start + LONGEST)
        is_elsewhere = _SPOKEN.separate.search(lowered, start, end) is not None
        for first, last in _split(lowered, start, end):
            for clause in _speak(text, lowered, Clause(first, last, Voice.COURT, number)):
                clauses.append(replace(clause, voice=Voice.ELSEWHERE) if is_elsewhere else clause)
    return clauses


def _split(lowered: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SPOKEN.breaks.find(lowered, start, end):
        if lowered[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if lowered[start:end].strip():
        yield start, end


def _speak(text: str, lowered: str, clause: Clause) -> Iterator[Clause]:
    """Yield the clause with its voice; in two parts, where the court's words stand before the party's."""
    start, end, said = clause.start, clause.end, lowered[clause.start : clause.end]
    if _SPOKEN.other.search(said):
        yield replace(clause, voice=Voice.ELSEWHERE)
    elif _is_below(said):
        yield replace(clause, voice=Voice.BELOW)
    elif (at := _find_party(said, text[start:end])) is None:
        yield clause
    else:
        if said[:at].strip():
            yield replace(clause, end=start + at)
        yield replace(clause, start=start + at, voice=Voice.PARTY)


def _is_below(said: str) -> bool:
    """Whether the court below speaks: "the district court held"; not where this court takes that up: "rightly held"."""
    if _SPOKEN.below.search(said) and not _SPOKEN.judged.search(said):
        return True
    return _SPOKEN.below_named.search(said) is not None and not _SPOKEN.taken_up.search(said)


def _find_party(said: str, printed: str) -> int | None:
    """Where a party begins to speak."""
    if not _SPOKEN.said.search(said):
        return None
    found = [match.start() for match in (_SPOKEN.party.search(said), _NAMED_PARTY.search(printed)) if match]
    return min(found, default=None)
