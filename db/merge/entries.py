"""The entries of one docket as rows: current text, versions and documents. Pure."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from db.merge.precedence import Provenance, Rows
from db.merge.registers import PageRegisters, find_registers
from db.merge.same_entry import best_fields, find_entries
from db.merge.text_facts import EntryFacts
from db.merge.versions import find_versions
from db.readings import Reading, Sighting
from docket.courts import get_court
from docket.entries import find_event_types

if TYPE_CHECKING:
    from db.merge.same_entry import Entry
    from db.merge.versions import Version

_ENTRY_FIELDS = (
    "entry_number",
    "pacer_seq_no",
    "date_filed",
    "date_entered",
    "entered_at",
    "text",
    "short_text",
    "text_kind",
    "event_names",
    "documents",
)
_NUMBER = re.compile(r"[0-9]+")
_TOO_LONG = 6  # more digits than any register's numbers have; some courts print a date or an account there


def merge_entries(
    docket_id: str,
    court_id: str,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    rows: dict[str, dict[str, dict[str, Any]]],
) -> list[EntryFacts]:
    """Add the rows of docket_entries, entry_versions and documents to `rows`.

    Returns each entry in the order of the register, with what its text says.
    """
    timezone = get_court(court_id).timezone
    registers = find_registers(sightings, readings)
    entries = find_entries(sightings, readings, registers)
    in_order = registers.in_order(sightings)
    main = _main_page(sightings, readings)
    merged = []
    for entry in entries:
        best = best_fields(entry, _ENTRY_FIELDS)
        versions, is_gone = find_versions(entry, in_order, registers)
        entry_id = f"{docket_id}.{entry.entry_key}"
        row: dict[str, Any] = {"entry_id": entry_id, "docket_id": docket_id}
        row |= {name: best[name] for name in _ENTRY_FIELDS if name not in ("event_names", "documents")}
        row["text_kind"] = best["text_kind"] or "full"
        row["timezone"] = timezone if best["entered_at"] else None
        types = find_event_types(best["text"] or best["short_text"], tuple(best["event_names"] or ()))
        row["event_types"] = ";".join(types) or None
        row["version_count"] = len(versions)
        row["is_gone"] = int(is_gone)
        row["aliases"] = " ".join(entry.keys) or None
        winner = best["winner"][1].reading_id
        source = min((s for s, r, _ in entry.showings if r.reading_id == winner), key=lambda seen: seen.order)
        row |= Provenance(sighting for sighting, _, _ in entry.showings).columns(source.snapshot_id)
        states = _version_rows(docket_id, entry_id, versions, registers)
        # The version whose text is the row's current one.
        current = next((key for key, state in reversed(states.items()) if state["text"] == row["text"]), None)
        text_facts = best["reading"].text_facts if best["reading"] else None
        merged.append((_place(row, entry, main), row, text_facts, current))
        rows["entry_versions"] |= states
        rows["documents"] |= _document_rows(docket_id, entry_id, best["documents"] or (), row)
    merged.sort(key=lambda item: item[0])
    for position, (_, row, _, _) in enumerate(merged):
        row["position"] = position
        rows["docket_entries"][row["entry_id"]] = row
    _mark_gaps([row for _, row, _, _ in merged])
    return [EntryFacts(row, facts, version_id) for _, row, facts, version_id in merged if facts]


def _mark_gaps(in_order: list[dict[str, Any]]) -> None:
    """Set for each entry how many numbers were skipped just before it; None if it has no number.

    This is stored, since otherwise a page would have to look through the twelve thousand numbers of a long
    docket.
    """
    numbered = []
    for row in in_order:
        row["missing_before"] = None
        number = _NUMBER.match(row["entry_number"] or "")
        if number and len(row["entry_number"]) < _TOO_LONG:
            numbered.append((int(number[0]), row))
    numbered.sort(key=lambda pair: pair[0])
    previous: int | None = None
    for entry_number, row in numbered:
        row["missing_before"] = 0 if previous is None else max(0, entry_number - previous - 1)
        previous = entry_number


def _main_page(sightings: list[Sighting], readings: dict[int, Reading]) -> tuple[str, bool] | None:
    """Return the newest complete page, and whether it shows the newest entry first; None without a complete
    page."""
    for sighting in reversed(sightings):
        if sighting.scope == "complete" and sighting.form != "curated":
            dates = [
                readings[key].data.get("date_filed") or ""
                for key in sighting.reading_ids
                if readings[key].kind == "entry"
            ]
            return sighting.snapshot_id, bool(dates) and dates[0] > dates[-1]
    return None


def _place(row: dict[str, Any], entry: "Entry", main: tuple[str, bool] | None) -> tuple[Any, ...]:
    day = row["date_filed"] or row["date_entered"] or (row["entered_at"] or "")[:10]
    number = row["entry_number"] or ""
    on_page = next((p for s, _, p in entry.showings if main and s.snapshot_id == main[0]), None)
    if main is None or on_page is None:
        page_place = (1, int(number) if number.isdigit() else 10**15)
    else:
        page_place = (0, -on_page if main[1] else on_page)
    return (day, *page_place, row["entered_at"] or "", row["entry_id"])


def _version_rows(docket_id: str, entry_id: str, versions: "list[Version]", registers: PageRegisters) -> Rows:
    rows: Rows = {}
    for ordinal, version in enumerate(versions, 1):
        number, date_filed, text, text_kind = version.state
        gone = version.change == "disappeared"
        version_id = f"{entry_id}.v{ordinal}"
        rows[version_id] = {
            "version_id": version_id,
            "entry_id": entry_id,
            "docket_id": docket_id,
            "ordinal": ordinal,
            "change": version.change,
            "entry_number": number,
            "date_filed": date_filed,
            "text": None if gone else text,
            "text_kind": text_kind,
            "source": version.source,
            "first_snapshot_id": version.first.snapshot_id,
            "last_snapshot_id": version.last.snapshot_id,
            "first_shown": registers.moment(version.first),
            "last_shown": registers.moment(version.last),
            "snapshot_id": version.first.snapshot_id,
            "first_seen": version.first.fetched_at,
            "last_seen": version.last.fetched_at,
        }
    return rows


def _document_rows(
    docket_id: str, entry_id: str, documents: Sequence[dict[str, Any]], row: dict[str, Any]
) -> Rows:
    rows: Rows = {}
    for ordinal, document in enumerate(documents):
        document_id = f"{entry_id}.{document.get('attachment_number', 0)}"
        if document_id in rows:  # seen in dcd: two attachments printed with the same number
            document_id = f"{document_id}-{ordinal}"
        rows[document_id] = {
            "document_id": document_id,
            "entry_id": entry_id,
            "docket_id": docket_id,
            "pacer_doc_id": document.get("pacer_doc_id"),
            "attachment_number": document.get("attachment_number", 0),
            "description": document.get("description"),
            "page_count": document.get("page_count"),
            "file_size_bytes": document.get("file_size_bytes"),
            "url": document.get("url"),
            "snapshot_id": row["snapshot_id"],
            "first_seen": row["first_seen"],
            "last_seen": row["last_seen"],
        }
    return rows
