"""Forms of the Supreme Court, the courts of appeals and the multidistrict panel.

These courts print few forms, and print them whole: "DISTRIBUTED for Conference of …" and "SET
FOR ARGUMENT on …" (scotus), "CASE calendared: …" and "CASE argued." (ca1), "NOTICE OF ORAL
ARGUMENT on …" (ca9), "ORAL ARGUMENT SCHEDULED for … on …" (ca6); see sources.md 10.4.
"""

import re
from datetime import date

from docket.dates_in_text import DateInText, find_dates_between, find_times
from docket.hearing_details import find_time_near
from docket.hearing_drafts import Act, Draft
from docket.hearing_people import find_place
from docket.hearing_kinds import HearingType
from docket.hearing_requests import find_argument_request

_A, _C, _M = HearingType.ORAL_ARGUMENT, HearingType.CONFERENCE_CALENDAR, HearingType.MOTION_HEARING
_HEAD = 400                                      # the part of an entry that says what it is
_NEAR = 90                                       # the form's day stands this near its words
_UNTIL_DATE = r"(?=.{0,80}\d)"
_ORAL = "oral "
# (rule, kind, action, needs a date, patterns). The leftmost match of a form counts, and the day is the first date after its
# start. Each pattern stands beside letters that it needs, and begins with plain letters: both make a search fast.
_FORMS = (
    ("argument-off", _A, Act.VACATED, False, (
        ("on the briefs", r"(?:submitted|decided|considered|determined)\son\sthe\sbriefs\b(?=.{0,12}\bon\s(?:[a-z]{6,9},\s)?[a-z]{3,9}\.?\s\d|.{0,12}\bon\s\d)"),
        ("argument", r"(?:submitted|decided|considered|determined)\swithout\s(?:oral\s)?argument\b(?=.{0,12}\bon\s(?:[a-z]{6,9},\s)?[a-z]{3,9}\.?\s\d|.{0,12}\bon\s\d)"),
        ("argument", r"argument\b[^.;]{0,60}?\b(?:vacated|cancel\w*|removed\sfrom|taken\soff)\b"),
        ("argument calendar", r"remov(?:ed|ing)\b[^.;]{0,20}\bfrom\s(?:the\s)?(?:oral\s)?argument\scalendar"),
        ("argument", r"vacat\w+\b.{0,30}\bargument\b"), ("argument", r"cancel\w*\b.{0,30}\bargument\b"))),
    ("argument-continued", _A, Act.CONTINUED, True, (("argument", r"argument\b[^.;]{0,60}?\b(?:adjourned|continued|postponed)\sto\b"),)),
    ("scotus-conference", _C, Act.SET, True, (("for conference of", r"(?:re)?distributed\sfor\sconference\sof\b"),)),
    ("scotus-conference-moved", _C, Act.RESET, False, (
        ("rescheduled", r"\A\W*(?:rescheduled|the\s(?:petition|case|matter)\sis\srescheduled)\W*\Z"),)),
    ("argument-moved", _A, Act.RESET, True, tuple(
        (letters, r"(?:argument|case|hearing)\s(?:is\s|has\sbeen\s)?(?:rescheduled|reset|re-?calendared)\s(?:for|to|from|on)\b")
        for letters in ("rescheduled", "reset", "calendared"))),
    ("scotus-argument", _A, Act.SET, True, (("argument", r"set\sfor\s(?:oral\s)?argument\b" + _UNTIL_DATE),)),
    ("argument-set", _A, Act.SET, True, (
        ("argument", r"argument\s(?:is\s|has\sbeen\s|will\sbe\s)?(?:set|scheduled|calendared|held|heard)\s(?:for|on|to)\b"),
        ("case ", r"case\s(?:is\s|has\sbeen\s)?(?:tentatively\s)?(?:calendared|set|scheduled|assigned)\b(?:\sfor\s(?:oral\s)?argument)?" + _UNTIL_DATE),
        ("notice of", r"notice\sof\s(?:oral\sargument|hearing|calendar\w*)\b.{0,40}?\b(?:on|for)\b"),
        ("oral argument:", r"oral\sargument:\s"), ("calendared for", r"calendared\sfor\s(?:oral\s)?argument\b"), ("case calendaring", r"case\scalendaring\b"),
        ("calendar", r"(?:placed\son|assigned\sto)\s(?:the\s)?(?:\w+\s)?calendar\b"),
        ("argument", r"(?:scheduling|sets?|setting)\s(?:the\s)?(?:case\sfor\s)?(?:oral\s)?argument\b"),
        ("calendared", r"\A\W*calendared\s(?:for|on)\b"))),
    ("argued", _A, Act.HELD, False, (
        ("argu", r"\A\W*(?:case\s|cause\s|appeal\s|oral\s)?argu(?:ed|ment\s(?:was\s)?(?:held|heard))\b"), ("argument", r"oral\sargument\s(?:was\s)?(?:held|heard|conducted)\b"),
        ("case argued", r"case\sargued\b"), ("heard", r"\A\W*case,?\s(?!\w+\sto\sbe).{0,90}?\bheard\b"))),
)


