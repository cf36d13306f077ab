"""What sources say of a docket apart from its register: events, claims, rulings, links. Pure."""

import re
from collections.abc import Collection
from typing import Any

from db.columns import TABLE, stated
from db.merge.precedence import Provenance, digest, seen_by, tier_of_source
from db.outcomes import print_date
from db.readings import KINDS, Reading, Sighting
from db.rows import group
from db.schema import CHECKABLE
from db.tables import LIST, PROVENANCE, Column
from docket.records import (
    CONFIRMING,
    CaseLink,
    Citation,
    Claim,
    Defense,
    DocketEvent,
    DoctrineSide,
    Locator,
    Look,
    Ruling,
)
from docket.vocabulary import Tier

# Records that become one row each: kind -> (table, columns).
_PLAIN = {
    KINDS[record]: (TABLE[table], stated(record, table))
    for record, table in (
        (DocketEvent, "docket_events"),
        (Claim, "claims"),
        (Defense, "defenses"),
        (Ruling, "rulings"),
        (Locator, "locators"),
        (DoctrineSide, "doctrine_sides"),
        (Look, "looks"),
        (Citation, "citations"),
        (CaseLink, "case_links"),
    )
}


def merge_plain(
    docket_id: str,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    rows: dict[str, dict[str, dict[str, Any]]],
) -> dict[str, str]:
    """Add the rows of those records that become one row each: claims, rulings, links …

    Returns the id of each repeated citation, mapped to the id of the one that stays.
    """
    shown = group(
        ((kind, reading.hash), (sighting, reading.data))
        for kind in _PLAIN
        for sighting, reading, _ in seen_by(sightings, readings, kind)
    )
    for (kind, reading_hash), seen in sorted(shown.items()):
        table, names = _PLAIN[kind]
        data = seen[0][1]
        row_id = (
            _ruling_id(docket_id, data, rows[table.name])
            if kind == "ruling"
            else digest(docket_id, kind, reading_hash)
        )
        row = table.blank() | {name: _cell(table.columns[name], data.get(name)) for name in names}
        row |= {table.key: row_id, "docket_id": docket_id}
        if "is_verified" in row:
            row["is_verified"] = int(row["is_verified"] is not False)
        if kind == "ruling":
            row["unconfirmed"] = unconfirmed_fields(data)
            # A person's if it is in our own file, else that of a reader of a whole opinion.
            is_reviewed = tier_of_source(seen[0][0].form) is Tier.REVIEWED
            tier = Tier.REVIEWED if is_reviewed else Tier.UNREVIEWED
            row["answer_tier"] = tier.value if row["answer"] else None
        if "tier" in row:
            row["tier"] = tier_of_source(seen[0][0].form).value
        if kind == "locator":
            row["is_confirmed"] = int(row["basis"] in CONFIRMING)
        if kind == "link":
            row["other_is_later"] = int(bool(row["other_is_later"]))
        if kind == "defense":
            row["raw"] = data.get("provision_raw") or data.get("exception_raw")
        rows[table.name][row_id] = row | Provenance(sighting for sighting, _ in seen).columns()
    _add_decided(docket_id, rows)
    _name_acts(rows)
    return _cite_once(rows["citations"])


_COURT_AND_YEAR = re.compile(r"\s*\([^()]{1,60}\)$")


