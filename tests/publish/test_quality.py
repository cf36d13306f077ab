"""The page of accuracy begins with new text: what the program made of sets that it had never met."""

import csv
from pathlib import Path

import pytest

from docket.accuracy import load_first_looks
from publish.pages.quality import format_set
from tests.worlds.asking import answers_of, text_of

SETS = Path(__file__).resolve().parents[1] / "gold" / "sets.csv"


def test_the_first_looks_come_before_the_figures_of_sets_that_are_known(ds):
    html = answers_of(ds, "/quality").text
    words = text_of(html)
    assert html.index('id="first-look"') < html.index('id="fields"')
    for look in load_first_looks():
        if look.right is None:
            assert f"{look.words} not measured on {look.texts} yet not measured yet" in words
            continue
        assert f"{look.words} {float(look.right) * 100:.1f}%" in words
        assert f"{look.labels} labels, {look.texts}" in words


def test_what_a_person_reviewed_is_said_not_to_be_measured(ds):
    words = text_of(answers_of(ds, "/quality").text)
    assert "What a person reviewed is not measured here, and that is how § 230 came out in" in words


def test_sets_of_real_entries_are_told_apart():
    assert format_set("real_hearings12_kept") == "Real entries 12, unseen"
    assert format_set("real_hearings_open") == "Real entries 1, seen since"


MEASURED = [look for look in load_first_looks() if look.right is not None]


@pytest.mark.parametrize("look", MEASURED, ids=lambda look: look.words)
def test_a_first_look_is_that_of_a_set_and_its_interval_holds_it(look):
    with SETS.open(encoding="utf-8", newline="") as lines:
        scorings = [row["scorings"] for row in csv.DictReader(lines) if row["day"] == look.day]
    assert any(look.right in scoring and "first look" in scoring for scoring in scorings)
    assert float(look.right_low) < float(look.right) <= float(look.right_high)
    assert look.found is None or float(look.found_low) <= float(look.found) <= float(look.found_high)
