"""Bits of the archive turned over one by one, half of them in its tables: a sealed name is public after none, and what
changes the tables is noticed by `verify`. Ten bits, a hundred in ./test --full."""

import os
import random
import shutil
import sqlite3
from contextlib import closing

from db.schema import open_docket
from tests.db.test_merge import dump
from tests.tracker.test_pipeline import settings_of, with_the_invented_source  # noqa: F401
from tests.tracker.test_takedown import (  # noqa: F401
    WHO,
    built,
    call,
    home,
    names_in,
    party_of,
    writer_reads_the_world,
)

FLIPS = 100 if os.environ.get("TRACKER_TEST_FULL") else 10
SEED = 230
OURS = (
    "suppressions",
    "withheld_words",
    "secrets",
    "snapshots",
    "snapshot_seals",
    "published",
    "checks",
    "runs",
)


def tables(settings):
    db = open_docket(settings.docket_path.resolve())
    try:
        return dump(db)
    finally:
        db.close()


def test_no_bit_makes_a_sealed_name_public(home, tmp_path):
    call(home, "suppress", "party", party_of(home), "--everywhere", "--yes", *WHO)
    with closing(sqlite3.connect(home.archive_path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
        (size,) = db.execute("pragma page_size").fetchone()
        marks = ", ".join("?" * len(OURS))
        roots = db.execute(f"select rootpage from sqlite_master where name in ({marks})", OURS)
        places = [size * (row[0] - 1) for row in roots]
    expected, draw = tables(home), random.Random(SEED)
    shutil.copytree(home.home, tmp_path / "before", symlinks=True)
    for number in range(FLIPS):
        shutil.rmtree(home.home)
        shutil.copytree(tmp_path / "before", home.home, symlinks=True)
        whole = bytearray(home.archive_path.read_bytes())
        place = draw.choice(places) + draw.randrange(size) if number % 2 else draw.randrange(len(whole))
        whole[place] ^= 1 << draw.randrange(8)
        home.archive_path.write_bytes(whole)
        output = call(home, "verify", code=None)
        call(home, "rebuild", code=None)
        assert not [path for path in names_in(home.home) if path.name.startswith("docket")], place
        assert tables(home) == expected or "archive.db: " in output, place
