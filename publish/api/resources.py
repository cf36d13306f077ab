"""The resources of the API, as data: what each list holds, its filters and orders.

A row that belongs to an excluded docket is in no list, unless the filter `selection` asks for it.
"""

from dataclasses import replace

from db.outcomes import NO_GROUNDS
from db.tables import Kind
from db.views import CASE_IS_TAKEN_IN, IS_SHOWN, is_taken_in
from docket.opinions.disposition import ENDS
from docket.opinions.treatment import STRONG
from docket.vocabulary import (
    HearingKind,
    HearingStatus,
    TextKind,
    Tier,
)
from publish.api import bill_states, next_hearings
from publish.api.fields import Field, Filter, Resource, column, columns, describe, describe_table
from publish.api.filters import days, flag, linked, listed, one_of, span, text, within, words
from publish.api.parts import (
    BILL_PARTS,
    CASE_PARTS,
    DOCKET_PARTS,
    ENTITY_PARTS,
    ENTRY_PARTS,
    HEARING_PARTS,
    JUDGE_PARTS,
    LAW_PARTS,
    LAW_STATES,
    RULING,
    newest_state_first,
)
from publish.filters import terms
from publish.filters.naming import CATALOG_NAME, ENTITY, by_column, by_id
from publish.filters.terms import Term
from publish.pages.opinions import why_no_citation
from publish.statistics import LEVELS
from publish.words import CHANGES as KINDS_OF_CHANGE, CIRCUITS, SYSTEMS

_SHOWN = f"dockets.{IS_SHOWN}"
# `cross join` keeps SQLite from starting at the dockets: the list must be read in the order of its own index.
_OF_DOCKET = (
    "cross join dockets on dockets.docket_id = {0}.docket_id left join courts on courts.court_id = "
    "dockets.court_id"
)
# From the docket, so that users need not join rows; the docket's own facts are in /dockets.
_WHERE = tuple(
    replace(column("dockets", name), is_fact=False) for name in ("case_id", "court_id", "docket_number")
)
_LEVEL = (
    "case "
    + " ".join(
        f"when courts.system in ({', '.join(map(repr, systems))}) then '{level}'"
        for level, systems in LEVELS.items()
    )
    + " end"
)
_OF_COURT = (
    Field(
        "circuit",
        Kind.TEXT,
        "courts.circuit",
        "Circuit of its court, below it too: a number, dc or fed",
        tuple(CIRCUITS),
    ),
    Field(
        "level",
        Kind.TEXT,
        _LEVEL,
        "Level of its court: appeals (the Supreme Court too), trial (federal) or state",
        tuple(LEVELS),
    ),
)
_COURTS_OF_CASES = "select case_id as id, court_id as value from dockets"
# The companies and bodies that a docket names or is about.
ENTITIES_OF_DOCKETS = (
    "select docket_id as id, entity_id as value from participations where entity_id is not null "
    "union all select docket_id, entity_id from docket_platforms where entity_id is not null"
)
# The side each is on: "defendant meta-platforms", which is what `role` and `party` together look for.
_SIDES = (
    "select docket_id as id, party_type || ' ' || entity_id as value from participations "
    "where entity_id is not null"
)
# The kinds of event that entries show are few, and so are their combinations: each combination is found by
# one step along the index.
_ROWS_OF_TYPES = """select rowid from docket_entries where event_types in (
  with recursive kinds(kind) as (
    select min(event_types) from docket_entries
    union all select (select min(event_types) from docket_entries where event_types > kind) from kinds
      where kind is not null)
  select kind from kinds where {either})"""
_HOLDS_TYPE = "instr(';' || kind || ';', ';' || ? || ';') > 0"


def _id_of(name: str, table: str, noun: str, label: str = "null") -> Term:
    """Return the filter for the ids of a table's own rows."""
    return Term(name, noun, f"Id of {noun}", naming=by_id(noun.partition(" ")[2], table, name, label))


