"""Which other dockets an entry joins its docket to: appeals, petitions, moves, groups.

One text at a time, by rules whose names the links carry. Only what the court or its clerk says is
believed, and a court is named only where the text or the law names it. `fold_links` makes one of what
several entries of a docket tell of one link.

    link       a link as one text tells it, and who wrote that text
    numbers    docket numbers in running text
    headers    the dockets that a header names
    appeals    appeals and petitions, and what the court above did
    moves      removal, remand, transfer
    groups     MDL, consolidation, related cases
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from docket.courts import get_court
from docket.issues import ParseError
from docket.links.appeals import find_appeals, find_below, find_certiorari
from docket.links.groups import find_consolidated, find_mdl, find_related
from docket.links.headers import find_header_links, read_header
from docket.links.link import Link, Sheet
from docket.links.moves import find_remand, find_removal, find_transfers
from docket.links.numbers import is_same_number
from docket.rulings.motions import READ_UP_TO
from docket.rulings.words import blank_trailers, is_mistaken
from docket.section230.citations import plain
from docket.text.dates import lower as small
from docket.vocabulary import LinkEffect

# One of these stands in every text that a rule reads.
_HINTS = (
    "appeal",
    "usca",
    "usdc",
    "mandate",
    "circuit",
    "supreme",
    "removal",
    "remand",
    "transfer",
    "opened in",
    "consolidat",
    "mdl",
    "related",
    "relating case",
    "association to",
    "originating",
    "docketed",
    "cca",
    "sc#",
    "lead case",
    "member case",
)
_PATENT = re.compile(r"8(?:30|35)\b")
_SPACES = re.compile(r"\s+")
_ONE_PLACE = re.compile(r"\s+|\S")
_BELOW_SYSTEMS = frozenset({"district", "special", "bankruptcy"})


def find_links(
    text: str,
    date_filed: date | None,
    court_id: str,
    *,
    own_number: str | None = None,
    nature_of_suit: str | None = None,
) -> list[Link]:
    """Return the links one entry tells of, in the order of the text; none to the docket itself.

    `own_number` is the docket's own normalized number. In a patent case (`nature_of_suit` 830 or
    835) an unnamed court of appeals stays unknown, since it is the Federal Circuit's by law.
    """
    lower = text[:READ_UP_TO].lower()
    for hint in _HINTS:  # a loop, not any(): most entries of a docket end here
        if hint in lower:
            break
    else:
        return []
    words = plain(text[:READ_UP_TO])
    words = blank_trailers(words, small(words))
    single = _SPACES.sub(" ", words)
    if is_mistaken(small(single)):
        return []
    sheet = Sheet(single, court_id, date_filed, own_number, _PATENT.match(nature_of_suit or "") is not None)
    links = [link for reader in _readers(sheet) for link in reader(sheet) if not _is_self(link, sheet)]
    links.sort(key=lambda link: (link.start, link.end))
    return _put_back(links, words) if links and len(single) != len(words) else links


def _put_back(links: list[Link], text: str) -> list[Link]:
    """The links with their places in the text as it came, in which a space may be many."""
    places = [match.start() for match in _ONE_PLACE.finditer(text)] + [len(text)]
    return [replace(link, start=places[link.start], end=places[link.end - 1] + 1) for link in links]


def _readers(sheet: Sheet) -> list:
    """The rules that a court's sheet can answer, and that the words of this text can."""
    lower, system, readers = sheet.lower, sheet.system, []
    if system == "district" and any(
        word in lower for word in ("appeal", "usca", "mandate", "circuit", "cca")
    ):
        readers.append(find_appeals)
    if system == "appellate" and (
        "district court" in lower or "originating" in lower or "lower court" in lower or "usdc" in lower
    ):
        readers.append(find_below)
    if system != "scotus" and ("supreme" in lower or "sc#" in lower or "sc #" in lower):
        readers.append(find_certiorari)
    if system in _BELOW_SYSTEMS and "removal" in lower:
        readers.append(find_removal)
    if system in _BELOW_SYSTEMS and "remand" in lower:
        readers.append(find_remand)
    if "transfer" in lower or "opened in" in lower:
        readers.append(find_transfers)
    if "mdl" in lower:
        readers.append(find_mdl)
    if "consolidat" in lower or "lead case" in lower or "member case" in lower:
        readers.append(find_consolidated)
    if system == "district" and ("relat" in lower or "association to" in lower):
        readers.append(find_related)
    return readers


