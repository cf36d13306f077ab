"""Find the time, place and judge of a hearing already read, as printed, and whether attendance is remote."""

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from docket.hearings.clauses import REQUEST
from docket.hearings.draft import Act, Draft, Entry
from docket.text.dates import find_times
from docket.text.phrase_rows import load
from docket.text.phrases import Cues

_CUES = Cues("details")
_Found = tuple[str, int, int]  # the printed words, their start and their end
_Span = tuple[int, int]

# Judges.

_NO_NAMES = sorted(word for row in load("details") if row.tag == "no_name" for word in row.phrase.split("|"))
_NO_NAME = "|".join(  # grouped by first letter, which takes a third of the time
    f"{letter.upper()}(?i:{'|'.join(word[1:] for word in words)})"
    for letter, words in groupby(_NO_NAMES, itemgetter(0))
)
_PART = (
    r"(?:(?:[A-Z]\.)+|(?:Wm|Geo|Chas|Jos|Thos|St)\.|(?:O'?|D'?|Mc|Mac|De|La|Le|Di|Van)?[A-Z][a-zà-ÿ']+"
    r"(?:-[A-Z][a-z]+)?|[A-Z]+(?:-[A-Z]{2,})?|(?:de|la|van|von|del|den|der)(?=\s[A-Z]))(?!\w)"
)
_WORD = rf"(?!(?:{_NO_NAME})(?![\w-])){_PART}"
_NAME = re.compile(
    rf"[ :]*({_WORD}(?P<more>\s{{1,2}}{_WORD}){{0,4}}(?:,?\s(?:Jr\.?|Sr\.?|III|II|IV)(?![A-Za-z]))?)"
)


def _find_judge(text: str, leads: Iterable[re.Match[str]]) -> _Found | None:
    """Return the first judge named after `leads`: one word after a title, two or more after "before"."""
    for lead in leads:
        run = _NAME.match(text, lead.end())
        if run and (run["more"] or not _CUES.before.match(lead[0])):
            name, at = run[1].removesuffix("'s").removesuffix("'"), run.start(1)
            return name, at, at + len(name)
    return None


# Places.

_ROOM = (
    r"(?:(?i:court\s?room(?!\sdeputy))|R(?:oom|OOM|m\.?)|Cr?trm|Dep(?:t\.?|artment)|Chambers|CHAMBERS|Suite)"
)
_NATION = r"(?:U\.?S\.?|United\sStates|Federal)"
_PLACES = (
    rf"\b(?:(?!(?:AM|PM|[ECMP]T|IN|AT|ON)\b)[A-Z]{{2}}\s)?{_ROOM}(?![a-z])",
    (
        r"(?:\d{1,4}\s)?\b[A-Z][a-z]+(?:[\s-](?:[A-Z]\.\s)?[A-Z][a-z]+){0,3}\s"
        r"(?:Courthouse|Courtroom|(?:Courts?\s)?Building)"
    ),
    r"\b\d{2,5}\s(?:[NSEW]\.?\s)?[A-Z][a-z]+\s(?:Street|St\.|Avenue|Ave\.)",
    rf"\b(?:[A-Z][a-z]+\s(?:[A-Z]\.\s)?){{0,3}}{_NATION}\s(?:(?:District|Bankruptcy)\s)?Court(?:house|room)?\b",
)
_PLACE = re.compile("|".join(_PLACES))
_PLACE_STOP = re.compile(
    r"[;()]|\s--|\s{3}|(?<!\bSt)(?<!\bAve)(?<!\bNo)(?<!\bU\.S)(?<!\s[A-Z])\.(?:\s|$)|\.$"
    r"|\s-\s(?![A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:\sbefore|\.|;|\s*$))"
)
# "in Portland before", "in St. Louis, Missouri", "at FRANKFORT before" (kyed): a city with no room.
_STATE = r"(?:,\s(?:[A-Z]{2}\b|D\.C\.|[A-Z][a-z]+))?"
_CITIES = (
    rf"\bin\s((?!(?:The|This|Court|Case|Chambers|Re)\b)(?:St\.\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?{_STATE})",
    rf"\bat\s([A-Z]{{4,}}(?:\s[A-Z]{{4,}})?{_STATE})",
)
_BEHIND_CITY = r"(?=\s(?:before|by|re|for)\b|\s*$|\s*[.;(]|,\s(?:on|to|at|before)\b)"
_CITY = re.compile(f"(?:{'|'.join(_CITIES)}){_BEHIND_CITY}")
# In cand, "in Oakland, Courtroom 1, 4th Floor"; in ilnb, "at Will County Court Annex, 57 N. Ottawa St."
_BEFORE_ROOM = re.compile(
    r"(?:(?:\b(?:in|at)|[AP]M,)\s)((?!The\s|U\.)(?:[A-Z]\w{1,30}|\d{1,5}(?=\s[A-Z]))"
    r"(?:(?:,\s?|\s)(?!(?:AM|PM)\b)(?:[A-Z][\w.]{0,30}|\d{1,5})){0,9}\s?(?:,|-)?\s)$"
)
# The text that the register's form prints between "in" and "before".
_MACRO = re.compile(r"[^;(]{0,30}?\bin\s((?!the\b)[A-Z#\d][^;]{1,120}?),?\s(?:before|BEFORE)\s(?=[A-Z])")
_AFTER_ROOM = re.compile(r"\s\([A-Z][\w.]{0,9}\)")  # "Courtroom 14E (MPLS)" (mnd)
_LONGEST_PLACE = 140