def _by_docket(table: str) -> tuple[Filter, ...]:
    """Return the filters for rows that belong to a docket."""
    of = f"select rowid from {table} where docket_id in (select docket_id from dockets where"
    of_case = f"{table}.docket_id in (select docket_id from dockets where case_id in ({{marks}}))"
    of_court = f"{of} court_id in ({{marks}}))"
    return (
        replace(one_of(terms.DOCKET, f"{table}.docket_id"), rows=f"{of} docket_id in ({{marks}}))"),
        replace(within(terms.CASE, of_case), rows=f"{of} case_id in ({{marks}}))"),
        replace(one_of(terms.COURT, "dockets.court_id"), rows=of_court),
        replace(one_of(terms.CIRCUIT, "dockets.court_id"), rows=of_court),
    )


# Entries are sorted into some twenty types by their first words; the types that occur are found by steps
# along the index.
_EVENT_TYPES = by_column(
    "sort of event",
    "with recursive kinds(kind) as (select min(event_types) from docket_entries union all select "
    "(select min(event_types) from docket_entries where event_types > kind) from kinds where kind is not null) "
    "select kind from kinds",
    is_list=True,
)
_ENTITY_KINDS = by_column("kind of company or body", "select distinct kind from entities")


CASES = Resource(
    "cases",
    "case",
    "cases",
    (
        *columns("cases"),
        *next_hearings.FIELDS,
    ),
    "cases",
    (
        one_of(terms.CASE, "cases.case_id"),
        words("cases"),
        one_of(terms.OUTCOME, "cases.outcome_230"),
        one_of(terms.STATUS, "cases.status"),
        listed(terms.CLAIM, "cases.claims", "Cause of action pleaded"),
        listed(terms.PROVISION, "cases.provisions", "Part of § 230 raised"),
        listed(terms.THEORY, "cases.theories"),
        listed(terms.LAW_STATE, "cases.law_state", "State of a law challenged in it"),
        listed(terms.PLAINTIFF_TYPE, "cases.plaintiff_type"),
        listed(terms.PLATFORM, "cases.platform"),
        linked(terms.COURT, "cases.case_id", _COURTS_OF_CASES),
        linked(terms.CIRCUIT, "cases.case_id", _COURTS_OF_CASES),
        linked(
            terms.PARTY,
            "cases.case_id",
            f"select dockets.case_id as id, value from ({ENTITIES_OF_DOCKETS}) join dockets on dockets.docket_id = id",
        ),
        linked(
            terms.ROLE,
            "cases.case_id",
            f"select dockets.case_id as id, value from ({_SIDES}) join dockets on dockets.docket_id = id",
        ),
        one_of(terms.LAW_IN_FORCE, "cases.law_in_force"),
        one_of(terms.SELECTION, "cases.selection"),
        flag(
            "is_verified",
            "cases.outcome_is_verified",
            "Whether the answer that is its outcome was seen in a source",
        ),
        one_of(terms.year("of filing"), "cast(cases.year_filed as text)"),
        *days("cases.date_filed", "Filed"),
        *days("cases.date_last_event", "With a newest event"),
        *next_hearings.FILTERS,
    ),
    (
        "-date_last_event",
        "date_last_event",
        "-date_filed",
        "date_filed",
        "next_hearing",
        "short_name",
        "case_id",
    ),
    describe_table("cases"),
    CASE_IS_TAKEN_IN,
    CASE_PARTS,
)

