"""On which days the federal courts are open. Pure.

A court day is a day from Monday to Friday that is not a legal holiday (5 U.S.C. § 6103; a holiday on a
Saturday is observed on Friday, one on a Sunday on Monday). Days that only some courts take off, such as the
day after Thanksgiving, are not known here.
"""

from datetime import date, timedelta
from functools import lru_cache

_JUNETEENTH_SINCE = 2021


def is_court_day(day: date) -> bool:
    """Return whether a federal court is open on a day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def count_court_days(first: date, last: date) -> int:
    """Return the number of court days from the first day to the last, both included."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return sum(map(is_court_day, days))


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Return the days of a year on which a legal holiday is observed; next New Year's may be among them."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    fixed += [date(year, 6, 19)] if year >= _JUNETEENTH_SINCE else []
    moving = [
        _nth(year, 1, 0, 3),  # Martin Luther King
        _nth(year, 2, 0, 3),  # Washington
        _nth(year, 6, 0, 1) - timedelta(days=7),  # Memorial Day, the last Monday of May
        _nth(year, 9, 0, 1),  # Labor Day
        _nth(year, 10, 0, 2),  # Columbus
        _nth(year, 11, 3, 4),  # Thanksgiving
    ]
    kept = [day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0)) for day in fixed] + moving
    return frozenset(day for day in kept if day.year == year)


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
