"""What changed between two states of the tables, as rows that a reader can follow.

A change's id is derived from its content and its snapshot, never from a counter or a clock, so that a rebuild
gives the same ids.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlite_utils import Database

from db.columns import TABLE, TABLES
from db.merge.precedence import digest
from db.row_pairs import LABELS, NAMING
from db.tables import PROVENANCE
from docket.snapshot import Snapshot

# For these tables only what a review of the catalog changed is reported, as changes of the record.
_REVIEWED = (
    "docket_events",
    "doctrine_sides",
    "looks",
    "locators",
    "entities",
    "entity_names",
    "bills",
    "bill_actions",
    "bill_links",
    "bill_sources",
    "excluded_bills",
    "congress_events",
    "congress_event_links",
    "judges",
    "laws",
    "theories",
    "questions",
    "not_taken_in",
)
# Columns that concern only our reading of a row, or that repeat another row, which reports the change.
_OURS = frozenset({"as_of", "position", "entry_count", *PROVENANCE})
_PEOPLE = frozenset({"judge", "assigned_to", "referred_to"})
_IN_NAMES = re.compile(r"\b(?:jr|sr|ii|iii|iv)\b|['’.]")
# For entries, their versions report what changed; for the docket itself, its header does.
_WATCHED = {table.name: table.news for table in TABLES if table.news}
_VERSION_KINDS = {
    "text": ("entry_edited", "text"),
    "date": ("entry_edited", "date_filed"),
    "number": ("entry_edited", "entry_number"),
    "completed": ("entry_completed", "text"),
    "disappeared": ("entry_disappeared", "text"),
    "reappeared": ("entry_reappeared", "text"),
}


# Ids of changes are digests of these words and are kept forever, so they use the first version's spelling.
_FIRST_SPELLING = {
    "defenses": "defences",
    "defense_added": "defence_added",
    "defense_changed": "defence_changed",
    "defense_removed": "defence_removed",
}


@dataclass(frozen=True)
class Change:
    """One difference. `subject` is a table, `subject_id` a row of it."""

    kind: str
    subject: str
    subject_id: str
    docket_id: str | None
    case_id: str | None
    field: str | None = None
    old_value: str | None = None
    new_value: str | None = None


def docket_changes(
    docket_id: str,
    case_id: str,
    is_new: bool,
    is_first_sight: bool,
    is_update: bool,
    differences: dict[str, Any],
) -> list[Change]:
    """Return the changes that a reader should see, from one docket's differences.

    A docket seen for the first time is one change, not one for each of its lines. So is a docket of the
    catalog, whose rows are spread over several files of one review (`is_first_sight`). For an update of the
    catalog (`is_update`) every field that differs is reported.
    """
    if is_new:
        row = differences["dockets"]["added"][0]
        return [
            Change("docket_added", "dockets", docket_id, docket_id, case_id, "caption", None, row["caption"])
        ]
    if is_first_sight:
        return []
    about = (docket_id, case_id)
    names = _fields("dockets") if is_update else TABLE["dockets"].watched
    changes = _field_changes("docket", "dockets", names, differences["dockets"]["changed"], about)
    changes += _entry_changes(docket_id, case_id, differences)
    for table, (singular, _) in _WATCHED.items():
        names = _fields(table) if is_update else TABLE[table].watched
        changes += row_changes(table, singular, names, differences[table], about)
    if is_update:  # a correction to a line kept by hand is not an edit by the court
        lines = [
            pair
            for pair in differences["docket_entries"]["changed"]
            if pair[0]["entry_id"] != pair[1]["entry_id"]
        ]
        changes += _field_changes("record", "docket_entries", ("date_filed", "text"), lines, about)
    for table in _REVIEWED if is_update else ():
        if table in differences:
            changes += reviewed_changes(table, differences[table], about)
    return changes


def reviewed_changes(
    table: str, difference: dict[str, Any], about: tuple[str | None, str | None] = (None, None)
) -> list[Change]:
    """Return what an update of the catalog changed in a table, field by field. `about` gives the docket and
    the case."""
    return row_changes(table, "record", _fields(table), difference, about)


def row_changes(
    table: str,
    singular: str,
    names: tuple[str, ...],
    difference: dict[str, Any],
    about: tuple[str | None, str | None],
) -> list[Change]:
    """Return a change for each row added or removed, and for each of these fields that differs."""
    key, label = TABLE[table].key, LABELS[table]
    changes = [
        Change(f"{singular}_added", table, row[key], *about, label, None, row[label])
        for row in difference["added"]
    ]
    changes += [
        Change(f"{singular}_removed", table, row[key], *about, label, row[label], None)
        for row in difference["removed"]
    ]
    return changes + _field_changes(singular, table, names, difference["changed"], about)


def _field_changes(
    singular: str,
    table: str,
    names: tuple[str, ...],
    changed: list[tuple[dict[str, Any], dict[str, Any]]],
    about: tuple[str | None, str | None],
) -> list[Change]:
    key = TABLE[table].key
    return [
        Change(f"{singular}_changed", table, new[key], *about, name, old[name], new[name])
        for old, new in changed
        for name in names
        if _differs(name, old[name], new[name])
        and not (name == "case_id" and _is_alone(old) and _is_alone(new))
    ]


def _is_alone(docket: dict[str, Any]) -> bool:
    """Return whether a docket is a case of its own, under the docket's name."""
    return bool(docket["case_id"] == docket.get("docket_id"))


