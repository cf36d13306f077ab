"""Calendar dates and clock times inside running text, each with where it stands.

Shapes are those counted in docket entries: ``5/22/2017``, ``9/11/26``, ``2-15-2022``,
``Monday, April 10, 2006``, ``Sept. 5th``, ``5 May 2020``, ``2016-08-11`` and the misprint
``5/22/20107`` (azd 2:17-mj-01117 entry 19). Clock times: ``10:30 AM``, ``9:00 a.m.``,
``1:30pm``, ``9 am``, ``14:00``, ``noon``, and ``9:31`` with no half of the day, read as court
hours. Nothing here knows what a date is for.
"""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {name[:3]: number for number, name in enumerate(
    "january february march april may june july august september october november december".split(), 1)}
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DATE = re.compile(
    rf"""(?<![\w/.-])(?:
        (?P<slash>(?P<m>\d{{1,2}})(?P<sep>[/-])(?P<d>\d{{1,2}})(?P=sep)(?P<y>\d{{2,5}}))(?![\w/])
      | (?P<iso>(?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}}))(?!\w)
      | (?P<short>(?P<sm>\d{{1,2}})/(?P<sd>\d{{1,2}}))(?![\w/])
      | (?P<named>(?P<nm>{_MONTH})\b\.?\s{{1,3}}(?P<nd>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:\s?,?\s{{0,3}}(?P<ny>(?:19|20)\d\d)\b)?)
      | (?P<day>(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?\s(?:day\sof\s)?(?P<dm>{_MONTH})\b\.?,?\s(?P<dy>(?:19|20)\d\d)\b)
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_TIME = re.compile(
    r"""(?<![\w:/.-])(?:
        (?P<h>\d{1,2})[:.](?P<min>[0-5]\d)(?::[0-5]\d)?\s{0,2}(?P<half>[ap]\.?\s?m\b\.?|noon)?(?![\w:/]|-[a-z])
      | @?\s?(?P<h2>1[0-2]|[1-9])(?P<min2>[0-5]\d)?\s{0,2}(?P<half2>[ap]\.?m\b\.?)
      | (?P<noon>(?:12\s)?noon\b)
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_FIRST_COURT_HOUR = 7            # a bare 1:30 is afternoon, a bare 9:31 morning


@dataclass(frozen=True)
class DateInText:
    """A date and its place. `has_year` is false where the text leaves the year out."""

    start: int
    end: int
    value: date
    has_year: bool


@dataclass(frozen=True)
class TimeInText:
    """A clock time, ``HH:MM``. `is_inferred` where the half of the day is not printed."""

    start: int
    end: int
    value: str
    is_inferred: bool


def find_dates(text: str, year: int) -> list[DateInText]:
    """Return every calendar date in order; a date without a year takes `year`. Impossible days are left out."""
    found = []
    for match in _DATE.finditer(text):
        parts = _read(match, year)
        if parts is None:
            continue
        value = _calendar(*parts[:3])
        if value is not None:
            found.append(DateInText(match.start(), match.end(), value, parts[3]))
    return found


def _read(match, year: int):
    if match["slash"]:
        printed = _year(match["y"], year)
        return printed and (printed, int(match["m"]), int(match["d"]), True)
    if match["iso"]:
        return int(match["iy"]), int(match["im"]), int(match["id"]), True
    if match["named"]:
        printed = match["ny"]
        return int(printed or year), _MONTHS[match["nm"][:3].lower()], int(match["nd"]), bool(printed)
    if match["day"]:
        return int(match["dy"]), _MONTHS[match["dm"][:3].lower()], int(match["dd"]), True
    return year, int(match["sm"]), int(match["sd"]), False


def _year(digits: str, near: int) -> int | None:
    """The year printed; with a digit too many, the one nearest to `near` that dropping a digit gives."""
    if len(digits) == 2:
        return int(digits) + (1900 if int(digits) >= 70 else 2000)
    if len(digits) == 5:
        shorter = (int(digits[:place] + digits[place + 1:]) for place in range(5))
        return min((year for year in shorter if 1900 <= year <= 2199), key=lambda year: abs(year - near), default=None)
    return int(digits) if len(digits) == 4 and 1900 <= int(digits) <= 2199 else None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_times(text: str) -> list[TimeInText]:
    """Return every clock time in order, on the courthouse clock."""
    found = []
    for match in _TIME.finditer(text):
        value, is_inferred = _clock(match)
        if value is not None:
            found.append(TimeInText(match.start(), match.end(), value, is_inferred))
    return found


def _clock(match) -> tuple[str | None, bool]:
    if match["noon"]:
        return "12:00", False
    hour, minute = int(match["h"] or match["h2"]), match["min"] or match["min2"] or "00"
    half = (match["half"] or match["half2"] or "").lower()
    if match["h"] and not half and "." in match[0]:
        return None, False                       # "Rule 7.01" is no time
    if hour > 23 or (hour == 0 and half):
        return None, False
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    is_inferred = not half and 1 <= hour <= 12
    if is_inferred and hour < _FIRST_COURT_HOUR:
        hour += 12
    return f"{hour:02d}:{minute}", is_inferred
