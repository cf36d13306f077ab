"""What the published tables are, for Datasette: metadata.json; and the license of the facts.

Titles, descriptions and columns of its tables are those of the register of columns (db/columns):
`python -m publish.metadata` writes them. Its prepared questions, facets and orders are kept by hand.
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
    """Return what metadata.json says of a table or view: its words, and what `tables` says of it beside them."""
    columns = {name: column.words for name, column in shown.columns.items()}
    words = {"title": shown.title, "description": shown.words}
    return words | tables.get(shown.name, {}) | words | {"columns": columns}


def describe_tables(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata with the words of the register of columns."""
    tables = dict(metadata["databases"]["docket"]["tables"])
    for shown in (*VIEWS.values(), *(table for table in TABLES if table.is_published)):
        tables[shown.name] = said_of(shown, tables)
    docket = metadata["databases"]["docket"] | {"tables": tables}
    return metadata | {"databases": metadata["databases"] | {"docket": docket}}


def write_metadata(path: Path = METADATA) -> None:
    """Bring the descriptions in metadata.json up to the register of columns."""
    described = describe_tables(load_metadata(path))
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_metadata()
