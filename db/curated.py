"""Rows that belong to no docket: entities, bills, corrections. Most are written by a curator or the operator.

They are rebuilt from the latest snapshot of every such file and every page of Congress, whenever one of them
changes. A row that refers to a row we do not have (yet) is held back, and appears once that file has been
read.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from db.bills import CuratedReading, bill_rows, fact_rows
from db.changes import Change, reviewed_changes
from db.merge.precedence import digest
from db.readings import encode_reading, reading_hash
from db.row_diff import insert_rows, sync_rows
from db.row_pairs import pair_rows, redirect_pairs
from db.rows import fetch_rows, first_cell, group, marks
from db.schema import TABLE
from db.tables import INTEGER, PROVENANCE
from db.withheld import Withheld
from docket.entities import Register
from docket.identity import name_key
from docket.records import (
    Bill,
    BillAction,
    BillLink,
    BillSource,
    CaseLine,
    CongressEvent,
    CongressEventLink,
    Correction,
    Entity,
    EntityName,
    ExcludedBill,
    Judge,
    Law,
    NotTakenIn,
    Question,
    Renamed,
    Theory,
)
from docket.snapshot import Form, Snapshot
from docket.vocabulary import Tier

ALL = object()  # every docket must be merged again
_KINDS = {
    Entity: "entity",
    EntityName: "entity_name",
    Bill: "bill",
    BillAction: "bill_action",
    BillLink: "bill_link",
    BillSource: "bill_source",
    ExcludedBill: "excluded_bill",
    CongressEvent: "congress_event",
    CongressEventLink: "congress_event_link",
    Correction: "correction",
    CaseLine: "case_line",
    Judge: "judge",
    Law: "law",
    Theory: "theory",
    Question: "question",
    Renamed: "renamed",
    NotTakenIn: "not_taken_in",
}
CORRECTABLE = (
    "cases",
    "dockets",
    "docket_entries",
    "participations",
    "hearings",
    "rulings",
    "claims",
    "entities",
    "bills",
)

_OURS = (Form.CURATED, Form.CORRECTION)


def save(
    db: Database, snapshot: Snapshot, records: list[Any], withheld: Withheld, is_update: bool = False
) -> tuple[object, list[Change]]:
    """Store what the file says, without withheld words; return the refs to merge again (or ALL) and the
    changes.

    `is_update`: an earlier review of the catalog was read before, so differences are news.
    """
    key = f"curated|{snapshot.url}"
    known = {
        name: (reading_id, kind)
        for name, reading_id, kind in db.conn.execute(
            "select hash, reading_id, kind from _readings where ref_id = ?", (key,)
        )
    }
    shown = []
    for record in records:
        kind = _KINDS[type(record)]
        data = withheld.redact_json(encode_reading(record))
        name = reading_hash(kind, data, 1)
        if name not in known:
            inserted = "insert into _readings (ref_id, kind, hash, data) values (?, ?, ?, ?)"
            known[name] = db.conn.execute(inserted, (key, kind, name, data)).lastrowid, kind
        shown.append(known[name][0])
    if shown:
        db.conn.execute(
            "insert into _sightings values (?, ?, ?)", (key, snapshot.snapshot_id, json.dumps(shown))
        )
    return _make_rows(db, {kind for _, kind in known.values()}, is_update)


def _make_rows(db: Database, kinds: set[str], is_update: bool) -> tuple[object, list[Change]]:
    """Make the rows that depend on records of these kinds: all that the file shows or ever showed."""
    readings = _latest(db)
    rows = _woven_rows(readings) if kinds - _OF_ONE_TABLE.keys() - _OF_NO_TABLE else {}
    rows |= {table: make(readings) for kind, (table, make) in _OF_ONE_TABLE.items() if kind in kinds}
    moved_names = _redirect_renamed(db, readings)
    before, lines = _corrections(db), _case_lines(db)
    _replace(db, "corrections", _correction_rows(readings, db))
    _replace(
        db,
        "_case_lines",
        {reading.data["case_id"]: dict(reading.data) for reading in readings if reading.kind == "case_line"},
    )
    apply_corrections(db, rows)
    differences = {table: _replace(db, table, rows[table]) for table in rows}
    changes_told = [
        change
        for table, difference in differences.items()
        if is_update and any(difference.values())
        for change in reviewed_changes(table, _pair(db, table, difference))
    ]
    after = _corrections(db)
    changes_told += [
        Change("corrected", table, row_id, None, None, field, None, value)
        for table, row_id, field, value in sorted(after - before, key=str)
    ]
    named = [differences[table] for table in ("entities", "entity_names", "judges") if table in rows]
    if moved_names or any(any(difference.values()) for difference in named):
        if "entities" in rows:
            _save_clashes(db, rows)
        return ALL, changes_told
    moved = before.symmetric_difference(after) | lines.symmetric_difference(_case_lines(db))
    return _refs_of(db, {(table, row_id) for table, row_id, _, _ in moved}), changes_told


def _woven_rows(readings: list[CuratedReading]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the rows that refer to each other, some of which the operator can correct."""
    rows = {
        "entities": _entity_rows(readings),
        "entity_names": _entity_name_rows(readings),
        "bills": bill_rows(readings),
        "bill_actions": fact_rows(readings, "bill_action", "bill_actions"),
        "bill_links": fact_rows(readings, "bill_link", "bill_links"),
        "bill_sources": fact_rows(readings, "bill_source", "bill_sources"),
        "excluded_bills": _plain_rows(readings, "excluded_bill", "excluded_bills", ("bill_id",)),
        "congress_events": _plain_rows(readings, "congress_event", "congress_events", ("event_id",)),
        "congress_event_links": _event_link_rows(readings),
    }
    _keep_whole(rows)
    return rows


