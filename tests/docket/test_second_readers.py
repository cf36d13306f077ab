"""The second readers of hearings and rulings, and how right it is what two readers agree on."""

import json
from datetime import date
from pathlib import Path

import pytest

from docket.entry_facts import find_facts
from docket.hearings import extract_hearings
from docket.rulings import extract_rulings
from docket.second import hearings, rulings
from docket.text.phrases import load
from docket.text.weigh import load_weights
from tracker.measure.extract import as_input

GOLD = Path(__file__).parents[1] / "gold"
FILED = date(2024, 3, 1)
SET = "Motion Hearing set for 4/1/2024 at 2:00 PM before Judge Roe."


def labeled(field):
    """The labeled texts that neither reader was made from."""
    for path in sorted(GOLD.glob(f"{field}*kept.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row | as_input(row)


def share(pairs):
    """(share of what is published that is agreed, share of that which is right)."""
    agreed = [is_right for is_agreed, is_right in pairs if is_agreed]
    return len(agreed) / len(pairs), sum(agreed) / len(agreed)


@pytest.mark.parametrize(
    ("text", "found", "is_agreed"),
    [
        (
            "Motion Hearing set for 4/1/2024 at 2:00 PM before Judge Roe.",
            ("motion_hearing", "set", "2024-04-01"),
            True,
        ),
        (
            "Motion Hearing set for 4/1/2024 at 2:00 PM before Judge Roe.",
            ("motion_hearing", "held", "2024-04-01"),
            False,
        ),
        (
            "Motion Hearing set for 4/1/2024 at 2:00 PM before Judge Roe.",
            ("trial", "set", "2024-04-01"),
            False,
        ),
        (
            "Motion Hearing set for 4/1/2024 at 2:00 PM before Judge Roe.",
            ("motion_hearing", "set", "2024-04-02"),
            False,
        ),
        ("Answer due 4/1/2024.", ("motion_hearing", "set", "2024-04-01"), False),
    ],
)
def test_a_hearing_is_agreed_where_both_find_its_kind_act_and_day(text, found, is_agreed):
    assert hearings.agree(text, FILED, "cand", [found]) == [is_agreed]


@pytest.mark.parametrize(
    ("found", "is_agreed"),
    [(("dismiss", "granted"), True), (("dismiss", "denied"), False), (("stay", "granted"), False)],
)
def test_a_ruling_is_agreed_where_both_find_its_kind_and_how_it_came_out(found, is_agreed):
    assert rulings.agree("ORDER granting 5 Motion to Dismiss. Signed by Judge Roe.", "cand", [found]) == [
        is_agreed
    ]


@pytest.mark.parametrize(
    ("table", "weights"),
    [
        ("second_hearings", (hearings.KINDS, hearings.ACTIONS)),
        ("second_rulings", (rulings.KINDS, rulings.DISPOSITIONS)),
    ],
)
def test_no_phrase_of_a_table_is_without_weight(table, weights):
    weighed = " ".join(feature for name in weights for feature in load_weights(name))
    assert [row.tag for row in load(table) if row.tag not in weighed] == []


def test_each_fact_of_an_entry_has_its_tier():
    facts = find_facts(
        "ORDER granting 5 Motion to Dismiss. Motion Hearing set for 4/1/2024.", FILED, "cand", "9"
    )
    assert {one["tier"] for one in facts["hearings"] + facts["rulings"]} <= {"agreed", "unreviewed"}
    assert facts["rulings"][0]["tier"] == "agreed"


def test_what_two_readers_agree_on_is_right():
    """On sets that neither was made from: at least .96 of it, and it is three quarters of what is published."""
    pairs = []
    for row in labeled("hearings"):
        keys = [(one["type"], one["action"], one["date"]) for one in extract_hearings(row)["hearings"]]
        right = {(one["type"], one["action"], one["date"]) for one in row["hearings"]}
        filed = date.fromisoformat(row["date_filed"])
        agreed = hearings.agree(row["text"], filed, row["court_id"], keys)
        pairs += zip(agreed, (key in right for key in keys), strict=True)
    coverage, precision = share(pairs)
    assert coverage >= 0.75 and precision >= 0.96
    pairs = []
    for row in labeled("rulings"):
        keys = [(one["kind"], one["disposition"]) for one in extract_rulings(row)["rulings"]]
        right = {(one["kind"], one["disposition"]) for one in row["rulings"]}
        pairs += zip(
            rulings.agree(row["text"], row["court_id"], keys), (key in right for key in keys), strict=True
        )
    coverage, precision = share(pairs)
    assert coverage >= 0.75 and precision >= 0.96
