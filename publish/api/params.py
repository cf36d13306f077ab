"""The parameters of a request, interpreted and checked. Nothing that is not in the schema is accepted.

A refusal names the parameter and says what to write instead.
"""

import re
import sqlite3
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl

from docket.bills import end_of_day
from docket.issues import ParseError
from docket.times import instant, parse_instant
from publish.api.cursors import PageEnd, read_cursor
from publish.api.fields import Filter, Resource
from publish.api.words import look_for
from publish.filters.refusal import Unanswerable, find_near, read_names, refuse_reversed, refuse_value
from publish.filters.terms import (
    DAY,
    LONGEST,
    MOST as MANY,
    PARTY,
    ROLE,
    find_names,
    find_rows,
    read_codes,
    read_day,
    read_year,
    sides,
    split,
)

LIMIT = 100
MOST = 1000
LARGEST = 2**53 - 1  # the largest integer that every JSON parser keeps exactly
_WHOLE = re.compile(r"0|[1-9][0-9]{0,15}")


class Refusal(Exception):
    """The request cannot be answered as written. Becomes ``{"error": {"code", "message", "parameter",
    "nearest"}}``."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        parameter: str | None = None,
        near: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.parameter = status, code, message, parameter
        self.near = near

    @property
    def body(self) -> dict[str, Any]:
        error = {"code": self.code, "message": self.message, "parameter": self.parameter}
        return {"error": error | {"nearest": list(self.near)}}


def refusal_of(refused: Unanswerable) -> Refusal:
    """Return the API's refusal for a filter or value that cannot be answered."""
    return Refusal(400, refused.code, refused.message, refused.parameter, refused.near)


