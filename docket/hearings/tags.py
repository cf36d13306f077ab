"""Which words name a sitting, and which say what is done to it or of a date: the rows of language/hearings.tsv."""

import re
from enum import StrEnum
from typing import NamedTuple

from docket.text.phrases import Cue, Matcher


class HearingType(StrEnum):
    MOTION_HEARING = "motion_hearing"
    ORAL_ARGUMENT = "oral_argument"
    STATUS_CONFERENCE = "status_conference"
    CASE_MANAGEMENT_CONFERENCE = "case_management_conference"
    SCHEDULING_CONFERENCE = "scheduling_conference"
    PRETRIAL_CONFERENCE = "pretrial_conference"
    SETTLEMENT_CONFERENCE = "settlement_conference"
    TRIAL = "trial"
    PLEA = "plea"
    DETENTION_HEARING = "detention_hearing"
    INITIAL_APPEARANCE = "initial_appearance"
    ARRAIGNMENT = "arraignment"
    SENTENCING = "sentencing"
    EVIDENTIARY_HEARING = "evidentiary_hearing"
    SHOW_CAUSE_HEARING = "show_cause_hearing"
    CONFERENCE_CALENDAR = "conference_calendar"
    OTHER_HEARING = "other_hearing"


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
    DENY = "deny"
    ASK = "ask"  # to adjourn, to continue: an infinitive


class Noun(NamedTuple):
    """Words for a sitting and their place. `kind` is ``None`` for a noun that is no hearing.

    `is_generic` says that the words name no kind ("hearing", "the conference").
    """

    start: int
    end: int
    kind: HearingType | None
    is_generic: bool


class Verb(NamedTuple):
    """One marked phrase and its place."""

    start: int
    end: int
    mark: str


_GOES_ON = re.compile(r"-(?!ends of)[a-z]")  # "trial-ready date"; but "Trial-Ends of Justice" (vawd)
_NO_HEARING, _GENERIC = "none", "generic"
_KINDS: dict[str, HearingType | None] = {kind.value: kind for kind in HearingType}
_KINDS |= {_NO_HEARING: None, _GENERIC: HearingType.OTHER_HEARING}
_NOUNS = Matcher("hearings", *_KINDS)
_VERBS = Matcher("hearings", *(mark for name, mark in vars(Mark).items() if name.isupper()))
UNDATED = frozenset({Mark.HELD, Mark.NOT_HELD, Mark.VACATE, Mark.CONTINUE, Mark.MOVE, Mark.ASK})
_UNDATED = Matcher("hearings", *UNDATED)
_HEAD, _APPELLATE = Cue("hearings", "head"), Cue("hearings", "appellate")


def may_name_appellate(lowered: str) -> bool:
    """Say whether an entry of an appellate court could report a sitting."""
    return _APPELLATE.search(lowered) is not None


def may_name_sitting(lowered: str) -> bool:
    """Say whether an entry of a trial court could report a sitting; most could not."""
    return _HEAD.search(lowered) is not None


def may_tell_undated(text: str, start: int, end: int) -> bool:
    """Say whether a phrase that acts on a sitting without its day may stand between two places."""
    return _UNDATED.may_stand(text, start, end)


def find_noun_places(text: str) -> list[re.Match]:
    """Return where in a text in lower case a noun of a sitting may begin, each the end of a match, in order."""
    return _NOUNS.places(text)


def find_nouns(text: str, start: int, end: int, places: list[re.Match] | None = None) -> list[Noun]:
    """Return every noun of a sitting, or of what is mistaken for one, in order, from a text in lower case.

    `places` are where they may begin, if that was asked already.
    """
    found = []
    for first, last, name, _ in _NOUNS.find(text, start, end, places):
        is_part = text[last : last + 1] == "-" and _GOES_ON.match(text, last)
        is_after_hyphen = text[first - 1 : first] == "-" and not text[first - 2 : first - 1].isspace()
        if not is_after_hyphen and not is_part:
            found.append(Noun(first, last, _KINDS[name], name == _GENERIC))
    return found


def find_verbs(text: str, start: int, end: int, nouns: list[Noun]) -> list[Verb]:
    """Return the marked phrases between two places of a text in lower case, in order.

    A marked phrase within a noun ("set" in "trial setting") is left out.
    """
    found, at, most = [], 0, len(nouns)
    for first, last, name, _ in _VERBS.find(text, start, end):
        while at < most and nouns[at].end <= first:
            at += 1
        if at == most or first < nouns[at].start or last >= nouns[at].end:
            found.append(Verb(first, last, name))
    return found
