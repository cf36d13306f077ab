"""Three months of the daemon in minutes: nothing lost that could be seen, nothing twice, every silence reported.

`TRACKER_TEST_FULL=1` simulates 90 days (45 around each change of the clocks), otherwise the five of the autumn, in
which an hour comes twice.
"""

import gc
import logging
import os
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db import archive, ledger
from db.schema import create_tables, open_docket
from db.store import Store
from docket.identity import normalize_docket_number
from docket.times import instant
from scrapers.http.budgets import Budget
from scrapers.http.get import Http
from scrapers.source import load_sources
from scrapers.sources import pacer_rss, scotus
from tests.db.test_merge import dump
from tests.worlds import snapshots
from tests.worlds.sim import COURTS, DOCKETS, Courts, Filing, SimStop, SimTime, Trouble, invent_filings
from tracker import daemon, due, pipeline, status
from tracker.home import open_house
from tracker.reading.ingesting import ingest_into
from tracker.settings import Settings

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
SEED = 230
BUDGET = 700  # requests a day to the one host that stands for all feeds here
# Both begin before a change of the clocks: 8 March and 1 November 2026.
STARTS = (datetime(2026, 3, 6, 5, tzinfo=UTC), datetime(2026, 10, 30, 5, tzinfo=UTC))
LIVED = [(start, 45) for start in STARTS] if FULL else [(STARTS[1], 5)]
HOUR = timedelta(hours=1)


