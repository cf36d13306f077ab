"""What a text says of § 230, read by weights: whether it is about the statute, and what is held on it.

The words of a text without its names, the phrases of `language/second_section230.tsv` in their order, and what stands
beside each place where the statute may be named. No name is weighed: a company that is often sued under § 230 would
else stand for it.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from docket.second.words import Features, make_matcher
from docket.text.phrases import Tag
from docket.text.weigh import find_shares

RELEVANCE, OUTCOMES = "second_relevance", "second_outcomes"
# The share that the first reader's label needs, beside being the likeliest. Chosen on 130 texts at first look, by
# weights fitted without them: of the holdings agreed on .982 were right (55 of 56), .431 of the texts covered. On all
# 427 labeled without our readers' answers, with the first reader as mended on them since: .986 (215 of 218), .511.
_LEAST = 0.7
# The labeled texts are entries and paragraphs; of a whole opinion the second reader knows nothing.
_LONGEST = 3000
_MOST_WORDS = 320
_NAME, _NUMBER = "~", "#"
_TOKEN = re.compile(r"[Uu]\.\s?[Ss]\.\s?[Cc]\b\.?|[A-Za-z]+(?:[-'’][A-Za-z]+)*|\d+[A-Za-z]?\b|\d+|[^\s\w]")
# Numbers that tell statutes apart; any other is a number.
_TELLING = frozenset("18 28 41 47 230 1595 2255 2421A 2421a 0230".split())
# Words that courts write with a capital. What else has one within a sentence is a name.
_PLAIN_WORDS = frozenset(
    """
    section sections act code title rule rules count counts claim claims court courts circuit district judge justice
    congress communications decency cda complaint motion order amendment first state states supreme appeals appeal
    plaintiff plaintiffs defendant defendants appellant appellants appellee appellees petitioner respondent relator
    opinion memorandum fair housing copyright trademark trafficking victims internet federal public law usc no doc
    docket dkt ecf reporter page exhibit room local dismiss summary judgment answer notice granted denied affirmed
    reversed vacated remanded moot part regulation labor employment securities exchange tax revenue ch chapter art
    article paragraph para interrogatory request line form item lot unit street highway route bates
    """.split()
)


class _Word(NamedTuple):
    start: int
    end: int
    text: str


_MATCHER = make_matcher("second_section230")


def agrees_on_relevance(text: str, label: str) -> bool:
    """Say whether the second reader gives a text the same relevance."""
    return _agrees(RELEVANCE, text, label)


def agrees_on_outcome(text: str, outcome: str, rules: Collection[str]) -> bool:
    """Say whether the second reader finds the same holding, and nothing that the first one saw speaks against it.

    `rules`: those of the first reader's evidence. Words that the text quotes may be another court's or a party's.
    """
    if _QUOTED.search(text) or not _is_of_one_mind(outcome, set(rules)):
        return False
    return _agrees(OUTCOMES, text, outcome)


_QUOTED = re.compile(r"[\"“][^\"”]{25,}[\"”]")
_LEFT_OPEN, _ELSE = frozenset(("open", "apart")), frozenset(("elsewhere", "other-ground"))
_AGAINST = {
    "immune": {"survives", "for-claim"} | _LEFT_OPEN | _ELSE,
    "not_immune": {"bars", "for-shield"} | _LEFT_OPEN | _ELSE,
}


def _is_of_one_mind(outcome: str, rules: set[str]) -> bool:
    """Whether no evidence is of another holding."""
    if outcome in _AGAINST:
        return not rules & _AGAINST[outcome]
    if outcome == "partly_immune":
        is_two = rules & {"survives", "other-ground", "for-claim"}
        return "bars" in rules and bool(is_two) and not rules & (_LEFT_OPEN | {"elsewhere"})
    is_decided = rules & {"bars", "survives"}
    if outcome == "not_reached":
        return bool(rules & (_LEFT_OPEN | _ELSE)) and not is_decided
    return not is_decided and not rules & (_LEFT_OPEN | _ELSE | {"for-shield", "for-claim"})


def _agrees(name: str, text: str, label: str) -> bool:
    if len(text) > _LONGEST:
        return False
    shares = find_shares(name, find_features(text))
    return max(shares, key=lambda one: shares[one]) == label and shares[label] >= _LEAST


@lru_cache(maxsize=4)  # asked for by relevance and holding of one text
def find_features(text: str) -> Features:
    """Return what a text shows."""
    words = _mask(text)
    features: Features = {f'word "{word}"': 0.5 for word in words}
    features |= {f'pair "{first} {second}"': 0.5 for first, second in pairwise(words)}
    features |= {f'begins "{" ".join(words[:count])}"': 1.0 for count in range(1, 4)}
    joined = " ".join(words)
    sentences = _split(joined)
    features[f"sentences {min(len(sentences), 5)}"] = 1.0
    for place, (start, end) in enumerate(sentences):
        where = "last" if place == len(sentences) - 1 else "first" if place == 0 else "middle"
        features |= _describe_sentence(_MATCHER.find(joined, start, end), where)
    laws = [tag for tag in _MATCHER.find(joined, 0, len(joined)) if tag.name.startswith("law")]
    features[f"laws {min(len(laws), 3)}"] = 1.0
    for tag in laws[:4]:
        features |= _describe_place(joined, tag)
    return features


def _mask(text: str) -> list[str]:
    """The words and signs in lower case; a name is "~", a number that tells nothing "#"."""
    found: list[str] = []
    begins = True  # a sentence
    for token in _TOKEN.findall(text)[:_MOST_WORDS]:
        lowered = token.lower().replace("’", "'")
        if token[0].isdigit():
            found.append(lowered if token in _TELLING else _NUMBER)
        elif token[0].isalpha():
            word = "usc" if lowered.startswith(("u.", "usc")) else lowered.removesuffix("'s")
            if not _is_name(token, word, begins):
                found.append(word)
            elif found[-1:] != [_NAME]:
                found.append(_NAME)
        else:
            found.append(token)
        begins = token in ".?!:;" or (begins and not token[0].isalnum())
    return found


def _is_name(token: str, word: str, begins: bool) -> bool:
    if word in _PLAIN_WORDS or not token[0].isupper() or token == "I":
        return False
    return len(token) == 1 or not (begins or (len(token) > 3 and token.isupper()))


def _split(joined: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in re.finditer(r" [.;?!] ", joined)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(joined)], strict=True) if start < end]


def _describe_sentence(tags: list[Tag], where: str) -> Features:
    names = [tag.name for tag in tags]
    kinds = [name.partition(".")[0] for name in names]
    features: Features = {}
    for name in {*names, *kinds}:
        features |= {f"has {name}": 1.0, f"{where} {name}": 0.7}
        if "law" in kinds or "immunity" in kinds:
            features[f"with law {name}"] = 1.0
    features |= {f'then "{first} {second}"': 1.0 for first, second in pairwise(kinds)}
    features |= {f'then "{" ".join(three)}"': 0.7 for three in zip(kinds, kinds[1:], kinds[2:], strict=False)}
    for place, kind in enumerate(kinds):
        features |= {f'later "{kind} .. {other}"': 0.7 for other in kinds[place + 1 : place + 6]}
        if kind == "law":
            before, after = reversed(kinds[max(0, place - 3) : place]), kinds[place + 1 : place + 4]
            features |= {f"before {distance} {other}": 1.0 for distance, other in enumerate(before)}
            features |= {f"after {distance} {other}": 1.0 for distance, other in enumerate(after)}
    if kinds:
        features |= {f'ends "{" ".join(kinds[-2:])}"': 1.0, f'opens "{" ".join(kinds[:2])}"': 1.0}
    return features


def _describe_place(joined: str, law: Tag) -> Features:
    features: Features = {f'named "{joined[law.start : law.end]}"': 0.7}
    sides = {"left": joined[: law.start].split()[-8:][::-1], "right": joined[law.end :].split()[:8]}
    for side, words in sides.items():
        for distance, word in enumerate(words):
            features[f'{side} "{word}"'] = 0.7
            if distance < 3:
                features[f'{side} {distance} "{word}"'] = 0.7
    return features
