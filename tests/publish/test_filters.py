"""A filter is one thing. What is unknown is refused with the nearest right thing, everywhere alike; page, API, exports,
spreadsheets, MCP and SQL find the same rows, and a count beside a value is kept."""

import asyncio
import csv
import functools
import html
import io
import json
import re
import sqlite3
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from publish import plugin
from publish.api.resources import RESOURCES
from publish.filters import naming, terms
from publish.filters.prepared import QUESTIONS
from publish.filters.refusal import find_near, is_tracking, read_names
from publish.links import anchor, case_path, law_path
from publish.mcp.tools import call
from publish.pages import cases, laws, rulings
from publish.serve import make_datasette
from tests.publish.checking import FULL, check_page, count_of, exported
from tests.worlds.asking import answers_of as ask, text_of
from tests.worlds.publishing import SCRIPT, build_catalog
from tests.worlds.sql import run_sql

# --- what is refused

PAGES = [
    # (address, what is said, the corrected address that is offered)
    ("/cases?colour=red", "there is no parameter 'colour' here", None),
    ("/cases?outcom=immune", "the nearest: outcome", "/cases?outcome=immune"),
    ("/cases?outcome=imune", "the nearest: immune", "/cases?outcome=immune"),
    ("/cases?outcome=open,imune", "the nearest: immune", "/cases?outcome=open%2Cimmune"),
    ("/cases?court=cnd", "names no court or circuit", "/cases?court=cand"),
    ("/cases?party=no-such-company", "names no company or body", None),
    ("/cases?circuit=12", "names no circuit", None),
    ("/cases?date_filed_from=2025-02-30", "is not a day", None),
    ("/cases?date_filed_from=2025-01-02&date_filed_to=2025-01-01", "swap them", None),
    ("/cases?date_filed_from=2025-W09-1", "is not a day", None),
    ("/cases?date_filed_from=2025-01-02&date_filed_from=2025-01-03", "may be given 1 time at most", None),
    ("/cases?year=99", "is not a year", None),
    ("/cases?year=0999", "is not a year", None),
    ("/cases?sort=nme", "the nearest: name", "/cases?sort=name"),
    ("/matrix?law_in_force=after", "the nearest: after_fosta", "/matrix?law_in_force=after_fosta"),
    ("/hearings?month=2026-13", "is not a month", None),
    ("/hearings?mnth=2026-06", "the nearest: month", "/hearings?month=2026-06"),
    ("/changes?case_id=roe-v-exmple", "names no case", "/changes?case_id=roe-v-example"),
    ("/search?q=roe&court=cnd", "names no court or circuit", "/search?court=cand&q=roe"),
    ("/search?q=roe&from=2025-01-02&to=2025-01-01", "swap them", None),
    ("/bills?state=alve", "the nearest: alive", "/bills?state=alive"),
    ("/bills?congress=12", "names no Congress with a bill that we know", None),
    ("/issues?code=none", "is not a kind of issue", None),
    ("/coverage?court=nowhere", "names no court", None),
    ("/about?x=1", "this page takes none", None),
    ("/case/roe-v-example?docket=cand-22-cv-0123", "is not a docket of this case", None),
    *(
        (f"/search?q=roe&{query}", words, None)
        for query, words in (
            ("in=everything", "is not a value here; write one of cases"),
            ("court=atlantis", "names no court or circuit that we know"),
            ("from=yesterday", "is not a day; write it like"),
            ("to=2026-02-30", "is not a day"),
            (f"in={SCRIPT}", "is not a value here"),
        )
    ),
    *(
        (f"/hearings?month={month}", "is not a month; write it like 2026-06", None)
        for month in ("2026", "june", "9999-99", SCRIPT)
    ),
]


