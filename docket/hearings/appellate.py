"""Forms of the Supreme Court, the courts of appeals and the multidistrict panel.

These courts print few forms, always in full: "DISTRIBUTED for Conference of …" (scotus), "CASE argued."
(ca1); see sources.md 10.4. The words are rows of language/appellate.tsv, tagged with the name of the form.
"""

import re
from datetime import date

from docket.hearings.clauses import SILENT
from docket.hearings.details import find_place, find_time_near
from docket.hearings.draft import MOVES, Act, Draft, Entry, next_such_day
from docket.hearings.settle import find_requests
from docket.text.dates import DateInText
from docket.text.phrases import Cues
from docket.vocabulary import HearingKind

_A = HearingKind.ORAL_ARGUMENT
_C = HearingKind.CONFERENCE_CALENDAR
_HEAD = 400  # characters that say what an entry is
_NEAR = 90  # characters from the form's words within which its day appears
_CUES = Cues("appellate")
# What each form says, keyed by the tag of its rows, and whether it needs a day.
_FORMS = {
    "argument_off": (_A, Act.VACATED, True),
    "conference": (_C, Act.SET, True),
    "conference_moved": (_C, Act.RESET, False),
    "argument_moved": (_A, Act.RESET, True),
    "put_off": (_A, Act.CONTINUED, False),
    "argument_set": (_A, Act.SET, True),
    "argued": (_A, Act.HELD, False),
}
_FIRST = ("conference_moved", "argument_set", "argued")  # the rows tagged `<tag>_first` must begin the entry
_CITY = r"(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?"
_PLACES = (
    rf"(?P<room>Courtroom\s\w+)\s-\s(?:Scheduled\sLocation:\s)?{_CITY})\b",
    rf"Location:\s{_CITY},\s[A-Z]{{2}}\b)(?P<room>)",
    rf"\b(?:in|[mM]\.?,)\s{_CITY})(?:,|\sin)\s(?:the\s)?(?P<room>(?:[A-Z\d]\w*\s){{0,2}}Courtroom(?:\s\w+)?)",
    rf"\s{_CITY},\s[A-Z]{{2}})\s(?P<room>(?:Panel|En\sBanc|\w+)\sCourtroom)",
)


def find_appellate(entry: Entry) -> list[Draft]:
    """Return the hearings reported by an entry of a court of appeals or the Supreme Court."""
    text, head = entry.text, entry.text[:_HEAD]
    if _CUES.by_party.follows(text, 0, _HEAD) and not _CUES.distributed.search(head):
        if entry.paper is SILENT or not entry.find_words():
            return []
        return [draft for draft in find_requests(entry) if draft.kind is _A]
    if _CUES.tentative.search(head):
        return []
    # "to be orally argued the week of July 29" (ca11): no day yet
    days = [day for day in entry.dates if not text.endswith("week of ", 0, day.start)]
    drafts: list[Draft] = []
    for rule, (kind, action, needs_day) in _FORMS.items():
        form = rule in _FIRST and getattr(_CUES, f"{rule}_first").follows(text, 0, len(text))
        form = form or getattr(_CUES, rule).search(text)
        if form and all(draft.kind is not kind for draft in drafts):
            near = [day for day in days if form.start() <= day.start <= form.end() + _NEAR]
            if near or not needs_day:
                drafts.append(Draft(kind, False, action, None, rule, form.start(), form.end() + _NEAR))
                _date(text, drafts[-1], form, near, entry.date_filed)
    drafts = drafts or _find_beside(entry, days)
    for draft in drafts:
        _complete(entry, draft)
    return drafts


def _find_beside(entry: Entry, days: list[DateInText]) -> list[Draft]:
    """ "Advising counsel of oral argument on 09/26/2018" (ca4): no known form, but an argument with a day
    beside it. A day on which something is due, or a motion's day, does not count."""
    for day in days:
        named = _CUES.an_argument.find(entry.text, max(0, day.start - _NEAR), day.start)
        between = entry.text[named[-1].end() : day.start] if named else "."
        if not set(".;") & set(between) and not _CUES.anothers.search(between):
            value, span = next_such_day(day, entry.date_filed), (named[-1].start(), day.end + _NEAR)
            return [Draft(_A, False, Act.SET, value, "argument-beside-day", *span, date_span=day[:2])]
    return []


def _date(text: str, draft: Draft, form: re.Match, near: list[DateInText], date_filed: date) -> None:
    """Set the draft's day, and for a move also the day given up, which is within the form or after "from"."""
    day = near[0] if near else None
    if draft.action is Act.HELD:
        draft.date = day.value if day else date_filed
        return
    if day and draft.rule == "put_off" and not _CUES.to_day.ends(text, draft.start, day.start):
        draft.prior_date, day = day.value, None  # "to continue the argument calendared for July 8 is granted"
    is_left = day and (day.end <= form.end() or _CUES.from_day.search(text, draft.start, day.start))
    if day and is_left and len(near) > 1 and draft.action in MOVES:
        draft.prior_date, day = day.value, near[1]
    if day:
        draft.date, draft.date_span = day.value, (day.start, day.end)


def _complete(entry: Entry, draft: Draft) -> None:
    """Fill in the time, the place and whether attendance is remote."""
    draft.end = min(len(entry.text), draft.end)
    if draft.action is not Act.HELD and _CUES.afar.search(entry.text, draft.start, draft.end + _NEAR):
        draft.fields["remote"] = True
    for pattern in map(re.compile, _PLACES):
        if match := pattern.search(entry.silenced, draft.start, draft.end + 40):
            place = ", ".join(part for part in (match["room"], match["city"]) if part)
            draft.keep("location", (place, *match.span("city")))
    if draft.date_span:
        at = draft.date_span[1]
        draft.keep("time", find_time_near(entry.text, draft.date_span, len(entry.text), draft.start))
        draft.keep("location", find_place(entry, at, min(len(entry.text), at + _NEAR)))
