"""A day that names a sitting or stands beside its name, with no word that governs it."""

import re
from datetime import date, timedelta

from docket.dates_in_text import DateInText
from docket.hearing_changes import find_outcome
from docket.hearing_drafts import Act, Clause, Draft
from docket.hearing_kinds import Noun
from docket.hearing_verbs import Mark, Verb

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?"
_BESIDE = re.compile(rf"[\s:,(-]*(?:on|for|at|date|\d{{1,2}}:\d\d\s?(?:[ap]\.?m\.?)?)?[\s:,(-]*{_WEEKDAY}")
_PASSING = re.compile(r"\b(?:at|during|after|following|since|from|to|in)\s(?:the|a|an|its|our)\s(?:\w+\s){0,2}$")
# What leads from a sitting to its day when no verb does: "on the pending motions, on", "of", "already on the calendar for".
_LEADS_TO = re.compile(rf"[^.;]{{0,110}}?(?:\b(?:on|for|of|at|is|from|beginning|commencing|starting|date|dates)|[,:(]|\d\s?[ap]\.?m\.?,?|^)\s{{0,2}}(?:the\s)?{_WEEKDAY}")
_TIGHT = re.compile(rf"\s?(?:dates?\s)?(?:on|of|for)\s{_WEEKDAY}")
# "the trial date of September 11, 2023 is stricken", "the Thursday, March 9, 2023 telephonic hearing"
_OF = re.compile(r"(?:\sdates?)?\sof\s(?:\w{3,6}day,?\s)?")
_THE = re.compile(r"\b(?:the|its|this|court's|today's)\s(?:\w{3,6}day,?\s)?$")
_ADJECTIVES = re.compile(r",?\s(?:(?:at\s)?\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?,?\s)?(?:(?:telephon\w+|video|zoom|remote|virtual|in-person|further|continued|panel)\s)?")
_ON = re.compile(rf"(?:^|[\s(:])(?:on|for|that)\s{_WEEKDAY}$|^\W*{_WEEKDAY}$")
_YET_TO_BE = re.compile(r"will|shall|must|may|is\sto|are\sto|to\s|can\s")
FOR_PURPOSE = re.compile(r"[^;]{0,60}?\bfor\s(?:an?\s|the\s|its\s|their\s)?(?:\w+\s)?")    # "the case is set on March 9 for a status conference"
_AND = re.compile(r"[\s,&]*(?:at\s[\d:]+\s?[ap]\.?m\.?)?[\s,]*(?:and|&|along\swith|together\swith|as\swell\sas|,)(?:\s[\w'-]+){0,4}\s$")
_GIVEN_UP = ("old ", "former ", "prior ", "previous ")        # "Old hearing date: 12/3/2009"
_LIMITS = re.compile(r"last\sday|deadline|cut-?\s?off|due|no\slater|by\s")
_ACTING = frozenset({Mark.VACATE, Mark.MOVE, Mark.CONTINUE, Mark.SET})
_OBJECT_WITHIN = 150                             # characters from the verb to the sitting: "the Court will hear argument on"


def next_such_day(day: DateInText, date_filed: date) -> date:
    """Return the day meant: a day without a year is the next such day after the filing; a week's grace for late registers."""
    if day.has_year or day.value >= date_filed - timedelta(days=30):
        return day.value
    try:
        return day.value.replace(year=day.value.year + 1)
    except ValueError:
        return day.value


def draft_ungoverned(clause: Clause, nouns: list[Noun], verbs: list[Verb], verb: Verb | None, day: DateInText, floor: int, ceiling: int, last: Draft | None) -> Draft | None:
    """Return what is said of a day that no acting word governs, else ``None``. `verb` is a word such as "filed" or "due" before it."""
    if named := _draft_named_by_day(clause, nouns, verbs, verb, day):
        return named
    if verb is not None:
        if not clause.is_courts:
            return None
        return _draft_mentioned(clause, nouns, verb, day) if verb.mark is Mark.DUE else _draft_beside(clause, nouns, verbs, day, verb.end, None)
    if led := _draft_led_by_day(clause, nouns, verbs, day, ceiling):
        return led
    return _draft_beside(clause, nouns, verbs, day, floor, last)


def _draft_named_by_day(clause: Clause, nouns: list[Noun], verbs: list[Verb], verb: Verb | None, day: DateInText) -> Draft | None:
    """"The March 15, 2023 hearing is vacated"; "for March 28, 2019 Hearing Session" (jpml): a standing sitting named by its day."""
    noun = next((noun for noun in nouns if noun.start >= day.end), None)
    if noun is None or noun.kind is None or not _ADJECTIVES.fullmatch(clause.text, day.end, noun.start):
        return None
    if _THE.search(clause.text, max(clause.start, day.start - 20), day.start):
        if not _is_acted_on(verbs, noun.end) and not _is_to_come(clause, day):
            return None
    elif not _is_to_come(clause, day) or clause.text[day.end] == "," or verb and verb.mark is Mark.DUE:
        return None
    return _standing(clause, noun, day, "day-before-noun")


def _is_acted_on(verbs: list[Verb], after: int) -> bool:
    return any(verb.mark in _ACTING and verb.start >= after for verb in verbs)


