"""The notation of the phrases in `docket/language/*.tsv`, and how one is compiled to a regular expression.

A phrase is a list of items separated by spaces, matched in lower case:

    a|b        one of these; `_` is a space within one       (a|b)c   part of a word
    [a|b]      optional                                      @name    the words of the row with this tag
    word*      any ending    words?  an optional letter      pre-trial: pretrial, pre trial; re-?set: no space
    {} «» №    parentheses, brackets, and the character # of the text
    #          a number    %  any word                       +3       up to three words; +3! no "and" or "is"
    ..60       up to 60 characters, no full stop or semicolon   ~a|b  none of these follows
    =a|b       one of these follows; `..60_a`: within 60     <a|b     none of these precedes;  >a|b  one does

What this cannot express is a regular expression between slashes, in which `<<name>>` is the words tagged
`@name`.

`compile_row` makes three things from a row, two of which only save time:

    pattern     the expression: the items in order, with the spaces between them
    begins      the strings with which a match can begin, so that the row is tried only there
    needs       substrings, one of which occurs in every match, so that a text without any is skipped

"motion to (dismiss|strike)" begins with "motion to di" or "motion to st" (12 characters) and needs "motion".
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from docket.text.phrase_rows import Row, words_named

BEGINS = r"(?<!\w)"  # no letter precedes
ENDS = r"(?!(?<=\w)\w)"  # no letter follows
_SPACE = r"\s{1,30}"  # a parenthesis that is not read leaves this many spaces
# A full stop within a number, or after an initial or one of these, ends no sentence. Atomic, since a full stop
# read in two ways makes "N.J.D.Y.F.S." cost twice as much with each letter.
_GAP = r"(?:[^.;]|\.(?>(?=\S)|(?<=[\s.]\w\.)|(?<=\b(?:st|no|mr|dr|jr|sr)\.)|(?<=\b(?:doc|dkt|nos|hon)\.)))"
_ANY_SIGNS = r"[\w'/&\[\]().#-]{1,40}+"  # possessive, a whole word: backtracking took half of the time
_ANY_WORD = r"[\w'/&\[\]-]{1,40}+"
_SETS_DEEP = 3  # a set of words may name sets, and those name others
_MOST_GUARDS = 4  # with more words to look ahead for, the look-ahead costs more than it saves
_LONGEST_BEGINNING = 12  # "entered and", not every "Entered:"; longer ones only cost time to compile

_SET = re.compile(r"@([a-z]+)")
_SPELLED = re.compile(r"<<(\w+)>>")
_LETTERS = re.compile(r"[a-z0-9]+(?!\?)")
_NO_LETTERS = re.compile(r"[^0-9a-z_]+")
_DIGIT = re.compile("[0-9]")

_NESTED = r"\([^()]*\)"
for _ in range(5):  # how deep parentheses in a phrase can be nested
    _NESTED = rf"\((?:[^()]|{_NESTED})*\)"
_GROUP = re.compile(_NESTED)
_MAYBE_GROUP = re.compile(rf"{_NESTED}\??")
_ALTERNATIVE = re.compile(rf"(?:[^()|]|{_NESTED})+")

# What a character within a word stands for; any other stands for itself.
_SIGNS = {sign: sign for sign in ("?", ")", "|", "-?")} | {
    "_": _SPACE,
    "-": r"[-\s]?",
    "*": r"\w{0,30}",
    "#": r"\d{1,6}",
    "%": _ANY_WORD,
    "№": "#",
    "(": "(?:",
    "{": r"\(",
    "}": r"\)",
    "«": r"\[",
    "»": r"\]",
}


class CompiledRow(NamedTuple):
    """What `compile_row` knows of a row; `begins` and `needs` contain "" where this cannot be determined."""

    pattern: str
    begins: tuple[str, ...]
    needs: list[str]


@cache  # one row is in several matchers, and in those made anew while another row is left out
def compile_row(row: Row) -> CompiledRow:
    """Return a row's pattern, the strings it can begin with, and substrings one of which every match has."""
    if row.is_expression:
        return CompiledRow(spell(row.table, row.phrase[1:-1]), ("",), [""])
    phrase = row.phrase
    for _ in range(_SETS_DEEP):
        phrase = _SET.sub(lambda match: f"({words_named(match[1], row.table, 'context')})", phrase)
    items = phrase.split(" ")
    needs = max(map(_longest_letters, items), key=lambda letters: (min(map(len, letters)), -len(letters)))
    return CompiledRow(f"{BEGINS}{_compile(items)}{ENDS}", _beginnings(items), needs)


def spell(table: str, pattern: str) -> str:
    """Return a regular expression with each <<name>> replaced. Raises ParseError if one has no words."""
    while _SPELLED.search(pattern):
        pattern = _SPELLED.sub(lambda match: f"(?:{words_named(match[1], table)})", pattern)
    return pattern


