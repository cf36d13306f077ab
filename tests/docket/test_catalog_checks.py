"""What in the reviewed rows cannot be right, and that nothing of it stands in them."""

from importlib.resources import files

import pytest

from docket.catalog_checks import (
    check_case_lines,
    check_companies,
    check_decisions,
    check_ids,
    check_judges,
    check_keys,
    check_later_history,
    check_laws,
    check_reviewed,
    find_dated,
    hash_file,
    span_of,
)
from tests.worlds.catalog_rows import read

DATA = files("docket").joinpath("data")
DAY = "2026-12-01"
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


def codes(*acts, dockets=(DOCKET, ABOVE), families=()):
    return [(finding.row, finding.code) for finding in check_decisions(dockets, acts, families, DAY)]


def test_no_reviewed_row_contradicts_itself_or_another():
    assert check_decisions(read("dockets"), read("decisions"), read("families"), DAY) == []


def test_what_is_right_is_not_found():
    assert codes(ACT, REVIEW, families=[APPEAL]) == []
    assert codes(ACT | {"date": ""}, REVIEW | {"date": "2021"}, families=[APPEAL]) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source_url": "", "extra_sources": ""}, "no-source"),
        ({"date": "2026-12-02", "citation": ""}, "future"),
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
        (
            {"source_url": "https://app.midpage.ai/case/x", "extra_sources": "http://casetext.com/x"},
            "weak-first",
        ),
        ({"source_url": "https://app.midpage.ai/case/x"}, None),  # nothing better is known
        ({"acts_on": "a-v-b-cand@2020-03-05"}, "before-below"),
        ({"date": "2020-03", "acts_on": "a-v-b-cand@2020-03-31"}, None),
        ({"date": "2020-03", "acts_on": "a-v-b-cand@2020-04"}, "before-below"),
        ({"acts_on": "a-v-b-cand@"}, None),  # an act without a known day
    ],
)
def test_a_row_that_cannot_be_right_is_found(change, code):
    row = ACT | change
    assert {reported for _, reported in codes(row)} - (
        {"before-filing"} if code == "before-number" else set()
    ) == ({code} if code else set())


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


FILES = (
    "cases", "decisions", "dockets", "events", "families", "hearings", "locators", "looks", "question_names",
    "questions",
)  # fmt: skip


def test_no_key_of_the_files_leads_nowhere_and_every_decision_has_its_id():
    assert check_keys({name: read(name) for name in FILES}) == []
    assert check_ids(read("decisions")) == []


def linked(**changes):
    """A docket, its act and the act above it, with one row of each file that names them."""
    files = {name: [] for name in FILES} | {
        "dockets": [DOCKET, ABOVE],
        "decisions": [ACT | {"kind": "order"}, REVIEW | {"kind": "opinion"}],
        "events": [{"slug": "a-v-b-cand"}],
        "hearings": [{"docket": "a-v-b-cand"}],
        "families": [APPEAL | {"date": "2021-05-04"}],
        "questions": [{"docket": "a-v-b-cand", "date": "2020-03-04", "kind": "order"}],
        "question_names": [{"for_barred": "a-v-b-cand@2020-03-04", "for_not_barred": ""}],
    }
    for name, change in changes.items():
        files[name] = [files[name][0] | change, *files[name][1:]]
    return [(finding.row, finding.code) for finding in check_keys(files)]


def test_keys_that_lead_to_a_row_are_not_found():
    assert linked() == []


@pytest.mark.parametrize(
    ("file", "change", "row"),
    [
        ("events", {"slug": "nobody"}, "nobody"),
        ("hearings", {"docket": "nobody"}, "nobody"),
        ("families", {"related_docket": "nobody"}, "nobody"),
        ("families", {"date": "2021-05-05"}, "a-v-b-ca9@2021-05-05"),
        ("questions", {"date": "2020-03-05"}, "a-v-b-cand@2020-03-05"),
        ("questions", {"kind": "opinion"}, "a-v-b-cand@2020-03-04"),
        ("question_names", {"for_not_barred": "a-v-b-cand@2020-03-05"}, "a-v-b-cand@2020-03-05"),
    ],
)
def test_a_key_that_leads_nowhere_is_found(file, change, row):
    assert [where for where, _ in linked(**{file: change})] == [row]