def _is_to_come(clause: Clause, day: DateInText) -> bool:
    """The court speaks, and the day is not past: it can only be one on which it will sit."""
    return clause.is_courts and next_such_day(day, clause.date_filed) >= clause.date_filed


def _standing(clause: Clause, noun: Noun, day: DateInText, rule: str) -> Draft:
    return Draft(noun.kind, noun.is_generic, Act.SET, next_such_day(day, clause.date_filed), rule, clause.start, clause.end, noun=noun,
                 date_span=(day.start, day.end), is_standing=True)


def _draft_mentioned(clause: Clause, nouns: list[Noun], verb: Verb, day: DateInText) -> Draft | None:
    """"File a report five days before the conference of March 9": what is due is no sitting, the day that it hangs on is."""
    noun = next((noun for noun in reversed(nouns) if verb.end <= noun.start and noun.end <= day.start), None)
    if noun is None or noun.kind is None or not _TIGHT.fullmatch(clause.text, noun.end, day.start) or not _is_to_come(clause, day):
        return None
    if _LIMITS.match(clause.text, verb.start) and " of " not in clause.text[noun.end:day.start]:
        return None
    return _standing(clause, noun, day, "mentioned-with-day")


def _draft_led_by_day(clause: Clause, nouns: list[Noun], verbs: list[Verb], day: DateInText, ceiling: int) -> Draft | None:
    """"On March 9, 2023, the Court will hold a conference": the day stands first, and what governs it after."""
    if not _ON.search(clause.text, max(clause.start, day.start - 24), day.start):
        return None
    verb = next((verb for verb in verbs if day.end <= verb.start < ceiling and verb.mark not in (Mark.TO, Mark.FROM)), None)
    if verb is None:
        return None
    if verb.mark is Mark.SET and _YET_TO_BE.match(clause.text, verb.start):
        action, value = Act.SET, next_such_day(day, clause.date_filed)
    elif verb.mark in (Mark.HELD, Mark.NOT_HELD) and day.value <= clause.date_filed:
        action, value = Act.HELD if verb.mark is Mark.HELD else Act.NOT_HELD, day.value
    else:
        return None
    noun = next((noun for noun in nouns if day.end <= noun.start < min(ceiling, verb.end + _OBJECT_WITHIN)), None)
    if noun is None or noun.kind is None:
        return None
    return Draft(noun.kind, noun.is_generic, action, value, f"day-before-{verb.mark}", clause.start, clause.end, noun=noun, date_span=(day.start, day.end))


def _draft_beside(clause: Clause, nouns: list[Noun], verbs: list[Verb], day: DateInText, floor: int, last: Draft | None) -> Draft | None:
    """"Status Conference 5/5/2016 at 10:00 AM": return what a noun with a date beside it and no verb says, else ``None``."""
    before = [noun for noun in nouns if floor <= noun.start and noun.end <= day.start]
    if not before or before[-1].kind is None:
        return _draft_for_purpose(clause, nouns, day)
    noun = before[-1]
    if clause.text.endswith(_GIVEN_UP, clause.start, noun.start):
        return None
    if _OF.fullmatch(clause.text, noun.end, day.start) and _is_acted_on(verbs, day.end):
        return _standing(clause, noun, day, "noun-of-day")
    value = next_such_day(day, clause.date_filed)
    if last and last.date_span and last.date_span[1] == floor and last.action not in (Act.SET, Act.REQUESTED) and _AND.fullmatch(clause.text, floor, noun.start):
        return Draft(noun.kind, noun.is_generic, last.action, value, "joined-to-" + last.rule, clause.start, clause.end, noun=noun, date_span=(day.start, day.end))
    is_beside = _BESIDE.fullmatch(clause.text, noun.end, day.start)
    came = find_outcome(clause, nouns, verbs, day.end) if is_beside and day.value <= clause.date_filed else None
    if came:
        action, value = Act.HELD if came is Mark.HELD else Act.NOT_HELD, day.value
    elif clause.is_minutes and day.value <= clause.date_filed:
        if not is_beside or _PASSING.search(clause.text, max(clause.start, noun.start - 40), noun.start):
            return None
        action, value = Act.HELD, day.value
    elif value >= clause.date_filed and (is_beside or (clause.is_courts or _is_acted_on(verbs, day.end)) and _LEADS_TO.fullmatch(clause.text, noun.end, day.start)):
        action = Act.SET
    else:
        return None
    return Draft(noun.kind, noun.is_generic, action, value, "date-beside-noun", clause.start, clause.end, noun=noun,
                 date_span=(day.start, day.end))


def _draft_for_purpose(clause: Clause, nouns: list[Noun], day: DateInText) -> Draft | None:
    """"Counsel are expected on May 5 at 2:00 p.m. for a settlement conference": the sitting stands after its day."""
    noun = next((noun for noun in nouns if noun.start >= day.end), None)
    if noun is None or noun.kind is None or not _is_to_come(clause, day) or not FOR_PURPOSE.fullmatch(clause.text, day.end, noun.start):
        return None
    return Draft(noun.kind, noun.is_generic, Act.SET, next_such_day(day, clause.date_filed), "day-for-purpose", clause.start, clause.end, noun=noun, date_span=(day.start, day.end))