def plain_letters(text: str) -> str:
    """Return a text in the form of beginnings: each run of other characters is a space, each digit a 0."""
    return _NO_LETTERS.sub(" ", _DIGIT.sub("0", text))


# The pattern


def _compile(items: list[str]) -> str:
    pattern = ""
    is_apart = True  # a word can follow without a space
    for item, following in zip(items, [*items[1:], ""], strict=True):
        sign, alternatives = item[0], _split(item)
        words = "|".join(map(_word_pattern, alternatives))
        if sign in "~=":
            pattern += rf"(?{'!' if sign == '~' else '='}\s{{0,2}}(?:{words}){ENDS})"
        elif sign == "<":
            pattern += "".join(f"(?<!{_before_pattern(word)})" for word in alternatives)
        elif sign == ">":
            pattern += "(?:" + "|".join(f"(?<={_before_pattern(word)})" for word in alternatives) + ")"
        elif item.startswith(".."):
            pattern += ENDS + _gap_pattern(int(item[2:]), following)
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


def _split(item: str) -> list[str]:
    """The alternatives of an item; inner parentheses are part of an alternative."""
    words = item.lstrip("~=<>")
    if words[:1] == "[":
        words = words[1:-1]
    while _GROUP.fullmatch(words):
        words = words[1:-1]
    return _ALTERNATIVE.findall(words)


def _word_pattern(word: str) -> str:
    if gap := re.match(r"\.\.(\d+)_", word):
        following = word[gap.end() :]
        return _gap_pattern(int(gap[1]), following) + _word_pattern(following)
    return re.sub(r"-\?|[a-z0-9]+|.", lambda sign: _SIGNS.get(sign[0]) or re.escape(sign[0]), word)


def _before_pattern(word: str) -> str:
    """A word that precedes the phrase, as a pattern of fixed length, which a look-behind requires."""
    return re.escape(word).replace("_", r"\s").replace(r"\{", r"\(") + ("" if word[-1] in "/-{" else r"\s")


def _gap_pattern(reach: int, following: str) -> str:
    """A pattern that bridges a gap; a look-ahead for letters of what follows makes it ten times as fast."""
    gap = rf"{_GAP}{{0,{reach}}}?(?<!\w)"
    literals = sorted(set(_longest_letters(following)))
    if "" in literals or len(literals) > _MOST_GUARDS:
        return gap
    ahead = "|".join(f"(?=(?s:.{{0,{reach + 40}}}){re.escape(literal)})" for literal in literals)
    return f"(?:{ahead}){gap}"


# What it needs


def _longest_letters(item: str) -> list[str]:
    """The longest literal of each alternative of an item, "" where it is optional."""
    if item[:1] in "[~=<>+.":
        return [""]
    words = (_MAYBE_GROUP.sub("*", word) for word in _split(item))
    return [max(re.split(r"[^?]\?|[_*#?{}«»№%-]", word), key=len) for word in words]


# How it begins


def _beginnings(items: list[str]) -> tuple[str, ...]:
    """The strings with which a match of these items can begin, as far as they can be determined."""
    starts = {("", True)}  # letters, and whether what follows them can be determined
    for item in items:
        if item[0] in "~<>":
            continue
        longer = {(start, goes_on) for start, goes_on in starts if not goes_on or item[0] == "["}
        for start in [start for start, goes_on in starts if goes_on]:
            if item[0] == "+" or item.startswith(".."):
                longer.add((start, not start))  # a gap before the first word is not matched
                continue
            spelled = (
                letters for word in _split(item) for letters in _spellings(word, start and f"{start} ")
            )
            longer |= {
                (letters[:_LONGEST_BEGINNING], is_whole and len(letters) < _LONGEST_BEGINNING)
                for letters, is_whole in spelled
            }
        starts = longer if item[0] != "=" else {(start, False) for start, _ in longer}
    # a fully known word ends there: "to" does not begin a row at "together"
    letters = {f"{start} " if start and goes_on else start for start, goes_on in starts}
    return tuple(set(map(plain_letters, letters)))


def _spellings(word: str, before: str) -> Iterator[tuple[str, bool]]:
    """Yield each spelling of a word after `before`, and whether it is the whole word."""
    if not word or len(before) > _LONGEST_BEGINNING or word.startswith(".."):
        yield before, not word
        return
    part = _GROUP.match(word) or _LETTERS.match(word)
    first = part[0] if part else word[0]
    rest = word[len(first) :]
    if rest[:1] == "?":
        rest = rest[1:]
        yield from _spellings(rest, before)
    if first[0] == "(":
        for alternative in _split(first):
            yield from _spellings(alternative + rest, before)
    elif first in "*#%" or (first in "{}«»№" and not before):
        yield before + "0" * (first == "#"), False
    elif first == "-":
        for sign in ("", " ", "-"):
            yield from _spellings(rest, before + sign)
    else:
        yield from _spellings(rest, f"{before.rstrip()} " if first in "_{}«»№" else before + first)
