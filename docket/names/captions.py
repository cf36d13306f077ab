"""Captions: the two sides of "A, B, et al. v. C", and whether two captions name one case.

Registers name the first party of a side and abbreviate it; we name all of them, or the one that everybody
knows. So one shared word on each side is enough, if one of them is a name: half of all plaintiffs are Doe, a
state, or the United States. Words that say nothing beside a name, and those that name thousands, are rows of
data/name_words.csv ("filler", "common").
"""

import re

from docket.identity import name_key
from docket.names.parts import squeeze
from docket.names.words import load_words

# "v.", "vs.", "-v-", "- v. -", "versus". A bare capital "V" is part of a name: "Louis V Example".
_VERSUS = re.compile(r"\s{1,3}-?\s{0,3}(?:v\.?s?\.|vs?|VS?\.|VS|[Vv]ersus)\s{0,3}-?\s{1,3}")
# Remarks on the proceeding: "(first Rule 60(b) appeal)", "(four cases)", "(Rae Example, real party)".
_SAID_OF_IT = re.compile(
    r"\s{0,9}\((?:(?=[a-z])(?:[^()]|\([^()]*\))*|[^()]*\breal\s+part(?:y|ies)\b[^()]*)\)$"
)

_DOMAIN = re.compile(r"\.(?:com|net|org)$")


def split_caption(caption: str) -> tuple[str, str | None]:
    """Return the sides before and after the first "v."; the second is None if there is no "v."."""
    text = squeeze(caption)
    text = _SAID_OF_IT.sub("", text) or text
    # "Kanal V. Gaston v. Facebook": a capital before a lower-case "v." is an initial.
    match = min(_VERSUS.finditer(text), key=lambda match: match[0].strip() == "V.", default=None)
    if match is None:
        return text, None
    return text[: match.start()].strip(" ,;"), text[match.end() :].strip(" ,;")


def is_one_caption(left: str, other: str) -> bool:
    """Whether both sides agree, in either order (an appeal may reverse them), and one of them by a name.

    Only called where court and number are the same already; in doubt it returns False.
    """
    first, second = (tuple(map(_words, split_caption(caption))) for caption in (left, other))
    if not all((*first, *second)):  # "In re …" and any other caption: the names must be the same
        names = [set().union(*sides) - load_words("common").keys() for sides in (first, second)]
        shared, least = names[0] & names[1], min(map(len, names))
        # One shared word of several may be the subject ("privacy"); a single word is the name.
        return 2 * len(shared) >= least and (len(shared) > 1 or least == 1)
    return _agree(first, second) or _agree(first, second[::-1])


def _words(side: str | None) -> frozenset[str]:
    words = (_DOMAIN.sub("", word) for word in name_key(side or "").split())
    plain = frozenset("united" if word in ("us", "usa") else word for word in words)
    return plain - load_words("filler").keys()


def _agree(first: tuple[frozenset[str], ...], second: tuple[frozenset[str], ...]) -> bool:
    shared = [left & other for left, other in zip(first, second, strict=True)]
    return all(shared) and any(words - load_words("common").keys() for words in shared)
