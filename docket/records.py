"""What we understood: frozen records, made by pure functions from one snapshot each.

A record holds what one source says, never a conclusion from several: `db/merge/__init__.py` decides which
docket a ``DocketRef`` is and which value wins. ``None`` means that this source does not say; there are no
empty strings. A filing date is a court-local ``date``. A name that ends in ``_at`` is an instant, an ISO 8601
string in UTC with ``Z``. ``*_raw`` is the source's own spelling.
"""

from dataclasses import dataclass
from datetime import date

from docket.vocabulary import (
    ActEffect,
    ActKind,
    Answer,
    CauseOfAction,
    Disposition,
    DocketStatus,
    ExceptionAtIssue,
    HearingAction,
    HearingKind,
    LawEffect,
    LinkEffect,
    LinkType,
    PartyType,
    Posture,
    Precision,
    Provision,
    TextKind,
)


@dataclass(frozen=True)
class DocketRef:
    """How a source names a docket.

    `docket_number` is already normalized (`identity.normalize_docket_number`). At least one of number, PACER
    case id and catalog slug is given.
    """

    court_id: str
    docket_number: str | None = None
    pacer_case_id: str | None = None
    catalog_slug: str | None = None


@dataclass(frozen=True)
class Docket:
    """The header of a docket as one source prints it.

    `details` keeps header facts that only some courts print (panel, originating court …) as (name, value)
    pairs. `verified` names the fields that a curator saw confirmed; ``None`` means that the source is the
    court's own page, where all are. `entity_ids` are the entities that a curator says the docket is about,
    parties or not.
    """

    ref: DocketRef
    docket_number_raw: str | None = None
    caption: str | None = None
    short_name: str | None = None
    date_filed: date | None = None
    date_decided: date | None = None
    date_terminated: date | None = None
    status: DocketStatus | None = None
    assigned_to: str | None = None
    referred_to: str | None = None
    cause: str | None = None
    nature_of_suit: str | None = None
    jurisdiction: str | None = None
    jury_demand: str | None = None
    demand: str | None = None
    appeal_from: str | None = None
    originating_court_id: str | None = None
    originating_docket_number: str | None = None
    citation: str | None = None
    platform: str | None = None
    plaintiff_type: str | None = None
    confidence: str | None = None
    primary_url: str | None = None
    source_url: str | None = None
    verified: tuple[str, ...] | None = None
    details: tuple[tuple[str, str], ...] = ()
    entity_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A file attached to an entry; attachment 0 is the main document."""

    attachment_number: int = 0
    description: str | None = None
    pacer_doc_id: str | None = None
    page_count: int | None = None
    file_size_bytes: int | None = None
    url: str | None = None


@dataclass(frozen=True)
class DocketEntry:
    """One line of the register, in the source's order.

    `entry_number` is the printed number (a string: some appellate numbers have 12 digits). `pacer_doc_id` is
    the main document's, with its fourth digit zero. `is_hearing_told`: the source has its own HearingEvent
    that says which hearing the line is about, so none is read from the text. `register_row` is the row of the
    database that showed the line. It connects what that row said at different times, but identifies nothing:
    rows are merged and disappear there.
    """

    ref: DocketRef
    text: str | None = None
    text_kind: TextKind = TextKind.FULL
    entry_number: str | None = None
    pacer_seq_no: str | None = None
    pacer_doc_id: str | None = None
    date_filed: date | None = None
    date_entered: date | None = None
    entered_at: str | None = None
    short_text: str | None = None
    event_names: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    is_hearing_told: bool | None = None
    register_row: str | None = None


@dataclass(frozen=True)
class Counsel:
    """An attorney as one docket prints them. Addresses and numbers are never kept."""

    name: str
    firm: str | None = None
    roles: tuple[str, ...] = ()
    date_terminated: date | None = None
    is_pro_se: bool = False


@dataclass(frozen=True)
class Party:
    """A party as one docket prints it.

    `is_surname` says that the name is the single word by which a caption calls a person; lists of parties,
    which give persons their full names, have no such name.
    """

    ref: DocketRef
    name: str
    party_type: PartyType = PartyType.UNKNOWN
    party_type_raw: str | None = None
    extra_info: str | None = None
    date_terminated: date | None = None
    counsel: tuple[Counsel, ...] = ()
    source_url: str | None = None
    is_verified: bool = True
    is_surname: bool | None = None


@dataclass(frozen=True)
class HearingEvent:
    """One statement about one hearing.

    `hearing_key` ties the events of one hearing together within the docket. `date_from` and `date_to` are
    equal for a day, and enclose a week or a month. `time_local` is ``HH:MM`` on the courthouse clock.
    """

    ref: DocketRef
    hearing_key: str
    action: HearingAction
    kind: HearingKind
    action_date: date | None = None
    date_from: date | None = None
    date_to: date | None = None
    precision: Precision = Precision.DAY
    time_local: str | None = None
    place: str | None = None
    judge: str | None = None
    text: str | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class Claim:
    """A cause of action pleaded in a docket."""

    ref: DocketRef
    cause_of_action: CauseOfAction
    cause_of_action_raw: str
    source_url: str | None = None


@dataclass(frozen=True)
class Defense:
    """A part of § 230, or an exception to it, at issue in a docket.

    `claim` is the cause it was raised against, ``None`` if the source does not say.
    """

    ref: DocketRef
    provision: Provision | None = None
    provision_raw: str | None = None
    exception: ExceptionAtIssue | None = None
    exception_raw: str | None = None
    claim: CauseOfAction | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class ActRef:
    """How a reviewed act identifies an earlier one: its docket's catalog slug and its date in the catalog.

    The date may stop at the month or the year; ``None`` means the act of that docket whose day is not known.
    """

    slug: str
    date: str | None = None

    def __str__(self) -> str:
        return f"{self.slug}@{self.date or ''}"


@dataclass(frozen=True)
class Ruling:
    """One judicial act in a docket.

    `answer` is how it answers the § 230 question, ``None`` if not reviewed. `acts_on` are the earlier acts
    that it reviewed or replaced, and `effect` is what it did to them; `law_effect` is what it did to the
    enforcement of `law`. `claims`, `provisions` and `exceptions` are those it decided on. `verified` names
    the fields that a reviewer saw confirmed in a source; ``None`` means that the source is the court's own
    page. `theories` are codes of data/theories.csv. `for_companies` are the companies and platforms of
    data/entities.csv that it concerns, if not all in the suit: empty means all, ``none`` means none of them.
    `ruling_id` is the id that the catalog keeps for it, even if its other fields are corrected.
    """

    ref: DocketRef
    disposition: Disposition | None = None
    disposition_raw: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    precision: Precision | None = Precision.DAY
    kind: ActKind | None = None
    posture: Posture | None = None
    motion: str | None = None
    stage: str | None = None
    answer: Answer | None = None
    effect: ActEffect | None = None
    for_companies: tuple[str, ...] = ()
    acts_on: tuple[ActRef, ...] = ()
    law: str | None = None
    law_effect: LawEffect | None = None
    claims: tuple[CauseOfAction, ...] = ()
    provisions: tuple[Provision, ...] = ()
    exceptions: tuple[ExceptionAtIssue, ...] = ()
    theories: tuple[str, ...] = ()
    later_history: str | None = None
    citation: str | None = None
    precedential: str | None = None
    author: str | None = None
    holding: str | None = None
    text: str | None = None
    primary_url: str | None = None
    source_url: str | None = None
    extra_sources: tuple[str, ...] = ()
    confidence: str | None = None
    verified: tuple[str, ...] | None = None
    is_verified: bool = True
    ruling_id: str | None = None


@dataclass(frozen=True)
class DoctrineSide:
    """How one act decided one open question of doctrine (data/questions.csv).

    `act_date` is the act's date as the catalog prints it, `act_kind` its kind. `side` is barred, not_barred,
    mixed or left_open; for a law, preempted or not_preempted; for immunity from suit, yes or no. `basis` says
    what the side rests on: holding, page or knowledge.
    """

    ref: DocketRef
    question: str
    side: str
    act_date: str | None = None
    act_kind: ActKind | None = None
    text: str | None = None
    basis: str | None = None


@dataclass(frozen=True)
class Look:
    """What a reviewer looked for on a day and did not find (data/looks.csv).

    `field` is what was looked for about the act of `act_date`, or about the docket if that is blank: a column
    of the act, ``later_history`` for what came after it, or ``act`` for an act that was found to be missing.
    """

    ref: DocketRef
    field: str
    looked_on: date
    text: str | None = None
    act_date: str | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class Locator:
    """The number by which a register knows a docket. It helps to find the docket, and links nothing.

    `kind` is ``pacer_case_id`` or ``courtlistener_docket_id``. The number is confirmed if a reviewer wrote it
    (data/locators.csv), or if the register that has it prints our docket number and our caption; otherwise it
    is a hint. `basis` says which: reviewed, number_and_caption, number, address. `caption` is the register's.
    """

    ref: DocketRef
    kind: str
    value: str
    source_url: str | None = None
    basis: str = "reviewed"
    caption: str | None = None


CONFIRMING = frozenset({"reviewed", "number_and_caption"})  # the bases of a locator that is not a hint


@dataclass(frozen=True)
class DocketEvent:
    """One dated event of a docket as a curator recorded it, whether or not other records are made of it.

    `event` is the curator's word (``filed``, ``argued``, ``statute_enacted`` …); rulings and hearings are
    recorded in addition.
    """

    ref: DocketRef
    date_from: date
    date_to: date
    precision: Precision
    event: str
    text: str | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class Citation:
    """A reported citation of a docket's own decision, as printed."""

    ref: DocketRef
    text: str
    source_url: str | None = None
    is_verified: bool = True


