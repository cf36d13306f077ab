"""The ledger: what we did. It shares archive.db with the snapshots and is as precious.

It has every look at a source (`checks`), every run, the requests made to each host, the number of each
change, every name ever published, and what was suppressed. A check that repeats the previous one is counted
on the same row, so that a quiet court does not fill the disk.
"""

import sqlite3
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import seals
from db.rows import first_cell
from docket.times import instant, parse_instant

REFUSED = "refused us: "  # prefix of a look's message when the server rejects us or cannot be trusted

NAMED_BY_COURT = "govinfo"  # the source whose addresses contain a name of the court


class Ledger:
    """The part of the ledger that the HTTP client needs to respect its limits across restarts."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def get_validators(self, url: str) -> tuple[str | None, str | None]:
        """Return (ETag, Last-Modified) of the last good answer, as the server wrote them."""
        rows = self.db.execute("select etag, last_modified from validators where url = ?", (url,))
        return next(rows, (None, None))

    def save_validators(self, url: str, etag: str | None, last_modified: str | None) -> None:
        self.db.execute("insert or replace into validators values (?, ?, ?)", (url, etag, last_modified))

    def was_read(self, url: str) -> bool:
        """Return whether an address ever gave a readable answer."""
        sql = "select 1 from checks where url = ? and result in ('changed', 'unchanged', 'not_modified') limit 1"
        return first_cell(self.db, int, sql, url) is not None

    def spent_on(self, host: str, day: str) -> int:
        """Return the requests made to a host on a UTC day (``YYYY-MM-DD``)."""
        return (
            first_cell(self.db, int, "select spent from budgets where host = ? and day = ?", host, day) or 0
        )

    def spend(self, host: str, day: str) -> None:
        self.db.execute(
            "insert into budgets values (?, ?, 1) on conflict do update set spent = spent + 1", (host, day)
        )

    def held_until(self, host: str) -> str | None:
        """Return the UTC instant before which the host must be left alone, or None."""
        return first_cell(self.db, str, "select held_until from hosts where host = ?", host)

    def hold(self, host: str, until: str, reason: str) -> None:
        self.db.execute(
            "insert into hosts (host, held_until, held_reason) values (?, ?, ?) "
            "on conflict do update set held_until = excluded.held_until, held_reason = excluded.held_reason",
            (host, until, reason),
        )

    def last_request_at(self, host: str) -> str | None:
        """Return the UTC instant of the last request to the host, or None."""
        return first_cell(self.db, str, "select last_request_at from hosts where host = ?", host)

    def saw_request(self, host: str, at: str) -> None:
        self.db.execute(
            "insert into hosts (host, last_request_at) values (?, ?) "
            "on conflict do update set last_request_at = excluded.last_request_at",
            (host, at),
        )

    def log_request(self, host: str, at: str) -> None:
        """Record a request that counts against the host's sliding limits; drop requests older than all of
        them."""
        self.db.execute("insert into requests values (?, ?)", (host, at))
        two_days_ago = instant(parse_instant(at) - timedelta(days=2))
        self.db.execute("delete from requests where host = ? and at < ?", (host, two_days_ago))

    def requests_since(self, host: str, at: str) -> list[str]:
        """Return the instants (UTC) of the requests recorded since `at`, oldest first."""
        rows = self.db.execute("select at from requests where host = ? and at >= ? order by at", (host, at))
        return [row[0] for row in rows]


class SharedLedger:
    """The same ledger for several threads: it has its own connection and runs one call at a time.

    ``synchronous=normal``: a power cut can lose the count of the last requests, and nothing else.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        self._connection.execute("pragma synchronous=normal")
        self._ledger = Ledger(Database(self._connection))
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = getattr(self._ledger, name)

        def alone(*values: Any) -> Any:
            with self._lock:
                return call(*values)

        return alone

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def add_check(db: Database, source: str, url: str, result: str, at: str, **facts: Any) -> None:
    """Record one look. `result` is changed, unchanged, not_modified, absent, quarantined or failed.

    A look with the same result and message as the last one of its URL extends that row.
    """
    repeated = db.execute(
        "update checks set last_at = ?, looks = looks + 1, window_from = ?, window_to = ?, item_count = ? "
        "where check_id = (select max(check_id) from checks where source = ? and url = ?) "
        "and result = ? and result <> 'changed' and message is ?",
        (
            *(at, facts.get("window_from"), facts.get("window_to"), facts.get("item_count")),
            *(source, url, result, facts.get("message")),
        ),
    )
    if repeated.rowcount:
        return
    names = ("court_id", "message", "snapshot_id", "window_from", "window_to", "item_count")
    db.execute(
        "insert into checks (source, url, result, first_at, last_at, " + ", ".join(names) + ") "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (source, url, result, at, at, *(facts.get(name) for name in names)),
    )


