"""From what was seen of one docket to its rows. A pure function: no clock, no database.

`merge_docket` takes every sighting of every ref of one docket and returns the rows of every
table that hang on it. `db/store.py` compares them with the rows that are there.
"""

from collections import defaultdict
from dataclasses import dataclass

from db.merge_entries import best_fields, find_entries
from db.merge_parties import merge_parties
from db.merge_versions import find_versions
from db.readings import Reading, Sighting
from db.resolve import Resolved
from db.winners import Provenance, digest, priority, seen_by
from docket.courts import get_court
from docket.entities import Register
from docket.entries import find_event_types
from docket.hearings import fold_status, make_starts_at

# The fields of a docket's row that several sources may give, in the record's own names.
HEADER = (
    "docket_number_raw", "caption", "short_name", "date_filed", "date_decided", "date_terminated", "status",
    "assigned_to", "referred_to", "cause", "nature_of_suit", "jurisdiction", "jury_demand", "demand", "appeal_from",
    "originating_court_id", "originating_docket_number", "citation", "platform", "plaintiff_type", "outcome_230",
    "outcome_note", "confidence", "source_url",
)  # fmt: skip
# A curator vouches for these by naming them in `verified`; the rest of a catalogue row is our own wording.
_CHECKABLE = {
    "docket_number_raw": "docket_number", "caption": "caption", "date_filed": "date_filed",
    "date_decided": "date_decided", "status": "status", "citation": "citation", "outcome_230": "outcome_230",
}  # fmt: skip
Rows = dict[str, dict]


@dataclass
class Merged:
    """The rows of one docket, by table and primary key, and what other rows hang on it."""

    docket_id: str
    rows: dict[str, Rows]
    party_readings: dict[str, set[int]]


def merge_docket(
    docket: Resolved, sightings: list[Sighting], readings: dict[int, Reading], register: Register
) -> Merged:
    """Return every row of one docket. `sightings` are in the order of the pages, oldest first."""
    rows: dict[str, Rows] = defaultdict(dict)
    header, facts = _merge_header(docket, sightings, readings)
    rows["dockets"][docket.docket_id] = header
    rows["docket_facts"] = facts
    rows["docket_aliases"] = _aliases(docket, sightings)
    _merge_entries(docket, header, sightings, readings, rows)
    party_readings = merge_parties(docket.docket_id, sightings, readings, register, rows)
    rows["docket_platforms"] = _platforms(docket.docket_id, sightings, readings, register)
    _merge_hearings(docket, header, sightings, readings, rows)
    _merge_plain(docket, sightings, readings, rows)
    header["entry_count"] = len(rows["docket_entries"])
    return Merged(docket.docket_id, dict(rows), party_readings)


def _merge_header(docket: Resolved, sightings, readings) -> tuple[dict, Rows]:
    candidates: dict[str, list] = defaultdict(list)
    provenance = Provenance()
    for sighting in sightings:
        provenance.add(sighting)
    for sighting, reading, _ in seen_by(sightings, readings, "docket"):
        verified = reading.data.get("verified")
        values = {name: reading.data[name] for name in HEADER if name in reading.data}
        values |= dict(reading.data.get("details", ()))
        for name, value in values.items():
            is_checked = verified is None or name not in _CHECKABLE or _CHECKABLE[name] in verified
            candidates[name].append((priority(sighting, is_checked), str(value), sighting, is_checked, reading))
    best = {name: max(values, key=lambda candidate: candidate[:2]) for name, values in candidates.items()}
    header = {"docket_id": docket.docket_id, "case_id": None, "court_id": docket.refs[0].court_id}
    header["docket_number"] = _number(docket)
    header["pacer_case_id"] = min((ref.pacer_case_id for ref in docket.refs if ref.pacer_case_id), default=None)
    header |= {name: best[name][1] if name in best else None for name in HEADER}
    header["unconfirmed"] = ";".join(name for name in HEADER if name in best and not best[name][3]) or None
    header["status"] = _status(header)
    header["coverage"], header["selection"] = _coverage(sightings), _selection(docket)
    header["as_of"] = max((s.as_of for s in sightings if s.form != "curated"), default=sightings[-1].as_of)
    winner = best.get("caption") or best.get("date_filed")
    header |= provenance.columns(winner[2].snapshot_id if winner else None)
    return header, _facts(docket.docket_id, candidates, best)


def _status(header: dict) -> str:
    """Terminated is closed; otherwise what a source says. An old open sheet says nothing of today."""
    return "closed" if header["date_terminated"] else header["status"] or "unknown"


def _number(docket: Resolved) -> str | None:
    """Return the number with its office where any source printed one."""
    numbers = [ref for ref in docket.refs if ref.docket_number]
    return min(((not ref.office, ref.docket_number) for ref in numbers), default=(None, None))[1]


