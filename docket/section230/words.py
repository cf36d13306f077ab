"""Patterns made of rows of this room's tables in `language/`, each row with an example.

A row's phrase is a regular expression of text in small letters; `<<name>>` in it stands for the rows tagged `@name`
of its table. They are read in the order of the table, the first that fits counts.
"""

import re

from docket.issues import ParseError
from docket.text.phrases import load

_NAMED = re.compile(r"<<(\w+)>>")


class Words:
    """The words of a table by tag: `words.open` fits any row tagged `open`. AttributeError where there is none.

    To be asked of small letters only: so the engine skips a row by its first letter (three times as fast on 75 texts).
    """

    def __init__(self, table: str) -> None:
        self._table = table

    def __getattr__(self, tag: str) -> re.Pattern[str]:
        if tag.startswith("_"):
            raise AttributeError(tag)  # what Python itself asks of any object
        try:
            pattern = re.compile(_join(self._table, tag))
        except ParseError as error:
            raise AttributeError(str(error)) from None
        setattr(self, tag, pattern)  # compiled when it is first asked for
        return pattern


def spell(table: str, phrase: str) -> str:
    """Return a phrase with the rows that it names in their place. Raises ParseError where there are none."""
    return _NAMED.sub(lambda match: f"(?:{_join(table, f'@{match[1]}')})", phrase)


def _join(table: str, tag: str) -> str:
    phrases = [spell(table, row.phrase) for row in load(table) if row.tag == tag]
    if not phrases:
        raise ParseError(f"language/{table}.tsv: no row {tag}", code="bad-row")
    return "|".join(phrases)
