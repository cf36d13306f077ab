"""The one path: fetch, archive, parse, save. The daemon, the command line and the tests call it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from db import archive, ledger
from docket.issues import Issue, ParseError, find_unmapped
from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.source import FetchError, WatchList, load_sources
from scrapers.sources import catalog
from scrapers.sources.pacer_rss import gap_issue
from tracker.stopping import Stopped

_SNAPSHOTS_A_COMMIT = 16
log = logging.getLogger("tracker")


def now() -> str:
    """Return the present instant in UTC; the only clock of the pipeline."""
    return instant(datetime.now(UTC))


@dataclass
class Outcome:
    """What a run came to, for people and for the exit code."""

    source: str
    fetched: int = 0
    stored: int = 0
    unchanged: int = 0
    quarantined: int = 0
    records: int = 0
    issues: int = 0
    changes: int = 0
    is_stopped: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return len(self.errors)

    def __str__(self) -> str:
        parts = [f"{self.fetched} looked at", f"{self.stored} new"]
        parts += [f"{self.changes} changes"] if self.changes else []
        parts += [f"{self.issues} issues"] if self.issues else []
        parts += [f"{self.quarantined} could not be read"] if self.quarantined else []
        parts += [f"{self.failed} failed"] if self.errors else []
        return ", ".join(parts)

    def as_dict(self) -> dict:
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"failed": self.failed}


def run(house, source, should_stop: Callable[[], bool] = lambda: False, progress=None) -> Outcome:
    """Fetch one source, archive what is new, and ingest whatever the docket has not seen.

    `should_stop` is asked after each answer; `progress.update` is called after each ingested snapshot.
    """
    outcome = Outcome(source.NAME)
    run_id = ledger.start_run(house.archive, source.NAME, now())
    result = "stopped"
    try:
        for item in source.fetch(house.http, watch_list(house)):
            if isinstance(item, FetchError):
                _record_failure(house, source.NAME, item, outcome)
            else:
                keep(house, item, outcome)
            if should_stop():
                outcome.is_stopped = True
                break
        else:
            result = "ok"
    except Stopped:
        outcome.is_stopped = True
    except FetchError as error:              # what arrived before it is still worth parsing
        _record_failure(house, source.NAME, error, outcome)
    finally:
        result = "failed" if outcome.errors else result
        message = "; ".join(outcome.errors[:3]) or None
        ledger.finish_run(house.archive, run_id, now(), result, message, outcome.as_dict())
    ingest_pending(house, outcome, progress=progress)
    return outcome


def _record_failure(house, source: str, error: FetchError, outcome: Outcome) -> None:
    outcome.errors.append(str(error))
    log.warning("%s: %s", source, error)
    ledger.add_check(house.archive, source, error.url or f"{source}:", "failed", now(), message=str(error))


def keep(house, snapshot: Snapshot, outcome: Outcome) -> bool:
    """Archive one snapshot if it is new, and record the look; say whether it was stored."""
    outcome.fetched += 1
    looked = {"court_id": snapshot.court_id, "window_from": snapshot.window_from, "window_to": snapshot.window_to,
              "item_count": snapshot.item_count}  # fmt: skip
    if snapshot.form is Form.FEED and gap_issue(snapshot, archive.previous_look(house.archive, snapshot)):
        # Archived even if our dockets' items are the same: the gap itself is news.
        snapshot = replace(snapshot, compare_hash=f"{snapshot.difference} gap before {snapshot.window_from}")
    checked_at = snapshot.fetched_at if snapshot.source != "catalog" else now()
    if snapshot.is_not_modified:
        outcome.unchanged += 1
        ledger.add_check(house.archive, snapshot.source, snapshot.url, "not_modified", checked_at, **looked)
        return False
    with house.archive.atomic():
        is_new = archive.add(house.archive, snapshot)
        result = "changed" if is_new else "unchanged"
        if snapshot.is_unreadable:
            result, looked["message"] = "quarantined", "the answer cannot be read; its bytes are archived"
        elif snapshot.validator_key:
            house.http.ledger.save_validators(snapshot.validator_key, snapshot.etag, snapshot.last_modified)
        ledger.add_check(
            house.archive, snapshot.source, snapshot.url, result, checked_at, snapshot_id=snapshot.snapshot_id, **looked
        )
    outcome.stored += is_new
    outcome.unchanged += not is_new
    return is_new


def bring_catalogue(house, outcome: Outcome) -> None:
    """Archive the reviewed files of this version, those that differ from what is archived. No network."""
    with house.archive.atomic():
        for snapshot in catalog.fetch(None, WatchList()):
            keep(house, snapshot, outcome)


def ingest_pending(house, outcome: Outcome, parsed: dict | None = None, progress=None) -> None:
    """Parse and save every archived snapshot that the docket has not seen, in archive order.

    After a fetch that is today's news; after a crash it is the rest of the work; on an empty docket
    it is a rebuild. `parsed` hands over records of snapshots that were parsed already.
    """
    house.ensure_current(outcome, progress)
    ingest_into(house.store, house.archive, outcome, parsed, progress)
    house.publish_changes()


def ingest_into(store, archive_db, outcome: Outcome, parsed: dict | None = None, progress=None) -> None:
    """Ingest into one docket database everything after the snapshot it saw last."""
    sources = load_sources()
    pending = archive.snapshots_after(archive_db, store.ingested_seq)
    for batch in iter(lambda: list(islice(pending, _SNAPSHOTS_A_COMMIT)), []):
        # One commit for several snapshots: a crash undoes them together, and the rerun brings them all.
        with store.db.atomic():
            for seq, snapshot in batch:
                _ingest_one(store, sources, archive_db, seq, snapshot, outcome, parsed or {})
                if progress is not None:
                    progress.update(1)


def _ingest_one(store, sources, archive_db, seq: int, snapshot: Snapshot, outcome: Outcome, parsed: dict) -> None:
    records, issues, error = parsed.get(snapshot.snapshot_id) or parse(sources, snapshot, archive_db)
    if error:
        outcome.quarantined += 1
        outcome.errors.append(f"{snapshot.url}: {error}")
    outcome.changes += len(store.ingest(seq, snapshot, records, issues, is_quarantined=bool(error)))
    outcome.records += len(records)
    outcome.issues += len(issues)


def parse(sources: dict, snapshot: Snapshot, archive_db=None) -> tuple[list, list[Issue], str | None]:
    """Return what one snapshot says: records, issues, and why it could not be read, if so.

    All of it or nothing: a page that is not what we believed yields one issue only.
    """
    if snapshot.is_purged:
        return [], [Issue("purged", "the archived bytes were erased", snapshot.url)], None
    try:
        found = list(sources[snapshot.source].parse(snapshot))
    except ParseError as error:
        issue = Issue(error.code, str(error), snapshot.url, snapshot.court_id)
        return [], [issue], str(error)
    records = [thing for thing in found if not isinstance(thing, Issue)]
    issues = [thing for thing in found if isinstance(thing, Issue)]
    issues += [issue for record in records for issue in find_unmapped(record)]
    gap = gap_issue(snapshot, archive.previous_look(archive_db, snapshot)) if archive_db is not None else None
    return records, issues + ([gap] if gap else []), None


def watch_list(house) -> WatchList:
    """Return every docket not excluded and not closed for over a year, by all its names."""
    today = now()[:10]
    year_ago = f"{int(today[:4]) - 1}{today[4:]}"
    rows = house.store.db.execute(
        """
        select _refs.court_id, _refs.docket_number, dockets.pacer_case_id
        from _refs join dockets using (docket_id)
        where dockets.selection <> 'excluded' and _refs.docket_number is not null
          and not (dockets.status = 'closed' and coalesce(dockets.date_terminated, dockets.date_decided, '') < ?)
        order by 1, 2
        """,
        (year_ago,),
    )
    return WatchList(tuple(DocketRef(court, number, case_id) for court, number, case_id in rows))
