"""Parses one archived page: its records, its issues, and why it could not be read, if so.

Bugs of ours in reading a page are caught here, too: that page is set aside with the issue "parser-failed",
the same in every rebuild, and the others are read.
"""

from sqlite_utils import Database

from db import archive, list_days, overruns
from docket.issues import Issue, ParseError, find_unmapped
from docket.limits import cap
from docket.snapshot import Form, Snapshot
from scrapers.source import Source
from tracker.crash_guard import raise_if_of_the_machine
from tracker.logs import log
from tracker.opinions.cache import cache_of
from tracker.source_mistakes import MISTAKE, OURS, name_mistake, read_mistake

DAMAGED = "damaged"


def parse(
    sources: dict[str, Source], snapshot: Snapshot, archive_db: Database | None = None
) -> tuple[list, list[Issue], str | None]:
    """Return the records and issues of one snapshot, and why it could not be read, or None.

    All or nothing: a page that is not what we expect yields only one issue, and so does one on which our code
    fails.
    """
    if snapshot.is_purged:
        return [], [Issue("purged", "the archived bytes were erased", snapshot.url)], None
    if snapshot.is_damaged:
        log.error("the archived bytes of %s (%s) are damaged", snapshot.snapshot_id, snapshot.url)
        issue = Issue(DAMAGED, "the archived bytes are damaged", snapshot.url, snapshot.court_id)
        return [], [issue], "its archived bytes are damaged; see `python -m tracker verify`"
    try:
        records, issues = _read(sources, snapshot, archive_db)
    except ParseError as error:
        issue = Issue(error.code, str(error), snapshot.url, snapshot.court_id)
        return [], [issue], str(error)
    except Exception as error:  # noqa: BLE001  # it stays with this page
        raise_if_of_the_machine(error)
        return set_aside(snapshot, error)
    gap = find_gap(sources.get(snapshot.source), snapshot, archive_db) if archive_db is not None else None
    return records, issues + ([gap] if gap else []), None


def find_gap(source: Source | None, snapshot: Snapshot, archive_db: Database) -> Issue | None:
    """Return the issue about a gap since the last look at a feed, None if there is no gap."""
    if source is None or snapshot.form is not Form.FEED:
        return None
    return source.gap_issue(snapshot, archive.previous_look(archive_db, snapshot))


def _read(
    sources: dict[str, Source], snapshot: Snapshot, archive_db: Database | None
) -> tuple[list, list[Issue]]:
    if snapshot.kind == list_days.ALARM:
        return [], [list_days.read_alarm(snapshot)]
    if snapshot.kind == MISTAKE:
        return [], [read_mistake(snapshot)]
    source = sources[snapshot.source]
    is_slow = snapshot.kind in source.SLOW_KINDS
    if is_slow and (kept := cache_of(archive_db)):
        if (reading := kept.get(snapshot.body_hash)) is None:  # opinions take seconds to read
            reading = source.read(snapshot)
            kept.put(snapshot.body_hash, reading)
        things = source.make_records(snapshot, reading)
    else:
        things = source.parse(snapshot)
    records, issues = [], []
    for thing in things:
        if isinstance(thing, Issue):
            issues.append(thing)
            continue
        record, cut = cap(thing)
        issues += cut
        if record is not None:
            records.append(record)
    return records, issues + [issue for record in records for issue in find_unmapped(record)]


def give_up(snapshot: Snapshot, code: str) -> tuple[list, list[Issue], str]:
    """Return the result to store for a page that could not be read to its end."""
    return [], [Issue(code, None, snapshot.url, snapshot.court_id)], overruns.WORDS[code]


def set_aside(snapshot: Snapshot, mistake: Exception) -> tuple[list, list[Issue], str]:
    """Return the result to store for a page on which our code fails: the exception's name and the line that
    raised it, no words of the page."""
    name = name_mistake(mistake)
    log.error(
        "%s: our own mistake in reading %s (%s), which is set aside",
        snapshot.source,
        snapshot.snapshot_id,
        snapshot.url,
        exc_info=mistake,
    )
    return (
        [],
        [Issue("parser-failed", name, snapshot.url, snapshot.court_id)],
        f"{OURS} in reading it ({name})",
    )
