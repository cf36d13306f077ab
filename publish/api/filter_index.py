"""How the rows that fit a filter are found where the list itself need not be walked: each filter as row
numbers from an index.

A list is read in its own order until a page is full, which is quick where many rows fit. Where few do, the
walk would pass a million others; then the few are read from the filter's index and sorted. A word that stands
in every second entry is neither: its matches are asked for among the newest rows only (all 523,000 of
"motion" in a million entries cost 300 ms, those among the newest 5,000 cost 60).
"""

import sqlite3
from typing import Any

from publish.api.fields import Filter, Resource
from publish.api.params import Question
from publish.request import marks
from publish.search_query import clean, fts_query, split_opinion

FEW = 5_000  # rows that are read and sorted sooner than a list is walked for them
NEWEST = 5_000  # rows of the list among which a frequent word is looked for first


def find_few(
    conn: sqlite3.Connection, resource: Resource, question: Question
) -> tuple[str, list[Any]] | None:
    """Return SQL (and its values) of the numbers of at most `FEW` rows, among which are all that fit; None if
    there are more."""
    known = {filter.name: filter for filter in resource.filters}
    for name, asked in question.filters.items():
        found = _row_numbers(known[name], asked)
        if (
            found
            and conn.execute(f"select count(*) from ({found[0]} limit {FEW + 1})", found[1]).fetchone()[0]
            <= FEW
        ):
            return found
    return None


def find_words(filter: Filter, asked: str) -> tuple[str, str | None]:
    """Return the SQL of the row numbers in which words are looked for, and the full-text query, None if no word is
    asked for."""
    words, is_of_opinions = split_opinion(clean(asked))
    if is_of_opinions and filter.rows_by_opinion:
        return filter.rows_by_opinion, fts_query(words)
    return filter.rows, fts_query(clean(asked))


def _row_numbers(filter: Filter, asked: list[Any]) -> tuple[str, list[Any]] | None:
    if filter.kind == "words":
        rows, query = find_words(filter, asked[0])
        return (rows, [query]) if query else None
    if not filter.rows or (filter.rows_of and asked != [filter.rows_of]):
        return None
    either = " or ".join([filter.rows_each] * len(asked))
    return filter.rows.replace("{marks}", marks(asked)).replace(
        "{either}", either
    ), [] if filter.rows_of else asked
