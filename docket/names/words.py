"""The words by which a printed name shows what it names.

Single words are rows of data/name_words.csv; `kind` is what a word indicates (data/name_kinds.csv): a trade,
a given name, a title, a state. Phrases are rows of language/names.tsv. Nothing here names a party of any
docket.
"""

import re
from functools import cache
from importlib.resources import files

from docket.csv_rows import read_rows
from docket.text.dates import lower
from docket.text.phrases import Cues

_CUES = Cues("names")
_NOT_LETTERS = re.compile(r"[^\w&-]+")
_SIGNS_AFTER = r"[\s.)\]]*"


@cache
def _load(table: str, column: str) -> dict[str | None, list[str]]:
    """The cells of a column, by the kind in the same row."""
    cells: dict[str | None, list[str]] = {}
    for _, row in read_rows(files("docket").joinpath(f"data/{table}").read_bytes(), table, ("kind", column)):
        cells.setdefault(row["kind"], []).append(row[column] or "")
    return cells


@cache
def load_words(kind: str) -> dict[str, str]:
    """Return the words of a kind ("organization", "given", "title" …), by their case-folded form."""
    return {word.casefold(): word for word in _load("name_words.csv", "word").get(kind, ())}


def says(tag: str, name: str) -> re.Match | None:
    """Return the first phrase of a tag in a name of any case, else ``None``."""
    return getattr(_CUES, tag).search(lower(name)) if name else None


def begins(tag: str, name: str) -> re.Match | None:
    """Return the phrase of a tag with which a name begins, else ``None``."""
    return getattr(_CUES, tag).match(lower(name))


def ends(tag: str, name: str) -> re.Match | None:
    """Return the phrase of a tag with which a name ends, ignoring punctuation after it, else ``None``."""
    return getattr(_CUES, tag).ends(lower(name), 0, len(name), _SIGNS_AFTER)


def covers(tag: str, text: str) -> bool:
    """Whether a text is nothing but phrases of a tag and punctuation between them."""
    return getattr(_CUES, tag).covers(lower(text), 0, len(text))


def fold(token: str) -> str:
    """Return a word without case, full stops, quotes, and possessive, as the tables have it."""
    folded = token.casefold()
    return folded if folded.isalnum() else _NOT_LETTERS.sub("", folded)


def is_registered(name: str) -> bool:
    """Whether a name is in the reviewed register of entities (data/entity_names.csv), and not as a person's.

    The register knows what grammar cannot: that a bare "Yelp" is not a surname. It also lists officeholders,
    and those are persons.
    """
    return name.casefold() in _load_register()


@cache
def _load_register() -> set[str]:
    kinds = _load("entity_names.csv", "name")
    return {name.casefold() for kind in kinds.keys() - {"holder"} for name in kinds[kind] if len(name) > 1}
