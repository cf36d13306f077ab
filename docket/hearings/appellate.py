"""Forms of the Supreme Court, the courts of appeals and the multidistrict panel.

These courts print few forms, and print them whole: "DISTRIBUTED for Conference of …" and "SET
FOR ARGUMENT on …" (scotus), "CASE calendared: …" and "CASE argued." (ca1), "NOTICE OF ORAL
ARGUMENT on …" (ca9), "ORAL ARGUMENT SCHEDULED for … on …" (ca6); see sources.md 10.4.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from docket.hearings.details import find_place, find_time_near
from docket.hearings.draft import Act, Draft
from docket.hearings.govern import next_such_day
from docket.hearings.requests import find_argument_request
from docket.hearings.tags import HearingType
from docket.text.dates import DateInText, find_dates_between, find_times

_A, _C, _M = HearingType.ORAL_ARGUMENT, HearingType.CONFERENCE_CALENDAR, HearingType.MOTION_HEARING
_HEAD = 400  # the part of an entry that says what it is
_NEAR = 90  # the form's day stands this near its words
_UNTIL_DATE = r"(?=.{0,80}\d)"
_ORAL = "oral "
# (rule, kind, action, needs a date, patterns). The leftmost match of a form counts, and the day is the first
# date after its start. Each pattern stands beside letters that it needs, and begins with plain letters: both
# make a search fast.
_FORMS = (
    (
        "argument-off",
        _A,
        Act.VACATED,
        False,
        (
            (
                "on the briefs",
                (
                    r"(?:submitted|decided|considered|determined)\son\sthe\sbriefs\b(?=.{0,12}\bon\s"
                    r"(?:[a-z]{6,9},\s)?[a-z]{3,9}\.?\s\d|.{0,12}\bon\s\d)"
                ),
            ),
            (
                "without",
                (
                    r"(?:submitted|decided|considered|determined|submission)\swithout\s(?:oral\s"
                    r")?argument\b(?=.{0,12}\bon\s(?:[a-z]{6,9},\s)?[a-z]{3,9}\.?\s\d|.{0,12}\bon\s\d)"
                ),
            ),
            ("argument", r"argument\b[^.;]{0,60}?\b(?:vacated|cancel\w*|removed\sfrom|taken\soff)\b"),
            (
                "argument calendar",
                r"remov(?:ed|ing)\b[^.;]{0,20}\bfrom\s(?:the\s)?(?:oral\s)?argument\scalendar",
            ),
            ("argument", r"vacat\w+\b.{0,30}\bargument\b"),
            ("argument", r"cancel\w*\b.{0,30}\bargument\b"),
        ),
    ),
    (
        "argument-off-on-day",
        _A,
        Act.VACATED,
        True,
        (
            (
                "without",
                r"submitted\b[^;]{0,90}?\bon\s(?=[a-z]{3,9}\.?\s\d|\d)(?=[^;]{0,30}\bwithout\s(?:oral\s)?argument)",
            ),
        ),
    ),
    (
        "argument-continued",
        _A,
        Act.CONTINUED,
        True,
        (("argument", r"argument\b[^.;]{0,60}?\b(?:adjourned|continued|postponed)\sto\b"),),
    ),
    (
        "scotus-conference",
        _C,
        Act.SET,
        True,
        (("for conference of", r"(?:re)?distributed\sfor\sconference\sof\b"),),
    ),
    (
        "scotus-conference-moved",
        _C,
        Act.RESET,
        False,
        (
            (
                "for conference of",
                r"(?:rescheduled|redistributed\sand\srescheduled)\sfor\s(?:the\s)?conference\sof\b",
            ),
            ("rescheduled", r"\A\W*(?:rescheduled|the\s(?:petition|case|matter)\sis\srescheduled)\W*\Z"),
        ),
    ),
    (
        "argument-moved",
        _A,
        Act.RESET,
        True,
        tuple(
            (
                letters,
                (
                    r"(?:(?:argument|case|hearing)\s(?:is\s|has\sbeen\s)?(?:rescheduled|reset"
                    r"|re-?calendared)\s(?:for|to|from|on)\b|\bis\s(?:rescheduled"
                    r"|reset)\sfor\s(?:oral\s)?argument\son\b)"
                ),
            )
            for letters in ("rescheduled", "reset", "calendared")
        ),
    ),
    ("scotus-argument", _A, Act.SET, True, (("argument", r"set\sfor\s(?:oral\s)?argument\b" + _UNTIL_DATE),)),
    (
        "argument-set",
        _A,
        Act.SET,
        True,
        (
            (
                "argument",
                r"argument\s(?:is\s|has\sbeen\s|will\sbe\s)?(?:set|scheduled|calendared|held|heard)\s(?:for|on|to)\b",
            ),
            (
                "case ",
                (
                    r"case\s(?:is\s|has\sbeen\s)?(?:tentatively\s)?(?:calendared|set|scheduled"
                    r"|assigned)\b(?:\sfor\s(?:oral\s)?argument)?"
                )
                + _UNTIL_DATE,
            ),
            ("notice of", r"notice\sof\s(?:oral\sargument|hearing|calendar\w*)\b.{0,40}?\b(?:on|for)\b"),
            ("oral argument:", r"oral\sargument:\s"),
            ("calendared for", r"calendared\sfor\s(?:oral\s)?argument\b"),
            ("case calendaring", r"case\scalendaring\b"),
            ("calendar", r"(?:placed\son|assigned\sto)\s(?:the\s)?(?:\w+\s)?calendar\b"),
            ("argument", r"(?:scheduling|sets?|setting)\s(?:the\s)?(?:case\sfor\s)?(?:oral\s)?argument\b"),
            ("calendared", r"\A\W*calendared\s(?:for|on)\b"),
        ),
    ),
    (
        "argued",
        _A,
        Act.HELD,
        False,
        (
            ("argu", r"\A\W*(?:case\s|cause\s|appeal\s|oral\s)?argu(?:ed|ment\s(?:was\s)?(?:held|heard))\b"),
            ("argument", r"oral\sargument\s(?:was\s)?(?:held|heard|conducted)\b"),
            ("case argued", r"case\sargued\b"),
            ("heard", r"\A\W*case,?\s(?!\w+\sto\sbe).{0,90}?\bheard\b"),
        ),
    ),
)


def _finder(pattern: str):
    compiled = re.compile(pattern, re.DOTALL)
    return compiled.match if pattern.startswith(r"\A") else compiled.search


# As the forms, each with all the letters of its patterns last.
_FINDERS = tuple(
    (
        *form[:4],
        tuple((letters, _finder(pattern)) for letters, pattern in form[4]),
        {letters for letters, _ in form[4]},
    )
    for form in _FORMS
)
_LETTERS = sorted(set().union(*(form[5] for form in _FINDERS)))
_TENTATIVE = re.compile(
    r"being\sconsidered\sfor|dates\sof\sunavailability|tentative(?:ly)?\scalendar|oral\sargument\sstatement"
)
_BY_PARTY = re.compile(
    r"\W*(?:filed\s+(?:\(ecf\)\s+)?(?:appell\w+|petitioner|respondent|amicus)|motion|letter|brief|reply"
    r"|response|acknowledg|designation|notice\sof\sappearance|appearance|petition|transcript|opposed"
    "|unopposed|joint|appellant|appellee)"
)
# An argument, and nothing between it and the day that makes the day another's: the form that counsel returns
# is due, too.
_BESIDE = re.compile(
    r"\b(?:(?:oral\s)?argu(?:ments?|ed)|hearing|sitting|session|heard)\b(?:(?!\b(?:due|form|statement"
    r"|acknowledg\w*|designat\w*|brief\w*|filed|by(?!\s(?:video|tele|zoom|phone))|before(?!\s(?:judges?"
    r"|the\s(?:panel|hon\w*)|hon\w*|circuit)\b)|motion|request\w*|notice|within|deadline"
    r"|unavailab\w*)\b)[^.;]){0,70}$"
)
_STOOD = re.compile(r"\b(?:from|of|(?:set|scheduled|calendared|noticed)\s(?:for|on))\s(?:\w{6,9},\s)?$")
_FOR = re.compile(r"\b(?:to|until|for)\s(?:\w{6,9},\s)?$")
_ON_BEHALF = re.compile(r"\bon\sbehalf\sof\s(?:the\s)?(?:appell|petitioner|respondent|intervenor|amicus)")
_PUT_OFF = re.compile(
    r"\bto\s(?:continue|postpone|adjourn|reschedule|defer)\s(?:the\s)?(?:oral\s)?argument\b[^;]{0,120}?\b"
    r"(?:is|are)\s(?:hereby\s)?granted\b"
    r"|\bgrant(?:ing|ed|s)?\b[^;]{0,80}?\bto\s(?:continue|postpone|adjourn|reschedule"
    r"|defer)\s(?:the\s)?(?:oral\s)?argument\b[^;.]{0,60}"
    r"|\b(?:rescheduling|resetting|continuing|postponing|adjourning)\s(?:the\s)?(?:oral\s)?argument\b"
    r"|\bargument\b[^.;]{0,100}?\b(?:is|are|has\sbeen)\s(?:hereby\s)?(?:continued|postponed|adjourned"
    r"|deferred|rescheduled)\b"
)
_PUTTING_OFF = (
    "continu",
    "postpon",
    "adjourn",
    "resched",
    "resett",
    "defer",
)  # a twentieth of the time of the pattern, which may begin anywhere
_TO_DAY = re.compile(
    r"\b(?:to|until|for)\s(?:\w{6,9},\s)?$(?<!set\sfor\s)(?<!scheduled\sfor\s)(?<!calendared\sfor\s)"
)
_WHOLE = frozenset({"argument-off", "argument-continued", "argument-moved"})
_ON, _FROM = re.compile(r"\bon\s[^.;]{0,12}$"), re.compile(r"\bfrom\s[^.;]{0,14}$")
_AFAR = re.compile(
    r"\b(?i:by|via|remote(?:ly)?|through)\b[^.;]{0,40}?\b(?i:video\w*|zoom|webex|teams|telephone"
    r"|phone)\b|\b(?i:remote\s(?:argument|sitting|hearing|oral)|argument\sremotely|video\s?conference"
    r"|teleconference|telephonic(?:ally)?)\b|\bREMOTE\b"
)
_BEGINS = re.compile(
    r"arguments?\sbegins?:?\s"
)  # ca4: "Registration Time: 8:45 - 9:00. Daily Arguments Begin: 9:30"
# (letters that must be there, pattern)
_PLACES = (
    ("Location:", re.compile(r"Location:\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z]{2}\b)(?P<room>)")),
    (
        "Courtroom",
        re.compile(r"[mM]\.?,\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?),\s(?P<room>Courtroom\s\w+)"),
    ),
    (
        "Courtroom",
        re.compile(
            r"\bin\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\sin\s(?:the\s)?(?P<room>(?:[A-Z\d]\w*\s"
            r"){0,2}Courtroom(?:\s\w+)?)"
        ),
    ),
    (
        ",",
        re.compile(
            r"[mM]\.?,\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=,\sbefore|\.|,\s[A-Z]{2})(?P<room>)"
        ),
    ),
    (
        "Courtroom",
        re.compile(
            r"(?P<room>Courtroom\s\w+)\s-\sScheduled\sLocation:\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
        ),
    ),
    (
        "Courtroom",
        re.compile(r"(?P<room>Courtroom\s\w+)\s-\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=\s[A-Z]{2}\b)"),
    ),
    (
        "Courtroom",
        re.compile(
            r"\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z]{2})\s(?P<room>(?:Panel|En\sBanc|\w+)\sCourtroom)"
        ),
    ),
    ("in", re.compile(r",\sin\s(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z][a-z]+)(?P<room>)")),
)
_MOTION = re.compile(
    (
        r"\W*(?:(?:filed\s+)?(?:\([\w ]+\)\s+)?(?:appell\w+|petitioners?|respondents?)\b[^;]{0,120}?\b"
        r"(?:motion|letter|request)|notice,\sto|motion|unopposed|joint|letter|stipulation|opposed"
        r"|appell\w+'?s?\smotion|request)\b.{0,160}?\b(?:(?:continue|adjourn|postpone|vacate|cancel"
        r"|reschedule|re-?calendar|expedite|for|to\sset|to\shold|requesting)\b.{0,30}?\b(?:oral\s"
        ")?argument)"
    ),
    re.DOTALL,
)
_NOT_ASKED = re.compile(
    r"\bdivided\sargument|\b(?:participate|appear|argue|time)\b.{0,25}\b(?:oral\s)?argument|submit|waive|without"
)


def find_appellate(text: str, lowered: str, date_filed: date) -> list[Draft]:
    """Return what an entry of a court of appeals or of the Supreme Court reports, from its silenced text in
    both forms."""
    head = lowered[:_HEAD]
    if (
        _BY_PARTY.match(head) or ("behalf of" in head and _ON_BEHALF.search(head))
    ) and "distributed" not in head:
        return (
            []
            if _TENTATIVE.search(head)
            else _find_request(lowered, date_filed) or find_argument_request(lowered)
        )
    if _TENTATIVE.search(head):
        return []
    present = {letters for letters in _LETTERS if letters in lowered}
    forms = [
        (form, place)
        for form in _FINDERS
        if not present.isdisjoint(form[5]) and (place := _find_form(lowered, form[4], present))
    ]
    if not any(form[0] in _WHOLE for form, _ in forms) and (moved := _find_put_off(lowered, date_filed)):
        return [moved]
    dates = (
        find_dates_between(lowered, 0, len(lowered), date_filed.year)
        if forms or "argu" in lowered or "hear" in lowered
        else []
    )
    if "week of " in lowered:  # "to be orally argued the week of July 29" (ca11): no day yet
        dates = [day for day in dates if not lowered.endswith("week of ", 0, day.start)]
    found: list[Draft] = []
    for (rule, kind, action, needs_date, *_), (start, end) in forms:
        near = [day for day in dates if start <= day.start <= end + 2 * _NEAR]
        day = near[0] if near and near[0].start <= end + _NEAR else None
        if any(draft.kind is kind for draft in found) or (
            day is None and (needs_date or action is Act.VACATED)
        ):
            continue
        draft = Draft(
            kind, False, action, day.value if day else None, rule, start, min(len(text), end + _NEAR)
        )
        if action is Act.HELD:
            draft.date = day.value if day and _ON.search(lowered, start, day.start) else date_filed
            if day and draft.date > date_filed:  # "to be argued on": yet to come
                draft.action = Act.SET
                _read_time(lowered, draft, (day.start, day.end))
        elif day:
            _read_time(lowered, draft, (day.start, day.end))
        if action in (Act.RESET, Act.CONTINUED) and len(near) > 1:
            _read_move(lowered, near, start, end, draft)
        _read_place(text, draft)
        found.append(draft)
    return found or _find_beside(text, lowered, dates, date_filed)


def _find_beside(text: str, lowered: str, dates: list[DateInText], date_filed: date) -> list[Draft]:
    """ "Advising counsel of oral argument on 09/26/2018" (ca4): no form that is known, but an argument with a
    day to come beside it."""
    for day in dates:
        value = next_such_day(day, date_filed)
        match = _BESIDE.search(lowered, max(0, day.start - _NEAR), day.start) if value >= date_filed else None
        if match:
            draft = Draft(
                _A,
                False,
                Act.SET,
                value,
                "argument-beside-day",
                match.start(),
                min(len(text), day.end + _NEAR),
            )
            _read_time(lowered, draft, (day.start, day.end))
            _read_place(text, draft)
            return [draft]
    return []


def _find_put_off(lowered: str, date_filed: date) -> Draft | None:
    """ "Motion to continue the argument calendared for July 8 is granted"; "the argument, scheduled for D, is
    postponed"."""
    match = (
        _PUT_OFF.search(lowered)
        if "argument" in lowered and any(letters in lowered for letters in _PUTTING_OFF)
        else None
    )
    if match is None:
        return None
    near = find_dates_between(lowered, match.start(), min(len(lowered), match.end() + _NEAR), date_filed.year)
    new = next((day for day in near if _TO_DAY.search(lowered, match.start(), day.start)), None)
    old = next((day for day in near if day is not new), None)
    draft = Draft(
        _A,
        False,
        Act.RESET if "resched" in match[0] or "reset" in match[0] else Act.CONTINUED,
        new and new.value,
        "argument-put-off",
        match.start(),
        match.end(),
    )
    draft.prior_date = old and old.value
    if new:
        _read_time(lowered, draft, (new.start, new.end))
    return draft


