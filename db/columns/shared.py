"""Columns shared by several tables."""

from db.tables import INSTANT, KEPT, NUMBER, TEXT, Column
from docket.vocabulary import Precision, Tier

# One line for each column, or as few as its description fills.
# fmt: off
DOCKET = Column("docket_id", TEXT, "The docket", references="dockets.docket_id", is_fact=False, sealed=KEPT)
BILL = Column("bill_id", TEXT, "The bill", references="bills.bill_id", is_fact=False)
SNAPSHOT = Column("snapshot_id", TEXT, "The snapshot that gave the current values; /snapshot/<id> says which page that "
                  "was", references="snapshots.snapshot_id", is_fact=False, sealed=KEPT)
# Where the values of a row come from, and when it was seen.
SEEN = (
    SNAPSHOT,
    Column("first_seen", INSTANT, "When a stored page first showed this row: an instant, UTC", is_fact=False,
           sealed=KEPT),
    Column("last_seen", INSTANT, "When a stored page last showed this row: an instant, UTC", is_fact=False,
           sealed=KEPT),
)
SOURCE_URL = Column("source_url", TEXT, "Web address of the source, where one is known; else see the snapshot",
                    is_fact=False)
# Where in an entry's text a fact was read, and the rule that read it.
EVIDENCE = (
    Column("entry_id", TEXT, "The entry whose text says so; empty where the header does",
           references="docket_entries.entry_id", is_fact=False),
    Column("quoted_span", TEXT, "Its words"),
    Column("rule", TEXT, "The rule that read it", is_fact=False),
    Column("span_start", NUMBER, "Where the words begin in the entry's text: characters from 0", is_fact=False),
    Column("span_end", NUMBER, "Where they end", is_fact=False),
)
PRECISION = Column("precision", TEXT, "How exactly the date is known: day, time, week, month or year", one_of=Precision)
TIER = Column("tier", TEXT, "How far to trust it: reviewed by a person, agreed by two readers of the text (or given by "
              "the source in a field of its own), or unreviewed", one_of=Tier)
# Where in an opinion's file it is.
PAGES = (
    Column("page", NUMBER, "The page of the file, counted from 1; none of a text that follows a reporter's pages"),
    Column("printed_page", TEXT, "The number that the page bears; that of the file where it bears none; empty "
           "where it cannot be told"),
    Column("page_series", TEXT, "Whose numbers these are: slip (the court's own print), reporter, or file (none "
           "is printed)"),
)
