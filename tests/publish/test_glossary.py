"""Every label on every page leads to what it means: to an entry of the glossary, or to the page of a theory."""

import asyncio
import html
import re
from html.parser import HTMLParser

import pytest

from publish.filters import terms
from publish.serve import make_datasette
from publish.statute import explain
from tests.worlds.browsing import CATALOG, WORLD
from tests.worlds.publishing import build_catalog, build_world

TERMS = (
    terms.OUTCOME,
    terms.ANSWER,
    terms.PROVISION,
    terms.POSTURE,
    terms.ACT_KIND,
    terms.DISPOSITION,
    terms.CLAIM,
)
# Words that are no label by themselves: a heading, a person's name or a sentence may be one of them.
PLAIN = {
    "other",
    "open",
    "trial",
    "privacy",
    "order",
    "opinion",
    "unmapped",
    "unknown",
    "criminal",
    "decided",
} | {
    *("on appeal", "entered", "withdrawn"),
    *("stay", "judgment", "vacated", "remand"),  # a motion, or what became of a hearing
}
LABELS = {label.casefold() for term in TERMS for label in term.codes.values()} - PLAIN
# A choice of a form is picked there; a heading and a caption name what stands below; a picture has its table; the
# rest is in somebody's words.
ELSEWHERE = {
    *(
        "form",
        "option",
        "label",
        "h1",
        "h2",
        "h3",
        "caption",
        "figcaption",
        "title",
        "script",
        "svg",
        "summary",
    )
}
ELSEWHERE |= {"mark", "q", "code"}
VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "rect", "line", "circle"}


class Labels(HTMLParser):
    """The labels of a page that lead nowhere, and the addresses that those of the glossary lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open, self.lost, self.led = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, attributes))
        classes = (attributes.get("class") or "").split()
        if "term" in classes:
            self.led.append((attributes["href"], attributes["data-term"]))
        # An outcome in a row of filters is a choice; and a cell of a table leads to the rows that it counts.
        if "mark" in classes and tag != "a" and not self.inside({"a", "form"}):
            self.lost.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        while tag not in VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        words = {data.strip().casefold(), re.sub(r"^[\s·,;:(]+|[\s·,;:.)]+$", "", data).casefold()} & LABELS
        if words and not self.inside({"a", *ELSEWHERE}):
            self.lost += words

    def inside(self, tags):
        return any(tag in tags for tag, _ in self.open)


@pytest.fixture(scope="module", params=["world", "catalog"])
def site(request, tmp_path_factory):
    path = tmp_path_factory.mktemp(request.param) / "docket.db"
    (build_world if request.param == "world" else build_catalog)(path)
    datasette = make_datasette(path)
    pages = (
        WORLD
        if request.param == "world"
        else (*CATALOG, "/rulings", "/splits", "/statute", "/compare?court=cand")
    )
    # Datasette's own pages show the codes of columns, each told on its page.
    return datasette, [page for page in pages if not page.startswith("/docket")]


def read(datasette, path):
    answer = asyncio.run(datasette.client.get(path))
    assert answer.status_code == 200, path
    return answer.text


def test_no_label_is_without_its_entry(site):
    datasette, pages = site
    entries = set(re.findall(r' id="([^"]+)"', read(datasette, "/statute")))
    seen = 0
    for page in pages:
        labels = Labels(read(datasette, page))
        assert labels.lost == [], page
        for address, meaning in labels.led:
            path, _, fragment = html.unescape(address).partition("#")
            assert path.endswith("/statute"), (page, address)
            assert fragment in entries, (page, address)
            assert meaning, (page, address)
        seen += len(labels.led)
    assert seen > 20


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_code_has_a_meaning(term):
    without = {code for code in term.codes if explain(term.name, code) is None}
    missing = sorted(without - {"unknown", "unmapped", "none", "other"})
    assert not missing, f"publish/statute.py: say what {', '.join(missing)} mean (`{term.name}`)"


def test_a_code_that_nobody_knows_is_not_explained():
    assert explain("outcome", "won") is None
    assert explain("platform", "immune") is None
    assert explain("outcome", None) is None
