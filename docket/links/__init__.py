"""Which other dockets an entry links its docket to: appeals, petitions, moves between courts, groups.

One text is read at a time, by rules that the links name. Only what the court or its clerk says is believed,
and a court is given only if the text or the law identifies it. `fold_links` merges what several entries of a
docket say about one link; `effect_on_below` gives what they did to the ruling below.

    link       docket numbers, the sheet a text belongs to, a link drawn from it
    entries    the dockets that an entry names
    headers    the dockets that a header names
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from docket.courts import get_court
from docket.facts import LinkFact
from docket.issues import ParseError
from docket.links.entries import find_links
from docket.links.headers import find_header_links, read_header
from docket.links.link import is_same_number
from docket.rulings.motions import MotionKind
from docket.text.prepared import PreparedText
from docket.vocabulary import Disposition, LinkEffect

__all__ = ["effect_on_below", "extract_families", "find_header_links", "find_links", "fold_links"]

_PARTLY = [{LinkEffect.AFFIRMED, effect} for effect in (LinkEffect.REVERSED, LinkEffect.VACATED)]
_NOT_FINAL = frozenset({LinkEffect.UNKNOWN, LinkEffect.NONE, LinkEffect.PENDING})


def fold_links(links: Iterable[LinkFact]) -> list[LinkFact]:
    """Return one link for each docket that the links of one docket, in the order of its entries, join it to.

    A link without a number ("MANDATE of USCA as to 42 Notice of Appeal") merges with the only numbered link
    of its type, court and direction. If there are several, the links without a number stay one separate link.
    A court or number that only one of two merged links has counts for both. The last effect stated counts,
    with its day.
    """
    folded: list[LinkFact] = []
    # Numbered links come first; the sort is stable.
    for link in sorted(links, key=lambda link: link.other_number_raw is None):
        same = [place for place, known in enumerate(folded) if _is_one(known, link)]
        if len(same) > 1:
            same = [place for place in same if folded[place].other_number_raw is None]
        if len(same) == 1:
            folded[same[0]] = _join(folded[same[0]], link)
        else:
            folded.append(link)
    return folded


def _is_one(known: LinkFact, link: LinkFact) -> bool:
    is_alike = (known.link_type, known.other_is_later) == (link.link_type, link.other_is_later)
    if not is_alike or len({known.other_court_id, link.other_court_id} - {None}) > 1:
        return False
    is_same = link.other_number_raw in (None, known.other_number_raw)
    return is_same or is_same_number(known.other_docket_number, link.other_docket_number)


def _join(known: LinkFact, link: LinkFact) -> LinkFact:
    is_later = known.effect in _NOT_FINAL or (link.date or "") >= (known.date or "")
    news = link if is_later and link.effect not in _NOT_FINAL else known
    return replace(
        known,
        effect=news.effect,
        date=news.date,
        other_label=known.other_label or link.other_label,
        other_court_id=known.other_court_id or link.other_court_id,
        other_docket_number=known.other_docket_number or link.other_docket_number,
    )


def effect_on_below(rulings: Iterable) -> tuple[LinkEffect, date | None] | None:
    """Return what an appellate docket's own rulings did to the ruling below, and when; ``None`` if nothing yet.

    `rulings` are those that `rulings.find_rulings` reads on the sheet of the court above, in the order of its
    entries; the last one that touches the ruling below decides. Two different ones on one day mean a judgment
    affirmed in part.
    """
    last: tuple[LinkEffect, date | None] | None = None
    for ruling in rulings:
        effect = "dismissed" if ruling.disposition is Disposition.WITHDRAWN else ruling.disposition.value
        if ruling.kind in (MotionKind.CERT, MotionKind.APPEAL_DISPOSITION) and effect in set(LinkEffect):
            is_part = last and last[1] == ruling.date and {last[0], effect} in _PARTLY
            last = LinkEffect.AFFIRMED_IN_PART if is_part else LinkEffect(effect), ruling.date
    return last


def extract_families(record: dict) -> dict:
    """Return {"links": [...]} for an entry (`text`) or a header (the fields of `records.Docket`).

    Raises ParseError for a line without a court, with an unknown court, or with a date that is not a date.
    """
    if not (court_id := record.get("court_id")):
        remedy = 'the court whose docket it is from, such as "cand"'
        raise ParseError(f"a line for families needs 'court_id', {remedy}", code="bad-line")
    get_court(court_id)
    header, text = read_header(record), record.get("text")
    if isinstance(text, str):
        number = header.ref.docket_number
        links = find_links(PreparedText(text, header.date_filed, court_id, docket_number=number))
    else:
        links = find_header_links(header)
    return {
        "links": [
            {"span" if name == "at" else name: value for name, value in asdict(link).items()}
            for link in links
        ]
    }
