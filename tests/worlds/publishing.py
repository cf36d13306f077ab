"""A small published world: an invented case in two courts, its rulings, hearings, edits; and the hostile text in it.

The names of private persons are invented. Companies are those of the reviewed register.
"""

import shutil
from datetime import date

from db.schema import create_tables, open_docket
from db.store import Store
from docket.issues import Issue
from docket.records import (
    ActRef,
    Bill,
    BillLink,
    BillSource,
    CaseLink,
    CaseMember,
    CitedDecision,
    Claim,
    CongressEvent,
    CongressEventLink,
    Correction,
    Defense,
    Docket,
    DocketEntry,
    DocketEvent,
    DocketRef,
    DoctrineSide,
    Entity,
    EntityName,
    ExcludedBill,
    HearingEvent,
    Judge,
    Law,
    Look,
    Opinion,
    OpinionParagraph,
    OpinionPassage,
    Party,
    Question,
    Ruling,
    Theory,
)
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.vocabulary import (
    ActEffect,
    ActKind,
    Answer,
    CauseOfAction,
    Disposition,
    DocketStatus,
    HearingAction,
    HearingKind,
    LinkEffect,
    LinkType,
    PartyType,
    Posture,
    Precision,
    Provision,
)
from scrapers.sources import catalog
from tests.worlds.command import build_home
from tests.worlds.few import whole_catalog
from tests.worlds.shared import build_once

SCRIPT = "<script>alert(1)</script>"
TRIAL = DocketRef("cand", "3:22-cv-01234", catalog_slug="roe-v-example-cand")
APPEAL = DocketRef("ca9", "23-15001", catalog_slug="roe-v-example-ca9")
LONE = DocketRef("nysd", "1:23-cv-00777", catalog_slug="lone-v-example-nysd")


def snapshot(
    url,
    body,
    *,
    form=Form.CURATED,
    fetched_at="2026-06-01T12:00:00Z",
    source="catalog",
    scope=ScopeKind.COMPLETE,
):
    return Snapshot(
        source=source,
        url=url,
        fetched_at=fetched_at,
        body=body,
        form=form,
        kind="test",
        as_of=fetched_at,
        as_of_basis="page",
        scope=Scope(scope),
    )


def curated_records():
    day = date.fromisoformat
    yield Docket(
        TRIAL,
        "3:22-cv-01234",
        "Jane Roe v. Example, Inc.",
        "Roe v. Example",
        day("2022-02-01"),
        status=DocketStatus.OPEN,
        platform="Example",
        plaintiff_type="individual",
        source_url="javascript:alert(1)",
        verified=("docket_number_raw",),
        entity_ids=("example",),
    )
    yield Docket(
        APPEAL,
        "23-15001",
        "Roe v. Example, Inc.",
        "Roe v. Example (9th Cir.)",
        day("2023-01-05"),
        date_decided=day("2024-03-04"),
        status=DocketStatus.OPEN,
        platform="Example",
        source_url="https://example.org/opinion",
        verified=("date_decided",),
    )
    yield Docket(
        LONE,
        "1:23-cv-00777",
        "Lone v. Example, Inc.",
        "Lone v. Example",
        status=DocketStatus.CLOSED,
        verified=(),
    )
    yield CaseMember(TRIAL, "roe-v-example", 1)
    yield CaseMember(APPEAL, "roe-v-example", 2)
    yield CaseMember(LONE, "lone-v-example", 1)
    yield CaseLink(APPEAL, "roe-v-example-cand", None, LinkType.APPEAL, effect=LinkEffect.AFFIRMED_IN_PART)
    yield CaseLink(TRIAL, "lone-v-example-nysd", None, LinkType.COMPANION, text="same counsel")
    yield Party(TRIAL, "Jane Roe", PartyType.PLAINTIFF, "Plaintiff")
    yield Party(TRIAL, "Example, Inc.", PartyType.DEFENDANT, "Defendant")
    yield Party(TRIAL, f"Bad {SCRIPT} LLC", PartyType.DEFENDANT, "Defendant")
    yield Party(APPEAL, "Sample Platforms, Inc.", PartyType.APPELLEE, "Appellee")
    yield Claim(TRIAL, CauseOfAction.NEGLIGENCE, "negligence")
    yield Defense(TRIAL, Provision("c1"), "c1")
    yield Ruling(
        TRIAL,
        Disposition.GRANTED,
        "granted",
        day("2022-09-01"),
        day("2022-09-01"),
        kind=ActKind.ORDER,
        posture=Posture.MOTION_TO_DISMISS,
        answer=Answer.IMMUNE,
        claims=(CauseOfAction.NEGLIGENCE,),
        provisions=(Provision("c1"),),
        theories=("publisher_treatment",),
        citation="600 F. Supp. 3d 100 (N.D. Cal. 2022)",
        holding=f"All claims barred {SCRIPT}.",
        text="Motion to dismiss granted",
        source_url="javascript:alert(1)",
        verified=("date", "answer", "kind"),
    )
    yield Ruling(
        APPEAL,
        Disposition.AFFIRMED,
        "affirmed in part",
        day("2024-03-04"),
        day("2024-03-04"),
        kind=ActKind.OPINION,
        posture=Posture.APPEAL,
        answer=Answer.PARTLY_IMMUNE,
        effect=ActEffect.AFFIRMED_IN_PART,
        acts_on=(ActRef("roe-v-example-cand", day("2022-09-01")),),
        claims=(CauseOfAction.NEGLIGENCE,),
        provisions=(Provision("c1"),),
        theories=("product_design",),
        holding="Design claims go on.",
        text="Affirmed in part",
        author="Judge Sample",
        source_url="https://example.org/opinion",
        verified=("date", "answer", "kind", "posture", "author"),
    )
    yield HearingEvent(
        TRIAL,
        "trial-1",
        HearingAction.SET,
        HearingKind.TRIAL,
        day("2026-01-02"),
        day("2026-10-12"),
        day("2026-10-16"),
        Precision.WEEK,
    )
    yield HearingEvent(
        TRIAL,
        "conference-1",
        HearingAction.SET,
        HearingKind.STATUS_CONFERENCE,
        day("2026-05-01"),
        day("2026-06-30"),
        day("2026-06-30"),
        Precision.DAY,
        "09:30",
    )
    yield HearingEvent(
        TRIAL, "conference-1", HearingAction.VACATED, HearingKind.STATUS_CONFERENCE, day("2026-05-20")
    )
    yield HearingEvent(
        APPEAL,
        "argument-1",
        HearingAction.HELD,
        HearingKind.ORAL_ARGUMENT,
        None,
        day("2023-11-07"),
        day("2023-11-07"),
    )
    yield HearingEvent(
        TRIAL,
        "status-1",
        HearingAction.SET,
        HearingKind.OTHER_HEARING,
        None,
        day("2026-03-01"),
        day("2026-03-31"),
        Precision.MONTH,
    )
    yield Look(APPEAL, "later_history", day("2026-05-01"), "certiorari: none found by name", "2024-03-04")
    yield Look(APPEAL, "date_decided", day("2026-05-01"), "the list of orders is not stored")
    yield DocketEvent(TRIAL, day("2022-02-01"), day("2022-02-01"), Precision.DAY, "filed", "Complaint")


