"""`record`: the figures of the reviewed record are those of its files."""

import csv
import json
from importlib.resources import files

from tests.worlds.command import tracker, whole_built_home  # noqa: F401


def read(name):
    with files("docket").joinpath(f"data/{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_row_of_the_files_is_counted_or_named_as_left_out(whole_built_home):
    found = json.loads(tracker(whole_built_home, "record", "--json").stdout)
    left_out = [row.split(": ")[0] for row in found["not_taken_in"]]
    assert found["dockets"] + left_out.count("dockets.csv") == len(read("dockets"))
    assert found["decisions"] + left_out.count("decisions.csv") == len(read("decisions"))
    assert sum(found["rulings_by_address"].values()) == found["decisions"]
    assert sum(found["lacking_address"].values()) == found["rulings_by_address"]["none"]
    assert sum(found["cases_by_outcome"].values()) == found["cases"]


def test_no_decision_is_without_its_holding_and_none_rests_unmarked_on_a_digest(whole_built_home):
    found = json.loads(tracker(whole_built_home, "record", "--json").stdout)
    assert (found["without_holding"], found["weak_unmarked"]) == ([], [])
    said = tracker(whole_built_home, "record").stdout
    assert "without holding: 0" in said and f"decisions: {found['decisions']:,}" in said
