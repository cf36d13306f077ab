"""How to use the data: the API explained, generated from its schema, and the tables behind it."""

import sqlite3

from publish.api.examples import EXAMPLES
from publish.api.fields import Filter, Resource
from publish.api.formats import EXPORTS
from publish.api.history import HISTORY, PROMISES, VERSION
from publish.api.provenance import STATUSES
from publish.api.resources import RESOURCES
from publish.api.route import BASE
from publish.filters import terms as filters
from publish.links import row_path
from publish.request import Asked, row, rows
from publish.sql.lanes import SEARCHES, SHARES, STREAMS

_HIDDEN = ("_", "sqlite_")
# How much one reader may have running at once, as the page says it.
_SHARES = {
    "exports": SHARES[STREAMS].for_each,
    "searches": SHARES[SEARCHES].for_each,
}


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the resources as the page shows them, the examples with ids from this record, and its tables."""
    objects = rows(
        conn,
        "select name, type from sqlite_master where type in ('table', 'view') and name not like '%\\_fts%' escape '\\'",
    )
    site = asked.url.partition("/api")[0]
    names = _names(conn) | {"base": f"{site}{BASE}"}
    return {
        "tables": sorted(
            item["name"]
            for item in objects
            if item["type"] == "table" and not item["name"].startswith(_HIDDEN)
        ),
        "views": sorted(item["name"] for item in objects if item["type"] == "view"),
        "site": site,
        "base": names["base"],
        "version": VERSION,
        "common": [term for term in vars(filters).values() if isinstance(term, filters.Term)],
        "resources": [_said(resource) for resource in RESOURCES.values()],
        "examples": [(example.title, example.language, example.written(names)) for example in EXAMPLES],
        "statuses": STATUSES,
        "history": HISTORY,
        "promises": PROMISES,
        "shares": _SHARES,
        "has_ledger": asked.archive_path is not None,
        "row_json": row_path("cases", names["slug"], ".json"),
    }


def _names(conn: sqlite3.Connection) -> dict[str, str]:
    """Return the ids of a case, a docket and a company in this record, for the examples."""
    case = (
        row(
            conn,
            "select case_id from cases where selection = 'catalog' order by entry_count desc, case_id limit 1",
        )
        or {}
    )
    docket = (
        row(conn, "select docket_id from dockets where case_id = ? order by position", (case.get("case_id"),))
        or {}
    )
    entity = (
        row(
            conn,
            (
                "select entity_id from participations where entity_id is not null group by 1 order by "
                "count(*) desc, 1 limit 1"
            ),
        )
        or {}
    )
    return {
        "slug": case.get("case_id", "a-case"),
        "docket_id": docket.get("docket_id", "a-docket"),
        "entity_id": entity.get("entity_id", "a-company"),
    }


def _said(resource: Resource) -> dict:
    return {
        "name": resource.name,
        "key": None if resource.is_feed else resource.key,
        "text": resource.description,
        "suffixes": (".json", *EXPORTS),
        "filters": [_filter(filter) for filter in resource.filters],
        "fields": [(field.name, str(field.kind), field.description) for field in resource.fields],
        "sorts": [] if resource.is_feed else resource.sorts,
        "parts": [
            (part.name, part.inside[0] if part.inside else None, part.description) for part in resource.parts
        ],
    }


def _filter(filter: Filter) -> tuple[str, str, str]:
    """Return a filter's name, its accepted values, and its description."""
    written = {
        "year": "a year",
        "moment": "an instant or a day",
        "flag": "true or false",
        "today": "true or false",
        "date": "a day",
        "number": "a number",
        "words": "words",
    }
    value = " | ".join(filter.enum) or written.get(filter.kind, "text")
    return filter.name, value, filter.description
