"""metadata.json, which describes the published tables to Datasette; and the license of the facts.

The titles, descriptions and columns of its tables come from the register of columns (db/columns); `python -m
publish.metadata` writes them. Its prepared questions, facets and orders are kept by hand.
"""

import json
from pathlib import Path
from typing import Any

from db.schema import TABLES
from db.tables import Shown
from db.views import VIEWS

METADATA = Path(__file__).parents[1] / "metadata.json"
LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"


def load_metadata(path: Path = METADATA) -> dict:
    """Return the metadata of the databases, tables and columns."""
    return json.loads(path.read_text(encoding="utf-8"))


def said_of(shown: Shown, tables: dict[str, Any]) -> dict[str, Any]:
    """Return the entry of metadata.json for a table or view: its description, and what `tables` adds to
    it."""
    columns = {name: column.words for name, column in shown.columns.items()}
    words = {"title": shown.title, "description": shown.words}
    return words | tables.get(shown.name, {}) | words | {"columns": columns}


def describe_tables(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata with the descriptions from the register of columns."""
    tables = dict(metadata["databases"]["docket"]["tables"])
    for shown in (*VIEWS.values(), *(table for table in TABLES if table.is_published)):
        tables[shown.name] = said_of(shown, tables)
    docket = metadata["databases"]["docket"] | {"tables": tables}
    return metadata | {"databases": metadata["databases"] | {"docket": docket}}


def write_metadata(path: Path = METADATA) -> None:
    """Update the descriptions in metadata.json from the register of columns."""
    described = describe_tables(load_metadata(path))
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_metadata()
