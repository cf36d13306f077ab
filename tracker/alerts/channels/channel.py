"""The form of a channel: how its places are read from alerts.toml, what they are sent, and one attempt to send it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tracker.alerts.messages import Letter
from tracker.alerts.places import Keys, Mail, Place

SECONDS = 10  # of silence
WHOLE_SECONDS = 30  # of one attempt
_EMAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True)
class Delivery:
    """The result of an attempt: `is_sent`, else `error` in words without addresses or secrets.

    `is_final`: this message will never be accepted; `is_gone`: none will. `is_busy`: the place, not the
    message, is at fault, and others need not be tried now. `wait_seconds`: what the place asked for.
    """

    is_sent: bool = False
    error: str | None = None
    is_final: bool = False
    is_gone: bool = False
    is_busy: bool = False
    wait_seconds: int | None = None


class Channel(Protocol):
    """One kind of place. `kind` is the key of alerts.toml that holds its address."""

    kind: str
    title: str  # over its form in a preview
    changes_a_message: int
    needs_mail: bool  # whether [mail] has to be there

    def parse_place(self, name: str, address: str, keys: Keys) -> Place:
        """Return the place, with its address checked and the channel's own keys consumed. Raises ParseError."""
        ...

    def preview(self, letter: Letter) -> str:
        """Return what a person would see of the message."""
        ...

    def deliver(self, letter: Letter, place: Place, mail: Mail | None, now: datetime) -> Delivery:
        """Make one attempt. Whatever the other side does is an answer; nothing is raised."""
        ...


def words_of(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return f"{type(error).__name__}: {clean_words(getattr(error, 'strerror', None) or str(error))}"


def clean_words(words: bytes | str) -> str:
    """Return a server's words as one short line, without people's addresses."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    printable = "".join(char if char.isprintable() else " " for char in text)
    return _EMAIL.sub("[address]", " ".join(printable.split()))[:160]
