"""The second readers of hearings, rulings and § 230, and how right it is what two readers agree on."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from docket.entry_facts import find_facts
from docket.second import hearings, rulings, section230
from docket.second.nearest import find_nearest
from docket.section230.answers import answer_outcome, answer_relevance
from docket.section230.relevance import ABOVE_LINE
from docket.text.phrase_rows import load
from docket.text.prepared import PreparedText
from docket.text.weigh import load_weights
from docket.vocabulary import Tier

GOLD = Path(__file__).parents[1] / "gold"
FILED = date(2024, 3, 1)
SET = "Motion Hearing set for 4/1/2024 at 2:00 PM before Judge Roe."


@pytest.mark.parametrize(
    "text",
    [SET, f"{SET} Status Conference held on 3/1/2024, reset from 2/1/2024.", "ORDER continuing trial."],
)
@pytest.mark.parametrize("filed", [FILED, None])
def test_a_day_that_is_asked_for_shows_what_it_shows_among_all(text, filed):
    entry = PreparedText(text, filed, "cand")
    shown = hearings.find_days(entry)
    assert None in shown
    assert [hearings.find_days(entry, {day}) for day in shown] == [
        {day: features} for day, features in shown.items()
    ]


@pytest.mark.parametrize(
    ("text", "reading", "is_agreed"),
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
def test_a_hearing_is_agreed_where_both_find_its_kind_act_and_day(text, reading, is_agreed):
    assert hearings.agree(PreparedText(text, FILED, "cand"), [reading]) == [is_agreed]


@pytest.mark.parametrize(
    ("reading", "is_agreed"),
    [(("dismiss", "granted"), True), (("dismiss", "denied"), False), (("stay", "granted"), False)],
)
def test_a_ruling_is_agreed_where_both_find_its_kind_and_how_it_came_out(reading, is_agreed):
    assert rulings.agree(
        PreparedText("ORDER granting 5 Motion to Dismiss. Signed by Judge Roe.", court_id="cand"), [reading]
    ) == [is_agreed]


def test_the_nearest_word_is_not_agreed_where_the_weights_speak_against_it():
    text = "ORDER by Judge Roe, granting Stipulation to Respond to Second amended Complaint [40]. (twdb)"
    assert find_nearest(PreparedText(text)) == {("amend", "granted")}
    assert rulings.agree(PreparedText(text, court_id="cacd"), [("amend", "granted")]) == [False]


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
    assert {fact.tier for fact in (*facts.hearings, *facts.rulings)} <= {Tier.AGREED, Tier.UNREVIEWED}
    assert facts.rulings[0].tier is Tier.AGREED


BARRED = "ORDER granting 5 Motion to Dismiss. The libel claim is barred by 47 U.S.C. § 230(c)(1)."


@pytest.mark.parametrize(
    ("text", "outcome", "is_agreed"),
    [
        (BARRED, "immune", True),
        # another's words
        (BARRED + ' The court below said that "the claim of libel is not barred."', "immune", False),
        # a whole opinion
        (BARRED + " The facts are these." * 200, "immune", False),
    ],
)
def test_a_holding_is_agreed_where_both_find_it(text, outcome, is_agreed):
    answer, is_both = answer_outcome(PreparedText(text))
    assert (answer.outcome, is_both) == (outcome, is_agreed)


@pytest.mark.parametrize(
    ("text", "label", "is_agreed"),
    [
        (BARRED, "about_230", True),
        ("ORDER granting 5 Motion to Seal the report of the town of Salem.", "not_230", True),
    ],
)
def test_relevance_is_agreed_where_both_find_it(text, label, is_agreed):
    answer, is_both = answer_relevance(PreparedText(text))
    assert (answer.label, is_both) == (label, is_agreed)


def test_what_the_rules_do_not_read_the_weights_may():
    text = (
        "The copyright claim is dismissed because no registration is pleaded; the libel claim is dismissed because "
        "§ 230 says so."
    )
    answer, is_agreed = answer_outcome(PreparedText(text))
    assert (answer.outcome, is_agreed) == ("partly_immune", False)


def test_where_the_readers_differ_the_surer_is_published(monkeypatch):
    """And it is not agreed; a text without a trace of the statute has no holding, whatever the weights say."""
    shares = dict.fromkeys(("immune", "not_immune", "partly_immune", "not_reached", "none_stated"), 0.01)
    monkeypatch.setattr(section230, "weigh", lambda name, text: shares | {"not_immune": 0.96})
    answer, is_agreed = answer_outcome(PreparedText(BARRED))
    assert (answer.outcome, is_agreed) == ("not_immune", False) and answer.spans
    assert answer_outcome(PreparedText("ORDER granting 5 Motion to Dismiss."))[0].outcome == "none_stated"
    monkeypatch.setattr(section230, "weigh", lambda name, text: shares | {"not_immune": 0.5, "immune": 0.46})
    assert answer_outcome(PreparedText(BARRED))[0].outcome == "immune"
    shares = {"about_230": 0.01, "mentions_230": 0.98, "not_230": 0.01}
    monkeypatch.setattr(section230, "weigh", lambda name, text: shares)
    relevance, is_agreed = answer_relevance(PreparedText(BARRED))
    assert (relevance.label, is_agreed) == ("mentions_230", False) and relevance.score < ABOVE_LINE
    assert answer_relevance(PreparedText("ORDER granting [230] Motion to Seal."))[0].label == "not_230"


def test_no_name_is_weighed():
    """A company that is often sued under § 230 tells nothing of a text (Facebook once did)."""
    with Path(GOLD.parents[1] / "docket/data/entities.csv").open(encoding="utf-8", newline="") as lines:
        names = {
            row["name"].casefold() for row in csv.DictReader(lines) if row["kind"] in ("company", "platform")
        }
    assert "facebook" in names or any("facebook" in name for name in names)
    weighed = {
        word
        for name in (section230.RELEVANCE, section230.OUTCOMES)
        for feature in load_weights(name)
        for quoted in re.findall(r'"([^"]*)"', feature)
        for word in quoted.split()
    }
    for name in ("facebook", "google", "twitter", "craigslist", "backpage", "youtube", "meta", "grindr"):
        assert name not in weighed
    assert {name for name in names if name in weighed} <= {"blogger"}  # which is a word, too
    known = section230.find_features(
        PreparedText("Summary judgment is granted to Facebook on the § 230 defense.")
    )
    assert not any("facebook" in feature for feature in known)
