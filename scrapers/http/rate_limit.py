"""When a request may be sent: the pause, the daily budget and the holds of every host, kept in the ledger."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from docket.times import instant, parse_instant
from scrapers.failures import FetchError, NotNow
from scrapers.http.budgets import Budget, find_budget
from scrapers.http.urls import host_of, strip_secrets

LONGEST_HOLD = 30 * 86_400  # seconds, whatever a Retry-After says
# A request reaches the server after we record it, a slow one seconds later: its window ends that much later.
_MARGIN = 5
_LOOK_UP_SECONDS = 0.5


class Ledger(Protocol):
    """What must outlive the process (stored by `db/ledger.py`).

    `host` is a lower-case host name, with a port where the URL had one; `day` is a UTC date,
    ``YYYY-MM-DD``; other times are UTC instants with ``Z``.
    """

    def was_read(self, url: str) -> bool: ...

    def get_validators(self, url: str) -> tuple[str | None, str | None]: ...

    def save_validators(self, url: str, etag: str | None, last_modified: str | None) -> None: ...

    def spent_on(self, host: str, day: str) -> int: ...

    def spend(self, host: str, day: str) -> None: ...

    def held_until(self, host: str) -> str | None: ...

    def hold(self, host: str, until: str, reason: str) -> None: ...

    def last_request_at(self, host: str) -> str | None: ...

    def saw_request(self, host: str, at: str) -> None: ...

    def log_request(self, host: str, at: str) -> None: ...

    def requests_since(self, host: str, at: str) -> list[str]: ...


class Turns:
    """Releases a request when its host may receive it; `crawl_delays` are the pauses that robots.txt asks
    for."""

    def __init__(
        self,
        ledger: Ledger,
        budgets: Sequence[tuple[str, Budget]],
        longest_wait: float,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._ledger = ledger
        self._budgets = budgets
        self._longest_wait = longest_wait
        self._clock = clock
        self._sleep = sleep
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self.crawl_delays: dict[str, float] = {}
        self._last: dict[str, datetime] = {}  # the ledger knows whole seconds only
        self._limits: dict[str, tuple[tuple[tuple[int, int], ...], str | None]] = {}

    @contextmanager
    def alone(self, host: str) -> Iterator[None]:
        """Let one thread at a time send requests to a host; waiting for it can be interrupted."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        if not lock.acquire(blocking=False):
            while not lock.acquire(timeout=_LOOK_UP_SECONDS):
                self._sleep(0)
        try:
            yield
        finally:
            lock.release()

    def budget(self, url: str) -> Budget:
        return find_budget(host_of(url), self._budgets)

    def limit(self, url: str, windows: tuple[tuple[int, int], ...], uncounted: str | None = None) -> None:
        """Observe these sliding limits, (seconds, requests) each, at the URL's host."""
        self._limits[host_of(url)] = (windows, uncounted)

    def windows(self, url: str) -> tuple[tuple[int, int], ...]:
        """Return the sliding limits that a request to the URL counts against; () for none."""
        windows, uncounted = self._limits.get(host_of(url), ((), None))
        return () if uncounted and urlsplit(url).path.endswith(uncounted) else windows

    def recent(self, url: str, seconds: float) -> list[str]:
        """Return the instants of the counted requests to the URL's host in the last `seconds`, oldest
        first."""
        return self._ledger.requests_since(host_of(url), instant(self._clock() - timedelta(seconds=seconds)))

    def idle_seconds(self, url: str) -> float | None:
        """Return how many seconds ago the last request was made to the URL's host; ``None`` if never."""
        host = host_of(url)
        kept = self._ledger.last_request_at(host)
        seen = [moment for moment in (self._last.get(host), parse_instant(kept) if kept else None) if moment]
        now = self._clock()
        if seen and max(seen) > now:  # the clock was ahead: it counts as just now, and only once
            self._last[host] = now
            self._ledger.saw_request(host, instant(now))
            return 0
        return (now - max(seen)).total_seconds() if seen else None

    def check_poll(self, url: str) -> None:
        """Raise FetchError with ``retry_at`` if the feed of a host with only one was requested too
        recently."""
        least, idle = self.budget(url).poll_seconds, self.idle_seconds(url)
        if least and idle is not None and idle < least:
            retry_at = instant(self._clock() + timedelta(seconds=least - max(idle, 0)))
            shown = strip_secrets(url)
            raise FetchError(
                f"{shown}: looked at less than {least:g} seconds ago; due at {retry_at}",
                shown,
                retry_at=retry_at,
            )

    def take(self, url: str) -> None:
        """Wait for the host's pause and record one request, or raise FetchError with ``retry_at``."""
        host, now, shown = host_of(url), self._clock(), strip_secrets(url)
        held = self._ledger.held_until(host)
        if held and parse_instant(held) > now:
            raise FetchError(f"{shown}: {host} is left alone until {held}", shown, retry_at=held)
        self._check_budget(url, now)
        self._wait_for_window(url, shown)
        idle = self.idle_seconds(url)
        pause = max(self.budget(url).pause_seconds, self.crawl_delays.get(host, 0))
        wait = 0 if idle is None else pause - max(idle, 0)
        if wait > self._longest_wait:
            retry_at = instant(now + timedelta(seconds=wait))
            raise FetchError(
                f"{shown}: robots.txt of {host} asks for a pause until {retry_at}", shown, retry_at=retry_at
            )
        if wait > 0:
            self._sleep(wait)
        self._last[host] = self._clock()
        at = instant(self._last[host])
        self._ledger.spend(host, at[:10])
        self._ledger.saw_request(host, at)
        if self.windows(url):
            self._ledger.log_request(host, at)

    def _wait_for_window(self, url: str, shown: str) -> None:
        """Sleep until every sliding limit has room. Raises NotNow with ``retry_at`` if that takes long."""
        for seconds, most in sorted(self.windows(url), reverse=True):  # longest first: no wait in vain
            made = self.recent(url, seconds + _MARGIN)
            if len(made) < most:
                continue
            first = parse_instant(made[-most]) if most else self._clock()
            free_at = first + timedelta(seconds=seconds + _MARGIN)
            wait = (free_at - self._clock()).total_seconds()
            if wait > self._longest_wait:
                words = f"{host_of(url)} may be asked {most} times in {seconds // 60} minutes, and was"
                raise NotNow(
                    f"{shown}: {words}; next at {instant(free_at)}", shown, retry_at=instant(free_at)
                )
            if wait > 0:
                self._sleep(wait)

    def _check_budget(self, url: str, now: datetime) -> None:
        host, per_day, shown = host_of(url), self.budget(url).per_day, strip_secrets(url)
        if per_day is None or self._ledger.spent_on(host, instant(now)[:10]) < per_day:
            return
        midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        until = instant(midnight)
        raise FetchError(
            f"{shown}: budget spent until {until} ({per_day} requests a day to {host})", shown, retry_at=until
        )

    def hold(self, host: str, seconds: float, reason: str) -> str:
        """Hold all requests to a host for some seconds; return until when (UTC)."""
        until = instant(self._clock() + timedelta(seconds=min(seconds, LONGEST_HOLD)))
        self._ledger.hold(host, until, reason)
        return until
