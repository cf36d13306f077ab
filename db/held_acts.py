"""The acts in the record, in the form used to compare them with other trackers' lists."""

import sqlite3

from db.views import IS_SHOWN
from docket.lists import Held

_ACTS = f"""
  select rulings.ruling_id, rulings.docket_id, dockets.court_id,
    coalesce(dockets.short_name, dockets.caption, dockets.docket_id), dockets.docket_number,
    rulings.citation, rulings.date_from, rulings.date_to
  from rulings join dockets using (docket_id)
  where dockets.{IS_SHOWN} order by rulings.ruling_id
"""
# A docket's citations belong to its act if it has only one; with several, nothing says which act is meant.
_CITATIONS = """
  select docket_id, group_concat(text, '; ') from citations
  where docket_id in (select docket_id from rulings group by 1 having count(*) = 1) group by 1
"""


def read_held_acts(conn: sqlite3.Connection) -> list[Held]:
    """Return every act in the dockets that are not excluded."""
    of_docket: dict[str, str] = dict(conn.execute(_CITATIONS).fetchall())
    return [
        Held(
            ruling_id,
            docket_id,
            court_id,
            name,
            number,
            "; ".join(filter(None, (citation, of_docket.get(docket_id)))) or None,
            first,
            last,
        )
        for ruling_id, docket_id, court_id, name, number, citation, first, last in conn.execute(_ACTS)
    ]
