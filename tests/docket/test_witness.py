"""A second witness of what an opinion cites: where the archive's own list differs from our reading."""

import json
from pathlib import Path

import pytest

from docket.opinions.witness import compare_case

REAL = Path(__file__).resolve().parents[3] / "shared/real/caselaw"
TEXT = (
    "See Doe v. Roe, 477 U.S. 317, 322, 106 S. Ct. 2548 (1986).\nPoe v. Coe, 9 F.3d 4 (2d Cir. 1993). "
    "Doe, 477 U.S. at 323. 47 U.S.C. § 230."
)


def case_of(*cites):
    listed = [{"cite": cite, "category": category, "opinion_index": index} for cite, category, index in cites]
    return {"casebody": {"opinions": [{"text": TEXT}]}, "cites_to": listed}


@pytest.mark.parametrize(
    ("cites", "words"),
    [
        (
            [
                ("106 S.Ct. 2548", "reporters:federal", 0),  # a parallel citation is the same edge
                ("9 F. 3d 4", "reporters:federal", 0),
                ("47 U.S.C. § 230", "laws:leg_statute", 0),
                ("1 U.S. 1", "reporters:federal", -1),  # of the publisher's summary
            ],
            "2 decisions are cited by both",
        ),
        (
            [("477 U.S. 317", "reporters:federal", 0), ("8 F.3d 3", "reporters:federal", 0)],
            "1 decisions are cited by both; 1 only read: 9 F.3d 4; 1 only listed: 8 F.3d 3",
        ),
        ([], "0 decisions are cited by both; 2 only read: 477 U.S. 317, 9 F.3d 4"),
    ],
)
def test_what_only_one_of_the_two_has_is_told(cites, words):
    assert str(compare_case(case_of(*cites))) == words


def test_real_cases_of_the_archive_are_read_as_it_reads_them():
    if not REAL.exists():
        pytest.skip(f"{REAL} is not here")
    cases = [
        json.loads(path.read_text("utf-8"))
        for path in sorted(REAL.rglob("*.json"))
        if ".cut" not in path.name
    ]
    whole = [case for case in cases if isinstance(case, dict) and "casebody" in case and "cites_to" in case]
    agreements = [compare_case(case) for case in whole]
    assert len(whole) == 34
    assert sum(agreement.both for agreement in agreements) == 169
    assert [str(agreement) for agreement in agreements if agreement.only_read or agreement.only_listed] == []
