"""How right the extractors are: their answers against labels made by reading.

The measures are those of the labeling guide (gold/README.md, "Metric"). A share (precision,
recall, accuracy) has Wilson's 95 % interval; an F1, which is no share, a percentile bootstrap
over the entries with a fixed seed, so that the same answers give the same figures.
"""

import random
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from math import sqrt
from operator import itemgetter
from typing import Any

_Z = 1.959964  # two-sided 95 %
_RESAMPLES = 400  # drawings of the entries, from which the interval of a score is taken
_SEED = 230  # fixed, so that the same answers always get the same interval
_BITS = 32  # of a count: more than all labels of a file
FIELDS = ("hearings", "parties", "rulings", "claims", "relevance", "families", "redaction", "entry_types")


@dataclass(frozen=True)
class Figure:
    """One published figure with its 95 % interval; `right` of `total` where it is a share.

    `measure` is one of precision, recall, f1, accuracy, coverage. `value`, `low` and `high` are ``None``
    where there was nothing to count.
    """

    field: str
    name: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    right: int
    total: int


def wilson(right: int, total: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share, ``None`` for a share of nothing."""
    if total == 0:
        return None
    share, z2 = right / total, _Z * _Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    # Of all or of none the interval ends at the share itself, which floating point misses by its last digit.
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))


def f1(right: int, answered: int, labeled: int) -> float | None:
    """Return the harmonic mean of precision and recall, ``None`` where nothing was said or labeled."""
    return 2 * right / (answered + labeled) if answered + labeled else None


def score(field: str, gold: list[dict], answers: list[dict]) -> list[Figure]:
    """Return the figures of one of `FIELDS` for labeled records and the answers to them, in the same order."""
    pairs = list(zip(gold, answers, strict=True))
    return _SCORERS[field](pairs)


def make_share(field: str, name: str, measure: str, right: int, total: int) -> Figure:
    """Return a share with its interval; without a value where there was nothing to count."""
    low, high = wilson(right, total) or (None, None)
    return Figure(field, name, measure, right / total if total else None, low, high, right, total)


def _matches(
    field: str,
    name: str,
    pairs: list[tuple[dict[str, Any], dict[str, Any]]],
    keys: Callable[[dict], Iterable],
) -> list[Figure]:
    """Precision, recall and F1 where each label matches once, entry by entry."""
    counts = []
    for label, answer in pairs:
        wanted, given = Counter(keys(label)), Counter(keys(answer))
        counts.append(((wanted & given).total(), given.total(), wanted.total()))
    right, answered, labeled = (sum(count[place] for count in counts) for place in range(3))
    low, high = _bootstrap(counts)
    return [
        make_share(field, name, "precision", right, answered),
        make_share(field, name, "recall", right, labeled),
        Figure(field, name, "f1", f1(right, answered, labeled), low, high, right, answered + labeled),
    ]


def _bootstrap(counts: list[tuple[int, int, int]]) -> tuple[float | None, float | None]:
    # The three counts of an entry as one number, so that a resample is added up by one sum.
    packed = [right << 2 * _BITS | answered << _BITS | labeled for right, answered, labeled in counts]
    values, all_of_it = [], (1 << _BITS) - 1
    for drawn in _draw(len(counts)) if counts else ():
        total = sum(map(packed.__getitem__, drawn))
        value = f1(total >> 2 * _BITS, total >> _BITS & all_of_it, total & all_of_it)
        if value is not None:
            values.append(value)
    if not values:
        return None, None
    values.sort()
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]


@lru_cache(maxsize=1)  # the figures of a file are of the same entries
def _draw(entries: int) -> list[array]:
    """Return the places of the entries of each resample."""
    chance, places = random.Random(_SEED), range(entries)
    return [array("L", chance.choices(places, k=entries)) for _ in range(_RESAMPLES)]


def _agreement(
    field: str, name: str, pairs: list[tuple[dict[str, Any], dict[str, Any]]], key: Callable[[dict], object]
) -> Figure:
    return make_share(
        field, name, "accuracy", sum(key(label) == key(answer) for label, answer in pairs), len(pairs)
    )


_ONE_MOVE = {"reset": "moved", "continued": "moved"}


def _score_hearings(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Figure]:
    def keyed(*names: str) -> Callable[[dict[str, Any]], list[tuple]]:
        return lambda record: [tuple(hearing[name] for name in names) for hearing in record["hearings"]]

    def moved(record: dict[str, Any]) -> list[tuple[str, str, str | None]]:
        return [(h["type"], _ONE_MOVE.get(h["action"], h["action"]), h["date"]) for h in record["hearings"]]

    figures = _matches("hearings", "type, action and date", pairs, keyed("type", "action", "date"))
    figures += _matches("hearings", "reset and continued as one", pairs, moved)
    figures += _matches("hearings", "date alone", pairs, keyed("date"))
    figures += _matches(
        "hearings", "type, action, date and time", pairs, keyed("type", "action", "date", "time")
    )
    figures += _matches(
        "hearings", "entry has a hearing", pairs, lambda record: [True] * bool(record["hearings"])
    )
    matched = [
        pair for label, answer in pairs for pair in _pair_hearings(label["hearings"], answer["hearings"])
    ]
    figures += [
        _agreement("hearings", name, matched, itemgetter(name))
        for name in ("time", "location", "judge", "remote")
    ]
    return figures


def _pair_hearings(labels: list[dict], answers: list[dict]) -> list[tuple[dict, dict]]:
    left, paired = list(answers), []
    for label in labels:
        key = [label[name] for name in ("type", "action", "date")]
        match = next(
            (answer for answer in left if [answer[name] for name in ("type", "action", "date")] == key), None
        )
        if match is not None:
            left.remove(match)
            paired.append((label, match))
    return paired


def _score_parties(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Figure]:
    def plain(record: dict[str, Any]) -> str:
        return re.sub(r"[\W_]+", " ", record["canonical"].casefold()).strip()

    kind = _agreement("parties", "kind", pairs, lambda record: record["kind"])
    if not any("canonical" in label for label, _ in pairs):
        return [kind]  # sides of real captions are labeled with their kind alone
    return [
        _agreement("parties", "canonical", pairs, lambda record: record["canonical"].casefold()),
        _agreement("parties", "canonical, punctuation ignored", pairs, plain),
        kind,
        _agreement(
            "parties",
            "role",
            [pair for pair in pairs if pair[0].get("role")],
            lambda record: record.get("role"),
        ),
        _agreement(
            "parties", "official capacity", pairs, lambda record: bool(record.get("official_capacity"))
        ),
        _agreement(
            "parties",
            "aliases",
            pairs,
            lambda record: sorted(name.casefold() for name in record.get("aliases") or ()),
        ),
    ]


def _score_rulings(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Figure]:
    def keyed(*names: str) -> Callable[[dict[str, Any]], list[tuple]]:
        return lambda record: [
            tuple(_hashable(ruling[name]) for name in names) for ruling in record["rulings"]
        ]

    def answered(record: dict[str, Any]) -> set[int]:
        return {number for ruling in record["rulings"] for number in ruling["answers"]}

    figures = _matches("rulings", "kind and disposition", pairs, keyed("kind", "disposition"))
    figures += _matches("rulings", "motions answered", pairs, answered)
    figures += _matches("rulings", "kind alone", pairs, keyed("kind"))
    figures += _matches("rulings", "disposition alone", pairs, keyed("disposition"))
    figures += _matches("rulings", "kind, disposition and date", pairs, keyed("kind", "disposition", "date"))
    figures += _matches(
        "rulings", "kind, disposition and answers", pairs, keyed("kind", "disposition", "answers")
    )
    figures += _matches(
        "rulings", "kind of motions", pairs, lambda record: [motion["kind"] for motion in record["motions"]]
    )
    figures += _matches(
        "rulings", "entry has a ruling", pairs, lambda record: [True] * bool(record["rulings"])
    )
    figures += _matches(
        "rulings", "entry has a motion", pairs, lambda record: [True] * bool(record["motions"])
    )
    return figures


def _hashable(value: str) -> str:
    return tuple(value) if isinstance(value, list) else value


def _score_relevance(pairs: list[tuple[dict[str, str], dict[str, Any]]]) -> list[Figure]:
    figures = _matches(
        "relevance", "about_230", pairs, lambda record: [True] * (record["label"] == "about_230")
    )
    return [*figures, _agreement("relevance", "three labels", pairs, lambda record: record["label"])]


def _score_claims(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Figure]:
    figures = []
    for name in ("claims", "provisions", "exceptions"):
        figures += _matches("claims", name, pairs, partial(_set_of, name))
    return [*figures, _agreement("claims", "outcome", pairs, lambda record: record["outcome"])]


def _set_of(name: str, record: dict[str, Any]) -> set[str]:
    return set(record[name])


def _link_key(link: dict) -> tuple:
    number = link.get("other_docket_number") or re.sub(
        r"[^A-Z0-9]", "", (link.get("other_number_raw") or "").upper()
    )
    return link["link_type"], link["other_court_id"], number, link["other_is_later"]


def _score_families(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Figure]:
    def keyed(record: dict[str, Any]) -> list[tuple[str, str | None, str, bool]]:
        return [_link_key(link) for link in record["links"]]

    figures = _matches("families", "type, court, number and direction", pairs, keyed)
    figures += _matches(
        "families", "type alone", pairs, lambda record: [link["link_type"] for link in record["links"]]
    )
    figures += _matches("families", "text has a link", pairs, lambda record: [True] * bool(record["links"]))
    matched = []
    for label, answer in pairs:
        given = {_link_key(link): link for link in answer["links"]}
        matched += [(link, given[_link_key(link)]) for link in label["links"] if _link_key(link) in given]
    return [*figures, _agreement("families", "effect", matched, lambda link: link["effect"])]


def _score_redaction(pairs) -> list[Figure]:
    """Recall is of strings that must be gone whole. What stayed as it should: each string that must be kept,
    and each text in which nothing is to be hidden."""
    gone = [_is_gone(text, answer["text"]) for label, answer in pairs for text in label["must_hide"]]
    kept = [
        text in answer["text"] for label, answer in pairs if label["must_hide"] for text in label["must_keep"]
    ]
    kept += [answer["text"] == label["text"] for label, answer in pairs if not label["must_hide"]]
    return [
        make_share("redaction", "private strings hidden", "recall", sum(gone), len(gone)),
        make_share("redaction", "public text kept", "accuracy", sum(kept), len(kept)),
    ]


def _is_gone(private: str, published: str) -> bool:
    """Half a number is no number hidden: four digits of it in a row must not stand there either."""
    return private not in published and not any(
        digits in published for digits in re.findall(r"\d{4,}", private)
    )


def _score_entry_types(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Figure]:
    right = sum(label["label"] == answer["category"] for label, answer in pairs)
    return [make_share("entry_types", "category", "accuracy", right, len(pairs))]


_SCORERS = {
    "hearings": _score_hearings,
    "parties": _score_parties,
    "rulings": _score_rulings,
    "relevance": _score_relevance,
    "claims": _score_claims,
    "families": _score_families,
    "redaction": _score_redaction,
    "entry_types": _score_entry_types,
}
