"""A mistake of ours in one page or in the code of one source, a list that fails, a server that refuses us.

Each is told with its place and ends nothing but itself; a rebuild says the same.
"""

import errno
import gzip
import sqlite3

import pytest

from db import ledger
from db.store import Store
from docket.issues import ParseError
from docket.records import DocketRef
from docket.snapshot import Form, Listing, Snapshot
from scrapers.court_lists.where import EXPECTED_REFUSALS, OPINIONS, RECORDINGS
from scrapers.failures import FetchError, Refused
from scrapers.http.urls import host_of
from scrapers.source import load_sources
from scrapers.sources import appellate_opinions
from tests.db.test_merge import ORDINARY, changed, dump
from tests.tracker.test_daemon import StopWhen, runs
from tests.worlds import snapshots
from tests.worlds.court_pages import cut
from tests.worlds.expected import FIXTURES
from tests.worlds.invented import invented
from tests.worlds.read_anew import differing, read_anew
from tests.worlds.snapshots import bring, page
from tests.worlds.taking_turns import take_turn
from tracker import daemon, pipeline, planning, round as rounds, status
from tracker.crash_guard import raise_if_of_the_machine
from tracker.home import House, open_house
from tracker.pipeline.engine import Turn
from tracker.settings import Settings
from tracker.stop import Stopped

BAD = changed(number="3:22-cv-09999", pacer="9", caption="MISTAKE v. Example")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "home", "a@example.org", {}, None, None)


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


def told(house):
    return sorted(
        tuple(row)
        for row in house.store.db.execute(
            "select code, place, value from issues where code in ('source-failed', 'parser-failed')"
        )
    )


def test_a_parser_that_fails_sets_its_page_aside_and_the_next_is_read(settings, tmp_path, caplog):
    with open_house(settings) as house:
        outcome = bring(house, page("a", "2022-03-01", [BAD]), page("b", "2022-03-02", [ORDINARY]))
        assert outcome.quarantined == 1 and "ZeroDivisionError" in outcome.errors[0]
        [(code, place, value)] = told(house)
        assert (code, place) == ("parser-failed", "a")
        assert value.startswith("ZeroDivisionError at tests/tracker/test_mistakes.py:")
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
        [(code, place, value)] = told(house)
        assert (code, place) == ("parser-failed", "bad")
        assert value.startswith("KeyError at tests/tracker/test_mistakes.py:")
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


def test_a_kill_between_the_numbers_and_the_link_leaves_no_change_without_a_number(settings, monkeypatch):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
        before = house.archive.execute("select count(*) from published").fetchone()[0]
        old = settings.docket_path.resolve()
    later = page("b", "2022-03-02", [changed(caption="Doe v. Another, Inc.")])

    def die(self, target):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_house(settings) as house:
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


def yielding(*things):
    """A source's `fetch` that yields these things."""
    return lambda http, watch: iter(things)


def noting(turns):
    """A source's `fetch` that notes its turns: a stop is also asked by threads, which may not look into the ledger."""

    def fetch(http, watch):
        turns.append(watch)
        return iter(())

    return fetch


PAGE = Snapshot("reading", "https://example.org/page", "2022-03-02T12:00:00Z", b"[]", Form.SHEET)
HALF = Snapshot("fetching", "https://example.org/", None, b"", Form.SHEET)
SOURCES = {
    "fetching": source("fetching", fail_in_fetch),
    "reading": source("reading", yielding(PAGE), parse=fail),
    "planning": source("planning", yielding(), NEEDS_PLAN=True),
    "no_answer": source("no_answer", yielding(None, "an answer")),
    "half": source("half", yielding(HALF)),
    "counting": source("counting", yielding(), RESUMES=True, count_read=fail),
}


@pytest.fixture
def house(settings, monkeypatch):
    for name, made in SOURCES.items():
        monkeypatch.setitem(load_sources(), name, made)
    monkeypatch.setattr(planning, "read_plan", fail)
    with open_house(settings) as opened:
        yield opened


def assert_told(house, names, tmp_path, caplog):
    """Each stands in the issues and in the status with its place, and in the log with its words, which nothing else
    has; a rebuild says the same."""
    mistakes = told(house)
    assert {place for _, place, _ in mistakes} == {
        "https://example.org/page" if name == "reading" else name for name in names
    }
    assert all(" at " in value for _, _, value in mistakes)
    assert next(value for _, place, value in mistakes if place == "fetching").startswith(
        "a mistake of ours in fetch: ZeroDivisionError at tests/tracker/test_mistakes.py:"
    )
    states = {state.source: state for state in status.read_status(house.settings)}
    assert {name for name in names if states[name].state != "failed"} <= {"reading"}
    assert "its plan: ZeroDivisionError" in states["planning"].message
    assert states["reading"].quarantined == 1
    assert SECRET in caplog.text
    assert SECRET not in str(dump(house.store.db)) + str(list(states.values()))
    assert read_anew(house, tmp_path / "fresh.db")["issues"] == dump(house.store.db)["issues"]


def test_in_a_round_the_others_have_their_turn(house, tmp_path, caplog, monkeypatch):
    good = source("good", yielding(page("good", "2022-03-03", [ORDINARY])))
    monkeypatch.setitem(load_sources(), "good", good)
    turns = list(rounds.run_sources(house, [*SOURCES, "good"], is_due_only=False, limit_seconds=60))
    came = {turn.source: turn for turn in turns}
    assert set(came) == {*SOURCES, "good"}
    assert came["good"].outcome.stored == 1 and not came["good"].is_failed
    assert came["fetching"].outcome.stored == 1, "what came before the mistake is kept"
    assert all(came[name].is_failed for name in SOURCES), {name: came[name].words for name in SOURCES}
    assert_told(house, SOURCES, tmp_path, caplog)


