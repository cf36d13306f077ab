"""SIGKILL at random moments of import and rebuild, then a rerun: nothing lost, nothing twice."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db import archive
from scrapers.sources import pacer_docket
from tests.worlds.command import start
from tests.worlds.fewest import fewest_catalog  # noqa: F401
from tests.worlds.read_anew import assert_whole
from tracker import pipeline
from tracker.home import open_house
from tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
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


def timed(home, *arguments):
    started = time.monotonic()
    tracker(home, *arguments).wait()
    return time.monotonic() - started


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
    sheet = (FIXTURES / "district_ordinary.html").read_text(encoding="utf-8")
    snapshot = pacer_docket.SOURCE.recognize("x", sheet.encode(), None, "2024-05-01T00:00:00Z")
    docket = next(
        record for record in pacer_docket.SOURCE.parse(snapshot) if type(record).__name__ == "Docket"
    )
    serial = docket.ref.docket_number[-5:]
    for n in range(MORE):
        (folder / f"more-{n}.html").write_text(
            sheet.replace(serial, f"{70000 + n}").replace(docket.ref.pacer_case_id or "\0", f"{880000 + n}"),
            encoding="utf-8",
        )
    return folder


def check(home, expected_bodies):
    """The tables equal a fresh reading of the archive, and the archive holds each page once."""
    settings = Settings(home=home, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)
    with open_house(settings) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("check"))
        assert_whole(house, home / "fresh.db")
        bodies = [
            row[0]
            for row in house.archive.execute("select body_hash from snapshots where source <> 'catalog'")
        ]
        assert sorted(bodies) == sorted(expected_bodies)
    assert not list(home.glob("*.building"))
    assert (home / "docket.db").is_symlink()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, pages):
    home = tmp_path_factory.mktemp("undisturbed")
    seconds = timed(home, "import", str(pages))
    with_archive = archive.read_archive(home / "archive.db")
    bodies = [
        row[0] for row in with_archive.execute("select body_hash from snapshots where source <> 'catalog'")
    ]
    with_archive.close()
    assert len(bodies) >= MORE + 6
    return home, seconds, bodies


def test_import_killed_at_random_moments(tmp_path_factory, pages, undisturbed):
    _, seconds, bodies = undisturbed
    moments = random.Random(SEED)
    killed = homes = 0
    while homes < KILLS or killed < KILLS:
        home = tmp_path_factory.mktemp("killed")
        for _ in range(2):  # twice in a row: the rerun may die too
            if kill_after(home, moments.uniform(0.2, 1.0) * seconds, "import", str(pages)):
                killed += 1
            else:
                seconds *= 0.8  # it had ended before: the machine was busier when it was timed
        assert tracker(home, "import", str(pages)).wait() == 0
        check(home, bodies)
        shutil.rmtree(home)
        homes += 1
        assert homes < 3 * KILLS + 3
    print(f"import: {killed} kills in {homes} homes")
    assert killed >= KILLS


def test_what_was_stored_survives_a_power_cut(tmp_path):
    """SQLite syncs its log at each commit, by its own word; these tests themselves have that turned off."""
    code = "import sys; from pathlib import Path; from db.archive import open_archive; "
    code += "print(open_archive(Path(sys.argv[1])).execute('pragma synchronous').fetchone())"
    asked = [sys.executable, "-c", code, str(tmp_path / "archive.db")]
    assert subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "(2,)\n"


def test_rebuild_killed_at_random_moments(tmp_path_factory, undisturbed):
    first, _, bodies = undisturbed
    moments = random.Random(SEED)
    home = tmp_path_factory.mktemp("rebuilt") / "home"
    shutil.copytree(first, home, symlinks=True)
    seconds = timed(home, "rebuild")
    killed = tries = 0
    while killed < KILLS:
        if kill_after(home, moments.uniform(0.2, 1.0) * seconds, "rebuild"):
            killed += 1
        else:
            seconds *= 0.8  # it had ended before: the machine was busier when it was timed
        tries += 1
        assert tries < 3 * KILLS + 3
        reader = archive.read_archive(home / "docket.db")  # what a reader finds is whole at any moment
        assert reader.execute("select count(*) from dockets").fetchone()[0] > 20
        reader.close()
    assert tracker(home, "rebuild").wait() == 0
    check(home, bodies)
    print(f"rebuild: {killed} kills in {tries} tries")
