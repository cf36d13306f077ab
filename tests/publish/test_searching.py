"""The search: what each filter leaves, decisions by their words, what everyday words mean here; the same in the API."""

import html as markup
import re
import sqlite3
from contextlib import closing
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st

from db.schema import create_tables, open_docket
from docket.records import Docket, DocketRef
from publish.cache import Connection
from publish.search.rank import rank
from publish.search.stems import stem
from publish.search.table import FILLER, SAME, load_meanings
from publish.search.understand import name_of, understand
from publish.search_query import CLOSE, OPEN, Narrowed, highlight_terms, terms
from tests.publish.checking import build, check_page, make_world
from tests.worlds.asking import answers_of, ask, text_of
from tests.worlds.publishing import SCRIPT, snapshot
from tests.worlds.sql import run_sql


def sections(path, address):
    """Return {heading: words} of the sections of a page of results."""
    html = ask(path, address).text
    parts = re.findall(r'<section class="sec[^"]*"[^>]*>.*?</section>', html, re.DOTALL)
    return {text_of(re.search(r"<h2.*?</h2>", part)[0]): text_of(part) for part in parts}


def best(page):
    """Return the addresses of the best answers, in their order, without what narrows them."""
    listed = page.partition('id="best"')[2].partition("</section>")[0]
    return [markup.unescape(address) for address in re.findall(r'<li>.*?href="([^"]+)"', listed, re.DOTALL)]


@pytest.mark.parametrize(
    ("query", "wanted", "not_found"),
    [
        ("q=roe", {"Cases", "Parties"}, set()),
        ("q=example&in=cases", {"Cases"}, {"Parties", "Docket entries"}),
        ("q=example&in=parties", {"Parties"}, {"Cases"}),
        ("q=dismiss&in=entries", {"Docket entries"}, {"Cases", "Decisions and opinions"}),
        ("q=dismiss&court=cand", {"Docket entries"}, set()),
        ("q=dismiss&court=nysd", set(), {"Docket entries", "Cases"}),
        ("q=dismiss&from=2022-02-02&to=2022-02-02", {"Docket entries"}, set()),
        ("q=dismiss&from=2022-02-03", set(), {"Docket entries"}),  # filed on February 2
        ("q=affirmed+in+part&in=decisions", {"Decisions and opinions"}, {"Cases"}),
        ("q=affirm&in=decisions", {"Decisions and opinions"}, set()),  # the last letters may be missing
        ("q=ffirmed&in=decisions", set(), {"Decisions and opinions"}),  # not the first
        ('q="in affirmed"&in=decisions', set(), {"Decisions and opinions"}),  # a phrase stands in its order
        ('q="affirmed in part"&in=decisions', {"Decisions and opinions"}, set()),
        ("q=affirmed&in=decisions&to=2024-03-03", set(), {"Decisions and opinions"}),
        ("q=affirmed&in=decisions&court=ca9", {"Decisions and opinions"}, set()),
        ("q=affirmed&in=decisions&court=cand", set(), {"Decisions and opinions"}),
        ("q=act&in=bills", {"Bills"}, {"Cases"}),
    ],
)
def test_filters(world, query, wanted, not_found):
    shown = set(sections(world, f"/search?{query}"))
    assert wanted <= shown and not not_found & shown


@pytest.mark.parametrize(
    ("narrowed", "case_ids"),
    [
        (Narrowed(first="2019-01-01"), {"ruled"}),
        (Narrowed(last="2001-12-31"), {"filed", "ruled"}),
        (Narrowed(first="2002-01-01", last="2018-12-31"), set()),
        (Narrowed(first="2002-01-01", court_ids=("cand",)), set()),
        (Narrowed(first="2002-01-01", court_ids=("cand", "ca9")), {"ruled"}),
        (Narrowed(court_ids=("cand",)), {"filed"}),
        (Narrowed(first="2001-01-01", outcomes=("immune",)), {"filed"}),
    ],
)
def test_a_case_is_of_a_time_in_which_it_was_filed_or_ruled_on(tmp_path, narrowed, case_ids):
    conn = open_docket(tmp_path / "docket.db")
    create_tables(conn)
    conn.execute("pragma foreign_keys=off")
    for case_id, court_id, outcome in (("filed", "cand", "immune"), ("ruled", "ca9", "not_immune")):
        conn.execute("insert into cases (case_id, outcome_230) values (?, ?)", (case_id, outcome))
        conn.execute(
            "insert into dockets (docket_id, case_id, court_id, date_filed) values (?, ?, ?, '2001-05-05')",
            (case_id, case_id, court_id),
        )
    conn.execute("insert into rulings (ruling_id, docket_id, date_from) values ('r', 'ruled', '2019-06-06')")
    sql, values = narrowed.cases()
    assert {case_id for (case_id,) in conn.conn.execute(sql, values)} == case_ids
    conn.close()