def test_a_moved_day_is_followed_wherever_the_act_is_named():
    assert linked(decisions={"date": "2020-03-03"}) == [
        ("a-v-b-cand@2020-03-04", "no-such-act"),  # acts_on of the act above
        ("a-v-b-cand@2020-03-04", "no-such-act"),  # the name of a question
        ("a-v-b-cand@2020-03-04", "no-such-act"),  # its side
    ]


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        (("0" * 16, "1" * 16), []),
        (("", "1" * 16), ["no-id"]),
        (("0" * 15, "1" * 16), ["no-id"]),
        (("1" * 16, "1" * 16), ["shared-id", "shared-id"]),
    ],
)
def test_every_decision_has_an_id_of_its_own(ids, codes):
    acts = [act | {"id": each, "kind": "order"} for act, each in zip((ACT, REVIEW), ids, strict=True)]
    assert [finding.code for finding in check_ids(acts)] == codes


def test_every_day_and_citation_of_a_later_history_is_an_act_or_marked():
    assert check_later_history(read("decisions"), read("events"), read("cases")) == []


EVENT = {"slug": "a-v-b-ca9", "date_from": "2021-06-01"}
CASES = [{"docket": "a-v-b-cand", "case_id": "a-v-b"}, {"docket": "a-v-b-ca9", "case_id": "a-v-b"}]


@pytest.mark.parametrize(
    ("history", "mark", "codes"),
    [
        ("affirmed 2021-05-04, 995 F.3d 1085", "", []),
        ("reheard 2021-06-01", "", []),  # an event
        ("affirmed 2021", "", []),  # a year is no day
        ("affirmed 2021-05-05", "", ["no-row"]),
        ("affirmed 2021-05-05", "2021-05-05", []),
        ("affirmed, 128 A.D.3d 568 (2015)", "", ["no-row"]),  # of another suit
        ("affirmed, 2021 WL 1111", "", ["no-row"]),
        ("affirmed 2021-05-04", "2021-05-04", ["stale-mark"]),
        ("", "2021-05-05", ["stale-mark"]),
    ],
)
def test_a_later_history_names_acts_of_its_case(history, mark, codes):
    acts = [ACT | {"later_history": history, "no_row": mark}, REVIEW | {"later_history": "", "no_row": ""}]
    assert [finding.code for finding in check_later_history(acts, [EVENT], CASES)] == codes


def test_days_and_citations_are_found_in_what_a_reviewer_wrote():
    text = "affirmed 2015-05-21 (collateral estoppel), 128 A.D.3d 568; see 2014 WL 4471721 and No. 99-1430"
    assert find_dated(text) == ["2015-05-21", "128 A.D.3d 568", "2014 WL 4471721"]


def test_no_file_was_changed_since_its_review():
    reviewed = read("reviewed")
    assert (
        check_reviewed({row["file"]: DATA.joinpath(row["file"]).read_bytes() for row in reviewed}, reviewed)
        == []
    )


def test_a_file_that_was_changed_under_an_old_day_is_found():
    row = {"file": "a.csv", "reviewed": "2026-11-27T00:00:00Z", "hash": hash_file(b"a\n1\n")}
    assert check_reviewed({"a.csv": b"a\n1\n"}, [row]) == []
    (fault,) = check_reviewed({"a.csv": b"a\n2\n"}, [row])
    assert (fault.row, fault.code) == ("a.csv", "not-reviewed") and hash_file(b"a\n2\n") in fault.message


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
    findings = codes(REVIEW | {"date": day, "citation": "1 F.4th 1085", "acts_on": ""}, families=[APPEAL])
    assert (("a-v-b-ca9@" + day, "citation-year") in findings) is is_found


def test_every_case_says_in_a_line_what_it_is_about():
    assert check_case_lines(read("cases"), read("case_lines")) == []


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
    listed = [{"case_id": "a-v-b", "line": line} for line in lines]
    assert [finding.code for finding in check_case_lines([{"case_id": "a-v-b"}], listed)] == (
        [code] if code else []
    )


