"""The pages in a real browser: any width, light and dark, by keyboard, with scripting off. Skipped where
Chromium is absent."""

import json
import re
import urllib.request
from contextlib import ExitStack

import pytest
from icalendar import Calendar

from tests.worlds.browsing import (  # noqa: F401
    CATALOG,
    FULL,
    WORLD,
    browser,
    needs_chromium,
    opened_page,
    press_copy,
    sites,
)

pytestmark = needs_chromium


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
    page.wait_for_url("**#main")  # a busy browser goes there later


# --- a reader with a keyboard and nothing else: from the start page to the answer, its calendar and its citation

_FURTHEST = 250  # presses of Tab, after which something cannot be reached
# The page is scrolled to what has the focus in a later frame, not at once.
_AT = """async () => {
  const e = document.activeElement;
  const isSeen = () => { const box = e.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight };
  for (let frame = 0; frame < 120 && !isSeen(); frame++) await new Promise(requestAnimationFrame);
  return {tag: e.localName, text: (e.innerText || '').trim(),
          name: e.getAttribute('aria-label') || e.labels?.[0]?.innerText || '',
          href: e.getAttribute('href') || '', ring: getComputedStyle(e).outlineStyle,
          section: e.closest('section')?.id || '',
          seen: isSeen()} }"""


@pytest.fixture(scope="module")
def page(sites, browser):
    with opened_page(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(sites["catalog"] + "/")
        yield page


def tab_to(page, fits):
    """Press Tab until what has the focus fits; every stop on the way must be visible and marked."""
    for _ in range(_FURTHEST):
        page.keyboard.press("Tab")
        at = page.evaluate(_AT)
        assert at["tag"] == "body" or (at["ring"] != "none" and at["seen"]), at
        if fits(at):
            return at
    raise AssertionError(f"{page.url}: not reached by {_FURTHEST} presses of Tab")


def open_with_enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_backpage_case_by_keyboard(page):
    # Found by its party; the one that Washington's highest court decided.
    tab_to(page, lambda at: at["tag"] == "input")
    page.keyboard.type("Backpage.com")
    open_with_enter(page)
    tab_to(page, lambda at: at["tag"] == "a" and at["text"].startswith("J.S. v. Village Voice"))
    open_with_enter(page)
    # How the question of § 230 came out is said first.
    assert page.inner_text(".verdict h2").startswith("Not immune")
    assert "Washington Supreme Court" in page.inner_text(".verdict")
    # A term says what it means where the focus stands on it.
    tab_to(page, lambda at: at["tag"] == "a" and at["text"].startswith("Not immune"))
    content = page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert "The defense was rejected at that stage." in json.loads(content)
    # The trial of October 2017, through the contents of the page; what became of it is said beside it.
    tab_to(page, lambda at: at["tag"] == "a" and at["href"] == "#hearings")
    page.keyboard.press("Enter")
    trial = next(item for item in page.locator("#hearings li").all_inner_texts() if "Oct. 9, 2017" in item)
    assert trial.startswith("the week of Oct. 9, 2017") and "Not held" in trial
    # Its calendar: a program fetches the address that the link has, and reads it. A week is no day, so the
    # trial is not in it.
    link = tab_to(page, lambda at: at["href"].endswith(".ics"))
    with urllib.request.urlopen(page.evaluate("document.activeElement.href")) as answer:
        assert answer.headers.get_content_type() == "text/calendar"
        calendar = Calendar.from_ical(answer.read())
    events = calendar.walk("VEVENT")
    assert link["text"] == "Calendar (ICS)" and calendar.walk("VCALENDAR")
    assert {str(event["DTSTART"].dt) for event in events} == {"2014-10-21"}
    assert "Oral argument" in str(events[0]["SUMMARY"])


def test_the_citation_is_copied_by_keyboard(page):
    page.goto(page.url.partition("#")[0])
    tab_to(page, lambda at: at["href"] == "#cite")
    page.keyboard.press("Enter")
    at = tab_to(page, lambda at: at["text"] == "Copy citation")
    assert at["section"] == "cite"
    assert press_copy(page) == "J.S. v. Village Voice, 184 Wash. 2d 95, 359 P.3d 714 (2015)"
    tab_to(page, lambda at: at["text"] == "Copy citation of this page")
    copied = press_copy(page)
    assert copied.startswith("J.S. v. Village Voice") and ", § 230 Docket, http://127.0.0.1:" in copied
    assert copied.partition(" (as of")[0].endswith("/case/js-v-village-voice")
