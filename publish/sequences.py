"""The SEQUENCE of a hearing's events, as the ledger records it: a number that never goes down, whatever is read anew.

Every change gets the next number once, for good; one that a rebuild with other rules no longer yields is taken back by a
later number. So the greater of the newest change of a hearing and the newest number that took anything back only grows:
if a change is gone, what took it back is newer than it was.
"""

import sqlite3
from pathlib import Path

from publish.freshness import ledger
from publish.reading import marks

_AT_ONCE = 500                    # change ids in one question


def read_numbers(archive_path: Path | None, changes: dict[str, list[str]]) -> dict[str, int] | None:
    """Return the number of each hearing by the ids of its changes; None without a ledger that can be read."""
    with ledger(archive_path) as db:
        if db is None:
            return None
        try:
            newest_taken_back = db.execute("select max(seq) from published where corrects is not null").fetchone()[0] or 0
            numbers = _numbers(db, sorted({change_id for ids in changes.values() for change_id in ids}))
        except sqlite3.OperationalError:      # an archive of another version, or locked away
            return None
    return {
        hearing_id: max([newest_taken_back, *(numbers[change_id] for change_id in ids if change_id in numbers)])
        for hearing_id, ids in changes.items()
    }


def _numbers(db, change_ids: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(change_ids), _AT_ONCE):
        some = change_ids[start : start + _AT_ONCE]
        rows = db.execute(f"select change_id, seq from published where change_id in ({marks(some)})", some)
        found |= {change_id: seq for change_id, seq in rows.fetchall()}
    return found