@dataclass(frozen=True)
class CaseMember:
    """A statement that a docket of the catalog belongs to a case (data/cases.csv).

    `position` counts the dockets of a case from 1, starting with the lowest court; the first gives the case
    its caption. 0 if the order is not known.
    """

    ref: DocketRef
    case_id: str
    position: int = 0


@dataclass(frozen=True)
class CaseLink:
    """A statement that a docket is linked to another docket; either end may be outside our data.

    The docket is the later or higher of the two unless `other_is_later`.
    """

    ref: DocketRef
    other_slug: str | None
    other_label: str | None
    link_type: LinkType
    link_type_raw: str | None = None
    effect: LinkEffect = LinkEffect.UNKNOWN
    effect_raw: str | None = None
    date: "date | None" = None  # quoted: inside this class, the bare name is the field itself
    text: str | None = None
    source_url: str | None = None
    other_is_later: bool = False


@dataclass(frozen=True)
class OpinionParagraph:
    """One paragraph of an opinion as its court wrote it. `position` counts from 0 over all parts.

    `page` is the file's page. `printed_page` is the number printed on it, in the series `page_series`: slip
    (the court's own print), reporter, or file if none is printed. A file that follows a reporter has no pages
    of its own, and no printed page if that cannot be determined. `page_breaks` are (offset, printed page) for
    each later page that begins in the text. `part` is majority, concurrence, dissent, syllabus or footnote,
    which has a `mark`.
    """

    position: int
    part: str
    page: int | None
    text: str
    printed_page: str | None = None
    page_series: str = "file"
    author: str | None = None
    mark: str | None = None
    page_breaks: tuple[tuple[int, str | None], ...] = ()


