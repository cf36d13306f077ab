"""On how much of what is read from text two readers agree, and how accurate that is.

Precision: of the facts agreed on, how many are right. Coverage: of all facts, how many are agreed on. A text
about which nothing is published (not about § 230, no holding) counts with its label, too.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docket.scoring import Figure, make_share
from docket.second import hearings, rulings
from docket.section230.answers import answer_outcome, answer_relevance
from docket.text.prepared import prepare_line

Record = dict[str, Any]
Judged = tuple[bool, bool]  # of a fact: whether it is right, whether both readers have it
_Pairs = Iterator[Judged]


def judge(field: str, label: Record, answer: Record) -> list[Judged]:
    """Return for each fact of an answer whether it is right and agreed, if the field has a second reader;
    else nothing."""
    return list(_MEASURED[field][1](label, answer)) if field in _MEASURED else []


def score_tiers(field: str, facts: list[Judged]) -> list[Figure]:
    """Return precision and coverage of the agreed facts, for a field with a second reader; else nothing."""
    if field not in _MEASURED:
        return []
    name, _ = _MEASURED[field]
    right = sum(is_right for is_right, is_agreed in facts if is_agreed)
    agreed = sum(is_agreed for _, is_agreed in facts)
    return [
        make_share(field, name, "precision", right, agreed),
        make_share(field, name, "coverage", agreed, len(facts)),
    ]


def _hearings(label: Record, answer: Record) -> _Pairs:
    keys = [_key(hearing, ("type", "action", "date")) for hearing in answer["hearings"]]
    agreed = hearings.agree(prepare_line(label), keys)
    yield from _judge(
        keys, [_key(hearing, ("type", "action", "date")) for hearing in label["hearings"]], agreed
    )


def _rulings(label: Record, answer: Record) -> _Pairs:
    keys = [_key(ruling, ("kind", "disposition")) for ruling in answer["rulings"]]
    agreed = rulings.agree(prepare_line(label), keys)
    yield from _judge(keys, [_key(ruling, ("kind", "disposition")) for ruling in label["rulings"]], agreed)


def _relevance(label: Record, answer: Record) -> _Pairs:
    yield answer["label"] == label["label"], answer_relevance(prepare_line(label))[1]


def _outcomes(label: Record, answer: Record) -> _Pairs:
    yield answer["outcome"] == label["outcome"], answer_outcome(prepare_line(label))[1]


def _key(record: Record, names: Iterable[str]) -> tuple:
    return tuple(record[name] for name in names)


def _judge(keys: list[tuple], labels: list[tuple], agreed: list[bool]) -> _Pairs:
    left = list(labels)
    for key, is_agreed in zip(keys, agreed, strict=True):
        if is_right := key in left:
            left.remove(key)
        yield is_right, is_agreed


_MEASURED: dict[str, tuple[str, Callable[[Record, Record], _Pairs]]] = {
    "hearings": ("agreed: type, action and date", _hearings),
    "rulings": ("agreed: kind and disposition", _rulings),
    "relevance": ("agreed: three labels", _relevance),
    "claims": ("agreed: outcome", _outcomes),
}
