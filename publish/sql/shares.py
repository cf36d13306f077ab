"""How much costly work one reader, and all readers together, may have running at once.

The others wait a little, then are refused. A reader is an address: that of the connection, or, if the
operator says that we are behind a proxy (docs/operate.md), the one that the proxy gives. A household has 2^64
addresses in IPv6, so there only the first half counts.
"""

import asyncio
import ipaddress
import threading
from collections import Counter, deque
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from datasette.views.base import DatasetteError

from publish.asgi import Scope

RETRY_SECONDS = 5


class Crowded(DatasetteError):
    """There is no room for this at the moment. `status` is 429 if the reader already holds a share, else
    503."""

    def __init__(self, status: int) -> None:
        words = (
            "You already have as many heavy requests running as one reader may. Wait for those, then try again."
            if status == 429
            else "Too many heavy requests are running just now. Try again in a moment."
        )
        super().__init__(words, title="Ask again in a moment", status=status)


@dataclass(frozen=True)
class Share:
    """The limits for one kind of work: how many at once in all and per reader, how many may wait, and for how
    long."""

    in_all: int
    for_each: int
    waiting_in_all: int = 64
    waiting_for_each: int = 12
    seconds: float = 10


@dataclass(frozen=True)
class Asking:
    """Who is asking in the current request, and for what. `kind` names a share, or is None for what costs
    little."""

    client: str
    kind: str | None = None
    is_stream: bool = False
    is_csv: bool = False
    is_query_page: bool = False  # the result of a query, as HTML


_NOBODY = Asking("-")
# The current request.
ASKING: ContextVar[Asking] = ContextVar("asking", default=_NOBODY)


def name_client(scope: Scope) -> str:
    """Return the key of the reader that a request is from."""
    return _name_of((scope.get("client") or ("-",))[0])


@lru_cache(maxsize=1024)
def _name_of(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


class Slot:
    """A place in a share, held until `leave` is called, from any thread; further calls change nothing."""

    def __init__(self, counter: "_Counter", client: str) -> None:
        self._counter, self._client = counter, client
        self._is_held = True

    def leave(self, *_) -> None:
        if self._is_held:
            self._is_held = False
            self._counter.leave(self._client)


class Shares:
    """All shares of one server, by kind."""

    def __init__(self, shares: dict[str, Share]) -> None:
        self._counters = {kind: _Counter(share) for kind, share in shares.items()}

    async def enter(self, kind: str, client: str, is_patient: bool = False) -> Slot:
        """Wait for a place in a share and return it. Raises Crowded, unless the caller is patient: then it
        waits for as long as it takes."""
        return await self._counters[kind].enter(client, is_patient)


class _Counter:
    """Who holds places in one share, and who waits. Requests may come from several event loops, and threads
    give places back."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self._lock = threading.Lock()
        self._held: Counter[str] = Counter()
        self._waiting: deque[tuple[str, asyncio.AbstractEventLoop, asyncio.Future]] = deque()

    async def enter(self, client: str, is_patient: bool) -> Slot:
        with self._lock:
            if self._has_room(client):
                self._held[client] += 1
                return Slot(self, client)
            ahead = sum(name == client for name, _, _ in self._waiting)
            if ahead >= self._share.waiting_for_each:
                raise Crowded(429)
            if len(self._waiting) >= self._share.waiting_in_all:
                raise Crowded(503)
            loop = asyncio.get_running_loop()
            waiting = client, loop, loop.create_future()
            self._waiting.append(waiting)
        try:
            async with asyncio.timeout(None if is_patient else self._share.seconds):
                return await waiting[2]
        except (TimeoutError, asyncio.CancelledError) as error:
            with self._lock:
                if waiting in self._waiting:
                    self._waiting.remove(waiting)
                status = 429 if self._held[client] >= self._share.for_each else 503
            if waiting[2].done() and not waiting[2].cancelled():  # a place was granted at the same moment
                waiting[2].result().leave()
            if isinstance(error, TimeoutError):
                raise Crowded(status) from None
            raise

    def leave(self, client: str) -> None:
        with self._lock:
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
            self._let_in()

    def _has_room(self, client: str) -> bool:
        return self._held.total() < self._share.in_all and self._held[client] < self._share.for_each

    def _let_in(self) -> None:
        """Give free places to the first in line who may have one."""
        for waiting in [*self._waiting]:
            client, loop, future = waiting
            if not self._has_room(client):
                continue
            self._waiting.remove(waiting)
            self._held[client] += 1
            try:
                loop.call_soon_threadsafe(self._hand, future, Slot(self, client))
            except RuntimeError:  # the loop is closed: nobody waits any more
                self._held[client] -= 1

    @staticmethod
    def _hand(future: asyncio.Future, slot: Slot) -> None:
        if future.done():
            slot.leave()
        else:
            future.set_result(slot)
