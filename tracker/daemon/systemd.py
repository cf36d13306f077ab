"""Tells systemd that we are ready, alive, or stopping (sd_notify(3)).

systemd receives datagrams at the socket that it names in ``NOTIFY_SOCKET``. With ``Type=notify`` and
``WatchdogSec=`` it restarts a daemon whose main thread hangs.
"""

import socket
import time
from collections.abc import Callable
from contextlib import suppress

from tracker.stop import Stop

_LEAST_SECONDS = 5  # between two signs of life


class Notifier:
    """Sends messages to the service manager; if none listens, they are dropped."""

    def __init__(self, address: str | None) -> None:
        self._address = "\0" + address[1:] if address and address.startswith("@") else address
        self._last = float("-inf")

    def notify_ready(self) -> None:
        self._send("READY=1")

    def notify_stopping(self) -> None:
        self._send("STOPPING=1")

    def beat(self, is_starting: bool = False) -> None:
        """Give a sign of life, at most every five seconds; before we are ready, also request more time, since
        a rebuild may take longer than systemd allows for a start."""
        if time.monotonic() - self._last >= _LEAST_SECONDS:
            self._last = time.monotonic()
            self._send("EXTEND_TIMEOUT_USEC=120000000\nWATCHDOG=1" if is_starting else "WATCHDOG=1")

    def _send(self, words: str) -> None:
        if self._address is None:
            return
        kind = socket.SOCK_DGRAM | socket.SOCK_CLOEXEC
        with suppress(OSError), socket.socket(socket.AF_UNIX, kind) as sender:
            sender.sendto(words.encode(), self._address)


class Progress:
    """Acts as a progress bar while the daemon is at work. `beat` gives a sign of life."""

    def __init__(self, stop: Stop, beat: Callable[[], None]) -> None:
        self._stop, self._beat = stop, beat

    def update(self, count: int = 1) -> None:
        """Give a sign of life; raise Stopped if a stop was requested."""
        self._beat()
        self._stop.update(count)
