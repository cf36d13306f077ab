"""Forms of the Supreme Court, the courts of appeals and the multidistrict panel.

These courts print few forms, and print them whole: "DISTRIBUTED for Conference of …" and "SET
FOR ARGUMENT on …" (scotus), "CASE calendared: …" and "CASE argued." (ca1), "NOTICE OF ORAL
ARGUMENT on …" (ca9), "ORAL ARGUMENT SCHEDULED for … on …" (ca6); see sources.md 10.4. The words
are rows of language/appellate.tsv, tagged with the rule that they stand for.
"""

import re
from datetime import date

from docket.hearings.details import find_place, find_time_near
from docket.hearings.draft import MOVES, Act, Draft, next_such_day
from docket.hearings.requests import find_argument_request
from docket.hearings.tags import HearingType
from docket.text.dates import DateInText, find_dates_between, find_times
from docket.text.phrases import Cue


def _cue(tag: str) -> Cue:
    return Cue("appellate", tag)


_A, _C = HearingType.ORAL_ARGUMENT, HearingType.CONFERENCE_CALENDAR
_HEAD, _NEAR = 400, 90  # the part that says what an entry is; the form's day stands this near its words
_ALSO_FIRST = frozenset({"conference_moved", "argument_set", "argued"})
# (rule, kind, action, needs a date, where it stands at the beginning of the entry, anywhere)
_FORMS = tuple(
    (rule, kind, action, needs_date, _cue(f"{rule}_first") if rule in _ALSO_FIRST else None, _cue(rule))
    for rule, kind, action, needs_date in (
        ("argument_off", _A, Act.VACATED, True),
        ("argument_continued", _A, Act.CONTINUED, True),
        ("conference", _C, Act.SET, True),
        ("conference_moved", _C, Act.RESET, False),
        ("argument_moved", _A, Act.RESET, True),
        ("argument_set", _A, Act.SET, True),
        ("argued", _A, Act.HELD, False),
    )
)
_WHOLE = frozenset({"argument_off", "argument_continued", "argument_moved"})
_TENTATIVE, _BY_PARTY, _ON_BEHALF, _ARGUMENT = map(
    _cue, ("tentative", "by_party", "on_behalf", "an_argument")
)
_ANOTHERS, _STOOD, _TO_DAY, _ON, _FROM = map(_cue, ("anothers", "stood", "to_day", "on", "from"))
_PUT_OFF, _RESET, _AFAR, _BEGINS = map(_cue, ("put_off", "reset", "afar", "begins"))
_MOTION, _ASKS, _NOT_ASKED, _DISTRIBUTED = map(_cue, ("motion", "asks", "not_asked", "distributed"))
_CITY = r"(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?"
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"Location:\s{_CITY},\s[A-Z]{{2}}\b)(?P<room>)",
        rf"[mM]\.?,\s{_CITY}),\s(?P<room>Courtroom\s\w+)",
        rf"\bin\s{_CITY})\sin\s(?:the\s)?(?P<room>(?:[A-Z\d]\w*\s){{0,2}}Courtroom(?:\s\w+)?)",
        rf"[mM]\.?,\s{_CITY})(?=,\sbefore|\.|,\s[A-Z]{{2}})(?P<room>)",
        rf"(?P<room>Courtroom\s\w+)\s-\sScheduled\sLocation:\s{_CITY})",
        rf"(?P<room>Courtroom\s\w+)\s-\s{_CITY})(?=\s[A-Z]{{2}}\b)",
        rf"\s{_CITY},\s[A-Z]{{2}})\s(?P<room>(?:Panel|En\sBanc|\w+)\sCourtroom)",
        rf",\sin\s{_CITY},\s[A-Z][a-z]+)(?P<room>)",
    )
)
_FIRST_WORD = re.compile(r"\W*")


def find_appellate(text: str, lowered: str, date_filed: date) -> list[Draft]:
    """Return what an entry of a court of appeals or of the Supreme Court reports, from its silenced text in
    both forms."""
    head = lowered[:_HEAD]
    is_tentative = _TENTATIVE.search(head) is not None
    first = _first_word(lowered)
    if (_BY_PARTY.match(head, first) or _ON_BEHALF.search(head)) and not _DISTRIBUTED.search(head):
        return [] if is_tentative else _find_request(lowered, date_filed) or find_argument_request(lowered)
    if is_tentative:
        return []
    forms = []
    for form in _FORMS:
        if match := (form[4] and form[4].match(lowered, first)) or form[5].search(lowered):
            forms.append((form, match))
    if not any(form[0] in _WHOLE for form, _ in forms) and (moved := _find_put_off(lowered, date_filed)):
        return [moved]
    dates = find_dates_between(lowered, 0, len(lowered), date_filed.year)
    # "to be orally argued the week of July 29" (ca11): no day yet
    dates = [day for day in dates if not lowered.endswith("week of ", 0, day.start)]
    found: list[Draft] = []
    for (rule, kind, action, needs_date, *_), match in forms:
        start, end = match.span()
        near = [day for day in dates if start <= day.start <= end + 2 * _NEAR]
        day = near[0] if near and near[0].start <= end + _NEAR else None
        if any(draft.kind is kind for draft in found) or (day is None and needs_date):
            continue
        draft = Draft(
            kind, False, action, day.value if day else None, rule, start, min(len(text), end + _NEAR)
        )
        if action is Act.HELD:
            draft.date = day.value if day and _ON.search(lowered, start, day.start) else date_filed
            if draft.date > date_filed:  # "to be argued on": yet to come
                draft.action = Act.SET
        if day and draft.action is not Act.HELD:
            _read_time(lowered, draft, (day.start, day.end))
        is_move = draft.action in MOVES and len(near) > 1
        # two days of a move: the one given up stands within the form, or after "from"
        if is_move and (near[0].end <= end or _FROM.search(lowered, start, near[0].start)):
            draft.prior_date, draft.date = near[0].value, near[1].value
            draft.date_span = (near[1].start, near[1].end)
        _read_place(text, lowered, draft)
        found.append(draft)
    return found or _find_beside(text, lowered, dates, date_filed)


