"""The resources of the API, as data: what each list holds, how it is narrowed and put in order.

A row that belongs to an excluded docket is in no list, unless the filter `selection` asks for it.
"""

from dataclasses import replace

from docket.opinions.treatment import ORDER
from docket.vocabulary import (
    ActKind,
    Answer,
    CauseOfAction,
    Coverage,
    Disposition,
    DocketStatus,
    HearingKind,
    HearingStatus,
    LawEffect,
    Outcome,
    PlaintiffType,
    Posture,
    Precision,
    Provision,
    Selection,
    TextKind,
)
from publish.api import bill_states
from publish.api.fields import Field, Filter, Kind, Resource, column, columns, describe, describe_table
from publish.api.filters import days, flag, listed, one_of, span, within, words
from publish.api.parts import (
    ACT_ENUMS,
    BILL_PARTS,
    CASE_PARTS,
    DOCKET_PARTS,
    ENTITY_PARTS,
    ENTRY_PARTS,
    HEARING_PARTS,
)

_DOCKET_ENUMS = {
    "status": DocketStatus,
    "outcome_230": Outcome,
    "coverage": Coverage,
    "selection": Selection,
    "plaintiff_type": PlaintiffType,
}
_LAWS = ("before_fosta", "after_fosta", "spans_fosta", "unknown")
_SHOWN = "dockets.selection <> 'excluded'"
# `cross join` keeps SQLite from starting at the dockets: the list is read in the order of its own index.
_OF_DOCKET = (
    "cross join dockets on dockets.docket_id = {0}.docket_id left join courts on courts.court_id = "
    "dockets.court_id"
)
# Of the docket, so that a row need not be joined by the reader; its own facts are in /dockets.
_WHERE = tuple(
    replace(column("dockets", name), is_fact=False) for name in ("case_id", "court_id", "docket_number")
)
_NAMES_ENTITY = (
    "select docket_id from participations where entity_id in ({marks}) "
    "union select docket_id from docket_platforms where entity_id in ({marks})"
)
# The sorts of event an entry shows are few in all, and few together: each kind of list is found by a step
# along the index.
_ROWS_OF_TYPES = """select rowid from docket_entries where event_types in (
  with recursive kinds(kind) as (
    select min(event_types) from docket_entries
    union all select (select min(event_types) from docket_entries where event_types > kind) from kinds
      where kind is not null)
  select kind from kinds where {either})"""
_HOLDS_TYPE = "instr(';' || kind || ';', ';' || ? || ';') > 0"


def _by_docket(table: str) -> tuple[Filter, ...]:
    """The filters of what belongs to a docket."""
    of = f"select rowid from {table} where docket_id in (select docket_id from dockets where"
    of_case = f"{table}.docket_id in (select docket_id from dockets where case_id in ({{marks}}))"
    return (
        replace(
            one_of("docket_id", f"{table}.docket_id", "Id of a docket"),
            rows=f"{of} docket_id in ({{marks}}))",
        ),
        replace(within("case_id", of_case, "Name of a case"), rows=f"{of} case_id in ({{marks}}))"),
        replace(
            one_of("court_id", "dockets.court_id", "Id of a court"), rows=f"{of} court_id in ({{marks}}))"
        ),
    )


CASES = Resource(
    "cases",
    "case",
    "cases",
    columns(
        "cases",
        enums={
            "plaintiff_type": PlaintiffType,
            "selection": Selection,
            "status": DocketStatus,
            "outcome_230": Outcome,
            "law_in_force": _LAWS,
        },
    ),
    "cases",
    (
        one_of("case_id", "cases.case_id", "Name of a case"),
        words("cases"),
        one_of("outcome_230", "cases.outcome_230", "How the § 230 question came out", Outcome),
        one_of("status", "cases.status", "Open, closed or not known", DocketStatus),
        listed("claim", "cases.claims", "Cause of action pleaded", CauseOfAction),
        listed("provision", "cases.provisions", "Part of § 230 raised", Provision),
        listed("theory", "cases.theories", "Code of a theory that a ruling turned on (table theories)"),
        listed("law_state", "cases.law_state", "State of a law challenged in it", LawEffect),
        listed("plaintiff_type", "cases.plaintiff_type", "Sort of plaintiff", PlaintiffType),
        listed("court_id", "cases.court_ids", "Id of a court it is or was in"),
        within(
            "entity",
            f"cases.case_id in (select case_id from dockets where docket_id in ({_NAMES_ENTITY}))",
            "Id of a company or body it names or is about",
        ),
        one_of("law_in_force", "cases.law_in_force", "Version of § 230 over its life", _LAWS),
        one_of("selection", "cases.selection", "Why it is here; without it, all but the excluded", Selection),
        *days("cases.date_filed", "Filed"),
        *days("cases.date_last_event", "With a newest event"),
    ),
    ("-date_last_event", "date_last_event", "-date_filed", "date_filed", "short_name", "case_id"),
    describe_table("cases"),
    "cases.selection <> 'excluded'",
    CASE_PARTS,
)

