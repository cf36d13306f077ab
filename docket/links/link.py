"""The sheet a text stands on, and a link drawn from it to another docket."""

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from docket.courts import Court
from docket.courts.in_text import CourtInText
from docket.facts import LinkFact
from docket.links.numbers import NumberInText, find_numbers, is_same_number, normalize
from docket.text.dates import lower
from docket.text.phrases import Cues
from docket.vocabulary import LinkEffect, LinkType

CUES = Cues("links")
# What a link does to the ruling below where the text says nothing; others do nothing to it.
_EFFECTS = dict.fromkeys((LinkType.APPEAL, LinkType.CERTIORARI, LinkType.REMOVAL), LinkEffect.UNKNOWN)
_EFFECTS |= {LinkType.REMAND: LinkEffect.REMANDED}
_GROUPS = frozenset({LinkType.CONSOLIDATED, LinkType.RELATED, LinkType.COMPANION})
_OF_MDL = re.compile(r"\d-?m[dln]-?\d", re.IGNORECASE)
_LIST_SIGNS, _LONGEST_GAP = re.compile(r"[;#.]|\(s\)"), 100


@dataclass(frozen=True)
class Sheet:
    """One entry's text (or a header, without), and what is known of the docket it stands on.

    In `text` odd dashes are plain and the trailer blank. `own_number` is normalized.
    """

    text: str
    court: Court
    date_filed: date | None = None
    own_number: str | None = None

    @cached_property
    def lower(self) -> str:
        return lower(self.text)


def find_listed(
    sheet: Sheet,
    system: str,
    is_meant: Callable[[NumberInText], bool] | None,
    start: int = 0,
    end: int = sys.maxsize,
) -> list[NumberInText]:
    """Return the numbers of a court system's shape that are meant, and those listed after one of them with nothing
    but commas and "and" between; where no number is asked, those listed from `start` on."""
    found, last = list[NumberInText](), start - (_LONGEST_GAP if is_meant else 0)
    for number in find_numbers(sheet.text, system, start, end):
        is_near = number.start - last < _LONGEST_GAP
        between = _LIST_SIGNS.sub(" ", sheet.lower[last : number.start]) if is_near else ""
        if (is_near and CUES.between.covers(between, 0, len(between))) or (is_meant and is_meant(number)):
            found.append(number)
            last = number.end
    return found


def draw_link(
    sheet: Sheet,
    link_type: LinkType,
    court: CourtInText | str | None,
    number: NumberInText,
    rule: str,
    **told: Any,
) -> LinkFact:
    """Return the link from a sheet to the docket that a court and a number, as printed, name; an MDL's master docket
    is its MDL. `told` are fields that the text tells besides."""
    court_id, label = (court.court_id, court.label) if isinstance(court, CourtInText) else (court, None)
    if link_type in _GROUPS and _OF_MDL.search(number.raw):
        link_type = LinkType.MDL_MEMBER
    link = {
        "link_type": link_type,
        "other_court_id": court_id,
        "other_docket_number": normalize(number.raw, court_id),
        "other_number_raw": number.raw or None,
        "other_label": label,
        "effect": _EFFECTS.get(link_type, LinkEffect.NONE),
        "date": sheet.date_filed and sheet.date_filed.isoformat(),
        "other_is_later": False,
    }
    return LinkFact(**link | told, rule=rule, at=(number.start, number.end))


def keep_others(sheet: Sheet, links: Iterable[LinkFact]) -> list[LinkFact]:
    """Return the links to other dockets than the sheet's own, the first to each: 06A1001 prints one number five
    times."""
    firsts: dict[tuple, LinkFact] = {}
    for link in links:
        is_own = is_same_number(link.other_docket_number, sheet.own_number)
        if not is_own or link.other_court_id != sheet.court.court_id:
            firsts.setdefault((link.link_type, link.other_court_id, link.other_number_raw), link)
    return list(firsts.values())
