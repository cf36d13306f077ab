"""The record of a ruling; access to the rows of language/rulings.tsv by tag; and what makes a word
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
    """A ruling: kind of request, disposition, place, the rule that read it, the numbers it answers."""

    kind: MotionKind
    disposition: Disposition
    start: int
    end: int
    rule: str
    answers: tuple[int, ...] = ()
    date: dt.date | None = None


CUES = Cues("rulings")


def rows_of(*groups: str) -> Matcher:
    """Return a matcher for the rows of language/rulings.tsv in these groups of tags, such as "act.own"."""
    begins = tuple(f"{group}." for group in groups)
    return Matcher("rulings", *dict.fromkeys(r.tag for r in load("rulings") if r.tag.startswith(begins)))


_LETTER = re.compile(r"[a-z]")
_TO_WORD = 130  # characters other than letters between two words
_MOST_LEADS = 6  # words skipped before the name


def places_after(text: str, lead: Cue) -> Iterator[int]:
    """Yield the offsets where an entry may name what it is: its first word, and after each introductory word
    ("Stipulated", "ORDER and")."""
    at = 0
    for _ in range(_MOST_LEADS):
        if not (letter := _LETTER.search(text, at, at + _TO_WORD)):
            return
        yield letter.start()
        if not (match := lead.match(text, letter.start())):
            return
        at = match.end()


# A pattern that begins with letters is sought by them, twenty times as fast as one that begins with "\b".
_BE = re.compile(r"be(?<!\wbe)\s(?:\w{2,14}\s){0,2}$")
_BEFORE = 70  # characters before a verb that can make it hypothetical


def is_supposed(lowered: str, start: int, at: int) -> bool:
    """Whether words between `start` and a verb make it hypothetical: "upon dismissal", "should be denied".

    In "Upon consideration, it is ordered that", the words before the command do not govern it.
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


# "(TEXT ONLY ENTRY) ORDER", "Judge Ann Lee: ELECTRONIC ORDER": the text before the entry's own words.
_OPENING = re.compile(r"\W{0,9}(?:\([^()]{0,60}\)\s|(?:[a-z]+\s){0,2}judge\s[a-z.' -]{3,40}:\s)")


def blank_opening(lowered: str) -> str:
    """Return the text, same length, with the words before the entry's name blanked: who speaks, or how."""
    match = _OPENING.match(lowered)
    return " " * match.end() + lowered[match.end() :] if match else lowered


_ASIDE = re.compile(r"[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*(?:[)\]]|$)")
_OPENS = re.compile(r"\((?=[a-z])")


def blank_trailers(entry: PreparedText) -> PreparedText:
    """Return the entry, same length, with the register's remarks blanked: "(Attachments: …)"."""
    lowered, text = entry.lowered, entry.plain
    for opens in _OPENS.finditer(lowered.replace("[", "(")):  # one character is sought in a third of the time
        if CUES.trailer.match(lowered, opens.end()) and (aside := _ASIDE.match(lowered, opens.start())):
            text = text[: aside.start()] + " " * len(aside[0]) + text[aside.end() :]
    return entry if text is entry.plain else entry.copy(text)


def is_mistaken(lowered: str) -> bool:
    """Whether an entry says that it was made in error."""
    return CUES.error.search(lowered) is not None
