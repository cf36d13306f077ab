"""The one path: fetch, archive, parse, save. The daemon, the command line and the tests call it.

A mistake of our own in reading a page is met here too: that page is set aside with the issue
"parser-failed", the same in every rebuild, and the rest goes on.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from sqlite_utils import Database

from db import archive, ledger, list_days, overruns, suspects
from db.overruns import Overrun
from db.readings import UnknownReading
from db.store import Store
from db.views import is_taken_in
from docket.issues import Issue, ParseError, find_unmapped
from docket.limits import cap
from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.court_lists.where import OPINIONS, is_of_site
from scrapers.source import Absent, FetchError, Look, NotNow, Refused, Source, WatchList, load_sources
from scrapers.sources import catalog
from scrapers.sources.pacer_rss import gap_issue
from tracker import due, planning
from tracker.causes import cause_of, sum_up
from tracker.crash_guard import attempt_reading
from tracker.opinions.cache import cache_of
from tracker.opinions.wanted import find_wanted
from tracker.reading.code_version import code_digest
from tracker.source_mistakes import MISTAKE, OURS, name_mistake, read_mistake, tell_mistake
from tracker.stop import Bar, Stopped

if TYPE_CHECKING:
    from tracker.home import House

# At 600,000 entries a commit of 16 writes the pages of the indexes three times as often as one of 50: a tenth
# of storing.
SNAPSHOTS_A_COMMIT = 50
DAMAGED = "damaged"
log = logging.getLogger("tracker")


def now() -> str:
    """Return the present instant in UTC, for whoever has no house; a house has a clock of its own."""
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


def run(
    house: "House",
    source: Source,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Bar | None = None,
) -> Outcome:
    """Fetch one source, archive what is new, and ingest whatever the docket has not seen.

    `should_stop` is asked after each answer; `progress.update` is called after each ingested snapshot.
    """
    turn = Run(house, source)
    outcome, is_over = turn.outcome, False

    def ask() -> None:
        for item in source.fetch(house.http, watch_of(house, source)):
            turn.take(item)
            if should_stop():
                outcome.is_stopped = True
                return

    try:
        _, error = attempt_reading(ask)
        # What arrived before a failure is still worth parsing, and so are the other sources.
        if isinstance(error, FetchError | ParseError):
            turn.take(error if isinstance(error, FetchError) else FetchError(str(error)))
        elif error is not None:
            turn.fail(error, "fetch")
        is_over = not outcome.is_stopped
    except Stopped:
        outcome.is_stopped = True
    finally:
        if is_over:
            turn.end_lane("", outcome)
        turn.finish(is_over)
    ingest_pending(house, outcome, progress=progress)
    return outcome


class Run:
    """One turn of one source: each answer goes into the archive, what came of it all into the ledger."""

    def __init__(self, house: "House", source: Source) -> None:
        self.house, self.source = house, source
        self.outcome = Outcome(source.NAME)
        self._causes: Counter[str] = Counter()
        self._run_id = ledger.start_run(house.archive, source.NAME, house.now())

    def take(self, item: Snapshot | FetchError | Absent, lane: Outcome | None = None) -> None:
        """Keep one answer, or record one failure. `lane` counts what is of one lane only."""
        if isinstance(item, Absent):
            for outcome in (self.outcome, lane) if lane else (self.outcome,):
                outcome.fetched += 1
            ledger.add_check(
                self.house.archive,
                self.source.NAME,
                item.url,
                "absent",
                item.at,
                court_id=item.court_id,
                message=item.words,
            )
            return
        if isinstance(item, NotNow):
            lane = None  # no failure of the court's: its backoff does not grow
        for outcome in (self.outcome, lane) if lane else (self.outcome,):
            if isinstance(item, FetchError):
                outcome.errors.append(str(item))
        if isinstance(item, FetchError):
            self._causes[cause := cause_of(str(item))] += 1
            _record_failure(self.house, self.source.NAME, item, is_told=self._causes[cause] == 1)
            return
        archive_snapshot(self.house, item, self.outcome)
        if lane:
            lane.fetched += 1

    def fail(self, error: Exception, during: str, lane: Outcome | None = None, lane_name: str = "") -> None:
        """Count a mistake of ours as a failure, and tell it."""
        message = tell_mistake(self.house, self.source.NAME, lane_name, during, error)
        for outcome in (self.outcome, lane) if lane else (self.outcome,):
            outcome.errors.append(message)

    def end_lane(self, lane: str, outcome: Outcome) -> None:
        """Record how a lane fared; one from which nothing came but failures waits longer each time."""
        due.record_lane(
            self.house.archive,
            self.source,
            lane,
            self.house.clock(),
            bool(outcome.errors) and not outcome.fetched,
            outcome.errors,
        )

    def finish(self, is_over: bool) -> None:
        """Record how the run ended; `is_over` if everything was asked that was to be asked."""
        result = "failed" if self.outcome.errors else "ok" if is_over else "stopped"
        message = sum_up(self.outcome.errors, 3)
        for cause, count in self._causes.items():
            if count > 1:
                log.warning("%s: %d more of this: %s", self.source.NAME, count - 1, cause)
        self._causes.clear()
        ledger.finish_run(
            self.house.archive, self._run_id, self.house.now(), result, message, self.outcome.as_dict()
        )


def watch_of(house: "House", source: Source) -> WatchList:
    """Return the watch list, with a plan for a source that has to choose within a quota."""
    watch = watch_list(house)
    if getattr(source, "RESUMES", False):
        return replace(watch, looks=_looks(house, source), asked_since=_round_began(house, source))
    if not getattr(source, "NEEDS_PLAN", False):
        return watch
    return replace(
        watch, plan=planning.read_plan(house.store.db, house.archive, house.settings, house.clock())
    )


def _record_failure(house: "House", source: str, error: FetchError, is_told: bool) -> None:
    """Write a failure into the ledger; the log is told the first of a cause, and at the end how many there were."""
    if is_told:
        log.warning("%s: %s", source, error)
    message = f"{ledger.REFUSED}{error}" if isinstance(error, Refused) else str(error)
    ledger.add_check(house.archive, source, error.url or f"{source}:", "failed", house.now(), message=message)


def archive_snapshot(house: "House", snapshot: Snapshot, outcome: Outcome) -> bool:
    """Archive one snapshot if it is new, and record the look; say whether it was stored."""
    outcome.fetched += 1
    looked = {
        "court_id": snapshot.court_id,
        "window_from": snapshot.window_from,
        "window_to": snapshot.window_to,
        "item_count": snapshot.item_count,
    }
    if snapshot.form is Form.FEED and gap_issue(snapshot, archive.previous_look(house.archive, snapshot)):
        # Archived even if our dockets' items are the same: the gap itself is news.
        snapshot = replace(snapshot, compare_hash=f"{snapshot.difference} gap before {snapshot.window_from}")
    checked_at = snapshot.fetched_at if snapshot.source != "catalog" else house.now()
    if snapshot.is_not_modified:
        outcome.unchanged += 1
        ledger.add_check(house.archive, snapshot.source, snapshot.url, "not_modified", checked_at, **looked)
        _note_list(house, snapshot, outcome)
        return False
    with house.archive.atomic():
        is_new = archive.add(house.archive, snapshot)
        result = "changed" if is_new else "unchanged"
        if snapshot.is_unreadable:
            result, looked["message"] = "quarantined", "the answer cannot be read; its bytes are archived"
        elif snapshot.validator_key:
            ledger.Ledger(house.archive).save_validators(
                snapshot.validator_key, snapshot.etag, snapshot.last_modified
            )
        ledger.add_check(
            house.archive,
            snapshot.source,
            snapshot.url,
            result,
            checked_at,
            snapshot_id=snapshot.snapshot_id,
            **looked,
        )
        _note_list(house, snapshot, outcome)
    outcome.stored += is_new
    outcome.unchanged += not is_new
    return is_new


def _note_list(house: "House", snapshot: Snapshot, outcome: Outcome) -> None:
    """Tell the ledger of lists of a look; each alarm that begins is archived, so that it is an issue in any rebuild."""
    with house.archive.atomic():
        for alarm in list_days.note(house.archive, snapshot):
            archive.add(house.archive, alarm)
            said = list_days.read_alarm(alarm)
            outcome.errors.append(f"{said.place}: {said.value}")
            log.warning("%s: %s", said.place, said.value)


def archive_catalog(house: "House", outcome: Outcome) -> None:
    """Archive the reviewed files of this version, those that differ from what is archived. No network."""
    with house.archive.atomic():
        # The catalog lies on this machine: it asks nobody, and no client need be made for it.
        for snapshot in catalog.fetch(None, WatchList()):  # type: ignore[arg-type]  # see above
            archive_snapshot(house, snapshot, outcome)


def ingest_pending(
    house: "House",
    outcome: Outcome,
    parsed: dict | None = None,
    progress: Bar | None = None,
    outcomes: dict[str, Outcome] | None = None,
) -> None:
    """Parse and save every archived snapshot that the docket has not seen, in archive order.

    After a fetch that is today's news; after a crash it is the rest of the work; on an empty docket
    it is a rebuild. `parsed` hands over records of snapshots that were parsed already; `outcomes`, by source,
    count what came of its pages.
    """
    house.ensure_current(outcome, progress)
    with house.reading_after(house.store.ingested_seq, parsed or {}) as readers:
        ingest_into(house.store, house.archive, outcome, parsed, progress, readers=readers, outcomes=outcomes)
    house.publish_changes()


def ingest_into(
    store: Store,
    archive_db: Database,
    outcome: Outcome,
    parsed: dict | None = None,
    progress: Bar | None = None,
    last_seq: int | None = None,
    readers=None,
    keeps_former_ids: bool = True,
    outcomes: dict[str, Outcome] | None = None,
) -> None:
    """Ingest into one docket database everything after the snapshot it saw last, or up to `last_seq` only.

    `readers` (tracker/reading/parallel_parse.py) hand over what other processes read; without them it is read here.
    `keeps_former_ids`: the archive is told of them, and of pages that were given up, unless it was opened for
    reading only.
    """
    sources, accepted = load_sources(), suspects.acceptances(archive_db)
    given_up = overruns.load(archive_db, code_digest())
    pending = archive.snapshots_after(archive_db, store.ingested_seq)
    if last_seq is not None:
        pending = takewhile(lambda pair: pair[0] <= last_seq, pending)
    for first in pending:
        # One commit for several snapshots: a crash undoes them together, and the rerun brings them all.
        with store.db.atomic():
            for seq, snapshot in chain((first,), islice(pending, SNAPSHOTS_A_COMMIT - 1)):
                said = (parsed or {}).get(snapshot.snapshot_id)
                if reason := given_up.get(snapshot.snapshot_id):
                    said = give_up(snapshot, reason)
                elif said is None and readers is not None:
                    said = readers.read(seq, lambda: progress and progress.update(0))
                    if isinstance(said, Overrun):
                        if keeps_former_ids:
                            overruns.add(archive_db, snapshot.snapshot_id, code_digest(), said.code)
                        said = give_up(snapshot, said.code)
                said = said or parse(sources, snapshot, archive_db)
                counts = (outcomes or {}).get(snapshot.source, outcome)
                try:
                    _ingest_one(
                        store, seq, snapshot, counts, suspects.weigh(store.db, snapshot, said, accepted)
                    )
                except UnknownReading:  # the reader gave it before, with a page that was set aside
                    store.forget()
                    said = parse(sources, snapshot, archive_db)
                    _ingest_one(
                        store, seq, snapshot, counts, suspects.weigh(store.db, snapshot, said, accepted)
                    )
                if progress is not None:
                    progress.update(1)
            if keeps_former_ids:
                store.former_ids.save(archive_db)  # before the commit: after a crash the rerun finds the same


def _ingest_one(
    store: Store, seq: int, snapshot: Snapshot, outcome: Outcome, said: tuple[list, list[Issue], str | None]
) -> None:
    records, issues, error = said
    if error:
        outcome.quarantined += 1
        outcome.errors.append(f"{snapshot.url}: {error}")
    changes, mistake = attempt_reading(
        lambda: store.ingest(seq, snapshot, records, issues, is_quarantined=bool(error))
    )
    if isinstance(mistake, UnknownReading):
        raise mistake  # no fault of the page's
    if mistake:  # all of it was undone: what it says is set aside, and the next has its turn
        store.forget()
        records, issues, message = _set_aside(snapshot, mistake)
        outcome.quarantined += 1
        outcome.errors.append(f"{snapshot.url}: {message}")
        changes = store.ingest(seq, snapshot, records, issues, is_quarantined=True)
    assert changes is not None  # of no mistake came changes, of one those of the second attempt
    outcome.changes += len(changes)
    outcome.records += len(records)
    outcome.issues += len(issues)


def _set_aside(snapshot: Snapshot, mistake: Exception) -> tuple[list, list[Issue], str]:
    """Return what is saved of a page that our code fails on: the name of the exception and the line that it was
    raised at, no words of the page."""
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


def give_up(snapshot: Snapshot, code: str) -> tuple[list, list[Issue], str]:
    """Return what is saved of a page that nobody came to the end of."""
    return [], [Issue(code, None, snapshot.url, snapshot.court_id)], overruns.WORDS[code]


def parse(
    sources: dict, snapshot: Snapshot, archive_db: Database | None = None
) -> tuple[list, list[Issue], str | None]:
    """Return what one snapshot says: records, issues, and why it could not be read, if so.

    All of it or nothing: a page that is not what we believed yields one issue only, and so does one
    that shows a mistake of ours.
    """
    if snapshot.is_purged:
        return [], [Issue("purged", "the archived bytes were erased", snapshot.url)], None
    if snapshot.is_damaged:
        log.error("the archived bytes of %s (%s) are damaged", snapshot.snapshot_id, snapshot.url)
        issue = Issue(DAMAGED, "the archived bytes are damaged", snapshot.url, snapshot.court_id)
        return [], [issue], "its archived bytes are damaged; see `python -m tracker verify`"
    found, error = attempt_reading(lambda: _read(sources, snapshot, archive_db))
    if isinstance(error, ParseError):
        issue = Issue(error.code, str(error), snapshot.url, snapshot.court_id)
        return [], [issue], str(error)
    if error is not None:
        return _set_aside(snapshot, error)
    assert found is not None  # nothing was raised, so it was read
    records, issues = found
    gap = gap_issue(snapshot, archive.previous_look(archive_db, snapshot)) if archive_db is not None else None
    return records, issues + ([gap] if gap else []), None


def _read(sources: dict, snapshot: Snapshot, archive_db: Database | None) -> tuple[list, list[Issue]]:
    if snapshot.kind == list_days.ALARM:
        return [], [list_days.read_alarm(snapshot)]
    if snapshot.kind == MISTAKE:
        return [], [read_mistake(snapshot)]
    source = sources[snapshot.source]
    is_slow = snapshot.kind in getattr(source, "SLOW_KINDS", ())
    if is_slow and (kept := cache_of(archive_db)):
        if (said := kept.get(snapshot.body_hash)) is None:  # opinions take seconds to read
            said = source.read(snapshot)
            kept.put(snapshot.body_hash, said)
        found = source.make_records(snapshot, said)
    else:
        found = source.parse(snapshot)
    records, issues = [], []
    for thing in found:
        if isinstance(thing, Issue):
            issues.append(thing)
            continue
        record, cut = cap(thing)
        issues += cut
        if record is not None:
            records.append(record)
    return records, issues + [issue for record in records for issue in find_unmapped(record)]


def _looks(house: "House", source: Source) -> dict[str, Look]:
    """Return the last look at each address that the source was asked for and answered."""
    return {
        url: Look(at, is_absent=result == "absent", item_count=count)
        for url, result, at, count in ledger.last_good_looks(house.archive, source.NAME)
    }


def _round_began(house: "House", source: Source) -> str:
    """Return since when what was asked need not be asked again: the end of the last whole run, and never longer
    than half the rhythm, so that what fails each time does not keep the rest from being read anew."""
    half = instant(house.clock() - due.longest_rhythm(source) / 2)
    return max(half, ledger.last_good_run_at(house.archive, source.NAME) or "")


# What GovInfo lists of our dockets and we have not: dockets of the catalog first, then the newest.
_WANTED_OPINIONS = f"""
select e.source_url, d.court_id, d.docket_number from docket_events e join dockets d using (docket_id)
where e.event = 'opinion' and e.source_url like '%/app/details/USCOURTS-%' and d.docket_number is not null
  and {is_taken_in("d")} and not exists (
    select 1 from snapshots s where s.source = 'opinions'
      and s.url like '%/pdf/'
        || replace(e.source_url, rtrim(e.source_url, replace(e.source_url, '/', '')), '') || '.pdf')