@pytest.mark.parametrize(("path", "words", "better"), PAGES, ids=[path for path, *_ in PAGES])
def test_a_page_refuses_what_it_cannot_ask_and_shows_its_list_unfiltered(ds, path, words, better):
    answer = check_page(ds, path, [words], [SCRIPT], status=400)
    unfiltered = ask(ds, path.partition("?")[0] + ("?q=roe" if "q=roe" in path else ""))
    assert re.search(r"<h1[^>]*>.*?</h1>", unfiltered.text, re.DOTALL)[0] in answer.text
    if path.startswith("/cases"):
        assert count_of(answer) == count_of(unfiltered) == 2
    if better:
        assert f'href="{html.escape(better)}"' in answer.text, re.findall(r'href="([^"]+)"', answer.text)[:9]


def test_every_page_refuses_an_unknown_parameter(ds):
    parts = {
        "case_id": "roe-v-example",
        "entity_id": "sample",
        "bill_id": "119-hr-1",
        "court_id": "cand",
        "circuit": "9",
        "theory_id": "product_design",
        "outcome": "immune",
    }
    for pattern, *_, asks in (*plugin._PAGES, *plugin._DOCUMENTS):
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda match: parts.get(match[1], "none"), pattern)
        path = path.strip("^$").replace("\\", "").replace("(?:status|sources)", "status")
        if "none" in path or asks is None:
            continue
        assert ask(ds, f"{path}?no_such_parameter=1").status_code == 400, path


@pytest.mark.parametrize("name", ["fbclid", "gclid", "ref", "utm_source", "utm_anything", "mc_cid"])
@pytest.mark.parametrize(
    "path",
    ["/cases", "/about", "/api/v1/cases", "/docket/cases.json", "/docket/dockets_counted", "/hearings.ics"],
)
def test_what_says_where_a_reader_came_from_is_left_out(ds, name, path):
    plain, tracked = ask(ds, path, f"{path}?{name}=x")
    assert tracked.status_code == plain.status_code == 200
    if path.endswith(".json"):  # Datasette itself takes it for a column, and finds no row
        assert tracked.json()["rows"] == plain.json()["rows"] != []


def test_tables_of_datasette_keep_their_own_parameters(ds):
    answer = ask(ds, "/docket/cases.json?_shape=objects&status=open&_size=1&_facet=status")
    assert [row["case_id"] for row in answer.json()["rows"]] == ["roe-v-example"]


@pytest.mark.parametrize(
    ("path", "status", "leads_to"),
    [
        ("/docket/dockets_counted?law=after_fosta&courts=trial", 301, "level=trial&law_in_force=after_fosta"),
        ("/docket/dockets_counted?court=9th+Cir.", 301, "court=ca9"),
        ("/docket/dockets_counted.json?court=ca9&_shape=array", 200, None),
        ("/docket/dockets_counted?outcome=immune;none", 200, None),
        ("/docket/dockets_counted?outcome=immun", 400, None),
        ("/docket/dockets_counted.json?colour=red", 400, None),
        ("/docket/dockets_counted?claim=", 200, None),
        ("/docket/cases_of_a_company?entity=sample", 301, "party=sample"),
        ("/docket/cases_of_a_company?party=no-such-company", 400, None),
        ("/docket/rulings_of_a_theory?theory=product_desing", 400, None),
        ("/docket/hearings_from?as_of=2026-02-30", 400, None),
    ],
)
def test_prepared_questions_are_asked_in_the_same_words(ds, path, status, leads_to):
    answer = ask(ds, path)
    assert answer.status_code == status, answer.text
    if leads_to:
        assert answer.headers["location"] == f"?{leads_to}"
        assert ask(ds, path.partition("?")[0] + answer.headers["location"]).status_code == 200


def test_every_prepared_question_is_checked(ds):
    queries = ds.metadata("databases")["docket"]["queries"]
    assert set(queries) == set(QUESTIONS)
    for name, query in queries.items():
        asked = set(re.findall(r":([a-z]\w*)", query["sql"])) - {"_now_datetime_utc"}
        assert asked == {term.name for term in QUESTIONS[name]}, name


# --- one name for one thing

