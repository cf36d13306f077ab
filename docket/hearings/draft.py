"""Tagged words that name a sitting or act on it; entries and clauses with their words; drafts of hearings.

The words are rows of language/hearings.tsv.
"""

import datetime as dt  # in these classes, the bare name "date" is a field
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

from docket.hearings.clauses import classify_paper, silence
from docket.text.dates import DateInText, lower
from docket.text.phrases import Cue, Matcher
from docket.text.prepared import PreparedText
from docket.vocabulary import HearingAction, HearingKind

# The members of HearingAction, looked up once: each lookup on the Enum would cost a tenth of a microsecond.
Act = SimpleNamespace(**HearingAction.__members__)
MOVES = (Act.RESET, Act.CONTINUED)
_PAST = (Act.HELD, Act.NOT_HELD)
# Acts that can be done to a sitting without naming a day.
_DONE = frozenset({Act.SET, *_PAST, Act.VACATED, *MOVES, Act.REQUESTED})
# Marks of phrases that do not act on a sitting but say what a date beside them is.
STANDING = "standing"
FROM = "from"
TO = "to"
DUE = "due"
PAPER_DATE = "paper_date"
_Span = tuple[int, int]
_new = tuple.__new__  # makes a Verb or a Noun in half the time of calling the class


class Noun(NamedTuple):
    """Words for a sitting. `kind` is ``None`` if they name no hearing; `is_generic`: they name no kind."""

    start: int
    end: int
    kind: HearingKind | None
    is_generic: bool


class Verb(NamedTuple):
    """A marked phrase. `act` is what it does to a sitting ("previously set" sets it), else `UNKNOWN`."""

    start: int
    end: int
    mark: str
    act: HearingAction


_NO_DAY = dt.date(2000, 1, 1)  # stands in for the filing date of an entry that names no day
# Days relative to the filing date: "scheduled for tomorrow", "held this date".
_RELATIVE = {"today": 0, "this date": 0, "tomorrow": 1, "yesterday": -1, "that date": None}
_RELATIVE_DAY = re.compile(rf"\b(?<!as of )({'|'.join(_RELATIVE)})(?![a-z])(?:(?<=tomorrow)'s|(?!'s))")
_ADJECTIVE = ("and continued", " a continued", ". continued")  # "held. Continued status hearing set for"
_KINDS: dict[str, HearingKind | None] = {kind.value: kind for kind in HearingKind}
_KINDS |= {"none": None, "generic": HearingKind.OTHER_HEARING}
_ACTS = {act.value: act for act in (Act.SET, *MOVES, Act.VACATED, *_PAST, Act.REQUESTED)}
_ACTS |= {STANDING: Act.SET} | dict.fromkeys((FROM, TO, DUE, PAPER_DATE), Act.UNKNOWN)
_WORDS = Matcher("hearings", *_KINDS, *_ACTS)


class Hearing(NamedTuple):
    """One statement of an entry about one hearing, according to the labeling guide.

    `time` is ``HH:MM`` on the courthouse clock. `rule` names the rule that read it; `spans` are (field,
    start, end) in the entry's text, where the field ``clause`` is the clause it was read from.
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
    """A hearing under construction.

    `other_mentions` lists (start, end, date span) of the other clauses that mention the same sitting.
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
    left_by: HearingAction | None = None  # what happens to a standing day if no new one is named
    other_mentions: list[tuple[int, int, _Span | None]] = field(default_factory=list)
    # time, location and judge are strings, remote is a bool
    fields: dict[str, Any] = field(default_factory=dict)
    spans: list[tuple[str, int, int]] = field(default_factory=list)

    def give_up(self, action: HearingAction, rule: str) -> None:
        """Turn the draft's date into its `prior_date`, with no new date."""
        self.action, self.rule = action, rule
        self.prior_date, self.date, self.date_span = self.date, None, None

    def is_same_kind(self, other: "Draft") -> bool:
        """Whether both drafts could be about the same sitting: same kind, or either is generic."""
        return self.kind is other.kind or self.is_generic or other.is_generic

    def keep(self, name: str, detail: tuple[Any, int, int] | None) -> None:
        """Store a detail and its place, if there is one and the field has no value yet."""
        if detail and name not in self.fields:
            self.fields[name] = detail[0]
            self.spans.append((name, detail[1], detail[2]))

    def freeze(self, shift: int = 0) -> Hearing:
        """Return the finished hearing, with `shift` characters added to its spans."""
        spans = [("clause", self.start, self.end), *self.spans]
        spans += [("date", *self.date_span)] if self.date_span else []
        places = tuple([(name, start + shift, end + shift) for name, start, end in spans])
        facts = {"date": self.date, "prior_date": self.prior_date, "rule": self.rule, "spans": places}
        return Hearing(self.kind, self.action, **(facts | self.fields))