def _find_form(lowered: str, finders: Sequence[tuple[str, Any]], present: set[str]) -> tuple[int, int] | None:
    """The place of the leftmost match of a form; "oral" before "argument" belongs to it."""
    matches = [match for letters, find in finders if letters in present and (match := find(lowered))]
    if not matches:
        return None
    start, end = min((match.span() for match in matches), key=lambda span: span[0])
    return (
        start - len(_ORAL)
        if lowered.startswith(_ORAL, max(0, start - len(_ORAL))) and lowered.startswith("argument", start)
        else start
    ), end


def _read_move(lowered: str, near: list[DateInText], start: int, end: int, draft: Draft) -> None:
    """Two days of a move: the one given up stands within the form, or after "from"."""
    if near[0].end <= end or _FROM.search(lowered, start, near[0].start):
        draft.prior_date, draft.date, draft.date_span = (
            near[0].value,
            near[1].value,
            (near[1].start, near[1].end),
        )


def _read_time(text: str, draft: Draft, date_span: tuple[int, int]) -> None:
    draft.date_span = date_span
    begins = _BEGINS.search(text, date_span[1], date_span[1] + 2 * _NEAR)
    clocks = find_times(text, begins.end(), begins.end() + 12) if begins else []
    if clocks:
        draft.fields["time"], draft.spans["time"] = clocks[0].value, (clocks[0].start, clocks[0].end)
    elif found := find_time_near(text, date_span, len(text), draft.start):
        draft.fields["time"], draft.spans["time"] = found[0], (found[1], found[2])


