"""A docket entry made ready for reading: trailers silenced, clauses found, offsets kept.

Everything keeps its place: what is silenced becomes spaces, so that a span found here is a span
of the entry as printed.
"""

import re

from docket.text.dates import lower
from docket.text.phrases import Cues, load

_CUES = Cues("papers")
# Dates and times that say when the register was written, not when a court sits; and small parentheses.
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,400}[)\]]")
_HAS_DATE = re.compile(
    r"hearing|\btrial|\d/\d|\b\d{4}\b|\d:\d\d|\b[a-z]{3,9}\.?\s\d|\b(?:by|via)\s", re.ASCII
)
_TINY = 30  # a parenthesis that is read as part of the words around it
_PLAIN = str.maketrans("\xa0’\t\r", " '  ")
_ABBREVIATIONS = frozenset(
    word for row in load("papers") if row.tag == "abbreviation" for word in row.phrase.split("|")
)
# The signs that may end a clause, in the text as printed: what follows a full stop must be a capital.
_BREAK = re.compile(
    r"[;():.*\n-](?:(?<=[;()])|(?<=\.)(?=[\s)A-Z*]|$)|(?<=:)(?=\s)"
    r"|(?<=\s-)\s(?=[A-Z](?![a-z]+\.?(?:\s[A-Z][a-z]+)?\sbefore\b|ourtroom|OURTROOM|ay\s\d))"
    r"|(?<=\.\s-)(?=[A-Z][a-z])|(?<=\*)\*+|(?<=\n)\s*\n)"
)
_LEADING_DAY = re.compile(r"\s*(?:[a-z]{3,9},?\s)?(?:\d{1,2}/\d|[a-z]{3,9}\.?\s\d{1,2}\b).{0,20}\d:\d\d")
_LAST_WORD = re.compile(r"\w{0,20}$")
_LONGEST, _MOST = 800, 250  # no clause of the corpus that sets a day is longer; no order has so many
_HALVES = (" a.m", " p.m", "0a.m", "0p.m", " am", " pm")


def silence(text: str, lowered: str) -> tuple[str, str]:
    """Return both forms of the text, same length, with register trailers, small parentheses and access codes blanked.

    Odd spaces become plain ones. A small parenthesis that holds a date or a clock is kept.
    """
    if not (text.isascii() and text.isprintable()):
        text, lowered = text.translate(_PLAIN), lowered.translate(_PLAIN)
    parts: list[str] = []
    at = 0
    for start, end, is_kept in sorted(_find_trailers(lowered)):
        if start >= at:  # else within the trailer before it
            parts += (text[at:start], f" {text[start + 1 : end - 1]} " if is_kept else " " * (end - start))
            at = end
    silenced = "".join(parts) + text[at:]
    return silenced, lower(silenced)


def _find_trailers(lowered: str) -> list[tuple[int, int, bool]]:
    """Where each trailer stands, and whether it is a small parenthesis that says something."""
    spans = [(*match.span(), False) for match in _CUES.dial.find(lowered)]
    for match in _BRACKETED.finditer(lowered):
        start, end = match.span()
        if _CUES.trailer.match(lowered, start + 1):
            spans.append((start, end, False))
        elif lowered[start] == "(" and end - start <= _TINY:
            # "calendar call (Mar. 9) is cancelled": part of its clause; "Rule 26(f)": the letter stays
            is_kept = end - start == 3 or _HAS_DATE.search(lowered, start, end) is not None
            spans.append((start, end, is_kept))
    return spans


def find_clauses(text: str, lowered: str) -> list[tuple[int, int]]:
    """Return the clauses of a silenced text, as (start, end), in order, each short enough to be read in little time."""
    ends: list[tuple[int, int]] = []  # where each ends, and where the next begins
    goes_on = {match.start() for match in _CUES.off_next.find(lowered)}
    for match in _BREAK.finditer(text):
        at, sign = match.start(), match[0][0]
        is_stop = sign != "." or (at + 2 not in goes_on and _is_full_stop(text, lowered, at))
        if is_stop and not (sign == ":" and _LEADING_DAY.match(lowered, at + 1, at + 50)):
            ends.append((at - (sign == "-"), match.end()))
    clauses: list[tuple[int, int]] = []
    start = 0
    for end, following in [*ends[:_MOST], (len(text), 0)]:
        clauses += [(begin, min(begin + _LONGEST, end)) for begin in range(start, end, _LONGEST)]
        start = following
    return clauses


def _is_full_stop(text: str, lowered: str, at: int) -> bool:
    word = _LAST_WORD.search(lowered, max(0, at - 20), at)
    if word is None or not word[0]:
        return True
    if lowered.endswith(_HALVES, 0, at):
        follower = text[at + 1 : at + 3].lstrip()[:1]
        return not follower or follower.isupper()
    is_initial = len(word[0]) == 1  # "a.m.", "U.S."
    return not is_initial and word[0] not in _ABBREVIATIONS
