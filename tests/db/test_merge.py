"""Which dockets and entries are one, what wins, what was said before: and that order cannot matter."""

import itertools
import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from db.readings import ref_id
from db.schema import create_tables, open_docket
from db.store import Store
from db.tables import REMOVED
from docket.issues import ROW_NOT_READ, ROWS_NOT_READ, Issue
from docket.snapshot import Form, Scope, ScopeKind
from scrapers.sources import scotus
from tests.worlds import snapshots as worlds
from tests.worlds.court_pages import NOW
from tests.worlds.expected import FIXTURES
from tests.worlds.publishing import close
from tests.worlds.shared import build_once
from tests.worlds.snapshots import page

EXAMPLES = 2000 if os.environ.get("TRACKER_TEST_FULL") else 25
# What two orders of arrival may disagree on, and the merge's own memory.
HISTORY = {"redirects", "changes", "build"}


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "docket.db")


def _write_empty(path):
    db = open_docket(path)
    create_tables(db)
    close(db)


def new_store(path):
    """Open the docket database at `path`, a new one without a docket: its tables are made once for all tests."""
    if not path.exists():
        shutil.copyfile(build_once("empty.db", _write_empty), path)
    return Store(open_docket(path))


def ingest(store, *snapshots):
    for snapshot in snapshots:
        things = list(worlds.parse(snapshot))
        records = [thing for thing in things if not isinstance(thing, Issue)]
        store.ingest(store.ingested_seq + 1, snapshot, records, [])
    return store.db


def rows(db, sql):
    return [tuple(row) for row in db.execute(sql)]


def dump(db, without_history=False):
    """Return every published table as sorted rows; without what depends on the order of arrival."""
    tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
    dumped = {}
    for table in sorted(tables):
        if "_fts" in table or table.startswith(("_", "sqlite_")) or (without_history and table in HISTORY):
            continue
        names = [column.name for column in db[table].columns]
        kept = [name for name in names if not (without_history and name in ("first_seen", "seen_at"))]
        dumped[table] = sorted(
            rows(db, f"select {', '.join(f'[{n}]' for n in kept)} from [{table}]"), key=str
        )
    return dumped


ORDINARY = {
    "number": "3:22-cv-01234",
    "pacer": "777",
    "caption": "Doe v. Example, Inc.",
    "entries": [
        {"n": "1", "date": "2022-02-01", "text": "COMPLAINT against Example, Inc.", "d": "03501"},
        {"date": "2022-02-03", "text": "Minute Entry for proceedings held"},
        {"n": "2", "date": "2022-02-04", "text": "MOTION to Dismiss"},
    ],
    "parties": [("Jane Doe", "plaintiff"), ("Example, Inc.", "defendant")],
}


def changed(**values):
    return ORDINARY | values


WHOLE = Scope(ScopeKind.COMPLETE)
PART = Scope(ScopeKind.WINDOW)
SHORTER = changed(entries=ORDINARY["entries"][:2])
BARE = {"number": "3:22-cv-01234"}
# The same docket as its feed has it.
FEED = {"number": "3:22-cv-01234", "pacer": "777"}


def feed(day, *entries, **more):
    """A feed with these labels."""
    shown = FEED | {"entries": [entry | {"label": True} for entry in entries]} | more
    return page("rss", day, [shown], form=Form.FEED, scope=PART)


def in_turn(*shown, **how):
    """What a database showed on the days of March, one answer each."""
    return [
        page(f"p{day}", f"2022-03-{day:02}", [docket], form=Form.API, **how)
        for day, docket in enumerate(shown, 1)
    ]


def in_register(number, *texts, **more):
    """A register of CourtListener's with these lines, numbered by their place, and the parties of the docket."""
    lines = [
        {"n": str(n), "date": f"2022-02-{n:02}", "text": text} for n, text in enumerate(texts, 1) if text
    ]
    return changed(register=number, entries=lines, **more)


def unnumbered(text, **more):
    return {"date": "2022-02-03", "text": text} | more


