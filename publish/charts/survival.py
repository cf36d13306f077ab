"""How long things take when some have not ended: the product-limit estimate (Kaplan and Meier, 1958). Pure.

A suit still waiting shows that its wait is at least as long as it has been watched. Leaving it out would make
the finished waits look like all waits.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Wait:
    """How many days something took; `is_over` is False if it was still going on when last observed."""

    days: int
    is_over: bool


@dataclass(frozen=True)
class Step:
    """The share that still waits after this many days."""

    days: int
    share: float


def estimate(waits: Iterable[Wait]) -> list[Step]:
    """Return a step for each day on which any wait ended, in order."""
    ended: Counter[int] = Counter()
    left: Counter[int] = Counter()
    for wait in waits:
        (ended if wait.is_over else left)[wait.days] += 1
    at_risk = ended.total() + left.total()
    share, steps = 1.0, []
    for day in sorted({*ended, *left}):
        if ended[day]:
            share *= 1 - ended[day] / at_risk
            steps.append(Step(day, share))
        at_risk -= ended[day] + left[day]
    return steps


def days_until(steps: list[Step], share: float) -> int | None:
    """Return after how many days at most this share still waits; None if that was never reached."""
    return next((step.days for step in steps if step.share <= share + 1e-9), None)