def _cite_once(citations: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Keep each citation once: a decision has "116 F.4th 180", its docket the same with "(3d Cir. 2024)". The
    confirmed one stays; of equals, the shorter. Return the dropped ids, mapped to those that stay."""
    # A suppressed docket has no text.
    worded = [row for row in citations.values() if row["text"]]
    same = group((_COURT_AND_YEAR.sub("", row["text"]), row) for row in worded)
    gone = {}
    for rows in same.values():
        kept, *others = sorted(
            rows, key=lambda row: (-row["is_verified"], len(row["text"]), row["citation_id"])
        )
        for other in others:
            kept["first_seen"] = min(kept["first_seen"], other["first_seen"])
            kept["last_seen"] = max(kept["last_seen"], other["last_seen"])
            gone[other["citation_id"]] = kept["citation_id"]
            del citations[other["citation_id"]]
    return gone


def _cell(column: Column, value: Any) -> Any:
    return ";".join(value or ()) or None if column.kind is LIST else value


def _add_decided(docket_id: str, rows: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Add the claims and parts of the statute that a ruling decided on but no source names for the docket
    itself."""
    for ruling in sorted(
        rows["rulings"].values(), key=lambda row: (row["date_from"] or "", row["ruling_id"])
    ):
        cells = {"source_url": ruling["source_url"]} | {name: ruling[name] for name in PROVENANCE}
        for column, name in (
            ("cause_of_action", "claims"),
            ("provision", "provisions"),
            ("exception", "exceptions"),
        ):
            for code in ruling[name].split(";") if ruling[name] else ():
                add_part(rows, docket_id, column, code, code, cells)


def add_part(
    rows: dict[str, dict[str, dict[str, Any]]],
    docket_id: str,
    column: str,
    code: str,
    words: str,
    cells: dict[str, Any],
) -> None:
    """Add a claim or a part of the statute (`column` says which), named in these `words`, unless it is there."""
    is_claim = column == "cause_of_action"
    table = TABLE["claims" if is_claim else "defenses"]
    known = rows.setdefault(table.name, {})
    names = ("cause_of_action",) if is_claim else ("provision", "exception")
    if any(code == next(filter(None, map(row.get, names)), None) for row in known.values()):
        return
    # Ids outlive spellings: a part's id is derived from the first version's word.
    key = digest(docket_id, "claim" if is_claim else "defence", code)
    own = {table.key: key, "docket_id": docket_id, column: code}
    known[key] = table.blank() | cells | own | {"cause_of_action_raw" if is_claim else "raw": words}


def _name_acts(rows: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Link each side of a question to the act that took it, and each search for later acts to the act that it
    was about."""
    acts = {
        (print_date(row["date_from"], row["precision"]), row["kind"]): row["ruling_id"]
        for row in rows["rulings"].values()
    }
    for row in rows["doctrine_sides"].values():
        row["ruling_id"] = acts.get((row["act_date"] or "", row["act_kind"]))
    of_day = {day: ruling_id for (day, kind), ruling_id in acts.items() if kind}
    for row in rows["looks"].values():
        row["ruling_id"] = of_day.get(row["act_date"] or "")


def _ruling_id(docket_id: str, data: dict[str, Any], taken: dict[str, Any]) -> str:
    """Return the id that the catalog gives the ruling, else one derived from docket, date and kind. A better
    holding, another source or a confirmed answer does not change it."""
    if data.get("ruling_id"):
        return str(data["ruling_id"])
    identity = (docket_id, "act", data.get("kind"), data.get("date_from"), data.get("date_to"))
    row_id = (
        digest(*identity)
        if data.get("kind")
        else digest(*identity, data.get("disposition"), data.get("disposition_raw"))
    )
    # Two rulings of the same day and kind are distinguished by their words.
    return (
        row_id
        if row_id not in taken
        else digest(*identity, data.get("holding"), data.get("text"), data.get("source_url"))
    )


def unconfirmed_fields(data: dict[str, Any]) -> str | None:
    """Return the fields of a ruling whose values its reviewer did not see confirmed, joined by semicolons;
    None if there are none, or if nothing needs to be confirmed."""
    verified = data.get("verified")
    return None if verified is None else name_checkable(data, verified)


def name_checkable(row: dict[str, Any], but: Collection[str] = ()) -> str | None:
    """Return the filled fields of a ruling that a source could confirm, without those in `but`, which are
    named in `verified`."""
    return ";".join(name for name, word in CHECKABLE.items() if row.get(name) and word not in but) or None
