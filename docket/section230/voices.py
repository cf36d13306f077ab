"""The clauses of a text and who speaks in each: this court, a party, a court below, another case.

Only what this court says is a holding. What a court below did is kept because "affirmed" and "reversed" only
say what became of that. The words are rows of `language/voices.tsv`.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from docket.text.phrase_patterns import spell
from docket.text.phrases import Cues
from docket.text.prepared import PreparedText


class Voice(Enum):
    COURT = auto()
    PARTY = auto()
    BELOW = auto()
    ELSEWHERE = auto()  # a cited case, a dissent


class Sign(NamedTuple):
    """What a clause shows, its weight and its place; `is_scoped`: it concerns only some claims."""

    kind: str
    weight: int
    start: int
    end: int
    sentence: int
    is_scoped: bool = False


_SPOKEN = Cues("voices")


class Clause(NamedTuple):
    """A clause: its offset, its words in lower case, who speaks, and its sentence's number in the text."""

    start: int
    text: str
    voice: Voice
    sentence: int

    def sign(self, kind: str, weight: int, match: re.Match[str]) -> Sign:
        """Return the sign that the words of a match show."""
        return Sign(kind, weight, self.start + match.start(), self.start + match.end(), self.sentence)

    def supposes(self, match: re.Match[str]) -> bool:
        """Whether the clause only supposes what the words of a match say: "whether § 230 bars the claim"."""
        return _SPOKEN.supposed.search(self.text, 0, match.start()) is not None


LONGEST = 1_500  # characters read in one sentence
_MOST = 400  # clauses read in one text; the head and tail of an opinion have about two hundred
# A party by name: "Lindgren says"; matched against the text as printed.
_NAMED_PARTY = re.compile(
    r"\b(?!(?:We|It|This|That|Congress|The|Court|Section|Nothing|Nobody|None|I|One|He|She|They|There)\b)"
    r"[A-Z][\w-]{1,40}(?:\s[A-Z][\w-]{1,40}){0,3}['’]?s?(?:,\s[^,;.]{1,100},)?,?\s"
    + spell("voices", r"(?:<<adverb>>\s)?<<says>>\b")
)


def find_clauses(text: PreparedText, masked: str) -> list[Clause]:
    """Return the clauses in order, none empty; the words after "Plaintiff argues" are the party's.

    `masked` is the masked text in lower case, without the words that decide nothing.
    """
    clauses: list[Clause] = []
    for number, (start, end) in enumerate(text.sentences):
        if len(clauses) > _MOST:
            break
        end = min(end, start + LONGEST)
        is_elsewhere = _SPOKEN.separate.search(masked, start, end) is not None
        breaks = [match.span() for match in _SPOKEN.breaks.find(masked, start, end)]
        for (_, first), (last, _) in pairwise([(start, start), *breaks, (end, end)]):
            for at, words, voice in _speak(text.masked[first:last], masked[first:last]):
                if words.strip():
                    voice = Voice.ELSEWHERE if is_elsewhere else voice
                    clauses.append(Clause(first + at, words, voice, number))
    return clauses


def _speak(printed: str, lowered: str) -> Iterator[tuple[int, str, Voice]]:
    """Yield (offset, words, voice) for a clause: two parts if the court's words precede the party's."""
    if _SPOKEN.other.search(lowered):
        yield 0, lowered, Voice.ELSEWHERE
    elif _is_below(lowered):
        yield 0, lowered, Voice.BELOW
    elif (at := _find_party(lowered, printed)) is None:
        yield 0, lowered, Voice.COURT
    else:
        yield 0, lowered[:at], Voice.COURT
        yield at, lowered[at:], Voice.PARTY


def _is_below(lowered: str) -> bool:
    """Whether the court below speaks: "the district court held", but not "rightly held", which adopts it."""
    if _SPOKEN.below.search(lowered) and not _SPOKEN.judged.search(lowered):
        return True
    return _SPOKEN.below_named.search(lowered) is not None and not _SPOKEN.taken_up.search(lowered)


def _find_party(lowered: str, printed: str) -> int | None:
    """Return the offset where a party begins to speak."""
    if not _SPOKEN.said.search(lowered):
        return None
    starts = [
        match.start() for match in (_SPOKEN.party.search(lowered), _NAMED_PARTY.search(printed)) if match
    ]
    return min(starts, default=None)
