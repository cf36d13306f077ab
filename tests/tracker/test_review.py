"""Who is in and who is out: the list with its evidence, the decision, and that it outlives a rebuild."""

import json

import pytest

from docket.snapshot import Form, Snapshot
from scrapers.courtlistener.envelope import Asked, Fetched, pack
from tests.db.test_merge import ingest, new_store
from tests.worlds.catalog_rows import read
from tests.worlds.command import FIXTURES, environment, tracker, tracker_json, whole_built_home  # noqa: F401
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.snapshots import page
from tracker import pipeline
from tracker.by_hand.undecided import read_undecided
from tracker.home import open_house
from tracker.pipeline.watch_list import watch_list
from tracker.settings import Settings

AT = "2026-11-24T12:00:00Z"
FOUND = "cand-26-cv-00777"
BY = ("--reason", "pleads § 230(c)(1)", "--by", "A. Editor")


def settings_of(home):
    return Settings(home=home, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)


@pytest.fixture
def reviewed(home):
    """A home with one candidate that a search found: a platform sued over what § 230 is pleaded against."""
    row = {
        "court_id": "cand",
        "docketNumber": "5:26-cv-00777",
        "pacer_case_id": "500777",
        "docket_id": 777,
        "caseName": "Roe v. Beispiel LLC",
        "docket_absolute_url": "/docket/777/roe-v-beispiel-llc/",
        "dateFiled": "2026-11-02",
        "dateTerminated": None,
        "cause": "28:1332 Diversity-Libel,Assault,Slander",
        "party": ["Rob Roe", "Google LLC"],
        "recap_documents": [],
    }
    body = pack(
        Asked("discovery", query="platform-google-libel"),
        [Fetched("https://www.courtlistener.com/api/rest/v4/search/", json.dumps({"results": [row]}))],
    )
    with open_house(settings_of(home)) as house:
        outcome = pipeline.Outcome("courtlistener")
        pipeline.archive_snapshot(
            house,
            Snapshot("courtlistener", "search:1", AT, body, Form.API, kind="discovery", as_of=AT),
            outcome,
        )
        pipeline.ingest_pending(house, outcome)
        assert not outcome.errors
    return home


def test_a_candidate_is_listed_with_the_search_and_the_parties_that_it_was_found_by(reviewed):
    [candidate] = tracker_json(reviewed, "review", "--only", "candidate")
    assert "found by platform-google-libel: Rob Roe; Google LLC" in " ".join(candidate["evidence"])


def test_the_list_begins_with_the_strongest_evidence(tmp_path):
    texts = {
        1: "MOTION for fees",
        2: "ORDER: the claims are barred by 47 U.S.C. § 230(c)(1).",
        3: "ORDER on Section 230 of the Act and the Lanham Act",
    }
    sheets = [
        {"number": f"3:22-cv-{number:05}", "entries": [{"n": "1", "date": "2022-02-01", "text": text}]}
        for number, text in texts.items()
    ]
    db = ingest(new_store(tmp_path / "docket.db"), page("a", "2022-03-01", sheets))
    waiting = read_undecided(db, None, ("candidate", "imported"))
    scores = [row["score"] or -1 for row in waiting]
    assert (
        waiting[0]["docket_id"] == "cand-22-cv-00002"
        and len(set(scores)) == 3
        and scores == sorted(scores, reverse=True)
    )


def test_an_excluded_docket_is_not_watched_and_a_later_decision_counts(reviewed):
    def watched():
        with open_house(settings_of(reviewed)) as house:
            return [ref.docket_number for ref in watch_list(house).refs if ref.court_id == "cand"]

    assert "5:26-cv-00777" in watched()
    tracker(reviewed, "review", FOUND, "exclude", "--reason", "another section 230", "--by", "A. Editor")
    assert "5:26-cv-00777" not in watched()
    tracker(reviewed, "review", FOUND, "confirm", *BY)
    assert "5:26-cv-00777" in watched()


@pytest.fixture(scope="module")
def record(whole_built_home):
    return json.loads(tracker(whole_built_home, "record", "--json").stdout)


def test_every_row_of_the_files_is_counted_or_named_as_left_out(record):
    left_out = [row.split(": ")[0] for row in record["not_taken_in"]]
    assert record["dockets"] + left_out.count("dockets.csv") == len(read("dockets"))
    assert record["decisions"] + left_out.count("decisions.csv") == len(read("decisions"))
    assert sum(record["rulings_by_address"].values()) == record["decisions"]
    assert sum(record["lacking_address"].values()) == record["rulings_by_address"]["none"]
    assert sum(record["cases_by_outcome"].values()) == record["cases"]


def test_every_docket_is_followed_or_on_the_work_list_or_ended(whole_built_home, record):
    waiting = json.loads(tracker(whole_built_home, "review", "--trail", "--json").stdout)
    followed = {row["docket"] for row in read("looks") if row["field"] == "later_history"}
    assert (record["followed"], record["not_followed"]) == (len(followed), len(waiting))
    assert record["acts_missing"] == sum(row["field"] == "act" for row in read("looks"))
    weights = [row["sides"] + 2 * row["is_outcome"] for row in waiting]
    assert weights == sorted(weights, reverse=True) and weights[0] > weights[-1]
    assert not [row for row in waiting if row["court_id"] == "scotus" or row["kind"] == "settlement"]
    assert "dockets were not followed" in tracker(whole_built_home, "review", "--trail").stdout
    assert "nothing but --json" in tracker(whole_built_home, "review", "x", "--trail", code=2).stderr


def test_no_decision_is_without_its_holding_and_none_rests_unmarked_on_a_digest(whole_built_home, record):
    assert (record["without_holding"], record["weak_unmarked"]) == ([], [])
    output = tracker(whole_built_home, "record").stdout
    assert "without holding: 0" in output and f"decisions: {record['decisions']:,}" in output
