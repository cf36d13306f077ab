"""Suppression: what must not be published is replaced before it reaches any table.

A suppressed row stays as a tombstone, so that a reader sees that something was removed and the row
does not come back with the next page. Its words also leave the merge's memory.
"""

import json

from sqlite_utils import Database

from db.merge.same_entry import find_entries

TOMBSTONE = "[removed from publication]"
_KEYS = ("hearing_key", "action", "kind")       # without words, but the merge needs them
SCOPES = ("docket", "entry", "party")


def hide(db: Database, merged, sightings, readings, hidden: frozenset[tuple[str, str]]) -> None:
    """Replace the words of suppressed rows in `merged` and in the stored readings."""
    if not hidden:
        return
    whole = ("docket", merged.docket_id) in hidden
    rows = merged.rows
    entries = {key for key in rows.get("docket_entries", ()) if whole or ("entry", key) in hidden}
    parties = {key for key in rows.get("participations", ()) if whole or ("party", key) in hidden}
    if not (whole or entries or parties):
        return
    for key in entries:
        rows["docket_entries"][key] |= {"text": TOMBSTONE, "short_text": None}
    for row in rows.get("entry_versions", {}).values():
        if row["entry_id"] in entries:
            row["text"] = TOMBSTONE
    for row in rows.get("documents", {}).values():
        if row["entry_id"] in entries:
            row |= {"description": TOMBSTONE, "url": None}
    for key in parties:
        rows["participations"][key] |= {
            "name": TOMBSTONE, "extra_info": None, "entity_id": None, "join_method": None, "join_evidence": None,
            "official_capacity": None, "source_url": None, "canonical": None, "aliases": None, "candidate_entity_id": None,
            "candidate_evidence": None,
        }  # fmt: skip
    if whole:
        _hide_header(merged)
    _forget(db, merged, sightings, readings, entries, parties, whole)


def _hide_header(merged) -> None:
    header = merged.rows["dockets"][merged.docket_id]
    header |= dict.fromkeys(("caption", "short_name"), TOMBSTONE) | dict.fromkeys(
        ("assigned_to", "referred_to", "outcome_note", "source_url", "docket_number_raw", "cause", "demand")
    )
    for table in ("docket_facts", "representations", "attorneys", "firms", "hearing_events", "hearings", "docket_events",
                  "claims", "defences", "rulings", "ruling_theories", "doctrine_sides", "motions", "citations", "case_links"):  # fmt: skip
        merged.rows[table] = {}


def _forget(db: Database, merged, sightings, readings, entries, parties, whole: bool) -> None:
    """Blank the words in the readings themselves; their keys are digests and stay."""
    blank: dict[int, dict] = {}
    for entry in find_entries(sightings, readings):
        if f"{merged.docket_id}.{entry.entry_key}" in entries:
            for reading in entry.readings:
                kept = {k: v for k, v in reading.data.items() if k not in ("text", "short_text", "event_names", "documents")}
                blank[reading.reading_id] = kept | {"text": TOMBSTONE}
    hidden_parties = set().union(*(ids for key, ids in merged.party_readings.items() if key in parties))
    shown = {key for sighting in sightings for key in sighting.reading_ids}
    for key in shown:
        reading = readings[key]
        if key in hidden_parties:
            kept = {k: v for k, v in reading.data.items() if k not in ("extra_info", "counsel", "source_url")}
            blank[key] = kept | {"name": TOMBSTONE}
        elif whole and reading.kind not in ("party", "entry", "member"):
            blank[key] = {name: value for name, value in reading.data.items() if name in _KEYS}
    db.conn.executemany(
        "update _readings set data = ?, facts = null where reading_id = ?",
        [(json.dumps(data, ensure_ascii=False), key) for key, data in blank.items()],
    )
