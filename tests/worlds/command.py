"""The command line as a user meets it: a process of its own, with a home in a temporary folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worlds.shared import build_once

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
# Nothing answers here: the sources of the network fail at once and for a plain reason.
NOWHERE = {
    f"TRACKER_{name}_URL": "http://127.0.0.1:9/{court}"
    for name in ("APPELLATE_OPINIONS", "ORAL_ARGUMENTS", "PACER_RSS")
} | {
    f"TRACKER_{name}_URL": "http://127.0.0.1:9"
    for name in ("BILLSTATUS", "CONGRESS", "COURTLISTENER", "GOVINFO", "RECAP", "SCOTUS", "SCOTUS_LISTS")
}


def environment(home, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    return kept | NOWHERE | {"TRACKER_HOME": str(home)} | more


def count_catalog_files() -> int:
    """Return how many files of the catalog are read: one look at each."""
    return len(ROOT.joinpath("docket/data/reviewed.csv").read_text(encoding="utf-8").splitlines()) - 1


def tracker(home, *arguments: str, code: int | None = 0, answer: str | None = None, **more: str):
    """Run a command; check its exit code (None: any) and that no traceback reached the user."""
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *map(str, arguments)],
        cwd=ROOT,
        env=environment(home, **more),
        input=answer,
        capture_output=True,
        text=True,
        timeout=900,  # only what hangs; a busy machine takes minutes
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    if code is not None:
        assert done.returncode == code, (done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done


def tracker_json(home, *arguments: str, **how):
    return json.loads(tracker(home, *arguments, "--json", **how).stdout)


@pytest.fixture(scope="session")
def built_home():
    """A home with the catalog, to be copied, never changed."""
    return build_once("home", lambda home: tracker(home, "run", "catalog"))


@pytest.fixture
def home(built_home, tmp_path_factory):
    """A home of the test's own, with the catalog in it; not in `tmp_path`, which tests fill and import."""
    return shutil.copytree(built_home, tmp_path_factory.mktemp("own") / "home", symlinks=True)
