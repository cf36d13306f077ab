"""Hearings as an iCalendar file (RFC 5545) that a calendar program can follow for years.

A calendar must not lie about what the court said:

- A date known only to its week or month is not an event: no program can show it without making up a day.
- A day without an hour is an all-day event, shown as free. An hour has no end, since courts give none.
- A hearing keeps its UID through every move. Each earlier day stays, cancelled, under a UID of its own that
  ends in that day; "CANCELLED" and the reason are in the title, because many programs hide the status.
- SEQUENCE never goes down. It is recorded: the number that the ledger gave to the newest change of the hearing.
  A copy without a ledger instead counts the hearing's steps and the changes seen in it; that count grows with
  the archive, but may drop when the rules of reading change.
- DTSTAMP is when we last saw the hearing change. Nothing here reads the clock, so that an unchanged calendar
  has the same bytes and the same ETag.

Lines are folded at 75 octets (3.1), and each court's time zone comes with its rules (VTIMEZONE). Only the
function at the end that reads SEQUENCE from the ledger needs a database.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Component,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
    vRecur,
    vText,
)

from docket.statute import NAME, SITE_ID
from docket.times import parse_instant
from docket.vocabulary import Tier
from publish.freshness import ledger
from publish.words import (
    HEARING_STATUSES,
    TIERS,
    format_clock,
    format_day,
    format_hearing,
    format_span,
    format_zone,
    plain,
)

_LONGEST = 75


def fold(line: str) -> bytes:
    """Return the line in UTF-8, folded with CRLF and a space so that no part is longer than 75 octets."""
    octets = line.encode("utf-8")
    if len(octets) <= _LONGEST:
        return octets
    parts, start, room = [], 0, _LONGEST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a character: the octets after its first begin with 10
            end -= 1
        parts.append(octets[start:end])
        start, room = end, _LONGEST - 1  # the leading space counts
    return b"\r\n ".join([*parts, octets[start:]])


# Public Law 99-359: from 1987 the first Sunday of April to the last of October. Energy Policy Act of 2005,
# section 110: from 2007 the second Sunday of March to the first of November. Always at two o'clock local
# time.
_OLD_YEARS = range(1987, 2007)
_OLD_DAYLIGHT = {"bymonth": 4, "byday": "1SU"}
_OLD_STANDARD = {"bymonth": 10, "byday": "-1SU"}
_NEW_DAYLIGHT = {"bymonth": 3, "byday": "2SU"}
_NEW_STANDARD = {"bymonth": 11, "byday": "1SU"}
_NEW_FROM = date(2007, 3, 11)
# iCalendar gives the time of a clock change in local time, without a zone (RFC 5545, 3.6.5). A clock that
# never changes is given a start before all events.
_NEW_BEGINS = datetime(2007, 3, 11, 2)  # noqa: DTZ001  # local time; its zone is given beside it
_NEW_ENDS = datetime(2007, 11, 4, 2)  # noqa: DTZ001  # as above
_BEFORE_ALL = datetime(1970, 1, 1)  # noqa: DTZ001  # as above


def make_timezone(name: str, first: date) -> Timezone:
    """Return the zone for events from `first` on, which is 1987 or later; the older rules are included only
    if needed."""
    zone, is_old = ZoneInfo(name), first < _NEW_FROM
    winter, summer = datetime(2025, 1, 1, tzinfo=zone), datetime(2025, 7, 1, tzinfo=zone)
    timezone = Timezone()
    timezone.add("tzid", name)
    # Indiana did not change its clocks until 2006.
    years = [year for year in _OLD_YEARS if datetime(year, 7, 1, tzinfo=zone).dst()] if is_old else []
    if is_old or not summer.dst():
        timezone.add_component(_observance(TimezoneStandard(), winter, _BEFORE_ALL, winter))
    if years:
        begins, ends = _sunday(years[0], 4), _sunday(years[0], 10, is_last=True)
        last_begin, last_end = _sunday(years[-1], 4), _sunday(years[-1], 10, is_last=True)
        timezone.add_component(
            _observance(TimezoneDaylight(), summer, begins, winter, _OLD_DAYLIGHT, last_begin)
        )
        timezone.add_component(_observance(TimezoneStandard(), winter, ends, summer, _OLD_STANDARD, last_end))
    if summer.dst():
        timezone.add_component(_observance(TimezoneDaylight(), summer, _NEW_BEGINS, winter, _NEW_DAYLIGHT))
        timezone.add_component(_observance(TimezoneStandard(), winter, _NEW_ENDS, summer, _NEW_STANDARD))
    return timezone


def _observance(
    observance: TimezoneStandard | TimezoneDaylight,
    sample: datetime,
    starts: datetime,
    before: datetime,
    rule: dict | None = None,
    last: datetime | None = None,
) -> TimezoneStandard | TimezoneDaylight:
    """Return one observance: the clock as at `sample`, from `starts` on, until then as at `before`; every
    year until `last`."""
    observance.add("dtstart", starts)
    offset = before.utcoffset()
    assert offset is not None  # samples have a zone
    observance.add("tzoffsetfrom", offset)
    observance.add("tzoffsetto", sample.utcoffset())
    observance.add("tzname", sample.tzname())
    if rule:
        until: dict[str, Any] = {"until": (last - offset).replace(tzinfo=ZoneInfo("UTC"))} if last else {}
        observance.add("rrule", vRecur(freq="yearly", **rule, **until))
    return observance


def _sunday(year: int, month: int, is_last: bool = False) -> datetime:
    """Return two o'clock on the month's first or last Sunday."""
    day = datetime(year, month, 31 if is_last else 1, 2)  # noqa: DTZ001  # local time; its zone is given beside it
    step = -1 if is_last else 1
    while day.weekday() != 6:
        day += timedelta(days=step)
    return day


# Ids must outlive the host that serves them; no host can have this name (RFC 6761).
AUTHORITY = f"{SITE_ID}.invalid"
_REFRESH = timedelta(hours=4)
_CALLED_OFF = ("vacated", "not_held", "withdrawn")
_STATUS = {"requested": "TENTATIVE", "unknown": "TENTATIVE"} | dict.fromkeys(_CALLED_OFF, "CANCELLED")
_MOVES = ("reset", "continued")
MAY_BE_OFF = "May be off, see the entry"  # a day that only one of the two readings calls off
_ACTIONS = {
    "set": "Set for",
    "reset": "Moved to",
    "continued": "Moved to",
    "vacated": "Vacated",
    "held": "Held",
    "not_held": "Not held",
    "requested": "Requested for",
}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_TEXT = 600


@dataclass(frozen=True)
class Slot:
    """When a hearing was or will be: its days and their precision, and the courthouse time if stated."""

    date_from: str
    date_to: str | None
    precision: str | None
    time_local: str | None = None

    @property
    def is_a_day(self) -> bool:
        return self.precision in ("day", "time")

    @property
    def words(self) -> str:
        clock = format_clock(self.time_local)
        return f"{format_span(self.date_from, self.date_to, self.precision)}{f', {clock}' if clock else ''}"


def make_calendar(
    title: str, words: str, hearings: list[dict], root: str, path: str, timezone: str | None
) -> bytes:
    """Return the calendar of the hearings. `path` is the page it belongs to, `timezone` the zone of its
    court, if it is about one.

    Each hearing is a row of `queries.HEARING` with its `steps`, oldest first, `change_count`, `revised_at`
    and, if a ledger records it, `sequence`.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAME} Docket//Hearings 1//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(plain_line(title)))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, vText(plain_line(words)))
    calendar.add("url", f"{root}{path}")
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    events = sorted(
        (event for hearing in hearings for event in write_events(hearing, root)),
        key=lambda event: event.order,
    )
    *head, end = _lines_of(calendar)
    return b"".join([*head, *_write_zones(events, timezone), *(event.octets for event in events), end])