def test_the_courts_to_choose_from_are_those_with_a_docket_that_is_shown(tmp_path):
    path = make_world(tmp_path, "update dockets set selection = 'excluded' where court_id = 'nysd'")
    choice = re.search(r'<select name="court".*?</select>', ask(path, "/search?q=example").text, re.DOTALL)[0]
    assert set(re.findall(r'<option value="([^"]+)"', choice)) == {"cand", "ca9"}


NUMBERS = ("4:22-md-03047", "Case No. 4:22-md-03047-YGR", "no. 22-md-3047", "Docket 4:22-MD-3047")
PROVISIONS = {
    "230(c)(1)": "c1",
    "47 U.S.C. § 230(c)(2)(A)": "c2a",
    "section 230 (e) (5)": "e5",
    "230(f)(3)": "f3",
}
PAGES = [
    # What is asked of which world, what the page says, and what it does not.
    (
        "ds",
        "example&court=cand&from=2020-01-01",
        [
            "cases and what belongs to their dockets are listed alone",
            "Anything without a known date is left out",
        ],
        [],
    ),
    (
        "ds",
        "example&in=cases&court=cand&from=2020-01-01&to=2026-01-01",  # a search is its address
        [
            '<option value="cases" selected>',
            '<option value="cand" selected>',
            'value="2020-01-01"',
            'value="2026-01-01"',
            'value="example"',
        ],
        [],
    ),
    ("catalog_ds", "zzzzqq", [], ["was read as"]),
    ("catalog_ds", "Cooley", [], ["was read as"]),  # two thirds of "Google"
    (
        "catalog_ds",
        "Judge+Caproni",
        ["Decisions and opinions", "Herrick v. Grindr"],
        [],
    ),  # her title hides nothing
    (
        "catalog_ds",
        "museum+newsletter&in=decisions",
        ["2001 day not known"],
        ["Jan. 1"],
    ),  # known by its year alone
    (
        "catalog_ds",
        "Anderson+v.+TikTok&in=cases",
        [
            "Oct. 23, 2024 last event Anderson v. TikTok, E.D. Pa., 3d Cir. Not immune"
        ],  # called by none of its courts
        [],
    ),
    ("catalog_ds", "934+F.3d+53", ["Force v. Facebook", "Searched the names"], []),
    ("catalog_ds", "Carrie+Goldberg", ["counsel is not held in this record"], ['id="best"']),
    *(("catalog_ds", quote(number), ["Social Media Addiction"], []) for number in NUMBERS),
    *(
        ("catalog_ds", quote(query), [f'href="/rulings?provision={code}"'], [])
        for query, code in PROVISIONS.items()
    ),
    *(("catalog_ds", query, [], ["every ruling on it"]) for query in ("230(z)(1)", "230")),
]


@pytest.mark.parametrize(("site", "query", "says", "hides"), PAGES, ids=[query for _, query, *_ in PAGES])
def test_what_a_page_of_results_says(request, site, query, says, hides):
    check_page(request.getfixturevalue(site), f"/search?q={query}", says, hides)


