"""A full-text index of a few rows, in memory, that answers as the index of their table does: the same columns, the same
words, the same snippets.

To ask a large index for some of its rows costs as much as to ask it for all: it gathers everything with a word, and a
word that stands in half of a million entries takes 20 ms by itself, begun with its first letters 125 ms.
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
        """Take in the rows whose numbers `which` selects (an SQL list or select); return their numbers."""
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
        """Return the part of each row that fits best, its matches marked."""
        snippet = f"snippet(words, -1, '{before}', '{after}', '{between}', {tokens})"
        return dict(
            self._small.execute(
                f"select rowid, {snippet} from words where words match ?", (query,)
            ).fetchall()
        )


@contextmanager
def small_index(table: str) -> Iterator[SmallIndex]:
    """Open an empty index for rows of the table."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as small:
        yield SmallIndex(small, table)