@dataclass(frozen=True)
class Written:
    """An event as written in the file; `order` is its day and its UID, `zone` the time zone it names, if
    any."""

    order: tuple[str, str]
    zone: str | None
    octets: bytes


def write_events(hearing: dict, root: str) -> tuple[Written, ...]:
    """Return the events of a hearing. They are cached: most have not changed since the file was last
    requested."""
    names, steps = tuple(hearing), hearing["steps"]
    values = tuple(tuple(step.values()) for step in steps)
    return _write_events(names, _values_of(names)(hearing), tuple(steps[0]) if steps else (), values, root)


@lru_cache(maxsize=16)  # the thousand hearings of a calendar share one tuple of names
def _values_of(names: tuple[str, ...]) -> Callable[[dict], tuple]:
    return itemgetter(*(name for name in names if name != "steps"))


@lru_cache(maxsize=4096)
def _write_events(
    names: tuple[str, ...],
    values: tuple[Any, ...],
    step_names: tuple[str, ...],
    steps: tuple[tuple[Any, ...], ...],
    root: str,
) -> tuple[Written, ...]:
    known = [name for name in names if name != "steps"]
    hearing = dict(zip(known, values, strict=True))
    hearing["steps"] = [dict(zip(step_names, step, strict=True)) for step in steps]
    return tuple(make_events(hearing, root))


def _lines_of(component: Component) -> list[bytes]:
    return [fold(line) + b"\r\n" for line in component.content_lines() if line]


@lru_cache(maxsize=64)
def _write_timezone(name: str, first: date) -> bytes:
    return b"".join(_lines_of(make_timezone(name, first)))


