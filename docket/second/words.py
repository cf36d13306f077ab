"""Features that a place in a text shows a second reader: words, pairs of words, and phrases of its table."""

import re
from collections.abc import Iterable
from itertools import pairwise

from docket.text.dates import lower
from docket.text.phrase_rows import load
from docket.text.phrases import Matcher
from docket.text.prepared import PreparedText, once

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[^\s\w]")
_TRAILER = re.compile(r"\((?:entered|attachments?):", re.IGNORECASE)
_ABOVE = re.compile(r"ca\d|scotus|cadc|cafc")
_READ = 4000

Features = dict[str, float]


def make_matcher(table: str, group: str = "") -> Matcher:
    """Return one matcher for the tags of a table that begin with `group`."""
    return Matcher(table, *dict.fromkeys(row.tag for row in load(table) if row.tag.startswith(group)))


def find_words(lowered: str) -> list[str]:
    """Return the words and punctuation of a lower-case text; every number is "#"."""
    return ["#" if word[0].isdigit() else word for word in _TOKEN.findall(lowered)]


@once
def read_entry(text: PreparedText) -> str:
    """Return the beginning of an entry in lower case, up to the note of attachments or the day of entry."""
    lowered = lower(text.printed[:_READ])
    match = _TRAILER.search(lowered)
    return lowered[: match.start()] if match else lowered


def describe_pairs(name: str, words: Iterable[str], weight: float = 1.0) -> Features:
    """Return a feature for each two adjacent words."""
    return {f'{name} "{first} {second}"': weight for first, second in pairwise(words)}


def describe_entry(words: list[str], court_id: str) -> Features:
    """Return the features of an entry's first words, which say what sort of paper it is, and of its court."""
    plain = [word for word in words[:24] if word.isalpha()][:9]
    features = {f'begins "{" ".join(plain[:count])}"': 1.0 for count in range(1, 5)}
    features |= {f'title "{word}"': 1.0 for word in plain[:8]} | describe_pairs("title", plain)
    return features | {"court of appeals" if _ABOVE.match(court_id) else "other court": 1.0}
