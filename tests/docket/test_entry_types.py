"""The category of an entry, and the weights it is chosen by."""

import json
from pathlib import Path

import pytest

from docket.entries import find_event_types
from docket.entry_types import find_category, find_features
from docket.issues import ParseError
from docket.text.phrase_rows import load
from docket.text.weigh import choose, load_weights
from tracker.measure.fit import TABLES, Example, fit, read_lines

LABELED = Path(__file__).parents[3] / "shared" / "real" / "entries" / "flp_filing_categories.jsonl"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ORDER granting 5 Motion to Dismiss. Signed by Judge Jane Roe on 3/1/2024. (ab)", "Order"),
        (
            "MOTION to Dismiss by Example, Inc.. (Attachments: # 1 Proposed Order)(Poe, Ann)",
            "Request / Motion",
        ),
        ("Joint STIPULATION to Extend Time by Example, Inc. (Poe, Ann)", "Stipulation"),
        (
            "Minute Entry for proceedings held before Judge Jane Roe: Motion Hearing held on 3/1/2024.",
            "Minute Entry",
        ),
        ("RESPONSE in Opposition re 5 MOTION to Dismiss filed by Jane Roe. (Poe, Ann)", "Reply / Response"),
        ("SUMMONS Returned Executed by Jane Roe. Example, Inc. served on 3/1/2024.", "Summon"),
        (
            "COMPLAINT against Example, Inc. filed by Jane Roe. (Attachments: # 1 Civil Cover Sheet)",
            "Complaint",
        ),
        ("ANSWER to 1 Complaint by Example, Inc.", "Answer"),
        ("NOTICE of Appearance by Ann Poe on behalf of Example, Inc.", "Notice"),
        ("ENTERED IN ERROR - MOTION to Seal by Example, Inc.", "Errata"),
        ("AFFIDAVIT of Service by Jane Roe", "Other"),
        ("", "Other"),
    ],
)
def test_titles_that_every_register_has(text, category):
    assert find_category(text).label == category


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("MEMORANDUM. Signed by Judge Jane Roe on 1/31/06.", "opinion"),  # not a party's memorandum
        ("MEMORANDUM-DECISION AND ORDER, that the motion is denied", "opinion"),
        ("Amended MEMORANDUM AND ORDER as to Richard Roe", "order"),
        ("MEMORANDUM in Opposition re 5 MOTION to Dismiss", "opposition"),
        ("AMENDED RESPONSE (re 5 MOTION to Dismiss)", "opposition"),
        ("Trustee's Objection to Motion to Suspend Payments", "opposition"),
        ("Briefing Schedule", None),
        ("ORDER VACATING HEARING ON MOTIONS. Signed by Judge Jane Roe", "order"),
        ("SECOND PRETRIAL CONFERENCE ORDER as to Richard Roe", "order"),
        ("NOTICE of Hearing. Conference set for 2/19/2009", "hearing"),
        ("Proposed Order re 92 Stipulation by Example, Inc.", None),
        ("STIPULATION AND ORDER extending time", "order"),
        ("TRANSCRIPT ORDER FORM filed by Example, Inc.", "transcript"),
        ("Judge Jane A. Roe: ELECTRONIC ORDER entered granting 5 Motion", "order"),
        ("Magistrate Judge Jane Roe is so designated.", None),
        ("PER CURIAM OPINION FILED - THE COURT: JANE ROE", "opinion"),
        ("THE COURT: Jane A. Roe, Ann Poe. PER CURIAM OPINION FILED: UNPUBLISHED [04-1]", "opinion"),
        ("REPORT-RECOMMENDATION: recommended that the motion be denied", "order"),
        ("EXPARTE/CONSENT MOTION to Continue Trial by Example, Inc.", "motion"),
        ("CLERK'S NOTICE Continuing Motion Hearing", "notice"),
        ("Notice of Attorney Appearance - USA", "appearance"),
        ("20 DAY Summons Issued re Complaint", "service"),
        ("RETURN OF SERVICE of Subpoena served on Richard Roe", "service"),
        ("CERTIFICATE of Interested Parties filed by Example, Inc.", None),
        ("Adversary case 2:14-ap-01596. Complaint by Jane Roe against Example, Inc.", "complaint"),
        ("SECOND SUPERSEDING INDICTMENT as to Richard Roe", "complaint"),
        ("TEXT Minute Entry for proceedings held before Judge Jane Roe", "minutes"),
        ("JOINT LETTER addressed to Judge Jane Roe", "letter"),
    ],
)
def test_sort_of_event_is_that_of_the_first_words(text, event_type):
    assert find_event_types(text) == ((event_type,) if event_type else ())


def test_what_spoke_for_a_choice_is_told_and_the_shares_are_shares():
    choice = find_category("ORDER granting 5 Motion to Dismiss.")
    assert 0.5 < choice.share <= 1 and any("order" in feature for feature in choice.evidence)
    assert choose("entry_types", {}).label == find_category("zzz").label  # unknown words speak for nothing


def test_no_phrase_of_the_table_is_without_weight():
    weighed = {word for feature in load_weights("entry_types") for word in feature.split(" ")}
    assert {row.tag for row in load("entry_types")} <= weighed


def test_only_the_title_is_read():
    title = "ORDER granting 5 Motion to Dismiss."
    assert find_features(f"{title} (Entered: 03/01/2024)") == find_features(title)
    assert find_features(f"{title} (Attachments: # 1 Verdict)") == find_features(title)


def test_labeled_lines_are_held_apart_by_docket(tmp_path):
    path = tmp_path / "labeled.jsonl"
    path.write_text(json.dumps({"text": "ORDER", "label": "Order", "courtlistener_ids": "12-3-4"}) + "\n")
    [table] = TABLES["entry_types"]
    assert list(table.examples(read_lines([path])[0])) == [Example(find_features("ORDER"), ("Order",), "12")]


def test_what_lacks_its_labels_cannot_be_fitted(tmp_path):
    path = tmp_path / "labeled.jsonl"
    path.write_text(json.dumps({"text": "ORDER"}) + "\n")
    with pytest.raises(ParseError, match="courtlistener_ids"):
        fit(read_lines([path]), TABLES["entry_types"][0])
    path.write_text("ORDER\n")
    with pytest.raises(ParseError, match="line 1"):
        read_lines([path])


@pytest.mark.skipif(not LABELED.exists(), reason="the labeled entries lie in ../shared, which is not here")
def test_the_weights_are_those_of_the_labeled_entries():
    """On the texts they were fitted to; what counts, dockets left out, is told by `tracker fit`."""
    rows = read_lines([LABELED])
    assert sum(find_category(row["text"]).label == row["label"] for row in rows) / len(rows) > 0.95
