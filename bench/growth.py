"""What an entry costs while the tables grow to a million, beside sqlite-utils inserting the same finished rows.

    python bench/growth.py [DOCKETS [ENTRIES [READERS]]]

An invented world (5,000 dockets of 200 entries, one look) goes into a docket.db in portions of 50 dockets. Two
readers in processes of their own parse each portion and find its facts; this process merges and writes it, then
takes the rows that came of it and inserts them with sqlite-utils into a file of the same tables, indexes and search
indexes, a transaction each. All times are of processors. Printed are a line for every tenth portion and, at the
end, the cost of the last portions against that of the first.
"""

import platform
import statistics
import sys
import tempfile
import time
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.world import World
from db.readings import KINDS, read_facts, show
from db.schema import TABLE, TABLES, create_tables, open_docket
from db.store import Store
from scrapers.source import load_sources
from tracker.reading.ingesting import SNAPSHOTS_A_COMMIT
from tracker.reading.parsing import parse

_DOCKETS = 50
_FIRST_ENTRIES = 10_000
_MADE_WITH_THE_FILE = ("courts", "accuracy", "build")


class Portion(NamedTuple):
    """Processor seconds of one portion: to read it, to store it, to insert its rows with sqlite-utils."""

    entries: int
    reading: float
    storing: float
    theirs: float

    @property
    def cost(self) -> float:
        return (self.reading + self.storing) / self.entries * 1e6


def read_portion(world: World, first: int) -> tuple[list, list, float]:
    """Return the snapshots of one portion, the records of each ready to be stored, and the seconds of the reading."""
    sources = load_sources()
    snapshots = [world.snapshot(number, 0) for number in range(first, min(first + _DOCKETS, world.dockets))]
    started = time.process_time()
    records = [[_ready(record) for record in parse(sources, snapshot)[0]] for snapshot in snapshots]
    return snapshots, records, time.process_time() - started


def _ready(record):
    if type(record) not in KINDS:
        return record
    one, fields = show(record)
    return one._replace(facts=read_facts(one, fields), is_read=True)


class Sides:
    """The two files that grow: ours, and the one that sqlite-utils fills."""

    def __init__(self, folder: Path):
        self.ours, self.theirs = (self._new_file(folder / f"{name}.db") for name in ("ours", "theirs"))
        self.store = Store(self.ours)
        self.seen = dict.fromkeys(
            (
                table.name
                for table in TABLES
                if table.name[0] != "_" and table.name not in _MADE_WITH_THE_FILE
            ),
            0,
        )
        self.seq = self.entries = 0

    @staticmethod
    def _new_file(path: Path):
        db = open_docket(path)
        create_tables(db)
        return db

    def take(self, snapshots: list, records: list, reading: float) -> Portion:
        """Store one portion in both files."""
        started = time.process_time()
        both = iter(zip(snapshots, records, strict=True))
        for batch in iter(lambda: list(islice(both, SNAPSHOTS_A_COMMIT)), []):
            with self.ours.atomic():
                for snapshot, said in batch:
                    self.seq += 1
                    self.store.ingest(self.seq, snapshot, said, [])
        storing = time.process_time() - started
        rows = {table: self._new_rows(table) for table in self.seen}
        started = time.process_time()
        with self.theirs.atomic():
            for table, new in rows.items():
                if new:
                    self.theirs[table].insert_all(new, batch_size=1000)
        theirs = time.process_time() - started
        self.entries += len(rows["docket_entries"])
        return Portion(len(rows["docket_entries"]), reading, storing, theirs)

    def _new_rows(self, table: str) -> list[dict]:
        names = tuple(TABLE[table].columns)
        found = self.ours.execute(
            f"select rowid, {', '.join(f'[{name}]' for name in names)} from [{table}] where rowid > ? order by rowid",
            [self.seen[table]],
        ).fetchall()
        if found:
            self.seen[table] = found[-1][0]
        return [dict(zip(names, row[1:], strict=True)) for row in found]


def tell(name: str, portions: list[Portion]) -> None:
    count = sum(portion.entries for portion in portions)
    reading, storing, theirs = (
        sum(getattr(portion, part) for portion in portions) / count * 1e6
        for part in ("reading", "storing", "theirs")
    )
    print(
        f"{name:26} reading {reading:5.0f}, storing {storing:5.0f}, sqlite-utils {theirs:5.0f} us an entry; "
        f"throughput ratio {theirs / storing:.2f}, from the bytes {theirs / (storing + reading):.2f}",
        flush=True,
    )


def main() -> None:
    dockets, entries, readers = (list(map(int, sys.argv[1:])) + [5000, 200, 2][len(sys.argv) - 1 :])[:3]
    world, portions = World(dockets, entries, 1), []
    print(f"{platform.platform()}, Python {platform.python_version()}; {dockets} dockets")
    with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(readers) as pool:
        sides = Sides(Path(folder))
        asked = [pool.apply_async(read_portion, (world, first)) for first in range(0, dockets, _DOCKETS)]
        for number, answer in enumerate(asked):
            portions.append(sides.take(*answer.get()))
            asked[number] = None  # what was stored need not be kept in memory
            if number % 10 == 0:
                tell(f"at {sides.entries:9,} entries", portions[-10:])
    tell(f"all {sides.entries:8,} entries", portions)
    first, count = [], 0
    for portion in portions:
        first.append(portion)
        count += portion.entries
        if count >= _FIRST_ENTRIES:
            break
    early, late = (statistics.mean(portion.cost for portion in some) for some in (first, portions[-10:]))
    print(
        f"cost of an entry, the last portions / the first {count:,} entries: {late / early:.2f} (target at most 1.3)"
    )
    print(
        "import throughput / sqlite-utils' with finished rows: "
        f"{sum(p.theirs for p in portions) / sum(p.storing for p in portions):.2f} (target at least "
        "0.6)"
    )


if __name__ == "__main__":
    main()
