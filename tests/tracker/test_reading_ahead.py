"""A rebuild with readers in processes of their own: the same tables, and nobody left behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from bench.world import World, write_home
from db import archive, suspects
from db.readings import EncodedRecord
from db.schema import create_tables, open_docket
from db.store import Store
from docket.records import DocketRef
from tests.db.test_merge import dump
from tracker import pipeline
from tracker.home import open_house
from tracker.reading import parallel_parse
from tracker.reading.ingesting import ingest_into
from tracker.reading.parallel_parse import WORTHWHILE, Readers
from tracker.settings import Settings

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
