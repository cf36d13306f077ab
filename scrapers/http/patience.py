"""When to stop requesting many pages from one server: after how many without a response."""

from typing import Any

from docket.snapshot import Snapshot
from scrapers.source import Fetcher, FetchError


class Patience:
    """Counts the consecutive pages that gave no response at all.

    It `is_over` after two of them, or at once if the host must be left alone (a refusal, a spent budget):
    what applies to one page then applies to the next hundred, and each would cost half a minute. A single
    page can hang, as single nodes of the Internet Archive do, without stopping the rest.
    """

    _MOST = 2

    def __init__(self) -> None:
        self.is_over = False
        self._silent = 0

    def get(self, http: Fetcher, url: str, **how: Any) -> Snapshot | FetchError:
        """Return the response from an address, requested with the arguments `how`, or its failure; record
        which it was."""
        try:
            snapshot = http.get(url, **how)
        except FetchError as error:
            self.saw(error)
            return error
        self.saw()
        return snapshot

    def saw(self, error: FetchError | None = None) -> None:
        """Record how a request ended; no error means a response."""
        is_silent = error is not None and error.status is None
        self._silent = self._silent + 1 if is_silent else 0
        self.is_over = self._silent >= self._MOST or (error is not None and error.retry_at is not None)
