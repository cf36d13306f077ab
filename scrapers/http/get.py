"""One polite GET that gives a Snapshot: the only place where the network is accessed.

The rules of a guest on other people's servers: a name and a contact in the User-Agent, robots.txt, a pause
and a daily budget per host that outlive the process (in the ledger), few retries, long waits returned as
``retry_at``, and a full stop after a refusal. Responses are treated as hostile: size, time, redirects and
addresses are limited, and TLS is always verified.

No proxy, netrc or certificate bundle is taken from the environment; a proxy is an address
setting (``TRACKER_<SOURCE>_URL``).
"""

import hashlib
import logging
import re
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, MaxRetryError, NameResolutionError
from urllib3.util.retry import Retry
from urllib3.util.ssl_ import create_urllib3_context

from docket.snapshot import Form, Snapshot
from docket.statute import SLUG
from docket.times import instant
from scrapers.failures import FetchError, Refused
from scrapers.http.budgets import BUDGETS, Budget
from scrapers.http.connections import (
    OPERATOR_POOLS,
    PUBLIC_POOLS,
    Limits,
    PrivateAddress,
    cause_of,
    read_body,
    reason_of,
)
from scrapers.http.rate_limit import Ledger, Turns
from scrapers.http.response import (
    MOST_PARTS,
    REDIRECTS,
    RETRYABLE,
    Reply,
    asked_wait,
    count_parts,
    is_challenge,
    redirect_target,
    sound_header,
)
from scrapers.http.robots import Robots
from scrapers.http.urls import host_of, origin_of, readable, strip_secrets, trusted_origins

log = logging.getLogger(__name__)
# urllib3 logs paths with their query, keys included: every one at DEBUG, and that of a response with a
# malformed header as a WARNING.
logging.getLogger("urllib3").setLevel(logging.ERROR)

PRODUCT = f"{SLUG}-tracker"
REDIRECT_LIMIT = 5
RETRIES = 3
_LIMITS = Limits()
_utc_now = partial(datetime.now, UTC)
_HOLD_SECONDS = {403: 86_400, 429: 300}  # after a refusal; after a 429 that gives no time


_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})", re.ASCII)


