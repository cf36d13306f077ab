"""How a snapshot is cited, in the forms that libraries read: CITATION.cff, DataCite's JSON, Croissant.

The version of a release is the name of its snapshot. A repository that gives it a DOI adds that itself.
"""

import json
from pathlib import Path
from typing import Any

from db.tables import FLAG, NUMBER
from docket.statute import ENACTED
from publish.metadata import LICENSE, load_metadata
from tracker.export.files import digest, write_json
from tracker.export.tables import EXPORTED

FILES = ("CITATION.cff", "datacite.json", "croissant.json")
_AUTHOR = "§ 230 Docket"
_SPDX = "CC0-1.0"
_KEYWORDS = ("Section 230", "47 U.S.C. 230", "Communications Decency Act", "litigation", "court dockets")
_TYPES = {NUMBER: "sc:Integer", FLAG: "sc:Boolean"}  # of a column; of any other sc:Text
# As the specification of Croissant 1.0 prints it.
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


def write_citations(
    folder: Path, name: str, content_hash: str, newest: str | None, site_url: str | None
) -> None:
    """Write the three files of a snapshot, after its other files. `newest`: when its newest page was fetched."""
    metadata = load_metadata()
    about = {
        "title": metadata["title"],
        "description": metadata["description"],
        "day": (newest or ENACTED)[:10],
        "name": name,
        "hash": content_hash,
        "url": site_url,
    }
    (folder / FILES[0]).write_text(_cff(about), encoding="utf-8")
    write_json(folder / FILES[1], _datacite(about, folder))
    write_json(folder / FILES[2], _croissant(about, folder))


def _cff(about: dict[str, Any]) -> str:
    """Return the Citation File Format, 1.2.0: YAML, each value written as JSON, which is YAML as well."""
    lines = {
        "cff-version": "1.2.0",
        "message": "Please cite this release of the record as below.",
        "type": "dataset",
        "title": about["title"],
        "abstract": about["description"],
        "authors": [{"name": _AUTHOR}],
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
    """Return the metadata of DataCite's schema 4 as its JSON has them."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceType": "Dataset", "resourceTypeGeneral": "Dataset"},
        "creators": [{"name": _AUTHOR, "nameType": "Organizational"}],
        "titles": [{"title": about["title"]}],
        "publisher": {"name": _AUTHOR},
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
    """Return the tables as Croissant 1.0: each Parquet file with its hash, each column with its words."""
    url = about["url"] or "https://www.law.cornell.edu/uscode/text/47/230"
    cited = f"{_AUTHOR}, {about['title']}, release {about['name']} ({about['day']})"
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "section-230-docket",
        "description": about["description"],
        "license": LICENSE,
        "url": url,
        "creator": {"@type": "sc:Organization", "name": _AUTHOR},
        "publisher": {"@type": "sc:Organization", "name": _AUTHOR},
        "datePublished": about["day"],
        # Croissant wants three numbers; the day of the newest page is what orders the releases.
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
                        "dataType": _TYPES.get(column.kind, "sc:Text"),
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
