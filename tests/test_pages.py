"""The pages in a real browser: any width, light and dark, by keyboard, with scripting off. Skipped where Chromium is absent."""

import shutil
import threading
import time

import pytest
import uvicorn

from publish.serve import make_datasette
from tests.publishing import build_catalogue, build_world

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the pages were not looked at in a browser")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the pages were not looked at in a browser")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WORLD = (
    "/", "/cases", "/case/roe-v-example", "/hearings?as_of=2026-06-01", "/changes?kind=edits", "/issues", "/status",
    "/docket/cases", "/docket/docket_entries", "/docket/cases/roe-v-example", "/docket?sql=select+1", "/docket",
    "/hearings?month=2026-06", "/coverage?court=cand", "/search?q=dismiss&court=cand", "/download", "/figures", "/court/cand",
)  # fmt: skip
CATALOGUE = (
    "/", "/cases", "/case/js-v-village-voice", "/case/in-re-facebook-texas", "/case/in-re-casino-style-games", "/search?q=Backpage",
    "/party/meta-platforms", "/party/backpage", "/parties", "/bills", "/bill/115-hr-1865", "/courts", "/court/ca9", "/about", "/api",
    "/matrix", "/figures", "/circuit/9", "/coverage", "/hearings?month=2026-01", "/party/x-corp", "/search?q=negligence&in=decisions",
)  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Two servers on loopback, of the small world and of the catalogue; yields their addresses."""
    home = tmp_path_factory.mktemp("sites")
    servers, addresses = [], {}
    for name, build in (("world", build_world), ("catalogue", build_catalogue)):
        path = home / name / "docket.db"
        path.parent.mkdir()
        build(path)
        server = uvicorn.Server(uvicorn.Config(make_datasette(path).app(), port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        servers.append((server, thread))
        deadline = time.monotonic() + 30
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        addresses[name] = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield addresses
    for server, thread in servers:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield opened
        opened.close()


@pytest.fixture
def page_of(browser):
    contexts = []

    def open_page(width, scheme="light", script=False):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("site", ["world", "catalogue"])
def test_no_page_scrolls_sideways_or_breaks_its_policy(sites, page_of, site, width):
    page = page_of(width, script=True)               # scripting only so that the page can be measured
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in WORLD if site == "world" else CATALOGUE:
        page.goto(sites[site] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("document.querySelectorAll('h1').length") == 1, path
        assert not complaints, (path, complaints)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(sites, page_of, scheme):
    """Contrast of 4.5 for every line of text in HTML (WCAG AA), read from the computed colours."""
    page = page_of(1280, scheme, script=True)
    for path in ("/", "/case/roe-v-example", "/changes?kind=edits", "/docket/cases", "/matrix", "/hearings?month=2026-06"):
        page.goto(sites["world"] + path)
        assert page.evaluate(_FAINT) == [], path


_FAINT = """() => {
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 });
    return .2126 * r + .7152 * g + .0722 * b };
  const colour = s => { const m = s.match(/[\\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3) };
  const ground = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c) return c }
    return [255, 255, 255] };
  return [...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && !e.closest('.vh')
      && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => { const a = light(colour(getComputedStyle(e).color)), b = light(ground(e));
      return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.className, e.textContent.trim().slice(0, 40)] })
    .filter(found => found[0] < 4.5).slice(0, 5) }"""


def test_a_reader_gets_from_the_start_to_the_evidence_without_script(sites, page_of):
    page = page_of(390)
    page.goto(sites["catalogue"] + "/")
    page.fill("#q", "Backpage")
    page.click("button:has-text('Search')")
    page.click("text=J.S. v. Village Voice")
    assert "Not immune" in page.inner_text("main")
    assert "the week of Oct. 9, 2017" in page.inner_text("#hearings")
    page.click("#hearings >> text=snapshot >> nth=0")
    assert "SHA-256" in page.inner_text("main")


def test_filters_work_as_plain_forms(sites, page_of):
    page = page_of(1280)
    page.goto(sites["catalogue"] + "/cases")
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
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_hostile_words_run_nothing(sites, page_of):
    page = page_of(1280, script=True)
    alerts = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for path in WORLD:
        page.goto(sites["world"] + path)
    assert alerts == []
