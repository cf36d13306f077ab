"""The table of /compare: each answer with its share and interval for every side, and the same by claim.

The unit is the docket. Each number links to its rows if the sides are only courts or only circuits.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from docket.scoring import wilson
from publish.statistics import Choice
from publish.words import OUTCOMES, format_claim

FEWEST = 10  # dockets needed for a share to be given
_CLAIMS = 15  # claims shown, most frequent first; the others are too rare to compare
_ANSWERS = ("immune", "partly_immune", "not_immune")


@dataclass(frozen=True)
class Chosen:
    """One side: its label, its dockets, and the filters of their rows (None if there is no such list)."""

    label: str
    held: list[dict]
    filters: dict[str, str] | None

    def path(self, **more: str) -> str | None:
        return None if self.filters is None else Choice().path(**(self.filters | more))


@dataclass(frozen=True)
class Cell:
    """How many dockets out of `total`, their share with its 95% interval if `total` is ten or more, and where
    they are listed."""

    number: int
    total: int
    share: tuple[float, float, float] | None
    path: str | None


@dataclass(frozen=True)
class Row:
    """A line of the table: one cell per side."""

    label: str
    code: str
    cells: tuple[Cell, ...]


def answers(sides: Sequence[Chosen]) -> list[Row]:
    """Return a line for each answer on the defense: how many of the dockets with an answer have this one."""
    return [
        Row(
            OUTCOMES[answer][0],
            answer,
            tuple(_cell(side, _answered(side.held), answer, {"outcome": answer}) for side in sides),
        )
        for answer in _ANSWERS
    ]


def claims(sides: Sequence[Chosen]) -> list[Row]:
    """Return a line for each of the most frequent claims with an answer on any side: how many were barred
    entirely."""
    counts = Counter(claim for side in sides for docket in _answered(side.held) for claim in docket["claims"])
    ordered = sorted(counts, key=lambda claim: (-counts[claim], claim))[:_CLAIMS]
    return [
        Row(
            format_claim(claim) or claim,
            claim,
            tuple(
                _cell(
                    side,
                    [docket for docket in _answered(side.held) if claim in docket["claims"]],
                    "immune",
                    {"claim": claim, "outcome": "immune"},
                )
                for side in sides
            ),
        )
        for claim in ordered
    ]


def _answered(held: list[dict]) -> list[dict]:
    return [docket for docket in held if docket["outcome"] in _ANSWERS]


def _cell(side: Chosen, of: list[dict], answer: str, filters: dict[str, str]) -> Cell:
    number = sum(docket["outcome"] == answer for docket in of)
    interval = wilson(number, len(of)) if len(of) >= FEWEST else None
    return Cell(
        number,
        len(of),
        (number / len(of), *interval) if interval else None,
        side.path(**filters) if of else None,
    )
