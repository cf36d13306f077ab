"""Labels a text by summing the weights of its features: logistic regression, read from a table.

The table is `docket/language/<name>_weights.csv`: label, feature, weight; the feature "" is the label's
intercept. `python -m tracker fit` writes the table; it is never edited by hand.
"""

import csv
from functools import cache
from importlib.resources import files
from itertools import chain
from math import exp
from typing import NamedTuple


class Choice(NamedTuple):
    """A label, its probability among all labels, and the features for it, the weightiest first."""

    label: str
    share: float
    evidence: tuple[str, ...]


@cache
def _read_lines(name: str) -> dict[str, list[str]]:
    """The lines of a table by label."""
    by_label: dict[str, list[str]] = {}
    for line in files("docket").joinpath(f"language/{name}_weights.csv").read_text("utf-8").splitlines()[1:]:
        by_label.setdefault(line.partition(",")[0], []).append(line)
    return by_label


@cache
def load_weights(name: str) -> dict[str, dict[str, float]]:
    """Return what each feature adds to each label: {feature: {label: weight}}."""
    by_feature: dict[str, dict[str, float]] = {}
    for label, feature, weight in csv.reader(chain.from_iterable(_read_lines(name).values())):
        by_feature.setdefault(feature, {})[label] = float(weight)
    return by_feature


@cache
def _by_place(name: str) -> tuple[list[str], dict[str, list[tuple[int, float]]]]:
    """The labels, and each feature's weights by label index: in two thirds of the time that names take."""
    weights = load_weights(name)
    labels = list(weights[""])
    return labels, {
        feature: [(labels.index(of), weight) for of, weight in weights[feature].items()]
        for feature in weights
    }


def find_shares(name: str, features: dict[str, float]) -> dict[str, float]:
    """Return each label's share where exactly one label is right: the shares add up to 1."""
    labels, weights = _by_place(name)
    sums = [weight for _, weight in weights[""]]
    for feature, value in features.items():
        for place, weight in weights.get(feature, ()):
            sums[place] += weight * value
    most = max(sums)
    odds = [exp(total - most) for total in sums]
    whole = sum(odds)
    return {label: part / whole for label, part in zip(labels, odds, strict=True)}


def find_single_share(name: str, label: str, features: dict[str, float]) -> float:
    """Return one label's share by itself where several labels may be right; 0 for a label without weights."""
    weights = _of_label(name, label)
    if not weights:
        return 0.0
    total = weights[""] + sum(
        [weights[feature] * value for feature, value in features.items() if feature in weights]
    )
    return 1 / (1 + exp(-max(-50.0, total)))


@cache  # only this label's lines: of thirty labels, one docket sheet needs a few
def _of_label(name: str, label: str) -> dict[str, float]:
    return {feature: float(weight) for _, feature, weight in csv.reader(_read_lines(name).get(label, ()))}


def choose(name: str, features: dict[str, float]) -> Choice:
    """Return the label for which the weighted features add up to most."""
    shares = find_shares(name, features)
    best = max(shares, key=lambda label: shares[label])
    weights = _of_label(name, best)
    spoke = sorted(
        ((weights.get(feature, 0.0) * value, feature) for feature, value in features.items()), reverse=True
    )
    return Choice(best, shares[best], tuple(feature for weight, feature in spoke if weight > 0))
