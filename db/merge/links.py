"""Links to other dockets, read from a docket's header and entries, as rows of case_links. Pure.

What a reviewer recorded stays beside them; if both point to the same docket, pages show the reviewer's (text
links cases; only a reviewer joins them into one).
"""

from dataclasses import replace
from datetime import date
from typing import Any

from db.columns import TABLE
from db.merge.precedence import digest
from db.merge.text_facts import EntryFacts
from db.tables import PROVENANCE
from docket.facts import LinkFact, RulingFact
from docket.identity import docket_id, split_office
from docket.links import effect_on_below, find_header_links, fold_links
from docket.records import Docket, DocketRef
from docket.rulings.motions import MotionKind
from docket.vocabulary import LinkEffect, LinkType, Tier

_HEADER = (
    "caption",
    "cause",
    "nature_of_suit",
    "appeal_from",
    "originating_court_id",
    "originating_docket_number",
)
_ABOVE = frozenset({LinkType.APPEAL, LinkType.CERTIORARI})
_UNDECIDED = frozenset({LinkEffect.UNKNOWN, LinkEffect.PENDING})


_Stated = tuple[LinkFact, EntryFacts | None]  # a link and the entry that states it; None if the header does


def merge_links(
    header: dict[str, Any], entries: list[EntryFacts], rows: dict[str, dict[str, dict[str, Any]]]
) -> None:
    """Add the rows of case_links found in one docket's texts to `rows`."""
    present = [entry for entry in entries if not entry.row["is_gone"]]
    stated_links: list[_Stated] = [(link, None) for link in find_header_links(_docket(header, rows))]
    stated_links += [(link, entry) for entry in present for link in entry.facts.links]
    own = [r for entry in present for r in entry.facts.rulings if _is_own(r, header["court_id"])]
    own.sort(key=lambda ruling: ruling.date or "")
    for link in fold_links(stated for stated, _ in stated_links):
        same_text = (stated for stated in stated_links if _text_of(stated[0]) == _text_of(link))
        row = _row(header, _with_effect(link, own), *next(same_text, stated_links[0]))
        rows["case_links"].setdefault(row["link_id"], row)


def _docket(header: dict[str, Any], rows: dict[str, dict[str, dict[str, Any]]]) -> Docket:
    details = tuple(
        (fact["field"], fact["value"])
        for fact in rows["docket_facts"].values()
        if fact["is_current"] and fact["field"] not in header
    )
    filed = header["date_filed"] and date.fromisoformat(header["date_filed"])
    ref = DocketRef(header["court_id"], header["docket_number"])
    return Docket(ref=ref, date_filed=filed, details=details, **{name: header[name] for name in _HEADER})


def _text_of(link: LinkFact) -> tuple[object, ...]:
    return (link.rule, link.at, link.other_number_raw)


def _with_effect(link: LinkFact, own: list[RulingFact]) -> LinkFact:
    """Return the link with the effect of a reviewing court's `own` rulings: on its sheet, they act on the
    ruling below."""
    if link.link_type not in _ABOVE or link.other_is_later or link.effect not in _UNDECIDED:
        return link
    effect_and_day = effect_on_below(own)
    if effect_and_day is None:
        return link
    effect, day = effect_and_day
    return replace(link, effect=effect, date=str(day) if day else link.date)


def _is_own(ruling: RulingFact, court_id: str) -> bool:
    """Return whether the court itself made the ruling, according to both readers.

    What the clerk of a court of appeals notes about the Supreme Court is not its own: "Ruling:
    Vacated/Remanded, 10/24/2017" (ca9 17-15589); nor is a petition that was granted or denied there.
    """
    is_of_above = ruling.rule.startswith("info.") or (ruling.kind == MotionKind.CERT and court_id != "scotus")
    return ruling.tier is Tier.AGREED and not is_of_above


def _row(
    header: dict[str, Any], link: LinkFact, stated: LinkFact, entry: EntryFacts | None
) -> dict[str, Any]:
    """Return the row of a link that an `entry` or the header stated (as `stated`)."""
    number = link.other_docket_number
    row: dict[str, Any] = TABLE["case_links"].blank() | {
        "link_id": digest(
            header["docket_id"],
            link.link_type,
            link.other_court_id,
            number or link.other_number_raw,
            link.other_is_later,
        ),
        "docket_id": header["docket_id"],
        "other_label": " ".join(filter(None, (link.other_label, link.other_number_raw))) or None,
        "other_court_id": link.other_court_id,
        "other_docket_number": number,
        "other_ref": docket_id(link.other_court_id, split_office(number)[1])
        if link.other_court_id and number
        else None,
        "link_type": link.link_type.value,
        "effect": link.effect.value,
        "date": link.date,
        "other_is_later": int(link.other_is_later),
    }
    if entry is not None:
        return row | entry.evidence(stated.rule, stated.at) | entry.provenance
    return row | {"rule": stated.rule} | {name: header[name] for name in PROVENANCE}
