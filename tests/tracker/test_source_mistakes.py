"""A mistake of ours in the code of one source ends its own lane or turn and is told with its place."""

from datetime import timedelta

import pytest

from docket.snapshot import Form, Snapshot
from scrapers.failures import Refused
from scrapers.source import load_sources
from tests.db.test_merge import ORDINARY, dump
from tests.tracker.test_daemon import StopWhen, runs
from tests.worlds import snapshots
from tests.worlds.invented import invented
from tests.worlds.read_anew import read_anew
from tests.worlds.snapshots import page
from tests.worlds.taking_turns import take_turn
from tracker import daemon, pipeline, planning, status
from tracker import round as rounds
from tracker.home import open_house
from tracker.pipeline.engine import Turn
from tracker.settings import Settings

HERE = "tests/tracker/test_source_mistakes.py:"
SECRET = "words of a page, or a key"


def source(name, fetch, **more):
    """A source with a rhythm of a second."""
    made = {"EVERY_MINUTES": 1 / 60, "NETWORK": True, "parse": snapshots.parse}
    return invented(name, fetch, **(made | more))


def fail(*_):
    raise ZeroDivisionError(SECRET)


def fail_in_fetch(http, watch):
    yield page("before", "2022-03-01", [ORDINARY])
    fail()


def bring_nothing(http, watch):
    return iter(())


def bring_what_is_no_answer(http, watch):
    yield None
    yield "an answer"


def bring_half_a_snapshot(http, watch):
    yield Snapshot("fetching", "https://example.org/", None, b"", Form.SHEET)


def bring_a_page(http, watch):
    yield Snapshot("reading", "https://example.org/page", "2022-03-02T12:00:00Z", b"[]", Form.SHEET)


SOURCES = {
    "fetching": source("fetching", fail_in_fetch),
    "reading": source("reading", bring_a_page, parse=fail),
    "planning": source("planning", bring_nothing, NEEDS_PLAN=True),
    "no_answer": source("no_answer", bring_what_is_no_answer),
    "half": source("half", bring_half_a_snapshot),
    "counting": source("counting", bring_nothing, RESUMES=True, count_read=fail),
}


@pytest.fixture
def house(tmp_path, monkeypatch):
    known = {snapshots.NAME: snapshots.SOURCE, **SOURCES}
    for name, made in known.items():
        monkeypatch.setitem(load_sources(), name, made)
    monkeypatch.setattr(planning, "read_plan", fail)
    settings = Settings(
        home=tmp_path / "home",
        contact="x@example.org",
        addresses={},
        courtlistener_token=None,
        fetch_seconds=None,
    )
    with open_house(settings) as opened:
        yield opened


def told(house):
    return sorted(
        tuple(row)
        for row in house.store.db.execute(
            "select code, place, value from issues where code in ('source-failed', 'parser-failed')"
        )
    )


def assert_told(house, names, tmp_path, caplog):
    """Each stands in the issues and in the status with its place, and in the log with its words, which nothing else
    has; a rebuild says the same."""
    mistakes = told(house)
    assert {place for _, place, _ in mistakes} == {
        "https://example.org/page" if name == "reading" else name for name in names
    }
    assert all(" at " in value for _, _, value in mistakes)
    assert next(value for _, place, value in mistakes if place == "fetching").startswith(
        f"a mistake of ours in fetch: ZeroDivisionError at {HERE}"
    )
    states = {state.source: state for state in status.read_status(house.settings)}
    assert {name for name in names if states[name].state != "failed"} <= {"reading"}
    assert "its plan: ZeroDivisionError" in states["planning"].message
    assert states["reading"].quarantined == 1
    assert SECRET in caplog.text
    assert SECRET not in str(dump(house.store.db)) + str(list(states.values()))
    assert read_anew(house, tmp_path / "fresh.db")["issues"] == dump(house.store.db)["issues"]


def test_in_a_round_the_others_have_their_turn(house, tmp_path, caplog, monkeypatch):
    good = source("good", lambda http, watch: iter([page("good", "2022-03-03", [ORDINARY])]))
    monkeypatch.setitem(load_sources(), "good", good)
    turns = list(rounds.run_sources(house, [*SOURCES, "good"], is_due_only=False, limit_seconds=60))
    came = {turn.source: turn for turn in turns}
    assert set(came) == {*SOURCES, "good"}
    assert came["good"].outcome.stored == 1 and not came["good"].is_failed
    assert came["fetching"].outcome.stored == 1, "what came before the mistake is kept"
    assert all(came[name].is_failed for name in SOURCES), {name: came[name].words for name in SOURCES}
    assert_told(house, SOURCES, tmp_path, caplog)


def test_the_daemon_goes_on_with_the_others(house, tmp_path, caplog):
    turns = []

    def bring(http, watch):
        turns.append(watch)
        return iter(())

    sources = [broken for name, broken in SOURCES.items() if name != "counting"]  # the daemon counts nothing
    names = [broken.NAME for broken in sources]

    def has_come():
        # Each has failed, its pages are read, and the good source has had more than one turn since.
        return len(turns) >= 3 and all(runs(house, name) for name in names) and len(told(house)) >= len(names)

    daemon.watch(house, [*sources, source("good", bring)], StopWhen(has_come))
    assert has_come()
    # A turn that was under way when the daemon ended has not failed: each has one more, to its end.
    ended = list(rounds.run_sources(house, names, is_due_only=False, limit_seconds=60))
    assert {turn.source for turn in ended} == set(names)
    assert_told(house, names, tmp_path, caplog)
    place = [mistake for mistake in told(house) if mistake[1] == "fetching"]
    assert len(place) == 1, "the same mistake is one issue, however often it is made"


def test_what_is_done_between_the_turns_ends_no_daemon(house, monkeypatch, caplog):
    monkeypatch.setattr(daemon.Daemon, "_keep_house", fail)
    monkeypatch.setattr(daemon, "_HOUSEKEEPING", timedelta())
    turns = []

    def bring(http, watch):
        turns.append(watch)
        return iter(())

    daemon.watch(
        house, [source("good", bring)], StopWhen(lambda: len(turns) >= 2 and runs(house, "housekeeping"))
    )
    assert len(turns) >= 2 and runs(house, "housekeeping")[0][0] == "failed"


def test_a_mistake_beside_refusals_is_no_refusal(house, monkeypatch):
    """Of hosts that are known to refuse us the state is "refused us", which is no alarm."""
    pipeline.ingest_pending(house, pipeline.Outcome("world"))
    turn = Turn(house, SOURCES["fetching"])
    url = f"https://{next(iter(status.EXPECTED_REFUSALS))}/feed"
    turn.take(Refused(f"{url}: the server answered 403", url, 403))
    turn.end()
    assert [state.state for state in status.read_status(house.settings) if state.source == "fetching"] == [
        "refused us"
    ]
    turn.fail(ZeroDivisionError(SECRET), "fetch")
    turn.end()
    assert [state.state for state in status.read_status(house.settings) if state.source == "fetching"] == [
        "failed"
    ]


def test_a_mistake_in_one_source_without_a_rhythm_is_told(house):
    outcome = take_turn(house, invented("fetching", fetch=fail_in_fetch))
    assert (outcome.stored, outcome.failed) == (1, 1)
    assert [place for code, place, _ in told(house) if code == "source-failed"] == ["fetching"]