FORMER = [
    ("/api/v1/cases", "court_id=ca9", "court=ca9"),
    ("/api/v1/cases", "entity=sample", "party=sample"),
    ("/api/v1/cases", "outcome_230=partly_immune", "outcome=partly_immune"),
    ("/api/v1/dockets", "outcome_230=immune", "outcome=immune"),
    ("/api/v1/rulings", "outcome_230=immune", "answer=immune"),
    ("/api/v1/rulings", "published=yes", "is_precedential=true"),
    ("/api/v1/rulings", "law_effect=none", "law_state=none"),
    ("/api/v1/hearings", "court_id=cand", "court=cand"),
    ("/api/v1/entries", "court_id=cand", "court=cand"),
]


@pytest.mark.parametrize(("path", "old", "new"), FORMER, ids=[f"{path}?{old}" for path, old, _ in FORMER])
def test_a_former_name_is_answered_and_said_to_be_one(ds, path, old, new):
    former, now = ask(ds, f"{path}?{old}", f"{path}?{new}")
    assert former.json()["data"] == now.json()["data"]
    name, called = old.partition("=")[0], new.partition("=")[0]
    assert f"{name} is called {called} now" in former.json()["notes"][0] and now.json()["notes"] == []
    assert former.headers["deprecation"].startswith("@") and "GMT" in former.headers["sunset"]
    assert "deprecation" not in now.headers
    lines = ask(ds, f"{path}.ndjson?{old}")
    assert lines.status_code == 200 and "sunset" in lines.headers


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/cases?plaintiff=individual", "/cases?plaintiff_type=individual"),
        ("/cases?law=after_fosta", "/cases?law_in_force=after_fosta"),
        ("/cases?court_id=ca9", "/cases?court=ca9"),
        ("/cases?entity=sample", "/cases?party=sample"),
        ("/cases?outcome_230=none", "/cases?outcome=none"),
    ],
)
def test_a_page_answers_a_former_name_and_says_so(ds, old, new):
    former, now = ask(ds, old, new)
    assert former.status_code == now.status_code == 200
    assert count_of(former) == count_of(now) == 1 or "law" in old
    assert " is called " in text_of(former.text) and " is called " not in text_of(now.text)


def test_pages_and_api_narrow_cases_by_the_same_words():
    page = {term.name for term in cases.TERMS}
    api = {filter.name for filter in RESOURCES["cases"].filters}
    assert page <= api and api - page == {"as_of", "case_id", "is_verified", "q"}
    of = {filter.name: filter for filter in RESOURCES["cases"].filters}
    assert all(
        of[term.name].term is term
        for term in cases.TERMS
        if term.codes or (term.naming and term.kind == "text")
    )


# --- names for things


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ca9", ["ca9"]),
        ("9th Cir.", ["ca9"]),
        ("9th cir", ["ca9"]),
        ("2d Cir.", ["ca2"]),
        ("N.D. Cal.", ["cand"]),
        ("nd cal", ["cand"]),
        ("U.S.", ["scotus"]),
        ("U.S. Court of Appeals for the Ninth Circuit", ["ca9"]),
        # What is left of the name.
        ("Southern District of New York", ["nysd"]),
        ("Supreme Court", ["scotus"]),
        ("District of Columbia", ["dcd"]),
        ("Northern District of California", ["cand"]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_a_court_is_known_by_its_names(written, expected):
    assert naming.find_courts(None, written) == expected


@pytest.mark.parametrize("written", ["9th Circuit", "Ninth Circuit", "circuit 9", "9"])
def test_a_circuit_is_all_its_courts(written):
    court_ids = naming.find_courts(None, written)
    assert {"ca9", "cand", "wawd"} <= set(court_ids) and "nysd" not in court_ids
    assert court_ids == naming.courts_of(None, "9")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("9", "9"), ("9th Cir.", "9"), ("Ninth Circuit", "9"), ("ca9", "9"), ("D.C. Cir.", "dc"), ("dc", "dc"),
     ("Fed. Cir.", "fed"), ("2d Cir.", "2"), ("11", "11"), ("1st", "1"), ("12", None)],
)  # fmt: skip
def test_a_circuit_is_known_by_its_names(written, expected):
    assert naming.find_circuit(None, written) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("meta", "meta-platforms"),
        ("Meta Platforms, Inc.", "meta-platforms"),
        ("Facebook, Inc.", "meta-platforms"),
        ("facebook", "facebook"),
        ("Twitter, Inc.", "x-corp"),
        ("Twitter", "x-corp"),
        ("X", "x-corp"),  # the platform X is its owner's, which bears its name
        ("x.com", "x-corp"),
        ("Meta Platforms", "meta-platforms"),  # but for its legal form
        ("America Online", "aol"),
        ("Inc.", None),
        ("*", None),
        ("youtube", "youtube"),
        ("no-such-company", None),
    ],
)
def test_a_company_is_known_by_its_names(catalog, written, expected):
    with closing(sqlite3.connect(catalog)) as conn:
        assert naming.find_entities(conn, written)[:1] == ([expected] if expected else [])


