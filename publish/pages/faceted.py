"""A list of the API as a page shows it: the rows that fit its filters, and how many rows each further value
would leave.

Which rows fit is decided by the API's own conditions (publish/api/resources.py), one filter at a time, and
kept for the next reader. Each result is an integer in which bit n stands for row n, so that what fits all
filters except one takes a few operations on numbers of a thousand bytes. The counts come from such bits for
every value, computed once for each state of the file from the columns that those conditions read. (Of 20,000
rows and 15 filters, a walk over the rows took 90 ms, this takes 1.)
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import compress
from operator import or_
from typing import Any

from publish.api.fields import Filter, Resource
from publish.api.filters import condition
from publish.cache import remembered
from publish.filters.facets import chips, day_facet, make_facets, options
from publish.filters.terms import PARTY, Narrowed, Term
from publish.links import page_path
from publish.words import split_once

PAGE = 50
_KEPT_OUT = frozenset({"excluded", "candidate"})  # selections with rows that are not published
_KEPT = 200  # choices of a filter whose rows are kept; with 20,000 rows, each takes 2.5 kB
Fitting = Mapping[str, Sequence[str]]  # name of a filter -> codes or ids; a row must have at least one


@dataclass(frozen=True)
class _Loaded:
    """The rows of a list in its order; the place of each, by its row number in the table; and as bits: the
    published rows, the rows with each value of each filter, and the rows that fit recent choices of a
    filter."""

    rows: list[dict[str, Any]]
    places: dict[int, int]
    published: int
    values: dict[str, dict[str, int]]
    fitted: dict[tuple[str, ...], int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class FacetedList:
    """A list of the API with the filters that its page has: `columns` and `order` are the SQL of what the
    page reads from every row, and of the order."""

    resource: Resource
    terms: tuple[Term, ...]
    columns: str
    order: str

    @property
    def facets(self) -> list[Term]:
        """The filters whose values are counted: not days, nor filters reached only through a link."""
        return [term for term in self.terms if term.kind != "date" and term.is_counted]

    def rows(self, conn: sqlite3.Connection) -> list[dict[str, Any]]:
        """Return every published row in order. Callers must not change them."""
        loaded = self._loaded(conn)
        return _picked(loaded, loaded.published)

    def find(self, conn: sqlite3.Connection, fitting: Fitting) -> list[dict[str, Any]]:
        """Return the rows that fit every filter, in order."""
        loaded = self._loaded(conn)
        bits = _all(loaded, fitting)
        for part in self._parts(conn, loaded, fitting).values():
            bits &= part
        return _picked(loaded, bits)

    def choose(
        self, conn: sqlite3.Connection, fitting: Fitting
    ) -> tuple[list[dict[str, Any]], dict[str, dict[str, int]]]:
        """Return the rows that fit every filter, in order, and for each filter the count of each value under
        all the other filters."""
        loaded = self._loaded(conn)
        parts, base, counts = self._parts(conn, loaded, fitting), _all(loaded, fitting), {}
        for term in self.facets:
            others = base
            for name, part in parts.items():
                if name != term.name:
                    others &= part
            counts[term.name] = {
                value: number
                for value, bits in loaded.values[term.name].items()
                if (number := (bits & others).bit_count())
            }
        for part in parts.values():
            base &= part
        return _picked(loaded, base), counts

    def count(self, conn: sqlite3.Connection, name: str) -> dict[str, int]:
        """Return the number of published rows for each value of one filter whose values are counted."""
        loaded = self._loaded(conn)
        return {value: (bits & loaded.published).bit_count() for value, bits in loaded.values[name].items()}

    def page(
        self,
        conn: sqlite3.Connection,
        narrowed: Narrowed,
        number: int,
        sort: str | None,
        count: int,
        counts: dict,
    ) -> dict[str, Any]:
        """Return what every page of a list shows about its filters and its paging, for the `number`th page;
        `sort` is an order other than the first."""
        path, chosen = f"/{self.resource.name}", narrowed.written
        address = {**chosen, "sort": sort}
        facets = make_facets(conn, self.facets)
        linked = make_facets(conn, [term for term in self.terms if not term.is_counted])
        days = [term for term in self.terms if term.kind == "date"]
        has_next, data = number * PAGE < count, f"/api/v1{path}"
        return {
            "count": count,
            "chosen": dict(chosen),
            "total": self._loaded(conn).published.bit_count(),
            "first": (number - 1) * PAGE + 1,
            "chips": chips(path, [*facets, *linked, *map(day_facet, days)], address),
            "facets": [options(facet, counts[facet.name], narrowed.boxes(facet.name)) for facet in facets],
            "days": [(term.name, term.title, narrowed.one(term.name)) for term in days],
            "kept": narrowed.unboxed([facet.name for facet in facets])
            + [(facet.name, value) for facet in linked for value in chosen.get(facet.name, ())],
            "next_page": page_path(path, **address, page=number + 1) if has_next else None,
            "previous_page": page_path(path, **address, page=number - 1) if number > 1 else None,
            "data": {suffix: page_path(f"{data}{suffix}", **chosen) for suffix in (".ndjson", ".json")},
        }

    def _loaded(self, conn: sqlite3.Connection) -> _Loaded:
        return remembered(conn, f"list of {self.resource.name}", self._load)

    def _load(self, conn: sqlite3.Connection) -> _Loaded:
        resource, filters = self.resource, [self.resource.filter(term.name) for term in self.facets]
        read = [filter.value or filter.of for filter in filters]
        cursor = conn.execute(
            f"select {', '.join([f'{resource.table}.rowid', resource.published, *read, self.columns])} "
            f"from {resource.tables} order by {self.order}"
        )
        own = 2 + len(filters)
        names = [column[0] for column in cursor.description[own:]]
        rows = [tuple(row) for row in cursor]
        return _Loaded(
            [dict(zip(names, row[own:], strict=True)) for row in rows],
            {row[0]: place for place, row in enumerate(rows)},
            _bits((place for place, row in enumerate(rows) if row[1]), len(rows)),
            {
                filter.name: _bits_of_values(conn, filter, [row[at] for row in rows])
                for at, filter in enumerate(filters, 2)
            },
        )

    def _parts(self, conn: sqlite3.Connection, loaded: _Loaded, fitting: Fitting) -> dict[str, int]:
        """Return, as bits, the rows that fit each filter in force."""
        parts = {}
        for name, asked in fitting.items():
            if asked:
                key = (name, *asked)
                if key not in loaded.fitted:
                    if len(loaded.fitted) >= _KEPT:
                        loaded.fitted.clear()
                    loaded.fitted[key] = self._fit(conn, loaded, self.resource.filter(name), asked)
                parts[name] = loaded.fitted[key]
        return parts

    def _fit(self, conn: sqlite3.Connection, loaded: _Loaded, filter: Filter, asked: Sequence[str]) -> int:
        """Return, as bits, the rows that fit one filter, excluded ones included."""
        if filter.term is PARTY:  # read with the list: to find which rulings count for whom takes a second
            known = loaded.values[filter.name]
            return reduce(or_, (known.get(value, 0) for value in asked), 0)
        fits, values = condition(filter, asked)
        resource = self.resource
        numbers = conn.execute(f"select {resource.table}.rowid from {resource.tables} where {fits}", values)
        return _bits((loaded.places[number] for (number,) in numbers), len(loaded.rows))


def _all(loaded: _Loaded, fitting: Fitting) -> int:
    """Return, as bits, the rows to choose from: those that were excluded, or that a sweep found and nobody
    has reviewed, are in the list only on request, as in the API."""
    bits = loaded.published
    for selection in _KEPT_OUT.intersection(fitting.get("selection", ())):
        bits |= loaded.values["selection"].get(selection, 0)
    return bits


def _bits_of_values(conn: sqlite3.Connection, filter: Filter, cells: Sequence[str | None]) -> dict[str, int]:
    """Return, for each value of a filter, the rows that have it, as bits. `cells` are the rows' values."""
    naming = filter.term.naming if filter.term else None
    above = naming.above(conn) if naming else _itself
    marked: dict[str, bytearray] = {}

    def mark(place: int, value: str) -> None:
        for id in above(value):
            if id not in marked:
                marked[id] = bytearray(len(cells) // 8 + 1)
            marked[id][place >> 3] |= 1 << (place & 7)

    if filter.pairs:
        places: dict[str, list[int]] = {}
        for place, cell in enumerate(cells):
            if cell is not None:
                places.setdefault(cell, []).append(place)
        for cell, value in conn.execute(filter.pairs):
            for place in places.get(cell, ()):
                mark(place, value)
    else:
        for place, cell in enumerate(cells):
            if cell:
                for value in split_once(cell) if filter.is_list else (cell,):
                    mark(place, value)
    return {value: int.from_bytes(bits, "little") for value, bits in marked.items()}


def _itself(value: str) -> tuple[str, ...]:
    return (value,)


def _bits(places: Iterable[int], count: int) -> int:
    marked = bytearray(count // 8 + 1)
    for place in places:
        marked[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marked, "little")


_DIGITS = bytes.maketrans(b"01", b"\0\1")


def _picked(loaded: _Loaded, bits: int) -> list[dict[str, Any]]:
    """Return the rows given as bits, in order."""
    return list(compress(loaded.rows, bin(bits)[:1:-1].encode().translate(_DIGITS)))
