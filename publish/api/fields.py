"""The building blocks of the API's schema: fields, filters, parts, resources. The resources are in
resources.py.

Handlers, validation, the OpenAPI document, the data dictionary and the API's page are all generated from
these, so that none can promise what another does not do. A field is a column of db/columns, or computed from
several.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from db.columns import TABLE
from db.tables import Column, Kind, Shown
from db.views import VIEWS
from publish.filters.terms import Term

_OF_COURTS = frozenset(
    {"dockets", "docket_entries", "participations", "hearings", "claims", "defenses", "rulings"}
)
# In the SQL of a field: the earliest day it is now at any court, and the day it is now at the court of a
# hearing.
FIRST_DAY = "{first_day}"
OWN_DAY = "{own_day}"
_SHAPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.NUMBER: {"type": ["integer", "null"]},
    Kind.FLAG: {"type": ["boolean", "null"]},
    Kind.DATE: {"type": ["string", "null"], "format": "date"},
    Kind.INSTANT: {"type": ["string", "null"], "format": "date-time"},
    Kind.LIST: {"type": ["array", "null"], "items": {"type": "string"}},
}


@dataclass(frozen=True, eq=False)
class Field:
    """One value of a row. `sql` reads it; `is_fact` says whether `expand=source` shows where it comes from.
    `stored_as` is its column, if that has another name; a field that `is_deprecated` is dropped in the next
    version.

    For a value computed from other rows, `known` is the condition that it is known, read from an index:
    sorting by it then computes the value only for the few rows that have one.
    """

    name: str
    kind: Kind
    sql: str
    description: str
    enum: tuple[str, ...] = ()
    is_fact: bool = False
    is_required: bool = False
    known: str = ""
    stored_as: str = ""
    is_deprecated: bool = False

    @property
    def column(self) -> str:
        """The table's column that the field shows."""
        return self.stored_as or self.name

    @property
    def schema(self) -> dict[str, Any]:
        """The field as JSON Schema. Null is "not known"."""
        made = _SHAPES[self.kind] | {"description": self.description}
        if self.enum and self.kind is Kind.LIST:
            made |= {"items": {"type": "string", "enum": list(self.enum)}}
        elif self.enum:
            made |= {"enum": [*self.enum, *([] if self.is_required else [None])]}
        if self.is_required:
            made |= {"type": made["type"][0]}
        return made | ({"deprecated": True} if self.is_deprecated else {})


@dataclass(frozen=True, eq=False)
class Filter:
    """One query parameter that narrows a list. `kind` is text, enum, number, flag, date, moment, words, today
    or reckoned.

    `sql` holds ``?`` for a value, or ``{marks}`` for several. A filter that `is_many` may be repeated, and a
    row fits if it fits any of the values; without ``{marks}``, `sql` is repeated for each.

    A row's value is defined once, both for the SQL conditions and for the counts beside a page's list:
    `value` is the SQL of a row's own value, a list joined by semicolons if it `is_list`; or `pairs` selects
    (id, value) for values that come from other tables, and `of` is the row's column with that id.

    `rows` selects the row numbers of the rows that fit from an index, if there is one: ``{marks}`` stands for
    the values, ``{either}`` for `row_condition` repeated for each; with `rows_of`, it selects the rows of that
    one value.

    `rows_by_opinion` selects them if ``opinion:`` precedes the words. If the site's search ranks rows of this
    kind (`ranked`: as which kind), words find what they find there, by the ids of the rows.

    `term` is its definition for pages and API alike (publish/filters/terms.py); if that has a `naming`, the
    values stay names until the rows are read.
    """

    name: str
    kind: str
    sql: str
    description: str
    enum: tuple[str, ...] = ()
    is_many: bool = False
    value: str = ""
    is_list: bool = False
    of: str = ""
    pairs: str = ""
    rows: str = ""
    rows_by_opinion: str = ""
    ranked: str = ""
    row_condition: str = ""
    rows_of: object = None
    term: Term | None = None

    @property
    def former(self) -> tuple[str, ...]:
        """Its former names, which are accepted until the next version."""
        return self.term.former if self.term else ()


@dataclass(frozen=True, eq=False)
class Part:
    """Rows inside the answer about one item. `where` reads the item's id as ``:id``, and the ids of its
    dockets as ``{dockets}``.

    With `inside`, (name of another part, key), each row is nested, in a list called `name`, in the row of
    that part with the same key.
    """

    name: str
    fields: tuple[Field, ...]
    tables: str
    where: str
    order: str
    description: str
    inside: tuple[str, str] | None = None
    limit: int | None = None

    @property
    def table(self) -> str:
        return self.tables.split()[0]

    @property
    def has_sources(self) -> bool:
        """Whether `expand=source` shows where each of its facts comes from: its rows are the court's own, or
        were read from its pages."""
        return not self.inside and self.table in _OF_COURTS


@dataclass(frozen=True, eq=False)
class Reckoned:
    """A value of each row that depends on the instant and is in no table; the filter `name` narrows by it.

    `add` puts the values into rows; `find` returns the keys of the rows that have one of the given values;
    `span` the period around an instant, its end excluded, over which the values stay the same.
    """

    name: str
    add: Callable[[list[dict[str, Any]], datetime], None]
    find: Callable[[sqlite3.Connection, list[str], datetime], list[str]]
    span: Callable[[datetime], tuple[datetime, datetime]]