@dataclass(frozen=True)
class Question:
    """A request for one list. `limit` is None if an export asks for all rows."""

    limit: int | None
    sort: str
    after: PageEnd | None = None
    is_expanded: bool = False
    filters: dict[str, list[Any]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()


def read_query(query: bytes) -> dict[str, list[str]]:
    """Return the values of each parameter of a query string. Raises Refusal."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:
        raise Refusal(
            400, "bad_query", "the query string is not UTF-8 in percent signs, or has over 200 parts"
        ) from None
    parameters: dict[str, list[str]] = {}
    for name, value in pairs:
        parameters.setdefault(name, []).append(value)
    return parameters


def ask_list(
    resource: Resource, asked: dict[str, list[str]], is_export: bool
) -> tuple[Question, dict[str, list[str]]]:
    """Return the question about a list, and the parameters under their current names. Raises Refusal if a
    parameter is unknown or its value impossible."""
    known = {filter.name: filter for filter in resource.filters}
    own = ["limit"] if resource.is_feed else ["limit", "cursor", "sort"]
    own += ["expand"] if resource.has_facts and not is_export else []
    names = {name: name for name in (*own, *known)}
    names |= {old: filter.name for filter in resource.filters for old in filter.former if old not in names}
    try:
        asked, notes = read_names(asked, names)
        after = _cursor(resource, asked)
        sort = _one(asked, "sort")
        if sort is not None and sort not in resource.sorts:
            near = find_near(sort, resource.sorts)
            raise refuse_value(
                "sort", sort, near, f"is not a value here; write one of {', '.join(resource.sorts)}"
            )
        filters = {name: _values(known[name], values) for name, values in asked.items() if name in known}
        refuse_reversed({name: asked[name] for name in filters if known[name].kind == "date"})
    except Unanswerable as refused:
        raise refusal_of(refused) from None
    if after and sort not in (None, after.sort):
        words = (
            f"this cursor goes on in the order {after.sort}; leave out sort, or begin again without a cursor"
        )
        raise Refusal(400, "bad_cursor", words, "cursor")
    question = Question(
        read_whole(asked, "limit", 1, MOST) or (None if is_export else LIMIT),
        after.sort if after else sort or resource.sorts[0],
        after,
        is_expanded=read_expand(asked),
        filters=filters,
        notes=tuple(notes),
    )
    return question, asked


def resolve(conn: sqlite3.Connection, resource: Resource, question: Question) -> Question:
    """Return the question with its names replaced by ids, and its words prepared for the search. Raises
    Refusal for a name that nothing has."""
    asked = [filter for filter in resource.filters if filter.name in question.filters]
    named = [filter for filter in asked if filter.kind == "name"]
    filters, understood = dict(question.filters), []
    for filter in asked:
        if filter.kind == "words":
            filters[filter.name] = [look_for(conn, filter, text) for text in filters[filter.name]]
    try:
        for filter in named:
            assert filter.term is not None
            ids = [id for text in filters[filter.name] for id in find_rows(conn, filter.term, text)]
            if filter.term.naming is PARTY.naming:
                understood += _understood(conn, filter, filters[filter.name])
            filters[filter.name] = list(dict.fromkeys(ids))
        if ROLE.name in filters:
            filters[ROLE.name] = sides(filters[ROLE.name], filters.get(PARTY.name, []))
    except Unanswerable as refused:
        raise refusal_of(refused) from None
    return replace(question, filters=filters, understood=tuple(understood))


def _understood(conn: sqlite3.Connection, filter: Filter, asked: list[str]) -> list[str]:
    """Return which company or body each name was taken to mean, for names that are not ids."""
    assert filter.term is not None
    notes = []
    for written in asked:
        for entity_id in find_names(conn, filter.term, written):
            if entity_id != written:
                label = conn.execute("select name from entities where entity_id = ?", (entity_id,)).fetchone()
                notes.append(f"{filter.name}={written} was understood as {label[0]} ({entity_id})")
    return notes


def refuse_unknown(asked: dict[str, list[str]], known: tuple[str, ...]) -> None:
    """Raise Refusal if a parameter is not one of those known."""
    try:
        read_names(asked, {name: name for name in known})
    except Unanswerable as refused:
        raise refusal_of(refused) from None


def read_expand(asked: dict[str, list[str]]) -> bool:
    expand = _one(asked, "expand")
    if expand not in (None, "source"):
        raise _bad("expand", expand, "write expand=source, or leave it out")
    return expand == "source"


def read_whole(asked: dict[str, list[str]], name: str, least: int, most: int) -> int | None:
    """Return a whole number within bounds, or None if the parameter is absent. Raises Refusal."""
    raw = _one(asked, name)
    if raw is None:
        return None
    if not _WHOLE.fullmatch(raw) or not least <= int(raw) <= most:
        raise _bad(name, raw, f"write a whole number from {least} to {most}")
    return int(raw)


def read_value(filter: Filter, raw: str) -> str | int | datetime | None:
    """Return one value of a filter, in the form SQL needs. Raises Refusal or Unanswerable if it has the wrong
    type."""
    if filter.kind in ("enum", "reckoned") and raw not in filter.enum:
        near = find_near(raw, filter.enum)
        remedy = f"is not a value here; write one of {', '.join(filter.enum)}"
        raise refusal_of(refuse_value(filter.name, raw, near, remedy))
    if filter.kind == "year":
        return read_year(filter.name, raw)
    if filter.kind in ("flag", "today"):
        if raw not in ("true", "false"):
            raise _bad(filter.name, raw, "write true or false")
        return int(raw == "true")
    if filter.kind == "number":
        return read_whole({filter.name: [raw]}, filter.name, 0, LARGEST)
    if filter.kind == "date":
        return read_day(filter.name, raw)
    if filter.kind == "moment":
        return _moment(filter.name, raw)
    if not raw or len(raw) > LONGEST:
        raise _bad(filter.name, raw, f"write from 1 to {LONGEST} characters")
    return raw


def _values(filter: Filter, raw: list[str]) -> list[Any]:
    if len(raw) > (MANY if filter.is_many else 1):
        raise _twice(filter.name, MANY if filter.is_many else 1)
    if filter.term is not None and filter.term.codes:
        return list(dict.fromkeys(code for text in raw for code in read_codes(filter.term, text)))
    if filter.kind in ("enum", "reckoned", "year"):
        raw = [part for text in raw for part in split(text) or [text]]
    return [read_value(filter, text) for text in raw]


def read_moment(resource: Resource, asked: dict[str, list[str]], now: datetime) -> datetime:
    """Return the instant for which an item with `reckoned` values is requested. Raises Refusal."""
    refuse_unknown(asked, ("as_of", *(("expand",) if resource.has_facts else ())))
    raw = _one(asked, "as_of")
    try:
        return now if raw is None else _moment("as_of", raw)
    except Unanswerable as refused:
        raise refusal_of(refused) from None


def _moment(name: str, raw: str) -> datetime:
    """Return the instant written; for a day, its end in Washington. Raises Refusal; Unanswerable for a day
    that is not in the calendar."""
    if DAY.fullmatch(raw):
        return end_of_day(date.fromisoformat(read_day(name, raw)))
    try:
        return parse_instant(instant(parse_instant(raw)))  # raises for a year outside those we know
    except (ParseError, OverflowError):
        raise _bad(
            name, raw, "write an instant like 2027-01-03T17:00:00Z, or a day like 2027-01-03"
        ) from None


def _cursor(resource: Resource, asked: dict[str, list[str]]) -> PageEnd | None:
    raw = _one(asked, "cursor")
    if raw is None:
        return None
    place = read_cursor(raw)
    if place is None or place.sort not in resource.sorts or place.of not in (None, resource.name):
        raise Refusal(
            400,
            "bad_cursor",
            "this cursor is not of this list; begin again without a cursor, and follow next",
            "cursor",
        )
    return place


def _one(asked: dict[str, list[str]], name: str) -> str | None:
    values = asked.get(name, [])
    if len(values) > 1:
        raise _twice(name, 1)
    return values[0] if values else None


def _twice(name: str, most: int) -> Refusal:
    return Refusal(
        400, "too_many_values", f"{name} may be given {most} {'time' if most == 1 else 'times'} at most", name
    )


def _bad(name: str, raw: str, remedy: str) -> Refusal:
    return Refusal(400, "bad_value", f"{name}={raw[:60]} is not a value here; {remedy}", name)
