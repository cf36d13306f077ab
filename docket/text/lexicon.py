"""Which tables of words a token belongs to: whole words, stems and phrases, looked up, not searched for.

A table is a string of words; `*` ends a stem and `_` joins a phrase, whose last word may be a stem.
The cost of reading a text is in proportion to its words, whatever the size of the tables.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_SHORTEST_STEM, _LONGEST_STEM, _MOST_REMEMBERED = 3, 14, 20_000
_TOKEN = re.compile(r"e\.g|[a-zé]+(?:['-][a-zé]+)*'?|\d[\da-z-]*|[.;:?\"()§]|(?<!\w)'|'(?!\w)")


class Token(NamedTuple):
    """A word in small letters, or a mark of punctuation, and its place."""

    word: str
    start: int
    end: int


def find_tokens(lowered: str, start: int, end: int) -> list[Token]:
    """Return the tokens of lowered[start:end], a text already in small letters."""
    return [Token(match[0], *match.span()) for match in _TOKEN.finditer(lowered, start, end)]


class Lexicon:
    """Tables of words by name."""

    def __init__(self, tables: dict[str, str]) -> None:
        self._words: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._remembered: dict[str, frozenset[str]] = {}
        for name, table in tables.items():
            for entry in table.split():
                self._add(name, entry)

    def _add(self, name: str, entry: str) -> None:
        first, *rest = entry.split("_")
        if rest:
            self._phrases.setdefault(first, []).append((tuple(rest), name))
        elif first.endswith("*"):
            self._stems.setdefault(first[:-1], set()).add(name)
        else:
            self._words.setdefault(first, set()).add(name)

    def names_of(self, word: str) -> frozenset[str]:
        """Return the names of the tables that hold the word or a stem of it."""
        found = self._remembered.get(word)
        if found is None:
            names = set(self._words.get(word, ())) | self._words.get(word.removesuffix("'s"), set())
            for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
                names |= self._stems.get(word[:length], set())
            found = frozenset(names)
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[word] = found
        return found

    def each(self, tokens: list[Token]) -> Iterator[tuple[str, int, int]]:
        """Yield (table, first token, last token) for every word and phrase met, in order of place."""
        for place, token in enumerate(tokens):
            for name in self.names_of(token.word):
                yield name, place, place
            if token.word in self._phrases:
                for rest, name in self._phrases[token.word]:
                    if _follows(tokens, place + 1, rest):
                        yield name, place, place + len(rest)

    def spans(self, tokens: list[Token]) -> dict[str, tuple[int, int]]:
        """Return, for each table met, the place in the text of its first match."""
        found: dict[str, tuple[int, int]] = {}
        for name, first, last in self.each(tokens):
            found.setdefault(name, (tokens[first].start, tokens[last].end))
        return found


def _follows(tokens: list[Token], place: int, rest: tuple[str, ...]) -> bool:
    if place + len(rest) > len(tokens):
        return False
    for word in rest:
        seen = tokens[place].word
        if seen != word and not (word[-1] == "*" and seen.startswith(word[:-1])):
            return False
        place += 1
    return True