def _write_zones(events: list[Written], timezone: str | None) -> list[bytes]:
    """Return the zones that the events name. Without events, the court's: a calendar must not be empty (RFC
    5545, 3.6)."""
    timed = [event for event in events if event.zone]
    names = {event.zone for event in events if event.zone} or (
        {timezone or "America/New_York"} if not events else set()
    )
    first = min((date.fromisoformat(event.order[0]) for event in timed), default=date(2025, 1, 1))
    return [_write_timezone(name, min(first, _NEW_FROM)) for name in sorted(names)]


def make_events(hearing: dict, root: str) -> list[Written]:
    """Return the events of a hearing: its current day, if known, and each day it was once set for."""
    now = _slot(hearing)
    events = []
    if now and now.is_a_day:
        status = hearing["status"]
        word = HEARING_STATUSES.get(status, (plain(status) or "Not known",))[0].lower()
        event_status = _STATUS.get(status, "CONFIRMED")
        label = {
            "CANCELLED": f"CANCELLED ({word})",
            "TENTATIVE": "Requested" if status == "requested" else "Status not known",
        }.get(event_status)
        if hearing.get("tier") == Tier.UNREVIEWED and event_status != "TENTATIVE":
            event_status, label = "TENTATIVE", MAY_BE_OFF if event_status == "CANCELLED" else "Not reviewed"
        events.append(_event(hearing, root, now, event_status, label))
    for slot, why, is_sure in past_slots(hearing["steps"], now):
        if slot.is_a_day:
            event_status, label = (
                ("CANCELLED", f"CANCELLED ({why})") if is_sure else ("TENTATIVE", f"{MAY_BE_OFF} ({why})")
            )
            events.append(_event(hearing, root, slot, event_status, label, was=slot.date_from))
    return events


def past_slots(steps: list[dict], now: Slot | None) -> list[tuple[Slot, str, bool]]:
    """Return the hearing's earlier days, each once, with what became of it: "moved to Nov. 5, 2026",
    "vacated"; and whether that is certain, or only one of the two readings found it.

    A day that was only requested does not count, nor does the current day.
    """
    past: dict[str, tuple[Slot, str, bool]] = {}
    clocks: dict[
        str, str | None
    ] = {}  # "the conference set for Feb. 1" leaves the hour to the line that set it
    stood, ended, is_sure = None, None, True
    for step in steps:
        action = step["action"]
        is_sure = (is_sure or not ended) and step.get("tier") != Tier.UNREVIEWED
        if stood is None and step.get("prior_date"):
            day = step["prior_date"]
            stood = Slot(day, day, "day", clocks.get(day))
        if action in _CALLED_OFF:
            ended = HEARING_STATUSES[action][0].lower()
        elif action in _MOVES or step["date_from"]:
            slot = _slot(step)
            if slot and slot.is_a_day and action != "requested":
                slot = replace(slot, time_local=slot.time_local or clocks.get(slot.date_from))
                clocks[slot.date_from] = slot.time_local
            if stood and (slot is None or stood.date_from != slot.date_from):
                past[stood.date_from] = (
                    stood,
                    ended or f"moved to {slot.words if slot else 'a day not known'}",
                    is_sure,
                )
            stood, ended = (None if action == "requested" else slot), None
    if stood and ended:
        past[stood.date_from] = stood, ended, is_sure
    if now:
        past.pop(now.date_from, None)
    return list(past.values())


def _slot(row: dict) -> Slot | None:
    return (
        Slot(row["date_from"], row["date_to"], row["precision"], row["time_local"])
        if row["date_from"]
        else None
    )


def _event(
    hearing: dict, root: str, slot: Slot, status: str, label: str | None, was: str | None = None
) -> Written:
    """Return one event. Its lines are assembled here: a thousand hearings as components of icalendar took 400
    ms, nine tenths of it spent on that library's types."""
    uid = f"{quote(hearing['hearing_id'], safe=':.-_')}{f'/{was}' if was else ''}@{AUTHORITY}"
    revised = f"{parse_instant(hearing['revised_at']):%Y%m%dT%H%M%SZ}"
    counted = max(0, len(hearing["steps"]) - 1 + hearing["change_count"])
    day = date.fromisoformat(slot.date_from)
    zone = _zone(day, slot.time_local, hearing["court_timezone"])
    if zone:
        span = [f"DTSTART;TZID={zone}:{day:%Y%m%d}T{time.fromisoformat(slot.time_local or ''):%H%M%S}"]
    else:
        span = [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
    url = f"{root}/case/{quote(hearing['case_id'], safe=':')}#hearings"
    description = "\n".join(filter(None, map(plain_line, _lines(hearing, slot, zone is None, was, url))))
    place = plain_line(hearing["place"]) if hearing["place"] and not was else None
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY:{_escape(plain_line(f'{label}: {_name(hearing)}' if label else _name(hearing)))}",
        *span,
        f"DTSTAMP:{revised}",
        f"UID:{uid}",
        f"SEQUENCE:{counted if hearing.get('sequence') is None else hearing['sequence']}",
        f"DESCRIPTION:{_escape(description)}",
        f"LAST-MODIFIED:{revised}",
        *([f"LOCATION:{_escape(place)}"] if place is not None else ()),
        f"STATUS:{status}",
        f"TRANSP:{'TRANSPARENT' if zone is None or status == 'CANCELLED' else 'OPAQUE'}",
        f"URL:{url}",
        "END:VEVENT\r\n",
    ]
    return Written((slot.date_from, uid), zone, b"\r\n".join(map(fold, lines)))


