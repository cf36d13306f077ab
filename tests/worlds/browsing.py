"""A real browser, and our pages served to it on loopback. A module that imports this is skipped where
Chromium is absent."""

import os
import shutil
from contextlib import contextmanager

import pytest

from tests.worlds.publishing import build_catalog, build_few_catalog, build_world
from tests.worlds.serving import served

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: the pages were not looked at in a browser"
)
FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: the pages were not looked at in a browser"
)
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Every type of page, of the small world and of the catalog.
WORLD = (
    "/",
    "/cases",
    "/case/roe-v-example",
    "/hearings?as_of=2026-06-01",
    "/changes?kind=edits",
    "/issues",
    "/status",
    "/docket/cases",
    "/docket/docket_entries",
    "/docket/cases/roe-v-example",
    "/docket?sql=select+1",
    "/docket",
    "/hearings?month=2026-06",
    "/coverage?court=cand",
    "/search?q=dismiss&court=cand",
    "/download",
    "/figures",
    "/court/cand",
    "/theory/product_design",
)
CATALOG = (
    "/",
    "/cases",
    "/case/js-v-village-voice",
    "/case/in-re-facebook-texas",
    *(("/case/in-re-casino-style-games",) if FULL else ()),  # not among the few families
    "/search?q=Backpage",
    "/party/meta-platforms",
    "/party/backpage",
    "/parties",
    "/bills",
    "/bill/115-s-1693",
    "/bill/psi-backpage-report",
    "/bills/not-taken-in",
    "/congress",
    "/courts",
    "/court/ca9",
    "/about",
    "/api",
    "/matrix",
    "/figures",
    "/circuit/9",
    "/coverage",
    "/hearings?month=2026-01",
    "/party/x-corp",
    "/search?q=negligence&in=decisions",
    "/case/domen-v-vimeo",
    "/case/netchoice-v-moody",
    "/theory/material_contribution",
)


@contextmanager
def served_world(folder):
    """Serve the small world; gives its address."""
    build_world(folder / "docket.db")
    with served(folder / "docket.db") as address:
        yield address


@contextmanager
def served_catalog(folder):
    """Serve the real catalog, or in the everyday tests some families of it; gives its address."""
    (build_catalog if FULL else build_few_catalog)(folder / "docket.db")
    with served(folder / "docket.db") as address:
        yield address


@contextmanager
def opened_browser():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser():
    with opened_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Two servers on loopback, of the small world and of the catalog; yields their addresses."""
    with (
        served_world(tmp_path_factory.mktemp("world")) as world,
        served_catalog(tmp_path_factory.mktemp("catalog")) as catalog,
    ):
        yield {"world": world, "catalog": catalog}


@contextmanager
def opened_page(browser, width=1280, scheme="light", script=True, **more):
    """Give a page of its own context: nothing is left over from another test."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script, **more
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def press_copy(page):
    """Press the copy button that has the focus, wait for its word and give what was copied."""
    page.keyboard.press("Enter")
    # Asked by a locator: a text for wait_for_function would be compiled in the page, which our policy forbids.
    playwright.expect(page.locator(":focus")).to_have_text("Copied")
    return page.evaluate("navigator.clipboard.readText()")


# Contrast of 4.5 for every line of text in HTML (WCAG AA), read from the computed colors: the first that lack it.
FAINT = """() => {
  const bright = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.map(v => bright(v / 255));
    return .2126 * r + .7152 * g + .0722 * b };
  const color = s => { const m = s.match(/[\\d.]+/g).map(Number);
    return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3) };
  const ground = e => { for (; e; e = e.parentElement) {
      const c = color(getComputedStyle(e).backgroundColor); if (c) return c }
    return [255, 255, 255] };
  return [...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && !e.closest('.vh')
      && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => { const a = light(color(getComputedStyle(e).color)), b = light(ground(e));
      return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.className, e.textContent.trim().slice(0, 40)] })
    .filter(found => found[0] < 4.5).slice(0, 5) }"""
