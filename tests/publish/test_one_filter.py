"""A filter is one thing: page, API, exports, spreadsheets, MCP and SQL find the same rows, and a count beside a value
is kept."""

import asyncio
import csv
import functools
import html
import io
import json
import os
import re
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.api.resources import RESOURCES
from publish.links import anchor, case_path, law_path
from publish.mcp.tools import call
from publish.pages import cases, laws, rulings
from publish.serve import make_datasette
from tests.publish.checking import count_of, exported
from tests.worlds.asking import answers_of as ask
from tests.worlds.publishing import build_catalog
from tests.worlds.sql import run_sql

EXAMPLES, FEW_EXAMPLES = (150, 15) if os.environ.get("TRACKER_TEST_FULL") else (40, 6)

KEYS = {"cases": "case_id", "rulings": "ruling_id", "laws": "law_id"}
LISTS = {"cases": cases.LIST, "rulings": rulings.LIST, "laws": laws.LIST}
# How the page of a list leads to a row of it.
LINKS = {
    "cases": r'<th role="rowheader"[^>]*>\s*<a href="([^"]+)"',
    "rulings": r'<a href="([^"]+)"><span class="case">',
    "laws": r'<th role="rowheader"[^>]*><a href="([^"]+)"',
}
MOST_PAGES = 4  # pages of a list that are read whole; of more, the first
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
        while given:
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
    assert of_mcp(site, name, choice) == [row[KEYS[name]] for row in items]
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
        r'name="(\w+)" value="([^"]+)".*?<span class="c">([\d,]+)</span>', page.replace("\n", " ")
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
