"""Links to other dockets, read from a docket's header and entries, as rows of case_links. Pure.

What a reviewer recorded stays beside them; where both lead to the same docket, pages show the
reviewer's (text links cases, only a reviewer joins them into one).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.merge.precedence import digest
from db.merge.text_facts import EntryFacts
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


@dataclass(frozen=True)
class _Told:
    """A link and the entry that tells it; without an entry if the header does."""

    link: LinkFact
    entry: EntryFacts | None


def merge_links(
    header: dict[str, Any], entries: list[EntryFacts], rows: dict[str, dict[str, dict[str, Any]]]
) -> None:
    """Add the rows of case_links that the texts of one docket give to `rows`."""
    told_links = [_Told(link, None) for link in find_header_links(_docket(header, rows))]
    for entry in entries:
        if not entry.row["is_gone"]:
            told_links += [_Told(link, entry) for link in entry.facts.links]
    if not told_links:
        return
    own = _own_rulings(entries, header["court_id"])
    for link in fold_links(told_link.link for told_link in told_links):
        source = next(
            (told_link for told_link in told_links if _is_same_text(told_link.link, link)), told_links[0]
        )
        row = _row(header, _with_effect(link, own), source)
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


def _is_same_text(left: LinkFact, other: LinkFact) -> bool:
    return (left.rule, left.at, left.other_number_raw) == (other.rule, other.at, other.other_number_raw)


def _with_effect(link: LinkFact, own: list[RulingFact]) -> LinkFact:
    """On the sheet of a reviewing court, take the ruling below as the one that its `own` rulings act on."""
    if link.link_type not in _ABOVE or link.other_is_later or link.effect not in _UNDECIDED:
        return link
    effect_and_day = effect_on_below(own)
    if effect_and_day is None:
        return link
    effect, day = effect_and_day
    return replace(link, effect=effect, date=str(day) if day else link.date)


def _own_rulings(entries: list[EntryFacts], court_id: str) -> list[RulingFact]:
    """Return the rulings of the court itself, earliest first."""
    rulings = [ruling for entry in entries if not entry.row["is_gone"] for ruling in entry.facts.rulings]
    own = [ruling for ruling in rulings if _is_own(ruling, court_id)]
    return sorted(own, key=lambda ruling: ruling.date or "")


def _is_own(ruling: RulingFact, court_id: str) -> bool:
    """Return whether the court itself ruled, by both readers.

    What the clerk of a court of appeals notes about the Supreme Court is not its own: "Ruling:
    Vacated/Remanded, 10/24/2017" (ca9 17-15589); so is the petition granted or denied there.
    """
    is_of_above = ruling.rule.startswith("info.") or (ruling.kind == MotionKind.CERT and court_id != "scotus")
    return ruling.tier is Tier.AGREED and not is_of_above


def _row(header: dict[str, Any], link: LinkFact, source: _Told) -> dict[str, Any]:
    number = link.other_docket_number
    row = {
        "link_id": digest(
            header["docket_id"],
            link.link_type,
            link.other_court_id,
            number or link.other_number_raw,
            link.other_is_later,
        ),
        "case_id": None,
        "docket_id": header["docket_id"],
        "other_docket_id": None,
        "other_case_id": None,
        "other_slug": None,
        "other_label": _label(link),
        "other_court_id": link.other_court_id,
        "other_docket_number": number,
        "other_ref": docket_id(link.other_court_id, split_office(number)[1])
        if link.other_court_id and number
        else None,
        "link_type": link.link_type.value,
        "effect": link.effect.value,
        "date": link.date,
        "other_is_later": int(link.other_is_later),
        "text": None,
        "source_url": None,
    }
    if source.entry is not None:
        evidence = source.entry.evidence(source.link.rule, source.link.at)
        return row | evidence | source.entry.provenance
    seen = {name: header[name] for name in ("snapshot_id", "first_seen", "last_seen")}
    return (
        row
        | {
            "entry_id": None,
            "quoted_span": None,
            "rule": source.link.rule,
            "span_start": None,
            "span_end": None,
        }
        | seen
    )


def _label(link: LinkFact) -> str | None:
    return " ".join(filter(None, (link.other_label, link.other_number_raw))) or None
