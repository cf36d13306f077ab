"""One world with everything in it: each fixture of each source, some families of the catalog, and the invented case.

It is what the held files of tests/fixtures/held are of (tests/worlds/held.py). It is the same at each building.
"""

import pkgutil
import re
import sqlite3
import sys
from collections.abc import Iterator, Set
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from db import archive, ledger
from db.schema import create_tables, open_docket
from db.store import Store
from docket.records import (
    Bill,
    BillLink,
    BillSource,
    CitedDecision,
    CongressEventLink,
    DocketRef,
    HearingEvent,
    Look,
    Opinion,
    OpinionParagraph,
    Party,
    Ruling,
)
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.vocabulary import Disposition, HearingAction
from scrapers.source import load_sources
from scrapers.sources import catalog, scotus_lists
from tests.scrapers import test_scotus_lists
from tests.scrapers.test_every_source import SOURCES
from tests.worlds import answers, expected, few, publishing, snapshots
from tests.worlds.caselaw_files import make_decision
from tests.worlds.pdf_pages import CALENDAR, ORDERS
from tests.worlds.shared import build_once
from tests.worlds.snapshots import page
from tracker import pipeline
from tracker.home import open_house
from tracker.reading.ingesting import ingest_into
from tracker.settings import Settings

NOW = datetime(2026, 6, 10, 15, 0, tzinfo=UTC)
_LISTS = ("appellate_opinions", "oral_arguments")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z")
_FILED = "2024-05-01T00:00:00Z"
# Beside the fewest: certiorari, questions on which courts split, a sealed name, bills and laws of Congress.
_CASES = few.FEWEST | {
    "anderson-v-tiktok",
    "doe-v-mindgeek",
    "enigma-v-malwarebytes",
    "force-v-facebook",
    "gonzalez-v-google",
    "in-re-facebook-texas",
    "netchoice-v-moody",
    "senate-psi-v-ferrer",
    "us-v-lacey",
}
_SMALL = frozenset({"herrick-v-grindr", "js-v-village-voice", "zeran-v-aol"})


def catalog_files() -> Path:
    """Return the folder of the catalog's files that this world has, all reviewed on one day."""
    return build_once("rich", partial(_write_catalog, cases=_CASES))


def small_catalog_files() -> Path:
    """Return the same for the home of this world, which commands read anew: three families alone."""
    return build_once("rich-small", partial(_write_catalog, cases=_SMALL))


def _write_catalog(folder: Path, cases: Set[str]) -> None:
    few.write_files(folder, cases)
    reviewed = folder / "reviewed.csv"
    reviewed.write_text(
        _DAY.sub("2026-05-02T00:00:00Z", reviewed.read_text(encoding="utf-8")), encoding="utf-8"
    )


def pages_of_sources() -> list[Snapshot]:
    """Return every fixture of every source and the catalog, as they would lie in the archive.

    The pages of a source were fetched on days that follow each other, and each list is of an address of its own: two
    that say the same at one are one look.
    """
    pages = list(catalog.SOURCE.fetch(None, None))
    for source in SOURCES:
        for day, path in enumerate(expected.cases(source), 1):
            described = answers.describe(source, path.name, path.read_bytes())
            url = f"{described.url}/{path.stem}" if source in _LISTS else described.url
            pages.append(replace(described, url=url, fetched_at=f"2024-05-{day:02}T00:00:00Z"))
    case = make_decision("129 F.3d 327", "Zeran v. America Online, Inc.", "1997-11-12")
    for kind, ending, body in (("cases", "json", case.json()), ("html", "html", case.html())):
        url = f"https://static.case.law/f3d/129/{kind}/0327-01.{ending}#ca4/zeran-v-aol-ca4"
        pages.append(
            Snapshot("caselaw", url, _FILED, body, Form.OPINION, kind=f"case_{ending}", as_of=_FILED)
        )
    for kind, body in (("calendar", CALENDAR), ("orders", ORDERS)):
        made = replace(
            test_scotus_lists.snapshot_of(kind, body), url=f"https://www.supremecourt.gov/{kind}.pdf"
        )
        pages.append(scotus_lists.select_watched(made, test_scotus_lists.WATCHED))
    return pages


