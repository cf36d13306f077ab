"""`sweep`: § 230 in CourtListener's bulk opinions; the dockets it finds become candidates, with the words that found them."""

import json
import os
from pathlib import Path

import click

from docket.issues import ParseError
from docket.snapshot import Snapshot
from scrapers.sources import sweep as source
from tracker import pipeline, running, sweep_work
from tracker.house import open_house
from tracker.looking import say_json
from tracker.parquet import quoted
from tracker.settings import Settings
from tracker.sweep_csv import BulkFile, open_bulk
from tracker.sweep_shards import split

_DOCKETS_A_PAGE = 1000
_JOIN = """
with listed as (
  select clusters.docket_id, list({opinion_id: finds.opinion_id, cluster_id: finds.cluster_id, type: finds.type, label: finds.label,
      score: finds.score, provisions: finds.provisions, citations: finds.citations, "references": finds."references", quote: finds.quote,
      date_filed: clusters.date_filed, precedential_status: clusters.precedential_status}
    order by try_cast(finds.opinion_id as bigint), finds.opinion_id) as opinions
  from finds join clusters on clusters.id = finds.cluster_id
  where coalesce(clusters.blocked, 'f') <> 't'
  group by clusters.docket_id
)
select dockets.*, listed.opinions
from dockets left join listed on listed.docket_id = dockets.id
where coalesce(dockets.blocked, 'f') <> 't'
  and (listed.docket_id is not null or regexp_matches(coalesce(dockets.cause, ''), '(^|[^0-9])47:\\s?0*230([^0-9]|$)'))
order by try_cast(dockets.id as bigint), dockets.id
"""


@click.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where the work lies. Default: sweep, in the home.")
@click.option("--workers", type=click.IntRange(min=1), default=lambda: os.cpu_count() or 1, show_default="one a processor", help="Processes on this machine.")
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="A cluster of Dask's in their place; its workers must see the folder.")
@click.option("--only-find", is_flag=True, help="Write the finds and leave the home alone: for a machine that is not the tracker's.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def sweep(settings: Settings, paths, folder: Path | None, workers: int, scheduler: str | None, only_find: bool, as_json: bool) -> None:
    """Look for § 230 in CourtListener's bulk files: opinions, opinion-clusters and dockets, as .csv.bz2.

    Begun again it goes on where it was. What it finds is awaited by `review`; finds.ndjson, made elsewhere with
    --only-find, is brought by `import`. Several processes, or a cluster, need requirements-sweep.lock.

    \b
      python -m tracker sweep opinions-2026-03-31.csv.bz2 opinion-clusters-2026-03-31.csv.bz2 dockets-2026-03-31.csv.bz2
      python -m tracker sweep --scheduler tcp://10.0.0.1:8786 --folder /shared/sweep *.csv.bz2
    """
    folder = folder or settings.home / "sweep"
    bulk = [open_bulk(path) for path in paths]
    _check(bulk)
    target, counts = find_all(bulk, folder, workers, scheduler)
    outcome = None if only_find else _bring(settings, target, bulk)
    if as_json:
        say_json({"finds": str(target), **counts, "stored": outcome.stored if outcome else 0})
    else:
        click.echo("{texts} texts read, {opinions} name § 230, in {dockets} dockets".format(**counts) + f": {target}")
    if outcome is not None and outcome.failed:
        raise click.ClickException(outcome.errors[0])


def _check(bulk: list[BulkFile]) -> None:
    tables = {file.table for file in bulk}
    wanted = {"dockets"} | ({"clusters"} if "opinions" in tables else set())
    if missing := sorted(wanted - tables):
        raise click.UsageError(f"the {' and the '.join(missing)} are missing, without which no find can be placed; name that file, too")


def find_all(bulk: list[BulkFile], folder: Path, workers: int, scheduler: str | None, most_rows: int | None = None) -> tuple[Path, dict]:
    """Cut, read and join the files; return finds.ndjson (a docket a line) and what was counted. Raises ParseError, OSError."""
    folder = folder.resolve()        # a cluster's workers stand elsewhere
    shards: dict[str, list[Path]] = {"opinions": [], "clusters": [], "dockets": []}
    with running.progress_bar(sum(file.size for file in bulk), "cutting") as bar:
        for file in bulk:
            shards[file.table] += split(file, folder, most_rows, bar)
    with running.progress_bar(len(shards["opinions"]), "reading") as bar:
        results = sweep_work.scan(shards["opinions"], folder, workers, scheduler, bar)
    texts = sum(json.loads(path.read_text(encoding="utf-8"))["texts"] for path in results)
    finds = list(sweep_work.read_results(results))
    dockets = _join(finds, shards, folder)
    target = folder / "finds.ndjson"
    draft = target.with_suffix(".draft")
    draft.write_text("".join(json.dumps(docket, ensure_ascii=False, default=str) + "\n" for docket in dockets), encoding="utf-8")
    draft.replace(target)
    return target, {"texts": texts, "opinions": len(finds), "dockets": len(dockets)}


def _join(finds: list[dict], shards: dict[str, list[Path]], folder: Path) -> list[dict]:
    """Return the dockets of the finds, and those whose cover sheet names the statute, each with its opinions."""
    import duckdb

    lines = folder / "opinions.ndjson"
    lines.write_text("".join(json.dumps(find, ensure_ascii=False) + "\n" for find in finds), encoding="utf-8")
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder / "spill")}) as connection:
        connection.execute(
            "create table finds as select * from read_json(?, format = 'newline_delimited', columns = {opinion_id: 'VARCHAR', cluster_id: 'VARCHAR', "
            "type: 'VARCHAR', label: 'VARCHAR', score: 'DOUBLE', provisions: 'VARCHAR[]', citations: 'VARCHAR[]', \"references\": 'BIGINT', "
            "quote: 'VARCHAR'})", [str(lines)],
        )
        for table in ("clusters", "dockets"):
            _show(connection, table, shards[table])
        found = connection.execute(_JOIN)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _show(connection, table: str, shards: list[Path]) -> None:
    """Make a view of the shards; an empty one where there are none."""
    if not shards:
        connection.execute(f"create view {table} as select null::varchar as id, null::varchar as docket_id, null::varchar as date_filed,"
                           " null::varchar as precedential_status, null::varchar as blocked where false")
        return
    listed = ", ".join(quoted(path) for path in shards)
    connection.execute(f"create view {table} as select * from read_parquet([{listed}])")


def _bring(settings: Settings, target: Path, bulk: list[BulkFile]) -> pipeline.Outcome:
    """Archive the finds, a page of them at a time, and ingest them."""
    outcome = pipeline.Outcome(source.NAME)
    dumped_on = max((file.dumped_on for file in bulk if file.dumped_on), default=None)
    with open_house(settings) as house:
        running.bring_local(house)
        for snapshot in make_snapshots(target.read_bytes(), dumped_on, house.now()):
            pipeline.keep(house, snapshot, outcome)
        pipeline.ingest_pending(house, outcome)
    return outcome


def make_snapshots(body: bytes, dumped_on: str | None, now: str) -> list[Snapshot]:
    """Return the finds as pages to archive, each of as many dockets. Raises ParseError if they are none."""
    lines = body.splitlines(keepends=True)
    pages = [b"".join(lines[start:start + _DOCKETS_A_PAGE]) for start in range(0, len(lines), _DOCKETS_A_PAGE)]
    if lines and not source.is_finds(lines[0]):
        raise ParseError("finds.ndjson: not what a sweep writes; run the sweep again")
    return [source.describe(page, f"finds-{number:03}", dumped_on, now) for number, page in enumerate(pages, 1)]
