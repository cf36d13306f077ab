"""Ids are made of what is published; those made of what is redacted today lead on, and stand nowhere."""

import hashlib
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings, strategies as st

from db import ledger, readings
from db.former_ids import find_current
from db.tables import REMOVED
from docket.entries import strip_trailers
from docket.identity import name_key
from docket.issues import Issue
from docket.redact import redact
from publish.api.nested import find_moved
from publish.api.resources import RESOURCES
from tests.db.test_merge import changed, dump, ingest, new_store, rows
from tests.tracker.test_pipeline import house, settings_of, source_of, with_the_invented_source  # noqa: F401
from tests.worlds import snapshots as worlds
from tests.worlds.snapshots import page
from tests.worlds.taking_turns import take_turn
from tracker import pipeline, takedown
from tracker.backup import verify
from tracker.home import open_house

DOCKET = "cand-22-cv-01234"
CALL, OTHER = "Clerk called 415-555-0132 today", "Clerk called 415-555-0199 today"


def words_digest(words):
    return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()


def printed_id(text, ordinal=1, day="20220203"):
    """The id that versions up to 0.2 gave an unnumbered line: made of the words as they were printed."""
    return f"{DOCKET}.t{day}-{words_digest(strip_trailers(text).casefold())}-{ordinal}"


def lines(*texts, day="2022-02-03"):
    return changed(entries=[{"date": day, "text": text} for text in texts])


def entry_ids(house_or_db):
    db = getattr(house_or_db, "store", house_or_db)
    return dict(
        rows(getattr(db, "db", db), "select entry_id, text from docket_entries order by position, entry_id")
    )


@pytest.fixture
def rules(monkeypatch):
    """Set the rules by which a home is read: none at all is what an id of version 0.2 was made by."""

    def put(change):
        monkeypatch.setattr(readings, "redact", change)

    return put


def read_anew(house):
    house.__dict__.pop("fingerprint", None)
    house.rebuild(pipeline.Outcome("rebuild"))


PHONES = st.integers(200, 999).map(lambda area: f"{area}-555-0132")


@settings(max_examples=8, deadline=None)
@given(st.lists(PHONES, min_size=2, max_size=4))
def test_entries_that_differ_only_in_what_was_removed_stay_as_many(tmp_path_factory, numbers):
    store = new_store(tmp_path_factory.mktemp("phones") / "d.db")
    shown = lines(*(f"Clerk called {number}" for number in numbers))
    db = ingest(
        store,
        page("a", "2022-03-01", [shown]),
        page("a", "2022-03-02", [shown]),
        page("b", "2022-03-03", [shown], form=worlds.Form.API),
    )
    assert list(entry_ids(db).values()) == ["Clerk called [telephone removed]"] * len(numbers)
    assert rows(db, "select max(version_count), max(is_gone) from docket_entries") == [(1, 0)]


@settings(max_examples=8, deadline=None)
@given(PHONES, PHONES)
def test_nothing_stored_depends_on_what_was_removed(tmp_path_factory, left, other):
    kept = []
    for number in (left, other):
        store = new_store(tmp_path_factory.mktemp("phones") / "d.db")
        sheet = lines(f"Clerk called {number}") | {
            "caption": f"Roe ({number}) v. Example",
            "parties": [(f"Roe, {number}", "plaintiff")],
        }
        db = ingest(store, page(f"https://court.example/?phone={number}", "2022-03-01", [sheet]))
        store.ingest(
            2,
            page("b", "2022-03-02", []),
            [],
            [Issue("odd", f"call {number}", f"line of {number}", "cand", "3:22-cv-01234")],
        )
        tables = dump(db) | {"_readings": rows(db, "select ref_id, kind, hash, data, facts from _readings")}
        hashes = [
            value
            for row in rows(db, "select snapshot_id, body_hash, raw_hash from snapshots")
            for value in row
            if value
        ]
        text = str(tables)
        for place, value in enumerate(hashes):
            text = text.replace(value, f"hash {place}")
        kept.append(text)
    # The snapshot's own name and hash are of the whole page; what names an issue is made of the snapshot's name.
    assert left == other or number not in kept[0] + kept[1]
    ids = [sorted(part for part in text.split("'") if ".t2022" in part or ".p-" in part) for text in kept]
    assert ids[0] == ids[1] and ids[0]
    assert entry_ids(db) and rows(db, "select url from snapshots where url <> 'b'") == [
        ("https://court.example/?phone=[telephone removed]",)
    ]