@dataclass(frozen=True)
class OpinionPassage:
    """A quotation, word for word in the paragraph at `position`. `kind` is holding, names_230 or order.

    `tier` is agreed if two readings say the same, else unreviewed; `rule` says what was read.
    `last_printed_page` is the page where it ends, if it begins on another.
    """

    position: int
    offset: int
    kind: str
    text: str
    page: int | None
    rule: str
    tier: str
    printed_page: str | None = None
    page_series: str = "file"
    last_printed_page: str | None = None


@dataclass(frozen=True)
class CitedDecision:
    """One citation of a decision in the paragraph at `position`: as printed, what it cites, how it treats it.

    `slug` and `decided` identify the decision if we have it, and `how` says by what (citation, number, name).
    `parallel` are other citations of the same decision, separated by semicolons; `pin` is the page cited.
    `treatment` is disagreed, distinguished, limited or followed if the court says so outright; `edge` is
    quoted if the decision's words are given, else cited. `history` is the word for the cited case's later
    history, which is not a view of the citing court.
    """

    position: int
    offset: int
    kind: str
    text: str
    sentence: str
    edge: str
    tier: str
    page: int | None
    printed_page: str | None = None
    page_series: str = "file"
    cite: str | None = None
    parallel: str | None = None
    pin: str | None = None
    name: str | None = None
    year: int | None = None
    cited_court_id: str | None = None
    slug: str | None = None
    decided: str | None = None
    how: str | None = None
    signal: str | None = None
    history: str | None = None
    treatment: str | None = None
    evidence: str | None = None


