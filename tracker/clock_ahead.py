"""Mends what a clock that was ahead left in the ledger: a turn, a look or a request dated in the future.

The true time cannot be known. If such a date were believed, it would silence a source until then. So it is
corrected at each start, and by the daemon as soon as it sees that the clock was set back: a date in the
future is replaced by the last known time before it or, if there is none, dropped, and the source is due. A
deliberate wait stays, but never exceeds the longest such wait from now. Archived pages keep their time: a
rebuild reads no clock.
"""

from datetime import datetime, timedelta

from sqlite_utils import Database

from docket.times import instant
from scrapers.http.rate_limit import LONGEST_HOLD
from scrapers.source import load_sources
from tracker import due
from tracker.logs import log

_TOLD = timedelta(days=7)
# Looks and runs are stored in the order in which they were made: an earlier row has no later time.
_RUN_BEFORE = """(
  select max(earlier.started_at) from runs as earlier where earlier.source = runs.source
    and earlier.run_id < runs.run_id and earlier.started_at <= :limit)"""
_LOOK_BEFORE = """(
  select max(earlier.first_at) from checks as earlier where earlier.source = checks.source
    and earlier.url = checks.url and earlier.check_id < checks.check_id and earlier.first_at <= :limit)"""
_STATEMENTS = (
    f"delete from runs where started_at > :limit and {_RUN_BEFORE} is null",
    f"update runs set started_at = {_RUN_BEFORE} where started_at > :limit",
    "update runs set finished_at = started_at where finished_at > :limit",
    f"delete from checks where first_at > :limit and {_LOOK_BEFORE} is null",
    f"update checks set first_at = {_LOOK_BEFORE} where first_at > :limit",
    "update checks set last_at = first_at where last_at > :limit",
    "update lanes set late_at = :now where good_at > :limit",
    "update lanes set good_at = null where good_at > :limit",
    "update lanes set tried_at = null where tried_at > :limit",
    "update hosts set last_request_at = :now where last_request_at > :limit",
    # Requests and spent budgets still count against us, though their true time is unknown.
    "update requests set at = :now where at > :limit",
    (
        "insert into budgets select host, :today, sum(spent) from budgets where day > :today group by host "
        "on conflict do update set spent = spent + excluded.spent"
    ),
    "delete from budgets where day > :today",
    "update messages set made_at = :now where made_at > :limit",
    "update messages set ended_at = :now where ended_at > :limit",
    "update outbox set queued_at = :now where queued_at > :limit",
    "update closed_places set closed_at = :now where closed_at > :limit",
    "update published set published_at = null where published_at > :limit",
    "delete from list_days where day > :tomorrow",
    "update list_items set seen_on = :today where seen_on > :tomorrow",
    "update list_alarms set began_at = :now where began_at > :limit",
    "update list_alarms set ended_at = :now where ended_at > :limit",
)


def furthest(archive_db: Database, now: datetime) -> str | None:
    """Return the latest future time of a turn or look; None if there is none."""
    return archive_db.execute(
        "select max(at) from (select max(started_at) as at from runs union all select max(finished_at) from runs "
        "union all select max(last_at) from checks union all select max(tried_at) from lanes "
        "union all select max(at) from requests union all select max(ended_at) from messages) where at > ?",
        (instant(now + due.SLACK),),
    ).fetchone()[0]


def put_right(archive_db: Database, now: datetime) -> None:
    """Correct the dates in the ledger that are in the future, and note that a clock was ahead."""
    ahead = furthest(archive_db, now)
    with archive_db.atomic():
        if ahead is not None:
            at = {
                "now": instant(now),
                "limit": instant(now + due.SLACK),
                "today": instant(now)[:10],
                "tomorrow": instant(now + timedelta(days=1))[:10],
            }
            for statement in _STATEMENTS:
                archive_db.execute(statement, at)
            archive_db.execute("insert into clocks_ahead values (?, ?)", (instant(now), ahead))
            log.warning("a clock was ahead, at %s; later times were corrected", ahead)
        # Deliberate waits are shortened to the longest such wait from now.
        hold = instant(now + timedelta(seconds=LONGEST_HOLD))
        archive_db.execute("update hosts set held_until = ?1 where held_until > ?1", (hold,))
        sources = load_sources()
        for source, lane, failures in archive_db.execute(
            "select source, lane, failures from lanes"
        ).fetchall():
            known = sources.get(source)
            if known is None or known.EVERY_MINUTES is None:
                continue
            retry, late = now + due.backoff(known, failures, now), now + due.patience(known)
            archive_db.execute(
                "update lanes set retry_at = min(retry_at, ?), late_at = min(late_at, ?) "
                "where source = ? and lane = ?",
                (instant(retry), instant(late), source, lane),
            )


def was_ahead(archive_db: Database, now: datetime) -> list[str]:
    """Return a message that a clock is ahead, or was found ahead in the last days; an empty list if
    neither."""
    notices = []
    if (ahead := furthest(archive_db, now)) is not None:
        notices.append(
            f"a clock was ahead: something was asked at {ahead}, and it is {instant(now)} now; the next start of `run` "
            "or `watch` puts it right"
        )
    if archive_db["clocks_ahead"].exists():  # otherwise this version has not opened the archive yet
        notices += [
            f"a clock was ahead, at {ahead}: found and put right at {noticed}"
            for noticed, ahead in archive_db.execute(
                "select noticed_at, furthest from clocks_ahead where noticed_at > ? order by 1",
                (instant(now - _TOLD),),
            )
        ]
    return notices
