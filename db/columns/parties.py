"""The parties in a docket, who represents them, and which company or body a name refers to."""

from db.columns.shared import DOCKET, SEEN, SOURCE_URL
from db.tables import DATE, FLAG, KEPT, LIST, NUMBER, TEXT, TOMBSTONE, Column, Table
from docket.vocabulary import PartyType

# One line for each column, or as few as its description fills.
# fmt: off
TABLES = (
    Table(
        "entities", "Companies, platforms and public bodies", "Those that recur. Private persons are never here.",
        (
            Column("entity_id", TEXT, "Stable name, as in its address /party/<entity_id>", is_fact=False),
            Column("name", TEXT, "Name now in use"),
            Column("kind", TEXT, "company, platform, government, law_enforcement, nonprofit or trade_association"),
            Column("parent_entity_id", TEXT, "Its owner", references="entities.entity_id", is_fact=False),
            Column("other_names", LIST, "All its other names, joined by semicolons"),
            Column("text", TEXT, "What it is, in a few words"),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("parent_entity_id",),),
        search=("name", "other_names"),
    ),
    Table(
        "entity_names", "Names of companies", "Every name an entity has or had, with the evidence. A party is "
        "joined only through these.",
        (
            Column("entity_name_id", TEXT, "Id of the row", is_fact=False),
            Column("entity_id", TEXT, "The entity", references="entities.entity_id", is_fact=False),
            Column("name", TEXT, "The name"),
            Column("name_key", TEXT, "The name folded for comparison: case and punctuation removed", is_fact=False),
            Column("kind", TEXT, "canonical, alias, former, platform or holder (a person who holds or held the "
                   "office: joins nothing by itself)"),
            Column("date_from", TEXT, "In use since: a calendar date, or a year where only that is known"),
            Column("date_to", TEXT, "In use until: a calendar date, or a year where only that is known"),
            Column("evidence", TEXT, "Where the join is recorded", is_fact=False),
            Column("method", TEXT, "How it was joined", is_fact=False),
            Column("confidence", TEXT, "How sure: reviewed, or a candidate not joined", is_fact=False),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("entity_id",), ("name_key",)),
    ),
    Table(
        "participations", "Parties", "Names as each docket prints them, and the entity behind each where the "
        "register knows it.",
        (
            Column("participation_id", TEXT, "Id of the row", is_fact=False, sealed=KEPT),
            DOCKET,
            Column("name", TEXT, "Name as printed", sealed=TOMBSTONE),
            Column("party_type", TEXT, "Side in this docket: plaintiff, defendant, appellant, appellee, "
                   "petitioner, respondent, intervenor, amicus …", one_of=PartyType, is_watched=True, sealed=KEPT),
            Column("party_type_raw", TEXT, "The same as printed", is_fact=False),
            Column("extra_info", TEXT, "What the court prints beneath the name"),
            Column("date_terminated", DATE, "Day the party left: a calendar date", is_watched=True),
            Column("date_from", DATE, "In the docket since: a calendar date"),
            Column("date_to", DATE, "In the docket until: a calendar date"),
            Column("entity_id", TEXT, "The company or body, or null: nothing is guessed",
                   references="entities.entity_id", is_fact=False),
            Column("join_method", TEXT, "exact (the very name), normalized (but for case, punctuation and legal "
                   "form) or capacity (the office printed beside the name)", is_fact=False),
            Column("join_evidence", TEXT, "The register's name it was joined by; of a person who is party as an "
                   "office, the office printed", is_fact=False),
            Column("candidate_entity_id", TEXT, "An entity whose name is similar: a candidate for review, not "
                   "joined", is_fact=False),
            Column("candidate_evidence", TEXT, "The register's name it resembles, and how closely"),
            Column("canonical", TEXT, "The name in one form: without titles, offices and descriptions; empty for "
                   "a protected party"),
            Column("kind", TEXT, "person, organization, government, pseudonym, estate_or_guardian, class or "
                   "unknown"),
            Column("aliases", TEXT, "Other names printed with it"),
            Column("official_capacity", TEXT, "Words that say a person is sued as an office"),
            Column("is_pseudonym", FLAG, "1 for pseudonyms, initials, minors and sealed names, which are never "
                   "joined"),
            Column("is_protected", FLAG, "1 for a pseudonym, a minor or a sealed party, which is never joined to "
                   "anything"),
            Column("is_verified", FLAG, "1 if confirmed", is_fact=False),
            Column("is_gone", FLAG, "1 if the docket no longer shows it", is_fact=False, is_watched=True,
                   sealed=KEPT),
            Column("position", NUMBER, "Order in the docket", is_fact=False, sealed=KEPT),
            Column("source", TEXT, "The source that showed it", is_fact=False),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("docket_id", "position"), ("entity_id",), ("candidate_entity_id",)),
        search=("name", "extra_info"),
        news=("party", "name"),
        leaves_tombstone=True,
    ),
    Table(
        "attorneys", "Attorneys", "Counsel, by name as printed. No addresses or numbers are kept.",
        (
            Column("attorney_id", TEXT, "Id of the attorney", is_fact=False),
            Column("name", TEXT, "Name as printed"),
            *SEEN,
        ),
    ),
    Table(
        "firms", "Firms", "Firms and offices of counsel, as printed.",
        (
            Column("firm_id", TEXT, "Id of the firm", is_fact=False),
            Column("name", TEXT, "Name as printed"),
            *SEEN,
        ),
    ),
    Table(
        "representations", "Counsel of parties", "Who appears for whom.",
        (
            Column("representation_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("participation_id", TEXT, "The party", references="participations.participation_id",
                   is_fact=False),
            Column("attorney_id", TEXT, "The attorney", references="attorneys.attorney_id", is_fact=False),
            Column("attorney_name", TEXT, "The attorney's name in the usual order"),
            Column("attorney_raw", TEXT, "As printed", is_fact=False),
            Column("firm_id", TEXT, "The firm", references="firms.firm_id", is_fact=False),
            Column("firm_name", TEXT, "The firm's name with its legal form in one style"),
            Column("firm_raw", TEXT, "As printed", is_fact=False),
            Column("roles", LIST, "How counsel appears, as printed, joined by semicolons"),
            Column("date_terminated", DATE, "Day the appearance ended: a calendar date"),
            Column("is_pro_se", FLAG, "1 if the party appears for itself"),
            Column("position", NUMBER, "Order on the docket", is_fact=False),
            *SEEN,
        ),
        indexes=(("participation_id",), ("attorney_id",), ("firm_id",), ("docket_id",)),
    ),
)
