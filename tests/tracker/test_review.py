"""Who is in and who is out: the list with its evidence, the decision, and that it outlives a rebuild."""

import json
import shutil

import pytest
from click.testing import CliRunner

from docket.snapshot import Form, Snapshot
from scrapers.courtlistener.envelope import Asked, Fetched, pack
from tests.db.test_merge import ingest, new_store
from tests.worlds.catalog_rows import read
from tests.worlds.command import FIXTURES, environment, tracker, tracker_json, whole_built_home  # noqa: F401
from tests.worlds.fewest import built_home, fewest_catalog  # noqa: F401
from tests.worlds.snapshots import page
from tests.worlds.sql import run_sql
from tracker import pipeline
from tracker.__main__ import cli
from tracker.by_hand.undecided import read_undecided
from tracker.home import open_house
from tracker.pipeline.watch_list import watch_list
from tracker.settings import Settings

AT = "2026-11-24T12:00:00Z"
FOUND = "cand-26-cv-00777"
SHEET = FIXTURES / "pacer_docket" / "district_ordinary.html"
BY = ("--reason", "pleads § 230(c)(1)", "--by", "A. Editor")


def settings_of(home):
    return Settings(home=home, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)


@pytest.fixture(scope="module")
def built(built_home, tmp_path_factory):
    """A home with one candidate that a search found (a platform sued over what § 230 is pleaded against) and
    one imported docket."""
    home = shutil.copytree(built_home, tmp_path_factory.mktemp("built") / "home", symlinks=True)
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
    tracker(home, "import", SHEET)
    return home


@pytest.fixture
def reviewed(built, tmp_path):
    return shutil.copytree(built, tmp_path / "home", symlinks=True)


def selection(home, docket_id):
    return run_sql(home / "docket.db", "select selection from dockets where docket_id = ?", docket_id)[0][0]


def test_the_list_shows_what_each_rests_on(reviewed):
    rows = tracker_json(reviewed, "review")
    assert [row["selection"] for row in rows] == ["candidate", "imported"]
    candidate, imported = rows
    assert candidate["docket_id"] == FOUND and candidate["caption"] == "Roe v. Beispiel LLC"
    words = " ".join(candidate["evidence"])
    assert (
        "found by platform-google-libel: Rob Roe; Google LLC" in words
        and "28:1332" in words
        and candidate["score"] is None
    )
    assert any("47:230" in line for line in imported["evidence"]) and imported["score"] >= 90
    output = tracker(reviewed, "review").stdout
    assert f"{FOUND}: candidate; Roe v. Beispiel LLC; 0 entries; not scored" in output and output.endswith(
        "2 dockets await a decision\n"
    )
    assert [row["selection"] for row in tracker_json(reviewed, "review", "--only", "imported")] == [
        "imported"
    ]


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


@pytest.mark.parametrize(("decision", "word"), [("confirm", "confirmed"), ("exclude", "excluded")])
def test_a_decision_is_a_correction_and_outlives_a_rebuild(reviewed, decision, word):
    assert (
        f"selection was 'candidate', is '{word}'" in tracker(reviewed, "review", FOUND, decision, *BY).stdout
    )
    assert selection(reviewed, FOUND) == word and FOUND not in [
        row["docket_id"] for row in tracker_json(reviewed, "review")
    ]
    tracker(reviewed, "rebuild")
    assert tracker_json(reviewed, "review", FOUND)[0]["selection"] == word  # shown, whatever was decided
    line = (reviewed / "corrections.csv").read_text().splitlines()[-1]
    assert line.startswith(f"dockets,{FOUND},selection,{word},pleads § 230(c)(1),A. Editor,")


def test_an_excluded_docket_is_not_watched_and_a_later_decision_counts(reviewed):
    def watched():
        with open_house(settings_of(reviewed)) as house:
            return [ref.docket_number for ref in watch_list(house).refs if ref.court_id == "cand"]

    assert "5:26-cv-00777" in watched()
    tracker(reviewed, "review", FOUND, "exclude", "--reason", "another section 230", "--by", "A. Editor")
    assert "5:26-cv-00777" not in watched()
    tracker(reviewed, "review", FOUND, "confirm", *BY)
    assert "5:26-cv-00777" in watched()


@pytest.mark.parametrize(
    "arguments",
    [
        (FOUND, "confirm"),
        (FOUND, "confirm", "--reason", "x"),
        (FOUND, "--reason", "x", "--by", "y"),
        (FOUND, "confirm", "--reason", " ", "--by", "y"),
        ("nope", "confirm", *BY),
        (FOUND, "perhaps", *BY),
    ],
)
def test_half_a_decision_is_refused(reviewed, arguments):
    tracker(reviewed, "review", *arguments, code=2)
    assert selection(reviewed, FOUND) == "candidate"


def test_each_is_decided_with_a_keystroke(reviewed):
    """The first is confirmed, the second skipped; asked again, only the second is left, and is excluded."""

    def review(keys):
        words = ["review", "--each", "--by", "A. Editor"]
        done = CliRunner().invoke(cli, words, input=keys, env=environment(reviewed), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    waiting = [row["docket_id"] for row in tracker_json(reviewed, "review")]
    assert len(waiting) == 2 and all(docket_id in review("ss") for docket_id in waiting)
    assert f"{waiting[0]}: selection was" in review("cs")
    assert waiting[0] not in (output := review("x")) and f"{waiting[1]}: selection was" in output
    assert tracker_json(reviewed, "review") == []
    assert "--each needs --by" in tracker(reviewed, "review", "--each", code=2).stderr


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
