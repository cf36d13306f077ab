"""Finds the phrases of `docket/language/*.tsv` in texts.

A text is searched in three steps, the cheapest first. Does it contain a substring that some row needs? Where
does a word begin as some row can begin? Only there one pattern is tried, made of all rows that can begin so;
the first row of the table that matches wins. `Matcher` returns which row matched, `Cue` only where; `Cues`
has the cues of a table by tag.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from docket.issues import ParseError
from docket.text.phrase_patterns import BEGINS, compile_row, plain_letters
from docket.text.phrase_rows import Row, load

_SPACES = " {1,60}"  # within a beginning, at least as many as a row itself would bridge
_TO_SPACES = bytes(ord(plain_letters(chr(code))) for code in range(256))
_MOST_NEEDS = 11  # with more substrings to look for, looking costs more than it saves
_WINDOW = 100  # characters: a shorter stretch is searched directly
_TO_END = sys.maxsize - 1  # leaves room for one more character
BETWEEN = " \n,:()\"'&/-@[]*"
_SIGNS_BETWEEN = r"[\s,:(\"'&/-]*"
_new = tuple.__new__


class Tag(NamedTuple):
    """A phrase in a text: its place, the tag of its row, and the row."""

    start: int
    end: int
    name: str
    row: Row


@lru_cache(maxsize=8)  # one text is searched for rows of many tags
def _space(text: str) -> str:
    """A space and the text, with a space for each non-word character: this halves the time of a search."""
    return " " + text.encode("ascii", "replace").translate(_TO_SPACES).decode()


def _any_of(words: Iterable[str]) -> str:
    """One pattern for words, the longest first, branching letter by letter; a final space is a word's end."""
    branches = []
    for letter, some in groupby(sorted(words, reverse=True), key=lambda word: word[:1]):
        rest = [word[1:] for word in some if letter]
        if longer := [word for word in rest if word or letter != " "]:
            branches.append((_SPACES if letter == " " else letter) + _any_of(longer))
        if not letter or len(longer) < len(rest):
            branches.append(r"\b" if letter else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


class _Watch:
    """State for the report on rows: how often each row matched, and rows to leave out."""

    seen: Counter[Row] | None = None
    left_out: frozenset[Row] = frozenset()


_ALL: list["_Rows"] = []


@contextmanager
def watching(left_out: Iterable[Row] = ()) -> Iterator[Counter[Row]]:
    """Count the rows that match while the block runs; read as if no table had the rows in `left_out`."""
    seen = _Watch.seen = Counter[Row]()
    _leave_out(frozenset(left_out))
    try:
        yield seen
    finally:
        _Watch.seen = None
        _leave_out(frozenset())


def _leave_out(rows: frozenset[Row]) -> None:
    changed, _Watch.left_out = rows ^ _Watch.left_out, rows
    for rows_asked in _ALL:
        rows_asked.forget(changed)


class _Rows:
    """The rows of some tags; at a place only those that can begin there are tried. Compiled on first use."""

    def __init__(self, table: str, *tags: str) -> None:
        self._table, self._tags = table, tags
        self._patterns: dict[str, re.Pattern[str]] = {}  # by beginning, and characters at the end
        _ALL.append(self)

    def forget(self, changed: frozenset[Row]) -> None:
        """Drop the shortcut of `match`, which bypasses counting, and patterns whose rows have changed."""
        is_changed = any(row.table == self._table and row.tag in self._tags for row in changed)
        for name in ("match", "_compiled", "_asked", "_covering") if is_changed else ("match",):
            vars(self).pop(name, None)
        if is_changed:
            self._patterns.clear()

    @cached_property
    def _compiled(self) -> dict[str | None, tuple[Row, str, tuple[str, ...], list[str]]]:
        """Each row with its `CompiledRow`, by the name of its group in a pattern of several rows."""
        rows = [row for row in load(self._table) if row.tag in self._tags]
        if not rows:
            tags = " or ".join(self._tags)
            raise ParseError(f"language/{self._table}.tsv: no row {tags}", code="bad-row")
        return {f"row{row.number}": (row, *compile_row(row)) for row in rows if row not in _Watch.left_out}

    @cached_property
    def _asked(self) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
        """Substrings of which one must occur (empty if that cannot be determined), and a pattern for the
        beginnings in the text of `_space` (``None`` if that of some row cannot be determined)."""
        needs = {need for *_, of_row in self._compiled.values() for need in of_row}
        needs = {need for need in needs if not any(other in need for other in needs - {need})}
        asked = () if "" in needs or len(needs) > _MOST_NEEDS else tuple(needs)
        begins = {beginning for _, _, of_row, _ in self._compiled.values() for beginning in of_row} or {"\n"}
        return asked, None if "" in begins else re.compile(f" (?=({_any_of(begins)}))")

    def _of(self, printed: str, signs: str = "") -> re.Pattern[str]:
        """One pattern of the rows that can begin so (all if ""), before `signs` at the end if given."""
        printed, tail = re.sub(" +", " ", printed), rf"{signs}\Z" if signs else ""
        if printed + signs in self._patterns:
            return self._patterns[printed + signs]  # the same beginning with odd spaces
        asked = {
            name: (row, pattern.removeprefix(BEGINS))
            for name, (row, pattern, begins, _) in self._compiled.items()
            if not printed or f"{printed} ".startswith(begins)
        }
        # the empty group after a row, the last one to match, shows which row it is
        joined = (
            "|".join(f"(?:{pattern}{tail})(?P<{name}>)" for name, (_, pattern) in asked.items()) or "(?!)"
        )
        if not any(row.is_expression for row, _ in asked.values()):
            joined = (
                f"{BEGINS}(?:{joined})"  # tested once for all: a row is then rejected by its first letter
            )
        self._patterns[printed + signs] = re.compile(joined)
        return self._patterns[printed + signs]

    def _whole(self, signs: str = "") -> re.Pattern[str]:
        return self._patterns.get(signs) or self._of("", signs)

    def _count(self, match: re.Match[str] | None) -> re.Match[str] | None:
        """The match, counted if rows are being watched."""
        if match and _Watch.seen is not None:
            _Watch.seen[self._compiled[match.lastgroup][0]] += 1
        return match

    def each(
        self, text: str, start: int = 0, end: int = _TO_END, most: int = sys.maxsize
    ) -> list[re.Match[str]]:
        """At most `most` matches between two offsets, in order, no overlap, each by the first row to fit."""
        needs, gate = self._asked
        stretch = text[start:end]
        for need in needs:  # takes four fifths of the time of `any`
            if need in stretch:
                break
        else:
            if needs:
                return []
        if gate is None:
            return [*islice(filter(self._count, self._whole().finditer(text, start, end)), most)]
        get = self._patterns.get
        matches: list[re.Match[str]] = []
        for place in gate.finditer(_space(text), start, end + 1):
            at = place.start()
            if at >= start and (match := (get(place[1]) or self._of(place[1])).match(text, at, end)):
                start = match.end()
                if _Watch.seen is not None:
                    self._count(match)
                matches.append(match)
                if len(matches) == most:
                    break
        return matches


class Matcher(_Rows):
    """Finds the phrases of some tags; at each place the first row of the table that matches wins."""

    def find(self, text: str, start: int, end: int) -> list[Tag]:
        """Return the phrases between two offsets of a text in lower case, in order, without overlap."""
        rows = self._compiled
        # this makes a Tag in half of the time that calling Tag takes
        return [
            _new(Tag, (*match.span(), (row := rows[match.lastgroup][0]).tag, row))
            for match in self.each(text, start, end)
        ]

    def first(self, text: str, start: int, end: int) -> Tag | None:
        """Return the first phrase between two offsets, else ``None``."""
        match = next(iter(self.each(text, start, end, 1)), None)
        return self._tag(match) if match else None

    def match(self, text: str, at: int, end: int) -> Tag | None:
        """Return the phrase that begins at an offset, else ``None``."""
        match = self._count(self._whole().match(text, at, end))
        return self._tag(match) if match else None

    def _tag(self, match: re.Match[str]) -> Tag:
        row = self._compiled[match.lastgroup][0]
        return Tag(*match.span(), row.tag, row)


class Cue(_Rows):
    """Finds whether and where a phrase of some tags occurs in a text."""

    find = _Rows.each

    def search(self, text: str, start: int = 0, end: int = _TO_END) -> re.Match[str] | None:
        """Return the first match between two offsets of a text in lower case, else ``None``."""
        if end - start < _WINDOW:
            return self._count(self._whole().search(text, start, end))
        return next(iter(self.each(text, start, end, 1)), None)

    def match(self, text: str, start: int = 0, end: int = _TO_END) -> re.Match[str] | None:
        """Return the match that begins at an offset, else ``None``."""
        if _Watch.seen is None:
            vars(self)["match"] = self._whole().match  # later calls go straight to the pattern
        return self._count(self._whole().match(text, start, end))

    def follows(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the match that begins at an offset, after spaces and punctuation, else ``None``."""
        stretch = text[start:end]  # of which a blanked remark may be a hundred spaces
        return self.match(text, start + len(stretch) - len(stretch.lstrip(BETWEEN)), end)

    def ends(self, text: str, start: int, end: int, signs: str = _SIGNS_BETWEEN) -> re.Match[str] | None:
        """Return the match that ends at `end`, before any of the characters in `signs`, else ``None``."""
        return self._count(self._whole(signs).search(text, max(start, 0), end)) if end > 0 else None

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether there is nothing but such phrases and punctuation between two offsets."""
        is_covered = self._covering(text, start, end)
        if is_covered and _Watch.seen is not None:
            self.find(text, start, end)  # so that they are counted
        return is_covered

    @cached_property
    def _covering(self) -> Callable[[str, int, int], bool]:
        covering = re.compile(rf"(?:[{re.escape(BETWEEN)}]|{self._whole().pattern})*+\Z")
        return lambda text, start, end: covering.match(text, start, end) is not None


class Cues:
    """The cues of one table, each an attribute named for its tag: `cues.passing`."""

    def __init__(self, table: str) -> None:
        self._table = table

    def __getattr__(self, tag: str) -> Cue:
        """Return the cue of a tag, made on first use and kept."""
        cue = Cue(self._table, tag)
        setattr(self, tag, cue)
        return cue
