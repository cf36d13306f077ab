"""A docket entry made ready for reading: trailers silenced, clauses found, offsets kept; and what paper it is.

Everything keeps its place: what is silenced becomes spaces, so that a span found here is a span
of the entry as printed.
"""

import re

from docket.text.controls import read_references
from docket.text.dates import lower
from docket.text.phrases import Cues, Matcher, load

_CUES = Cues("papers")
# Dates and times that say when the register was written, not when a court sits; and small parentheses.
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,400}[)\]]")
_HAS_DATE = re.compile(
    r"hearing|\btrial|\d/\d|\b\d{4}\b|\d:\d\d|\b[a-z]{3,9}\.?\s\d|\b(?:by|via)\s", re.ASCII
)
_TINY = 30  # a parenthesis that is read as part of the words around it
_PLAIN = (("\xa0", " "), ("’", "'"), ("\t", " "), ("\r", " "))
_ABBREVIATIONS = frozenset(
    word for row in load("papers") if row.tag == "abbreviation" for word in row.phrase.split("|")
)
# The signs that may end a clause, in the text as printed: what follows a full stop must be a capital.
_BREAK = re.compile(
    r"[;():.*\n-](?:(?<=[;()])|(?<=\.)(?=[\s)A-Z*]|$)|(?<=:)(?=\s)"
    r"|(?<=\s-)\s(?=[A-Z](?![a-z]+\.?(?:\s[A-Z][a-z]+)?\sbefore\b|ourtroom|OURTROOM|ay\s\d))"
    r"|(?<=\.\s-)(?=[A-Z][a-z])|(?<=\*)\*+|(?<=\n)\s*\n)"
)
# A day or, in "hearing re: 45 motion to amend is vacated" (caed), a motion: there no clause ends.
_GOES_ON = re.compile(r"\s*([a-z]{3,9},?\s)?(\d{1,2}/\d|[a-z]{3,9}\.?\s\d{1,2}\b)|(?<=re:)\s\d+\smotion")
_LAST_WORD = re.compile(r"\w{0,20}$")
_LONGEST, _MOST = 800, 250  # no clause of the corpus that sets a day is longer; no order has so many
_HALVES = (" a.m", " p.m", "0a.m", "0p.m", " am", " pm")


def silence(text: str) -> str:
    """Return the text, same length, with register trailers and small parentheses blanked and odd spaces plain.

    A small parenthesis that holds a date, a clock or the name of a sitting is kept.
    """
    text = read_references(text)
    if not (text.isascii() and text.isprintable()):
        for odd, plain in _PLAIN:
            text = text.replace(odd, plain)
    return _BRACKETED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    printed = match[0]
    words, length = lower(printed), len(printed)
    is_small = length <= _TINY and words[0] == "("
    is_kept = not is_small or length == len("(f)") or _HAS_DATE.search(words)
    if not is_kept or _CUES.trailer.match(words, 1):
        return " " * length
    # "calendar call (Mar. 9) is cancelled": part of its clause; "Rule 26(f)": the letter stays
    return f" {printed[1:-1]} " if is_small else printed


def find_clauses(text: str, lowered: str) -> list[tuple[int, int]]:
    """Return the clauses of a silenced text, as (start, end), in order, each short enough to be read in little time."""
    ends: list[tuple[int, int]] = []  # where each ends, and where the next begins
    goes_on = {len(lowered[: match.start()].rstrip()) - 1 for match in _CUES.off_next.find(lowered)}
    for match in _BREAK.finditer(text):
        at, following = match.span()
        if (sign := text[at]) == ".":
            if at in goes_on or not _is_full_stop(text, lowered, at):
                continue
        elif sign == ":" and _GOES_ON.match(lowered, following, at + 25):
            continue
        ends.append((at - (sign == "-"), following))
    clauses: list[tuple[int, int]] = []
    start = 0
    for end, following in [*ends[:_MOST], (len(text), 0)]:
        clauses += [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]
        start = following
    return clauses


def _is_full_stop(text: str, lowered: str, at: int) -> bool:
    if lowered[at - 5 : at].isalpha():
        return True  # no abbreviation has five letters
    if lowered.endswith(_HALVES, 0, at):
        follower = text[at + 1 : at + 4].lstrip()[:2]
        # "AT 9:00 A.M. IS VACATED": in a text in capitals they tell nothing
        if _GOES_ON.match(lowered, at + 1, at + 25):
            return False  # "is set for 9 a.m. May 3, 2016"
        return not follower or (follower.istitle() if text[at - 2 : at] == ".M" else follower[0].isupper())
    word = _LAST_WORD.search(lowered, max(0, at - 20), at)
    return word is None or (len(word[0]) != 1 and word[0] not in _ABBREVIATIONS)  # "U.S." ends no sentence


# What sort of paper an entry is: whose words they are decides what they can do to a sitting. A request is not a fact,
# and a paper about a hearing (a transcript, an opposition) is no hearing (sources.md 10.3, rules 6 and 7): silent.

SILENT, REQUEST, MINUTES, COURT = "silent", "request", "minutes", "court"
_NAMES = Matcher("papers", "transcript", "minutes", "court", "silent", "asks")
_HEAD, _TITLE, _ORDERED_WITHIN, _MOST_LEADS = 260, 120, 3000, 7


def classify_paper(lowered: str) -> str:
    """Return what sort of paper a silenced entry, in lower case, is from the words it begins with."""
    head, title = lowered[:_HEAD], lowered[:_TITLE]
    name = _find_name(head)
    if name == "transcript" or _CUES.error.search(head):
        return SILENT
    if name == "minutes" or _CUES.minutes_within.search(title):
        return MINUTES
    if name == "court" or _CUES.ordered.search(lowered[:_ORDERED_WITHIN]):
        return COURT
    if name in ("silent", "asks"):
        return SILENT if name == "silent" else REQUEST
    held = _CUES.held_first.search(title)
    return MINUTES if held and not _CUES.not_yet.search(title, 0, held.end()) else COURT


def _find_name(head: str) -> str:
    """The tag of the name that the paper bears, at its first word or after some that lead to it; "" for none."""
    at = 0
    for _ in range(_MOST_LEADS):
        while at < len(head) and not head[at].isalpha():
            at += 1
        if name := _NAMES.match(head, at, len(head)):
            return name.name
        lead = _CUES.lead.match(head, at)
        if lead is None:
            break
        at = lead.end()
    return ""
