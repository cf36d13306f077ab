"""Reads how fresh each source and each docket is from the two databases, without a lock."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from sqlite_utils import Database

from db import archive, ledger, list_days, suspects
from db.disk import address_to_read
from db.schema import read_docket
from db.views import IS_SHOWN
from docket.times import instant
from publish.inbox_files import MAX_BYTES, MOST_BYTES, MOST_FILES, measure
from scrapers.court_lists.where import EXPECTED_REFUSALS
from scrapers.http.urls import host_of, strip_secrets
from scrapers.source import Source, load_sources
from tracker import due
from tracker.clock_ahead import was_ahead
from tracker.owed import what_is_owed
from tracker.settings import Settings
from tracker.source_mistakes import OURS


@dataclass(frozen=True)
class SourceStatus:
    """One source. Times are UTC instants; `state` is ok, late, failed, or by hand (no rhythm).

    `last_good` is when the whole source last succeeded, `last_answer` when any part of it did; `lanes` say
    the same for each court that is asked separately. `late` are its courts (or itself, ``""``) that gave no
    good answer for twice the rhythm; `alarm` says that it suddenly yields nothing, or a tenth of what it did;
    `set_aside` are its pages for which that is true. `lists` are its lists that hold nothing, cannot be read
    or are silent (db/list_days.py); `refused` its addresses whose servers refuse us, or cannot be trusted. A
    source that met nothing worse than known refusals of its servers has the state `refused us`, which is no
    alarm. `never_found` are the courts for which GovInfo has none of the dockets that we request: some do not
    take part, so this is no alarm either, but somebody should look.
    """

    source: str
    state: str
    every_minutes: int | None
    last_tried: str | None
    last_good: str | None
    last_answer: str | None
    last_changed: str | None
    snapshots: int
    records: int
    issues: int
    quarantined: int
    message: str | None
    next_at: str | None = None
    late: list[dict] = field(default_factory=list)
    lanes: list[dict] = field(default_factory=list)
    alarm: str | None = None
    set_aside: list[dict] = field(default_factory=list)
    lists: list[dict] = field(default_factory=list)
    refused: list[dict] = field(default_factory=list)
    never_found: list[dict] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        has_alarm = bool(self.late or self.alarm or self.set_aside or self.lists)
        return self.state in ("late", "failed") or has_alarm


def read_status(settings: Settings, now: datetime | None = None) -> list[SourceStatus] | None:
    """Return the state of each source, now or at the given time; None if there is no database yet."""
    if not settings.archive_path.exists() or not settings.docket_path.exists():
        return None
    with (
        archive.read_archive(settings.archive_path) as archive_db,
        Database(read_docket(settings.docket_path)) as docket_db,
    ):
        counts, aside = _counts(docket_db), suspects.open_suspects(docket_db)
        now = now or datetime.now(UTC)
        return [
            _status(
                archive_db, counts, source, now, [page for page in aside if page["source"] == source.NAME]
            )
            for source in load_sources().values()
        ]


def _counts(docket_db: Database) -> dict[str, tuple]:
    rows = docket_db.execute(
        "select source, count(*), sum(record_count), sum(issue_count), sum(is_quarantined) from "
        "snapshots group by source"
    )
    return {row[0]: row[1:] for row in rows}


_RUNS_COMPARED = 20  # the newest runs of a source, with which the last one is compared


def _status(
    archive_db: Database, counts: dict, source: Source, now: datetime, set_aside: list[dict]
) -> SourceStatus:
    run = ledger.last_runs(archive_db).get(source.NAME)
    state = "ok" if source.EVERY_MINUTES else "by hand"
    refused = [
        {
            "url": look["url"],
            "message": look["message"],
            "since": look["first_at"],
            "last_at": look["last_at"],
        }
        for look in ledger.last_checks(archive_db, source.NAME)
        if is_refusal(look)
    ]
    if run and run["result"] == "failed":
        only_refused = (
            refused
            and all(host_of(refusal["url"]) in EXPECTED_REFUSALS for refusal in refused)
            and OURS not in (run["message"] or "")
            and not _other_failures(archive_db, source.NAME, run["started_at"])
        )
        state = "refused us" if only_refused else "failed"
    elif due.is_late(archive_db, source, now):
        state = "late"
    changed, tried = archive_db.execute(
        "select max(case result when 'changed' then first_at end), max(last_at) from checks where source = ?",
        (source.NAME,),
    ).fetchone()
    snapshots, records, issues, quarantined = counts.get(source.NAME, (0, 0, 0, 0))
    return SourceStatus(
        source=source.NAME,
        state=state,
        every_minutes=source.EVERY_MINUTES,
        last_tried=run["started_at"] if run else tried,
        # For a polled source, its last complete good run; for one brought in by hand, when it was read.
        last_good=(
            ledger.last_good_run_at(archive_db, source.NAME)
            if source.EVERY_MINUTES
            else ledger.last_good_look_at(archive_db, source.NAME)
        ),
        last_answer=ledger.last_good_look_at(archive_db, source.NAME),
        last_changed=changed,
        snapshots=snapshots,
        records=records or 0,
        issues=issues or 0,
        quarantined=quarantined or 0,
        message=run["message"] if run else None,
        next_at=instant(due.next_at(archive_db, source, now)) if source.EVERY_MINUTES else None,
        late=[
            {name: lane[name] for name in ("lane", "good_at", "tried_at", "failures", "retry_at", "message")}
            for lane in ledger.late_lanes(archive_db, instant(now))
            if lane["source"] == source.NAME
        ]
        if source.EVERY_MINUTES
        else [],
        lanes=[
            {name: lane[name] for name in ("lane", "good_at", "tried_at", "failures")}
            for lane in ledger.lanes_of(archive_db, source.NAME).values()
            if lane["lane"]
        ],
        alarm=find_alarm(ledger.fetched_in_runs(archive_db, source.NAME, _RUNS_COMPARED)),
        set_aside=set_aside,
        lists=[alarm for alarm in list_days.open_alarms(archive_db) if alarm["source"] == source.NAME],
        refused=refused,
        never_found=[
            court for court in ledger.courts_never_found(archive_db) if court["source"] == source.NAME
        ],
    )


def is_refusal(look: dict) -> bool:
    """Return whether a failed look was refused, as the pipeline marks it (`ledger.REFUSED`)."""
    return look["result"] == "failed" and (look["message"] or "").startswith(ledger.REFUSED)


def _other_failures(archive_db: Database, source: str, since: str) -> bool:
    """Return whether anything in the last run failed other than by a refusal, or whether a list's alarm began
    in it."""
    return any(
        look["result"] in ("failed", "quarantined") and look["last_at"] >= since and not is_refusal(look)
        for look in ledger.last_checks(archive_db, source)
    )


_FEWEST_RUNS = 5  # fewer runs do not show what is usual
_FEWEST_ANSWERS = 5  # a source that usually brings fewer gives no alarm: a tenth is less than one answer


def find_alarm(fetched: list[int]) -> str | None:
    """Return the message of the row-count alarm, or None. `fetched`: numbers of answers in the last good
    runs, newest first.

    A source with its own quota varies, but does not fall to a tenth without a reason.
    """
    last, before = fetched[:1], fetched[1:]
    if len(before) < _FEWEST_RUNS or (usual := median(before)) < _FEWEST_ANSWERS or last[0] > usual / 10:
        return None
    return f"{last[0]} answers in the last run, where {usual:g} are usual"


@dataclass(frozen=True)
class DocketStatus:
    """One source of one watched docket. Times are UTC instants; `is_late` is None for a source without a
    rhythm."""

    docket_id: str
    source: str
    last_tried: str | None
    last_good: str | None
    last_changed: str | None
    every_minutes: int | None
    is_late: bool | None


def find_owed(settings: Settings) -> list[str]:
    """Return messages about what remains to be done for takedowns."""
    with archive.read_archive(settings.archive_path) as archive_db:
        return [f"takedown: {words}" for words in what_is_owed(archive_db)]


def find_clock(settings: Settings, now: datetime | None = None) -> list[str]:
    """Return a message that a clock is or was ahead; an empty list if none."""
    with archive.read_archive(settings.archive_path) as archive_db:
        return was_ahead(archive_db, now or datetime.now(UTC))


def find_full_inbox(settings: Settings) -> str | None:
    """Return a message if the inbox is full and accepts no more messages, or None."""
    count, size = measure(settings.inbox_path)
    if count < MOST_FILES and size + MAX_BYTES <= MOST_BYTES:
        return None
    return (
        f"inbox: full ({count} messages, {size:,} bytes); new ones are refused with 507 until `watch`, `run` or "
        "`inbox` has taken these up"
    )


_DOCKET_LOOKS = f"""
with pages as (
  select _refs.docket_id, snapshots.source, snapshots.url
  from _refs
    join dockets on dockets.docket_id = _refs.docket_id and dockets.{IS_SHOWN}
    join _sightings using (ref_id)
    join snapshots using (snapshot_id)
), looks as (
  select source, url, max(last_at) as tried, max(case when result not in ('failed', 'quarantined')
    then last_at end) as good,
    max(case when result = 'changed' then first_at end) as changed
  from ledger.checks group by source, url
)
select docket_id, source, max(tried), max(good), max(changed)
from pages left join looks using (source, url) group by docket_id, source order by docket_id, source
"""


def read_dockets(settings: Settings, now: datetime | None = None) -> list[DocketStatus]:
    """Return the state of each docket that is not excluded, once for each source that ever showed it."""
    now, sources = now or datetime.now(UTC), load_sources()
    with closing(read_docket(settings.docket_path)) as db:
        db.execute("attach ? as ledger", (address_to_read(settings.archive_path),))
        rows = db.execute(_DOCKET_LOOKS).fetchall()
    statuses = []
    for docket_id, name, tried, good, changed in rows:
        source = sources.get(name)
        every, is_late = source.EVERY_MINUTES if source else None, None
        if source and every is not None:
            is_late = good is None or good < instant(now - due.patience(source))
        statuses.append(DocketStatus(docket_id, name, tried, good, changed, every, is_late))
    return statuses


def describe_sources(settings: Settings) -> list[dict]:
    """Return, for each source, its rhythm, whether it uses the network, and the four lines of its form."""
    return [
        {
            "source": source.NAME,
            "title": source.about.strip().splitlines()[0],
            "every_minutes": source.EVERY_MINUTES,
            "network": source.NETWORK,
            "reads": form.get("Source"),
            "gives": form.get("Gives"),
            "lacks": form.get("Lacks"),
            "address": strip_secrets(settings.addresses.get(source.NAME.upper(), "")) or None,
        }
        for source, form in ((source, read_form(source.about)) for source in load_sources().values())
    ]


def read_form(docstring: str) -> dict[str, str]:
    """Return the four lines of a source's docstring (Source, Gives, Lacks, Quirks) by their first word."""
    form, name = {}, None
    for line in docstring.splitlines():
        word = line.split(" ", 1)[0]
        if word in ("Source", "Gives", "Lacks", "Quirks"):
            name = word
            form[name] = line.removeprefix(word).strip()
        elif name and line.startswith("    "):
            form[name] += " " + line.strip()
        elif line.strip():
            name = None
    return form