def _is_self(link: Link, sheet: Sheet) -> bool:
    return link.other_court_id == sheet.court_id and is_same_number(
        link.other_docket_number, sheet.own_number
    )


_NOT_FINAL = frozenset({LinkEffect.UNKNOWN, LinkEffect.NONE, LinkEffect.PENDING})


def fold_links(links: Iterable[Link]) -> list[Link]:
    """Return one link for each docket that a docket's own links join it to, given in the order of its entries.

    A link without a number ("MANDATE of USCA as to 42 Notice of Appeal") is the only one of its
    type, court and direction that has one; where there are several, those without stay one apart.
    A court or number that only one of two tells is the other's, too. The effect and its day are
    the last that were stated.
    """
    folded: list[Link] = []
    for link in sorted(
        links, key=lambda link: link.other_number_raw is None
    ):  # numbered first; sorting is stable
        same = [place for place, known in enumerate(folded) if _is_one(known, link)]
        if len(same) > 1:
            same = [place for place in same if folded[place].other_number_raw is None]
        if len(same) == 1:
            folded[same[0]] = _join(folded[same[0]], link)
        else:
            folded.append(link)
    return folded


def _is_one(known: Link, link: Link) -> bool:
    if (known.link_type, known.other_is_later) != (link.link_type, link.other_is_later):
        return False
    if (
        None not in (known.other_court_id, link.other_court_id)
        and known.other_court_id != link.other_court_id
    ):
        return False
    if link.other_number_raw is None:
        return True
    if known.other_docket_number and link.other_docket_number:
        return is_same_number(known.other_docket_number, link.other_docket_number)
    return (
        known.other_number_raw is not None
        and known.other_number_raw.casefold() == link.other_number_raw.casefold()
    )


def _join(known: Link, link: Link) -> Link:
    is_news = link.effect not in _NOT_FINAL and (
        known.effect in _NOT_FINAL or (link.date or date.min) >= (known.date or date.min)
    )
    effect, day = (link.effect, link.date) if is_news else (known.effect, known.date)
    return replace(
        known,
        effect=effect,
        date=day,
        other_label=known.other_label or link.other_label,
        other_court_id=known.other_court_id or link.other_court_id,
        other_docket_number=known.other_docket_number or link.other_docket_number,
    )


def as_answer(link: Link) -> dict:
    """The link in the words of `extract families`: values, ISO day, span."""
    return {
        "link_type": link.link_type.value,
        "other_court_id": link.other_court_id,
        "other_docket_number": link.other_docket_number,
        "other_number_raw": link.other_number_raw,
        "other_label": link.other_label,
        "effect": link.effect.value,
        "date": link.date.isoformat() if link.date else None,
        "other_is_later": link.other_is_later,
        "span": [link.start, link.end],
        "rule": link.rule,
    }


def extract_families(record: dict) -> dict:
    """Return {"links": [...]} for an entry (`text`) or a header (the fields of `records.Docket`).

    Raises ParseError for a line without a court, or with a court or a date that is none.
    """
    court_id = record.get("court_id")
    if not court_id:
        raise ParseError(
            "a line for families needs 'court_id', the court whose docket it is from, such as \"cand\"",
            code="bad-line",
        )
    get_court(court_id)
    header = read_header(record)
    if isinstance(record.get("text"), str):
        links = find_links(record["text"], header.date_filed, court_id, own_number=header.ref.docket_number)
    else:
        links = find_header_links(header)
    return {"links": [as_answer(link) for link in links]}
