"""One line of alerts.toml sends the week by e-mail, each Monday."""

from datetime import UTC, datetime

import pytest

from docket.issues import ParseError
from tracker.alerts.config import KINDS, WEEK_NAME, parse_alerts

MAIL = """
timezone = "America/New_York"
{week}
[mail]
host = "smtp.example.org"
sender = "alerts@example.org"

[place.desk]
email = "desk@example.org"
"""


def test_one_line_is_a_subscription_for_mondays():
    alerts = parse_alerts(MAIL.format(week='week = ["desk"]').encode())
    (subscription,) = alerts.subscriptions
    assert (subscription.name, subscription.to, subscription.when) == (WEEK_NAME, ("desk",), "weekly")
    assert (
        {"ruling_added", "entry_edited", "hearing_changed", "docket_added"}
        <= set(subscription.kinds)
        <= KINDS
    )
    # Wednesday in New York: due on the next Monday at seven there
    due = alerts.due_at(subscription, datetime(2026, 6, 3, 16, tzinfo=UTC))
    assert due.astimezone(UTC) == datetime(2026, 6, 8, 11, tzinfo=UTC)


def test_without_the_line_nobody_is_told():
    assert parse_alerts(MAIL.format(week="").encode()).subscriptions == ()


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ('week = ["nobody"]', r"week names 'nobody', but there is no \[place.nobody\]"),
        ("week = true", "week"),
    ],
)
def test_what_is_wrong_in_the_line_is_said(week, words):
    with pytest.raises(ParseError, match=words):
        parse_alerts(MAIL.format(week=week).encode())