def _first_word(lowered: str) -> int:
    match = _FIRST_WORD.match(lowered)
    return match.end() if match else 0


def _find_beside(text: str, lowered: str, dates: list[DateInText], date_filed: date) -> list[Draft]:
    """ "Advising counsel of oral argument on 09/26/2018" (ca4): no form that is known, but an argument with a
    day to come beside it; what is due, or a motion's, is another's day."""
    for day in dates:
        value, floor = next_such_day(day, date_filed), max(0, day.start - _NEAR)
        if value < date_filed:
            continue
        matches = list(_ARGUMENT.find(lowered, floor, day.start))
        if not matches or _ANOTHERS.search(lowered, matches[-1].end(), day.start):
            continue
        if set(".;") & set(lowered[matches[-1].end() : day.start]):
            continue
        end = min(len(text), day.end + _NEAR)
        draft = Draft(_A, False, Act.SET, value, "argument-beside-day", matches[-1].start(), end)
        _read_time(lowered, draft, (day.start, day.end))
        _read_place(text, lowered, draft)
        return [draft]
    return []


def _find_put_off(lowered: str, date_filed: date) -> Draft | None:
    """ "Motion to continue the argument calendared for July 8 is granted"; "the argument, scheduled for D, is
    postponed"."""
    match = _PUT_OFF.search(lowered)
    if match is None:
        return None
    near = find_dates_between(lowered, match.start(), min(len(lowered), match.end() + _NEAR), date_filed.year)
    new = next((day for day in near if _TO_DAY.ends(lowered, match.start(), day.start)), None)
    old = next((day for day in near if day is not new), None)
    action = Act.RESET if _RESET.search(match[0]) else Act.CONTINUED
    draft = Draft(_A, False, action, new and new.value, "argument-put-off", match.start(), match.end())
    draft.prior_date = old and old.value
    if new:
        _read_time(lowered, draft, (new.start, new.end))
    return draft


def _read_time(text: str, draft: Draft, date_span: tuple[int, int]) -> None:
    draft.date_span = date_span
    begins = _BEGINS.search(text, date_span[1], date_span[1] + 2 * _NEAR)
    clocks = find_times(text, begins.end(), min(len(text), begins.end() + 14)) if begins else []
    if clocks:
        draft.fields["time"], draft.spans["time"] = clocks[0].value, (clocks[0].start, clocks[0].end)
    elif found := find_time_near(text, date_span, len(text), draft.start):
        draft.fields["time"], draft.spans["time"] = found[0], (found[1], found[2])


def _read_place(text: str, lowered: str, draft: Draft) -> None:
    end = min(len(text), draft.end + _NEAR)
    if draft.action is not Act.HELD and (
        _AFAR.search(lowered, draft.start, end) or "REMOTE" in text[draft.start : end]
    ):
        draft.fields["remote"] = True
    for pattern in _PLACES:
        if (match := pattern.search(text, draft.start, draft.end + 40)) and match["city"]:
            draft.fields["location"] = ", ".join(part for part in (match["room"], match["city"]) if part)
            draft.spans["location"] = match.span("city")
            return
    at = draft.date_span[1] if draft.date_span else None
    if at and (found := find_place(text, at, min(len(text), at + _NEAR), text)):
        draft.fields["location"], draft.spans["location"] = found[0], (found[1], found[2])


def _find_request(text: str, date_filed: date) -> list[Draft]:
    first = _first_word(text)
    motion = _MOTION.search(text, first, first + 160)
    asks = _ASKS.search(text, motion.end() - 1, motion.end() + 200) if motion else None
    if motion is None or asks is None or _NOT_ASKED.search(text, first, asks.end()):
        return []
    draft = Draft(_A, False, Act.REQUESTED, None, "argument-request", first, asks.end())
    for day in find_dates_between(text, asks.end(), asks.end() + 60, date_filed.year):
        if _STOOD.ends(text, asks.end(), day.start):
            draft.prior_date = day.value
        elif _TO_DAY.ends(text, asks.end(), day.start):
            draft.date, draft.date_span = day.value, (day.start, day.end)
    return [draft]
