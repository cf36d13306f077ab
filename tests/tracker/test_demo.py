"""The demonstration: invented, marked, in a home of its own, and enough of it for every page."""

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.worlds.command import built_home, home, tracker  # noqa: F401
from tracker.demo import dockets
from tracker.home import DEMO_MARK

OURS = "docket_id in ('cand-26-cv-99901', 'ca9-26-99901', 'cand-3-26-cv-99901')"


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "home"
    tracker(path, "demo")
    return path


def asked(home_, sql):
    with sqlite3.connect(home_ / "docket.db") as conn:
        return conn.execute(sql).fetchall()


def test_there_is_something_of_everything(demo_home):
    assert {row[0] for row in asked(demo_home, f"select selection from dockets where {OURS}")} == {
        "confirmed"
    }
    kinds = {row[0] for row in asked(demo_home, f"select kind from changes where {OURS}")}
    assert {"entry_added", "entry_edited", "entry_disappeared", "hearing_changed"} <= kinds
    hearings = asked(demo_home, f"select status, date from hearings where {OURS}")
    today = datetime.now(UTC).date().isoformat()
    assert {"held", "scheduled"} <= {status for status, _ in hearings}
    assert any(status == "scheduled" and day > today for status, day in hearings)
    for table in ("rulings", "claims", "participations", "case_links", "motions"):
        assert asked(demo_home, f"select 1 from {table} where {OURS}"), table


def test_whatever_is_invented_says_so(demo_home):
    captions = asked(demo_home, f"select caption from dockets where {OURS}")
    texts = asked(demo_home, f"select text from docket_entries where {OURS}")
    assert captions and all("invented" in row[0] for row in captions)
    assert texts and all(row[0].endswith("[Invented example]") for row in texts)


def test_it_is_made_once_and_anew_when_it_is_old(demo_home):
    assert "is there already" in tracker(demo_home, "demo").stdout
    (demo_home / DEMO_MARK).write_text((datetime.now(UTC) - timedelta(days=3)).isoformat())
    assert "is made" in tracker(demo_home, "demo").stdout


def test_it_goes_into_no_real_home_and_nothing_real_into_it(home, demo_home):
    before = (home / "archive.db").stat().st_size
    assert "real dockets" in tracker(home, "demo", code=1).stderr
    assert (home / "archive.db").stat().st_size == before
    for command in (("run", "catalog"), ("locate",), ("import", __file__)):
        assert "demonstration" in tracker(demo_home, *command, code=1).stderr


@pytest.mark.parametrize("today", [date(2026, 11, 27) + timedelta(days=n) for n in range(7)])
def test_no_court_sits_at_a_weekend(today):
    for is_second in (False, True):
        for docket in dockets(today, is_second):
            days = [date.fromisoformat(entry["day"]) for entry in docket["entries"]]
            assert all(day.weekday() < 5 for day in days) and "{" not in str(docket["entries"][0]["text"])
