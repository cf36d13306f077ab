"""What a motion requests: kinds of motions and rulings, the words for them, whether an entry is a motion.

The words after "motion", "application" or "petition" name the request. Where they name several
("extension of time to oppose the motion for summary judgment"), the first decides.
"""

import re
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from docket.text.phrases import Cues, Matcher
from docket.text.prepared import PreparedText, once

# Kinds of motions and rulings, with the labeling guide's names.
MotionKind = StrEnum(
    "MotionKind",
    """
    DISMISS ANTI_SLAPP JUDGMENT_ON_PLEADINGS SUMMARY_JUDGMENT REMAND TRANSFER COMPEL CONSOLIDATE
    CLASS_CERTIFICATION INTERVENE DEFAULT_JUDGMENT ATTORNEY_FEES AMICUS_LEAVE STAY
    PRELIMINARY_INJUNCTION TRO EXTENSION_OF_TIME ADJOURN SEAL PRO_HAC_VICE WITHDRAW_COUNSEL
    IN_FORMA_PAUPERIS AMEND RECONSIDERATION CERTIFY_APPEAL CERT_PETITION CERT JUDGMENT VERDICT MANDATE
    APPEAL_DISPOSITION OTHER
    """,
)


class KindFound(NamedTuple):
    """A kind of request and the place where it is named."""

    kind: MotionKind
    start: int
    end: int


_KINDS = {kind.value: kind for kind in MotionKind}
_NAMES = Matcher("motions", *MotionKind)


def find_kind(lowered: str, start: int = 0, end: int | None = None) -> KindFound | None:
    """Return the first kind named between two offsets of a lower-case text, or None if it names no listed
    request."""
    tag = _NAMES.first(lowered, start, len(lowered) if end is None else end)
    return KindFound(_KINDS[tag.name], tag.start, tag.end) if tag else None


_JOINED = re.compile(
    r"(?:\s(?:order|proceedings|discovery))?(?:/|\s(?:and|or|and/or|&)\s)"
    r"(?:alternatively,?\s|in\sthe\salternative,?\s)?(?:an?\s|the\s|to\s|for\s)?"
)


def find_joined(lowered: str, named: KindFound, end: int) -> KindFound | None:
    """Return the kind right after another: "for a temporary restraining order and preliminary injunction".

    None if it is not a listed kind, and for "Vacate/Set Aside/Correct".
    """
    joint = _JOINED.match(lowered, named.end, end)
    other = _NAMES.match(lowered, joint.end(), end) if joint else None
    if other is None or other.name in (named.kind, MotionKind.OTHER, MotionKind.AMEND):
        return None
    return KindFound(_KINDS[other.name], other.start, other.end)


READ_UP_TO = 10_000  # characters; the longest entry in the corpus has 1,500
_CUES = Cues("motions")
_LETTERS = re.compile(r"[A-Za-z\d]")
_SHOUTED = re.compile(r"[A-Z*][A-Z/*-]{2,}(?=[\s,*])")  # a clerk's prefix: "SEALED", "ECF"
_ASIDE = re.compile(r"(?:\(s\))?,?\s?(?:\([\w\s,-]{1,60}\)\s)?")
# "MOTION by Defendant X for extension of time" (ilnd), "LETTER MOTION addressed to Judge Roe re: to stay" (nysd).
_BY_WHOM = re.compile(
    r"\s(?:\[\d+\]\s)?(?:filed\s)?(?:by|of(?=\s(?-i:[A-Z])))\s(?:(?!\bfiled\b)[^;()\[]){2,160}?\s(?=(?:for|to)\s)"
    r"|.{0,60}?\baddressed\sto\s[^;]{0,160}?\sre:\s",
    re.IGNORECASE,
)
# Another request in the same paper: "; MOTION to", "and for", "or, in the alternative, to".
_ANOTHER = re.compile(
    r"(?:[,;.]|\b(?:and/or|and|or)\b)[\s,]{0,9}(?:(?:in\sthe\salternative|alternatively|and|or|also|joint|cross)"
    r"[\s,-]{1,9}){0,3}(?:(?P<word>motion|application)\s(?=(?:to|for|of|in)\b)|(?=(?:to|for)\s))",
    re.IGNORECASE,
)
_NOT_JUST_EVENT = re.compile(r"[:;]|\b(?:order|hearing|granted|denied|moot|notice|minutes?)\b")
_MUST = re.compile(r"\b(?:must|should|ought\sto|to|be)\s$")  # the movant's wish
_MOST_LEADS = 9  # words that say who makes the request and how
_TO_LEAD = 40  # characters other than letters and digits, between two such words
_NAME_WITHIN = 400  # characters after "motion" within which its name ends, or it is said to be decided
_LONGEST_EVENT = 70  # characters: the longest event name seen has 52
_HEAD_UP_TO = 700  # characters before the end of the word "motion", at most


