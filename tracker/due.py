"""Which sources are due: each has its own rhythm, and the ledger knows when it was last looked at."""

from datetime import datetime, timedelta

from db import ledger
from docket.times import parse_instant

# A source that failed is not asked again at once: whoever restarts five times in a minute asks once.
_AFTER_FAILURE = timedelta(minutes=10)


def next_at(archive, source, now: datetime) -> datetime:
    """Return when the source is due: `now` if it is, else a later moment.

    A source that has no rhythm is due whenever it is asked for.
    """
    if source.EVERY_MINUTES is None:
        return now
    rhythm = timedelta(minutes=source.EVERY_MINUTES)
    waits = [now]
    if good := ledger.last_good_run_at(archive, source.NAME):
        waits.append(parse_instant(good) + rhythm)
    if tried := ledger.last_started_at(archive, source.NAME):
        waits.append(parse_instant(tried) + min(rhythm, _AFTER_FAILURE))
    # A clock that was set back must not silence a source for longer than its rhythm.
    return min(max(waits), now + rhythm)


def is_late(archive, source, now: datetime) -> bool:
    """Say whether the last good run is more than twice the rhythm ago, or never was."""
    if source.EVERY_MINUTES is None:
        return False
    good = ledger.last_good_run_at(archive, source.NAME)
    return good is None or now - parse_instant(good) > 2 * timedelta(minutes=source.EVERY_MINUTES)
