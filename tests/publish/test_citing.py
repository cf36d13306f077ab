"""Decisions as lawyers cite them: which citations are of one decision, and how each is written."""

import pytest

from publish.html import cite, cite_acts, cite_decisions
from publish.pages.opinions import cite_words, format_pages


def decisions(*rows):
    """Return what is made of citations: (text, more) each, of one docket unless a row says otherwise."""
    common = {
        "docket_id": "d",
        "docket_name": "Roe v. Example",
        "court_name": "Wash.",
        "date_decided": "2015-09-03",
        "docket_number": "3:22-cv-01234",
        "is_verified": 1,
    }
    return cite_decisions([common | {"text": text} | more for text, more in rows])


def cited(*rows):
    return [decision["cited"] for decision in decisions(*rows)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["184 Wn.2d 95", "359 P.3d 714"], ["Roe v. Example, 184 Wash. 2d 95, 359 P.3d 714 (2015)"]),
        (
            ["359 P.3d 714", "184 Wn.2d 95"],
            ["Roe v. Example, 184 Wash. 2d 95, 359 P.3d 714 (2015)"],
        ),  # the State's own first
        (
            ["166 N.E.3d 972 (2021)", "487 Mass. 235"],
            ["Roe v. Example, 487 Mass. 235, 166 N.E.3d 972 (Wash. 2021)"],
        ),  # the year it says itself
        (
            ["282 F. Supp. 3d 1150", "335 F. Supp. 3d 1156"],  # two decisions of one docket
            [
                "Roe v. Example, 282 F. Supp. 3d 1150 (Wash. 2015)",
                "Roe v. Example, 335 F. Supp. 3d 1156 (Wash. 2015)",
            ],
        ),
        (
            ["184 Wn.2d 95", "359 P.3d 714", "184 Wash. 2d 95"],  # one place in two spellings
            ["Roe v. Example, 184 Wash. 2d 95, 359 P.3d 714 (2015)"],
        ),
        (
            ["34 F.4th 1196 (11th Cir. 2022)", "34 F.4th 1196"],
            ["Roe v. Example, 34 F.4th 1196 (11th Cir. 2022)"],
        ),
        (
            ["1 F.3d 12", "1 U.S. 12"],  # two reporters
            ["Roe v. Example, 1 F.3d 12 (Wash. 2015)", "Roe v. Example, 1 U.S. 12 (2015)"],
        ),
        (["34 F.4th 1196 (11th Cir. 2022)"], ["Roe v. Example, 34 F.4th 1196 (11th Cir. 2022)"]),
        (
            ["34 F.4th 1196 (11th Cir. 2022)", "359 P.3d 714"],
            ["Roe v. Example, 34 F.4th 1196 (11th Cir. 2022)", "Roe v. Example, 359 P.3d 714 (Wash. 2015)"],
        ),
        (
            ["624 F. App'x 81"],
            ["Roe v. Example, 624 F. App'x 81 (Wash. 2015)"],
        ),  # App'x is no reporter of States
        (
            ["184 Wn.2d 95", "359 P.3d 714", "360 P.3d 1"],
            [
                "Roe v. Example, 184 Wash. 2d 95, 359 P.3d 714 (2015)",
                "Roe v. Example, 360 P.3d 1 (Wash. 2015)",
            ],
        ),
    ],
)
def test_citations(texts, expected):
    assert cited(*((text, {}) for text in texts)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"docket_name": "Zeran v. AOL (4th Cir.)"}, "Zeran v. AOL, 1 F.3d 1 (Wash. 2015)"),
        ({"docket_name": "Doe (S.M.A.) v. Salesforce"}, "Doe (S.M.A.) v. Salesforce, 1 F.3d 1 (Wash. 2015)"),
        ({"date_decided": None}, "Roe v. Example, 1 F.3d 1 (Wash.)"),
        ({"date_decided": None, "court_name": None}, "Roe v. Example, 1 F.3d 1"),
    ],
)
def test_names_and_what_is_not_known(facts, expected):
    assert cited(("1 F.3d 1", facts)) == [expected]


def test_two_dockets_are_two_decisions():
    assert cited(("184 Wn.2d 95", {"docket_id": "a"}), ("359 P.3d 714", {"docket_id": "b"})) == [
        "Roe v. Example, 184 Wash. 2d 95 (2015)",
        "Roe v. Example, 359 P.3d 714 (Wash. 2015)",
    ]


@pytest.mark.parametrize(
    ("texts", "is_verified"),
    [
        pytest.param(
            [("184 Wn.2d 95", 0), ("184 Wash. 2d 95", 1)], 1, id="one place, confirmed in one spelling"
        ),
        pytest.param([("184 Wn.2d 95", 1), ("359 P.3d 714", 0)], 0, id="one half of two unconfirmed"),
    ],
)
def test_when_a_decision_is_confirmed(texts, is_verified):
    rows = [(text, {"is_verified": verified}) for text, verified in texts]
    assert [decision["is_verified"] for decision in decisions(*rows)] == [is_verified]


