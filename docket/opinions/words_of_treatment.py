"""The words by which a court treats what it cites: rows of language/treatment.tsv, one pattern for each tag."""

import re

from docket.opinions import words

_OPENING = re.compile(
    r"(?:^|[\s(;.])(?P<signal>[A-Z]?[a-z.]{0,20}(?:\s(?:see|also|cf\.|generally))?,?(?:\se\.g\.,?)?)\s{0,9}$"
)
_SIGNALS = ("signal_but", "signal_contrast", "signal_accord", "signal_see")


def pattern(tag: str) -> re.Pattern[str]:
    """Return what finds any phrase of a tag."""
    return words.pattern(tag, "treatment")


def is_history(before: str) -> bool:
    """Whether what stands before a citation tells the later history of the case before it."""
    return pattern("history").match(before) is not None


def find_history(before: str) -> int | None:
    """Return where in the words before a citation its history begins: at "aff'd"; None where none is told."""
    match = pattern("history").search(before)
    return match.start() if match else None


def signal_at_end(before: str) -> str | None:
    """Return the signal that stands directly before a citation."""
    match = _OPENING.search(before)
    said = match["signal"].strip(" ,") if match else ""
    for tag in _SIGNALS:
        if said and pattern(tag).fullmatch(said):
            return said
    tail = before.strip()[-24:]
    for tag in _SIGNALS:
        if found := re.search(rf"(?:^|[\s(;])((?:{pattern(tag).pattern}),?)$", tail):
            return found[1].strip(" ,")
    return None
