"""Words that were taken down wherever they stand: known by keyed digests, replaced before they reach any table.

The archive must not hold the words it is to keep back, so it keeps what they can be told by (`withheld_words`): for
each run of words its keyed digest, that of its first word, and how many words it has. Whoever reads a text folds it
into words and asks for the digest of each run that begins right. The key never leaves archive.db (db/former_ids.py),
which is where a rebuild finds both again.

`is_redacted` says whether the words are replaced; those of a suppression that asked for less are only known, so
that a correction does not publish them again (tracker/by_hand/corrections.py) and `proof` finds them
(tracker/words_left.py).
"""

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

from sqlite_utils import Database

from db import seals
from db.tables import TOKENIZER

MARK = "[words removed]"
_WORD = re.compile(r"[^\W_]+")
_PERSON = b"withheld"
# Names of fields that hold no words of a source's: ids, digests, and members of our own vocabulary.
_STRUCTURAL = re.compile(
    r".*_(?:ids?|digest|key|kind|raw_hash|at|method)|table|field|kind|form|code|answer|effect|side|status|verified"
    r"|selection|catalog_slug|court|is_.*|date_.*|scope"
)
_MOST_CACHED = 200_000
_SHORTEST = 3  # letters of a single word; a shorter one would take half of every text with it


class TooShort(ValueError):
    """Words that say too little to be looked for. The message says what is enough."""


class Run(NamedTuple):
    """What one run of words is known by."""

    digest: str
    first_digest: str
    word_count: int


def fold(text: str) -> list[str]:
    """Return the words of a text as they are compared: letters and digits only, without case."""
    return [match[0] for match in _WORD.finditer(unicodedata.normalize("NFKC", text).casefold())]


def variants(words: str) -> list[list[str]]:
    """Return the ways in which the same name is printed: as it is, surname first, and without initials.

    Raises TooShort.
    """
    found = fold(words)
    if not found or (len(found) == 1 and len(found[0]) < _SHORTEST):
        raise TooShort(f"{words!r} says too little to be looked for; give the name as it is printed")
    ways = [found]
    bare = [word for word in found if len(word) > 1]
    # More words than a name has are a caption or a sentence, which nobody turns around.
    if 1 < len(bare) <= 4 and len(found) <= 5:
        ways += [bare, [found[-1], *found[:-1]], [bare[-1], *bare[:-1]]]
    return [list(way) for way in dict.fromkeys(map(tuple, ways))]


def stems(words: str) -> list[str]:
    """Return the words as the full-text indexes hold them, which cut endings off ("jones" is "jone" there)."""
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(f"create virtual table said using fts5 (words, tokenize='{TOKENIZER}')")
        index.execute("create virtual table there using fts5vocab (said, instance)")
        index.execute("insert into said values (?)", (" ".join(fold(words)),))
        return [row[0] for row in index.execute("select term from there order by offset")]


