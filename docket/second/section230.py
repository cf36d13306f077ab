"""Read by weights whether a text is about § 230, and what is held on it.

The features are the words of a text without their endings, alone and in runs of two or three. Names are not
weighed: otherwise a company often sued under § 230 would stand for it.
"""

import re

from docket.names.words import is_registered
from docket.second.words import Features
from docket.text.phrase_rows import load
from docket.text.prepared import PreparedText, once
from docket.text.weigh import find_shares

RELEVANCE = "second_relevance"
OUTCOMES = "second_outcomes"
# The labeled texts are entries and paragraphs; the second reader knows nothing about whole opinions.
_LONGEST = 3000
_MOST_WORDS = 320  # words and punctuation marks of one text that are weighed
_TOGETHER = 3  # words: runs of one up to this many are weighed
# Spread over all features of a text, so that a long text counts no more than a short one; a single sentence
# shows little.
_SPREAD = 10
_FEW = 250  # features: a text with fewer is weighed as if it had this many
_NAME = "~"  # stands for a name
_NUMBER = "#"  # stands for a number
_TOKEN = re.compile(r"[Uu]\.\s?[Ss]\.\s?[Cc]\b\.?|[A-Za-z]+(?:[-'’][A-Za-z]+)*|\d+[A-Za-z]?\b|\d+|[^\s\w]")
# Numbers that distinguish statutes; any other becomes `_NUMBER`.
_TELLING = frozenset("18 28 41 47 230 1595 2255 2421A 2421a 0230".split())
# Words that courts write with a capital. Any other capitalized word within a sentence is a name.
_PLAIN = frozenset(
    word for row in load("second_section230") if row.tag == "plain" for word in row.phrase.split("|")
)
_ENDING = re.compile(r"(?:ing|ed|es|s|d|e)$")
_SHORTEST = 5  # letters: a word at least this long is read without its ending


def weigh(name: str, text: PreparedText) -> dict[str, float]:
    """Return the share of each label of RELEVANCE or OUTCOMES; {} for a text longer than the weights know."""
    return {} if len(text.printed) > _LONGEST else find_shares(name, find_features(text))


@once
def find_features(text: PreparedText) -> Features:
    """Return the features of a text: its words, and runs of two and three words."""
    words = [_ENDING.sub("", word) if len(word) >= _SHORTEST else word for word in _mask(text.printed)]
    phrases = {
        f'"{" ".join(words[start : start + count])}"'
        for count in range(1, _TOGETHER + 1)
        for start in range(len(words) - count + 1)
    }
    return dict.fromkeys(phrases, _SPREAD / max(_FEW, len(phrases)) ** 0.5)


def _mask(text: str) -> list[str]:
    """Return the words and punctuation in lower case; a name is "~", a number of no statute is "#"."""
    masked: list[str] = []
    begins = True  # a sentence begins
    for token in _TOKEN.findall(text)[:_MOST_WORDS]:
        lowered = token.lower().replace("’", "'")
        if token[0].isdigit():
            masked.append(lowered if token in _TELLING else _NUMBER)
        elif token[0].isalpha():
            word = "usc" if lowered.startswith(("u.", "usc")) else lowered.removesuffix("'s")
            if not _is_name(token, word, begins):
                masked.append(word)
            elif masked[-1:] != [_NAME]:
                masked.append(_NAME)
        else:
            masked.append(token)
        begins = token in ".?!:;" or (begins and not token[0].isalnum())
    return masked


def _is_name(token: str, word: str, begins: bool) -> bool:
    if word in _PLAIN or not token[0].isupper() or token == "I":
        return False
    if begins or (len(token) > 3 and token.isupper()):  # any word is capitalized there
        return is_registered(token)
    return True
