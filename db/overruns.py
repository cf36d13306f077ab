"""Pages that our code did not come to the end of: too slow, too large, or the death of the process that read them.

What others send can be made to keep a reader busy for days. Such a page is read once, in a process that is
ended (tracker/reading/page_reader.py), and noted here by the code that failed on it, so that no later start tries it
again and a rebuild sets the same pages aside. Other code tries each of them once more.
"""

from dataclasses import dataclass

from sqlite_utils import Database

TOO_SLOW, TOO_LARGE, READER_DIED = "too-slow", "too-large", "reader-died"
# By the code of the issue: what is said of the page.
WORDS = {
    TOO_SLOW: "too slow to read: it was given up",
    TOO_LARGE: "too large to read: it took more memory than a page may",
    READER_DIED: "the process that read it ended, twice",
}


@dataclass(frozen=True)
class Overrun:
    """In place of what a page says, of which nobody came to the end: `code` is one of those above."""

    code: str


def load(archive_db: Database, code: str) -> dict[str, str]:
    """Return why each page is not tried again by this code, by its snapshot; nothing from an older archive."""
    if not archive_db.execute("select 1 from sqlite_master where name = 'overruns'").fetchone():
        return {}
    return dict(archive_db.execute("select snapshot_id, reason from overruns where code = ?", (code,)))


def add(archive_db: Database, snapshot_id: str, code: str, reason: str) -> None:
    """Note that this code did not come to the end of a page."""
    archive_db.execute("insert or replace into overruns values (?, ?, ?)", (snapshot_id, code, reason))
