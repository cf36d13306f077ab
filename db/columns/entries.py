"""The register of a docket: its entries, what they said before, their documents."""

from db.columns.shared import DOCKET, SEEN
from db.tables import DATE, FLAG, INSTANT, KEPT, LIST, NUMBER, TEXT, TOMBSTONE, Column, Table
from docket.vocabulary import TextKind

# One line for each column, or as few as its description fills.
# fmt: off
TABLES = (
    Table(
        "docket_entries", "Docket entries", "Lines of the registers, in the court's words. Addresses, telephones "
        "and the like are removed.",
        (
            Column("entry_id", TEXT, "Stable id; a retired one is in redirects", is_fact=False, sealed=KEPT),
            DOCKET,
            Column("entry_number", TEXT, "Number printed on the register; null for minute entries and other "
                   "unnumbered lines", sealed=KEPT),
            Column("pacer_seq_no", TEXT, "PACER's sequence number"),
            Column("date_filed", DATE, "Filed by the party: a calendar date at the courthouse", sealed=KEPT),
            Column("date_entered", DATE, "Put on the register by the clerk: a calendar date"),
            Column("entered_at", INSTANT, "The same as an instant, UTC, where the hour is known"),
            Column("timezone", TEXT, "IANA zone of the court", is_fact=False),
            Column("text", TEXT, "The entry's words", sealed=TOMBSTONE),
            Column("short_text", TEXT, "The court's short description, where it gives one"),
            Column("text_kind", TEXT, "full: the register's own words; label: only an event name", one_of=TextKind,
                   is_fact=False),
            Column("event_types", LIST, "Sorts of event, by the first words, joined by semicolons"),
            Column("position", NUMBER, "Order on the register", is_fact=False, sealed=KEPT),
            Column("missing_before", NUMBER, "How many numbers before its own no page has shown; null without a "
                   "number", is_fact=False, sealed=KEPT),
            Column("version_count", NUMBER, "Number of states it has been seen in", is_fact=False, sealed=KEPT),
            Column("is_gone", FLAG, "1 if a page that should show it no longer does", is_fact=False, sealed=KEPT),
            Column("aliases", TEXT, "The keys it is known by, joined by spaces", sealed=KEPT),
            *SEEN,
        ),
        indexes=(("docket_id", "date_filed", "position"), ("date_filed", "entry_id"), ("event_types", "date_filed"),
                 ("docket_id", "event_types")),
        search=("text", "short_text"),
        rare=((("docket_id",), "missing_before > 0"), (("entered_at",), "entered_at is not null"),
              (("is_gone", "date_filed"), "is_gone = 1"), (("text_kind", "date_filed"), "text_kind = 'label'")),
        leaves_tombstone=True,
    ),
    Table(
        "entry_versions", "Versions of entries", "Every text, date or number an entry has had, and when it was "
        "gone.",
        (
            Column("version_id", TEXT, "Id of the row", is_fact=False, sealed=KEPT),
            Column("entry_id", TEXT, "The entry", references="docket_entries.entry_id", is_fact=False, sealed=KEPT),
            DOCKET,
            Column("ordinal", NUMBER, "1 for the first state, then in order", is_fact=False, sealed=KEPT),
            Column("change", TEXT, "How it differs from the state before: first, text, date, number, completed "
                   "(full text after a label), wording (another source's words), disappeared, reappeared",
                   is_fact=False, sealed=KEPT),
            Column("entry_number", TEXT, "Number in this state"),
            Column("date_filed", DATE, "Filing date in this state: a calendar date"),
            Column("text", TEXT, "Text in this state", sealed=TOMBSTONE),
            Column("text_kind", TEXT, "full or label", one_of=TextKind, is_fact=False),
            Column("source", TEXT, "The source that showed it", is_fact=False),
            Column("first_snapshot_id", TEXT, "First snapshot that showed it", is_fact=False, sealed=KEPT),
            Column("last_snapshot_id", TEXT, "Last snapshot that showed it", is_fact=False, sealed=KEPT),
            Column("first_shown", INSTANT, "When it was first shown: an instant, UTC", sealed=KEPT),
            Column("last_shown", INSTANT, "When it was last shown: an instant, UTC", sealed=KEPT),
            *SEEN,
        ),
        indexes=(("entry_id", "ordinal"), ("docket_id",)),
        leaves_tombstone=True,
    ),
    Table(
        "documents", "Documents", "Files attached to entries. Number 0 is the main document.",
        (
            Column("document_id", TEXT, "Id of the row", is_fact=False, sealed=KEPT),
            Column("entry_id", TEXT, "The entry", references="docket_entries.entry_id", is_fact=False, sealed=KEPT),
            DOCKET,
            Column("pacer_doc_id", TEXT, "PACER's id of the document", is_fact=False),
            Column("attachment_number", NUMBER, "0 for the main document, then the attachments", sealed=KEPT),
            Column("description", TEXT, "What the court calls it", sealed=TOMBSTONE),
            Column("page_count", NUMBER, "Pages"),
            Column("file_size_bytes", NUMBER, "Size of the file, bytes"),
            Column("url", TEXT, "Address of a free copy, where one is known", is_fact=False),
            *SEEN,
        ),
        indexes=(("entry_id", "attachment_number"), ("docket_id",)),
        leaves_tombstone=True,
    ),
)
