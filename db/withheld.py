"""Words taken down everywhere: recognized by keyed digests, replaced before they reach any table.

The archive must not contain the words that it withholds, so it has what identifies them (`withheld_words`):
for each run of words its keyed digest, the digest of its first word, and the number of words. To check a
text, the text is folded into words, and the digest of each run with a matching first word is looked up.
Digests and key are in archive.db, where a rebuild finds them; the key never leaves that file
(db/former_ids.py).

`is_redacted` says whether the words are replaced; those of a narrower suppression are only recognized, so
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
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlite_utils import Database

from db import seals
from db.folding import ALONE, SHORTEST, Seen, Word, first_words, fold, patterns_at, runs_at, ways
from db.tables import TOKENIZER

MARK = "[words removed]"
_WORD_BEFORE = re.compile(r"[^\W_]+")
_PERSON = b"folded"
# Words suppressed under version 0.2 have digests in the folding of that time. They are stored nowhere and so
# cannot be digested again: they are searched for in the former folding (`_spans_before`).
_PERSON_BEFORE = b"withheld"
# Names of fields without a source's words: ids, digests, and members of our own vocabularies.
_STRUCTURAL = re.compile(
    r".*_(?:ids?|digest|key|kind|raw_hash|at|method)|table|field|kind|form|code|answer|effect|side|status|verified"
    r"|selection|catalog_slug|court|is_.*|date_.*|scope"
)
_MOST_CACHED = 200_000


class TooShort(ValueError):
    """Words too common or too few to be searched for. The message gives the remedy."""


class Run(NamedTuple):
    """What identifies one run of words."""

    digest: str
    first_digest: str
    word_count: int


def variants(words: str) -> list[list[str]]:
    """Return the patterns in which the same name can be printed (db/folding.py). Raises TooShort."""
    folded = fold(words)
    if not folded or (len(folded) == 1 and len(folded[0]) < SHORTEST):
        raise TooShort(f"{words!r} says too little to be looked for; give the name as it is printed")
    return ways(words)


def stems(words: str) -> list[str]:
    """Return the words as they are in the full-text indexes, with endings cut off ("jones" is "jone"
    there)."""
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(f"create virtual table said using fts5 (words, tokenize='{TOKENIZER}')")
        index.execute("create virtual table there using fts5vocab (said, instance)")
        index.execute("insert into said values (?)", (Seen(words).text,))
        return [row[0] for row in index.execute("select term from there order by offset")]


def _fold_before(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


class Withheld:
    """The withheld words of one archive. `Withheld()` withholds nothing.

    `in_index` also finds them by their `stems`, as a full-text index has them; in a text these would be other
    words ("rene" is the stem of Renée).
    """

    def __init__(
        self, secret: bytes | None = None, runs: Iterable[Run] = (), of_stems: Iterable[Run] = ()
    ) -> None:
        runs, of_stems = tuple(runs), tuple(of_stems)
        self.in_index = Withheld(secret, (*runs, *of_stems)) if of_stems else self
        self._secret = secret
        self._by_first: dict[str, dict[int, set[str]]] = {}
        for run in runs:
            self._by_first.setdefault(run.first_digest, {}).setdefault(run.word_count, set()).add(run.digest)
        self._most_words = max((count for runs in self._by_first.values() for count in runs), default=0)
        # Most words of any text begin no run.
        self._begins_run = lru_cache(_MOST_CACHED)(
            lambda compound: any(self._digest(word) in self._by_first for word in first_words(compound))
        )
        self._began_run = lru_cache(_MOST_CACHED)(
            lambda word: self._digest(_fold_before(word), _PERSON_BEFORE) in self._by_first
        )
        self.renamed: dict[str, str] = {}  # hash of a reading as received -> as stored

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def make_run(self, pattern: list[str]) -> Run:
        """Return the digest that identifies a pattern of folded words."""
        return Run(
            self._digest(" ".join(pattern)), self._digest(pattern[0]), len(pattern) - (pattern[-1] == ALONE)
        )

    def _digest(self, text: str, person: bytes = _PERSON) -> str:
        assert self._secret is not None  # without a key there are no words to compare
        return hashlib.blake2b(text.encode(), key=self._secret, digest_size=16, person=person).hexdigest()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the (start, end) of each run of withheld words, in order and without overlaps."""
        if not self._by_first:
            return
        end = 0
        start = None
        view = Seen(text)
        for begin, stop in sorted({*self._spans_now(view), *self._spans_before(view)}):
            if start is None or begin >= end:
                if start is not None:
                    yield start, end
                start, end = begin, stop
            end = max(end, stop)
        if start is not None:
            yield start, end

    def may_stand_in(self, text: str) -> bool:
        """Return whether a text has a word with which withheld words begin: without one they are in no part of it."""
        view = Seen(text if self._by_first else "")
        return any(map(self._begins_run, view.compounds)) or self._began_in(view)

    def _began_in(self, view: Seen) -> bool:
        # Where all is seen as it is, no word stands outside the compounds, which have most words once.
        text = " ".join(view.compounds) if view.text == view.source else view.source
        return any(map(self._began_run, set(_WORD_BEFORE.findall(text))))

    def _spans_now(self, view: Seen) -> Iterator[tuple[int, int]]:
        begins = frozenset(filter(self._begins_run, view.compounds))
        for words in runs_at(view.text, begins, self._most_words) if begins else ():
            if length := self._length_at(view.text, words):
                yield view.span(words[0].start, words[length - 1].end)

    def _length_at(self, seen: str, words: list[Word]) -> int:
        """Return the length of the longest run that begins with the first of the words."""
        longest = 0
        for first in first_words(words[0].raw):
            for count, digests in self._by_first.get(self._digest(first), {}).items():
                if count > longest and any(
                    self._digest(pattern) in digests for pattern in patterns_at(seen, words, count)
                ):
                    longest = count
        return longest

    def _spans_before(self, view: Seen) -> Iterator[tuple[int, int]]:
        """Yield the (start, end) of words withheld under the former folding: NFKC, with each hyphen and
        apostrophe ending a word."""
        spans = [
            (match.start(), match.end(), _fold_before(match[0]))
            for match in (_WORD_BEFORE.finditer(view.source) if self._began_in(view) else ())
        ]
        words = [word for _, _, word in spans]
        for place, word in enumerate(words):
            for count, digests in self._by_first.get(self._digest(word, _PERSON_BEFORE), {}).items():
                run = words[place : place + count]
                if len(run) == count and self._digest(" ".join(run), _PERSON_BEFORE) in digests:
                    yield spans[place][0], spans[place + count - 1][1]

    def stands_in(self, text: str) -> bool:
        """Return whether a text contains withheld words."""
        view = Seen(text if self._by_first else "")
        return any(chain(self._spans_now(view), self._spans_before(view)))

    def redact(self, text: str) -> str:
        """Return the text with withheld words replaced."""
        parts, after = [], 0
        for start, end in self.spans(text):
            parts += [text[after:start], MARK]
            after = end
        return "".join((*parts, text[after:])) if after else text

    def redact_fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return a record's fields with withheld words replaced; the same object if it has none."""
        redacted = {name: self._redact_value(name, value) for name, value in fields.items()}
        return fields if redacted == fields else redacted

    def _redact_value(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            return value if _STRUCTURAL.fullmatch(name) else self.redact(value)
        if isinstance(value, dict):
            made = {key: self._redact_value(key, each) for key, each in value.items()}
            if value.get("page_breaks") and made["text"] != value["text"]:
                made["page_breaks"] = [
                    [self._moved(value["text"], at), page] for at, page in value["page_breaks"]
                ]
            return made
        if isinstance(value, (list, tuple)):
            return [self._redact_value(name, each) for each in value]
        return value

    def _moved(self, text: str, place: int) -> int:
        """Return the position to which a place in a text moves when the words before it are replaced."""
        spans = [(start, end) for start, end in self.spans(text) if start < place]
        return place + sum(len(MARK) - (min(end, place) - start) for start, end in spans)

    def redact_json(self, data: str) -> str:
        """Return JSON-encoded fields with withheld words replaced."""
        if not self._by_first:
            return data
        fields = json.loads(data)
        redacted = self.redact_fields(fields)
        if redacted is fields:
            return data
        return json.dumps(redacted, ensure_ascii=False, separators=(",", ":"))


def load_withheld(archive_db: Database, only_redacted: bool = True) -> Withheld:
    """Return the withheld words of an archive; if not `only_redacted`, also those that are only
    recognized."""
    if not archive_db["withheld_words"].exists():
        return Withheld()  # an archive that this version has not opened yet
    secret = seals.key_of(archive_db.conn)
    rows = archive_db.execute(
        "select digest, first_digest, word_count, is_name from withheld_words where is_redacted >= ?",
        (int(only_redacted),),
    )
    return Withheld(secret, *_sorted(rows))


def _sorted(rows: Iterable[tuple[Any, ...]]) -> tuple[list[Run], list[Run]]:
    """Return the runs of names and the runs of stems."""
    runs: tuple[list[Run], list[Run]] = [], []
    for *run, is_name in rows:
        runs[not is_name].append(Run(*run))
    return runs


def seek(archive_db: Database, words: Iterable[str], scope: str, target: str) -> Withheld:
    """Return a `Withheld` that finds these words, and those of an earlier suppression of the same subject.
    Raises TooShort."""
    secret = seals.key_of(archive_db.conn)
    signer = Withheld(secret)
    rows = archive_db.execute(
        "select digest, first_digest, word_count, is_name from withheld_words "
        "where scope = ? and target = ? and target <> ''",
        (scope, target),
    )
    words = list(words)
    names, of_stems = _sorted(rows)
    asked = [signer.make_run(way) for each in words for way in variants(each)]
    return Withheld(secret, [*names, *asked], [*of_stems, *(signer.make_run(stems(each)) for each in words)])


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
    """Store what identifies the words, in every way they can be printed, and their suppression.

    `is_redacted` also replaces those of an earlier suppression of the same subject. Call it within a
    transaction. Raises TooShort.
    """
    signer = load_withheld(archive_db)
    words = list(words)
    known = {signer.make_run(stems(each)): 0 for each in words}
    asked = {signer.make_run(way): 1 for each in words for way in variants(each)}
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
    seals.add_checksums(archive_db, "withheld_words")


def redacted_digests(archive_db: Database) -> list[str]:
    """Return the digests of the words that are replaced, sorted: they affect how the archive is read."""
    if not archive_db["withheld_words"].exists():
        return []
    return [
        row[0]
        for row in archive_db.execute(
            "select distinct digest from withheld_words where is_redacted order by digest"
        )
    ]
