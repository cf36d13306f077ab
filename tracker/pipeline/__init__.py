"""The one path of a page: fetched, archived, ingested. `run`, `watch`, `import` and the tests take it.

The functions here archive and ingest, no matter who fetched.

    engine      asks the sources and passes on their answers; one turn of one source
    lanes       which servers are asked concurrently
    watch_list  the dockets and bills that a source looks for
"""

from dataclasses import replace
from datetime import UTC, datetime

from db import archive, ledger, list_days
from docket.snapshot import Snapshot
from docket.times import instant
from scrapers.source import WatchList, load_sources
from tracker.home import House
from tracker.logs import log
from tracker.outcome import Outcome
from tracker.reading.ingesting import ingest_into
from tracker.reading.parsing import find_gap
from tracker.stop import NO_BAR, Bar


def now() -> str:
    """Return the present time in UTC, for code without a house; a house has its own clock."""
    return instant(datetime.now(UTC))


def archive_snapshot(house: House, snapshot: Snapshot, outcome: Outcome) -> bool:
    """Archive one snapshot if it is new, and record the look; return whether it was stored."""
    outcome.fetched += 1
    looked = {
        "court_id": snapshot.court_id,
        "window_from": snapshot.window_from,
        "window_to": snapshot.window_to,
        "item_count": snapshot.item_count,
    }
    source = load_sources().get(snapshot.source)
    if find_gap(source, snapshot, house.archive):
        # Archived even if the items of our dockets are the same: the gap itself is news.
        snapshot = replace(snapshot, compare_hash=f"{snapshot.difference} gap before {snapshot.window_from}")
    checked_at = house.now() if source is not None and source.IS_SHIPPED else snapshot.fetched_at
    is_new, result = False, "not_modified"
    with house.archive.atomic():
        if not snapshot.is_not_modified:
            is_new = archive.add(house.archive, snapshot)
            result = "changed" if is_new else "unchanged"
            looked["snapshot_id"] = snapshot.snapshot_id
            if snapshot.is_unreadable:
                result, looked["message"] = "quarantined", "the answer cannot be read; its bytes are archived"
            elif snapshot.validator_key:
                ledger.Ledger(house.archive).save_validators(
                    snapshot.validator_key, snapshot.etag, snapshot.last_modified
                )
        ledger.add_check(house.archive, snapshot.source, snapshot.url, result, checked_at, **looked)
        _note_list(house, snapshot, outcome)
    outcome.stored += is_new
    outcome.unchanged += not is_new
    return is_new


def _note_list(house: House, snapshot: Snapshot, outcome: Outcome) -> None:
    """Record a look in the ledger of lists; each new alarm is archived, so that any rebuild has it as an
    issue."""
    with house.archive.atomic():
        for alarm in list_days.note(house.archive, snapshot):
            archive.add(house.archive, alarm)
            issue = list_days.read_alarm(alarm)
            outcome.errors.append(f"{issue.place}: {issue.value}")
            log.warning("%s: %s", issue.place, issue.value)


def archive_shipped(house: House, outcome: Outcome) -> None:
    """Archive the reviewed files of this version that differ from what is archived. No network."""
    with house.archive.atomic():
        for source in load_sources().values():
            # They are on this machine: nothing is requested, and no HTTP client is needed.
            for snapshot in source.fetch(None, WatchList()) if source.IS_SHIPPED else ():  # type: ignore[arg-type]
                assert isinstance(snapshot, Snapshot)
                archive_snapshot(house, snapshot, outcome)


def ingest_pending(
    house: House,
    outcome: Outcome,
    parsed: dict | None = None,
    progress: Bar = NO_BAR,
    outcomes: dict[str, Outcome] | None = None,
) -> None:
    """Parse and save every archived snapshot that the docket has not seen, in archive order.

    After a fetch these are today's pages; after a crash, the rest of the work; for an empty docket, a
    rebuild. `parsed` holds the records of snapshots that were parsed already; `outcomes`, by source, count
    the results of its pages.
    """
    house.ensure_current(outcome, progress)
    with house.reading_after(house.store.ingested_seq, parsed or {}) as readers:
        ingest_into(house.store, house.archive, outcome, parsed, progress, readers=readers, outcomes=outcomes)
    house.publish_changes()
