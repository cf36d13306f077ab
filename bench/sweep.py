"""Measures how well two processes share the work of a sweep.

    python bench/sweep.py [OPINIONS]

Writes bulk files of an invented world (default: 30,000 opinions of 12,000 characters), cuts them into shards,
and reads these with one process and with two; before the clock starts, the workers have started and read a
shard. It prints wall time, the CPU time of the readers, and their ratios.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dask.distributed import Client, LocalCluster

from tests.worlds.bulk import write_bulk
from tracker.sweep.bulk_csv import open_bulk, split
from tracker.sweep.dask_run import scan
from tracker.sweep.opinions import scan_shard

LENGTH, A_SHARD = 12_000, 100


def cpu_seconds() -> float:
    """Return the CPU time that this process has used; runs on a worker."""
    times = os.times()
    return times.user + times.system


def run(shards: list[Path], folder: Path, workers: int) -> tuple[float, float]:
    """Return wall seconds and the readers' CPU seconds of one reading of all shards."""
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
        before, started = sum(client.run(cpu_seconds).values()), time.perf_counter()
        scan(shards, folder, workers, cluster.scheduler_address)
        return time.perf_counter() - started, sum(client.run(cpu_seconds).values()) - before


def main() -> None:
    opinions = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bulk, started = open_bulk(write_bulk(folder, opinions, LENGTH)[0]), time.perf_counter()
        shards = split(bulk, folder / "shards", A_SHARD)
        print(f"{opinions} texts in {len(shards)} shards; cut in {time.perf_counter() - started:.1f} s")
        wall_1, cpu_1 = run(shards, folder / "found 1", 1)
        wall_2, cpu_2 = run(shards, folder / "found 2", 2)
    print(f"one process    {wall_1:6.2f} s wall, {cpu_1:6.2f} s CPU   {opinions / wall_1:.0f} texts/s")
    print(
        f"two processes  {wall_2:6.2f} s wall, {cpu_2:6.2f} s CPU   efficiency {wall_1 / wall_2 / 2:.2f} "
        f"(target at least 0.8); CPU of one / of two {cpu_1 / cpu_2:.2f}; load of the machine "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )


if __name__ == "__main__":
    main()
