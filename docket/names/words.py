"""The words by which a printed name shows what it names (data/name_words.csv).

One row a word; `kind` says what the word tells: a legal or trade word of an organization, a given
name, a title, a public office, a state. Nothing here names a party of any docket.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

_NOT_LETTERS = re.compile(r"[^\w&-]+")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    with (
        Path(str(files("docket"))).joinpath("data/name_words.csv").open(encoding="utf-8", newline="") as lines
    ):
        for row in csv.DictReader(lines):
            table.setdefault(row["kind"], []).append(row["word"])
    return {kind: tuple(words) for kind, words in table.items()}


@cache
def load_words(kind: str) -> frozenset[str]:
    """Return the words of a kind without case ("organization", "given", "title" …)."""
    return frozenset(word.casefold() for word in _table()[kind])


@cache
def load_spellings(kind: str) -> dict[str, str]:
    """Return the words of a kind by their form without case."""
    return {word.casefold(): word for word in _table()[kind]}


@cache
def phrase_pattern(*kinds: str) -> str:
    """Return a regular expression, longest phrase first, for the words of these kinds."""
    words = sorted((word for kind in kinds for word in _table()[kind]), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


def fold(token: str) -> str:
    """Return a word without case, full stops, quotes and possessive, as the tables hold it."""
    return re.sub(r"['’]s?$", "", _NOT_LETTERS.sub("", token.casefold().replace("’", "'").replace("'s", "s")))


@cache
def is_registered(name: str) -> bool:
    """Say whether a name is in the reviewed register of entities (data/entity_names.csv), and not as a person's.

    A register says what grammar cannot: that a bare "Yelp" is not a surname. It also has the
    persons who hold an office, and those are persons.
    """
    return name.casefold() in _registered()


@cache
def _registered() -> frozenset[str]:
    with (
        Path(str(files("docket")))
        .joinpath("data/entity_names.csv")
        .open(encoding="utf-8", newline="") as lines
    ):
        names = [row["name"] for row in csv.DictReader(lines) if row["kind"] != "holder"]
        return frozenset(name.casefold() for name in names if len(name) > 1)
