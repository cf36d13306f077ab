"""Whether two captions are one case's."""

import pytest

from docket.names.captions import is_one_caption


@pytest.mark.parametrize(
    ("left", "other"),
    [
        ("Doe v. MySpace, Inc.", "Jane Doe et al v. Myspace Inc"),
        ("Backpage.com, LLC v. Dart", "BACKPAGE.COM, LLC v. THOMAS J. DART, Sheriff"),
        (
            "People of the State of California v. Meta Platforms, Inc.",
            "State of California et al v. Meta Platforms",
        ),
        ("United States v. Backpage.com", "USA v. Backpage.com, LLC et al"),
        ("Herrick v. Grindr, LLC", "Grindr LLC v. Herrick"),  # an appeal turns the sides round
        ("A.M. v. Omegle.com LLC", "A.M. v. Omegle"),
        (
            "In re Social Media Adolescent Addiction",
            "IN RE: Social Media Adolescent Addiction/Personal Injury",
        ),
        ("In re Roommate, LLC", "Roommate LLC v. Fair Housing Council"),
        ("In re Elm Oak Ash Fir", "In re Elm Oak Bay Cove Dale"),  # half of the shorter
    ],
)
def test_one_case(left, other):
    assert is_one_caption(left, other) and is_one_caption(other, left)


@pytest.mark.parametrize(
    ("left", "other"),
    [
        ("Doe v. Twitter, Inc.", "Doe v. Facebook, Inc."),  # only Doe
        ("Force v. Facebook, Inc.", "Smith v. Facebook, Inc."),  # only the one whom everybody sues
        ("United States v. Google LLC", "United States v. Meta Platforms, Inc."),
        ("Example Holdings, Inc. v. Corwin", "Sample Holdings, Inc. v. Farrow"),  # legal forms
        ("In re Facebook Privacy Litigation", "In re Google Privacy Litigation"),  # the subject
        ("In re Facebook", "State v. State"),
        ("", "Doe v. Twitter, Inc."),
    ],
)
def test_two_cases(left, other):
    assert not is_one_caption(left, other) and not is_one_caption(other, left)
