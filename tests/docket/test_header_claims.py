"""Cover-sheet codes: what they name, and what they only seem to."""

import pytest

from docket.section230.claims import find_header_claims, is_cause_230


@pytest.mark.parametrize(
    ("cause", "nature", "expected"),
    [
        ("18:1595 Trafficking Victims Protection Act", "890 Other Statutory Actions", ["tvpra_1595"]),
        ("17:501 Copyright Infringement", "820 Copyright", ["copyright"]),  # named twice, one claim
        ("28:1331 Federal Question: Other Civil Rights", "440 Civil Rights: Other", ["civil_rights"]),
        ("15:1125 Trademark Infringement (Lanham Act)", None, ["trademark"]),
        ("18:1964 Racketeering (RICO) Act", "410 Antitrust", ["conspiracy_rico", "antitrust"]),
        ("42:2000e Job Discrimination (Employment)", "442 Civil Rights: Jobs", ["employment_discrimination"]),
        ("42:2000d Title VI", None, []),  # another law of one section number
        (
            "28:1332 Diversity-Libel,Assault,Slander",
            "320 Assault Libel & Slander",
            [],
        ),  # assault as well as libel
        ("28:1332 Diversity-Product Liability", "365 Personal Inj. Prod. Liability", []),
        ("47:0230", None, []),
        (None, None, []),
    ],
)
def test_find_header_claims(cause, nature, expected):
    assert [claim.cause.value for claim in find_header_claims(cause, nature)] == expected


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        ("47:230 Communications Decency Act", True),
        ("47:0230 Telecommunications", True),
        ("47:230", True),
        ("28:230 Something", False),
        ("47:2301 Wire", False),
        ("47:227 TCPA", False),
        (None, False),
        ("", False),
    ],
)
def test_cause_230(cause, expected):
    assert is_cause_230(cause) is expected
