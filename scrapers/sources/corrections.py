"""Corrections in corrections.csv: what a published field should say, according to the operator.

Source   corrections.csv in the tracker's home, written by hand or by `tracker correct`
Gives    table, row, field, value, reason, who and when; applied last, and shown on the page
Lacks    anything of its own: a correction without its row waits, and says so
Quirks   the whole file is one snapshot; removing a line withdraws the correction. A blank value means that
         the field is unknown.
"""

from collections.abc import Iterator

from docket.csv_rows import read_rows
from docket.records import Correction
from docket.snapshot import Snapshot
from scrapers.source import Source

COLUMNS = ("table", "row_id", "field", "value", "reason", "made_by", "made_at")
# Fields and words of the first versions, which an operator's file may still have.
_RENAMED_FIELDS = {("rulings", "outcome_230"): "answer", ("rulings", "answers"): "motion_numbers"}
_RENAMED_WORDS: dict[str, dict[str | None, str | None]] = {
    "outcome_230": {
        "not_reached": "declined",
        "upheld_law": "not_preempted",
        "struck_law": "preempted",
        "n/a": "none",
    },
    "answer": {
        "not_reached": "declined",
        "upheld_law": "not_preempted",
        "struck_law": "preempted",
        "n/a": None,
    },
}


class Corrections(Source):
    NAME = "corrections"
    IS_OWN = True

    def parse(self, snapshot: Snapshot) -> Iterator[Correction]:
        """Yield one correction per line. Raises ParseError, naming the line that cannot be read."""
        required = tuple(column for column in COLUMNS if column != "value")
        for _, row in read_rows(snapshot.body, "corrections.csv", required):
            filled = {column: cell for column in required if (cell := row[column]) is not None}  # all of them
            field = _RENAMED_FIELDS.get((filled["table"], filled["field"]), filled["field"])
            value = _RENAMED_WORDS.get(field, {}).get(row["value"], row["value"])
            yield Correction(**filled | {"field": field}, value=value)


SOURCE = Corrections()
