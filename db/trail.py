"""How far reviewers followed each docket after its rulings, and which dockets nobody has followed."""

import sqlite3
from typing import Any

from db.rows import fetch_rows

FOLLOWED = "followed_to is not null"
# The dockets whose newest reviewed act has no known later act, and for which nobody looked for one. Nothing
# follows a decision of the Supreme Court or a settlement.
UNFOLLOWED = f"""
select dockets.docket_id, newest.ruling_id
from dockets join courts using (court_id) join rulings newest on newest.docket_id = dockets.docket_id
where selection = 'catalog' and not ({FOLLOWED}) and newest.kind is not null and system <> 'scotus'
  and newest.kind not in ('settlement', 'stipulated_dismissal')
  and newest.ruling_id = (select ruling_id from rulings where rulings.docket_id = dockets.docket_id
    and kind is not null order by coalesce(date_from, '') desc, ruling_id desc limit 1)
  and newest.ruling_id not in (select ruling_id from ruling_fates)
  and not exists (select 1 from case_links join rulings later on later.docket_id = case_links.docket_id
    where case_links.other_docket_id = dockets.docket_id and link_type in ('appeal', 'certiorari')
      and later.kind is not null and later.date_from >= coalesce(newest.date_from, ''))
"""
# What depends on a docket: the sides that its acts took on questions, and the answer of its case.
_WORK = f"""
select unfollowed.docket_id, coalesce(dockets.short_name, dockets.caption) as name, dockets.court_id,
  dockets.docket_number, newest.kind, newest.date_from, newest.answer, newest.later_history, newest.source_url,
  cases.outcome_docket_id is dockets.docket_id as is_outcome,
  (select count(*) from doctrine_sides where doctrine_sides.docket_id = dockets.docket_id) as sides
from ({UNFOLLOWED}) unfollowed join dockets using (docket_id) join cases using (case_id)
  join rulings newest on newest.ruling_id = unfollowed.ruling_id
order by sides + 2 * is_outcome desc, newest.kind = 'magistrate_recommendation' desc,
  newest.date_from desc, unfollowed.docket_id
"""


def list_unfollowed(conn: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the dockets that nobody has followed past their newest ruling, those on which most depends
    first."""
    return fetch_rows(conn, _WORK)
