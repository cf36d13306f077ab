"""Captions: their two sides."""

import pytest
from hypothesis import example, given, settings, strategies as st

from docket.names.captions import split_caption


@pytest.mark.parametrize(
    ("caption", "sides"),
    [
        ("Doe v. Example, Inc.", ("Doe", "Example, Inc.")),
        ("DOE -v- EXAMPLE", ("DOE", "EXAMPLE")),  # New York state captions
        ("Doe vs. Example", ("Doe", "Example")),
        ("Doe v Example", ("Doe", "Example")),
        ("USA  v.  Example et al", ("USA", "Example et al")),  # double spaces
        ("Henry V Example", ("Henry V Example", None)),  # a capital is a name's
        (
            "Rae V. Example v. Sample, Inc.",
            ("Rae V. Example", "Sample, Inc."),
        ),  # an initial before the small "v."
        ("DOE V. EXAMPLE", ("DOE", "EXAMPLE")),
        (
            "Doe v. Example, Inc. (second Rule 60(b) appeal)",
            ("Doe", "Example, Inc."),
        ),  # said of the proceeding
        ("In re Example Litigation", ("In re Example Litigation", None)),
        ("Rae Example, Applicant v. Lee Sample, Warden", ("Rae Example, Applicant", "Lee Sample, Warden")),
    ],
)
def test_split_caption(caption, sides):
    assert split_caption(caption) == sides


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from("A.B. v. V. and , ; Inc. Doe One In re et al. ( ) - x".split(" ")), max_size=50
    ).map(" ".join)
)
@example("A.B. v. ( Doe )")
def test_the_sides_are_printed_in_the_caption(caption):
    first, second = split_caption(caption)
    words = "".join(caption.split())
    assert "".join(first.split()) in words and "".join((second or "").split()) in words
