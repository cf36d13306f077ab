"""What the machine does to a home: a full disk, a locked file, missing rights, damage, two daemons. Nothing is lost."""

import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from docket.records import Docket
from scrapers.sources import pacer_docket
from tests.worlds.command import ROOT, environment, start, tracker, tracker_json, wait_for, watching
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.sql import run_sql

CONTACT = {"TRACKER_CONTACT": "docket@example.org"}
FIXTURES = ROOT / "tests" / "fixtures" / "pacer_docket"


def entries(home) -> int:
    return run_sql(home / "docket.db", "select count(*) from docket_entries")[0][0]


def write_sheets(folder: Path, count: int) -> Path:
    """Write sheets of so many dockets, large enough to fill a small disk together; return their folder."""
    folder.mkdir(exist_ok=True)
    sheet = (FIXTURES / "district_ordinary.html").read_text(encoding="utf-8")
    snapshot = pacer_docket.SOURCE.recognize("x", sheet.encode(), None, "2024-05-01T00:00:00Z")
    ref = next(record.ref for record in pacer_docket.SOURCE.parse(snapshot) if isinstance(record, Docket))
    for n in range(count):
        text = sheet.replace(ref.docket_number[-5:], f"{70000 + n}").replace(
            ref.pacer_case_id or "\0", f"{880000 + n}"
        )
        (folder / f"more-{n}.html").write_text(text, encoding="utf-8")
    return folder


# A full disk


@pytest.fixture
def small_disk(tmp_path, built_home):
    """A tmpfs with little room left beside the home that is in it; skipped where nothing may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(
            f"no tmpfs can be mounted here ({done.stderr.strip()}); the file-size limit below is tested all the same"
        )
    shutil.copytree(built_home, place / "home", symlinks=True)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, leave: int) -> Path:
    """Fill the disk but for so many bytes."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        while (free := shutil.disk_usage(place).free - leave) > 0:
            file.write(b"\0" * min(free, 1 << 20))
    return filler


def test_a_full_disk_is_said_so_and_all_goes_on_when_there_is_room(small_disk, tmp_path):
    home = small_disk / "home"
    before = entries(home)
    filler = fill(small_disk, 0)
    output = tracker(home, "doctor", code=1).stdout
    assert "wrong disk: 0 MB free" in output and "copy" not in output, "no file is blamed for it"
    filler.unlink()
    filler = fill(small_disk, 100_000)
    done = tracker(home, "import", write_sheets(tmp_path / "pages", 10), code=1)
    assert "the disk is full" in done.stderr or "No space left" in done.stderr
    assert entries(home) >= before
    filler.unlink()
    tracker(home, "import", tmp_path / "pages")
    assert entries(home) > before
    assert tracker_json(home, "verify") == []


def test_a_rebuild_that_found_no_room_takes_none(small_disk):
    home = small_disk / "home"
    filler = fill(small_disk, 2_000_000)
    before = shutil.disk_usage(small_disk).free
    tracker(home, "rebuild", code=1)
    assert not list(home.glob("*.building*")) and shutil.disk_usage(small_disk).free >= before - 200_000
    tracker(home, "status", code=None)
    assert "catalog: by hand" in tracker(home, "status", code=None).stdout
    # One that was killed leaves what it had; the next to open the home takes it away before it needs room.
    filler.unlink()
    (home / "docket-9.building-wal").write_bytes(b"\0" * 5_000_000)
    fill(small_disk, 300_000)
    tracker(home, "run", "catalog", code=None)
    assert not list(home.glob("*.building*")) and shutil.disk_usage(small_disk).free > 4_000_000


def test_a_daemon_outlives_a_full_disk(small_disk):
    home = small_disk / "home"
    with watching(home, confined=("look_often", 0.5)) as process:
        wait_for(process, "scotus: every")
        filler = fill(small_disk, 0)
        time.sleep(1.5)  # three looks
        assert process.poll() is None
        filler.unlink()
        [(docket,)] = run_sql(home / "docket.db", "select min(docket_id) from dockets")
        (home / "corrections.csv").write_text(
            "table,row_id,field,value,reason,made_by,made_at\n"
            f"dockets,{docket},caption,Corrected v. Printed,misprint,A. Editor,2026-01-01T00:00:00Z\n"
        )
        wait_for(process, "corrections: 1 looked at, 1 new")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=300) == 0
    assert tracker_json(home, "verify") == []


