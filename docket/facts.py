"""What the text of an entry or the line of a party says: frozen records, from the reader that finds it to the row.

They are kept as JSON beside the text they were read from (db/readings.py): `as_json` and `from_json` are each other's
inverse. Every fact of a text has `at`, its place (start, end) in it, and `rule`, what read it. Days are ISO 8601.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from docket.vocabulary import Disposition, HearingAction, HearingKind, LinkEffect, LinkType, Tier

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Fact:
    """What all facts share: how they become JSON, without what they do not say, and come back. Each kind has its
    fields in its own slots, in their order."""

    _OWN: ClassVar[
        dict[str, Callable[[Any], Any]]
    ] = {}  # what `_FROM_JSON` has otherwise for this kind of fact

    def as_json(self) -> dict[str, Any]:
        names: tuple[str, ...] = self.__slots__
        return {
            name: _plain(value)
            for name in names
            if (value := getattr(self, name)) is not None and value != ()
        }

    def __bool__(self) -> bool:
        """Whether anything is said."""
        names: tuple[str, ...] = self.__slots__
        return any(getattr(self, name) for name in names)

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        make = (_FROM_JSON | cls._OWN) if cls._OWN else _FROM_JSON
        return cls(**{name: make[name](value) if name in make else value for name, value in fields.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFact(_Fact):
    """A hearing set, moved, held …; `precision` is "week" where the text names the week alone, by its first day."""

    kind: HearingKind
    action: HearingAction
    date: str | None = None
    time: str | None = None
    prior_date: str | None = None
    place: str | None = None
    judge: str | None = None
    is_remote: bool | None = None
    precision: str | None = None
    tier: Tier
    rule: str
    at: Span

    _OWN: ClassVar = {"kind": HearingKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionFact(_Fact):
    """A motion made; `kind` as docket/rulings tells motions apart."""

    kind: str
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingFact(_Fact):
    """A ruling on a motion of that kind, and the numbers of the entries it answers. `kind` is None for a text that
    tells how the defense came out and rules on nothing else."""

    kind: str | None = None
    disposition: Disposition
    answers: tuple[int, ...] = ()
    date: str | None = None
    tier: Tier
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFact(_Fact):
    """A claim, a provision or an exception that a text names, as a word of docket/vocabulary.py."""

    code: str
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RelevanceFact(_Fact):
    """Whether the text is about the statute; `score` from 0 to 1."""

    label: str
    score: float
    tier: Tier
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFact(_Fact):
    """How the defense came out by this text: a word of `Holding`."""

    value: str
    tier: Tier
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact(_Fact):
    """Another docket that this one is joined to.

    `other_docket_number` is normalized and ``None`` where the number is not of the court's kind or
    the court not known; `other_number_raw` is always as printed. `other_label` is the other court
    as printed. `other_is_later` is True where the other docket is the later or higher one. `date`
    is the day of the effect or of the joining, else the entry's. Of a header, `rule` is the field.
    """

    link_type: LinkType
    other_court_id: str | None = None
    other_docket_number: str | None = None
    other_number_raw: str | None = None
    other_label: str | None = None
    effect: LinkEffect
    date: str | None = None
    other_is_later: bool
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts(_Fact):
    """All that one entry's text says. `who` names whose hearings these are, where they concern some parties
    only."""

    hearings: tuple[HearingFact, ...] = ()
    who: tuple[str, ...] = ()
    motions: tuple[MotionFact, ...] = ()
    rulings: tuple[RulingFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    claims: tuple[CodeFact, ...] = ()
    provisions: tuple[CodeFact, ...] = ()
    exceptions: tuple[CodeFact, ...] = ()
    relevance: RelevanceFact | None = None
    outcome: OutcomeFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselFact(_Fact):
    """An attorney's name in one fixed order, with the `key` that two printings of it share; the same for the
    firm."""

    name: str
    key: str
    firm: str | None = None
    firm_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts(_Fact):
    """What the line of one party says. A protected party (pseudonym, minor, sealed) has no `canonical` name, and a line
    that is no name ("," in a saved page) has no `kind`."""

    canonical: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    capacity: str | None = None
    is_protected: bool = False
    counsel: tuple[CounselFact, ...] = ()


def _plain(value: Any) -> Any:
    if isinstance(value, _Fact):
        return value.as_json()
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _each(fact: type[_Fact]) -> Callable[[Any], Any]:
    return lambda items: tuple(map(fact.from_json, items))


# How a value of JSON becomes one of ours, where it is not the same, by the name of its field.
_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "action": HearingAction,
    "disposition": Disposition,
    "link_type": LinkType,
    "effect": LinkEffect,
    "tier": Tier,
    "at": tuple,
    "answers": tuple,
    "who": tuple,
    "aliases": tuple,
    "hearings": _each(HearingFact),
    "motions": _each(MotionFact),
    "rulings": _each(RulingFact),
    "links": _each(LinkFact),
    "claims": _each(CodeFact),
    "provisions": _each(CodeFact),
    "exceptions": _each(CodeFact),
    "counsel": _each(CounselFact),
    "relevance": RelevanceFact.from_json,
    "outcome": OutcomeFact.from_json,
}