# What a row belongs to: only rows with the same one can be corrections of each other.
_HEADS = {
    "bill_actions": "bill_id",
    "bill_links": "bill_id",
    "bill_sources": "bill_id",
    "congress_event_links": "congress_event_id",
    "entity_names": "entity_id",
    "not_taken_in": "row",
}


def _pair(db: Database, table: str, difference: dict[str, Any]) -> dict[str, Any]:
    """Return the difference with each corrected row listed as changed, and redirect its former id."""
    head = _HEADS.get(table, TABLE[table].key)
    heads = {row[head] for how in ("added", "removed") for row in difference[how]}
    paired_difference: dict[str, Any] = {"added": [], "removed": [], "changed": difference["changed"]}
    for each in sorted(heads):
        went, came = ([row for row in difference[how] if row[head] == each] for how in ("removed", "added"))
        paired = pair_rows(table, went, came)
        redirect_pairs(db, table, paired, each if table in _HEADS else None)
        paired_difference["added"] += paired.new
        paired_difference["removed"] += paired.gone
        paired_difference["changed"] = paired_difference["changed"] + paired.pairs
    return paired_difference


def _save_clashes(db: Database, rows: dict[str, Any]) -> None:
    """Save an issue for each name that several entities share: such a name identifies none of them."""
    names, kinds = rows["entity_names"].values(), {key: row["kind"] for key, row in rows["entities"].items()}
    register = Register.of(
        [(row["entity_id"], kinds[row["entity_id"]], row["name"], row["kind"]) for row in names]
    )
    db.conn.execute("delete from issues where code = 'entity-name-clash'")
    issues = []
    for key, owners in sorted(register.clashes.items()):
        name_row = next(row for row in names if row["entity_id"] in owners)
        issues.append(
            {
                "issue_id": digest("entity-name-clash", key),
                "code": "entity-name-clash",
                "value": key,
                "place": "; ".join(sorted(owners)),
                "court_id": None,
                "docket_number": None,
                "docket_id": None,
                "snapshot_id": name_row["snapshot_id"],
                "seen_at": name_row["last_seen"],
            }
        )
    insert_rows(db, "issues", issues)


_parsed = lru_cache(65_536)(json.loads)  # each file is read with all that were read before it


def _latest(db: Database) -> list[CuratedReading]:
    """Return every record of the newest page at each address, from our own files and from Congress."""
    sightings = db.conn.execute(
        "select t.ref_id, s.form, s.as_of, s.fetched_at, s.snapshot_id, t.readings "
        "from _sightings t join snapshots s using (snapshot_id) where t.ref_id like 'curated|%' order by t.ref_id"
    )
    pages = group(
        (ref_id, (tuple(page), set(json.loads(shown)), json.loads(shown), form))
        for ref_id, form, *page, shown in sightings
    )
    readings = {
        row[0]: (row[1], _parsed(row[2]))
        for row in db.conn.execute(
            "select reading_id, kind, data from _readings where ref_id like 'curated|%'"
        )
    }
    latest = []
    for looks in pages.values():
        order, _, shown, form = max(looks, key=lambda look: look[0])
        for reading_id in shown:
            same = [look[0] for look in looks if reading_id in look[1]]
            times = [fetched_at for _, fetched_at, _ in same]
            provenance = {"snapshot_id": min(same)[2], "first_seen": min(times), "last_seen": max(times)}
            latest.append(CuratedReading(*readings[reading_id], form in _OURS, order, provenance))
    return latest