def _escape(text: str) -> str:
    """Return the text as a TEXT value (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


@lru_cache(maxsize=4096)
def _zone(day: date, clock: str | None, timezone: str | None) -> str | None:
    """Return the time zone of the hearing's start, None if no hour can be given."""
    if not clock or not timezone:
        return None
    zone = ZoneInfo(timezone)
    moment = datetime.combine(day, time.fromisoformat(clock), zone)
    # A time that the change to summer time skips does not exist; the description still gives it as the court
    # wrote it.
    back = moment.astimezone(ZoneInfo("UTC")).astimezone(zone)
    return timezone if back.replace(tzinfo=None) == moment.replace(tzinfo=None) else None


def _name(hearing: dict) -> str:
    kind = format_hearing(hearing["kind"])
    court, name = hearing["court_name"] or hearing["court_id"], hearing["docket_name"] or hearing["docket_id"]
    return f"{kind}: {name}" if f"({court})" in name else f"{kind}: {name} ({court})"


def _lines(hearing: dict, slot: Slot, is_whole_day: bool, was: str | None, url: str) -> list[str]:
    """Return the event's description: what is known, what is not, every step, and where to look."""
    number = hearing["docket_number"]
    status = HEARING_STATUSES.get(hearing["status"], (plain(hearing["status"]) or "Not known",))[0]
    clock = (
        f"{format_clock(slot.time_local)} {format_zone(hearing['court_timezone']) or ''}".strip()
        if slot.time_local
        else None
    )
    return [
        f"{hearing['court_name'] or hearing['court_id']} {number or '(number not known)'}",
        f"{'Where this hearing stood before. Status now' if was else 'Status'}: {status}.",
        f"{TIERS[hearing['tier']]}." if hearing.get("tier") in TIERS else "",
        f"{clock}; the end is not known."
        if clock
        else "The time is not known; shown as an all-day event."
        if is_whole_day
        else "",
        f"Judge {hearing['judge']}" if hearing["judge"] else "",
        "Remote" if hearing["is_remote"] else "",
        (hearing["text"] or "")[:_LONGEST_TEXT],
        *(_format_step(step) for step in hearing["steps"]),
        "From public court records; the court's own docket controls.",
        url,
    ]


def _format_step(step: dict) -> str:
    text = _ACTIONS.get(step["action"], plain(step["action"]) or "")
    if step["date_from"]:
        text += f" {Slot(step['date_from'], step['date_to'], step['precision'], step['time_local']).words}"
    elif step["action"] in ("set", "reset", "continued"):
        text += " a day not known"
    elif step["action"] == "requested":
        text = "Request filed"  # mostly a request to move it: no day is requested
    if step["action_date"] and step["action_date"] != step["date_from"]:
        text += f", by entry of {format_day(step['action_date'])}"
    if step.get("entry_number"):
        text += f", no. {step['entry_number']}"
    return f"- {text}"


def plain_line(text: str) -> str:
    """Return the text as one line: a line break or control character in a docket must not end a property
    early."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def read_numbers(archive_path: Path | None, changes: dict[str, list[str]]) -> dict[str, int] | None:
    """Return the ledger's number for each hearing, found by the ids of its changes; None without a readable
    ledger."""
    with ledger(archive_path) as db:
        if db is None:
            return None
        newest_taken_back = (
            db.execute("select max(seq) from published where corrects is not null").fetchone()[0] or 0
        )
        asked = json.dumps(sorted({change_id for ids in changes.values() for change_id in ids}))
        numbers = dict(
            db.execute(
                "select change_id, seq from published where change_id in (select value from json_each(?))",
                (asked,),
            ).fetchall()
        )
    return {
        hearing_id: max(
            [newest_taken_back, *(numbers[change_id] for change_id in ids if change_id in numbers)]
        )
        for hearing_id, ids in changes.items()
    }