def _sheets() -> list[Snapshot]:
    """Return looks at one docket by a feed, two registers of a database and the court's sheet: labels become texts,
    lines are edited, withdrawn and come back, parties leave, counsel changes, a name of a judge is corrected."""
    docket = {"number": "3:25-cv-04321", "pacer": "5001", "slug": "poe-v-sample-cand", "case": "poe-v-sample"}
    docket |= {"caption": "Poe v. Sample Platforms, Inc.", "assigned_to": "Judge Ada Q. Jurist"}
    parties = [("Ann Poe", "plaintiff"), ("Sample Platforms, Inc.", "defendant"), ("Roe LLC", "defendant")]
    lines = [
        {"n": "1", "date": "2026-01-05", "text": "COMPLAINT against Sample Platforms, Inc.", "d": "03599"},
        {"date": "2026-01-06", "text": "ELECTRONIC ORDER. Granted.", "short": "Text Order", "s": "7"},
        {
            "n": "2",
            "date": "2026-02-02",
            "text": "MOTION to Dismiss under 47 U.S.C. § 230 filed by Sample Platforms, Inc. Motion Hearing set for "
            "6/20/2026 10:00 AM in Courtroom 5 before Judge Ada Q. Jurist.",
            "d": "03600",
        },
        {"n": "3", "date": "2026-03-01", "text": "ORDER granting 2 Motion to Dismiss with leave to amend."},
        {"n": "5", "date": "2026-04-02", "text": "NOTICE of Appeal to the Ninth Circuit Court of Appeals."},
        {
            "n": "6",
            "date": "2026-05-11",
            "text": "CLERK'S NOTICE: Motion Hearing of 6/20/2026 is reset to 7/2/2026 at 2:00 PM. Case Management "
            "Conference previously set for 6/25/2026 is VACATED.",
        },
        {
            "n": "7",
            "date": "2026-05-11",
            "text": "ORDER denying 4 Motion to Strike and granting in part 2 Motion to Dismiss; denying Motion to Seal."
            " The Court finds that Section 230 does not bar the claim for negligence. Judgment is for Plaintiff.",
        },
        {
            "date": "2026-05-11",
            "text": "Minute Entry: Motion Hearing held on 5/11/2026 before Judge Ada Q. Jurist.",
        },
    ]
    edited = [
        *lines[:3],
        lines[3] | {"text": "ORDER granting in part 2 Motion to Dismiss. Modified on 3/3/2026."},
    ]
    label = {"n": "2", "date": "2026-02-02", "text": "Motion to Dismiss", "label": True, "s": "9"}
    feed = docket | {"entries": [label], "caption": "Poe v. Sample Platforms"}
    whole, part = {"form": Form.SHEET}, {"form": Form.FEED, "scope": Scope(ScopeKind.WINDOW)}
    sheet = docket | {"parties": parties}
    shown = [
        ("rss", "2026-02-02", feed, part),
        ("sheet", "2026-03-02", sheet | {"entries": lines[:4]}, whole),
        (
            "api",
            "2026-03-04",
            sheet | {"entries": edited, "register": "81", "counsel": "Ben Lawyer"},
            {"form": Form.API},
        ),
        ("sheet", "2026-04-10", sheet | {"entries": [*edited, lines[4]], "counsel": "Cy Counsel"}, whole),
        ("sheet", "2026-04-20", sheet | {"entries": [*edited[:2], *edited[3:], lines[4]]}, whole),
        (
            "sheet",
            "2026-05-12",
            sheet
            | {
                "entries": [*edited, *lines[4:]],
                "parties": parties[:2],
                "assigned_to": "Judge Pat Q. Sample",
                "terminated": "2026-05-11",
            },
            whole,
        ),
        (
            "api",
            "2026-05-13",
            sheet | {"entries": [], "register": "82", "ended": "81"},
            {"form": Form.API},
        ),
    ]
    return [page(url, day, [state], **how) for url, day, state, how in shown]