@pytest.mark.parametrize(
    ("texts", "court", "date", "expected"),
    [
        (["22 F.Supp.3d 1"], "W.D. Wash.", "2014-02-01", "22 F. Supp. 3d 1 (W.D. Wash. 2014)"),
        (["2022 WL 28"], "N.D. Cal.", "2022-07-19", "No. 7, 2022 WL 28 (N.D. Cal. July 19, 2022)"),
        (["2022 WL 28"], "N.D. Cal.", "2022", "No. 7, 2022 WL 28 (N.D. Cal. 2022)"),  # its day is not known
        (["145 Cal.App.4th 790", "52 Cal. Rptr. 3d 376"], "Cal. Ct. App.", "2006", None),
        (["40 Cal. 4th 33", "146 P. 3d 510"], "Cal.", "2006", "40 Cal. 4th 33, 146 P.3d 510 (2006)"),
        (["598 U.S. 617"], "U.S.", "2023", "598 U.S. 617 (2023)"),
        (["68 A.D.3d 581"], "N.Y. App. Div.", "2009", "68 A.D.3d 581 (N.Y. App. Div. 2009)"),
        (["141 Nev., Adv. Op. 51"], "Nev.", "2025", "141 Nev., Adv. Op. 51 (2025)"),
        (
            ["2009 NY Slip Op 32248(U)"],
            "N.Y. Sup. Ct.",
            "2009",
            "2009 NY Slip Op 32248(U) (N.Y. Sup. Ct. 2009)",
        ),
        (["2015 WL 1"], "Pierce County (Wash.)", "2015", "No. 7, 2015 WL 1 (Pierce County, Wash. 2015)"),
    ],
)
def test_a_reporter_that_names_its_court_needs_no_court(texts, court, date, expected):
    expected = expected or "145 Cal. App. 4th 790, 52 Cal. Rptr. 3d 376 (2006)"
    assert cite(texts, "Roe v. Example", court, date, "7") == f"Roe v. Example, {expected}"


def test_an_act_gives_its_own_year_and_a_day_that_is_not_known_gives_none():
    docket = {"name": "Roe v. Example", "court_name": "9th Cir.", "docket_number": "23-1"}
    common = {"docket": docket, "unconfirmed_fields": ["citation"], "docket_id": "roe", "primary_url": None}
    common |= {"source_url": "https://example.org/roe"}
    acts = [
        common
        | {"citation": "2 F.4th 2", "date_from": "2024-01-01", "date_to": "2024-12-31", "precision": "year"},
        common | {"citation": "1 F.4th 1", "date_from": None, "date_to": None, "precision": None},
        common | {"citation": None, "date_from": "2020-01-01", "date_to": "2020-01-01", "precision": "day"},
        common
        | {"citation": "2 F.4th 2", "date_from": "2025-01-01", "date_to": "2025-01-01", "precision": "day"},
    ]
    decisions = cite_acts(acts)
    assert [decision["cited"] for decision in decisions] == [
        "Roe v. Example, 1 F.4th 1 (9th Cir.)",
        "Roe v. Example, 2 F.4th 2 (9th Cir. 2024)",
    ]
    assert not any(decision["is_verified"] for decision in decisions)


def test_a_page_is_meant_of_the_first_place():
    texts = ["40 Cal. 4th 33", "146 P.3d 510"]
    assert cite(texts, "Roe v. Example", "Cal.", "2006-11-20", pin="39–40") == (
        "Roe v. Example, 40 Cal. 4th 33, 39–40, 146 P.3d 510 (2006)"
    )


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("330", "331", "330–31"),
        ("330", None, "330"),
        ("330", "330", "330"),
        ("1299", "1301", "1299–1301"),
        ("1168", "1169", "1168–69"),
        ("9", "10", "9–10"),
        ("99", "101", "99–101"),
        (None, "331", None),
    ],
)
def test_pages_of_a_quotation(first, last, pages):
    assert format_pages(first, last) == pages


def test_words_are_cited_with_their_page():
    page = {"printed_page": "330", "last_printed_page": "331", "page_series": "reporter", "page": None}
    opinion = {
        "citation": "129 F.3d 327",
        "caption": "Zeran v. Am. Online, Inc.",
        "docket_name": "Zeran v. AOL (4th Cir.)",
        "docket_number": "97-1523",
        "court_name": "4th Cir.",
        "date_filed": "1997-11-12",
    }
    assert cite_words(page, opinion) == "Zeran v. Am. Online, Inc., 129 F.3d 327, 330–31 (4th Cir. 1997)"
    slip = page | {"printed_page": "7", "last_printed_page": None, "page_series": "slip", "page": 7}
    expected = "Zeran v. AOL, No. 97-1523, slip op. at 7 (4th Cir. Nov. 12, 1997)"
    assert cite_words(slip, opinion | {"citation": None}) == expected
    untold = page | {"printed_page": None, "last_printed_page": None}
    assert cite_words(untold, opinion) == "Zeran v. Am. Online, Inc., 129 F.3d 327 (4th Cir. 1997)"
