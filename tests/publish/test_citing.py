"""Decisions as lawyers cite them: which citations are of one decision, and how each is written."""

import pytest

from publish.html import cite_decisions


def cited(*texts, name="Roe v. Example", court="Wash.", decided="2015-09-03", **more):
    rows = [
        {
            "docket_id": "d",
            "docket_name": name,
            "court_name": court,
            "date_decided": decided,
            "text": text,
            "is_verified": 1,
        }
        | more
        for text in texts
    ]
    return [row["cited"] for row in cite_decisions(rows)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["184 Wn.2d 95", "359 P.3d 714"], ["Roe v. Example, 184 Wn.2d 95, 359 P.3d 714 (Wash. 2015)"]),
        (
            ["359 P.3d 714", "184 Wn.2d 95"],
            ["Roe v. Example, 184 Wn.2d 95, 359 P.3d 714 (Wash. 2015)"],
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
            ["Roe v. Example, 184 Wn.2d 95, 359 P.3d 714 (Wash. 2015)"],
        ),
        (
            ["34 F.4th 1196 (11th Cir. 2022)", "34 F.4th 1196"],
            ["Roe v. Example, 34 F.4th 1196 (11th Cir. 2022)"],
        ),
        (
            ["1 F.3d 12", "1 U.S. 12"],  # two reporters
            ["Roe v. Example, 1 F.3d 12 (Wash. 2015)", "Roe v. Example, 1 U.S. 12 (Wash. 2015)"],
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
                "Roe v. Example, 184 Wn.2d 95, 359 P.3d 714 (Wash. 2015)",
                "Roe v. Example, 360 P.3d 1 (Wash. 2015)",
            ],
        ),
    ],
)
def test_citations(texts, expected):
    assert cited(*texts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"name": "Zeran v. AOL (4th Cir.)"}, "Zeran v. AOL, 1 U.S. 1 (Wash. 2015)"),
        ({"name": "Doe (S.M.A.) v. Salesforce"}, "Doe (S.M.A.) v. Salesforce, 1 U.S. 1 (Wash. 2015)"),
        ({"decided": None}, "Roe v. Example, 1 U.S. 1 (Wash.)"),
        ({"decided": None, "court": None}, "Roe v. Example, 1 U.S. 1"),
    ],
)
def test_names_and_what_is_not_known(facts, expected):
    assert cited("1 U.S. 1", **facts) == [expected]


def test_two_dockets_are_two_decisions():
    rows = [
        {
            "docket_id": number,
            "docket_name": number,
            "court_name": None,
            "date_decided": None,
            "text": text,
            "is_verified": 1,
        }
        for number, text in (("a", "184 Wn.2d 95"), ("b", "359 P.3d 714"))
    ]
    assert [row["cited"] for row in cite_decisions(rows)] == ["a, 184 Wn.2d 95", "b, 359 P.3d 714"]


def test_a_place_seen_confirmed_in_either_spelling_is_confirmed():
    common = {"docket_id": "d", "docket_name": "R", "court_name": None, "date_decided": None}
    spelled = (("184 Wn.2d 95", 0), ("184 Wash. 2d 95", 1))
    rows = [common | {"text": text, "is_verified": verified} for text, verified in spelled]
    assert [row["is_verified"] for row in cite_decisions(rows)] == [1]


def test_one_unconfirmed_half_leaves_the_whole_unconfirmed():
    rows = [
        {
            "docket_id": "d",
            "docket_name": "R",
            "court_name": None,
            "date_decided": None,
            "text": text,
            "is_verified": verified,
        }
        for text, verified in (("184 Wn.2d 95", 1), ("359 P.3d 714", 0))
    ]
    assert [row["is_verified"] for row in cite_decisions(rows)] == [0]