def _entity_rows(seen: list[CuratedReading]) -> dict[str, dict[str, Any]]:
    named = (reading.data for reading in seen if reading.kind == "entity_name")
    names = group((data["entity_id"], data["name"]) for data in named)
    rows = _plain_rows(seen, "entity", "entities", ("entity_id",))
    for entity_id, row in rows.items():
        others = [name for name in names.get(entity_id, ()) if name != row["name"]]
        row["other_names"] = "; ".join(others) or None
    return rows


def _entity_name_rows(seen: list[CuratedReading]) -> dict[str, dict[str, Any]]:
    rows = _plain_rows(seen, "entity_name", "entity_names", ())
    for row in rows.values():
        row |= {
            "name_key": name_key(row["name"]),
            "method": "register",
            "evidence": "docket/data/entity_names.csv",
            "confidence": row["confidence"] or "reviewed",
        }
    return rows


def _judge_rows(seen: list[CuratedReading]) -> dict[str, dict[str, Any]]:
    rows = _plain_rows(seen, "judge", "judges", ("judge_id",))
    for row in rows.values():
        row |= {"court_ids": ";".join(row["court_ids"]), "printed": " | ".join(row["printed"])}
    return rows


def _event_link_rows(seen: list[CuratedReading]) -> dict[str, dict[str, Any]]:
    rows = {}
    for reading in seen:
        if reading.kind == "congress_event_link":
            row = {
                name: reading.data.get(name) for name in ("bill_id", "docket_slug", "entity_id", "relation")
            }
            key = digest(reading.kind, reading.data["event_id"], *row.values())
            rows[key] = (
                {"congress_event_link_id": key, "congress_event_id": reading.data["event_id"]}
                | row
                | reading.provenance
            )
    return rows


