"""Lists of rulings, laws, judges, companies, claims by circuit, and briefs: every number leads to as many rows."""

import html
import re
import sqlite3
from contextlib import closing

import feedparser
import pytest

from publish.pages import briefs, doctrine, splits, won_lost
from publish.pages.doctrine import sides_of_rulings
from publish.pages.judges import _surname
from publish.pages.same_acts import fold
from tests.publish.checking import check_page, count_of
from tests.worlds.asking import answers_of as ask, ask as ask_anew, text_of
from tests.worlds.publishing import build_catalog
from tests.worlds.sql import run_sql

BOARD = r'class="t stack grid".*'
FACTS = r'<dl class="facts">.*?</dl>'
CELL = r'<td role="cell" data-l[^>]*><a href="([^"]+)">(.*?)</a></td>'
# Pages with numbers that lead to a list: in which part they stand and how, how many there are at least, and of how
# many one is asked. The few rulings on a question stand by name.
NUMBERS = [
    ("/", ".*", r'class="mark [^"]*" href="(/cases[^"]+)">(.*?)</a>', 6, 1),
    ("/parties", ".*", r'<a href="(/(?:rulings|cases)\?[^"]+)">(\d+)</a>', 100, 9),
    ("/laws", ".*", r'href="(/rulings\?law=[^"]+)">(\d+)</a>', 30, 5),
    ("/splits", BOARD, CELL, 20, 23),
    ("/splits?by=theory", BOARD, CELL, 20, 23),
    ("/splits?by=provision", BOARD, CELL, 20, 23),
    ("/splits?by=question", BOARD, CELL, 10, 7),
    ("/splits?provision=c1&from=2015-01-01", BOARD, CELL, 20, 23),
    *(
        (f"/brief/{brief.slug}", FACTS, r'href="(/rulings[^"]+)">(\d+)', 1, 1)
        for brief in briefs.load_briefs()
    ),
]


@pytest.mark.parametrize(
    ("address", "part", "pattern", "at_least", "step"), NUMBERS, ids=[row[0] for row in NUMBERS]
)
def test_a_number_leads_to_as_many_rows(catalog_ds, address, part, pattern, at_least, step):
    page = re.search(part, check_page(catalog_ds, address).text, re.DOTALL)[0]
    links = re.findall(pattern, page, re.DOTALL)
    assert len(links) >= at_least
    for path, inside in links[::step]:
        numbers = re.findall(r"(?:^|</svg>)\s*(\d[\d,]*)", inside)
        shown = sum(int(number.replace(",", "")) for number in numbers)
        count = count_of(check_page(catalog_ds, html.unescape(path)))
        # A ruling may take two sides of one question; its cell counts each.
        assert 0 < count <= shown if "question" in address else count == shown, path


PAGES = {
    "an answer that was passed over, on the page of the law": {
        "path": "/law/florida-sb-7072",
        "says": ("Preempted later affirmed in part, § 230 passed over, 11th Cir.",),
    },
    "and in the list": {
        "path": "/rulings?law=florida-sb-7072",
        "says": ("Preempted later affirmed in part, § 230 passed over, 11th Cir.",),
    },
    "another name of a law": {"path": "/law/S.B.%207072", "status": 301, "leads_to": "/law/florida-sb-7072"},
    "no law": {"path": "/law/no-such-law", "status": 404},
    "no order of laws": {"path": "/laws?sort=acst", "status": 400},
    "no judge": {"path": "/judge/nobody-at-all", "status": 404},
    "the feed of a circuit": {"path": "/circuit/9.atom"},
    "the feed of no circuit": {"path": "/circuit/12.atom", "status": 404},
    "what no court held": {
        "path": "/brief/generated-output",
        "says": ("No court in this record has held whether § 230 covers what a chatbot says",),
    },
    "a question leads to its brief and says so too": {
        "path": "/question/generated_output",
        "says": (
            'href="/brief/generated-output"',
            "No court in this record has held whether § 230 covers what a chatbot says",
        ),
    },
    "an order given in three dockets": {
        "path": "/brief/marketplaces",
        "says": ("and the same in 2 more dockets",),
    },
    "and by circuit": {
        "path": "/question/secondary_seller",
        "section": "circuits",
        "says": ("; the same in ",),
    },
    "on which side a case stands": {
        "path": "/case/anderson-v-tiktok",
        "section": "doctrine",
        "says": ("Not barred", "All that stand:", 'href="/question/recommendation"'),
    },
    "a filter of a result stays while others are chosen": {
        "path": "/rulings?lost_by=meta&stands=yes",
        "says": ('<input type="hidden" name="lost_by" value="meta-platforms">', "Lost by Meta"),
    },
}


