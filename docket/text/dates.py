"""Calendar dates and clock times in running text, each with its place.

The shapes are those counted in docket entries: ``5/22/2017``, ``9/11/26``, ``2-15-2022``, ``Monday, April 10,
2006``, ``Sept. 5th``, ``5 May 2020``, and ``2016-08-11``. Clock times: ``10:30 AM``, ``9:00 a.m.``,
``1:30pm``, ``9 am``, ``14:00``, ``noon``, and ``9:31`` without AM or PM, read as court hours. Nothing here
knows what a date is for.

Every pattern begins with a digit, so that a search jumps from digit to digit and looks only there at what
precedes it: this takes a third of the time of searching for the names of months.
"""

import re
import sys
from datetime import date
from typing import NamedTuple

_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_LAST_LETTERS = "ary|rch|ril|may|une|uly|ust|ber|jan|feb|mar|apr|jun|jul|aug|sep|ept|oct|nov|dec"
_MAYBE_AFTER_MONTH = rf"(?:(?<=(?:{_LAST_LETTERS})\s\d)|(?<=(?:{_LAST_LETTERS})\.\s\d)|(?<=\s\s\d))"
_SHAPES = (
    r"\d?(?P<sep>[/-])(?P<d>\d{1,2})(?P=sep)(?P<y>\d{2,5})(?![\w/])",
    r"\d{3}-(?P<im>\d{2})-(?P<id>\d{2})(?!\w)",
    r"\d?(?P<slash>/)(?P<sd>\d{1,2})(?![\w/])",
    rf"(?P<dd>\d?)(?:st|nd|rd|th)?\s(?:day\sof\s)?(?P<dm>{_MONTH})\b\.?,?\s(?P<dy>(?:19|20)\d\d)\b",
    (
        rf"{_MAYBE_AFTER_MONTH}(?P<nd>\d?)(?:st|nd|rd|th)?\b(?!:)"
        r"(?:\s?(?:[&-]|and|through)\s?\d\d?(?=,?\s(?:19|20)\d\d\b))?"
        r"(?:\s?,?\s{0,3}(?P<ny>(?:19|20)\d\d)\b(?![/-]\d))?"
    ),
)
_DATE = re.compile(rf"\d(?<![\w/.-].)(?:{'|'.join(_SHAPES)})", re.ASCII)
# "is set forFebruary 6, 2006": orders printed in the docket text lose their line ends (ned, four dockets).
_MONTH_BEFORE = re.compile(
    rf"(?:(?<![\w/.-])|(?<=\bon)|(?<=\bfor)|(?<=\bto)|(?<=\bof)){_MONTH}\b\.?\s{{1,3}}$", re.ASCII
)
_LONGEST_MONTH = 14  # "September" with a full stop and three spaces, and one character before it
_LONGEST = 30  # "29th day of September, 2021" and a character after it
_CLOCKS = (
    (
        r"(?P<h>\d?)[:.](?P<min>[0-5]\d)(?::[0-5]\d)?\s{0,2}"
        r"(?P<half>[apAP]\.?\s?[mM]\b\.?|[nN]oon|NOON)?(?![\w:/]|-[a-zA-Z])"
    ),
    r"(?P<h2>(?<=1)[0-2]|(?<=[1-9]))(?P<min2>[0-5]\d)?\s{0,2}(?P<half2>[apAP]\.?[mM]\b\.?)",
    r"(?P<noon>(?<=1)2\s(?:[nN]oon|NOON)\b)",
)
_TIME = re.compile(rf"\d(?<![\w:/.-].)(?:{'|'.join(_CLOCKS)})|(?<=at\s)[nN]oon\b", re.ASCII)
_FIRST_COURT_HOUR = 7  # a bare 1:30 is afternoon, a bare 9:31 morning


class DateInText(NamedTuple):
    """A date and its place. `has_year` is false if the text leaves out the year."""

    start: int
    end: int
    value: date
    has_year: bool

    def in_year(self, years: int) -> "DateInText":
        """Return the same day of some years later. Raises ValueError if that year has no February 29."""
        return self._replace(value=self.value.replace(year=self.value.year + years))


class TimeInText(NamedTuple):
    """A clock time, ``HH:MM``. `is_inferred` if AM or PM is not printed."""

    start: int
    end: int
    value: str
    is_inferred: bool


def lower(text: str) -> str:
    """Return the text in lower case, same length: "İ" would become two characters and shift every span."""
    if len(lowered := text.lower()) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def find_dates(text: str, year: int) -> list[DateInText]:
    """Return every calendar date in order, without impossible days; one without a year gets `year`."""
    return find_dates_between(lower(text), 0, len(text), year)


def find_dates_between(lowered: str, start: int, end: int, year: int) -> list[DateInText]:
    """Return the calendar dates between two offsets of a text in lower case, as `find_dates` does."""
    dates = []
    for match in _DATE.finditer(lowered, start, min(len(lowered), end + _LONGEST)):
        if match.start() >= end:
            break
        if match.end() <= end and (day := _read(lowered, match, year)) and day.start >= start:
            dates.append(day)
    return dates


def _read(lowered: str, match: re.Match[str], year: int) -> DateInText | None:
    at, end = match.span()
    shape, printed = match.lastgroup, None
    if shape in ("y", "sd", "id"):
        parts = match[0].replace("-", "/").split("/")
        if shape == "id":  # 2016-08-11
            parts.append(parts.pop(0))
        month, day = int(parts[0]), parts[1]
        printed = _year(parts[2]) if len(parts) > 2 else None
    elif shape == "dy":
        month, day, printed = _MONTHS[match["dm"][:3]], lowered[at : match.end("dd")], int(match["dy"])
    elif before := _MONTH_BEFORE.search(lowered, max(0, at - _LONGEST_MONTH), at):
        month, day = _MONTHS[before[0][:3]], lowered[at : match.end("nd")]
        at, printed = before.start(), int(match["ny"]) if match["ny"] else None
    else:
        return None
    try:
        value = date(year if printed is None else printed, month, int(day))
    except ValueError:  # not a day of the calendar
        return None
    return DateInText(at, end, value, printed is not None)


def _year(digits: str) -> int:
    """The printed year, of two or four digits."""
    if len(digits) == 4:
        return int(digits) if "1900" <= digits <= "2199" else 0
    return int(digits) + (1900 if digits >= "70" else 2000) if len(digits) == 2 else 0


def find_times(text: str, start: int = 0, end: int = sys.maxsize) -> list[TimeInText]:
    """Return every clock time between two offsets of a text, in order, in courthouse time."""
    return [clock for match in _TIME.finditer(text, start, end) if (clock := _read_clock(match))]


def _read_clock(match: re.Match[str]) -> TimeInText | None:
    first, rest, minute, half, rest2, minute2, half2, noon = match[0][0], *match.groups()
    if noon or not first.isdigit():
        return TimeInText(*match.span(), "12:00", is_inferred=False)
    hour, minute = int(first + (rest or rest2 or "")), minute or minute2 or "00"
    half = (half or half2 or "").lower()
    if hour > 23 or (hour == 0 and half) or (rest is not None and not half and "." in match[0]):
        return None  # "Rule 7.01" is not a time
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    is_inferred = not half and 1 <= hour <= 12
    if is_inferred and hour < _FIRST_COURT_HOUR:
        hour += 12
    return TimeInText(*match.span(), f"{hour:02d}:{minute}", is_inferred)