def _read_place(text: str, draft: Draft) -> None:
    if draft.action is not Act.HELD and _AFAR.search(text, draft.start, draft.end + _NEAR):
        draft.fields["remote"] = True
    for letters, pattern in _PLACES:
        if letters in text and (match := pattern.search(text, draft.start, draft.end + 40)):
            draft.fields["location"] = ", ".join(part for part in (match["room"], match["city"]) if part)
            draft.spans["location"] = (match.start("city"), match.end("city"))
            return
    if draft.date_span and (
        found := find_place(text, draft.date_span[1], min(len(text), draft.date_span[1] + _NEAR))
    ):
        draft.fields["location"], draft.spans["location"] = found[0], (found[1], found[2])


def _find_request(text: str, date_filed: date) -> list[Draft]:
    match = _MOTION.match(text)
    if match is None or _NOT_ASKED.search(match[0]):
        return []
    draft = Draft(_A, False, Act.REQUESTED, None, "argument-request", match.start(), match.end())
    for day in find_dates_between(text, match.end(), match.end() + 60, date_filed.year):
        if _STOOD.search(text, match.end(), day.start):
            draft.prior_date = day.value
        elif _FOR.search(text, match.end(), day.start):
            draft.date, draft.date_span = day.value, (day.start, day.end)
    return [draft]
