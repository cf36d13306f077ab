"""Time, place, judge and telephone of a hearing that has been read, as printed; and whether it is from afar."""

import re
from collections.abc import Sequence

from docket.hearings.draft import Act, Draft
from docket.hearings.papers import Paper
from docket.hearings.tags import find_nouns
from docket.text.dates import DateInText, find_times, lower
from docket.text.phrases import Cue, load


def _cue(tag: str) -> Cue:
    return Cue("details", tag)


_Found = tuple[str, int, int]  # what is printed, and where
_Span = tuple[int, int]

# Judges.

_JUDGE, _BEFORE, _SIGNED_BY, _TITLE, _NO_JUDGE = map(
    _cue, ("judge", "before", "signed_by", "title", "no_judge")
)
_NO_NAME = frozenset(
    word for row in load("details") if row.tag == "no_name" for word in row.phrase.split("|")
)
_NAME_GAP = re.compile(r"\s{1,2}")
_NAME_PART = re.compile(
    r"(?:[A-Z]\.|(?:Wm|Geo|Chas|Jos|Thos|St)\.|(?:O'|D'|Mc|Mac|De|La|Le|Di|Van)?[A-Z][a-zà-ÿ']+"
    r"(?:-[A-Z][a-z]+)?|[A-Z]+(?:-[A-Z]{2,})?|(?:de|la|van|von|del|den|der)(?=\s[A-Z]))(?![\w])"
)
_SUFFIX = re.compile(r",?\s(?:Jr\.?|Sr\.?|III|II|IV)(?![A-Za-z])")
_MOST_PARTS, _MOST_TITLES = 5, 6


def find_judge(text: str, lowered: str, start: int = 0, end: int | None = None) -> _Found | None:
    """Return the first judge named after a title or "before", with the span, else ``None``."""
    end = len(text) if end is None else end
    return _find_name(_JUDGE, text, lowered, start, end, 1) or _find_name(
        _BEFORE, text, lowered, start, end, 2
    )


def find_signer(text: str, lowered: str) -> _Found | None:
    """Return the judge who signed, with the span, else ``None``."""
    return _find_name(_SIGNED_BY, text, lowered, 0, len(text), 2)


def _find_name(cue: Cue, text: str, lowered: str, start: int, end: int, least: int) -> _Found | None:
    for match in cue.find(lowered, start, end):
        at = match.end()
        for _ in range(_MOST_TITLES):
            while text[at : at + 1] in (" ", ":"):
                at += 1
            title = _TITLE.match(lowered, at, end)
            if title is None:
                break
            at = title.end()
        if name := _read_name(text, at, end, least):
            return name, at, at + len(name)
    return None


def _read_name(text: str, at: int, end: int, least: int) -> str | None:
    """The run of capitals that begins at the place, shortened to the name it begins with."""
    start, parts = at, list[str]()
    while len(parts) < _MOST_PARTS and (match := _NAME_PART.match(text, at, end)):
        bare = match[0].rstrip(".,")
        if bare.lower() in _NO_NAME or (
            parts and len(bare) > 3 and bare.isupper() and not parts[0].isupper()
        ):
            break
        parts.append(match[0])
        stop = match.end()
        spaces = _NAME_GAP.match(text, stop, end)
        if spaces is None:
            break
        at = spaces.end()
    while parts and parts[-1].islower():
        stop -= len(parts.pop()) + 1
    if len(parts) < least:
        return None
    suffix = _SUFFIX.match(text, stop, end)
    name = text[start : suffix.end() if suffix else stop].rstrip(", ")
    return name.removesuffix("'s").removesuffix("'") or None


# Places.

