"""The command line as a user meets it: a process of its own, with a home in a temporary folder."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from scrapers.source import load_sources
from scrapers.sources import catalog
from tests.worlds import few
from tests.worlds.ready import ReadyCommand
from tests.worlds.shared import build_once

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
# Nothing answers here: every source that asks the network fails at once and for a plain reason.
_NOBODY = "http://127.0.0.1:9"
_BY_COURT = ("APPELLATE_OPINIONS", "ORAL_ARGUMENTS", "PACER_RSS")  # their address holds the court's id
NOWHERE = {
    **{f"TRACKER_{name.upper()}_URL": _NOBODY for name, source in load_sources().items() if source.NETWORK},
    "TRACKER_BILLSTATUS_URL": _NOBODY,
    **{f"TRACKER_{name}_URL": f"{_NOBODY}/{{court}}" for name in _BY_COURT},
}


def environment(home, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    return kept | NOWHERE | {"TRACKER_HOME": str(home)} | more


def count_catalog_files() -> int:
    """Return how many files of the catalog are read: one look at each."""
    return len(ROOT.joinpath("docket/data/reviewed.csv").read_text(encoding="utf-8").splitlines()) - 1


def afresh_command() -> list[str]:
    """Return the words by which Python is started as the user does, with the catalog that this process has."""
    if catalog.FOLDER == few.DATA:
        return [sys.executable, "-m", "tracker"]
    return [sys.executable, "-m", "tests.worlds.few", str(catalog.FOLDER)]


def start(arguments, environment: dict[str, str], *, afresh: bool = False, **how) -> subprocess.Popen:
    """Start a command; `afresh` as the user does, by a Python that has loaded nothing yet.

    How is as for ReadyCommand, and else as for Popen.
    """
    words = [str(argument) for argument in arguments]
    how = {"cwd": ROOT, "env": environment} | how
    if afresh:
        return subprocess.Popen([*afresh_command(), *words], **how)
    return ReadyCommand("tracker", words, **how)


@contextmanager
def watching(home, *, confined: tuple = (), **more: str):
    """Give the process of `watch` in this home, its log to be read from `stderr`; it has ended afterwards.

    It is the first of its process group, and not asked to end but killed.
    """
    settings = {"TRACKER_CONTACT": "docket@example.org", "PYTHONUNBUFFERED": "1"} | more
    how = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL, "text": True, "start_new_session": True}
    process = start(("watch",), environment(home, **settings), confined=confined, **how)
    try:
        yield process
    finally:
        process.kill()
        process.stderr.close()
        process.wait()


def wait_for(process, *words: str) -> str:
    """Read the log of a process until all the words stand in one line; return the lines so far."""
    lines = []
    for line in process.stderr:
        lines.append(line)
        if all(word in line for word in words):
            return "".join(lines)
    raise AssertionError(f"{words} never came: {''.join(lines)}")


def tracker(
    home,
    *arguments: str,
    code: int | None = 0,
    answer: str | None = None,
    afresh: bool = False,
    confined: tuple = (),
    **more: str,
):
    """Run a command; check its exit code (None: any) and that no traceback reached the user."""
    pipes = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE)
    pipes["stdin"] = subprocess.DEVNULL if answer is None else subprocess.PIPE
    how = {"confined": confined} if confined else {}
    with start(arguments, environment(home, **more), afresh=afresh, text=True, **pipes, **how) as process:
        try:
            out, err = process.communicate(
                answer, timeout=900
            )  # only what hangs; a busy machine takes minutes
        except BaseException:
            process.kill()
            raise
    done = subprocess.CompletedProcess(process.args, process.returncode, out, err)
    assert "Traceback" not in done.stderr, done.stderr
    if code is not None:
        assert done.returncode == code, (done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done


def tracker_json(home, *arguments: str, **how):
    return json.loads(tracker(home, *arguments, "--json", **how).stdout)


def build_home(home: Path) -> None:
    """Make a home with the catalog that this process has."""
    tracker(home, "run", "catalog")


def _copy(built: Path, folders: pytest.TempPathFactory) -> Path:
    """Copy a home, not into `tmp_path`, which tests fill and import."""
    return shutil.copytree(built, folders.mktemp("own") / "home", symlinks=True)


@pytest.fixture(scope="session")
def whole_built_home():
    """A home with the whole catalog, to be copied, never changed."""
    with few.whole_catalog():
        return build_once("home", build_home)


@pytest.fixture(scope="session")
def built_home():
    """A home with a few families of the catalog, to be copied, never changed."""
    return build_once("few-home", build_home)


@pytest.fixture
def home(built_home, tmp_path_factory):
    """A home of the test's own, with a few families of the catalog in it."""
    return _copy(built_home, tmp_path_factory)


@pytest.fixture
def whole_home(whole_built_home, tmp_path_factory, whole_catalog):
    """A home of the test's own, with the whole catalog in it and in what is done to it."""
    return _copy(whole_built_home, tmp_path_factory)