EDITED = "MOTION to Dismiss. Modified on 2/9/2022"
GONE = "select entry_number from docket_entries where is_gone = 1"
NEWS = "select kind, count(*) from changes where kind like 'entry_%appeared' group by 1 order by 1"
TEXTS = "select pacer_seq_no, text from docket_entries order by pacer_seq_no"
GRANTED = unnumbered("ELECTRONIC ORDER. Granted.", short="Text Order")
DENIED = unnumbered("ELECTRONIC ORDER. Denied.", short="Text Order")


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        pytest.param(
            [
                page("a", "2022-03-01", [ORDINARY]),
                page(
                    "b",
                    "2022-04-01",
                    [changed(entries=[*SHORTER["entries"], ORDINARY["entries"][2] | {"text": EDITED}])],
                ),
            ],
            {
                "select text from docket_entries where entry_number = '2'": [(EDITED,)],
                "select ordinal, change, entry_versions.text from entry_versions join docket_entries "
                "using (entry_id) where docket_entries.entry_number = '2' order by ordinal": [
                    (1, "first", "MOTION to Dismiss"),
                    (2, "text", EDITED),
                ],
                "select kind, field, old_value, new_value from changes where kind like 'entry%'": [
                    ("entry_edited", "text", "MOTION to Dismiss", EDITED)
                ],
            },
            id="an edit keeps the old text and says so",
        ),
        # Only one line without number that day, on both pages: it is the same line.
        pytest.param(
            [
                page("a", "2022-03-01", [ORDINARY]),
                page(
                    "b",
                    "2022-04-01",
                    [
                        changed(
                            entries=[
                                ORDINARY["entries"][0],
                                unnumbered("Minute Entry: held"),
                                ORDINARY["entries"][2],
                            ]
                        )
                    ],
                ),
            ],
            {"select count(*), sum(is_gone), max(version_count) from docket_entries": [(3, 0, 2)]},
            id="an unnumbered line is followed through its edit",
        ),
        # What is asked for is what was changed, and such a page does not show what is no more.
        pytest.param(
            in_turn(
                changed(entries=[unnumbered("ELECTRONIC ORDER. Granted.", row="77")]),
                changed(entries=[unnumbered("Denied; see the order of today.", row="77")]),
                scope=PART,
            ),
            {
                "select text, version_count from docket_entries": [("Denied; see the order of today.", 2)],
                "select count(*) from docket_entries where '-' || aliases || '-' like '%-77-%'": [(0,)],
            },
            id="an unnumbered line of a database is known by its row through an edit",
        ),
        pytest.param(
            in_turn(*(in_register(n, "A", text) for text in ("B", "B as edited") for n in ("1", "2"))),
            {"select old_value, new_value from changes where kind = 'entry_edited'": [("B", "B as edited")]},
            id="an edit that two registers show is one edit",
        ),
        pytest.param(
            in_turn(
                in_register("1", "A"),
                in_register("2", "A", parties=[("Jane Doe", "plaintiff"), ("Other, Inc.", "defendant")]),
                in_register("1", "A", parties=[("Jane Doe", "plaintiff")]),
            ),
            {"select name from participations where is_gone = 1": [("Example, Inc.",)]},
            id="a party of one register has not left the other",
        ),
        *(
            pytest.param(
                [
                    page("a", "2022-03-01", [ORDINARY]),
                    page("b", "2022-04-01", [changed(parties=parties)], scope=scope),
                ],
                {"select name from participations where is_gone = 1": []},
                id=f"a page that lists {len(parties)} of the parties and may leave out some has let nobody go",
            )
            for parties, scope in (([], WHOLE), (ORDINARY["parties"][:1], PART))
        ),
        # A feed no longer shows what is older than a day: it has no word in what is gone.
        pytest.param(
            [
                page(
                    "feed",
                    "2022-02-04",
                    [changed(entries=[{"n": "2", "date": "2022-02-04", "text": "Motion", "label": True}])],
                    form=Form.FEED,
                    scope=PART,
                ),
                page("a", "2022-03-01", [ORDINARY]),
                page("b", "2022-04-01", [SHORTER]),
            ],
            {GONE: [("2",)], NEWS: [("entry_disappeared", 1)]},
            id="what a feed showed too can be withdrawn",
        ),
        # A row that is taken out changes no other: the answer's own stamp is older than what it no longer shows.
        pytest.param(
            [
                page(name, day, [in_register("1", *texts)], form=Form.API, fetched_at=fetched_at)
                for name, day, texts, fetched_at in (
                    ("a", "2022-03-05", ("A", "B"), "2022-03-06T00:00:00Z"),
                    ("b", "2022-03-01", ("A",), "2022-03-16T00:00:00Z"),
                )
            ],
            {GONE: [("2",)], NEWS: [("entry_disappeared", 1)]},
            id="what left a database left it though no row there is newer",
        ),
        pytest.param(
            [
                page("a", "2022-03-01", [ORDINARY]),
                page("b", "2022-04-01", [SHORTER]),
                page("c", "2022-05-01", [ORDINARY]),
            ],
            {
                "select change from entry_versions join docket_entries using (entry_id) "
                "where docket_entries.entry_number = '2' order by ordinal": [
                    ("first",),
                    ("disappeared",),
                    ("reappeared",),
                ]
            },
            id="what comes back reappears",
        ),
        pytest.param(
            [
                feed(
                    "2022-02-05",
                    {"n": "2", "s": "9", "date": "2022-02-04", "text": "Motion to Dismiss"},
                    unnumbered("Minute Entry", s="10"),  # no number, no text key
                    caption="Doe v. Example",
                ),
                page("sheet", "2022-03-01", [ORDINARY]),
            ],
            {
                "select entry_number, text_kind from docket_entries order by position": [
                    ("1", "full"),
                    (None, "full"),
                    ("2", "full"),
                ],
                "select caption from dockets": [("Doe v. Example, Inc.",)],
                "select kind, count(*) from changes where kind = 'entry_completed' group by 1": [
                    ("entry_completed", 2)
                ],
                "select count(*) from redirects": [(0,)],  # the ids the feed gave stay
            },
            id="a feed and a sheet show one entry",
        ),
        # "Text Order" begins no text; two of a day are told apart by nothing but the order in which they came.
        *(
            pytest.param(
                [
                    feed(
                        "2022-02-03",
                        unnumbered("Text Order", s="10"),
                        unnumbered("Text Order", s="11"),
                        unnumbered("~Util - Set Hearings", s="12"),
                    ),
                    *later,
                ],
                {TEXTS: [("10", granted), ("11", denied), ("12", "~Util - Set Hearings")]},
                id=f"an unnumbered label is joined to the line that has it as its short text: {len(later)}",
            )
            for later, granted, denied in (
                (
                    [page("a", "2022-02-05", [changed(entries=[GRANTED])], form=Form.API)],
                    GRANTED["text"],
                    "Text Order",
                ),
                (
                    [
                        page("a", "2022-02-05", [changed(entries=[GRANTED])], form=Form.API),
                        page("b", "2022-02-06", [changed(entries=[GRANTED, DENIED])], form=Form.API),
                    ],
                    GRANTED["text"],
                    DENIED["text"],
                ),
            )
        ),
        # CourtListener has the feed's label, with no sequence of its own, and later the text of one of them.
        *(
            pytest.param(
                [
                    feed("2022-02-03", unnumbered("Text Order", s="10"), unnumbered("Text Order", s="11")),
                    *in_turn(*later, scope=PART),
                ],
                {
                    "select text from docket_entries where pacer_seq_no in ('10', '11') order by 1": texts,
                    "select count(*) from docket_entries": [(2,)],
                },
                id=f"labels of two sources that read alike are one entry: {len(later)}",
            )
            for later, texts in (
                ([changed(entries=[unnumbered("Text Order", label=True)])], [("Text Order",)] * 2),
                (
                    [
                        changed(entries=[unnumbered("Text Order", label=True)]),
                        changed(entries=[GRANTED, unnumbered("Text Order", label=True)]),
                    ],
                    [(GRANTED["text"],), ("Text Order",)],  # which of the two it is cannot be told
                ),
            )
        ),
        pytest.param(
            [page("rss", "2022-02-05", [ORDINARY], form=Form.FEED, scope=PART)],
            {"select selection from dockets": [("candidate",)]},
            id="what a feed brings is a candidate",
        ),
        pytest.param(
            [
                page(
                    name,
                    "2022-03-01",
                    [
                        changed(
                            cause=cause,
                            entries=[
                                {"n": "5", "date": "2022-02-01", "text": "ORDER one"},
                                {"n": "5", "date": "2022-02-09", "text": "ORDER two"},
                            ],
                        )
                    ],
                )
                for name, cause in (("a", None), ("b", "47:230"))
            ],
            {
                "select entry_number, text, version_count from docket_entries order by position": [
                    ("5", "ORDER one", 1),
                    ("5", "ORDER two", 1),
                ]
            },
            id="one number twice on a page is two entries",
        ),
        pytest.param(
            [
                page("a", "2022-03-01", [BARE | {"caption": "Doe v. Example"}]),
                page("rss", "2022-05-01", [BARE | {"caption": "Doe v. Ex"}], form=Form.FEED, scope=PART),
            ],
            {"select caption from dockets": [("Doe v. Example",)]},
            id="a label never outranks a sheet",
        ),
        pytest.param(
            [
                page(number, "2022-03-01", [{"number": number, "caption": "x"}])
                for number in ("3:22-cv-01234", "5:22-cv-01234", "22-cv-01234")
            ],
            {"select code, value from issues": [("ambiguous-docket-number", "22-cv-01234")]},
            id="a number that fits two dockets is an issue",
        ),
        pytest.param(
            [
                page(
                    "catalog:x",
                    "2022-01-01",
                    [{"slug": "doe", "number": "22-cv-01234", "caption": "Doe", "verified": []}],
                    form=Form.CURATED,
                ),
                page(
                    "https://ecf.cand.uscourts.gov/a", "2022-02-01", [BARE | {"caption": "Doe", "pacer": "1"}]
                ),
                page(
                    "import:mail",
                    "2022-03-01",
                    [{"number": "9:22-cv-01234", "caption": "x"}],
                    form=Form.EMAIL,
                ),
            ],
            {
                "select docket_number, selection from dockets where selection = 'catalog'": [
                    ("3:22-cv-01234", "catalog")
                ],
                "select code from issues": [],
            },
            id="an office that only a mail names takes no number away",
        ),
        pytest.param(
            [
                page(
                    "catalog:x",
                    day,
                    [{"slug": "doe", "caption": "Doe", "verified": []} | numbered],
                    form=Form.CURATED,
                )
                for day, numbered in (("2022-01-01", {}), ("2022-02-01", BARE))
            ],
            {
                "select old_id, new_id from redirects where kind = 'docket'": [
                    ("catalog:doe", "cand-22-cv-01234")
                ],
                "select docket_id, case_id from dockets": [("cand-22-cv-01234", "cand-22-cv-01234")],
            },
            id="a catalog row that gets a number redirects",
        ),
        pytest.param(
            [
                page(
                    "catalog:x",
                    "2022-01-01",
                    [
                        BARE
                        | {
                            "slug": "doe",
                            "caption": "Doe",
                            "verified": [],
                            "parties": [("Aba Corp.", "defendant")],
                        }
                    ],
                    form=Form.CURATED,
                ),
                page(
                    "a", "2022-02-01", [BARE | {"parties": [("Zed Inc.", "defendant"), ("Doe", "plaintiff")]}]
                ),
            ],
            {
                "select name from participations order by position": [
                    ("Zed Inc.",),
                    ("Doe",),
                    ("Aba Corp.",),
                ],
            },
            id="parties stand as the register has them, then those that the catalog alone names",
        ),
    ],
)
def test_what_pages_make_of_a_docket(store, pages, found):
    db = ingest(store, *pages)
    assert {sql: rows(db, sql) for sql in found} == found