class MotionFound(NamedTuple):
    """A request that an entry makes, with its place and the rule that read it."""

    kind: MotionKind
    start: int
    end: int
    rule: str


@once
def find_motions(entry: PreparedText) -> tuple[MotionFound, ...]:
    """Return the motions that this entry makes, one for each kind requested, in the order of the text."""
    if by := entry.caption:
        motions = find_motions(entry.body)
        return tuple(each._replace(start=each.start + by, end=each.end + by) for each in motions)
    head = entry.lowered[:_HEAD_UP_TO]
    first = _next_word(head, 0)
    # Feeds print only the register's event name: "Dismiss for Failure to State a Claim", "Compel".
    event = _CUES.event.match(head, first) if len(entry.printed) <= _LONGEST_EVENT else None
    if event and not _NOT_JUST_EVENT.search(head):
        return (_name(head, event.start(), len(head), *event.span(), "event"),)
    if _CUES.no_motion.match(head, first) or not _CUES.asks.search(head):
        return ()
    start = entry.up_to(READ_UP_TO)
    text, lowered = start.plain, start.lowered
    if named := _find_head(text, lowered):
        return _name_kinds(text, lowered, *named)
    letter = _CUES.letter.match(lowered, first)
    asks = _CUES.letter_asks.search(lowered, letter.end(), letter.end() + 300) if letter else None
    if asks is None:
        return ()
    return (_name(lowered, max(0, asks.end() - 60), asks.end(), first, asks.end(), "letter"),)


def _name(lowered: str, first: int, last: int, start: int, end: int, rule: str) -> MotionFound:
    """Return a motion with the span `start`–`end`; its kind is the first named between `first` and `last`."""
    named = find_kind(lowered, first, last)
    return MotionFound(named.kind if named else MotionKind.OTHER, start, end, rule)


def _next_word(text: str, at: int) -> int:
    match = _LETTERS.search(text, at, at + _TO_LEAD)
    return match.start() if match else len(text)


def _find_head(text: str, lowered: str) -> tuple[int, int] | None:
    """Return the span of the word that names the request, after "Joint", "Defendant's", "SEALED", "Sixth"."""
    at = lowered.find("]", 0, 30) + 1 if lowered.lstrip(" *-").startswith("[") else 0
    for _ in range(_MOST_LEADS):
        at = _next_word(text, at)
        if word := _CUES.motion_word.match(lowered, at):
            return word.span()
        lead = _CUES.qualifier.match(lowered, at) or _CUES.owner.match(lowered, at)
        if lead is None and not _CUES.paper.match(lowered, at):
            lead = _SHOUTED.match(text, at)
        if lead is None:
            return None
        at = lead.end()
    return None


def _name_kinds(text: str, lowered: str, start: int, after: int) -> tuple[MotionFound, ...]:
    """Return what is requested after the word "motion", one motion for each kind."""
    aside = _ASIDE.match(text, after)
    if aside and _CUES.not_a_motion.match(lowered, aside.end()):
        return ()
    # a register line that begins with the motion and ends with the ruling: "Motion … Granted."
    decided = _CUES.decided.search(lowered, after, after + _NAME_WITHIN)
    if decided and not _MUST.search(lowered, 0, decided.start()):
        return ()
    if by := _BY_WHOM.match(text, after):
        start = after = by.end()
    name_end = _CUES.name_ends.search(lowered, after)
    end = min(name_end.start() if name_end else len(text), after + _NAME_WITHIN)
    others = _ANOTHER.finditer(text, after, end)
    places = [(start, True), *((other.end(), other["word"] is not None) for other in others)]
    by_kind: dict[MotionKind, MotionFound] = {}
    for (first, is_motion), (last, _) in pairwise([*places, (end, False)]):
        named = find_kind(lowered, first, last)
        if named is None and (not is_motion or (last < end and last - first < 15)):
            continue  # "MOTION, to withdraw as counsel": ca2 puts a comma after the word
        kind, stop = (named.kind, named.end) if named else (MotionKind.OTHER, last)
        by_kind.setdefault(kind, MotionFound(kind, first, stop, "motion-head"))
        if named and (joined := find_joined(lowered, named, end)):
            by_kind.setdefault(joined.kind, MotionFound(joined.kind, first, joined.end, "motion-head"))
    return tuple(by_kind.values())
