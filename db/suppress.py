"""Suppression: what must not be published is replaced before it reaches any table.

A suppressed row stays as a tombstone, so that a reader sees that something was removed and the row
does not come back with the next page. Its words also leave the merge's memory.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from db.changes import Change
from db.columns import TABLE
from db.merge import Merged
from db.merge.precedence import Rows, digest
from db.merge.same_entry import find_entries
from db.readings import Reading, Sighting
from db.tables import REMOVED

# What can be suppressed besides a whole docket, and the word for it.
_PARTS = {"docket_entries": "entry", "participations": "party", "opinions": "opinion"}
_KEYS = ("hearing_key", "action", "kind")  # these have no words of the source, and the merge needs them


def hide(
    db: Database,
    merged: Merged,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    hidden: frozenset[tuple[str, str]],
    seal: Callable[[str], str] = lambda row_id: row_id,
) -> None:
    """Replace the words of suppressed rows in `merged` and in the stored readings, and everywhere in the rows
    replace ids derived from words with those from `seal`."""
    if not hidden:
        return
    whole = ("docket", merged.docket_id) in hidden
    sealed = {
        table: {key for key in merged.rows.get(table, ()) if whole or (scope, key) in hidden}
        for table, scope in _PARTS.items()
    }
    if not (whole or any(sealed.values())):
        return
    _seal_rows(merged.rows, sealed, whole)
    entries, parties = sealed["docket_entries"], sealed["participations"]
    for key in entries:
        row = merged.rows["docket_entries"][key]
        row["aliases"] = (
            " ".join(each for each in (row["aliases"] or "").split() if not is_of_words(each)) or None
        )
    keys = {key.rpartition(".")[2] for key in sealed["opinions"]}
    _forget(db, merged, sightings, readings, entries, parties, whole, keys)
    seals = {key: new_id for key in entries | parties if (new_id := seal(key)) != key}
    for table, rows in merged.rows.items() if seals else ():
        merged.rows[table] = {_sealed(key, seals): _sealed_row(row, seals) for key, row in rows.items()}


def _seal_rows(rows: dict[str, Rows], sealed: dict[str, set[str]], whole: bool) -> None:
    """Reduce suppressed rows, and the rows that depend on them, to what the register of columns keeps
    (db/columns)."""
    for name, own in rows.items():
        table = TABLE[name]
        named_by = [(table.key, sealed.get(name, set()))]
        named_by += [(column, sealed[other]) for column, other, _ in table.foreign_keys if other in sealed]
        for key, row in list(own.items()):
            if not (whole or any(row.get(column) in ids for column, ids in named_by)):
                continue
            if table.leaves_tombstone:
                table.seal(row)
            else:
                del own[key]
    counsel = rows.get("representations", {}).values()
    for name, column in (("attorneys", "attorney_id"), ("firms", "firm_id")):
        named = {row[column] for row in counsel}
        rows[name] = {key: row for key, row in rows.get(name, {}).items() if key in named}


def is_of_words(entry_key: str) -> bool:
    """Return whether an entry's key is derived from its date and words, not from a number
    (db/merge/same_entry.py)."""
    return entry_key.startswith("t")


def _sealed_row(row: dict[str, Any], sealed: dict[str, str]) -> dict[str, Any]:
    return {
        name: _sealed(value, sealed) if isinstance(value, str) and name.endswith("_id") else value
        for name, value in row.items()
    }


def _sealed(row_id: Any, sealed: dict[str, str]) -> Any:
    """Return the sealed id. The ids of rows that depend on a row (versions, documents, counsel) are its id, a
    dot and a suffix."""
    if row_id in sealed or not isinstance(row_id, str):
        return sealed.get(row_id, row_id)
    above, dot, rest = row_id.rpartition(".")
    return f"{sealed[above]}{dot}{rest}" if above in sealed else row_id


def _forget(
    db: Database,
    merged: Merged,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    entries: set[str],
    parties: set[Any],
    whole: bool,
    opinions: set[str],
) -> None:
    """Blank the words in the stored readings; their keys are digests and stay."""
    blank: dict[int, dict[str, Any]] = {}
    for entry in find_entries(sightings, readings):
        if f"{merged.docket_id}.{entry.entry_key}" in entries:
            for reading in entry.readings:
                kept = {
                    k: v
                    for k, v in reading.data.items()
                    if k not in ("text", "short_text", "event_names", "documents")
                }
                blank[reading.reading_id] = kept | {"text": REMOVED}
    hidden_parties = set().union(*(ids for key, ids in merged.party_readings.items() if key in parties))
    shown = {key for sighting in sightings for key in sighting.reading_ids}
    for key in shown:
        reading = readings[key]
        if key in hidden_parties:
            kept = {k: v for k, v in reading.data.items() if k not in ("extra_info", "counsel", "source_url")}
            blank[key] = kept | {"name": REMOVED}
        elif reading.kind == "opinion" and reading.data["opinion_key"] in opinions:
            blank[key] = {"opinion_key": reading.data["opinion_key"], "caption": REMOVED}
        elif whole and reading.kind not in ("party", "entry", "member"):
            blank[key] = {name: value for name, value in reading.data.items() if name in _KEYS}
    db.conn.executemany(
        "update _readings set data = ?, facts = null where reading_id = ?",
        [(json.dumps(data, ensure_ascii=False), key) for key, data in blank.items()],
    )


def is_hidden(hidden: frozenset[tuple[str, str]], table: str, row_id: str) -> bool:
    """Return whether a row of a correctable table, or its whole docket, is suppressed."""
    docket_id = row_id if table == "dockets" else row_id.rpartition(".")[0]
    return ("docket", docket_id) in hidden or (_PARTS.get(table), row_id) in hidden


def hide_corrections(
    db: Database,
    hidden: frozenset[tuple[str, str]],
    seal: Callable[[str], str],
    current: Callable[[str], str | None],
) -> None:
    """Replace the old and new values in corrections of suppressed rows."""
    for correction_id, table, row_id in db.conn.execute(
        "select correction_id, table_name, row_id from corrections where coalesce(value, '') <> ?",
        (REMOVED,),
    ).fetchall():
        now = current(row_id) or row_id
        if is_hidden(hidden, table, now):
            db.conn.execute(
                "update corrections set correction_id = ?, row_id = ?, value = ?, replaced_value = ? "
                "where correction_id = ?",
                (digest(seal(now), correction_id), seal(now), REMOVED, REMOVED, correction_id),
            )


def hush_changes(
    changes: list[Change],
    hidden: frozenset[tuple[str, str]],
    seal: Callable[[str], str],
    current: Callable[[str], str | None],
) -> list[Change]:
    """Return the changes, with the words removed from corrections of suppressed rows."""
    quiet = []
    for change in changes:
        now = current(change.subject_id) or change.subject_id
        if change.kind == "corrected" and is_hidden(hidden, change.subject, now):
            change = replace(change, subject_id=seal(now), old_value=None, new_value=REMOVED)
        quiet.append(change)
    return quiet


# Pages that show only this docket.
_OWN_PAGES = """
select snapshot_id from _sightings join snapshots using (snapshot_id) join _refs using (ref_id)
where snapshot_id in (select snapshot_id from _sightings join _refs using (ref_id) where _refs.docket_id = ?1)
  and snapshots.form not in ('curated', 'correction')
