"""A case in five sentences: made from fields, and nothing where a field is blank."""

import sqlite3

import pytest

from publish.pages import case_summary

DOCKET = {
    "docket_id": "d1",
    "court_id": "cand",
    "docket_number": "3:22-cv-00123",
    "system": "district",
    "court_name": "N.D. Cal.",
    "court_full_name": None,
    "date_filed": "2022-02-01",
    "position": 1,
}
CASE = {
    "claims": "negligence; defamation",
    "provisions": "c1",
    "plaintiff_type": "individual",
    "law_in_force": "after_fosta",
    "status": "closed",
    "selection": "catalog",
}


def suit(parties, case=CASE, *family):
    conn = sqlite3.connect(":memory:")
    conn.execute(
        "create table participations (participation_id integer primary key, docket_id, name, party_type, "
        "position, is_gone)"
    )
    conn.executemany("insert into participations (docket_id, name, party_type) values ('d1', ?, ?)", parties)
    return case_summary.format_suit(conn, case, list(family) or [DOCKET])


SIDES = [("Jane Roe", "plaintiff"), ("Example, Inc.", "defendant")]


@pytest.mark.parametrize(
    ("parties", "case", "family", "expected"),
    [
        (
            SIDES,
            CASE,
            [],
            "Jane Roe sued Example, Inc. in N.D. Cal. on Feb. 1, 2022, over negligence and defamation.",
        ),
        (SIDES, CASE | {"claims": None}, [], "Jane Roe sued Example, Inc. in N.D. Cal. on Feb. 1, 2022."),
        (SIDES, CASE | {"claims": "other"}, [DOCKET | {"date_filed": None}],
         "Jane Roe sued Example, Inc. in N.D. Cal."),
        (
            [*SIDES, ("A", "defendant"), ("B", "defendant"), ("C", "amicus")],
            CASE | {"claims": None},
            [],
            "Jane Roe sued Example, Inc., A and 1 other in N.D. Cal. on Feb. 1, 2022.",
        ),
        (SIDES, CASE | {"claims": "declaratory_preemption; first_amendment"}, [],
         ("Jane Roe sued Example, Inc. in N.D. Cal. on Feb. 1, 2022, over the First Amendment and whether federal "
          "law preempts state law.")),
        (SIDES[:1], CASE, [], None),  # whom is not known
        ([], CASE, [], None),
        # an appeal is not where a suit began
        (SIDES, CASE | {"claims": None},
         [DOCKET | {"system": "appellate", "court_id": "ca9", "court_name": "9th Cir."}],
         "Jane Roe sued Example, Inc."),
        # nor one within a state, though the day of the suit itself is not known
        (
            SIDES,
            CASE | {"claims": None},
            [
                DOCKET | {"docket_id": "d2", "system": "state", "court_id": "calctapp", "court_name": "Cal. Ct. App."},
                DOCKET | {"system": "state", "court_id": "calsuperctla", "court_name": "Los Angeles County (Cal.)",
                          "docket_number": None, "date_filed": None},
            ],
            "Jane Roe sued Example, Inc. in Los Angeles County (Cal.).",
        ),
        # a number of a later year: the suit came there from elsewhere
        (SIDES, CASE | {"claims": None}, [DOCKET | {"docket_number": "3:23-cv-00018"}],
         "Jane Roe sued Example, Inc. on Feb. 1, 2022 (in N.D. Cal. since 2023)."),
        (
            [("United States", "plaintiff"), ("John Roe", "defendant")],
            CASE | {"claims": "criminal", "plaintiff_type": "government"},
            [],
            "United States charged John Roe in N.D. Cal. on Feb. 1, 2022.",
        ),
        # a petition of the convicted charges nobody
        (
            [("John Roe", "petitioner"), ("Jane Warden", "respondent")],
            CASE | {"claims": "criminal"},
            [],
            "John Roe sued Jane Warden in N.D. Cal. on Feb. 1, 2022, over a criminal charge.",
        ),
    ],
)  # fmt: skip
def test_who_sues_whom(parties, case, family, expected):
    assert suit(parties, case, *family) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({}, "In question is § 230(c)(1), as amended by FOSTA in 2018."),
        ({"law_in_force": "unknown"}, "In question is § 230(c)(1)."),
        (
            {"provisions": "c1;e2"},
            "In question are § 230(c)(1) and § 230(e)(2), as amended by FOSTA in 2018.",
        ),
        ({"provisions": None}, "In question is § 230 as amended by FOSTA in 2018."),
        ({"provisions": None, "law_in_force": "unknown"}, None),
        # a sheet that the operator put there, of a collision at sea
        ({"provisions": None, "selection": "imported"}, None),
        ({"selection": "candidate"}, "In question is § 230(c)(1), as amended by FOSTA in 2018."),
    ],
)
def test_the_law_in_question(case, expected):
    assert case_summary.format_defense(CASE | case) == expected


HEARING = {
    "date_from": "2026-10-12",
    "date_to": "2026-10-16",
    "precision": "week",
    "kind": "trial",
    "status": "scheduled",
    "court_name": "N.D. Cal.",
}


@pytest.mark.parametrize(
    ("status", "hearing", "expected"),
    [
        ("open", HEARING, "Next: trial in N.D. Cal., the week of Oct. 12, 2026 (scheduled)."),
        ("closed", None, "The case is closed."),
        ("open", None, None),
        ("unknown", None, None),
    ],
)
def test_what_happens_next(status, hearing, expected):
    assert case_summary.format_next(CASE | {"status": status}, hearing) == expected


@pytest.mark.parametrize(
    ("freshness", "entries", "expected"),
    [
        (("2026-11-26T00:00:00Z", None), 0,
         "How we know: facts reviewed by a person on Nov. 26, 2026, no docket sheet read."),
        (("2026-11-26T00:00:00Z", "2026-11-27T10:00:00Z"), 5,
         "How we know: facts reviewed by a person on Nov. 26, 2026, 5 docket entries read, last on Nov. 27, 2026."),
        ((None, "2026-11-27T10:00:00Z"), 1, "How we know: 1 docket entry read, last on Nov. 27, 2026."),
        ((None, None), 0, None),
    ],
)  # fmt: skip
def test_how_we_know(freshness, entries, expected):
    reviewed, read = freshness
    assert case_summary.format_basis({"reviewed": reviewed, "read": read}, entries) == expected


@pytest.mark.parametrize(
    ("name", "court_ids", "expected"),
    [
        ("Anderson v. TikTok (E.D. Pa.)", ["paed"], "Anderson v. TikTok"),
        ("Roe v. Example (9th Cir.)", ["cand", "ca9"], "Roe v. Example"),
        ("Arkansas v. TikTok (content)", ["arsuperct"], "Arkansas v. TikTok (content)"),  # no court
        ("Roe v. Example (E.D. Pa.)", ["cand"], "Roe v. Example (E.D. Pa.)"),  # not a court of this case
        ("Roe v. Example", [], "Roe v. Example"),
        ("J.S. v. Village Voice (Pierce County)", ["wash", "wasuperct-pierce"], "J.S. v. Village Voice"),
        ("Daniel v. Armslist (Milwaukee)", ["wicirct-milwaukee"], "Daniel v. Armslist"),
    ],
)
def test_the_name_of_a_case_is_no_court(name, court_ids, expected):
    assert case_summary.short_title(name, court_ids) == expected