class Withheld:
    """The withheld words of one archive. `Withheld()` withholds nothing."""

    def __init__(self, secret: bytes | None = None, runs: Iterable[Run] = ()) -> None:
        self._secret = secret
        self._by_first: dict[str, list[Run]] = {}
        for run in runs:
            self._by_first.setdefault(run.first_digest, []).append(run)
        self._seen: dict[str, str] = {}
        self.renamed: dict[str, str] = {}  # the hash of a reading as it came -> as it is stored

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def sign(self, words: list[str]) -> Run:
        """Return what these folded words are known by."""
        return Run(self._digest(" ".join(words)), self._digest(words[0]), len(words))

    def _digest(self, text: str) -> str:
        if (known := self._seen.get(text)) is not None:
            return known
        assert self._secret is not None  # without a key there is nothing to compare with
        made = hashlib.blake2b(text.encode(), key=self._secret, digest_size=16, person=_PERSON).hexdigest()
        if len(self._seen) < _MOST_CACHED:
            self._seen[text] = made
        return made

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where withheld words stand, first to last, none within another."""
        if not self._by_first:
            return
        found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        words = [unicodedata.normalize("NFKC", word).casefold() for _, _, word in found]
        firsts = {word for word in set(words) if self._digest(word) in self._by_first}
        place = 0
        while firsts and place < len(words):
            length = self._length_at(words, place) if words[place] in firsts else 0
            if length:
                yield found[place][0], found[place + length - 1][1]
            place += length or 1

    def _length_at(self, words: list[str], place: int) -> int:
        runs = self._by_first[self._digest(words[place])]
        fits = [
            run.word_count
            for run in runs
            if place + run.word_count <= len(words)
            and self._digest(" ".join(words[place : place + run.word_count])) == run.digest
        ]
        return max(fits, default=0)

    def stands_in(self, text: str) -> bool:
        """Say whether withheld words stand in a text."""
        if not self._by_first:
            return False
        firsts = (unicodedata.normalize("NFKC", word).casefold() for word in set(_WORD.findall(text)))
        if not any(self._digest(word) in self._by_first for word in firsts):
            return False  # most texts end here, a hundred times sooner
        return next(self.spans(text), None) is not None

    def redact(self, text: str) -> str:
        """Return the text with withheld words replaced."""
        parts, after = [], 0
        for start, end in self.spans(text):
            parts += [text[after:start], MARK]
            after = end
        return "".join((*parts, text[after:])) if after else text

    def redact_fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return a record's fields with withheld words replaced; the very object where there are none."""
        redacted = {name: self._redact_value(name, value) for name, value in fields.items()}
        return fields if redacted == fields else redacted

    def _redact_value(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            return value if _STRUCTURAL.fullmatch(name) else self.redact(value)
        if isinstance(value, dict):
            return {key: self._redact_value(key, each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._redact_value(name, each) for each in value]
        return value

    def redact_json(self, data: str) -> str:
        """Return encoded fields with withheld words replaced."""
        if not self._by_first:
            return data
        fields = json.loads(data)
        redacted = self.redact_fields(fields)
        if redacted is fields:
            return data
        return json.dumps(redacted, ensure_ascii=False, separators=(",", ":"))


def load_withheld(archive_db: Database, only_redacted: bool = True) -> Withheld:
    """Return the withheld words of an archive; with `only_redacted` false those that are only known, too."""
    if not archive_db["withheld_words"].exists():
        return Withheld()  # an archive that this version has not opened yet
    secret = seals.key_of(archive_db.conn)
    rows = archive_db.execute(
        "select digest, first_digest, word_count from withheld_words where is_redacted >= ?",
        (int(only_redacted),),
    )
    return Withheld(secret, [Run(*row) for row in rows])


def seek(archive_db: Database, words: Iterable[str], scope: str, target: str) -> Withheld:
    """Return what finds these words, and those that an earlier suppression of the same took down. Raises TooShort."""
    secret = seals.key_of(archive_db.conn)
    signer = Withheld(secret)
    rows = archive_db.execute(
        "select digest, first_digest, word_count from withheld_words where scope = ? and target = ? and target <> ''",
        (scope, target),
    )
    asked = [signer.sign(way) for each in words for way in (*variants(each), stems(each))]
    return Withheld(secret, [*asked, *(Run(*row) for row in rows)])


def withhold(
    archive_db: Database,
    words: Iterable[str],
    is_redacted: bool,
    made_by: str,
    at: str,
    reason: str,
    scope: str = "words",
    target: str = "",
) -> None:
    """Remember words by what they are known by, in every way they are printed, and of which suppression they are.

    `is_redacted` replaces those of an earlier suppression of the same, too. In a transaction. Raises TooShort.
    """
    signer = load_withheld(archive_db)
    words = list(words)
    known = {signer.sign(stems(each)): 0 for each in words}
    asked = {signer.sign(way): 1 for each in words for way in variants(each)}
    for run, is_name in (known | asked).items():
        archive_db.execute(
            "insert or ignore into withheld_words (digest, scope, target, first_digest, word_count, is_name, "
            "is_redacted, reason, made_by, made_at) values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            (run.digest, scope, target, run.first_digest, run.word_count, is_name, reason, made_by, at),
        )
    if is_redacted and target:
        archive_db.execute(
            "update withheld_words set is_redacted = 1, checksum = null where scope = ? and target = ? and is_name",
            (scope, target),
        )
    elif is_redacted:
        archive_db.conn.executemany(
            "update withheld_words set is_redacted = 1, checksum = null where digest = ? and scope = ? and target = ''",
            [(run.digest, scope) for run in asked],
        )
    seals.sign(archive_db, "withheld_words")


def redacted_digests(archive_db: Database) -> list[str]:
    """Return the digests of the words that are replaced, in order: they decide how the archive is read."""
    if not archive_db["withheld_words"].exists():
        return []
    return [
        row[0]
        for row in archive_db.execute(
            "select distinct digest from withheld_words where is_redacted order by digest"
        )
    ]