class Entry:
    """An entry prepared for reading: as printed, silenced, and silenced in lower case (`text`), with the same
    offsets; the sort of paper; and its nouns, marked phrases and days, each found once, in order."""

    def __init__(self, body: PreparedText) -> None:
        self.body, self.printed, self.silenced = body, body.printed, silence(body.printed)
        self.text = lower(self.silenced)
        self.paper = classify_paper(self.text)
        self.date_filed = body.date_filed or _NO_DAY
        self.nouns: list[Noun] = []
        self.verbs: list[Verb] = []
        self.first = Noun(0, 0, None, True)  # the first noun that names a sitting

    def find_words(self) -> bool:
        """Find the nouns and marked phrases; return whether any noun names a sitting. Some only seem to."""
        text, nouns, verbs = self.text, self.nouns, self.verbs
        for start, end, name, _ in _WORDS.find(text, 0, len(text)):
            if act := _ACTS.get(name):
                verbs.append(_new(Verb, (start, end, name, act)))
            elif text[start - 1 : start] != "-":
                if verbs and verbs[-1].end == start - 1 and text.endswith(_ADJECTIVE, 0, start - 1):
                    verbs.pop()
                nouns.append(_new(Noun, (start, end, _KINDS[name], name == "generic")))
        self.first = next((noun for noun in self.nouns if noun.kind), self.first)
        return self.first.kind is not None

    @cached_property
    def dates(self) -> list[DateInText]:
        """The days of the entry, in order, including those relative to the filing date ("tomorrow"). Without
        a filing date, the earliest day printed with a year stands in for it."""
        dates = [day for day in self.body.dates if self.text[day.start] != " "]
        if self.body.date_filed is None:
            self.date_filed = min((day.value for day in dates if day.has_year), default=_NO_DAY)
        for match in _RELATIVE_DAY.finditer(self.text) if any(map(self.text.__contains__, _RELATIVE)) else ():
            days, meant = _RELATIVE[match[1]], [day.value for day in dates if day.end < match.start()]
            meant = meant[-1:] if days is None else [self.date_filed + dt.timedelta(days)]
            dates += [DateInText(*match.span(), day, False) for day in meant]
        return sorted(dates)

    def dates_between(self, start: int, end: int) -> list[DateInText]:
        """Return the days that lie entirely between two offsets."""
        dates = self.dates
        within = dates[bisect_left(dates, (start,)) : bisect_left(dates, (end,))]
        return within[:-1] if within and within[-1].end > end else within


class Clause:
    """A clause of an entry, with the nouns, dates and verbs in it."""

    def __init__(self, entry: Entry, start: int, end: int) -> None:
        self.text, self.start, self.end = entry.text, start, end
        self.nouns = entry.nouns[bisect_left(entry.nouns, (start,)) : bisect_left(entry.nouns, (end,))]
        self.dates = entry.dates_between(start, end)
        self.date_filed, self.paper = entry.date_filed, entry.paper
        self.verbs = entry.verbs[bisect_left(entry.verbs, (start,)) : bisect_left(entry.verbs, (end,))]
        self.done = [verb for verb in self.verbs if verb.act in _DONE]

    def ends(self, cue: Cue, place: int, within: int = 40) -> bool:
        """Whether the cue's words end at an offset of the clause."""
        return cue.ends(self.text, max(self.start, place - within), place) is not None

    def noun_after(self, place: int, limit: int) -> Noun | None:
        """Return the first noun that begins at or after an offset and before `limit`."""
        return next((noun for noun in self.nouns if place <= noun.start < limit), None)

    def noun_between(self, start: int, end: int) -> Noun | None:
        """Return the last noun that lies entirely between two offsets."""
        return next((n for n in reversed(self.nouns) if start <= n.start and n.end <= end), None)

    def draft(
        self, noun: Noun | None, action: HearingAction, rule: str, day: DateInText | None = None
    ) -> Draft | None:
        """Return a draft of this clause about a noun; ``None`` if there is no noun or it names no hearing."""
        if noun is None or noun.kind is None:
            return None
        draft = Draft(noun.kind, noun.is_generic, action, None, rule, self.start, self.end, noun=noun)
        if day:
            draft.date = day.value if action in _PAST else next_such_day(day, self.date_filed)
            draft.date_span = (day.start, day.end)
        return draft


def next_such_day(day: DateInText, date_filed: dt.date) -> dt.date:
    """Return the day meant. A day without a year is the next one after filing, or up to 30 days before it,
    since registers run late."""
    is_near = day.value >= date_filed - dt.timedelta(days=30)
    if day.has_year or is_near or (day.value.month, day.value.day) == (2, 29):
        return day.value
    return day.in_year(1).value
