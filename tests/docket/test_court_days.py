"""Court days: weekdays that are no legal holiday."""

from datetime import date

import pytest

from docket.court_days import count_court_days, is_court_day


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