def register_records():
    yield Entity(
        "sample", "Sample Platforms, Inc.", "company", None, "Owner of Example", "https://example.com/about"
    )
    yield Entity("example", "Example", "platform", "sample")
    yield EntityName("sample", "Sample Platforms, Inc.", "canonical")
    yield EntityName("sample", "Example, Inc.", "former", None, "2024-01-01")
    yield EntityName("example", "Example", "canonical")


def bill_records():
    yield Bill(
        "119-hr-1",
        "bill",
        119,
        "H.R. 1",
        "An Act to change it",
        date(2025, 1, 3),
        "Someone",
        "introduced",
        "Repeal",
    )
    yield BillLink("119-hr-1", "roe-v-example", None, "background", "prompted it")
    yield BillSource("119-hr-1", "https://www.govinfo.gov/119hr1", "seen", 1, "title", "text as published")
    yield ExcludedBill(
        "119-hr-2",
        "An Act to borrow a definition",
        "borrows a definition",
        "Someone (I-VT)",
        date(2025, 1, 4),
    )
    yield CongressEvent(
        "hearing-1",
        date(2025, 2, 1),
        date(2025, 2, 28),
        Precision.MONTH,
        "Hearing on the bill",
        "A committee",
        "H.R. 1",
        "https://www.govinfo.gov/hearing",
        "https://example.org/hearing",
        "body",
    )
    yield CongressEventLink("hearing-1", bill_id="119-hr-1")
    yield CongressEventLink("hearing-1", docket_slug="roe-v-example-cand")
    yield CongressEventLink("hearing-1", entity_id="sample", relation="witness")


def theory_records():
    yield Theory(
        "publisher_treatment", "Treated as publisher", "The claim treats the service as publisher.", True
    )
    yield Theory("product_design", "Product design", "The harm is traced to how the product was built.", True)
    yield Theory("standing", "Standing and jurisdiction", "The plaintiff is not a proper one.", False)
    yield Judge("pat-sample", "Pat Q. Sample", ("ca9",), ("Judge Sample",))
    yield Law("example-act", "Example Act", "California", "S.B. 1; the Act")


def question_records():
    yield Question(
        "design_defect", "Is a bad design barred?", "Whether a duty to build a safer product is apart."
    )
    yield DoctrineSide(
        TRIAL,
        "design_defect",
        "barred",
        "2022-09-01",
        ActKind.ORDER,
        "The design is how it publishes.",
        "holding",
    )
    yield DoctrineSide(
        APPEAL,
        "design_defect",
        "not_barred",
        "2024-03-04",
        ActKind.OPINION,
        "The design is its own.",
        "holding",
    )


