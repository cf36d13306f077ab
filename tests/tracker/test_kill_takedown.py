"""SIGKILL between any two calls that change a file, in `suppress`, `restore` and `backup`: after the next start nothing
says the name, nothing is owed, and the tables are those of a command that nobody killed.

`TRACKER_TEST_FULL=1` kills 300 times, otherwise 12.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.worlds.command import ROOT
from tests.worlds.kill_world import SHIM

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
KILLS = {"suppress": 120, "restore": 100, "backup": 80}


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


@pytest.mark.parametrize("command", KILLS)
def test_a_kill_at_any_call_leaves_nothing_that_was_taken_down(shim, tmp_path, command):
    kills = KILLS[command] if FULL else 4
    done = subprocess.run(
        [sys.executable, "-m", "tests.worlds.kill_world", tmp_path, command, str(kills)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        | {"LD_PRELOAD": str(shim)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["kills"] == kills and report["calls"] > 50 and report["wrong"] == {}