_ROOM = re.compile(
    r"\b(?:(?!(?:AM|PM|[ECMP]T|IN|AT|ON)\b)[A-Z]{2}\s)?(?:(?i:courtroom(?!\sdeputy)|court\sroom)|Room|ROOM|Ctrm"
    r"|Crtrm|Rm\.?|Dept\.?|Department|Chambers|CHAMBERS|Suite)(?![a-z])"
)
_BUILDING = re.compile(
    r"(?:\d{1,4}\s)?\b[A-Z][a-z]+(?:[\s-](?:[A-Z]\.\s)?[A-Z][a-z]+){0,3}"
    r"\s(?:Courthouse|Courtroom|(?:Courts?\s)?Building)"
    r"|\b\d{2,5}\s(?:[NSEW]\.?\s)?[A-Z][a-z]+\s(?:Street|St\.|Avenue|Ave\.)"
)
_US_COURT = re.compile(
    r"\b(?:[A-Z][a-z]+\s(?:[A-Z]\.\s)?){0,3}(?:U\.?S\.?|United\sStates|Federal)\s(?:(?:District|Bankruptcy)\s)?"
    r"Court(?:house|room)?\b"
)
_PLACE_STOP = re.compile(
    r"[;()]|\s--|\s{3}|(?<!\bSt)(?<!\bAve)(?<!\bNo)(?<!\bU\.S)(?<!\s[A-Z])\.(?:\s|$)|\.$"
    r"|\s-\s(?![A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:\sbefore|\.|;|\s*$))"
)
_PLACE_ENDS = _cue("place_ends")
# "in Portland before", "in St. Louis, Missouri": a city without a room.
_CITY = re.compile(
    r"\bin\s(?P<place>(?!(?:The|This|Court|Case|Chambers|Re)\b)(?:St\.\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?"
    r"(?:,\s(?:[A-Z]{2}\b|D\.C\.|[A-Z][a-z]+))?)(?=\s(?:before|by|re|for)\b|\s*$|\s*[.;(]|,\s(?:on|to|at|before)\b)"
)
_BEFORE_ROOM = re.compile(
    r"(?:(?:\b(?:in|at)|[AP]M,)\s)((?!The\s|U\.)(?:[A-Z]\w{1,30}|\d{1,5}(?=\s[A-Z]))"
    r"(?:(?:,\s?|\s)(?!(?:AM|PM)\b)(?:[A-Z][\w.]{0,30}|\d{1,5})){0,9}\s?(?:,|-)?\s)$"
)
# What the register's form prints between "in" and "before".
_MACRO = re.compile(
    r"[^;(]{0,30}?\bin\s(?P<place>(?!the\b)[A-Z#\d][^;]{1,120}?),?\s(?:before|BEFORE)\s(?=[A-Z])"
)
_AFTER_ROOM = re.compile(r"\s\([A-Z][\w.]{0,9}\)")  # "Courtroom 14E (MPLS)" (mnd)
_ALL_CAPITALS = re.compile(
    r"\bat\s(?P<place>[A-Z]{4,}(?:\s[A-Z]{4,})?(?:,\s[A-Z]{2}\b)?)(?=\s(?:before|by)\b|\s*$|\s*[.;(])"
)  # "at FRANKFORT before" (kyed)
_AT = re.compile(
    r"\s(?:at|of)\s(?:the\s)?(?=[A-Z][a-z]+\s(?:[A-Z]\.\s)?(?:[A-Z][a-z]+\s){0,2}(?:U\.S\.\s)?Courthouse)"
)  # "Department 53 at Stanley Mosk Courthouse"
_MAY_BE_PLACE, _NOWHERE, _BY_FAR = _cue("may_be_place"), _cue("nowhere"), _cue("by_far")
_LONGEST_PLACE = 140


def find_place(text: str, start: int, end: int, printed: str | None = None) -> _Found | None:
    """Return the room, building or address between two places of a text, with the span.

    `printed` is the entry before its small parentheses were silenced: one that belongs to a room is kept.
    """
    words = text[start:end].lower()
    if macro := _MACRO.match(text, start, end) if "in " in words[:40] else None:
        at, stop = macro.span("place")
        if far := _BY_FAR.ends(lower(text), max(at, stop - 40), stop):
            stop = far.start()
        place = " ".join((printed or text)[at:stop].split()).rstrip(" ,.-")
        if _NOWHERE.match(place.lower()):
            return None
        return (_AT.sub(", ", place), at, stop) if place else None
    at = stop = -1
    if _MAY_BE_PLACE.search(words):
        found = [m for m in (p.search(text, start, end) for p in (_ROOM, _BUILDING, _US_COURT)) if m]
        if found:
            first = min(found, key=lambda m: (m.start(), -m.end()))
            at, stop = first.start(), _end_of_place(text, first.end(), min(end, first.end() + _LONGEST_PLACE))
    for letters, pattern in (("in ", _CITY), ("at ", _ALL_CAPITALS)):
        if at < 0 and letters in words and (match := pattern.search(text, start, end)):
            at, stop = match.span("place")
    if at < 0:
        return None
    if city := _BEFORE_ROOM.search(text, max(start, at - 70), at):
        # Of cand: "in Oakland, Courtroom 1, 4th Floor"; of ilnb: "at Will County Court Annex, 57 N. Ottawa St."
        at = city.start(1)
    place = text[at:stop].rstrip(" ,.-")
    place += "." if place.endswith(", D.C") else ""
    stop = at + len(place)
    if printed and (aside := _AFTER_ROOM.match(printed, stop)):
        place, stop = place + aside[0], aside.end()
    return (_AT.sub(", ", place), at, stop) if place else None


