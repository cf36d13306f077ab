"""The OpenAPI 3.1 document, generated from the resources."""

from functools import cache
from typing import Any

from docket.statute import CITATION, NAME
from publish.api import status as state_of
from publish.api.cursors import pattern
from publish.api.fields import Field, Filter, Part, Resource
from publish.api.formats import EXPORTS
from publish.api.history import VERSION
from publish.api.params import LARGEST, LIMIT, MOST
from publish.api.provenance import SOURCE_SCHEMA, fact_schema
from publish.api.resources import RESOURCES
from publish.api.route import BASE
from publish.filters.terms import LONGEST, MOST as MANY
from publish.metadata import LICENSE

_INSTANT = {"type": ["string", "null"], "format": "date-time"}
_ABOUT = {
    "as_of": _INSTANT
    | {
        "description": "When the newest page of the record was fetched; of bills, and of a list "
        "narrowed or sorted by the day, when the Congress or the day began, if later: an instant, UTC. Null in an "
        "empty record"
    },
    "license": {"type": "string", "const": LICENSE},
    "version": {
        "type": "string",
        "description": "Version of the API and, after a plus, of the code and data files that read the pages",
    },
}
_ERRORS = {
    "400": "A parameter is unknown, or its value cannot be",
    "404": "There is no such thing; of changes: this is a copy of the record without the ledger that numbers them",
    "405": "The record is read only",
    "414": "The address is longer than any of ours",
    "429": "Too many requests of one reader are in hand",
    "503": "Reading took too long, the files cannot be opened just now",
}


def document(root: str) -> dict[str, Any]:
    """Return the OpenAPI document for the site at this address."""
    return _document() | {"servers": [{"url": f"{root}{BASE}"}]}


@cache
def _document() -> dict[str, Any]:
    schemas = {"Error": _ERROR, "Source": SOURCE_SCHEMA, "Status": _status()}
    paths: dict[str, dict[str, Any]] = {}
    for resource in RESOURCES.values():
        schemas |= _schemas(resource)
        paths |= _paths(resource)
    status = _json({"$ref": "#/components/schemas/Status"})
    paths["/status"] = {"get": _operation("getStatus", "How new and how complete the record is", [], status)}
    for name, summary in (
        ("openapi", "This document"),
        ("dictionary", "Every field of every resource in words"),
    ):
        operation = _operation(f"get{name.capitalize()}", summary, [], _json({"type": "object"}))
        paths[f"/{name}.json"] = {"get": operation}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{NAME} Docket",
            "version": VERSION,
            "summary": f"Court litigation about {CITATION}, every value with the page it was read from",
            "description": (
                "Read only, no key, open to any page (CORS). Null is not known, never none. A date_ is a "
                "calendar date at the courthouse, what ends in _as_known that day as far as it is known (2025); "
                "an _at is an instant in UTC. Every list and thing is JSON, with .json "
                "or without; lists "
                "are .ndjson and .csv, too: these come whole unless limit is set. Not legal advice."
            ),
            "license": {"name": "CC0 1.0 (facts; no rights claimed)", "url": LICENSE},
        },
        "servers": [{"url": BASE}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _schemas(resource: Resource) -> dict[str, dict[str, Any]]:
    title = resource.singular.capitalize()
    made = {title: _object(resource.fields, resource.description)}
    if resource.has_facts:
        made[f"{title}Expanded"] = _object(
            resource.fields, f"{resource.description} Each fact with its source.", is_expanded=True
        )
    if not resource.is_feed:
        made[f"{title}Whole"] = _whole(resource, is_expanded=False)
    if not resource.is_feed and resource.has_facts:
        made[f"{title}WholeExpanded"] = _whole(resource, is_expanded=True)
    return made


def _object(
    fields: tuple[Field, ...], description: str, is_expanded: bool = False, more: dict[str, Any] | None = None
) -> dict[str, Any]:
    properties = {
        field.name: fact_schema(field) if is_expanded and field.is_fact else field.schema for field in fields
    } | (more or {})
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _whole(resource: Resource, is_expanded: bool) -> dict[str, Any]:
    more: dict[str, dict[str, Any]] = {}
    for part in resource.parts:
        if part.inside:
            continue
        inner = {p.name: _rows(p, {}, False) for p in resource.parts if p.inside and p.inside[0] == part.name}
        more[part.name] = _rows(part, inner, is_expanded and part.has_sources)
        if part.limit:
            words = f"Address of the {part.name} after the first {part.limit}, or null"
            more[f"{part.name}_next"] = {"type": ["string", "null"], "format": "uri", "description": words}
    return _object(
        resource.fields, f"{resource.description} With everything attached to it.", is_expanded, more
    )


def _rows(part: Part, inner: dict[str, Any], is_expanded: bool) -> dict[str, Any]:
    return {
        "type": "array",
        "description": part.description,
        "items": _object(part.fields, part.description, is_expanded, inner),
    }


_NEXT = {
    "type": ["string", "null"],
    "format": "uri",
    "description": "Address of the next page, or null on the last",
}
_NOTES = {
    "type": "array",
    "items": {"type": "string"},
    "description": "What to know of how the question was understood: a filter that has another name now, the company "
    "or body that a name means",
}
_EXPAND = {
    "name": "expand",
    "in": "query",
    "schema": {"type": "string", "enum": ["source"]},
    "description": (
        "source: each fact as an object of its value, its raw words, its status and the page it was read from"
    ),
}


def _paths(resource: Resource) -> dict[str, dict[str, Any]]:
    title, name = resource.singular.capitalize(), resource.name
    listed, expanded = (
        {"$ref": f"#/components/schemas/{title}"},
        {"$ref": f"#/components/schemas/{title}Expanded"},
    )
    # The expanded form comes first: a generated client takes the first schema that fits, and the plain one
    # fits anything.
    items = {"anyOf": [expanded, listed]} if resource.has_facts else listed
    filters = [
        entry for filter in resource.filters for entry in (parameter(filter), *_former(resource, filter))
    ]
    paging = [_limit(LIMIT)] if resource.is_feed else [_limit(LIMIT), _cursor(resource), _sort(resource)]
    expand = [_EXPAND] if resource.has_facts else []
    page = {"data": {"type": "array", "items": items}, "next": _NEXT, "notes": _NOTES} | _ABOUT
    answers = _json(_closed(page))
    paths = {
        f"/{name}": {
            "get": _operation(
                f"list{title}", f"List {name}", [*filters, *paging, *expand], answers, resource.description
            )
        }
    }
    for suffix, media_type in EXPORTS.items():
        schema = {
            "type": "string",
            "description": "One row a line" + (", the names of the fields first" if suffix == ".csv" else ""),
        }
        export = [_limit(None), *paging[1:]]
        operation = _operation(
            f"export{title}{suffix[1:].capitalize()}",
            f"All {name} as {suffix[1:].upper()}",
            [*filters, *export],
            {media_type.partition(";")[0]: {"schema": schema}},
        )
        paths[f"/{name}{suffix}"] = {"get": operation}
    if not resource.is_feed:
        wholes = [*([f"{title}WholeExpanded"] if expand else []), f"{title}Whole"]
        whole = {"anyOf": [{"$ref": f"#/components/schemas/{schema_name}"} for schema_name in wholes]}
        key = {
            "name": resource.key,
            "in": "path",
            "required": True,
            "description": f"Id of the {resource.singular}",
            "schema": {"type": "string", "minLength": 1},
        }
        moment = [parameter(filter) for filter in resource.filters if filter.kind == "moment"]
        operation = _operation(
            f"get{title}",
            f"One {resource.singular}, whole",
            [key, *moment, *expand],
            _json(_closed({"data": whole} | _ABOUT)),
        )
        operation["responses"]["301"] = {
            "description": "It has another id now",
            "headers": {"Location": {"schema": {"type": "string"}}},
        }
        paths[f"/{name}/{{{resource.key}}}"] = {"get": operation}
    return paths


def _limit(default: int | None) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": MOST} | ({"default": default} if default else {})
    words = f"How many rows, {MOST} at most" + ("" if default else "; all without it")
    return {"name": "limit", "in": "query", "schema": schema, "description": words}


def _cursor(resource: Resource) -> dict[str, Any]:
    words = "Where the page before ended: from its next. It carries the order, so that sort may be left out"
    return {
        "name": "cursor",
        "in": "query",
        "schema": {"type": "string", "pattern": pattern(resource.name, resource.sorts)},
        "description": words,
    }


def _sort(resource: Resource) -> dict[str, Any]:
    words = "Sort order; a leading hyphen puts the greatest first; unknown values come last"
    schema = {"type": "string", "enum": list(resource.sorts), "default": resource.sorts[0]}
    return {"name": "sort", "in": "query", "schema": schema, "description": words}


_TEXT = {"type": "string", "minLength": 1, "maxLength": LONGEST}
_VALUES = {
    "text": _TEXT,
    "name": _TEXT,
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "words": _TEXT,
    "flag": {"type": "boolean"},
    "today": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "moment": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]},
    "number": {"type": "integer", "minimum": 0, "maximum": LARGEST},
}