DOCKETS = Resource(
    "dockets",
    "docket",
    "dockets",
    (
        *columns("dockets", enums=_DOCKET_ENUMS),
        Field(
            "outcome",
            Kind.TEXT,
            "dockets.outcome_230",
            "Former name of outcome_230, until the next version",
            tuple(map(str, Outcome)),
        ),
    ),
    "dockets",
    (
        one_of("docket_id", "dockets.docket_id", "Id of a docket"),
        one_of("case_id", "dockets.case_id", "Name of a case"),
        words("dockets"),
        one_of("court_id", "dockets.court_id", "Id of a court"),
        one_of("docket_number", "dockets.docket_number", "Docket number in normal form"),
        one_of("status", "dockets.status", "Open, closed or not known", DocketStatus),
        one_of(
            "outcome_230",
            "dockets.outcome_230",
            "How the § 230 question came out in this docket alone",
            Outcome,
        ),
        one_of(
            "outcome", "dockets.outcome_230", "Former name of outcome_230, until the next version", Outcome
        ),
        one_of("coverage", "dockets.coverage", "How much of it was seen", Coverage),
        one_of(
            "selection", "dockets.selection", "Why it is here; without it, all but the excluded", Selection
        ),
        within(
            "entity",
            f"dockets.docket_id in ({_NAMES_ENTITY})",
            "Id of a company or body it names or is about",
        ),
        *days("dockets.date_filed", "Filed"),
    ),
    ("-date_filed", "date_filed", "-date_decided", "docket_id"),
    describe_table("dockets"),
    _SHOWN,
    DOCKET_PARTS,
)

ENTRIES = Resource(
    "entries",
    "entry",
    "docket_entries",
    (*columns("docket_entries", leave=("aliases",), enums={"text_kind": TextKind}), *_WHERE),
    f"docket_entries {_OF_DOCKET.format('docket_entries')}",
    (
        one_of("entry_id", "docket_entries.entry_id", "Id of an entry"),
        *_by_docket("docket_entries"),
        words("docket_entries"),
        one_of("entry_number", "docket_entries.entry_number", "Number printed on the register"),
        replace(
            listed("event_type", "docket_entries.event_types", "Sort of event"),
            rows=_ROWS_OF_TYPES,
            rows_each=_HOLDS_TYPE,
        ),
        replace(
            one_of("text_kind", "docket_entries.text_kind", "Full text, or only an event's name", TextKind),
            rows="select rowid from docket_entries where text_kind = 'label'",
            rows_of="label",
        ),
        replace(
            flag("is_gone", "docket_entries.is_gone", "Whether a page that should show it no longer does"),
            rows="select rowid from docket_entries where is_gone = 1",
            rows_of=1,
        ),
        *days("docket_entries.date_filed", "Filed"),
    ),
    ("-date_filed", "date_filed"),
    describe_table("docket_entries"),
    _SHOWN,
    ENTRY_PARTS,
)

HEARINGS = Resource(
    "hearings",
    "hearing",
    "hearings",
    (
        *columns("hearings", enums={"kind": HearingKind, "status": HearingStatus, "precision": Precision}),
        *_WHERE,
        Field(
            "docket_name", Kind.TEXT, "coalesce(dockets.short_name, dockets.caption)", "Name of the docket"
        ),
    ),
    f"hearings {_OF_DOCKET.format('hearings')}",
    (
        one_of("hearing_id", "hearings.hearing_id", "Id of a hearing"),
        *_by_docket("hearings"),
        one_of("kind", "hearings.kind", "Kind of sitting", HearingKind),
        one_of("status", "hearings.status", "What became of it", HearingStatus),
        *span("hearings", "Hearings"),
        Filter(
            "upcoming",
            "today",
            "",
            "true: whose last possible day is today or later on the court's own calendar, "
            "whatever their status; false: whose last possible day has passed",
        ),
        Filter(
            "as_of",
            "date",
            "",
            "The day that upcoming counts from, in place of today; without upcoming, as upcoming=true",
        ),
    ),
    ("date_to", "-date_to"),
    describe_table("hearings"),
    _SHOWN,
    HEARING_PARTS,
)

