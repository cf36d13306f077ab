"""Pages of prose: about the record."""

import sqlite3

from publish.freshness import newest_looks
from publish.request import Asked, row


def read_about(conn: sqlite3.Connection, asked: Asked) -> dict:
    counted = row(
        conn,
        """select count(*) as dockets, count(distinct court_id) as courts, count(distinct case_id) as cases from dockets
        where selection in ('catalog', 'confirmed')""",
    )
    return {"figures": counted, **newest_looks(conn)}
