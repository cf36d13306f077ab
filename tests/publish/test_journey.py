"""A reader with a keyboard and nothing else: from the start page to the answer, its calendar and its citation."""

import json
import urllib.request

import pytest
from icalendar import Calendar

from tests.worlds.browsing import needs_chromium, opened_browser, opened_page, press_copy, served_catalog

pytestmark = needs_chromium
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
def page(tmp_path_factory):
    with (
        served_catalog(tmp_path_factory.mktemp("catalog")) as address,
        opened_browser() as browser,
        opened_page(browser, permissions=["clipboard-read", "clipboard-write"]) as page,
    ):
        page.goto(f"{address}/")
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