ENTITIES = Resource(
    "entities",
    "entity",
    "entities",
    columns("entities"),
    "entities",
    (
        one_of("entity_id", "entities.entity_id", "Id of a company or body"),
        words("entities"),
        one_of("kind", "entities.kind", "Company, platform, government …"),
        one_of("parent_entity_id", "entities.parent_entity_id", "Id of its owner"),
    ),
    ("name", "entity_id"),
    describe_table("entities"),
    parts=ENTITY_PARTS,
)

RULINGS = Resource(
    "rulings",
    "ruling",
    "rulings",
    (*columns("rulings", enums={"disposition": Disposition, **ACT_ENUMS, "precision": Precision}), *_WHERE),
    f"rulings {_OF_DOCKET.format('rulings')}",
    (
        one_of("ruling_id", "rulings.ruling_id", "Id of a ruling"),
        *_by_docket("rulings"),
        one_of("answer", "rulings.answer", "How it answers the § 230 question", Answer),
        one_of("outcome_230", "rulings.answer", "Former name of answer, until the next version", Answer),
        one_of("kind", "rulings.kind", "What sort of act it is", ActKind),
        one_of("posture", "rulings.posture", "At which point of the suit", Posture),
        listed("theory", "rulings.theories", "Code of a theory (table theories)"),
        listed("claim", "rulings.claims", "Cause of action it decided on", CauseOfAction),
        listed("provision", "rulings.provisions", "Part of § 230 it decided on", Provision),
        one_of("law_effect", "rulings.law_effect", "What it did to the enforcement of a law", LawEffect),
        one_of("disposition", "rulings.disposition", "What the court did", Disposition),
        flag("is_verified", "rulings.is_verified", "Whether it is confirmed"),
        *span("rulings", "Rulings"),
    ),
    ("-date_from", "date_from"),
    describe_table("rulings"),
    _SHOWN,
)

OPINIONS = Resource(
    "opinions",
    "opinion",
    "opinions",
    (*columns("opinions"), *_WHERE),
    f"opinions {_OF_DOCKET.format('opinions')}",
    (
        one_of("opinion_id", "opinions.opinion_id", "Id of an opinion"),
        *_by_docket("opinions"),
        one_of("disposition", "opinions.disposition", "What the end orders"),
        *days("opinions.date_filed", "Filed"),
    ),
    ("-date_filed", "date_filed", "opinion_id"),
    describe_table("opinions"),
    _SHOWN,
)

PASSAGES = Resource(
    "passages",
    "passage",
    "passages",
    (*columns("passages"), *_WHERE),
    f"passages {_OF_DOCKET.format('passages')}",
    (
        one_of("opinion_id", "passages.opinion_id", "Id of an opinion"),
        *_by_docket("passages"),
        one_of("kind", "passages.kind", "What it is", ("holding", "names_230", "order")),
        one_of("tier", "passages.tier", "How sure it is", ("agreed", "unreviewed")),
    ),
    ("passage_id",),
    describe_table("passages"),
    _SHOWN,
)

PARAGRAPHS = Resource(
    "paragraphs",
    "paragraph",
    "opinion_paragraphs",
    (*columns("opinion_paragraphs"), *_WHERE),
    f"opinion_paragraphs {_OF_DOCKET.format('opinion_paragraphs')}",
    (
        words("opinion_paragraphs"),
        one_of("opinion_id", "opinion_paragraphs.opinion_id", "Id of an opinion"),
        *_by_docket("opinion_paragraphs"),
        one_of("part", "opinion_paragraphs.part", "majority, concurrence, dissent, syllabus or footnote"),
    ),
    ("paragraph_id",),
    describe_table("opinion_paragraphs"),
    _SHOWN,
)