def _end_of_place(text: str, start: int, end: int) -> int:
    lowered = lower(text)
    ends = [end]
    ends += [
        match.start()
        for match in (_PLACE_STOP.search(text, start, end), _PLACE_ENDS.search(lowered, start, end))
        if match
    ]
    ends += [
        noun.start for noun in find_nouns(lowered, start, end)[:1]
    ]  # "Courtroom 5, settlement conference"
    return min(ends)


# From afar.

_REMOTE, _NOT_REMOTE, _AFAR, _ATTENDED = map(_cue, ("remote", "not_remote", "afar", "attended"))


def is_remote(lowered: str, start: int, end: int) -> bool:
    """Say whether the words between two places, in lower case, put the sitting on a telephone or a screen."""
    found = [match.start() for match in _REMOTE.find(lowered, start, end)]
    if found:
        others = [match.span() for match in _NOT_REMOTE.find(lowered, start, end)]
        found = [at for at in found if not any(first <= at < last for first, last in others)]
    return bool(found)


# All of them, for each draft.

_NEAR_AFTER, _NEAR_BEFORE, _FAR_BEFORE = 60, 45, 80  # signs between a date and its time, or its place
_BETWEEN, _SAME_DAY, _BEGAN = _cue("between"), _cue("same_day"), _cue("began")
_ON_DAY = re.compile(r"\s(?:on|for|at)\s(?:[A-Z][a-z]{5,8},?\s)?$")
_MINUTED = (Act.HELD, Act.NOT_HELD)


def complete(
    text: str, silenced: str, lowered: str, drafts: list[Draft], dates: list[DateInText], paper: str
) -> None:
    """Fill each draft's time, location, judge and remote, with their spans, from the entry as printed and silenced."""
    printed = lower(text) if drafts else ""
    is_maybe_remote = bool(drafts) and _REMOTE.search(lowered) is not None
    for draft in drafts:
        tellings = [(draft.start, draft.end, draft.date_span), *draft.retold]
        if draft.action is Act.REQUESTED:
            noun = draft.noun
            is_far = noun is not None and _AFAR.search(lowered, max(0, noun.start - 24), noun.end) is not None
            draft.fields["remote"] = is_maybe_remote and is_far
            continue
        for start, end, date_span in tellings:
            _read_telling(text, silenced, lowered, draft, start, end, date_span, dates)
        if draft.action is Act.HELD:
            _read_start(lowered, draft)
        if "judge" not in draft.fields:
            _keep(draft, "judge", _default_judge(text, printed, draft, paper))
        draft.fields["remote"] = is_maybe_remote and (
            (draft.action is Act.HELD and _is_attended_afar(lowered, drafts, draft))
            or _is_remote(lowered, drafts, draft, tellings)
        )


def _keep(draft: Draft, name: str, found: _Found | None) -> None:
    if found and name not in draft.fields:
        draft.fields[name], draft.spans[name] = found[0], (found[1], found[2])