group by e.source_url order by d.selection <> 'catalog', max(e.date_from) desc, e.source_url
"""


# What the courts' own lists lead to, and the list that says so.
_WANTED_OF_COURTS = f"""
select e.source_url, d.court_id, d.docket_number, max(e.date_from), s.url
from docket_events e join dockets d using (docket_id) join snapshots s on s.snapshot_id = e.snapshot_id
where e.event = 'opinion' and s.source = 'appellate_opinions' and e.source_url like 'http%'
  and d.docket_number is not null and {is_taken_in("d")}
group by 1, 2, 3 order by 4 desc, 1, 2, 3
"""


# By how often our own record rests on a docket: citations of its rulings, and cases that are linked to it.
_WANTED = f"""
with locators_ as (
  select docket_id, max(is_confirmed) as is_confirmed, value, count(*) over (partition by docket_id) as number
  from locators where kind = 'pacer_case_id' group by docket_id, value
), found as (
  select docket_id, value from locators_ where is_confirmed
), hinted as (
  select docket_id, value from locators_ where number = 1 and not is_confirmed
), cited as (
  select docket_id, count(*) as n from (
    select docket_id from citations union all select other_docket_id from case_links) group by docket_id
)
select distinct docket_id, _refs.court_id, _refs.docket_number, coalesce(dockets.pacer_case_id, found.value),
  case when dockets.pacer_case_id is null and found.value is null then hinted.value end, dockets.caption,
  dockets.status = 'closed' and coalesce(dockets.date_terminated, dockets.date_decided, '') < ?,
  case dockets.status when 'open' then 0 when 'closed' then 2 else 1 end, -coalesce(cited.n, 0)