CITATIONS = Resource(
    "citations",
    "citation",
    "cited_decisions",
    (*columns("cited_decisions"), *_WHERE),
    f"cited_decisions {_OF_DOCKET.format('cited_decisions')}",
    (
        one_of("opinion_id", "cited_decisions.opinion_id", "Id of the opinion that cites"),
        *_by_docket("cited_decisions"),
        one_of(
            "cited",
            "cited_decisions.cited_slug",
            "Name in the catalogue of the docket whose decision is cited",
        ),
        one_of("treatment", "cited_decisions.treatment", "How the decision is treated", ORDER),
        one_of("tier", "cited_decisions.tier", "How sure the treatment is", ("agreed", "unreviewed")),
    ),
    ("cited_decision_id",),
    describe_table("cited_decisions"),
    _SHOWN,
)

BILLS = Resource(
    "bills",
    "bill",
    "bills",
    (
        *columns("bills", enums={"kind": ("bill", "inquiry"), "address_basis": ("seen", "rule", "none")}),
        *bill_states.FIELDS,
    ),
    "bills",
    (
        one_of("bill_id", "bills.bill_id", "Id of a bill"),
        words("bills"),
        Filter("congress", "number", "bills.congress = ?", "Number of the Congress"),
        one_of("kind", "bills.kind", "Bill or inquiry", ("bill", "inquiry")),
        within(
            "case_id",
            "bills.bill_id in (select bill_id from bill_links where case_id in ({marks}))",
            "Name of a case",
        ),
        within(
            "entity",
            "bills.bill_id in (select bill_id from congress_event_links where congress_event_id in "
            "(select congress_event_id from congress_event_links where entity_id in ({marks})))",
            "Id of a company or body that an event about it names",
        ),
        *bill_states.FILTERS,
        *days("bills.date_introduced", "Introduced"),
    ),
    ("-date_introduced", "date_introduced", "bill_id"),
    describe_table("bills"),
    parts=BILL_PARTS,
    reckoned=bill_states.RECKONED,
)

CHANGES = Resource(
    "changes",
    "change",
    "changes",
    (
        Field(
            "seq",
            Kind.NUMBER,
            "published.seq",
            "Its number, given once and for ever: say since= with the last one you have",
            is_required=True,
        ),
        Field(
            "change_id", Kind.TEXT, "published.change_id", describe("changes", "change_id"), is_required=True
        ),
        Field(
            "kind",
            Kind.TEXT,
            "published.kind",
            describe("changes", "kind") + "; corrected: another change is taken back",
            is_required=True,
        ),
        *(field for field in columns("changes", leave=("change_id", "kind"))),
        Field(
            "corrects",
            Kind.TEXT,
            "published.corrects",
            "Of a corrected change: the change_id that no longer holds",
        ),
        Field(
            "is_withdrawn",
            Kind.FLAG,
            "published.corrects is null and changes.change_id is null",
            "true if the record as it is now does not yield this change: it was taken back, or taken down",
            is_required=True,
        ),
        Field(
            "subject_now_id",
            Kind.TEXT,
            "redirects.new_id",
            "Where the subject was merged into another row: the id it has now",
        ),
    ),
    "ledger.published left join changes on changes.change_id = published.change_id "
    "left join redirects on redirects.old_id = changes.subject_id and redirects.kind = "
    "case changes.subject when 'dockets' then 'docket' when 'docket_entries' then 'entry' end",
    (
        Filter(
            "since",
            "number",
            "published.seq > ?",
            "Number of the last change already known; 0 begins at the first",
        ),
        one_of("kind", "published.kind", "Kind of change"),
        within(
            "case_id",
            "published.change_id in (select change_id from changes where case_id in ({marks}))",
            "Name of a case",
        ),
        within(
            "docket_id",
            "published.change_id in (select change_id from changes where docket_id in ({marks}))",
            "Id of a docket",
        ),
    ),
    ("seq",),
    describe_table("changes"),
    is_feed=True,
)

RESOURCES = {
    resource.name: resource
    for resource in (
        CASES,
        DOCKETS,
        ENTRIES,
        HEARINGS,
        ENTITIES,
        RULINGS,
        OPINIONS,
        PARAGRAPHS,
        PASSAGES,
        CITATIONS,
        BILLS,
        CHANGES,
    )
}
