"""Distributes shards to workers: one process here, several, or a Dask cluster; each shard is recorded when
done.

A result depends only on the shard and the code, so that it does not matter which worker reads the shard, or
how often. Only a few shards are out at a time; only this process writes the results.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from docket.issues import ParseError
from tracker.reading.code_version import digest_of
from tracker.stop import NO_BAR, Bar
from tracker.sweep.bulk_csv import save_json
from tracker.sweep.opinions import scan_shard

_IN_HAND = 3  # shards per worker: one being read, two waiting
_RETRIES = 5  # for a shard whose worker died
_ANSWERS_WITHIN = 20  # seconds in which a scheduler must answer


def fingerprint() -> str:
    """Return a digest of the code that reads opinions: results of other versions are not used."""
    sweep = Path(str(files("tracker"))) / "sweep"
    docket = sorted(path for path in Path(str(files("docket"))).rglob("*") if path.suffix in (".py", ".tsv"))
    return digest_of([*docket, sweep / "opinions.py", sweep / "volumes.py"])


def find_targets(shards: list[Path], folder: Path) -> dict[Path, Path]:
    """Return the path of each shard's result, which depends on the code that reads it."""
    home = folder / f"found-{fingerprint()}"
    return {shard: home / shard.parent.name / f"{shard.stem}.json" for shard in shards}


def scan(
    shards: list[Path],
    folder: Path,
    workers: int,
    scheduler: str | None = None,
    progress: Bar = NO_BAR,
    on_client=None,
    read: Callable[[str], dict] = scan_shard,
    prepare: Callable[[Path], bool] = Path.exists,
    finish: Callable[[Path], None] = lambda shard: None,
) -> list[Path]:
    """Read the shards that have no result yet; return the result file of each shard, in the order of the
    shards.

    `on_client` is called with Dask's client once there are workers. `prepare` is called before a shard is
    handed out, and returns whether there is anything to read; `finish` is called once its result is stored.
    Raises ParseError if a scheduler cannot be reached.
    """
    targets = find_targets(shards, folder)
    missing = [shard for shard in shards if not targets[shard].exists()]
    progress.update(len(shards) - len(missing))
    waiting = (shard for shard in missing if prepare(shard))
    for shard, result in _results(waiting, bool(missing), read, workers, scheduler, on_client):
        save_json(targets[shard], result)
        finish(shard)
        progress.update(1)
    return [targets[shard] for shard in shards if targets[shard].exists()]


def _results(
    shards: Iterator[Path],
    is_any: bool,
    read: Callable[[str], dict],
    workers: int,
    scheduler: str | None,
    on_client,
) -> Iterator[tuple[Path, dict]]:
    if not is_any:
        return
    if scheduler is None and workers == 1:
        yield from ((shard, read(str(shard))) for shard in shards)
        return
    with _client(workers, scheduler) as client:
        if on_client is not None:
            on_client(client)
        yield from _hand_out(client, shards, read)


def _hand_out(client, waiting: Iterator[Path], read: Callable[[str], dict]) -> Iterator[tuple[Path, dict]]:
    """Yield results as they come; for each, the next shard is handed out."""
    from dask.distributed import as_completed

    shard_of = {}

    def submit(count: int) -> list:
        futures = []
        for shard in islice(waiting, count):
            future = client.submit(
                read,
                str(shard),
                key=f"scan-{shard.parent.name}-{shard.stem}",
                pure=False,
                retries=_RETRIES,
            )
            shard_of[future.key] = shard
            futures.append(future)
        return futures

    going = as_completed(submit(_IN_HAND * max(1, len(client.scheduler_info()["workers"]))))
    for future in going:
        yield shard_of.pop(future.key), future.result()
        going.update(submit(1))


@contextmanager
def _client(workers: int, scheduler: str | None) -> Iterator[Any]:
    """Yield a client of the cluster at `scheduler`, or of one with this number of processes on this
    machine."""
    try:
        from dask.distributed import Client, LocalCluster
    except ImportError:
        raise ParseError(
            "Dask is not installed; pip install -r requirements-sweep.lock, or use --workers 1"
        ) from None
    if scheduler is not None:
        try:
            client = Client(scheduler, timeout=_ANSWERS_WITHIN)
        except OSError:
            raise ParseError(f"no scheduler answers at {scheduler}; start one with: dask scheduler") from None
        with client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client
