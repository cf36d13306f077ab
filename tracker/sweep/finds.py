"""The dockets whose opinions or cover sheet name § 230: finds them in the bulk files, joins, and archives
them."""

import json
from pathlib import Path

from db.disk import write_whole
from docket.issues import ParseError
from docket.snapshot import Snapshot
from scrapers.sources import sweep as source
from tracker import pipeline, round as rounds
from tracker.export.parquet import quoted
from tracker.outcome import Outcome
from tracker.settings import Settings
from tracker.sweep import dask_run
from tracker.sweep.bulk_csv import BulkFile, split

_DOCKETS_A_PAGE = 1000
_JOIN = """
with listed as (
  select clusters.docket_id, list({opinion_id: finds.opinion_id, cluster_id: finds.cluster_id,
      type: finds.type, label: finds.label, score: finds.score, provisions: finds.provisions,
      citations: finds.citations, "references": finds."references", quote: finds.quote,
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


def find_all(
    bulk: list[BulkFile], folder: Path, workers: int, scheduler: str | None, most_rows: int | None = None
) -> tuple[Path, dict]:
    """Cut, read and join the files; return finds.ndjson (one docket a line) and the counts. Raises
    ParseError, OSError."""
    folder = folder.resolve()  # a cluster's workers run in other folders
    shards: dict[str, list[Path]] = {"opinions": [], "clusters": [], "dockets": []}
    with rounds.progress_bar(sum(file.size for file in bulk), "cutting") as bar:
        for file in bulk:
            shards[file.table] += split(file, folder, most_rows, bar)
    with rounds.progress_bar(len(shards["opinions"]), "reading") as bar:
        results = dask_run.scan(shards["opinions"], folder, workers, scheduler, bar)
    scanned = [json.loads(path.read_text(encoding="utf-8")) for path in results]
    finds = [find for shard in scanned for find in shard["finds"]]
    dockets = _join(finds, shards, folder)
    target = folder / "finds.ndjson"
    lines = (json.dumps(docket, ensure_ascii=False, default=str) + "\n" for docket in dockets)
    write_whole(target, "".join(lines).encode())
    texts = sum(shard["texts"] for shard in scanned)
    return target, {"texts": texts, "opinions": len(finds), "dockets": len(dockets)}


def _join(finds: list[dict], shards: dict[str, list[Path]], folder: Path) -> list[dict]:
    """Return the dockets of the finds and those whose cover sheet names the statute, each with its
    opinions."""
    import duckdb

    lines = folder / "opinions.ndjson"
    lines.write_text("".join(json.dumps(find, ensure_ascii=False) + "\n" for find in finds), encoding="utf-8")
    with duckdb.connect(
        config={"memory_limit": "2GB", "temp_directory": str(folder / "spill")}
    ) as connection:
        connection.execute(
            (
                "create table finds as select * from read_json(?, format = 'newline_delimited', columns = "
                "{opinion_id: 'VARCHAR', cluster_id: 'VARCHAR', "
                "type: 'VARCHAR', label: 'VARCHAR', score: 'DOUBLE', provisions: 'VARCHAR[]', citations: "
                "'VARCHAR[]', \"references\": 'BIGINT', "
                "quote: 'VARCHAR'})"
            ),
            [str(lines)],
        )
        for table in ("clusters", "dockets"):
            _show(connection, table, shards[table])
        cursor = connection.execute(_JOIN)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _show(connection, table: str, shards: list[Path]) -> None:
    """Create a view of the shards; an empty one if there are none."""
    if not shards:
        connection.execute(
            f"create view {table} as select null::varchar as id, null::varchar as docket_id, null::varchar "
            "as date_filed,"
            " null::varchar as precedential_status, null::varchar as blocked where false"
        )
        return
    listed = ", ".join(quoted(path) for path in shards)
    connection.execute(f"create view {table} as select * from read_parquet([{listed}])")


def archive_finds(settings: Settings, target: Path, bulk: list[BulkFile]) -> Outcome:
    """Archive the finds, page by page, and ingest them."""
    outcome = Outcome(source.SOURCE.NAME)
    dumped_on = max((file.dumped_on for file in bulk if file.dumped_on), default=None)
    with rounds.open_current(settings) as house:
        for snapshot in make_snapshots(target.read_bytes(), dumped_on, house.now()):
            pipeline.archive_snapshot(house, snapshot, outcome)
        pipeline.ingest_pending(house, outcome)
    return outcome


def make_snapshots(body: bytes, dumped_on: str | None, now: str) -> list[Snapshot]:
    """Return the finds as pages to archive, each with the same number of dockets. Raises ParseError for a
    file without finds."""
    lines = body.splitlines(keepends=True)
    pages = [
        b"".join(lines[start : start + _DOCKETS_A_PAGE]) for start in range(0, len(lines), _DOCKETS_A_PAGE)
    ]
    if lines and not source.is_finds(lines[0]):
        raise ParseError("finds.ndjson: not what a sweep writes; run the sweep again")
    return [
        source.describe(page, f"finds-{number:03}", dumped_on, now) for number, page in enumerate(pages, 1)
    ]
