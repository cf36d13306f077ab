"""Courts, pages that were read, cases and their dockets."""

from db.columns.shared import DOCKET, EVIDENCE, SEEN, SOURCE_URL
from db.tables import DATE, FLAG, INSTANT, KEPT, LIST, NUMBER, TEXT, TOMBSTONE, Column, Table
from docket.statute import ERAS
from docket.vocabulary import (
    Answer,
    Coverage,
    DocketStatus,
    LinkEffect,
    LinkType,
    Outcome,
    PlaintiffType,
    Precision,
    Selection,
    Tier,
)

# One line for each column, or as few as its description fills.
# fmt: off
TABLES = (
    Table(
        "courts", "Courts", "Every court we know, with its clock. Ids are those in common use (cand, ca9, "
        "scotus); state trial courts without one are given one.",
        (
            Column("court_id", TEXT, "Short id of the court, as in dockets.court_id", is_fact=False),
            Column("name", TEXT, "Full name"),
            Column("short_name", TEXT, "Short form of the Bluebook (N.D. Cal., 9th Cir., Mass.)"),
            Column("system", TEXT, "Kind of court: district, bankruptcy, appellate, scotus, jpml, special or state"),
            Column("circuit", TEXT, "Federal circuit, by number or dc or fed"),
            Column("state", TEXT, "Postal code of the state of its seat"),
            Column("timezone", TEXT, "IANA time zone of its seat, by which its hours and dates are meant",
                   is_fact=False),
            Column("pacer_court_id", TEXT, "The id PACER uses, where it differs or exists", is_fact=False),
            Column("rss_url", TEXT, "Address of its public RSS feed of docket entries, where one is known"),
            Column("rss_note", TEXT, "What is known of that feed, and when it was seen"),
        ),
    ),
    Table(
        "snapshots", "Snapshots", "Every page or file that was read: where it came from, when, and what its bytes "
        "were. The bytes themselves are in the archive, not here.",
        (
            Column("snapshot_id", TEXT, "Name of the snapshot, made of its content and time", is_fact=False,
                   sealed=KEPT),
            Column("source", TEXT, "The source that gave it, by its name in this project", is_fact=False,
                   is_required=True),
            Column("form", TEXT, "What sort of thing it is: sheet, api, recap, email, feed, curated or "
                   "correction; decides which value wins", is_fact=False),
            Column("kind", TEXT, "The source's own name for the format", is_fact=False),
            Column("url", TEXT, "Address it came from; import: is a file the operator saved, catalog: a data file "
                   "of this project", is_fact=False, is_required=True),
            Column("court_id", TEXT, "The court it is about, where it is about one", is_fact=False),
            Column("fetched_at", INSTANT, "When it was fetched or reviewed: an instant, UTC", is_fact=False,
                   is_required=True),
            Column("as_of", TEXT, "The moment the page says it shows: an instant, UTC, or a date where only a "
                   "date is printed", is_fact=False),
            Column("as_of_basis", TEXT, "Where as_of was read: page, feed, file, fetch or review", is_fact=False),
            Column("scope", TEXT, "How much of a docket it shows: complete, dates, numbers, window or label",
                   is_fact=False),
            Column("scope_first", TEXT, "First date or number it covers", is_fact=False),
            Column("scope_last", TEXT, "Last date or number it covers", is_fact=False),
            Column("media_type", TEXT, "Media type of the bytes", is_fact=False),
            Column("body_hash", TEXT, "SHA-256 of the archived bytes, in hex", is_fact=False),
            Column("body_bytes", NUMBER, "Size of the archived bytes", is_fact=False),
            Column("raw_hash", TEXT, "SHA-256 of what the server sent, before credentials and the like were "
                   "removed", is_fact=False),
            Column("window_from", TEXT, "Of a feed: time of its oldest item, UTC", is_fact=False),
            Column("window_to", TEXT, "Of a feed: time of its newest item, UTC", is_fact=False),
            Column("item_count", NUMBER, "Of a feed: number of items, before the filter", is_fact=False),
            Column("record_count", NUMBER, "Facts read from it", is_fact=False),
            Column("issue_count", NUMBER, "Things in it that were not understood", is_fact=False),
            Column("is_quarantined", FLAG, "1 if it could not be read at all, or was set aside because it "
                   "suddenly showed too little (see issues)", is_fact=False),
        ),
        indexes=(("source", "fetched_at"), ("url",)),
    ),
    Table(
        "cases", "Cases", "One row is one controversy: the dockets joined by appeal, certiorari, remand, removal "
        "or transfer. Values are drawn from its dockets.",
        (
            Column("case_id", TEXT, "Stable name of the case, as in its address /case/<case_id>; a retired one "
                   "leads on", is_fact=False),
            Column("caption", TEXT, "Full caption, of its first docket", is_watched=True),
            Column("short_name", TEXT, "Short name"),
            Column("about", TEXT, "Who sued whom over what, by which product, in a sentence of ours; null where no "
                   "reviewer wrote one"),
            Column("platform", LIST, "Platforms it is about; several are joined by semicolons"),
            Column("plaintiff_type", LIST, "Sorts of plaintiff: individual, minor, business, nonprofit, class, "
                   "government; joined by semicolons", one_of=PlaintiffType),
            Column("selection", TEXT, "Why it is here: catalog, confirmed, candidate, imported or excluded",
                   one_of=Selection, is_fact=False, is_watched=True),
            Column("status", TEXT, "open if any docket is, closed if all are, else unknown", one_of=DocketStatus,
                   is_watched=True),
            Column("outcome_230", TEXT, "How the § 230 question came out: immune, partly_immune, not_immune, "
                   "preempted or not_preempted (a state law measured against § 230), open (an answer was wiped "
                   "out and none stands), declined (a court left it open), pending (no answer yet), none. From "
                   "the acts of all its dockets", one_of=Outcome, is_watched=True),
            Column("outcome_note", TEXT, "The holding of the ruling whose answer stands"),
            Column("outcome_docket_id", TEXT, "The docket of that ruling", is_fact=False),
            Column("outcome_ruling_id", TEXT, "The ruling whose answer it is; null where no answer stands",
                   references="rulings.ruling_id", is_fact=False),
            Column("outcome_is_verified", FLAG, "1 if a reviewer saw the answer that is the outcome in a source, 0 if "
                   "it is unconfirmed; null where no answer stands", is_fact=False),
            Column("recommended_answer", TEXT, "What a magistrate judge recommended to answer, while no judge is known "
                   "to have adopted or rejected it; no part of outcome_230", one_of=Answer, is_watched=True),
            Column("law_state", LIST, "What the courts last did to the enforcement of each law challenged in it: "
                   "enjoined, partly_enjoined, injunction_refused, stayed, injunction_affirmed, "
                   "injunction_vacated, upheld or struck; joined by semicolons, each law in case_laws",
                   is_watched=True),
            Column("law_in_force", TEXT, "Version of § 230 over its life: before_fosta, after_fosta (Apr. 11, "
                   "2018) or spans_fosta; unknown where the filing is", one_of=(*ERAS, "unknown")),
            Column("date_filed", DATE, "Filing in its first court: a calendar date; null where only an appeal's "
                   "date is known"),
            Column("year_filed", NUMBER, "Year of that filing; where the day is not known, the year in the number "
                   "of its first docket (federal trial courts)"),
            Column("date_last_event", DATE, "Newest dated event, ruling or entry: a calendar date, the first day "
                   "of what is known"),
            Column("last_event_precision", TEXT, "How precisely that is known: day, week, month or year",
                   one_of=Precision),
            Column("docket_count", NUMBER, "Number of its dockets", is_fact=False),
            Column("entry_count", NUMBER, "Number of docket entries seen in all of them", is_fact=False),
            Column("court_ids", LIST, "Its courts, joined by semicolons"),
            Column("docket_numbers", LIST, "Its docket numbers, joined by semicolons"),
            Column("claims", LIST, "Causes of action pleaded, as codes, joined by semicolons"),
            Column("provisions", LIST, "Parts of § 230 raised, as codes (c1 is (c)(1), c2a is (c)(2)(A) …), "
                   "joined by semicolons"),
            Column("theories", LIST, "Theories that its rulings turned on, as codes of the table theories, joined "
                   "by semicolons"),
            *SEEN,
        ),
        indexes=(("date_filed",), ("outcome_230",), ("status",), ("selection",), ("date_last_event",)),
        rare=((("outcome_ruling_id",), "outcome_ruling_id is not null"),),
        search=("caption", "short_name", "about", "platform", "docket_numbers", "outcome_note"),
    ),
    Table(
        "dockets", "Dockets", "One case in one court: the header of its register. Each field holds the value that "
        "won; docket_facts keeps all that were stated.",
        (
            Column("docket_id", TEXT, "Stable id: court and docket number, or catalog: and a slug while the "
                   "number is not known", is_fact=False, sealed=KEPT),
            Column("case_id", TEXT, "The case it belongs to", references="cases.case_id", is_fact=False,
                   is_watched=True, sealed=KEPT),
            Column("court_id", TEXT, "The court", references="courts.court_id", is_fact=False, sealed=KEPT),
            Column("docket_number", TEXT, "Docket number in normal form, without judges' initials", is_watched=True,
                   sealed=KEPT),
            Column("docket_number_raw", TEXT, "Docket number as the source prints it", is_fact=False),
            Column("pacer_case_id", TEXT, "PACER's own number of the docket, unique only within the court",
                   is_fact=False),
            Column("caption", TEXT, "Full caption", is_watched=True, sealed=TOMBSTONE),
            Column("short_name", TEXT, "Short name", sealed=TOMBSTONE),
            Column("status", TEXT, "open, closed or unknown", one_of=DocketStatus, is_watched=True),
            Column("date_filed", DATE, "Filing date: a calendar date at the courthouse", is_watched=True),
            Column("year_filed", NUMBER, "Year of that filing; where the day is not known, the year in the docket "
                   "number (federal trial courts)", is_fact=False),
            Column("date_decided", DATE, "Day of the decision that a reviewer took as the docket's own",
                   is_watched=True),
            Column("date_terminated", DATE, "Day the court closed it", is_watched=True),
            Column("assigned_to", TEXT, "Judge it is assigned to", is_watched=True),
            Column("referred_to", TEXT, "Magistrate judge it is referred to", is_watched=True),
            Column("cause", TEXT, "Statute on the cover sheet", is_watched=True),
            Column("nature_of_suit", TEXT, "Category on the cover sheet", is_watched=True),
            Column("jurisdiction", TEXT, "Basis of jurisdiction on the cover sheet"),
            Column("jury_demand", TEXT, "Who asked for a jury"),
            Column("demand", TEXT, "Sum demanded, as the court prints it"),
            Column("appeal_from", TEXT, "Court or agency appealed from, as printed"),
            Column("originating_court_id", TEXT, "Court appealed from, where it is one we know", is_fact=False),
            Column("originating_docket_number", TEXT, "Its docket number there"),
            Column("citation", TEXT, "Reported citations, as printed"),
            Column("platform", TEXT, "Platform it is about"),
            Column("plaintiff_type", LIST, "Sorts of plaintiff, joined by semicolons", one_of=PlaintiffType),
            Column("outcome_230", TEXT, "How the § 230 question came out: immune, partly_immune, not_immune, "
                   "preempted or not_preempted (a state law measured against § 230), open (an answer was wiped "
                   "out and none stands), declined (a court left it open), pending (no answer yet), none. From "
                   "the acts of this docket alone; what a higher court made of it is in the case", one_of=Outcome,
                   is_watched=True),
            Column("outcome_note", TEXT, "The holding of the ruling whose answer stands", is_watched=True),
            Column("outcome_ruling_id", TEXT, "The ruling whose answer it is; null where no answer stands",
                   references="rulings.ruling_id", is_fact=False),
            Column("outcome_is_verified", FLAG, "1 if a reviewer saw the answer that is the outcome in a source, 0 if "
                   "it is unconfirmed; null where no answer stands. 0, too, where an act is missing here",
                   is_fact=False),
            Column("recommended_answer", TEXT, "What a magistrate judge recommended to answer, while no judge is known "
                   "to have adopted or rejected it; no part of outcome_230", one_of=Answer, is_watched=True),
            Column("followed_to", DATE, "Day on which a reviewer last looked for what came after its rulings, and "
                   "found no more; null where nobody has", is_fact=False),
            Column("followed_note", TEXT, "What was looked for then, and what was found", is_fact=False),
            Column("missing_act", TEXT, "Acts that were seen to be missing here, with what is known of them; until "
                   "they are here the outcome is unconfirmed", is_fact=False),
            Column("coverage", TEXT, "How much of it was seen: complete, partial, feed_only or curated",
                   one_of=Coverage, is_fact=False, is_watched=True),
            Column("selection", TEXT, "Why it is here: catalog, confirmed, candidate, imported or excluded",
                   one_of=Selection, is_fact=False, is_watched=True, sealed=KEPT),
            Column("confidence", TEXT, "How sure the reviewer was of the row: high, medium or low", is_fact=False),
            Column("unconfirmed", LIST, "Columns found in one place and not confirmed in a second, joined by "
                   "semicolons", is_fact=False),
            Column("primary_url", TEXT, "Address to cite: the court's own, or that of a public archive of its "
                   "records", is_fact=False),
            Column("address_basis", TEXT, "Whether that address was seen, made by a rule from a number or "
                   "citation, or there is none: seen, rule or none", is_fact=False),
            SOURCE_URL,
            Column("position", NUMBER, "Its place in the case, the lowest court first", is_fact=False, sealed=KEPT),
            Column("entry_count", NUMBER, "Number of its entries seen", is_fact=False, sealed=KEPT),
            Column("relevance", TEXT, "What its entries say of § 230: about_230, mentions_230, or nothing"),
            Column("relevance_tier", TEXT, "How far to trust that: reviewed by a person, agreed by two readers of "
                   "the text (or printed on the cover sheet), or unreviewed", one_of=Tier),
            Column("relevance_percent", NUMBER, "Score of the rule, 0 to 100; from 50 on a docket is about § 230"),
            Column("relevance_entry_id", TEXT, "The entry that says so most clearly; empty where the cause on the "
                   "cover sheet does", is_fact=False),
            Column("as_of", TEXT, "How new the newest page that shows it is: an instant, UTC", is_fact=False),
            *SEEN,
        ),
        indexes=(("case_id",), ("court_id", "docket_number"), ("date_filed",), ("outcome_230",)),
        rare=((("outcome_ruling_id",), "outcome_ruling_id is not null"),),
        search=("caption", "short_name", "docket_number", "platform", "outcome_note"),
        leaves_tombstone=True,
    ),
    Table(
        "docket_aliases", "Other names of dockets", "Every name a docket goes by in some source.",
        (
            Column("alias", TEXT, "The name"),
            DOCKET,
            Column("kind", TEXT, "Sort of name: catalog, number or pacer"),
            Column("snapshot_id", TEXT, "The snapshot that gave the current values; /snapshot/<id> says which "
                   "page that was", is_fact=False, sealed=KEPT),
            Column("first_seen", INSTANT, "When a stored page first showed this row: an instant, UTC", is_fact=False,
                   sealed=KEPT),
            Column("last_seen", INSTANT, "When a stored page last showed this row: an instant, UTC", is_fact=False,
                   sealed=KEPT),
        ),
        indexes=(("docket_id",),),
    ),
    Table(
        "docket_facts", "Facts stated of dockets", "Each value that any source states of a docket's header, the "
        "winning ones marked.",
        (
            Column("fact_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("field", TEXT, "Which fact: a column of dockets, or a name the source uses"),
            Column("value", TEXT, "The value, as text"),
            Column("is_current", FLAG, "1 if it is the value now published"),
            Column("is_verified", FLAG, "1 if it was seen confirmed", is_fact=False),
            Column("source", TEXT, "The source that states it", is_fact=False),
            Column("as_of", TEXT, "How new the page that states it is: an instant, UTC", is_fact=False),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("docket_id", "field"),),
    ),
    Table(
        "docket_platforms", "What dockets are about", "Companies and platforms that a reviewer says a docket is "
        "about, parties or not.",
        (
            Column("docket_platform_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("entity_id", TEXT, "The company or platform", references="entities.entity_id", is_fact=False),
            *SEEN,
        ),
        indexes=(("docket_id",), ("entity_id",)),
    ),
    Table(
        "case_links", "Links between dockets", "How one docket relates to another, and what the later court did. "
        "Either end may lie outside our data.",
        (
            Column("link_id", TEXT, "Id of the row", is_fact=False),
            Column("case_id", TEXT, "Case of the docket", references="cases.case_id", is_fact=False),
            Column("docket_id", TEXT, "The docket: the later or higher of the two, unless other_is_later",
                   references="dockets.docket_id", is_fact=False, sealed=KEPT),
            Column("other_docket_id", TEXT, "The other docket, where it is ours", references="dockets.docket_id",
                   is_fact=False),
            Column("other_case_id", TEXT, "Its case", is_fact=False),
            Column("other_slug", TEXT, "Its name in the catalog"),
            Column("other_label", TEXT, "What it is called, where it is not ours"),
            Column("other_court_id", TEXT, "Court of the other docket, where the text names one", is_fact=False),
            Column("other_docket_number", TEXT, "Its number, in the form of that court"),
            Column("other_ref", TEXT, "The id the other docket has or would have here"),
            Column("link_type", TEXT, "appeal, certiorari, remand, removal, transfer or rehearing (one case), or "
                   "companion, consolidated, mdl_member or related (a link only)", one_of=LinkType),
            Column("effect", TEXT, "What the later court did: affirmed, reversed, vacated, affirmed_in_part, "
                   "dismissed, denied, granted, remanded, pending, none or unknown", one_of=LinkEffect,
                   is_watched=True),
            Column("date", DATE, "Day of that effect: a calendar date"),
            Column("other_is_later", FLAG, "1 if the other docket is the later one"),
            Column("text", TEXT, "The reviewer's note"),
            SOURCE_URL,
            *EVIDENCE,
            *SEEN,
        ),
        indexes=(("docket_id",), ("case_id",), ("other_docket_id",), ("other_ref",), ("entry_id",)),
        news=("link", "other_label"),
    ),
)
