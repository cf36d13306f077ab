"""SQL that several pages share. Every query here reads through an index or a table with few rows."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from docket.statute import ENACTED
from publish.feeds.atom import stamp
from publish.links import source_link
from publish.request import marks, one_row, row, rows

_HEARING = """
  select {}, dockets.case_id, dockets.court_id, dockets.docket_number,
    coalesce(dockets.short_name, dockets.caption) as docket_name, courts.short_name as court_name,
    coalesce(hearings.timezone, courts.timezone) as court_timezone
  from hearings
    join dockets on dockets.docket_id = hearings.docket_id
    left join courts on courts.court_id = dockets.court_id
"""
HEARING = _HEARING.format("hearings.*")
# The same, with what a calendar says about a hearing.
HEARING_IN_SHORT = _HEARING.format(
    "hearings.hearing_id, hearings.docket_id, hearings.kind, hearings.status, hearings.date_from, hearings.date_to, "
    "hearings.precision, hearings.time_local, hearings.place, hearings.judge, hearings.is_remote, hearings.tier, "
    "hearings.text, dockets.first_seen as docket_first_seen"
)
# A docket with its outcome (db/outcomes.py) and the day of the act that gave it; without such an act, the day
# of its decision.
_LAST_ACT = """nullif(max(coalesce(dockets.date_filed, ''), coalesce(dockets.date_decided, ''),
      coalesce((select max(date_from) from rulings own where own.docket_id = dockets.docket_id), ''),
      coalesce((select max(date_filed) from docket_entries own where own.docket_id = dockets.docket_id), '')), '')"""
# For a docket whose status is not known, also the day of its last known act.
DOCKET = f"""
  select dockets.*,
    case when dockets.status in ('open', 'closed') then null else {_LAST_ACT} end as last_act,
    case when dockets.status in ('open', 'closed') then null else (select own.precision from rulings own
      where own.docket_id = dockets.docket_id and own.date_from = {_LAST_ACT}) end as last_act_precision,
    courts.short_name as court_name, courts.name as court_full_name, courts.system, courts.timezone,
    case when dockets.outcome_ruling_id is null then dockets.date_decided else ruling.date_from end as decided_on,
    case when dockets.outcome_ruling_id is null then dockets.date_decided else ruling.date_to end as decided_to,
    ruling.precision as ruled_precision, ruling.kind as ruled_kind, dockets.outcome_230 as outcome
  from dockets
    left join courts on courts.court_id = dockets.court_id
    left join rulings ruling on ruling.ruling_id = dockets.outcome_ruling_id