from _refs join dockets using (docket_id)
  left join found using (docket_id) left join hinted using (docket_id) left join cited using (docket_id)
where {is_taken_in("dockets")} and _refs.docket_number is not null
order by 8, 9, 2, 3, 4
"""


def watch_list(house: "House") -> WatchList:
    """Return every docket not excluded, by all its names, the most wanted first, and every bill of Congress.

    One that was closed over a year ago has ended, unless an entry of the last year shows that it lives.
    """
    today = house.now()[:10]
    year_ago = f"{int(today[:4]) - 1}{today[4:]}"
    alive = _with_news_since(house, year_ago)
    refs: list[DocketRef] = []
    ended: list[DocketRef] = []
    hints: list[tuple[DocketRef, str]] = []
    for docket_id, court, number, case_id, hint, caption, is_ended, *_ in house.store.db.execute(
        _WANTED, (year_ago,)
    ):
        (ended if is_ended and docket_id not in alive else refs).append(DocketRef(court, number, case_id))
        if hint and caption:
            hints.append((DocketRef(court, number, hint), caption))
    bills = house.store.db.execute("select bill_id from bills where kind = 'bill' order by 1")
    listed = house.store.db.execute(_WANTED_OPINIONS)
    return WatchList(
        tuple(refs),
        tuple(row[0] for row in bills),
        opinions=tuple((url, DocketRef(court, number)) for url, court, number in listed),
        court_opinions=_wanted_of_courts(house),
        decisions=find_wanted(house.store.db),
        ended=tuple(ended),
        hints=tuple(hints),
    )


def _wanted_of_courts(house: "House") -> tuple[tuple[str, tuple[DocketRef, ...]], ...]:
    """Return the files of the courts' lists that were not read since their day, the newest first, with their dockets.

    A court that amends an opinion lists it again with a new day, often at the same address.
    """
    looked: dict[str, str] = {}
    for url, _, at, _ in ledger.last_good_looks(house.archive, "opinions"):
        address = url.partition("#")[0]
        looked[address] = max(at, looked.get(address, ""))
    found: dict[str, list[DocketRef]] = {}
    for url, court, number, day, page in house.store.db.execute(_WANTED_OF_COURTS):
        is_new = looked.get(url, "")[:10] < (day or "0")
        if is_new and is_of_site(url, [page, *(each.url for each in OPINIONS if each.court_id == court)]):
            found.setdefault(url, []).append(DocketRef(court, number))
    return tuple((url, tuple(refs)) for url, refs in found.items())


def _with_news_since(house: "House", day: str) -> set[str]:
    """Return the closed dockets that have an entry since that day."""
    rows = house.store.db.execute(
        "select docket_id from dockets where status = 'closed' and docket_id in "
        "(select docket_id from docket_entries where coalesce(date_filed, date_entered) >= ?)",
        (day,),
    )
    return {row[0] for row in rows}
