"""How right the extractors are: their answers compared with labels made by reading.

The measures are those of the labeling guide (gold/README.md, "Metric"). A share (precision, recall, accuracy)
has Wilson's 95 % interval. An F1, which is not a share, has a percentile bootstrap over the entries with a
fixed seed, so that the same answers give the same figures.
"""

import random
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from operator import itemgetter
from typing import Any

_Z = 1.959964  # two-sided 95 %
_RESAMPLES = 400  # resamples of the entries, which give the interval of an F1
_SEED = 230  # fixed, so that the same answers always get the same interval
_BITS = 32  # bits of a count: enough for all labels of a file
_Pairs = list[tuple[dict[str, Any], dict[str, Any]]]  # label and answer
_Key = Callable[[dict[str, Any]], Iterable]
FIELDS = ("hearings", "parties", "rulings", "claims", "relevance", "families", "redaction", "entry_types")


@dataclass(frozen=True)
class Figure:
    """One published figure with its 95 % interval; if it is a share, it is `right` / `total`.

    `measure` is one of precision, recall, f1, accuracy, coverage. `value`, `low` and `high` are ``None`` if
    there was nothing to count.
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
    """Return the 95 % interval of a share, or ``None`` if `total` is 0."""
    if total == 0:
        return None
    share, z2 = right / total, _Z * _Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    # For none or all, the interval ends at the share itself, which floating point misses in its last digit.
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))


def f1(right: int, answered: int, labeled: int) -> float | None:
    """Return the harmonic mean of precision and recall, ``None`` if nothing was answered or labeled."""
    return 2 * right / (answered + labeled) if answered + labeled else None


def score(field: str, gold: list[dict], answers: list[dict]) -> list[Figure]:
    """Return the figures of one of `FIELDS` for labeled records and the answers to them, in the same order."""
    pairs = list(zip(gold, answers, strict=True))
    if field == "redaction":
        return _score_redaction(pairs)
    matched = _MATCHED.get(field, {}).items()
    figures = [figure for name, key in matched for figure in _matches(field, name, pairs, key)]
    agreed = _AGREED.get(field, {})
    if field == "parties" and not any("canonical" in label for label, _ in pairs):
        agreed = {"kind": agreed["kind"]}  # the sides of real captions are labeled only with their kind
    paired = _PAIRED[field](pairs) if field in _PAIRED else pairs
    for name, key in agreed.items():
        labeled = [pair for pair in paired if pair[0].get("role")] if name == "role" else paired
        right = sum(key(label) == key(answer) for label, answer in labeled)
        figures.append(make_share(field, name, "accuracy", right, len(labeled)))
    return figures


def make_share(field: str, name: str, measure: str, right: int, total: int) -> Figure:
    """Return a share with its interval; its value is ``None`` if there was nothing to count."""
    low, high = wilson(right, total) or (None, None)
    return Figure(field, name, measure, right / total if total else None, low, high, right, total)


def _matches(
    field: str,
    name: str,
    pairs: _Pairs,
    keys: _Key,
) -> list[Figure]:
    """Return precision, recall and F1, where each label matches at most once, entry by entry."""
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
    # An entry's three counts packed into one number, so that one sum adds up a resample.
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


@lru_cache(maxsize=1)  # all figures of a file are about the same entries
def _draw(entries: int) -> list[array]:
    """Return the indexes of the entries in each resample."""
    chance, places = random.Random(_SEED), range(entries)
    return [array("L", chance.choices(places, k=entries)) for _ in range(_RESAMPLES)]


_ONE_MOVE = {"reset": "moved", "continued": "moved"}


def _parts(part: str, *names: str) -> _Key:
    """Return a key: for each hearing, ruling or motion of a record, the values of some fields."""

    def key(record: dict[str, Any]) -> list[tuple[str, ...]]:
        return [tuple(str(each[name]) for name in names) for each in record[part]]

    return key


def _has(part: str) -> _Key:
    return lambda record: [True] * bool(record[part])


def _moves(record: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(h["type"], _ONE_MOVE.get(h["action"], h["action"]), h["date"]) for h in record["hearings"]]


def _answered(record: dict[str, Any]) -> set[int]:
    return {number for ruling in record["rulings"] for number in ruling["answers"]}


def _link_key(link: dict) -> tuple:
    number = link.get("other_docket_number") or re.sub(
        r"[^A-Z0-9]", "", (link.get("other_number_raw") or "").upper()
    )
    return link["link_type"], link["other_court_id"], number, link["other_is_later"]


def _pair_hearings(pairs: _Pairs) -> _Pairs:
    """Return pairs of the hearings that label and answer both have."""
    paired = []
    for labels, answers in pairs:
        left = list(answers["hearings"])
        for label in labels["hearings"]:
            key = _HEARING(label)
            if match := next((answer for answer in left if _HEARING(answer) == key), None):
                left.remove(match)
                paired.append((label, match))
    return paired


def _pair_links(pairs: _Pairs) -> _Pairs:
    """Return pairs of the links that label and answer both have."""
    paired = []
    for label, answer in pairs:
        given = {_link_key(link): link for link in answer["links"]}
        paired += [(link, given[_link_key(link)]) for link in label["links"] if _link_key(link) in given]
    return paired


def _score_redaction(pairs: _Pairs) -> list[Figure]:
    """Return the recall of strings that must be completely hidden, and the share of what was kept as it
    should be: each string that must be kept, and each text in which nothing is to be hidden."""
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
    """Whether a private string is hidden. Half a number is not enough: no four digits in a row may remain."""
    return private not in published and not any(
        digits in published for digits in re.findall(r"\d{4,}", private)
    )


_HEARING = itemgetter("type", "action", "date")
# For each field, what is matched one by one in a record, by the name of the figure.
_MATCHED: dict[str, dict[str, _Key]] = {
    "hearings": {
        "type, action and date": _parts("hearings", "type", "action", "date"),
        "reset and continued as one": _moves,
        "date alone": _parts("hearings", "date"),
        "type, action, date and time": _parts("hearings", "type", "action", "date", "time"),
        "entry has a hearing": _has("hearings"),
    },
    "rulings": {
        "kind and disposition": _parts("rulings", "kind", "disposition"),
        "motions answered": _answered,
        "kind alone": _parts("rulings", "kind"),
        "disposition alone": _parts("rulings", "disposition"),
        "kind, disposition and date": _parts("rulings", "kind", "disposition", "date"),
        "kind, disposition and answers": _parts("rulings", "kind", "disposition", "answers"),
        "kind of motions": _parts("motions", "kind"),
        "entry has a ruling": _has("rulings"),
        "entry has a motion": _has("motions"),
    },
    "relevance": {"about_230": lambda record: [True] * (record["label"] == "about_230")},
    "claims": {
        "claims": lambda record: set(record["claims"]),
        "provisions": lambda record: set(record["provisions"]),
        "exceptions": lambda record: set(record["exceptions"]),
    },
    "families": {
        "type, court, number and direction": lambda record: map(_link_key, record["links"]),
        "type alone": _parts("links", "link_type"),
        "text has a link": _has("links"),
    },
}
# What a record, or a part of it that label and answer both have, states once.
_AGREED: dict[str, dict[str, Callable[[dict], object]]] = {
    "hearings": {name: itemgetter(name) for name in ("time", "location", "judge", "remote")},
    "parties": {
        "canonical": lambda record: record["canonical"].casefold(),
        "canonical, punctuation ignored": (
            lambda record: re.sub(r"[\W_]+", " ", record["canonical"].casefold()).strip()
        ),
        "kind": itemgetter("kind"),
        "role": lambda record: record.get("role"),
        "official capacity": lambda record: bool(record.get("official_capacity")),
        "aliases": lambda record: sorted(name.casefold() for name in record.get("aliases") or ()),
    },
    "relevance": {"three labels": itemgetter("label")},
    "claims": {"outcome": itemgetter("outcome")},
    "families": {"effect": itemgetter("effect")},
    "entry_types": {"category": lambda record: record.get("category") or record["label"]},
}
_PAIRED: dict[str, Callable[[_Pairs], _Pairs]] = {"hearings": _pair_hearings, "families": _pair_links}
