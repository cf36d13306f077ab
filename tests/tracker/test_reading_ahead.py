"""A rebuild with readers in processes of their own: the same tables, and nobody left behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path

import pytest

from bench.world import World, write_home
from db import archive
from db.readings import EncodedRecord
from db.schema import create_tables, open_docket
from db.store import Store
from docket.records import DocketRef
from tests.db.test_merge import dump
from tracker import pipeline
from tracker.home import open_house
from tracker.reading import page_reader, parallel_parse
from tracker.reading.ingesting import ingest_into
from tracker.reading.parallel_parse import WORTHWHILE, Readers
from tracker.settings import SettingError, Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
WORLD = World(dockets=20, entries=5, looks=2)
_ENOUGH = 2 * WORLD.dockets  # pages: fewer than a user's, and none the less read by several


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A home that has all a reader meets: pages, looks that change, a page that is none, one erased on request."""
    folder = tmp_path_factory.mktemp("built") / "home"
    write_home(folder, WORLD)
    stored = archive.open_archive(folder / "archive.db")
    good = WORLD.snapshot(7, 1)
    archive.add(
        stored, replace(good, body=b"<html>503</html>", fetched_at="2026-02-01T00:00:00Z", compare_hash="503")
    )
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
        changes = [row[0] for row in house.store.db.execute("select change_id from changes order by rowid")]
        return dump(house.store.db), changes, outcome.as_dict()


def test_readers_make_the_same_tables(home):
    alone = rebuilt(home, 1)
    assert alone[2]["quarantined"] == 1 and len(alone[0]["docket_entries"]) > WORLD.dockets
    if os.environ.get("TRACKER_TEST_FULL"):
        assert rebuilt(home, 2) == alone
    assert rebuilt(home, 4) == alone  # four readers: the pages of one address still go to one of them


def test_a_reading_named_by_its_hash_alone_and_not_there_is_read_again(home, tmp_path):
    # The page that first showed it was set aside by a mistake of ours; the reader cannot know.
    stored, dumps = archive.open_archive(home / "archive.db"), []
    for name, kind in (("whole", None), ("forgotten", Forgetful)):
        db = open_docket(tmp_path / f"{name}.db")
        create_tables(db)
        ingest_into(Store(db), stored, pipeline.Outcome(name), readers=kind and kind())
        dumps.append(dump(db))
    assert dumps[0] == dumps[1]


class Forgetful:
    """Readers that name by its hash what they never gave."""

    def read(self, seq, beat):
        ref = DocketRef("cand", "1:20-cv-00001")
        return [EncodedRecord(ref, "entry", None, hash="0" * 20)], [], None


class Dying:
    """Readers of which all are killed after so many pages."""

    def __init__(self, readers, ahead, pages):
        self.readers, self.ahead, self.pages = readers, ahead, pages

    def read(self, seq, beat):
        self.pages -= 1
        if self.pages == 0:
            for reader in self.readers._kept:
                reader._process.kill()
                reader._process.join()
        return self.ahead.read(seq, beat)


def test_a_reader_that_dies_costs_time_only(home, tmp_path):
    # The machine's memory killer takes the largest process; it may be a reader.
    stored, dumps = archive.open_archive(home / "archive.db"), []
    for name, pages in (("whole", 10_000), ("dying", 14)):
        db = open_docket(tmp_path / f"{name}.db")
        create_tables(db)
        readers = Readers(home / "archive.db", 2, None)
        with readers.ahead(0) as ahead:
            ingest_into(Store(db), stored, pipeline.Outcome(name), readers=Dying(readers, ahead, pages))
        readers.close()
        dumps.append(dump(db))
    assert dumps[0] == dumps[1]


def test_who_asks_for_a_reader_and_ends_takes_no_other_with_it():
    """The tests make readers from one process; a command they kill may die between two words to it."""
    forkserver._forkserver.ensure_running()
    with socket.socket(socket.AF_UNIX) as asked:
        asked.connect(forkserver._forkserver._forkserver_address)
    reader = page_reader.CONTEXT.Process(target=os.getpid)
    reader.start()
    reader.join()
    assert reader.exitcode == 0  # there is but one, which nobody starts anew


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


@pytest.mark.parametrize("words", ["0", "two", "-1", "65", "1.5"])
def test_a_number_of_processes_that_cannot_be(words):
    with pytest.raises(SettingError, match="TRACKER_PROCESSES=.*write 1 to 64"):
        load_settings({"TRACKER_PROCESSES": words})


@pytest.mark.parametrize("words", ["0", "two", "-1", "3601", "1.5"])
def test_a_time_for_a_page_that_cannot_be(words):
    with pytest.raises(SettingError, match="TRACKER_PARSE_SECONDS=.*write 1 to 3600"):
        load_settings({"TRACKER_PARSE_SECONDS": words})


def test_a_page_has_a_limit_unless_said_otherwise():
    assert load_settings({}).parse_seconds == 20
    assert load_settings({"TRACKER_PARSE_SECONDS": "7"}).parse_seconds == 7


def test_processes_are_those_of_the_machine_unless_said():
    assert load_settings({"TRACKER_PROCESSES": "1"}).processes == 1
    assert 1 <= load_settings({}).processes <= 4