def test_hostile_words_of_a_ruling_are_text(tmp_path):
    text = f"Dismissal {SCRIPT} of \x02all\x03"
    path = make_world(tmp_path, f"update rulings set text = '{text}' where text is not null")
    html = ask(path, "/search?q=dismissal&in=decisions").text
    assert "<mark>Dismissal</mark> &lt;script&gt;" in html and SCRIPT not in html and "\x02" not in html


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Immune.", "immun", "<mark>Immune</mark>."),
        ("disimmune", "immun", "disimmune"),
        ("a.b and axb", "a.b", "<mark>a.b</mark> and axb"),  # a dot is a dot
        ("out of time", '"of time"', "out <mark>of time</mark>"),
        ("R&D", "r", "<mark>R</mark>&amp;D"),
        ("nothing", "", "nothing"),
    ],
)
def test_highlight_terms(text, asked, expected):
    assert str(highlight_terms(text, terms(asked))) == expected


@given(st.text(max_size=60), st.text(max_size=20))
def test_highlighting_changes_no_word(text, asked):
    shown = str(highlight_terms(text, terms(asked)))
    plain = markup.unescape(shown.replace("<mark>", "").replace("</mark>", ""))
    assert plain == text.replace(OPEN, "").replace(CLOSE, "")


# --- search that forgives


@pytest.mark.parametrize(
    ("query", "right", "first"),
    [
        ("facebok", "facebook", "/party/facebook"),
        ("backpge", "backpage", "/party/backpage"),
        ("lemon v snap", "lemmon", "/case/lemmon-v-snap"),
        ("herick", "herrick", "/case/herrick-v-grindr"),
        ("who pushes a video by algorythm", "algorithm", "/question/recommendation"),
    ],
)
def test_what_is_misspelled_is_read_as_it_is_spelled(catalog_ds, query, right, first):
    page = check_page(catalog_ds, f"/search?q={quote(query)}", [f"was read as <b>{right}</b>"])
    assert first == best(page.text)[0]


@pytest.mark.parametrize("query", ["MDL No. 3047", "MDL 3047"])
def test_the_word_before_a_number_is_no_part_of_it(catalog_ds, query):
    page = check_page(catalog_ds, f"/search?q={quote(query)}").text
    assert best(page)[0] == "/case/in-re-social-media-addiction-mdl-3047"


def test_a_case_that_nobody_reviewed_says_so_in_lists(tmp_path):
    ref = DocketRef("cand", "3:22-cv-01234")
    sheet = Docket(ref, ref.docket_number, "Roe v. Ferry Co.")
    path = build(tmp_path / "docket.db", [(snapshot("x.html", b"1"), [sheet])])
    run_sql(path, "update cases set selection = 'imported'")
    sentence = "No ruling imported by the operator of this site"
    assert sentence in sections(path, "/search?q=ferry")["Cases"]
    assert sentence in text_of(ask(path, "/cases").text)


def test_a_number_within_a_name_stays():
    assert terms("Doe No. 1") == [("Doe", False), ("No.", False), ("1", False)]
    assert terms("no. 21-1333") == [("21-1333", False)]


# --- what everyday words mean: each row of the table keeps its word, and leads to a page that is there

ROWS = load_meanings()


@pytest.fixture(scope="module")
def conn(catalog):
    # As pages have it, which remembers the names that it read.
    with closing(sqlite3.connect(catalog, factory=Connection)) as opened:
        yield opened


def answers(conn, words):
    return [result.name.path for result in rank(conn, understand(conn, words)).results]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.leads_to}: {row.example}"[:60])
def test_each_row_fits_its_example_and_not_the_other(row):
    fitting, other = stem([row.example, row.counter])
    assert row.find(fitting) and not row.find(other)


