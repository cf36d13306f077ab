"""Time, place, judge and telephone of a hearing that has been read."""

import re

from docket.dates_in_text import DateInText, find_times
from docket.hearing_drafts import Act, Draft
from docket.hearing_papers import Paper
from docket.hearing_people import find_judge, find_place, find_signer, is_remote, may_be_remote

_NEAR_AFTER, _NEAR_BEFORE = 60, 45               # characters between a date and its time
_BETWEEN = re.compile(r"[\s,@(-]*(?:at|on|from|beginning\sat|in|the|of|\w{3,9}day|to\s\d{1,2}:\d\d\s?[ap]\.?m\.?|[ap]\.?m\.?|[,()-]|\s)*")
_FAR_BEFORE, _ON_DAY = 80, re.compile(r"\s(?:on|for|at)\s(?:[A-Z][a-z]{5,8},?\s)?$")
_SAME_DAY = re.compile(r"\b(?:(?:same|that)\s(?:day|date)|begin|beginning|starting|commencing|convene)\s(?:at|from)\s")
_MINUTES_OF_CLOCK = re.compile(r":\d\d\s?[ap]\.?m")
_HELD_AT_HOUR = re.compile(r"\b(?:held|began|commenced|convened|started|time)(?::|\s(?:at|from))?\s\n?(\d{1,2})\Z")
# "before case manager" (laed), "before Magistrate Judge Unassigned": printed, and no judge.
_NOBODY = re.compile(r"before\s(?:the\s)?(?:magistrate\s)?(?:judge\s)?(?:unassigned|case\smanager|courtroom\sdeputy|deputy\sclerk|law\sclerk|clerk\b)")
_AFAR = re.compile(r"\b(?:telephon\w+|tele-?\s?conference|video[\w-]*|zoom|virtual|remote)\b")
_ATTENDED = re.compile(
    r"\b(?:appearances?\b(?!\s(?:for|of)\b)|(?:all|both)\s(?:\w+\s)?(?:parties|counsel|sides|attorneys|participants)|parties|counsel\sfor\s(?:both|all)\s(?:sides|parties)|everyone|proceedings?|hearing|conference|matter)\s"
    r"(?:(?:are|is|was|were|made|held|conducted|convened|took\splace|taken|appear(?:s|ed|ing)?|participat(?:ed|ing)|attend(?:ed|ing)|present|all|each|proceeded)\s){0,3}"
    r"(?:(?:by|via|through|over)\s(?:the\s)?(?:tele-?\s?(?:phone|conference)|phone|video\w*|zoom|webex|(?:microsoft\s|ms\s)?teams)|telephonic(?:ally)?\b|remotely\b|virtually\b)"
)
_MINUTED = (Act.HELD, Act.NOT_HELD)
_PAST_OR_OFF = (*_MINUTED, Act.VACATED)
_SIGNED_ACTIONS = (Act.SET, Act.RESET, Act.CONTINUED, Act.VACATED, Act.HELD, Act.NOT_HELD)


def complete(text: str, silenced: str, lowered: str, drafts: list[Draft], dates: list[DateInText], paper: str) -> None:
    """Fill each draft's time, location, judge and remote, with their spans, from the entry as printed and silenced."""
    is_maybe_remote = bool(drafts) and may_be_remote(lowered)
    for draft in drafts:
        tellings = [(draft.start, draft.end, draft.date_span), *draft.retold]
        if draft.action is Act.REQUESTED:
            draft.fields["remote"] = is_maybe_remote and draft.noun is not None and _AFAR.search(lowered, max(0, draft.noun.start - 24), draft.noun.end) is not None
            continue
        for start, end, date_span in tellings:
            _read_telling(text, silenced, lowered, draft, start, end, date_span, dates)
        if draft.action in _MINUTED:
            _read_minutes(silenced, lowered, draft)
        if "judge" not in draft.fields:
            _keep(draft, "judge", _default_judge(text, draft, paper))
        draft.fields["remote"] = is_maybe_remote and (_is_remote(lowered, drafts, tellings) or draft.action is Act.HELD and _is_attended_afar(lowered, drafts, draft))


def _keep(draft: Draft, name: str, found) -> None:
    if found and name not in draft.fields:
        draft.fields[name], draft.spans[name] = found[0], (found[1], found[2])


