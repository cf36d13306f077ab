"""axe-core over every type of page: no violation, light and dark, wide and narrow. Skipped where Chromium or
axe-core is absent."""

import os

import pytest

from tests.worlds.browsing import (
    CATALOG,
    WORLD,
    needs_chromium,
    opened_browser,
    opened_page,
    served_catalog,
    served_world,
)

axe = pytest.importorskip(
    "axe_playwright_python.base",
    reason="axe-playwright-python is not installed: axe-core did not look at the pages",
)
pytestmark = needs_chromium
WIDE, FULL = 1280, bool(os.environ.get("TRACKER_TEST_FULL"))
# What has another shape on a telephone, or colors that the small world lacks; ./test --full looks at all.
NARROW = (
    "/",
    "/cases",
    "/case/js-v-village-voice",
    "/party/meta-platforms",
    "/bills",
    "/api",
    "/matrix",
    "/rulings",
    "/splits",
    "/statute",
    "/compare?court=cand,nysd",
    "/splits?claim=product_liability_design&provision=c1",
    "/week",
    "/cases?outcome=imune",
    "/figures",
    "/coverage",
)
MORE = {
    "world": (
        "/embed/case/roe-v-example",
        "/fact/cases/roe-v-example/outcome_230",
        "/quality",
        "/no-such-page",
        "/hearings?as_of=never",
        "/changes",
        "/search",
        "/parties",
        "/docket/upcoming_hearings",
        "/docket/dockets_counted",
        "/docket/cases?_search=roe&status__exact=open",
    ),
    "catalog": (
        "/embed/case/js-v-village-voice",
        "/hearings",
        "/changes",
        "/status",
        "/cases?outcome=not_immune&sort=name",
        "/cases?sort=next_hearing",
        "/search?q=section+230+design+defect+ninth+circuit",
        "/search?q=22-cv-99355",
    ),
}
# `target-size` is of WCAG 2.2 AA, and not among the rules axe-core runs by itself.
_LOOK = """async rules => {
  const options = rules ? {runOnly: rules} : {rules: {'target-size': {enabled: true}}};
  const found = await axe.run(document, {...options, resultTypes: ['violations']});
  const say = (v, first) => `${v.id}, ${v.nodes.length} times: ${first.html.slice(0, 160)}: ${first.failureSummary}`;
  return found.violations.map(v => say(v, v.nodes[0])) }"""


@pytest.fixture(scope="module")
def browser():
    with opened_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    with (
        served_world(tmp_path_factory.mktemp("world")) as world,
        served_catalog(tmp_path_factory.mktemp("catalog")) as catalog,
    ):
        yield {"world": world, "catalog": catalog}


@pytest.mark.parametrize("width", [WIDE, 390])
@pytest.mark.parametrize(("site", "pages"), [("world", WORLD), ("catalog", CATALOG)])
def test_axe_finds_nothing(sites, browser, site, pages, width):
    if width != WIDE and site == "catalog" and not FULL:
        pages = NARROW
    found = []
    with opened_page(browser, width) as page:
        for path in (*pages, *MORE[site]):
            page.emulate_media(color_scheme="light")
            page.goto(sites[site] + path)
            page.evaluate(axe.AXE_SCRIPT)  # from outside the page, whose policy lets in no script
            found += [f"{path}: {line}" for line in page.evaluate(_LOOK, None)]
            if FULL or (
                width == WIDE and (site == "world" or path in NARROW)
            ):  # the colors are the same at any width
                page.emulate_media(color_scheme="dark")  # other colors and nothing else
                found += [f"{path}, dark: {line}" for line in page.evaluate(_LOOK, ["color-contrast"])]
    assert not found, "\n".join(found)
