"""Same archive, same tables: the four real sources, in any batching; and in any order, all but history."""

import os
import random
from functools import cache
from pathlib import Path

import pytest

from db import archive
from db.schema import create_tables, open_docket
from db.store import Store
from docket.issues import ParseError
from docket.snapshot import Form
from scrapers.sources import catalog, pacer_docket, pacer_rss, scotus
from tests.test_merge import dump
from tests.test_pacer_rss import refs_in, snapshot_of
from tracker import pipeline

FIXTURES = Path(__file__).parent / "fixtures"
ROUNDS = 60 if os.environ.get("TRACKER_TEST_FULL") else 4
NOW = "2024-05-01T00:00:00Z"


@cache
def everything():
    """Every fixture of every source and the whole catalogue, as they would lie in the archive."""
    found = list(catalog.fetch(None, None))
    for path in sorted(FIXTURES.glob("pacer_docket/*")):
        if ".expected." not in path.name:
            court_id = "ca9" if path.suffix == ".acms_json" else None
            found.append(pacer_docket.recognise(path.name, path.read_bytes(), court_id, NOW))
    for path in sorted(FIXTURES.glob("scotus/*")):
        if ".expected." not in path.name and path.stat().st_size > 2:
            try:
                found.append(scotus.recognise(path.name, path.read_bytes(), None, NOW))
            except ParseError:                       # a fixture of what is refused
                continue
    for path in sorted(FIXTURES.glob("pacer_rss/*.xml")):
        raw = snapshot_of(path.read_bytes(), path.name.split("_")[0])
        found.append(pacer_rss.keep_watched(raw, refs_in(raw)))
    return [snapshot for snapshot in found if snapshot is not None]


def made(path):
    db = open_docket(path)
    create_tables(db)
    return db


def in_one_go(folder, snapshots):
    stored = archive.open_archive(folder / "archive.db")
    for snapshot in snapshots:
        archive.add(stored, snapshot)
    store = Store(made(folder / "once.db"))
    pipeline.ingest_into(store, stored, pipeline.Outcome("once"))
    return stored, store.db


def test_all_four_sources_take_part():
    sources = {snapshot.source for snapshot in everything()}
    assert sources == {"catalog", "pacer_docket", "pacer_rss", "scotus"}
    assert {snapshot.form for snapshot in everything()} >= {Form.CURATED, Form.SHEET, Form.RECAP, Form.EMAIL, Form.FEED}


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
        pipeline.ingest_into(Store(batched), batch, pipeline.Outcome("batch"))      # a new Store remembers nothing
        batch.close()
    mine, whole = dump(batched), dump(once)
    for table in whole:
        assert mine[table] == whole[table], table


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_two_orders_agree_on_all_but_history(tmp_path, seed):
    chance = random.Random(1000 + seed)
    dumps = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        snapshots = list(everything())
        chance.shuffle(snapshots)
        dumps.append(dump(in_one_go(folder, snapshots)[1], without_history=True))
    for table in dumps[0]:
        assert dumps[0][table] == dumps[1][table], table
