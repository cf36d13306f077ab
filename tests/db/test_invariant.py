"""Same archive, same tables: the real sources, in any batching; and in any order, all but history."""

import os
import random
from contextlib import nullcontext
from dataclasses import replace
from functools import cache

import pytest

from db import archive
from db.schema import create_tables, open_docket
from db.store import Store
from docket.snapshot import Form
from scrapers.source import load_sources
from tests.db.test_merge import dump
from tests.worlds.few import whole_catalog
from tests.worlds.rich import pages_of_sources
from tracker import pipeline
from tracker.reading.ingesting import ingest_into

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
CUTS = 5 if FULL else 2  # so many batches and one more; what lies before a cut is archived once more for each


@cache
def everything():
    """What lies in the archive of the rich world, with some families of the catalog, or in the long run of `./test
    --full` with all."""
    with whole_catalog() if FULL else nullcontext():
        return pages_of_sources()


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
    for stop in sorted({*chance.sample(range(1, total), CUTS), total}):
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
