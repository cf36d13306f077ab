"""The requests that a stretch of an entry names, and what each asks for. Texts are read in lower case."""

import re
from itertools import pairwise
from typing import NamedTuple

from docket.rulings.motions import KindFound, MotionKind, find_joined, find_kind
from docket.rulings.numbers import find_far_answers, find_numbers
from docket.rulings.words import cue
from docket.text.phrases import Cue

REQUEST_WORD, EVERY = cue("request"), cue("every")
_ASKS, _SEEKS = Cue("rulings", "request", "seeks", "letter"), Cue("rulings", "request", "seeks")
_COMMAND, _NOT_JOINED, _SPECIFIC, _WITHIN = map(cue, ("command", "not_joined", "specific", "within"))
# A second request of one verb follows "and" or a comma, with no more between than whose it is and its number.
_CONJUNCTION = re.compile(r"(?:,\sand|[,;]|\band|\bas\swell\sas|\balong\swith|\btogether\swith|&)\s")
_MORE_KINDS = re.compile(r"(?:,\sand|,|\band)\s(?:\[?\d{1,4}\]?\s)?(?=(?:for|to)\s)")
_DIGIT = re.compile(r"\d")
_MOST_WORDS, _MOST_BETWEEN, _NAMED_WITHIN, _TOLD_WITHIN = 12, 6, 120, 400


class RequestFound(NamedTuple):
    """One request in a window; `kind` is ``None`` where no listed one is named."""

    kind: MotionKind | None
    start: int
    end: int


def has_request(lowered: str, start: int, end: int) -> bool:
    """Say whether a word for a request stands between two places."""
    return REQUEST_WORD.search(lowered, start, end) is not None


def find_requests(lowered: str, start: int, end: int) -> list[RequestFound]:
    """Return the requests between two places, in order; one without a word for it where only its kind is named."""
    words = list(REQUEST_WORD.find(lowered, start, end))[:_MOST_WORDS]
    begins = {edge for word in words[1:] if (edge := _edge(lowered, word.start(), start)) is not None}
    edges = [*sorted({start} | begins), end]
    requests = [request for first, last in pairwise(edges) for request in _read_one(lowered, first, last)]
    return [request for request in requests if request.kind is not None] or requests[:1]


def subject_start(lowered: str, start: int, end: int) -> int:
    """Where the subject of a verb begins: behind "ordered that", or another subject with its own predicate."""
    commands = [match.end() for match in _COMMAND.find(lowered, start, end)]
    return commands[-1] if commands and has_request(lowered, commands[-1], end) else start


def _edge(lowered: str, at: int, start: int) -> int | None:
    """Where the conjunction stands that joins the request at a place to the one before it."""
    for match in _CONJUNCTION.finditer(lowered, max(start, at - 90), at):
        between = lowered[match.end() : at].split()
        if len(between) > _MOST_BETWEEN or any(set(word) & set(",;:") for word in between):
            continue
        if not any(_NOT_JOINED.match(word, 0, len(word)) for word in between):
            return match.start()
    return None


def _read_one(lowered: str, first: int, last: int) -> list[RequestFound]:
    word, named = REQUEST_WORD.search(lowered, first, last), name_request(lowered, first, last)
    if named is None:  # "for judgment of foreclosure 60": a name that is none of the listed
        is_told = (
            word and _SPECIFIC.follows(lowered, word.end(), last) and _DIGIT.search(lowered, first, last)
        )
        return [RequestFound(MotionKind.OTHER if is_told else None, first, last)]
    found = [RequestFound(named.kind, first, last)]
    if joined := find_joined(lowered, named, last):
        found.append(RequestFound(joined.kind, joined.start, last))
    for more in _MORE_KINDS.finditer(lowered, named.end, last) if word and word[0].endswith("ns") else ():
        if other := find_kind(lowered, more.end(), min(last, more.end() + 40)):
            found.append(RequestFound(other.kind, more.end(), last))
    return found


def name_request(lowered: str, first: int, last: int) -> KindFound | None:
    """The kind named just before the word "motion" of a window, else first after it, else first in the window."""
    word = REQUEST_WORD.search(lowered, first, last)
    at, end = word.span() if word else (first, first)
    asked = find_kind(lowered, first, at)
    if asked and _WITHIN.search(lowered, asked.end, at):
        return asked  # "stay of discovery pending the motion for", "an extension to file her motion for"
    return find_kind(lowered, at, last) or find_kind(lowered, first, end)


def _name_after(lowered: str, word: re.Match[str], place: int) -> KindFound | None:
    return find_kind(lowered, word.start(), min(place, word.end() + _NAMED_WITHIN))


def last_request(lowered: str, place: int) -> re.Match[str] | None:
    """The match of the word of the last request before a place that names what is asked for; None without one."""
    words = list(_SEEKS.find(lowered, max(0, place - _TOLD_WITHIN), place))
    return next((word for word in reversed(words) if _name_after(lowered, word, place)), None)


def named_before(lowered: str, place: int) -> MotionKind | None:
    """The kind of the request named last before a place."""
    word = last_request(lowered, place)
    named = _name_after(lowered, word, place) if word else None
    return named.kind if named else None


def context_answers(lowered: str, place: int) -> tuple[int, ...]:
    """The numbers of the request or letter named last before a place, else those of the whole entry."""
    words = list(_ASKS.find(lowered, max(0, place - _TOLD_WITHIN), place))
    for word in reversed(words[-4:]):
        first, last = max(0, word.start() - 50), min(place, word.end() + _NAMED_WITHIN)
        if near := find_numbers(lowered, first, last):
            return tuple(sorted(near))
    return find_far_answers(lowered, place)
