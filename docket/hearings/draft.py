"""Words that name a sitting or act on it, tagged; an entry and a clause with what stands in them; drafts of hearings.

The words are rows of language/hearings.tsv.
"""

import datetime as dt  # in these classes the bare name "date" is the field
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, NamedTuple

from docket.text.dates import DateInText
from docket.text.phrases import Cue, Cues, Matcher
from docket.vocabulary import HearingAction, HearingKind

# The members of HearingAction, fetched once: from an Enum each time would cost a tenth of a microsecond.
Act = SimpleNamespace(**HearingAction.__members__)
MOVES = (Act.RESET, Act.CONTINUED)
_TO_COME = (Act.SET, *MOVES)
# What a marked phrase says that acts on no sitting: what a date beside it is.
STANDING, FROM, TO, DUE, PAPER_DATE = "standing", "from", "to", "due", "paper_date"
_Span = tuple[int, int]


class Noun(NamedTuple):
    """Words for a sitting and their place. `kind` is ``None`` for what is no hearing; `is_generic`: none is named."""

    start: int
    end: int
    kind: HearingKind | None
    is_generic: bool


class Verb(NamedTuple):
    """One marked phrase and its place; what it does to a sitting ("previously set" sets it), else `UNKNOWN`."""

    start: int
    end: int
    mark: str
    act: HearingAction


_CUES = Cues("hearings")
_ADJECTIVE = ("and continued", " a continued")  # "Show Cause Hearing and Continued Scheduling Conference"
_KINDS: dict[str, HearingKind | None] = {kind.value: kind for kind in HearingKind}
_KINDS |= {"none": None, "generic": HearingKind.OTHER_HEARING}
_ACTS = {act.value: act for act in (*_TO_COME, Act.VACATED, Act.HELD, Act.NOT_HELD, Act.REQUESTED)} | {
    STANDING: Act.SET
}
_WORDS = Matcher("hearings", *_KINDS, *_ACTS, FROM, TO, DUE, PAPER_DATE)


def may_name_sitting(lowered: str, is_appellate: bool = False) -> bool:
    """Say whether an entry could report a sitting; most could not."""
    if not is_appellate and ("hear" in lowered or "conf" in lowered):
        return True  # most that do: told without asking the rows
    return (_CUES.appellate if is_appellate else _CUES.head).search(lowered) is not None


def find_words(text: str) -> tuple[list[Noun], list[Verb]]:
    """Return every noun of a sitting, or of what is mistaken for one, and every marked phrase, in order, from a text in
    lower case; none within another."""
    nouns, verbs = [], []
    for first, last, name, _ in _WORDS.find(text, 0, len(text)):
        if name not in _KINDS:
            verbs.append(Verb(first, last, name, _ACTS.get(name, Act.UNKNOWN)))
        elif text[first - 1 : first] != "-":
            if verbs and verbs[-1].end == first - 1 and text.endswith(_ADJECTIVE, 0, first - 1):
                verbs.pop()
            nouns.append(Noun(first, last, _KINDS[name], name == "generic"))
    return nouns, verbs


class Hearing(NamedTuple):
    """One thing an entry says about one hearing, after the labelling guide.

    `time` is ``HH:MM`` on the courthouse clock. `rule` names what read it; `spans` are (field, start, end) places in
    the entry's text, the field ``clause`` being the words it was read from.
    """

    type: HearingKind
    action: HearingAction
    date: dt.date | None = None
    time: str | None = None
    prior_date: dt.date | None = None
    location: str | None = None
    judge: str | None = None
    remote: bool = False
    rule: str = ""
    spans: tuple[tuple[str, int, int], ...] = ()


