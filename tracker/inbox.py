"""The inbox: archives the messages that the web route wrote into the home, in order of arrival.

A message's name is its idempotency key, and the archive remembers every name: a repeated message is dropped.
A file is deleted only when its bytes are archived; one that cannot be read is archived, too, and becomes an
issue. A message about an unknown docket is archived at once, and again when the docket is known.
"""

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from db import archive
from db.views import IS_SHOWN
from docket.issues import ParseError
from docket.records import DocketRef
from docket.snapshot import Snapshot
from docket.times import instant, parse_instant
from publish.inbox_files import MAX_BYTES, SUFFIX
from scrapers.courtlistener import webhooks
from scrapers.courtlistener.dockets import REGISTER_ID
from tracker import pipeline
from tracker.home import House
from tracker.logs import log
from tracker.outcome import Outcome

# After a month an unknown docket is taken as none of ours; `--replay` tries the older messages, too.
_WAITS = timedelta(days=30)
_LARGEST = MAX_BYTES + 64 * 1024  # with the line that precedes the body
_HOW = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True)
class Message:
    """One file of the inbox. `order` is in nanoseconds, since several messages can come within a second."""

    path: Path
    key: str
    received_at: str
    order: int
    body: bytes


def receive_inbox(house: House, outcome: Outcome, is_replay: bool = False) -> None:
    """Archive the messages in the inbox, then the waiting ones whose dockets are known by now. Ingests
    nothing."""
    messages = sorted(
        _read_messages(house.settings.inbox_path, outcome),
        key=lambda message: (message.order, message.path.name),
    )
    waiting = list(read_waiting(house, is_replay))
    refs = read_source_ids(house.store.db)
    for message in messages:
        _take(house, message, refs, outcome)
    for seen in waiting:
        again = webhooks.describe_again(seen, refs)
        if again.body != seen.body:
            pipeline.archive_snapshot(house, again, outcome)


def _take(house: House, message: Message, refs: dict[int, DocketRef], outcome: Outcome) -> None:
    url = webhooks.address_of(message.key)
    sql = "select 1 from snapshots where source = ? and url = ?"
    if house.archive.execute(sql, (webhooks.NAME, url)).fetchone():
        outcome.fetched += 1
        outcome.unchanged += 1
        log.info("%s: sent again; the first one counts", url)
    else:
        pipeline.archive_snapshot(
            house, webhooks.describe(message.key, message.body, message.received_at, refs), outcome
        )
    message.path.unlink(missing_ok=True)


def _read_messages(folder: Path, outcome: Outcome) -> Iterator[Message]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            yield _read_message(path)
        except FileNotFoundError:
            outcome.errors.append(f"{path}: gone before it was read")
        except OSError as error:
            outcome.errors.append(f"{path}: {error.strerror}; look at it and move it away")
        except ParseError as error:  # not written by the web route
            outcome.errors.append(f"{path}: {error}; look at it and move it away")


def _read_bytes(path: Path) -> tuple[bytes, int]:
    """Return the bytes of a regular file, and when it was written. Raises OSError and ParseError.

    The web process writes to the inbox: a link there would be read with the daemon's rights and archived, and
    a pipe would never end.
    """
    with os.fdopen(os.open(path, _HOW), "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise ParseError("not a plain file")
        if facts.st_size > _LARGEST:
            raise ParseError(f"{facts.st_size} bytes, more than a message has")
        return file.read(_LARGEST), facts.st_mtime_ns


def _read_message(path: Path) -> Message:
    """Return the message in a file; a file without our first line counts as all body, received when the file
    was written. Raises OSError and ParseError."""
    whole, written = _read_bytes(path)
    line, _, body = whole.partition(b"\n")
    try:
        head = json.loads(line)
        return Message(
            path, str(head["key"]), instant(parse_instant(head["received_at"])), int(head["order"]), body
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        at = datetime.fromtimestamp(written // 1_000_000_000, UTC)
        return Message(path, path.name.removesuffix(SUFFIX), instant(at), written, whole)


def read_waiting(house: House, is_replay: bool) -> Iterator[Snapshot]:
    """Yield each archived message whose docket was unknown, oldest first."""
    since = "" if is_replay else instant(house.clock() - _WAITS)
    rows = house.archive.execute(
        (
            "select seq from snapshots latest where source = ? and kind = ? and fetched_at >= ? and body is not null "
            "and seq = (select max(seq) from snapshots s where s.source = latest.source and s.url = "
            "latest.url) order by seq"
        ),
        (webhooks.NAME, webhooks.WAITING, since),
    ).fetchall()
    for (seq,) in rows:
        yield next(archive.snapshots_after(house.archive, seq - 1))[1]


def read_source_ids(docket_db: Database) -> dict[int, DocketRef]:
    """Return the dockets that are not excluded, by CourtListener's ids."""
    rows = docket_db.execute(
        (
            "select value, court_id, docket_number, pacer_case_id from docket_facts join dockets using (docket_id) "
            f"where field = ? and {IS_SHOWN} and coalesce(docket_number, pacer_case_id) is not "
            "null order by docket_id"
        ),
        (REGISTER_ID,),
    )
    return {int(part): DocketRef(*ref) for value, *ref in rows for part in value.split(";") if part.isdigit()}