@dataclass(frozen=True)
class Opinion:
    """A court's own text, read from one file. `opinion_key` is made from its bytes: an amended one differs.

    If an archive keeps an opinion in two files, its text and its metadata, the key is the archive's name for
    it, and each file contributes what it knows. `citation` says where the text is printed.
    """

    ref: DocketRef
    opinion_key: str
    date_filed: "date | None" = None
    caption: str | None = None
    author: str | None = None
    precedential: str | None = None
    disposition: str | None = None
    file_kind: str | None = None
    page_count: int | None = None
    source_url: str | None = None
    citation: str | None = None
    paragraphs: tuple[OpinionParagraph, ...] = ()
    passages: tuple[OpinionPassage, ...] = ()
    cited: tuple[CitedDecision, ...] = ()


@dataclass(frozen=True)
class ListedOpinion:
    """An opinion by the number that a collection gives it, with the numbers of the opinions that the
    collection says it cites.

    These are the collection's statements, not ours: no sentence, no treatment.
    """

    ref: DocketRef
    number: str
    date_filed: "date | None" = None
    cites: tuple[str, ...] = ()
    source_url: str | None = None


@dataclass(frozen=True)
class Entity:
    """A company, platform or public body that recurs as a party (data/entities.csv)."""

    entity_id: str
    name: str
    kind: str
    parent_entity_id: str | None = None
    text: str | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class EntityName:
    """A name an entity has or had. `date_from` and `date_to` are given if the register knows them.

    They are ISO dates as exact as they are known: ``2021-10-28``, ``2021-10`` or ``2021``. `confidence` is
    ``unconfirmed`` if a reader knew them and no source was seen.
    """

    entity_id: str
    name: str
    kind: str
    date_from: str | None = None
    date_to: str | None = None
    source_url: str | None = None
    confidence: str | None = None


@dataclass(frozen=True)
class CaseLine:
    """What a case is about, in a sentence of ours: who sued whom over what, by which product
    (data/case_lines.csv)."""

    case_id: str
    text: str


