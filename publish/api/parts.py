"""What the answer about one item holds besides its own row: for a whole case, a docket, an entry, a company,
a bill."""

from dataclasses import replace

from db.tables import Kind
from db.views import IS_SHOWN, SPENT_RULINGS, is_taken_in
from publish.api.fields import Field, Part, column, columns, describe, describe_table
from publish.filters.terms import STANDS

# The states of laws that count: those in reviewed or confirmed cases.
LAW_STATES = (
    "select case_law_id from case_laws join cases using (case_id) "
    "where cases.selection in ('catalog', 'confirmed')"
)


def newest_state_first(table: str = "case_laws") -> str:
    """Return the SQL order of the states of one law: by the day of the act behind each, not the day it
    began."""
    return (
        f"(select date_from from rulings where rulings.ruling_id = {table}.ruling_id) desc, {table}.case_id"
    )


# If a register is longer, the answer about a case or docket holds this many entries and says where the rest
# are.
ENTRIES = 1000
_DOCKETS = columns("dockets")
_LINKS = columns("case_links", leave=("position",))
_PARTIES = (
    *columns("participations"),
    Field("entity_name", Kind.TEXT, "entities.name", "Name of that company or body"),
)
_COUNSEL = (
    column("representations", "representation_id"),
    column("representations", "participation_id"),
    Field("attorney", Kind.TEXT, "attorneys.name", "Name of the attorney"),
    Field("firm", Kind.TEXT, "firms.name", "Name of the firm"),
    column("representations", "roles"),
    column("representations", "date_terminated"),
    column("representations", "is_pro_se"),
)
_STEPS = (
    *columns("hearing_events"),
    Field("entry_id", Kind.TEXT, "entry_versions.entry_id", "The entry that says it"),
)
_GAPS = tuple(
    Field(
        name,
        Kind.TEXT if name == "docket_id" else Kind.NUMBER,
        f"number_gaps.{name}",
        describe("number_gaps", name),
    )
    for name in ("docket_id", "first_missing", "last_missing", "missing_count")
)
_PAGES = (
    Field("source", Kind.TEXT, "snapshots.source", describe("snapshots", "source")),
    Field("url", Kind.TEXT, "snapshots.url", describe("snapshots", "url")),
    Field("court_id", Kind.TEXT, "snapshots.court_id", describe("snapshots", "court_id")),
    Field("snapshot_id", Kind.TEXT, "max(snapshots.snapshot_id)", "The newest snapshot of it"),
    Field(
        "fetched_at",
        Kind.INSTANT,
        "max(snapshots.fetched_at)",
        "When it was last seen to have changed: an instant, UTC",
    ),
    Field(
        "checked_at",
        Kind.INSTANT,
        "max(snapshots.fetched_at)",
        "When it was last read, as far as is known; of a file of ours, its day of review: an instant, UTC",
    ),
    Field(
        "snapshot_count",
        Kind.NUMBER,
        "count(distinct snapshots.snapshot_id)",
        "How many different states of it were seen",
    ),
)
_BILL = tuple(replace(column("bills", name), is_fact=False) for name in ("number", "title"))
_EVENTS = columns("congress_events")
_EVENT_ORDER = "congress_events.date_from, congress_events.congress_event_id"
_STEP_TABLES = (
    "hearing_events left join entry_versions on entry_versions.version_id = hearing_events.version_id"
)
_COUNSEL_TABLES = "representations left join attorneys using (attorney_id) left join firms using (firm_id)"
# The fields of a ruling in every list of rulings: its columns, and whether its answer stands.
RULING = (
    *columns("rulings"),
    Field(
        "stands",
        Kind.FLAG,
        f"rulings.ruling_id not in ({SPENT_RULINGS})",
        STANDS.description,
        is_required=True,
    ),
)
# The docket ids are written into the SQL: they are few, and found once for all parts.
_LISTED = "in ({dockets})"


def _plain(name: str, table: str, order: str, fields: tuple[Field, ...] = ()) -> Part:
    return Part(
        name,
        fields or columns(table),
        table,
        f"{table}.docket_id {_LISTED}",
        order,
        describe_table(table),
    )


