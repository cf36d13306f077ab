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

What cannot be said so is a regular expression between slashes, in which `<<name>>` stands for the words tagged `@name`.
A row is asked only where a word stands that begins as it does.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import groupby, islice
from typing import NamedTuple

from docket.issues import ParseError

_SPACE = r"\s{1,30}"  # a parenthesis that is not read leaves so many spaces
_BEGINS, _ENDS = r"(?<!\w)", r"(?!(?<=\w)\w)"  # no letter before, none goes on
# A full stop within a number or after an initial or one of these ends no sentence.
_GAP = r"(?:[^.;]|\.(?=\S)|(?<=[\s.]\w)\.|(?<=\b(?:st|no|mr|dr|jr|sr))\.|(?<=\b(?:doc|dkt|nos|hon))\.)"
_SPACES = " {1,60}"  # within a beginning, never fewer than a row itself would bridge
_LONGEST = 8  # letters of a beginning; longer ones find no fewer, and cost time to compile
_NO_LETTERS, _DIGIT = re.compile(r"[^0-9a-z_]+"), re.compile("[0-9]")
_TO_SPACES = bytes(ord(_NO_LETTERS.sub(" ", _DIGIT.sub("0", chr(code)))) for code in range(256))
_MOST_NEEDS, _MOST_GUARDS = 20, 4
_WINDOW = 100  # signs: a shorter stretch is searched at once
_new = tuple.__new__
_TO_END = sys.maxsize - 1  # after which one sign may stand
_BETWEEN = " \n,:()\"'&/-@[]*"
_SIGNS_BETWEEN = r"[\s,:(\"'&/-]*"
_ANY_SIGNS = r"[\w'/&\[\]().#-]{1,40}+"  # a word is taken whole: giving letters back took half of the time
_ANY_WORD = r"[\w'/&\[\]-]{1,40}+"
_SET, _SPELLED = re.compile(r"@([a-z]+)"), re.compile(r"<<(\w+)>>")
_NESTED = r"\([^()]*\)"
for _ in range(5):  # so deep do parentheses of a phrase stand within others
    _NESTED = rf"\((?:[^()]|{_NESTED})*\)"
_GROUP, _MAYBE_GROUP = re.compile(_NESTED), re.compile(rf"{_NESTED}\??")
_LETTERS = re.compile(r"[a-z0-9]+(?!\?)")
_ALTERNATIVE = re.compile(rf"(?:[^()|]|{_NESTED})+")


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


def compile_row(row: Row) -> tuple[str, tuple[str, ...], list[str]]:
    """Return the pattern of a row, the letters it may begin with, and letters of which one must be there; "" where
    none are told."""
    if row.phrase[0] == "/":
        return spell(row.table, row.phrase[1:-1]), ("",), [""]
    phrase = row.phrase
    for _ in range(3):  # a set may name sets
        phrase = _SET.sub(lambda match: f"({_words_of(match[1], row.table, 'context')})", phrase)
    items = phrase.split(" ")
    needs = max(map(_find_literals, items), key=lambda found: (min(map(len, found)), -len(found)))
    return f"{_BEGINS}{_compile(items)}{_ENDS}", _begin(items), needs


def spell(table: str, pattern: str) -> str:
    """Return a regular expression with the words that it names in their place. Raises ParseError where there are
    none."""
    while _SPELLED.search(pattern):
        pattern = _SPELLED.sub(lambda match: f"(?:{_words_of(match[1], table)})", pattern)
    return pattern


def _words_of(name: str, *tables: str) -> str:
    found = [row.phrase.strip("/") for table in tables for row in load(table) if row.tag == f"@{name}"]
    if not found:
        raise ParseError(f"language/{tables[0]}.tsv: no row @{name}", code="bad-row")
    return "|".join(found)


def _compile(items: list[str]) -> str:
    pattern, is_apart = "", True  # apart: a word may follow at once
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
            pattern += _ENDS + _gap(int(item[2:]), following)
            is_apart = True
        elif sign == "+":
            word = rf"(?!(?:and|but|is|are|or)\b){_ANY_SIGNS}" if item[-1] == "!" else _ANY_WORD
            words = f"{word}{_SPACE}" if is_apart else f"{_SPACE}{word}"
            pattern += f"(?:{words}){{0,{item[1:].rstrip('!')}}}?"
        elif sign == "[":
            pattern += f"(?:(?:{words}){_SPACE})?" if is_apart else f"(?:{_SPACE}(?:{words}))?"
        else:
            pattern += ("" if is_apart else _SPACE) + f"(?:{words})"
            is_apart = False
    return pattern