def test_an_answer_says_which_company_a_name_was_understood_as(catalog_ds):
    named, by_id = ask(catalog_ds, "/api/v1/rulings?party=X", "/api/v1/rulings?party=x-corp")
    assert named.json()["notes"] == ["party=X was understood as X Corp. (x-corp)"]
    assert "deprecation" not in named.headers and by_id.json()["notes"] == []


@pytest.mark.parametrize(
    "law", ["texas-hb-20", "H.B. 20", "hb20", "Texas H.B. 20 (social media content moderation)"]
)
def test_rulings_are_narrowed_by_a_law_under_any_name(catalog_ds, law):
    rulings = ask(catalog_ds, f"/api/v1/rulings?law={quote(law)}").json()["data"]
    assert len(rulings) == 7 and {ruling["law"] for ruling in rulings} == {
        "Texas H.B. 20 (social media content moderation)"
    }


def test_a_company_is_asked_for_by_its_side(catalog_ds):
    whole, defended, sued, wrote = (
        len(exported(catalog_ds, f"/api/v1/rulings.ndjson?party=X{role}"))
        for role in ("", "&role=defendant", "&role=plaintiff", "&role=amicus")
    )
    assert wrote == 0 < sued < defended and defended + sued <= whole
    named = exported(catalog_ds, "/api/v1/cases.ndjson?party=X&role=plaintiff")
    assert "x-corp-v-bonta" in {case["case_id"] for case in named}
    for path in ("/api/v1/cases", "/cases", "/rulings"):
        check_page(catalog_ds, f"{path}?role=plaintiff", ["add party"], status=400)
    assert count_of(ask(catalog_ds, "/rulings?party=X&role=plaintiff")) == sued


def test_hearings_are_narrowed_to_trials(catalog_ds):
    check_page(catalog_ds, "/hearings?as_of=2026-06-01", ["ral argument"])
    check_page(catalog_ds, "/hearings?as_of=2026-06-01&kind=trial", ["rial,"], ["ral argument,"])
    check_page(catalog_ds, "/hearings?kind=party", status=400)


@pytest.mark.parametrize(
    ("choice", "others"),
    [
        ("party=meta", ["party=meta-platforms", "entity=meta", "party=Meta%20Platforms,%20Inc."]),
        ("court=ca9,cand", ["court=ca9&court=cand", "court_id=ca9,cand", "court=9th%20Cir.,N.D.%20Cal."]),
        ("circuit=9", ["court=9th%20Circuit"]),
    ],
)
def test_the_same_choice_gives_the_same_cases_under_every_name(catalog_ds, choice, others):
    first, *rest = (exported(catalog_ds, f"/api/v1/cases.ndjson?{asked}") for asked in (choice, *others))
    assert len(first) > 50 and all(cases == first for cases in rest)
    assert count_of(ask(catalog_ds, f"/cases?{choice}")) == len(first)


