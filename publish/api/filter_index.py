"""How rows that fit a filter are found without walking the list: each filter as row numbers from an index.

A list is read in its own order until a page is full, which is quick where many rows fit. Where few do, the
walk would pass a million others; then the few are read from the filter's index and sorted. A word that is in
every second entry needs a third way: its matches are read among the newest rows only (all 523,000 of "motion"
in a million entries cost 300 ms, those among the newest 5,000 cost 60).
"""

import sqlite3
from typing import Any

from publish.api.fields import Filter, Resource
from publish.api.params import Question
from publish.api.words import Looked
from publish.request import marks
from publish.sql.small_index import small_index

FEW = 5_000  # rows at most that are read and sorted instead of walking the list
NEWEST = 5_000  # rows of the list in which a frequent word is looked for first
LONG = ("docket_entries", "opinion_paragraphs")  # lists in which a word can occur in a hundred thousand rows
_PEEK = 250  # rows of the list whose own text is searched for a word
_PEEKS = 3  # how many times that many are read


def find_few(
    conn: sqlite3.Connection, resource: Resource, question: Question, is_of_words: bool
) -> tuple[str, list[Any]] | None:
    """Return SQL (and its values) for the numbers of at most `FEW` rows that include all that fit; None if
    there are more. Considers either the search words (`is_of_words`) or the other filters."""
    known = {filter.name: filter for filter in resource.filters}
    for name, asked in question.filters.items():
        if (known[name].kind == "words") is not is_of_words:
            continue
        query = _row_numbers(known[name], asked)
        if (
            query
            and conn.execute(f"select count(*) from ({query[0]} limit {FEW + 1})", query[1]).fetchone()[0]
            <= FEW
        ):
            return query
    return None


def find_at_first(
    conn: sqlite3.Connection,
    filter: Filter,
    table: str,
    asked: Looked,
    newest: tuple[str, list[Any]],
    count: int,
) -> list[int] | None:
    """Return the numbers of the rows at the head of a list (`newest`, without a limit) that have the words,
    if at least `count` of the first few hundred do; else None.

    The texts of these rows are put into an index of their own: the large one has to gather all 523,000 rows
    of a frequent word, in 125 ms, before it can say which of them come first.
    """
    if asked.query is None or asked.rows != filter.rows:
        return None
    with small_index(table) as index:
        for number in range(1, _PEEKS + 1):
            added = index.add(conn, f"{newest[0]} limit {_PEEK} offset {(number - 1) * _PEEK}", newest[1])
            hits = index.find(asked.query)
            if len(hits) >= count:
                return hits
            if len(added) < _PEEK or len(hits) * _PEEKS < count * number:  # too rare after all
                break
    return None


def _row_numbers(filter: Filter, asked: list[Any]) -> tuple[str, list[Any]] | None:
    if filter.kind == "words":
        return (asked[0].rows, [asked[0].query]) if asked[0].query else None
    if not filter.rows or (filter.rows_of and asked != [filter.rows_of]):
        return None
    either = " or ".join([filter.row_condition] * len(asked))
    return filter.rows.replace("{marks}", marks(asked)).replace(
        "{either}", either
    ), [] if filter.rows_of else asked