def test_a_file_that_may_not_grow_is_no_damage(home, tmp_path):
    """RLIMIT_FSIZE: a write fails in the middle, as on a full disk, also where nothing can be mounted."""
    folder = write_sheets(tmp_path / "pages", 10)
    # So many bytes a file: the write-ahead logs begin small.
    done = tracker(home, "import", folder, code=1, confined=("limit_files", 100_000))
    assert "disk" in done.stderr or "too large" in done.stderr
    tracker(home, "import", folder)
    assert tracker_json(home, "verify") == []


# Rights


def bound_by_rights(home, *arguments, code=1):
    """Run a command as somebody whom the rights of files bind; root is not, unless it gives that up."""
    return tracker(home, *arguments, code=code, confined=("give_up_rights",), **CONTACT)


@pytest.fixture
def read_only(home):
    """The home, with nothing in it that may be written."""
    paths = [home, *(path for path in home.iterdir() if not path.is_symlink())]
    kept = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(kept[path] & ~0o222)
    yield home
    for path, mode in kept.items():
        path.chmod(mode)


@pytest.mark.parametrize("command", [("watch",), ("run", "catalog"), ("rebuild",), ("restore", ".")])
def test_a_home_that_may_not_be_written_is_refused_by_name(read_only, command):
    done = bound_by_rights(read_only, *command)
    assert f"cannot write in {read_only}" in done.stderr and "TRACKER_HOME" in done.stderr


def test_a_home_that_may_not_be_written_is_looked_at_without_a_traceback(read_only):
    # SQLite itself needs to write beside a database in WAL mode, unless nobody writes it.
    assert "catalog: by hand" in bound_by_rights(read_only, "status", code=None).stdout
    output = bound_by_rights(read_only, "doctor", code=None).stdout
    assert "archive.db is whole" in output and "docket-1.db is whole" in output
    assert bound_by_rights(read_only, "verify", code=0).returncode == 0


@pytest.mark.parametrize("name", ["archive.db", "docket.db"])
def test_a_database_that_may_not_be_written_is_named(home, name):
    path = (home / name).resolve()
    path.chmod(0o444)
    done = bound_by_rights(home, "import", str(FIXTURES / "district_ordinary.html"))
    assert str(home) in done.stderr and "may not be written" in done.stderr
    path.chmod(0o644)
    tracker(home, "import", FIXTURES / "district_ordinary.html")
    assert tracker_json(home, "verify") == []


# A locked database


