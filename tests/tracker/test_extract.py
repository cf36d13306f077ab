"""`extract` and `evaluate`: one answer a line, whatever the line; figures with intervals."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from docket.hearings import extract_hearings
from docket.names import extract_party
from docket.rulings import extract_rulings
from docket.scoring import score
from tracker.commands.extract import evaluate, extract
from tracker.measure import fit
from tracker.measure.row_report import report_rows

GOLD = Path(__file__).parents[1] / "gold"
LINE = {
    "id": 7,
    "court_id": "cand",
    "date_filed": "2021-03-01",
    "text": "Status Conference set for 4/6/2021 at 02:00 PM before Judge Ann B. Lee.",
}


def run(field: str, lines: bytes):
    return CliRunner().invoke(extract, [field], input=lines)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"", "not JSON"),  # a blank line keeps its place
        (b"nonsense", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"\xff{}", "not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"id": 1, "text": 5}', "'text'"),
        (b'{"id": 1, "text": "a hearing", "date_filed": "soon"}', "soon"),
        (b'{"id": 1, "text": "a hearing", "date_filed": 20210301}', "date_filed"),
    ],
)
def test_a_bad_line_is_answered_and_the_rest_too(bad, says):
    good = json.dumps(LINE).encode()
    done = run("hearings", b"\n".join([good, bad, good]) + b"\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [("error" in answer) for answer in answers] == [False, True, False]
    assert says in answers[1]["error"]


def test_evaluate_prints_every_figure_with_its_interval(tmp_path):
    names = {"hearings_open.jsonl", "hearings_kept.jsonl"}
    for name in names:
        shutil.copy(GOLD / name, tmp_path)
    done = CliRunner().invoke(evaluate, [str(tmp_path), "--json"])
    hearings = [row for row in map(json.loads, done.stdout.splitlines()) if row["field"] == "hearings"]
    assert {row["file"] for row in hearings} == names
    assert all(row["low"] <= row["value"] <= row["high"] for row in hearings if row["value"] is not None)


def real_label(folder, text=LINE["text"]):
    """A label of a real entry in `folder`, whose text lies in a shared folder beside it."""
    gold, entries = folder / "gold", folder / "shared" / "real" / "entries"
    gold.mkdir()
    entries.mkdir(parents=True)
    (entries / "some.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    hearing = {"type": "status_conference", "action": "set", "date": "2021-04-06", "time": "14:00"}
    label = {name: value for name, value in LINE.items() if name != "text"} | {
        "file": "some.jsonl",
        "line": 1,
        "sha256": hashlib.sha256(LINE["text"].encode()).hexdigest(),
        "hearings": [hearing | {"location": None, "judge": "Ann B. Lee", "remote": False}],
    }
    (gold / "real_hearings_x.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    return gold, folder / "shared"


def run_evaluate(gold, shared, *more):
    return CliRunner().invoke(evaluate, [str(gold), *more], env={"TRACKER_SHARED": str(shared)})


def test_the_text_of_a_real_entry_is_found_where_it_lies(tmp_path):
    done = run_evaluate(*real_label(tmp_path), "--json")
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["right"], row["total"]) for row in figures if row["name"] == "type, action and date"] == [
        (1, 1),
        (1, 1),
        (1, 2),
    ]


def test_weights_are_fitted_on_labels_of_real_entries_with_their_texts(tmp_path, monkeypatch):
    gold, shared = real_label(tmp_path)
    monkeypatch.setattr(fit, "find_entries", lambda _: shared / "real" / "entries")
    (row,) = fit.read_lines([gold / "real_hearings_x.jsonl"])
    assert row["text"] == LINE["text"]


def test_a_side_of_a_real_caption_is_labeled_with_its_kind_alone(tmp_path):
    gold, shared = real_label(tmp_path)
    caption = "Maria V. Lopez v. City of Tulsa"
    (shared / "real" / "entries" / "some.jsonl").write_text(json.dumps({"caption": caption}) + "\n")
    (gold / "real_hearings_x.jsonl").unlink()
    digest = hashlib.sha256(caption.encode()).hexdigest()
    base = {"file": "some.jsonl", "line": 1, "sha256": digest, "court_id": "oknd", "field": "caption"}
    sides = [{"side": "first", "kind": "person"}, {"side": "second", "kind": "government"}]
    lines = "".join(json.dumps(base | side) + "\n" for side in sides)
    (gold / "real_parties_x.jsonl").write_text(lines, encoding="utf-8")
    (row,) = map(json.loads, run_evaluate(gold, shared, "--json").stdout.splitlines())
    assert (row["name"], row["right"], row["total"]) == ("kind", 2, 2)


def test_without_the_texts_a_set_of_real_entries_is_left_out_visibly(tmp_path):
    gold, shared = real_label(tmp_path)
    shutil.rmtree(shared)
    done = run_evaluate(gold, shared)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "real_hearings_x.jsonl left out" in done.stderr


def test_a_text_that_is_not_the_labeled_one_is_refused(tmp_path):
    done = run_evaluate(*real_label(tmp_path, text="Another entry."))
    assert done.exit_code == 1
    assert "line 1: not the text that was labeled" in done.stderr


def test_each_label_matches_once_and_the_bootstrap_is_fixed():
    hearing = {
        "type": "trial",
        "action": "set",
        "date": None,
        "time": None,
        "location": None,
        "judge": None,
        "remote": False,
    }
    gold, answers = (
        [{"hearings": [hearing]}, {"hearings": []}],
        [{"hearings": [hearing, hearing]}, {"hearings": []}],
    )
    first = score("hearings", gold, answers)
    assert first == score("hearings", gold, answers)
    assert [(figure.measure, figure.right, figure.total) for figure in first[:2]] == [
        ("precision", 1, 2),
        ("recall", 1, 1),
    ]


HELD = "Minute Entry: Status Conference held on 3/1/2021."
OFF = "ORDER: The hearing set for 3/9/2021 is VACATED."
RECORDS = [{"text": text, "date_filed": "2021-03-01", "court_id": "cand"} for text in (HELD, OFF, "RECEIPT.")]


def test_a_row_decides_what_is_read_otherwise_without_it():
    used = {(use.tag, use.phrase): use for use in report_rows("hearings", extract_hearings, RECORDS)}
    vacated = next(
        use for (tag, phrase), use in used.items() if tag == "vacated" and phrase.startswith("(re)?vacat")
    )
    assert vacated.fits == vacated.decides == (1,)
    assert used["vacated", ""].decides == (1,)
    docket_call = next(use for (_, phrase), use in used.items() if phrase == "docket|calendar calls?")
    assert docket_call.fits == docket_call.decides == ()
    assert [fact["action"] for fact in extract_hearings(RECORDS[1])["hearings"]] == ["vacated"]


def test_a_motion_is_read_anew_without_each_row():
    """Two rows of one text: what was read of it without the first hides nothing of the second."""
    records = [{"text": "MOTION to Stay by Elm Co.", "date_filed": "2021-03-01", "court_id": "cand"}]
    used = report_rows("rulings", extract_rulings, records)
    assert {use.tag for use in used if use.decides} >= {"motion_word", "stay"}


def test_the_rows_and_the_single_words_of_names_are_told_too():
    """What is kept of a name once read does not hide what a row decides."""
    names = ("City of Elmville", "Jane Roe", "Elm Bakery", "Jane Elm", "Elm, LLC")
    records = [{"raw": name} for name in names]
    used = {
        (use.tag, use.phrase): use
        for use in report_rows("parties", extract_party, records)
        if not use.phrase or use.fits
    }
    by_tag = {tag: use.decides for (tag, _), use in used.items() if tag in ("body_of", "withheld")}
    assert by_tag == {"body_of": (0,), "withheld": (1,)}
    assert used["organization", "Bakery"].fits == used["organization", "Bakery"].decides == (2,)
    assert used["given", "Jane"].fits == (1, 3)
    assert used["form", "LLC"].decides == used["form", ""].decides == (4,)
    assert extract_party(records[2])["kind"] == "organization"  # all words are back
