"""Bills: joins what a curator wrote and what Congress publishes into one row. Pure.

The catalog wins in the fields that it fills; Congress fills the rest and adds rows of its own. Only the stage
can advance: if Congress shows a later one, the bill has it. Only the newest page at each address of Congress
counts, since each page shows everything. Whether a bill is dead is not a field (docket/bills.py).
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from db.merge.precedence import digest
from db.rows import group
from db.schema import TABLE
from db.tables import PROVENANCE
from docket.bills import bill_page, is_bill_id, is_further


@dataclass(frozen=True)
class CuratedReading:
    """One record of the newest page at one address. `is_curated`: it comes from our own reviewed files.

    `order` sorts pages by the dates they give; `provenance` is the page that first showed the record, and
    when the record was first and last seen there.
    """

    kind: str
    data: dict[str, Any]
    is_curated: bool
    order: tuple[str, str, str]
    provenance: dict[str, str]


def bill_rows(shown: list[CuratedReading]) -> dict[str, dict[str, Any]]:
    """Return one row for each bill: each field from the catalog, else from the newest page that gives it."""
    by_id: dict[str, list[CuratedReading]] = defaultdict(list)
    first_seen: dict[str, str] = {}
    for reading in shown:
        if reading.kind == "bill":
            by_id[reading.data["bill_id"]].append(reading)
        elif (
            reading.kind == "bill_source"
            and reading.data["position"] == 1
            and reading.data["basis"] == "seen"
        ):
            first_seen[reading.data["bill_id"]] = reading.data["url"]
    rows = {
        bill_id: _bill_row(readings) | _address(bill_id, first_seen)
        for bill_id, readings in sorted(by_id.items())
    }
    # A list of a bill's actions alone makes no row, since it has no title.
    return {bill_id: row for bill_id, row in rows.items() if row["title"]}


def _address(bill_id: str, first_seen: dict[str, str]) -> dict[str, str | None]:
    """Return the address to cite: one that was seen, else Congress's page for a bill with that number."""
    if bill_id in first_seen:
        return {"primary_url": first_seen[bill_id], "address_basis": "seen"}
    if is_bill_id(bill_id):
        return {"primary_url": bill_page(bill_id), "address_basis": "rule"}
    return {"primary_url": None, "address_basis": "none"}


# Fields that a curator may have filled without a page that confirms them.
_WEIGHED = ("title", "date_introduced", "sponsor", "status", "status_date", "law", "effect_on_230")


def _bill_row(readings: list[CuratedReading]) -> dict[str, Any]:
    readings = sorted(readings, key=lambda reading: (reading.is_curated, reading.order))
    row: dict[str, Any] = {name: None for name in TABLE["bills"].columns if name not in PROVENANCE}
    for reading in readings:
        row |= {name: value for name, value in reading.data.items() if name in row and value is not None}
    unconfirmed = [name for name in _WEIGHED if _is_unconfirmed(row, name, readings)]
    for reading in readings:
        if not reading.is_curated and is_further(reading.data.get("status"), row["status"]):
            row |= {"status": reading.data["status"], "status_date": reading.data.get("date_latest_action")}
            unconfirmed = [name for name in unconfirmed if name not in ("status", "status_date")]
    row["unconfirmed"] = "; ".join(unconfirmed) or None
    return row | _seen(readings, readings[-1])


def _is_unconfirmed(row: dict[str, Any], name: str, readings: list[CuratedReading]) -> bool:
    """Return whether no reading that gives this value had it confirmed. Congress's own page confirms what it
    says."""
    return (
        row[name] is not None
        and row["kind"] == "bill"
        and not any(
            "verified" not in reading.data or name in reading.data["verified"]
            for reading in readings
            if reading.data.get(name) == row[name]
        )
    )


def _seen(readings: list[CuratedReading], winner: CuratedReading) -> dict[str, str]:
    return {
        "snapshot_id": winner.provenance["snapshot_id"],
        "first_seen": min(reading.provenance["first_seen"] for reading in readings),
        "last_seen": max(reading.provenance["last_seen"] for reading in readings),
    }


def fact_rows(shown: list[CuratedReading], kind: str, table: str) -> dict[str, dict[str, Any]]:
    """Return one row for each distinct record of a kind (bill_action, bill_link), however many pages show
    it."""
    key = TABLE[table].key
    linked = {_pair(reading.data) for reading in shown if reading.kind == "bill_link" and reading.is_curated}
    # The catalog says how two bills are related; Congress's own word for it would only repeat that.
    by_id = group(
        (digest(kind, json.dumps(reading.data, sort_keys=True)), reading)
        for reading in shown
        if reading.kind == kind
        and (reading.is_curated or kind != "bill_link" or _pair(reading.data) not in linked)
    )
    rows = {}
    for row_id, readings in sorted(by_id.items()):
        row = {name: readings[0].data.get(name) for name in TABLE[table].columns if name not in PROVENANCE}
        rows[row_id] = row | {key: row_id} | _seen(readings, min(readings, key=lambda reading: reading.order))
    return rows


def _pair(data: dict[str, Any]) -> frozenset[Any]:
    return frozenset((data["bill_id"], data.get("other_bill_id")))