@settings(max_examples=EXAMPLES)
@given(texts=st.lists(st.text("abc", min_size=1, max_size=3), min_size=2, max_size=4))
def test_an_unnumbered_line_keeps_its_address_whatever_it_is_edited_to(tmp_path_factory, texts):
    store, ids = new_store(tmp_path_factory.mktemp("edits") / "d.db"), set()
    for number, text in enumerate(texts, 1):
        line = {"date": "2022-02-03", "text": text}
        db = ingest(store, page("a", f"2022-03-{number:02}", [changed(entries=[line])]))
        ids.add(tuple(rows(db, "select entry_id from docket_entries")))
    assert len(ids) == 1 and rows(db, "select text, count(*) from docket_entries") == [(texts[-1], 1)]


@pytest.mark.parametrize(
    ("scope", "gone"),
    [
        (Scope(ScopeKind.COMPLETE), [("2", 1)]),
        (Scope(ScopeKind.DATES, "2022-02-01", "2022-02-03"), []),  # the missing line lies outside
        (Scope(ScopeKind.DATES, "2022-02-01", "2022-02-28"), [("2", 1)]),
        (Scope(ScopeKind.NUMBERS, "1", "1"), []),
        (Scope(ScopeKind.WINDOW), []),  # a window proves nothing
    ],
)
def test_a_disappearance_counts_only_inside_the_scope(store, scope, gone):
    db = ingest(store, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-04-01", [SHORTER], scope=scope))
    assert rows(db, "select entry_number, is_gone from docket_entries where is_gone = 1") == gone
    assert rows(db, "select count(*) from changes where kind = 'entry_disappeared'") == [(len(gone),)]


def gone(db):
    return rows(db, GONE), rows(db, NEWS)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        # Two registers of one docket, filled by different people, read in turn: nothing has left anything.
        (
            [in_register("1", "A", "B"), in_register("2", None, "B", "C")] * 2,
            ([], []),
        ),
        # What both showed and one no longer shows may be missing there only …
        ([in_register("1", "A", "B"), in_register("2", "A", "B"), in_register("1", "A")], ([], [])),
        # … until the other does not show it either.
        (
            [
                in_register("1", "A", "B"),
                in_register("2", "A", "B"),
                in_register("1", "A"),
                in_register("2", "A"),
            ],
            ([("2",)], [("entry_disappeared", 1)]),
        ),
        # A register that has ended no longer vouches for anything.
        (
            [
                in_register("1", "A", "B"),
                in_register("2", "A", "B"),
                changed(ended="1", entries=[], parties=[]),
                in_register("2", "A"),
            ],
            ([("2",)], [("entry_disappeared", 1)]),
        ),
    ],
)
def test_a_register_speaks_for_its_own_lines_only(store, pages, expected):
    db = ingest(
        store,
        *(
            page(
                f"r{shown.get('register')}",
                f"2022-03-{day:02}",
                [shown],
                form=Form.API,
                scope=Scope(ScopeKind.WINDOW if "ended" in shown else ScopeKind.COMPLETE),
            )
            for day, shown in enumerate(pages, 1)
        ),
    )
    assert gone(db) == expected


