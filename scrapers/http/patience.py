"""When to stop going through many pages of one server: after how many without an answer."""

from typing import Any

from docket.snapshot import Snapshot
from scrapers.source import Fetcher, FetchError


class Patience:
    """Counts the pages in a row that gave no answer at all.

    `is_over` after two of them, or at once when the host is to be left alone (a refusal, a spent budget):
    what holds for one page then holds for the next hundred, and each would cost half a minute. A single page
    may hang, as single nodes of the Internet Archive do, without stopping the rest.
    """

    _MOST = 2

    def __init__(self) -> None:
        self.is_over = False
        self._silent = 0

    def get(self, http: Fetcher, url: str, **how: Any) -> Snapshot | FetchError:
        """Return the answer of an address, asked `how`, or its failure; note which of them it was."""
        try:
            snapshot = http.get(url, **how)
        except FetchError as error:
            self.saw(error)
            return error
        self.saw()
        return snapshot

    def saw(self, error: FetchError | None = None) -> None:
        """Note how a request ended; no error means an answer."""
        is_silent = error is not None and error.status is None
        self._silent = self._silent + 1 if is_silent else 0
        self.is_over = self._silent >= self._MOST or (error is not None and error.retry_at is not None)
