"""How the server holds its connections: one that asks nothing is closed, and many that ask nothing keep nobody out.

uvicorn (0.54) waits for ever for the first line of a request, and for the rest of one that comes a byte at a
time, its body too. Where there are more connections than the server holds, it refuses the new ones, which may
be readers, not the old ones, which ask nothing.
"""

from __future__ import annotations

import asyncio
import gc
import resource
import sys

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, h11  # uvicorn depends on h11, not we

HEADER_SECONDS = 15  # to say what is asked; a browser's spare connection is opened again
MOST_CONNECTIONS = 1_000
_FILES = 8_192  # a connection is a file; the databases, their logs and the children have some too
_FILES_BESIDE = 200
# For so long a thread that computes keeps the interpreter from others; a page lets go of it at each row.
_SWITCH_SECONDS = 0.0005


class FrozenServer(uvicorn.Server):
    """uvicorn's server. What is loaded when it starts is never looked through for garbage again: beside a table of a
    thousand rows as HTML one look took a tenth of a second, in which no thread goes on, a third of it afterwards."""

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()


def make_server(
    app, proxies: str | None = None, header_seconds: float = HEADER_SECONDS, most: int = MOST_CONNECTIONS
) -> uvicorn.Server:
    """Return the server of the application.

    The reader's address and scheme are taken from a proxy's headers only where the operator says that one
    stands before us, and which addresses it asks from, `proxies`: else any reader could be another.
    """
    most = min(most, _raise_files() - _FILES_BESIDE)
    sys.setswitchinterval(_SWITCH_SECONDS)
    return FrozenServer(
        uvicorn.Config(
            app,
            log_level="warning",
            lifespan="on",
            http=make_protocol(header_seconds, most),
            limit_concurrency=2 * most,
            proxy_headers=proxies is not None,
            forwarded_allow_ips=proxies or "",
            server_header=False,
        )
    )


def make_protocol(header_seconds: float, most: int) -> type[H11Protocol]:
    """Return the protocol of one server: at most so many connections, each with so much time to say what it asks."""

    class Protocol(H11Protocol):
        def connection_made(self, transport) -> None:
            super().connection_made(transport)
            self.be_silent()
            if len(self.connections) > most and silent:
                longest = next(iter(silent))
                longest.speak()  # it is gone a moment later only, and the next one may come before
                longest.transport.abort()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.is_whole and not self.cycle.response_complete:
                self.speak()

        @property
        def is_whole(self) -> bool:
            """Whether what is asked came to its end, with the body that it said it has."""
            return self.cycle is not None and self.conn.their_state is not h11.SEND_BODY

        def on_response_complete(self) -> None:
            self.be_silent()
            super().on_response_complete()  # may begin the next request, if that came already
            if self.is_whole and not self.cycle.response_complete:
                self.speak()

        def connection_lost(self, exc) -> None:
            self.speak()
            super().connection_lost(exc)

        def be_silent(self) -> None:
            self.speak()
            silent[self] = self.loop.call_later(header_seconds, self.transport.abort)

        def speak(self) -> None:
            if (timer := silent.pop(self, None)) is not None:
                timer.cancel()

    # Those that have asked nothing yet, or nothing more: who has been silent longest comes first.
    silent: dict[Protocol, asyncio.TimerHandle] = {}

    return Protocol


def _raise_files() -> int:
    """Let this process open as many files as it may, up to what it can use; return how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return _FILES if soft == resource.RLIM_INFINITY else soft