def find_place(entry: Entry, start: int, end: int) -> _Found | None:
    """Return the room, building or address printed between two offsets, with its span; else ``None``.

    A silenced parenthesis directly after a room is kept as part of it.
    """
    text, words = entry.silenced, entry.text[start:end]
    if macro := _MACRO.match(text, start, end) if "in " in words[:40] else None:
        return " ".join(entry.printed[slice(*macro.span(1))].split()).rstrip(" ,.-"), *macro.span(1)
    room = _PLACE.search(text, start, end) if _CUES.may_be_place.search(words) else None
    if room:
        last = min(end, room.end() + _LONGEST_PLACE)
        stops = (
            _PLACE_STOP.search(text, room.end(), last),
            _CUES.place_ends.search(entry.text, room.end(), last),
        )
        at, stop = room.start(), min([last, *(match.start() for match in stops if match)])
        if city := _BEFORE_ROOM.search(text, max(start, at - 70), at):
            at = city.start(1)
    elif city := _CITY.search(text, start, end) if "in " in words or "at " in words else None:
        at, stop = city.span(city.lastindex or 0)
    else:
        return None
    place = text[at:stop].rstrip(" ,.-")
    stop = at + len(place)
    if aside := _AFTER_ROOM.match(entry.printed, stop):
        place, stop = place + aside[0], aside.end()
    return place, at, stop


# All details, for each draft.

_NEAR_AFTER = 60  # characters after a date within which its time may appear
_NEAR_BEFORE = 45  # characters before a date within which its time may appear


def complete(entry: Entry, drafts: list[Draft]) -> None:
    """Fill in each draft's time, location, judge and remote flag, with spans of the entry as printed."""
    is_maybe_remote = bool(drafts) and _CUES.remote.search(entry.text) is not None
    leads = _CUES.judge.find(entry.body.lowered) if drafts else []
    for draft in drafts:
        tellings = [(draft.start, draft.end, draft.date_span), *draft.other_mentions]
        for start, end, day in tellings:
            if day is None:
                continue
            stop = min([end, *(other.start for other in entry.dates_between(day[1], end)[:1])])
            if draft.action is not Act.VACATED:
                draft.keep("time", find_time_near(entry.text, day, stop, start))
                draft.keep("location", find_place(entry, day[1], stop))
            near = [lead for lead in leads if start <= lead.start() < stop]
            # leads after the day first
            draft.keep(
                "judge", _find_judge(entry.printed, sorted(near, key=lambda lead: lead.start() < day[0]))
            )
        if entry.paper != REQUEST and "judge" not in draft.fields:
            draft.keep("judge", _find_judge(entry.printed, leads))  # who took minutes; who signed an order
        draft.fields["remote"] = is_maybe_remote and _is_remote(entry.text, drafts, draft, tellings)


def find_time_near(lowered: str, date_span: _Span, stop: int, start: int) -> _Found | None:
    """Return the clock time of a date: right after it, right before it, or a little after; else ``None``."""
    day_start, day_end = date_span
    clocks = find_times(lowered, day_end, min(stop, day_end + _NEAR_AFTER))[:1]
    if not clocks or not _CUES.between.covers(lowered, day_end, clocks[0].start):
        before = find_times(lowered, max(start, day_start - _NEAR_BEFORE), day_start)[-1:]
        if before and _CUES.between.covers(lowered, before[0].end, day_start):
            clocks = before
    return (clocks[0].value, clocks[0].start, clocks[0].end) if clocks else None


# Remote attendance.


def _is_remote(
    lowered: str, drafts: list[Draft], draft: Draft, tellings: list[tuple[int, int, _Span | None]]
) -> bool:
    """Whether a sitting is by telephone or video; if the entry reports several, only its own words count."""
    if len(drafts) == 1:
        return _is_afar(lowered, 0, len(lowered))
    # Minutes may add this about everyone present, up to the next sitting: "Appearances by phone: …".
    stop = min((other.start for other in drafts if other.start >= draft.end), default=len(lowered))
    if draft.action is Act.HELD and _CUES.attended.search(lowered, draft.start, stop):
        return True
    for start, end, day in tellings:
        # its own words: from the previous sitting's day to the next sitting's name
        for other in drafts if day else ():
            if day and other.date_span and other.noun:
                start = max(start, other.date_span[1] if other.date_span[1] <= day[0] else 0)
                end = min(end, other.noun.start if other.noun.start >= day[1] else end)
        if _is_afar(lowered, start, end):
            return True
    return False


def _is_afar(lowered: str, start: int, end: int) -> bool:
    others = [match.span() for match in _CUES.not_remote.find(lowered, start, end)]
    starts = (match.start() for match in _CUES.remote.find(lowered, start, end))
    return any(not any(first <= at < last for first, last in others) for at in starts)
