"""The interface of a channel: how its places are read from alerts.toml, what they receive, and one attempt to
send it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tracker.alerts.messages import Letter
from tracker.alerts.places import Keys, Mail, Place

SECONDS = 10  # of silence
WHOLE_SECONDS = 30  # of one attempt
_EMAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True)
class Delivery:
    """The result of an attempt: `is_sent`, or else an `error` without addresses or secrets.

    `is_final`: this message will never be accepted; `is_gone`: no message will. `is_busy`: the place, not the
    message, is at fault, and its other messages need not be tried now. `wait_seconds`: the wait that the
    place requested.
    """

    is_sent: bool = False
    error: str | None = None
    is_final: bool = False
    is_gone: bool = False
    is_busy: bool = False
    wait_seconds: int | None = None


@dataclass(frozen=True)
class Channel:
    """One kind of place. `kind` is the key of alerts.toml that holds its address; `title` heads its form in a
    preview; `needs_mail`: whether [mail] is required.

    `parse_place` returns the place, with its address checked and the channel's own keys consumed, or raises
    ParseError. `preview` returns what a person would see of a message. `deliver` makes one attempt; whatever
    the other side does becomes a Delivery, and nothing is raised.
    """

    kind: str
    title: str
    changes_a_message: int
    parse_place: Callable[[str, str, Keys], Place]
    preview: Callable[[Letter], str]
    deliver: Callable[[Letter, Place, Mail | None, datetime], Delivery]
    needs_mail: bool = False


def words_of(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return f"{type(error).__name__}: {clean_words(getattr(error, 'strerror', None) or str(error))}"


def clean_words(words: bytes | str) -> str:
    """Return a server's message as one short line, without people's addresses."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    printable = "".join(char if char.isprintable() else " " for char in text)
    return _EMAIL.sub("[address]", " ".join(printable.split()))[:160]
