"""A link between two dockets as one text tells it, the sheet the text stands on, and who wrote its paper."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any

from docket.courts import Court, load_courts
from docket.links.numbers import NumberInText, is_same_number, normalize
from docket.text.dates import lower
from docket.text.phrases import Cue, Matcher, load
from docket.vocabulary import LinkEffect, LinkType

# What a link does to the ruling below where the text says nothing: these do nothing to it.
_NO_EFFECT = frozenset(
    {LinkType.TRANSFER, LinkType.CONSOLIDATED, LinkType.MDL_MEMBER, LinkType.RELATED, LinkType.COMPANION}
)
_AUTHORS, _HEAD = Matcher("links", "from_court", "from_party"), 140
# "Gonzalez v. Google LLC, No. 18-16700": the number of a case that is cited.
_CITED = re.compile(r"\sv[s.]?\.?\s[^;:]{0,60}$")


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

    In `text` odd dashes are plain, spaces single and the trailer blank. `own_number` is normalized.
    """

    text: str
    court_id: str
    date_filed: date | None = None
    own_number: str | None = None

    @property
    def head(self) -> int:
        """Where the first word of the text begins."""
        return next(re.finditer(r"[^\W_]|$", self.text)).start()

    @property
    def court(self) -> Court | None:
        return load_courts().get(self.court_id)

    @property
    def system(self) -> str:
        return self.court.system if self.court else ""

    @cached_property
    def lower(self) -> str:
        return lower(self.text)

    @cached_property
    def is_partys(self) -> bool:
        """Whether the entry's head says that a party wrote it: the first word of either kind decides."""
        head = self.lower[:_HEAD]
        author = _AUTHORS.first(head, 0, len(head))
        is_written = author is not None and author.name == "from_party" and not cue("from_clerk").search(head)
        return is_written or cue("authority").search(head) is not None

    def is_cited(self, at: int) -> bool:
        """Whether the number at this place follows the names of a cited case."""
        return _CITED.search(self.text, max(0, at - 90), at) is not None


def is_own(sheet: Sheet, link: Link) -> bool:
    """Say whether a link leads to the docket it stands on."""
    is_same = is_same_number(link.other_docket_number, sheet.own_number)
    return is_same and link.other_court_id == sheet.court_id


def find_tags(kind: str) -> list[str]:
    """Return the tags of language/links.tsv that begin with a kind: "act.affirmed", "act.reversed"."""
    return list(dict.fromkeys(row.tag for row in load("links") if row.tag.partition(".")[0] == kind))


@cache
def cue(tag: str) -> Cue:
    """Return what asks for the rows of language/links.tsv with the tag, in small letters."""
    return Cue("links", tag)


def draw_link(
    sheet: Sheet,
    link_type: LinkType,
    court_id: str | None,
    number: NumberInText | None,
    rule: str,
    **told: Any,
) -> Link:
    """Return the link from a sheet to the docket that a court and a number, as printed, name; `told` are fields that
    the text tells besides."""
    raw = (number.raw or None) if number else None
    normal = normalize(raw, court_id) if raw else None
    start, end = (number.start, number.end) if number else (0, 0)
    stated = LinkEffect.REMANDED if link_type is LinkType.REMAND else LinkEffect.UNKNOWN
    effect = LinkEffect.NONE if link_type in _NO_EFFECT else stated
    link = Link(link_type, court_id, normal, raw, None, effect, sheet.date_filed, False, start, end, rule)
    return replace(link, **told)
