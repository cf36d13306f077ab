"""Suspect pages: registers that suddenly show nothing, or a tenth of what they showed before.

A failing server can answer 200 with an empty register, and after a change of format a parser can find two
rows of two hundred; if saved, either would mean that a docket was emptied. Such a page is set aside:
archived, but not read. This ends with the next page that shows enough, or when the operator accepts the page.

The decision depends only on what the archive has up to the page, so that a rebuild decides the same. Lists of
new items (feeds, calendars, searches) are not checked: they are empty every weekend.
"""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from sqlite_utils import Database

from db.readings import EncodedRecord, is_on_docket, ref_id
from db.rows import fetch_rows, marks
from docket.issues import Issue
from docket.records import DocketEntry
from docket.redact import redact
from docket.snapshot import Form, ScopeKind, Snapshot

FEWEST = 5  # after a page with fewer, an empty one proves nothing
_A_TENTH = 10
_REGISTERS = (Form.SHEET, Form.API, Form.RECAP)
_RANGES = (ScopeKind.COMPLETE, ScopeKind.DATES, ScopeKind.NUMBERS)
SHRANK = "page-shrank"
ACCEPTED = "page-accepted"
# Comparable pages: of the same source and scope, no older than the page, and of the same address or docket.
_BEFORE = """
select snapshot_id, record_count from snapshots
where snapshot_id in (select snapshot_id from snapshots where url = ? union select snapshot_id
  from _sightings where ref_id = ?)
  and source = ? and scope = ? and scope_first is ? and scope_last is ? and not is_quarantined and as_of <= ?
order by as_of desc, rowid desc limit 1
"""
_ENTRIES = """
select count(*) from _sightings, json_each(_sightings.readings) join _readings on reading_id = json_each.value
where _sightings.snapshot_id = ? and _readings.kind = 'entry'
"""
_SHRANK = f"""
select snapshots.snapshot_id, snapshots.source, snapshots.url, snapshots.court_id, snapshots.fetched_at,
  issues.value as reason
from issues join snapshots using (snapshot_id) where issues.code = '{SHRANK}'
"""
# A suspect page is settled by a later page at its address, or by a good one of its docket under another name.
_OPEN = f"""
{_SHRANK} and snapshots.rowid = (
  select max(later.rowid) from snapshots as later where later.url = snapshots.url and later.source = snapshots.source
) and not exists (
  select 1 from _refs join _sightings using (ref_id)
    join snapshots as later on later.snapshot_id = _sightings.snapshot_id
  where _refs.court_id = issues.court_id and _refs.docket_number = issues.docket_number
    and later.source = snapshots.source and later.scope = snapshots.scope and later.rowid > snapshots.rowid
)
order by snapshots.fetched_at desc, snapshots.snapshot_id
"""


@dataclass(frozen=True)
class Acceptance:
    """The operator's statement that a suspect page is right."""

    snapshot_id: str
    reason: str
    made_by: str
    made_at: str


def accept(archive_db: Database, acceptance: Acceptance) -> None:
    """Record in the ledger that a suspect page is right. Takes effect with the next rebuild."""
    archive_db.execute(
        "insert or replace into acceptances values (?, ?, ?, ?)",
        (acceptance.snapshot_id, acceptance.reason, acceptance.made_by, acceptance.made_at),
    )


def acceptances(archive_db: Database) -> dict[str, Acceptance]:
    """Return the accepted pages, by snapshot id; empty for an archive without this table."""
    if not archive_db.execute("select 1 from sqlite_master where name = 'acceptances'").fetchone():
        return {}
    rows = archive_db.execute(
        "select snapshot_id, reason, made_by, made_at from acceptances order by snapshot_id"
    )
    return {row[0]: Acceptance(*row) for row in rows}