class _Adapter(HTTPAdapter):
    """requests' adapter over our own pools; it never retries on its own.

    For a host whose chain lacks a certificate, those in the operator's file (`extra_ca`) are trusted in
    addition to the usual authorities.
    """

    def __init__(self, pools: dict[str, type[Any]], extra_ca: Path | None = None) -> None:
        self._pools = pools
        self._extra_ca = extra_ca
        super().__init__(max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        if self._extra_ca:
            context = pool_kwargs["ssl_context"] = create_urllib3_context()
            context.load_verify_locations(self._extra_ca)  # urllib3 also loads the usual authorities into it
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools


@dataclass(frozen=True)
class Part:
    """Bytes of a large file from `first` on, and the size of the whole file; `etag` as the server wrote
    it."""

    first: int
    size: int
    etag: str | None
    body: bytes


@dataclass(frozen=True)
class _Sent:
    """What the caller sends with a request: headers, and a JSON `question` that makes it a POST."""

    headers: Mapping[str, str]
    question: bytes | None = None


def user_agent(contact: str | None, version: str) -> str:
    """Return the User-Agent: product, version and contact, or a note that there is no contact."""
    words = " ".join((contact or "").split()).encode("ascii", "replace").decode()
    return f"{PRODUCT}/{version} ({f'contact: {words}' if words else 'no contact configured'})"


class Http:
    """The HTTP client of every source.

    `addresses` maps a source's setting name (``PACER_RSS``, ``SCOTUS``) to the base address that the operator
    gave; only those may be on loopback or a private network. An invalid one raises ParseError. `keys` are the
    operator's API keys, by the same names; `switches` the options switched on; `extra_ca` a PEM file for each
    host, trusted there in addition to the usual authorities. `clock` returns an aware datetime. With
    `saves_validators` off, the caller saves a snapshot's ETag and Last-Modified itself, once the snapshot is
    archived.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        contact: str | None = None,
        version: str = "1",
        addresses: Mapping[str, str] | None = None,
        keys: Mapping[str, str] | None = None,
        switches: Collection[str] = (),
        extra_ca: Mapping[str, Path] | None = None,
        budgets: Sequence[tuple[str, Budget]] = BUDGETS,
        limits: Limits = _LIMITS,
        saves_validators: bool = True,
        clock: Callable[[], datetime] = _utc_now,
        sleep: Callable[[float], None] = time.sleep,
        apart: Callable[..., Any] = lambda function, *arguments: function(*arguments),
    ) -> None:
        self.ledger = ledger
        self._apart = apart
        self.limits = limits
        self.user_agent = user_agent(contact, version)
        self._addresses = dict(addresses or {})
        self._keys = dict(keys or {})
        self._switches = frozenset(switches)
        self._trusted = trusted_origins(self._addresses)
        self._saves_validators = saves_validators
        self._clock = clock
        self._sleep = sleep
        self._turns = Turns(ledger, budgets, limits.longest_wait, clock, sleep)
        self._robots = Robots(
            lambda url, is_trusted: self._follow(url, _Sent({}), is_trusted, is_robots=True), PRODUCT, clock
        )
        self._operator_adapter = _Adapter(OPERATOR_POOLS)
        self._public_adapter = _Adapter(PUBLIC_POOLS)
        self._extra_adapters = {
            (host, is_trusted): _Adapter(OPERATOR_POOLS if is_trusted else PUBLIC_POOLS, path)
            for host, path in (extra_ca or {}).items()
            for is_trusted in (False, True)
        }

    def address(self, name: str, default: str) -> str:
        """Return the base address of a source: the operator's (``TRACKER_<name>_URL``) or the default."""
        return self._addresses.get(name, default)

    def has_address(self, name: str) -> bool:
        """Return whether the operator replaced the source's own server with another."""
        return name in self._addresses

    def key(self, name: str) -> str | None:
        """Return the operator's key (``TRACKER_<name>_KEY``). Use it only in a header, since URLs are
        archived and logged."""
        return self._keys.get(name)

    def is_on(self, name: str) -> bool:
        """Return whether the operator switched on something that is off by default (``TRACKER_<name>=yes``)."""
        return name in self._switches

    def apart(self, function: Callable[..., Any], snapshot: Snapshot, *arguments: Any) -> Any:
        """Return the result of a module's function for a response. If this client was given a separate
        process, the function runs there and can be killed, since a hostile response can take forever. Raises
        GivenUp."""
        return self._apart(function, snapshot, *arguments)

    def now(self) -> datetime:
        """Return the current time (UTC) of the client's clock."""
        return self._clock()

    def limit(self, url: str, windows: tuple[tuple[int, int], ...], uncounted: str | None = None) -> None:
        """Observe sliding limits, (seconds, requests) each, at the URL's host, as its server states them.

        A path that ends in `uncounted` does not count. A request beyond the limits waits, or raises a
        FetchError with `retry_at`.
        """
        self._turns.limit(url, windows, uncounted)

    def recent(self, url: str, seconds: float) -> int:
        """Return how many counted requests were made to the URL's host in the last `seconds`."""
        return len(self._turns.recent(url, seconds))

    def was_read(self, url: str) -> bool:
        """Return whether a response from the address was ever archived."""
        return self.ledger.was_read(strip_secrets(url))

    def idle_seconds(self, url: str) -> float | None:
        """Return how many seconds ago the last request was made to the URL's host; ``None`` if never."""
        return self._turns.idle_seconds(url)

    def get(
        self,
        url: str,
        *,
        source: str,
        form: Form,
        court_id: str | None = None,
        kind: str | None = None,
        conditional: bool = True,
        headers: Mapping[str, str] | None = None,
        variant: str = "",
        question: bytes | None = None,
    ) -> Snapshot:
        """Return the response as a Snapshot; its `url` is the one requested, without keys.

        A 304 gives ``is_not_modified`` and an empty body. Raises FetchError for any status but 200 or 304 (a
        `question` can also be answered by an empty 201), and without a request while the host is held or its
        budget is spent. `variant` names what the caller keeps of the response: a caller that keeps something
        else than last time needs the whole response again, so validators are valid for one variant only.
        `question` is JSON to be sent by POST (the only way that GovInfo's search accepts); such requests are
        never conditional.
        """
        shown = strip_secrets(url)
        validator_key = f"{shown}#{variant}" if variant else shown
        kept = self.ledger.get_validators(validator_key) if conditional and question is None else (None, None)
        etag, last_modified = map(sound_header, kept)  # older ones were stored as received
        sent = dict(headers or {})
        sent |= {"If-None-Match": etag} if etag else {}
        sent |= {"If-Modified-Since": last_modified} if last_modified else {}
        answer = self._look(url, _Sent(sent, question))
        is_not_modified = answer.status == 304 and bool(etag or last_modified)
        if answer.status not in ((200, 201) if question is not None else (200,)) and not is_not_modified:
            raise FetchError(f"{shown}: the server answered {answer.status}", shown, answer.status)
        if count_parts(answer.body) > MOST_PARTS:
            raise FetchError(
                f"{shown}: more than {MOST_PARTS} elements or values; nothing was kept", shown, answer.status
            )
        if not is_not_modified:
            etag = sound_header(answer.headers.get("ETag"))
            last_modified = sound_header(answer.headers.get("Last-Modified"))
            if self._saves_validators and question is None:
                self.ledger.save_validators(validator_key, etag, last_modified)
        fetched_at = instant(self._clock())
        return Snapshot(
            source=source,
            url=shown,
            fetched_at=fetched_at,
            as_of=fetched_at,
            body=answer.body,
            validator_key=validator_key,
            form=form,
            court_id=court_id,
            kind=kind,
            media_type=sound_header(answer.headers.get("Content-Type")),
            raw_hash=None if is_not_modified else hashlib.sha256(answer.body).hexdigest(),
            etag=etag,
            last_modified=last_modified,
            is_not_modified=is_not_modified,
        )

    def get_range(self, url: str, first: int, count: int, etag: str | None = None) -> Part:
        """Return at most `count` bytes of a large file, from byte `first` on; the whole file if it is
        shorter.

        With `etag`, only bytes of exactly that file; if the file has changed, the first bytes of the new one.
        Raises FetchError for anything other than a 206 that says which bytes it has.
        """
        shown = strip_secrets(url)
        held = {"If-Range": etag} if etag else {}
        answer = self._look(url, _Sent({"Range": f"bytes={first}-{first + count - 1}"} | held))
        if answer.status == 416 or (answer.status == 200 and etag):  # it is shorter now, or replaced
            return self.get_range(url, 0, count) if first else Part(0, 0, None, b"")
        match = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if answer.status != 206 or match is None:
            status = answer.status
            raise FetchError(f"{shown}: the server answered {status}, not a part of the file", shown, status)
        return Part(int(match[1]), int(match[2]), sound_header(answer.headers.get("ETag")), answer.body)

    def _look(self, url: str, sent: _Sent) -> Reply:
        """Return the reply for a page; a failure on the way, at robots.txt or after a redirect, counts as a
        failure of this URL."""
        shown = strip_secrets(url)
        try:
            url = readable(url)
        except ValueError:
            raise FetchError(
                f"{shown}: not a web address; write http:// or https:// and a host", shown
            ) from None
        self._turns.check_poll(url)
        is_trusted = any(pattern.fullmatch(origin_of(url)) for pattern in self._trusted)
        try:
            return self._follow(url, sent, is_trusted)
        except FetchError as error:
            if error.url == shown:
                raise
            raise type(error)(
                f"{shown}: {error}", shown, error.status, error.retry_at
            ) from None  # a NotNow stays a NotNow

    def _follow(self, url: str, sent: _Sent, is_trusted: bool, is_robots: bool = False) -> Reply:
        """Send the request and follow redirects; what the caller sent (keys!) goes only to the first server.

        An operator's server may redirect to itself; no other server may redirect to it.
        """
        shown = strip_secrets(url)
        for _ in range(REDIRECT_LIMIT + 1):
            api_path = self._turns.budget(url).api_path
            if not (is_robots or (api_path and urlsplit(url).path.startswith(api_path))):
                self._turns.crawl_delays[host_of(url)] = self._robots.check(url, is_trusted)
            answer = self._ask(url, sent, is_trusted)
            if not is_robots:
                self._check_refusal(answer, url)
            if answer.status not in REDIRECTS:
                return answer
            target = redirect_target(url, answer)
            sent = replace(sent, question=None)
            if origin_of(target) != origin_of(url):
                sent, is_trusted = _Sent({}), False
            url = target
        raise FetchError(f"{shown}: more than {REDIRECT_LIMIT} redirects", shown)

    def _check_refusal(self, answer: Reply, url: str) -> None:
        """Raise Refused for a refusal or a CAPTCHA, which ends requests to that host for the day: we evade
        neither."""
        is_riddle = is_challenge(answer)
        if not is_riddle and answer.status != 403:
            return
        host, shown = host_of(url), strip_secrets(url)
        problem = f"{host} asks for a CAPTCHA" if is_riddle else f"{host} refuses (403)"
        until = self._turns.hold(host, _HOLD_SECONDS[403], problem)
        message = f"{shown}: {problem}; left alone until {until}. Ask its operator before going on"
        raise Refused(message, shown, answer.status, until)

    def _ask(self, url: str, sent: _Sent, is_trusted: bool) -> Reply:
        """Send the request to one server, up to four times if repeating makes sense, and wait as long as it
        says.

        Only one thread at a time sends requests to a host, including pauses and repeats.
        """
        with self._turns.alone(host_of(url)):
            return self._ask_alone(url, sent, is_trusted)

    def _ask_alone(self, url: str, sent: _Sent, is_trusted: bool) -> Reply:
        shown, host = strip_secrets(url), host_of(url)
        retry = Retry(total=RETRIES, backoff_factor=1, backoff_jitter=1, backoff_max=self.limits.longest_wait)
        while True:
            self._turns.take(url)
            try:
                answer = self._exchange(url, sent, is_trusted)
            except requests.ConnectionError as error:
                status, wait, problem = None, None, f"no connection ({reason_of(error)})"
            else:
                if answer.status not in RETRYABLE or is_challenge(answer):
                    return answer
                status, wait = answer.status, asked_wait(answer, self._clock())
                problem = f"the server answered {status}"
            if wait is not None and wait > self.limits.longest_wait:
                until = self._turns.hold(host, wait, problem)
                raise FetchError(f"{shown}: {problem} and asks to come back at {until}", shown, status, until)
            try:
                retry = retry.increment("GET", shown)
            except MaxRetryError:
                hold = _HOLD_SECONDS.get(status or 0) if wait is None else wait
                held = self._turns.hold(host, hold, problem) if hold else None
                raise FetchError(f"{shown}: {problem}, {RETRIES + 1} times", shown, status, held) from None
            self._sleep(retry.get_backoff_time() if wait is None else wait)

    def _exchange(self, url: str, sent: _Sent, is_trusted: bool) -> Reply:
        """Send one request and return its reply. A lost connection raises requests' ConnectionError."""
        shown = strip_secrets(url)
        adapter = self._extra_adapters.get((urlsplit(url).hostname or "", is_trusted)) or (
            self._operator_adapter if is_trusted else self._public_adapter
        )
        timeout = (self.limits.connect_seconds, self.limits.read_seconds)
        ours = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
        try:
            method, ours = (
                ("POST", ours | {"Content-Type": "application/json"}) if sent.question else ("GET", ours)
            )
            request = requests.Request(
                method, url, headers={**sent.headers, **ours}, data=sent.question
            ).prepare()
            response = adapter.send(request, stream=True, timeout=timeout, verify=True)
        except PrivateAddress as error:
            raise FetchError(f"{shown}: {error}; nothing was sent", shown) from None
        except requests.exceptions.ReadTimeout:
            raise FetchError(f"{shown}: no answer within {self.limits.read_seconds} seconds", shown) from None
        except requests.exceptions.SSLError as error:
            raise Refused(
                f"{shown}: the server's certificate is not trusted ({reason_of(error)}); TRACKER_EXTRA_CA can name a "
                f"certificate that it lacks",
                shown,
            ) from None
        except requests.ConnectionError as error:
            if isinstance(cause_of(error), NameResolutionError):  # a second later it will not resolve either
                raise FetchError(
                    f"{shown}: {host_of(url)} cannot be found; is there a network?", shown
                ) from None
            raise
        except (requests.RequestException, HTTPError, ValueError) as error:
            # Only the kind of error: its message may quote a header, and a header may contain a token.
            raise FetchError(f"{shown}: cannot be asked for ({type(error).__name__})", shown) from None
        try:
            is_sent = response.status_code in (200, 206)
            body = read_body(response.raw, self.limits, shown) if is_sent else b""
        finally:
            response.close()
        log.info("%s %s: %s, %s bytes", method, shown, response.status_code, len(body))
        return Reply(response.status_code, response.headers, body)