_ZERAN = "Zeran v. America Online, Inc., 129 F.3d 327 (4th Cir. 1997)"
# Sentences by which a later opinion treats Zeran: how it is quoted, and what it says of it outright.
_TREATMENTS = (
    ("We follow {}.", "cited", "followed", None),
    ("But see {} (distinguishable on its facts).", "cited", "distinguished", "But see"),
    ("As {} put it, “lawsuits seeking to hold a service provider liable” are barred.", "quoted", None, None),
    ("We disagree with {}.", "cited", "disagreed", None),
)


def _citing() -> Iterator[Opinion]:
    """Yield opinions of two courts that cite Zeran, each treating it otherwise; the second is amended."""
    for ref, key, day, treatments in (
        (DocketRef("ca2", "18-397"), "oforce00001", date(2019, 7, 31), _TREATMENTS[:3]),
        (publishing.LONE, "olone000001", date(2023, 5, 1), _TREATMENTS[3:]),
        (publishing.LONE, "olone000002", date(2023, 6, 1), _TREATMENTS[2:]),
    ):
        sentences = [sentence.format(_ZERAN) for sentence, *_ in treatments]
        yield Opinion(
            ref,
            key,
            day,
            "FORCE v. FACEBOOK, INC." if ref.court_id == "ca2" else "LONE v. EXAMPLE, INC.",
            "Droney",
            "yes" if ref.court_id == "ca2" else "no",
            "affirmed",
            "pdf",
            len(sentences),
            paragraphs=tuple(
                OpinionParagraph(
                    n, "dissent" if n == 2 else "majority", n + 1, text, str(n + 1), "slip", "Droney"
                )
                for n, text in enumerate(sentences)
            ),
            cited=tuple(
                CitedDecision(
                    n,
                    text.index("Zeran"),
                    "full",
                    _ZERAN,
                    text,
                    edge,
                    "agreed",
                    n + 1,
                    str(n + 1),
                    "slip",
                    "129 F.3d 327",
                    "1998 WL 1",
                    "331",
                    "Zeran v. America Online, Inc.",
                    1997,
                    "ca4",
                    "zeran-v-aol-ca4",
                    "1997-11-12",
                    "citation",
                    signal,
                    "cert. denied" if n == 0 else None,
                    treatment,
                    text,
                )
                for n, (text, (_, edge, treatment, signal)) in enumerate(
                    zip(sentences, treatments, strict=True)
                )
            ),
        )


def _mended_bills() -> Iterator[object]:
    """Yield the invented bill with another title, two sources for one, links corrected and withdrawn."""
    for record in publishing.bill_records():
        match record:
            case Bill():
                yield replace(record, title="An Act to repeal it", status="reported")
            case BillSource():
                yield replace(record, confirms="title; sponsor", basis="text as published, again")
                yield replace(record, url="https://www.congress.gov/119hr1", position=2)
            case BillLink():
                yield replace(record, text="prompted it, its sponsor says")
            case CongressEventLink(docket_slug="roe-v-example-cand"):
                pass  # withdrawn: its id leads to the event
            case CongressEventLink(entity_id="sample"):
                yield replace(record, relation="sponsor")
            case _:
                yield record


def _mended_dockets() -> Iterator[object]:
    """Yield the invented dockets with a corrected day, holding, hearing and party, and without the look at a list."""
    for record in publishing.curated_records():
        match record:
            case Ruling(disposition=Disposition.GRANTED):
                yield replace(
                    record,
                    holding="All claims are barred.",
                    date_from=date(2022, 9, 2),
                    date_to=date(2022, 9, 2),
                )
            case HearingEvent(hearing_key="trial-1"):
                yield record
                yield replace(
                    record,
                    action=HearingAction.CONTINUED,
                    date_from=date(2026, 11, 9),
                    date_to=date(2026, 11, 13),
                )
            case Party(name="Sample Platforms, Inc."):
                yield replace(record, name="Sample Platforms, LLC")
            case Look(field="date_decided"):
                pass
            case _:
                yield record


# Taken down: a docket, and an entry and a party of the docket whose sheets are above.
_HIDDEN = frozenset(
    {
        ("docket", "cand-23-cv-09177"),
        ("entry", "cand-25-cv-04321.n5"),
        ("party", "cand-25-cv-04321.p-b4c667a2c9f54e96"),
    }
)


