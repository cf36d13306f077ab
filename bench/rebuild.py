"""Rebuild of an invented world: with one process, with two, and by the path that takes a snapshot a call.

    python bench/rebuild.py [DOCKETS [ENTRIES [LOOKS [ROUNDS]]]]

The three ways run in turn over one archive (50 dockets of 200 entries, 3 looks, 3 rounds). Printed are each
run and the medians of wall time, of processor time and of the busiest process's own processor time, which on
an otherwise idle machine is what the clock would show; and their ratios. The tables that come out must be the
same.
"""

import dataclasses
import hashlib
import platform
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.world import World, write_home
from db import archive
from tracker import pipeline
from tracker.home import House, open_house
from tracker.outcome import Outcome
from tracker.settings import Settings


@dataclasses.dataclass(frozen=True)
class Spent:
    """Seconds: by the clock, by the writer's processor, by those of its readers."""

    wall: float
    writer: float
    readers: float

    @property
    def processor(self) -> float:
        return self.writer + self.readers

    @property
    def busiest(self) -> float:
        return max(self.writer, self.readers)


def spend(work) -> Spent:
    """Do the work and return what it took."""
    wall, own, others = time.perf_counter(), time.process_time(), _children()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - own, _children() - others)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def open_home(home: Path, processes: int):
    return open_house(Settings(home, None, {}, None, None, processes=processes))


def rebuild(home: Path, processes: int) -> tuple[Spent, str, int]:
    """Return what a rebuild took, a digest of the tables, and the entries in them."""
    with open_home(home, processes) as house:
        spent = spend(lambda: house.rebuild(Outcome("rebuild")))
        return spent, tables_of(house), count_entries(house)


def one_by_one(home: Path) -> tuple[Spent, str, int]:
    """Archive and ingest the same snapshots as a tracker does that gets one an hour: all that a call does, a call each.

    The clock runs only while the shipped path (`pipeline.ingest_pending`) does.
    """
    with tempfile.TemporaryDirectory(dir=home.parent) as folder, open_home(Path(folder), 1) as house:
        house.ensure_current(Outcome("empty"))
        source = archive.read_archive(home / "archive.db")
        total = Spent(0, 0, 0)
        for _, snapshot in archive.snapshots_after(source, 0):
            archive.add(house.archive, snapshot)
            spent = spend(lambda: pipeline.ingest_pending(house, Outcome("one")))
            total = Spent(total.wall + spent.wall, total.writer + spent.writer, 0)
        source.close()
        return total, tables_of(house), count_entries(house)


def tables_of(house: House) -> str:
    """Return a digest of every published table, in the order of their rows' own keys."""
    db, seen = house.store.db, hashlib.sha256()
    for table in sorted(db.table_names()):
        if "_fts" not in table and not table.startswith(("_", "sqlite_")) and table != "build":
            names = ", ".join(f"[{column.name}]" for column in db[table].columns)
            for row in db.execute(f"select {names} from [{table}] order by {names}"):
                seen.update(repr(row).encode())
    return seen.hexdigest()[:12]


def count_entries(house: House) -> int:
    return house.store.db.execute("select count(*) from docket_entries").fetchone()[0]


def medians(rounds: list[Spent]) -> Spent:
    return Spent(
        *(
            statistics.median(getattr(spent, name) for spent in rounds)
            for name in ("wall", "writer", "readers")
        )
    )


def main() -> None:
    dockets, entries, looks, rounds = (list(map(int, sys.argv[1:])) + [50, 200, 3, 3][len(sys.argv) - 1 :])[
        :4
    ]
    folder = Path(tempfile.mkdtemp())
    home = folder / "home"
    count = write_home(home, World(dockets, entries, looks))
    ways = {
        "one process": lambda: rebuild(home, 1),
        "two processes": lambda: rebuild(home, 2),
        "one snapshot a call": lambda: one_by_one(home),
    }
    spent, tables, shown = {way: [] for way in ways}, set(), 0
    for _ in range(rounds):
        for way, work in ways.items():
            took, digest, shown = work()
            print(
                (
                    f"{way:20} wall {took.wall:8.1f} s   writer {took.writer:8.1f} s   readers "
                    f"{took.readers:8.1f} s of processor"
                ),
                flush=True,
            )
            spent[way].append(took)
            tables.add(digest)
    shutil.rmtree(folder)
    assert len(tables) == 1, f"the ways make different tables: {tables}"
    print(
        f"{platform.platform()}, Python {platform.python_version()}; {dockets} dockets, {shown} "
        f"entries, {count} snapshots; {rounds} rounds"
    )
    middle = {way: medians(taken) for way, taken in spent.items()}
    for way, took in middle.items():
        print(
            f"{way:20} wall {took.wall:8.1f} s   processor {took.processor:8.1f} s   busiest process "
            f"{took.busiest:8.1f} s"
            f"   {took.processor / shown * 1e6:5.0f} us an entry"
        )
    single, two, calls = middle.values()
    print(
        f"one process / two:           wall {single.wall / two.wall:.2f}, busiest "
        f"{single.busiest / two.busiest:.2f} (target at least 1.5)"
    )
    print(
        f"one snapshot a call / two:   wall {calls.wall / two.wall:.2f}, busiest "
        f"{calls.busiest / two.busiest:.2f} (target at least 2.5)"
    )
    print("the same tables all three ways")


if __name__ == "__main__":
    main()
