"""What a place in a text shows a second reader, as features: words and pairs of words, and phrases of its table."""

import re
from itertools import pairwise

from docket.text.phrases import Matcher, Tag, load

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[^\s\w]")
_TRAILER = re.compile(r"\((?:entered|attachments?):", re.IGNORECASE)

Features = dict[str, float]


def make_matcher(table: str, group: str = "") -> Matcher:
    """Return one matcher for the tags of a table that begin so."""
    return Matcher(table, *dict.fromkeys(row.tag for row in load(table) if row.tag.startswith(group)))


def find_words(lowered: str) -> list[str]:
    """Return the words and signs of a text in lower case; every number is "#"."""
    return ["#" if word[0].isdigit() else word for word in _TOKEN.findall(lowered)]


def cut_trailer(lowered: str) -> str:
    """Return a text without the clerk's note of attachments and of the day of entry."""
    found = _TRAILER.search(lowered)
    return lowered[: found.start()] if found else lowered


def describe_title(words: list[str]) -> Features:
    """Return the features of the first words of an entry, which say what sort of paper it is."""
    plain = [word for word in words[:24] if word.isalpha()][:9]
    features = {f'begins "{" ".join(plain[:count])}"': 1.0 for count in range(1, 5)}
    features |= {f'title "{word}"': 1.0 for word in plain[:8]}
    return features | {f'title "{first} {second}"': 1.0 for first, second in pairwise(plain)}


def describe_sides(left: list[str], right: list[str]) -> Features:
    """Return the features of the words before a place and after it, near ones by their distance."""
    features: Features = {}
    for distance, word in enumerate(reversed(left[-12:])):
        features[f'left "{word}"'] = 1.0
        if distance < 4:
            features[f'left {distance} "{word}"'] = 1.0
    features |= {f'left "{first} {second}"': 1.0 for first, second in pairwise(left[-8:])}
    for distance, word in enumerate(right[:8]):
        features[f'right "{word}"'] = 1.0
        if distance < 3:
            features[f'right {distance} "{word}"'] = 1.0
    return features


def describe_phrases(before: list[Tag], after: list[Tag]) -> Features:
    """Return the features of the phrases of a table before a place (the nearest last) and after it."""
    features: Features = {}
    for group in ("kind", "act"):
        names = [tag.name for tag in before if tag.name.startswith(group)]
        features |= {f"before {place} {name}": 1.5 for place, name in enumerate(reversed(names[-2:]))}
        if len(names) > 1:
            features[f"before {names[-2]}, {names[-1]}"] = 1.0
        following = next((tag.name for tag in after if tag.name.startswith(group)), None)
        if following:
            features[f"after {following}"] = 1.0
    nearest = {tag.name.partition(".")[0]: tag.name for tag in before}
    if len(nearest) > 1:
        features[f"before {' and '.join(sorted(nearest.values()))}"] = 1.0
    return features


def describe_court(court_id: str | None) -> Features:
    is_above = re.match(r"ca\d|scotus|cadc|cafc", court_id or "") is not None
    return {"court of appeals" if is_above else "other court": 1.0}