@dataclass(slots=True)
class Draft:
    """A hearing being read.

    `left_by` is what becomes of a standing day where no new one is named: "continuing the March 2
    conference". `retold` are the clauses, and their days, that tell of the same sitting again.
    """

    kind: HearingKind
    is_generic: bool
    action: HearingAction
    date: dt.date | None
    rule: str
    start: int
    end: int
    prior_date: dt.date | None = None
    noun: Noun | None = None
    date_span: _Span | None = None
    is_standing: bool = False
    left_by: HearingAction | None = None
    retold: list[tuple[int, int, _Span | None]] = field(default_factory=list)
    # time, location and judge are words, remote is yes or no
    fields: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, _Span] = field(default_factory=dict)

    def give_up(self, action: HearingAction, rule: str) -> None:
        """The day it had is given up, and none is named in its place."""
        self.action, self.rule = action, rule
        self.prior_date, self.date, self.date_span = self.date, None, None

    def twin(self, noun: Noun) -> "Draft":
        """Return a draft that says the same of another sitting."""
        return replace(self, kind=noun.kind or self.kind, noun=noun, retold=[], fields={}, spans={})

    def is_same_kind(self, other: "Draft") -> bool:
        """Say whether both may speak of one sitting."""
        return self.kind is other.kind or self.is_generic or other.is_generic

    def keep(self, name: str, found: tuple[Any, int, int] | None) -> None:
        """Take a detail with its place, where there is one and none is known."""
        if found and name not in self.fields:
            self.fields[name], self.spans[name] = found[0], found[1:]

    def freeze(self, shift: int = 0) -> Hearing:
        """Return the hearing that the draft has become, its spans shifted by so many signs."""
        spans = {"clause": (self.start, self.end)} | self.spans
        spans |= {"date": self.date_span} if self.date_span else {}
        places = tuple((name, start + shift, end + shift) for name, (start, end) in spans.items())
        told = {"date": self.date, "prior_date": self.prior_date, "rule": self.rule, "spans": places}
        return Hearing(self.kind, self.action, **(told | self.fields))


@dataclass(slots=True)
class Entry:
    """An entry made ready: as printed, that in lower case, silenced, that in lower case; its nouns, marked phrases and
    days, each found once.

    `is_courts` says that the court speaks.
    """

    printed: str
    lowered: str
    silenced: str
    text: str
    date_filed: dt.date
    paper: str
    is_courts: bool
    nouns: list[Noun]
    verbs: list[Verb]
    dates: list[DateInText]

    def dates_between(self, start: int, end: int) -> list[DateInText]:
        """Return the days that stand whole between two places."""
        found = self.dates[bisect_left(self.dates, (start,)) : bisect_left(self.dates, (end,))]
        return [day for day in found if day.end <= end]


class Clause:
    """A clause of an entry and what stands in it. `is_minutes` says that the entry records a sitting."""

    def __init__(self, entry: Entry, start: int, end: int, nouns: list[Noun]) -> None:
        self.text, self.start, self.end, self.nouns = entry.text, start, end, nouns
        self.date_filed, self.is_courts = entry.date_filed, entry.is_courts
        self.is_minutes = entry.paper == "minutes"
        self.dates = entry.dates_between(start, end)
        self.verbs = entry.verbs[bisect_left(entry.verbs, (start,)) : bisect_left(entry.verbs, (end,))]
        self.acts = {verb.act for verb in self.verbs}

    def ends(self, cue: Cue, place: int, within: int = 40) -> bool:
        """Say whether the cue's words end at a place of the clause."""
        return cue.ends(self.text, max(self.start, place - within), place) is not None

    def has(self, cue: Cue) -> bool:
        """Say whether the cue's words stand in the clause."""
        return cue.search(self.text, self.start, self.end) is not None

    def is_past(self, day: dt.date | None) -> bool:
        """Say whether a day is known, and not to come."""
        return day is not None and day <= self.date_filed

    def noun_after(self, place: int, limit: int) -> Noun | None:
        """Return the first noun that begins at or after a place, before `limit`."""
        return next((noun for noun in self.nouns if place <= noun.start < limit), None)

    def noun_between(self, start: int, end: int) -> Noun | None:
        """Return the last noun that stands between two places, the first at least in part."""
        return next((n for n in reversed(self.nouns) if start <= n.start and n.end <= end), None)

    def draft(
        self, noun: Noun | None, action: HearingAction, rule: str, day: DateInText | None = None
    ) -> Draft | None:
        """Return a draft of this clause about a noun; ``None`` where it has no kind, or there is none."""
        if noun is None or noun.kind is None:
            return None
        draft = Draft(noun.kind, noun.is_generic, action, None, rule, self.start, self.end, noun=noun)
        if day:
            draft.date = next_such_day(day, self.date_filed) if action in _TO_COME else day.value
            draft.date_span = (day.start, day.end)
        return draft


def next_such_day(day: DateInText, date_filed: dt.date) -> dt.date:
    """Return the day meant: one without a year is the next after the filing; a month's grace for late registers."""
    if (
        day.has_year
        or day.value >= date_filed - dt.timedelta(days=30)
        or (day.value.month, day.value.day) == (2, 29)
    ):
        return day.value
    return day.value.replace(year=day.value.year + 1)
