"""Reviewed rows outside the dockets: judges, laws, theories, questions, bills and events in Congress."""

from db.columns.shared import BILL, PRECISION, SEEN, SOURCE_URL
from db.tables import DATE, FLAG, LIST, NUMBER, TEXT, Column, Table
from docket.vocabulary import Precision

# One line for each column, or as few as its description fills.
# fmt: off
TABLES = (
    Table(
        "judges", "Judges", "Who wrote the acts whose author is known, each under one name. A panel is no author, nor "
        "is who only dissented.",
        (
            Column("judge_id", TEXT, "Short stable name of the judge", is_fact=False),
            Column("name", TEXT, "Name, as fully as it is known"),
            Column("court_ids", LIST, "The courts in which acts of this judge are here, joined by semicolons"),
            Column("printed", TEXT, "The authors that are this judge, as rulings.author has them, joined by a bar "
                   "between blanks"),
            *SEEN,
        ),
        search=("name",),
    ),
    Table(
        "laws", "Laws", "The laws that rulings name: challenged as contrary to § 230 or to the Constitution, § 230 "
        "itself among them.",
        (
            Column("law_id", TEXT, "Short stable name of the law", is_fact=False),
            Column("name", TEXT, "Name, as in rulings.law and case_laws.law"),
            Column("jurisdiction", TEXT, "Whose law it is: United States, a state, or a city and its state"),
            Column("other_names", LIST, "Other names it goes by, joined by semicolons"),
            *SEEN,
        ),
        indexes=(("name",),),
        search=("name", "jurisdiction", "other_names"),
    ),
    Table(
        "theories", "Theories", "What rulings turn on, each told in a sentence by a reviewer.",
        (
            Column("theory_id", TEXT, "Code of the theory, as in its address /theory/<theory_id>", is_fact=False),
            Column("name", TEXT, "Name"),
            Column("text", TEXT, "What it says, in a sentence"),
            Column("is_230_theory", FLAG, "1 if it is a theory of § 230, 0 if it is another ground of decision"),
            *SEEN,
        ),
    ),
    Table(
        "questions", "Questions of doctrine", "Questions of § 230 on which courts divide.",
        (
            Column("question_id", TEXT, "Code of the question", is_fact=False),
            Column("name", TEXT, "The question"),
            Column("text", TEXT, "What it turns on, in a sentence"),
            Column("for_barred", TEXT, "A leading act that held the claim barred: slug of the docket, @, day"),
            Column("for_not_barred", TEXT, "A leading act that held it not barred"),
            *SEEN,
        ),
    ),
    Table(
        "not_taken_in", "Not taken in", "Rows that were collected for the catalog and are not published as facts, "
        "each with the reason.",
        (
            Column("not_taken_in_id", TEXT, "Id of the row", is_fact=False),
            Column("file", TEXT, "The file of the catalog it stood in"),
            Column("row", TEXT, "The row"),
            Column("reason", TEXT, "Why it was left out"),
            *SEEN,
        ),
    ),
    Table(
        "bills", "Bills", "Bills and inquiries of Congress about § 230: most would change it or did, others rely "
        "on it, leave it as it is, or regulate the same services without naming it (effect_on_230 says which). "
        "Whether a bill is dead stands in no column: one not enacted dies with its Congress, at noon in "
        "Washington on January 3 of the odd year 1789 + 2 × congress; pages, API and exports reckon that from the "
        "instant asked about.",
        (
            Column("bill_id", TEXT, "Stable name: congress, chamber and number", is_fact=False),
            Column("kind", TEXT, "bill or inquiry", one_of=("bill", "inquiry")),
            Column("congress", NUMBER, "Number of the Congress"),
            Column("number", TEXT, "Number, as printed"),
            Column("title", TEXT, "Title"),
            Column("date_introduced", DATE, "Day it was introduced: a calendar date"),
            Column("sponsor", TEXT, "Sponsor, party and state"),
            Column("status", TEXT, "The last stage it reached, in words"),
            Column("status_date", TEXT, "Day on which it reached that stage: a calendar date"),
            Column("effect_on_230", TEXT, "What it would do to § 230, or did"),
            Column("law", TEXT, "Number of the public law it became"),
            Column("summary", TEXT, "Summary by the Congressional Research Service, the latest"),
            Column("latest_action", TEXT, "What happened last, in the words of Congress"),
            Column("date_latest_action", DATE, "Day of that action: a calendar date"),
            Column("unconfirmed", LIST, "Columns that a reviewer filled and no page was seen to confirm, joined "
                   "by semicolons", is_fact=False),
            Column("primary_url", TEXT, "Address to cite: an official one, seen or made by rule", is_fact=False),
            Column("address_basis", TEXT, "How that address is known: seen, rule (made from the number), or none",
                   one_of=("seen", "rule", "none"), is_fact=False),
            SOURCE_URL,
            *SEEN,
        ),
        search=("number", "title", "sponsor", "effect_on_230"),
    ),
    Table(
        "bill_actions", "Actions on bills", "What happened to a bill.",
        (
            Column("bill_action_id", TEXT, "Id of the row", is_fact=False),
            BILL,
            Column("date_from", DATE, "First day it can be: a calendar date"),
            Column("date_to", DATE, "Last day it can be"),
            PRECISION,
            Column("text", TEXT, "What happened"),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("bill_id", "date_from"),),
    ),
    Table(
        "bill_links", "Links of bills", "What a bill has to do with a case, or with another bill.",
        (
            Column("bill_link_id", TEXT, "Id of the row", is_fact=False),
            BILL,
            Column("case_id", TEXT, "The case", is_fact=False),
            Column("other_bill_id", TEXT, "The other bill", references="bills.bill_id", is_fact=False),
            Column("link_type", TEXT, "background, challenge, enforcement, exception_at_issue, exception_raised, "
                   "companion, related, reintroduced or folded_into"),
            Column("text", TEXT, "How, in a sentence"),
            Column("is_verified", FLAG, "1 if a page was seen to confirm it", is_fact=False),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("bill_id",), ("case_id",), ("other_bill_id",)),
    ),
    Table(
        "bill_sources", "Addresses of bills", "Where the facts about a bill can be read: official addresses, the "
        "one to cite first.",
        (
            Column("bill_source_id", TEXT, "Id of the row", is_fact=False),
            BILL,
            Column("position", NUMBER, "Place in the order, from 1: the address to cite", is_fact=False),
            Column("url", TEXT, "Web address", is_fact=False),
            Column("basis", TEXT, "seen: its words were read; rule: the address follows from the number and was "
                   "not opened", one_of=("seen", "rule")),
            Column("confirms", LIST, "Facts that were read there, joined by semicolons"),
            Column("how_seen", TEXT, "Where its words were read"),
            *SEEN,
        ),
        indexes=(("bill_id", "position"),),
    ),
    Table(
        "excluded_bills", "Bills not taken in", "Bills that name § 230 or borrow from it, were looked at and not "
        "taken in, each with the reason. Pages of Congress do not bring them back.",
        (
            Column("bill_id", TEXT, "Stable name: congress, chamber and number", is_fact=False),
            Column("title", TEXT, "Title"),
            Column("sponsor", TEXT, "Sponsor, party and state"),
            Column("date_of_text", DATE, "Day of the text that was read: a calendar date"),
            Column("reason", TEXT, "Why it was not taken in"),
            Column("source_url", TEXT, "The page that Congress has for it, made from the number", is_fact=False),
            *SEEN,
        ),
    ),
    Table(
        "congress_events", "Events in Congress", "Dated events in and around Congress: the Senate inquiry into "
        "Backpage, the making of FOSTA, hearings on § 230, letters of attorneys general.",
        (
            Column("congress_event_id", TEXT, "Id of the event", is_fact=False),
            Column("date_from", DATE, "First day it can be: a calendar date"),
            Column("date_to", DATE, "Last day it can be"),
            Column("precision", TEXT, "How exactly the date is known: day, month or year", one_of=Precision),
            Column("text", TEXT, "What happened"),
            Column("body", TEXT, "Who acted"),
            Column("printed_as", TEXT, "Number or name that the page gives"),
            Column("unconfirmed", LIST, "Facts that no page was seen to confirm (date, event, body, printed_as), "
                   "joined by semicolons", is_fact=False),
            SOURCE_URL,
            Column("extra_sources", LIST, "Further addresses, joined by semicolons", is_fact=False),
            *SEEN,
        ),
        indexes=(("date_from",),),
    ),
    Table(
        "congress_event_links", "Links of events in Congress", "What an event in Congress has to do with: a bill, "
        "a docket, or a company or body; one of the three in each row.",
        (
            Column("congress_event_link_id", TEXT, "Id of the row", is_fact=False),
            Column("congress_event_id", TEXT, "The event", references="congress_events.congress_event_id",
                   is_fact=False),
            Column("bill_id", TEXT, "The bill or inquiry", references="bills.bill_id", is_fact=False),
            Column("docket_slug", TEXT, "The docket, by its name in the catalog; the view congress_event_dockets "
                   "has its id and case"),
            Column("entity_id", TEXT, "The company or body", references="entities.entity_id", is_fact=False),
            Column("relation", TEXT, "Its part: acts, subject, supports, opposes, witness or amicus"),
            *SEEN,
        ),
        indexes=(("congress_event_id",), ("bill_id",), ("docket_slug",), ("entity_id",)),
    ),
)