# --- the pure parts


@pytest.mark.parametrize(
    ("written", "known", "expected"),
    [
        ("imune", ["immune", "not_immune", "open"], ["immune"]),
        ("coutr", ["court", "circuit"], ["court"]),
        ("IMMUNE", ["immune"], ["immune"]),
        ("zzz", ["immune"], []),
        ("design", {"product_liability_design": "Design", "other": "Other"}, ["product_liability_design"]),
    ],
)
def test_the_nearest_first(written, known, expected):
    assert find_near(written, known)[:1] == expected


def test_names_are_read_under_those_in_force():
    known = terms.known_names((terms.COURT, "page"))
    parameters, notes = read_names({"court_id": ["ca9"], "court": ["cand"], "utm_x": ["1"]}, known)
    assert parameters == {"court": ["ca9", "cand"]} and len(notes) == 1
    assert is_tracking("mc_eid") and not is_tracking("court")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/party/meta", "/party/meta-platforms"),
        ("/party/x", "/party/x-corp"),
        ("/party/Twitter,%20Inc.", "/party/x-corp"),
        ("/party/meta.ics", "/party/meta-platforms.ics"),
        ("/party/meta.atom", "/party/meta-platforms.atom"),
    ],
)
def test_any_name_of_a_company_leads_to_its_page(catalog_ds, path, target):
    check_page(catalog_ds, path, status=301, leads_to=target)
    check_page(catalog_ds, target)
    check_page(catalog_ds, "/party/no-such-company", status=404)


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        ("kind=entry_edited", "kind = 'entry_edited'"),
        (
            "kind=edits&case_id=roe-v-example",
            "kind in ('entry_edited', 'entry_disappeared', 'entry_reappeared')",
        ),
        ("from=2026-06-02&to=2026-06-02", "seen_at like '2026-06-02%'"),
    ],
)
def test_the_rows_of_a_page_of_changes_are_narrowed_as_it_is(ds, asked, condition):
    page = ask(ds, f"/changes?{asked}").text
    path = html.unescape(re.search(r'href="(/docket/recent_changes\.json[^"]*)"', page)[1])
    change_ids = {row["change_id"] for row in ask(ds, path).json()["rows"]}
    sql = quote(f"select change_id from changes where {condition}")
    assert change_ids == {row["change_id"] for row in ask(ds, f"/docket.json?sql={sql}&_shape=array").json()}
    assert change_ids


# --- the same rows everywhere

EXAMPLES, FEW_EXAMPLES = (150, 15) if FULL else (16, 6)

