"""Same archive, same tables: the real sources, in any batching; and in any order, all but history."""

import json
import os
import random
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from db import archive
from db.schema import create_tables, open_docket
from db.store import Store
from docket.issues import ParseError
from docket.snapshot import Form, Snapshot
from scrapers.documents import bills
from scrapers.source import load_sources
from scrapers.sources import (
    appellate_opinions,
    catalog,
    congress,
    govinfo,
    oral_arguments,
    pacer_docket,
    pacer_rss,
    recap,
    scotus,
    scotus_lists,
)
from tests.db.test_merge import dump
from tests.scrapers import test_congress, test_govinfo, test_recap, test_scotus_lists
from tests.scrapers.test_pacer_rss import refs_in, snapshot_of
from tests.worlds import court_pages, expected
from tests.worlds.caselaw_files import make_decision
from tests.worlds.few import whole_catalog
from tests.worlds.pdf_pages import CALENDAR, ORDERS
from tracker import pipeline
from tracker.reading.ingesting import ingest_into

FIXTURES = Path(__file__).parents[1] / "fixtures"
BY_OPERATOR = {
    "by_hand",
    "corrections",
    "courtlistener_webhooks",
    "sweep",
    "locate",
    "demo",
    "opinions",
}  # files in a home, or PDFs that are made for it: with tests of their own
FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
ROUNDS = 60 if FULL else 1
NOW = "2024-05-01T00:00:00Z"


@cache
def everything():
    """Every fixture of every source and the catalog, as they would lie in the archive: of its families a few, but
    all of them in the long run of `./test --full`."""
    with whole_catalog() if FULL else nullcontext():
        snapshots = list(catalog.SOURCE.fetch(None, None))
    for path in sorted(FIXTURES.glob("pacer_docket/*")):
        if ".expected." not in path.name:
            court_id = "ca9" if path.suffix == ".acms_json" else None
            snapshots.append(pacer_docket.SOURCE.recognize(path.name, path.read_bytes(), court_id, NOW))
    for path in sorted(FIXTURES.glob("scotus/*")):
        if ".expected." not in path.name and path.stat().st_size > 2:
            try:
                snapshots.append(scotus.SOURCE.recognize(path.name, path.read_bytes(), None, NOW))
            except ParseError:  # a fixture of what is refused
                continue
    for path in sorted(FIXTURES.glob("pacer_rss/*.xml")):
        raw = snapshot_of(path.read_bytes(), path.name.split("_")[0])
        snapshots.append(pacer_rss.select_watched(raw, refs_in(raw)))
    return [snapshot for snapshot in (*snapshots, *from_interfaces(), *from_lists()) if snapshot is not None]


def from_interfaces() -> Iterator[Snapshot]:
    """The fixtures of CourtListener, RECAP, Congress and GovInfo. Those of one address were fetched on days
    that follow each other."""
    for path in expected.cases("courtlistener"):
        yield Snapshot(
            "courtlistener",
            f"https://www.courtlistener.com/fixture/{path.name}",
            NOW,
            path.read_bytes(),
            Form.API,
            kind=json.loads(path.read_bytes())["purpose"],
            as_of="2026-11-20T18:03:11Z",
        )
    for day, path in enumerate(expected.cases("recap"), 1):
        yield recap._describe(
            replace(
                test_recap.snapshot_of(path.read_bytes(), path.suffix[1:]),
                fetched_at=f"2024-05-{day:02}T00:00:00Z",
            ),
            None,
        )
    for path in expected.cases("congress"):
        bill_id = bills.bill_id_of(bills.read_xml(path.read_bytes(), path.name), path.name)
        yield congress._describe(test_congress.snapshot_of(path.read_bytes(), bill_id), bills.read_xml)
    for day, path in enumerate(expected.cases("govinfo"), 1):
        package = test_govinfo.package_in(path) if path.suffix == ".govinfo_mods" else test_govinfo.PACKAGE
        yield govinfo._describe(
            replace(
                test_govinfo.snapshot_of(path.read_bytes(), path.suffix[1:], package),
                fetched_at=f"2024-05-{day:02}T00:00:00Z",
            )
        )


def from_lists() -> Iterator[Snapshot]:
    """A case of the archive of reporters, and the fixtures of the courts' lists, each of an address of its own: two
    that say the same at one are one look."""
    for source in (appellate_opinions.SOURCE, oral_arguments.SOURCE):
        for path in expected.cases(source.NAME):
            cut = court_pages.cut(source, path.suffix[1:], path.read_bytes())
            yield replace(cut, url=f"{cut.url}/{path.stem}")
    case = make_decision("129 F.3d 327", "Zeran v. America Online, Inc.", "1997-11-12")
    for kind, ending, body in (("cases", "json", case.json()), ("html", "html", case.html())):
        url = f"https://static.case.law/f3d/129/{kind}/0327-01.{ending}#ca4/zeran-v-aol-ca4"
        yield Snapshot("caselaw", url, NOW, body, Form.OPINION, kind=f"case_{ending}", as_of=NOW)
    for kind, body in (("calendar", CALENDAR), ("orders", ORDERS)):
        made = test_scotus_lists.snapshot_of(kind, body)
        yield scotus_lists.select_watched(
            replace(made, url=f"https://www.supremecourt.gov/{kind}.pdf"), test_scotus_lists.WATCHED
        )


def made(path):
    db = open_docket(path)
    create_tables(db)
    return db


def in_one_go(folder, snapshots):
    stored = archive.open_archive(folder / "archive.db")
    for snapshot in snapshots:
        archive.add(stored, snapshot)
    store = Store(made(folder / "once.db"))
    ingest_into(store, stored, pipeline.Outcome("once"))
    return stored, store.db


def test_every_source_takes_part():
    assert {snapshot.source for snapshot in everything()} == set(load_sources()) - BY_OPERATOR
    assert {snapshot.form for snapshot in everything()} == set(Form) - {Form.CORRECTION}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_any_batching_makes_the_same_tables(tmp_path, seed):
    chance = random.Random(seed)
    snapshots = list(everything())
    chance.shuffle(snapshots)
    stored, once = in_one_go(tmp_path, snapshots)
    batched = made(tmp_path / "batched.db")
    total = len(snapshots)
    for stop in sorted({*chance.sample(range(1, total), 5), total}):
        part = tmp_path / f"part-{stop}"
        part.mkdir()
        batch = archive.open_archive(part / "archive.db")
        for _, snapshot in list(archive.snapshots_after(stored, 0))[:stop]:
            archive.add(batch, snapshot)
        ingest_into(Store(batched), batch, pipeline.Outcome("batch"))  # a new Store remembers nothing
        batch.close()
    mine, whole = dump(batched), dump(once)
    for table in whole:
        assert mine[table] == whole[table], table


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_two_orders_agree_on_all_but_history(tmp_path, seed):
    """Each page is of a moment of its own: of two pages of one moment the one that arrived later wins."""
    chance = random.Random(1000 + seed)
    dumps = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        snapshots = [
            each
            if each.form is Form.CURATED
            else replace(each, fetched_at=f"2024-06-01T{n // 60:02}:{n % 60:02}:00Z")
            for n, each in enumerate(everything())
        ]
        chance.shuffle(snapshots)
        dumps.append(dump(in_one_go(folder, snapshots)[1], without_history=True))
    for table in dumps[0]:
        assert dumps[0][table] == dumps[1][table], table