DOCKETS = Resource(
    "dockets",
    "docket",
    "dockets",
    columns("dockets"),
    "dockets",
    (
        one_of(terms.DOCKET, "dockets.docket_id"),
        one_of(terms.CASE, "dockets.case_id"),
        words("dockets"),
        one_of(terms.COURT, "dockets.court_id"),
        one_of(terms.CIRCUIT, "dockets.court_id"),
        one_of(terms.DOCKET_NUMBER, "dockets.docket_number"),
        one_of(terms.STATUS, "dockets.status"),
        one_of(terms.OUTCOME, "dockets.outcome_230", "How the § 230 question came out in this docket alone"),
        linked(
            terms.CLAIM,
            "dockets.docket_id",
            "select docket_id as id, cause_of_action as value from claims where cause_of_action is not null",
            "Cause of action pleaded",
        ),
        linked(
            terms.PROVISION,
            "dockets.docket_id",
            "select docket_id as id, provision as value from defenses where provision is not null",
            "Part of § 230 raised",
        ),
        linked(
            terms.THEORY, "dockets.docket_id", "select docket_id as id, theory as value from ruling_theories"
        ),
        linked(
            terms.LAW_IN_FORCE, "dockets.case_id", "select case_id as id, law_in_force as value from cases"
        ),
        one_of(terms.year("of filing"), "cast(dockets.year_filed as text)"),
        one_of(terms.COVERAGE, "dockets.coverage"),
        one_of(terms.SELECTION, "dockets.selection"),
        listed(terms.PLAINTIFF_TYPE, "dockets.plaintiff_type"),
        listed(terms.PLATFORM, "dockets.platform"),
        linked(terms.PARTY, "dockets.docket_id", ENTITIES_OF_DOCKETS),
        linked(terms.ROLE, "dockets.docket_id", _SIDES),
        flag(
            "is_verified",
            "dockets.outcome_is_verified",
            "Whether the answer that is its outcome was seen in a source",
        ),
        *days("dockets.date_filed", "Filed"),
    ),
    ("-date_filed", "date_filed", "-date_decided", "docket_id"),
    describe_table("dockets"),
    is_taken_in("dockets"),
    DOCKET_PARTS,
)

