"""Reports bugs in the code of a source: in its plan, its requests, or what it returns.

A mistake ends only the lane or turn in which it happened. It is reported in three ways: in the log with its
traceback; in the ledger with its place, so that `status` says "failed" and where; and as an issue,
`source-failed`, which is archived like the alarms of lists, so that any rebuild finds it again. The message
of an exception may quote a page, or a key: it appears only in the log.
"""

import json
import sqlite3
import traceback
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from db import archive
from docket.issues import Issue
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from tracker.logs import log

MISTAKE = "source_mistake"  # the kind of the snapshot that keeps a mistake
OURS = "a mistake of ours"
_CODE = "source-failed"
_ROOT = Path(__file__).resolve().parents[1]


def name_mistake(error: BaseException) -> str:
    """Return the name of an exception and the innermost line of our own code that it passed, as in "KeyError
    at scrapers/sources/scotus.py:88"; its name alone if the line is not known."""
    name = type(error).__name__
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
            return f"{name} at {path.relative_to(_ROOT).as_posix()}:{frame.lineno}"
    return name


def tell_mistake(
    archive_db: Database, now: str, source: str, lane: str, during: str, error: Exception
) -> str:
    """Log and archive a mistake that happened `during` something; return the text for the ledger.

    The same mistake is archived only once. If it cannot be archived (a full disk), the log and the ledger say
    so.
    """
    message = f"{OURS} in {during}: {name_mistake(error)}"
    log.error("%s: failed in %s%s", source, during, f" of {lane}" if lane else "", exc_info=error)
    place = f"{source}/{lane}" if lane else source
    snapshot = Snapshot(
        source=source,
        url=f"mistake:{place}",
        fetched_at=now,
        body=json.dumps({"message": message, "place": place}, sort_keys=True).encode(),
        form=Form.API,
        court_id=lane or None,
        kind=MISTAKE,
        media_type="application/json",
        scope=Scope(ScopeKind.LABEL),
    )
    with suppress(sqlite3.Error), archive_db.atomic():
        archive.add(archive_db, snapshot)
    return message


def read_mistake(snapshot: Snapshot) -> Issue:
    """Return the issue stored in the snapshot of a mistake."""
    mistake = json.loads(snapshot.body)
    return Issue(_CODE, mistake["message"], mistake["place"], snapshot.court_id)
