"""How a decision is treated, read by weights from the words around its citation.

The words before it, after it, of the sentence that it supports and of the next ones; and what does not hang on words:
whether it stands alone, after a signal, first in its sentence, in brackets. No name is weighed.
"""

import re
from itertools import pairwise

from docket.opinions.surroundings import Surroundings
from docket.opinions.words_of_treatment import pattern
from docket.second.words import Features
from docket.text.weigh import Choice, choose

TREATMENT = "second_treatment"
_TOKEN = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|\d+|[;:?“\"]")
_PLAIN = frozenset(
    """
    plaintiff plaintiffs defendant defendants appellant appellants appellee appellees petitioner respondent court
    courts circuit district judge justice congress the a an this that these those it its we our i section act
    statute here there in on of under but yet nor not no contra accord see cf compare like unlike as to so because
    although while if whatever nothing neither both all
    """.split()
)
_SIGNALS = ("signal_but", "signal_contrast", "signal_accord", "signal_see")
_NEAR = 12  # words before and after the citation


def find_choice(around: Surroundings) -> Choice:
    """Return the likeliest treatment and its share."""
    return choose(TREATMENT, find_features(around))


def find_features(around: Surroundings) -> Features:
    """Return what the surroundings of a citation show."""
    before, after = _words(around.before), _words(around.after)
    features: Features = {}
    features |= _describe("before", before[-_NEAR:])
    features |= _describe("after", after[:_NEAR])
    features |= {f'at -{place} "{word}"': 1.0 for place, word in enumerate(reversed(before[-3:]))}
    features |= {f'at +{place} "{word}"': 1.0 for place, word in enumerate(after[:3])}
    if around.is_alone:
        features |= _describe("lead", _words(around.lead)[-30:])
    follows = [word for one in around.following for word in _words(one)[:30]]
    features |= _describe("follows", follows)
    nexts = _words(around.next_one)[:16]
    features |= _describe("next", nexts) | {
        f'next begins "{" ".join(nexts[:count])}"': 1.0 for count in (1, 2)
    }
    near = [*(_words(around.lead)[-30:] if around.is_alone else before[-20:]), "~", *after[:20], *follows]
    features |= _describe("any", near)
    for tag in _SIGNALS:
        if around.signal and pattern(tag).fullmatch(around.signal):
            features[tag] = 2.0
    for name in ("is_alone", "is_named_before", "is_first", "in_brackets", "quoted"):
        if getattr(around, name):
            features[name] = 2.0
    support = "support" if around.signal and not around.is_named_before else "told"
    features[f"{support} alone" if around.is_alone else support] = 2.0
    features["nothing after" if not after else "goes on"] = 2.0
    if around.following:
        features["spoken of"] = 1.0
    return features


def _words(text: str) -> list[str]:
    """The words of a stretch in lower case; a name is "~", a number "#"."""
    found: list[str] = []
    begins = True
    for match in _TOKEN.finditer(text):
        token = match[0]
        lowered = token.lower().replace("’", "'")
        word = "#" if token[0].isdigit() else lowered
        if token[0].isupper() and not begins and lowered.removesuffix("'s") not in _PLAIN and token != "I":
            word = "~"
        if word != "~" or found[-1:] != ["~"]:
            found.append(word)
        begins = text[match.end() : match.end() + 1] in (".", "?", "!")
    return found


def _describe(zone: str, words: list[str]) -> Features:
    return {f'{zone} "{word}"': 0.5 for word in words} | {
        f'{zone} "{first} {second}"': 0.7 for first, second in pairwise(words)
    }