def opinion_records():
    """Return the opinion of the appeal: hostile text, a holding, a citation of another case of this world."""
    held = f"We hold that section 230 does not bar the design claims {SCRIPT}."
    cites = "See Lone v. Example, Inc., 700 F. Supp. 3d 1 (S.D.N.Y. 2023)."
    yield Opinion(
        APPEAL,
        "o0123456789",
        date(2024, 3, 4),
        "JANE ROE v. EXAMPLE, INC.",
        "Sample",
        "yes",
        "affirmed_in_part",
        "pdf",
        2,
        paragraphs=(
            OpinionParagraph(0, "majority", 1, f"{held} {cites}", "1", "slip", "Sample"),
            OpinionParagraph(1, "footnote", 2, "The parties agree.", "2", "slip", mark="1"),
        ),
        passages=(OpinionPassage(0, 0, "holding", held, 1, "sign+verb", "agreed", "1", "slip"),),
        cited=(
            CitedDecision(
                0,
                len(held) + 5,
                "full",
                "Lone v. Example, Inc., 700 F. Supp. 3d 1 (S.D.N.Y. 2023)",
                cites,
                "cited",
                "unreviewed",
                1,
                "1",
                "slip",
                "700 F. Supp. 3d 1",
                None,
                None,
                "Lone v. Example, Inc.",
                2023,
                "nysd",
                "lone-v-example-nysd",
                how="name",
                signal="See",
                evidence="See",
            ),
        ),
    )


def sheet_records(*texts):
    """Return a register of as many numbered lines; the third number is missing, as courts leave gaps."""
    yield Docket(TRIAL, "3:22-cv-01234-XYZ", "Jane Roe v. Example, Inc.", date_filed=date(2022, 2, 1))
    for number, text in zip((1, 2, 4, 5, 6), texts, strict=False):
        yield DocketEntry(TRIAL, text, entry_number=str(number), date_filed=date(2022, 2, number))


def ingest(store, snap, records, issues=()):
    store.ingest(store.ingested_seq + 1, snap, list(records), list(issues))


def build_world(path):
    """Copy the small world, as a docket database that is closed, to `path`."""
    shutil.copyfile(build_once("world.db", build_world_anew), path)


def build_world_anew(path, hidden=frozenset()):
    """Write the small world to a new docket database at `path` and close it. `hidden` are suppressed ids."""
    db = open_docket(path)
    create_tables(db)
    ingest_world(Store(db, hidden))
    close(db)


def ingest_world(store, folder="catalog:"):
    """Put the small world into a docket database, after what is there, its reviewed files at addresses in `folder`."""
    ingest(store, snapshot(f"{folder}dockets.csv", b"1"), curated_records())
    ingest(store, snapshot(f"{folder}entities.csv", b"2"), register_records())
    ingest(
        store,
        snapshot(f"{folder}bills.csv", b"3"),
        bill_records(),
        [Issue("unmapped-disposition", SCRIPT, "row 3")],
    )
    ingest(store, snapshot(f"{folder}theories.csv", b"7"), theory_records())
    ingest(store, snapshot(f"{folder}questions.csv", b"8"), question_records())
    opinion = {"form": Form.OPINION, "source": "opinions", "scope": ScopeKind.LABEL}
    ingest(store, snapshot("import:roe-opinion.pdf#ca9/23-15001", b"9", **opinion), opinion_records())
    sheet = {"form": Form.SHEET, "source": "pacer_docket"}
    before = ("COMPLAINT", f"MOTION to Dismiss {SCRIPT}", "ORDER setting hearing for 6/12/2026", "NOTICE")
    after = ("COMPLAINT", f"MOTION to Dismiss {SCRIPT}", "ORDER setting hearing for 6/26/2026")
    ingest(
        store,
        snapshot("import:roe.html", b"4", fetched_at="2026-06-02T12:00:00Z", **sheet),
        sheet_records(*before),
    )
    ingest(
        store,
        snapshot("import:roe.html", b"5", fetched_at="2026-06-03T12:00:00Z", **sheet),
        sheet_records(*after),
    )
    ingest(
        store,
        snapshot(
            "corrections:corrections.csv",
            b"6",
            form=Form.CORRECTION,
            source="corrections",
            fetched_at="2026-06-04T00:00:00Z",
        ),
        [
            Correction(
                "dockets",
                "cand-22-cv-01234",
                "assigned_to",
                "Judge Corrected",
                "misread",
                "A. Operator",
                "2026-06-04T00:00:00Z",
            )
        ],
    )


def build_catalog(path):
    """Copy the real catalog, as a docket database that is closed, to `path`."""
    with whole_catalog():
        shutil.copyfile(build_once("home", build_home) / "docket.db", path)


def build_few_catalog(path):
    """Copy some families of the catalog, as a docket database that is closed, to `path`."""
    shutil.copyfile(build_once("few-catalog.db", build_catalog_anew), path)


def build_catalog_anew(path):
    """Write the catalog that this process has to a new docket database at `path` and close it."""
    db = open_docket(path)
    create_tables(db)
    store = Store(db)
    for snap in list(catalog.SOURCE.fetch(None, None)):
        things = list(catalog.SOURCE.parse(snap))
        issues = [thing for thing in things if isinstance(thing, Issue)]
        ingest(store, snap, [thing for thing in things if not isinstance(thing, Issue)], issues)
    close(db)


def close(db):
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
