"""SIGKILL at random moments of import and rebuild, then a rerun: nothing lost, nothing twice. And between any two calls
that change a file, in commands of takedowns.

`TRACKER_TEST_FULL=1` kills 50 times each, and 300 times between calls, otherwise once and 9 times.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.tracker.test_faults_home import write_sheets
from tests.worlds.command import ROOT, start
from tests.worlds.fewest import fewest_catalog  # noqa: F401
from tests.worlds.kill_world import SHIM
from tests.worlds.read_anew import assert_home_whole
from tests.worlds.sql import run_sql

FIXTURES = ROOT / "tests" / "fixtures" / "pacer_docket"
FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
KILLS, MORE = (50, 30) if FULL else (1, 4)  # kills of each kind, and pages beside those of the fixtures
SEED = 230


def tracker(home, *arguments):
    return start(
        arguments,
        os.environ | {"TRACKER_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_after(home, seconds, *arguments):
    """Start a command and kill it; say whether it was still running."""
    process = tracker(home, *arguments)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Saved pages: the fixtures, and one of them under different dockets."""
    folder = tmp_path_factory.mktemp("pages")
    for path in FIXTURES.iterdir():
        if ".expected." not in path.name and path.suffix != ".acms_json":  # those need --court
            shutil.copy(path, folder)
    write_sheets(folder, MORE)
    return folder


def bodies_of(home):
    return sorted(run_sql(home / "archive.db", "select body_hash from snapshots where source <> 'catalog'"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, pages):
    """A home into which the pages were imported, and how long it took."""
    home, started = tmp_path_factory.mktemp("undisturbed"), time.monotonic()
    assert tracker(home, "import", str(pages)).wait() == 0
    seconds = time.monotonic() - started
    assert len(bodies_of(home)) >= MORE + 6
    return home, seconds


@pytest.mark.parametrize("command", ["import", "rebuild"])
def test_a_command_killed_at_random_moments(tmp_path_factory, pages, undisturbed, command):
    first, seconds = undisturbed
    chance, killed, homes = random.Random(SEED), 0, 0
    arguments = ("import", str(pages)) if command == "import" else ("rebuild",)
    while killed < KILLS:
        home = tmp_path_factory.mktemp("killed") / "home"
        if command == "rebuild":
            shutil.copytree(first, home, symlinks=True)
        for _ in range(2):  # twice in a row: the rerun may die too
            if kill_after(home, chance.uniform(0.2, 1.0) * seconds, *arguments):
                killed += 1
            else:
                # It had ended before: the machine was busier, perhaps ten times, when it was timed.
                seconds *= 0.8 if killed else 0.5
            if command == "rebuild":  # what a reader finds is whole at any moment
                assert run_sql(home / "docket.db", "select count(*) from dockets")[0][0] > 20
        assert tracker(home, *arguments).wait() == 0
        assert_home_whole(home)
        assert bodies_of(home) == bodies_of(first)
        shutil.rmtree(home)
        homes += 1
        assert homes < 3 * KILLS + 3
    print(f"{command}: {killed} kills in {homes} homes")


def test_what_was_stored_survives_a_power_cut(tmp_path):
    """SQLite syncs its log at each commit, by its own word; these tests themselves have that turned off."""
    code = "import sys; from pathlib import Path; from db.archive import open_archive; "
    code += "print(open_archive(Path(sys.argv[1])).execute('pragma synchronous').fetchone())"
    asked = [sys.executable, "-c", code, str(tmp_path / "archive.db")]
    assert subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "(2,)\n"


CALL_KILLS = {"suppress": 120, "restore": 100, "backup": 80}


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    compiler = shutil.which("cc")
    if not (compiler and sys.platform == "linux"):
        pytest.skip("needs Linux and a C compiler, to count calls of libc")
    folder = tmp_path_factory.mktemp("shim")
    (folder / "shim.c").write_text(SHIM)
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", folder / "shim.so", folder / "shim.c", "-ldl"], check=True
    )
    return folder / "shim.so"


def test_a_kill_at_any_call_leaves_nothing_that_was_taken_down(shim, tmp_path):
    """In `suppress`, `restore` and `backup`: after the next start nothing says the name, nothing is owed, and the
    tables are those of a command that nobody killed."""
    asked = [f"{command}={kills if FULL else 3}" for command, kills in CALL_KILLS.items()]
    done = subprocess.run(
        [sys.executable, "-m", "tests.worlds.kill_world", tmp_path, *asked],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        | {"LD_PRELOAD": str(shim)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    reports = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [f"{report['command']}={report['kills']}" for report in reports] == asked
    assert all(report["calls"] > 50 and report["wrong"] == {} for report in reports), reports