def _read_telling(
    printed: str,
    text: str,
    lowered: str,
    draft: Draft,
    start: int,
    end: int,
    date_span: Sequence[int] | None,
    dates: list[DateInText],
) -> None:
    if date_span is None:
        _keep(draft, "judge", find_judge(text, lowered, start, end))
        return
    after = date_span[1]
    if _NO_JUDGE.search(lowered, after, min(end, after + 120)):
        draft.fields["judge"] = None
    stop = next((day.start for day in dates if after <= day.start < end), end)
    if draft.action not in (*_MINUTED, Act.VACATED):
        _keep(draft, "time", find_time_near(lowered, date_span, stop, start))
        place = find_place(text, after, stop, printed) or _place_before(text, draft, date_span[0], printed)
        _keep(draft, "location", place)
    judge = find_judge(text, lowered, after, stop) or find_judge(text, lowered, start, date_span[0])
    _keep(draft, "judge", judge)


def _place_before(text: str, draft: Draft, day: int, printed: str) -> _Found | None:
    """ "Will be held in Santa Fe on 7/11/2018": the place that stands between the sitting and its day."""
    noun = draft.noun
    if noun is None or not noun.end <= day <= noun.end + _FAR_BEFORE or text.find("in ", noun.end, day) < 0:
        return None
    lead = _ON_DAY.search(text, noun.end, day)
    return find_place(text, noun.end, lead.start(), printed) if lead else None


def find_time_near(lowered: str, date_span: Sequence[int], stop: int, start: int) -> _Found | None:
    """Return the clock that belongs to a date: right after it, right before it, or a little after; else ``None``."""
    day_start, day_end = date_span
    after = find_times(lowered, day_end, min(stop, day_end + _NEAR_AFTER))
    before = find_times(lowered, max(start, day_start - _NEAR_BEFORE), day_start)
    same = _SAME_DAY.search(lowered, day_end, stop) if not after else None
    if after and _BETWEEN.covers(lowered, day_end, after[0].start):
        clock = after[0]
    elif before and _BETWEEN.covers(lowered, before[-1].end, day_start):
        clock = before[-1]
    elif after:
        clock = after[0]
    elif same and (clocks := find_times(lowered, same.end(), min(stop, same.end() + 12))):
        clock = clocks[0]
    else:
        return None
    return clock.value, clock.start, clock.end


def _read_start(lowered: str, draft: Draft) -> None:
    """The start that minutes state in words: "Hearing held 12:09 PM to 12:18 PM"."""
    for match in _BEGAN.find(lowered):
        clocks = find_times(lowered, match.end(), min(len(lowered), match.end() + 13))
        if clocks and clocks[0].start - match.end() < 4 and not clocks[0].is_inferred:
            _keep(draft, "time", (clocks[0].value, clocks[0].start, clocks[0].end))
            return


def _default_judge(text: str, lowered: str, draft: Draft, paper: str) -> _Found | None:
    """The judge before whom minutes were taken; else the one who signed what the entry orders."""
    if paper is Paper.MINUTES:
        return find_judge(text, lowered) or find_signer(text, lowered)
    if paper is not Paper.COURT:
        return None
    return find_signer(text, lowered) or find_judge(text, lowered)


def _is_remote(
    lowered: str, drafts: list[Draft], draft: Draft, tellings: Sequence[tuple[int, int, _Span | None]]
) -> bool:
    if len(drafts) == 1:
        return is_remote(lowered, 0, len(lowered))
    return any(is_remote(lowered, *_own_words(lowered, drafts, draft, *telling)) for telling in tellings)


def _is_attended_afar(lowered: str, drafts: list[Draft], draft: Draft) -> bool:
    """What minutes add of all who were there, up to the next sitting: "Appearances by phone: …". One lawyer
    on the telephone is not all."""
    stop = min((other.start for other in drafts if other.start >= draft.end), default=len(lowered))
    return _ATTENDED.search(lowered, draft.start, stop) is not None


def _own_words(
    lowered: str, drafts: list[Draft], draft: Draft, start: int, end: int, date_span: _Span | None
) -> _Span:
    """The part of a clause that speaks of one of its sittings: from what joins it to the one before, to the
    name of the next."""
    for other in drafts if date_span else ():
        if (
            other.start == start
            and other.date_span
            and other.noun
            and date_span
            and other.date_span != date_span
        ):
            if other.date_span[1] <= date_span[0]:
                joint = lowered.rfind(
                    " and ", other.date_span[1], draft.noun.start if draft.noun else date_span[0]
                )
                start = max(start, other.date_span[1], joint)
            elif date_span[1] <= other.noun.start:
                end = min(end, other.noun.start)
    return start, end
