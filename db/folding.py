"""The only folding used to compare suppressed words: when they are replaced, in `proof`, and in the search
for what remains. The readers' search has its own.

A text is compared by the letters that a reader sees: without diacritics or invisible characters, with URL
escapes and character references decoded and `<br>` as a space (`Seen`). It is split into words in three ways
at once, since pages write the same name in each of them ("O'Neill", "ONeill", "O Neill"; "JaneRoe.pdf"). The
ways in which a name can be printed are derived from the name as patterns (`ways`), so that each can be
recognized by a keyed digest (db/withheld.py).
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain, islice, product
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from docket.names.kinds import is_organization
from docket.names.spelling import is_suffix
from docket.names.words import load_words

SHORTEST = 3  # letters in a single word; a shorter one would match in half of every text
ANY = "*"  # in a pattern: any middle word; never itself a word
ALONE = "$"  # in a pattern: no initial or "Jr." follows

# It begins with a set of signs that have no case, so that what is none of them is passed over at once.
_ODD = re.compile(
    r"[%&<\x80-\U0010ffff](?:(?<=[^\x00-\x7f])|(?i:"
    r"(?P<line>(?:(?<=<)|(?<=&)(?:amp;){0,3}lt;)br\s{0,3}/?\s{0,3}(?:>|&(?:amp;){0,3}gt;))"
    r"|(?P<reference>(?<=&)(?:amp;){0,3}(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});)"
    r"|(?P<percent>(?<=%)(?:25){0,3}[0-9a-f]{2}(?:%(?:25){0,3}[0-9a-f]{2})*)))"
)
_COMPOUND = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|&")  # "O'Neill-Roe"; "&" is read as "and"
_PARTS = re.compile(r"['-]")
# Where a word runs into the next without a space: "JaneRoe2".
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SIGNS = dict.fromkeys("\u2018\u2019\u02bb\u02bc\u02b9\u2032\u00b4\u0060\uff07", "'") | dict.fromkeys(
    "\u2010\u2011\u2012\u2013\u2043\u2212\ufe63\uff0d", "-"
)
# Letters with a stroke, and ligatures, which Unicode normalization does not decompose.
_LETTERS = str.maketrans(
    dict(zip("øØłŁđĐħıŧðÐ", "oOlLdDhitdD", strict=True))
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ß": "ss"}
)
_UNSEEN = frozenset(("Cf", "Mn", "Me"))
# A control character is stored as U+FFFD (docket/text/controls.py); one inside a word must not end the word.
_STEERED = "\ufffd"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NO_MIDDLE = frozenset(
    "v vs versus and or nor for by of to the in on at with from against as is was et al re ex rel aka fka dba "
    "her his".split()
)
_APART = re.compile(r"[,;:&/|]")  # occurs between two names, not within one
_GIVEN_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]+)-$")
_SURNAME_AFTER = re.compile(r"-[^\W\d_a-z](?![\w'-]*\.[a-z]{3,4}\b)")  # and not a file name
_NO_NAME = frozenset("v vs versus and or by for of the et as in on".split())  # in captions, sentences
_OF_SURNAME = frozenset(
    "al ap bin da de del della der di dos du el ibn la las le los mac san st van von y".split()
)
_STYLES = frozenset(("esq", "esquire"))  # of a lawyer, no part of the name: "Roe, Jane, Esq."
_LONGEST_NAME = 5  # words; more are a caption or a sentence, whose order nobody reverses
_MOST_SPELLINGS = 16
_WITHIN_A_NAME = 4  # words in a run without ";": "Smith, Jane; Roe, Mary" has no Jane Roe


class Word(NamedTuple):
    """A word as it is compared (`text`), as it is printed (`raw`), and its position in what a reader sees."""

    text: str
    raw: str
    start: int
    end: int


class Seen:
    """What a reader sees of a text (`text`), and how its positions map to the text itself (`source`)."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.text = _ODD.sub(_seen, text)

    @cached_property
    def compounds(self) -> set[str]:
        """Everything between spaces and punctuation: "O'Neill-Roe" is one compound."""
        return set(_COMPOUND.findall(self.text))

    @cached_property
    def _marks(self) -> list[tuple[int, int, bool]]:
        """Return, for each place where it changes whether the text is seen as it is: the place in what is seen, in
        the text, and whether what follows is seen as something else. Few texts are asked."""
        marks: list[tuple[int, int, bool]] = []
        shift = 0
        for odd in _ODD.finditer(self.source):
            if (sign := _seen(odd)) != odd[0]:
                marks.append((odd.start() + shift, odd.start(), True))
                shift += len(sign) - len(odd[0])
                marks.append((odd.end() + shift, odd.end(), False))
        return marks

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the (start, end) in the text itself of a span of what is seen, with the invisible characters
        after it."""
        if self.text == self.source:
            return start, end
        begin = self._at(self._index(start), start)
        index = self._index(end - 1)
        is_odd = index >= 0 and self._marks[index][2]
        stop = self._marks[index + 1][1] if is_odd else self._at(index, end - 1) + 1
        while stop < len(self.source) and unicodedata.category(self.source[stop]) in _UNSEEN:
            stop += 1
        return begin, stop

    def _index(self, place: int) -> int:
        return bisect_right(self._marks, place, key=itemgetter(0)) - 1

    def _at(self, index: int, place: int) -> int:
        if index < 0:
            return place
        seen_at, at, is_odd = self._marks[index]
        return at + (0 if is_odd else place - seen_at)


def _seen(odd: re.Match[str]) -> str:
    if not odd.lastgroup:
        return _plain(odd[0])
    if odd["line"]:
        return " "
    if odd["reference"]:
        text = odd[0]
        for _ in range(4):
            text = html.unescape(text)
        return text if text == odd[0] else "".join(map(_plain, text))
    body = unquote_to_bytes(re.sub(r"%(?:25)+(?=[0-9A-Fa-f]{2})", "%", odd[0]))
    try:
        text = body.decode()
    except UnicodeDecodeError:
        if min(body) < 0xC0:  # "%Adam" does not encode a Latin-1 letter
            return odd[0]
        text = body.decode("latin-1")
    return "".join(map(_plain, text))


@lru_cache(4096)
def _plain(sign: str) -> str:
    """Return the letters of a character without diacritics; nothing for an invisible one."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    letters = unicodedata.normalize("NFKD", sign.translate(_LETTERS))
    return "".join(each for each in letters if each != _STEERED and unicodedata.category(each) not in _UNSEEN)