@pytest.mark.parametrize(
    ("older", "newer", "winner"),
    [
        ({"caption": "Old"}, {"caption": "New"}, "New"),  # the newest page
        ({"caption": "Sheet"}, {"caption": "Curated", "verified": []}, "Sheet"),  # unverified never outranks
        ({"caption": "Sheet"}, {"caption": "Curated", "verified": ["caption"]}, "Curated"),
        ({"caption": "Only"}, {}, "Only"),  # None never overwrites
    ],
)
def test_which_value_wins(store, older, newer, winner):
    form = Form.CURATED if "verified" in newer else Form.SHEET
    pages = page("a", "2022-03-01", [BARE | older]), page("b", "2022-04-01", [BARE | newer], form=form)
    assert rows(ingest(store, *pages), "select caption from dockets") == [(winner,)]


@pytest.mark.parametrize(
    ("shown", "coverage"),
    [
        ([(Form.CURATED, WHOLE)], "curated"),
        ([(Form.FEED, PART)], "feed_only"),
        ([(Form.CURATED, WHOLE), (Form.FEED, PART)], "curated"),
        ([(Form.FEED, PART), (Form.EMAIL, PART)], "partial"),
        ([(Form.CURATED, WHOLE), (Form.SHEET, PART)], "partial"),
        ([(Form.RECAP, WHOLE)], "partial"),  # of what was bought, nobody says that it is all
        ([(Form.FEED, PART), (Form.SHEET, WHOLE)], "complete"),
        ([(Form.API, WHOLE)], "complete"),
    ],
)
def test_how_much_of_a_docket_is_covered(store, shown, coverage):
    pages = [
        page(str(n), "2022-03-01", [BARE | {"verified": []}], form=form, scope=scope)
        for n, (form, scope) in enumerate(shown)
    ]
    assert rows(ingest(store, *pages), "select coverage from dockets") == [(coverage,)]


