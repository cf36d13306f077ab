"""Pages that our code could not finish reading: too slow, too large, or fatal to the process that read them.

A hostile page could keep a reader busy for days. Such a page is read once, in a process that is then killed
(tracker/reading/page_reader.py), and recorded here with the version of the code that failed on it, so that no
later start tries it again and a rebuild sets the same pages aside. Another version of the code tries each of
them once more.
"""

from dataclasses import dataclass

from sqlite_utils import Database

TOO_SLOW = "too-slow"
TOO_LARGE = "too-large"
READER_DIED = "reader-died"
# By issue code: the message about the page.
WORDS = {
    TOO_SLOW: "too slow to read: it was given up",
    TOO_LARGE: "too large to read: it took more memory than a page may",
    READER_DIED: "the process that read it ended, twice",
}


@dataclass(frozen=True)
class Overrun:
    """Takes the place of the content of a page that could not be read to its end; `code` is one of those
    above."""

    code: str


def load(archive_db: Database, code: str) -> dict[str, str]:
    """Return, by snapshot id, why this version of the code does not try a page again; empty for an older
    archive."""
    if not archive_db.execute("select 1 from sqlite_master where name = 'overruns'").fetchone():
        return {}
    return dict(archive_db.execute("select snapshot_id, reason from overruns where code = ?", (code,)))


def add(archive_db: Database, snapshot_id: str, code: str, reason: str) -> None:
    """Record that this version of the code could not finish reading a page."""
    archive_db.execute("insert or replace into overruns values (?, ?, ?)", (snapshot_id, code, reason))