def fold(text: str) -> list[str]:
    """Return the words of a text as they are compared: letters and digits without diacritics or case,
    apostrophes and hyphens dropped."""
    return [_joined(match[0]) for match in _COMPOUND.finditer(Seen(text).text)]


@lru_cache(65_536)
def _joined(compound: str) -> str:
    return "and" if compound == "&" else _PARTS.sub("", compound).casefold()


@lru_cache(65_536)
def first_words(compound: str) -> frozenset[str]:
    """Return every word that can be the first of a run beginning in this compound."""
    words = {_joined(compound)}
    for part in _PARTS.split(compound):
        words |= {part.casefold(), *(hump.casefold() for hump in _HUMP.split(part))}
    return frozenset(chain.from_iterable(map(_singulars, words)))


def _singulars(word: str) -> tuple[str, ...]:
    """Return the word and the words of which it may be the plural or possessive: "roes" of Roe, "lynches" of
    Lynch."""
    if len(word) <= SHORTEST or not word.endswith("s"):
        return (word,)
    if re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word, word[:-1], word[:-2]
    return word, word[:-1]


def runs_at(seen: str, begins: frozenset[str], most_words: int) -> Iterator[list[Word]]:
    """Yield, for each place where a run can begin (a word of a compound is in `begins`), the words from there
    on.

    A compound is read as one word, as its parts, and as the words that run together in it.
    """
    for compound in _COMPOUND.finditer(seen):
        if compound[0] not in begins:
            continue
        near = list(islice(_COMPOUND.finditer(seen, compound.start()), most_words + 1))
        before: list[Word] = []
        for cut in (None, _PARTS, _HUMP):
            words = [
                Word(_joined(raw), raw, at, at + len(raw)) for each in near for raw, at in _cut(each, cut)
            ]
            if words != before:
                starts = range(sum(word.start < compound.end() for word in words))
                yield from (words[start : start + most_words + 1] for start in starts)
            before = words


def _cut(compound: re.Match[str], cut: re.Pattern[str] | None) -> Iterator[tuple[str, int]]:
    """Yield (piece, position) for each piece of a compound."""
    if cut is None or compound[0] == "&":
        yield compound[0], compound.start()
        return
    at = compound.start()
    for part in _PARTS.split(compound[0]):
        for piece in _HUMP.split(part) if cut is _HUMP else (part,):
            yield piece, at
            at += len(piece)
        at += 1


def patterns_at(seen: str, words: list[Word], count: int) -> Iterator[str]:
    """Yield the patterns of `ways` that the first `count` words match."""
    run = words[:count]
    if len(run) < count or _is_apart(seen, run):
        return
    texts = [word.text for word in run]
    middles = [
        place for place in range(1, count) if count <= _LONGEST_NAME and _may_be_middle(seen, run, place)
    ]
    is_alone = count == len(words) or not _goes_on(seen, run[-1], words[count])
    for last in _singulars(texts[-1]):
        texts[-1] = last
        yield (exact := " ".join(texts))
        if is_alone:
            yield f"{exact} {ALONE}"
        for place in middles:
            for middle in (ANY, texts[place][0] + ANY):
                yield " ".join((*texts[:place], middle, *texts[place + 1 :]))


def _is_apart(seen: str, run: list[Word]) -> bool:
    """Return whether the words come from two names, or are part of a longer name: "Mary-Jane Roe" and "Jane
    Roe-Poe" are not Jane Roe; "jane-roe-v-poe" is."""
    start, end = run[0].start, run[-1].end
    within = seen[start:end]
    if len(run) <= _WITHIN_A_NAME and ";" in within:
        return True
    if len(run) == 1 or " " not in within:
        return False
    before = _GIVEN_BEFORE.search(seen, max(0, start - 30), start)
    if before and before[1].casefold() in load_words("given"):
        return True
    return bool(_SURNAME_AFTER.match(seen, end))


