"""Forms of the Supreme Court, the courts of appeals and the multidistrict panel.

These courts print few forms, and print them whole: "DISTRIBUTED for Conference of …" and "SET
FOR ARGUMENT on …" (scotus), "CASE calendared: …" and "CASE argued." (ca1), "NOTICE OF ORAL
ARGUMENT on …" (ca9), "ORAL ARGUMENT SCHEDULED for … on …" (ca6); see sources.md 10.4.
"""

import re
from datetime import date

from docket.dates_in_text import DateInText
from docket.hearing_details import find_time_near
from docket.hearing_drafts import Draft
from docket.hearing_people import find_place
from docket.hearing_kinds import HearingType
from docket.hearing_requests import find_argument_request
from docket.vocabulary import HearingAction

_A, _C, _M = HearingType.ORAL_ARGUMENT, HearingType.CONFERENCE_CALENDAR, HearingType.MOTION_HEARING
_NEAR = 90                                       # the form's day stands this near its words
_UNTIL_DATE = r"(?=.{0,80}\d)"
# (rule, pattern, kind, action, needs a date); the day is the first date after the match.
_FORMS = (
    ("argument-off", r"\b(?:submitted|decided|considered|determined)\s(?:on\sthe\sbriefs|without\s(?:oral\s)?argument)\b(?=.{0,12}\bon\s(?:[a-z]{6,9},\s)?[a-z]{3,9}\.?\s\d|.{0,12}\bon\s\d)|\b(?:oral\s)?argument\b[^.;]{0,60}?\b(?:vacated|cancel\w*|removed\sfrom|taken\soff)\b|\bremov(?:ed|ing)\b[^.;]{0,20}\bfrom\s(?:the\s)?(?:oral\s)?argument\scalendar|\b(?:vacat\w+|cancel\w*)\b.{0,30}\b(?:oral\s)?argument\b", _A, HearingAction.VACATED, False),
    ("argument-continued", r"\b(?:oral\s)?argument\b[^.;]{0,60}?\b(?:adjourned|continued|postponed)\sto\b", _A, HearingAction.CONTINUED, True),
    ("scotus-conference", r"\b(?:re)?distributed\sfor\sconference\sof\b", _C, HearingAction.SET, True),
    ("scotus-conference-moved", r"^\W*(?:rescheduled|the\s(?:petition|case|matter)\sis\srescheduled)\W*$", _C, HearingAction.RESET, False),
    ("argument-moved", r"\b(?:(?:oral\s)?argument|case|hearing)\s(?:is\s|has\sbeen\s)?(?:rescheduled|reset|re-?calendared)\s(?:for|to|from|on)\b", _A, HearingAction.RESET, True),
    ("scotus-argument", r"\bset\sfor\s(?:oral\s)?argument\b" + _UNTIL_DATE, _A, HearingAction.SET, True),
    ("argument-set", r"\b(?:oral\s)?argument\s(?:is\s|has\sbeen\s|will\sbe\s)?(?:set|scheduled|calendared|held|heard)\s(?:for|on|to)\b|\bcase\s(?:is\s|has\sbeen\s)?(?:tentatively\s)?(?:calendared|set|scheduled|assigned)\b(?:\sfor\s(?:oral\s)?argument)?" + _UNTIL_DATE
        + r"|\bnotice\sof\s(?:oral\sargument|hearing|calendar\w*)\b.{0,40}?\b(?:on|for)\b|\boral\sargument:\s|\bcalendared\sfor\s(?:oral\s)?argument\b|\bcase\scalendaring\b|\b(?:placed\son|assigned\sto)\s(?:the\s)?(?:\w+\s)?calendar\b|\b(?:scheduling|sets?|setting)\s(?:the\s)?(?:case\sfor\s)?(?:oral\s)?argument\b|^\W*calendared\s(?:for|on)\b", _A, HearingAction.SET, True),
    ("argued", r"^\W*(?:case\s|cause\s|appeal\s|oral\s)?argu(?:ed|ment\s(?:was\s)?(?:held|heard))\b|^\W*argued\sand\ssubmitted\b|\boral\sargument\s(?:was\s)?(?:held|heard|conducted)\b|\bcase\sargued\b|^\W*case,?\s(?!\w+\sto\sbe).{0,90}?\bheard\b", _A, HearingAction.HELD, False),
)
_MASTER = tuple((rule, re.compile(pattern, re.IGNORECASE | re.DOTALL), kind, action, needs) for rule, pattern, kind, action, needs in _FORMS)
_TENTATIVE = re.compile(r"being\sconsidered\sfor|dates\sof\sunavailability|tentative(?:ly)?\scalendar|oral\sargument\sstatement", re.IGNORECASE)
_BY_PARTY = re.compile(r"^\W*(?:filed\s+(?:\(ECF\)\s+)?(?:appell\w+|petitioner|respondent|amicus)|motion|letter|brief|reply|response|acknowledg|designation|notice\sof\sappearance|appearance|petition|transcript|opposed|unopposed|joint|appellant|appellee)", re.IGNORECASE)
_PLACES = (
    re.compile(r"(?P<room>Courtroom\s\w+)\s-\sScheduled\sLocation:\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"),
    re.compile(r"\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z]{2})\s(?P<room>(?:Panel|En\sBanc|\w+)\sCourtroom)"),
    re.compile(r",\sin\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z][a-z]+)(?P<room>)"),
)
_MOTION = re.compile(r"^\W*(?:(?:filed\s+)?(?:\([\w ]+\)\s+)?(?:appell\w+|petitioners?|respondents?)\b[^;]{0,120}?\b(?:motion|letter|request)|motion|unopposed|joint|letter|stipulation|opposed|appell\w+'?s?\smotion|request)\b.{0,160}?\b(?:(?:continue|adjourn|postpone|reschedule|re-?calendar|expedite|for|to\sset|to\shold|requesting)\b.{0,30}?\b(?:oral\s)?argument)", re.IGNORECASE | re.DOTALL)
_NOT_ASKED = re.compile(r"\bdivided\sargument|\b(?:participate|appear|argue|time)\b.{0,25}\b(?:oral\s)?argument|submit|waive|without", re.IGNORECASE)