def _plain_rows(
    seen: list[CuratedReading], kind: str, table: str, key_fields: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    key = TABLE[table].key
    names = [name for name in TABLE[table].columns if name not in PROVENANCE]
    rows: dict[str, dict[str, Any]] = {}
    for reading in seen:
        if reading.kind != kind:
            continue
        cells = {name: reading.data.get(name) for name in names}
        row: dict[str, Any] = {
            name: int(cell) if isinstance(cell, bool) else cell for name, cell in cells.items()
        }
        row[key] = (
            reading.data[key_fields[0]]
            if key_fields
            else digest(kind, json.dumps(reading.data, sort_keys=True))
        )
        rows[row[key]] = row | reading.provenance
    return rows


# Kinds whose records make the rows of one table and bear on no other, so that few files make them anew.
_OF_ONE_TABLE: dict[str, tuple[str, Callable[[list[CuratedReading]], dict[str, dict[str, Any]]]]] = {
    "judge": ("judges", _judge_rows),
    "law": ("laws", lambda seen: _plain_rows(seen, "law", "laws", ("slug",))),
    "theory": ("theories", lambda seen: _plain_rows(seen, "theory", "theories", ("code",))),
    "question": ("questions", lambda seen: _plain_rows(seen, "question", "questions", ("code",))),
    "not_taken_in": ("not_taken_in", lambda seen: _plain_rows(seen, "not_taken_in", "not_taken_in", ())),
}
_OF_NO_TABLE = {"case_line", "renamed"}


def _correction_rows(seen: list[CuratedReading], db: Database) -> dict[str, dict[str, Any]]:
    rows = {}
    for reading in seen:
        if reading.kind != "correction":
            continue
        data, provenance = reading.data, reading.provenance
        correction_id = digest(
            data["table"], data["row_id"], data["field"], data["made_at"], data.get("value")
        )
        old = next(
            iter(fetch_rows(db, "select * from corrections where correction_id = ?", (correction_id,))), {}
        )
        rows[correction_id] = {
            "correction_id": correction_id,
            "table_name": data["table"],
            "row_id": data["row_id"],
            "field": data["field"],
            "value": data.get("value"),
            "replaced_value": old.get("replaced_value"),
            "reason": data["reason"],
            "made_by": data["made_by"],
            "made_at": data["made_at"],
            "is_applied": old.get("is_applied", 0),
        } | provenance
    return rows


def _redirect_renamed(db: Database, seen: list[CuratedReading]) -> bool:
    """Redirect each superseded name that was published to the current one; return whether any redirect changed."""
    before = db.conn.total_changes
    for reading in seen:
        if reading.kind == "renamed":
            redirect = (
                reading.data["old_id"],
                reading.data["new_id"],
                reading.data["kind"],
                reading.provenance["snapshot_id"],
                reading.provenance["first_seen"],
            )
            db.conn.execute(
                (
                    "insert into redirects values (?, ?, ?, ?, ?) on conflict (kind, old_id) do update set "
                    "new_id = excluded.new_id, "
                    "snapshot_id = excluded.snapshot_id, seen_at = excluded.seen_at where new_id <> excluded.new_id"
                ),
                redirect,
            )
    return db.conn.total_changes > before


def _keep_whole(rows: dict[str, dict[str, Any]]) -> None:
    """Hold back rows that refer to missing rows, and bills that were reviewed but not included."""
    entities = rows["entities"]
    bills = rows["bills"] = {
        key: row for key, row in rows["bills"].items() if key not in rows["excluded_bills"]
    }
    for row in entities.values():
        if row["parent_entity_id"] not in entities:
            row["parent_entity_id"] = None
    for table, column, there in (
        ("entity_names", "entity_id", entities),
        ("bill_actions", "bill_id", bills),
        ("bill_links", "bill_id", bills),
        ("bill_sources", "bill_id", bills),
        ("congress_event_links", "congress_event_id", rows["congress_events"]),
    ):
        rows[table] = {key: row for key, row in rows[table].items() if row[column] in there}
    rows["bill_links"] = {
        key: row for key, row in rows["bill_links"].items() if row["other_bill_id"] in (None, *bills)
    }
    rows["congress_event_links"] = {
        key: row
        for key, row in rows["congress_event_links"].items()
        if row["bill_id"] in (None, *bills) and row["entity_id"] in (None, *entities)
    }


def _replace(db: Database, table: str, rows: dict[str, dict[str, Any]]) -> dict[str, list[Any]]:
    """Make the table contain exactly these rows; return what differed, as `sync_rows` does."""
    key = TABLE[table].key
    old = {row[key]: row for row in fetch_rows(db, f"select * from [{table}]")}
    difference = sync_rows(db, table, old, rows)
    moved = [(old[row[key]], row) for row in difference["moved"]]
    return {
        "added": difference["added"],
        "removed": difference["removed"],
        "changed": difference["changed"] + moved,
    }


def _corrections(db: Database) -> set[tuple[Any, ...]]:
    return set(db.conn.execute("select table_name, row_id, field, value from corrections").fetchall())


def _case_lines(db: Database) -> set[tuple[Any, ...]]:
    return set(db.conn.execute("select 'cases', case_id, 'about', text from _case_lines").fetchall())


def _refs_of(db: Database, targets: set[tuple[str, str]]) -> set[str]:
    """Return the refs of the dockets to which these corrected rows belong."""
    dockets: set[str] = set()
    for table, row_id in targets:
        if table == "cases":
            sql, key = "select docket_id from dockets where case_id = ?", row_id
        elif table in TABLE and "docket_id" in TABLE[table].columns:
            sql = f"select docket_id from [{table}] where [{TABLE[table].key}] = ?"
            key = _current_id(db, row_id)
        else:
            continue
        dockets |= {row[0] for row in db.conn.execute(sql, (key,))}
    sql = f"select ref_id from _refs where docket_id in ({marks(dockets)})"
    return {row[0] for row in db.conn.execute(sql, list(dockets))}


def _current_id(db: Database, row_id: str) -> str:
    seen = {row_id}
    while new_id := first_cell(db.conn, str, "select new_id from redirects where old_id = ?", row_id):
        row_id = new_id
        if new_id in seen:
            break
        seen.add(new_id)
    return row_id


# Fields that have a tier because they are read from text: a value that a person enters is "reviewed".
_TIERS = {
    ("dockets", "relevance"): "relevance_tier",
    ("hearings", "date"): "tier",
    ("hearings", "kind"): "tier",
    ("hearings", "status"): "tier",
    ("rulings", "answer"): "answer_tier",
    ("rulings", "disposition"): "tier",
    ("rulings", "motion"): "tier",
}


def apply_corrections(
    db: Database,
    rows: dict[str, dict[str, dict[str, Any]]],
    find_current: Callable[[str], str | None] = lambda _row_id: None,
) -> None:
    """Replace merged values with the operator's; the latest correction of a field wins.

    `find_current` gives the current id of a row whose former id no redirect lists (db/former_ids.py).
    """
    made = db.conn.execute(
        "select correction_id, table_name, row_id, field, value from corrections order by made_at, correction_id"
    ).fetchall()
    for correction_id, table, row_id, field, value in made:
        row = rows.get(table, {}).get(row_id) or rows.get(table, {}).get(
            _current_id(db, find_current(row_id) or row_id)
        )
        if row is None or field not in row or TABLE[table].columns[field].references:
            continue  # a file written by hand may name a key; the row that it names may be missing
        db.conn.execute(
            "update corrections set is_applied = 1, replaced_value = ? where correction_id = ?",
            (row[field], correction_id),
        )
        is_number = TABLE[table].columns[field].type == INTEGER
        row[field] = int(value) if is_number and value is not None else value
        if tier := _TIERS.get((table, field)):
            row[tier] = Tier.REVIEWED.value
