"""The words of a list's `q`, understood as the site's search understands them."""

import json
import sqlite3
from dataclasses import dataclass

from publish.api.fields import Filter
from publish.search.rank import find_ids
from publish.search.understand import understand
from publish.search_query import clean, fts_query, split_opinion, terms


@dataclass(frozen=True)
class Looked:
    """Words ready to be searched for: SQL that selects the row numbers, and the value of its placeholder;
    None if there is no word."""

    rows: str
    query: str | None


def look_for(conn: sqlite3.Connection, filter: Filter, asked: str) -> Looked:
    """Return how to search for words in a list."""
    words, is_of_opinions = split_opinion(clean(asked))
    if is_of_opinions and filter.rows_by_opinion:
        return Looked(filter.rows_by_opinion, fts_query(words))
    words = clean(asked)
    if not filter.ranked or not terms(words):
        return Looked(filter.rows, fts_query(words))
    return Looked(filter.rows, json.dumps(find_ids(conn, understand(conn, words), filter.ranked)))
