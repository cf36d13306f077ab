"""Prepare a docket entry for reading: blank its trailers, find its clauses, and say what sort of paper it is.

Silenced text becomes spaces, which keeps every offset: a span found here is a span of the entry as printed.
"""

import re
from bisect import bisect_left
from itertools import groupby, islice

from docket.text.controls import read_references
from docket.text.phrase_rows import load
from docket.text.phrases import BETWEEN, Cues, Matcher

_CUES = Cues("papers")
# Bracketed text: a trailer dates the register's own writing, not a sitting; a small parenthesis is an aside.
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,400}[)\]]")
_HAS_DATE = re.compile(
    r"hearing|\btrial|\d/\d|\b\d{4}\b|\d:\d\d|\b[a-z]{3,9}\.?\s\d|\b(?:by|via)\s", re.ASCII
)
_TINY = 30  # characters: a parenthesis this short is read as part of the words around it
_PLAIN = (("\xa0", " "), ("’", "'"), ("\t", " "), ("\r", " "))
_ABBREVIATIONS = sorted(
    {word for row in load("papers") if row.tag == "abbreviation" for word in row.phrase.split("|")}, key=len
)
# No sentence ends after a single letter ("U.S.") or an abbreviation, except "10:00 a.m. The parties …".
_ENDS_NONE = r"(?<!\b\w\.)" + "".join(
    rf"(?<!\b(?i:{'|'.join(words)})\.)" for _, words in groupby(_ABBREVIATIONS, len)
)
# No clause ends before a day or, in "hearing re: 45 motion to amend is vacated" (caed), before a motion.
_GOES_ON = r"(?i:\s{1,9}(?:[a-z]{3,9},?\s)?(?:\d{1,2}/\d|[a-z]{3,9}\.?\s\d{1,2}\b)|(?<=re:)\s\d{1,6}\smotion)"
# "AT 9:00 A.M. IS VACATED": in all-capitals text, a following capital does not mark a new sentence.
_HALF = (
    rf"(?!{_GOES_ON})(?:(?:(?<=[ 0][ap]\.m\.)|(?<=\s(?i:[ap]m)\.))(?=\s?[A-Z]|\s\s|\s?$)"
    r"|(?<=[ 0][AP]\.M\.)(?=\s?[A-Z](?![A-Z])|\s?$))"
)
# The characters that can end a clause, in the text as printed. A capital must follow a full stop.
_BREAK = re.compile(
    rf"[;():.*\n-](?:(?<=[;()])|(?<=\.)(?=[\s)A-Z*]|$)(?:{_ENDS_NONE}|{_HALF})|(?<=:)(?=\s)(?!{_GOES_ON})"
    r"|(?<=\s-)\s(?=[A-Z](?![a-z]+\.?(?:\s[A-Z][a-z]+)?\sbefore\b|ourtroom|OURTROOM|ay\s\d))"
    r"|(?<=\.\s-)(?=[A-Z][a-z])|(?<=\*)\*+|(?<=\n)\s*\n)"
)
_LONGEST = 800  # characters: no clause in the corpus that sets a day is longer
_MOST = 250  # breaks between clauses: no order has this many


def silence(text: str) -> str:
    """Return the text, same length, with trailers and small parentheses blanked and odd spaces normalized.

    A small parenthesis is kept if it contains a date, a clock time or the name of a sitting.
    """
    text = read_references(text)
    for odd, plain in _PLAIN:
        text = text.replace(odd, plain)
    return _BRACKETED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    printed = match[0]
    words, length = printed.lower(), len(printed)
    is_small = length <= _TINY and words[0] == "("
    is_dropped = is_small and length != len("(f)") and not _HAS_DATE.search(words)
    if is_dropped or _CUES.trailer.match(words, 1):
        return " " * length
    # "calendar call (Mar. 9) is cancelled": part of its clause; "Rule 26(f)": keep the letter
    return f" {printed[1:-1]} " if is_small else printed


def find_breaks(text: str, lowered: str) -> list[tuple[int, int]]:
    """Return (end of one clause, start of the next) for each clause break of a silenced text, in order."""
    breaks = [match.span() for match in islice(_BREAK.finditer(text), _MOST)]
    for off in _CUES.off_next.find(lowered):  # what comes right after a break
        said = len(lowered[: off.start()].rstrip(BETWEEN))
        breaks = [span for span in breaks if not said <= span[0] + 1 <= off.start()]
    return [(0, 0), *breaks, (len(text), len(text))]


def find_clause(text: str, breaks: list[tuple[int, int]], place: int) -> tuple[int, int]:
    """Return (start, end) of the clause that contains a place, cut to at most `_LONGEST` characters."""
    index = bisect_left(breaks, (place,), 1)
    start, end = breaks[index - 1][1], breaks[index][0]
    end -= text.startswith("-", end)
    if end - start > _LONGEST:
        start += max(place - start, 0) // _LONGEST * _LONGEST
    return start, min(end, start + _LONGEST)


# The sort of paper says whose words an entry has, which decides what they can do to a sitting. A request is
# not a fact; a paper about a hearing (a transcript, an opposition) is no hearing, so SILENT (sources.md 10.3,
# rules 6 and 7).

SILENT = "silent"
REQUEST = "request"
MINUTES = "minutes"
COURT = "court"
_NAMES = Matcher("papers", "transcript", "minutes", "court", "silent", "asks")
_HEAD = 260  # characters within which an entry names its paper, or says that it was filed in error
_TITLE = 120  # characters within which minutes say that they are minutes
_ORDERED_WITHIN = 3000  # characters within which a court says that it orders
_MOST_LEADS = 7  # words skipped before the name of the paper


def classify_paper(lowered: str) -> str:
    """Return SILENT, REQUEST, MINUTES or COURT for a silenced entry in lower case, from its first words."""
    name = _find_name(lowered)
    if name == "transcript" or _CUES.error.search(lowered, 0, _HEAD):
        return SILENT
    if name == "minutes" or _CUES.minutes_within.search(lowered, 0, _TITLE):
        return MINUTES
    held = None if name else _CUES.held_first.search(lowered, 0, _TITLE)
    is_held = held and not _CUES.not_yet.search(lowered, 0, held.end())
    if name == "court" or not (name or is_held) or _CUES.ordered.search(lowered, 0, _ORDERED_WITHIN):
        return COURT
    return {"silent": SILENT, "asks": REQUEST}.get(name, MINUTES)


def _find_name(lowered: str) -> str:
    """Return the tag of the paper's name, at the first word or after words that introduce it, or ""."""
    at, end = 0, min(len(lowered), _HEAD)
    for _ in range(_MOST_LEADS):
        while at < end and not lowered[at].isalpha():
            at += 1
        if name := _NAMES.match(lowered, at, end):
            return name.name
        lead = _CUES.lead.match(lowered, at, end)
        if lead is None:
            break
        at = lead.end()
    return ""
