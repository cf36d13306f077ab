"""What a party asks: that a sitting be held, or that one be moved. A request is never a fact."""

from datetime import date

from docket.hearings.draft import Act, Draft
from docket.hearings.govern import name_motion
from docket.hearings.tags import HearingType, Noun, find_nouns
from docket.text.dates import DateInText, find_dates_between
from docket.text.phrases import Cue


def _cue(tag: str) -> Cue:
    return Cue("requests", tag)


_TITLE_LENGTH, _GAP = 400, 60  # what a paper asks stands where it is named
_ASK, _FOR_SITTING, _ASKED_AFTER, _RESPONSE_TO = map(
    _cue, ("ask", "for_sitting", "asked_after", "response_to")
)
_STANDING, _OF_DAY, _BESIDE, _ASKED_FOR = map(_cue, ("standing", "of_day", "beside", "asked_for"))
_END_OF_TITLE, _BY_FIRST, _OTHER, _ARGUMENT = map(_cue, ("end_of_title", "by_first", "other", "argument"))
_ABBREVIATED = _cue("abbreviated")


def find_requests(text: str, date_filed: date) -> list[Draft]:
    """Return what the title of a party's paper asks about sittings; a motion to continue without more is one."""
    by = _BY_FIRST.follows(text, 0, _TITLE_LENGTH)  # "MOTION by Defendant Q Corp. to continue" (ilnd)
    end = _end_of_title(text, max(0, text.find(" to ", by.end(), by.end() + 160)) if by else 0)
    nouns = [name_motion(text, 0, len(text), noun) for noun in find_nouns(text, 0, end)]
    found: list[Draft] = []
    for place, noun in enumerate(nouns):
        following = nouns[place + 1] if place + 1 < len(nouns) else None
        if (
            noun.kind is None
            # "MOTION for Hearing Status Conference" (flsd): the event's name, then what is asked
            or (noun.is_generic and following and not text[noun.end : following.start].strip())
            or text.startswith("presentment", noun.start)
            or not _is_asked(text, nouns, noun)
        ):
            continue
        if all(draft.kind is not noun.kind for draft in found):
            found.append(Draft(noun.kind, noun.is_generic, Act.REQUESTED, None, "request", 0, end, noun=noun))
    if found:
        last = max(draft.noun.end for draft in found if draft.noun)
        _date_request(text, find_dates_between(text, 0, max(end, last + 120), date_filed.year), found)
    return found


def _end_of_title(text: str, start: int) -> int:
    stop = _END_OF_TITLE.search(text, start, _TITLE_LENGTH)
    end = stop.start() if stop else min(len(text), _TITLE_LENGTH)
    at = text.find(". ", start, end)
    while at >= 0 and _ABBREVIATED.ends(text, at - 8, at):
        at = text.find(". ", at + 1, end)
    return end if at < 0 else at


def find_argument_request(text: str) -> list[Draft]:
    """Return the wish of a motion or brief to be argued, wherever in its entry it stands."""
    match = _ARGUMENT.search(text)
    if match is None:
        return []
    span = (match.start(), match.end())
    return [Draft(HearingType.ORAL_ARGUMENT, False, Act.REQUESTED, None, "argument-requested", *span)]


def _is_asked(text: str, nouns: list[Noun], noun: Noun) -> bool:
    if text.endswith(("notice of ", "notice of motion and "), 0, noun.start):
        return False  # "Motion to Dismiss, Notice of Motion & Notice of Hearing": told, not asked
    for match in _ASK.find(text, 0, noun.start):
        between = [other for other in nouns if match.end() <= other.start < noun.start]
        is_near = noun.start - match.end() < _GAP + sum(other.end - other.start for other in between)
        if (
            is_near
            and all(other.kind for other in between)
            and not _OTHER.search(text, match.end(), noun.start)
        ):
            return True
    if _ASKED_AFTER.follows(text, noun.end, len(text)):
        return True
    asked = None if noun.kind == "trial" else _FOR_SITTING.ends(text, noun.start - 60, noun.start)
    return asked is not None and not _RESPONSE_TO.search(text, max(0, asked.start() - 60), asked.start())


def _date_request(text: str, dates: list[DateInText], found: list[Draft]) -> None:
    asked = []
    for day in dates:
        is_asked_for = _ASKED_FOR.ends(text, day.start - 60, day.start)
        if _STANDING.ends(text, day.start - 60, day.start) or (
            not is_asked_for
            and (beside := _BESIDE.search(text, day.end, day.end + 60))
            and beside.start() - day.end < 3
        ):
            is_standing = True
        elif is_asked_for:
            asked.append(day)
            continue
        else:
            is_standing = _OF_DAY.ends(text, day.start - 60, day.start) is not None
        for draft in found if is_standing else ():
            draft.prior_date = draft.prior_date or day.value
    if len(asked) == 1:
        for draft in found:
            draft.date, draft.date_span = asked[0].value, (asked[0].start, asked[0].end)
