"""A question about a list, as SQL, and its rows as values."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import cache

from publish.api.asking import Question
from publish.api.clock import HOME, days_at
from publish.api.cursors import Place
from publish.api.fields import Field, Filter, Kind, Resource
from publish.finding import clean, fts_query
from publish.reading import marks
from publish.words import split_list

_DECODED = {
    Kind.LIST: lambda cell: None if cell is None else split_list(cell),
    Kind.FLAG: lambda cell: None if cell is None else bool(cell),
}


@cache
def row_maker(fields: tuple[Field, ...]) -> Callable[[tuple], dict]:
    """Return what makes a row of SQLite an object of the API."""
    names = tuple(field.name for field in fields)
    decoded = [(position, _DECODED[field.kind]) for position, field in enumerate(fields) if field.kind in _DECODED]

    def make(row: tuple) -> dict:
        values = list(row)
        for position, decode in decoded:
            values[position] = decode(values[position])
        return dict(zip(names, values, strict=True))

    return make


@cache
def select_list(fields: tuple[Field, ...]) -> str:
    return ", ".join(field.sql for field in fields)


def read_page(
    conn: sqlite3.Connection, resource: Resource, question: Question, limit: int, now: datetime
) -> tuple[list[dict], Place | None]:
    """Return up to `limit` rows, and the place of the last one if there are more."""
    found: list[tuple] = []
    for condition, params, order in _phases(resource, question):
        if len(found) <= limit:
            where, values = _conditions(resource, question, now)
            sql = (
                f"select {select_list(resource.fields)}, {_sort_sql(resource, question.sort)} from {resource.tables} "
                f"where {' and '.join([*where, *condition])} order by {order} limit {limit + 1 - len(found)}"
            )
            found += conn.execute(sql, [*values, *params])
    make, key = row_maker(resource.fields), _key_position(resource)
    page = found[:limit]
    last = Place(question.sort, page[-1][-1], page[-1][key]) if len(found) > limit else None
    return [make(row[:-1]) for row in page], last


def _key_position(resource: Resource) -> int:
    return next(position for position, field in enumerate(resource.fields) if field.name == resource.key)


def _sort_sql(resource: Resource, sort: str) -> str:
    table = "published" if resource.is_feed else resource.table
    return f"{table}.{sort.removeprefix('-')}"


def _phases(resource: Resource, question: Question) -> list[tuple[list[str], list, str]]:
    """Return (conditions, values, order) of the rows whose place is known, then of those where it is not.

    Each phase is one range of an index; a single condition over both would read the list from its beginning.
    """
    column = _sort_sql(resource, question.sort)
    if resource.is_feed:
        return [([], [], column)]
    direction, beyond = ("desc", "<") if question.sort.startswith("-") else ("asc", ">")
    key, place = f"{resource.table}.{resource.key}", question.after
    order = f"{column} {direction}, {key} {direction}"
    unknown = ([f"{column} is null"], [], f"{key} {direction}")
    if place is None:
        return [([f"{column} is not null"], [], order), unknown]
    if place.value is None:
        return [([f"{column} is null", f"{key} {beyond} ?"], [place.key], f"{key} {direction}")]
    rest = [f"{column} {beyond}= ?", f"({column} {beyond} ? or {key} {beyond} ?)"]
    return [(rest, [place.value, place.value, place.key], order), unknown]


def _conditions(resource: Resource, question: Question, now: datetime) -> tuple[list[str], list]:
    known = {filter.name: filter for filter in resource.filters}
    where, values = ([] if "selection" in question.filters else [resource.published]), []
    for name, asked in question.filters.items():
        if known[name].kind not in ("today",) and name != "as_of":
            condition, params = _condition(known[name], asked)
            where.append(condition)
            values += params
    if is_of_today(question):
        condition, params = _today(question, now)
        where.append(condition)
        values += params
    return where, values


def _condition(filter: Filter, asked: list) -> tuple[str, list]:
    if filter.kind == "words":
        query = fts_query(clean(asked[0]))
        return ("0", []) if query is None else (filter.sql, [query])
    count = filter.sql.count("{marks}")
    if count:
        return filter.sql.replace("{marks}", marks(asked)), asked * count
    return f"({' or '.join([filter.sql] * len(asked))})", asked


def is_of_today(question: Question) -> bool:
    """Return whether the answer depends on the day it is: here, or on another day that was named."""
    return "upcoming" in question.filters or "as_of" in question.filters


def _today(question: Question, now: datetime) -> tuple[str, list]:
    """Return the condition that a hearing's last day is still to come, or has passed, by its own court's calendar.

    The first comparison is with one day for all, and read from an index; the second with the court's own.
    """
    is_upcoming = question.filters.get("upcoming", [1])[0]
    compare, first = (">=", min) if is_upcoming else ("<", max)
    if "as_of" in question.filters:
        return f"hearings.date_to {compare} ?", question.filters["as_of"]
    days = days_at(now).by_zone
    cases = " ".join(f"when '{zone}' then ?" for zone in days)
    own = f"case coalesce(hearings.timezone, courts.timezone, '{HOME}') {cases} else ? end"
    return f"hearings.date_to {compare} ? and hearings.date_to {compare} {own}", [first(days.values()), *days.values(), days[HOME]]