@pytest.mark.parametrize(
    ("shown", "dockets"),
    [
        ([{"number": "3:22-cv-01234"}, {"number": "22-cv-01234"}], ["cand-22-cv-01234"]),  # office absent
        ([{"number": "22-cv-01234"}, {"number": "22-cv-1235"}], ["cand-22-cv-01234", "cand-22-cv-1235"]),
        (  # two offices: the bare number could be either
            [{"number": "3:22-cv-01234"}, {"number": "5:22-cv-01234"}, {"number": "22-cv-01234"}],
            ["cand-3-22-cv-01234", "cand-5-22-cv-01234"],
        ),
        (  # unless the court's own case id says which
            [
                {"number": "3:22-cv-01234", "pacer": "1"},
                {"number": "5:22-cv-01234"},
                {"number": "22-cv-01234", "pacer": "1"},
            ],
            ["cand-3-22-cv-01234", "cand-5-22-cv-01234"],
        ),
        (  # two numbers are two dockets, whatever a page says of their id
            [{"number": "3:22-cv-01234", "pacer": "1"}, {"number": "3:23-cv-00001", "pacer": "1"}],
            ["cand-22-cv-01234", "cand-23-cv-00001"],
        ),
        (
            [{"number": "3:22-cv-01234", "pacer": "1"}, {"number": "5:22-cv-01234", "pacer": "1"}],
            ["cand-3-22-cv-01234", "cand-5-22-cv-01234"],
        ),
        (  # the Panel's number and the court's own: a row of same_numbers.csv
            [{"number": "MDL-3166", "pacer": "1"}, {"number": "3:25-md-03166", "pacer": "1"}],
            ["cand-25-md-03166"],
        ),
        ([{"number": "3:22-cv-01234", "pacer": "1"}, {"pacer": "1"}], ["cand-22-cv-01234"]),
        ([{"pacer": "1"}, {"pacer": "1"}], ["cand-pacer-1"]),
        ([{"slug": "doe-v-example"}], ["catalog:doe-v-example"]),
        (
            [{"slug": "doe-v-example"}, {"slug": "doe-v-example", "number": "3:22-cv-01234"}],
            ["cand-22-cv-01234"],
        ),
    ],
)
def test_which_refs_are_one_docket(store, shown, dockets):
    pages = [page(str(n), f"2022-03-{n + 1:02d}", [ref | {"caption": "x"}]) for n, ref in enumerate(shown)]
    db = ingest(store, *pages)
    assert [row[0] for row in rows(db, "select docket_id from dockets order by 1")] == dockets


# Every way by which refs become one docket, and what a stranger who sends a mail could forge of it:
#   the number with its office   a page that names our docket's number is read as that docket's, as any mail of it is
#   the number without office    the same; a second office makes it ambiguous, unless an answer of ours has one of them
#   the PACER case id            nothing: an id joins no two numbers, what contradicts an answer of ours is set aside
#   the row of the catalog       nothing: only files of this house name one
#   a row of same_numbers.csv    nothing: reviewed, and only beside one id
GENUINE, OTHER = "3:22-cv-01234", "3:23-cv-00001"
A_CASE = {
    "number": GENUINE,
    "pacer": "1",
    "caption": "Doe v. Example",
    "entries": [{"n": "1", "text": "COMPLAINT", "date": "2022-02-01"}],
}
B_CASE = {
    "number": OTHER,
    "pacer": "2",
    "caption": "Roe v. Other",
    "entries": [{"n": "1", "text": "PETITION", "date": "2022-02-01"}],
}
FORGED = {
    "number": OTHER,
    "pacer": "1",
    "caption": "Roe v. Other",
    "entries": [{"n": "2", "text": "FORGED", "date": "2022-02-02"}],
}


