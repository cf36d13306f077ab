"""One bit that turned over in one archived page, and a look at the whole while somebody writes: thrice, eight times in
./test --full."""

import os
import sqlite3
import threading
import zlib

import pytest
from click.testing import CliRunner

from db import archive
from scrapers.source import load_sources
from tests.db.test_merge import ORDINARY, changed, dump
from tests.worlds import snapshots
from tests.worlds.read_anew import read_anew
from tests.worlds.snapshots import bring, page
from tracker import backup, pipeline
from tracker.__main__ import cli
from tracker.home import open_house
from tracker.integrity import HomeError
from tracker.restore import restore
from tracker.settings import Settings

LOOKS = 8 if os.environ.get("TRACKER_TEST_FULL") else 3
OTHER = changed(number="3:22-cv-07777", pacer="7")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "home", None, {}, None, None)


@pytest.fixture(autouse=True)
def with_the_invented_source(monkeypatch):
    monkeypatch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)


def flip(path, url, offset):
    """Turn over one bit of the archived body of an address; return what the body is now."""
    db = sqlite3.connect(path)
    (packed,) = db.execute("select body from snapshots where url = ?", (url,)).fetchone()
    spoilt = bytearray(packed)
    spoilt[offset] ^= 1
    db.execute("update snapshots set body = ? where url = ?", (bytes(spoilt), url))
    db.commit()
    db.close()
    return bytes(spoilt)


def body_of(path, url):
    with sqlite3.connect(path) as db:
        return db.execute("select body from snapshots where url = ?", (url,)).fetchone()[0]


def run(settings, *arguments):
    return CliRunner().invoke(
        cli,
        list(map(str, arguments)),
        env={"TRACKER_HOME": str(settings.home), "TRACKER_PROCESSES": "1"},
    )


@pytest.mark.parametrize("offset", [0, 20, -1])  # the head, the data, the sum at the end
def test_one_flipped_bit_costs_one_page(settings, tmp_path, offset):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    spoilt = flip(settings.archive_path, "a", offset)
    with open_house(settings) as house:
        house.rebuild(outcome := pipeline.Outcome("rebuild"))
        issues = list(house.store.db.execute("select code, place from issues where code = 'damaged'"))
        assert issues == [("damaged", "a")] and outcome.quarantined == 1 and "damaged" in outcome.errors[0]
        assert [row[0] for row in house.store.db.execute("select docket_number from dockets")] == [
            OTHER["number"]
        ]
        again = read_anew(house, tmp_path / "fresh.db")
        mine = dump(house.store.db)
        assert [table for table in again if table != "build" and again[table] != mine[table]] == []
    assert body_of(settings.archive_path, "a") == spoilt, "the bytes are kept as they are"


def test_a_rebuild_names_the_damaged_page_and_says_so_in_its_exit_code(settings):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    assert run(settings, "rebuild").exit_code == 0
    flip(settings.archive_path, "a", 20)
    done = run(settings, "rebuild")
    assert done.exit_code == 1 and "(a) are damaged" in done.output and done.exception.code == 1


def test_a_copy_takes_the_whole_bytes_from_the_copy_before(settings, tmp_path):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
    whole = body_of(settings.archive_path, "a")
    assert run(settings, "backup", tmp_path / "copy").exit_code == 0
    with open_house(settings) as house:
        bring(house, page("b", "2022-03-02", [OTHER]))
    flip(settings.archive_path, "a", 20)
    done = run(settings, "backup", tmp_path / "copy")
    assert done.exit_code == 1 and "the copy has it whole" in done.output
    assert body_of(tmp_path / "copy" / "archive.db", "a") == whole
    assert run(settings, "restore", tmp_path / "copy").exit_code == 0
    assert body_of(settings.archive_path, "a") == whole and body_of(settings.archive_path, "b")
    assert list(backup.check_archive(settings.archive_path)) == []


def test_a_copy_without_a_whole_one_before_keeps_the_bytes_as_they_are(settings, tmp_path):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    spoilt = flip(settings.archive_path, "a", 20)
    for _ in range(2):  # the second time there is a copy before, as damaged
        done = run(settings, "backup", tmp_path / "copy")
        assert done.exit_code == 1 and "all but 1 whole" in done.output and "the same bytes" in done.output
        assert body_of(tmp_path / "copy" / "archive.db", "a") == spoilt
    done = run(settings, "restore", tmp_path / "copy")
    assert done.exit_code == 1 and "not whole" in done.output
    assert run(settings, "restore", "--force", tmp_path / "copy").exit_code == 0
    assert zlib.decompress(body_of(settings.archive_path, "b"))


