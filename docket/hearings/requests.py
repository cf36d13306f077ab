"""What a party asks: that a sitting be held, or that one be moved. A request is never a fact."""

from docket.hearings.draft import Act, Draft, Entry, Noun
from docket.hearings.govern import name_motion
from docket.text.dates import DateInText
from docket.text.phrases import Cues

_CUES = Cues("requests")
_TITLE_LENGTH, _GAP = 400, 60  # what a paper asks stands where it is named
_BY_FIRST = 24  # "Joint MOTION by Defendant Q Corp. to continue" (ilnd): who asks stands before what is asked


def find_requests(entry: Entry) -> list[Draft]:
    """Return what the title of a party's paper asks about sittings; a motion to continue without more is one."""
    text = entry.text
    stop = _CUES.end_of_title.search(text, _BY_FIRST, _TITLE_LENGTH)
    end = stop.start() if stop else min(len(text), _TITLE_LENGTH)
    found: list[Draft] = []
    for noun in (name_motion(text, 0, len(text), noun) for noun in entry.nouns if noun.start <= end):
        if noun.kind and _is_asked(text, noun) and all(draft.kind is not noun.kind for draft in found):
            found.append(Draft(noun.kind, noun.is_generic, Act.REQUESTED, None, "request", 0, end, noun=noun))
    if found:
        last = max(draft.noun.end for draft in found if draft.noun)
        _date_requests(text, [day for day in entry.dates if day.end <= max(end, last + 120)], found)
    return found


def _is_asked(text: str, noun: Noun) -> bool:
    # "Motion to Dismiss, Notice of Motion & Notice of Hearing": told, not asked
    if text.endswith(("notice of ", "notice of motion and "), 0, noun.start) or text.startswith(
        "presentment", noun.start
    ):
        return False
    for match in _CUES.ask.find(text, 0, noun.start):
        if noun.start - match.end() < _GAP and not _CUES.other.search(text, match.end(), noun.start):
            return True
    asked = _CUES.for_sitting.ends(text, noun.start - _GAP, noun.start)
    return asked is not None and not _CUES.response_to.search(text, max(0, asked.start() - _GAP), asked.end())


def _date_requests(text: str, days: list[DateInText], found: list[Draft]) -> None:
    """Give the drafts the one day that is asked for, and the day on which the sitting stands."""
    asked = []
    for day in days:
        if _CUES.standing.ends(text, day.start - _GAP, day.start):
            for draft in found:
                draft.prior_date = draft.prior_date or day.value
        elif _CUES.clerks_day.ends(text, day.start - _GAP, day.start):
            continue  # "Modified on 7/22/2009": of the entry
        elif _CUES.asked_for.ends(text, day.start - _GAP, day.start):
            asked.append(day)
    for draft in found if len(asked) == 1 else ():
        draft.date, draft.date_span = asked[0].value, (asked[0].start, asked[0].end)
