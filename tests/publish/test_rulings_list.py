"""The list of rulings and the claims by circuit: every number leads to as many rows, in every form alike."""

import csv
import html
import io
import json
import re

import feedparser
import pytest

from publish.pages import doctrine, splits
from publish.pages.same_acts import fold
from tests.worlds.asking import answers_of as ask
from tests.worlds.asking import text_of


def count_of(page):
    """Return how many rulings a page of /rulings says fit."""
    if "No ruling matches" in page:
        return 0
    return int(re.search(r"([\d,]+)(?: of [\d,]+)? rulings? in", text_of(page))[1].replace(",", ""))


def listed(datasette, query):
    answer = ask(datasette, f"/api/v1/rulings.ndjson?{query}")
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def test_the_newest_come_first_and_a_page_leads_to_the_next(catalog_ds):
    first, second = ask(catalog_ds, "/rulings", "/rulings?page=2")
    days = re.findall(r'<time datetime="(\d{4}[^"]*)"', first.text.partition('<ol class="list">')[2])
    folded = sum(map(int, re.findall(r"and the same in (\d+) more", first.text)))
    assert days == sorted(days, reverse=True) and len(days) + folded == 50 and folded > 10
    assert 'rel="next"' in first.text and 'rel="prev"' in second.text
    assert 'rel="next"' not in ask(catalog_ds, "/rulings?sort=oldest&page=24").text


def test_rulings_as_a_feed(catalog_ds):
    whole, narrowed, later = ask(
        catalog_ds, "/rulings.atom", "/rulings.atom?circuit=9&answer=immune", "/rulings.atom?page=2"
    )
    for answer in (whole, narrowed, later):
        feed = feedparser.parse(answer.content)
        assert not feed.bozo and len(feed.entries) == 50
        assert len({entry.id for entry in feed.entries}) == 50
    assert "Immune" in feedparser.parse(narrowed.content).entries[0].title
    assert ask(catalog_ds, "/circuit/9.atom").status_code == 200
    assert ask(catalog_ds, "/circuit/12.atom").status_code == 404


def test_a_row_stands_alone(catalog_ds):
    rows = list(csv.DictReader(io.StringIO(ask(catalog_ds, "/api/v1/rulings.csv").text)))
    wanted = {"case_name", "court", "citation", "claims", "provisions", "theories", "answer", "primary_url"}
    assert wanted <= set(rows[0])
    assert all(row["case_name"] and row["court"] for row in rows)


# --- claims by circuit


@pytest.mark.parametrize(
    "address",
    [
        "/splits",
        "/splits?by=theory",
        "/splits?by=provision",
        "/splits?by=question",
        "/splits?provision=c1&from=2015-01-01",
    ],
)
def test_every_cell_leads_to_as_many_rulings_as_it_says(catalog_ds, address):
    table = ask(catalog_ds, address).text.partition('class="t stack grid"')[2]
    cells = re.findall(r'<td role="cell" data-l[^>]*><a href="([^"]+)">(.*?)</a></td>', table, re.DOTALL)
    assert len(cells) > (10 if "question" in address else 20)  # the few of a question stand by name
    for path, inside in cells[:: 7 if "question" in address else 23]:
        shown = sum(map(int, re.findall(r"</svg>(\d+)<", inside)))
        rulings = listed(catalog_ds, html.unescape(path).partition("?")[2])
        # A ruling may take two sides of one question; its cell counts each.
        assert len(rulings) <= shown if "question" in address else len(rulings) == shown, path
        assert count_of(ask(catalog_ds, html.unescape(path)).text) == len(rulings) > 0


def test_circuits_on_design_defect_are_one_click_from_the_first_page(catalog_ds):
    path = html.unescape(
        re.search(
            r'href="(/splits\?[^"]+)">Which circuits disagree on\s+design defect', ask(catalog_ds, "/").text
        )[1]
    )
    words = text_of(ask(catalog_ds, path).text)
    assert "Product liability: design" in words and "Courts of appeals disagree" in words
    assert "Lemmon v. Snap" in words and "3d" in words


