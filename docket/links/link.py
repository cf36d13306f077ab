"""A link between two dockets as one text tells it, and the sheet the text stands on."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from docket.courts import Court, load_courts
from docket.links.numbers import NumberInText, is_same_number, normalize
from docket.text.dates import lower
from docket.text.phrases import Cues
from docket.vocabulary import LinkEffect, LinkType

# What a link does to the ruling below where the text says nothing.
_EFFECTS = {LinkType.REMAND: LinkEffect.REMANDED} | dict.fromkeys(
    (LinkType.TRANSFER, LinkType.CONSOLIDATED, LinkType.MDL_MEMBER, LinkType.RELATED, LinkType.COMPANION),
    LinkEffect.NONE,
)
CUES = Cues("links")
_OF_MDL = re.compile(r"\d-?m[dln]-?\d", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """That the docket a text stands on is joined to another docket.

    `other_docket_number` is normalized and ``None`` where the number is not of the court's kind or
    the court not known; `other_number_raw` is always as printed. `other_label` is the other court
    as printed. `other_is_later` is True where the other docket is the later or higher one. `date`
    is the day of the effect or of the joining, else the entry's. `start` and `end` are the place
    in the text (for a header, in the field named by `rule`).
    """

    link_type: LinkType
    other_court_id: str | None
    other_docket_number: str | None
    other_number_raw: str | None
    other_label: str | None
    effect: LinkEffect
    date: "date | None"  # quoted: inside this class the bare name is the field itself
    other_is_later: bool
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Sheet:
    """One entry's text (or a header, without), and what is known of the docket it stands on.

    In `text` odd dashes are plain and the trailer blank. `own_number` is normalized.
    """

    text: str
    court_id: str
    date_filed: date | None = None
    own_number: str | None = None

    @property
    def head(self) -> int:
        """Where the first word of the text begins."""
        return next((place for place, sign in enumerate(self.text) if sign.isalnum()), len(self.text))

    @property
    def court(self) -> Court | None:
        return load_courts().get(self.court_id)

    @property
    def system(self) -> str:
        return self.court.system if self.court else ""

    @cached_property
    def lower(self) -> str:
        return lower(self.text)


def is_own(sheet: Sheet, link: Link) -> bool:
    """Say whether a link leads to the docket it stands on."""
    is_same = is_same_number(link.other_docket_number, sheet.own_number)
    return is_same and link.other_court_id == sheet.court_id


def draw_link(
    sheet: Sheet, link_type: LinkType, court_id: str | None, number: NumberInText, rule: str, **told: Any
) -> Link:
    """Return the link from a sheet to the docket that a court and a number, as printed, name; `told` are fields that
    the text tells besides."""
    raw, effect = number.raw or None, _EFFECTS.get(link_type, LinkEffect.UNKNOWN)
    normal, place = normalize(number.raw, court_id), (number.start, number.end)
    link = Link(link_type, court_id, normal, raw, None, effect, sheet.date_filed, False, *place, rule)
    return replace(link, **told)


def draw_group(sheet: Sheet, link_type: LinkType, numbers: list[NumberInText], rule: str) -> list[Link]:
    """Return the links to dockets of the same court, each once; an MDL's master docket is its MDL."""
    first = {number.raw: number for number in reversed(numbers)}
    types = {raw: LinkType.MDL_MEMBER if _OF_MDL.search(raw) else link_type for raw in first}
    in_order = sorted(first.values(), key=lambda number: number.start)
    return [draw_link(sheet, types[number.raw], sheet.court_id, number, rule) for number in in_order]
