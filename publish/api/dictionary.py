"""The data dictionary: every field and filter of every resource described, for programs. Generated from the
resources."""

from functools import cache
from typing import Any

from docket.statute import SITE
from publish.api import status
from publish.api.fields import Field, Filter, Part
from publish.api.history import HISTORY, PROMISES, VERSION
from publish.api.provenance import STATUSES
from publish.api.resources import RESOURCES
from publish.api.route import BASE
from publish.metadata import LICENSE


@cache
def document() -> dict[str, Any]:
    """Return the dictionary: resources with their fields, filters, orders and parts; changes and promises."""
    return {
        "title": f"Data dictionary of the {SITE}",
        "version": VERSION,
        "license": LICENSE,
        "null": "not known; never none",
        "kinds": {
            "text": "a string; one that ends in _as_known a day as far as it is known: 2025-03-04, 2025-03, 2025",
            "number": "a whole number",
            "flag": "true or false",
            "list": "an array of strings; in CSV joined by semicolons",
            "date": "a calendar date at the courthouse, YYYY-MM-DD",
            "instant": "a moment in UTC, ending in Z",
        },
        "statuses": STATUSES,
        "resources": [
            {
                "name": resource.name,
                "path": f"{BASE}/{resource.name}",
                "key": resource.key,
                "table": resource.table,
                "description": resource.description,
                "fields": _fields(resource.fields),
                "filters": [_filter(filter) for filter in resource.filters],
                "sorts": list(resource.sorts),
                "parts": [_part(part) for part in resource.parts],
            }
            for resource in RESOURCES.values()
        ],
        "status": {
            "path": f"{BASE}/status",
            "fields": _fields(status.FIELDS),
            "sources": _fields(status.SOURCE_FIELDS),
        },
        "changelog": [{"version": version, "date": day, "text": text} for version, day, text in HISTORY],
        "promises": list(PROMISES),
    }


def _fields(fields: tuple[Field, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": field.name,
            "kind": str(field.kind),
            "description": field.description,
            "values": list(field.enum) or None,
            "has_source": field.is_fact,
            "column": field.column,
            "is_deprecated": field.is_deprecated,
        }
        for field in fields
    ]


def _filter(filter: Filter) -> dict[str, Any]:
    return {
        "name": filter.name,
        "kind": filter.kind,
        "description": filter.description,
        "values": list(filter.enum) or None,
        "is_repeatable": filter.is_many,
    }


def _part(part: Part) -> dict[str, Any]:
    inside = part.inside[0] if part.inside else None
    return {
        "name": part.name,
        "inside": inside,
        "description": part.description,
        "fields": _fields(part.fields),
    }
