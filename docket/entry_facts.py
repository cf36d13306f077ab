"""What one entry's text says, read once: hearings, motions, rulings, § 230. Pure.

The result, `TextFacts`, is kept beside the text it was read from; `db/merge/text_facts.py` makes rows of it.
"""

import re
from datetime import date

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
from docket.hearings.draft import Hearing
from docket.links import find_links
from docket.rulings import RulingFound, find_rulings
from docket.rulings.motions import find_motions
from docket.second import hearings as second_hearings
from docket.second import rulings as second_rulings
from docket.section230.answers import answer_outcome, answer_relevance
from docket.section230.citations import find_provisions, is_named
from docket.section230.claims import find_claims, find_exceptions
from docket.section230.holdings import Holding
from docket.vocabulary import HearingKind, Tier

# "Sentencing as to Jane Roe (2) reset": whose, in a case of several defendants. What is no name is left out. It ends at
# a full stop but for an initial's or a suffix's ("is canceled as to Willie C. Moody. Entered by"), and at a word in
# capitals where it has small letters itself ("as to Willie C. Moody GRANTING", both almd 2:12-cr-00221).
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
    """Return the facts of one entry, false where it says none.

    `number` is the entry's own, `docket_number` its docket's: no link leads from a docket to itself.
    """
    own_number = int(number) if number and number.isdigit() and len(number) < 6 else None
    hearings = _hearings(text, date_filed, court_id) if date_filed is not None else ()
    is_on_230 = is_named(text)
    is_pleading = text[:200].lower().lstrip().startswith(_PLEADING)
    return TextFacts(
        hearings=hearings,
        who=_whose(text) if hearings else (),
        motions=tuple(
            MotionFact(kind=found.kind.value, rule=found.rule, at=(found.start, found.end))
            for found in find_motions(text)
        ),
        rulings=_rulings(text, date_filed, court_id, own_number),
        links=tuple(find_links(text, date_filed, court_id, own_number=docket_number)),
        claims=_claims(text) if is_on_230 or is_pleading else (),
        provisions=_provisions(text) if is_on_230 else (),
        exceptions=_exceptions(text) if is_on_230 else (),
        relevance=_relevance(text) if is_on_230 else None,
        outcome=_outcome(text) if is_on_230 else None,
    )


def _whose(text: str) -> tuple[str, ...]:
    """Return the names of whom an entry is about, in small letters and without full stops."""
    return tuple(sorted({name.replace(".", "").casefold() for name in _AS_TO.findall(text)}))


def _hearings(text: str, date_filed: date, court_id: str) -> tuple[HearingFact, ...]:
    found = find_hearings(text, date_filed, court_id)
    if not found:
        return ()
    keys = [(one.type.value, one.action.value, _iso(one.date)) for one in found]
    agreed = second_hearings.agree(text, date_filed, court_id, keys)
    return tuple(_hearing(text, one, _tier(is_agreed)) for one, is_agreed in zip(found, agreed, strict=True))


def _hearing(text: str, found: Hearing, tier: Tier) -> HearingFact:
    places = {name: (start, end) for name, start, end in found.spans}
    return HearingFact(
        kind=HearingKind(found.type.value),
        action=found.action,
        date=_iso(found.date),
        time=found.time,
        prior_date=_iso(found.prior_date),
        place=found.location,
        judge=found.judge,
        is_remote=found.remote or None,
        precision="week" if names_week(text, found) else None,
        tier=tier,
        rule=found.rule,
        at=places["clause"],
    )


def _rulings(
    text: str, date_filed: date | None, court_id: str, own_number: int | None
) -> tuple[RulingFact, ...]:
    found = find_rulings(text, date_filed, court_id, own_number)
    if not found:
        return ()
    agreed = second_rulings.agree(text, court_id, [(one.kind.value, one.disposition.value) for one in found])
    return tuple(_ruling(one, _tier(is_agreed)) for one, is_agreed in zip(found, agreed, strict=True))


def _ruling(found: RulingFound, tier: Tier) -> RulingFact:
    return RulingFact(
        kind=found.kind.value,
        disposition=found.disposition,
        answers=tuple(found.answers),
        date=_iso(found.date),
        tier=tier,
        rule=found.rule,
        at=(found.start, found.end),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _tier(is_agreed: bool) -> Tier:
    """Whether the second reader, too, has the values that are measured."""
    return Tier.AGREED if is_agreed else Tier.UNREVIEWED


def _relevance(text: str) -> RelevanceFact:
    relevance, is_agreed = answer_relevance(text)
    best = relevance.evidence[0]
    return RelevanceFact(
        label=relevance.label.value,
        score=relevance.score,
        tier=_tier(is_agreed),
        rule=best.rule,
        at=(best.start, best.end),
    )


def _outcome(text: str) -> OutcomeFact | None:
    holding, is_agreed = answer_outcome(text)
    if holding.outcome is Holding.NONE_STATED:
        return None
    start, end, rule = holding.spans[0]
    return OutcomeFact(
        value=holding.outcome.value,
        tier=_tier(is_agreed),
        rule=rule,
        at=(start, end),
    )


def _claims(text: str) -> tuple[CodeFact, ...]:
    return tuple(
        CodeFact(code=found.code.value, rule=found.rule, at=(found.start, found.end))
        for found in find_claims(text)
    )


def _provisions(text: str) -> tuple[CodeFact, ...]:
    return tuple(
        CodeFact(code=found.code.value, rule=found.rule, at=(found.start, found.end))
        for found in find_provisions(text)
    )


def _exceptions(text: str) -> tuple[CodeFact, ...]:
    return tuple(
        CodeFact(code=found.code.value, rule=found.rule, at=(found.start, found.end))
        for found in find_exceptions(text)
    )