def rulings_of(*pairs):
    """Return cells as the page has them: (circuit, system, way) of each ruling."""
    cells = {}
    for number, (circuit, system, way) in enumerate(pairs):
        ruling = {"ruling_id": str(number), "system": system}
        cells.setdefault(circuit, []).append((ruling, way))
    return cells


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # one court of appeals each way
        ([("9", "appellate", "immune"), ("3", "appellate", "not_immune")], {"immune": ["9th"], "not_immune": ["3d"]}),
        # a trial court binds nobody
        ([("9", "appellate", "immune"), ("3", "district", "not_immune")], {}),
        # the same circuit both ways is a split within
        ([("9", "appellate", "immune"), ("9", "appellate", "not_immune")], {}),
        # one circuit went both ways, so only the others can disagree
        ([("9", "appellate", "immune"), ("9", "appellate", "not_immune"), ("3", "appellate", "not_immune")], {}),
        # in part is neither
        ([("9", "appellate", "partly_immune"), ("3", "appellate", "not_immune")], {}),
        ([("5", "appellate", "preempted"), ("11", "appellate", "not_preempted")],
         {"preempted": ["5th"], "not_preempted": ["11th"]}),
        ([("1", "appellate", "barred"), ("4", "appellate", "not_barred")], {"barred": ["1st"], "not_barred": ["4th"]}),
    ],
)  # fmt: skip
def test_when_circuits_disagree(pairs, expected):
    assert dict(splits.between(rulings_of(*pairs))) == expected


def test_what_a_higher_court_replaced_is_not_counted(ds):
    """Of Roe v. Example the appeal affirmed in part, and its answer took the place of the order below."""
    assert "1 ruling that decided and still stand" in text_of(ask(ds, "/splits").text)
    assert [row["ruling_id"] for row in listed(ds, "stands=yes&answer=partly_immune")] and not listed(
        ds, "stands=yes&answer=immune"
    )


@pytest.mark.parametrize(
    ("query", "is_struck", "expected"),
    [
        # the appeal affirmed: the answer below is upheld, and nothing replaced it
        ("court=vaed&year=1997", False, "Immune later affirmed, 4th Cir. Zeran v. AOL, E.D. Va."),
        # the same, on another answer than that of the court below
        (
            "court=cacd&year=2002",
            True,
            "Not immune later affirmed, 9th Cir.: immune Carafano v. Metrosplash, C.D. Cal.",
        ),
        ("court=cacd&year=2012", True, "Immune later reversed, 9th Cir. Doe v. Internet Brands, C.D. Cal."),
        ("court=wvsd&to=2020-05-31", False, "Immune later adopted Wilson v. Twitter"),
        # the court's own later opinion
        ("court=ca9&year=2007&stands=no", True, "Partly immune later replaced Roommates.com, 9th Cir."),
    ],
)
def test_a_ruling_that_was_affirmed_is_not_called_replaced(catalog_ds, query, is_struck, expected):
    page = ask(catalog_ds, f"/rulings?{query}").text
    row = next(row for row in re.findall(r"<li>.*?</li>", page, re.DOTALL) if expected in text_of(row))
    assert ("<s>" in row) == is_struck


def test_of_one_or_two_decisions_no_split_is_claimed():
    assert not doctrine.goes_both_ways(["barred", "not_barred"])
    assert doctrine.goes_both_ways(["barred", "not_barred", "barred"])
    assert not doctrine.goes_both_ways(["barred", "mixed", "barred"])


def _ruling(ruling_id, **more):
    row = dict.fromkeys(
        ("date_from", "date_to", "kind", "disposition", "answer", "law_effect", "is_verified")
    )
    return row | {"ruling_id": ruling_id, "holding": "Settled.", "became": None} | more


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        ({}, True),
        ({"holding": "Settled with Snap."}, False),
        ({"date_from": "2026-01-02"}, False),
        ({"answer": "immune"}, False),
        ({"became": {"words": "later reversed"}}, False),
        ({"holding": None}, False),
    ],
)
def test_acts_that_say_the_same_of_several_dockets_are_one_row(other, is_one):
    between = _ruling("b", holding="Reversed.")
    folded = fold([_ruling("a"), between, _ruling("c", **other)])
    assert [row["ruling_id"] for row in folded] == (["a", "b"] if is_one else ["a", "b", "c"])
    assert [row["ruling_id"] for row in folded[0]["also"]] == (["c"] if is_one else [])


def test_acts_of_which_nothing_is_told_are_never_one():
    assert len(fold([_ruling("a", holding=None), _ruling("b", holding=None)])) == 2
