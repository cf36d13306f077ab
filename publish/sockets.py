"""How the server holds its connections: one that asks nothing is closed, and many that ask nothing keep nobody out.

uvicorn (0.54) waits for ever for the first line of a request, and for the rest of one that comes a byte at a
time, its body too; and for a reader who does not take the answer. Where there are more connections than the
server holds, it refuses the new ones, which may be readers, not the old ones, which ask nothing.
"""

from __future__ import annotations

import asyncio
import fcntl
import gc
import resource
import struct
import sys
import termios

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, h11  # uvicorn depends on h11, not we

# To say what is asked, and to take some of what was answered; a browser's spare connection is opened again.
HEADER_SECONDS = 15
MOST_CONNECTIONS = 1_000
_FILES = 8_192  # a connection is a file; the databases, their logs and the children have some too
_FILES_BESIDE = 200
# For so long a thread that computes keeps the interpreter from others; a page lets go of it at each row.
_SWITCH_SECONDS = 0.0005


class FrozenServer(uvicorn.Server):
    """uvicorn's server. What is loaded when it starts is never looked through for garbage again: beside a
    table of a thousand rows as HTML one collection took a tenth of a second, during which no thread runs; now
    it takes a third of that."""

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
    """Return the protocol of one server: at most so many connections, each with so much time to say what it asks, and
    to take some of the answer."""

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

        def pause_writing(self) -> None:
            super().pause_writing()
            self.be_silent()  # now it is for the reader to take what was written

        def resume_writing(self) -> None:
            super().resume_writing()
            if self.is_whole and not self.cycle.response_complete:
                self.speak()

        def connection_lost(self, exc) -> None:
            self.speak()
            super().connection_lost(exc)

        def be_silent(self) -> None:
            self.speak()
            self.untaken = _count_untaken(self.transport)
            silent[self] = self.loop.call_later(header_seconds, self.look)

        def look(self) -> None:
            """End a connection that has said nothing and taken nothing; one that takes a little gets its time
            again."""
            if _count_untaken(self.transport) < self.untaken:
                self.be_silent()
            else:
                self.transport.abort()

        def speak(self) -> None:
            if (timer := silent.pop(self, None)) is not None:
                timer.cancel()

    # Those that have asked nothing yet, or nothing more, or take nothing: who has been silent longest comes first.
    silent: dict[Protocol, asyncio.TimerHandle] = {}

    return Protocol


def _count_untaken(transport: asyncio.Transport) -> int:
    """Return how many bytes of the answer the reader has not taken: those that wait here, and those that wait in the
    kernel, of which it holds a megabyte and more."""
    untaken = transport.get_write_buffer_size()
    try:
        kept = fcntl.ioctl(transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, bytes(4))
    except (OSError, ValueError):  # it is closed, or this system counts otherwise
        return untaken
    return untaken + int(struct.unpack("i", kept)[0])


def _raise_files() -> int:
    """Let this process open as many files as it may, up to what it can use; return how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return _FILES if soft == resource.RLIM_INFINITY else soft