KEYS = {"cases": "case_id", "rulings": "ruling_id", "laws": "law_id"}
LISTS = {"cases": cases.LIST, "rulings": rulings.LIST, "laws": laws.LIST}
# How the page of a list leads to a row of it.
LINKS = {
    "cases": r'<th role="rowheader"[^>]*>\s*<a href="([^"]+)"',
    "rulings": r'<a href="([^"]+)"><span class="case">',
    "laws": r'<th role="rowheader"[^>]*><a href="([^"]+)"',
}
MOST_PAGES = 3  # pages of a list that are read whole; of more, the first
MOST_ITEMS = 200  # of a list that tools read on
# What a reader may write that is no code or id of one row: names, lists, circuits as courts.
NAMES = {
    "party": ("meta", "Facebook, Inc.", "google,youtube", "Twitter, Inc."),
    "court": ("9th Circuit", "N.D. Cal.", "ca9,cand", "S.D.N.Y."),
    "circuit": ("9th Cir.", "2,9", "dc"),
    "year": ("2019", "2020,2021", "1997"),
    "selection": ("catalog,excluded",),
    "judge": ("Wilkinson", "J. Harvie Wilkinson III"),
    "citation": ("129 F. 3d 327", "129f3d327"),
    "docket_number": ("No. 97-1523",),
    "law": ("S.B. 7072",),
    "stands": ("true", "false"),
    "is_precedential": ("true",),
}
DAYS = ("1997-01-01", "2015-06-30", "2021-12-31", "2024-03-01")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The catalog; every eleventh case of it is one that nobody reviewed, every thirteenth was taken out."""
    path = tmp_path_factory.mktemp("one_filter") / "docket.db"
    build_catalog(path)
    for selection, every in (("candidate", 11), ("excluded", 13)):
        run_sql(path, "update cases set selection = ? where rowid % ? = 0", selection, every)
    run_sql(
        path,
        "update dockets set selection = (select selection from cases where case_id = dockets.case_id)",
    )
    return make_datasette(path)


@functools.cache
def values_of(site, name):
    """Return for each filter of a page what may be written: every code, ids and names that occur, and some days. A
    filter of which nothing occurs is left out."""
    listing, by_term = LISTS[name], {}
    for term in listing.terms:
        if term.kind == "date":
            by_term[term.name] = DAYS
            continue
        filter, cells = listing.resource.filter(term.name), []
        if term.name not in ("circuit", "role"):
            value, rows = (
                (filter.value, RESOURCES[name].tables) if not filter.pairs else ("value", f"({filter.pairs})")
            )
            cells = run_sql(site.databases["docket"].path, f"select {value} from {rows} group by 1 limit 60")
        parts = [
            part.strip()
            for (cell,) in cells
            if cell
            for part in (cell.split(";") if filter.is_list else [cell])
        ]
        by_term[term.name] = tuple(dict.fromkeys([*term.codes, *parts, *NAMES.get(term.name, ())]))
    return {name: values for name, values in by_term.items() if values}


@st.composite
def choices(draw, values):
    """Draw up to three filters, each with one value or two."""
    chosen = draw(st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True))
    made = {}
    for name in chosen:
        most = 1 if values[name] is DAYS else 2
        made[name] = draw(st.lists(st.sampled_from(values[name]), min_size=1, max_size=most, unique=True))
    if "role" in made:
        made.setdefault("party", ["meta"])  # the side of nobody is refused by all alike
    for end in [name for name in made if name.endswith("to")]:
        first = made.get(f"{end.removesuffix('to')}from", made[end])
        made[end] = max(made[end], first)  # a time that ends before it begins is refused by all alike
    return made


def of_api(site, name, choice):
    """Return the rows that the exports give, in order, both alike."""
    query = urlencode(choice, doseq=True)
    items = exported(site, f"/api/v1/{name}.ndjson?{query}")
    table = csv.DictReader(io.StringIO(ask(site, f"/api/v1/{name}.csv?{query}").text))
    assert [row[KEYS[name]] for row in table] == [row[KEYS[name]] for row in items]
    return items


def of_sheet(site, name, choice):
    """Return the pages that the rows of the spreadsheet lead to, without the site's address."""
    answer = ask(site, f"/{name}.csv?{urlencode(choice, doseq=True)}")
    assert answer.status_code == 200, answer.text
    return [
        row["Page"].removeprefix("http://localhost")
        for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    ]


def of_mcp(site, name, choice):
    async def run():
        items, given = [], {**choice, "limit": 100}
        while given and len(items) < MOST_ITEMS:
            answer = await call(site, name, given)
            items += answer["data"]
            given = {**choice, "limit": 100, **answer["next"]} if answer["next"] else None
        return [row[KEYS[name]] for row in items]

    return asyncio.run(run())


