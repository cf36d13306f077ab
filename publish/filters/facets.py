"""The filters beside a list as a page shows them: their values in words, with counts, and those in force."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from publish.cache import remembered
from publish.filters.terms import RESULTS, Term
from publish.links import page_path
from publish.queries import court_names, theory_names
from publish.words import CIRCUITS, format_day

LONG = 12  # a filter shows this many values, most frequent first; the others are folded
# The names of the things that a filter's values refer to, by id.
_NAMES = (
    "select question_id, name from questions",
    "select judge_id, name from judges",
    "select entity_id, name from entities",
)
LONGEST = 500  # values at most; the rest is only counted, since each costs 150 bytes of the page


@dataclass(frozen=True, eq=False)
class Facet:
    """One filter beside a list: its term, how a value is put into words, and whether values keep the order of
    their codes."""

    term: Term
    say: Callable[[str], str | None]
    is_ordered: bool = False

    @property
    def name(self) -> str:
        return self.term.name


def options(facet: Facet, counts: Mapping[str, int], chosen: Sequence[str]) -> dict:
    """Return a filter's values as a page shows them: always the chosen ones, then the most frequent."""
    values = list(dict.fromkeys([*chosen, *sorted(counts, key=lambda value: (-counts[value], value))]))
    if facet.is_ordered:
        values = [value for value in facet.term.codes if value in values]
    elif facet.term.kind == "year":
        values.sort(reverse=True)
    shown = [
        (value, facet.say(value) or value, counts.get(value, 0), value in chosen)
        for value in values[: max(LONGEST, len(chosen))]
    ]
    split = max(LONG, len(chosen))
    return {
        "name": facet.name,
        "title": facet.term.title,
        "options": shown[:split],
        "more": shown[split:],
        "hidden_count": len(values) - len(shown),
    }


def make_facets(conn: sqlite3.Connection, terms: Iterable[Term]) -> list[Facet]:
    """Return the filters as a page shows them, with names for their values."""
    questions, judges, entities = (remembered(conn, sql, partial(_load_names, sql=sql)) for sql in _NAMES)
    named = {
        "court": court_names(conn),
        "theory": theory_names(conn),
        "party": entities,
        **{term.name: entities for term in RESULTS.values()},
        "circuit": CIRCUITS,
        "question": questions,
        "judge": judges,
    }
    return [_make_facet(term, named.get(term.name, term.codes)) for term in terms]


def _make_facet(term: Term, names: Mapping[str, str]) -> Facet:
    def say(value: str) -> str:
        word = names.get(value, value)
        return word if term.is_counted else f"{term.title} {word}"

    return Facet(term, say, term.name in ("outcome", "answer"))


def _load_names(conn: sqlite3.Connection, sql: str) -> dict[str, str]:
    return dict(conn.execute(sql).fetchall())


def day_facet(term: Term) -> Facet:
    return Facet(term, lambda day: f"{term.title} {format_day(day)}")


def chips(path: str, facets: list[Facet], address: dict) -> list[tuple[str, str]]:
    """Return (label, path without the filter) for each filter in force."""
    made = []
    for facet in facets:
        for value in address.get(facet.name, ()):
            without = [other for other in address[facet.name] if other != value]
            made.append((facet.say(value) or value, page_path(path, **(address | {facet.name: without}))))
    return made
