"""Settings and paths that are not what they should be: each is named with what to write, and nothing waits for it."""

import os

import pytest

from docket.issues import ParseError
from tracker.alerts.config import load_alerts
from tracker.by_hand.corrections import archive_corrections
from tracker.by_hand.events import archive_events
from tracker.home import HomeError, open_house
from tracker.outcome import Outcome
from tracker.settings import SettingError, Settings, load_settings

NUMBERS = ("TRACKER_PROCESSES", "TRACKER_PARSE_SECONDS", "TRACKER_FETCH_SECONDS")
NO_NUMBERS = ("-1", "0", "²", "٣", "1e3", "1_0", "+1", " 1", "0x10", "nan", "1\n", "9" * 20, "9" * 5000)
ADDRESSES = ("TRACKER_SCOTUS_URL", "TRACKER_SITE_URL")
NO_ADDRESSES = (
    "https://x.example/\r\nA: b",
    "https://x.example/ y",
    "https://x.example/\x1b[2J",
    "https://x.example/\u202e",
    "https://x.example:abc/",
    "https://x.example:99999/",
    "https://[::1",
    "https://",
    "https://:80/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://x.example/" + "a" * 5000,
)
KEYS = ("COURTLISTENER_TOKEN", "TRACKER_CONGRESS_KEY")
NO_KEYS = ("a\r\nB: c", "a b", "ключ", "a\x00b", "a" * 5000)


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name in NUMBERS for value in NO_NUMBERS]
    + [(name, value) for name in ADDRESSES for value in NO_ADDRESSES]
    + [(name, value) for name in KEYS for value in NO_KEYS]
    + [("TRACKER_CONTACT", value) for value in ("a@b\r\nX-Evil: 1", "a\x1b[2J", "a" * 5000)]
    + [("TRACKER_HOSTS", value) for value in ("a b", "a\nb", "x/../y", "a" * 5000)]
    + [("TRACKER_LOG", "x" * 5000), ("TRACKER_EXTRA_CA", "a=/dev/zero"), ("TRACKER_SCOTUS_JSON", "on")],
)
def test_a_setting_that_is_none_is_named_in_a_line(name, value):
    with pytest.raises(SettingError) as raised:
        load_settings({name: value})
    words = str(raised.value)
    assert name in words and len(words) < 500 and words.isprintable()
    if name in KEYS:
        assert value not in words


def test_settings_that_are_plain_are_taken():
    given = dict.fromkeys(NUMBERS, "60") | {
        "TRACKER_CONTACT": "Ünal <u@example.org>",
        "TRACKER_SITE_URL": "https://[2001:db8::1]:8443/a/",
        "TRACKER_SCOTUS_URL": "http://127.0.0.1:80/x?y=1",
        "COURTLISTENER_TOKEN": " 0123abc ",
    }
    made = load_settings(given)
    assert (made.processes, made.parse_seconds, made.fetch_seconds) == (60, 60, 60)
    assert (made.site_url, made.courtlistener_token) == ("https://[2001:db8::1]:8443/a", "0123abc")
    assert load_settings({}).fetch_seconds is None


@pytest.fixture
def house(tmp_path):
    settings = Settings(
        home=tmp_path / "home", contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None
    )
    with open_house(settings) as opened:
        yield opened


def make_pipe(path):
    os.mkfifo(path)


def make_endless(path):
    path.symlink_to("/dev/zero")


def make_folder(path):
    path.mkdir()


@pytest.mark.parametrize("make", [make_pipe, make_endless, make_folder])
def test_a_file_of_the_home_that_is_none_is_named_and_not_waited_for(house, make):
    """A pipe nobody writes into never ends, and zeros fill the memory."""
    for path, bring in (
        (house.settings.corrections_path, archive_corrections),
        (house.settings.events_path, archive_events),
    ):
        make(path)
        outcome = Outcome("home")
        bring(house, outcome)
        assert [path.name in error for error in outcome.errors] == [True]
    make(house.settings.alerts_path)
    with pytest.raises(ParseError, match="alerts.toml"):
        load_alerts(house.settings.alerts_path)


@pytest.mark.parametrize("kind", ["file", "below a file", "loop"])
def test_a_home_that_is_none_is_refused_in_words(tmp_path, kind):
    place = tmp_path / "home"
    if kind == "loop":
        place.symlink_to(place)
    else:
        place.write_text("no folder")
    home = place / "x" if kind == "below a file" else place
    settings = Settings(home=home, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)
    with pytest.raises(HomeError, match="TRACKER_HOME"), open_house(settings):
        pass