def _may_be_middle(seen: str, run: list[Word], place: int) -> bool:
    word = run[place]
    if word.text in _NO_MIDDLE or not word.text:
        return False
    if not word.raw[0].isupper() and (len(word.raw) > 1 or any(each.raw[0].isupper() for each in run)):
        return False
    before = seen[run[place - 1].end : word.start]
    after = seen[word.end : run[place + 1].start] if place + 1 < len(run) else ""
    is_of_next = after in ("'", "-") and after != before  # "Jane O'Roe", "Jane Ann-Roe"
    return not is_of_next and not _APART.search(before + after)


def _goes_on(seen: str, last: Word, word: Word) -> bool:
    """Return whether a name continues with an initial or "Jr.", and so is another person's."""
    between = seen[last.end : word.start]
    if word.text == "v" or len(between) > 2:
        return False
    is_initial = len(word.raw) == 1 and word.raw.isupper() and "," not in between
    return is_initial or is_suffix(word.raw)


def ways(name: str) -> list[list[str]]:
    """Return the patterns in which a name can be printed: as it is, surname first, with and without middle
    names and initials, in each spelling of its parts."""
    spellings = []
    without_umlauts = unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)
    for spelling in dict.fromkeys((name, without_umlauts)):
        for words in _orders(Seen(spelling).text):
            for spelled in islice(product(*map(_spellings, words)), _MOST_SPELLINGS):
                spellings.append(tuple(chain.from_iterable(spelled)))
    return [list(way) for way in dict.fromkeys(spellings) if way]


def surname_of(name: str) -> str | None:
    """Return the surname in a person's name; None if it has only one word or is not a person's."""
    core, _ = _core(Seen(name).text)
    return core[-1] if len(core) > 1 and len(core[-1]) >= SHORTEST else None


def _spellings(word: str) -> list[tuple[str, ...]]:
    if ANY in word or word == ALONE:
        return [(word,)]
    parts = [part for part in _PARTS.split(word) if part]
    cut = [(word,), word.split("-"), parts, [hump for part in parts for hump in _HUMP.split(part)]]
    return list(dict.fromkeys(tuple(map(_joined, each)) for each in cut))


def _core(seen: str) -> tuple[list[str], list[str]]:
    """Return the words of a person's name, given name first, and its suffix ("Jr."); no words for any other
    name."""
    found = [_COMPOUND.findall(part) for part in seen.split(",")]
    parts = [[word for word in part if word.casefold() not in _STYLES] for part in found]
    parts = [part for part in parts if part]
    tails = [part for part in parts[1:] if len(part) == 1 and is_suffix(part[0])]
    parts = [part for part in parts if part not in tails]
    words = [word for part in reversed(parts) for word in part]  # "Roe, Jane"
    tail = [word for part in tails for word in part]
    if len(words) > 2 and not tail and is_suffix(words[-1]):
        tail = [words.pop()]
    is_name = (
        words
        and len(parts) < 3
        and len(words) <= _LONGEST_NAME
        and not any(word.casefold() in _NO_NAME for word in words)
        and not is_organization(" ".join(words))
    )
    return (words, tail) if is_name else ([], [])


def _orders(seen: str) -> Iterator[list[str]]:
    yield [match[0] for match in _COMPOUND.finditer(seen)]
    core, tail = _core(seen)
    long = [word for word in core if len(word) > 1]
    if len(core) > 1 and long == core[-1:]:  # "J. T. Roe": "Roe, J. T.", "JT Roe"
        together = "".join(core[:-1])
        yield from ([core[-1], *core[:-1]], [together, core[-1]], [core[-1], together])
    if len(long) < 2:
        return
    # "Vander Meer", "VanderMeer"
    if particles := [word for word in core[1:-1] if word.casefold() in _OF_SURNAME]:
        before = core[: core.index(particles[0])]
        behind = core[core.index(particles[-1]) + 1 :]
        yield [*before, "".join(particles), *behind]
        yield [*before, "".join((*particles, *behind))]
    alone = [ALONE] if tail else []
    given, *middles, surname = core
    yield [*core, *alone]
    for first in range(1, len(core)):  # a surname may have several words
        yield [*core[first:], *core[:first], *alone]
    if tail:
        yield [*core, *tail]
        yield [surname, *tail, given, *middles]
        yield [surname, given, *middles, *tail]
    initials = [word for word in middles if len(word) == 1]
    if len(long) < len(core):
        yield [*long, *alone]
        yield [long[-1], *long[:-1], ALONE]
    if len(given) == 1:
        return
    if not initials:
        yield [given, ANY, *core[1:]]
    if middles and not any(word.casefold() in _OF_SURNAME for word in middles):
        short = [word[0] if len(word) > 1 else word + ANY for word in middles]
        yield [given, surname, *alone]
        yield [surname, given, ALONE]
        for each in (short, [word[0] for word in middles]):
            yield [given, *each, surname]
            yield [surname, given, *each]
        if tail:
            yield [surname, *tail, given]
            yield [given, surname, *tail]
