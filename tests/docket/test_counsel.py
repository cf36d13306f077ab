"""Attorneys' and firms' names."""

import pytest
from hypothesis import given, strategies as st

from docket.issues import ParseError
from docket.names.counsel import firm_key, normalize_attorney, normalize_firm


@pytest.mark.parametrize(
    ("raw", "name", "key"),
    [
        ("Rae B. Example", "Rae B. Example", "rae b example"),
        ("Rae Beth Example", "Rae Beth Example", "rae b example"),  # the middle name in full
        ("RAE B. EXAMPLE", "Rae B. Example", "rae b example"),  # capitals (njd)
        ("EXAMPLE, RAE B.", "Rae B. Example", "rae b example"),  # surname first
        ("Rae Example, -", "Rae Example", "rae example"),  # the dash of ACMS pages
        ("Rae Example ,", "Rae Example", "rae example"),
        ("Otis W Example , Jr", "Otis W Example Jr.", "otis w example jr"),  # a space before the comma (txed)
        ("G. Eric Example, Jr., Esquire", "G. Eric Example Jr.", "g e example jr"),
        ("Ms. Rae Example, Trial Attorney", "Rae Example", "rae example"),
        ("Rae Example, Assistant U.S. Attorney", "Rae Example", "rae example"),
        ("Rae Example , GOVT", "Rae Example", "rae example"),
        (
            "Rae  Marie-Example",
            "Rae Marie-Example",
            "rae marieexample",
        ),  # double spaces; a double name is one
        ("Ana Clerk", "Ana Clerk", "ana clerk"),  # a surname that is an office
        ("Li Na", "Li Na", "li na"),  # a short surname is no mark of the clerk
        # no person's title
        ("Attorney General of Texas", "Attorney General of Texas", "attorney general of texas"),
    ],
)
def test_normalize_attorney(raw, name, key):
    attorney = normalize_attorney(raw)
    assert (attorney.name, attorney.key) == (name, key)
    assert normalize_attorney(name).name == name


@pytest.mark.parametrize("raw", ["", " ", ", -"])
def test_nothing_printed(raw):
    with pytest.raises(ParseError, match="attorney"):
        normalize_attorney(raw)


@pytest.mark.parametrize(
    ("left", "other", "is_one"),
    [
        ("Elm, Oak & Ash, LLP - Leawood", "Elm Oak & Ash", True),  # a branch
        ("Elm, Oak & Ash, LLP (NY)", "ELM, OAK and ASH L.L.P.", True),
        ("Law Offices of Rae Example", "Law Office of Rae Example, P.C.", True),
        ("US Attorneys Office - Yuma, AZ", "U.S. Attorney's Office", True),
        ("Elm & Oak LLP", "Elm & Ash LLP", False),
        ("Elm Law", "Elm Law Group", False),
    ],
)
def test_firm_key(left, other, is_one):
    assert (firm_key(left) == firm_key(other)) is is_one


def test_normalize_firm():
    assert normalize_firm("ELM & OAK, L.L.P.") == "Elm & Oak LLP"


@given(st.text(max_size=40) | st.sampled_from(["PHV", "Li Na", "(PHV)", "Rae Example - GOVT", ", Esq."]))
def test_any_text_is_an_attorney_or_an_error(text):
    try:
        attorney = normalize_attorney(text)
    except ParseError:
        return
    assert attorney.name == attorney.name.strip()
