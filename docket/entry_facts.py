"""What one entry's text says, read once: hearings, motions, rulings, § 230. Pure.

The result is plain data (JSON), kept beside the text it was read from; `db/merge/text_facts.py` makes
rows of it. Every fact has `at`, its place [start, end] in the text, and `rule`, what read it; hearings, rulings,
relevance and the outcome on § 230 have their `tier`.
"""

import re
from collections.abc import Sequence
from datetime import date

from docket.hearings import find_hearings
from docket.hearings.draft import Hearing
from docket.links import as_answer, find_links
from docket.rulings import RulingFound, find_rulings
from docket.rulings.motions import find_motions
from docket.second import hearings as second_hearings
from docket.second import rulings as second_rulings
from docket.second import section230 as second_230
from docket.section230.citations import find_provisions
from docket.section230.claims import find_claims, find_exceptions
from docket.section230.holdings import Holding, find_outcome
from docket.section230.relevance import Relevance, RelevanceLabel, score_relevance
from docket.vocabulary import Tier

# "Sentencing as to Jane Roe (2) reset": whose, in a case of several defendants. What is no name is left out.
_AS_TO = re.compile(
    r"\bas to (?!(?:Counts?|Motions?|Defendants?|Plaintiffs?|Orders?|Claims?"
    r"|All)\b)([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,5})"
)
# "Trial is set for the week of October 9, 2017" names no day (J.S. v. Village Voice, Pierce County).
_WEEK_OF = re.compile(
    r"\bweek\s(?:of|beginning|starting|commencing)(?:\son)?\s(?:\w+day,?\s)?$", re.IGNORECASE
)
_PLEADING = ("complaint", "petition", "notice of removal")


def find_facts(
    text: str, date_filed: date | None, court_id: str, number: str | None, docket_number: str | None = None
) -> dict:
    """Return the facts of one entry by kind; an empty dict where it says none of them.

    `number` is the entry's own, `docket_number` its docket's: no link leads from a docket to itself.
    """
    own_number = int(number) if number and number.isdigit() and len(number) < 6 else None
    facts: dict = {}
    if date_filed is not None:
        facts["hearings"] = _hearings(text, date_filed, court_id)
        if facts["hearings"]:
            facts["who"] = sorted({name.casefold() for name in _AS_TO.findall(text)})
    facts["motions"] = [
        {"kind": found.kind.value, "rule": found.rule, "at": [found.start, found.end]}
        for found in find_motions(text, own_number)
    ]
    facts["rulings"] = _rulings(text, date_filed, court_id, own_number)
    facts["links"] = [
        _link(found) for found in find_links(text, date_filed, court_id, own_number=docket_number)
    ]
    relevance = score_relevance(text)
    if relevance.label is not RelevanceLabel.NOT:
        facts |= _on_230(text, relevance)
    elif text[:200].lower().lstrip().startswith(_PLEADING):
        facts["claims"] = _claims(text)
    return {name: value for name, value in facts.items() if value}


def _hearings(text: str, date_filed: date, court_id: str) -> list[dict]:
    found = [_hearing(text, one) for one in find_hearings(text, date_filed, court_id)]
    keys = [(one["kind"], one["action"], one.get("date")) for one in found]
    return _with_tiers(found, second_hearings.agree(text, date_filed, court_id, keys) if keys else ())


def _rulings(text: str, date_filed: date | None, court_id: str, own_number: int | None) -> list[dict]:
    found = [_ruling(one) for one in find_rulings(text, date_filed, court_id, own_number)]
    keys = [(one["kind"], one["disposition"]) for one in found]
    return _with_tiers(found, second_rulings.agree(text, court_id, keys) if keys else ())


def _with_tiers(found: list[dict], is_agreed: Sequence[bool]) -> list[dict]:
    """Give each fact its tier: whether the second reader, too, has the values that are measured."""
    return [one | {"tier": _tier(agreed)} for one, agreed in zip(found, is_agreed, strict=True)]


def _tier(is_agreed: bool) -> str:
    return (Tier.AGREED if is_agreed else Tier.UNREVIEWED).value


def _hearing(text: str, found: Hearing) -> dict:
    places = {name: (start, end) for name, start, end in found.spans}
    start, end = places["clause"]
    fields = {
        "kind": found.type.value,
        "action": found.action.value,
        "date": found.date and found.date.isoformat(),
        "time": found.time,
        "prior_date": found.prior_date and found.prior_date.isoformat(),
        "place": found.location,
        "judge": found.judge,
        "is_remote": found.remote or None,
    }
    if "date" in places and _WEEK_OF.search(text[max(0, places["date"][0] - 24) : places["date"][0]]):
        fields["precision"] = "week"
    return {name: value for name, value in fields.items() if value is not None} | {
        "rule": found.rule,
        "at": [start, end],
    }


def _ruling(found: RulingFound) -> dict:
    return {
        "kind": found.kind.value,
        "disposition": found.disposition.value,
        "answers": list(found.answers),
        "date": found.date and found.date.isoformat(),
        "rule": found.rule,
        "at": [found.start, found.end],
    }


def _link(found) -> dict:
    answer = as_answer(found)
    return {name: value for name, value in answer.items() if name != "span"} | {"at": answer["span"]}


def _on_230(text: str, relevance: Relevance) -> dict:
    """Read what bears on § 230 only where the entry names it."""
    best = relevance.evidence[0]
    facts = {
        "relevance": {
            "label": relevance.label.value,
            "score": relevance.score,
            "tier": _tier(second_230.agrees_on_relevance(text, relevance.label)),
            "rule": best.rule,
            "at": [best.start, best.end],
        },
        "claims": _claims(text),
        "provisions": [
            {"code": found.provision.value, "rule": found.rule, "at": [found.start, found.end]}
            for found in find_provisions(text)
        ],
        "exceptions": [
            {"code": found.exception.value, "rule": found.rule, "at": [found.start, found.end]}
            for found in find_exceptions(text)
        ],
    }
    holding = find_outcome(text)
    if holding.outcome is not Holding.NONE_STATED:
        start, end, rule = holding.spans[0]
        rules = [shown for _, _, shown in holding.spans]
        facts["outcome"] = {
            "value": holding.outcome.value,
            "tier": _tier(second_230.agrees_on_outcome(text, holding.outcome, rules)),
            "rule": rule,
            "at": [start, end],
        }
    return facts


def _claims(text: str) -> list[dict]:
    return [
        {"code": found.cause.value, "rule": found.rule, "at": [found.start, found.end]}
        for found in find_claims(text)
    ]
