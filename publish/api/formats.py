"""Rows as JSON, as JSON lines, and as CSV with no cell that a spreadsheet would run."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from publish.api.fields import Field

EXPORTS = {".ndjson": "application/x-ndjson", ".csv": "text/csv; charset=utf-8"}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
# How a formula can begin, in any script's characters; a tab or line break before it does not disarm it.
_FORMULA = frozenset("=+-@＝＋－＠")


def write_json(value: object) -> bytes:
    return _JSON.encode(value).encode("utf-8")


def write_lines(rows: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(write_json(row) + b"\n" for row in rows)


def write_header(fields: tuple[Field, ...]) -> bytes:
    return _written([[field.name for field in fields]])


def write_rows(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return the rows as CSV: lists joined by semicolons, true and false in words, unknown values empty."""
    return _written([_cell(value) for value in row.values()] for row in rows)


def _written(lines: Iterable[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode("utf-8")


def _cell(value: list[str] | tuple[str, ...] | str | int | None) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    return harmless("; ".join(value) if isinstance(value, (list, tuple)) else value)


def harmless(text: str) -> str:
    """Return the text of a cell, changed if need be so that no spreadsheet runs it as a formula."""
    return f"'{text}" if text.lstrip()[:1] in _FORMULA and text.strip() else text