_ON_DOCKETS = (
    _plain("claims_pleaded", "claims", "claims.docket_id, claims.rowid"),
    _plain("defenses", "defenses", "defenses.docket_id, defenses.rowid"),
    _plain("rulings", "rulings", "rulings.date_from desc, rulings.ruling_id", RULING),
    _plain("hearings", "hearings", "hearings.date_from desc, hearings.hearing_id"),
    Part(
        "steps",
        _STEPS,
        _STEP_TABLES,
        f"hearing_events.docket_id {_LISTED}",
        "hearing_events.action_date, hearing_events.rowid",
        describe_table("hearing_events"),
        inside=("hearings", "hearing_id"),
    ),
    Part(
        "parties",
        _PARTIES,
        "participations left join entities on entities.entity_id = participations.entity_id",
        f"participations.docket_id {_LISTED}",
        "participations.docket_id, participations.position",
        describe_table("participations"),
    ),
    Part(
        "counsel",
        _COUNSEL,
        _COUNSEL_TABLES,
        f"representations.docket_id {_LISTED}",
        "representations.position, representations.rowid",
        describe_table("representations"),
        inside=("parties", "participation_id"),
    ),
    _plain("events", "docket_events", "docket_events.date_from, docket_events.docket_event_id"),
    _plain("citations", "citations", "citations.docket_id, citations.rowid"),
    Part(
        "entries",
        columns("docket_entries", leave=("aliases",)),
        "docket_entries",
        # The newest are first picked by row number: sorting twelve thousand whole rows takes 40 ms.
        f"""docket_entries.rowid in (select rowid from docket_entries picked where picked.docket_id {_LISTED}
          order by picked.date_filed desc, picked.entry_id desc limit {ENTRIES + 1})""",
        "docket_entries.date_filed desc, docket_entries.entry_id desc",
        describe_table("docket_entries"),
        limit=ENTRIES,
    ),
    Part(
        "gaps",
        _GAPS,
        "number_gaps",
        f"number_gaps.docket_id {_LISTED}",
        "docket_id, first_missing",
        describe_table("number_gaps"),
    ),
)
_SOURCES = Part(
    "sources",
    _PAGES,
    "_refs join _sightings using (ref_id) join snapshots on snapshots.snapshot_id = _sightings.snapshot_id",
    f"_refs.docket_id {_LISTED} group by snapshots.source, snapshots.url",
    "5 desc, snapshots.url",
    "Every page that showed it, by source and address",
)


def _of_dockets(corrected: str) -> tuple[Part, ...]:
    """Return the parts that belong to dockets; `corrected` is the condition on a correction."""
    corrections = Part(
        "corrections",
        columns("corrections"),
        "corrections",
        corrected,
        "corrections.made_at desc, corrections.rowid",
        describe_table("corrections"),
    )
    return (*_ON_DOCKETS, corrections, _SOURCES)


