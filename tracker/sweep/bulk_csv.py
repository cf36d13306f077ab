"""Reads CourtListener's bulk files: recognizes the table of a file, streams its rows (the file is never
wholly in memory), and cuts them into Parquet shards, each small enough for one worker's memory, written whole
or not at all.

The dialect is PostgreSQL's COPY with backslashes: every value is quoted, NULL is an empty unquoted cell, a
quote in a value is written \\" and a backslash \\\\, line ends inside values stay. Files of August 2024 to
January 2025 have backticks for quotes (CourtListener's issue 4960).

Each file has a folder of shards, named after the file and its size, with `done.json` once the file was read
to its end. A rerun reads an unfinished file from the beginning but writes only the missing shards; where
shards end depends only on the rows.
"""

import bz2
import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path

from db.disk import write_whole
from docket.issues import ParseError
from tracker.export.parquet import opened, write_parquet
from tracker.stop import NO_BAR, Bar

# The columns that a sweep keeps, by table; a file is recognized by them, whatever its name.
TEXTS = (
    "plain_text",
    "html_with_citations",
    "html",
    "html_lawbox",
    "html_columbia",
    "html_anon_2020",
    "xml_harvard",
)
COLUMNS = {
    "opinions": ("id", "cluster_id", "type", *TEXTS),
    "clusters": ("id", "docket_id", "date_filed", "case_name", "precedential_status", "blocked"),
    "dockets": (
        "id",
        "court_id",
        "docket_number",
        "pacer_case_id",
        "case_name",
        "date_filed",
        "date_terminated",
        "cause",
        "nature_of_suit",
        "assigned_to_str",
        "slug",
        "blocked",
    ),
}
_MOST_ROWS = {"opinions": 2000, "clusters": 200_000, "dockets": 200_000}
_MOST_CHARACTERS = 24 * 1024 * 1024
_OPINION = {
    "id": "VARCHAR",
    "cluster_id": "VARCHAR",
    "type": "VARCHAR",
    "text": "VARCHAR",
    "is_markup": "BOOLEAN",
}
_LONGEST_CELL = 256 * 1024 * 1024  # characters; nothing longer is an opinion
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class BulkFile:
    """One file: its table, its size in bytes on disk, the names of its columns, and its quote character."""

    path: Path
    table: str
    size: int
    names: tuple[str, ...]
    quote: str

    @property
    def key(self) -> str:
        """A name for the file that changes when the file does."""
        return f"{self.path.name.partition('.')[0]}-{self.size}"

    @property
    def dumped_on(self) -> str | None:
        """The date of the dump, if the file's name has it."""
        match = _DATE.search(self.path.name)
        return match[0] if match else None


def open_bulk(path: Path) -> BulkFile:
    """Return the file with its table and columns. Raises ParseError if its first line belongs to no table
    that a sweep reads."""
    try:
        with path.open("rb") as raw, _open_text(raw, path) as stream:
            header, row = stream.readline(), stream.readline()
        names = tuple(name.strip("`") for name in next(csv.reader([header]), []))
    except (EOFError, OSError, UnicodeDecodeError, csv.Error) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise ParseError(
            f"{path.name}: not a CSV file, or not as .bz2 says ({error}); get it again"
        ) from None
    for table, columns in COLUMNS.items():
        if set(columns) <= set(names):
            return BulkFile(path, table, path.stat().st_size, names, "`" if row.startswith("`") else '"')
    raise ParseError(
        f"{path.name}: not opinions, opinion-clusters or dockets of CourtListener's bulk data; give these three files"
    )


def read_bulk(file: BulkFile, progress: Bar = NO_BAR) -> Iterator[dict[str, str | None]]:
    """Yield the rows, with only the columns that a sweep keeps.

    `progress.update` gets the number of compressed bytes read. Raises ParseError naming the line for a file
    that is cut off or not CSV of this dialect.
    """
    csv.field_size_limit(_LONGEST_CELL)
    done = 0
    with file.path.open("rb") as raw, _open_text(raw, file.path) as stream:
        stream.readline()
        reader = csv.reader(stream, doublequote=False, escapechar="\\", strict=True, quotechar=file.quote)
        places = [(column, file.names.index(column)) for column in COLUMNS[file.table]]
        try:
            for row in reader:
                if len(row) != len(file.names):
                    raise ParseError(
                        f"{file.path.name}, line {reader.line_num + 1}: {len(row)} cells of "
                        f"{len(file.names)}; get the file again"
                    )
                yield {column: row[place] or None for column, place in places}
                if reader.line_num % 1000 == 0:
                    progress.update(raw.tell() - done)
                    done = raw.tell()
        except csv.Error as error:
            raise ParseError(
                f"{file.path.name}, line {reader.line_num + 1}: {error}; get the file again"
            ) from None
        except (EOFError, OSError, UnicodeDecodeError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            raise ParseError(
                f"{file.path.name}: cut off or damaged after line {reader.line_num + 1} ({error}); get the file again"
            ) from None
    progress.update(file.size - done)


def _open_text(raw: BufferedReader, path: Path) -> TextIOWrapper:
    packed = bz2.BZ2File(raw) if path.name.endswith(".bz2") else raw
    return TextIOWrapper(packed, encoding="utf-8", newline="")


def split(file: BulkFile, folder: Path, most_rows: int | None = None, progress: Bar = NO_BAR) -> list[Path]:
    """Return the shards of a file in order, after writing the missing ones. Raises ParseError, OSError."""
    home = folder / file.table / file.key
    home.mkdir(parents=True, exist_ok=True)
    done_file = home / "done.json"
    if done_file.exists():
        progress.update(file.size)
        return [home / name for name in json.loads(done_file.read_text(encoding="utf-8"))["shards"]]
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
        done_file,
        {"file": file.path.name, "bytes": file.size, "rows": count, "shards": [path.name for path in shards]},
    )
    return shards


def _pick_text(row: dict) -> dict:
    """Keep one form of an opinion's text: the plain one, or else the first that is not empty."""
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
    write_whole(path, json.dumps(value, ensure_ascii=False).encode())