@pytest.mark.parametrize("form", [Form.EMAIL, Form.SHEET, Form.FEED, Form.RECAP, Form.API])
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("is_fetched", [True, False])
def test_a_forged_page_joins_no_two_dockets(store, form, order, is_fetched):
    site = "https://www.courtlistener.com/api/rest/v4/" if is_fetched else "import:"
    pages = [
        page(f"{site}a", "2022-03-01", [A_CASE], form=Form.API),
        page(f"{site}b", "2022-03-02", [B_CASE], form=Form.API),
        page("webhook:forged" if form is Form.API else "import:forged", "2022-03-03", [FORGED], form=form),
    ]
    db = ingest(store, *(pages[n] for n in order))
    assert rows(db, "select docket_id, caption, pacer_case_id from dockets order by 1") == [
        ("cand-22-cv-01234", "Doe v. Example", "1" if is_fetched else None),
        ("cand-23-cv-00001", "Roe v. Other", "2"),
    ]
    assert rows(db, "select docket_id, text from docket_entries where entry_number = '1' order by 1") == [
        ("cand-22-cv-01234", "COMPLAINT"),
        ("cand-23-cv-00001", "PETITION"),
    ]
    forged = rows(db, "select docket_id from docket_entries where text = 'FORGED'")
    assert forged == ([] if is_fetched else [("cand-23-cv-00001",)])
    issues = rows(
        db, "select docket_number, value from issues where code = 'pacer-id-claimed-twice' order by 1"
    )
    assert [number for number, _ in issues] == ([OTHER] if is_fetched else [GENUINE, OTHER])
    assert all(GENUINE in value and OTHER in value for _, value in issues)
    assert rows(db, "select kind from changes where kind = 'docket_merged'") == []


@pytest.mark.parametrize(
    ("site", "dockets"),
    [
        ("https://www.courtlistener.com/api/rest/v4/", ["cand-20-cv-04011"]),
        ("import:", ["cand-3-20-cv-04011", "cand-5-20-cv-04011"]),  # a stranger's page joins no two numbers
    ],
)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_case_that_moved_to_another_office_stays_one_docket(store, site, dockets, order):
    """As *Newman v. Google*, which CourtListener has under the number of San Jose and that of San Francisco."""
    shown = {"pacer": "1", "caption": "Newman v. Google", "parties": [["Newman", "plaintiff"]]}
    pages = [
        page(f"{site}a", "2022-03-01", [shown | {"number": "5:20-cv-04011"}], form=Form.API),
        page(f"{site}b", "2022-03-02", [shown | {"number": "3:20-cv-04011"}], form=Form.API),
    ]
    db = ingest(store, *(pages[n] for n in order))
    assert [row[0] for row in rows(db, "select docket_id from dockets order by 1")] == dockets
    assert len(rows(db, "select name from participations")) == len(dockets)


