"""alerts.toml: what it may say, and what is said of a mistake in it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docket.issues import ParseError
from publish.words import CHANGES
from tracker.alerts.config import GROUPS, KINDS, WEEK_NAME, is_readable_by_others, load_alerts, parse_alerts

SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0"
WHOLE = f"""
timezone = "America/New_York"
digest_at = "06:30"

[mail]
host = "smtp.example.org"
sender = "alerts@example.org"
user = "alerts"
password = "hunter2-hunter2"

[place.desk]
email = "desk@example.org"

[place.newsroom]
webhook = "https://example.org/hook?room=5"
secret = ["{SECRET}", "{SECRET}"]

[place.chat]
slack = "https://hooks.example.org/services/T0/B0/verysecret"

[[subscription]]
name = "example"
to = ["desk", "newsroom", "desk"]
cases = ["doe-v-example"]
entities = ["facebook"]
courts = ["cand"]
kinds = ["edits", "hearings", "docket_merged"]
events = ["order"]
include = ["motion to dismiss"]
exclude = ["notice of appearance"]
query = "section 230"
when = "daily"

[[subscription]]
name = "all"
to = ["chat"]
"""


def test_a_whole_file_is_read():
    alerts = parse_alerts(WHOLE.encode())
    assert alerts.mail.port == 465 and alerts.mail.security == "tls"
    first, second = alerts.subscriptions
    assert (
        first.to == ("desk", "newsroom")
        and set(GROUPS["hearings"]) < set(first.kinds)
        and "docket_merged" in first.kinds
    )
    assert (second.when, second.kinds, second.cases) == ("at once", (), ())
    assert [place.kind for place in alerts.places.values()] == ["email", "webhook", "slack"]
    assert len(alerts.places["newsroom"].secrets) == 2

    shown = repr(alerts)
    assert "hunter2" not in shown and "verysecret" not in shown and "secret secret" not in shown


def test_one_line_sends_the_week_by_mail_on_mondays():
    alerts = parse_alerts(WHOLE.replace("digest_at", 'week = ["desk"]\ndigest_at').encode())
    (week,) = [each for each in alerts.subscriptions if each.name == WEEK_NAME]
    assert (week.to, week.when) == (("desk",), "weekly")
    assert {"ruling_added", "entry_edited", "hearing_changed", "docket_added"} <= set(week.kinds) <= KINDS


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, True), (0o604, True)])
def test_who_else_can_read_the_passwords(tmp_path, mode, is_open):
    path = tmp_path / "alerts.toml"
    assert load_alerts(path) is None, "there may be none"
    path.write_text(WHOLE)
    path.chmod(mode)
    assert is_readable_by_others(path) is is_open


def test_every_kind_of_change_is_in_a_group():
    assert set(CHANGES) <= {kind for kinds in GROUPS.values() for kind in kinds} <= KINDS


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[mail]", "[mail", "not TOML"),
        ('host = "smtp.example.org"', "", "[mail]: host is missing"),
        ('sender = "alerts@example.org"', 'sender = "Alerts <alerts@example.org>"', "write it bare"),
        ('user = "alerts"', "", "user and password go together"),
        ('user = "alerts"', 'user = "alerts"\nsecurity = "none"', "travel in the clear"),
        ('user = "alerts"', 'user = "alerts"\nport = 99999', "99999 is not from 1 to 65535"),
        ('user = "alerts"', 'user = "alerts"\nport = "465"', "port is to be a number"),
        ('user = "alerts"', 'user = "alerts"\nprot = 465', "'prot' means nothing here"),  # a misspelt key
        ('"desk@example.org"', '"desk@example.org\\r\\nBcc: x@example.org"', "cannot be printed"),
        ('"desk@example.org"', '"desk"', "[place.desk]: email is not an e-mail address"),
        ('"desk@example.org"', '"désk@example.org"', "not an e-mail address"),
        (
            'email = "desk@example.org"',
            'email = "desk@example.org"\nslack = "https://a.example/"',
            "give one of",
        ),
        ("[place.desk]", "[place.Desk]", "small letters"),
        ("https://example.org/hook", "http://example.org/hook", "anybody on the way can read it"),
        ("https://example.org/hook", "ftp://example.org/hook", "not a web address"),
        (
            "https://example.org/hook",
            "https://user:pw@example.org/hook",
            "not a web address",
        ),  # urlsplit hides the password
        ("https://example.org/hook", "https://example.org:x/hook", "no such port"),
        (f'secret = ["{SECRET}", "{SECRET}"]', "", "secret is missing"),
        (f'secret = ["{SECRET}", "{SECRET}"]', 'secret = "whsec_c2hvcnQ="', "shorter than 24 bytes"),
        (f'secret = ["{SECRET}", "{SECRET}"]', 'secret = "not base 64!"', "not base64"),
        ('to = ["chat"]', 'to = ["chatt"]', "subscription 2 (all): to names 'chatt'"),
        ('to = ["chat"]', "", "to is missing"),
        ('to = ["chat"]', 'to = "chat"', "to is to be a list"),
        ('name = "all"', 'name = "example"', "two subscriptions are called 'example'"),
        ('name = "all"', "", "subscription 2: name is missing"),
        ('events = ["order"]', 'events = ["orders"]', "events names 'orders'"),
        ('"docket_merged"]', '"dockets_merged"]', "'dockets_merged', which is not known"),
        ('courts = ["cand"]', 'courts = ["candy"]', "candy"),
        ('when = "daily"', 'when = "hourly"', "at once, daily, weekly"),
        ('query = "section 230"', 'query = "§ --"', "no word"),
        ('"America/New_York"', '"New York"', "timezone 'New York' is not known"),
        ('"America/New_York"', '"../../etc/passwd"', "is not known"),
        ('digest_at = "06:30"', 'digest_at = "6.30"', "not a time of day"),
        ('digest_at = "06:30"', 'week = ["nobody"]', "week names 'nobody', but there is no [place.nobody]"),
        ('digest_at = "06:30"', "week = true", "week"),
        (
            '[[subscription]]\nname = "all"',
            '[[subscriptions]]\nname = "all"',
            "'subscriptions' means nothing",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(old, new, words):
    assert old in WHOLE
    with pytest.raises(ParseError) as caught:
        parse_alerts(WHOLE.replace(old, new).encode())
    assert words in str(caught.value) and str(caught.value).startswith("alerts.toml")
    assert "hunter2" not in str(caught.value) and SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("when", "now", "due"),
    [
        ("at once", "2026-03-10T12:00:00", "2026-03-10T12:00:00"),
        ("daily", "2026-03-10T10:00:00", "2026-03-10T10:30:00"),  # 06:30 in New York, summer time
        ("daily", "2026-03-10T10:30:00", "2026-03-11T10:30:00"),  # never the same moment: it would go at once
        ("daily", "2026-03-07T13:00:00", "2026-03-08T10:30:00"),  # the night the clocks go forward
        ("daily", "2026-10-31T13:00:00", "2026-11-01T11:30:00"),  # and back
        ("weekly", "2026-03-10T10:00:00", "2026-03-16T10:30:00"),  # a Tuesday; Monday next
        ("weekly", "2026-03-16T10:29:00", "2026-03-16T10:30:00"),
    ],
)
def test_when_a_change_is_due(when, now, due):
    alerts = parse_alerts(WHOLE.replace('when = "daily"', f'when = "{when}"').encode())
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert alerts.due_at(alerts.subscriptions[0], moment) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (WHOLE + text).encode()))
def test_any_file_is_read_or_refused_in_words(body):
    try:
        parse_alerts(body)
    except ParseError as error:
        assert str(error).startswith("alerts.toml")
