"""Signs that are not what they show."""

import pytest

from docket.hearings.clauses import silence
from docket.text.controls import make_plain, read_references


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Roe&#039;s Motion", "Roe's      Motion"),
        ("Does&#39; Motion", "Does'     Motion"),
        ("AT&amp;T Corp.", "AT&T     Corp."),
        ("of &#036;50,000", "of      $50,000"),
        ("R&R, A & B; C&D;", "R&R, A & B; C&D;"),
    ],
)
def test_a_sign_that_a_page_wrote_as_a_reference_is_read_in_its_place(text, shown):
    assert read_references(text) == make_plain(text) == silence(text) == shown
    assert len(shown) == len(text)
