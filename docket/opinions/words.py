"""The words by which courts mark the parts of a decision, and hold: rows of tables of language/, each with its example.

opinions: the parts of a decision and its front. treatment: how a citation is treated.
opinion_holdings: what a sentence that holds on the statute says.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def load_rows(table: str = "opinions") -> tuple[dict[str, str], ...]:
    """Return the rows of a table."""
    path = Path(str(files("docket"))).joinpath(f"language/{table}.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def pattern(tag: str, table: str = "opinions") -> re.Pattern[str]:
    """Return what matches any phrase of a tag."""
    return re.compile("|".join(f"(?:{row['phrase']})" for row in load_rows(table) if row["tag"] == tag))


def is_whole(tag: str, text: str) -> bool:
    """Whether a line is nothing but a phrase of this tag."""
    return pattern(tag).fullmatch(text.strip()) is not None


def holds(tag: str, text: str) -> bool:
    """Whether a phrase of this tag stands in the text."""
    return pattern(tag).search(text) is not None
