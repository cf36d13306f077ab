"""A choice among labels by the sum of weights of what a text shows: multinomial logistic regression, read from a table.

The table is `docket/language/<name>_weights.csv`: a label, a feature, what it adds; the feature "" is what a label has
to begin with. `python -m tracker fit` writes it, nobody edits it by hand.
"""

import csv
from functools import cache
from importlib.resources import files
from math import exp
from typing import NamedTuple


class Choice(NamedTuple):
    """A label, its share of all labels' odds (0 to 1), and what spoke for it, the weightiest feature first."""

    label: str
    share: float
    evidence: tuple[str, ...]


@cache
def load_weights(name: str) -> dict[str, dict[str, float]]:
    """Return what each feature adds to each label: {feature: {label: weight}}."""
    found: dict[str, dict[str, float]] = {}
    text = files("docket").joinpath(f"language/{name}_weights.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["feature"], {})[row["label"]] = float(row["weight"])
    return found


def choose(name: str, features: dict[str, float]) -> Choice:
    """Return the label whose weights add up to most for features with their values."""
    weights = load_weights(name)
    sums = dict(weights[""])
    for feature, value in features.items():
        for label, weight in weights.get(feature, {}).items():
            sums[label] += weight * value
    best = max(sums, key=lambda label: sums[label])
    spoke = [
        (weights.get(feature, {}).get(best, 0.0) * value, feature) for feature, value in features.items()
    ]
    odds = sum(exp(total - sums[best]) for total in sums.values())
    return Choice(
        best, 1 / odds, tuple(feature for weight, feature in sorted(spoke, reverse=True) if weight > 0)
    )