@pytest.mark.parametrize("shown", PAGES.values(), ids=PAGES)
def test_what_a_page_says(catalog_ds, shown):
    check_page(catalog_ds, **shown)


# --- rulings


def test_the_newest_come_first_and_a_page_leads_to_the_next(catalog_ds):
    first, second = ask(catalog_ds, "/rulings", "/rulings?page=2")
    days = re.findall(r'<time datetime="(\d{4}[^"]*)"', first.text.partition('<ol class="list">')[2])
    folded = sum(map(int, re.findall(r"and the same in (\d+) more", first.text)))
    assert days == sorted(days, reverse=True) and len(days) + folded == 50 and folded > 10
    assert 'rel="next"' in first.text and 'rel="prev"' in second.text
    assert 'rel="next"' not in ask(catalog_ds, "/rulings?sort=oldest&page=24").text


def test_rulings_as_a_feed(catalog_ds):
    whole, narrowed, later = (
        feedparser.parse(answer.content)
        for answer in ask(
            catalog_ds, "/rulings.atom", "/rulings.atom?circuit=9&answer=immune", "/rulings.atom?page=2"
        )
    )
    for feed in (whole, narrowed, later):
        assert not feed.bozo and len({entry.id for entry in feed.entries}) == len(feed.entries) == 50
    assert "Immune" in narrowed.entries[0].title


def rulings_of(*pairs):
    """Return cells as the page has them: (circuit, system, way) of each ruling."""
    cells = {}
    for number, (circuit, system, way) in enumerate(pairs):
        cells.setdefault(circuit, []).append(({"ruling_id": str(number), "system": system}, way))
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
    folded = fold([_ruling("a"), _ruling("b", holding="Reversed."), _ruling("c", **other)])
    assert [row["ruling_id"] for row in folded] == (["a", "b"] if is_one else ["a", "b", "c"])
    assert [row["ruling_id"] for row in folded[0]["also"]] == (["c"] if is_one else [])


def test_acts_of_which_nothing_is_told_are_never_one():
    assert len(fold([_ruling("a", holding=None), _ruling("b", holding=None)])) == 2


# --- laws


@pytest.mark.parametrize(
    ("law", "says", "hides"),
    [
        # A ground is that of the act, and else not stated.
        (
            "florida-sb-7072",
            [
                "Good-faith removal",
                "First Amendment",
                "Preempted later affirmed in part, § 230 passed over, 11th Cir.",
            ],
            ["njunction against"],
        ),
        ("california-ab-587", ["Not preempted later reversed, 9th Cir."], []),
        (
            "santa-monica-home-sharing",
            [],
            ["Not preempted later"],
        ),  # what was affirmed to the same effect stands
        (
            "texas-hb-1181",
            [
                "Preempted later affirmed in part, 5th Cir.",
                "Not preempted later affirmed, § 230 passed over, U.S.",
            ],
            [],
        ),
        # A state holds since it began, and on the ground of the order that is kept.
        ("california-sb-976", ["enjoined in part, Dec. 31, 2024"], []),
        ("fosta", ["upheld, Mar. 29, 2022"], []),
        (
            "texas-hb-20",
            ["First Amendment"],
            [],
        ),  # the Supreme Court lifted a stay and said nothing of its own
        # Prager's immunity rests on § 230; that the statute was upheld does not.
        ("47-usc-230", ["First Amendment"], ["Treated as publisher"]),
        # Of two cases that left a law alike, one rests on § 230, too.
        ("texas-hb-18", ["Treated as publisher", "First Amendment"], []),
    ],
)
def test_what_the_list_says_of_a_law(catalog_ds, law, says, hides):
    page = ask(catalog_ds, "/laws").text
    [row] = re.findall(
        rf'<tr role="row">\s*<th role="rowheader" scope="row"><a href="/law/{law}".*?</tr>', page, re.DOTALL
    )
    words = text_of(row)
    assert [said for said in says if said not in words] == [said for said in hides if said in words] == []


