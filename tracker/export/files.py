"""The files of an exported snapshot beside its database: NDJSON, Parquet, dictionary, license, checksums, the
difference from the previous snapshot, and its citation in the formats that libraries read: CITATION.cff,
DataCite's JSON, Croissant.

They do not depend on the clock, so that the same content gives the same files. The version of a release is
the name of its snapshot. A repository that assigns a DOI adds it itself.
"""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from db.tables import FLAG, NUMBER, PROVENANCE, Table
from db.views import VIEWS
from docket.issues import ParseError
from docket.statute import CITATION, ENACTED, NAME, SITE, SITE_ID, TEXT_URL
from publish.metadata import LICENSE, load_metadata, said_of
from tracker.export.parquet import opened, write_parquet
from tracker.export.tables import EXPORTED, read_rows

LISTED = 1_000  # most ids named for one table; beyond that, compare the tables
FORMAT = "2"  # of the snapshot: raised when one of its files changes its format
SUMS = "SHA256SUMS"
# The type of a column that is not text: for Parquet, and in words.
_PARQUET = {NUMBER: "BIGINT", FLAG: "BOOLEAN"}
_TYPES = {NUMBER: "integer", FLAG: "boolean"}
_SPDX = "CC0-1.0"
_KEYWORDS = (NAME, CITATION, "Communications Decency Act", "litigation", "court dockets")
_CROISSANT_TYPES = {NUMBER: "sc:Integer", FLAG: "sc:Boolean"}  # of a column; otherwise sc:Text
# Copied from the specification of Croissant 1.0.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{
        name: f"cr:{name}"
        for name in (
            "citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes "
            "isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate "
            "separator source subField transform"
        ).split()
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "sc": "https://schema.org/",
}
_README = f"""A snapshot of the {SITE}: court litigation about {CITATION}.

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
    """Write each table as NDJSON and as Parquet; return the SHA-256 of the NDJSON by table.

    Raises ParseError if a row was lost.
    """
    for name in ("ndjson", "parquet"):
        (folder / name).mkdir()
    sums = {}
    source = f"{database.resolve().as_uri()}?immutable=1"
    with opened() as duck, closing(sqlite3.connect(source, uri=True)) as connection:
        for table in EXPORTED:
            lines, longest, seen = folder / "ndjson" / f"{table.name}.ndjson", 0, hashlib.sha256()
            with lines.open("wb") as file:
                for row in read_rows(connection, table):
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
    """Write the dictionary, the metadata for Datasette, the license and the README."""
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
    """Write manifest.json; return the snapshot's name (the date of its newest page and a short hash of its
    content) and the whole hash."""
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
    """Write the SHA-256 of every file in the format of `sha256sum --check`."""
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


def write_citations(
    folder: Path, name: str, content_hash: str, newest: str | None, site_url: str | None
) -> None:
    """Write the snapshot's three citation files, after its other files. `newest`: when its newest page was
    fetched."""
    metadata = load_metadata()
    about = {
        "title": metadata["title"],
        "description": metadata["description"],
        "day": (newest or ENACTED)[:10],
        "name": name,
        "hash": content_hash,
        "url": site_url,
    }
    (folder / "CITATION.cff").write_text(_cff(about), encoding="utf-8")
    write_json(folder / "datacite.json", _datacite(about, folder))
    write_json(folder / "croissant.json", _croissant(about, folder))


def _cff(about: dict[str, Any]) -> str:
    """Return the citation in the Citation File Format, 1.2.0: YAML, with values written as JSON, which is
    valid YAML."""
    lines = {
        "cff-version": "1.2.0",
        "message": "Please cite this release of the record as below.",
        "type": "dataset",
        "title": about["title"],
        "abstract": about["description"],
        "authors": [{"name": SITE}],
        "version": about["name"],
        "date-released": about["day"],
        "license": _SPDX,
        "keywords": list(_KEYWORDS),
        "identifiers": [
            {"type": "other", "value": f"sha256:{about['hash']}", "description": "Hash of the content"}
        ],
    } | ({"url": about["url"]} if about["url"] else {})
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines.items())


def _datacite(about: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the metadata in the JSON form of DataCite's schema 4."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceType": "Dataset", "resourceTypeGeneral": "Dataset"},
        "creators": [{"name": SITE, "nameType": "Organizational"}],
        "titles": [{"title": about["title"]}],
        "publisher": {"name": SITE},
        "publicationYear": about["day"][:4],
        "version": about["name"],
        "language": "en",
        "subjects": [{"subject": word} for word in _KEYWORDS],
        "dates": [{"date": about["day"], "dateType": "Issued"}],
        "descriptions": [{"description": about["description"], "descriptionType": "Abstract"}],
        "rightsList": [{"rights": "CC0 1.0 Universal", "rightsUri": LICENSE, "rightsIdentifier": _SPDX}],
        "formats": ["application/vnd.sqlite3", "application/x-ndjson", "application/vnd.apache.parquet"],
        "sizes": [f"{size} bytes"],
        "alternateIdentifiers": [
            {"alternateIdentifier": f"sha256:{about['hash']}", "alternateIdentifierType": "SHA-256"}
        ],
    }


def _croissant(about: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the tables as Croissant 1.0: each Parquet file with its hash, each column with its
    description."""
    url = about["url"] or TEXT_URL
    cited = f"{SITE}, {about['title']}, release {about['name']} ({about['day']})"
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": SITE_ID,
        "description": about["description"],
        "license": LICENSE,
        "url": url,
        "creator": {"@type": "sc:Organization", "name": SITE},
        "publisher": {"@type": "sc:Organization", "name": SITE},
        "datePublished": about["day"],
        # Croissant wants three numbers; releases are ordered by the day of their newest page.
        "version": ".".join(str(int(part)) for part in about["day"].split("-")),
        "alternateName": about["name"],
        "keywords": list(_KEYWORDS),
        "citeAs": cited,
        "distribution": [
            _file(folder / "parquet" / f"{table.name}.parquet", table.name) for table in EXPORTED
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": table.name,
                "name": table.name,
                "description": table.words,
                "key": [{"@id": f"{table.name}/{column}"} for column in table.primary],
                "field": [
                    {
                        "@type": "cr:Field",
                        "@id": f"{table.name}/{name}",
                        "name": f"{table.name}/{name}",
                        "description": column.words,
                        "dataType": _CROISSANT_TYPES.get(column.kind, "sc:Text"),
                        "source": {
                            "fileObject": {"@id": f"{table.name}.parquet"},
                            "extract": {"column": name},
                        },
                    }
                    for name, column in table.columns.items()
                ],
            }
            for table in EXPORTED
        ],
    }


