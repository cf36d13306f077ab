"""What changed between two states of the tables, as rows a reader can follow.

A change's id is made of what it says and the snapshot it came from, never of a counter or a clock,
so that a rebuild yields the same ids.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.columns import TABLE, TABLES
from db.merge.precedence import digest
from docket.snapshot import Snapshot

_PEOPLE = frozenset({"judge", "assigned_to", "referred_to"})
_IN_NAMES = re.compile(r"\b(?:jr|sr|ii|iii|iv)\b|['’.]")
# Of entries the versions tell what changed, and the docket itself is told of by its header.
_WATCHED = {table.name: table.news for table in TABLES if table.news}
_VERSION_KINDS = {
    "text": ("entry_edited", "text"),
    "date": ("entry_edited", "date_filed"),
    "number": ("entry_edited", "entry_number"),
    "completed": ("entry_completed", "text"),
    "disappeared": ("entry_disappeared", "text"),
    "reappeared": ("entry_reappeared", "text"),
}


# Ids of changes are digests of these words, and ids are kept for ever: they are made of the first version's spelling.
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
    docket_id: str, case_id: str, is_new: bool, is_first_sight: bool, differences: dict[str, Any]
) -> list[Change]:
    """Return what a reader should know of one docket's differences.

    A docket seen for the first time is one change, not one for each of its lines. So is a docket
    of the catalog, whose rows lie in several files of one review (`is_first_sight`).
    """
    if is_new:
        row = differences["dockets"]["added"][0]
        return [
            Change("docket_added", "dockets", docket_id, docket_id, case_id, "caption", None, row["caption"])
        ]
    if is_first_sight:
        return []
    changes = []
    for old, new in differences["dockets"]["changed"]:
        for name in TABLE["dockets"].watched:
            if _differs(name, old[name], new[name]):
                changes.append(
                    Change(
                        "docket_changed", "dockets", docket_id, docket_id, case_id, name, old[name], new[name]
                    )
                )
    changes += _entry_changes(docket_id, case_id, differences)
    for table, (singular, label) in _WATCHED.items():
        key = TABLE[table].key
        for row in differences[table]["added"]:
            changes.append(
                Change(f"{singular}_added", table, row[key], docket_id, case_id, label, None, row[label])
            )
        for row in differences[table]["removed"]:
            changes.append(
                Change(f"{singular}_removed", table, row[key], docket_id, case_id, label, row[label], None)
            )
        for old, new in differences[table]["changed"]:
            for name in TABLE[table].watched:
                if _differs(name, old[name], new[name]):
                    changes.append(
                        Change(
                            f"{singular}_changed",
                            table,
                            new[key],
                            docket_id,
                            case_id,
                            name,
                            old[name],
                            new[name],
                        )
                    )
    return changes


def _differs(name: str, old: Any, new: Any) -> bool:
    """Whether a reader would call it a change. One judge named in another way is none: "Lawrence O Anderson" and
    "Lawrence O. Anderson" by turns (azd 2:06-cv-02141), "Kopf" for "Richard G. Kopf" (ned)."""
    if old == new or name not in _PEOPLE or not old or not new:
        return bool(old != new)
    shorter, longer = sorted((_words_of(old), _words_of(new)), key=len)
    return not shorter or longer[-len(shorter) :] != shorter


def _words_of(name: str) -> list[str]:
    return re.findall(r"\w+", _IN_NAMES.sub("", name.casefold()))


def _entry_changes(docket_id: str, case_id: str, differences: dict[str, Any]) -> list[Change]:
    """Entries come from their versions: two sources' wordings of one line are not an edit."""
    changes = []
    new_entries = {row["entry_id"]: row for row in differences["docket_entries"]["added"]}
    replaced = {
        alias for row in differences["docket_entries"]["removed"] for alias in (row["aliases"] or "").split()
    }
    for entry_id, row in new_entries.items():
        if not replaced & set((row["aliases"] or "").split()):
            text = row["text"] or row["short_text"]
            changes.append(
                Change("entry_added", "docket_entries", entry_id, docket_id, case_id, "text", None, text)
            )
    versions = {(row["entry_id"], row["ordinal"]): row for row in differences["entry_versions"]["added"]}
    before = {(row["entry_id"], row["ordinal"]): row for row in differences["entry_versions"]["old"].values()}
    for (entry_id, ordinal), row in sorted(versions.items()):
        if row["change"] not in _VERSION_KINDS or ordinal == 1 or entry_id in new_entries:
            continue
        kind, name = _VERSION_KINDS[row["change"]]
        previous = versions.get((entry_id, ordinal - 1)) or before.get((entry_id, ordinal - 1))
        old_value = previous[name] if previous else None
        changes.append(
            Change(kind, "docket_entries", entry_id, docket_id, case_id, name, old_value, row[name])
        )
    return changes


def save_changes(db: Database, changes: list[Change], snapshot: Snapshot) -> list[tuple[str, str]]:
    """Write the changes of one snapshot; return their (id, kind) in order. Each says its thing once."""
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
        rows.append(
            (
                change_id,
                change.kind,
                change.subject,
                change.subject_id,
                change.docket_id,
                change.case_id,
                change.field,
                change.old_value,
                change.new_value,
                snapshot.snapshot_id,
                snapshot.fetched_at,
            )
        )
    db.conn.executemany("insert or ignore into changes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return ids
