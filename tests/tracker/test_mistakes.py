"""A mistake of ours in reading one page: that page is set aside by name, everything else goes on, a rebuild
says the same."""

import errno
import gzip
import sqlite3

import pytest

from db.store import Store
from docket.issues import ParseError
from scrapers.source import load_sources
from tests.db.test_merge import ORDINARY, changed, dump
from tests.worlds import snapshots
from tests.worlds.read_anew import differing, read_anew
from tests.worlds.snapshots import bring, page
from tracker import pipeline
from tracker.crash_guard import raise_if_of_the_machine
from tracker.home import House, open_house
from tracker.settings import Settings
from tracker.stop import Stopped

BAD = changed(number="3:22-cv-09999", pacer="9", caption="MISTAKE v. Example")


@pytest.fixture
def settings(tmp_path):
    return Settings(
        home=tmp_path / "home", contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None
    )


@pytest.fixture(autouse=True)
def with_a_parser_that_has_a_bug(monkeypatch):
    # The sources are found by looking in scrapers/sources; the tests' own source lives in tests/.
    parse = snapshots.parse

    def parse_with_a_bug(snapshot):
        for record in parse(snapshot):
            if getattr(record, "caption", None) == BAD["caption"]:
                raise ZeroDivisionError("secret words of the page")
            yield record

    monkeypatch.setattr(snapshots.SOURCE, "parse", parse_with_a_bug)
    monkeypatch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)


def issues(house):
    return [
        tuple(row)
        for row in house.store.db.execute(
            "select code, value, place from issues where code = 'parser-failed'"
        )
    ]


def test_a_parser_that_fails_sets_its_page_aside_and_the_next_is_read(settings, tmp_path, caplog):
    with open_house(settings) as house:
        outcome = bring(house, page("a", "2022-03-01", [BAD]), page("b", "2022-03-02", [ORDINARY]))
        assert outcome.quarantined == 1 and "ZeroDivisionError" in outcome.errors[0]
        assert [(code, place) for code, _, place in issues(house)] == [("parser-failed", "a")]
        assert issues(house)[0][1].startswith("ZeroDivisionError at tests/tracker/test_mistakes.py:")
        assert (
            house.store.db.execute("select is_quarantined from snapshots where url = 'a'").fetchone()[0] == 1
        )
        assert house.store.db.execute("select count(*) from docket_entries").fetchone()[0] == 3
        assert "secret words" in caplog.text, "the log has the traceback"
        assert "secret words" not in str(dump(house.store.db)), "what is published has the name only"
        assert read_anew(house, tmp_path / "fresh.db")["issues"] == dump(house.store.db)["issues"]


def test_a_merge_that_fails_is_undone_and_sets_its_page_aside(settings, tmp_path, monkeypatch):
    merge = Store._merge_cluster

    def merge_with_a_bug(self, cluster, case_ids, snapshot):
        merged = merge(self, cluster, case_ids, snapshot)
        if snapshot.url == "bad":
            raise KeyError("no such thing")
        return merged

    # No page is known that breaks the merge; whoever finds one shall not stop the daemon with it.
    monkeypatch.setattr(Store, "_merge_cluster", merge_with_a_bug)
    other = changed(number="3:22-cv-07777", pacer="7")
    with open_house(settings) as house:
        bring(house, page("bad", "2022-03-01", [other]), page("b", "2022-03-02", [ORDINARY]))
        assert [(code, place) for code, _, place in issues(house)] == [("parser-failed", "bad")]
        assert issues(house)[0][1].startswith("KeyError at tests/tracker/test_mistakes.py:")
        assert [row[0] for row in house.store.db.execute("select docket_number from dockets")] == [
            ORDINARY["number"]
        ]
        assert differing(house, tmp_path / "fresh.db") == []


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        MemoryError(),
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.DatabaseError("malformed"),
        Stopped(),
    ],
)
def test_what_the_machine_does_is_no_property_of_a_page(error):
    with pytest.raises(type(error)):
        raise_if_of_the_machine(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        RecursionError(),
        sqlite3.IntegrityError("unique"),
        ParseError("x"),
        gzip.BadGzipFile("not a gzipped file"),  # an OSError, of a page's own bytes
        OSError(errno.EOVERFLOW, "Value too large for defined data type"),
    ],
)
def test_what_our_code_does_is_of_the_page(error):
    raise_if_of_the_machine(error)


class Killed(BaseException):
    """Stands in for SIGKILL: nothing catches it."""


def test_a_kill_between_the_numbers_and_the_link_leaves_no_change_without_a_number(settings, monkeypatch):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
        before = house.archive.execute("select count(*) from published").fetchone()[0]
        old = settings.docket_path.resolve()
    later = page("b", "2022-03-02", [changed(caption="Doe v. Another, Inc.")])

    def die(self, target):
        raise Killed

    with pytest.raises(Killed), open_house(settings) as house:
        pipeline.archive_snapshot(house, later, pipeline.Outcome("world"))
        # Where a kill falls is chosen here; tests/tracker/test_kill_watch.py lets chance choose.
        monkeypatch.setattr(House, "_point_at", die)
        house.rebuild(pipeline.Outcome("rebuild"))
    monkeypatch.undo()
    monkeypatch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)
    assert settings.docket_path.resolve() == old, "readers still have the old one"
    with open_house(settings) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("world"))
        changes = {row[0] for row in house.store.db.execute("select change_id from changes")}
        published = [
            row[0]
            for row in house.archive.execute(
                "select change_id from published where corrects is null order by seq"
            )
        ]
        assert set(published) == changes and len(published) == len(changes) > before
        assert (
            house.archive.execute("select count(*) from published where published_at is null").fetchone()[0]
            == 0
        )