ENTRIES = Resource(
    "entries",
    "entry",
    "docket_entries",
    (*columns("docket_entries", leave=("aliases",)), *_WHERE),
    f"docket_entries {_OF_DOCKET.format('docket_entries')}",
    (
        one_of(_id_of("entry_id", "docket_entries", "an entry"), "docket_entries.entry_id"),
        *_by_docket("docket_entries"),
        words("docket_entries"),
        text("entry_number", "docket_entries.entry_number", "Number printed on the docket"),
        replace(
            listed(
                Term("event_type", "Sort of event", "Sort of event", naming=_EVENT_TYPES),
                "docket_entries.event_types",
            ),
            rows=_ROWS_OF_TYPES,
            row_condition=_HOLDS_TYPE,
        ),
        replace(
            text("text_kind", "docket_entries.text_kind", "Full text, or only an event's name", TextKind),
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
    ("-date_filed", "date_filed", "entry_id"),
    describe_table("docket_entries"),
    _SHOWN,
    ENTRY_PARTS,
)

HEARINGS = Resource(
    "hearings",
    "hearing",
    "hearings",
    (
        *columns("hearings"),
        *_WHERE,
        Field(
            "docket_name", Kind.TEXT, "coalesce(dockets.short_name, dockets.caption)", "Name of the docket"
        ),
    ),
    f"hearings {_OF_DOCKET.format('hearings')}",
    (
        one_of(_id_of("hearing_id", "hearings", "a hearing"), "hearings.hearing_id"),
        *_by_docket("hearings"),
        text("kind", "hearings.kind", "Kind of sitting", HearingKind),
        text("status", "hearings.status", "What became of it", HearingStatus),
        text("tier", "hearings.tier", "How far to trust it", Tier),
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
    ("date_to", "-date_to", "hearing_id"),
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
        one_of(
            Term("entity_id", "Company or body", "Id or name of a company or body", naming=ENTITY),
            "entities.entity_id",
        ),
        words("entities"),
        one_of(
            Term("kind", "Kind", "Company, platform, government …", naming=_ENTITY_KINDS), "entities.kind"
        ),
        one_of(
            Term("parent_entity_id", "Owner", "Id or name of its owner", naming=ENTITY),
            "entities.parent_entity_id",
        ),
    ),
    ("name", "entity_id"),
    describe_table("entities"),
    parts=ENTITY_PARTS,
)

RULINGS = Resource(
    "rulings",
    "ruling",
    "rulings",
    (
        *RULING,
        *_WHERE,
        Field(
            "case_name",
            Kind.TEXT,
            "(select coalesce(cases.short_name, cases.caption) from cases where cases.case_id = dockets.case_id)",
            "Short name of the case",
        ),
        Field("court", Kind.TEXT, "courts.short_name", "Short name of the court, as a citation has it"),
        *_OF_COURT,
    ),
    f"rulings {_OF_DOCKET.format('rulings')}",
    (
        words("rulings"),
        one_of(_id_of("ruling_id", "rulings", "a ruling"), "rulings.ruling_id"),
        *_by_docket("rulings"),
        one_of(terms.ANSWER, "rulings.answer"),
        text("answer_tier", "rulings.answer_tier", "How far to trust its answer", Tier),
        one_of(terms.ACT_KIND, "rulings.kind"),
        one_of(terms.POSTURE, "rulings.posture"),
        listed(terms.THEORY, "rulings.theories"),
        linked(
            terms.QUESTION,
            "rulings.ruling_id",
            "select ruling_id as id, question as value from doctrine_sides where ruling_id is not null",
        ),
        listed(terms.CLAIM, "rulings.claims", "Cause of action it decided on"),
        listed(terms.PROVISION, "rulings.provisions", "Part of § 230 it decided on"),
        one_of(terms.LAW_STATE, "rulings.law_effect", "What it did to the enforcement of a law"),
        one_of(terms.LAW, "rulings.law"),
        one_of(terms.DISPOSITION, "rulings.disposition"),
        one_of(terms.JUDGE, "rulings.judge_id"),
        one_of(terms.AUTHOR, "rulings.author"),
        listed(terms.CITATION, "rulings.citation"),
        one_of(terms.DOCKET_NUMBER, "dockets.docket_number"),
        one_of(terms.PRECEDENTIAL, "rulings.precedential"),
        one_of(terms.GRADE, "rulings.source_grade"),
        one_of(terms.STANDS, f"iif({RULING[-1].sql}, 'yes', 'no')"),
        one_of(terms.SELECTION, "dockets.selection"),
        listed(terms.PLATFORM, "dockets.platform"),
        linked(
            terms.PARTY,
            "rulings.ruling_id",
            "select ruling_id as id, entity_id as value from company_rulings",
        ),
        *(
            linked(
                term,
                "rulings.ruling_id",
                f"select ruling_id as id, entity_id as value from company_rulings where result = '{result}'",
            )
            for result, term in terms.RESULTS.items()
        ),
        linked(terms.ROLE, "rulings.docket_id", _SIDES),
        one_of(terms.LEVEL, _LEVEL),
        one_of(terms.year("of the ruling"), "substr(rulings.date_from, 1, 4)"),
        flag("is_verified", "rulings.is_verified", "Whether its answer was seen in a source"),
        *span("rulings", "Rulings"),
    ),
    ("-date_from", "date_from", "ruling_id"),
    describe_table("rulings"),
    is_taken_in("dockets"),
)

_THEIR_RULINGS = f"rulings own join dockets on dockets.docket_id = own.docket_id and {is_taken_in('dockets')}"
_RULING_COUNT = "(select count(*) from {0} where {1})"
_THEIR_CASES = (
    "(select group_concat(case_id, '; ') from "
    "(select distinct dockets.case_id from {0} where {1} order by 1))"
)


def _tallied(where: str, words: str) -> tuple[Field, ...]:
    """Return the fields of an item that has rulings: how many, and in which cases. They agree with the list
    of rulings."""
    return (
        Field(
            "ruling_count",
            Kind.NUMBER,
            _RULING_COUNT.format(_THEIR_RULINGS, where),
            f"Rulings {words}",
            is_required=True,
        ),
        Field("case_ids", Kind.LIST, _THEIR_CASES.format(_THEIR_RULINGS, where), "Their cases, as ids"),
    )


def _dockets_of_court(name: str, words: str, more: str = "") -> Field:
    counted = f"select count(*) from dockets where dockets.court_id = courts.court_id and {_SHOWN}{more}"
    return Field(name, Kind.NUMBER, f"({counted})", words, is_required=True)


COURTS = Resource(
    "courts",
    "court",
    "courts",
    (
        *(
            replace(field, is_fact=False) for field in columns("courts")
        ),  # our own reference data, not from any page
        _OF_COURT[1],
        _dockets_of_court("docket_count", "Its dockets here"),
        _dockets_of_court("open_count", "Those of them that are open", " and dockets.status = 'open'"),
    ),
    "courts",
    (
        one_of(terms.COURT, "courts.court_id"),
        one_of(terms.CIRCUIT, "courts.court_id"),
        one_of(terms.LEVEL, _LEVEL),
        text("system", "courts.system", "Kind of court", SYSTEMS),
        text("state", "courts.state", "Postal code of the state of its seat"),
    ),
    ("court_id", "name"),
    describe_table("courts"),
)

JUDGES = Resource(
    "judges",
    "judge",
    "judges",
    (*columns("judges"), *_tallied("own.judge_id = judges.judge_id", "here that the judge wrote")),
    "judges",
    (
        one_of(terms.JUDGE, "judges.judge_id", "Id or name of a judge, under every name printed"),
        words("judges"),
        listed(terms.COURT, "judges.court_ids", "Court in which an act of the judge is here"),
        listed(terms.CIRCUIT, "judges.court_ids"),
    ),
    ("name", "judge_id"),
    describe_table("judges"),
    parts=JUDGE_PARTS,
)

# If there are several cases, the grounds of those that left the law in the same state. The grounds of an act
# that answers immunity belong to that answer, not to the state of the law.
_GROUNDS = f"""(select group_concat(theory, '; ') from (
  select theory from case_laws alike
    join ruling_theories on ruling_theories.ruling_id = alike.ground_ruling_id
    join rulings on rulings.ruling_id = alike.ground_ruling_id
  where alike.law = laws.name and alike.law_state = case_laws.law_state and alike.case_law_id in ({LAW_STATES})
    and theory not in ({", ".join(f"'{code}'" for code in sorted(NO_GROUNDS))})
    and not (coalesce(rulings.answer in ('immune', 'not_immune'), 0)
      and theory in (select theory_id from theories where is_230_theory))
  group by theory order by max(rulings.date_from) desc, min(ruling_theories.rowid)))"""
LAWS = Resource(
    "laws",
    "law",
    "laws",
    (
        *columns("laws"),
        replace(
            column("case_laws", "law_state"),
            description="What courts left of it, by the newest act on its enforcement that no later act undid; null "
            "where there is none. Of each case: states",
        ),
        Field(
            "grounds",
            Kind.LIST,
            _GROUNDS,
            "What that act turned on, and those of other cases that left it alike, as codes of theories; null where "
            "not stated",
        ),
        *_tallied("own.law = laws.name", "here that bear on it"),
    ),
    "laws left join case_laws on case_laws.case_law_id = (select newest.case_law_id from case_laws newest where "
    f"newest.law = laws.name and newest.case_law_id in ({LAW_STATES}) order by "
    f"{newest_state_first('newest')} limit 1)",
    (
        one_of(
            terms.LAW, "laws.name", 'A law by its short name (texas-hb-20), its name or another ("H.B. 20")'
        ),
        words("laws"),
        text("jurisdiction", "laws.jurisdiction", "Whose law it is"),
        one_of(terms.LAW_STATE, "case_laws.law_state", "What courts left of it"),
        listed(terms.THEORY, _GROUNDS, "What the newest act that holds turned on"),
    ),
    ("name", "law_id"),
    describe_table("laws"),
    parts=LAW_PARTS,
)

_OPINION = _id_of("opinion_id", "opinions", "an opinion")

OPINIONS = Resource(
    "opinions",
    "opinion",
    "opinions",
    (*columns("opinions"), *_WHERE),
    f"opinions {_OF_DOCKET.format('opinions')}",
    (
        one_of(_OPINION, "opinions.opinion_id"),
        *_by_docket("opinions"),
        text("disposition", "opinions.disposition", "What the end orders", ENDS),
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
        one_of(_OPINION, "passages.opinion_id"),
        *_by_docket("passages"),
        text("kind", "passages.kind", "What it is", ("holding", "names_230", "order")),
        text("tier", "passages.tier", "How sure it is", ("agreed", "unreviewed")),
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
        one_of(_OPINION, "opinion_paragraphs.opinion_id"),
        *_by_docket("opinion_paragraphs"),
        text(
            "part",
            "opinion_paragraphs.part",
            "In which part of the opinion it stands",
            ("majority", "concurrence", "dissent", "syllabus", "footnote"),
        ),
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
        one_of(_OPINION, "cited_decisions.opinion_id", "Id of the opinion that cites"),
        *_by_docket("cited_decisions"),
        one_of(
            Term(
                "cited",
                "Decision cited",
                "Name in the catalog of the docket whose decision is cited, or its citation: 129 F.3d 327",
                naming=CATALOG_NAME,
            ),
            "cited_decisions.cited_slug",
        ),
        Filter(
            "treatment",
            "enum",
            # Its index has the treatment of all: reading each row in order of ids to its end takes twice as long.
            "+cited_decisions.rowid in (select rowid from cited_decisions where treatment in ({marks}))",
            "What the court says of the decision outright",
            STRONG,
            is_many=True,
        ),
        text("edge", "cited_decisions.edge", "Whether its words are given", ("quoted", "cited")),
        text("tier", "cited_decisions.tier", "How sure the treatment is", ("agreed", "unreviewed")),
    ),
    ("cited_decision_id",),
    describe_table("cited_decisions"),
    _SHOWN,
    why_empty=why_no_citation,
)

BILLS = Resource(
    "bills",
    "bill",
    "bills",
    (
        *columns("bills"),
        *bill_states.FIELDS,
    ),
    "bills",
    (
        one_of(_id_of("bill_id", "bills", "a bill", "title"), "bills.bill_id"),
        words("bills"),
        Filter("congress", "number", "bills.congress in ({marks})", "Number of the Congress", is_many=True),
        text("kind", "bills.kind", "Bill or inquiry", ("bill", "inquiry")),
        within(terms.CASE, "bills.bill_id in (select bill_id from bill_links where case_id in ({marks}))"),
        within(
            terms.PARTY,
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
    "case changes.subject when 'dockets' then 'docket' when 'docket_entries' then 'entry' "
    "when 'rulings' then 'ruling' when 'hearings' then 'hearing' else changes.subject end",
    (
        Filter(
            "since",
            "number",
            "published.seq > ?",
            "Number of the last change already known; 0 begins at the first",
        ),
        Filter(
            "from",
            "date",
            "published.change_id in (select change_id from changes where seen_at >= ?)",
            "Seen on this day (UTC) or later",
        ),
        Filter(
            "to",
            "date",
            "published.change_id in (select change_id from changes where seen_at < ? || 'T24')",
            "Seen on this day (UTC) or earlier",
        ),
        one_of(Term("kind", "Kind of change", "Kind of change", dict(KINDS_OF_CHANGE)), "published.kind"),
        within(
            terms.CASE, "published.change_id in (select change_id from changes where case_id in ({marks}))"
        ),
        within(
            terms.DOCKET,
            "published.change_id in (select change_id from changes where docket_id in ({marks}))",
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
        COURTS,
        JUDGES,
        LAWS,
        CHANGES,
    )
}
