"""The words of the courts, kept as rows of tables: `docket/language/<table>.tsv`.

A row is a tag, a phrase, an example that it must match, a counter-example that it must not match, and where
it was seen. `phrase_patterns` defines the notation of phrases; `phrases` finds phrases in texts.
"""

import sys
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docket.issues import ParseError


class Row(NamedTuple):
    """One line of a table; `table` and `number` (its line) say where it is."""

    tag: str
    phrase: str
    example: str
    counter: str
    source: str
    table: str
    number: int

    @property
    def is_expression(self) -> bool:
        """Whether the phrase is a regular expression between slashes."""
        return self.phrase[0] == "/"


@cache
def load(table: str) -> tuple[Row, ...]:
    """Return the rows of `docket/language/<table>.tsv`. Raises ParseError for a line with a cell missing."""
    lines = files("docket").joinpath(f"language/{table}.tsv").read_text("utf-8").splitlines()
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 5 or not all(cells):
            fault = f"language/{table}.tsv, line {number}: five filled cells are needed"
            raise ParseError(fault, code="bad-row")
        tag, phrase, example, counter, source = cells
        rows.append(Row(sys.intern(tag), phrase, example, counter, source, table, number))
    return tuple(rows)


def words_named(name: str, *tables: str) -> str:
    """Return the words tagged `@name` in these tables, joined by "|". Raises ParseError if there are none."""
    words = [row.phrase.strip("/") for table in tables for row in load(table) if row.tag == f"@{name}"]
    if not words:
        raise ParseError(f"language/{tables[0]}.tsv: no row @{name}", code="bad-row")
    return "|".join(words)
