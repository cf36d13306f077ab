"""The plan: who is due, in what order, within which limits, and what has to wait."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

import pytest
from hypothesis import given, strategies as st

from docket.records import DocketRef
from docket.times import instant, parse_instant
from scrapers.courtlistener.dockets import REGISTER_ID
from scrapers.courtlistener.plan import make_plan, plan_backlog
from scrapers.courtlistener.queries import QUERIES
from scrapers.courtlistener.steps import BATCH, FREE_TIER, Known, Purpose, Watched
from scrapers.http.urls import host_of
from tests.db.test_merge import ingest, new_store
from tests.worlds.command import NOWHERE, built_home, home, tracker, tracker_json  # noqa: F401
from tests.worlds.snapshots import page
from tracker.planning import read_watched

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
SETTLED = Known(queries_at=tuple((name, instant(NOW)) for name in QUERIES), counted_at=instant(NOW))


def ago(**span):
    return instant(NOW - timedelta(**span))


def docket(number=1, **more):
    """A docket in good order: known, read, and looked at a minute ago."""
    fresh = {
        "news_at": ago(minutes=1),
        "read_at": ago(days=1),
        "opinions_at": ago(days=1),
        "arguments_at": ago(days=1),
        "changes_at": ago(minutes=1),
    }
    ref = DocketRef("cand", f"3:24-cv-{number:05d}")
    return Watched(f"cand-{number}", ref, (1000 + number,), **(fresh | more))


def plan(*dockets, spent=None, known=SETTLED, windows=FREE_TIER):
    return make_plan(list(dockets), windows, spent or {}, NOW, known)


def purposes(steps):
    return [step.purpose for step in steps]


SOON, BUSY = {"next_hearing": TODAY + timedelta(days=14)}, {"last_entry": TODAY - timedelta(days=30)}


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({}, 7),
        (SOON, 1),
        (BUSY, 1),
        ({"is_closed": True}, 30),
        ({"is_closed": True} | BUSY, 1),  # a bill of costs, an appeal: closed is not quiet
        ({"next_hearing": TODAY + timedelta(days=15)}, 7),
        ({"next_hearing": TODAY - timedelta(days=1)}, 7),  # it is over
        ({"next_hearing": TODAY}, 1),
        ({"last_entry": TODAY - timedelta(days=31)}, 7),
    ],
)
def test_rhythm(facts, days):
    assert docket(**facts).every_days(TODAY) == days
    early = 7 if docket(**facts).is_soon(TODAY) else 3  # hours: with a hearing near, sooner than daily
    before, after = (docket(news_at=ago(days=days, hours=-hours), **facts) for hours in (early, 0))
    assert purposes(plan(before).steps) == [] and purposes(plan(after).steps) == [Purpose.NEWS]


ENDED = {"is_watched": False, "is_closed": True, "read_at": ago(days=400)}


@pytest.mark.parametrize(
    ("facts", "spent", "expected"),
    [
        ({}, 0, []),  # in good order
        ({"read_at": None, "tried_at": ago(hours=5)}, 0, []),  # what could not be read waits a day
        ({"read_at": None, "tried_at": ago(hours=25)}, 0, [Purpose.READING]),
        # A docket that ended is read once and looked at monthly: an entry shows that it lives again.
        (ENDED | {"news_at": ago(days=20)}, 0, []),
        (ENDED | {"news_at": ago(days=31)}, 0, [Purpose.NEWS]),
        # A register is read again: monthly, quarterly, yearly; from half of that on with what the day has left, which
        # leaves room for what comes up.
        ({"read_at": ago(days=30)} | BUSY, 0, [Purpose.REREADING]),
        ({"read_at": ago(days=16)} | BUSY, 0, [Purpose.REREADING]),
        ({"read_at": ago(days=16)} | BUSY, 116, []),
        ({"read_at": ago(days=14)} | BUSY, 0, []),
        ({"read_at": ago(days=90)}, 0, [Purpose.REREADING]),
        ({"read_at": ago(days=44)}, 0, []),
        ({"read_at": ago(days=365), "is_closed": True}, 0, [Purpose.REREADING]),
        ({"read_at": ago(days=181), "is_closed": True}, 0, []),
    ],
)
def test_what_a_docket_is_asked_for(facts, spent, expected):
    made = plan(docket(**facts), spent={86_400: spent})
    assert (purposes(made.steps), made.late) == (expected, ())


@pytest.mark.parametrize(("today", "days"), [("2022-06-06", 1), ("2022-06-07", 1), ("2022-06-08", 7)])
def test_a_docket_is_looked_at_daily_until_its_hearing_is_over(tmp_path, today, days):
    order = {
        "n": "5",
        "date": "2022-03-01",
        "text": "ORDER. Case Management Conference set for 6/7/2022 at 10:00 AM.",
    }
    db = ingest(
        new_store(tmp_path / "docket.db"),
        page("a", "2022-03-02", [{"number": "3:22-cv-01234", "entries": [order]}]),
    )
    [watched] = read_watched(db, {}, parse_instant(f"{today}T12:00:00Z"))
    assert watched.every_days(date.fromisoformat(today)) == days


@pytest.mark.parametrize(
    ("dockets", "known", "fields", "expected"),
    [
        pytest.param(
            [docket(1, news_at=ago(days=8)), docket(2, news_at=ago(days=6)), docket(3, news_at=ago(days=2))],
            SETTLED,
            ("source_ids",),
            [(1001, 1002, 1003)],
            id="a batch that is not full takes along who is due next",
        ),
        pytest.param(
            [docket(1, news_at=ago(days=8)), docket(2, news_at=ago(days=10))],
            SETTLED,
            ("since",),
            [TODAY - timedelta(days=12)],
            id="a look asks for what was filed since the oldest look and a little before",
        ),
        pytest.param(
            [docket(1, news_at=None, read_at=None, tried_at=ago(hours=1)), docket(2, news_at=ago(days=8))],
            SETTLED,
            ("source_ids", "since"),
            [((1001,), TODAY - timedelta(days=30)), ((1002,), TODAY - timedelta(days=10))],
            id="a docket never looked at has a batch of its own",
        ),
        pytest.param(
            [],
            Known(
                queries_at=tuple(
                    (
                        dict.fromkeys(QUERIES, ago(hours=25))
                        | {"statute-filings": ago(days=1), "act-filings": ago(hours=1)}
                    ).items()
                ),
                counted_at=instant(NOW),
            ),
            ("query.name", "since"),
            [("statute-filings", TODAY - timedelta(days=15))],
            id="a search that ran looks back over its window only",
        ),
        pytest.param(
            [
                docket(3, read_at=None),
                docket(2, is_candidate=True, read_at=None),
                docket(1, is_watched=False, is_closed=True, read_at=None),
            ],
            SETTLED,
            ("source_ids",),
            [(1003,), (1001,), (1002,)],
            id="open and reviewed before closed and candidates",
        ),
        # That fit into an hour.
        pytest.param(
            [docket(entry_count=3000, unread_slices=((1001, 1), (1001, 301)))],
            SETTLED,
            ("purpose", "ids", "numbers"),
            [(Purpose.SLICE, (1001,), (1, 300)), (Purpose.SLICE, (1001,), (301, 600))],
            id="a long register is read in slices",
        ),
        pytest.param(
            [docket(entry_count=3000, read_at=None)],
            SETTLED,
            ("cost",),
            [18],
            id="what a long register costs",
        ),
    ],
)
def test_what_is_asked(dockets, known, fields, expected):
    assert [attrgetter(*fields)(step) for step in plan(*dockets, known=known).steps] == expected


def test_looks_are_batched_and_no_batch_is_too_long():
    steps = plan(*(docket(n, news_at=ago(days=8)) for n in range(250))).steps
    assert [len(step.source_ids) for step in steps] == [100, 100, 50]
    assert sorted(number for step in steps for number in step.source_ids) == [1000 + n for n in range(250)]


def test_the_oldest_over_its_rhythm_comes_first():
    late_daily, late_weekly = docket(1, news_at=ago(days=3), **SOON), docket(2, news_at=ago(days=14))
    others = [docket(n, news_at=ago(days=8)) for n in range(10, 108)]
    [first, second] = plan(*others, late_weekly, late_daily, docket(200, news_at=ago(days=7, hours=1))).steps
    assert {1001, 1002} <= set(first.source_ids) and second.source_ids == (1200,)


def test_what_does_not_fit_is_named_and_late():
    made = plan(*[docket(n, news_at=ago(days=9)) for n in range(300)], spent={86_400: 122})
    assert (len(made.steps), len(made.left), made.room) == (1, 2, 3)
    assert len(made.late) == 200 and made.late[0][1] == pytest.approx(2)


def test_looks_come_first_and_the_next_day_s_looks_are_kept_room_for():
    unread = [docket(n, read_at=None, news_at=ago(minutes=1)) for n in range(100, 140)]
    due = [docket(n, news_at=ago(days=2), **BUSY) for n in range(50)]
    made = plan(*unread, *due, windows=((86_400, 40),))
    assert purposes(made.steps)[0] is Purpose.NEWS and Purpose.READING in purposes(made.steps)
    spent = sum(step.cost for step in made.steps)
    assert made.kept >= 1 and spent + made.kept <= 40
    assert Purpose.READING in purposes(made.left)


RAN = tuple((name, ago(hours=2)) for name in ("statute-filings", "act-filings", "cause"))


@pytest.mark.parametrize(
    ("unread", "known", "limit", "least", "most"),
    [
        # A tenth of the day is for discovery, where there is more to do than a day holds.
        (250, Known(counted_at=instant(NOW)), 125, 8, 13),
        (2800, Known(counted_at=instant(NOW)), 1400, 135, 140),
        # What nobody else needs it takes: an hour's fifty.
        (0, Known(counted_at=instant(NOW)), None, 45, 50),
        # Discovery of the last day counts, and it has what is left beside.
        (300, Known(queries_at=RAN, counted_at=instant(NOW)), None, 0, 10 + 6),
    ],
)
def test_how_much_of_the_day_discovery_has(unread, known, limit, least, most):
    windows = ((86_400, limit),) if limit else FREE_TIER
    steps = plan(*[docket(n, read_at=None) for n in range(unread)], windows=windows, known=known).steps
    cost = sum(step.cost for step in steps if step.purpose is Purpose.DISCOVERY)
    assert least <= cost <= most and (unread or set(purposes(steps)) == {Purpose.DISCOVERY})


def test_precedents_are_found_before_they_are_asked_who_cites_them():
    fresh = Known(precedent_citations=("129 F.3d 327",), counted_at=instant(NOW))
    names = [step.query.name if step.query else step.words for step in plan(known=fresh).steps]
    assert "129 F.3d 327" in names and not any(name.startswith("cites") for name in names)
    known = replace(fresh, precedent_citations=(), precedent_ids=(7, 8))
    cites = [step for step in plan(known=known).steps if step.query and step.query.name.startswith("cites")]
    assert [step.ids for step in cites] == [(7, 8)] * 2


@pytest.mark.parametrize(
    ("facts", "is_looked_up"),
    [
        ({}, True),
        ({"looked_up_at": ago(days=29)}, False),
        ({"looked_up_at": ago(days=31)}, True),
        ({"looked_up_at": ago(days=31), "is_watched": False}, False),
        ({"ref": DocketRef("wasuperct-pierce", "12-2-11362-4")}, False),  # no state trial court is there
        ({"ref": DocketRef("cand", None, "99")}, False),  # nothing to look it up by
    ],
)
def test_look_up(facts, is_looked_up):
    made = plan(replace(docket(), source_ids=(), **facts))
    assert purposes(made.steps) == ([Purpose.LOOKUP] if is_looked_up else [])


def new_docket(number, days, **more):
    unread = {
        "read_at": None,
        "has_parties": False,
        "is_candidate": True,
        "date_filed": TODAY - timedelta(days=days),
    }
    return docket(number, **(unread | more))


def test_the_first_pages_of_new_dockets_come_after_the_looks_the_newest_filing_first():
    old = [docket(n, read_at=None) for n in range(20, 40)]
    due = docket(1, news_at=ago(days=8))
    read = new_docket(4, 3, read_at=ago(days=3))  # its parties are asked for every second day
    unfound = replace(new_docket(6, 2, news_at=None), source_ids=())
    made = plan(*old, new_docket(2, 40), new_docket(3, 1), read, new_docket(5, 90), unfound, due)
    assert [(step.purpose, step.dockets[0].docket_id) for step in made.steps[:5]] == [
        (Purpose.NEWS, "cand-1"),
        (Purpose.READING, "cand-3"),
        (Purpose.LOOKUP, "cand-6"),
        (Purpose.PARTIES, "cand-4"),
        (Purpose.READING, "cand-2"),
    ]
    assert made.waiting == ()
    asked = [(step.purpose, step.dockets) for step in made.steps]
    assert len(asked) == len(set(asked))


def test_new_dockets_take_half_of_what_is_left_of_the_day_at_most_and_who_waits_is_named():
    newest = [new_docket(n, n) for n in range(1, 31)]
    made = plan(*newest, spent={86_400: 101})  # 24 are left: 12 for new dockets, at 4 each
    first = [step.dockets[0].docket_id for step in made.steps if step.reason == "new, no sheet yet"]
    assert first == ["cand-1", "cand-2", "cand-3"]
    begun = {step.dockets[0].docket_id for step in made.steps}
    assert [suit.docket_id for suit in made.waiting] == [
        suit.docket_id for suit in newest if suit.docket_id not in begun
    ]


def test_what_is_new_leaves_room_for_a_look_at_a_hearing_soon():
    soon = [docket(n, news_at=ago(hours=23), **SOON) for n in range(100)]
    made = plan(*soon, *(new_docket(n, 1) for n in range(200, 220)), spent={86_400: 119})
    assert purposes(made.steps)[0] is Purpose.NEWS
    assert sum(step.cost for step in made.steps) <= 6


def test_an_ended_docket_with_a_new_entry_is_watched_again(tmp_path):
    ended = {"number": "3:22-cv-01234", "terminated": "2023-05-01"}
    entry = {"n": "90", "date": "2026-03-01", "text": "MOTION to Reopen Case."}
    db = new_store(tmp_path / "docket.db")
    for day, entries, is_watched in (("2026-01-01", [], False), ("2026-03-02", [entry], True)):
        ingest(db, page(day, day, [ended | {"entries": entries}]))
        [watched] = read_watched(db.db, {}, parse_instant("2026-03-03T12:00:00Z"))
        assert watched.is_watched is is_watched
    assert watched.every_days(date(2026, 3, 3)) == 1


def with_dockets(tmp_path, *numbers):
    """A database with these dockets, and their ids. Whose snapshot a row is, is nothing to a plan."""
    store = new_store(tmp_path / "docket.db")
    db = ingest(store, page("a", "2026-03-01", [{"number": number} for number in numbers]))
    db.execute("pragma foreign_keys=off")
    ids = {row[1]: row[0] for row in db.execute("select docket_id, docket_number from dockets")}
    return db, [ids[number] for number in numbers]


def located(db, docket_id, value, is_confirmed):
    db["locators"].insert(
        {"locator_id": value, "docket_id": docket_id, "kind": "courtlistener_docket_id", "value": value}
        | {"is_confirmed": is_confirmed, "snapshot_id": "a"}
    )


def test_a_docket_is_read_by_the_id_that_a_locator_confirms_and_not_searched_for(tmp_path):
    db, ids = with_dockets(tmp_path, "3:22-cv-01230", "3:22-cv-01231", "3:22-cv-01232")
    known, hinted, registered = ids
    for docket_id, value, is_confirmed in (
        (known, "70001", 1),
        (hinted, "70002", 0),
        (registered, "70003", 1),
    ):
        located(db, docket_id, value, is_confirmed)
    db["docket_facts"].insert(
        {"fact_id": "f", "docket_id": registered, "field": REGISTER_ID, "value": "80003", "snapshot_id": "a"}
    )
    watched = read_watched(db, {}, NOW)
    assert {suit.docket_id: suit.source_ids for suit in watched} == {
        known: (70001,),
        hinted: (),
        registered: (80003,),  # what the register said itself counts
    }
    asked = {
        suit.docket_id: step.purpose
        for step in plan_backlog(watched, SETTLED, NOW)
        for suit in step.dockets
        if step.purpose in (Purpose.READING, Purpose.LOOKUP)
    }
    assert asked == {known: Purpose.READING, hinted: Purpose.LOOKUP, registered: Purpose.READING}


def test_a_docket_whose_located_id_has_ended_is_searched_for(tmp_path):
    db, [docket_id] = with_dockets(tmp_path, "3:22-cv-01234")
    located(db, docket_id, "70001", is_confirmed=1)
    watched = read_watched(db, {("absent", 70001): ago(days=2), ("tried", 70001): ago(days=2)}, NOW)
    asked = purposes(plan_backlog(watched, SETTLED, NOW))
    assert watched[0].source_ids == () and Purpose.LOOKUP in asked and Purpose.READING not in asked


def days_ago(*days):
    return tuple(TODAY - timedelta(days=each) for each in days)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"labels": days_ago(5)}, [Purpose.CHANGES]),
        ({"labels": days_ago(0, 1)}, []),  # the look of tomorrow shows their texts
        ({"labels": days_ago(5), "changes_at": ago(hours=3)}, []),  # asked this morning
        ({"labels": days_ago(200), "changes_at": ago(hours=3)}, []),
        (
            {"has_parties": False, "date_filed": TODAY - timedelta(days=9), "read_at": ago(days=2)},
            [Purpose.PARTIES],
        ),
        ({"has_parties": False, "date_filed": TODAY - timedelta(days=9)}, []),
        ({"has_parties": False, "date_filed": date(2019, 1, 2), "read_at": ago(days=5)}, []),
    ],
)
def test_what_is_known_to_be_missing_is_asked_for(facts, expected):
    stale = {"changes_at": ago(days=1)} if facts.get("labels") == days_ago(5) else {}
    made = plan(docket(**(stale | facts)), spent={86_400: 112})  # no room for anything that is not owed
    assert purposes(made.steps) == expected


def test_a_text_that_is_missing_does_not_wait_for_the_first_reading_of_everything():
    unread = [docket(n, read_at=None) for n in range(100, 300)]
    lacking = [docket(n, labels=days_ago(5), changes_at=ago(days=1)) for n in range(20)]
    steps = plan(*unread, *lacking).steps
    changes = [step for step in steps if step.purpose is Purpose.CHANGES]
    assert len(changes) >= 10 and Purpose.READING in purposes(steps)
    assert changes[0].changed_since == ago(days=1)


def test_what_the_day_has_left_goes_where_most_is_to_be_expected():
    dockets = [
        docket(1, changes_at=ago(days=2)),
        docket(2, changes_at=ago(days=2), **BUSY),
        docket(3, changes_at=ago(days=2), is_closed=True),
        docket(4, changes_at=ago(days=9), is_closed=True),
        docket(5, changes_at=ago(hours=9), **BUSY),
    ]
    assert [(step.purpose, step.dockets[0].docket_id) for step in plan(*dockets).steps] == [
        (Purpose.CHANGES, f"cand-{n}") for n in (2, 1, 4)
    ]
    spent = plan(*dockets, spent={86_400: 125})
    assert (spent.steps, len(spent.left)) == ((), 3)


def test_without_a_token_only_searches_are_planned():
    known = Known(has_token=False, counted_at=instant(NOW))
    assert set(purposes(plan(docket(news_at=ago(days=9)), known=known).steps)) == {Purpose.DISCOVERY}


DOCKETS = st.lists(
    st.builds(
        docket,
        st.integers(1, 400),
        news_at=st.one_of(st.none(), st.integers(0, 90 * 24).map(lambda hours: ago(hours=hours))),
        read_at=st.one_of(st.none(), st.integers(0, 400).map(lambda days: ago(days=days))),
        is_closed=st.booleans(),
        is_watched=st.booleans(),
        is_candidate=st.booleans(),
        entry_count=st.integers(0, 3000),
        next_hearing=st.one_of(st.none(), st.integers(-9, 30).map(lambda days: TODAY + timedelta(days=days))),
        last_entry=st.one_of(st.none(), st.integers(0, 90).map(lambda days: TODAY - timedelta(days=days))),
    ),
    max_size=60,
    unique_by=lambda each: each.docket_id,
)


@given(dockets=DOCKETS, day=st.integers(0, 125), hour=st.integers(0, 50))
def test_no_plan_exceeds_the_room_there_is(dockets, day, hour):
    spent = {3600: min(hour, day), 86_400: day}
    made = make_plan(dockets, FREE_TIER, spent, NOW, Known())
    assert sum(step.cost for step in made.steps) <= made.room <= min(50 - spent[3600], 125 - day)
    assert all(len(step.source_ids) <= BATCH for step in made.steps)
    assert made == make_plan(
        dockets[::-1], FREE_TIER, spent, NOW, Known()
    )  # nothing depends on the order of the rows


def test_the_command_explains_the_plan(home):
    output = tracker(home, "plan", COURTLISTENER_TOKEN="s3cr3t-t0ken").stdout
    assert output.startswith("limits: 5 in a minute, 50 in an hour, 125 in a day; room for 50 now")
    assert (
        "ask    discovery: statute-filings; never asked (about 1)" in output and "ask    lookup: " in output
    )
    assert "s3cr3t-t0ken" not in output
    made = tracker_json(home, "plan", COURTLISTENER_TOKEN="s3cr3t-t0ken")
    assert sum(step["requests"] for step in made["steps"]) <= 50 and made["left"]


def test_the_command_of_a_day_that_is_spent_says_what_waits_and_not_that_nothing_is_due(home):
    now = instant(datetime.now(UTC))
    with sqlite3.connect(home / "archive.db") as conn:
        conn.executemany(
            "insert into requests values (?, ?)", [(host_of(NOWHERE["TRACKER_COURTLISTENER_URL"]), now)] * 125
        )
    conn.close()
    output = tracker(home, "plan", COURTLISTENER_TOKEN="s3cr3t-t0ken").stdout
    assert "room for 0 now" in output and "\nwaits  " in output
    assert "\nask " not in output and "nothing is due" not in output


@pytest.mark.parametrize("missing", ["archive.db", "docket.db"])
def test_the_command_needs_both_databases(home, missing):
    (home / missing).unlink()
    assert "there is no database" in tracker(home, "plan", code=2).stderr


def test_every_question_asks_for_something():
    assert [query.name for query in QUERIES.values() if not query.words and not query.parameters] == []
    assert [query.name for query in QUERIES.values() if "" in dict(query.parameters).values()] == []
