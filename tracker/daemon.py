"""The daemon: every source on its own rhythm, through the same path as `run`, until told to stop.

This is the only place that catches everything: what one source does to us is logged and written
into the ledger, and the next source has its turn.
"""

import logging
import os
import sqlite3
import time
from contextlib import suppress
from datetime import UTC, datetime

import schedule

from db import ledger
from tracker import due, pipeline
from tracker.corrections import bring_corrections
from tracker.stopping import Stop, Stopped

log = logging.getLogger("tracker")

_LONGEST_SLEEP = 20                              # a machine that slept finds out within this many seconds
_JITTER = 10                                     # a tenth later at most, so that not all ask at the full hour


def watch(house, sources: list, stop: Stop) -> None:
    """Give every source its turns until `stop` says so; what is in hand is finished first.

    `sources` are those with a rhythm. One that came due while nobody was here has one turn, not
    one for each that it missed.
    """
    os.environ["TZ"] = "UTC"                     # `schedule` counts on the wall clock, which skips an hour in spring
    time.tzset()
    house.wait = stop.wait
    scheduler = schedule.Scheduler()
    for source in sources:
        seconds = max(1, round(source.EVERY_MINUTES * 60))
        job = scheduler.every(seconds).to(seconds + seconds // _JITTER).seconds.do(take_turn, house, source, stop)
        first = due.next_at(house.archive, source, datetime.now(UTC))
        job.next_run = first.replace(tzinfo=None)
        log.info("%s: every %g minutes, next at %s", source.NAME, source.EVERY_MINUTES, f"{first:%Y-%m-%dT%H:%M:%SZ}")
    scheduler.every(60).seconds.do(take_corrections, house, stop)
    with suppress(Stopped):
        while not stop():
            scheduler.run_pending()
            stop.wait(min(max(scheduler.idle_seconds or 0, 0.1), _LONGEST_SLEEP))
    log.info("stopped; everything fetched is stored")


def take_turn(house, source, stop: Stop) -> None:
    """Run one source. Whatever goes wrong is recorded and does not leave this function."""
    try:
        outcome = pipeline.run(house, source, stop, progress=stop)
        log.log(logging.WARNING if outcome.failed else logging.INFO, "%s: %s", source.NAME, outcome)
    except Stopped:
        log.info("%s: stopped between two snapshots", source.NAME)
    except Exception as error:
        _record(house, source.NAME, error)


def take_corrections(house, stop: Stop) -> None:
    """Take up the corrections file if somebody edited it."""
    outcome = pipeline.Outcome("corrections")
    try:
        bring_corrections(house, outcome)
        if outcome.stored:
            pipeline.ingest_pending(house, outcome, progress=stop)
            log.info("corrections: %s", outcome)
        for error in outcome.errors:
            log.warning("corrections: %s", error)
    except Stopped:
        log.info("corrections: stopped between two snapshots")
    except Exception as error:
        _record(house, "corrections", error)


def _record(house, name: str, error: Exception) -> None:
    log.error("%s: failed", name, exc_info=error)
    house.close_docket()                         # whatever state it is in, the next turn opens it anew
    with suppress(sqlite3.Error):                # a full disk is in the log already
        run_id = ledger.start_run(house.archive, name, pipeline.now())
        ledger.finish_run(house.archive, run_id, pipeline.now(), "failed", f"{type(error).__name__}: {error}", {})