def _finder(pattern: str):
    compiled = re.compile(pattern, re.DOTALL)
    return compiled.match if pattern.startswith(r"\A") else compiled.search


_FINDERS = tuple((*form[:4], tuple((letters, _finder(pattern)) for letters, pattern in form[4])) for form in _FORMS)
_TENTATIVE = re.compile(r"being\sconsidered\sfor|dates\sof\sunavailability|tentative(?:ly)?\scalendar|oral\sargument\sstatement")
_BY_PARTY = re.compile(r"\W*(?:filed\s+(?:\(ecf\)\s+)?(?:appell\w+|petitioner|respondent|amicus)|motion|letter|brief|reply|response|acknowledg|designation|notice\sof\sappearance|appearance|petition|transcript|opposed|unopposed|joint|appellant|appellee)")
_ON, _FROM = re.compile(r"\bon\s[^.;]{0,12}$"), re.compile(r"\bfrom\s[^.;]{0,14}$")
_BEGINS = re.compile(r"arguments?\sbegins?:?\s")   # ca4: "Registration Time: 8:45 - 9:00. Daily Arguments Begin: 9:30"
_PLACES = (
    re.compile(r"(?P<room>Courtroom\s\w+)\s-\sScheduled\sLocation:\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"),
    re.compile(r"\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z]{2})\s(?P<room>(?:Panel|En\sBanc|\w+)\sCourtroom)"),
    re.compile(r",\sin\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z][a-z]+)(?P<room>)"),
)
_MOTION = re.compile(r"\W*(?:(?:filed\s+)?(?:\([\w ]+\)\s+)?(?:appell\w+|petitioners?|respondents?)\b[^;]{0,120}?\b(?:motion|letter|request)|motion|unopposed|joint|letter|stipulation|opposed|appell\w+'?s?\smotion|request)\b.{0,160}?\b(?:(?:continue|adjourn|postpone|reschedule|re-?calendar|expedite|for|to\sset|to\shold|requesting)\b.{0,30}?\b(?:oral\s)?argument)", re.DOTALL)
_NOT_ASKED = re.compile(r"\bdivided\sargument|\b(?:participate|appear|argue|time)\b.{0,25}\b(?:oral\s)?argument|submit|waive|without")


def find_appellate(text: str, lowered: str, date_filed: date) -> list[Draft]:
    """Return what an entry of a court of appeals or of the Supreme Court reports, from its silenced text in both forms."""
    head = lowered[:_HEAD]
    if _BY_PARTY.match(head) and "distributed" not in head:
        return [] if _TENTATIVE.search(head) else _find_request(lowered) or find_argument_request(lowered)
    forms = [(form, place) for form in _FINDERS if (place := _find_form(lowered, form[4]))]
    if not forms or _TENTATIVE.search(head):
        return []
    dates = find_dates_between(lowered, 0, len(lowered), date_filed.year)
    found: list[Draft] = []
    for (rule, kind, action, needs_date, _), (start, end) in forms:
        near = [day for day in dates if start <= day.start <= end + 2 * _NEAR]
        day = near[0] if near and near[0].start <= end + _NEAR else None
        if any(draft.kind is kind for draft in found) or day is None and (needs_date or action is Act.VACATED):
            continue
        draft = Draft(kind, False, action, day.value if day else None, rule, start, min(len(text), end + _NEAR))
        if action is Act.HELD:
            draft.date = day.value if day and _ON.search(lowered, start, day.start) else date_filed
        elif day:
            draft.date_span = (day.start, day.end)
            _read_time(lowered, draft)
        if action in (Act.RESET, Act.CONTINUED) and len(near) > 1:
            _read_move(lowered, near, start, end, draft)
        _read_place(text, draft)
        found.append(draft)
    return found


def _find_form(lowered: str, finders) -> tuple[int, int] | None:
    """The place of the leftmost match of a form; "oral" before "argument" belongs to it."""
    matches = [match for letters, find in finders if letters in lowered and (match := find(lowered))]
    if not matches:
        return None
    start, end = min((match.span() for match in matches), key=lambda span: span[0])
    return (start - len(_ORAL) if lowered.startswith(_ORAL, max(0, start - len(_ORAL))) and lowered.startswith("argument", start) else start), end


def _read_move(lowered: str, near: list[DateInText], start: int, end: int, draft: Draft) -> None:
    """Two days of a move: the one given up stands within the form, or after "from"."""
    if near[0].end <= end or _FROM.search(lowered, start, near[0].start):
        draft.prior_date, draft.date, draft.date_span = near[0].value, near[1].value, (near[1].start, near[1].end)


def _read_time(text: str, draft: Draft) -> None:
    begins = _BEGINS.search(text, draft.date_span[1], draft.date_span[1] + 2 * _NEAR)
    clocks = find_times(text, begins.end(), begins.end() + 12) if begins else []
    if clocks:
        draft.fields["time"], draft.spans["time"] = clocks[0].value, (clocks[0].start, clocks[0].end)
    elif found := find_time_near(text, draft.date_span, len(text), draft.start):
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
    return [Draft(_A, False, Act.REQUESTED, None, "argument-request", match.start(), match.end())]