def _coverage(sightings: list[Sighting]) -> str:
    seen = {(sighting.form, sighting.scope) for sighting in sightings}
    if any(form in ("sheet", "api") and scope == "complete" for form, scope in seen):
        return "complete"
    forms = {form for form, _ in seen}
    if forms & {"sheet", "api", "recap", "email"}:
        return "partial"
    return "feed_only" if "feed" in forms and "curated" not in forms else "curated"


def _selection(docket: Resolved) -> str:
    return "catalog" if any(ref.catalog_slug for ref in docket.refs) else "imported"


def _facts(docket_id: str, candidates: dict, best: dict) -> Rows:
    rows: Rows = {}
    for name, values in candidates.items():
        groups: dict[tuple, list] = defaultdict(list)
        for candidate in values:
            groups[candidate[1], candidate[2].source, candidate[3]].append(candidate)
        for (value, source, is_checked), same in groups.items():
            provenance = Provenance()
            for candidate in same:
                provenance.add(candidate[2])
            fact_id = digest(docket_id, name, value, source, is_checked)
            rows[fact_id] = {
                "fact_id": fact_id,
                "docket_id": docket_id,
                "field": name,
                "value": value,
                "is_current": int(value == best[name][1] and best[name][2].source == source),
                "is_verified": int(is_checked),
                "source": source,
                "as_of": max(candidate[2].as_of for candidate in same),
                "source_url": same[-1][4].data.get("source_url"),
            } | provenance.columns()
    return rows


def _aliases(docket: Resolved, sightings: list[Sighting]) -> Rows:
    rows: Rows = {}
    for kind, name_of in (("number", _number_alias), ("pacer", _pacer_alias), ("catalog", _catalog_alias)):
        for alias in sorted({name_of(ref) for ref in docket.refs} - {None}):
            provenance = Provenance()
            for sighting in sightings:
                if any(ref.ref_id == sighting.ref_id and name_of(ref) == alias for ref in docket.refs):
                    provenance.add(sighting)
            if provenance.sightings:
                rows[alias] = {"alias": alias, "docket_id": docket.docket_id, "kind": kind} | provenance.columns()
    return rows


def _platforms(docket_id: str, sightings, readings, register: Register) -> Rows:
    """Return the entities whose service the docket is about, as far as the register has them."""
    shown: dict[str, Provenance] = defaultdict(Provenance)
    for sighting, reading, _ in seen_by(sightings, readings, "docket"):
        for entity_id in reading.data.get("entity_ids", ()):
            if entity_id in register.kinds:
                shown[entity_id].add(sighting)
    return {
        key: {"docket_platform_id": key, "docket_id": docket_id, "entity_id": entity_id} | provenance.columns()
        for entity_id, provenance in shown.items()
        for key in (digest(docket_id, "platform", entity_id),)
    }


def _number_alias(ref) -> str | None:
    return f"number:{ref.court_id}:{ref.docket_number}" if ref.docket_number else None


def _pacer_alias(ref) -> str | None:
    return f"pacer:{ref.court_id}:{ref.pacer_case_id}" if ref.pacer_case_id else None


def _catalog_alias(ref) -> str | None:
    return f"catalog:{ref.catalog_slug}" if ref.catalog_slug else None


_ENTRY_FIELDS = (
    "entry_number", "pacer_seq_no", "date_filed", "date_entered", "entered_at", "text", "short_text", "text_kind",
    "event_names", "documents",
)  # fmt: skip


def _merge_entries(docket: Resolved, header: dict, sightings, readings, rows) -> None:
    timezone = get_court(header["court_id"]).timezone
    entries = find_entries(sightings, readings)
    main = _main_page(sightings, readings)
    merged = []
    for entry in entries:
        best = best_fields(entry, _ENTRY_FIELDS)
        versions = find_versions(entry, sightings)
        entry_id = f"{docket.docket_id}.{entry.entry_key}"
        row = {"entry_id": entry_id, "docket_id": docket.docket_id}
        row |= {name: best[name] for name in _ENTRY_FIELDS if name not in ("event_names", "documents")}
        row["text_kind"] = best["text_kind"] or "full"
        row["timezone"] = timezone if best["entered_at"] else None
        types = find_event_types(best["text"] or best["short_text"], tuple(best["event_names"] or ()))
        row["event_types"] = ";".join(types) or None
        row["version_count"] = len(versions)
        row["is_gone"] = int(_is_gone(versions))
        row["aliases"] = " ".join(entry.keys) or None
        provenance = Provenance()
        for sighting, _, _ in entry.showings:
            provenance.add(sighting)
        winner = best["winner"][1].reading_id
        source = min((s for s, r, _ in entry.showings if r.reading_id == winner), key=lambda seen: seen.order)
        row |= provenance.columns(source.snapshot_id)
        merged.append((_place(row, entry, main), row))
        rows["entry_versions"] |= _version_rows(docket.docket_id, entry_id, versions)
        rows["documents"] |= _document_rows(docket.docket_id, entry_id, best["documents"] or (), row)
    for position, (_, row) in enumerate(sorted(merged, key=lambda item: item[0])):
        row["position"] = position
        rows["docket_entries"][row["entry_id"]] = row