def test_the_heads_of_the_laws_sort_and_keep_the_ground(catalog_ds):
    kept = ['aria-sort="descending"', "/laws?sort=name&amp;theory=first_amendment"]
    page = check_page(catalog_ds, "/laws?sort=acts&theory=first_amendment", kept).text
    for section in page.split("<section")[1:]:
        counts = [int(n) for n in re.findall(r'href="/rulings\?law=[^"]+">(\d+)</a>', section)]
        assert counts == sorted(counts, reverse=True)


# --- judges


def test_who_presides_over_a_litigation_stands_before_who_wrote_on_appeal(catalog_ds):
    page = text_of(ask(catalog_ds, "/case/in-re-social-media-addiction-mdl-3047").text)
    presides = page.index("Yvonne Gonzalez Rogers, N.D. Cal. presides, by its rulings")
    assert presides < page.index("9th Cir. wrote on appeal")


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Otis D. Wright II", "Wright"),
        ("Amy Berman Jackson", "Jackson"),
        ("W. Keith Watkins, Jr.", "Watkins"),
    ],
)
def test_judges_stand_by_surname(name, surname):
    assert _surname(name) == surname


# --- companies by what they won and lost


def test_a_docket_that_came_out_for_others_alone_is_no_loss_of_who_settled(tmp_path):
    path = tmp_path / "docket.db"
    build_catalog(path)
    (docket_id, ruling_id, entity_id), *_ = run_sql(
        path,
        """select dockets.docket_id, outcome_ruling_id, entity_id from dockets
          join participations using (docket_id) join rulings on rulings.ruling_id = outcome_ruling_id
        where outcome_230 = 'not_immune' and entity_id is not null and for_companies is null
          and dockets.selection = 'catalog' order by 1, 3""",
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        assert (docket_id, entity_id) not in won_lost._load_others(conn)
        conn.execute("update rulings set for_companies = 'none' where ruling_id = ?", (ruling_id,))
        assert (docket_id, entity_id) in won_lost._load_others(conn)
    assert "for others alone: it had settled before" in text_of(ask_anew(path, f"/party/{entity_id}").text)


# --- briefs


@pytest.mark.parametrize("path", ["/briefs", "/laws", "/judges", "/compare"])
def test_every_page_leads_to_what_tells_of_many(catalog_ds, path):
    assert f'href="{path}"' in ask(catalog_ds, "/").text.partition("<footer")[2]


def test_an_order_given_in_three_dockets_is_one_row(catalog_ds, catalog):
    page = ask(catalog_ds, "/brief/marketplaces").text
    words = "payment for virtual chips"
    assert text_of(page.partition('id="rulings"')[2]).count(words) == 1
    with closing(sqlite3.connect(catalog)) as conn:
        given = conn.execute(f"select ruling_id from rulings where holding like '%{words}%'").fetchall()
        sides = sides_of_rulings(conn)
    assert len(given) == 3
    assert sum(("secondary_seller", "mixed") in sides.get(ruling_id, []) for (ruling_id,) in given) == 1


def test_what_one_held_is_no_longer_said_to_be_held_by_none(catalog_ds, monkeypatch):
    (brief,) = (brief for brief in briefs.load_briefs() if brief.slug == "recommendations")
    held = briefs.Brief("held", brief.title, brief.text, brief.filters, brief.never, brief.filters)
    monkeypatch.setattr(briefs, "load_briefs", lambda: (held,))
    says = ["answered whether § 230 covers recommendations"]
    check_page(catalog_ds, "/brief/held", says, ["has not, in this record, held"])


_FIRST_OF_CASE = re.compile(
    r'<tr role="row">\s*<th role="rowheader" scope="row">\s*<a\s+href="/case/([^"#]+)"'
)


def test_the_pages_of_a_company_have_each_of_its_cases_once(catalog_ds):
    path, pages, shown = "/party/meta-platforms", [], []
    while path:
        pages.append(check_page(catalog_ds, path).text)
        shown += _FIRST_OF_CASE.findall(pages[-1])
        older = re.search(r'href="([^"#]+)#dockets" rel="next"', pages[-1])
        path = older and older[1]
    count = int(re.search(r"([0-9]+) cases", text_of(pages[0]))[1])
    assert len(pages) > 1
    assert len(shown) == len(set(shown)) == count