def _gap(reach: int, following: str) -> str:
    """What bridges a gap; before it a look ahead for letters of what follows, in a tenth of the time."""
    gap, literals = rf"{_GAP}{{0,{reach}}}?(?<!\w)", sorted(set(_find_literals(following)))
    if "" in literals or len(literals) > _MOST_GUARDS:
        return gap
    ahead = "|".join(f"(?=(?s:.{{0,{reach + 40}}}){re.escape(literal)})" for literal in literals)
    return f"(?:{ahead}){gap}"


def _find_literals(item: str) -> list[str]:
    """The longest letters of each alternative of an item, "" where it need not be there."""
    if item[:1] in "[~=<>+.":
        return [""]
    words = (_MAYBE_GROUP.sub("*", word) for word in _split(item))
    return [max(re.split(r"[^?]\?|[_*#?{}«»№%-]", word), key=len) for word in words]


def _split(item: str) -> list[str]:
    """The alternatives of an item; what stands in inner parentheses belongs to one of them."""
    words = item.lstrip("~=<>")
    if words[:1] == "[":
        words = words[1:-1]
    while _GROUP.fullmatch(words):
        words = words[1:-1]
    return _ALTERNATIVE.findall(words)


_SIGNS = {"_": _SPACE, "-": r"[-\s]?", "*": r"\w{0,30}", "#": r"\d{1,6}", "%": _ANY_WORD}
_SIGNS |= {"№": "#", "(": "(?:", "{": r"\(", "}": r"\)", "«": r"\[", "»": r"\]"}
_SIGNS |= {sign: sign for sign in ("?", ")", "|", "-?")}


def _word(word: str) -> str:
    if gap := re.match(r"\.\.(\d+)_", word):
        return _gap(int(gap[1]), word[gap.end() :]) + _word(word[gap.end() :])
    return re.sub(r"-\?|[a-z0-9]+|.", lambda sign: _SIGNS.get(sign[0]) or re.escape(sign[0]), word)


def _before(word: str) -> str:
    """A word that stands before the phrase: a pattern of one length."""
    return re.escape(word).replace("_", r"\s").replace(r"\{", r"\(") + ("" if word[-1] in "/-{" else r"\s")


def _begin(items: list[str]) -> tuple[str, ...]:
    """The letters with which a phrase may begin, and what follows it, as far as they can be told; a digit is a 0."""
    found = {("", True)}  # and whether what follows them is told
    for item in items:
        if item[0] in "~<>":
            continue
        longer = {(start, goes_on) for start, goes_on in found if not goes_on or item[0] == "["}
        for start in [start for start, goes_on in found if goes_on]:
            if item[0] == "+" or item.startswith(".."):
                longer.add((start, not start))  # what may stand before the first word is not asked for
                continue
            spelled = (one for word in _split(item) for one in _spell(word, start and f"{start} "))
            longer |= {(one[:_LONGEST], is_whole and len(one) < _LONGEST) for one, is_whole in spelled}
        found = longer if item[0] != "=" else {(start, False) for start, _ in longer}
    # a word told whole ends there: "to" begins no row at "together"
    letters = {f"{start} " if start and told else start for start, told in found}
    return tuple({_NO_LETTERS.sub(" ", _DIGIT.sub("0", start)) for start in letters})


def _spell(word: str, before: str) -> Iterator[tuple[str, bool]]:
    """Yield the letters of a word in each way it may be written, and whether they are the whole of it."""
    if not word or len(before) > _LONGEST or word.startswith(".."):
        yield before, not word
        return
    part = _GROUP.match(word) or _LETTERS.match(word)
    first = part[0] if part else word[0]
    rest = word[len(first) :]
    if rest[:1] == "?":
        rest = rest[1:]
        yield from _spell(rest, before)
    if first[0] == "(":
        for one in _split(first):
            yield from _spell(one + rest, before)
    elif first in "*#%{}«»№":
        yield before + "0" * (first == "#"), False
    elif first == "-":
        for sign in ("", " ", "-"):
            yield from _spell(rest, before + sign)
    else:
        yield from _spell(rest, f"{before.rstrip()} " if first == "_" else before + first)


