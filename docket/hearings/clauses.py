"""A docket entry made ready for reading: trailers silenced, clauses found, offsets kept.

Everything keeps its place: what is silenced becomes spaces, so that a span found here is a span
of the entry as printed. The patterns read the text in lower case and begin with a plain sign or
letters, between which a search leaps.
"""

import re

from docket.hearings.tags import find_head
from docket.text.dates import lower

_BY_ON = r"[^;()\n]{3,80}?\son\s\d{1,2}/\d{1,2}/\d{2,4}[)]?"
_SIGNED = r"(?:signed|so\sordered|ordered|entered|approved|endorsed|issued|executed)\s(?:electronically\s)?"
# Dates and times that say when the register was written, not when a court sits; and small parentheses.
_BRACKETED = re.compile(
    rf"""[(\[](?:
        (?:date\s)?(?:entered|filed|edited|docketed|attachments?|additional\sattachment|cd\#|tape|ftr
          |digital)\b[^()\[\]]{{0,400}}[)\]]
      | (?<=\[)\d{{1,2}}:\d{{2}}-[^\]]{{1,40}}\]
      | (?<=\(){_SIGNED}by\s{_BY_ON}
      | (?<=\()[^()]{{0,28}}\)
      | (?<=\()(?:previously|originally|currently|presently|now|formerly|set|scheduled|noticed|calendared
        |re-?set|rescheduled|moved|continued|from|instead|not)\s[^()]{{0,80}}\)
    )""",
    re.VERBOSE,
)
_SIGNATURE = re.compile(
    (
        r"by(?:(?<=(?:signed|issued)\sby)|(?<=(?:ordered|entered)\sby)|(?<=(?:approved|endorsed"
        r"|executed)\sby)|(?<=electronically\sby))\s"
    )
    + _BY_ON
)
_SIGNED_BEFORE = re.compile(rf"\b{_SIGNED}$")
# (letters that must be there, trailer)
_WORDED = (
    (
        "modified",
        re.compile(r"modified(?<!\wmodified)\s(?:text\s)?on\s\d{1,2}/\d{1,2}/\d{2,4}(?:\s*\([^()]{0,80}\))?"),
    ),
    (
        "dated",
        re.compile(
            r"dated(?<!\wdated):?\s(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?(?:\d{1,2}/\d{1,2}/\d{2,4}"
            r"|[a-z]{3,9}\.?\s\d{1,2},?\s\d{4})"
        ),
    ),
    ("dial", re.compile(r"dial(?<!\wdial)[\s-]?in\b[^;]{0,200}?(?:access|pass)\s?code[^.;]{0,40}")),
)
_HAS_DATE = re.compile(
    (
        r"\b(?:by|via)\s(?:zoom|video|tele|phone)|\d/\d|\b\d{4}\b|\d:\d\d|\b(?:jan|feb|mar|apr|may|jun|jul"
        r"|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d"
    ),
    re.ASCII,
)
_SMALL = 100  # the longest parenthesis that is read as part of the words around it
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr hon no nos st ave jr sr v vs inc corp co ltd dkt doc docs fed civ crim cal ext esq rm "
        "blvd bldg dept ste ctrm fl"
        " app proc evid conf hrg re jan feb mar apr jun jul aug sept sep oct nov dec rd am pm tel ed et al cir "
        "dist assn dep cty mag"
    ).split()
)
# The signs that may end a clause, in the text as printed: what follows a full stop must be a capital.
_BREAK = re.compile(
    r"[;():.*\n-](?:(?<=[;()])|(?<=\.)(?=[\s)A-Z*]|$)|(?<=:)(?=\s)"
    r"|(?<=\s-)\s(?=[A-Z](?![a-z]+(?:\s[A-Z][a-z]+)?\sbefore\b|(?<=C)(?:ourtroom|OURTROOM)))|(?<=\*)\*+"
    r"|(?<=\n)\s*\n)"
)
_LONGEST = 800  # no clause of the corpus that sets a day is longer
_HALVES = (" a.m", " p.m", "0a.m", "0p.m")
_GOES_ON_IN_CAPITALS = re.compile(
    r"\s(?:IN|AT|ON|BEFORE|BY|FOR|WITH|VIA|AND)\s"
)  # "AT 9:30 A.M. IN COURTROOM 7A" (paed)
_LEADING_DATE = re.compile(r"\s*(?:[a-z]{3,9},?\s)?(?:\d{1,2}/\d|[a-z]{3,9}\.?\s\d{1,2}\b)")
_TRAILER_STARTS = frozenset({"enter", "filed", "date ", "edite", "docke"})