"""
# (table, its key, the name a reader knows the row by)
_SUBJECTS = (
    ("participations", "participation_id", "name"),
    ("docket_entries", "entry_id", "'no. ' || entry_number"),
    ("case_links", "link_id", "coalesce(other_label, other_slug)"),
    ("hearings", "hearing_id", "replace(kind, '_', ' ')"),
    ("claims", "claim_id", "replace(cause_of_action, '_', ' ')"),
)
# Of all changes, those that a reader calls an edit: the court changed what it had written.
EDIT_KINDS = ("entry_edited", "entry_disappeared", "entry_reappeared")


def court_names(conn: sqlite3.Connection) -> dict[str, str]:
    """Return the short name of every court by its id (a table of a few hundred rows)."""
    return dict(
        tuple(pair) for pair in conn.execute("select court_id, coalesce(short_name, name) from courts")
    )


def hearing_steps(
    conn: sqlite3.Connection, hearing_ids: list[str], columns: str = "hearing_events.*"
) -> dict[str, list[dict]]:
    """Return by hearing id what was said about each hearing (its steps), oldest first. `columns` of each step
    are read; they include its hearing."""
    all_steps = rows(
        conn,
        f"""select {columns}, docket_entries.entry_number
        from hearing_events left join docket_entries on docket_entries.entry_id = hearing_events.entry_id
        where hearing_events.hearing_id in ({marks(hearing_ids)})
        order by hearing_events.action_date, hearing_events.rowid""",
        hearing_ids,
    )
    steps: dict[str, list[dict]] = {hearing_id: [] for hearing_id in hearing_ids}
    for step in all_steps:
        steps[step["hearing_id"]].append(step)
    return steps


def snapshots_of(conn: sqlite3.Connection, *lists: list[dict]) -> dict[str, dict]:
    """Return the snapshots that the rows name, by id: the pages their values were read from."""
    ids = sorted({item["snapshot_id"] for items in lists for item in items if item.get("snapshot_id")})
    snapshots = rows(conn, f"select * from snapshots where snapshot_id in ({marks(ids)})", ids)
    return {
        snapshot["snapshot_id"]: snapshot | {"link": source_link(snapshot["url"])} for snapshot in snapshots
    }


def find_case(conn: sqlite3.Connection, case_id: str) -> dict | None:
    return row(conn, "select * from cases where case_id = ?", (case_id,))


def case_of_docket(conn: sqlite3.Connection, identifier: str) -> str | None:
    """Return the case for any name a docket has or had: its id, an alias, a redirected id, a former name of
    the case."""
    renamed = row(
        conn,
        "select case_id from redirects join cases on case_id = new_id where kind = 'case' and old_id = ?",
        (identifier,),
    )
    if renamed:
        return renamed["case_id"]
    for current in _names_since(conn, "docket", identifier):
        docket = row(conn, "select case_id from dockets where docket_id = ?", (current,)) or row(
            conn,
            "select case_id from docket_aliases join dockets using (docket_id) where alias = ?",
            (current,),
        )
        if docket:
            return docket["case_id"]
    return None


def redirected(conn: sqlite3.Connection, kind: str, former_id: str) -> str | None:
    """Return the id that a row with this former id has now; None if no row ever had it. A circle of redirects
    is followed once."""
    current = former_id
    for name in _names_since(conn, kind, former_id):
        current = name
    return current if current != former_id else None


def _names_since(conn: sqlite3.Connection, kind: str, former_id: str) -> Iterator[str]:
    """Yield an id, then each id that replaced it, in order."""
    seen: set[str] = set()
    while former_id and former_id not in seen:
        yield former_id
        seen.add(former_id)
        redirect = row(conn, "select new_id from redirects where kind = ? and old_id = ?", (kind, former_id))
        former_id = redirect["new_id"] if redirect else ""


def latest_changes(
    conn: sqlite3.Connection,
    kinds: tuple[str, ...],
    limit: int,
    before: int | None = None,
    case_id: str | None = None,
    docket_ids: list[str] | None = None,
    first: str | None = None,
    last: str | None = None,
    is_about: bool = False,
) -> list[dict[str, Any]]:
    """Return the newest changes of these kinds (all kinds, if none is given), newest first; of a case or of
    some dockets; seen from the day `first` (UTC) through the day `last`; with `is_about` only those of cases
    that count in figures about § 230, among the newest 20,000.

    Rows are written in archive order, so the row number gives the order; every index ends in it, and a page
    out of a million changes is read without sorting them.
    """
    conditions: list[str] = []
    params: list[str | int] = []
    if case_id:
        conditions.append("case_id = ?")
        params.append(case_id)
    if docket_ids is not None:
        conditions.append(f"docket_id in ({marks(docket_ids)})")
        params += docket_ids
    if first:
        conditions.append("seen_at >= ?")
        params.append(first)
    if last:
        conditions.append("seen_at < ? || 'T24'")  # SQLite knows no day after 9999-12-31
        params.append(last)
    if is_about:
        conditions.append(
            "rowid > (select max(rowid) - 20000 from changes) and "
            "case_id in (select case_id from cases where selection in ('catalog', 'confirmed'))"
        )
    if before:
        conditions.append("rowid < ?")
        params.append(before)
    if case_id and kinds:
        conditions.append(f"+kind in ({marks(kinds)})")
        params += kinds
    where = " and ".join(conditions) or "1"
    if kinds and not case_id:
        query = (
            f"select * from (select rowid as seq from changes where kind = ? and {where} order by rowid "
            f"desc limit {limit})"
        )
        picked = " union all ".join([query] * len(kinds))
        values = [value for kind in kinds for value in (kind, *params)]
    else:
        picked = f"select rowid as seq from changes where {where}"
        values = params
    changes = rows(
        conn,
        f"""select changes.rowid as seq, changes.*, cases.short_name as case_name, snapshots.source
        from changes
          left join cases on cases.case_id = changes.case_id
          left join snapshots on snapshots.snapshot_id = changes.snapshot_id
        where changes.rowid in (select seq from ({picked}) order by seq desc limit {limit})
        order by changes.rowid desc""",
        values,
    )
    _name_subjects(conn, changes)
    return changes


def _name_subjects(conn: sqlite3.Connection, changes: list[dict]) -> None:
    """Add to each change `subject_name`, the name a reader knows its row by; None if the row is gone."""
    names: dict[tuple[str, str], str] = {}
    for table, key, name in _SUBJECTS:
        ids = sorted({change["subject_id"] for change in changes if change["subject"] == table})
        named = (
            conn.execute(f"select {key}, {name} from {table} where {key} in ({marks(ids)})", ids)
            if ids
            else ()
        )
        names |= {(table, item[0]): item[1] for item in named}
    for change in changes:
        change["subject_name"] = names.get((change["subject"], change["subject_id"]))


def entity_dockets(conn: sqlite3.Connection, entity_ids: list[str]) -> list[dict]:
    """Return (docket_id, entity_id, name as printed, party type, method, evidence) for each way a docket
    concerns them."""
    return rows(
        conn,
        f"""select docket_id, entity_id, name, party_type, join_method, join_evidence, is_verified,
            source_url, snapshot_id
        from participations where entity_id in ({marks(entity_ids)})
        union all
        select docket_id, entity_id, null, null, 'subject', null, 1, null, snapshot_id
        from docket_platforms where entity_id in ({marks(entity_ids)})""",
        [*entity_ids, *entity_ids],
    )


def with_platforms(conn: sqlite3.Connection, entity_id: str) -> list[str]:
    """Return the ids of the entity and of its platforms, whose cases count as its own; subsidiaries are left
    out."""
    ids, queue = [], [entity_id]
    while queue:
        current = queue.pop()
        if current in ids:
            continue
        ids.append(current)
        queue += [
            entity["entity_id"]
            for entity in rows(
                conn,
                "select entity_id from entities where parent_entity_id = ? and kind = 'platform'",
                (current,),
            )
        ]
    return ids


def newest_reading(conn: sqlite3.Connection) -> str:
    """Return when the newest page was read, which dates an empty feed; in an empty database, the day of the
    statute."""
    return stamp(
        one_row(conn, "select max(fetched_at) as read_at from snapshots")["read_at"], f"{ENACTED}T00:00:00Z"
    )


def theory_names(conn: sqlite3.Connection) -> dict[str, str]:
    """Return the names of all theories by code; grounds other than § 230 are marked."""
    theories = conn.execute("select theory_id, name, is_230_theory from theories order by rowid")
    return {
        code: name if is_230 or code == "other" else f"{name} (not § 230)" for code, name, is_230 in theories
    }
