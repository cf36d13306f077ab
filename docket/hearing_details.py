"""Time, place, judge and telephone of a hearing that has been read."""

import re

from docket.dates_in_text import DateInText, find_times
from docket.hearing_drafts import Draft
from docket.hearing_papers import Paper
from docket.hearing_people import find_judge, find_place, find_signer, is_remote
from docket.vocabulary import HearingAction

_NEAR_AFTER, _NEAR_BEFORE = 60, 45               # characters between a date and its time
_BETWEEN = re.compile(r"[\s,@(-]*(?:at|on|from|beginning\sat|in|the|of|\w{3,9}day|to\s\d{1,2}:\d\d\s?[ap]\.?m\.?|[ap]\.?m\.?|[,()-]|\s)*", re.IGNORECASE)
_HELD_TIME = re.compile(r"\b(?:hearing|conference|trial|sentencing|proceedings?)?\s?(?:held|began|commenced|convened|started|time:?)\s?(?:at|from)?\s(?=\d{1,2}:\d\d\s?[ap]\.?m)", re.IGNORECASE)
# "before case manager" (laed), "before Magistrate Judge Unassigned": printed, and no judge.
_NOBODY = re.compile(r"\bbefore\s(?:the\s)?(?:magistrate\s)?(?:judge\s)?(?:unassigned|case\smanager|courtroom\sdeputy|deputy\sclerk|law\sclerk|clerk\b)", re.IGNORECASE)
_SIGNED_ACTIONS = (HearingAction.SET, HearingAction.RESET, HearingAction.CONTINUED, HearingAction.VACATED, HearingAction.HELD)


def complete(text: str, silenced: str, draft: Draft, drafts: list[Draft], dates: list[DateInText], paper: Paper) -> None:
    """Fill the draft's time, location, judge and remote, each with its span, from the entry."""
    tellings = [(draft.start, draft.end, draft.date_span), *draft.fields.pop("retold", [])]
    for start, end, date_span in tellings:
        _read_telling(silenced, draft, start, end, date_span, dates)
    if draft.action in (HearingAction.HELD, HearingAction.NOT_HELD):
        _read_minutes(silenced, draft)
    if "judge" not in draft.fields and draft.action is not HearingAction.REQUESTED:
        _keep(draft, "judge", _default_judge(text, draft, paper))
    if draft.action is not HearingAction.REQUESTED:
        draft.fields["remote"] = _is_remote(silenced, draft, drafts, tellings)


def _keep(draft: Draft, name: str, found) -> None:
    if found and name not in draft.fields:
        draft.fields[name], draft.spans[name] = found[0], (found[1], found[2])


def _read_telling(text: str, draft: Draft, start: int, end: int, date_span, dates: list[DateInText]) -> None:
    if draft.action is HearingAction.REQUESTED:
        return
    if date_span is None:
        _keep(draft, "judge", find_judge(text, start, end))
        return
    if _NOBODY.search(text, date_span[1], min(end, date_span[1] + 120)):
        draft.fields["judge"] = None
    stop = min((day.start for day in dates if day.start >= date_span[1] and day.start < end), default=end)
    if draft.action not in (HearingAction.HELD, HearingAction.VACATED, HearingAction.NOT_HELD):
        _keep(draft, "time", find_time_near(text, date_span, stop, start))
        _keep(draft, "location", find_place(text, date_span[1], stop))
    _keep(draft, "judge", find_judge(text, date_span[1], stop) or find_judge(text, start, date_span[0]))


def find_time_near(text: str, date_span, stop: int, start: int):
    """Return the clock that belongs to a date: right after it, right before it, or a little after; else ``None``."""
    after = find_times(text[date_span[1]:min(stop, date_span[1] + _NEAR_AFTER)])
    if after and _BETWEEN.fullmatch(text, date_span[1], date_span[1] + after[0].start):
        return after[0].value, date_span[1] + after[0].start, date_span[1] + after[0].end
    floor = max(start, date_span[0] - _NEAR_BEFORE)
    before = find_times(text[floor:date_span[0]])
    if before and _BETWEEN.fullmatch(text, floor + before[-1].end, date_span[0]):
        return before[-1].value, floor + before[-1].start, floor + before[-1].end
    if after:
        return after[0].value, date_span[1] + after[0].start, date_span[1] + after[0].end
    return None


def _read_minutes(text: str, draft: Draft) -> None:
    if draft.action is HearingAction.HELD and (match := _HELD_TIME.search(text)):
        times = find_times(text[match.end():match.end() + 12])
        if times:
            _keep(draft, "time", (times[0].value, match.end(), match.end() + times[0].end))


def _default_judge(text: str, draft: Draft, paper: Paper):
    """The judge before whom minutes were taken; else the one who signed what the entry orders."""
    if paper is Paper.MINUTES:
        return find_judge(text) or find_signer(text)
    if draft.action not in _SIGNED_ACTIONS or paper is not Paper.COURT:
        return None
    return find_signer(text) or find_judge(text)


def _is_remote(text: str, draft: Draft, drafts: list[Draft], tellings) -> bool:
    if len(drafts) == 1:
        return is_remote(text, 0, len(text))
    return any(is_remote(text, start, end) for start, end, _ in tellings)
