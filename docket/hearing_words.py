"""Finding the words of a sitting fast: what an entry names, and what is done to it.

The nouns (docket/hearing_kinds.py) and verbs (docket/hearing_verbs.py) are two long
alternations. Trying each at every place costs five times what finding the few places where one
may begin does, so the beginnings are looked for first, and at each only the rows that begin so
are tried, in their order: the same phrases are found (tests/test_hearings.py compares).
"""

import re
from collections.abc import Callable
from functools import cache
from itertools import chain

from docket.hearing_kinds import GENERIC, NOUNS, Noun
from docket.hearing_verbs import VERBS, Verb

# What stands in the name of every sitting, or begins to say what is done to the matter; where the letters are too common by themselves, with what
# counts. One search for all of them takes three quarters of the time of asking for each, and takes no more than a first letter, so that none hides another.
_NAMES = r"""
    h(?=ear|rg)
  | t(?=rial|elecon\b)
  | s(?=entenc|how\scause|tatus(?:\s(?:is|set|sched|check|held|re|date|on\s|for\s)|:\s))
  | a(?=rgu|rraign|ppearance(?:(?<=(?:first|court)\sappearance)|(?<=initial\sappearance)|(?<=no\sappearance)))
  | c(?=alendar|onf(?:erenc|[\s.])|op\b|mc\b|ase\s(?:is\s|set)|all(?:(?<=docket\scall)|(?<=status\scall)|(?<=calendar\scall)|(?<=scheduling\scall)))
  | p(?=leas?\b|resentment|tc\b|roceedings?\s(?:is|are|set|cont|sched))
  | m(?=sc\b|atter\sis\s|otions?\s(?:(?:are|is|be|will\sbe|shall\sbe)\s)?(?:hereby\s)?(?:re-?)?(?:set|scheduled|noticed|calendared|presented)\s)
  | e(?=ntered\sand\sco|ne\b)
  | r(?=esched)
  | v(?=oir\sdire)
  | j(?=ury\ssel)
  | o(?=sc\s)
"""
# "The matter was continued to", "It is reset for", "Next appearance": subjects that stand for a sitting where an entry has one of those.
_SUBJECTS = r"""
    m(?=atters?\s(?:is|are|was|will\sbe|re|con|set|adj))
  | c(?=ase\s(?:is|will\sbe|re|con|set)|ause\sis)
  | i(?=t\sis\s(?:re|con|adj|now|hereby\sre))
  | s(?=ame\sis)
  | n(?=ext\s(?:appearance|court\s)|ew\s(?:(?:\w+\s)?date|setting))
  | p(?=anel(?:'s)?\ssession)
"""
_NAME, _HEAD = re.compile(_NAMES, re.VERBOSE), re.compile(f"{_NAMES}|{_SUBJECTS}", re.VERBOSE)


def may_name_appellate(lowered: str) -> bool:
    """Say whether an entry of an appellate court could report a sitting."""
    return "argu" in lowered or "hear" in lowered or "calendar" in lowered or "conference" in lowered or "resched" in lowered


def may_name_sitting(lowered: str) -> bool:
    """Say whether an entry of a trial court could report a sitting; most could not."""
    return _NAME.search(lowered) is not None


def find_head(lowered: str, start: int) -> int | None:
    """Return the first place, from `start` on, that may belong to the name of a sitting, or to a subject that stands for one."""
    match = _HEAD.search(lowered, start)
    return match.start() if match else None


def _any_of(beginnings: list[str]) -> str:
    """One pattern for the beginnings, the longest that fits first, branching letter by letter."""
    letters: dict[str, list[str]] = {}
    for beginning in beginnings:
        letters.setdefault(beginning[:1], []).append(beginning[1:])
    branches = [re.escape(letter) + (_any_of(rest) if rest != [""] else "") for letter, rest in sorted(letters.items(), reverse=True)]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def _matcher(rows, indexes: tuple[int, ...]) -> Callable[[str, int, int], re.Match | None] | None:
    """The `match` of the rows as one pattern. The number of the group matched tells the row: each has an empty one at its end."""
    return re.compile("|".join(f"(?:{rows[index][2]})()" for index in indexes)).match if indexes else None


def _read_rows(rows, beginning: str, said) -> tuple[Callable[[str, int, int], re.Match | None] | None, tuple]:
    """What matches the rows that may begin so, and what each of them says."""
    indexes = tuple(index for index, (_, begins, _) in enumerate(rows) if beginning.startswith(tuple(begins.split("|"))))
    return _matcher(rows, indexes), (None, *(said(index) for index in indexes))


_BEGINNINGS = sorted({beginning for rows in (NOUNS, VERBS) for _, begins, _ in rows for beginning in begins.split("|")})
class _Readers(dict):
    """At each beginning: what matches its nouns, their (kind, is_generic) by group; what matches its verbs, their marks by group.

    Compiled when a text first has the beginning: all at once they are a tenth of a second at every start.
    """

    def __missing__(self, beginning: str) -> tuple:
        nouns = _read_rows(NOUNS, beginning, lambda index: (NOUNS[index][0], index == GENERIC))
        self[beginning] = (*nouns, *_read_rows(VERBS, beginning, lambda index: VERBS[index][0]))
        return self[beginning]


_READERS = _Readers()
_OF_NOUNS = [beginning for beginning in _BEGINNINGS if any(beginning.startswith(tuple(begins.split("|"))) for _, begins, _ in NOUNS)]
_ANY, _ANY_NOUN = _any_of(_BEGINNINGS), _any_of(_OF_NOUNS)
# The set of plain letters is asked a fifth faster than \W, which has the last word. The text is in lower case.
_FIRST, _LATER, _LATER_NOUN = (
    re.compile(f"(?=({_ANY}))"), re.compile(rf"[^0-9a-z_](?=({_ANY}))(?<=\W)"), re.compile(rf"[^0-9a-z_-](?=({_ANY_NOUN}))(?<=\W)"))


def find_words(text: str, start: int, end: int) -> tuple[list[Noun], list[Verb]]:
    """Return the nouns and the marked phrases between two places of a text in lower case, each in order.

    A marked phrase within a noun ("set" in "trial setting") is left out.
    """
    nouns, verbs = [], []
    noun_end = verb_end = start
    places = _LATER.finditer(text, max(0, start - 1), end)
    if start == 0 and (first := _FIRST.match(text, 0, end)):
        places = chain((first,), places)
    for place in places:
        at = place.end()
        match_noun, kinds, match_verb, marks = _READERS[place[1]]
        if match_noun and at >= noun_end and (match := match_noun(text, at, end)) and text[at - 1:at] != "-":
            noun_end = match.end()
            nouns.append(Noun(at, noun_end, *kinds[match.lastindex]))
        if match_verb and at >= verb_end and (match := match_verb(text, at, end)):
            verb_end = match.end()
            if verb_end >= noun_end:
                verbs.append(Verb(at, verb_end, marks[match.lastindex]))
    return nouns, verbs


def find_nouns(text: str, start: int, end: int) -> list[Noun]:
    """Return every noun of a sitting, or of what is mistaken for one, in order, from a text in lower case."""
    nouns, noun_end = [], start
    places = _LATER_NOUN.finditer(text, max(0, start - 1), end)
    if start == 0 and (first := _FIRST.match(text, 0, end)):
        places = chain((first,), places)
    for place in places:
        at = place.end()
        match_noun, kinds, _, _ = _READERS[place[1]]
        if match_noun and at >= noun_end and (match := match_noun(text, at, end)):
            noun_end = match.end()
            nouns.append(Noun(at, noun_end, *kinds[match.lastindex]))
    return nouns