def _build(home: Path) -> None:
    home.mkdir()
    db = open_docket(home / "docket.db")
    create_tables(db)
    store, stored = Store(db, _HIDDEN), archive.open_archive(home / "archive.db")
    with few.having(catalog_files()):
        for shown in pages_of_sources():
            archive.add(stored, shown)
        ingest_into(store, stored, pipeline.Outcome("rich"))
    publishing.ingest_world(store, "catalog:invented/")
    for shown in _sheets():
        publishing.ingest(store, shown, snapshots.parse(shown))
    # A reviewer mends rows of the files: each is to be known again by what stayed.
    again = {"fetched_at": "2026-06-05T00:00:00Z"}
    for name, records in (("bills.csv", _mended_bills()), ("dockets.csv", _mended_dockets())):
        body = name.encode()
        publishing.ingest(store, publishing.snapshot(f"catalog:invented/{name}", body, **again), records)
    for number, opinion in enumerate(_citing()):
        shown = publishing.snapshot(
            f"import:{opinion.opinion_key}.pdf",
            str(number).encode(),
            form=Form.OPINION,
            source="opinions",
            scope=ScopeKind.LABEL,
        )
        publishing.ingest(store, shown, [opinion])
    ledger.publish(stored, list(db.execute("select change_id, kind from changes order by rowid")))
    stored.close()
    publishing.close(db)


def build_rich() -> Path:
    """Return the folder with the world's docket.db and archive.db, to be read, never changed."""
    return build_once("rich-home", _build)


def stand_still(patch: pytest.MonkeyPatch, *rooms: str) -> None:
    """Let nothing in these rooms have another time than this world's."""

    class Still(datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW if tz is None else NOW.astimezone(tz)

    for room in rooms:  # a module that loads later would have the clock of the machine
        for found in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
            if not found.name.endswith("__main__"):
                import_module(found.name)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in rooms and getattr(module, "datetime", None) is datetime:
            patch.setattr(module, "datetime", Still)


def have_invented_source(patch: pytest.MonkeyPatch) -> None:
    """Let the program know the source of the sheets, whose code is in tests/."""
    patch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)
    patch.setattr(snapshots.SOURCE, "IS_OWN", True, raising=False)


def _build_home(home: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        have_invented_source(patch)
        patch.setattr(catalog, "FOLDER", small_catalog_files())
        with open_house(Settings(home, None, {}, None, None), clock=lambda: NOW) as house:
            outcome = pipeline.Outcome("rich")
            for source in ("pacer_docket", "pacer_rss", "courtlistener"):
                for day, path in enumerate(expected.cases(source), 1):
                    described = answers.describe(source, path.name, path.read_bytes())
                    dated = replace(described, fetched_at=f"2024-05-{day:02}T00:00:00Z")
                    pipeline.archive_snapshot(house, dated, outcome)
            for shown in _sheets():
                pipeline.archive_snapshot(house, shown, outcome)
            pipeline.archive_shipped(house, outcome)
            pipeline.ingest_pending(house, outcome)


def build_rich_home() -> Path:
    """Return a home with the dockets of saved pages, feeds and sheets, to be copied, never changed."""
    return build_once("rich-read", _build_home)


def read_names(path: Path) -> dict[str, str]:
    """Return what stands in held files for the ids that change with any word of the catalog: those of its snapshots,
    and of the changes that they brought."""
    with closing(sqlite3.connect(path)) as db:
        snapshots = db.execute(
            "select snapshot_id, url from snapshots where url like 'catalog:%.csv' and url not like 'catalog:inv%'"
        ).fetchall()
        changes = db.execute(
            "select change_id, subject_id from changes where snapshot_id in (select snapshot_id from snapshots "
            "where url like 'catalog:%.csv' and url not like 'catalog:inv%')"
        ).fetchall()
    return {snapshot_id: f"<{url}>" for snapshot_id, url in snapshots} | {
        change_id: f"<change of {subject_id}>" for change_id, subject_id in changes
    }