def weigh(
    db: Database,
    snapshot: Snapshot,
    parsed: tuple[list[Any], list[Issue], str | None],
    accepted: dict[str, Acceptance],
) -> tuple[list[Any], list[Issue], str | None]:
    """Return what a page says (records, issues, error). If it shows too little and was not accepted, return
    no records, one issue that says so, and the error.

    `db` is docket.db before the page is saved.
    """
    records, issues, error = parsed
    drop = None if error else find_drop(db, snapshot, records)
    if drop is None:
        return parsed
    numbers = {record.ref.docket_number for record in records if is_on_docket(record)}
    where = (snapshot.url, snapshot.court_id, numbers.pop() if len(numbers) == 1 else None)
    if acceptance := accepted.get(snapshot.snapshot_id):
        return (
            records,
            [
                *issues,
                Issue(ACCEPTED, f"{drop}; accepted by {acceptance.made_by}: {acceptance.reason}", *where),
            ],
            None,
        )
    return [], [Issue(SHRANK, drop, *where)], f"set aside: {drop}; see `python -m tracker quarantine`"


def find_drop(db: Database, snapshot: Snapshot, records: list[Any]) -> str | None:
    """Return a message that says how little the page shows of what there was before, or None if it shows
    enough."""
    if snapshot.is_purged or not _is_register(snapshot):
        return None
    refs = {ref_id(record.ref) for record in records if is_on_docket(record)}
    one_docket = next(iter(refs)) if len(refs) == 1 and snapshot.scope.kind in _RANGES else None
    before = db.execute(
        _BEFORE,
        (
            redact(snapshot.url),
            one_docket,
            snapshot.source,
            snapshot.scope.kind.value,
            snapshot.scope.first,
            snapshot.scope.last,
            snapshot.as_of or snapshot.fetched_at,
        ),
    ).fetchone()
    if before is None or (refs and not _shows_any(db, before[0], refs)):
        return None
    entries = sum(
        (record.kind == "entry") if type(record) is EncodedRecord else type(record) is DocketEntry
        for record in records
    )
    if _is_drop(entries, before[1]):  # at most the number of all records, which is faster to check
        entries_before = db.execute(_ENTRIES, (before[0],)).fetchone()[0]
        if _is_drop(entries, entries_before):
            return f"{entries} entries where {entries_before} were before"
    return (
        f"{len(records)} records where {before[1]} were before" if _is_drop(len(records), before[1]) else None
    )


def _is_register(snapshot: Snapshot) -> bool:
    """Return whether the page shows everything about its subject. Operators' own files are excluded: they may
    shorten them."""
    if snapshot.form not in _REGISTERS:
        return False
    is_whole = snapshot.scope.kind is ScopeKind.LABEL or snapshot.form is Form.RECAP
    return snapshot.scope.kind in _RANGES or (is_whole and snapshot.url.startswith("http"))


def _shows_any(db: Database, snapshot_id: str, refs: set[str]) -> bool:
    """Return whether the previous page showed one of these dockets: a file name may be reused for another."""
    return any(
        row[0] in refs
        for row in db.execute("select ref_id from _sightings where snapshot_id = ?", (snapshot_id,))
    )


def _is_drop(now: int, before: int) -> bool:
    return before >= FEWEST and now * _A_TENTH <= before


def open_suspects(db: Database | Connection) -> list[dict[str, Any]]:
    """Return the pages that are set aside and not yet followed by a good one, newest first.

    Empty for an export, which lacks the merge's memory.
    """
    if not db.execute("select 1 from sqlite_master where name = '_refs'").fetchone():
        return []
    return fetch_rows(db, _OPEN)


def shrank(db: Database, snapshot_id: str) -> dict[str, Any] | None:
    """Return a page that was set aside, even if a good one followed; None if it was not."""
    return next(iter(fetch_rows(db, f"{_SHRANK} and snapshots.snapshot_id = ?", (snapshot_id,))), None)


def set_aside_of(db: Database, docket_id: str, snapshot_ids: list[str]) -> list[str]:
    """Return the snapshots that were set aside but may show the same of the docket as `snapshot_ids`."""
    return [
        row[0]
        for row in db.execute(
            (
                "select snapshot_id from snapshots where is_quarantined and (url in (select url from "
                f"snapshots where snapshot_id in ({marks(snapshot_ids)})) "
                "or snapshot_id in (select issues.snapshot_id from issues join _refs using (court_id, "
                "docket_number) where _refs.docket_id = ?)) "
                "order by rowid"
            ),
            (*snapshot_ids, docket_id),
        )
    ]