def test_a_home_made_before_keeps_its_ids_reachable(settings_of, rules):
    rules(lambda text: text)
    party = [("Roe, call 415-555-0132", "plaintiff")]
    with open_house(settings_of) as house:
        take_turn(
            house, source_of(page("a", "2022-03-01", [lines(CALL, OTHER, "ORDER") | {"parties": party}]))
        )
        before = list(entry_ids(house))
        assert before == [printed_id(CALL), printed_id(OTHER), printed_id("ORDER")]
        old_party = rows(house.store.db, "select participation_id from participations")[0][0]
    rules(redact)
    with open_house(settings_of) as house:
        read_anew(house)
        now = list(entry_ids(house))
        assert len(now) == 3 and now[2] == before[2] and not set(before[:2]) & set(now)
        assert [find_current(house.archive.conn, old) for old in before] == [now[0], now[1], None]
        assert (
            find_current(house.archive.conn, old_party)
            == rows(house.store.db, "select participation_id from participations")[0][0]
        )
        assert find_current(house.archive.conn, printed_id("never printed")) is None
        assert takedown.find_subject(house, "entry", before[1]).target == now[1]
        tables = dump(house.store.db)
        read_anew(house)
        assert (
            dump(house.store.db) == tables
            and [find_current(house.archive.conn, old) for old in before[:2]] == now[:2]
        )
        secret, digests = (
            house.archive.execute("select value from secrets").fetchone()[0],
            rows(house.archive, "select digest from former_ids"),
        )
    published = settings_of.docket_path.resolve().read_bytes()
    for private in (
        secret,
        secret.hex().encode(),
        *(row[0].encode() for row in digests),
        *(old.encode() for old in before[:2]),
    ):
        assert private not in published


def test_the_api_leads_on_from_a_former_id(settings_of, rules):
    rules(lambda text: text)
    with open_house(settings_of) as house:
        take_turn(house, source_of(page("a", "2022-03-01", [lines(CALL)])))
        rules(redact)
        read_anew(house)
        now = next(iter(entry_ids(house)))
    with closing(sqlite3.connect(settings_of.docket_path)) as conn:
        conn.execute("attach ? as ledger", (str(settings_of.archive_path),))
        resource = RESOURCES["entries"]
        assert find_moved(conn, resource, printed_id(CALL), has_ledger=True) == now
        assert find_moved(conn, resource, printed_id(CALL), has_ledger=False) is None
        assert find_moved(conn, resource, now, has_ledger=True) is None


def test_every_id_leads_on_through_changes_of_the_rules_and_back(settings_of, rules):
    stages = [
        lambda text: text,
        lambda text: text.replace("415-555-0132", "[gone]"),
        redact,
        lambda text: text,
    ]
    ids = []
    with open_house(settings_of) as house:
        rules(stages[0])
        take_turn(house, source_of(page("a", "2022-03-01", [lines(CALL, "ORDER")])))
        for stage in stages:
            rules(stage)
            read_anew(house)
            ids.append(next(iter(entry_ids(house))))
            for old in set(ids) - {ids[-1]}:
                assert find_current(house.archive.conn, old) == ids[-1]
            assert find_current(house.archive.conn, ids[-1]) is None
    assert len(set(ids)) == 3 and ids[0] == ids[3]


@pytest.mark.parametrize("target", [CALL, OTHER])
def test_a_suppression_of_a_former_id_still_hides_its_row_only(settings_of, rules, target):
    rules(lambda text: text)
    with open_house(settings_of) as house:
        take_turn(house, source_of(page("a", "2022-03-01", [lines(CALL, OTHER)])))
        ledger.add_suppression(
            house.archive, "entry", printed_id(target), "sealed", "the court", pipeline.now(), False
        )
    rules(redact)
    for stage in (
        redact,
        lambda text: redact(text).replace("telephone", "number"),
    ):  # and under the next rules
        rules(stage)
        with open_house(settings_of) as house:
            read_anew(house)
            shown = entry_ids(house)
            assert sorted(text == REMOVED for text in shown.values()) == [False, True]
            assert list(shown.values()).index(REMOVED) == [CALL, OTHER].index(target)
            assert (
                find_current(house.archive.conn, printed_id(target)) is None
            )  # nobody can try a guess there
            other = CALL if target == OTHER else OTHER
            assert shown[find_current(house.archive.conn, printed_id(other))] != REMOVED
            assert house.store.fingerprint == house.fingerprint  # the next start makes nothing anew
    with open_house(settings_of) as house:  # and the next page of the same
        take_turn(house, source_of(page("a", "2022-03-02", [lines(CALL, OTHER, "ORDER")])))
        assert sorted(text == REMOVED for text in entry_ids(house).values()) == [False, False, True]


def test_an_id_that_was_never_published_answers_no_guess(house, rules):
    take_turn(house, source_of(page("a", "2022-03-01", [lines(CALL)])))
    read_anew(house)
    first = next(iter(entry_ids(house)))
    assert find_current(house.archive.conn, printed_id(CALL)) is None
    rules(lambda text: redact(text).replace("telephone", "number"))
    read_anew(house)
    now = next(iter(entry_ids(house)))
    assert now != first and find_current(house.archive.conn, first) == now
    assert find_current(house.archive.conn, printed_id(CALL)) is None