def last_checks(db: Database, source: str | None = None) -> list[dict[str, Any]]:
    """Return the latest look at every URL, of one source or of all: source, url, court, result, when, and how often."""
    of_source, given = ("where source = ? ", (source,)) if source is not None else ("", ())
    return list(
        db.query(
            "select source, url, court_id, result, message, first_at, last_at, looks, snapshot_id, "
            "(select max(last_at) from checks good where good.source = checks.source and good.url = checks.url "
            " and good.result <> 'failed') as last_good_at "
            f"from checks where check_id in (select max(check_id) from checks {of_source}group by source, url)",
            given,
        )
    )


def last_good_looks(db: Database, source: str) -> list[tuple[str, str, str, int | None]]:
    """Return (address, result, instant, items) of the last answered look at each address."""
    return list(
        db.execute(
            "select url, result, max(last_at), item_count from checks "
            "where source = ? and result not in ('failed', 'quarantined') group by url",
            (source,),
        )
    )


def courts_never_found(db: Database) -> list[dict[str, Any]]:
    """Return the courts for which a source that names its pages by court had none of the dockets requested.

    One missing docket is not a failure; if all of a court's are missing, five or more, the source may know
    the court by another name. Each row has the `source`, how many dockets were `asked` for, and the first and
    last time (UTC).
    """
    return list(
        db.query(
            "select source, court_id, count(distinct url) as asked, min(first_at) as first_at, "
            "max(last_at) as last_at from checks where source = ? and court_id is not null "
            "and result in ('absent', 'changed', 'unchanged', 'not_modified') "
            "group by court_id having sum(result <> 'absent') = 0 and count(distinct url) >= 5 order by 3 desc, 2",
            (NAMED_BY_COURT,),
        )
    )


def last_results(db: Database, source: str) -> tuple[str | None, int]:
    """Return how the source's last run ended (None if it did not), and how many runs failed since the last
    good one."""
    last = "select result from runs where source = ? order by run_id desc limit 1"
    failures = (
        "select count(*) from runs where source = ?1 and result = 'failed' and run_id > "
        "coalesce((select max(run_id) from runs where source = ?1 and result = 'ok'), 0)"
    )
    return first_cell(db, str, last, source), first_cell(db, int, failures, source) or 0


def start_run(db: Database, source: str, at: str) -> int:
    """Record that a source started; return the run's number."""
    return db.execute("insert into runs (source, started_at) values (?, ?)", (source, at)).lastrowid or 0


def finish_run(
    db: Database, run_id: int, at: str, result: str, message: str | None, counts: dict[str, Any]
) -> None:
    """Record how a run ended. `result` is ok, failed or stopped."""
    db.execute(
        (
            "update runs set finished_at = ?, result = ?, message = ?, fetched = ?, stored = ?, failed = ? "
            "where run_id = ?"
        ),
        (at, result, message, counts.get("fetched"), counts.get("stored"), counts.get("failed"), run_id),
    )


def last_runs(db: Database) -> dict[str, dict[str, Any]]:
    """Return the latest run of each source, by source name."""
    rows = db.query("select * from runs where run_id in (select max(run_id) from runs group by source)")
    return {row["source"]: row for row in rows}


_FOR_EVER = "9999"


def last_good_run_at(db: Database, source: str, until: str = _FOR_EVER) -> str | None:
    """Return when the source last finished a run without failure (UTC), or None; runs dated after `until` are
    ignored."""
    sql = "select max(finished_at) from runs where source = ? and result = 'ok' and finished_at <= ?"
    return first_cell(db, str, sql, source, until)


def last_good_look_at(db: Database, source: str) -> str | None:
    """Return when anything of the source was last read successfully (UTC), or None."""
    sql = "select max(last_at) from checks where source = ? and result not in ('failed', 'quarantined')"
    return first_cell(db, str, sql, source)


def last_message(db: Database, source: str) -> str | None:
    """Return why the last look at the source failed; None if it succeeded."""
    sql = (
        "select iif(result = 'failed', message, null) from checks where source = ? "
        "order by last_at desc, check_id desc limit 1"
    )
    return first_cell(db, str, sql, source)


