"""Dates and instants: the only place where a time zone is applied.

A filing date is a calendar date at the courthouse, never shifted. An instant is UTC, written
``2026-11-24T00:00:00Z``. Nothing here reads the clock, or the machine's language or locale.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from docket.courts import get_court
from docket.issues import ParseError

_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NAMED = re.compile(r"(?:[a-z]{3,9},?\s)?([a-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})", re.IGNORECASE | re.ASCII)
_RFC822 = re.compile(
    r"(?:[a-z]{3,9},?\s)?(\d{1,2})[\s-]([a-z]{3,9})[\s-](\d{4}|\d{2})"
    r"\s(\d{1,2}):(\d{2})(?::(\d{2}))?\s([a-z]{1,4}|[+-]\d{4})",
    re.IGNORECASE | re.ASCII,
)
# Appellate feeds print American zone names (ca10 "MST", cadc "EST"); they mean fixed hours, not places.
_ZONES = {
    "gmt": 0,
    "ut": 0,
    "utc": 0,
    "z": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "akdt": -8,
    "hst": -10,
    "ast": -4,
    "chst": 10,
}
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})", re.ASCII
)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_EARLIEST_YEAR = 1900  # years of dates in dockets, with room on both sides; others are misprints
_LATEST_YEAR = 2199


@cache
def _zone(court_id: str) -> ZoneInfo:
    return ZoneInfo(get_court(court_id).timezone)


def instant(moment: datetime) -> str:
    """Return an aware moment as UTC to the second: ``2026-11-24T00:00:00Z``. Raises ParseError if naive."""
    if moment.utcoffset() is None:
        raise ParseError(
            f"{moment.isoformat()} has no time zone; only an aware time is an instant", code="instant"
        )
    if not _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR:
        raise ParseError(
            f"year outside {_EARLIEST_YEAR} to {_LATEST_YEAR}: {moment.isoformat()}", code="instant"
        )
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str) -> datetime:
    """Return the UTC moment of an ISO 8601 stamp with ``Z`` or an offset. Raises ParseError otherwise."""
    if not _INSTANT.fullmatch(text):
        raise ParseError(f"not an instant: {text[:80]!r}; write it like 2026-11-24T00:00:00Z", code="instant")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ParseError(f"no such instant: {text!r}", code="instant") from None


def court_date(moment: datetime, court_id: str) -> date:
    """Return the date at the courthouse at that moment.

    An RSS stamp of 01:12 GMT on the 5th is the 4th in San Francisco.
    """
    return parse_instant(instant(moment)).astimezone(_zone(court_id)).date()


def to_utc(local_date: date, clock: str, court_id: str) -> str:
    """Return the UTC instant of a courthouse date and clock time, ``HH:MM``.

    A time in the hour that autumn repeats is read as its first run (daylight time); no court sits then. A
    time that spring skips does not exist and raises ParseError.
    """
    match = _CLOCK.fullmatch(clock)
    if match is None:
        raise ParseError(f"not a clock: {clock[:80]!r}; write HH:MM from 00:00 to 23:59", code="clock")
    local = datetime(
        local_date.year,
        local_date.month,
        local_date.day,
        int(match[1]),
        int(match[2]),
        tzinfo=_zone(court_id),
    )
    stamp = instant(local)
    if parse_instant(stamp).astimezone(_zone(court_id)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ParseError(
            f"{local_date.isoformat()} {clock} does not exist in {get_court(court_id).timezone} ({court_id}): "
            "the clocks go forward over it",
            code="clock",
        )
    return stamp


def parse_date(text: str) -> date:
    """Return the date of ``03/10/2025``, ``2025-03-10``, ``March 10, 2025`` or ``Mar 10 2025``.

    A two-digit year is 19xx from 70 on, else 20xx. Raises ParseError for anything else, including an
    impossible day and a year outside 1900 to 2199.
    """
    words = " ".join(text.split())
    if match := _SLASHED.fullmatch(words):
        year, month, day = _full_year(match[3]), int(match[1]), int(match[2])
    elif match := _ISO.fullmatch(words):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _NAMED.fullmatch(words):
        year, month, day = int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2])
    else:
        raise ParseError(
            f"not a date: {text[:80]!r}; known are MM/DD/YYYY, YYYY-MM-DD, 'March 10, 2025' and 'Mar 10 2025'",
            code="date",
        )
    return _calendar_date(year, month, day, text)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 70 else 2000)


def _calendar_date(year: int, month: int, day: int, text: str) -> date:
    try:
        calendar_date = date(year, month, day)
    except ValueError:
        raise ParseError(f"no such day: {text[:80]!r}", code="date") from None
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ParseError(f"year outside {_EARLIEST_YEAR} to {_LATEST_YEAR}: {text[:80]!r}", code="date")
    return calendar_date


def parse_rfc822(text: str) -> datetime:
    """Return the aware moment of an e-mail or RSS stamp: ``Mon, 10 Mar 2025 14:05:00 GMT``.

    American zone names are fixed offsets from UTC. Raises ParseError for anything else, including a stamp
    without a zone, since nothing says which clock it means.
    """
    match = _RFC822.fullmatch(" ".join(re.sub(r"\([^)]{0,99}\)\s{0,9}$", "", text).split()))
    offset = _offset(match[7].lower()) if match else None
    if match is None or offset is None:
        raise ParseError(
            f"not a stamp with a time zone: {text[:80]!r}; known is 'Mon, 10 Mar 2025 14:05:00 GMT'",
            code="stamp",
        )
    day = _calendar_date(_full_year(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]), text)
    clock = int(match[4]), int(match[5]), int(match[6] or 0)
    try:
        return datetime(day.year, day.month, day.day, *clock, tzinfo=timezone(offset))
    except ValueError:
        raise ParseError(f"no such time: {text[:80]!r}", code="stamp") from None


def _offset(zone: str) -> timedelta | None:
    if zone[0] not in "+-":
        return timedelta(hours=_ZONES[zone]) if zone in _ZONES else None
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    if size > timedelta(hours=14):
        return None
    return -size if zone[0] == "-" else size
