"""How right each derived field is, as measured and published: the rows of data/accuracy.csv.

``python -m tracker evaluate … --save`` writes the file and a test recomputes it, so that what is
published beside the fields is what this code scores.
"""

import csv
import io
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from docket.scoring import Figure

FOLDS = (
    "_folds"  # ends the name of a set on which weights were fitted, each docket read by those of the others
)
_APART = ("_kept", "_held_out")  # file names of sets that were kept apart while the rules were written


@dataclass(frozen=True)
class Accuracy:
    """One figure on one labeled set. `is_blind`: nobody looked at the set while the rules were written.

    `value`, `low` and `high` (the 95 % interval) are from 0 to 1 with three decimals, ``None`` where there
    was nothing to count; `right_count` of `total_count` is the share behind the value.
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
    """Return a figure as it is published. `test_set` is the name of the labeled file without its ending."""
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
    with Path(str(files("docket"))).joinpath("data/accuracy.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_read(row) for row in csv.DictReader(lines))


def _read(row: dict[str, str]) -> Accuracy:
    cells: dict[str, Any] = {name: value or None for name, value in row.items()}  # by the names of Accuracy
    return Accuracy(**cells | {name: int(row[name]) for name in ("is_blind", "right_count", "total_count")})


@dataclass(frozen=True)
class FirstLook:
    """How right the program was the first time it read texts labeled by somebody who had never seen the
    program.

    `right` is the share of its answers that were right, `found` the share of what is there that it found
    (None where each text has one answer), each from 0 to 1 with its 95 % interval; `labels` counts what there
    was to find. `tests/gold/sets.csv` gives the same for each set. A field not yet measured this way has no
    day and no figure, and the page says so.
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
    lines = io.StringIO(files("docket").joinpath("data/first_looks.csv").read_text("utf-8"), newline="")
    return tuple(_read_look(row) for row in csv.DictReader(lines))


def _read_look(row: dict[str, str]) -> FirstLook:
    cells: dict[str, Any] = {name: value or None for name, value in row.items()}
    return FirstLook(**cells | {"labels": int(row["labels"] or 0)})