def test_a_suppressed_party_is_known_by_its_former_id(house, rules):
    name = "Roe, call 415-555-0132"
    rules(lambda text: text)
    sheet = lines("ORDER") | {"parties": [(name, "plaintiff"), ("Example, Inc.", "defendant")]}
    take_turn(house, source_of(page("a", "2022-03-01", [sheet])))
    [(old,)] = rows(house.store.db, "select participation_id from participations where name like 'Roe%'")
    assert words_digest(name_key(name)) not in old
    ledger.add_suppression(house.archive, "party", old, "sealed", "the court", pipeline.now(), False)
    rules(redact)
    read_anew(house)
    assert rows(house.store.db, "select name from participations order by position") == [
        (REMOVED,),
        ("Example, Inc.",),
    ]
    assert find_current(house.archive.conn, old) is None


def test_suppressing_drops_the_digests(settings_of, tmp_path):
    with open_house(settings_of) as house:
        take_turn(house, source_of(page("a", "2022-03-01", [lines(CALL, OTHER)])))
        assert rows(house.archive, "select count(*) from former_ids") == [(2,)]
        takedown.suppress(
            house,
            takedown.find_subject(house, "entry", printed_id(CALL)),
            "sealed",
            "the court",
            is_purge=False,
        )
        assert find_current(house.archive.conn, printed_id(CALL)) is None
        assert rows(house.archive, "select count(*) from former_ids") == [(1,)]
        takedown.suppress(
            house, takedown.find_subject(house, "docket", DOCKET), "sealed", "the court", is_purge=False
        )
        assert rows(house.archive, "select count(*) from former_ids") == [(0,)]
    assert list(verify(settings_of, tmp_path)) == []


def test_issues_and_addresses_are_redacted_and_covered_by_a_suppression(settings_of, monkeypatch):
    things = list(worlds.parse(page("x", "2022-03-01", [lines("ORDER")])))
    odd = [
        Issue(
            "odd", "call Xanthippe at 415-555-0132", "line 3, jane.roe@example.com", "cand", "3:22-cv-01234"
        ),
        Issue("odd", "of no docket", "line 4"),
        Issue("elsewhere", "another's words", None, "cand", "3:22-cv-09999"),
    ]
    monkeypatch.setattr(worlds.SOURCE, "parse", lambda snapshot: [*things, *odd])
    with open_house(settings_of) as house:
        take_turn(house, source_of(page("https://court.example/roe-v-x?tel=415-555-0132", "2022-03-01", [])))
        db = house.store.db
        assert set(rows(db, "select value, place from issues")) == {
            ("call Xanthippe at [telephone removed]", "line 3, [e-mail removed]"),
            ("of no docket", "line 4"),
            ("another's words", None),
        }
        assert rows(db, "select url from snapshots") == [
            ("https://court.example/roe-v-x?tel=[telephone removed]",)
        ]
        takedown.suppress(
            house, takedown.find_subject(house, "docket", DOCKET), "sealed", "the court", is_purge=False
        )
        db = house.store.db
        assert set(rows(db, "select value, place from issues")) == {(REMOVED, None)}
        assert rows(db, "select count(distinct issue_id), count(*) from issues") == [(3, 3)]
        assert rows(db, "select url from snapshots") == [(REMOVED,)]
        tables = dump(db)
        read_anew(house)
        assert dump(house.store.db) == tables
    assert b"Xanthippe" not in settings_of.docket_path.resolve().read_bytes()


@pytest.mark.parametrize(
    "other", ["3:21-cv-00007", "3:23-cv-00007"]
)  # before it and after it in the alphabet
def test_what_a_page_of_two_dockets_tells_of_the_other_stays(house, monkeypatch, other):
    shown = [lines("ORDER"), lines("ANSWER") | {"number": other, "pacer": "888"}]
    things = list(worlds.parse(page("x", "2022-03-01", shown)))
    odd = [
        Issue("odd", "its own words", None, "cand", "3:22-cv-01234"),
        Issue("odd", "another's words", "line 4", "cand", other),
        Issue("odd", "of no docket", "line 9"),
    ]
    monkeypatch.setattr(worlds.SOURCE, "parse", lambda snapshot: [*things, *odd])
    take_turn(house, source_of(page("https://court.example/today", "2022-03-01", [])))
    target = takedown.find_subject(house, "docket", DOCKET)
    takedown.suppress(house, target, "sealed", "the court", is_purge=False)
    db = house.store.db
    expected = {(REMOVED, None), ("another's words", "line 4"), ("of no docket", "line 9")}
    assert set(rows(db, "select value, place from issues")) == expected
    assert rows(db, "select url from snapshots") == [("https://court.example/today",)]
