"""Decides which sources are due: each has its own rhythm, and the ledger records when it was last looked at.

The rhythm is slower at night and on weekends if the source says so, pauses while its server is maintained,
and slows with each failure until the source answers well again.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from db import ledger
from docket.times import instant, parse_instant
from scrapers.source import Source
from tracker.causes import sum_up

# A source that failed is not asked again at once: five restarts in a minute make one request.
_AFTER_FAILURE = timedelta(minutes=10)
_LONGEST_BACKOFF = timedelta(days=1)
SLACK = timedelta(minutes=5)  # by which clocks may differ; a time later than that is in the future
_GROWTH = 4  # a source that is down is asked a quarter as often, never less
_EASTERN = ZoneInfo("America/New_York")


def is_court_hours(moment: datetime) -> bool:
    """Return whether some federal court may be at work: Monday to Friday, 8 a.m. to midnight Eastern time.

    Midnight in New York is six or seven in the evening in Hawaii. Holidays are not considered.
    """
    local = moment.astimezone(_EASTERN)
    return local.weekday() < 5 and local.hour >= 8


def rhythm(source: Source, moment: datetime) -> timedelta:
    """Return how long after a turn at `moment` the next one is due; the morning ends the slow rhythm of the
    night."""
    usual = timedelta(minutes=_every_minutes(source))
    longest, wait = longest_rhythm(source), usual
    while wait < longest and not is_court_hours(moment + wait):
        wait += usual
    return min(wait, longest)


def longest_rhythm(source: Source) -> timedelta:
    return timedelta(minutes=max(_every_minutes(source), source.OFF_HOURS_MINUTES or 0))


def _every_minutes(source: Source) -> int:
    assert source.EVERY_MINUTES is not None, f"{source.NAME} has no rhythm"
    return source.EVERY_MINUTES


def next_at(archive: Database, source: Source, now: datetime) -> datetime:
    """Return when the source is due: `now` if it is, else a later time.

    A source without a rhythm is always due.
    """
    if source.EVERY_MINUTES is None:
        return now
    lanes = ledger.lanes_of(archive, source.NAME)
    waits, until = [now], instant(now + SLACK)  # a later time comes from a clock that was ahead
    if good := ledger.last_good_run_at(archive, source.NAME, until):
        waits.append(parse_instant(good) + rhythm(source, parse_instant(good)))
    if tried := ledger.last_started_at(archive, source.NAME, until):
        pause = _pause_after(source, lanes, tried)
        if source.RESUMES:
            # A source that knows what it has already requested resumes at once, and requests nothing twice.
            # After a partly failed run the rest waits as after a failed one, longer each time.
            result, failures = ledger.last_results(archive, source.NAME)
            if result in (None, "stopped"):
                pause = timedelta()
            elif result == "failed":
                pause = min(pause, backoff(source, failures, parse_instant(tried)))
        waits.append(parse_instant(tried) + pause)
    longest = max(longest_rhythm(source), backoff(source, lanes[""]["failures"] if "" in lanes else 0, now))
    return after_quiet(source, min(max(waits), now + longest))


def _pause_after(source: Source, lanes: dict[str, dict], tried: str) -> timedelta:
    """Return the pause after the last run: the rhythm; if everything failed, the backoff; if the run never
    ended, a short pause."""
    moment = parse_instant(tried)
    if "" in lanes and (lanes[""]["tried_at"] or "") >= tried:
        return backoff(source, lanes[""]["failures"], moment)
    if lanes and "" not in lanes:  # each of its courts has a backoff, see `lane_is_due`
        return rhythm(source, moment)
    return min(rhythm(source, moment), _AFTER_FAILURE)


def backoff(source: Source, failures: int, moment: datetime) -> timedelta:
    """Return the wait after this many failures in a row: ten minutes, doubled each time, up to four rhythms.

    It is never more than a day unless the rhythm is longer, since a court's feed shows an item for only a few
    hours.
    """
    usual = rhythm(source, moment)
    if not failures:
        return usual
    longest = max(usual, min(_GROWTH * usual, _LONGEST_BACKOFF))
    return min(min(usual, _AFTER_FAILURE) * 2 ** min(failures - 1, 16), longest)


def record_lane(
    archive: Database, source: Source, lane: str, now: datetime, is_down: bool, errors: list[str]
) -> None:
    """Record the result of a lane and, if its server was down, when it may be asked again."""
    if source.EVERY_MINUTES is None:
        return
    retry_at, late_at = None, now + patience(source)
    if is_down:
        before = ledger.lanes_of(archive, source.NAME).get(lane)
        retry_at = instant(now + backoff(source, (before["failures"] if before else 0) + 1, now))
        late_at = now
    ledger.saw_lane(
        archive,
        source.NAME,
        lane,
        instant(now),
        is_down,
        retry_at,
        instant(late_at),
        sum_up(errors, 2),
    )


def lane_is_due(lane: dict | None, source: Source, now: datetime) -> bool:
    """Return whether a court may be asked again; `lane` is its row in the ledger. A clock set back never
    silences it."""
    if lane is None or lane["retry_at"] is None:
        return True
    retry_at = parse_instant(lane["retry_at"])
    return retry_at <= now or retry_at > now + backoff(source, lane["failures"], now)


def after_quiet(source: Source, moment: datetime) -> datetime:
    """Return `moment` or, if the source's server is under maintenance then, the end of the maintenance."""
    return source.QUIET.end_of(moment) if source.QUIET is not None else moment


def is_late(archive: Database, source: Source, now: datetime) -> bool:
    """Return whether the last good run was more than twice the rhythm ago, or there was none."""
    if source.EVERY_MINUTES is None:
        return False
    good = ledger.last_good_run_at(archive, source.NAME, instant(now + SLACK))
    return good is None or now - parse_instant(good) > patience(source)


def patience(source: Source) -> timedelta:
    """Return the time after its last good answer at which a source is late: two rhythms plus its hours of
    maintenance."""
    return 2 * longest_rhythm(source) + (source.QUIET.length if source.QUIET is not None else timedelta())
