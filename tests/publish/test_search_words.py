"""What everyday words mean here: each row of the table keeps its word, and leads to a page that is there."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from publish.search.rank import rank
from publish.search.stems import stem
from publish.search.table import FILLER, SAME, load_meanings
from publish.search.understand import name_of, understand
from publish.serve import make_datasette

ROWS = load_meanings()


@pytest.fixture(scope="module")
def conn(catalog):
    with closing(sqlite3.connect(catalog)) as opened:
        yield opened


def answers(conn, words):
    return [result.name.path for result in rank(conn, understand(conn, words)).results]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.leads_to}: {row.example}"[:60])
def test_each_row_fits_its_example_and_not_the_other(row):
    fitting, other = stem([row.example, row.counter])
    assert row.find(fitting) and not row.find(other)


def test_each_page_that_a_row_leads_to_is_there(catalog, conn):
    datasette = make_datasette(catalog)
    pages = {row.leads_to for row in ROWS} - {FILLER, SAME}
    names = {page: name_of(conn, page) for page in pages}
    assert not [page for page, name in names.items() if name is None]

    async def status(address):
        return (await datasette.client.get(address)).status_code

    wrong = {
        name.path: code
        for name in names.values()
        if (code := asyncio.run(status(name.path))) not in (200, 503)
    }
    assert not wrong


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
    ("words", "page"),
    [
        ("chatbot", "/brief/generated-output"),
        ("ChatGPT", "/brief/generated-output"),
        ("briefs", "/briefs"),
        ("which judges write most", "/judges"),
        ("spreadsheet of design rulings", "/rulings.xlsx"),
    ],
)
def test_pages_that_tell_of_many_are_found(conn, words, page):
    assert page in answers(conn, words)[:3]


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
        first = next(
            result.name.id for result in rank(conn, understood).results if result.name.kind == "case"
        )
        outcome_found = conn.execute("select outcome_230 from cases where case_id = ?", (first,)).fetchone()[
            0
        ]
        assert outcome_found == outcome


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


def test_a_bill_among_the_best_answers_says_what_became_of_it(catalog):
    page = asyncio.run(make_datasette(catalog).client.get("/search?q=FOSTA")).text
    best = page.partition('id="best"')[2].partition("</section>")[0]
    item = best.partition('href="/bill/115-hr-1865"')[2].partition("</li>")[0]
    assert "enacted, Pub. L. 115-164" in item


def test_the_page_says_that_counsel_is_not_held(catalog):
    page = asyncio.run(make_datasette(catalog).client.get("/search?q=Carrie+Goldberg")).text
    assert "counsel is not held in this record" in page and 'id="best"' not in page
