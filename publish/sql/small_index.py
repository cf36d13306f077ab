"""A full-text index of a few rows, in memory, that answers like the index of their table: the same columns,
words and snippets.

Searching a large index for some of its rows costs as much as searching it for all: it gathers every row with
a word, and a word in half of a million entries takes 20 ms as a whole word, 125 ms as a prefix.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from db.schema import TABLE
from db.tables import TOKENIZER
from publish.request import marks


class SmallIndex:
    """Rows of one table, found by their words."""

    def __init__(self, small: sqlite3.Connection, table: str) -> None:
        self._small, self._table = small, table
        self._columns = ", ".join(TABLE[table].search)
        small.execute(f"create virtual table words using fts5 ({self._columns}, tokenize='{TOKENIZER}')")

    def add(self, conn: sqlite3.Connection, which: str, values: Sequence[object]) -> list[int]:
        """Add the rows whose numbers `which` selects (an SQL list or select); return their numbers."""
        rows = conn.execute(
            f"select rowid, {self._columns} from {self._table} where rowid in ({which})", values
        ).fetchall()
        self._small.execute("begin")
        marked = marks(["rowid", *TABLE[self._table].search])
        self._small.executemany(f"insert into words (rowid, {self._columns}) values ({marked})", rows)
        self._small.execute("commit")
        return [row[0] for row in rows]

    def find(self, query: str) -> list[int]:
        """Return the numbers of the rows that fit a full-text query."""
        return [
            row for (row,) in self._small.execute("select rowid from words where words match ?", (query,))
        ]

    def snippets(self, query: str, before: str, after: str, between: str, tokens: int) -> dict[int, str]:
        """Return the best-matching part of each row, its matches marked."""
        snippet = f"snippet(words, -1, '{before}', '{after}', '{between}', {tokens})"
        return dict(
            self._small.execute(
                f"select rowid, {snippet} from words where words match ?", (query,)
            ).fetchall()
        )


@contextmanager
def small_index(table: str) -> Iterator[SmallIndex]:
    """Open an empty index for rows of a table."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as small:
        yield SmallIndex(small, table)
