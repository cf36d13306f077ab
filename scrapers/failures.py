"""Why a request gave no answer, and what is read of words that may be wrong."""

from collections.abc import Callable
from typing import TypeVar

from docket.issues import ParseError

_Value = TypeVar("_Value")


def read_if_sound(read: Callable[..., _Value], *words: object) -> _Value | None:
    """Return what `read` makes of some words; None if it raises a ParseError, which nobody needs to be told of here."""
    try:
        return read(*words)
    except ParseError:
        return None


class FetchError(Exception):
    """The network or the court failed. What arrived before it is still worth parsing.

    `url` is without secrets. `retry_at` is a UTC instant when the server named one.
    """

    def __init__(
        self, message: str, url: str | None = None, status: int | None = None, retry_at: str | None = None
    ) -> None:
        super().__init__(message)
        self.url = url
        self.status = status
        self.retry_at = retry_at


class Refused(FetchError):
    """The server does not want us, or cannot be trusted: 403, a CAPTCHA, robots.txt, its certificate."""


class NotNow(FetchError):
    """We hold back ourselves: a server's limit leaves no room before `retry_at`. This is not a failure."""
