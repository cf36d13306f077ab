"""The sweep: how well two processes share the work, and its texts a second against a plain `re` search.

    python bench/sweep.py [OPINIONS]

Writes bulk files of an invented world (default: 30,000 opinions of 12,000 characters), cuts them into shards, and reads
these in turn with one process and with two, three times; workers are started, and have read a shard, before the clock
is. Printed are medians of wall time and of the CPU time of the readers, their ratios, and the two searches over the
same texts in memory.
"""

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import duckdb
from dask.distributed import Client, LocalCluster

from tests.worlds.bulk import write_bulk
from tracker.sweep.bulk_csv import open_bulk, split
from tracker.sweep.dask_run import scan
from tracker.sweep.opinions import find_in_opinion, read_text, scan_shard

ROUNDS, LENGTH, A_SHARD = 3, 12_000, 100
# What names § 230, as somebody would write it who has only `re`: numbers with their sign or title, the acts,
# its own words.
PATTERN = re.compile(
    (
        r"(?:§+|\bsections?|\bsec\.?)\s*230\b|\b47\s*U\.?\s?S\.?\s?C\.?\s*(?:A\.?\s*)?(?:§+\s*)?230\b"
        r"|communications\s+decency\s+act|\bCDA\b|\bFOSTA\b|\bSESTA\b"
        r"|interactive\s+computer\s+service|information\s+content\s+provider|publisher\s+or\s+speaker"
    ),
    re.IGNORECASE,
)


def timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def cpu_seconds() -> float:
    """Return the CPU time this process has used, on whichever worker this runs."""
    times = os.times()
    return times.user + times.system


def run(shards: list[Path], folder: Path, workers: int) -> tuple[float, float]:
    """Return wall seconds and the readers' CPU seconds of one reading of all shards."""
    shutil.rmtree(folder, ignore_errors=True)
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        ) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(workers, timeout=120)
        client.run(scan_shard, str(shards[0]))
        before = sum(client.run(cpu_seconds).values())
        seconds = timed(lambda: scan(shards, folder, workers, cluster.scheduler_address))
        return seconds, sum(client.run(cpu_seconds).values()) - before


def main() -> None:
    opinions = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bulk = open_bulk(write_bulk(folder, opinions, LENGTH)[0])
        cutting = timed(lambda: split(bulk, folder / "shards", A_SHARD))
        shards = split(bulk, folder / "shards", A_SHARD)
        single, two = [], []
        for _ in range(ROUNDS):
            single.append(run(shards, folder / "found", 1))
            two.append(run(shards, folder / "found", 2))
        rows = duckdb.execute(
            "select text, is_markup from read_parquet($1)", [[str(path) for path in shards]]
        ).fetchall()
    texts = [read_text(text, is_markup) for text, is_markup in rows]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(timed(lambda: [[match.span() for match in PATTERN.finditer(text)] for text in texts]))
        ours.append(timed(lambda: [find_in_opinion(text) for text in texts]))
    (wall_1, cpu_1), (wall_2, cpu_2) = (
        [statistics.median(values) for values in zip(*rounds, strict=True)] for rounds in (single, two)
    )
    re_alone, sweep = statistics.median(theirs), statistics.median(ours)
    print(
        f"{len(texts)} texts, {sum(map(len, texts)) / 1e6:.0f} million characters, {len(shards)} "
        f"shards; cut in {cutting:.1f} s"
    )
    print(f"one process    {wall_1:6.2f} s wall, {cpu_1:6.2f} s CPU")
    print(
        f"two processes  {wall_2:6.2f} s wall, {cpu_2:6.2f} s CPU   efficiency {wall_1 / wall_2 / 2:.2f} "
        "(target at least 0.8); "
        f"CPU of one / of two {cpu_1 / cpu_2:.2f}; load of the machine {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} processors"
    )
    print(f"plain re       {len(texts) / re_alone:8.0f} texts/s")
    print(
        f"sweep          {len(texts) / sweep:8.0f} texts/s   ratio {re_alone / sweep:.2f} (target at least 0.5)"
    )


if __name__ == "__main__":
    main()
