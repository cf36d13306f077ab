"""Ends a web process that hangs, so that its supervisor restarts it.

Docker restarts a process that has ended, not an unhealthy one, and systemd one that sends no sign of life; so
the process watches itself. The event loop reads one row of the docket every few seconds, in the same way as a
page. What counts is whether that returns: a docket that cannot be opened is no reason to restart, a read that
never returns is.
"""

import asyncio
import faulthandler
import os
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from publish.asgi import App, Message, Receive, Scope, Send
from tracker.daemon.systemd import Notifier
from tracker.logs import log

EVERY_SECONDS = 5.0
STUCK_SECONDS = 120.0  # a page takes at most a second, ten times that during a rebuild
_EXIT_STATUS = 70  # EX_SOFTWARE of sysexits.h


def end_process() -> None:
    """Print the stack of every thread and exit at once: nothing here writes, so nothing is lost."""
    faulthandler.dump_traceback(all_threads=True)
    os._exit(_EXIT_STATUS)


class WebWatch:
    """Watches one ASGI application from start to end. `read` reads something from the docket."""

    def __init__(
        self,
        read: Callable[[], Awaitable[object]],
        notifier: Notifier,
        when_stuck: Callable[[], None] = end_process,
        every: float = EVERY_SECONDS,
        stuck_after: float = STUCK_SECONDS,
    ) -> None:
        self._read, self._notifier, self._when_stuck = read, notifier, when_stuck
        self._every, self._stuck_after = every, stuck_after
        self._last = time.monotonic()
        self._is_over = threading.Event()

    def around(self, app: App) -> App:
        """Return the application, watched for as long as it runs."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "lifespan":
                await app(scope, receive, send)
                return
            tasks: list[asyncio.Task[None]] = []

            async def send_watched(message: Message) -> None:
                await send(message)
                if message["type"] == "lifespan.startup.complete":
                    self._last = time.monotonic()
                    threading.Thread(target=self._look, name="web-watch", daemon=True).start()
                    tasks.append(asyncio.create_task(self._beat()))
                    self._notifier.notify_ready()

            try:
                await app(scope, receive, send_watched)
            finally:
                self._is_over.set()
                for task in tasks:
                    task.cancel()

        return watched

    async def _beat(self) -> None:
        while True:
            with suppress(OSError, sqlite3.Error):  # the read returned; the page of health reports the rest
                await self._read()
            self._last = time.monotonic()
            self._notifier.beat()
            await asyncio.sleep(self._every)

    def _look(self) -> None:
        while not self._is_over.wait(self._every):
            silent = time.monotonic() - self._last
            if silent > self._stuck_after:
                log.critical("the pages have not answered for %d seconds; this process ends", silent)
                self._when_stuck()
                return
