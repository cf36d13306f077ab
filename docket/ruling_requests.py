"""The requests that the object or the subject of a verb names: "the motion to dismiss (Doc. 12) and the motion for a stay [15]"."""

import re
from typing import NamedTuple

from docket.motion_kinds import KindFound, MotionKind, find_kind

REQUEST_WORD = re.compile(
    r"\b(?:cross-?)?(?:motions?(?!\s(?:hearing|deadline|practice|cut|calendar|day))|applications?|requests?|petitions?|stipulations?"
    r"|bills?\sof\scosts|moved|moves?)\b")
_REQUEST_BEGINS = re.compile(r"motion|applic|request|petit|stipul|bill|move")
# A second request of one verb follows "and" or a comma, with no more between than whose it is and its number.
_JOINED = re.compile(
    r"(?:,\sand|,|;|\band|\bas\swell\sas|\balong\swith|\btogether\swith|&)\s(?:(?:the|an?|his|her|its|their|for|both|also|said|(?!(?:to|of|in|on|re"
    r"|re:|regarding|about|opposing|supporting"
    r"|file|oppose|support|as|under|by|that|any)\b)[a-z\d.'&()\[\]#-]+)\s){0,6}$")
_MORE_KINDS = re.compile(r"(?:,\sand|,|\band)\s(?:\[?\d{1,4}\]?\s)?(?=(?:for|to)\s)")
# "Upon consideration of the motion for leave, the motion to dismiss is granted": what comes first is not the subject.
_FRONTED = re.compile(
    r"[\s\W]*(?:[\w\s.]{0,60}[:.]\s)?(?:upon|having|in\s(?:light|view|consideration)|after|pursuant|for\s(?:the\s)?(?:good|reasons)|because"
    r"|as\s(?:the|stated)|given|since|on\s(?:consideration|review)"
    r"|following|considering|with\srespect|based|consistent|before\sthe\scourt|while|although|where)\b")
_SUBJECT_BEGINS = re.compile(
    r"[,:]\s(?:it\sis\s(?:hereby\s)?(?:\w+\s)?(?:that\s)?)?(?=(?:the\scourt\s|the\s|said\s|both\s|such\s|that\s|this\s|these\s|those\s|each\s|all\s"
    r"|any\s"
    r"|(?:[a-z.&-]+\s){0,4}[a-z.&-]+(?:'s|s')\s|defendants?\s|plaintiffs?\s|\[?\#?\d{1,4}\]?\s|motions?\b))")
_COMMAND = re.compile(r"\b(?:ordered|orders|adjudged|decreed)\s(?:that\s)?")


class RequestFound(NamedTuple):
    """One request in a window; `kind` is ``None`` where no listed one is named."""

    kind: MotionKind | None
    start: int
    end: int


def has_request(lowered: str, start: int, end: int) -> bool:
    return _REQUEST_BEGINS.search(lowered, start, end) is not None and REQUEST_WORD.search(lowered, start, end) is not None


def find_requests(lowered: str, start: int, end: int) -> list[RequestFound]:
    """Return the requests between two places, in order; one without a word for it where only its kind is named."""
    words = list(REQUEST_WORD.finditer(lowered, start, end))[:12]
    if not words:
        named = find_kind(lowered, start, end)
        return [RequestFound(named.kind if named else None, start, end)]
    if len(words) == 1:
        return _read_one(lowered, start, end)
    edges = [start] + [edge for word in words[1:] if (edge := _edge(lowered, word.start(), start)) is not None]
    edges = sorted(set(edges))
    requests = []
    for place, first in enumerate(edges):
        last = edges[place + 1] if place + 1 < len(edges) else end
        requests += _read_one(lowered, first, last)
    named = [request for request in requests if request.kind is not None]
    return named or requests[:1]


def subject_start(lowered: str, start: int, end: int) -> int:
    """Where the subject of a verb begins, after what the sentence puts in front of it."""
    commands = [match.end() for match in _COMMAND.finditer(lowered, start, end)]
    if commands and REQUEST_WORD.search(lowered, commands[-1], end):
        return commands[-1]
    if _FRONTED.match(lowered, start, end) is None:
        return start
    begins = [match for match in _SUBJECT_BEGINS.finditer(lowered, start, end) if REQUEST_WORD.search(lowered, match.end(), end)]
    return begins[0].end() if begins and not _only_named_before(lowered, start, begins[0].end(), end) else start


def _only_named_before(lowered: str, start: int, at: int, end: int) -> bool:
    """"Having considered the motion to stay (Doc. 3), the motion is granted": named and numbered in front alone."""
    after = REQUEST_WORD.search(lowered, at, end)
    return after is None or (find_kind(lowered, at, end) is None and not re.search(r"\d", lowered[at:end]))


def _edge(lowered: str, at: int, start: int) -> int | None:
    joined = _JOINED.search(lowered, max(start, at - 90), at)
    return joined.start() if joined else None


_DIGIT = re.compile(r"\d")
# "motion for judgment of foreclosure 60": a request that is told, and is none of the listed.
_SPECIFIC = re.compile(r"\s(?:to|for)\s(?!(?:the\s|good\s)?(?:reasons?|cause)\b|which)[a-z]")


def _read_one(lowered: str, first: int, last: int) -> list[RequestFound]:
    word = REQUEST_WORD.search(lowered, first, last)
    named = name_request(lowered, first, last)
    is_told = word is not None and _SPECIFIC.match(lowered, word.end(), last) is not None and _DIGIT.search(lowered, first, last) is not None
    kind = named.kind if named else MotionKind.OTHER if is_told else None
    found = [RequestFound(kind, first, last)]
    if word and word[0].endswith("s") and word[0] != "moves" and named:
        for more in _MORE_KINDS.finditer(lowered, named.end, last):
            other = find_kind(lowered, more.end(), min(last, more.end() + 40))
            if other and (other.kind is not MotionKind.OTHER or other.start - more.end() < 12):
                found.append(RequestFound(other.kind, more.end(), last))
    return found


def name_request(lowered: str, first: int, last: int) -> KindFound | None:
    """The kind named just before the word "motion" of a window, else first after it, else first in the window."""
    word = REQUEST_WORD.search(lowered, first, last)
    if word is None:
        return find_kind(lowered, first, last)
    return _named_before(lowered, first, word) or find_kind(lowered, word.end(), last) or find_kind(lowered, first, word.end())


def _named_before(lowered: str, first: int, word) -> KindFound | None:
    """"Summary judgment motion", "IFP application", "special motion to strike"."""
    at = max(first, word.start() - 40)
    while named := find_kind(lowered, at, word.end()):
        if named.end >= word.start() - 2:
            return named
        at = named.end
    return None
