"""The words of the courts, kept as rows of tables, made into matchers.

A row of `docket/language/*.tsv` is a tag, a phrase, an example that it must match, a counter-example that it must
not, and where it was seen. A phrase is words with a space between them, read in small letters:

    a|b        one of these; `_` is a space within one       (a|b)c   part of a word
    [a|b]      may be there                                  @name    the words of the row with this tag
    word*      any ending    words?  a letter that may lack  pre-trial: pretrial and pre trial, too; re-?set: no space
    {} «» №    parentheses, brackets and the sign # of the text
    #          a number    %  any word                       +3       up to three words; +3! none is "and" or "is"
    ..60       up to 60 signs, no full stop or semicolon     ~a|b     none of these follows
    =a|b       one of these follows; `..60_a`: so near       <a|b     none stands before;  >a|b  one does

A row is asked only where its beginning stands, a cue only where its letters occur.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from docket.issues import ParseError

_SPACE = r"\s{1,30}"  # a parenthesis that is not read leaves so many spaces
_SPACES = r"\s{1,60}"  # within a beginning, never fewer than a row itself would bridge
_LONGEST_BEGINNING, _MOST_BEGINNINGS = 8, 6  # of a row; longer ones find no fewer, and cost time to compile
_BEGINS, _ENDS = r"(?<!\w)", r"(?!(?<=\w)\w)"  # no letter before, none goes on
# A full stop within a number or after an initial or one of these ends no sentence.
_GAP = r"(?:[^.;]|\.(?=\S)|(?<=[\s.]\w)\.|(?<=\b(?:st|no|mr|dr|jr|sr))\.|(?<=\b(?:doc|dkt|nos|hon))\.)"
_MOST_NEEDS, _MOST_GUARDS = 10, 4
_FEW = 12  # rows that are asked at a place at once, not by their beginning
_WINDOW = 100  # signs: a shorter stretch is searched at once
_BETWEEN = frozenset(" \n,:()\"'&/-@[]*")
_SIGNS_BETWEEN = r"[\s,:(\"'&/-]*"
_ANY_SIGNS = r"[\w'/&\[\]().#-]{1,40}"
_ANY_WORD = r"[\w'/&\[\]-]{1,40}"
_SET = re.compile(r"@([a-z]+)")
_GROUP = re.compile(r"\([^()]*\)\??")


class Row(NamedTuple):
    """One line of a table; `table` and `number` say where it stands."""

    tag: str
    phrase: str
    example: str
    counter: str
    source: str
    table: str
    number: int


class Tag(NamedTuple):
    """A phrase found: its place, the tag of its row, and the row."""

    start: int
    end: int
    name: str
    row: Row


@cache
def load(table: str) -> tuple[Row, ...]:
    """Return the rows of `docket/language/<table>.tsv`. Raises ParseError for a line without five filled cells."""
    lines = files("docket").joinpath(f"language/{table}.tsv").read_text("utf-8").splitlines()
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 5 or not all(cells):
            what = f"language/{table}.tsv, line {number}: five filled cells are needed"
            raise ParseError(what, code="bad-row")
        tag, phrase, example, counter, source = cells
        rows.append(Row(sys.intern(tag), phrase, example, counter, source, table, number))
    return tuple(rows)


def compile_row(row: Row) -> tuple[str, list[str], list[str]]:
    """Return the pattern of a row, the letters it may begin with, and letters of which one must be there."""
    phrase = _expand(row.phrase, row.table)
    pattern, needs, is_apart = "", [""], True  # apart: a word may follow at once
    items = phrase.split(" ")
    for item, following in zip(items, [*items[1:], ""], strict=True):
        sign, alternatives = item[0], _split(item)
        words = "|".join(_word(alternative) for alternative in alternatives)
        if sign in "~=":
            pattern += rf"(?{'!' if sign == '~' else '='}\s{{0,2}}(?:{words}){_ENDS})"
        elif sign == "<":
            pattern += "".join(f"(?<!{_before(word)})" for word in alternatives)
        elif sign == ">":
            pattern += "(?:" + "|".join(f"(?<={_before(word)})" for word in alternatives) + ")"
        elif item.startswith(".."):
            pattern += rf"{_ENDS}{_guard(following, int(item[2:]))}{_GAP}{{0,{item[2:]}}}?(?<!\w)"
            is_apart = True
        elif sign == "+":
            word = rf"(?!(?:and|but|is|are|or)\b){_ANY_SIGNS}" if item[-1] == "!" else _ANY_WORD
            words = f"{word}{_SPACE}" if is_apart else f"{_SPACE}{word}"
            pattern += f"(?:{words}){{0,{item[1:].rstrip('!')}}}?"
        elif sign == "[":
            pattern += f"(?:(?:{words}){_SPACE})?" if is_apart else f"(?:{_SPACE}(?:{words}))?"
        else:
            pattern += ("" if is_apart else _SPACE) + f"(?:{words})"
            literals = [_longest_literal(alternative) for alternative in alternatives]
            needs = max(needs, literals, key=lambda found: min(map(len, found)))
            is_apart = False
    return f"{_BEGINS}{pattern}{_ENDS}", _beginnings(phrase), needs


def _guard(item: str, reach: int) -> str:
    """A look ahead for letters of what follows a gap: a tenth of the time that bridging it takes."""
    literals = (
        {_longest_literal(alternative) for alternative in _split(item)} if item[:1] not in "[~=<>+." else {""}
    )
    if "" in literals or len(literals) > _MOST_GUARDS:
        return ""
    return (
        "(?:"
        + "|".join(f"(?=(?s:.{{0,{reach + 40}}}){re.escape(literal)})" for literal in sorted(literals))
        + ")"
    )


def _expand(phrase: str, table: str) -> str:
    for _ in range(3):  # a set may name sets
        phrase = _SET.sub(lambda match: _words_of(match[1], table), phrase)
    return phrase


def _words_of(name: str, table: str) -> str:
    found = [row.phrase for source in (table, "context") for row in load(source) if row.tag == f"@{name}"]
    if not found:
        raise ParseError(f"language/{table}.tsv: no row @{name}", code="bad-row")
    return f"({'|'.join(found)})"


def _split(item: str) -> list[str]:
    """The alternatives of an item; what stands in inner parentheses belongs to one of them."""
    words = item.lstrip("~=<>")
    if words[:1] == "[":
        words = words[1:-1]
    while words[:1] == "(" and _close(words) == len(words) - 1:
        words = words[1:-1]
    parts, depth = [""], 0
    for sign in words:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _close(word: str) -> int:
    """The place of the parenthesis that closes the one the word begins with."""
    depth = 0
    for place, sign in enumerate(word):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
    return len(word)


_SIGNS = {
    "_": _SPACE,
    "-": r"[-\s]?",
    "*": r"\w{0,30}",
    "#": r"\d{1,6}",
    "%": _ANY_WORD,
    "№": "#",
    "(": "(?:",
}
_SIGNS |= {"{": r"\(", "}": r"\)", "«": r"\[", "»": r"\]"} | {sign: sign for sign in "?)|"}


def _word(word: str) -> str:
    if gap := re.match(r"\.\.(\d+)_", word):
        return rf"{_GAP}{{0,{gap[1]}}}?(?<!\w){_word(word[gap.end() :])}"
    return "-?".join(
        "".join(_SIGNS.get(sign) or re.escape(sign) for sign in part) for part in word.split("-?")
    )


def _before(word: str) -> str:
    """A word that stands before the phrase: a pattern of one length."""
    return re.escape(word).replace("_", r"\s").replace(r"\{", r"\(") + ("" if word[-1] in "/-{" else r"\s")


def _beginnings(phrase: str) -> list[str]:
    """The letters with which a phrase may begin, a space standing for any, as far as they can be told."""
    found = {"": True}  # what is told so far, and whether it goes on
    for item in phrase.split(" "):
        if item[0] in "~=<>":
            continue
        longer: dict[str, bool] = {}
        for start, goes_on in found.items():
            if not goes_on or item.startswith("..") or item[0] == "+":
                longer[start] = goes_on and not start  # what may stand before the first word is not asked for
                continue
            if item[0] == "[":
                longer.setdefault(start, True)
            for alternative in _split(item):
                for word, is_whole in _spell(alternative):
                    _add(longer, f"{start} {word}" if start and word else start + word, is_whole)
        if len(longer) > _MOST_BEGINNINGS and "" not in found:
            break
        found = longer
        if not any(found.values()):
            break
    return sorted(found)


def _spell(word: str) -> list[tuple[str, bool]]:
    """The letters of one word in each way it may be written, and whether they are the whole word."""
    found, place = {"": True}, 0
    while place < len(word) and any(found.values()):
        sign, after = word[place], place + 1
        if sign == "(" and (close := _close(word[place:]) + place) < len(word):
            after = close + 1
            parts = [spelled for part in _split(word[place:after]) for spelled in _spell(part)]
        else:
            parts = [("", False)] if sign in "*#%?|{}«»№(" else [(sign.replace("_", " "), True)]
            parts += [("", True), (" ", True)] if sign == "-" else []
        if word[after : after + 1] == "?":
            parts, after = [("", True), *parts], after + 1
        longer: dict[str, bool] = {}
        for start, goes_on in found.items():
            for part, is_whole in parts if goes_on else [("", False)]:
                _add(longer, start + part, is_whole)
        found, place = longer, after
    return list(found.items())


def _add(found: dict[str, bool], start: str, goes_on: bool) -> None:
    if "  " in start:
        start = re.sub(" +", " ", start)
    kept, goes_on = start[:_LONGEST_BEGINNING], goes_on and len(start) <= _LONGEST_BEGINNING
    found[kept] = goes_on and found.get(kept, True)


def _longest_literal(word: str) -> str:
    return max(re.split(r"[^?]\?|[_*#?{}«»№%-]", _GROUP.sub("*", _GROUP.sub("*", word))), key=len)


def _rows(table: str, tags: tuple[str, ...]) -> tuple[Row, ...]:
    rows = tuple(row for row in load(table) if row.tag in tags)
    if not rows:
        raise ParseError(f"language/{table}.tsv: no row {' or '.join(tags)}", code="bad-row")
    return rows


class _Watch:
    """What the report on rows asks for: how often each row fitted, and rows to be left out."""

    seen: Counter[Row] | None = None
    left_out: frozenset[Row] = frozenset()


_ALL: list["_Rows"] = []


@contextmanager
def watching(left_out: Iterable[Row] = ()) -> Iterator[Counter[Row]]:
    """Count the rows that fit while the block runs; read as if those `left_out` were in no table."""
    seen = _Watch.seen = Counter[Row]()
    for each in _ALL:
        vars(each).pop("match", None)
    _leave_out(frozenset(left_out))
    try:
        yield seen
    finally:
        _Watch.seen = None
        _leave_out(frozenset())


def _leave_out(rows: frozenset[Row]) -> None:
    # Only those that have such a row are made anew: all of them take a second, and each row is left out in turn.
    moved = {(row.table, row.tag) for row in rows ^ _Watch.left_out}
    for each in _ALL:
        if any((each.table, tag) in moved for tag in each.tags):
            each.is_made = False
            vars(each).pop("match", None)
    _Watch.left_out = rows


class _Rows:
    """The rows of some tags, of which only those that may begin so are asked at a place; made when first asked.

    `_gates` find the first beginning and later ones (``None`` where some row has no letters to begin with), `_needs`
    are letters of which some must be there.
    """

    def __init__(self, table: str, *tags: str) -> None:
        self.table, self.tags, self.is_made = table, tags, False
        _ALL.append(self)

    def _make(self) -> None:
        rows = [row for row in _rows(self.table, self.tags) if row not in _Watch.left_out]
        self._compiled = [(row, *compile_row(row)) for row in rows]
        self._gates: tuple[re.Pattern, re.Pattern] | None = None
        self._letters = ""
        if all(all(begins) for _, _, begins, _ in self._compiled):
            words = sorted({beginning for _, _, begins, _ in self._compiled for beginning in begins})
            gate = _any_of(words) if words else "(?!)"
            self._letters = (
                f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])" if words else ""
            )
            self._gates = re.compile(f"(?=({gate}))"), re.compile(f"[^0-9a-z_](?=({gate}))")
        needs = {need for _, _, _, literals in self._compiled for need in literals}
        self._needs = () if "" in needs or len(needs) > _MOST_NEEDS else tuple(needs)
        self._rows: dict[str, list[Row]] = {}
        self._made: dict[str, re.Pattern] = {}
        self._patterns: dict[str, dict[str, re.Pattern]] = {"": {}}
        self.is_made = True

    def _of(self, printed: str, signs: str = "") -> re.Pattern:
        """One pattern of the rows that may begin so, at the end but for `signs`; kept, but for odd spaces."""
        tail = rf"{signs}\Z" if signs else ""
        beginning = re.sub(r"\s+", " ", printed)
        chosen = [
            (row, pattern)
            for row, pattern, begins, _ in self._compiled
            if not beginning or beginning.startswith(tuple(begins))
        ]
        words = "|".join(f"(?:{pattern.removeprefix(_BEGINS)}{tail})()" for _, pattern in chosen) or "(?!)"
        letters = "" if beginning else self._letters  # where a search may pass over most places at once
        words = f"{_BEGINS}{letters}(?:{words})"
        if words not in self._made:
            self._made[words], self._rows[words] = re.compile(words), [row for row, _ in chosen]
        if len(printed) <= _LONGEST_BEGINNING:
            self._patterns.setdefault(signs, {})[printed] = self._made[words]
        return self._made[words]

    def _row(self, match: re.Match) -> Row:
        """The row that fitted: each has a group of its own in the pattern of several."""
        return self._rows[match.re.pattern][(match.lastindex or 0) - 1]

    def _all(self, text: str, start: int, end: int, most: int = sys.maxsize) -> list[re.Match]:
        """The matches between two places, in order, none within another, at each place the first row that fits."""
        if not self.is_made:
            self._make()
        if self._gates is None:
            found = list((self._patterns[""].get("") or self._of("")).finditer(text, start, end))
            self._watch(found)
            return found
        found, get, last = [], self._patterns[""].get, start
        places: Iterable[re.Match] = self._gates[1].finditer(text, start - 1 if start else 0, end)
        if start == 0 and (match := self._gates[0].match(text, 0, end)):
            places = chain((match,), places)
        for place in places:
            at = place.end()
            if at >= last and (match := (get(place[1]) or self._of(place[1])).match(text, at, end)):
                found.append(match)
                if len(found) == most:
                    break
                last = match.end()
        if _Watch.seen is not None:
            self._watch(found)
        return found

    def _watch(self, found: Iterable[re.Match]) -> None:
        if _Watch.seen is not None:
            _Watch.seen.update(map(self._row, found))


class Matcher(_Rows):
    """Finds the phrases of some tags, at each place the first row of the table that fits there."""

    def _make(self) -> None:
        super()._make()
        for row, _, begins, _ in self._compiled:
            if not all(begins):
                where = f"language/{row.table}.tsv, line {row.number}"
                raise ParseError(f"{where}: {row.phrase!r} begins with no letters", code="bad-row")

    def find(self, text: str, start: int, end: int) -> list[Tag]:
        """Return the phrases between two places of a text in lower case, in order, none within another."""
        return [self._tag(match) for match in self._all(text, start, end)]

    def first(self, text: str, start: int, end: int) -> Tag | None:
        """Return the first of the phrases between two places, else ``None``."""
        found = self._all(text, start, end, most=1)
        return self._tag(found[0]) if found else None

    def _tag(self, match: re.Match) -> Tag:
        row = self._row(match)
        return Tag(match.start(), match.end(), row.tag, row)

    def match(self, text: str, at: int, end: int) -> Tag | None:
        """Return the phrase that begins at the place, else ``None``."""
        if not self.is_made:
            self._make()
        assert self._gates
        place = self._gates[0].match(text, at, end)
        match = (
            (self._patterns[""].get(place[1]) or self._of(place[1])).match(text, at, end) if place else None
        )
        self._watch((match,) if match else ())
        return self._tag(match) if match else None


class Cue(_Rows):
    """Asks whether a phrase of some tags stands in a text, or at a place of it."""

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match | None:
        """Return the first match between two places of a text in lower case, else ``None``."""
        if not self.is_made:
            self._make()
        if end - start < _WINDOW:
            return self._one((self._patterns[""].get("") or self._of("")).search(text, start, end))
        found = self._all(text, start, end, most=1) if self._may_be_in(text, start, end) else None
        return found[0] if found else None

    def _may_be_in(self, text: str, start: int, end: int) -> bool:
        for need in self._needs:
            if text.find(need, start, end) >= 0:
                return True
        return not self._needs

    def find(self, text: str, start: int = 0, end: int = sys.maxsize) -> list[re.Match]:
        """Return every match between two places, in order."""
        if not self.is_made:
            self._make()
        return self._all(text, start, end) if self._may_be_in(text, start, end) else []

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match | None:
        """Return the match that begins at the place, else ``None``."""
        if not self.is_made:
            self._make()
        beginning = ""
        if self._gates and len(self._compiled) > _FEW:
            place = self._gates[0].match(text, start, end)
            if place is None:
                return None
            beginning = place[1]
        pattern = self._patterns[""].get(beginning) or self._of(beginning)
        if not beginning and _Watch.seen is None:
            vars(self)["match"] = pattern.match  # from now on without a way round
        return self._one(pattern.match(text, start, end))

    def _one(self, match: re.Match | None) -> re.Match | None:
        if match and _Watch.seen is not None:
            self._watch((match,))
        return match

    def follows(self, text: str, start: int, end: int) -> re.Match | None:
        """Return the match that begins at the place, but for spaces and signs, else ``None``."""
        while start < end and text[start] in _BETWEEN:
            start += 1
        return self.match(text, start, end)

    def ends(self, text: str, start: int, end: int, signs: str = _SIGNS_BETWEEN) -> re.Match | None:
        """Return the match that ends at the place `end`, but for `signs`, else ``None``."""
        if end <= 0:
            return None
        if not self.is_made:
            self._make()
        patterns = self._patterns.get(signs) or {}
        return self._one((patterns.get("") or self._of("", signs)).search(text, max(start, 0), end))

    def covers(self, text: str, start: int, end: int) -> bool:
        """Say whether nothing but such phrases and signs stands between two places."""
        while match := self.follows(text, start, end):
            if match.end() <= start:
                return False
            start = match.end()
        return start <= end and all(sign in _BETWEEN for sign in text[start:end])


class Cues:
    """The cues of one table, each asked for by its tag: `cues.passing`."""

    def __init__(self, table: str) -> None:
        self.table = table

    def __getattr__(self, tag: str) -> Cue:
        """Return the cue of a tag, made where it is first asked for and kept."""
        cue = Cue(self.table, tag)
        setattr(self, tag, cue)
        return cue


def _any_of(beginnings: list[str]) -> str:
    """One pattern for the beginnings, the longest that fits first, branching letter by letter."""
    letters: dict[str, list[str]] = {}
    for beginning in beginnings:
        letters.setdefault(beginning[:1], []).append(beginning[1:])
    branches = [
        (_SPACES if letter == " " else re.escape(letter)) + (_any_of(rest) if rest != [""] else "")
        for letter, rest in sorted(letters.items(), reverse=True)
    ]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
