"""Why a request failed, and how to read words that may be malformed."""

from collections.abc import Callable
from typing import TypeVar

from docket.issues import ParseError

_Value = TypeVar("_Value")


def read_if_sound(read: Callable[..., _Value], *words: object) -> _Value | None:
    """Return what `read` returns for some words; None if it raises a ParseError, which is of no interest
    here."""
    try:
        return read(*words)
    except ParseError:
        return None


class FetchError(Exception):
    """The network or the court failed. What was received before it is still worth parsing.

    `url` has no secrets. `retry_at` is a UTC instant if the server named one.
    """

    def __init__(
        self, message: str, url: str | None = None, status: int | None = None, retry_at: str | None = None
    ) -> None:
        super().__init__(message)
        self.url = url
        self.status = status
        self.retry_at = retry_at


class Refused(FetchError):
    """The server rejects us or cannot be trusted: 403, a CAPTCHA, robots.txt, its certificate."""


class NotNow(FetchError):
    """We hold back: a server's limit leaves no room for a request before `retry_at`. This is not a
    failure."""
