"""The reference's list of CourtListener's fields and their types, and how what our own server answers is held
against it."""

import json
import re
from pathlib import Path

import pytest

NOTES = (
    Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "courtlistener-openapi-notes.json"
)
needs_notes = pytest.mark.skipif(
    not NOTES.exists(), reason="the reference's list of fields (../shared) is not here"
)
_PATTERNS = {
    "datetime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d:\d\d(\.\d+)?"),
    "url": re.compile(r"https?://.+"),
}


def read_notes() -> dict[str, dict[str, str]]:
    return json.loads(NOTES.read_text(encoding="utf-8"))


def misfits(row: dict, fields: dict[str, str]) -> list[str]:
    """Return what is wrong with a row: fields too few or too many, and values of another type. A field may be
    absent where the notes say so."""
    optional = {
        name
        for name, description in fields.items()
        if "absent" in description or "present only" in description or "write-only" in description
    }
    missing, strange = fields.keys() - optional - row.keys(), row.keys() - fields.keys()
    wrong = [
        f"{name}: {value!r} is no {fields[name]}"
        for name, value in row.items()
        if name in fields and not _fits(value, fields[name])
    ]
    return [
        *(f"{name} is missing" for name in sorted(missing)),
        *(f"{name} is unknown" for name in sorted(strange)),
        *wrong,
    ]


def _fits(value, described: str) -> bool:
    if value is None:
        return described.endswith("|null")
    kind = described.removesuffix("|null")
    if kind.startswith("array"):
        inner = re.fullmatch(r"array<(string|integer|url)>", kind)
        return isinstance(value, list) and all(_fits(item, inner[1]) for item in value if inner)
    if kind.startswith("{") or "object" in kind:
        return isinstance(value, dict)
    word = re.match(r"\w+", kind)[0]
    if word in ("integer", "number", "boolean"):
        kinds = {"integer": int, "number": (int, float), "boolean": bool}[word]
        return isinstance(value, kinds) and isinstance(value, bool) == (word == "boolean")
    return isinstance(value, str) and (word not in _PATTERNS or bool(_PATTERNS[word].fullmatch(value)))
