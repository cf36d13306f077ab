"""Bulk files cut into Parquet shards: each small enough for one worker's memory, written whole or not at all.

Each file has a folder, named for the file and its size, with `done.json` once the file was read to its end. A
rerun reads an unfinished file from the beginning (bzip2 cannot be entered in the middle) but writes only the
missing shards; where shards end depends only on the rows.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracker.export.parquet import opened, write_parquet
from tracker.stop import NO_BAR, Bar
from tracker.sweep.bulk_csv import COLUMNS, TEXTS, BulkFile, read_bulk

_MOST_ROWS = {"opinions": 2000, "clusters": 200_000, "dockets": 200_000}
_MOST_CHARACTERS = 24 * 1024 * 1024
_OPINION = {
    "id": "VARCHAR",
    "cluster_id": "VARCHAR",
    "type": "VARCHAR",
    "text": "VARCHAR",
    "is_markup": "BOOLEAN",
}


def split(file: BulkFile, folder: Path, most_rows: int | None = None, progress: Bar = NO_BAR) -> list[Path]:
    """Return the shards of a file in order, after writing the missing ones. Raises ParseError, OSError."""
    home = folder / file.table / file.key
    home.mkdir(parents=True, exist_ok=True)
    done = home / "done.json"
    if done.exists():
        progress.update(file.size)
        return [home / name for name in json.loads(done.read_text(encoding="utf-8"))["shards"]]
    shards, count = [], 0
    rows: Iterable[dict] = read_bulk(file, progress)
    if file.table == "opinions":
        rows = map(_pick_text, rows)
    for number, batch in enumerate(_batches(rows, most_rows or _MOST_ROWS[file.table]), 1):
        path = home / f"{number:06}.parquet"
        if not path.exists():
            _write(
                batch,
                _OPINION if file.table == "opinions" else dict.fromkeys(COLUMNS[file.table], "VARCHAR"),
                path,
            )
        shards.append(path)
        count += len(batch)
    save_json(
        done,
        {"file": file.path.name, "bytes": file.size, "rows": count, "shards": [path.name for path in shards]},
    )
    return shards


def _pick_text(row: dict) -> dict:
    """Keep one form of an opinion's text: the plain one, else the first that is not empty."""
    name = next((name for name in TEXTS if row[name]), None)
    return {
        "id": row["id"],
        "cluster_id": row["cluster_id"],
        "type": row["type"],
        "text": row[name] if name else "",
        "is_markup": name not in (None, "plain_text"),
    }


def _batches(rows: Iterable[dict], most_rows: int) -> Iterator[list[dict]]:
    batch, size = [], 0
    for row in rows:
        batch.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(batch) == most_rows or size >= _MOST_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write(rows: list[dict], columns: dict[str, str], path: Path) -> None:
    lines, draft, longest = path.with_suffix(".ndjson"), path.with_suffix(".draft"), 0
    with lines.open("wb") as file:
        for row in rows:
            longest = max(
                longest, file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            )
    with opened() as duck:
        write_parquet(duck, lines, columns, longest, draft)
    draft.replace(path)
    lines.unlink()


def save_json(path: Path, value: object) -> None:
    save_whole(path, json.dumps(value, ensure_ascii=False).encode())


def save_whole(path: Path, body: bytes) -> None:
    """Write the file, and its folder if it is missing, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(body)
    draft.replace(path)
