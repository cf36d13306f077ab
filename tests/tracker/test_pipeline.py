"""The one path: unchanged page, broken page, batches, the rebuild and the swap; readers in processes of their own make
the same tables, and nobody is left behind."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from unittest.mock import Mock

import pytest

from bench.world import World, write_home
from db import archive, ledger, suspects
from db.readings import EncodedRecord
from db.schema import create_tables, open_docket
from db.store import Store
from docket.issues import ParseError
from docket.records import DocketRef
from scrapers.source import FetchError, load_sources
from tests.db.test_merge import ORDINARY, changed, dump
from tests.worlds import snapshots as worlds
from tests.worlds.invented import invented
from tests.worlds.snapshots import page
from tests.worlds.taking_turns import take_turn
from tracker import pipeline
from tracker.home import open_house
from tracker.reading import parallel_parse
from tracker.reading.code_version import code_digest
from tracker.reading.ingesting import ingest_into
from tracker.reading.parallel_parse import WORTHWHILE, Readers
from tracker.settings import Settings

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))


@pytest.fixture
def settings_of(tmp_path):
    return Settings(
        home=tmp_path / "home", contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None
    )


@pytest.fixture
def house(settings_of):
    with open_house(settings_of) as house:
        yield house


@pytest.fixture(autouse=True)
def with_the_invented_source(monkeypatch):
    # The sources are found by looking in scrapers/sources; the tests' own source lives in tests/.
    monkeypatch.setitem(load_sources(), worlds.NAME, worlds.SOURCE)


def source_of(*items):
    """A source whose next fetch yields these snapshots and errors."""
    return invented(worlds.NAME, fetch=lambda http, watch: iter(items))


def count(db, table):
    return db.execute(f"select count(*) from {table}").fetchone()[0]


@pytest.mark.parametrize(
    ("error", "is_raised"),
    [
        (FetchError("a: no answer"), True),
        (FetchError("a: no answer"), False),
        (ParseError("a: a form that fetching did not expect"), True),
    ],
)
def test_a_source_that_breaks_off_keeps_what_it_brought_and_is_a_failure(house, error, is_raised):
    def fetch(http, watch):
        yield page("a", "2022-03-01", [ORDINARY])
        if is_raised:
            raise error
        yield error

    outcome = take_turn(house, invented(worlds.NAME, fetch=fetch))
    assert (outcome.errors, outcome.stored, outcome.failed) == ([str(error)], 1, 1)
    assert count(house.store.db, "dockets where selection = 'imported'") == 1
    assert count(house.store.db, "docket_entries") == 3
    assert [row["result"] for row in ledger.last_checks(house.archive) if row["source"] == worlds.NAME] == [
        "changed",
        "failed",
    ]
    assert ledger.last_runs(house.archive)["world"]["result"] == "failed"


def test_a_round_waits_for_no_answer_once_all_are_there(house, monkeypatch):
    waits, answers = [], pipeline.lanes.Lanes.answers
    monkeypatch.setattr(
        pipeline.lanes.Lanes,
        "answers",
        lambda self, seconds: waits.append((self.is_idle(), seconds)) or answers(self, seconds),
    )
    take_turn(house, source_of(page("a", "2022-03-01", [ORDINARY])))
    assert [seconds for is_idle, seconds in waits if is_idle and seconds] == []


def test_an_unchanged_page_is_looked_at_and_not_stored_and_one_that_goes_back_has_three_states(house):
    shown = [ORDINARY, ORDINARY, changed(caption="Doe v. Example LLC"), ORDINARY]
    outcomes = [
        take_turn(house, source_of(page("a", f"2022-03-0{day}", [sheet])))
        for day, sheet in enumerate(shown, 1)
    ]
    assert [(outcome.stored, outcome.unchanged) for outcome in outcomes] == [(1, 0), (0, 1), (1, 0), (1, 0)]
    looks = house.archive.execute("select result, looks from checks where url = 'a' order by check_id")
    assert looks.fetchall() == [("changed", 1), ("unchanged", 1), ("changed", 1), ("changed", 1)]
    assert count(house.archive, "snapshots where source = 'world'") == 3
    assert house.store.db.execute("select caption from dockets").fetchone()[0] == "Doe v. Example, Inc."


def test_a_broken_page_is_one_issue_and_the_rest_is_saved(house):
    good = page("b", "2022-03-01", [ORDINARY])
    outcome = take_turn(house, source_of(replace(page("a", "2022-03-01", []), body=b"broken"), good))
    db = house.store.db
    assert outcome.quarantined == 1 and outcome.failed == 1
    assert [
        tuple(row) for row in db.execute("select code, place from issues where code = 'parse-error'")
    ] == [("parse-error", "a")]
    assert count(db, "snapshots where is_quarantined = 1") == 1
    assert count(db, "dockets where court_id = 'cand' and selection = 'imported'") == 1


def test_a_rebuild_makes_the_same_tables_and_numbers_no_change_twice(settings_of, house):
    edited = changed(caption="Doe v. Example LLC")
    take_turn(house, source_of(page("a", "2022-03-01", [ORDINARY])))
    take_turn(house, source_of(page("a", "2022-03-02", [edited])))
    before, numbered = (
        dump(house.store.db),
        list(house.archive.execute("select * from published order by seq")),
    )
    old = settings_of.docket_path.resolve()
    house.rebuild(pipeline.Outcome("rebuild"))
    assert dump(house.store.db) == before
    assert list(house.archive.execute("select * from published order by seq")) == numbered
    assert settings_of.docket_path.is_symlink() and not old.exists()
    assert not list(settings_of.home.glob("*.building*"))


def test_a_reader_of_the_old_file_is_left_in_peace_by_the_swap(settings_of, house):
    take_turn(house, source_of(page("a", "2022-03-01", [ORDINARY])))
    reader, other = (
        sqlite3.connect(path.resolve()) for path in (settings_of.docket_path, settings_of.archive_path)
    )
    reader.execute("begin")
    other.execute("begin")
    assert other.execute("select count(*) from snapshots").fetchone()[0] > 0  # of the archive, too
    before = reader.execute("select count(*) from docket_entries").fetchone()
    house.rebuild(pipeline.Outcome("rebuild"))
    take_turn(house, source_of(page("b", "2022-03-02", [changed(number="3:22-cv-09999", pacer="9")])))
    assert reader.execute("select count(*) from docket_entries").fetchone() == before == (3,)
    fresh = sqlite3.connect(f"file:{settings_of.docket_path}?mode=ro", uri=True)
    assert fresh.execute("select count(*) from docket_entries").fetchone() == (6,)


def test_changes_that_a_rebuild_no_longer_yields_are_withdrawn_once(house):
    take_turn(house, source_of(page("a", "2022-03-01", [ORDINARY])))
    ledger.publish(house.archive, [("a-change-of-old-code", "entry_added")])
    for _ in range(2):
        house.rebuild(pipeline.Outcome("rebuild"))
    rows = house.archive.execute("select kind, corrects from published where corrects is not null").fetchall()
    assert [tuple(row) for row in rows] == [("corrected", "a-change-of-old-code")]


def test_another_row_of_language_and_another_reader_force_a_rebuild(settings_of, monkeypatch, tmp_path):
    shutil.copytree(Path(str(files("docket"))) / "language", tmp_path / "docket" / "language")
    row = tmp_path / "docket" / "language" / "hearings.tsv"

    def made_by() -> str:
        code_digest.cache_clear()  # as a new process
        with open_house(settings_of) as house:
            take_turn(house, source_of(page("a", "2022-03-01", [ORDINARY])))
            return settings_of.docket_path.resolve().name

    monkeypatch.setattr("tracker.reading.code_version.files", lambda room: tmp_path / room)
    first = made_by()
    assert made_by() == first
    row.write_text(row.read_text("utf-8").replace("initial conference", "first conference", 1), "utf-8")
    second = made_by()
    assert second != first
    monkeypatch.setattr("tracker.reading.code_version.version", lambda library: f"another {library}")
    assert made_by() != second
    monkeypatch.undo()
    code_digest.cache_clear()


def test_a_purged_snapshot_keeps_its_name(house):
    take_turn(house, source_of(page("a", "2022-03-01", [ORDINARY])))
    snapshot_id = house.store.db.execute(
        "select snapshot_id from snapshots where source = 'world'"
    ).fetchone()[0]
    archive.purge(house.archive, snapshot_id, pipeline.now(), "sealed")
    house.rebuild(pipeline.Outcome("rebuild"))
    db = house.store.db
    assert db.execute("select snapshot_id from snapshots where source = 'world'").fetchone()[0] == snapshot_id
    assert count(db, "dockets where selection = 'imported'") == 0
    assert [row[0] for row in db.execute("select code from issues")] == ["purged"]


ROOT = Path(__file__).resolve().parents[2]
WORLD = World(dockets=20, entries=25, looks=2)
_ENOUGH = 2 * WORLD.dockets  # pages: fewer than a user's, and none the less read by several


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A home that has all a reader meets: pages, looks that change, a page that is none, one erased on request,
    two that shrank, of which one was whole again later: a reader names what it said before by its hash alone."""
    folder = tmp_path_factory.mktemp("built") / "home"
    write_home(folder, WORLD)
    stored = archive.open_archive(folder / "archive.db")
    good = WORLD.snapshot(7, 1)
    archive.add(
        stored, replace(good, body=b"<html>503</html>", fetched_at="2026-02-01T00:00:00Z", compare_hash="503")
    )
    broken = World(WORLD.dockets, entries=1, looks=1)
    longest, next_longest = sorted(range(WORLD.dockets), key=lambda n: -len(WORLD.snapshot(n, 1).body))[:2]
    for day, snapshot in (
        (5, broken.snapshot(longest, 0)),
        (6, broken.snapshot(next_longest, 0)),
        (7, WORLD.snapshot(next_longest, 1)),
    ):
        stamp = f"2026-02-{day:02}T00:00:00Z"
        archive.add(stored, replace(snapshot, fetched_at=stamp, as_of=stamp))
    archive.purge(stored, WORLD.snapshot(3, 0).snapshot_id, "2026-02-02T00:00:00Z", "sealed")
    assert archive.count_after(stored, 0) >= _ENOUGH
    stored.close()
    return folder