def silence(text: str, lowered: str) -> tuple[str, str]:
    """Return both forms of the text, same length, with register trailers, small parentheses and access codes blanked.

    Odd spaces become plain ones. A small parenthesis that holds a date or a clock is kept.
    """
    text, lowered = _make_plain(text), _make_plain(lowered)
    parts: list[str] = []
    at = 0
    for start, end in _find_trailers(lowered):
        if start >= at:  # else within the trailer before it
            parts += (text[at:start], _blank(text, lowered, start, end))
            at = end
    if not parts:
        return text, lowered
    silenced = "".join(parts) + text[at:]
    return silenced, lower(silenced)


def _blank(text: str, lowered: str, start: int, end: int) -> str:
    """What stands in the place of a trailer: spaces, or what a small parenthesis says."""
    if end - start == 3:  # "Rule 26(f) conference" is the parties' own: the letter stays
        return f" {text[start + 1]} " if text[start + 1].isalpha() else "   "
    words = lowered[start:end]
    if (
        words[0] == "("
        and end - start <= _SMALL
        and words[1:6] not in _TRAILER_STARTS
        and _HAS_DATE.search(words)
    ):
        return f" {text[start + 1 : end - 1]} "  # "calendar call (Mar. 9) is cancelled": part of its clause
    return " " * (end - start)


def _make_plain(text: str) -> str:
    if not text.isascii():
        text = text.replace("\xa0", " ").replace("’", "'")
    return text.replace("\t", " ").replace("\r", " ") if "\t" in text or "\r" in text else text


def _find_trailers(lowered: str) -> list[tuple[int, int]]:
    """The places of trailers, leftmost first."""
    spans = [match.span() for match in _BRACKETED.finditer(lowered)]
    worded = [
        match.span()
        for needle, pattern in _WORDED
        if needle in lowered
        for match in pattern.finditer(lowered)
    ]
    if "ed by" in lowered or "electronically by" in lowered:
        for match in _SIGNATURE.finditer(lowered):
            signed = _SIGNED_BEFORE.search(lowered, max(0, match.start() - 30), match.start())
            worded += [(signed.start(), match.end())] if signed else []
    return sorted(spans + worded) if worded else spans


def find_clauses(text: str, lowered: str, printed: str) -> list[tuple[int, int]]:
    """Return the clauses of a silenced text that may name a sitting, as (start, end), in order.

    `printed` is the entry before it was silenced, in lower case: it is asked for no more than the first name
    in each clause.
    """
    clauses: list[tuple[int, int]] = []
    start, head = 0, find_head(printed, 0)
    for match in _BREAK.finditer(text):
        at = match.start()
        sign = text[at]
        if sign == "-":
            at -= 1
        elif (sign == "." and not _is_full_stop(text, lowered, at)) or (
            sign == ":" and _LEADING_DATE.match(lowered, at + 1, at + 25)
        ):
            continue
        if head is None:
            return clauses  # nothing in it names a sitting
        if head < at:
            clauses += _cut(start, at, printed)
            head = find_head(printed, at)
            if head is None:
                return clauses
        start = match.end()
    return clauses + _cut(start, len(text), printed)


def _cut(start: int, end: int, printed: str) -> list[tuple[int, int]]:
    """The clause in pieces short enough to be read in little time; those that name no sitting are left out."""
    if end - start <= _LONGEST:
        return [(start, end)]
    pieces = [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]
    return [
        piece for piece in pieces if (head := find_head(printed, piece[0])) is not None and head < piece[1]
    ]


def _is_full_stop(text: str, lowered: str, at: int) -> bool:
    last = lowered[at - 1 : at]
    if not last.isalnum() or lowered[at - 5 : at].isalpha():
        return True  # no abbreviation has five letters
    word = _word_before(lowered, at)
    if (last.isdigit() and word.isdigit()) or word in ("am", "pm") or lowered[max(0, at - 4) : at] in _HALVES:
        follower = text[at + 1 : at + 3].lstrip()[:1]
        return (follower.isupper() or not follower) and _GOES_ON_IN_CAPITALS.match(text, at + 1) is None
    if len(word) == 1 and word.isalpha():
        return False  # an initial, "a.m.", "U.S."
    return word not in _ABBREVIATIONS


def _word_before(lowered: str, at: int) -> str:
    word = lowered[max(0, at - 20) : at]
    word = word[word.rfind(" ") + 1 :]
    if not word.isalnum():  # "u.s", "(cand": what follows its last sign
        for place in range(len(word), 0, -1):
            if not word[place - 1].isalnum():
                return word[place:]
    return word
