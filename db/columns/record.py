"""The record itself: what was not understood, what changed, what was corrected, and the memory of the merge."""

from db.columns.shared import SEEN
from db.tables import FLAG, INSTANT, KEPT, LIST, NUMBER, TEXT, Column, Table

# One line for each column, or as few as its description fills.
# fmt: off
TABLES = (
    Table(
        "issues", "Issues", "What the sources say that we did not understand: our ignorance, published.",
        (
            Column("issue_id", TEXT, "Id of the row", is_fact=False),
            Column("code", TEXT, "Kind of issue, a short stable word"),
            Column("value", TEXT, "The source's own words"),
            Column("place", TEXT, "Where on the page"),
            Column("court_id", TEXT, "The court, where known", is_fact=False),
            Column("docket_number", TEXT, "The docket number, where known"),
            Column("docket_id", TEXT, "The docket, where known", is_fact=False),
            Column("snapshot_id", TEXT, "The page it stood on", references="snapshots.snapshot_id", is_fact=False,
                   sealed=KEPT),
            Column("seen_at", INSTANT, "When that page was fetched: an instant, UTC"),
        ),
        indexes=(("code",), ("snapshot_id",)),
    ),
    Table(
        "changes", "Changes", "What changed in the record, each once, with the page that showed it.",
        (
            Column("change_id", TEXT, "Stable id, made of what changed and the page", is_fact=False),
            Column("kind", TEXT, "entry_edited, entry_disappeared, docket_changed, hearing_changed, party_added …",
                   is_fact=False),
            Column("subject", TEXT, "Table of the changed row", is_fact=False),
            Column("subject_id", TEXT, "Its id", is_fact=False),
            Column("docket_id", TEXT, "The docket", is_fact=False),
            Column("case_id", TEXT, "The case", is_fact=False),
            Column("field", TEXT, "Column that changed", is_fact=False),
            Column("old_value", TEXT, "Value before, or null if the row is new", is_fact=False),
            Column("new_value", TEXT, "Value after, or null if the row is gone", is_fact=False),
            Column("snapshot_id", TEXT, "The page that showed it", references="snapshots.snapshot_id", is_fact=False,
                   sealed=KEPT),
            Column("seen_at", INSTANT, "When that page was fetched: an instant, UTC", is_fact=False),
        ),
        indexes=(("seen_at",), ("docket_id",), ("case_id",), ("kind",)),
        # For a calendar, which needs a few of the thousands of changes of each of some hundred dockets.
        rare=((("docket_id", "subject_id"), "kind in ('hearing_added', 'hearing_changed', 'docket_added')"),),
    ),
    Table(
        "corrections", "Corrections", "Values the operator put over what the sources say, each with its reason.",
        (
            Column("correction_id", TEXT, "Id of the row", is_fact=False),
            Column("table_name", TEXT, "Table corrected", is_fact=False),
            Column("row_id", TEXT, "Row corrected", is_fact=False),
            Column("field", TEXT, "Column corrected", is_fact=False),
            Column("value", TEXT, "Value put there; null means not known", is_fact=False),
            Column("replaced_value", TEXT, "Value it replaced", is_fact=False),
            Column("reason", TEXT, "Why", is_fact=False),
            Column("made_by", TEXT, "Who decided", is_fact=False),
            Column("made_at", INSTANT, "When: an instant, UTC", is_fact=False),
            Column("is_applied", FLAG, "1 if the row is there and carries it", is_fact=False),
            *SEEN,
        ),
    ),
    Table(
        "redirects", "Redirects", "Ids once published and what they lead to now.",
        (
            Column("old_id", TEXT, "The old id", is_fact=False),
            Column("new_id", TEXT, "The id now", is_fact=False),
            Column("kind", TEXT, "What it names: docket or entry"),
            Column("snapshot_id", TEXT, "The page that showed they are one", references="snapshots.snapshot_id",
                   is_fact=False, sealed=KEPT),
            Column("seen_at", INSTANT, "When that page was fetched: an instant, UTC"),
        ),
        pk=("kind", "old_id"),
    ),
    Table(
        "accuracy", "Accuracy of derived fields", "Precision, recall, F1 and accuracy of every field that is read "
        "out of text, on entries labeled by hand, with 95 % intervals.",
        (
            Column("accuracy_id", TEXT, "Id of the row", is_fact=False),
            Column("field", TEXT, "What is read: hearings, parties, rulings, claims, relevance, families"),
            Column("name", TEXT, "Which part of it was compared"),
            Column("measure", TEXT, "precision, recall, f1 or accuracy; coverage: how many of all facts two "
                   "readers agree on"),
            Column("test_set", TEXT, "The labeled set"),
            Column("is_blind", FLAG, "1 where the set was kept apart while the rules were written"),
            Column("value", TEXT, "From 0 to 1"),
            Column("low", TEXT, "Lower end of the 95 % interval"),
            Column("high", TEXT, "Upper end of the 95 % interval"),
            Column("right_count", NUMBER, "How many were right"),
            Column("total_count", NUMBER, "Of how many"),
        ),
    ),
    Table(
        "build", "About this file", "What made this database.",
        (
            Column("name", TEXT, "Which fact: version, fingerprint of code and data, last archived page read"),
            Column("value", TEXT, "The fact"),
        ),
    ),
    Table(
        "descriptions", "What tables and columns mean", "Every published table and view and each of its columns, in "
        "words: what metadata.json says, as rows.",
        (
            Column("description_id", TEXT, "Table, dot, column; a table alone is the table itself", is_fact=False),
            Column("table_name", TEXT, "The table or view", is_fact=False),
            Column("column_name", TEXT, "The column; null where the row is of the table itself", is_fact=False),
            Column("kind", TEXT, "What the column holds: text, number, flag (1 or 0), date, instant or list (joined by "
                   "semicolons); of a table whether it is a table or a view", is_fact=False),
            Column("words", TEXT, "What it means", is_fact=False),
            Column("one_of", LIST, "The words that it can hold, joined by semicolons; null where they are not a closed "
                   "list", is_fact=False),
        ),
    ),
    Table(
        "_refs", "Names of dockets", "What pages call dockets by, and which docket each is of.",
        (
            Column("ref_id", TEXT, "Name of what a page calls a docket by", is_fact=False),
            Column("court_id", TEXT, "Its court", is_fact=False),
            Column("docket_number", TEXT, "The number it gives", is_fact=False),
            Column("office", TEXT, "Office in that number", is_fact=False),
            Column("serial", TEXT, "Year and serial in that number", is_fact=False),
            Column("pacer_case_id", TEXT, "PACER's id that it gives", is_fact=False),
            Column("catalog_slug", TEXT, "Name in the catalog that it gives", is_fact=False),
            Column("docket_id", TEXT, "The docket that it is of", is_fact=False),
        ),
        indexes=(("court_id", "serial"), ("court_id", "pacer_case_id"), ("catalog_slug",), ("docket_id",)),
    ),
    Table(
        "_readings", "Readings", "What pages said, each thing once.",
        (
            Column("reading_id", NUMBER, "Number of the reading", is_fact=False),
            Column("ref_id", TEXT, "What it is a reading of", is_fact=False),
            Column("kind", TEXT, "Kind of record", is_fact=False),
            Column("hash", TEXT, "Digest of what it says", is_fact=False),
            Column("data", TEXT, "What it says, as JSON", is_fact=False),
            Column("facts", TEXT, "What was read in its words, as JSON", is_fact=False),
        ),
        indexes=(("ref_id", "hash"),),
    ),
    Table(
        "_case_lines", "What cases are about", "The sentence that a reviewer wrote of each case.",
        (
            Column("case_id", TEXT, "The case", is_fact=False),
            Column("text", TEXT, "The sentence", is_fact=False),
        ),
    ),
    Table(
        "_sightings", "Sightings", "Which page showed which readings.",
        (
            Column("ref_id", TEXT, "What was shown", is_fact=False),
            Column("snapshot_id", TEXT, "The page that showed it", is_fact=False, sealed=KEPT),
            Column("readings", TEXT, "Numbers of the readings it showed, as JSON", is_fact=False),
        ),
        pk=("ref_id", "snapshot_id"),
        indexes=(("snapshot_id",),),
    ),
)