def test_each_page_that_a_row_leads_to_is_there(catalog_ds, conn):
    pages = {row.leads_to for row in ROWS} - {FILLER, SAME}
    names = {page: name_of(conn, page) for page in pages}
    assert [page for page, name in names.items() if name is None] == []
    statuses = {name.path: answers_of(catalog_ds, name.path).status_code for name in names.values()}
    assert {path: status for path, status in statuses.items() if status not in (200, 503)} == {}


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("features that addict teenagers", "/case/in-re-social-media-addiction-mdl-3047"),
        ("addictive feeds", "/case/netchoice-v-bonta-sb976"),
        ("SESTA", "/bill/115-s-1693"),
        ("FOSTA", "/bill/115-hr-1865"),
        ("ca9", "/circuit/9"),
        ("9th Cir.", "/court/ca9"),
        ("S.D.N.Y.", "/court/nysd"),
        ("Southern District of New York", "/court/nysd"),
        ("America Online", "/party/aol"),
        ("meta", "/party/meta-platforms"),
        ("zuckerberg", "/party/meta-platforms"),
        ("tik tok", "/party/tiktok"),
        ("matchgroup", "/party/match-group"),
        ("judge koh", "/judge/lucy-h-koh"),
        ("sunset 230 bill", "/bill/119-s-3546"),
        ("next trial instagram", "/hearings?kind=trial"),
        ("Texas HB 20", "/law/texas-hb-20"),
        ("defamation", "/rulings?claim=defamation"),
        ("judge Gonzalez Rogers", "/judge/yvonne-gonzalez-rogers"),
        ("Judge Caproni", "/judge/valerie-e-caproni"),
        ("934 F.3d 53", "/case/force-v-facebook"),
        ("third circuit tiktok", "/case/anderson-v-tiktok"),
        ("Communications Decency Act", "/statute"),
        ("did the supreme court rule on youtube terrorism", "/case/gonzalez-v-google"),
        # Pages that tell of many.
        ("chatbot", "/brief/generated-output"),
        ("ChatGPT", "/brief/generated-output"),
        ("briefs", "/briefs"),
        ("which judges write most", "/judges"),
        ("spreadsheet of design rulings", "/rulings.xlsx"),
    ],
)
def test_words_find_a_page_among_the_first_three(conn, words, address):
    assert address in answers(conn, words)[:3]


def test_two_letters_are_a_word_and_no_beginning(conn):
    concepts = understand(conn, "AI").concepts
    assert "*" not in concepts[0].exact + (concepts[0].alike or "")
    assert "/party/airbnb" not in answers(conn, "AI")


@pytest.mark.parametrize("words", ["the of and", "can I sue"])
def test_words_that_ask_for_nothing_are_looked_for_where_there_are_no_others(conn, words):
    assert understand(conn, words).concepts


@pytest.mark.parametrize(
    "words", ['"', "*", '""" OR NEAR(', "a" * 200, "\u00df\u0130 \u0131", "x\u0301y 12\u00b2"]
)
def test_no_words_break_the_search(conn, words):
    rank(conn, understand(conn, words))


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("judges", "/judges"),
        ("rulings", "/rulings"),
        ("which judge decided backpage", None),
    ],
)
def test_the_name_of_a_list_alone_leads_to_it(conn, asked, page):
    lists = {"/judges", "/courts", "/rulings", "/cases", "/parties"}
    assert [lead.name.path for lead in understand(conn, asked).leads if lead.name.path in lists] == [
        path for path in [page] if path
    ]


@pytest.mark.parametrize(
    "words", ["chatbot", "ChatGPT", "Grok", "artificial intelligence", "generative AI", "fentanyl"]
)
def test_a_word_brings_no_case_that_shares_a_stem_with_another_alone(conn, words):
    assert {"/case/general-steel-v-chumley"}.isdisjoint(answers(conn, words))
    assert not [path for path in answers(conn, words)[:3] if "dealer" in path]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("review site not immune", "not_immune"),
        ("review site that lost", "not_immune"),
        ("review site immune", "immune"),
        ("I lost my money", None),
        ("immunity from suit", None),
    ],
)
def test_how_it_came_out_is_asked_for(conn, words, outcome):
    understood = understand(conn, words)
    assert understood.outcome == outcome
    if outcome:
        cases = (result.name.id for result in rank(conn, understood).results if result.name.kind == "case")
        shown = conn.execute("select outcome_230 from cases where case_id = ?", (next(cases),)).fetchone()
        assert shown == (outcome,)


@pytest.mark.parametrize(
    ("words", "is_nobody"),
    [
        ("Carrie Goldberg", True),
        ("Carrie Ngozi Okonjo", True),
        ("Kenneth Zeran", False),
        ("roommate housing", False),
    ],
)
def test_a_name_that_is_not_held_brings_nobody_else(conn, words, is_nobody):
    ranked = rank(conn, understand(conn, words))
    assert ranked.is_nobody == is_nobody
    assert bool(ranked.results) != is_nobody
