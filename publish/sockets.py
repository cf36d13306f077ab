"""How the server holds its connections: an idle one is closed, and many idle ones keep nobody out.

uvicorn (0.54) waits forever for the first line of a request, for the rest of one that arrives a byte at a
time (headers or body), and for a reader who does not take the answer. When there are more connections than
the server holds, it refuses the new ones, which may be readers, not the old idle ones.
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
from uvicorn.protocols.http.h11_impl import H11Protocol, h11  # h11 is a dependency of uvicorn, not of ours

# Time to send a request, and to take some of the answer; a browser reopens its spare connection.
HEADER_SECONDS = 15
MOST_CONNECTIONS = 1_000
_FILES = 8_192  # a connection is a file; so are the databases, their logs and the children's pipes
_FILES_BESIDE = 200
# How long a computing thread keeps the interpreter from others; a page releases it at each row.
_SWITCH_SECONDS = 0.0005


class FrozenServer(uvicorn.Server):
    """uvicorn's server, which freezes what is loaded at its start so that garbage collection never scans it
    again. During a table of a thousand rows as HTML one collection took a tenth of a second, in which no
    thread runs; now it takes a third of that."""

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()


def make_server(
    app, proxies: str | None = None, header_seconds: float = HEADER_SECONDS, most: int = MOST_CONNECTIONS
) -> uvicorn.Server:
    """Return the server of the application.

    The reader's address and scheme are taken from a proxy's headers only if the operator says that there is a
    proxy and from which addresses it connects (`proxies`): otherwise any reader could pose as another.
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
    """Return the protocol of one server: at most so many connections, each with so much time to send its
    request and to take some of the answer."""

    class Protocol(H11Protocol):
        def connection_made(self, transport) -> None:
            super().connection_made(transport)
            self.be_silent()
            if len(self.connections) > most and silent:
                longest = next(iter(silent))
                longest.speak()  # it closes only a moment later, and another may arrive before that
                longest.transport.abort()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.is_whole and not self.cycle.response_complete:
                self.speak()

        @property
        def is_whole(self) -> bool:
            """Whether the request has arrived in full, with the body it announced."""
            return self.cycle is not None and self.conn.their_state is not h11.SEND_BODY

        def on_response_complete(self) -> None:
            self.be_silent()
            super().on_response_complete()  # may begin the next request, if it has already arrived
            if self.is_whole and not self.cycle.response_complete:
                self.speak()

        def pause_writing(self) -> None:
            super().pause_writing()
            self.be_silent()  # now it is up to the reader to take what was written

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
            """Close a connection that has sent nothing and taken nothing; one that has taken a little gets
            its full time again."""
            if _count_untaken(self.transport) < self.untaken:
                self.be_silent()
            else:
                self.transport.abort()

        def speak(self) -> None:
            if (timer := silent.pop(self, None)) is not None:
                timer.cancel()

    # Connections with no request yet, or no further one, or that take nothing; the one silent longest comes
    # first.
    silent: dict[Protocol, asyncio.TimerHandle] = {}

    return Protocol


def _count_untaken(transport: asyncio.Transport) -> int:
    """Return how many bytes of the answer the reader has not taken: those waiting here plus those in the
    kernel's buffer, which can hold over a megabyte."""
    untaken = transport.get_write_buffer_size()
    try:
        kept = fcntl.ioctl(transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, bytes(4))
    except (OSError, ValueError):  # it is closed, or this system has no such count
        return untaken
    return untaken + int(struct.unpack("i", kept)[0])


def _raise_files() -> int:
    """Raise this process's limit of open files as far as allowed, up to what it can use; return the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return _FILES if soft == resource.RLIM_INFINITY else soft
