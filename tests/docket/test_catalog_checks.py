"""What in the reviewed rows cannot be right, and that nothing of it stands in them."""

import csv
from importlib.resources import files

import pytest

from docket.catalog_checks import check_case_lines, check_decisions, check_laws, span_of

DATA = files("docket").joinpath("data")
DAY = "2026-11-27"
DOCKET = {
    "slug": "a-v-b-cand",
    "court_id": "cand",
    "docket_number": "3:19-cv-00001",
    "date_filed": "2019-02-01",
    "source_url": "https://x.example/",
}
ABOVE = DOCKET | {"slug": "a-v-b-ca9", "court_id": "ca9", "docket_number": "20-1", "date_filed": ""}
ACT = {
    "docket": "a-v-b-cand",
    "date": "2020-03-04",
    "citation": "440 F. Supp. 3d 1103",
    "acts_on": "",
    "source_url": "https://x.example/",
    "extra_sources": "",
    "verified": "date",
}
REVIEW = ACT | {
    "docket": "a-v-b-ca9",
    "date": "2021-05-04",
    "citation": "995 F.3d 1085",
    "acts_on": "a-v-b-cand@2020-03-04",
}
APPEAL = {"docket": "a-v-b-ca9", "related_docket": "a-v-b-cand", "type": "appeal", "direction": ""}


def rows(name):
    return list(csv.DictReader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines()))


def codes(*acts, dockets=(DOCKET, ABOVE), families=()):
    return [(found.row, found.code) for found in check_decisions(dockets, acts, families, DAY)]


def test_no_reviewed_row_contradicts_itself_or_another():
    assert check_decisions(rows("dockets.csv"), rows("decisions.csv"), rows("families.csv"), DAY) == []


def test_what_is_right_is_not_found():
    assert codes(ACT, REVIEW, families=[APPEAL]) == []
    assert codes(ACT | {"date": ""}, REVIEW | {"date": "2021"}, families=[APPEAL]) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source_url": "", "extra_sources": ""}, "no-source"),
        ({"date": "2026-11-28", "citation": ""}, "future"),
        ({"date": "2018-12-31"}, "before-number"),
        ({"date": "2019-01-31", "citation": ""}, "before-filing"),
        ({"date": "2019-01", "citation": ""}, "before-filing"),
        ({"citation": "2021 WL 3616097"}, None),  # of the year after: let pass
        ({"citation": "2022 WL 3616097"}, "citation-year"),
        ({"citation": "2019 WL 3616097"}, "citation-year"),
        ({"citation": "625 F. Supp. 3d 971 (N.D. Cal. 2022)"}, "citation-year"),
        ({"citation": "440 F. Supp. 2d 1103"}, "citation-year"),  # ended in 2014
        ({"citation": "440 F.3d 1103"}, "citation-court"),  # of the courts of appeals
        ({"citation": "440 Cal. App. 5th 1103"}, "citation-court"),
        ({"docket": "nobody"}, "no-docket"),
        ({"acts_on": "a-v-b-cand@2020-03-05"}, "before-below"),
        ({"date": "2020-03", "acts_on": "a-v-b-cand@2020-03-31"}, None),
        ({"date": "2020-03", "acts_on": "a-v-b-cand@2020-04"}, "before-below"),
        ({"acts_on": "a-v-b-cand@"}, None),  # an act without a known day
    ],
)
def test_a_row_that_cannot_be_right_is_found(change, code):
    row = ACT | change
    assert {found for _, found in codes(row)} - ({"before-filing"} if code == "before-number" else set()) == (
        {code} if code else set()
    )


def test_a_row_without_a_source_may_stand_where_nothing_of_it_was_seen():
    assert codes(ACT | {"source_url": "", "extra_sources": "", "verified": ""}) == []
    assert codes(dockets=[DOCKET | {"source_url": "", "verified": "caption"}]) == [
        ("a-v-b-cand", "no-source")
    ]


