"""The pages in a real browser: any width, light and dark, by keyboard, with scripting off. Skipped where
Chromium is absent."""

import re
from contextlib import ExitStack

import pytest

from tests.worlds.browsing import (
    CATALOG,
    FULL,
    WORLD,
    needs_chromium,
    opened_browser,
    opened_page,
    served_catalog,
    served_world,
)

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Two servers on loopback, of the small world and of the catalog; yields their addresses."""
    with (
        served_world(tmp_path_factory.mktemp("world")) as world,
        served_catalog(tmp_path_factory.mktemp("catalog")) as catalog,
    ):
        yield {"world": world, "catalog": catalog}


@pytest.fixture(scope="module")
def browser():
    with opened_browser() as browser:
        yield browser


@pytest.fixture
def page_of(browser):
    with ExitStack() as opened:
        yield lambda width, scheme="light", script=False: opened.enter_context(
            opened_page(browser, width, scheme, script)
        )


WIDTHS = [320, 390, 768, 1280] if FULL else [320, 1280]  # the least and the usual


def _kind(path):
    """Return what the pages of one kind have in common in their address: its room, and what is asked."""
    bare, _, query = path.partition("?")
    return bare.rpartition("/")[0] or bare, *re.findall(r"(\w+)=", query)


def _paths(site):
    """Return the pages to look at: all, or of the small world those of a kind that the catalog lacks, and its case.

    Hostile words on each of its pages are opened in tests/publish/test_hostile_text.py.
    """
    if site == "catalog":
        return CATALOG
    shown = {} if FULL else {*map(_kind, CATALOG)} - {("/case",)}
    return [path for path in WORLD if _kind(path) not in shown]


# How many headings of the first order a page has, and how wide it is.
_SHAPE = "[document.querySelectorAll('h1').length, document.documentElement.scrollWidth]"


@pytest.mark.parametrize("site", ["world", "catalog"])
def test_no_page_scrolls_sideways_breaks_its_policy_or_runs_hostile_words(sites, page_of, site):
    page = page_of(WIDTHS[0], script=True)  # scripting only so that the page can be measured
    complaints, alerts = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for number, path in enumerate(_paths(site)):
        page.goto(sites[site] + path)
        # What fits in 320 has room in 1280: every sixth is enough.
        for width in WIDTHS if FULL or number % 6 == 0 else WIDTHS[:1]:
            if width != WIDTHS[0]:
                page.set_viewport_size({"width": width, "height": 900})
            headings, wide = page.evaluate(_SHAPE)
            assert headings == 1 and wide <= width, (path, width)
        if page.viewport_size["width"] != WIDTHS[0]:
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        assert not complaints, (path, complaints)
    assert alerts == []


def test_a_reader_gets_from_the_start_to_the_evidence_without_script(sites, page_of):
    page = page_of(390)
    page.goto(sites["catalog"] + "/")
    page.fill("#q", "Backpage")
    page.click("button:has-text('Search')")
    page.click("text=J.S. v. Village Voice")
    assert "Not immune" in page.inner_text("main")
    assert "the week of Oct. 9, 2017" in page.inner_text("#hearings")
    page.click("#hearings >> text=evidence >> nth=0")
    page.click("text=reviewed >> nth=0")
    assert "SHA-256" in page.inner_text("main")


def test_filters_work_as_plain_forms(sites, page_of):
    page = page_of(1280)
    page.goto(sites["catalog"] + "/cases")
    page.check("input[name=outcome][value=not_immune]")
    page.click(".facets button >> nth=0")
    assert "outcome=not_immune" in page.url
    assert " of " in page.inner_text(".res h2")
    page.click(".chips a:has-text('Not immune')")
    assert "outcome=" not in page.url


def test_the_keyboard_reaches_the_content_first(sites, page_of):
    page = page_of(1280, script=True)
    page.goto(sites["world"] + "/case/roe-v-example")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