def of_page(site, name, choice, count):
    """Return the addresses that the pages of a list lead to, in order, and the first page."""
    address = f"/{name}?{urlencode(choice, doseq=True)}"
    last = 1 if name == "laws" else max(1, -(-count // 50))
    numbers = range(1, last + 1 if last <= MOST_PAGES else 2)
    pages = [ask(site, f"{address}&page={number}" if number > 1 else address) for number in numbers]
    return [html.unescape(path) for page in pages for path in re.findall(LINKS[name], page.text)], pages[0]


def path_of(name, row):
    """Return the address to which a page leads for a row."""
    if name == "laws":
        return law_path(row["law_id"])
    return case_path(row["case_id"]) + ("" if name == "cases" else f"#{anchor(row['ruling_id'])}")


@pytest.mark.parametrize("name", list(LISTS))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_page_exports_tools_and_sql_find_the_same_rows(site, name, data):
    choice = data.draw(choices(values_of(site, name)))
    items = of_api(site, name, choice)
    paths, page = of_page(site, name, choice, len(items))
    assert count_of(page) == len(items)
    expected = [path_of(name, row) for row in items]
    if len(paths) < len(items):
        assert set(paths) <= set(expected) and len(paths) == 50
    else:
        assert sorted(paths) == sorted(expected)
    assert sorted(of_sheet(site, name, choice)) == sorted(expected)
    assert of_mcp(site, name, choice) == [row[KEYS[name]] for row in items[:MOST_ITEMS]]
    if name == "cases" and choice:  # without a filter the link leads to the view
        asked = html.unescape(re.search(r'href="(/docket\?sql=[^"]+)"', page.text)[1])
        rows = ask(site, asked.replace("/docket?", "/docket.json?") + "&_shape=array").json()
        assert {row["case_id"] for row in rows} == {row["case_id"] for row in items}


@pytest.mark.parametrize("name", list(LISTS))
@settings(max_examples=FEW_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_count_beside_a_value_is_what_choosing_it_leaves(site, name, data):
    choice = data.draw(choices(values_of(site, name)))
    page = ask(site, f"/{name}?{urlencode(choice, doseq=True)}").text
    boxes = re.findall(
        r'type="checkbox" name="(\w+)" value="([^"]+)".*?<span class="c">([\d,]+)</span>',
        page.replace("\n", " "),
    )
    offered = data.draw(st.lists(st.sampled_from(boxes), max_size=4, unique=True)) if boxes else []
    for filter, value, count in offered:
        chosen = choice | {filter: [html.unescape(value)]}
        assert len(of_api(site, name, chosen)) == int(count.replace(",", "")), (filter, value)


@pytest.mark.parametrize("name", ["cases", "rulings"])
def test_what_was_taken_out_is_listed_and_counted_where_it_is_asked_for_only(site, name):
    taken_out = of_api(site, name, {"selection": ["excluded"]})
    paths, page = of_page(site, name, {"selection": ["excluded"]}, len(taken_out))
    assert count_of(page) == len(taken_out) > 0 and paths
    for choice in ({}, {"selection": ["catalog", "candidate"]}):
        assert 'value="excluded"' not in of_page(site, name, choice, 1)[1].text, choice


# A filter and the field that says of a row what it narrows by have one name.
@pytest.mark.parametrize("field", ["circuit", "level", "stands", "is_precedential"])
def test_a_field_says_what_its_filter_narrows_by(site, field):
    rows = of_api(site, "rulings", {})
    values = {row[field] for row in rows} - {None}
    assert len(values) > 1
    for value in values:
        narrowed = of_api(site, "rulings", {field: [json.dumps(value).strip('"')]})
        assert narrowed == [row for row in rows if row[field] == value]


@pytest.mark.parametrize(
    ("things", "key", "filter", "counted", "count"),
    [
        ("laws", "law_id", "law", "rulings", "ruling_count"),
        ("judges", "judge_id", "judge", "rulings", "ruling_count"),
        ("courts", "court_id", "court", "dockets", "docket_count"),
    ],
)
def test_what_a_thing_counts_is_what_its_list_holds(site, things, key, filter, counted, count):
    rows = ask(site, f"/api/v1/{things}?limit=1000").json()["data"]
    for row in sorted(rows, key=lambda row: -row[count])[:8] + rows[::40]:
        choice = {filter: row[key], "selection": "catalog,confirmed,candidate,imported"}
        held = exported(site, f"/api/v1/{counted}.ndjson?{urlencode(choice)}")
        assert len(held) == row[count], row[key]
