"""A ruling that was found; the rows of language/rulings.tsv by their tags; and what makes a word
hypothetical."""

import datetime as dt  # the bare name "date" is a field here
import re
from collections.abc import Iterator
from typing import NamedTuple

from docket.rulings.motions import MotionKind
from docket.text.phrase_rows import load
from docket.text.phrases import Cue, Cues, Matcher
from docket.text.prepared import PreparedText
from docket.text.sentences import is_governed
from docket.vocabulary import Disposition


class RulingFound(NamedTuple):
    """A ruling found: what is ruled on and how, its place, the rule that read it, the numbers it answers."""

    kind: MotionKind
    disposition: Disposition
    start: int
    end: int
    rule: str
    answers: tuple[int, ...] = ()
    date: dt.date | None = None


CUES = Cues("rulings")


def rows_of(*groups: str) -> Matcher:
    """Return what finds the rows of language/rulings.tsv whose tags begin so, "act.own"."""
    begins = tuple(f"{group}." for group in groups)
    return Matcher("rulings", *dict.fromkeys(r.tag for r in load("rulings") if r.tag.startswith(begins)))


_LETTER = re.compile(r"[a-z]")
_TO_WORD = 130  # characters without a letter between two words
_MOST_LEADS = 6  # words passed over before the name


def places_after(text: str, lead: Cue) -> Iterator[int]:
    """Yield the places where what an entry is may be named: its first word, and after each word that leads to the
    name ("Stipulated", "ORDER and")."""
    at = 0
    for _ in range(_MOST_LEADS):
        if not (letter := _LETTER.search(text, at, at + _TO_WORD)):
            return
        yield letter.start()
        if not (match := lead.match(text, letter.start())):
            return
        at = match.end()


_BE = re.compile(r"\bbe\s(?:\w{2,14}\s){0,2}$")
_BEFORE = 70  # characters before a verb that may make it only supposed


def is_supposed(lowered: str, start: int, at: int) -> bool:
    """Whether what stands before a verb, back to `start`, makes it only supposed: "upon dismissal", "should be denied".

    "Upon consideration, it is ordered that": what comes before the command does not govern it.
    """
    start = max(start, at - _BEFORE, 0)
    is_passive = _BE.search(lowered[start:at])
    if is_passive and lowered.rfind("recommend", 0, at) > lowered.rfind("order", 0, at):
        return True  # "RECOMMENDING that motion 45 be granted. Motion 46 be vacated as moot."
    if lowered[at : at + 12].partition(" ")[0].endswith("ing") and CUES.anothers_order.ends(
        lowered, start, at
    ):
        return True  # "the district court's order denying transfer", "regarding 50 order granting"
    return is_governed(lowered, start, at, "supposed") and CUES.new_subject.ends(lowered, start, at) is None


# "(TEXT ONLY ENTRY) ORDER", "Judge Ann Lee: ELECTRONIC ORDER": what stands before the entry's own first word.
_OPENING = re.compile(r"\W{0,9}(?:\([^()]{0,60}\)\s|(?:[a-z]+\s){0,2}judge\s[a-z.' -]{3,40}:\s)")


def blank_opening(lowered: str) -> str:
    """Return the text, same length, without who speaks or how, where it stands before the name of the entry."""
    match = _OPENING.match(lowered)
    return " " * match.end() + lowered[match.end() :] if match else lowered


_ASIDE = re.compile(r"[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*(?:[)\]]|$)")
_OPENS = re.compile(r"[(\[](?=[a-z])")


def blank_trailers(entry: PreparedText) -> PreparedText:
    """Return the entry, same length, without what the register says of it and its papers: "(Attachments: …)"."""
    lowered, text = entry.lowered, entry.plain
    for opens in _OPENS.finditer(lowered):
        if CUES.trailer.match(lowered, opens.end()) and (aside := _ASIDE.match(lowered, opens.start())):
            text = text[: aside.start()] + " " * len(aside[0]) + text[aside.end() :]
    return entry if text is entry.plain else entry.copy(text)


def is_mistaken(lowered: str) -> bool:
    """Say whether an entry says of itself that it was made in error."""
    return CUES.error.search(lowered) is not None