@pytest.fixture(name="home")
def _home(built, tmp_path, monkeypatch):
    monkeypatch.setattr(parallel_parse, "WORTHWHILE", _ENOUGH)
    return shutil.copytree(built, tmp_path / "home", symlinks=True)


def rebuilt(home, processes):
    """Return the tables, the changes in the order in which they get their numbers, and what the run came to."""
    with open_house(Settings(home, None, {}, None, None, processes=processes)) as house:
        outcome = pipeline.Outcome("rebuild")
        house.rebuild(outcome)
        assert len(suspects.open_suspects(house.store.db)) == 1
        changes = [row[0] for row in house.store.db.execute("select change_id from changes order by rowid")]
        return dump(house.store.db), changes, outcome.as_dict()


def test_readers_make_the_same_tables(home):
    alone = rebuilt(home, 1)
    assert str(alone[0]["issues"]).count("'page-shrank'") == 2
    assert alone[2]["quarantined"] == 3 and len(alone[0]["docket_entries"]) > WORLD.dockets
    if os.environ.get("TRACKER_TEST_FULL"):
        assert rebuilt(home, 2) == alone
    assert rebuilt(home, 4) == alone  # four readers: the pages of one address still go to one of them


def ingested(home, path, readers=None):
    """Return the tables that are read from the archive of a home into a new database."""
    db = open_docket(path)
    create_tables(db)
    ingest_into(Store(db), archive.open_archive(home / "archive.db"), pipeline.Outcome("x"), readers=readers)
    return dump(db)


