"""A day that names a sitting or stands beside its name, with no word that governs it."""

import re
from datetime import date, timedelta

from docket.dates_in_text import DateInText
from docket.hearing_drafts import Act, Clause, Draft
from docket.hearing_kinds import Noun
from docket.hearing_verbs import Mark, Verb

_BESIDE = re.compile(r"[\s:,(-]*(?:on|for|at|date|\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?)?[\s:,(-]*(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?")
_PASSING = re.compile(r"\b(?:at|during|after|following|since|from|to|in)\s(?:the|a|an|its|our)\s(?:\w+\s){0,2}$")
# "the trial date of September 11, 2023 is stricken", "the Thursday, March 9, 2023 telephonic hearing"
_OF = re.compile(r"(?:\sdates?)?\sof\s(?:\w{3,6}day,?\s)?")
_THE = re.compile(r"\b(?:the|its|this|court's)\s(?:\w{3,6}day,?\s)?$")
_ADJECTIVES = re.compile(r",?\s(?:(?:at\s)?\d{1,2}:\d\d\s?[ap]\.?m\.?,?\s)?(?:(?:telephon\w+|video|zoom|remote|virtual|in-person)\s)?")
_ACTING = frozenset({Mark.VACATE, Mark.MOVE, Mark.CONTINUE, Mark.SET})


def next_such_day(day: DateInText, date_filed: date) -> date:
    """Return the day meant: a day without a year is the next such day after the filing; a week's grace for late registers."""
    if day.has_year or day.value >= date_filed - timedelta(days=30):
        return day.value
    try:
        return day.value.replace(year=day.value.year + 1)
    except ValueError:
        return day.value


def draft_named_by_day(clause: Clause, nouns: list[Noun], verbs: list[Verb], day: DateInText) -> Draft | None:
    """"The March 15, 2023 hearing is vacated": return the standing sitting that a day names and a later word acts on, else ``None``."""
    noun = next((noun for noun in nouns if noun.start >= day.end), None)
    if noun is None or noun.kind is None or not _ADJECTIVES.fullmatch(clause.text, day.end, noun.start):
        return None
    if not _is_acted_on(verbs, noun.end) or not _THE.search(clause.text, max(clause.start, day.start - 20), day.start):
        return None
    return _standing(clause, noun, day, "day-before-noun")


def _is_acted_on(verbs: list[Verb], after: int) -> bool:
    return any(verb.mark in _ACTING and verb.start >= after for verb in verbs)


def _standing(clause: Clause, noun: Noun, day: DateInText, rule: str) -> Draft:
    return Draft(noun.kind, noun.is_generic, Act.SET, next_such_day(day, clause.date_filed), rule, clause.start, clause.end, noun=noun,
                 date_span=(day.start, day.end), is_standing=True)


def draft_bare(clause: Clause, nouns: list[Noun], verbs: list[Verb], day: DateInText, floor: int) -> Draft | None:
    """"Status Conference 5/5/2016 at 10:00 AM": return what a noun with a date beside it and no verb says, else ``None``."""
    before = [noun for noun in nouns if floor <= noun.start and noun.end <= day.start]
    if not before or before[-1].kind is None:
        return None
    noun = before[-1]
    if _OF.fullmatch(clause.text, noun.end, day.start) and _is_acted_on(verbs, day.end):
        return _standing(clause, noun, day, "noun-of-day")
    if not _BESIDE.fullmatch(clause.text, noun.end, day.start):
        return None
    if _PASSING.search(clause.text, max(clause.start, noun.start - 40), noun.start):
        return None
    value = next_such_day(day, clause.date_filed)
    if clause.is_minutes and day.value <= clause.date_filed:
        action, value = Act.HELD, day.value
    elif value >= clause.date_filed:
        action = Act.SET
    else:
        return None
    return Draft(noun.kind, noun.is_generic, action, value, "date-beside-noun", clause.start, clause.end, noun=noun,
                 date_span=(day.start, day.end))