@lru_cache(maxsize=8)  # one text is asked for rows of many tags
def _space(text: str) -> str:
    """The words of a text with a space before it and for each sign: so found, by one letter, in half of the time."""
    return " " + text.encode("ascii", "replace").translate(_TO_SPACES).decode()


def _any_of(words: Iterable[str]) -> str:
    """One pattern for words, the longest that fits first, branching letter by letter; a space at the end is the end."""
    branches = []
    for letter, some in groupby(sorted(words, reverse=True), key=lambda word: word[:1]):
        rest = [word[1:] for word in some if letter]
        if longer := [word for word in rest if word or letter != " "]:
            branches.append((_SPACES if letter == " " else letter) + _any_of(longer))
        if not letter or len(longer) < len(rest):
            branches.append(r"\b" if letter else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


class _Watch:
    """What the report on rows asks for: how often each row fitted, and rows to be left out."""

    seen: Counter[Row] | None = None
    left_out: frozenset[Row] = frozenset()


_ALL: list["_Rows"] = []


@contextmanager
def watching(left_out: Iterable[Row] = ()) -> Iterator[Counter[Row]]:
    """Count the rows that fit while the block runs; read as if those `left_out` were in no table."""
    seen = _Watch.seen = Counter[Row]()
    _leave_out(frozenset(left_out))
    try:
        yield seen
    finally:
        _Watch.seen = None
        _leave_out(frozenset())


def _leave_out(rows: frozenset[Row]) -> None:
    changed, _Watch.left_out = rows ^ _Watch.left_out, rows
    for each in _ALL:
        each.forget(changed)


class _Rows:
    """The rows of some tags, of which only those that may begin so are asked at a place; made when first asked."""

    def __init__(self, table: str, *tags: str) -> None:
        self._table, self._tags = table, tags
        # By what is printed.
        self._patterns: dict[str, re.Pattern[str]] = {}
        _ALL.append(self)

    def forget(self, changed: frozenset[Row]) -> None:
        """Make the patterns anew if rows of theirs have changed; go round no count of what fits."""
        is_changed = any(row.table == self._table and row.tag in self._tags for row in changed)
        for name in ("match", "_compiled", "_asked", "_covering") if is_changed else ("match",):
            vars(self).pop(name, None)
        if is_changed:
            self._patterns.clear()

    @cached_property
    def _compiled(self) -> dict[str | None, tuple[Row, str, tuple[str, ...], list[str]]]:
        """Each row and what `compile_row` says of it, by the name of a group."""
        rows = [row for row in load(self._table) if row.tag in self._tags]
        if not rows:
            tags = " or ".join(self._tags)
            raise ParseError(f"language/{self._table}.tsv: no row {tags}", code="bad-row")
        return {f"row{row.number}": (row, *compile_row(row)) for row in rows if row not in _Watch.left_out}

    @cached_property
    def _asked(self) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
        """Letters of which some must be there, none where that cannot be told; what finds the beginnings among spaced
        words, ``None`` where that of some row cannot be told."""
        needs = {need for *_, found in self._compiled.values() for need in found}
        needs = {need for need in needs if not any(other in need for other in needs - {need})}
        told = () if "" in needs or len(needs) > _MOST_NEEDS else tuple(needs)
        begins = {beginning for _, _, found, _ in self._compiled.values() for beginning in found} or {"\n"}
        return told, None if "" in begins else re.compile(f" (?=({_any_of(begins)}))")

    def _of(self, printed: str, signs: str = "") -> re.Pattern[str]:
        """One pattern of the rows that may begin so, or of all, at the end but for `signs` where there are some."""
        printed, tail = re.sub(" +", " ", printed), rf"{signs}\Z" if signs else ""
        if printed + signs in self._patterns:
            return self._patterns[printed + signs]  # what stood with odd spaces
        asked = {
            name: (row, pattern.removeprefix(_BEGINS))
            for name, (row, pattern, begins, _) in self._compiled.items()
            if not printed or f"{printed} ".startswith(begins)
        }
        # the group behind a row, the last that fits, tells which it is
        joined = (
            "|".join(f"(?:{pattern}{tail})(?P<{name}>)" for name, (_, pattern) in asked.items()) or "(?!)"
        )
        if all(row.phrase[0] != "/" for row, _ in asked.values()):
            joined = f"{_BEGINS}(?:{joined})"  # told once, so that rows are passed over by their first letter
        self._patterns[printed + signs] = re.compile(joined)
        return self._patterns[printed + signs]

    def _whole(self, signs: str = "") -> re.Pattern[str]:
        return self._patterns.get(signs) or self._of("", signs)

    def _told(self, match: re.Match[str] | None) -> re.Match[str] | None:
        """The match, counted where it is asked which rows fit."""
        if match and _Watch.seen is not None:
            _Watch.seen[self._compiled[match.lastgroup][0]] += 1
        return match

    def _each(self, text: str, start: int, end: int, most: int = sys.maxsize) -> list[re.Match[str]]:
        """The matches between two places, in order, none within another, at each place the first row that fits; no
        more than `most`."""
        needs, gate = self._asked
        if needs and not any(map(text[start:end].__contains__, needs)):
            return []
        if gate is None:
            return [*islice(filter(self._told, self._whole().finditer(text, start, end)), most)]
        get, found = self._patterns.get, []
        for place in gate.finditer(_space(text), start, end + 1):
            at = place.start()
            if at >= start and (match := (get(place[1]) or self._of(place[1])).match(text, at, end)):
                start = match.end()
                if _Watch.seen is not None:
                    self._told(match)
                found.append(match)
                if len(found) == most:
                    break
        return found


class Matcher(_Rows):
    """Finds the phrases of some tags, at each place the first row of the table that fits there."""

    def find(self, text: str, start: int, end: int) -> list[Tag]:
        """Return the phrases between two places of a text in lower case, in order, none within another."""
        rows, found = self._compiled, self._each(text, start, end)
        # a Tag is made in half of the time that calling it takes
        return [_new(Tag, (*match.span(), (row := rows[match.lastgroup][0]).tag, row)) for match in found]

    def first(self, text: str, start: int, end: int) -> Tag | None:
        """Return the first of the phrases between two places, else ``None``."""
        match = next(iter(self._each(text, start, end, 1)), None)
        return self._tag(match) if match else None

    def match(self, text: str, at: int, end: int) -> Tag | None:
        """Return the phrase that begins at the place, else ``None``."""
        match = self._told(self._whole().match(text, at, end))
        return self._tag(match) if match else None

    def _tag(self, match: re.Match[str]) -> Tag:
        row = self._compiled[match.lastgroup][0]
        return Tag(*match.span(), row.tag, row)


class Cue(_Rows):
    """Asks whether a phrase of some tags stands in a text, or at a place of it."""

    def search(self, text: str, start: int = 0, end: int = _TO_END) -> re.Match[str] | None:
        """Return the first match between two places of a text in lower case, else ``None``."""
        if end - start < _WINDOW:
            return self._told(self._whole().search(text, start, end))
        return next(iter(self._each(text, start, end, 1)), None)

    def find(self, text: str, start: int = 0, end: int = _TO_END) -> list[re.Match[str]]:
        """Return every match between two places, in order."""
        return self._each(text, start, end)

    def match(self, text: str, start: int = 0, end: int = _TO_END) -> re.Match[str] | None:
        """Return the match that begins at the place, else ``None``."""
        if _Watch.seen is None:
            vars(self)["match"] = self._whole().match  # from now on without a way round
        return self._told(self._whole().match(text, start, end))

    def follows(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the match that begins at the place, but for spaces and signs, else ``None``."""
        while start < end and text[start] in _BETWEEN:
            start += 1
        return self.match(text, start, end)

    def ends(self, text: str, start: int, end: int, signs: str = _SIGNS_BETWEEN) -> re.Match[str] | None:
        """Return the match that ends at the place `end`, but for `signs`, else ``None``."""
        return self._told(self._whole(signs).search(text, max(start, 0), end)) if end > 0 else None

    def covers(self, text: str, start: int, end: int) -> bool:
        """Say whether nothing but such phrases and signs stands between two places."""
        is_covered = self._covering(text, start, end)
        if is_covered and _Watch.seen is not None:
            self.find(text, start, end)  # and so counted
        return is_covered

    @cached_property
    def _covering(self) -> Callable[[str, int, int], bool]:
        covering = re.compile(rf"(?:[{re.escape(_BETWEEN)}]|{self._whole().pattern})*+\Z")
        return lambda text, start, end: covering.match(text, start, end) is not None


class Cues:
    """The cues of one table, each asked for by its tag: `cues.passing`."""

    def __init__(self, table: str) -> None:
        self._table = table

    def __getattr__(self, tag: str) -> Cue:
        """Return the cue of a tag, made where it is first asked for and kept."""
        cue = Cue(self._table, tag)
        setattr(self, tag, cue)
        return cue
