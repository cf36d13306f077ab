"""The newest entries and opinions in pending dockets, for the first page; and how many open dockets have no
entry here, and why.

A closed docket's entries are on its case's page: they are history, and would crowd out current events. The
Supreme Court does not say whether a docket is closed, so one whose status is not known counts as pending.
"""

import sqlite3

from publish.request import one_row, rows

_OPEN = "dockets.status = 'open' and dockets.selection in ('catalog', 'confirmed')"
_GOES_ON = "coalesce(dockets.status, 'unknown') <> 'closed' and dockets.selection in ('catalog', 'confirmed')"
# An item of the Internet Archive that was looked for: the address of its list of files ends with its name.
_ASKED = """exists (select 1 from snapshots where snapshots.source = 'recap' and snapshots.kind = 'recap_files'
  and snapshots.url like '%.' || coalesce(dockets.pacer_case_id, (select value from locators
    where locators.docket_id = dockets.docket_id and kind = 'pacer_case_id' and is_confirmed limit 1)))"""
_HAS_ID = """(dockets.pacer_case_id is not null or exists (select 1 from locators
  where locators.docket_id = dockets.docket_id and kind = 'pacer_case_id' and is_confirmed))"""
# Each open docket without an entry, with the first reason that applies.
_WHY = f"""
select case
  when courts.system = 'state' then 'state'
  when dockets.docket_number is null then 'number'
  when courts.system = 'scotus' then 'unread'
  when not {_HAS_ID} then 'id'
  when {_ASKED} then 'absent'
  else 'unread' end as why, count(*) as n
from dockets left join courts using (court_id)
where {_OPEN} and not exists (select 1 from docket_entries where docket_entries.docket_id = dockets.docket_id)
group by 1
"""
REASONS = {
    "id": "PACER’s case number, under which free copies are filed, is not known",
    "state": "state courts, whose dockets no program may read",
    "unread": "not asked for yet",
    "absent": "the Internet Archive holds no copy of the docket",
    "number": "the docket number is not known",
}


_DOCKET = """dockets.case_id, dockets.court_id,
          coalesce(dockets.short_name, dockets.caption) as docket_name, courts.short_name as court_name"""
_ENTRIES = f"""
select docket_entries.entry_id as id, docket_entries.entry_number, docket_entries.date_filed as day,
  coalesce(docket_entries.text, docket_entries.short_text) as words, null as source_url, null as snapshot_id, {_DOCKET}
from docket_entries indexed by idx_docket_entries_date_filed_entry_id
  join dockets on dockets.docket_id = docket_entries.docket_id
  left join courts on courts.court_id = dockets.court_id
where {_GOES_ON} and docket_entries.date_filed is not null and coalesce(docket_entries.is_gone, 0) = 0
order by docket_entries.date_filed desc, docket_entries.entry_id desc limit ?
"""
# What GovInfo lists, known by day and title. If the register is known, too, its entry of that day is the
# opinion's entry.
_OPINIONS = f"""
select docket_events.docket_event_id as id, null as entry_number, docket_events.date_from as day,
  docket_events.text as words, docket_events.source_url, docket_events.snapshot_id, {_DOCKET}
from docket_events
  join snapshots on snapshots.snapshot_id = docket_events.snapshot_id and snapshots.source = 'govinfo'
  join dockets on dockets.docket_id = docket_events.docket_id
  left join courts on courts.court_id = dockets.court_id
where docket_events.event = 'opinion' and docket_events.date_from is not null and {_GOES_ON} and not exists (
  select 1 from docket_entries where docket_entries.docket_id = dockets.docket_id
    and docket_entries.date_filed = docket_events.date_from)
order by docket_events.date_from desc, docket_events.docket_event_id desc limit ?
"""


def read(conn: sqlite3.Connection, limit: int) -> dict:
    """Return the newest `entries` (opinions included), the number of `open` dockets, the number of those with
    `none`, and the reasons."""
    shown = [*rows(conn, _ENTRIES, (limit,)), *rows(conn, _OPINIONS, (limit,))]
    by_reason = {row["why"]: row["n"] for row in rows(conn, _WHY)}
    return {
        "entries": sorted(shown, key=lambda row: row["day"], reverse=True)[:limit],
        "open": one_row(conn, f"select count(*) as n from dockets where {_OPEN}")["n"],
        "none": sum(by_reason.values()),
        "why": [(by_reason[reason], words) for reason, words in REASONS.items() if reason in by_reason],
    }
