"""Hearings read by weights: for each day that a text names, the kind of sitting and what is done to it."""

from collections.abc import Container, Iterable
from datetime import date

from docket.second.words import Features, describe_entry, describe_pairs, find_words, make_matcher
from docket.text.dates import lower
from docket.text.phrases import Tag
from docket.text.prepared import PreparedText
from docket.text.weigh import find_shares

KINDS = "second_hearing_kinds"
ACTIONS = "second_hearing_actions"
NOTHING = "nothing"  # the action of a day on which there is no hearing
# Shares that the first reader's action and kind need; reset and continued count as one action. A sitting that
# is "set", and one of no stated kind, need far more: that is what a reader says who noticed nothing else, so
# an overlooked move or motion looks like it. On 356 answers to real_hearings7 to 11 (used in no fit, but for
# mending), .857 have these shares and .993 of those are right; with .08, .08, .05 and .9 it was .905 of 304
# and .960 right, and most of the wrong ones were "set".
_LEAST_OF_ACTION = 0.08
_LEAST_OF_SET = 0.4
_LEAST_OF_KIND = 0.2
_LEAST_OF_OTHER = 0.95
_SET = "set"
_OTHER = "other_hearing"
_MOVES = ("reset", "continued")
_READ = 6000
_BEFORE = 260  # characters before a day, for phrases
_LEFT = 140  # characters before a day, for words
_RIGHT = 90  # characters after a day, for both
_MATCHER = make_matcher("second_hearings")


def agree(text: PreparedText, read: Iterable[tuple[str, str, str | None]]) -> list[bool]:
    """Return, for each (kind, action, ISO day) of the first reader, whether the second finds it likely."""
    hearings = list(read)
    days = find_days(text, {day for *_, day in hearings}) if hearings else {}
    return [day in days and _is_likely(days[day], kind, action) for kind, action, day in hearings]


def _is_likely(features: Features, kind: str, action: str) -> bool:
    actions = find_shares(ACTIONS, features)
    share = sum(actions.get(move, 0) for move in (_MOVES if action in _MOVES else (action,)))
    least = _LEAST_OF_OTHER if kind == _OTHER else _LEAST_OF_KIND
    is_likely = share >= (_LEAST_OF_SET if action == _SET else _LEAST_OF_ACTION)
    return is_likely and find_shares(KINDS, features).get(kind, 0) >= least


def find_days(text: PreparedText, asked: Container[str | None] | None = None) -> dict[str | None, Features]:
    """Return {ISO day: features} for each day of a text, or only for those in `asked`. The filing date stands
    for "today", and the key None for no day."""
    text = text.up_to(_READ)
    lowered, date_filed = lower(text.printed), text.date_filed
    tags = _MATCHER.find(lowered, 0, len(lowered))
    shared = describe_entry(find_words(lowered[:160]), text.court_id)
    places: dict[date, list[tuple[int, int]]] = {}
    for day in text.dates:
        places.setdefault(day.value, []).append((day.start, day.end))
    shared[f"days {min(len(places), 4)}"] = 1.0
    by_day: dict[str | None, Features] = {}
    for order, (value, spans) in enumerate(places.items()):
        if asked is not None and value.isoformat() not in asked:
            continue
        features = shared | {f"day {min(order, 3)}": 1.0}
        for start, end in spans[:2]:
            features |= _describe_place(lowered, tags, start, end)
        if date_filed:
            features["today" if value == date_filed else "past" if value < date_filed else "to come"] = 1.5
        features |= {"told twice": 1.0} if len(spans) > 1 else {}
        features |= {"early": 1.0} if spans[0][0] < 60 else {}
        by_day[value.isoformat()] = features
    others = {date_filed.isoformat(): "filed"} if date_filed else {}
    for other, name in (others | {None: "no day"}).items():
        if other not in by_day and (asked is None or other in asked):
            features = {f"has {tag.name}": 1.0 for tag in tags[:20]}
            features |= {f"first {tag.name}": 1.5 for tag in tags[:1]}
            whole = shared | features | describe_pairs("pair", find_words(lowered)[:180], 0.5)
            by_day[other] = {f"{name}: {feature}": value for feature, value in whole.items()}
    return by_day


def _describe_place(lowered: str, tags: list[Tag], start: int, end: int) -> Features:
    """Return the words beside a place, near ones with their distance, and the phrases before and after it."""
    left = find_words(lowered[max(0, start - _LEFT) : start])
    features = describe_pairs("left", left[-8:])
    right = find_words(lowered[end : end + _RIGHT])
    for side, words, near in (("left", left[:-13:-1], 4), ("right", right[:8], 3)):
        features |= {f'{side} "{word}"': 1.0 for word in words}
        features |= {f'{side} {distance} "{word}"': 1.0 for distance, word in enumerate(words[:near])}
    before = [tag.name for tag in tags if start - _BEFORE <= tag.start < start]
    after = [tag.name for tag in tags if end <= tag.start < end + _RIGHT]
    nearest = []
    for group in ("act", "kind"):
        names = [name for name in before if name.startswith(group)]
        nearest += names[-1:]
        features |= {f"before {place} {name}": 1.5 for place, name in enumerate(reversed(names[-2:]))}
        features |= {f"before {names[-2]}, {names[-1]}": 1.0} if len(names) > 1 else {}
        features |= {f"after {name}": 1.0 for name in [name for name in after if name.startswith(group)][:1]}
    return features | ({f"before {' and '.join(nearest)}": 1.0} if len(nearest) > 1 else {})