def troubles_of(start: datetime, days: int) -> list[Trouble]:
    """A week of faults, repeated; times are hours after the start, which is a Friday at midnight in the east."""
    week = [
        ("*", "storm", 12, 13),
        ("cand", "down", 14, 19),
        ("txwd", "malformed", 14, 17),
        ("ca9", "cut", 15, 18),
        ("nysd", "short", 15, 19),
        ("txwd", "down", 34, 60),
        ("nysd", "down", 82, 116),
        ("scotus", "down", 60, 125),
        ("cand", "short", 107, 111),
    ]
    return [
        Trouble(who, kind, start + (168 * n + first) * HOUR, start + (168 * n + last) * HOUR)
        for n in range((days + 6) // 7)
        for who, kind, first, last in week
        if 168 * n + last < 24 * days
    ]


def naps_of(start: datetime, days: int) -> list[tuple[datetime, timedelta]]:
    """When the daemon is stopped, and how long the machine is off: a restart every two days, one long sleep a span."""
    restarts = [(start + timedelta(days=n, hours=16), timedelta(minutes=1)) for n in range(1, days, 2)]
    monday = max(n for n in range(days - 1) if n % 7 == 3)
    return sorted([*restarts, (start + timedelta(days=monday, hours=18), 30 * HOUR)])


class Soak:
    """The simulation and what it measured."""

    def __init__(self, home):
        self.time = SimTime(LIVED[0][0])
        spans = [(start, start + timedelta(days=days)) for start, days in LIVED]
        troubles = [trouble for start, days in LIVED for trouble in troubles_of(start, days)]
        self.courts = Courts(self.time, invent_filings(spans, 2, SEED), troubles)
        self.settings = Settings(
            home=home, contact="a@example.org", addresses={}, courtlistener_token=None, fetch_seconds=None
        )
        self.awake_since = self.time.common
        self.checked_at = self.time.common
        self.memory, self.handles, self.late_seen, self.false_alarms, self.missed = [], [], set(), [], []
        self.starts = 0

    def run(self) -> None:
        feeds, supreme = self.courts.servers()
        with feeds, supreme:
            addresses = {"PACER_RSS": f"{feeds.url}/{{court}}", "SCOTUS": supreme.url}
            for start, days in LIVED:
                self.time.common = max(start, self.time.common)
                for at, nap in naps_of(start, days):
                    self.live_until(at, addresses)
                    self.time.common += nap
                self.live_until(start + timedelta(days=days, hours=2), addresses)
            self.asked = {"feeds": len(feeds.asked), "scotus": len(supreme.asked)}
            self.hosts = {"feeds": feeds.host, "scotus": supreme.host}

    def live_until(self, end: datetime, addresses) -> None:
        """One life of the daemon's process."""
        self.starts += 1
        self.awake_since = self.time.common
        stop = SimStop(self.time, end)
        with open_house(self.settings, clock=self.time) as house:
            house.http = Http(
                ledger.SharedLedger(self.settings.archive_path),
                contact="a@example.org",
                addresses=addresses,
                switches=("SCOTUS_JSON",),
                saves_validators=False,
                budgets=(("*", Budget(pause_seconds=1, per_day=BUDGET)),),
                clock=self.time,
                sleep=stop.wait,
            )
            if self.starts == 1:
                seed(house)
            daemon.watch(house, [pacer_rss.SOURCE, scotus.SOURCE], stop, self.look)

    def look(self) -> None:
        """Once an hour of the simulation: who is late, and do we say so? How much memory, how many open files?"""
        now = self.time.common
        if now - self.checked_at < HOUR:
            return
        self.checked_at = now
        late = {
            (one.source, lane["lane"]) for one in status.read_status(self.settings, now) for lane in one.late
        }
        for who in (*COURTS, "scotus"):
            source, lane = (scotus.SOURCE, "") if who == "scotus" else (pacer_rss.SOURCE, who)
            patience, is_late = due.patience(source), (source.NAME, lane) in late
            for trouble in self.courts.troubles:
                if (
                    trouble.is_silence
                    and trouble.who == who
                    and trouble.start + patience + 1.5 * HOUR < now < trouble.end
                ):
                    (self.late_seen.add(trouble) if is_late else self.missed.append((who, now)))
            recent = any(
                t.is_silence and t.who in (who, "*") and t.start < now < t.end + 6 * HOUR + patience
                for t in self.courts.troubles
            )
            if is_late and not recent and now - self.awake_since > 2 * HOUR:
                self.false_alarms.append((who, now))
        gc.collect()
        with open("/proc/self/statm") as file:
            self.memory.append(int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024)
        self.handles.append(len(os.listdir("/proc/self/fd")))


def seed(house) -> None:
    """Put the dockets on the watch list, as an import would; the catalog would add sixty courts to each round."""
    dockets = [
        {
            "court": court,
            "number": normalize_docket_number(filing.number, court),
            "pacer": str(880000 + 1000 * COURTS.index(court) + n),
        }
        for court in COURTS
        for n in range(1, DOCKETS + 1)
        for filing in [Filing(court, n, 0, STARTS[0])]
    ]
    dockets.append({"court": "scotus", "number": "24-9001"})
    shown = snapshots.page("seed", "2026-03-01", dockets)
    pipeline.archive_snapshot(house, shown, pipeline.Outcome("world"))
    pipeline.ingest_pending(house, pipeline.Outcome("world"))


@pytest.fixture(scope="module")
def soak(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        # The sources are found by looking in scrapers/sources; the tests' own source lives in tests/.
        patch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)
        # The files in the home are looked at three times a minute: 90 days of that are half a million looks at nothing.
        patch.setattr(daemon, "_LONGEST_SLEEP", 600)
        patch.setattr(
            daemon, "LOCAL", tuple(replace(each, every=timedelta(hours=6)) for each in daemon.LOCAL)
        )
        # pytest keeps every line of the log for its report: over 90 days that was most of what the memory grew by.
        patch.setattr(logging.getLogger("tracker"), "propagate", False)
        patch.setattr(logging.getLogger("tracker"), "handlers", [logging.NullHandler()])
        gc.collect()
        gc.freeze()  # what other tests left need not be looked through every hour
        lived = Soak(tmp_path_factory.mktemp("soak") / "home")
        lived.run()
        yield lived


def entries_of(home) -> Counter:
    db = archive.read_archive(home / "docket.db")
    try:
        return Counter(
            (court, number, int(sequence))
            for court, number, sequence in db.execute(
                "select court_id, docket_number, pacer_seq_no from docket_entries join dockets using "
                "(docket_id) where court_id <> 'scotus'"
            )
        )
    finally:
        db.close()


def key(filing: Filing) -> tuple[str, str, int]:
    return filing.court, normalize_docket_number(filing.number, filing.court), filing.sequence


def test_nothing_that_was_shown_is_lost_and_nothing_is_there_twice(soak):
    found = entries_of(soak.settings.home)
    assert {key for key, count in found.items() if count > 1} == set()
    assert {key(filing) for filing in soak.courts.shown} - set(found) == set()
    assert len(soak.courts.filings) > 5 * sum(days for _, days in LIVED)


def test_what_was_never_shown_lies_in_a_gap_that_is_published(soak):
    found = entries_of(soak.settings.home)
    db = archive.read_archive(soak.settings.home / "docket.db")
    gaps = [
        (court, *value.split(" to "))
        for court, value in db.execute("select court_id, value from issues where code = 'feed-gap'")
    ]
    db.close()
    lost = [filing for filing in soak.courts.filings if key(filing) not in found]
    hidden = [
        f
        for f in lost
        if not any(f.court == court and start <= instant(f.at) <= end for court, start, end in gaps)
    ]
    print(f"{len(soak.courts.filings)} filings, {len(found)} seen, {len(lost)} in {len(gaps)} published gaps")
    assert hidden == []
    assert gaps and lost, "the script has gaps in it"


def test_every_silence_is_reported_and_nothing_else(soak):
    expected = {
        trouble
        for trouble in soak.courts.troubles
        if trouble.is_silence
        and trouble.who != "*"
        and trouble.end - trouble.start
        > due.patience(scotus.SOURCE if trouble.who == "scotus" else pacer_rss.SOURCE) + 3 * HOUR
    }
    print(f"{len(expected)} long silences, {len(soak.late_seen)} reported; answers {soak.courts.answers}")
    assert soak.missed == [] and expected <= soak.late_seen
    assert soak.false_alarms == []


def test_requests_stay_within_the_budget_and_are_all_accounted_for(soak):
    db = archive.read_archive(soak.settings.archive_path)
    spent = {}
    for host, most, total in db.execute("select host, max(spent), sum(spent) from budgets group by host"):
        spent[host] = (most, total)
    db.close()
    days = {name: (*spent[soak.hosts[name]], soak.asked[name]) for name in soak.asked}
    print(f"most in a day, in all by the ledger, in all by the server: {days}; {soak.starts} starts")
    for most, total, asked in days.values():
        assert most <= BUDGET and total == asked


def test_unreadable_pages_are_issues(soak):
    db = archive.read_archive(soak.settings.home / "docket.db")
    codes = Counter(row[0] for row in db.execute("select code from issues"))
    db.close()
    print(dict(codes))
    assert sum(count for code, count in codes.items() if code != "feed-gap") >= 2 * len(LIVED)


def test_the_tables_are_those_of_a_rebuild(soak, tmp_path):
    with open_house(soak.settings, clock=soak.time) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("last"))
        fresh = Store(open_docket(tmp_path / "fresh.db"))
        create_tables(fresh.db)
        ingest_into(fresh, house.archive, pipeline.Outcome("fresh"))
        mine, anew = dump(house.store.db), dump(fresh.db)
        assert {table for table in anew if table != "build" and mine[table] != anew[table]} == set()
        numbers = [row[0] for row in house.archive.execute("select change_id from published order by seq")]
        assert len(numbers) == len(set(numbers)) == len(anew["changes"])


def test_memory_and_file_handles_are_flat(soak):
    tenth = max(len(soak.memory) // 10, 1)
    first, last = (
        sorted(part)[len(part) // 2] for part in (soak.memory[tenth : 2 * tenth], soak.memory[-tenth:])
    )
    handles = [
        sorted(part)[len(part) // 2] for part in (soak.handles[tenth : 2 * tenth], soak.handles[-tenth:])
    ]
    course = [
        sorted(soak.memory[n * tenth : (n + 1) * tenth])[tenth // 2] // 1024
        for n in range(len(soak.memory) // tenth)
    ]
    print(
        f"memory {first} -> {last} kB, open files {handles[0]} -> {handles[1]}, over "
        f"{len(soak.memory)} hours; by tenths, MB: {course}"
    )
    assert last < first * 1.1 + 8192
    assert handles[1] <= handles[0] + 2


def test_the_clock_in_the_soak_changed_both_ways():
    for start in STARTS:
        offsets = {due._EASTERN.utcoffset((start + timedelta(days=n)).replace(tzinfo=None)) for n in range(5)}
        assert len(offsets) == 2, re.sub(r"\s+", " ", f"no change of the clocks after {start}")
