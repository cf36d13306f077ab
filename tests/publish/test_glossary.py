"""Every label on every page leads to what it means: to an entry of the glossary, or to the page of a theory."""

import re

import pytest
from bs4 import BeautifulSoup

from docket.vocabulary import ActKind, Answer, LawEffect, Posture
from publish import statute
from publish.filters import terms
from publish.statute import explain
from tests.publish.checking import check_page
from tests.worlds.browsing import CATALOG, WORLD

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


def labels_of(page):
    """Return the labels of a page that lead nowhere, and (address, meaning) of those that the glossary explains."""
    soup = BeautifulSoup(page, "html.parser")
    # An outcome in a row of filters is a choice; and a cell of a table leads to the rows that it counts.
    lost = [str(mark) for mark in soup.select(".mark:not(a)") if not mark.find_parent(["a", "form"])]
    for text in soup.find_all(string=True):
        words = {text.strip().casefold(), re.sub(r"^[\s·,;:(]+|[\s·,;:.)]+$", "", text).casefold()} & LABELS
        if words and not text.find_parent(["a", *ELSEWHERE]):
            lost += words
    return lost, [(term["href"], term["data-term"]) for term in soup.select(".term")]


@pytest.fixture(params=["world", "catalog"])
def site(request):
    """A server, and those of its pages that are ours: Datasette's own show the codes of columns, each told there."""
    if request.param == "world":
        pages, name = WORLD, "ds"
    else:
        pages, name = (*CATALOG, "/rulings", "/splits", "/statute", "/compare?court=cand"), "catalog_ds"
    return request.getfixturevalue(name), [page for page in pages if not page.startswith("/docket")]


def test_no_label_is_without_its_entry(site):
    datasette, pages = site
    entries = set(re.findall(r' id="([^"]+)"', check_page(datasette, "/statute").text))
    assert {f"answer-{code}" for code in Answer} <= entries
    seen = 0
    for page in pages:
        lost, led = labels_of(check_page(datasette, page).text)
        assert lost == [], page
        for address, meaning in led:
            path, _, fragment = address.partition("#")
            assert path.endswith("/statute") and fragment in entries and meaning, (page, address)
        seen += len(led)
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


@pytest.mark.parametrize(
    ("enum", "meanings"),
    [
        (Answer, statute.ANSWERS),
        (Posture, statute.POSTURES),
        (ActKind, statute.ACT_KINDS),
        (LawEffect, statute.LAW_STATES),
    ],
)
def test_every_code_of_a_vocabulary_has_its_sentence(enum, meanings):
    assert set(meanings) == {str(code) for code in enum}
    assert all(text.endswith(".") and len(text) > 15 for text in meanings.values())
