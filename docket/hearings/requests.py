"""What a party asks: that a sitting be held, or that one be moved. A request is never a fact."""

from datetime import date

from docket.hearings.draft import Act, Draft
from docket.hearings.govern import name_motion
from docket.hearings.tags import HearingType, Noun, find_nouns
from docket.text.dates import find_dates_between
from docket.text.phrases import Cues

_CUES = Cues("requests")
_TITLE_LENGTH, _GAP = 400, 60  # what a paper asks stands where it is named


def find_requests(text: str, date_filed: date) -> list[Draft]:
    """Return what the title of a party's paper asks about sittings; a motion to continue without more is one."""
    stop = _CUES.end_of_title.search(text, 0, _TITLE_LENGTH)
    end = stop.start() if stop else min(len(text), _TITLE_LENGTH)
    end = max(text.find(". ", 0, end), 0) or end
    found: list[Draft] = []
    for noun in find_nouns(text, 0, end):
        noun = name_motion(text, 0, len(text), noun)
        if noun.kind and _is_asked(text, noun) and all(draft.kind is not noun.kind for draft in found):
            found.append(Draft(noun.kind, noun.is_generic, Act.REQUESTED, None, "request", 0, end, noun=noun))
    if found:
        last = max(draft.noun.end for draft in found if draft.noun)
        _date_requests(text, max(end, last + 120), date_filed, found)
    return found


def find_argument_request(text: str) -> list[Draft]:
    """Return the wish of a motion or brief to be argued, wherever in its entry it stands."""
    match = _CUES.argument.search(text)
    if match is None:
        return []
    span = (match.start(), match.end())
    return [Draft(HearingType.ORAL_ARGUMENT, False, Act.REQUESTED, None, "argument-requested", *span)]


def _is_asked(text: str, noun: Noun) -> bool:
    if text.endswith(("notice of ", "notice of motion and "), 0, noun.start):
        return False  # "Motion to Dismiss, Notice of Motion & Notice of Hearing": told, not asked
    if text.startswith("presentment", noun.start):
        return False
    for match in _CUES.ask.find(text, 0, noun.start):
        if noun.start - match.end() < _GAP and not _CUES.other.search(text, match.end(), noun.start):
            return True
    return _CUES.for_sitting.ends(text, noun.start - _GAP, noun.start) is not None


def _date_requests(text: str, end: int, date_filed: date, found: list[Draft]) -> None:
    """Give the drafts the one day that is asked for, and the day on which the sitting stands."""
    days = find_dates_between(text, 0, end, date_filed.year)
    asked = []
    for day in days:
        is_standing = _CUES.standing.ends(text, day.start - _GAP, day.start)
        if not is_standing and _CUES.asked_for.ends(text, day.start - _GAP, day.start):
            asked.append(day)
        elif is_standing or _CUES.of_day.ends(text, day.start - _GAP, day.start):
            for draft in found:
                draft.prior_date = draft.prior_date or day.value
    for draft in found if len(asked) == 1 else ():
        draft.date, draft.date_span = asked[0].value, (asked[0].start, asked[0].end)
