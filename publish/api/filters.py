"""The kinds of filters that resources have; each filter is one line of resources.py."""

from collections.abc import Iterable, Sequence
from typing import Any

from publish.api.fields import Filter
from publish.filters.terms import YES_NO, Term
from publish.request import marks

_IS_LISTED = "instr(';' || replace({column}, '; ', ';') || ';', ';' || ? || ';') > 0"


def one_of(term: Term, column: str, description: str = "") -> Filter:
    """The column must equal any of the values given."""
    return _of_term(term, f"{column} in ({{marks}})", description, value=column)


def listed(term: Term, column: str, description: str = "") -> Filter:
    """The column, a list joined by semicolons, must contain any of the values given."""
    return _of_term(term, _IS_LISTED.format(column=column), description, value=column, is_list=True)


def linked(term: Term, of: str, pairs: str, description: str = "") -> Filter:
    """Another table must link the row to any of the values given: `pairs` selects (id, value), and `of` is
    that id in the row."""
    sql = f"{of} in (select id from ({pairs}) where value in ({{marks}}))"
    return _of_term(term, sql, description, of=of, pairs=pairs)


def within(term: Term, sql: str, description: str = "") -> Filter:
    """Another table finds the rows for any of the values given. `sql` holds ``{marks}``."""
    return _of_term(term, sql, description)


def text(name: str, column: str, description: str, enum: Iterable[str] = ()) -> Filter:
    """The column must equal any of the values given; no page has this filter."""
    codes = tuple(map(str, enum))
    return Filter(
        name, "enum" if codes else "text", f"{column} in ({{marks}})", description, codes, is_many=True
    )


def _of_term(term: Term, sql: str, description: str, **how: Any) -> Filter:
    kind = "enum" if term.codes else "name" if term.naming else "year" if term.kind == "year" else "text"
    codes = (*YES_NO, *term.codes) if term.is_yes_no else tuple(term.codes)
    return Filter(term.name, kind, sql, description or term.description, codes, True, term=term, **how)


def days(column: str, noun: str) -> tuple[Filter, Filter]:
    """From a day on, and through a day; a row whose day is not known fits neither."""
    name = column.partition(".")[2]
    return (
        Filter(f"{name}_from", "date", f"{column} >= ?", f"{noun} on this day or later"),
        Filter(f"{name}_to", "date", f"{column} <= ?", f"{noun} on this day or earlier"),
    )


def span(table: str, noun: str) -> tuple[Filter, Filter]:
    """From a day on, and through a day, for dates that may be known only to a week, a month or a year."""
    return (
        Filter("from", "date", f"{table}.date_to >= ?", f"{noun} that may fall on this day or later"),
        Filter("to", "date", f"{table}.date_from <= ?", f"{noun} that may fall on this day or earlier"),
    )


def flag(name: str, column: str, description: str) -> Filter:
    return Filter(name, "flag", f"coalesce({column}, 0) = ?", description)


_OF_OPINIONS = "select rowid from opinion_paragraphs_fts where opinion_paragraphs_fts match ?"
_THEIR_DOCKETS = f"select docket_id from opinion_paragraphs where rowid in ({_OF_OPINIONS})"
# What `opinion:` before the words finds in a list: rows of the dockets whose opinions contain the words.
_BY_OPINION = {
    "opinion_paragraphs": _OF_OPINIONS,
    "dockets": f"select rowid from dockets where docket_id in ({_THEIR_DOCKETS})",
    "cases": "select rowid from cases where case_id in "
    f"(select case_id from dockets where docket_id in ({_THEIR_DOCKETS}))",
}


# The tables whose rows the site's search ranks: as which kind, and the column of the id.
_RANKED = {
    "cases": ("case", "case_id"),
    "rulings": ("ruling", "ruling_id"),
    "entities": ("party", "entity_id"),
    "bills": ("bill", "bill_id"),
}


def words(table: str) -> Filter:
    """Full text: the rows that the site's search finds. In long texts every word must occur, at least as the
    beginning of a longer one. Words in quotes must occur together."""
    kind, key = _RANKED.get(table, ("", ""))
    rows = f"select rowid from {table}_fts where {table}_fts match ?"
    description = (
        "A question or words, understood as the search box does: what has all of them, or most and the rarest"
        if kind
        else "Words to find: all must occur, their last letters may be missing"
    )
    return Filter(
        "q",
        "words",
        f"{table}.rowid in ({rows})",
        f'{description}; "words in quotes" stand together'
        + ("; opinion: before them looks in the texts of opinions" if table in _BY_OPINION else ""),
        rows=f"select rowid from {table} where {key} in (select value from json_each(?))" if kind else rows,
        rows_by_opinion=_BY_OPINION.get(table, ""),
        ranked=kind,
    )


# --- as a condition


def condition(filter: Filter, asked: Sequence[Any]) -> tuple[str, list[Any]]:
    """Return the SQL condition that a row fits one of the values asked for, and the values of its
    placeholders."""
    count = filter.sql.count("{marks}")
    if count:
        return filter.sql.replace("{marks}", marks(asked)), [*asked] * count
    return f"({' or '.join([filter.sql] * len(asked))})", [*asked]
