"""A link between two dockets as one text tells it, the sheet the text stands on, and who wrote its paper."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from docket.courts import Court, load_courts
from docket.links.numbers import normalize
from docket.vocabulary import LinkEffect, LinkType

# What a link does to the ruling below where the text says nothing: these do nothing to it.
_NO_EFFECT = frozenset(
    {LinkType.TRANSFER, LinkType.CONSOLIDATED, LinkType.MDL_MEMBER, LinkType.RELATED, LinkType.COMPANION}
)


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
    """One entry's text, and what is known of the docket it stands on.

    In `text` odd dashes are plain, spaces single and the trailer blank. `own_number` is normalized.
    """

    text: str
    court_id: str
    date_filed: date | None = None
    own_number: str | None = None
    is_patent: bool = False

    @property
    def court(self) -> Court | None:
        return load_courts().get(self.court_id)

    @property
    def system(self) -> str:
        return self.court.system if self.court else ""

    @cached_property
    def lower(self) -> str:
        return self.text.lower()


def default_effect(link_type: LinkType) -> LinkEffect:
    """Return the effect of a link whose text says none."""
    if link_type is LinkType.REMAND:
        return LinkEffect.REMANDED
    return LinkEffect.NONE if link_type in _NO_EFFECT else LinkEffect.UNKNOWN


def draw_link(
    sheet: Sheet,
    link_type: LinkType,
    court_id: str | None,
    raw: str | None,
    place: tuple[int, int],
    rule: str,
    *,
    label: str | None = None,
    is_later: bool = False,
    effect: LinkEffect | None = None,
    day: date | None = None,
    system: str = "",
) -> Link:
    """Return the link from a sheet to the docket that a court and a number, as printed, name."""
    number = normalize(raw, court_id, system) if raw else None
    return Link(
        link_type,
        court_id,
        number,
        raw,
        label,
        effect or default_effect(link_type),
        day or sheet.date_filed,
        is_later,
        *place,
        rule,
    )


_WORD = re.compile(
    r"""\b(?:
        (?P<court>orders?|ordered|judgment|mandate|opinion|decision|usca|minutes?|notification|certified
          |transfer(?:red)?|conditional|acknowledg\w+
          |remanding|remand|so-?ordered|case(?!\smanagement)|electronic\sorder|endorsed|granting|denying
          |supreme\scourt\s(?:notice|order|remark|case|letter)|clerk|clerk's)
      | (?P<party>motions?|letter(?!\sorder)|memorandum(?!\s(?:&|and)\s(?:opinion|order)|\sof\susca
        |\sdecision|\sopinion|\sdisposition)
          |briefs?|response|reply|opposition
          |declaration|affidavit|affirmation|stipulation(?!\s(?:and|&)\s(?:\w+\s)?order)|objections?
            |certificate\sof|exhibits?
          |status\sreport|joint\s(?:status|statement|letter)
          |supplemental\sauthorit\w+|additional\sauthorit\w+|citation\sof|transcript|answer|complaint
          |request\sfor\sjudicial|application\sfor|proposed|opposing|suggestion
          |report\sand\srecommendations?|findings\sand\srecommendations?)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_FROM_CLERK = re.compile(
    r"\bfrom\s(?:the\s)?clerk\b|\bfrom\s(?:the\s)?(?:u\.?s\.?\s|united\sstates\s)?supreme\scourt",
    re.IGNORECASE,
)
_HEAD = 140
_AUTHORITY = re.compile(
    r"\b(?:supplemental|additional|new|recent)\s(?:\w+\s)?(?:authorit|decision)|\b28\(j\)", re.IGNORECASE
)


def is_partys(text: str) -> bool:
    """Return whether the entry's head says that a party wrote it: the first word of either kind decides."""
    head = text[:_HEAD]
    if _AUTHORITY.search(head):
        return True
    word = _WORD.search(head)
    return word is not None and word["party"] is not None and not _FROM_CLERK.search(head)


# "Gonzalez v. Google LLC, No. 18-16700": the number of a case that is cited.
_CITED = re.compile(r"\sv[s.]?\.?\s[^;:]{0,60}$")


def is_cited(text: str, at: int) -> bool:
    """Return whether the number at this place follows the names of a cited case."""
    return _CITED.search(text, max(0, at - 90), at) is not None
