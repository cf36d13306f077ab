"""axe-core over every type of page: no violation, light and dark, wide and narrow. Skipped where Chromium or
axe-core is absent.

`./test --full` looks at every page of the lists at both widths, whole, and lets axe-core measure the colors of both
themes; otherwise each type of page is looked at once, and of what is listed the first lines: axe-core takes as long for
the hundredth line as for the first. The colors of every page are measured either way, by us (`FAINT`); axe-core, which
takes as long for them as for all else, measures those of the drawings, and of every eighth page.
"""

import pytest

from tests.worlds.browsing import (  # noqa: F401
    CATALOG,
    FAINT,
    FULL,
    WORLD,
    browser,
    needs_chromium,
    opened_page,
    sites,
)

axe = pytest.importorskip(
    "axe_playwright_python.base",
    reason="axe-playwright-python is not installed: axe-core did not look at the pages",
)
pytestmark = needs_chromium
WIDE, SLIM = 1280, 390
# What has another shape on a telephone, or colors that the small world lacks.
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
# Pages with drawings, whose words only axe-core measures, and one of each style sheet.
DRAWN = (
    "/",
    "/case/js-v-village-voice",
    "/figures",
    "/quality",
    "/docket/cases",
    "/embed/case/js-v-village-voice",
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
        "/docket/open_hearings",
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
# `target-size` is of WCAG 2.2 AA, and not among the rules axe-core runs by itself. What axe-core would say of where a
# fault stands costs a fifth of its time: the fault's own markup says it.
_LOOK = """async rules => {
  const options = {resultTypes: ['violations'], selectors: false, ...rules};
  const found = await axe.run(document, options);
  const say = (v, first) => `${v.id}, ${v.nodes.length} times: ${first.html.slice(0, 160)}: ${first.failureSummary}`;
  return found.violations.map(v => say(v, v.nodes[0])) }"""
_ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
_ALL_BUT_COLORS = {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}
_COLORS = {"runOnly": ["color-contrast"]}
_MOST_LINES = 5
_SHORTEN = """most => {
  for (const list of document.querySelectorAll('tbody, ul, ol, dl, select, fieldset'))
    while (list.children.length > most) list.lastElementChild.remove() }"""


ALL = {
    "world": (*WORLD, *MORE["world"]),
    "catalog": tuple(dict.fromkeys((*CATALOG, *MORE["catalog"], *NARROW))),
}


def _type(path: str) -> str:
    """Return what the pages of one template have in common: the address without the name of what it is about."""
    rooms = path.partition("?")[0].split("/")
    is_own = rooms[1] == "docket" or len(rooms) < 3 or "not-taken-in" in rooms
    return path if is_own else "/".join(rooms[:-1])


def chosen(site: str, width: int) -> list[str]:
    """Return the pages to look at: all, or of each type the first, at the width for which it is the harder."""
    if FULL:
        return list(ALL[site])
    types: dict[str, tuple[str, str]] = {}
    for where in ("catalog", "world"):
        for path in ALL[where]:
            types.setdefault(_type(path), (where, path))
    slim = [
        path in NARROW or (where == "world" and bool(turn % 2))
        for turn, (where, path) in enumerate(types.values())
    ]
    pages = zip(types.values(), slim, strict=True)
    return [path for (where, path), is_slim in pages if where == site and is_slim == (width == SLIM)]


def test_each_type_of_page_is_looked_at_every_day():
    looked = {_type(path) for site in ALL for width in (WIDE, SLIM) for path in chosen(site, width)}
    assert looked == {_type(path) for pages in ALL.values() for path in pages}


def show(page, address: str) -> None:
    """Show a page with axe-core in it; everyday without going there, which takes as long as looking.

    What is written into the window that is open is parsed and styled like any page, under the same policy, and axe-core
    stays: loaded and compiled once.
    """
    if FULL or page.url == "about:blank":
        page.goto(address)
        page.evaluate(axe.AXE_SCRIPT)  # from outside the page, whose policy lets in no script
    else:
        page.set_content(page.request.get(address).text())
    if not FULL:
        page.evaluate(_SHORTEN, _MOST_LINES)


@pytest.mark.parametrize("width", [WIDE, SLIM])
@pytest.mark.parametrize("site", ["world", "catalog"])
def test_axe_finds_nothing(sites, browser, site, width):
    faults = []
    with opened_page(browser, width) as page:
        for number, path in enumerate(chosen(site, width)):
            show(page, sites[site] + path)
            is_measured = FULL or path in DRAWN or number % 8 == 0
            faults += [
                f"{path}: {line}"
                for line in page.evaluate(_LOOK, _ALL_RULES if is_measured else _ALL_BUT_COLORS)
            ]
            faults += [f"{path}: too faint: {line}" for line in page.evaluate(FAINT)]
            page.emulate_media(color_scheme="dark")  # other colors and nothing else
            faults += [f"{path}, dark: too faint: {line}" for line in page.evaluate(FAINT)]
            if FULL or path in DRAWN:
                faults += [f"{path}, dark: {line}" for line in page.evaluate(_LOOK, _COLORS)]
            page.emulate_media(color_scheme="light")
    assert not faults, "\n".join(faults)
