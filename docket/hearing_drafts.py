"""A hearing as read, and the drafts from which it is put together."""

from dataclasses import dataclass, field
from datetime import date

from docket.dates_in_text import DateInText
from docket.hearing_kinds import HearingType, Noun
from docket.vocabulary import HearingAction


@dataclass(frozen=True)
class Hearing:
    """One thing an entry says about one hearing, after the labelling guide.

    `time` is ``HH:MM`` on the courthouse clock. `rule` names what read it; `spans` are
    (field, start, end) places in the entry's text, the field ``clause`` being the words it
    was read from.
    """

    type: HearingType
    action: HearingAction
    date: "date | None" = None       # quoted: inside this class the bare name is the field itself
    time: str | None = None
    prior_date: "date | None" = None
    location: str | None = None
    judge: str | None = None
    remote: bool = False
    rule: str = ""
    spans: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Clause:
    """A clause and what stands in it. `is_minutes` says that the entry records a sitting."""

    text: str
    start: int
    end: int
    dates: tuple[DateInText, ...]
    date_filed: "date"
    is_minutes: bool


@dataclass
class Draft:
    """A hearing being read. `is_weak` drafts give way to any other of their kind in the entry."""

    kind: HearingType
    is_generic: bool
    action: HearingAction
    date: "date | None"
    rule: str
    start: int
    end: int
    prior_date: "date | None" = None
    noun: Noun | None = None
    date_span: tuple[int, int] | None = None
    is_weak: bool = False
    is_standing: bool = False
    fields: dict = field(default_factory=dict)
    spans: dict = field(default_factory=dict)