def _file(path: Path, table: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{table}.parquet",
        "name": f"{table}.parquet",
        "description": f"The table {table}",
        "contentSize": f"{path.stat().st_size} B",
        "contentUrl": f"parquet/{path.name}",
        "encodingFormat": "application/x-parquet",
        "sha256": digest(path),
    }


def write_difference(database: Path, folder: Path, previous: Path | None, name: str) -> dict[str, Any]:
    """Write which rows were added and changed since the snapshot `previous`, by table; return the same.

    Removed rows are only counted: a row may be gone because its words were taken down, and ids contain words.
    """
    before = previous / "docket.db" if previous and (previous / "docket.db").is_file() else None
    summary: dict[str, Any] = {
        "name": name,
        "previous": previous.name if previous and before else None,
        "tables": {},
    }
    if before is not None:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)) as connection:
            connection.execute("attach ? as old", (f"{before.resolve().as_uri()}?immutable=1",))
            for table in EXPORTED:
                if difference := _compare(connection, table):
                    summary["tables"][table.name] = difference
    write_json(folder / "difference.json", summary)
    return summary


def _compare(connection: sqlite3.Connection, table: Table) -> dict[str, Any] | None:
    """Return the differences in a table, None if there are none. That a page was seen again is not a
    difference."""
    then = {row[1] for row in connection.execute(f"pragma old.table_info([{table.name}])")}
    keys = [f"[{name}]" for name in table.primary]
    if not then.issuperset(table.primary):
        return {
            "added": _count_rows(connection, f"main.[{table.name}]"),
            "changed": 0,
            "removed": 0,
            "ids": {},
        }
    same_row = " and ".join(f"o.{key} = n.{key}" for key in keys)
    common = [name for name in table.columns if name in then - {*table.primary, *PROVENANCE}]
    differs = " or ".join(f"n.[{name}] is not o.[{name}]" for name in common) or "0"
    row_key = " || ' ' || ".join(f"n.{key}" for key in keys)
    new, old = f"main.[{table.name}] n", f"old.[{table.name}] o"
    questions = {
        "added": f"select {row_key} from {new} where not exists (select 1 from {old} where {same_row}) order by 1",
        "changed": f"select {row_key} from {new} join {old} on {same_row} where {differs} order by 1",
    }
    ids = {how: [row[0] for row in connection.execute(sql)] for how, sql in questions.items()}
    removed = _count_rows(connection, f"{old} where not exists (select 1 from {new} where {same_row})")
    if not removed and not any(ids.values()):
        return None
    return {
        **{how: len(row_ids) for how, row_ids in ids.items()},
        "removed": removed,
        "ids": {how: row_ids[:LISTED] for how, row_ids in ids.items()},
    }


def _count_rows(connection: sqlite3.Connection, rest: str) -> int:
    return connection.execute(f"select count(*) from {rest}").fetchone()[0]
