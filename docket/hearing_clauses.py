"""A docket entry made ready for reading: trailers silenced, clauses found, offsets kept.

Everything keeps its place: what is silenced becomes spaces, so that a span found here is a span
of the entry as printed.
"""

import re

# Dates and times that say when the register was written, not when a court sits.
_TRAILERS = re.compile(
    r"""[(\[](?:date\s)?(?:entered|filed|edited|docketed|attachments?|additional\sattachment|cd\#|tape|ftr|digital)\b[^()\[\]]{0,400}[)\]]
      | \bmodified\s(?:text\s)?on\s\d{1,2}/\d{1,2}/\d{2,4}(?:\s*\([^()]{0,80}\))?
      | \[\d{1,2}:\d{2}-[^\]]{1,40}\]
      | [(]?\b(?:signed|so\sordered|ordered|entered|approved|endorsed|issued|executed)\s(?:electronically\s)?by\s[^;()\n]{3,80}?\son\s\d{1,2}/\d{1,2}/\d{2,4}[)]?
      | \bdated:?\s(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?(?:\d{1,2}/\d{1,2}/\d{2,4}|[a-z]{3,9}\.?\s\d{1,2},?\s\d{4})
      | \bdial[\s-]?in\b[^;]{0,200}?(?:access|pass)\s?code[^.;]{0,40}
      | \([^()]{0,28}\)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HAS_DATE = re.compile(r"\d/\d|\b\d{4}\b|\d:\d\d", re.ASCII)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr hon no nos st ave jr sr v vs inc corp co ltd dkt doc docs fed civ crim cal ext esq rm blvd bldg dept ste ctrm fl"
    " app proc evid conf hrg re jan feb mar apr jun jul aug sept sep oct nov dec rd am pm tel ed et al cir dist assn dep cty mag".split()
)
_BREAK = re.compile(r"[;()]|:(?=\s)|\.(?=[\s)A-Z*]|$)|\s-\s(?=[A-Z])|\*{2,}|\n\s*\n")
_LONGEST = 800                                   # no clause of the corpus that sets a day is longer
_HALVES = (" a.m", " p.m", "0a.m", "0p.m")
_LEADING_DATE = re.compile(r"\s*(?:[a-z]{3,9},?\s)?(?:\d{1,2}/\d|[a-z]{3,9}\.?\s\d{1,2}\b)", re.IGNORECASE)


def silence(text: str) -> str:
    """Return the text, same length, with register trailers, small parentheses and access codes blanked.

    Odd spaces become plain ones. A small parenthesis that holds a date or a clock is kept.
    """
    plain = text.replace("\xa0", " ").replace("\t", " ").replace("’", "'").replace("\r", " ")
    return _TRAILERS.sub(_blank, plain)


def lower(text: str) -> str:
    """Return the text in lower case, same length: "İ" would become two characters and move every span."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _blank(match) -> str:
    words = match[0]
    if words[0] == "(" and len(words) <= 30 and _HAS_DATE.search(words) and not _is_trailer(words):
        return words
    if len(words) == 3 and words[1].isalpha():
        return f" {words[1]} "                   # "Rule 26(f) conference" is the parties' own
    return " " * len(words)


def _is_trailer(words: str) -> bool:
    return words[1:6].lower() in {"enter", "filed", "date ", "edite", "docke"}


def find_clauses(text: str) -> list[tuple[int, int]]:
    """Return the clauses of a silenced text as (start, end), in order, none empty."""
    clauses, start = [], 0
    for match in _BREAK.finditer(text):
        if not _is_boundary(text, match):
            continue
        clauses += _cut(text, start, match.start())
        start = match.end()
    return clauses + _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clause in pieces short enough to be read in little time; none where it is blank."""
    pieces = [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]
    return [piece for piece in pieces if text[piece[0]:piece[1]].strip()]


def _is_boundary(text: str, match) -> bool:
    sign, at = match[0], match.start()
    if sign == ":":
        return not _LEADING_DATE.match(text, match.end(), match.end() + 24)
    if sign != ".":
        return True
    word = _word_before(text, at)
    follower = text[at + 1:at + 3].lstrip()[:1]
    if word in ("am", "pm") or text[max(0, at - 4):at].lower() in _HALVES or re.fullmatch(r"\d+", word):
        return follower.isupper() or not follower
    if len(word) == 1 and word.isalpha():
        return False                             # an initial, "a.m.", "U.S."
    return word not in _ABBREVIATIONS


def _word_before(text: str, at: int) -> str:
    start = at
    while start > 0 and at - start < 20 and text[start - 1].isalnum():
        start -= 1
    return text[start:at].lower()
