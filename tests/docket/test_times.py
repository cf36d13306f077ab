"""Dates, instants, court days and the clocks of courthouses."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from docket import times
from docket.court_days import count_court_days, is_court_day
from docket.courts import get_court, load_courts
from docket.issues import ParseError


def _local_clock(stamp, court_id):
    zone = ZoneInfo(get_court(court_id).timezone)
    return datetime.fromisoformat(stamp).astimezone(zone).strftime("%H:%M")


@pytest.mark.parametrize(
    ("stamp", "court_id", "expected"),
    [
        ("Wed, 05 Apr 2023 01:12:00 GMT", "cand", date(2023, 4, 4)),  # already the 5th in Greenwich
        ("Wed, 05 Apr 2023 01:12:00 GMT", "nysd", date(2023, 4, 4)),
        ("Wed, 05 Apr 2023 04:12:00 GMT", "nysd", date(2023, 4, 5)),  # daylight time: midnight is 04:00
        ("Thu, 05 Jan 2023 04:12:00 GMT", "nysd", date(2023, 1, 4)),  # standard time: midnight is 05:00
        ("Wed, 05 Apr 2023 15:00:00 GMT", "gud", date(2023, 4, 6)),  # Guam is a day ahead
        ("Wed, 05 Apr 2023 09:30:00 GMT", "hid", date(2023, 4, 4)),
        ("Wed, 05 Jul 2023 06:30:00 GMT", "azd", date(2023, 7, 4)),  # Arizona has no daylight time
        ("Fri, 03 Feb 2023 23:30:00 MST", "ca10", date(2023, 2, 3)),
    ],
)
def test_court_date_is_taken_on_the_courthouse_wall(stamp, court_id, expected):
    assert times.court_date(times.parse_rfc822(stamp), court_id) == expected


@pytest.mark.parametrize(
    ("day", "clock", "court_id", "expected"),
    [
        (date(2023, 1, 9), "10:00", "scotus", "2023-01-09T15:00:00Z"),
        (date(2023, 7, 9), "10:00", "scotus", "2023-07-09T14:00:00Z"),
        (date(2023, 7, 9), "22:00", "cand", "2023-07-10T05:00:00Z"),  # the next day in UTC
        (date(2023, 7, 9), "08:00", "gud", "2023-07-08T22:00:00Z"),  # the day before in UTC
        (date(2023, 11, 5), "01:30", "nysd", "2023-11-05T05:30:00Z"),  # the hour comes twice: its first run
        (date(2023, 11, 5), "02:00", "nysd", "2023-11-05T07:00:00Z"),
        (date(2023, 3, 12), "03:00", "nysd", "2023-03-12T07:00:00Z"),  # the first minute after the gap
        (date(2023, 3, 12), "02:30", "azd", "2023-03-12T09:30:00Z"),  # no gap in Arizona
        (date(2005, 7, 1), "09:00", "insd", "2005-07-01T14:00:00Z"),  # Indiana took up daylight time in 2006
    ],
)
def test_to_utc(day, clock, court_id, expected):
    assert times.to_utc(day, clock, court_id) == expected
    assert _local_clock(expected, court_id) == clock


DAY = date(2023, 7, 9)
REFUSED = {
    times.parse_date: [
        *("", "soon", "13/01/2025", "02/30/2025", "February 29, 2023", "2025-3-10", "0020-01-01"),
        *("Foo 10, 2025", "10 March 2025", "03/10/2025 10:00", "1/2/345", "01/01/9999", "٠٣/١٠/٢٠٢٥"),
    ],
    # What names no moment.
    times.parse_rfc822: [
        *("", "Fri, 03 Feb 2023 16:45:00", "Fri, 03 Feb 2023 16:45:00 XYZ", "Fri, 31 Feb 2023 16:45:00 GMT"),
        *("Fri, 03 Feb 2023 25:00:00 GMT", "Fri, 03 Feb 2023 16:45:00 +9900", "2023-02-03T16:45:00Z"),
    ],
    times.parse_instant: [
        *("", "2026-11-24", "2026-11-24T00:00:00", "2026-13-24T00:00:00Z", "2026-11-24 00:00:00Z", "now"),
    ],
}


@pytest.mark.parametrize(
    ("read", "values", "words"),
    [
        *((read, (text,), None) for read, texts in REFUSED.items() for text in texts),
        (times.instant, (datetime(2026, 11, 24),), "no time zone"),
        # A clock has one form, and inside the spring gap there never was one.
        *(
            (times.to_utc, (DAY, clock, "nysd"), "not a clock")
            for clock in ("", "9:00", "24:00", "10:60", "10:00 AM", "10:00:00", "١٠:٠٠")
        ),
        (
            times.to_utc,
            (date(2023, 3, 12), "02:30", "nysd"),
            "2023-03-12 02:30 does not exist in America/New_York",
        ),
    ],
)
def test_what_is_no_time_is_refused(read, values, words):
    with pytest.raises(ParseError, match=words):
        read(*values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/10/2025", date(2025, 3, 10)),
        ("3/1/2025", date(2025, 3, 1)),  # CM/ECF macros do not pad
        ("1/5/04", date(2004, 1, 5)),
        ("1/5/96", date(1996, 1, 5)),
        ("2025-03-10", date(2025, 3, 10)),
        ("March 10, 2025", date(2025, 3, 10)),  # DocketedDate
        ("Mar 05 2025", date(2025, 3, 5)),  # ProceedingsandOrder
        ("Monday, January 9, 2023", date(2023, 1, 9)),
        ("Sept. 9, 2019", date(2019, 9, 9)),
        ("February\xa029,  2024", date(2024, 2, 29)),
    ],
)
def test_parse_date(text, expected):
    assert times.parse_date(text) == expected
    assert times.parse_date(expected.isoformat()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 10 Apr 2018 23:05:09 GMT", "2018-04-10T23:05:09Z"),
        ("Fri, 03 Feb 2023 16:45:00 EST", "2023-02-03T21:45:00Z"),
        ("Fri, 04 Aug 2023 16:45:00 EDT", "2023-08-04T20:45:00Z"),
        ("Fri, 03 Feb 2023 16:45:00 MST", "2023-02-03T23:45:00Z"),
        ("3 Feb 2023 16:45 PST", "2023-02-04T00:45:00Z"),  # neither weekday nor seconds
        ("Fri, 03 Feb 23 16:45:00 CST", "2023-02-03T22:45:00Z"),  # RFC 822's own year
        ("Fri, 03 Feb 2023 16:45:00 -0500 (EST)", "2023-02-03T21:45:00Z"),
        ("Fri, 03 Feb 2023 16:45:00 +0530", "2023-02-03T11:15:00Z"),
    ],
)
def test_parse_rfc822(text, expected):
    assert times.instant(times.parse_rfc822(text)) == expected


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_instants_come_back_from_any_offset(naive, minutes):
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    stamp = times.instant(moment)
    assert stamp.endswith("Z") and times.parse_instant(stamp) == moment
    assert times.instant(times.parse_instant(stamp)) == stamp


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times(), st.sampled_from(sorted(load_courts())))
def test_courthouse_clocks_come_back(day, clock, court_id):
    local = clock.strftime("%H:%M")
    try:
        stamp = times.to_utc(day, local, court_id)
    except ParseError:
        return  # the spring gap, tested above
    assert _local_clock(stamp, court_id) == local
    assert times.court_date(times.parse_instant(stamp), court_id) == day


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 27), True),  # the day after Thanksgiving, which the statute does not name
        (date(2026, 11, 26), False),
        (date(2026, 11, 28), False),
        (date(2026, 7, 3), False),  # the Fourth is a Saturday
        (date(2027, 7, 5), False),  # a Sunday
        (date(2021, 12, 31), False),  # New Year's Day of 2022 was a Saturday
        (date(2022, 1, 1), False),
        (date(2022, 1, 3), True),
        (date(2026, 1, 19), False),  # Martin Luther King
        (date(2026, 2, 16), False),  # Washington
        (date(2026, 5, 25), False),  # Memorial Day
        (date(2027, 5, 31), False),  # and where it is the last day of May
        (date(2026, 6, 19), False),  # Juneteenth
        (date(2020, 6, 19), True),  # before the law
        (date(2026, 9, 7), False),  # Labor Day
        (date(2026, 10, 12), False),  # Columbus
        (date(2026, 11, 11), False),  # Veterans
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
    ],
)
def test_court_days(day, is_open):
    assert is_court_day(day) is is_open


def test_court_days_are_counted_with_both_ends():
    assert count_court_days(date(2026, 11, 23), date(2026, 11, 30)) == 5
    assert count_court_days(date(2026, 11, 28), date(2026, 11, 29)) == 0
    assert count_court_days(date(2026, 11, 30), date(2026, 11, 27)) == 0
