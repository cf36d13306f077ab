"""The docket numbers that a ruling answers, as an entry prints them."""

import re

from docket.ruling_words import BARE_AFTER, BRACKETED, LABELLED, NUMBERED, OTHER_PAPER, TERMINATED, TRAILING

_BEFORE_VERB = re.compile(r"[A-Za-z)\]]\s\[?\(?\#?(?P<n>\d{1,4})(?P<more>)[\])]?,?\s(?:and\s)?(?:is|are|be)?\s?(?:hereby\s)?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,4}")
_LARGEST, _FAR = 9999, 1500
_REFERRED = re.compile(
    r"(?:\bre:?;?|\bsee|\bregarding|\brule|\bcounts?|\bexhibits?|\bparagraphs?|\bcourtroom|\broom|\bfrcp|\bin"
    r"|\bto)\s\[?$", re.IGNORECASE)


def find_answers(text: str, verb, first: int, last: int, is_active: bool) -> tuple[int, ...]:
    """Return the numbers in the words around one verb: of its object, its subject, and of motions ended with it."""
    start, end = (verb.end(), last) if is_active else (first, max(verb.start(), first))
    numbers = set()
    if is_active and (bare := BARE_AFTER.match(text[verb.end():last])):
        numbers |= _read(bare)
    for pattern in (NUMBERED, LABELLED, BRACKETED):
        for match in pattern.finditer(text, start, end):
            if not OTHER_PAPER.match(text[match.end():match.end() + 60]) and not _is_reference(text, match, pattern):
                numbers |= _read(match)
    if not is_active and (near := _BEFORE_VERB.search(text[first:verb.start()])):
        numbers |= _read(near)
    if ended := TERMINATED.search(text, first, first + _FAR):
        numbers |= {number for match in LABELLED.finditer(ended[0]) for number in _read(match)}
    if not is_active:                            # "is GRANTED (Doc. 12)"
        for pattern in (LABELLED, BRACKETED):
            numbers |= {number for match in pattern.finditer(text, verb.end(), min(last, verb.end() + 30)) for number in _read(match)}
    if not numbers:
        numbers |= _named_at_head(text)
    if not numbers and (trailing := TRAILING.search(text, start, start + _FAR)):
        numbers |= _read(trailing)
    return tuple(sorted(numbers))


_ABOUT_ANOTHER = re.compile(r"\b(?:respon\w+|reply|opposition|oppose|objections?|support|answer)\s(?:to|of|in)\s(?:the\s)?\[?$", re.IGNORECASE)
_NO_NUMBER = re.compile(
    r"\b(?:rules?|counts?|frcp|courtroom|title|phase|group|day|exhibits?|no|age|(?:jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec)[a-z]*)\.?\s$|,\s(?=$)(?<=\d,\s)$", re.IGNORECASE)


_AT_HEAD = re.compile(
    r"^[\s\S]{0,260}?\b(?:re:?|on|as\sto|regarding)[\s:]+\[?(?P<n>\d{1,4})\]?(?P<more>(?:(?:,\s|\s(?:and"
    r"|&)\s)\[?\d{1,4}\]?)*)\s(?:(?:joint|consent|unopposed|first|proposed|ex\sparte)\s)*?(?:letter|motion"
    r"|application|request|stipulation|first|second)", re.IGNORECASE)


def _named_at_head(text: str) -> set[int]:
    """"MEMO ENDORSEMENT on re: 30 Letter": what the whole entry is about."""
    named = _AT_HEAD.match(text)
    return _read(named) if named else set()


def _is_reference(text: str, match, pattern) -> bool:
    """"re 49 Order", "Rule 12": a number that is named in passing. "re 8 Motion" counts."""
    before = text[max(0, match.start() - 14):match.start()]
    if pattern is NUMBERED:
        return _NO_NUMBER.search(before) is not None or _ABOUT_ANOTHER.search(text[max(0, match.start() - 30):match.start()]) is not None
    return _REFERRED.search(before) is not None


def _read(match) -> set[int]:
    numbers = {int(match["n"])} | {int(digits) for digits in _DIGITS.findall(re.sub(r"-\d+", "", match["more"] or ""))}
    return {number for number in numbers if 0 < number <= _LARGEST and not 1950 <= number <= 2049}
