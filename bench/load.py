"""Getting entries into the tables, against sqlite-utils and bare SQLite given the finished rows.

    python bench/load.py [DOCKETS [ENTRIES [ROUNDS]]]

One invented world (100 dockets of 200 entries), both sides in turn, three rounds, medians of processor time.
The rows that sqlite-utils inserts are the published ones that our own import made, into a file with the same
tables, indexes and search indexes, one transaction for all.
"""

import platform
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.world import World, write_home
from db import archive
from db.readings import KINDS, read_facts, show
from db.row_diff import insert_rows, load_rows, sync_rows
from db.schema import TABLE, TABLES, create_tables, open_docket
from db.store import Store
from scrapers.source import load_sources
from tracker import pipeline
from tracker.home import open_house
from tracker.outcome import Outcome
from tracker.reading.ingesting import SNAPSHOTS_A_COMMIT
from tracker.reading.parsing import parse
from tracker.settings import Settings

_MADE_WITH_THE_FILE = ("courts", "accuracy", "build")


def measure(rounds: int, *works) -> list[float]:
    """Return the median processor seconds of each piece of work; they run in turn, each on what it makes ready."""
    taken = [[] for _ in works]
    for _ in range(rounds):
        for seconds, (make_ready, work) in zip(taken, works, strict=True):
            given = make_ready()
            started = time.process_time()
            work(given)
            seconds.append(time.process_time() - started)
    return [statistics.median(seconds) for seconds in taken]


class Bench:
    """A world as snapshots, as records read ahead, and as the rows that come of them."""

    def __init__(self, folder: Path, world: World):
        self.folder, self.files = folder, 0
        write_home(folder / "home", world)
        self.stored = archive.read_archive(folder / "home" / "archive.db")
        self.snapshots = [snapshot for _, snapshot in archive.snapshots_after(self.stored, 0)]
        self.sources = load_sources()
        self.parsed = [self.parse(snapshot) for snapshot in self.snapshots]
        self.read = [self.read_ahead(records) for records in self.parsed]
        store = self.new_store()
        self.store_all(store)
        self.rows = {
            table.name: self.rows_of(store.db, table.name)
            for table in TABLES
            if not table.name.startswith("_")
        }
        self.entries = len(self.rows["docket_entries"])

    def parse(self, snapshot) -> list:
        return parse(self.sources, snapshot, self.stored)[0]

    def read_ahead(self, records: list) -> list:
        shown = (show(record) for record in records if type(record) in KINDS)
        return [one._replace(facts=read_facts(one, fields), is_read=True) for one, fields in shown]

    def new_file(self):
        self.files += 1
        db = open_docket(self.folder / f"{self.files}.db")
        create_tables(db)
        return db

    def new_store(self) -> Store:
        return Store(self.new_file())

    def rows_of(self, db, table: str) -> list[dict]:
        if table in _MADE_WITH_THE_FILE:
            return []
        names = tuple(TABLE[table].columns)
        return [
            dict(zip(names, row, strict=True))
            for row in db.execute(f"select {', '.join(f'[{n}]' for n in names)} from [{table}]")
        ]

    def store_all(self, store: Store, given=None) -> None:
        """Merge and write every snapshot: from records read ahead unless `given` makes them from the snapshot."""
        for start in range(0, len(self.snapshots), SNAPSHOTS_A_COMMIT):
            with store.db.atomic():
                for place in range(start, min(start + SNAPSHOTS_A_COMMIT, len(self.snapshots))):
                    records = given(self.snapshots[place]) if given else self.read[place]
                    store.ingest(place + 1, self.snapshots[place], records, [])

    def insert_finished(self, db) -> None:
        """What a user of sqlite-utils would write who has the rows already."""
        with db.atomic():
            for table, rows in self.rows.items():
                if rows:
                    db[table].insert_all(rows, batch_size=1000)


def import_ratios(bench: Bench, rounds: int) -> None:
    theirs, storing, whole = measure(
        rounds,
        (bench.new_file, bench.insert_finished),
        (bench.new_store, bench.store_all),
        (bench.new_store, lambda store: bench.store_all(store, bench.parse)),
    )
    print(
        f"sqlite-utils, finished rows     {theirs / bench.entries * 1e6:6.0f} us an entry, of all "
        f"tables' rows ({sum(map(len, bench.rows.values()))})"
    )
    print(
        f"ours, merging and writing       {storing / bench.entries * 1e6:6.0f} us an entry   "
        f"throughput ratio {theirs / storing:.2f} (target at least 0.6)"
    )
    print(
        f"ours, from the bytes of pages   {whole / bench.entries * 1e6:6.0f} us an entry   throughput "
        f"ratio {theirs / whole:.2f}"
    )


def entry_table_ratio(bench: Bench, rounds: int) -> None:
    rows = bench.rows["docket_entries"]
    names = tuple(TABLE["docket_entries"].columns)

    def without_search():
        db = bench.new_file()
        db.execute("pragma foreign_keys=off")
        for trigger in ("ai", "ad", "au"):
            db.execute(f"drop trigger [docket_entries_{trigger}]")
        return db

    def with_search():
        db = bench.new_file()
        db.execute("pragma foreign_keys=off")
        return db

    def insert_raw(db):
        with db.atomic():
            marks = ", ".join("?" * len(names))
            db.conn.executemany(
                f"insert into docket_entries values ({marks})",
                [tuple(row[name] for name in names) for row in rows],
            )

    def insert_ours(db):
        with db.atomic():
            insert_rows(db, "docket_entries", rows)

    raw, ours = measure(rounds, (without_search, insert_raw), (with_search, insert_ours))
    print(f"8   new entries with search / bare insert without: {ours / raw:.1f} (target at most 6)")


