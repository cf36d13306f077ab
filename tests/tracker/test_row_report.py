"""The report on rows: which texts a row of language fits, and which it decides."""

import json

from click.testing import CliRunner

from docket.hearings import extract_hearings
from docket.names import extract_party
from docket.rulings import extract_rulings
from tracker.__main__ import cli
from tracker.measure.row_report import report_rows

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


def test_the_rows_of_names_are_told_too():
    """What is kept of a name once read does not hide what a row decides."""
    records = [{"raw": "City of Elmville"}, {"raw": "Jane Roe"}]
    used = {
        use.tag: use for use in report_rows("parties", extract_party, records) if not use.phrase or use.fits
    }
    assert used["body_of"].decides == (0,)
    assert used["withheld"].decides == (1,)


def test_the_single_words_of_names_are_told_too():
    records = [{"raw": "Elm Bakery"}, {"raw": "Jane Elm"}, {"raw": "Elm, LLC"}]
    used = {(use.tag, use.phrase): use for use in report_rows("parties", extract_party, records)}
    assert used["organization", "Bakery"].fits == used["organization", "Bakery"].decides == (0,)
    assert used["given", "Jane"].fits == (1,)
    assert used["form", "LLC"].decides == used["form", ""].decides == (2,)
    assert extract_party(records[0])["kind"] == "organization"  # all words are back


def test_the_command_prints_them():
    lines = "\n".join(json.dumps({"id": place, **record}) for place, record in enumerate(RECORDS))
    result = CliRunner().invoke(cli, ["rows", "hearings"], input=lines)
    assert result.exit_code == 0
    cells = [line.split("\t") for line in result.output.splitlines()]
    assert {len(row) for row in cells} == {6}
    assert any(row[1] == "vacated" and row[3:6] == ["1", "1", "1"] for row in cells)
    never = CliRunner().invoke(cli, ["rows", "hearings", "--never"], input=lines)
    assert 0 < len(never.output.splitlines()) < len(cells)