@cache
def _fields(table: str) -> tuple[str, ...]:
    """Return the columns whose changes are reported when the catalog is updated: not those that only place a
    row among others."""
    return tuple(
        name
        for name in TABLE[table].columns
        if name not in _OURS
        and name != TABLE[table].key
        and (not name.endswith("_id") or name in NAMING)
        and (table, name) != ("case_links", "case_id")  # looked up again for every link
    )


def _differs(name: str, old: Any, new: Any) -> bool:
    """Return whether a reader would call it a change. Another spelling of the same judge is not: "Lawrence O
    Anderson" alternating with "Lawrence O. Anderson" (azd 2:06-cv-02141), "Kopf" for "Richard G. Kopf"
    (ned)."""
    if old == new or name not in _PEOPLE or not old or not new:
        return bool(old != new)
    shorter, longer = sorted((_words_of(old), _words_of(new)), key=len)
    return not shorter or longer[-len(shorter) :] != shorter


def _words_of(name: str) -> list[str]:
    return re.findall(r"\w+", _IN_NAMES.sub("", name.casefold()))


def _entry_changes(docket_id: str, case_id: str, differences: dict[str, Any]) -> list[Change]:
    """Return the changes of a docket's entries, found by their versions: two sources' wordings of one line
    are not an edit."""
    about = (docket_id, case_id)
    new_entries = {row["entry_id"]: row for row in differences["docket_entries"]["added"]}
    replaced = {
        alias for row in differences["docket_entries"]["removed"] for alias in (row["aliases"] or "").split()
    }
    changes = [
        Change(
            "entry_added", "docket_entries", entry_id, *about, "text", None, row["text"] or row["short_text"]
        )
        for entry_id, row in new_entries.items()
        if not replaced & set((row["aliases"] or "").split())
    ]
    versions = {(row["entry_id"], row["ordinal"]): row for row in differences["entry_versions"]["added"]}
    before = {(row["entry_id"], row["ordinal"]): row for row in differences["entry_versions"]["old"].values()}
    for (entry_id, ordinal), row in sorted(versions.items()):
        if row["change"] not in _VERSION_KINDS or ordinal == 1 or entry_id in new_entries:
            continue
        kind, name = _VERSION_KINDS[row["change"]]
        previous = versions.get((entry_id, ordinal - 1)) or before.get((entry_id, ordinal - 1))
        old_value = previous[name] if previous else None
        changes.append(Change(kind, "docket_entries", entry_id, *about, name, old_value, row[name]))
    return changes


def save_changes(db: Database, changes: list[Change], snapshot: Snapshot) -> list[tuple[str, str]]:
    """Write the changes of one snapshot, each once; return their (id, kind) in order."""
    rows, ids = [], []
    for change in changes:
        change_id = digest(
            _FIRST_SPELLING.get(change.kind, change.kind),
            _FIRST_SPELLING.get(change.subject, change.subject),
            change.subject_id,
            change.field,
            change.new_value,
            snapshot.snapshot_id,
        )
        ids.append((change_id, change.kind))
        rows.append((change_id, *vars(change).values(), snapshot.snapshot_id, snapshot.fetched_at))
    db.conn.executemany("insert or ignore into changes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return ids
