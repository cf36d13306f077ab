"""What sources say of a docket beside its register: events, claims, rulings, links. Pure."""

from collections import defaultdict

from db.readings import Reading, Sighting
from db.winners import Provenance, digest, seen_by


# Records that become one row each: kind -> (table, key column, {column: field}).
_PLAIN = {
    "event": ("docket_events", "docket_event_id", ("event", "date_from", "date_to", "precision", "text", "source_url")),
    "claim": ("claims", "claim_id", ("cause_of_action", "cause_of_action_raw", "source_url")),
    "defence": ("defences", "defence_id", ("provision", "exception", "source_url")),
    "ruling": (
        "rulings", "ruling_id",
        ("motion", "stage", "disposition", "disposition_raw", "outcome_230", "date_from", "date_to", "precision",
         "text", "is_verified", "source_url"),
    ),
    "citation": ("citations", "citation_id", ("text", "is_verified", "source_url")),
    "link": (
        "case_links", "link_id",
        ("other_slug", "other_label", "link_type", "effect", "date", "other_is_later", "text", "source_url"),
    ),
}  # fmt: skip
# What only an entry's text gives (rows_of_text.EntryFacts.evidence).
_UNREAD = dict.fromkeys(("entry_id", "quoted_span", "rule", "span_start", "span_end"))
_ABSENT = {
    "claims": {"brought_by": None, "brought_against": None} | _UNREAD,
    "defences": {"claim_id": None} | _UNREAD,
    "rulings": {"defence_id": None, "answers": None} | _UNREAD,
    "citations": {"entry_id": None},
    "case_links": dict.fromkeys(
        ("case_id", "other_docket_id", "other_case_id", "other_court_id", "other_docket_number", "other_ref")
    ) | _UNREAD,
}


def merge_plain(docket_id: str, sightings: list[Sighting], readings: dict[int, Reading], rows) -> None:
    """Add the rows of the records that are one row each: claims, rulings, links …"""
    shown: dict[tuple, list] = defaultdict(list)
    for kind in _PLAIN:
        for sighting, reading, _ in seen_by(sightings, readings, kind):
            shown[kind, reading.hash].append((sighting, reading.data))
    for (kind, reading_hash), seen in sorted(shown.items()):
        table, key, names = _PLAIN[kind]
        data = seen[0][1]
        provenance = Provenance()
        for sighting, _ in seen:
            provenance.add(sighting)
        row_id = digest(docket_id, kind, reading_hash)
        row = {key: row_id, "docket_id": docket_id} | _ABSENT.get(table, {})
        row |= {name: data.get(name) for name in names}
        if "is_verified" in row:
            row["is_verified"] = int(row["is_verified"] is not False)
        if kind == "link":
            row["other_is_later"] = int(bool(row["other_is_later"]))
        if kind == "defence":
            row["raw"] = data.get("provision_raw") or data.get("exception_raw")
        rows[table][row_id] = row | provenance.columns()
