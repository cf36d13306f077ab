"""A question about a list, as SQL, and its rows as values."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from db.tables import Kind
from publish.api.clock import HOME, days_at
from publish.api.cursors import PageEnd
from publish.api.fields import FIRST_DAY, OWN_DAY, Field, Filter, Resource
from publish.api.filter_index import LONG, NEWEST, find_at_first, find_few
from publish.api.filters import condition
from publish.api.params import Question
from publish.request import marks
from publish.words import split_once

_ZONE = f"coalesce(hearings.timezone, courts.timezone, '{HOME}')"


@dataclass(frozen=True)
class Phase:
    """One part of a list: the conditions its rows meet, and their order."""

    conditions: tuple[str, ...]
    values: tuple[Any, ...]
    order: str


_DECODED: dict[Kind, Callable[[Any], object]] = {Kind.LIST: split_once, Kind.FLAG: bool}


@cache
def row_maker(fields: tuple[Field, ...]) -> Callable[[tuple[Any, ...]], dict[str, Any]]:
    """Return a function that turns an SQLite row into an API object."""
    names = tuple(field.name for field in fields)
    decoded = [(field.name, _DECODED[field.kind]) for field in fields if field.kind in _DECODED]

    def make(row: tuple[Any, ...]) -> dict[str, Any]:
        item = dict(zip(names, row, strict=True))
        for name, decode in decoded:
            if item[name] is not None:
                item[name] = decode(item[name])
        return item

    return make


@cache
def select_list(fields: tuple[Field, ...]) -> str:
    return ", ".join(field.sql for field in fields)


def on_day(sql: str, now: datetime, as_of: str | None = None) -> str:
    """Return the SQL of fields that depend on the day, with the days written into it: they change only a few
    times a day, so SQLite need not prepare a new statement for each request."""
    first, own = (f"'{as_of}'",) * 2 if as_of else _days_sql(days_at(now).began)
    return sql.replace(FIRST_DAY, first).replace(OWN_DAY, own)


@lru_cache(maxsize=4)
def _days_sql(began: datetime) -> tuple[str, str]:
    days = days_at(began).by_zone
    cases = " ".join(f"when '{zone}' then '{day}'" for zone, day in days.items())
    return f"'{min(days.values())}'", f"case {_ZONE} {cases} else '{days[HOME]}' end"


def read_page(
    conn: sqlite3.Connection, resource: Resource, question: Question, limit: int, now: datetime
) -> tuple[list[dict[str, Any]], PageEnd | None]:
    """Return up to `limit` rows, and the cursor of the last one if there are more."""
    few = find_few(conn, resource, question, is_of_words=False)
    rows: list[tuple[Any, ...]] = []
    if few is None and "q" in question.filters and resource.table in LONG:
        phase = _phases(resource, question, is_sorted=False)[0]
        rows = _read_first(conn, resource, question, phase, limit + 1, now)
    if few is None and not rows:
        few = find_few(conn, resource, question, is_of_words=True)
    for phase in _phases(resource, question, is_sorted=few is not None):
        if len(rows) <= limit:
            rows += _read_phase(conn, resource, question, phase, few, limit + 1 - len(rows), now)
    make, page = row_maker(resource.fields), rows[:limit]
    made = [make(row[:-1]) for row in page]
    last = PageEnd(question.sort, page[-1][-1], made[-1][resource.key]) if len(rows) > limit else None
    if resource.reckoned:
        resource.reckoned.add(made, _moment(question, now))
    return made, last


def _read_first(
    conn: sqlite3.Connection,
    resource: Resource,
    question: Question,
    phase: Phase,
    count: int,
    now: datetime,
) -> list[tuple[Any, ...]]:
    """Return `count` rows that have a frequent word, if the head of the list has that many; otherwise
    none."""
    words = resource.filter("q")
    at_first = find_at_first(
        conn, words, resource.table, question.filters["q"][0], _newest(resource, question, phase), count
    )
    if at_first is None:
        return []
    others = {name: asked for name, asked in question.filters.items() if name != "q"}
    among: tuple[str, list[Any]] = (", ".join(map(str, at_first)), [])
    rows = _select(conn, resource, replace(question, filters=others), phase, among, count, now)
    return rows if len(rows) == count else []


def _newest(resource: Resource, question: Question, phase: Phase) -> tuple[str, list[Any]]:
    """Return SQL (and its values) for the numbers of all rows of a phase in its order, without a limit."""
    table = resource.table
    dated = [
        (filter.sql, question.filters[filter.name])
        for filter in resource.filters
        if filter.kind == "date" and filter.sql and filter.name in question.filters  # as_of narrows nothing
    ]
    where = " and ".join([*(sql for sql, _ in dated), *phase.conditions])
    return (
        f"select {table}.rowid from {table} where {where} order by {phase.order}",
        [*(value for _, asked in dated for value in asked), *phase.values],
    )


def _read_phase(
    conn: sqlite3.Connection,
    resource: Resource,
    question: Question,
    phase: Phase,
    few: tuple[Any, ...] | None,
    count: int,
    now: datetime,
) -> list[tuple[Any, ...]]:
    """Return up to `count` rows, read from the few that fit, from the newest that have a word, or from the
    whole list."""
    if few is None and "q" in question.filters:
        newest, values = _newest(resource, question, phase)
        rows = _select(conn, resource, question, phase, (f"{newest} limit {NEWEST}", values), count, now)
        if len(rows) == count:
            return rows
    return _select(conn, resource, question, phase, few, count, now)


def _select(
    conn: sqlite3.Connection,
    resource: Resource,
    question: Question,
    phase: Phase,
    among: tuple[Any, ...] | None,
    count: int,
    now: datetime,
) -> list[tuple[Any, ...]]:
    """Return up to `count` rows in order; only those whose numbers are `among` these, if given."""
    where, values = _conditions(resource, question, now, among)
    if resource.reckoned and (wanted := question.filters.get(resource.reckoned.name)):
        keys = resource.reckoned.find(conn, wanted, _moment(question, now))
        where.append(f"{resource.table}.{resource.key} in ({marks(keys)})")
        values += keys
    sql = (
        f"select {select_list(resource.fields)}, {_sort_sql(resource, question.sort)} from {resource.tables} "
        f"where {' and '.join([*where, *phase.conditions])} order by {phase.order} limit {count}"
    )
    if resource.is_of_day:
        sql = on_day(sql, now, question.filters.get("as_of", [None])[0])
    return conn.execute(sql, [*values, *phase.values]).fetchall()


def _sort_sql(resource: Resource, sort: str) -> str:
    table, name = "published" if resource.is_feed else resource.table, sort.removeprefix("-")
    field = _reckoned_field(resource, name)
    return field.sql if field else f"{table}.{name}"


def _reckoned_field(resource: Resource, name: str) -> Field | None:
    return next((field for field in resource.fields if field.name == name and field.known), None)


def _phases(resource: Resource, question: Question, is_sorted: bool) -> list[Phase]:
    """Return two phases: the rows whose value in the order is known, then those where it is not.

    Each phase is one range of an index; a single condition over both would read the list from its beginning.
    If the rows are few and get sorted (`is_sorted`), a plus sign keeps SQLite from walking an index in that
    order.
    """
    plain = _sort_sql(resource, question.sort)
    column = f"+{plain}" if is_sorted else plain
    if resource.is_feed:
        return [Phase((), (), plain)]
    direction, beyond = ("desc", "<") if question.sort.startswith("-") else ("asc", ">")
    key, place = f"{resource.table}.{resource.key}", question.after
    key = f"+{key}" if is_sorted else key
    order = f"{column} {direction}, {key} {direction}"
    field = _reckoned_field(resource, question.sort.removeprefix("-"))
    is_known, is_unknown = f"{column} is not null", f"{column} is null"
    if field:
        is_known, is_unknown = field.known, f"not {field.known}"
    unknown = Phase((is_unknown,), (), f"{key} {direction}")
    if place is None:
        return [Phase((is_known,), (), order), unknown]
    if place.value is None:
        return [Phase((is_unknown, f"{key} {beyond} ?"), (place.key,), f"{key} {direction}")]
    rest: tuple[str, ...] = (f"{column} {beyond}= ?", f"({column} {beyond} ? or {key} {beyond} ?)")
    if field:
        rest = (is_known, *rest)
    return [Phase(rest, (place.value, place.value, place.key), order), unknown]


def _conditions(
    resource: Resource, question: Question, now: datetime, among: tuple[Any, ...] | None
) -> tuple[list[str], list[Any]]:
    known = {filter.name: filter for filter in resource.filters}
    where, values = ([] if "selection" in question.filters else [resource.published]), []
    if among:
        where.append(f"{resource.table}.rowid in ({among[0]})")
        values += among[1]
    for name, asked in question.filters.items():
        if known[name].kind not in ("today", "reckoned") and name != "as_of":
            fits, params = (
                _words(resource, known[name], asked, among)
                if known[name].kind == "words"
                else condition(known[name], asked)
            )
            where.append(fits)
            values += params
    if "upcoming" in known and is_of_today(resource, question):
        fits, params = _today(question, now)
        where.append(fits)
        values += params
    return where, values


def _words(
    resource: Resource, filter: Filter, asked: list[Any], among: tuple[Any, ...] | None
) -> tuple[str, list[Any]]:
    """Return the condition that words occur, searched `among` these rows only: checked row by row, the index
    search would start over for each."""
    rows, query = asked[0].rows, asked[0].query
    if query is None:
        return "0", []
    if among is None or among[0] == rows or rows != filter.rows:
        return f"+{resource.table}.rowid in ({rows})", [query]
    inside, values = among
    return f"+{resource.table}.rowid in ({rows} and +rowid in ({inside}))", [query, *values]


def is_of_today(resource: Resource, question: Question) -> bool:
    """Return whether the day (today, or another that was given) decides which rows are shown, or their
    order."""
    if resource.reckoned:
        return False
    is_sorted = _reckoned_field(resource, question.sort.removeprefix("-")) is not None
    return is_sorted or "upcoming" in question.filters or "as_of" in question.filters


def _moment(question: Question, now: datetime) -> datetime:
    """Return the instant for which `reckoned` values are requested."""
    moment: datetime = question.filters.get("as_of", [now])[0]
    return moment


def find_span(resource: Resource, question: Question, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the period around now over which the answer stays the same while nobody writes; None if time
    never changes it."""
    if "as_of" in question.filters:
        return None
    if resource.reckoned:
        return resource.reckoned.span(now)
    if not resource.is_of_day and not is_of_today(resource, question):
        return None
    days = days_at(now)
    return days.began, days.ends


def _today(question: Question, now: datetime) -> tuple[str, list[Any]]:
    """Return the condition that a hearing's last day is not yet over, or has passed, by its own court's
    calendar.

    The first comparison is with one day for all courts, and uses an index; the second is with the court's own
    day.
    """
    is_upcoming = question.filters.get("upcoming", [1])[0]
    compare, first = (">=", min) if is_upcoming else ("<", max)
    if "as_of" in question.filters:
        return f"hearings.date_to {compare} ?", question.filters["as_of"]
    days = days_at(now).by_zone
    cases = " ".join(f"when '{zone}' then ?" for zone in days)
    own = f"case {_ZONE} {cases} else ? end"
    return f"hearings.date_to {compare} ? and hearings.date_to {compare} {own}", [
        first(days.values()),
        *days.values(),
        days[HOME],
    ]
