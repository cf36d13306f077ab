"""`record`: the figures of the reviewed record are those of its files."""

import json

from tests.worlds.catalog_rows import read
from tests.worlds.command import tracker, whole_built_home  # noqa: F401


def test_every_row_of_the_files_is_counted_or_named_as_left_out(whole_built_home):
    record = json.loads(tracker(whole_built_home, "record", "--json").stdout)
    left_out = [row.split(": ")[0] for row in record["not_taken_in"]]
    assert record["dockets"] + left_out.count("dockets.csv") == len(read("dockets"))
    assert record["decisions"] + left_out.count("decisions.csv") == len(read("decisions"))
    assert sum(record["rulings_by_address"].values()) == record["decisions"]
    assert sum(record["lacking_address"].values()) == record["rulings_by_address"]["none"]
    assert sum(record["cases_by_outcome"].values()) == record["cases"]


def test_every_docket_is_followed_or_on_the_work_list_or_ended(whole_built_home):
    record = json.loads(tracker(whole_built_home, "record", "--json").stdout)
    waiting = json.loads(tracker(whole_built_home, "review", "--trail", "--json").stdout)
    followed = {row["docket"] for row in read("looks") if row["field"] == "later_history"}
    assert (record["followed"], record["not_followed"]) == (len(followed), len(waiting))
    assert record["acts_missing"] == sum(row["field"] == "act" for row in read("looks"))
    weights = [row["sides"] + 2 * row["is_outcome"] for row in waiting]
    assert weights == sorted(weights, reverse=True) and weights[0] > weights[-1]
    assert not [row for row in waiting if row["court_id"] == "scotus" or row["kind"] == "settlement"]
    assert "dockets were not followed" in tracker(whole_built_home, "review", "--trail").stdout
    assert "nothing but --json" in tracker(whole_built_home, "review", "x", "--trail", code=2).stderr


def test_no_decision_is_without_its_holding_and_none_rests_unmarked_on_a_digest(whole_built_home):
    record = json.loads(tracker(whole_built_home, "record", "--json").stdout)
    assert (record["without_holding"], record["weak_unmarked"]) == ([], [])
    output = tracker(whole_built_home, "record").stdout
    assert "without holding: 0" in output and f"decisions: {record['decisions']:,}" in output
