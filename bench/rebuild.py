"""Compares the rebuild of an invented world with one process and with two.

    python bench/rebuild.py [DOCKETS [ENTRIES [LOOKS]]]

Both read the same archive (50 dockets of 200 entries, 3 looks). It prints wall time, processor time and the
processor time of the busiest process, which would be the wall time on an otherwise idle machine; and their
ratios. That both make the same tables is tested in tests/tracker/test_pipeline.py.
"""

import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.world import World, write_home
from tracker.home import open_house
from tracker.outcome import Outcome
from tracker.settings import Settings


def readers_seconds() -> float:
    """Return the processor time of the processes that have ended, which are the readers of pages."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rebuild(home: Path, processes: int) -> tuple[float, float]:
    """Rebuild, print the times, and return the wall seconds and the processor seconds of the busiest
    process."""
    wall, own, others = time.perf_counter(), time.process_time(), readers_seconds()
    with open_house(Settings(home, None, {}, None, None, processes=processes)) as house:
        house.rebuild(Outcome("rebuild"))
        entries = house.store.db.execute("select count(*) from docket_entries").fetchone()[0]
    wall, writer, readers = (
        time.perf_counter() - wall,
        time.process_time() - own,
        readers_seconds() - others,
    )
    print(
        f"{processes} processes, {entries} entries: {wall:.1f} s, of processor {writer:.1f} s writer, {readers:.1f} s "
        f"readers, {(writer + readers) / entries * 1e6:.0f} us an entry",
        flush=True,
    )
    return wall, max(writer, readers)


def main() -> None:
    given = [int(word) for word in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        count = write_home(home, World(*(given or [50])))
        print(f"{platform.platform()}, Python {platform.python_version()}; {count} snapshots")
        (wall_1, busiest_1), (wall_2, busiest_2) = rebuild(home, 1), rebuild(home, 2)
    print(
        f"one process / two: wall {wall_1 / wall_2:.2f}, busiest {busiest_1 / busiest_2:.2f} (target at least 1.5)"
    )


if __name__ == "__main__":
    main()