def find_appellate(text: str, dates: list[DateInText], date_filed: date) -> list[Draft]:
    """Return what an entry of a court of appeals or of the Supreme Court reports."""
    head = text[:400]
    if _TENTATIVE.search(head):
        return []
    if _BY_PARTY.match(text) and "distributed" not in head.lower():
        return _find_request(text) or find_argument_request(text)
    found: list[Draft] = []
    for rule, pattern, kind, action, needs_date in _MASTER:
        match = pattern.search(text)
        if match is None or any(draft.kind is kind for draft in found):
            continue
        day = next((day for day in dates if match.start() <= day.start <= match.end() + _NEAR), None)
        if day is None and (needs_date or action is HearingAction.VACATED):
            continue
        draft = Draft(kind, False, action, day.value if day else None, rule, match.start(), min(len(text), match.end() + _NEAR))
        if action is HearingAction.HELD:
            draft.date = day.value if day and re.search(r"\bon\s[^.;]{0,12}$", text[match.start():day.start]) else date_filed
        elif day:
            draft.date_span = (day.start, day.end)
            _read_time(text, draft)
        if action in (HearingAction.RESET, HearingAction.CONTINUED) and day:
            _read_move(text, dates, match, draft)
        _read_place(text, draft)
        found.append(draft)
    return found


def _read_move(text: str, dates: list[DateInText], match, draft: Draft) -> None:
    near = [day for day in dates if match.start() <= day.start <= match.end() + 2 * _NEAR]
    if len(near) > 1 and near[0].end <= match.end():
        draft.prior_date, draft.date, draft.date_span = near[0].value, near[1].value, (near[1].start, near[1].end)
    elif len(near) > 1 and re.search(r"\bfrom\s[^.;]{0,14}$", text[match.start():near[0].start]):
        draft.prior_date, draft.date, draft.date_span = near[0].value, near[1].value, (near[1].start, near[1].end)


def _read_time(text: str, draft: Draft) -> None:
    if found := find_time_near(text, draft.date_span, len(text), draft.start):
        draft.fields["time"], draft.spans["time"] = found[0], (found[1], found[2])


def _read_place(text: str, draft: Draft) -> None:
    for pattern in _PLACES:
        if match := pattern.search(text, draft.start, draft.end + 40):
            draft.fields["location"] = ", ".join(part for part in (match["room"], match["city"]) if part)
            draft.spans["location"] = (match.start("city"), match.end("city"))
            return
    if draft.date_span and (found := find_place(text, draft.date_span[1], min(len(text), draft.date_span[1] + _NEAR))):
        draft.fields["location"], draft.spans["location"] = found[0], (found[1], found[2])


def _find_request(text: str) -> list[Draft]:
    match = _MOTION.match(text)
    if match is None or _NOT_ASKED.search(match[0]):
        return []
    return [Draft(_A, False, HearingAction.REQUESTED, None, "argument-request", match.start(), match.end())]