def last_started_at(db: Database, source: str, until: str = _FOR_EVER) -> str | None:
    """Return when the source was last started (UTC), or None; starts dated after `until` are ignored."""
    sql = "select max(started_at) from runs where source = ? and started_at <= ?"
    return first_cell(db, str, sql, source, until)


def saw_lane(
    db: Database,
    source: str,
    lane: str,
    at: str,
    is_down: bool,
    retry_at: str | None,
    late_at: str,
    message: str | None,
) -> None:
    """Record the state of one lane of a source: `is_down` if no request to it succeeded, and when to try
    again.

    The lane is late from `late_at` on unless a request succeeds; `late_at` stays the same while the lane is
    down. A lane is a court that is requested separately, or ``""`` for a source that is requested as a whole.
    """
    db.execute(
        (
            "insert into lanes (source, lane, failures, tried_at, good_at, retry_at, late_at, message) values "
            "(?, ?, ?, ?, ?, ?, ?, ?) "
            "on conflict do update set failures = case when excluded.failures then failures + 1 else 0 end, "
            "tried_at = excluded.tried_at, good_at = coalesce(excluded.good_at, good_at), "
            "retry_at = excluded.retry_at, message = excluded.message, "
            "late_at = case when excluded.failures then late_at else excluded.late_at end"
        ),
        (source, lane, int(is_down), at, None if is_down else at, retry_at, late_at, message),
    )


def lanes_of(db: Database, source: str) -> dict[str, dict[str, Any]]:
    """Return the state of each lane of a source, by lane."""
    return {
        row["lane"]: row for row in db.query("select * from lanes where source = ? order by lane", (source,))
    }


def late_lanes(db: Database, now: str) -> list[dict[str, Any]]:
    """Return the lanes that are late at an instant (UTC), the most overdue first. Needs no knowledge of the
    sources."""
    return list(db.query("select * from lanes where late_at < ? order by late_at, source, lane", (now,)))


def publishing_times(db: Database, most: int) -> list[tuple[str, str]]:
    """Return (change id, instant at which it got its number) for the newest `most` numbers."""
    return list(
        db.execute(
            "select change_id, published_at from published where published_at is not null and corrects is "
            "null order by seq desc limit ?",
            (most,),
        )
    )


def fetched_in_runs(db: Database, source: str, most: int) -> list[int]:
    """Return how many answers each of the source's last good runs fetched, newest first."""
    rows = db.execute(
        (
            "select fetched from runs where source = ? and result = 'ok' and fetched is not null order by "
            "run_id desc limit ?"
        ),
        (source, most),
    )
    return [row[0] for row in rows]


def publish(db: Database, changes: list[tuple[str, str]], at: str | None = None) -> None:
    """Give every (change id, kind) not yet numbered the next number, in order. `at`: a UTC instant."""
    with db.atomic():
        db.conn.executemany(
            "insert or ignore into published (change_id, kind, published_at) values (?, ?, ?)",
            [(*change, at) for change in changes],
        )


NameOf = Callable[..., str]  # derives the id of a message or a change from its content, always the same


def withdraw(db: Database, alive: set[str], name_of: NameOf) -> None:
    """Publish a `corrected` change, once, for every numbered id that a rebuild no longer yields."""
    rows = db.execute("select change_id from published where corrects is null order by seq").fetchall()
    gone = [row[0] for row in rows if row[0] not in alive]
    with db.atomic():
        db.conn.executemany(
            "insert or ignore into published (change_id, kind, corrects) values (?, 'corrected', ?)",
            [(name_of("withdrawn", change_id), change_id) for change_id in gone],
        )


def claim_slugs(db: Database, slugs: list[tuple[str, str, str]], at: str) -> None:
    """Record each (slug, kind, target) as published for good; the first target of a slug stays."""
    with db.atomic():
        db.conn.executemany(
            "insert or ignore into slugs (slug, kind, target, first_published_at) values (?, ?, ?, ?)",
            [(slug, kind, target, at) for slug, kind, target in slugs],
        )


def add_suppression(
    db: Database, scope: str, target: str, reason: str, made_by: str, at: str, purged: bool
) -> None:
    """Record that `target` (an entry, party or docket id, by `scope`) must not be published. Call it within a
    transaction."""
    db.execute(
        "insert into suppressions (scope, target, reason, made_by, made_at, is_purged) values (?, ?, ?, ?, ?, ?)",
        (scope, target, reason, made_by, at, int(purged)),
    )
    seals.add_checksums(db, "suppressions")


def suppressions(db: Database) -> list[dict[str, Any]]:
    """Return every suppression, oldest first."""
    return list(db.query("select * from suppressions order by suppression_id"))