def _is_gone(versions) -> bool:
    """An entry is gone when the last word of every form that showed it is that it disappeared."""
    last = {version.form: version.change for version in versions}
    return bool(last) and all(change == "disappeared" for change in last.values())


def _main_page(sightings, readings) -> tuple[str, bool] | None:
    """Return the newest complete page and whether it shows its newest entry first."""
    for sighting in reversed(sightings):
        if sighting.scope == "complete" and sighting.form != "curated":
            dates = [
                readings[key].data.get("date_filed") or "" for key in sighting.reading_ids if readings[key].kind == "entry"
            ]
            return sighting.snapshot_id, bool(dates) and dates[0] > dates[-1]
    return None


def _place(row: dict, entry, main) -> tuple:
    day = row["date_filed"] or row["date_entered"] or (row["entered_at"] or "")[:10]
    number = row["entry_number"] or ""
    on_page = next((p for s, _, p in entry.showings if main and s.snapshot_id == main[0]), None)
    if on_page is None:
        page_place = (1, int(number) if number.isdigit() else 10**15)
    else:
        page_place = (0, -on_page if main[1] else on_page)
    return (day, *page_place, row["entered_at"] or "", row["entry_id"])


def _version_rows(docket_id: str, entry_id: str, versions) -> Rows:
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
            "first_shown": version.first.as_of,
            "last_shown": version.last.as_of,
            "snapshot_id": version.first.snapshot_id,
            "first_seen": version.first.fetched_at,
            "last_seen": version.last.fetched_at,
        }
    return rows


def _document_rows(docket_id: str, entry_id: str, documents, row: dict) -> Rows:
    rows: Rows = {}
    for ordinal, document in enumerate(documents):
        document_id = f"{entry_id}.{document.get('attachment_number', 0)}"
        if document_id in rows:          # seen in dcd: two attachments printed with one number
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


def _merge_hearings(docket: Resolved, header: dict, sightings, readings, rows) -> None:
    events: dict[str, list] = defaultdict(list)
    for sighting, reading, _ in seen_by(sightings, readings, "hearing"):
        events[reading.data["hearing_key"]].append((sighting, reading.data))
    for key, shown in sorted(events.items()):
        shown.sort(key=lambda item: (item[1].get("action_date") or "", item[1]["action"], item[0].order))
        hearing_id = f"{docket.docket_id}.{key}"
        provenance = Provenance()
        for sighting, data in shown:
            provenance.add(sighting)
            event_id = digest(hearing_id, data["action"], data.get("action_date"), data.get("date_from"), data.get("text"))
            own = Provenance()
            own.add(sighting)
            names = ("action", "action_date", "date_from", "date_to", "precision", "time_local", "text", "source_url")
            rows["hearing_events"][event_id] = {
                "hearing_event_id": event_id, "hearing_id": hearing_id, "docket_id": docket.docket_id,
                "version_id": None,
            } | {name: data.get(name) for name in names} | own.columns()  # fmt: skip
        dated = [data for _, data in shown if data.get("date_from")]
        last = dated[-1] if dated else shown[-1][1]
        rows["hearings"][hearing_id] = {
            "hearing_id": hearing_id,
            "docket_id": docket.docket_id,
            "kind": next(data["kind"] for _, data in shown),
            "status": fold_status([data["action"] for _, data in shown]),
            "date": last.get("date_from") if last.get("precision") in ("day", "time") else None,
            "time_local": last.get("time_local"),
            "starts_at": make_starts_at(last.get("date_from"), last.get("time_local"), header["court_id"]),
            "timezone": get_court(header["court_id"]).timezone,
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


def _merge_plain(docket: Resolved, sightings, readings, rows) -> None:
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
        row_id = digest(docket.docket_id, kind, reading_hash)
        row = {key: row_id, "docket_id": docket.docket_id} | _ABSENT.get(table, {})
        row |= {name: data.get(name) for name in names}
        if "is_verified" in row:
            row["is_verified"] = int(row["is_verified"] is not False)
        if kind == "link":
            row["other_is_later"] = int(bool(row["other_is_later"]))
        if kind == "defence":
            row["raw"] = data.get("provision_raw") or data.get("exception_raw")
        rows[table][row_id] = row | provenance.columns()
