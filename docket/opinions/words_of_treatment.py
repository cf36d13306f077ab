"""The words by which a court treats what it cites: rows of language/treatment.tsv, one pattern for each tag."""

import csv
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

_OPENING = re.compile(
    r"(?:^|[\s(;.])(?P<signal>[A-Z]?[a-z.]{0,20}(?:\s(?:see|also|cf\.|generally))?,?(?:\se\.g\.,?)?)\s{0,9}$"
)
_SIGNALS = ("signal_but", "signal_contrast", "signal_accord", "signal_see")


@cache
def load_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the table of treatment."""
    path = Path(str(files("docket"))).joinpath("language/treatment.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def pattern(tag: str) -> re.Pattern[str]:
    """Return what finds any phrase of a tag."""
    return re.compile("|".join(f"(?:{row['phrase']})" for row in load_rows() if row["tag"] == tag))


def is_history(words: str) -> bool:
    """Whether what stands before a citation tells the later history of the case before it."""
    return pattern("history").match(words) is not None


def find_history(words: str) -> int | None:
    """Return where in the words before a citation its history begins: at "aff'd"; None where none is told."""
    match = pattern("history").search(words)
    return match.start() if match else None


def signal_at_end(before: str) -> str | None:
    """Return the signal that stands directly before a citation."""
    match = _OPENING.search(before)
    words = match["signal"].strip(" ,") if match else ""
    for tag in _SIGNALS:
        if words and pattern(tag).fullmatch(words):
            return words
    tail = before.strip()[-24:]
    for tag in _SIGNALS:
        if found := re.search(rf"(?:^|[\s(;])((?:{pattern(tag).pattern}),?)$", tail):
            return found[1].strip(" ,")
    return None
