"""The rules of a court's clock as a calendar file carries them (VTIMEZONE). Pure.

As rules, not as a list of days: Outlook knows only rules, and of the two parsers in our tests one misreads icalendar's own
lists (`Timezone.from_tzid` of 7.3.2, by an hour in 2006). Every zone of a court that changes its clock at all follows the
Act of Congress of its time; tests compare each with the tables, day by day.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

# Public Law 99-359: from 1987 the first Sunday of April to the last of October. Energy Policy Act of 2005, section 110:
# from 2007 the second Sunday of March to the first of November. Always at two o'clock of the clock in force.
_OLD_YEARS = range(1987, 2007)
_OLD_DAYLIGHT, _OLD_STANDARD = {"bymonth": 4, "byday": "1SU"}, {"bymonth": 10, "byday": "-1SU"}
_NEW_DAYLIGHT, _NEW_STANDARD = {"bymonth": 3, "byday": "2SU"}, {"bymonth": 11, "byday": "1SU"}
_NEW_FROM = date(2007, 3, 11)


def make_timezone(name: str, first: date) -> Timezone:
    """Return the zone for events from `first` on, which is 1987 or later; the older rules only where it needs them."""
    return _make(name, first < _NEW_FROM)


@lru_cache(maxsize=64)
def _make(name: str, is_old: bool) -> Timezone:
    zone = ZoneInfo(name)
    winter, summer = datetime(2025, 1, 1, tzinfo=zone), datetime(2025, 7, 1, tzinfo=zone)
    timezone = Timezone()
    timezone.add("tzid", name)
    # Indiana changed no clock until 2006.
    years = [year for year in _OLD_YEARS if datetime(year, 7, 1, tzinfo=zone).dst()] if is_old else []
    if is_old or not summer.dst():
        timezone.add_component(_observance(TimezoneStandard(), winter, datetime(1970, 1, 1), winter))
    if years:
        begins, ends = _sunday(years[0], 4), _sunday(years[0], 10, is_last=True)
        last_begin, last_end = _sunday(years[-1], 4), _sunday(years[-1], 10, is_last=True)
        timezone.add_component(_observance(TimezoneDaylight(), summer, begins, winter, _OLD_DAYLIGHT, last_begin))
        timezone.add_component(_observance(TimezoneStandard(), winter, ends, summer, _OLD_STANDARD, last_end))
    if summer.dst():
        timezone.add_component(_observance(TimezoneDaylight(), summer, datetime(2007, 3, 11, 2), winter, _NEW_DAYLIGHT))
        timezone.add_component(_observance(TimezoneStandard(), winter, datetime(2007, 11, 4, 2), summer, _NEW_STANDARD))
    return timezone


def _observance(observance, sample: datetime, starts: datetime, before: datetime, rule: dict | None = None, last: datetime | None = None):
    """Return one clock: like `sample`, from `starts` on, where the clock was like `before`; every year until `last`."""
    observance.add("dtstart", starts)
    observance.add("tzoffsetfrom", before.utcoffset())
    observance.add("tzoffsetto", sample.utcoffset())
    observance.add("tzname", sample.tzname())
    if rule:
        until = {"until": (last - before.utcoffset()).replace(tzinfo=ZoneInfo("UTC"))} if last else {}
        observance.add("rrule", vRecur(freq="yearly", **rule, **until))
    return observance


def _sunday(year: int, month: int, is_last: bool = False) -> datetime:
    """Return two o'clock of the month's first or last Sunday."""
    day = datetime(year, month, 31 if is_last else 1, 2)
    step = -1 if is_last else 1
    while day.weekday() != 6:
        day += timedelta(days=step)
    return day
