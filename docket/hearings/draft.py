"""A hearing as read, and the drafts from which it is put together."""

import datetime as dt  # in these classes the bare name "date" is the field
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

from docket.hearings.tags import HearingType, Noun
from docket.vocabulary import HearingAction

# The members of HearingAction, fetched once: from an Enum each time would cost a tenth of a microsecond.
Act = SimpleNamespace(**HearingAction.__members__)


class Hearing(NamedTuple):
    """One thing an entry says about one hearing, after the labelling guide.

    `time` is ``HH:MM`` on the courthouse clock. `rule` names what read it; `spans` are
    (field, start, end) places in the entry's text, the field ``clause`` being the words it
    was read from.
    """

    type: HearingType
    action: HearingAction
    date: dt.date | None = None
    time: str | None = None
    prior_date: dt.date | None = None
    location: str | None = None
    judge: str | None = None
    remote: bool = False
    rule: str = ""
    spans: tuple[tuple[str, int, int], ...] = ()


class Clause(NamedTuple):
    """A clause and what stands in it. `is_minutes` says that the entry records a sitting; `is_courts` that
    the court speaks."""

    text: str
    start: int
    end: int
    date_filed: dt.date
    is_minutes: bool
    is_courts: bool = True


@dataclass(slots=True)
class Draft:
    """A hearing being read. `is_weak` drafts give way to any other of their kind in the entry.

    `retold` are the clauses, and their days, that tell of the same sitting again.
    """

    kind: HearingType
    is_generic: bool
    action: HearingAction
    date: dt.date | None
    rule: str
    start: int
    end: int
    prior_date: dt.date | None = None
    noun: Noun | None = None
    date_span: tuple[int, int] | None = None
    is_weak: bool = False
    is_standing: bool = False
    retold: list[tuple[int, int, tuple[int, int] | None]] = field(default_factory=list)
    fields: dict[str, Any] = field(
        default_factory=dict
    )  # time, location and judge are words, remote is yes or no
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
