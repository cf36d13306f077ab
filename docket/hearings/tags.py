"""Which words name a sitting, and which say what is done to it or of a date: the rows of language/hearings.tsv."""

from typing import NamedTuple

from docket.text.phrases import Cues, Matcher
from docket.vocabulary import HearingKind


class Mark:
    """`SET` to `NOT_HELD` act on a sitting; the rest say what a date beside them is, or ask.

    Plain strings, not an Enum: the reader asks some sixty times a clause, and Python 3.11 takes a
    tenth of a microsecond to fetch one member of an Enum.
    """

    SET = "set"
    MOVE = "move"  # reset, rescheduled, moved
    CONTINUE = "continue"  # continued, adjourned, postponed
    VACATE = "vacate"
    HELD = "held"
    NOT_HELD = "not_held"
    STANDING = "standing"  # previously, currently (scheduled for)
    FROM = "from"
    TO = "to"
    DUE = "due"
    PAPER_DATE = "paper_date"  # filed, dated, served on
    ASK = "ask"  # to adjourn, to continue: an infinitive


class Noun(NamedTuple):
    """Words for a sitting and their place. `kind` is ``None`` for a noun that is no hearing.

    `is_generic` says that the words name no kind ("hearing", "the conference").
    """

    start: int
    end: int
    kind: HearingKind | None
    is_generic: bool


class Verb(NamedTuple):
    """One marked phrase and its place."""

    start: int
    end: int
    mark: str


_CUES = Cues("hearings")
_ADJECTIVE = (
    "and continued",
    " a continued",
)  # "Show Cause Hearing and Continued Scheduling Conference is set"
_KINDS: dict[str, HearingKind | None] = {kind.value: kind for kind in HearingKind}
_KINDS |= {"none": None, "generic": HearingKind.OTHER_HEARING}
_NOUNS = Matcher("hearings", *_KINDS)
_VERBS = Matcher("hearings", *(mark for name, mark in vars(Mark).items() if name.isupper()))
UNDATED = frozenset({Mark.HELD, Mark.NOT_HELD, Mark.VACATE, Mark.CONTINUE, Mark.MOVE, Mark.ASK})


def may_name_sitting(lowered: str, is_appellate: bool = False) -> bool:
    """Say whether an entry could report a sitting; most could not."""
    return (_CUES.appellate if is_appellate else _CUES.head).search(lowered) is not None


def find_nouns(text: str) -> list[Noun]:
    """Return every noun of a sitting, or of what is mistaken for one, in order, from a text in lower case."""
    found = _NOUNS.find(text, 0, len(text))
    return [Noun(first, last, _KINDS[name], name == "generic") for first, last, name, _ in found]


def find_verbs(text: str, start: int, end: int, nouns: list[Noun]) -> list[Verb]:
    """Return the marked phrases between two places of a text in lower case, in order.

    A marked phrase within a noun ("set" in "trial setting") is left out.
    """
    found, at, most = [], 0, len(nouns)
    for first, last, name, _ in _VERBS.find(text, start, end):
        while at < most and nouns[at].end <= first:
            at += 1
        is_adjective = at < most and nouns[at].start == last + 1 and text.endswith(_ADJECTIVE, 0, last)
        if (at == most or first < nouns[at].start or last >= nouns[at].end) and not is_adjective:
            found.append(Verb(first, last, name))
    return found
