"""What the text of an entry or the line of a party says: frozen records, passed from the readers to the rows.

They are kept as JSON beside the text they were read from (db/readings.py); `as_json` and `from_json` are
inverse to each other. A text's facts have `at`, their (start, end), and `rule`, what read them. Days are ISO
8601.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from docket.vocabulary import Disposition, HearingAction, HearingKind, LinkEffect, LinkType, Tier

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Fact:
    """What all facts share: conversion to JSON, without empty fields, and back. Each kind has its fields as
    slots, in their order."""

    _OWN: ClassVar[
        dict[str, Callable[[Any], Any]]
    ] = {}  # the entries of `_FROM_JSON` that differ for this kind of fact

    def as_json(self) -> dict[str, Any]:
        names: tuple[str, ...] = self.__slots__
        return {
            name: _plain(value)
            for name in names
            if (value := getattr(self, name)) is not None and value != ()
        }

    def __bool__(self) -> bool:
        """Whether any field says something."""
        names: tuple[str, ...] = self.__slots__
        return any(getattr(self, name) for name in names)

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        make = (_FROM_JSON | cls._OWN) if cls._OWN else _FROM_JSON
        return cls(**{name: make[name](value) if name in make else value for name, value in fields.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFact(_Fact):
    """A hearing set, moved, held …; `precision` is "week" if `date` stands for the whole week."""

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
    """A motion made; `kind` is a value of MotionKind (docket/rulings)."""

    kind: str
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingFact(_Fact):
    """A ruling on a motion of that kind, and the numbers of the entries it answers. `kind` is None for a text
    that says how the defense came out and rules on nothing else."""

    kind: str | None = None
    disposition: Disposition
    answers: tuple[int, ...] = ()
    date: str | None = None
    tier: Tier
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFact(_Fact):
    """A claim, provision or exception that a text names, as a code of docket/vocabulary.py."""

    code: str
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RelevanceFact(_Fact):
    """Whether the text is about the statute; `score` runs from 0 to 1."""

    label: str
    score: float
    tier: Tier
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFact(_Fact):
    """How the defense came out according to this text; `value` is a value of `Holding`."""

    value: str
    tier: Tier
    rule: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact(_Fact):
    """Another docket that this one is linked to.

    `other_docket_number` is normalized; it is ``None`` if the number does not have the form of the court's
    numbers or the court is unknown. `other_number_raw` and `other_label` (the other court) are as printed.
    `other_is_later` is True if the other docket is the later or higher one. `date` is the day of the effect
    or of the link, else the entry's. For a link from a header, `rule` is the field.
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
    """Everything one entry's text says. `who` names the parties whose hearings these are, if they concern
    only some parties."""

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
    """An attorney's name in one fixed order, with the `key` its spellings share; likewise the firm."""

    name: str
    key: str
    firm: str | None = None
    firm_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts(_Fact):
    """What the line of one party says. A protected party (pseudonym, minor, sealed) has no `canonical` name.
    A line that is not a name ("," in a saved page) has no `kind`."""

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


# How a JSON value becomes ours, by the name of its field, if it is not the same.
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
