"""Words that a list is searched for with `q`, understood as the search of the site understands them."""

import json
import sqlite3
from dataclasses import dataclass

from publish.api.fields import Filter
from publish.search.rank import find_ids
from publish.search.understand import understand
from publish.search_query import clean, fts_query, split_opinion, terms


@dataclass(frozen=True)
class Looked:
    """Words that were asked for, ready to be looked for: the SQL of the row numbers, and what its question mark is;
    None if no word is asked for."""

    rows: str
    query: str | None


def look_for(conn: sqlite3.Connection, filter: Filter, asked: str) -> Looked:
    """Return how words are looked for in a list."""
    words, is_of_opinions = split_opinion(clean(asked))
    if is_of_opinions and filter.rows_by_opinion:
        return Looked(filter.rows_by_opinion, fts_query(words))
    words = clean(asked)
    if not filter.ranked or not terms(words):
        return Looked(filter.rows, fts_query(words))
    return Looked(filter.rows, json.dumps(find_ids(conn, understand(conn, words), filter.ranked)))