group by snapshot_id having min(coalesce(_refs.docket_id, '')) = ?1 and max(_refs.docket_id) = ?1
"""
_ITS_ISSUES = f"""
select issue_id, snapshot_id, code from issues
where value is not null and value <> ?2
  and code not in ('ambiguous-docket-number', 'pacer-id-claimed-twice', 'entity-name-clash')
  and (snapshot_id = ?3 or ?4) and (snapshot_id in ({_OWN_PAGES}) or exists (
    select 1 from _refs where _refs.docket_id = ?1 and _refs.court_id = issues.court_id
      and _refs.docket_number = issues.docket_number))
order by snapshot_id, issue_id
"""


def hide_addresses(
    db: Database, hidden: frozenset[tuple[str, str]], snapshot_id: str, touched: set[str]
) -> None:
    """Replace the words of issues about dockets with a suppressed row, and the addresses of pages of
    suppressed dockets.

    An issue quotes the page and an address names the case, without saying which of the page's rows it is
    about. The new id of an issue is not derived from its words either. `touched` has the dockets that this
    snapshot updated.
    """
    dockets = {target if scope == "docket" else target.rpartition(".")[0] for scope, target in hidden}
    for docket_id in sorted(dockets):
        rows = db.conn.execute(
            _ITS_ISSUES, (docket_id, REMOVED, snapshot_id, docket_id in touched)
        ).fetchall()
        for issue_id, page, code in rows:
            number = db.conn.execute(
                "select count(*) from issues where snapshot_id = ? and code = ? and value = ?",
                (page, code, REMOVED),
            ).fetchone()[0]
            db.conn.execute(
                "update issues set value = ?, place = null, issue_id = ? where issue_id = ?",
                (REMOVED, digest(page, code, REMOVED, number), issue_id),
            )
        for opinion_id in (target for scope, target in hidden if scope == "opinion"):
            if opinion_id.rpartition(".")[0] == docket_id:  # a file name can reveal what its court sealed
                db.conn.execute(
                    "update snapshots set url = ?2 where snapshot_id = "
                    "(select snapshot_id from opinions where opinion_id = ?1)",
                    (opinion_id, REMOVED),
                )
        if ("docket", docket_id) in hidden and docket_id in touched:
            db.conn.execute(
                f"update snapshots set url = ?2 where url <> ?2 and snapshot_id in ({_OWN_PAGES})",
                (docket_id, REMOVED),
            )