@dataclass(frozen=True, eq=False)
class Resource:
    """One list of the API, and the items in it.

    `tables` is what follows ``from``, the resource's own table first; `published` is the condition that keeps
    out excluded rows, unless the filter `selection` requests them. The first of `sorts` is the default order;
    a leading hyphen means greatest first; unknown values come last either way. A feed (`is_feed`) has one
    order, its numbers, and is continued with ``since=``; it is stored in the ledger. What is `reckoned`
    depends on the instant of the request, or on another given by ``as_of=``.
    """

    name: str
    singular: str
    table: str
    fields: tuple[Field, ...]
    tables: str
    filters: tuple[Filter, ...]
    sorts: tuple[str, ...]
    description: str
    published: str = "1"
    parts: tuple[Part, ...] = ()
    is_feed: bool = False
    reckoned: Reckoned | None = None
    why_empty: Callable[[sqlite3.Connection], str] | None = None  # a note if nothing is found

    @property
    def has_facts(self) -> bool:
        return any(field.is_fact for field in self.fields)

    @property
    def is_of_day(self) -> bool:
        """Whether a field of its rows depends on the day it is at a court (publish/api/clock.py)."""
        return any(field.known for field in self.fields)

    @property
    def key(self) -> str:
        return str(TABLE[self.table].primary[0])

    def filter(self, name: str) -> Filter:
        """Return the filter of that name. Raises StopIteration if there is none."""
        return next(filter for filter in self.filters if filter.name == name)


# Names in the API that differ from the column's name: they match its filters and the rows of other lists.
_CALLED = {"outcome_230": "outcome", "outcome_is_verified": "is_verified"}
# A date only as far as it is known, in the form of ISO 8601-2: 2025, 2025-03, 2025-03-04; a week is its first
# and last day.
_AS_KNOWN = (
    "case {0}.{2} when 'year' then substr({0}.{1}, 1, 4) when 'month' then substr({0}.{1}, 1, 7) "
    "else {0}.{1}{3} end"
)
_TO_THE_LAST = " || coalesce('/' || nullif({0}.date_to, {0}.date_from), '')"
_EARLIER_ACTS = (
    "(select group_concat(ruling_id, '; ') from (select ruling_id from ruling_fates "
    "where by_ruling_id = rulings.ruling_id order by ruling_id))"
)


def columns(table: str, *, leave: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Return the columns of a table of db/columns as fields, except those in `leave`; each day is followed by
    the day as far as it is known, each new name by the one it replaced."""
    return tuple(
        field for name in TABLE[table].columns if name not in leave for field in _fields_of(table, name)
    )


def _fields_of(table: str, name: str) -> tuple[Field, ...]:
    own = column(table, name)
    if now := _CALLED.get(name):
        return replace(own, name=now, stored_as=name), _former(own, f"Former name of {now}")
    if name == "precedential":
        is_precedential = Field(
            "is_precedential",
            Kind.FLAG,
            f"{own.sql} = 'yes'",
            "Whether the court published it as precedent; null where not known",
            is_fact=own.is_fact,
            stored_as=name,
        )
        return is_precedential, _former(own, "is_precedential as yes or no")
    if name == "acts_on":
        words = "The earlier acts that it reviewed or replaced, as ids of rulings; null where none of them is here"
        return (
            replace(own, sql=_EARLIER_ACTS, description=words),
            _former(
                replace(own, name="acts_on_keys", stored_as=name),
                "acts_on as slug of the docket, @, day",
            ),
        )
    if name in ("precision", "last_event_precision"):
        return own, _as_known(table, name)
    return (own,)


def _former(field: Field, words: str) -> Field:
    return replace(field, description=f"{words}, until the next version", is_deprecated=True)


def _as_known(table: str, precision: str) -> Field:
    """Return the field that accompanies a day with a `precision`: the day as far as it is known."""
    day, rest = ("date_from", _TO_THE_LAST) if precision == "precision" else ("date_last_event", "")
    return Field(
        f"{day.removesuffix('_from')}_as_known",
        Kind.TEXT,
        _AS_KNOWN.format(table, day, precision, rest.format(table)),
        f"{day} no further than it is known: 2025-03-04, 2025-03 or 2025"
        + ("; first/last day of a week or other span" if rest else ""),
    )


def named_columns(fields: Iterable[Field]) -> str:
    """Return the SQL of the fields as a select list, each under its name."""
    return ", ".join(f"{field.sql} as {field.name}" for field in fields)


def column(table: str, name: str) -> Field:
    """Return one column as a field, in the API's terms: arrays, true and false."""
    declared = TABLE[table].columns[name]
    return Field(
        name,
        declared.kind,
        f"{table}.{name}",
        _in_terms_of_json(declared),
        tuple(str(value) for value in declared.one_of),
        declared.is_fact,
        is_required=name in TABLE[table].primary,
    )


# "1 if a page …, 0 if none; 0, too, where …": how the register describes the cells of a flag.
_ONE_OR_NONE = re.compile(r"(?:(?<=^)|(?<=[;,.] ))[01](?= (?:if|for|where)\b|, too)")


def _in_terms_of_json(declared: Column) -> str:
    if declared.kind is Kind.LIST:
        return re.sub(r"[;,] (?:several are )?joined by semicolons", "", declared.words)
    if declared.kind is Kind.FLAG:
        return _ONE_OR_NONE.sub(lambda flag: "true" if flag[0] == "1" else "false", declared.words)
    return declared.words


def describe(table: str, name: str) -> str:
    """Return the description of a column of a table or view. Raises KeyError."""
    return _shown(table).columns[name].words


def describe_table(table: str) -> str:
    """Return the description of a table or view. Raises KeyError."""
    return _shown(table).words


def _shown(name: str) -> Shown:
    return TABLE.get(name) or VIEWS[name]