_FATES = columns("ruling_fates", leave=("ruling_fate_id", "case_id"))
CASE_PARTS = (
    Part(
        "laws",
        columns("case_laws", leave=("case_law_id", "case_id")),
        "case_laws",
        "case_laws.case_id = :id",
        "case_laws.law",
        describe_table("case_laws"),
    ),
    Part(
        "fates",
        _FATES,
        "ruling_fates",
        "ruling_fates.case_id = :id",
        "ruling_fates.ruling_id, ruling_fates.by_ruling_id",
        describe_table("ruling_fates"),
    ),
    Part(
        "dockets",
        _DOCKETS,
        "dockets",
        "dockets.case_id = :id",
        "dockets.position, dockets.docket_id",
        describe_table("dockets"),
    ),
    Part(
        "links",
        _LINKS,
        "case_links",
        "case_links.case_id = :id or case_links.other_docket_id in ({dockets})",
        "case_links.date, case_links.link_id",
        describe_table("case_links"),
    ),
    *_of_dockets(
        "(corrections.table_name = 'cases' and corrections.row_id = :id) or "
        "(corrections.table_name = 'dockets' and corrections.row_id in ({dockets}))"
    ),
    Part(
        "bills",
        (*columns("bill_links"), *_BILL),
        "bill_links join bills on bills.bill_id = bill_links.bill_id",
        "bill_links.case_id = :id",
        "bills.date_introduced, bill_links.bill_link_id",
        describe_table("bill_links"),
    ),
    Part(
        "congress_events",
        _EVENTS,
        "congress_events",
        "congress_events.congress_event_id in (select congress_event_id "
        "from congress_event_dockets where case_id = :id)",
        _EVENT_ORDER,
        describe_table("congress_events"),
    ),
)
DOCKET_PARTS = (
    Part(
        "links",
        _LINKS,
        "case_links",
        "case_links.docket_id = :id or case_links.other_docket_id = :id",
        "case_links.date, case_links.link_id",
        describe_table("case_links"),
    ),
    Part(
        "facts",
        columns("docket_facts"),
        "docket_facts",
        "docket_facts.docket_id = :id",
        "docket_facts.field, docket_facts.is_current desc, docket_facts.as_of desc, docket_facts.rowid",
        describe_table("docket_facts"),
    ),
    *_of_dockets("corrections.table_name = 'dockets' and corrections.row_id = :id"),
)
ENTRY_PARTS = (
    Part(
        "versions",
        columns("entry_versions"),
        "entry_versions",
        "entry_versions.entry_id = :id",
        "entry_versions.ordinal",
        describe_table("entry_versions"),
    ),
    Part(
        "documents",
        columns("documents"),
        "documents",
        "documents.entry_id = :id",
        "documents.attachment_number, documents.document_id",
        describe_table("documents"),
    ),
)
HEARING_PARTS = (
    Part(
        "steps",
        _STEPS,
        _STEP_TABLES,
        "hearing_events.hearing_id = :id",
        "hearing_events.action_date, hearing_events.rowid",
        describe_table("hearing_events"),
    ),
)
ENTITY_PARTS = (
    Part(
        "names",
        columns("entity_names"),
        "entity_names",
        "entity_names.entity_id = :id",
        "entity_names.kind <> 'canonical', entity_names.kind, entity_names.name",
        describe_table("entity_names"),
    ),
    Part(
        "children",
        columns("entities"),
        "entities",
        "entities.parent_entity_id = :id",
        "entities.kind, entities.name",
        "What it owns: platforms and companies of its own",
    ),
    Part(
        "parties",
        (*columns("participations"), column("dockets", "case_id")),
        "participations join dockets on dockets.docket_id = participations.docket_id",
        f"participations.entity_id = :id and dockets.{IS_SHOWN}",
        "participations.docket_id, participations.position",
        "Each docket in which it is a party, and the name printed there",
    ),
    Part(
        "subject_of",
        (column("docket_platforms", "docket_id"), column("dockets", "case_id")),
        "docket_platforms join dockets on dockets.docket_id = docket_platforms.docket_id",
        f"docket_platforms.entity_id = :id and dockets.{IS_SHOWN}",
        "docket_platforms.docket_id",
        describe_table("docket_platforms"),
    ),
    Part(
        "congress_events",
        (*_EVENTS, column("congress_event_links", "relation")),
        (
            "congress_events join congress_event_links on congress_event_links.congress_event_id = "
            "congress_events.congress_event_id"
        ),
        "congress_event_links.entity_id = :id",
        _EVENT_ORDER,
        describe_table("congress_events"),
    ),
)
_RULINGS = (*RULING, replace(column("dockets", "case_id"), is_fact=False))
_RULING_TABLES = "rulings join dockets on dockets.docket_id = rulings.docket_id"
_RULING_ORDER = "rulings.date_from desc, rulings.ruling_id desc"
JUDGE_PARTS = (
    Part(
        "rulings",
        _RULINGS,
        _RULING_TABLES,
        f"rulings.judge_id = :id and {is_taken_in('dockets')}",
        _RULING_ORDER,
        "Each ruling that the judge wrote, the newest first",
    ),
)
LAW_PARTS = (
    Part(
        "states",
        columns("case_laws", leave=("case_law_id", "law")),
        "case_laws",
        f"case_laws.case_law_id in ({LAW_STATES}) and case_laws.law = (select name from laws where law_id = :id)",
        newest_state_first(),
        "What courts did to its enforcement, by case, the newest first",
    ),
    Part(
        "rulings",
        _RULINGS,
        _RULING_TABLES,
        f"rulings.law = (select name from laws where law_id = :id) and {is_taken_in('dockets')}",
        _RULING_ORDER,
        "Each ruling that bears on it, the newest first",
    ),
)
BILL_PARTS = (
    Part(
        "actions",
        columns("bill_actions"),
        "bill_actions",
        "bill_actions.bill_id = :id",
        "bill_actions.date_from, bill_actions.bill_action_id",
        describe_table("bill_actions"),
    ),
    Part(
        "links",
        columns("bill_links"),
        "bill_links",
        "bill_links.bill_id = :id or bill_links.other_bill_id = :id",
        "bill_links.link_type, bill_links.bill_link_id",
        describe_table("bill_links"),
    ),
    Part(
        "addresses",
        columns("bill_sources"),
        "bill_sources",
        "bill_sources.bill_id = :id",
        "bill_sources.position, bill_sources.bill_source_id",
        describe_table("bill_sources"),
    ),
    Part(
        "congress_events",
        _EVENTS,
        "congress_events",
        "congress_events.congress_event_id in (select congress_event_id "
        "from congress_event_links where bill_id = :id)",
        _EVENT_ORDER,
        describe_table("congress_events"),
    ),
)
