"""What each server's robots.txt allows: requested once a day, kept in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from scrapers.failures import FetchError, Refused
from scrapers.http.rate_limit import LONGEST_HOLD
from scrapers.http.response import Reply
from scrapers.http.urls import host_of, origin_of, strip_secrets

_MOST_BYTES = 512 * 1024  # RFC 9309 section 2.5 asks for at least 500 KiB
_KEPT = timedelta(days=1)
_FAILURE_KEPT = timedelta(minutes=10)


@dataclass(frozen=True)
class _Unknown:
    """Why a server's rules are unknown, and which error to raise: Refused, too, if its certificate fails."""

    reason: str
    error: type[FetchError] = FetchError


class Robots:
    """The rules of all servers. `fetch` takes a URL and whether it may be on a private network, and returns
    the Reply or raises FetchError."""

    def __init__(
        self, fetch: Callable[[str, bool], Reply], product: str, clock: Callable[[], datetime]
    ) -> None:
        self._fetch = fetch
        self._product = product
        self._clock = clock
        # By origin and trust: until when it is valid, and the rules or why they are unknown.
        self._known: dict[tuple[str, bool], tuple[datetime, Protego | _Unknown]] = {}

    def check(self, url: str, is_trusted: bool) -> float:
        """Return the pause in seconds that robots.txt asks for, at most a month.

        Raises FetchError if it disallows the URL or is unavailable (5xx, no connection).
        """
        host, shown = host_of(url), strip_secrets(url)
        rules = self._rules(origin_of(url), is_trusted)
        if isinstance(rules, _Unknown):
            raise rules.error(
                f"{shown}: not asked for, as robots.txt of {host} is unknown ({rules.reason})", shown
            )
        if not rules.can_fetch(url, self._product):
            raise Refused(f"{shown}: robots.txt of {host} does not allow it", shown)
        return min(rules.crawl_delay(self._product) or 0, LONGEST_HOLD)

    def _rules(self, origin: str, is_trusted: bool) -> Protego | _Unknown:
        expires, rules = self._known.get((origin, is_trusted), (None, _Unknown("")))
        now = self._clock()
        if expires is None or not now < expires <= now + _KEPT:  # or the clock was ahead
            rules = self._fetch_rules(f"{origin}/robots.txt", is_trusted)
            kept = _FAILURE_KEPT if isinstance(rules, _Unknown) else _KEPT
            self._known[origin, is_trusted] = (now + kept, rules)
        return rules

    def _fetch_rules(self, url: str, is_trusted: bool) -> Protego | _Unknown:
        try:
            answer = self._fetch(url, is_trusted)
        except FetchError as error:
            if error.retry_at:  # held, or the budget is spent: says nothing about robots.txt
                raise
            kind = Refused if isinstance(error, Refused) else FetchError
            return _Unknown(str(error).removeprefix(f"{url}: "), kind)
        if answer.status >= 500:
            return _Unknown(f"{url}: the server answered {answer.status}")
        # A server without the file (404, 403) allows everything (RFC 9309 section 2.3.1.3).
        rules = answer.body[:_MOST_BYTES] if answer.status == 200 else b""
        return Protego.parse(rules.decode("utf-8", "replace"))
