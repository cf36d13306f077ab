"""What one entry's text says, read once: hearings, motions, rulings, § 230. Pure.

The result, `TextFacts`, is kept beside the text it came from; `db/merge/text_facts.py` makes rows of it.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from docket.facts import (
    CodeFact,
    HearingFact,
    MotionFact,
    OutcomeFact,
    RelevanceFact,
    RulingFact,
    TextFacts,
)
from docket.hearings import find_hearings, names_week
from docket.links import find_links
from docket.rulings import find_rulings
from docket.rulings.motions import find_motions
from docket.second import hearings as second_hearings, rulings as second_rulings
from docket.section230.answers import answer_outcome, answer_relevance
from docket.section230.citations import Found, find_provisions, is_named
from docket.section230.claims import find_claims, find_exceptions
from docket.section230.holdings import Holding, OutcomeFound
from docket.section230.relevance import Relevance
from docket.text.prepared import PreparedText
from docket.vocabulary import HearingKind, Tier

# "Sentencing as to Jane Roe (2) reset": whose it is, in a case with several defendants. Words that are not a
# name are excluded. A name ends at a full stop other than an initial's or a suffix's ("is canceled as to
# Willie C. Moody. Entered by"), and a name in mixed case ends at a word in capitals ("as to Willie C. Moody
# GRANTING"; both almd 2:12-cr-00221).
_SHORT = r"[A-Z]\.?|(?:Jr|Sr|St)\.|[IVX]{2,3}"
_NAME = rf"(?:(?:{_SHORT}|[A-Z][\w'’-]*[a-z])(?!\w))"
_CAPITALS = rf"(?:(?:{_SHORT}|[A-Z][A-Z'’-]*[A-Z])(?!\w))"
_AS_TO = re.compile(
    r"\bas to (?!(?:Counts?|Motions?|Defendants?|Plaintiffs?|Orders?|Claims?|All)\b)"
    rf"({_NAME}(?: {_NAME}){{1,5}}|{_CAPITALS}(?: {_CAPITALS}){{1,5}})"
)
_PLEADING = ("complaint", "petition", "notice of removal")


def find_facts(
    text: str, date_filed: date | None, court_id: str, number: str | None, docket_number: str | None = None
) -> TextFacts:
    """Return the facts of one entry; the result is false if there are none.

    `number` is the entry's own, `docket_number` its docket's: no link points from a docket to itself.
    """
    own_number = int(number) if number and number.isdigit() and len(number) < 6 else None
    entry = PreparedText(text, date_filed, court_id, own_number, docket_number)
    is_on_230 = is_named(entry)
    is_pleading = entry.lowered[:200].lstrip().startswith(_PLEADING)
    hearings = _hearings(entry) if date_filed is not None else ()
    return TextFacts(
        hearings=hearings,
        who=tuple(
            sorted({name.replace(".", "").casefold() for name in _AS_TO.findall(text)} if hearings else ())
        ),
        motions=tuple(
            MotionFact(kind=motion.kind.value, rule=motion.rule, at=(motion.start, motion.end))
            for motion in find_motions(entry)
        ),
        rulings=_rulings(entry),
        links=tuple(find_links(entry)),
        claims=_codes(find_claims(entry)) if is_on_230 or is_pleading else (),
        provisions=_codes(find_provisions(entry)) if is_on_230 else (),
        exceptions=_codes(find_exceptions(entry)) if is_on_230 else (),
        relevance=_relevance(*answer_relevance(entry)) if is_on_230 else None,
        outcome=_outcome(*answer_outcome(entry)) if is_on_230 else None,
    )


def _hearings(entry: PreparedText) -> tuple[HearingFact, ...]:
    hearings = find_hearings(entry)
    keys = [(hearing.type.value, hearing.action.value, _iso(hearing.date)) for hearing in hearings]
    agreed = second_hearings.agree(entry, keys)
    return tuple(
        HearingFact(
            kind=HearingKind(hearing.type.value),
            action=hearing.action,
            date=_iso(hearing.date),
            time=hearing.time,
            prior_date=_iso(hearing.prior_date),
            place=hearing.location,
            judge=hearing.judge,
            is_remote=hearing.remote or None,
            precision="week" if names_week(entry.printed, hearing) else None,
            tier=_tier(is_agreed),
            rule=hearing.rule,
            at=next((start, end) for name, start, end in hearing.spans if name == "clause"),
        )
        for hearing, is_agreed in zip(hearings, agreed, strict=True)
    )


def _rulings(entry: PreparedText) -> tuple[RulingFact, ...]:
    rulings = find_rulings(entry)
    agreed = second_rulings.agree(
        entry, [(ruling.kind.value, ruling.disposition.value) for ruling in rulings]
    )
    return tuple(
        RulingFact(
            kind=ruling.kind.value,
            disposition=ruling.disposition,
            answers=tuple(ruling.answers),
            date=_iso(ruling.date),
            tier=_tier(is_agreed),
            rule=ruling.rule,
            at=(ruling.start, ruling.end),
        )
        for ruling, is_agreed in zip(rulings, agreed, strict=True)
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _tier(is_agreed: bool) -> Tier:
    """Return AGREED if the second reader has the measured values, too, else UNREVIEWED."""
    return Tier.AGREED if is_agreed else Tier.UNREVIEWED


def _relevance(relevance: Relevance, is_agreed: bool) -> RelevanceFact:
    best = relevance.evidence[0]
    return RelevanceFact(
        label=relevance.label.value,
        score=relevance.score,
        tier=_tier(is_agreed),
        rule=best.rule,
        at=(best.start, best.end),
    )


def _outcome(holding: OutcomeFound, is_agreed: bool) -> OutcomeFact | None:
    if holding.outcome is Holding.NONE_STATED:
        return None
    start, end, rule = holding.spans[0]
    return OutcomeFact(value=holding.outcome.value, tier=_tier(is_agreed), rule=rule, at=(start, end))


def _codes(places: Iterable[Found[Any]]) -> tuple[CodeFact, ...]:
    """Return claims, provisions or exceptions as facts."""
    return tuple(
        CodeFact(code=place.code.value, rule=place.rule, at=(place.start, place.end)) for place in places
    )
