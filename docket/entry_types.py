"""The category of an entry, in the words of the Free Law Project's set of filings: Order, Notice, Request / Motion …

An entry begins with its title, so the features are its first words and the phrases of
`language/entry_types.tsv` that come first, second and third. The weights were fitted to 1,093 labeled entries
of RECAP; /quality says how right the result is on dockets that were not used for the fit.
"""

import re
from itertools import pairwise

from docket.entries import find_event_types
from docket.text.phrase_rows import load
from docket.text.phrases import Matcher
from docket.text.weigh import Choice, choose

_NAME = "entry_types"
_READ = 400  # characters of an entry that are read; its title is within them
_HEAD = 140  # characters from the start within which the order of phrases counts
_NEAR = 40  # characters from the start within which a phrase is near the beginning
_FIRST = 4  # characters from the start: a phrase here begins the entry, after a character or two at most
_END = re.compile(r"\((?:entered|attachments?)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_FIRST_WORDS = 6  # words that count singly
_PAIRED_WORDS = 9  # words that count in pairs
_LONGEST_BEGINNING = 4  # words: beginnings of one up to this many words count
_MATCHERS = {tag: Matcher(_NAME, tag) for tag in dict.fromkeys(row.tag for row in load(_NAME))}


def find_category(text: str) -> Choice:
    """Return the category of an entry, its share among all categories, and the features that favored it."""
    return choose(_NAME, find_features(text))


def find_features(text: str) -> dict[str, float]:
    """Return the features of an entry's title: phrases of the table with their positions, and first words."""
    ended = _END.search(text[: _READ * 4])
    low = " ".join(text[: ended.start() if ended else _READ * 4].lower().split())[:_READ]
    features = dict.fromkeys(_describe_phrases(_find_first(low)), 1.0)
    words = _WORD.findall(low)
    # Words of the text are in quotation marks, which is how `tracker fit` recognizes them.
    features |= {f'begins "{" ".join(words[:count])}"': 1.0 for count in range(1, _LONGEST_BEGINNING + 1)}
    features |= {f'"{word}"': 1.0 for word in words[:_FIRST_WORDS]}
    return features | {f'"{first} {second}"': 1.0 for first, second in pairwise(words[:_PAIRED_WORDS])}


def extract_entry_types(record: dict) -> dict:
    """Return `event_types`, the sorts of event by first words, and the `category` of a line with a "text"."""
    return {
        "event_types": list(find_event_types(record["text"])),
        "category": find_category(record["text"]).label,
    }


def _find_first(low: str) -> list[tuple[int, str]]:
    """Return (start, tag) of each tag's first phrase, in order; at one place, the longer first."""
    firsts = [
        (hits[0], tag) for tag, matcher in _MATCHERS.items() if (hits := matcher.find(low, 0, len(low)))
    ]
    return [(hit.start, tag) for hit, tag in sorted(firsts, key=lambda pair: (pair[0].start, -pair[0].end))]


def _describe_phrases(phrases: list[tuple[int, str]]) -> list[str]:
    head = [tag for start, tag in phrases if start < _HEAD]
    features = [f"{place} {tag}" for place, tag in zip(("first", "second", "third"), head, strict=False)]
    features += [f"first two {head[0]} {head[1]}"] if len(head) > 1 else []
    features += [] if head else ["no phrase"]
    for start, tag in phrases:
        features += [f"has {tag}"] + [f"near {tag}"] * (start < _NEAR) + [f"begins {tag}"] * (start < _FIRST)
    return features