def test_the_daemon_goes_on_with_the_others(house, tmp_path, caplog):
    sources = [broken for name, broken in SOURCES.items() if name != "counting"]  # the daemon counts nothing
    names, turns = [broken.NAME for broken in sources], []

    def has_come():
        # Each has failed, its pages are read, and the good source has had more than one turn since.
        is_done = len(turns) >= 3 and all(runs(house, name) for name in names)
        return is_done and len(told(house)) >= len(names)

    daemon.watch(house, [*sources, source("good", noting(turns))], StopWhen(has_come))
    assert has_come()
    # A turn that was under way when the daemon ended has not failed: each has one more, to its end.
    ended = list(rounds.run_sources(house, names, is_due_only=False, limit_seconds=60))
    assert {turn.source for turn in ended} == set(names)
    assert_told(house, names, tmp_path, caplog)
    place = [mistake for mistake in told(house) if mistake[1] == "fetching"]
    assert len(place) == 1, "the same mistake is one issue, however often it is made"


def test_what_is_done_between_the_turns_ends_no_daemon(house, monkeypatch, caplog):
    monkeypatch.setattr(daemon.Daemon, "_keep_house", fail)
    monkeypatch.setattr(daemon, "_HOUR_SECONDS", -1)  # as if the clock had been set back at each round
    turns: list = []
    stop = StopWhen(lambda: len(turns) >= 2 and runs(house, "housekeeping"))
    daemon.watch(house, [source("good", noting(turns))], stop)
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


def looked(day, body=b"", count=20):
    page = (FIXTURES / "appellate_opinions" / "ordinary.ca1").read_bytes()
    snapshot = cut(appellate_opinions.SOURCE, "ca1", body or page, DocketRef("ca1", "23-9001"))
    values = snapshot.__dict__ | {"fetched_at": f"2024-03-{day:02}T17:00:00Z"}
    values |= {} if body else {"item_count": count, "listing": Listing("appellate_opinions.ca1", (str(day),))}
    names = Snapshot.__dataclass_fields__
    return Snapshot(**{name: value for name, value in values.items() if name in names})


def run(house, *things):
    """Let the source of opinions have a turn, with what it yields given."""
    parse = appellate_opinions.SOURCE.parse
    lists = invented("appellate_opinions", yielding(*things), parse, EVERY_MINUTES=1440, NETWORK=True)
    return take_turn(house, lists)


def shown(settings):
    return next(source for source in status.read_status(settings) if source.source == "appellate_opinions")


def codes(house):
    return [row[0] for row in house.store.db.execute("select code from issues order by rowid")]


def test_a_list_that_fails_is_an_issue_and_a_line_of_status(settings):
    changed = (FIXTURES / "appellate_opinions" / "ordinary.ca1").read_bytes().replace(b"23-900", b"case ")
    with open_house(settings) as house:
        outcome = run(house, *(looked(day) for day in range(4, 15)))
        assert outcome.errors == [] and not shown(settings).lists
        outcome = run(house, looked(18, count=0))
        assert "suddenly-empty" in codes(house) and "holds nothing" in outcome.errors[0]
        run(house, looked(19, body=changed))
        assert "unreadable-list" in codes(house)
        assert {listing["code"] for listing in shown(settings).lists} == {
            "suddenly-empty",
            "unreadable-list",
        }
        assert shown(settings).is_bad
        before = codes(house)
        house.store.db.execute("select 1")
    settings.docket_path.resolve().unlink()
    settings.docket_path.unlink()
    with open_house(settings) as house:  # a rebuild finds the same
        assert sorted(codes(house)) == sorted(before)
        run(house, looked(20))
        assert shown(settings).lists == []


def test_a_server_that_is_known_to_refuse_us_is_no_alarm_and_any_other_is(settings):
    url = "https://media.ca8.uscourts.gov/x"
    known, other = Refused(f"{url}: no", url), Refused("https://a.example.org/: no", "https://a.example.org/")
    with open_house(settings) as house:
        run(house, looked(4), known)
        source = shown(settings)
        assert (source.state, [refusal["url"] for refusal in source.refused]) == ("refused us", [url])
        assert source.refused[0]["message"].startswith("refused us: ") and not source.is_bad
        run(house, known, other)
        assert shown(settings).state == "failed"
        run(house, known, FetchError("https://b.example.org/: 500", "https://b.example.org/", 500))
        assert shown(settings).state == "failed"


def test_what_is_expected_to_refuse_is_what_we_ask():
    asked = {host_of(listed.url.partition("{")[0]) for listed in (*OPINIONS, *RECORDINGS)}
    assert set(EXPECTED_REFUSALS) & asked >= set(EXPECTED_REFUSALS) - {"www.cafc.uscourts.gov"}


def test_a_court_of_which_govinfo_never_had_a_docket_is_named(settings):
    looks = {"ca13": ["absent"] * 5, "cand": [*["absent"] * 9, "changed"], "ca4": ["absent"] * 4}
    at = "2026-03-01T12:00:00Z"
    with open_house(settings) as house:
        for court, results in looks.items():
            for n, result in enumerate(results):
                url = f"https://g.example/{court}-{n}"
                ledger.add_check(house.archive, "govinfo", url, result, at, court_id=court)
                ledger.add_check(house.archive, "recap", url, "absent", at, court_id=court)
        run(house, looked(4))
        [named] = ledger.courts_never_found(house.archive)
        assert (named["source"], named["court_id"], named["asked"]) == ("govinfo", "ca13", 5)
    sources = {source.source: source for source in status.read_status(settings)}
    assert sources["govinfo"].never_found == [named] and sources["recap"].never_found == []
