"""What the published tables are: metadata.json, which Datasette, the API's dictionary and exports read; and
the license of the facts."""

import json
from pathlib import Path

METADATA = Path(__file__).parents[1] / "metadata.json"
LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"


def load_metadata(path: Path = METADATA) -> dict:
    """Return the metadata of the databases, tables and columns."""
    return json.loads(path.read_text(encoding="utf-8"))