def seen_again_ratios(bench: Bench, rounds: int, world: World) -> None:
    """Every docket is looked at again: nothing changed, then one line in twenty edited."""
    with open_house(Settings(bench.folder / "again", None, {}, None, None)) as house:
        outcome = Outcome("bench")
        house.ensure_current(outcome)
        looked = [snapshot for snapshot in bench.snapshots if snapshot.source == "courtlistener"]
        with house.archive.atomic():
            for snapshot in looked:
                pipeline.archive_snapshot(house, snapshot, outcome)
        started = time.process_time()
        pipeline.ingest_pending(house, outcome)
        first = time.process_time() - started

        def look_again(_):
            for snapshot in looked:
                pipeline.archive_snapshot(
                    house, replace(snapshot, fetched_at="2027-01-01T00:00:00Z"), outcome
                )
            pipeline.ingest_pending(house, outcome)

        def upsert(rows):
            for start in range(0, len(rows), world.entries):
                house.store.db["docket_entries"].upsert_all(rows[start : start + world.entries])

        rows = bench.rows["docket_entries"]
        again, theirs = measure(rounds, (lambda: None, look_again), (lambda: rows, upsert))
        print(
            f"unchanged, {len(looked)} dockets looked at again: {again / first:.4f} of the first "
            "ingest (target under 0.02)"
        )
        print(
            f"6   sqlite-utils' upsert_all of all their entries / ours: {theirs / again:.0f} (target at least 15)"
        )
        edited = World(world.dockets, world.entries, 1, world.seed, edited=0.05)
        for number in range(edited.dockets):
            snapshot = edited.snapshot(number, 1)
            archive.add(
                house.archive,
                replace(snapshot, fetched_at="2027-02-01T00:00:00Z", as_of="2027-02-01T00:00:00Z"),
            )
        started = time.process_time()
        pipeline.ingest_pending(house, outcome)
        changed = time.process_time() - started
        print(
            f"7   the same with one line in twenty edited, from the bytes: {theirs / changed:.2f}; "
            f"{changed / first:.2f} of the first ingest"
        )


def changed_rows_ratio(bench: Bench, rounds: int) -> None:
    """The rows of the entries of every docket are there; one in twenty differs. Ours reads, compares, and
    writes what differs."""
    dockets: dict[str, list[dict]] = {}
    for row in bench.rows["docket_entries"]:
        dockets.setdefault(row["docket_id"], []).append(row)
    turn = 0

    def edited(db):
        """Return the rows as they are to be, another twentieth of them edited each time."""
        nonlocal turn
        turn += 1
        return db, {
            key: [
                row | {"text": f"{row['text']} ({turn})"} if place % 20 == turn % 20 else row
                for place, row in enumerate(rows)
            ]
            for key, rows in dockets.items()
        }

    def upsert(given):
        db, wanted = given
        for rows in wanted.values():
            with db.atomic():
                db["docket_entries"].upsert_all(rows)

    def sync(given):
        db, wanted = given
        for docket_id, rows in wanted.items():
            with db.atomic():
                sync_rows(
                    db,
                    "docket_entries",
                    load_rows(db, "docket_entries", "docket_id", docket_id),
                    {row["entry_id"]: row for row in rows},
                )

    def filled():
        db = bench.new_file()
        bench.insert_finished(db)
        return edited(db)

    theirs, ours = measure(rounds, (filled, upsert), (filled, sync))
    print(
        "7   rows of entries, one in twenty edited: sqlite-utils' upsert_all of all / ours: "
        f"{theirs / ours:.1f} (target at least 5)"
    )


def search_size(bench: Bench) -> None:
    db = bench.new_file()
    bench.insert_finished(db)
    db.execute("insert into docket_entries_fts (docket_entries_fts) values ('optimize')")
    size = dict(
        db.execute(
            "select name, sum(pgsize) from dbstat where name like 'docket_entries%' group by name"
        ).fetchall()
    )
    table = size.pop("docket_entries")
    print(
        f"14  search index of entries / their table: {sum(size.values()) / table:.2f} (target at most 0.35)"
    )


def main() -> None:
    dockets, entries, rounds = (list(map(int, sys.argv[1:])) + [100, 200, 3][len(sys.argv) - 1 :])[:3]
    world = World(dockets, entries, 1)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), world)
        print(
            f"{platform.platform()}, Python {platform.python_version()}; {dockets} dockets, "
            f"{bench.entries} entries; {rounds} rounds"
        )
        import_ratios(bench, rounds)
        seen_again_ratios(bench, rounds, world)
        changed_rows_ratio(bench, rounds)
        entry_table_ratio(bench, rounds)
        search_size(bench)
        bench.stored.close()


if __name__ == "__main__":
    main()
