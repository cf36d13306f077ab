"""What "the motion" is that an order grants without naming it: the request told before, or what the order then does."""

import re

from docket.motion_kinds import MotionKind, find_kind
from docket.ruling_numbers import find_far_answers, find_numbers
from docket.ruling_requests import REQUEST_WORD
from docket.vocabulary import Disposition

_SEEKS = re.compile(rf"{REQUEST_WORD.pattern}|\b(?:seek|ask|request|want)(?:s|ing|ed)?\b")
_ASKS = re.compile(rf"{_SEEKS.pattern}|\bletters?\b")


def last_request(lowered: str, place: int):
    """The match of the word of the last request before a place that names what is asked for; None without one."""
    words = list(_SEEKS.finditer(lowered, max(0, place - 400), place))
    return next((word for word in reversed(words) if find_kind(lowered, word.start(), min(place, word.end() + 120))), None)


def context_answers(lowered: str, place: int) -> tuple[int, ...]:
    """The numbers of the request or letter named last before a place, else those of the whole entry."""
    words = list(_ASKS.finditer(lowered, max(0, place - 400), place))
    for word in reversed(words[-4:]):
        if near := find_numbers(lowered, max(0, word.start() - 50), min(place, word.end() + 120)):
            return tuple(sorted(near))
    return find_far_answers(lowered, place)


def named_before(lowered: str, place: int) -> MotionKind | None:
    """The kind of the request named last before a place."""
    word = last_request(lowered, place)
    named = find_kind(lowered, word.start(), min(place, word.end() + 120)) if word else None
    return named.kind if named else None


# What was granted shows in what the order then does: "granted … extending the time", "granted. The conference is adjourned".
_DONE = re.compile(
    r"(?:\sby\s[\w.\s]{3,40}?)?[\s.,;:]{1,3}(?:\d\.\s)?(?:(?P<act>(?:extending|to\sextend)\b)|[^.;]{0,160}?\b(?:is|are)\s(?:hereby\s"
    r"|further\s)?(?P<act2>adjourned|extended|rescheduled|stayed|continued)\b)")
EVERY = re.compile(r"[\s\W]*(?:all|any)\s(?:\w+\s){0,2}?(?:pending|remaining|outstanding|open)\s(?:\w+\s)?motions?\b")     # "all pending motions are denied as moot"
_UNTIL = re.compile(r"\b(?:may|shall)\shave\s(?:\w+\s){0,3}?until\b|\b(?:has|have)\suntil\b")
_TITLE = re.compile(r"[\s\W\d]*((?:[\w'-]+\s){0,5}?(?:preliminary\sinjunction|temporary\srestraining|tro\b)[^.:;]{0,40}?)[:.;-]")


def kind_from_context(lowered: str, start: int, verb, answers, before, disposition) -> MotionKind:
    """"The motion is granted": what was named before in the entry, else unknown."""
    if EVERY.match(lowered, start, verb.start()):
        return MotionKind.OTHER
    same = [draft for draft in before if draft.disposition is disposition or set(draft.answers) & set(answers)]
    if same:
        return same[-1].kind
    named = named_before(lowered, start)
    if named is not None and named is not MotionKind.OTHER:
        return named
    if disposition is Disposition.GRANTED and _UNTIL.search(lowered):
        return MotionKind.EXTENSION_OF_TIME
    if named is not None:
        return named
    if done := _DONE.match(lowered[verb.end():verb.end() + 260]):
        after = find_kind(lowered, verb.end() + done.start(done.lastgroup), verb.end() + done.end(done.lastgroup))
        return after.kind if after else MotionKind.OTHER
    title = _TITLE.match(lowered) if disposition is Disposition.GRANTED else None
    named = find_kind(lowered, *title.span(1)) if title else None
    return named.kind if named else MotionKind.OTHER
