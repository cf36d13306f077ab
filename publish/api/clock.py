"""The day it is at each court, and how long it lasts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from docket.courts import load_courts
from docket.times import instant

HOME = "America/New_York"  # for a hearing whose court has no zone here


@dataclass(frozen=True)
class Days:
    """The calendar day in the zone of every court, valid from `began` until before `ends`."""

    by_zone: dict[str, str]
    began: datetime
    ends: datetime

    @property
    def as_of(self) -> str:
        """When a day last began in any of the zones: an instant, UTC."""
        return instant(self.began)


_last: list[Days] = []


def days_at(now: datetime) -> Days:
    """Return the days as of `now`. Recomputed when a day begins in any zone, some twenty times a day."""
    if not _last or not _last[0].began <= now < _last[0].ends:
        _last[:] = [_make(now)]
    return _last[0]


def _make(now: datetime) -> Days:
    days = {zone: now.astimezone(ZoneInfo(zone)).date() for zone in timezones()}
    begun = max(_midnight(zone, day) for zone, day in days.items())
    ends = min(_midnight(zone, day + timedelta(days=1)) for zone, day in days.items())
    return Days({zone: day.isoformat() for zone, day in days.items()}, begun, ends)


def _midnight(zone: str, day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


@cache
def timezones() -> tuple[str, ...]:
    """Return the time zones of all courts, each once."""
    return tuple(sorted({court.timezone for court in load_courts().values()} | {HOME}))