def test_the_volumes_of_the_supreme_court_reporter_are_terms():
    scotus = DOCKET | {"slug": "s", "court_id": "scotus", "docket_number": "21-1333", "date_filed": ""}
    act = ACT | {"docket": "s", "date": "2023-05-18"}
    assert codes(act | {"citation": "143 S. Ct. 1191"}, dockets=[scotus]) == []
    assert codes(act | {"citation": "142 S. Ct. 1191"}, dockets=[scotus]) == [
        ("s@2023-05-18", "citation-year")
    ]


def test_a_decision_is_not_younger_than_three_in_later_volumes():
    later = [
        ACT | {"date": f"2020-0{month}-01", "citation": f"{450 + month} F. Supp. 3d 1"} for month in (4, 5, 6)
    ]
    assert codes(ACT, *later) == []
    assert codes(ACT | {"date": "2020-07-01", "citation": "440 F. Supp. 3d 1103"}, *later) == [
        ("a-v-b-cand@2020-07-01", "citation-order")
    ]
    assert (
        codes(ACT | {"date": "2020-07-01", "citation": "445 F. Supp. 3d 1103"}, *later) == []
    )  # volumes that may be open at one time


def test_a_court_does_not_review_what_was_not_yet_decided():
    review = REVIEW | {"date": "2020-01-02", "citation": "", "acts_on": ""}
    assert codes(ACT, review, families=[APPEAL]) == [("a-v-b-ca9", "before-below")]
    other = {
        "docket": "a-v-b-cand",
        "related_docket": "a-v-b-ca9",
        "type": "appeal",
        "direction": "other_is_later",
    }
    assert codes(ACT, review, families=[other]) == [("a-v-b-ca9", "before-below")]
    assert codes(ACT, review, families=[APPEAL | {"type": "companion"}]) == []
    assert codes(ACT | {"date": "2020"}, review, families=[APPEAL]) == []  # perhaps on January 1


@pytest.mark.parametrize(
    ("day", "span"),
    [
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2021-03-04", ("2021-03-04",) * 2),
        ("", ("0001-01-01", "9999-12-31")),
    ],
)
def test_a_day_is_an_interval(day, span):
    assert span_of(day) == span


@pytest.mark.parametrize(("day", "is_found"), [("2020-05-04", False), ("2019-05-04", True)])
def test_a_first_volume_may_print_decisions_of_the_year_before_its_series_began(day, is_found):
    found = codes(REVIEW | {"date": day, "citation": "1 F.4th 1085", "acts_on": ""}, families=[APPEAL])
    assert (("a-v-b-ca9@" + day, "citation-year") in found) is is_found


def test_every_case_says_in_a_line_what_it_is_about():
    assert check_case_lines(rows("cases.csv"), rows("case_lines.csv")) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "no-line"),
        (["A man sued a store.", "A man sued a store again."], "second-line"),
        (["A man sued " + "a very " * 12 + "large store."], "long-line"),
        (["A man sued a store"], "no-sentence"),
        (['A man sued a store over a "drill."'], None),
    ],
)
def test_a_line_that_cannot_stand_is_found(lines, code):
    told = [{"case_id": "a-v-b", "line": line} for line in lines]
    assert [found.code for found in check_case_lines([{"case_id": "a-v-b"}], told)] == (
        [code] if code else []
    )


def test_a_line_is_of_a_case():
    told = [{"case_id": "a-v-b", "line": "A man sued a store."}]
    assert [(found.row, found.code) for found in check_case_lines([], told)] == [("a-v-b", "no-case")]


def test_every_law_that_a_decision_names_is_in_the_table_of_laws():
    assert check_laws(rows("laws.csv"), rows("decisions.csv")) == []


@pytest.mark.parametrize(
    ("laws", "named", "found"),
    [
        (["H.B. 1"], "H.B. 1", []),
        ([], "H.B. 1", ["no-law"]),
        (["H.B. 1"], "HB 1", ["no-law"]),
        (["H.B. 1", "H.B. 1"], "H.B. 1", ["second-law"]),
    ],
)
def test_a_law_has_one_row_and_one_name(laws, named, found):
    acts = [ACT | {"law": named}, ACT | {"law": ""}]
    assert [one.code for one in check_laws([{"name": law} for law in laws], acts)] == found
