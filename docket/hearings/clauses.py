"""A docket entry made ready for reading: trailers silenced, clauses found, offsets kept.

Everything keeps its place: what is silenced becomes spaces, so that a span found here is a span
of the entry as printed.
"""

import re

from docket.text.dates import lower
from docket.text.phrases import Cue, load

# Dates and times that say when the register was written, not when a court sits; and small parentheses.
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,400}[)\]]")
_BY_ON = re.compile(r"\s[^;()\n]{3,80}?\son\s\d{1,2}/\d{1,2}/\d{2,4}\)?")
_ON_DATE = re.compile(r"on\s\d{1,2}/")  # without which nothing is signed so
_COUNTER = re.compile(r"\[\d{1,2}:\d{2}-")  # a reading of a recording
_DATE = re.compile(
    r":?\s(?:[a-z]{3,6}day,?\s)?(?:\d{1,2}/\d{1,2}/\d{2,4}|[a-z]{3,9}\.?\s\d{1,2},?\s\d{4})(?:\s*\([^()]{0,80}\))?"
)
_HAS_DATE = re.compile(r"\d/\d|\b\d{4}\b|\d:\d\d|\b[a-z]{3,9}\.?\s\d", re.ASCII)
_TINY, _SMALL, _ASIDE_LENGTH = 30, 100, 84  # parentheses that are read as part of the words around them
_TRAILER, _SIGNED_BY, _ASIDE = Cue("papers", "trailer"), Cue("papers", "signed_by"), Cue("papers", "aside")
_MODIFIED, _DATED, _DIAL = Cue("papers", "modified"), Cue("papers", "dated"), Cue("papers", "dial")
_BY_FAR, _GOES_ON, _OFF_NEXT = Cue("papers", "by_far"), Cue("papers", "goes_on"), Cue("papers", "off_next")
_ABBREVIATIONS = frozenset(
    word for row in load("papers") if row.tag == "abbreviation" for word in row.phrase.split("|")
)
# The signs that may end a clause, in the text as printed: what follows a full stop must be a capital.
_BREAK = re.compile(
    r"[;():.*\n-](?:(?<=[;()])|(?<=\.)(?=[\s)A-Z*]|$)|(?<=:)(?=\s)"
    r"|(?<=\s-)\s(?=[A-Z](?![a-z]+\.?(?:\s[A-Z][a-z]+)?\sbefore\b|ourtroom|OURTROOM|ay\s\d))"
    r"|(?<=\.\s-)(?=[A-Z][a-z])|(?<=\*)\*+|(?<=\n)\s*\n)"
)
_NO_LETTER = re.compile(r"\W")
_CAPITALS = re.compile(r"\s[A-Z]{2,6}\s")
_LONGEST, _MOST = 800, 250  # no clause of the corpus that sets a day is longer; no order has so many
_HALVES = (" a.m", " p.m", "0a.m", "0p.m")
_LEADING_DATE = re.compile(r"\s*(?:[a-z]{3,9},?\s)?(?:\d{1,2}/\d|[a-z]{3,9}\.?\s\d{1,2}\b)")


def silence(text: str, lowered: str) -> tuple[str, str]:
    """Return both forms of the text, same length, with register trailers, small parentheses and access codes blanked.

    Odd spaces become plain ones. A small parenthesis that holds a date or a clock is kept.
    """
    text, lowered = _make_plain(text), _make_plain(lowered)
    parts: list[str] = []
    at = 0
    for start, end, is_aside in sorted(_find_trailers(lowered)):
        if start >= at:  # else within the trailer before it
            parts += (text[at:start], _blank(text, lowered, start, end) if is_aside else " " * (end - start))
            at = end
    if not parts:
        return text, lowered
    silenced = "".join(parts) + text[at:]
    return silenced, lower(silenced)


