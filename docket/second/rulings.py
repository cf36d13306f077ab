"""Rulings read by weights or by the nearest words: which kinds of motion a text rules on, and how."""

import re
from collections.abc import Iterable

from docket.second.nearest import OTHER, find_nearest
from docket.second.words import Features, describe_entry, describe_pairs, find_words, make_matcher, read_entry
from docket.text.phrases import Tag
from docket.text.prepared import PreparedText
from docket.text.weigh import find_single_share

KINDS = "second_ruling_kinds"
DISPOSITIONS = "second_ruling_dispositions"
# A reader who finds no name says "other", too: it needs more to be agreed. What the nearest words say is not
# agreed if the weights hold the kind or the disposition less likely than one in twenty. On 434 rulings of
# four real sets, used in no fit, 352 of 367 agreed ones were right without that rule, and 340 of 350 with it.
_LEAST = 0.5
_LEAST_OF_OTHER = 0.9
_LEAST_NEAR = 0.05
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MOST_WORDS = 220  # words of one entry
_MOST_VERBS = 10  # verbs of one entry
_MOST_KINDS = 12  # names of motions in one entry
_NEAR = 120  # characters on either side of a verb in which names of motions count as its own
# Separate, since a word may be both: "dismissed" is a ruling, and also what a motion to dismiss requests.
_VERBS = make_matcher("second_rulings", "verb.")
_KINDS = make_matcher("second_rulings", "kind.")


def agree(text: PreparedText, read: Iterable[tuple[str, str]]) -> list[bool]:
    """Return, for each (kind, disposition) of the first reader, whether the second agrees: likely, or nearest
    and not unlikely."""
    pairs = list(read)
    if not pairs:
        return []
    near, features = find_nearest(text), find_features(text)
    return [_is_agreed(*pair, pair in near, features) for pair in pairs]


def _is_agreed(kind: str, disposition: str, is_near: bool, features: Features) -> bool:
    least = _LEAST_NEAR if is_near else _LEAST
    least_of_kind = _LEAST_OF_OTHER if kind == OTHER and not is_near else least
    is_likely = find_single_share(DISPOSITIONS, disposition, features) >= least
    return is_likely and find_single_share(KINDS, kind, features) >= least_of_kind


def find_features(text: PreparedText) -> Features:
    """Return the features of a text: its words, its verbs of ruling, and the kinds of motion near them."""
    lowered = read_entry(text)
    words = find_words(lowered)[:_MOST_WORDS]
    features = describe_entry(words, text.court_id) | {f'word "{word}"': 0.5 for word in words}
    features |= describe_pairs("pair", words, 0.5)
    verbs = _VERBS.find(lowered, 0, len(lowered))[:_MOST_VERBS]
    kinds = _KINDS.find(lowered, 0, len(lowered))[:_MOST_KINDS]
    features[f"verbs {min(len(verbs), 3)}"] = 1.0
    features |= {f"first {group[0].name}": 1.5 for group in (verbs, kinds) if group}
    features |= {f"has {tag.name}": 1.0 for tag in kinds}
    for verb in verbs:
        features |= _describe_verb(lowered, verb, kinds)
    return features


def _describe_verb(lowered: str, verb: Tag, kinds: list[Tag]) -> Features:
    features: Features = {f"has {verb.name}": 1.0}
    after = [tag.name for tag in kinds if verb.end <= tag.start < verb.end + _NEAR][:2]
    before = [tag.name for tag in kinds if verb.start - _NEAR < tag.start < verb.start][-2:][::-1]
    for side, names in (("after", after), ("before", before)):
        for distance, name in enumerate(names):
            features |= {f"{side} {distance} {name}": 1.5, f"{side} {distance} {verb.name} {name}": 1.0}
    if not after and not before:
        features[f"alone {verb.name}"] = 1.0
    right = [word for word in _WORD.findall(lowered, verb.end, verb.end + 90) if word.isalpha()]
    left = [word for word in _WORD.findall(lowered, max(0, verb.start - 60), verb.start) if word.isalpha()]
    features |= {f'{verb.name} then "{word}"': 1.0 for word in right[:6]}
    return features | {f'{verb.name} after "{word}"': 1.0 for word in left[-4:]}
