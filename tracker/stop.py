"""Decides when to stop: at a signal, or at the end of the time given. It also interrupts every wait."""

import signal
import time
from typing import Protocol

_SLICE_SECONDS = 0.5


class Bar(Protocol):
    """Receives the progress of the work: a progress bar, or an object that stops the work between two
    snapshots."""

    def update(self, count: int = 1, /) -> object: ...


class _NoBar:
    def update(self, count: int = 1, /) -> None: ...


NO_BAR = _NoBar()  # for work that nobody watches or stops


class Stopped(Exception):
    """Raised from a wait when it is time to stop. What was fetched before is kept."""


class Stop:
    """Call it to ask whether to stop. Times are in seconds of the monotonic clock.

    It uses a plain flag and short sleeps: a lock taken in a signal handler can deadlock with itself.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self.deadline: float | None = None

    def ask(self, *_) -> None:
        self.is_asked = True

    def listen(self) -> None:
        """Treat SIGTERM and SIGINT as requests to stop. Only in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.ask)

    def give(self, seconds: float | None) -> None:
        """Limit the work that begins now to this many seconds; None: no limit."""
        self.deadline = None if seconds is None else time.monotonic() + seconds

    def __call__(self) -> bool:
        return self.is_asked or (self.deadline is not None and time.monotonic() >= self.deadline)

    def wait(self, seconds: float) -> None:
        """Sleep; raise Stopped as soon as a stop is requested, or at once if the wait would exceed the time
        given."""
        end = time.monotonic() + seconds
        if self.deadline is not None and end > self.deadline:
            raise Stopped
        while (left := end - time.monotonic()) > 0:
            if self():
                raise Stopped
            time.sleep(min(left, _SLICE_SECONDS))

    def update(self, count: int = 1) -> None:
        """Act as a progress bar: raise Stopped between two snapshots if a stop was requested."""
        if self.is_asked:
            raise Stopped
