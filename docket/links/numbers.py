"""Docket numbers inside running text, in the form of their court's system, each with its place.

Only a number's own shape is known here; whose number it is, the rules say.
"""

import re
import sys
from dataclasses import dataclass

from docket.courts import load_courts
from docket.identity import normalize_docket_number, split_office
from docket.issues import ParseError

# "20-13444-H", "19-10429-CC", "18-397-cv", "17--459" (ca1, 16-1033); never a date or part of a longer number, nor
# "[22-21]", as appellate sheets end each entry.
_APPEAL = re.compile(
    r"(?<![\w/:.$[-])(?P<n>\d{2}-{1,2}\d{2,5})(?:-(?:[a-z]{2}|[A-Z]{1,2}))?(?![\w/:-])(?!\.\d)"
)
_SCOTUS = re.compile(r"(?<![\w/:.$[-])(?P<n>\d{2}(?:-{1,2}|[AMO])\d{1,5})(?![\w/-])(?!\.\d)")
# "20 Civ. 1234" (nysd), "3:21-cv-03473-EMC", "2-20-cv-01234" (ca3), "16cv1322-JAH" (casd), "2:20-cv-09812
# GW(MRWx)" (cacd).
_DISTRICT = re.compile(
    r"(?<![\w:/.-])(?P<n>(?:\d[:-])?(?:19|20)?\d\d[\s-]?(?:cv|cr|m[cdljn]|ap|civ\.?|cr\.)[\s-]?\d{1,6})"
    r"(?:-[A-Z0-9]{1,5}){0,4}(?![\w:/])",
    re.IGNORECASE | re.ASCII,
)
_MDL = re.compile(
    r"\b(?P<n>MDL[\s-]*(?:docket\s)?(?:(?:no\.?|number|#)[\s:]*)?\d{2,4})\b(?![-/:]\d)", re.IGNORECASE
)
# "RG19012345", "150904/2017", "BER-L-001234-20", "20-2-16543-1 SEA" (King County, Wash.), "2020 CH 03456"
# (Cook County, Ill.).
_STATE = re.compile(
    r"\b(?:case|cause|index|docket)\s(?:numbers?|nos?\.?|#)(?:\(s\))?(?:\sis\b)?[\s:.#(]{0,4}"
    r"(?P<n>\d{2,4}\s(?-i:[A-Z]{1,3})\s\d{3,7}\b"
    r"|(?=[\w./:-]{0,30}?\d)[A-Z0-9][A-Z0-9./:-]{2,29}(?<![./:-])(?:\s(?-i:SEA|KNT)\b)?)",
    re.IGNORECASE | re.ASCII,
)
_PATTERNS = {"appellate": _APPEAL, "scotus": _SCOTUS, "jpml": _MDL, "labeled": _STATE}
_CIVIL = re.compile(r"(?<=\d)[\s-]?civ\b\.?[\s-]?(?=\d)", re.IGNORECASE)
_OFFICE = re.compile(r"^(\d)-(?=\d\d-?[a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class NumberInText:
    """A docket number as printed (`raw`, "" for none) and its place."""

    start: int
    end: int
    raw: str


def find_numbers(text: str, system: str, start: int = 0, end: int = sys.maxsize) -> list[NumberInText]:
    """Return the docket numbers of a court system's shape between two places, in order; as "labeled", of any shape
    after "case number" and the like."""
    matches = _PATTERNS.get(system, _DISTRICT).finditer(text, start, end)
    return [NumberInText(match.start("n"), match.end(), match["n"]) for match in matches]


def find_number(text: str, system: str, start: int = 0, end: int = sys.maxsize) -> NumberInText:
    """Return the first of the numbers, else one with nothing printed at the place where they might begin."""
    return next(iter(find_numbers(text, system, start, end)), NumberInText(start, start, ""))


def normalize(raw: str, court_id: str | None) -> str | None:
    """Return the normalized number, ``None`` where it is not of the court's kind.

    "2-20-cv-01234", "20 Civ. 1234" and "17--459" are slips of writing.
    """
    number = _OFFICE.sub(r"\1:", _CIVIL.sub("-cv-", raw.replace("--", "-")), count=1)
    try:
        return normalize_docket_number(number, court_id) if court_id in load_courts() else None
    except ParseError:
        return None


def is_same_number(one: str | None, other: str | None) -> bool:
    """Return whether two normalized numbers of a court are one docket's: the office may be absent from either."""
    if one is None or other is None:
        return False
    (office, rest), (other_office, other_rest) = split_office(one), split_office(other)
    return rest == other_rest and (office == other_office or None in (office, other_office))
