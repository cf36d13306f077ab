"""The parts of the case page that are not rows of tables: a type for each, so that a misspelled name is an
error."""

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]  # a table's row, with what its query joins to it


@dataclass(frozen=True)
class Shown:
    """The first of many rows, and their total number."""

    shown: list[Row]
    total: int


@dataclass(frozen=True)
class Did:
    """What an act did to an earlier one: "affirmed", and the earlier act."""

    effect: str
    act: Row


@dataclass(frozen=True)
class Became:
    """What a later act did to an earlier one: the `fate` from db/outcomes.py, the words for it (`said`), and
    the act.

    `effect` says what it did, if `said` does not; `is_above` that another court did it.
    """

    fate: str
    said: str
    effect: str | None
    effect_code: str | None
    act: Row
    is_above: bool


@dataclass(frozen=True)
class LawSaid:
    """A law, its state in words with the day it began, and the act behind it."""

    law: str
    law_id: str | None
    state: str
    act: Row | None
    is_unconfirmed: bool


@dataclass(frozen=True)
class Verdict:
    """How the defense came out: in a word, in a `note` (what was held), and in a sentence on `who` decided
    and when.

    `outcome` is not known for a sealed case. `act` is the act whose answer stands, if there is one; `docket`
    the docket with the outcome, or where it is awaited.
    """

    outcome: str | None
    word: str
    note: str | None
    act: Row | None
    who: str
    docket: Row | None
    is_unconfirmed: bool
    laws: list[LawSaid]


@dataclass(frozen=True)
class Doubts:
    """How many facts of a case are unconfirmed, `of` how many; and the `places`: what each is, its fragment,
    which facts."""

    count: int
    of: int
    places: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Links:
    """The links inside the family of dockets, and those to other cases, each from this case's point of
    view."""

    inside: list[Row]
    outside: list[Row]


@dataclass(frozen=True)
class Pleaded:
    """What was pleaded in a docket, and which parts of the statute and exceptions were raised, as codes."""

    docket: Row
    claims: list[str]
    provisions: list[str]
    exceptions: list[str]


@dataclass(frozen=True)
class Parties:
    """The parties in the order of their dockets, and each party once (`grouped`), with counsel."""

    shown: list[Row]
    grouped: list[Row]
    has_counsel: bool
    is_unconfirmed: bool
    is_cut: bool
