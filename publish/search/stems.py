"""Words stemmed as in the record's full-text indexes, by the same tokenizer: "addictive" and "addiction" are
one word."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from db.tables import TOKENIZER

# "hb20" and "H.B. 20", "ca9" and "CA 9": a word ends where a number begins.
_NUMBER_BEGINS = re.compile(r"(?<=[^\W\d_])(?=\d)")


def stem(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the stemmed words of each text, in order."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute(f"create virtual table texts using fts5 (text, tokenize='{TOKENIZER}')")
        db.execute("create virtual table words using fts5vocab ('texts', 'instance')")
        db.execute("begin")
        db.executemany(
            "insert into texts (rowid, text) values (?, ?)",
            ((number, _NUMBER_BEGINS.sub(" ", text)) for number, text in enumerate(texts)),
        )
        by_text: list[list[str]] = [[] for _ in texts]
        for number, word in db.execute("select doc, term from words order by doc, offset"):
            by_text[number].append(word)
    return [tuple(words) for words in by_text]
