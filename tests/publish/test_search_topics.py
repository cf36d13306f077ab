"""What a search names beside the words of the record leads on: no search of a circuit, a court, a claim, an open
question or of § 230 itself ends in nothing."""

import asyncio
import re
import sqlite3
from contextlib import closing
from html import unescape

import pytest

from publish.pages.search_topics import find_topics
from publish.serve import make_datasette


@pytest.fixture(scope="module")
def ask(catalog):
    datasette = make_datasette(catalog)
    return lambda path: asyncio.run(datasette.client.get(path))


@pytest.fixture(scope="module")
def conn(catalog):
    with closing(sqlite3.connect(catalog)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "paths", "rest"),
    [
        (
            "section 230 design defect ninth circuit",
            {"/question/design_defect", "/circuit/9", "/statute", "/rulings"},
            "design defect",
        ),
        ("47 USC 230", {"/statute", "/rulings"}, None),
        ("47 U.S.C. § 230", {"/statute", "/rulings"}, None),
        ("230", {"/statute", "/rulings"}, None),
        ("ca9", {"/circuit/9", "/court/ca9"}, None),
        ("S.D.N.Y.", {"/court/nysd"}, None),
        ("defamation 2d Cir.", {"/circuit/2", "/rulings?claim=defamation&circuit=2"}, "defamation"),
        ("Judge Chen", set(), "Chen"),
        ("Section 230(e)(3)", {"/statute", "/rulings"}, None),
        (
            "failure to warn",
            {
                "/question/failure_to_warn",
                *(f"/rulings?{kind}=failure_to_warn" for kind in ("theory", "claim")),
            },
            None,
        ),
        ("federal circuit", {"/circuit/fed"}, None),
        ("SESTA", {"/bill/115-s-1693"}, None),
        ("what did fosta change", {"/bill/115-hr-1865"}, None),
        ("2300 circuits of cable", set(), None),
    ],
)
def test_what_the_words_name(conn, words, paths, rest):
    found = find_topics(conn, words)
    assert ({path for _, path in found.links}, found.rest) == (paths, rest)


@pytest.mark.parametrize(
    ("words", "number"), [("22-cv-99355", "22-cv-99355"), ("47 USC 230", None), ("roe", None)]
)
def test_a_number_is_no_statute(conn, words, number):
    assert find_topics(conn, words).number == number


def test_every_page_that_a_search_leads_to_is_there(ask):
    page = ask("/search?q=section+230+design+defect+ninth+circuit").text
    listed = page.partition('aria-label="Pages about it"')[2].partition("</ul>")[0]
    paths = [unescape(path) for path in re.findall(r'href="([^"]+)"', listed)]
    assert len(paths) == 4
    # A busy machine may not read every ruling in time; that the page is there is what is asked.
    assert not {ask(path).status_code for path in paths} - {200, 503}
    [alone] = re.findall(r'Search for <a href="([^"]+)"', page)
    assert "Nothing found" not in ask(unescape(alone)).text


def test_a_docket_that_is_not_held_is_told(ask):
    page = ask("/search?q=22-cv-99355").text
    assert "No docket 22-cv-99355 is in the record" in page
    assert 'href="/coverage"' in page.partition("No docket 22-cv-99355")[2]
