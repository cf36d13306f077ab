"""How long news takes: filed, entered, seen, published; the median and the 95th percentile for each court."""

import json
import sqlite3
from datetime import datetime
from math import ceil
from statistics import median

from db.ledger import publishing_times
from publish.cache import remembered
from publish.freshness import ledger
from publish.request import Asked, rows

_NEWEST = 5000  # ledger numbers read for the last step


def read(conn: sqlite3.Connection, asked: Asked) -> list[dict]:
    """Return a row for each court with timestamped entries; without an archive the last step is not known."""
    published = _seconds_to_published(conn, asked)
    courts = [dict(court) for court in remembered(conn, "court_latency", _latencies)]
    for court in courts:
        seconds = published.get(court["court_id"], [])
        court["median_seconds_to_published"] = median(seconds) if seconds else None
        court["p95_seconds_to_published"] = percentile(seconds, 95)
    return courts


def _latencies(conn: sqlite3.Connection) -> list[dict]:
    return rows(
        conn,
        (
            "select court_latency.*, courts.short_name as court_name from court_latency left join courts "
            "using (court_id) order by court_id"
        ),
    )


def percentile(values: list[float], percent: int) -> float | None:
    """Return the smallest value that this percentage of the values do not exceed; None if there are none."""
    return sorted(values)[max(ceil(len(values) * percent / 100), 1) - 1] if values else None


def _seconds_to_published(conn: sqlite3.Connection, asked: Asked) -> dict[str, list[float]]:
    times = _times(asked)
    by_court: dict[str, list[float]] = {}
    for change_id, seen_at, court_id in conn.execute(
        "select changes.change_id, changes.seen_at, dockets.court_id from changes join dockets using (docket_id) "
        "where changes.change_id in (select value from json_each(?))",
        (json.dumps(list(times)),),
    ):
        seconds = (datetime.fromisoformat(times[change_id]) - datetime.fromisoformat(seen_at)).total_seconds()
        if seconds >= 0:
            by_court.setdefault(court_id, []).append(seconds)
    return by_court


def _times(asked: Asked) -> dict[str, str]:
    with ledger(asked.archive_path) as db:
        if db is None:
            return {}
        return dict(publishing_times(db, _NEWEST))