def parameter(filter: Filter) -> dict[str, Any]:
    single = _VALUES.get(filter.kind, {"type": "string", "enum": list(filter.enum)})
    schema = {"type": "array", "items": single, "minItems": 1, "maxItems": MANY} if filter.is_many else single
    words = (
        f"{filter.description}; given several times, any of them" if filter.is_many else filter.description
    )
    return {"name": filter.name, "in": "query", "schema": schema, "description": words}


def _former(resource: Resource, filter: Filter) -> list[dict[str, Any]]:
    """Return the parameter under each of its former names, marked deprecated."""
    taken = {other.name for other in resource.filters}
    words = f"Former name of {filter.name}, until the next version"
    return [
        parameter(filter) | {"name": old, "description": words, "deprecated": True}
        for old in filter.former
        if old not in taken
    ]


def _operation(
    name: str, summary: str, parameters: list[dict[str, Any]], content: dict[str, Any], description: str = ""
) -> dict[str, Any]:
    responses = {"200": {"description": "Found", "content": content}}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    responses |= {status: {"description": words, "content": error} for status, words in _ERRORS.items()}
    operation = {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses}
    return operation | ({"description": description} if description else {})


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_ERROR = _closed(
    {
        "error": _closed(
            {
                "code": {"type": "string", "description": "A short stable word"},
                "message": {"type": "string", "description": "What is wrong, and what to write instead"},
                "parameter": {
                    "type": ["string", "null"],
                    "description": "The parameter that is wrong, or null",
                },
                "nearest": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Names or values that would be answered, the most alike first",
                },
            }
        )
    }
)


def _status() -> dict[str, Any]:
    sources = {"type": "array", "items": _object(state_of.SOURCE_FIELDS, "One source")}
    return _closed(
        {"data": _object(state_of.FIELDS, "The record as a whole", more={"sources": sources})} | _ABOUT
    )