def _read_telling(printed: str, text: str, lowered: str, draft: Draft, start: int, end: int, date_span, dates: list[DateInText]) -> None:
    if date_span is None:
        _keep(draft, "judge", find_judge(text, start, end))
        return
    after = date_span[1]
    if _NOBODY.search(lowered, after, min(end, after + 120)):
        draft.fields["judge"] = None
    stop = end
    for day in dates:
        if after <= day.start < end:
            stop = day.start
            break
    if draft.action not in _PAST_OR_OFF:
        _keep(draft, "time", find_time_near(lowered, date_span, stop, start))
        _keep(draft, "location", find_place(text, after, stop, printed) or _place_before(text, draft, date_span[0], printed))
    _keep(draft, "judge", find_judge(text, after, stop) or find_judge(text, start, date_span[0]))


def _place_before(text: str, draft: Draft, day: int, printed: str):
    """"Will be held in Santa Fe on 7/11/2018": the place that stands between the sitting and its day."""
    if draft.noun is None or not draft.noun.end <= day <= draft.noun.end + _FAR_BEFORE or text.find("in ", draft.noun.end, day) < 0:
        return None
    lead = _ON_DAY.search(text, draft.noun.end, day)
    return find_place(text, draft.noun.end, lead.start(), printed) if lead else None


def find_time_near(lowered: str, date_span, stop: int, start: int):
    """Return the clock that belongs to a date: right after it, right before it, or a little after; else ``None``."""
    day_start, day_end = date_span
    after = find_times(lowered, day_end, min(stop, day_end + _NEAR_AFTER))
    if after and _BETWEEN.fullmatch(lowered, day_end, after[0].start):
        return after[0].value, after[0].start, after[0].end
    before = find_times(lowered, max(start, day_start - _NEAR_BEFORE), day_start)
    if before and _BETWEEN.fullmatch(lowered, before[-1].end, day_start):
        return before[-1].value, before[-1].start, before[-1].end
    if after:
        return after[0].value, after[0].start, after[0].end
    if same := _SAME_DAY.search(lowered, day_end, stop):
        clocks = find_times(lowered, same.end(), min(stop, same.end() + 12))
        return (clocks[0].value, clocks[0].start, clocks[0].end) if clocks else None
    return None


def _read_minutes(text: str, lowered: str, draft: Draft) -> None:
    if draft.action is not Act.HELD:
        return
    for clock in _MINUTES_OF_CLOCK.finditer(lowered):
        if held := _HELD_AT_HOUR.search(lowered, max(0, clock.start() - 22), clock.start()):
            at = held.start(1)
            times = find_times(text, at, at + 12)
            if times:
                _keep(draft, "time", (times[0].value, at, times[0].end))
            return


def _default_judge(text: str, draft: Draft, paper: str):
    """The judge before whom minutes were taken; else the one who signed what the entry orders."""
    if paper is Paper.MINUTES:
        return find_judge(text) or find_signer(text)
    if draft.action not in _SIGNED_ACTIONS or paper is not Paper.COURT:
        return None
    return find_signer(text) or find_judge(text)


def _is_remote(lowered: str, drafts: list[Draft], tellings) -> bool:
    if len(drafts) == 1:
        return is_remote(lowered, 0, len(lowered))
    return any(is_remote(lowered, *_own_words(drafts, *telling)) for telling in tellings)


def _is_attended_afar(lowered: str, drafts: list[Draft], draft: Draft) -> bool:
    """What minutes add of all who were there, up to the next sitting: "Appearances by phone: …". One lawyer on the telephone is not all."""
    stop = min((other.start for other in drafts if other.start >= draft.end), default=len(lowered))
    return _ATTENDED.search(lowered, draft.start, stop) is not None


def _own_words(drafts: list[Draft], start: int, end: int, date_span) -> tuple[int, int]:
    """The part of a clause that speaks of one of its sittings: from the day before to the name of the next."""
    if date_span:
        for other in drafts:
            if other.start == start and other.date_span and other.noun and other.date_span != date_span:
                if other.date_span[1] <= date_span[0]:
                    start = max(start, other.date_span[1])
                elif date_span[1] <= other.noun.start:
                    end = min(end, other.noun.start)
    return start, end