def _blank(text: str, lowered: str, start: int, end: int) -> str:
    """What stands in the place of a trailer: spaces, or what a small parenthesis says."""
    if end - start == 3:  # "Rule 26(f) conference" is the parties' own: the letter stays
        return f" {text[start + 1]} " if text[start + 1].isalpha() else "   "
    if lowered.endswith(
        "minutes ", 0, start
    ):  # "COURTROOM MINUTES (Motions Hearing)" (cod): what they are of
        return f" {text[start + 1 : end - 1]} "
    if _HAS_DATE.search(lowered, start, end) or _BY_FAR.search(lowered, start, end):
        return f" {text[start + 1 : end - 1]} "  # "calendar call (Mar. 9) is cancelled": part of its clause
    return " " * (end - start)


def _make_plain(text: str) -> str:
    if not text.isascii():
        text = text.replace("\xa0", " ").replace("’", "'")
    return text.replace("\t", " ").replace("\r", " ") if "\t" in text or "\r" in text else text


def _find_trailers(lowered: str) -> list[tuple[int, int, bool]]:
    """Where each trailer stands, and whether it is a small parenthesis that may say something."""
    spans, is_signed = [], _ON_DATE.search(lowered) is not None
    for match in _BRACKETED.finditer(lowered):
        start, end = match.span()
        if _TRAILER.match(lowered, start + 1) or _COUNTER.match(lowered, start):
            spans.append((start, end, False))
        elif lowered[start] == "(" and lowered[end - 1] == ")":
            is_aside = end - start <= _TINY or (
                end - start <= _ASIDE_LENGTH and _ASIDE.match(lowered, start + 1)
            )
            signed = None if is_aside or not is_signed else _SIGNED_BY.match(lowered, start + 1)
            if is_aside or (signed and _BY_ON.match(lowered, signed.end())):
                spans.append((start, end, end - start <= _SMALL))
    for cue, tail in ((_SIGNED_BY, _BY_ON), (_MODIFIED, _DATE), (_DATED, _DATE)):
        if cue is _SIGNED_BY and not is_signed:
            continue
        for found in cue.find(lowered):
            if date := tail.match(lowered, found.end()):
                spans.append((found.start(), date.end(), False))
    return spans + [(*match.span(), False) for match in _DIAL.find(lowered)]


def find_clauses(text: str, lowered: str) -> list[tuple[int, int]]:
    """Return the clauses of a silenced text, as (start, end), in order, each short enough to be read in little time."""
    clauses: list[tuple[int, int]] = []
    start = 0
    goes_on = {match.start() for match in _OFF_NEXT.find(lowered)}
    for match in _BREAK.finditer(text):
        at = match.start()
        sign = text[at]
        if sign == "-":
            at -= 1
        elif sign == ".":
            if at + 2 in goes_on or not _is_full_stop(text, lowered, at):
                continue
        elif sign == ":" and _LEADING_DATE.match(lowered, at + 1, at + 25):
            continue
        if at - start <= _LONGEST:
            if at > start:
                clauses.append((start, at))
        else:
            clauses += [(begin, min(begin + _LONGEST, at)) for begin in range(start, at, _LONGEST)]
        start = match.end()
        if len(clauses) >= _MOST:
            return clauses
    return clauses + [
        (begin, min(begin + _LONGEST, len(text))) for begin in range(start, len(text), _LONGEST)
    ]


def _is_full_stop(text: str, lowered: str, at: int) -> bool:
    last = lowered[at - 1 : at]
    if not last.isalnum() or lowered[at - 5 : at].isalpha():
        return True  # no abbreviation has five letters
    word = _NO_LETTER.split(lowered[max(0, at - 20) : at])[-1]
    if (last.isdigit() and word.isdigit()) or word in ("am", "pm") or lowered[max(0, at - 4) : at] in _HALVES:
        follower = text[at + 1 : at + 3].lstrip()[:1]
        if follower and not follower.isupper():
            return False
        capitals = _CAPITALS.match(text, at + 1)  # "AT 9:30 A.M. IN COURTROOM 7A" (paed)
        goes_on = capitals is not None and _GOES_ON.match(lowered, at + 2, capitals.end() - 1)
        return not goes_on
    if len(word) == 1 and word.isalpha():
        return False  # an initial, "a.m.", "U.S."
    return word not in _ABBREVIATIONS