def test_a_reading_named_by_its_hash_alone_and_not_there_is_read_again(home, tmp_path):
    # The page that first showed it was set aside by a mistake of ours; the reader cannot know.
    never_given = EncodedRecord(DocketRef("cand", "1:20-cv-00001"), "entry", None, hash="0" * 20)
    forgetful = Mock(**{"read.return_value": ([never_given], [], None)})
    assert ingested(home, tmp_path / "a.db") == ingested(home, tmp_path / "b.db", forgetful)


def test_a_reader_that_dies_costs_time_only(home, tmp_path):
    # The machine's memory killer takes the largest process; it may be a reader.
    with closing(Readers(home / "archive.db", 2, None)) as readers, readers.ahead(0) as ahead:

        def kill_all_before_the_14th_page(seq, beat):
            if dying.read.call_count == 14:
                for reader in readers._kept:
                    reader._process.kill()
                    reader._process.join()
            return ahead.read(seq, beat)

        dying = Mock(**{"read.side_effect": kill_all_before_the_14th_page})
        assert ingested(home, tmp_path / "a.db", dying) == ingested(home, tmp_path / "b.db")
    assert dying.read.call_count > 14


def test_few_snapshots_are_read_by_the_writer(tmp_path):
    write_home(tmp_path, World(dockets=3, entries=2, looks=1))
    with Readers(tmp_path / "archive.db", 8, None).ahead(0) as readers:
        assert readers is None


def test_readers_end_with_the_writer_and_hold_no_lock(tmp_path):
    home = tmp_path / "home"
    write_home(home, World(dockets=WORTHWHILE, entries=1, looks=1))
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "rebuild"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TRACKER_HOME": str(home), "TRACKER_PROCESSES": "2"},
    )
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.exists():
        process.kill()
        pytest.skip("this system does not list the children of a process in /proc")
    while (
        len(children := listed.read_text().split()) < 3 and process.poll() is None
    ):  # two readers, and Python's own tracker
        time.sleep(0.01)
    time.sleep(0.3)  # past the moment between a child's start and its own program
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_house(Settings(home, None, {}, None, None)):  # a reader that held the lock would refuse us
        pass
    until = time.monotonic() + 60
    while any(Path(f"/proc/{child}/cmdline").exists() for child in children):
        assert time.monotonic() < until, "a reader outlives its writer"
        time.sleep(0.1)