def test_a_stranger_who_writes_is_waited_for(home):
    stranger = sqlite3.connect(home / "archive.db", isolation_level=None)
    stranger.execute("begin immediate")
    process = start(
        ("run", "catalog"),
        environment(home),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    assert process.poll() is None
    stranger.execute("rollback")
    stranger.close()
    _, output = process.communicate(timeout=300)
    assert process.returncode == 0 and "Traceback" not in output


# Damage


def spoil(path: Path) -> None:
    """Overwrite pages in the middle of a file, as a failing disk does; nothing may lie in the log beside it."""
    run_sql(path, "pragma wal_checkpoint(truncate)")
    with path.open("r+b") as file:
        for place in range(8192, path.stat().st_size, max(path.stat().st_size // 20, 4096)):
            file.seek(place // 4096 * 4096)
            file.write(b"\xa5" * 4096)


@pytest.mark.parametrize("damage", ["pages", "header", "empty"])
def test_a_damaged_docket_is_made_again(home, damage):
    before, path = entries(home), (home / "docket.db").resolve()
    if damage == "pages":
        spoil(path)
    else:
        path.write_bytes(b"not a database at all" * 500 if damage == "header" else b"")
    assert "rebuilt from the archive" in tracker(home, "run", "catalog").stderr or damage == "empty"
    assert entries(home) == before
    assert tracker_json(home, "verify") == []


def test_a_damaged_archive_is_refused_and_a_copy_put_back(home, tmp_path):
    before = entries(home)
    tracker(home, "backup", tmp_path / "copy")
    spoil(home / "archive.db")
    spoilt = (home / "archive.db").read_bytes()
    for command in (("run", "catalog"), ("watch",), ("rebuild",)):
        done = tracker(home, *command, code=1, **CONTACT)
        assert "is damaged" in done.stderr and "tracker restore" in done.stderr
    assert (home / "archive.db").read_bytes() == spoilt, "nothing is written into a damaged archive"
    assert tracker_json(home, "verify", code=1)
    done = tracker(home, "backup", tmp_path / "copy", code=1)  # the good copy is not replaced by a bad one
    assert "not whole" in done.stderr or "is damaged" in done.stderr
    kept = (home / "archive.db").read_bytes()
    output = tracker(home, "restore", tmp_path / "copy", code=1).stderr
    assert "Nothing was changed" in output and "--without-the-old" in output
    assert (home / "archive.db").read_bytes() == kept
    done = tracker(home, "restore", "--without-the-old", tmp_path / "copy")
    assert "the old one is" in done.stdout and "becomes public" in done.stderr
    tracker(home, "run", "catalog")
    assert entries(home) == before and tracker_json(home, "verify") == []


def test_a_home_is_no_copy_of_itself(home):
    before = (home / "archive.db").stat().st_ino
    (home.parent / "link").symlink_to(home)
    for folder in (home, home.parent / "link"):
        assert "is the home itself" in tracker(home, "backup", folder, code=1).stderr
        assert "is the archive at hand" in tracker(home, "restore", folder, code=1).stderr
    assert (home / "archive.db").stat().st_ino == before, (
        "a daemon would go on writing into a file without a name"
    )
    assert (home / "docket.db").exists() and not list(home.glob("archive.db.*before*"))


def test_an_archive_that_newer_code_has_changed_is_left_alone(home, tmp_path):
    tracker(home, "backup", tmp_path / "older")
    run_sql(
        home / "archive.db",
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('archive', 'm999_later', '')",
    )  # the last to close it, so that the log beside it is empty
    before = (home / "archive.db").read_bytes()
    for command in (("run", "catalog"), ("import", FIXTURES), ("rebuild",)):
        output = tracker(home, *command, code=1).stderr
        assert "newer version of the tracker (m999_later)" in output and "restore" in output
    assert (home / "archive.db").read_bytes() == before
    assert "m999_later" in tracker(home, "doctor", code=1).stdout
    tracker(home, "backup", tmp_path / "newer")
    assert "take an older copy" in tracker(home, "restore", tmp_path / "newer", code=1).stderr
    tracker(home, "restore", tmp_path / "older")
    tracker(home, "run", "catalog")


def test_an_older_copy_is_put_back_only_when_it_is_meant(home, tmp_path):
    tracker(home, "backup", tmp_path / "copy")
    tracker(home, "import", write_sheets(tmp_path / "pages", 2))
    assert "2 snapshots that the copy lacks" in tracker(home, "restore", tmp_path / "copy", code=1).stderr
    tracker(home, "restore", "--force", tmp_path / "copy")
    tracker(home, "run", "catalog")
    assert tracker_json(home, "verify") == []


def test_verify_finds_a_changed_byte_and_a_changed_row(home):
    forged = "update dockets set caption = 'Forged v. Caption' where docket_id = (select min(docket_id) from dockets)"
    run_sql(home / "docket.db", forged)
    faults = tracker_json(home, "verify", code=1)
    assert [fault["file"] for fault in faults] == ["docket.db"] and "rows of dockets" in faults[0]["message"]
    run_sql(
        home / "archive.db",
        "update snapshots set body_hash = replace(body_hash, substr(body_hash, 1, 1), 'z') where seq = 1",
    )
    faults = tracker_json(home, "verify", code=1)
    assert [fault["file"] for fault in faults] == ["archive.db"] and "is not what its hash says" in faults[0][
        "message"
    ]