def test_nothing_disappears_between_pages_of_one_moment(tmp_path):
    """Two saved pages of one day, both whole: which of them is older nobody can know."""
    shorter = {"number": GENUINE, "caption": "x", "parties": [["Doe", "plaintiff"]]}
    longer = shorter | {
        "parties": [["Doe", "plaintiff"], ["Roe", "defendant"]],
        "entries": [{"n": "1", "text": "PETITION", "date": "2022-02-01"}],
    }
    seen = "2022-04-01T00:00:00Z"
    pages = [
        page(name, "2022-03-01", [shown], fetched_at=seen) for name, shown in (("a", shorter), ("b", longer))
    ]
    for order in (pages, pages[::-1]):
        db = ingest(new_store(tmp_path / f"{order[0].url}.db"), *order)
        assert rows(db, "select text, is_gone from docket_entries") == [("PETITION", 0)]
        assert rows(db, "select name, is_gone from participations order by 1") == [("Doe", 0), ("Roe", 0)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_pages_of_one_moment_the_later_arrival_wins(tmp_path, order):
    seen = "2022-04-01T00:00:00Z"
    pages = [
        page(str(n), "2022-03-01", [{"number": GENUINE, "caption": f"caption {n}"}], fetched_at=seen)
        for n in (0, 1)
    ]
    db = ingest(new_store(tmp_path / "x.db"), *(pages[n] for n in order))
    assert rows(db, "select caption from dockets") == [(f"caption {order[-1]}",)]


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_what_is_suppressed_is_hidden_and_its_neighbors_stand(tmp_path_factory, data):
    home = tmp_path_factory.mktemp("hidden")
    shown = ingest(new_store(home / "shown.db"), page("a", "2022-03-01", [ORDINARY]))
    words = {("entry", key): text for key, text in rows(shown, "select entry_id, text from docket_entries")}
    words |= {
        ("party", key): name for key, name in rows(shown, "select participation_id, name from participations")
    }
    store = new_store(home / "hidden.db")
    store.hidden = frozenset(data.draw(st.sets(st.sampled_from([*words, ("docket", "cand-22-cv-01234")]))))
    db = ingest(store, page("a", "2022-03-01", [ORDINARY]))
    texts = rows(
        db,
        (
            "select 'entry', entry_id, text from docket_entries union select 'party', participation_id, "
            "name from participations"
        ),
    )
    is_whole = any(scope == "docket" for scope, _ in store.hidden)
    expected = {key: REMOVED if is_whole or key in store.hidden else text for key, text in words.items()}
    assert {(scope, key): text for scope, key, text in texts} == expected
    assert rows(db, "select caption from dockets") == [(REMOVED if is_whole else ORDINARY["caption"],)]


LINE = st.fixed_dictionaries(
    {
        "date": st.sampled_from(["2022-02-01", "2022-02-02"]),
        "text": st.sampled_from(
            [
                "ORDER",
                "ORDER granting 1 MOTION to Dismiss",
                "MOTION to Dismiss",
                "Minute Entry held",
                "Minute Entry",
                "Status Conference set for 3/7/2022",
                "Status Conference reset for 3/9/2022 at 2:00 PM",
                "Status Conference vacated.",
                "Hearing held on 3/7/2022",
            ]
        ),
    },
    optional={
        "n": st.sampled_from(["1", "2", "3"]),
        "s": st.sampled_from(["10", "11", "12"]),
        "d": st.sampled_from(["0350", "0351"]),
    },
)
DOCKET = st.fixed_dictionaries(
    {"entries": st.lists(LINE, max_size=4)},
    optional={
        "number": st.sampled_from(["3:22-cv-01234", "22-cv-01234", "5:22-cv-01234", "3:22-cv-09999"]),
        "pacer": st.sampled_from(["777", "888"]),
        "caption": st.sampled_from(["A v. B", "A v. B, Inc."]),
        "parties": st.lists(
            st.tuples(
                st.sampled_from(["Jane Doe", "Example, Inc.", "EXAMPLE INC"]),
                st.sampled_from(["plaintiff", "defendant"]),
            ),
            max_size=3,
        ),
        "counsel": st.sampled_from(["Ada Lawyer", "ADA LAWYER", "Lawyer, Ada", "Bo Jurist"]),
        "firm": st.sampled_from(["Lawyer LLP", "LAWYER, L.L.P.", "Jurist & Co."]),
    },
).filter(lambda docket: "number" in docket or "pacer" in docket)
SHAPE = st.sampled_from(
    [
        (Form.SHEET, Scope(ScopeKind.COMPLETE)),
        (Form.SHEET, Scope(ScopeKind.DATES, "2022-02-01", "2022-02-01")),
        (Form.FEED, Scope(ScopeKind.WINDOW)),
        (Form.EMAIL, Scope(ScopeKind.WINDOW)),
        (Form.RECAP, Scope(ScopeKind.WINDOW)),
    ]
)


@st.composite
def world(draw):
    pages = []
    for number in range(draw(st.integers(2, 5))):
        form, scope = draw(SHAPE)
        day = draw(st.sampled_from(["2022-03-01", "2022-03-02", "2022-03-03"]))
        shown = [dict(docket) for docket in draw(st.lists(DOCKET, min_size=1, max_size=2))]
        for docket in shown:
            docket["entries"] = [
                line | ({"label": True} if form is Form.FEED else {}) for line in docket["entries"]
            ]
        pages.append(
            page(
                f"u{number}",
                day,
                shown,
                form=form,
                scope=scope,
                fetched_at=f"2022-04-{number + 1:02d}T00:00:00Z",
            )
        )
    return pages


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=world(), data=st.data())
def test_the_order_of_arrival_does_not_matter(tmp_path_factory, pages, data):
    home = tmp_path_factory.mktemp("order")
    shuffled = data.draw(st.permutations(pages))
    left = dump(ingest(new_store(home / "one.db"), *pages), without_history=True)
    other = dump(ingest(new_store(home / "other.db"), *shuffled), without_history=True)
    for table in left:
        assert left[table] == other[table], table


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=world())
def test_attorneys_and_firms_rest_on_what_names_them(tmp_path_factory, pages):
    store = new_store(tmp_path_factory.mktemp("people") / "d.db")
    for snapshot in pages:
        db = ingest(store, snapshot)
        for table, key in (("attorneys", "attorney_id"), ("firms", "firm_id")):
            name_column = f"{table[:-1]}_name"
            expected = rows(
                db,
                f"""
                select distinct {key},
                  (select {name_column} from representations r where r.{key} = p.{key}
                    order by length({name_column}) desc, {name_column} limit 1),
                  (select snapshot_id from representations r where r.{key} = p.{key}
                    order by first_seen, snapshot_id limit 1),
                  (select min(first_seen) from representations r where r.{key} = p.{key}),
                  (select max(last_seen) from representations r where r.{key} = p.{key})
                from representations p where {key} is not null order by 1""",
            )
            assert (
                rows(db, f"select {key}, name, snapshot_id, first_seen, last_seen from {table} order by 1")
                == expected
            )


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=world())
def test_every_line_shown_is_kept_and_no_page_is_folded(tmp_path_factory, pages):
    db = ingest(new_store(tmp_path_factory.mktemp("lines") / "d.db"), *pages)
    dockets = dict(rows(db, "select ref_id, docket_id from _refs where docket_id is not null"))
    versions = set(
        rows(db, "select docket_id, entry_number, text from entry_versions where text is not null")
    )
    counts = dict(rows(db, "select docket_id, count(*) from docket_entries group by 1"))
    for snapshot in pages:
        on_page = {}
        for record in worlds.parse(snapshot):
            if type(record).__name__ == "DocketEntry" and (docket := dockets.get(ref_id(record.ref))):
                assert (docket, record.entry_number, record.text) in versions
                on_page.setdefault((docket, ref_id(record.ref)), []).append(record)
        for (docket, _), lines in on_page.items():
            assert counts[docket] >= len(lines)
    assert rows(db, "pragma foreign_key_check") == []