def test_a_line_is_of_a_case():
    listed = [{"case_id": "a-v-b", "line": "A man sued a store."}]
    assert [(finding.row, finding.code) for finding in check_case_lines([], listed)] == [("a-v-b", "no-case")]


def test_every_law_that_a_decision_names_is_in_the_table_of_laws():
    assert check_laws(read("laws"), read("decisions")) == []


@pytest.mark.parametrize(
    ("laws", "named", "expected"),
    [
        (["H.B. 1"], "H.B. 1", []),
        ([], "H.B. 1", ["no-law"]),
        (["H.B. 1"], "HB 1", ["no-law"]),
        (["H.B. 1", "H.B. 1"], "H.B. 1", ["second-law"]),
    ],
)
def test_a_law_has_one_row_and_one_name(laws, named, expected):
    acts = [ACT | {"law": named}, ACT | {"law": ""}]
    assert [finding.code for finding in check_laws([{"name": law} for law in laws], acts)] == expected


def test_an_act_is_for_companies_that_the_register_knows():
    assert check_companies(read("decisions"), read("events"), read("entities")) == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", None),
        ("snap;tiktok", None),
        ("none", None),
        ("snapchat", "no-entity"),
        ("none;snap", "none-and-some"),
    ],
)
def test_for_companies_names_entities_or_none(cell, code):
    entities = [{"entity_id": "snap"}, {"entity_id": "tiktok"}]
    event = {"slug": "a-v-b-cand", "date_from": "2020-03-04", "for_companies": cell}
    findings = check_companies([ACT | {"for_companies": cell}], [event], entities)
    assert [(finding.row, finding.code) for finding in findings] == (
        [("a-v-b-cand@2020-03-04", code)] * 2 if code else []
    )


def test_who_settled_before_the_trial_did_not_lose_it():
    concerned = {
        (row["date"], row["kind"]): row["for_companies"].split(";")
        for row in read("decisions")
        if row["docket"] == "kgm-v-meta-calsuperct"
    }
    assert concerned["2026-01-27", "settlement"] == ["tiktok"]
    losers = ["meta-platforms", "instagram", "google", "youtube"]
    assert concerned["2026-03-25", "verdict"] == concerned["2026-06-09", "order"] == losers
    settled = [row["for_companies"] for row in read("events") if row["slug"] == "kgm-v-meta-calsuperct"]
    assert "snap" in settled


def test_every_author_is_a_judge_or_none():
    assert check_judges(read("judges"), read("decisions")) == []


JUDGE = {
    "judge_id": "ada-judge",
    "name": "Ada Judge",
    "court_ids": "cand;ca9",
    "printed": "Judge | Ada Judge; X dissenting",
}


@pytest.mark.parametrize(
    ("author", "code"),
    [
        ("", None),
        ("Judge", None),
        ("Ada Judge; X dissenting", None),
        ("Ada Judge", "no-judge"),
        ("Ada Judge, Jr.", "no-judge"),
        ("Ada Judge, J.", "no-judge"),
        ("per curiam (One, Two, Three)", None),
        ("memorandum; X dissenting", None),
        ("panel: One, Two, Three", None),
        ("W. One, Two, R. Three", None),
        ("One and St. Two (Three dissenting in part)", None),
        ("Ada Judge dissenting", None),
        ("Ada Judge (statement or dissent)", None),
        ("(One dissenting in part)", None),
        ("jury; Ada Judge presiding", None),
    ],
)
def test_an_author_is_a_judge_of_its_court_or_no_author(author, code):
    act = ACT | {"court_id": "cand", "author": author}
    assert [finding.code for finding in check_judges([JUDGE], [act])] == ([code] if code else [])


def test_an_author_is_one_judge_of_a_court_that_there_is():
    other = JUDGE | {"judge_id": "bo-judge", "court_ids": "ca9"}
    assert [(finding.row, finding.code) for finding in check_judges([JUDGE, other], [])] == [
        ("ada-judge", "shared-author"),
        ("ada-judge", "shared-author"),
    ]
    assert [finding.code for finding in check_judges([JUDGE | {"court_ids": "nowhere"}], [])] == ["no-court"]
