"""Sittings named together: two kinds on one day, or each with a day of its own."""

import re

from docket.dates_in_text import DateInText
from docket.hearing_days import next_such_day
from docket.hearing_drafts import Clause, Draft
from docket.hearing_kinds import Noun

_JOINED = re.compile(r"\s*(?:,|/|&|and|,\sand|as\swell\sas|,\s&)\s*(?:an?\s|the\s)?(?:(?:preliminary|final|initial|further)\s)?")
_AND_DAY = re.compile(r"(?:,?\sat\s[\d:]+\s?[ap]\.?m\.?)?\s?(?:,|and|&|,\sand)\s(?:\w{6,9},\s)?")


def _joined_days(clause: Clause, dates: list[DateInText], draft: Draft) -> list[DateInText]:
    if draft.date_span is None or draft.prior_date:
        return []
    days = [day for day in dates if day.start >= draft.date_span[0]]
    for place in range(1, len(days)):
        if not _AND_DAY.fullmatch(clause.text, days[place - 1].end, days[place].start):
            return days[:place]
    return days


def split_joined(clause: Clause, nouns, drafts: list[Draft], dates: list[DateInText]) -> list[Draft]:
    """"Plea and Sentencing set for": one draft for each noun that is joined to the noun read."""
    result = []
    for draft in drafts:
        joined = _joined_nouns(clause, nouns, draft.noun)
        days = _joined_days(clause, dates, draft) if joined else []
        if len(days) == len(joined) + 1 > 1:         # "conference and trial dates of 5/4/2015 and 5/18/2015": each has its own
            for noun, day in zip(sorted([*joined, draft.noun]), days, strict=True):
                result.append(Draft(noun.kind, noun.is_generic, draft.action, next_such_day(day, clause.date_filed), draft.rule, draft.start, draft.end,
                                    None, noun, (day.start, day.end), draft.is_weak, draft.is_standing))
            continue
        for noun in joined:
            if noun.kind and noun.kind is not draft.kind and not noun.is_generic and not draft.is_generic:
                twin = Draft(noun.kind, False, draft.action, draft.date, draft.rule, draft.start, draft.end, draft.prior_date, noun,
                             draft.date_span, draft.is_weak, draft.is_standing)
                result.append(twin)
        result.append(draft)
    return result


def _joined_nouns(clause: Clause, nouns, noun: Noun | None) -> list[Noun]:
    if noun is None or noun not in nouns:
        return []
    joined, at = [], nouns.index(noun)
    for later in range(at + 1, len(nouns)):
        if not _JOINED.fullmatch(clause.text, nouns[later - 1].end, nouns[later].start):
            break
        joined.append(nouns[later])
    while at > 0 and _JOINED.fullmatch(clause.text, nouns[at - 1].end, nouns[at].start):
        at -= 1
        joined.insert(0, nouns[at])
    return joined
