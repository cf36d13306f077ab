"""How right each derived field is, as measured and published: the rows of data/accuracy.csv.

``python -m tracker evaluate … --save`` writes the file, and a test recomputes it: the figures published
beside the fields are therefore those of this code.
"""

import csv
import io
from dataclasses import astuple, dataclass, fields
from functools import cache
from typing import Any

from docket.csv_rows import load_table
from docket.scoring import Figure

FOLDS = "_folds"  # suffix of a set used for a fit; each docket is read by weights fitted to the others
_APART = ("_kept", "_held_out")  # suffixes of sets that were set aside while the rules were written
_COUNTS = ("is_blind", "right_count", "total_count", "labels")  # columns of whole numbers


@dataclass(frozen=True)
class Accuracy:
    """One figure on one labeled set. `is_blind`: nobody looked at the set while the rules were written.

    `value`, `low` and `high` (the 95 % interval) run from 0 to 1 with three decimals; they are ``None`` if
    there was nothing to count. The value is the share `right_count` / `total_count`.
    """

    accuracy_id: str
    field: str
    name: str
    measure: str
    test_set: str
    is_blind: int
    value: str | None
    low: str | None
    high: str | None
    right_count: int
    total_count: int


def make_accuracy(test_set: str, figure: Figure) -> Accuracy:
    """Return a figure as it is published. `test_set` is the labeled file's name without its extension."""
    value, low, high = (
        None if number is None else f"{number:.3f}" for number in (figure.value, figure.low, figure.high)
    )
    key = f"{test_set}.{figure.name}.{figure.measure}".replace(" ", "-").replace(",", "")
    is_blind = int(test_set.endswith(_APART))
    return Accuracy(
        key,
        figure.field,
        figure.name,
        figure.measure,
        test_set,
        is_blind,
        value,
        low,
        high,
        figure.right,
        figure.total,
    )


def write_accuracy(rows: list[Accuracy]) -> str:
    """Return the text of accuracy.csv."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Accuracy))
    writer.writerows(astuple(row) for row in rows)
    return out.getvalue()


@cache
def load_accuracy() -> tuple[Accuracy, ...]:
    """Return the published figures."""
    return tuple(_read(Accuracy, row) for row in load_table("accuracy.csv"))


def _read(made: type[Any], row: dict[str, str]) -> Any:
    """Return an instance of `made` from a row's columns; a blank count is 0, any other blank cell None."""
    return made(**{name: int(cell or 0) if name in _COUNTS else cell or None for name, cell in row.items()})


@dataclass(frozen=True)
class FirstLook:
    """How right the program was the first time it read texts labeled by someone who had never seen it.

    `right` is the share of its answers that were right; `found` is the share of what there was to find that
    it found (None if each text has one answer). Both run from 0 to 1, with a 95 % interval. `labels` counts
    what there was to find. `tests/gold/sets.csv` gives the same for each set. A field not yet measured this
    way has no day and no figure, and the page says so.
    """

    words: str
    texts: str
    day: str | None
    right: str | None
    right_low: str | None
    right_high: str | None
    found: str | None
    found_low: str | None
    found_high: str | None
    labels: int


@cache
def load_first_looks() -> tuple[FirstLook, ...]:
    """Return the newest first look of each field, from data/first_looks.csv."""
    return tuple(_read(FirstLook, row) for row in load_table("first_looks.csv"))
