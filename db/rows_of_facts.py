"""What sources say of a docket beside its register: hearings, claims, rulings, links. Pure."""

from collections import defaultdict

from db.readings import Reading, Sighting
from db.winners import Provenance, digest, seen_by
from docket.courts import get_court
from docket.hearings import fold_status, make_starts_at


def merge_hearings(docket_id: str, court_id: str, sightings: list[Sighting], readings: dict[int, Reading], rows) -> None:
    """Add the rows of hearings and hearing_events to `rows`; a status is folded from the events."""
    events: dict[str, list] = defaultdict(list)
    for sighting, reading, _ in seen_by(sightings, readings, "hearing"):
        events[reading.data["hearing_key"]].append((sighting, reading.data))
    for key, shown in sorted(events.items()):
        shown.sort(key=lambda item: (item[1].get("action_date") or "", item[1]["action"], item[0].order))
        hearing_id = f"{docket_id}.{key}"
        provenance = Provenance()
        for sighting, data in shown:
            provenance.add(sighting)
            event_id = digest(hearing_id, data["action"], data.get("action_date"), data.get("date_from"), data.get("text"))
            own = Provenance()
            own.add(sighting)
            names = ("action", "action_date", "date_from", "date_to", "precision", "time_local", "text", "source_url")
            rows["hearing_events"][event_id] = {
                "hearing_event_id": event_id, "hearing_id": hearing_id, "docket_id": docket_id,
                "version_id": None,
            } | {name: data.get(name) for name in names} | own.columns()  # fmt: skip
        dated = [data for _, data in shown if data.get("date_from")]
        last = dated[-1] if dated else shown[-1][1]
        rows["hearings"][hearing_id] = {
            "hearing_id": hearing_id,
            "docket_id": docket_id,
            "kind": next(data["kind"] for _, data in shown),
            "status": fold_status([data["action"] for _, data in shown]),
            "date": last.get("date_from") if last.get("precision") in ("day", "time") else None,
            "time_local": last.get("time_local"),
            "starts_at": make_starts_at(last.get("date_from"), last.get("time_local"), court_id),
            "timezone": get_court(court_id).timezone,
            "precision": last.get("precision"),
            "date_from": last.get("date_from"),
            "date_to": last.get("date_to"),
            "place": last.get("place"),
            "judge": last.get("judge"),
            "is_remote": None,
            "text": last.get("text"),
            "source_url": last.get("source_url"),
        } | provenance.columns()


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
_ABSENT = {
    "claims": {"brought_by": None, "brought_against": None},
    "defences": {"claim_id": None},
    "rulings": {"entry_id": None, "defence_id": None, "quoted_span": None},
    "citations": {"entry_id": None},
    "case_links": {"case_id": None, "other_docket_id": None, "other_case_id": None},
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
