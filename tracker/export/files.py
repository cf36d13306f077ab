"""The files of an exported snapshot beside its database: NDJSON, Parquet, dictionary, license, checksums.

Nothing in them reads the clock, so that the same content gives the same files.
"""

import hashlib
import json
from pathlib import Path

from db.tables import FLAG, NUMBER, Table
from db.views import VIEWS
from docket.issues import ParseError
from publish.metadata import LICENSE, load_metadata, said_of
from tracker.export.parquet import opened, write_parquet
from tracker.export.tables import EXPORTED, read_rows

FORMAT = "2"  # of the snapshot: raised when a file of it changes its shape
SUMS = "SHA256SUMS"
# The type of a column where it is no text: of Parquet, and in words.
_PARQUET = {NUMBER: "BIGINT", FLAG: "BOOLEAN"}
_TYPES = {NUMBER: "integer", FLAG: "boolean"}
_README = """A snapshot of the § 230 Docket: court litigation about 47 U.S.C. § 230.

docket.db        every table, its search index and the views, as SQLite
ndjson/          each table, one JSON object a line; true and false are 1 and 0 in docket.db
parquet/         the same
citations.graphml  who cites whom among our dockets, and how
dictionary.json  what every table and column means; null is "not known", never "none"
metadata.json    the same words as Datasette reads them
manifest.json    the name of this snapshot, its rows, the code that made it
difference.json  which rows were added and changed since the snapshot before, and how many are gone
CITATION.cff     how to cite it; datacite.json and croissant.json say the same to repositories and programs
SHA256SUMS       sha256sum --check SHA256SUMS

Serve it:        python -m tracker serve --replica <the folder above this one>
or with          datasette --immutable docket.db --metadata metadata.json --setting suggest_facets off
"""


def write_rows(database: Path, folder: Path, counts: dict[str, int]) -> dict[str, str]:
    """Write each table as NDJSON and as Parquet; return the SHA-256 of its NDJSON, by table.

    Raises ParseError if a row was lost.
    """
    for name in ("ndjson", "parquet"):
        (folder / name).mkdir()
    sums = {}
    with opened() as duck:
        for table in EXPORTED:
            lines, longest, seen = folder / "ndjson" / f"{table.name}.ndjson", 0, hashlib.sha256()
            with lines.open("wb") as file:
                for row in read_rows(database, table):
                    line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                    seen.update(line)
                    longest = max(longest, file.write(line))
            columns = {name: _PARQUET.get(column.kind, "VARCHAR") for name, column in table.columns.items()}
            written = write_parquet(
                duck, lines, columns, longest, folder / "parquet" / f"{table.name}.parquet"
            )
            if written != counts[table.name]:
                raise ParseError(
                    f"{table.name}.parquet: {written} rows of {counts[table.name]}; "
                    "export again, and report this if it stays"
                )
            sums[table.name] = seen.hexdigest()
    return sums


def write_words(folder: Path, counts: dict[str, int]) -> None:
    """Write dictionary, metadata for Datasette, license and README."""
    metadata = load_metadata()
    dictionary = {
        "title": metadata["title"],
        "description": metadata["description"],
        "license": LICENSE,
        "null": "not known; never none",
        "tables": [_describe(table, counts[table.name]) for table in EXPORTED],
        "views": [
            {
                "name": view.name,
                "title": view.title,
                "description": view.words,
                "columns": {name: column.words for name, column in view.columns.items()},
            }
            for view in VIEWS.values()
        ],
    }
    write_json(folder / "dictionary.json", dictionary)
    metadata["databases"]["docket"] |= {
        "tables": {
            shown.name: said_of(shown, metadata["databases"]["docket"]["tables"])
            for shown in (*EXPORTED, *VIEWS.values())
        }
    }
    write_json(folder / "metadata.json", metadata)
    (folder / "README.txt").write_text(_README, encoding="utf-8")
    (folder / "LICENSE.txt").write_text(f"{metadata['license']}\n{LICENSE}\n", encoding="utf-8")


def _describe(table: Table, count: int) -> dict:
    columns = [
        {
            "name": name,
            "type": _TYPES.get(column.kind, "text"),
            "description": column.words,
        }
        for name, column in table.columns.items()
    ]
    references = [{"column": column, "table": other, "key": key} for column, other, key in table.foreign_keys]
    return {
        "name": table.name,
        "title": table.title,
        "description": table.words,
        "rows": count,
        "key": list(table.primary),
        "columns": columns,
        "references": references,
    }


def write_manifest(
    folder: Path, counts: dict[str, int], sums: dict[str, str], build: dict[str, str], newest: str | None
) -> tuple[str, str]:
    """Write manifest.json; return the snapshot's name (the date of its newest page and a hash of its content)
    and the whole hash."""
    seen = hashlib.sha256(f"format {FORMAT}\n".encode())
    for name in sorted(sums):
        seen.update(f"{name} {sums[name]}\n".encode())
    seen.update((folder / "dictionary.json").read_bytes())
    content_hash = seen.hexdigest()
    name = f"{(newest or 'empty')[:10]}-{content_hash[:12]}"
    write_json(
        folder / "manifest.json",
        {
            "name": name,
            "format": FORMAT,
            "content_hash": content_hash,
            "newest_page_fetched_at": newest,
            "license": LICENSE,
            "version": build.get("version"),
            "fingerprint": build.get("fingerprint"),
            "rows": counts,
            "content": sums,
        },
    )
    return name, content_hash


def write_sums(folder: Path) -> None:
    """Write the SHA-256 of every file, as `sha256sum --check` reads it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def find_damage(folder: Path) -> str | None:
    """Return the first file of a snapshot that does not match its checksum, or None."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return SUMS
    for line in lines:
        written, _, name = line.partition("  ")
        if not (folder / name).is_file() or digest(folder / name) != written:
            return name
    return None


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: object) -> None:
    """Write a value as readable JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