def test_verify_names_the_damaged_page(settings, tmp_path):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
        name = archive.snapshot_at(house.archive, 1).snapshot_id
    flip(settings.archive_path, "a", 20)
    (fault,) = backup.verify(settings, tmp_path)
    assert fault.snapshot_id == name and "(number 1, a)" in fault.message


def test_verify_says_how_far_it_is(settings, tmp_path):
    """Each page twice: its bytes, and what they say."""
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    scratch, steps = tmp_path / "scratch", []
    scratch.mkdir()

    class Bar:
        def update(self, count=1):
            steps.append(count)

    assert list(backup.verify(settings, scratch, Bar())) == []
    assert sum(steps) == 4


def test_what_is_written_between_two_looks_of_verify_is_no_fault(settings, tmp_path, monkeypatch):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
        read = backup.ingest_into

        def write_meanwhile(store, archive_db, outcome, *arguments, **how):
            read(store, archive_db, outcome, *arguments, **how)
            if outcome.source == "verify":
                bring(house, page("b", "2022-03-02", [OTHER]))

        monkeypatch.setattr(backup, "ingest_into", write_meanwhile)
        assert list(backup.verify(settings, tmp_path)) == []
        assert house.store.db.execute("select count(*) from dockets").fetchone()[0] == 2


def test_verify_beside_a_writer_that_hammers_gives_no_false_alarm(settings, tmp_path):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
    is_over, written, failures = threading.Event(), [], []

    def hammer():
        try:
            with open_house(settings) as house:
                while not is_over.is_set():
                    count = len(written)
                    number = f"3:22-cv-{10000 + count:05}"
                    shown = changed(number=number, pacer=str(1000 + count), caption=f"Doe v. {count}, Inc.")
                    looks = [page(f"p{count % 7}", f"2022-{count % 9 + 4:02}-{count % 27 + 1:02}", [shown])]
                    bring(house, *looks)
                    written.append(number)
        except Exception as error:  # noqa: BLE001  # it would be lost with the thread
            failures.append(error)

    writer = threading.Thread(target=hammer)
    writer.start()
    try:
        for look in range(LOOKS):
            before = len(written)
            folder = tmp_path / str(look)
            folder.mkdir()
            assert list(backup.verify(settings, folder)) == []
            while len(written) == before and not failures:
                is_over.wait(0.001)  # each look had a writer beside it
    finally:
        is_over.set()
        writer.join()
    assert failures == [] and len(written) >= LOOKS


def test_a_decision_made_between_the_two_beginnings_is_waited_for(settings, tmp_path, monkeypatch):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
        digests = iter(["another", "another", house.fingerprint, house.fingerprint])
        # A suppression is archived before the docket is made anew with it.
        monkeypatch.setattr(backup, "fingerprint_of", lambda db: next(digests))
        monkeypatch.setattr(backup, "_BETWEEN_HOLDS", 0)
        assert list(backup.verify(settings, tmp_path)) == []


@pytest.mark.parametrize(
    "made",
    [
        "trigger undoing after insert on suppressions begin delete from suppressions; end",
        "view v as select 1",
    ],
)
def test_a_copy_that_acts_by_itself_is_refused(settings, tmp_path, made):
    """Put back, it would undo every suppression, those of later years, too."""
    copy = tmp_path / "copy"
    copy.mkdir()
    archive.open_archive(copy / "archive.db").close()
    assert list(backup.check_archive(copy / "archive.db")) == []
    db = sqlite3.connect(copy / "archive.db")
    db.execute(f"create {made}")
    db.commit()
    db.close()
    settings.home.mkdir()
    with pytest.raises(HomeError, match="no archive of ours has any"):
        restore(settings, copy, "2026-03-10T12:00:00Z")
    assert not settings.archive_path.exists()
    (copy / "archive.db").replace(settings.archive_path)
    with pytest.raises(HomeError, match="no archive of ours has any"), open_house(settings):
        pass
