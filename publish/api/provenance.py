"""`expand=source`: each fact with the words it was read from, whether it is confirmed, and the page it was
on."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from db.schema import CHECKABLE, TABLE
from publish.api.fields import Field
from publish.request import marks, rows

STATUSES = {
    "confirmed": "read from a register's own page; or seen by a reviewer in a second place, or on the court's page",
    "unconfirmed": "found in one place and not confirmed in a second",
    "corrected": "put there by the operator over what the sources say; see corrections",
    "stated": "as the source states it, or as it was read out of the source's words",
    "computed": "drawn from other rows of this record",
    "not_known": "no source says",
}
_BASIS = ("snapshot_id", "source_url", "is_verified", "unconfirmed")  # for a whole row, if it has them
_COMPUTED = frozenset(
    {
        "outcome_230",
        "outcome_note",
        "recommended_answer",
        "date_last_event",
        "last_event_precision",
    }
)


def fact_schema(field: Field) -> dict[str, Any]:
    """Return the JSON Schema of a field with its source."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["value", "raw", "status", "source"],
        "description": field.description,
        "properties": {
            "value": field.schema,
            "raw": {
                "type": ["string", "null"],
                "description": "The source's own words, where they differ in form",
            },
            "status": {"type": "string", "enum": list(STATUSES)},
            "source": {"$ref": "#/components/schemas/Source"},
        },
    }


SOURCE_SCHEMA = {
    "type": ["object", "null"],
    "additionalProperties": False,
    "required": ["snapshot_id", "url", "fetched_at"],
    "description": "The page a value was read from; null where no source says or other rows of this record do",
    "properties": {
        "snapshot_id": {"type": ["string", "null"], "description": "Its snapshot: /snapshot/<id> says more"},
        "url": {
            "type": ["string", "null"],
            "description": "Its address; import:, catalog: and corrections: name files, not pages",
        },
        "fetched_at": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": "When it was fetched or reviewed, UTC",
        },
    },
}


def expand(
    conn: sqlite3.Connection, table: str, key: str, fields: tuple[Field, ...], items: list[dict[str, Any]]
) -> None:
    """Replace each fact of the rows with ``{"value", "raw", "status", "source"}``."""
    ids = [row[key] for row in items]
    stated = _stated(conn, ids) if table == "dockets" else {}
    corrected = {
        (row["row_id"], row["field"]): row
        for row in rows(
            conn,
            (
                "select row_id, field, snapshot_id from corrections where table_name = ? and is_applied "
                f"and row_id in ({marks(ids)})"
            ),
            [table, *ids],
        )
    }
    named = (*items, *stated.values(), *corrected.values())
    snapshot_ids = sorted({row["snapshot_id"] for row in named if row.get("snapshot_id")})
    snapshots = rows(
        conn,
        f"select snapshot_id, url, fetched_at from snapshots where snapshot_id in ({marks(snapshot_ids)})",
        snapshot_ids,
    )
    pages = {row["snapshot_id"]: row for row in snapshots}
    facts = [field for field in fields if field.is_fact]
    for row in items:
        raws = {name: row.get(f"{name}_raw") for name in row}
        basis = {name: row.get(name) for name in _BASIS if name in TABLE[table].columns}
        for field in facts:
            place = (
                corrected.get((row[key], field.column))
                or stated.get((row[key], field.column))
                or stated.get((row[key], f"{field.column}_raw"), basis)
            )
            is_corrected = (row[key], field.column) in corrected
            status = "corrected" if is_corrected else _status(table, field.column, row[field.name], place)
            source = None if status in ("computed", "not_known") else _source(place, pages)
            row[field.name] = {
                "value": row[field.name],
                "raw": raws[field.name],
                "status": status,
                "source": source,
            }


def _status(table: str, name: str, value: Sequence[str] | str | int | None, place: dict[str, Any]) -> str:
    if value is None:
        return "not_known"
    if table == "cases" or name in _COMPUTED:
        return "computed"
    if place.get("is_verified") is None:
        return "stated"
    if table == "rulings" and name in CHECKABLE:  # confirmed one by one; `is_verified` is for the answer
        return "unconfirmed" if name in (place["unconfirmed"] or ()) else "confirmed"
    return "confirmed" if place["is_verified"] else "unconfirmed"


def _source(place: dict[str, Any], pages: dict[str, dict[str, Any]]) -> dict[str, Any]:
    snapshot_id = place.get("snapshot_id")
    page = pages.get(snapshot_id, {}) if snapshot_id else {}
    return {
        "snapshot_id": snapshot_id,
        "url": place.get("source_url") or page.get("url"),
        "fetched_at": page.get("fetched_at"),
    }


def _stated(conn: sqlite3.Connection, docket_ids: list[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the winning statement of each field of these dockets, by docket and field."""
    statements = rows(
        conn,
        f"""select docket_id, field, is_verified, source_url, snapshot_id from docket_facts
        where docket_id in ({marks(docket_ids)}) and is_current""",
        docket_ids,
    )
    return {(row["docket_id"], row["field"]): row for row in statements}