@dataclass(frozen=True)
class Judge:
    """Someone who wrote acts (data/judges.csv). `printed` lists this judge's names as acts of courts in
    `court_ids` print their author.
    """

    judge_id: str
    name: str
    court_ids: tuple[str, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Law:
    """A law that rulings name (data/laws.csv). `name` is the name they use; `other_names`, joined by
    semicolons, are the names people use.
    """

    slug: str
    name: str
    jurisdiction: str
    other_names: str | None = None


@dataclass(frozen=True)
class Theory:
    """An argument on which a ruling turned (data/theories.csv). `is_230_theory`: it is about § 230."""

    code: str
    name: str
    text: str
    is_230_theory: bool


@dataclass(frozen=True)
class Question:
    """An open question of doctrine, in plain words, with a leading decision each way
    (data/question_names.csv)."""

    code: str
    name: str
    text: str
    for_barred: str | None = None
    for_not_barred: str | None = None


@dataclass(frozen=True)
class Renamed:
    """A statement that a published id of a case or ruling was replaced; the old one redirects to the new."""

    kind: str
    old_id: str
    new_id: str


@dataclass(frozen=True)
class NotTakenIn:
    """A row that someone collected and we do not hold, and why (data/not_taken_in.csv)."""

    file: str
    row: str
    reason: str


@dataclass(frozen=True)
class Bill:
    """A bill that would change § 230, or an inquiry of Congress that led to one.

    `status` is a stage in words, reached on `status_date`. Whether the bill is dead is not a field: it
    follows from its Congress and the instant in question (docket/bills.py). `summary` is the latest one of
    the Congressional Research Service, as plain text; `law` is the public law it became, ``115-164``. A page
    with only part of a bill (its summaries) gives no title. `verified` names the fields that a curator saw
    confirmed; ``None`` means that the page is Congress's own.
    """

    bill_id: str
    kind: str
    congress: int | None
    number: str | None
    title: str | None
    date_introduced: date | None = None
    sponsor: str | None = None
    status: str | None = None
    effect_on_230: str | None = None
    source_url: str | None = None
    summary: str | None = None
    law: str | None = None
    latest_action: str | None = None
    date_latest_action: date | None = None
    status_date: date | None = None
    verified: tuple[str, ...] | None = None


@dataclass(frozen=True)
class BillAction:
    bill_id: str
    date_from: date
    date_to: date
    precision: Precision
    text: str
    source_url: str | None = None


@dataclass(frozen=True)
class BillLink:
    """A statement that a bill and a case (or two bills) are connected, and how."""

    bill_id: str
    case_id: str | None
    other_bill_id: str | None
    link_type: str
    text: str | None = None
    source_url: str | None = None
    is_verified: bool = True


@dataclass(frozen=True)
class Correction:
    """An operator's correction of one published field; it is applied last and shown on the page."""

    table: str
    row_id: str
    field: str
    value: str | None
    reason: str
    made_by: str
    made_at: str


@dataclass(frozen=True)
class BillSource:
    """An official or other address for a bill. `basis` is ``seen`` if its words were read, ``rule`` if it
    follows from the number.

    `position` counts a bill's addresses from 1, the one to cite first. `confirms` are the fields that it
    confirms, joined by semicolons.
    """

    bill_id: str
    url: str
    basis: str
    position: int
    confirms: str | None = None
    how_seen: str | None = None


@dataclass(frozen=True)
class ExcludedBill:
    """A bill that was reviewed and not included, and why; it is not included from Congress's pages either."""

    bill_id: str
    title: str
    reason: str
    sponsor: str | None = None
    date_of_text: date | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class CongressEvent:
    """A dated event in or around Congress: a subpoena, a hearing, a letter, a vote.

    `body` is who acted; `printed_as` is the number or name that the page gives (``S. Res. 377``).
    `extra_sources` are further addresses, joined by semicolons. `unconfirmed` are the fields that no page was
    seen to confirm.
    """

    event_id: str
    date_from: date
    date_to: date
    precision: Precision
    text: str
    body: str | None = None
    printed_as: str | None = None
    source_url: str | None = None
    extra_sources: str | None = None
    unconfirmed: str | None = None


@dataclass(frozen=True)
class CongressEventLink:
    """A statement that an event concerns a bill, a docket of the catalog, or a company or body (one of them).

    `relation` is the part that a company or body plays: supports, opposes, witness, amicus, acts, subject.
    """

    event_id: str
    bill_id: str | None = None
    docket_slug: str | None = None
    entity_id: str | None = None
    relation: str | None = None