def test_a_person_who_is_party_as_an_office_joins_the_office(store):
    store.db["entities"].insert({"entity_id": "tx-ag", "kind": "government"})
    for name, kind in (("Attorney General of Texas", "canonical"), ("Rae Example", "holder")):
        store.db["entity_names"].insert(
            {"entity_name_id": name, "entity_id": "tx-ag", "name": name, "kind": kind}
        )
    parties = [
        ("Rae Example, Attorney General of Texas", "defendant"),
        ("Rae Example", "plaintiff"),
        ("Jane Doe, Attorney General of Texas", "defendant"),
    ]
    db = ingest(store, page("a", "2022-03-01", [changed(parties=parties)]))
    assert rows(
        db,
        "select canonical, kind, entity_id, join_method, join_evidence from participations order by position",
    ) == [
        ("Rae Example", "person", "tx-ag", "capacity", "Attorney General of Texas"),
        ("Rae Example", "person", None, None, None),  # the name alone is no key
        (None, "pseudonym", None, None, None),  # a pseudonym is never joined
    ]


@pytest.mark.parametrize(
    ("number", "ended", "law"),
    [
        ("3:17-cv-01234", "2018-04-10", "before_fosta"),
        ("3:17-cv-01234", "2018-04-11", "spans_fosta"),  # signed that day (Pub. L. 115-164)
        ("3:18-cv-01234", "2018-04-10", "before_fosta"),
        ("3:18-cv-01234", "2018-04-11", "unknown"),  # filed in the year of the Act, no day is told
        ("3:19-cv-01234", "2019-01-02", "after_fosta"),
        ("2:95-cv-01234", "1995-12-01", "unknown"),  # § 230 is of Feb. 8, 1996
    ],
)
def test_the_law_over_the_life_of_a_case_turns_on_the_day_the_act_was_signed(store, number, ended, law):
    shown = {"number": number, "caption": "Doe v. Example, Inc.", "terminated": ended}
    db = ingest(store, page("a", "2020-01-01", [shown]))
    assert rows(db, "select law_in_force from cases") == [(law,)]


def test_a_status_is_a_word_of_ours_whatever_the_page_prints(store):
    """The old pages of the Supreme Court print DECIDED, which was published as it stood: not closed, nor open."""
    path = FIXTURES / "scotus" / "old.htm"
    snapshot = scotus.SOURCE.recognize(path.name, path.read_bytes(), None, NOW)
    records = [thing for thing in scotus.SOURCE.parse(snapshot) if not isinstance(thing, Issue)]
    store.ingest(1, snapshot, records, [])
    assert (
        rows(store.db, "select status from dockets union all select status from cases") == [("closed",)] * 2
    )
    assert rows(store.db, "select field, value from docket_facts where field like 'status%' order by 1") == [
        ("status", "closed"),
        ("status_raw", "DECIDED"),
    ]


@pytest.mark.parametrize("code", [ROW_NOT_READ, ROWS_NOT_READ])
def test_a_page_with_a_row_that_was_not_read_takes_nothing_away(store, code):
    line = {"n": "1", "text": "COMPLAINT", "date": "2022-02-01"}
    whole = {"number": GENUINE, "caption": "x", "entries": [line, line | {"n": "2", "text": "ANSWER"}]}
    ingest(store, page("a", "2022-03-01", [whole]))
    shown = page("a", "2022-03-02", [whole | {"entries": [line]}])
    store.ingest(99, shown, list(worlds.parse(shown)), [Issue(code, "2 ANSWER", shown.url)])
    assert rows(store.db, "select is_gone from docket_entries") == [(0,), (0,)]
    assert rows(store.db, "select scope from snapshots order by rowid") == [("complete",), ("window",)]
