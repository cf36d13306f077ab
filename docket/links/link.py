"""Docket numbers in running text, the sheet a text belongs to, and links drawn from it to other dockets.

This module knows only the form of a number; the rules decide whose number it is.
"""

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from docket.courts import Court, load_courts
from docket.courts.in_text import CourtInText
from docket.facts import LinkFact
from docket.identity import normalize_docket_number, split_office
from docket.issues import ParseError
from docket.text.phrases import Cues
from docket.vocabulary import LinkEffect, LinkType

CUES = Cues("links")
# A link's effect on the ruling below if the text states none; other types of link have no effect.
_EFFECTS = dict.fromkeys((LinkType.APPEAL, LinkType.CERTIORARI, LinkType.REMOVAL), LinkEffect.UNKNOWN)
_EFFECTS |= {LinkType.REMAND: LinkEffect.REMANDED}
_GROUPS = frozenset({LinkType.CONSOLIDATED, LinkType.RELATED, LinkType.COMPANION})
_OF_MDL = re.compile(r"\d-?m[dln]-?\d", re.IGNORECASE)
_LIST_SIGNS = re.compile(r"[;#.]|\(s\)")
_LONGEST_GAP = 100  # characters between two numbers of one list
_LONGEST_LIST = 400  # characters of a list of numbers, if nothing says that all are meant
# "20-13444-H", "19-10429-CC", "18-397-cv", "17--459" (ca1, 16-1033); never a date, part of a longer number,
# or "[22-21]", which appellate sheets print at the end of each entry.
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
_APART = r"\d{2,4}\s(?-i:[A-Z]{1,3})\s\d{3,7}\b"
_WHOLE = r"(?=[\w./:-]{0,30}?\d)[A-Z0-9][A-Z0-9./:-]{2,29}(?<![./:-])(?:\s(?-i:SEA|KNT)\b)?"
_LABEL = r"\b(?:case|cause|index|docket)\s(?:numbers?|nos?\.?|#)(?:\(s\))?(?:\sis\b)?"
_STATE = re.compile(rf"{_LABEL}[\s:.#(]{{0,4}}(?P<n>{_APART}|{_WHOLE})", re.IGNORECASE | re.ASCII)
_PATTERNS = {"appellate": _APPEAL, "scotus": _SCOTUS, "jpml": _MDL, "labeled": _STATE}
_CIVIL = re.compile(r"(?<=\d)[\s-]?civ\b\.?[\s-]?(?=\d)", re.IGNORECASE)
_OFFICE = re.compile(r"^(\d)-(?=\d\d-?[a-z])", re.IGNORECASE)


class NumberInText(NamedTuple):
    """A docket number as printed (`raw`, "" if none) and its place."""

    start: int
    end: int
    raw: str


def find_numbers(text: str, system: str, start: int = 0, end: int = sys.maxsize) -> list[NumberInText]:
    """Return the docket numbers in the form of a court system between two offsets, in order. The system
    "labeled" matches any form after "case number" and the like."""
    matches = _PATTERNS.get(system, _DISTRICT).finditer(text, start, end)
    return [NumberInText(match.start("n"), match.end(), match["n"]) for match in matches]


def find_number(text: str, system: str, start: int = 0, end: int = sys.maxsize) -> NumberInText:
    """Return the first of these numbers, else one with an empty `raw` at `start`."""
    return next(iter(find_numbers(text, system, start, end)), NumberInText(start, start, ""))


def normalize(raw: str, court_id: str | None) -> str | None:
    """Return the normalized number; ``None`` if it does not have the form of the court's numbers.

    Typing variants such as "2-20-cv-01234", "20 Civ. 1234" and "17--459" are corrected.
    """
    number = _OFFICE.sub(r"\1:", _CIVIL.sub("-cv-", raw.replace("--", "-")), count=1)
    try:
        return normalize_docket_number(number, court_id) if court_id in load_courts() else None
    except ParseError:
        return None


def is_same_number(left: str | None, other: str | None) -> bool:
    """Return whether two normalized numbers of one court mean one docket; either may lack the office."""
    if left is None or other is None:
        return False
    (office, rest), (other_office, other_rest) = split_office(left), split_office(other)
    return rest == other_rest and (office == other_office or None in (office, other_office))


@dataclass(frozen=True)
class Sheet:
    """One entry's text (a header has none), and what is known of its docket.

    `text` has odd dashes normalized and the trailer blanked; `lower` is `text` in lower case. `own_number` is
    normalized.
    """

    text: str
    lower: str
    court: Court
    date_filed: date | None = None
    own_number: str | None = None

    def find_listed(
        self, system: str, is_meant: Callable[[NumberInText], Any] | None, start: int = 0
    ) -> list[NumberInText]:
        """Return the numbers of a court system's form for which `is_meant` is true, and those listed after
        one with only commas and "and" between. If `is_meant` is None, return those listed from `start` on."""
        listed, last = list[NumberInText](), start - (_LONGEST_GAP if is_meant else 0)
        end = sys.maxsize if is_meant else start + _LONGEST_LIST
        for number in find_numbers(self.text, system, start, end):
            is_near = number.start - last < _LONGEST_GAP
            between = _LIST_SIGNS.sub(" ", self.lower[last : number.start]) if is_near else ""
            if (is_near and CUES.between.covers(between, 0, len(between))) or (is_meant and is_meant(number)):
                listed.append(number)
                last = number.end
        return listed

    def draw(
        self, kind: LinkType, court: CourtInText | str | None, number: NumberInText, rule: str, **fields: Any
    ) -> LinkFact:
        """Return the link from the sheet to the docket of a court with a number as printed; an MDL's master
        docket is its MDL. `fields` are further fields that the text states."""
        court_id, label = (court.court_id, court.label) if isinstance(court, CourtInText) else (court, None)
        link_type = LinkType.MDL_MEMBER if kind in _GROUPS and _OF_MDL.search(number.raw) else kind
        link = {
            "link_type": link_type,
            "other_court_id": court_id,
            "other_docket_number": normalize(number.raw, court_id),
            "other_number_raw": number.raw or None,
            "other_label": label,
            "effect": _EFFECTS.get(link_type, LinkEffect.NONE),
            "date": self.date_filed and self.date_filed.isoformat(),
            "other_is_later": False,
        }
        return LinkFact(**link | fields, rule=rule, at=(number.start, number.end))

    def keep_others(self, links: Iterable[LinkFact]) -> list[LinkFact]:
        """Return the first link to each docket but the sheet's own; 06A1001 prints one number five times."""
        firsts: dict[tuple, LinkFact] = {}
        for link in links:
            is_own = is_same_number(link.other_docket_number, self.own_number)
            if not is_own or link.other_court_id != self.court.court_id:
                firsts.setdefault((link.link_type, link.other_court_id, link.other_number_raw), link)
        return list(firsts.values())
