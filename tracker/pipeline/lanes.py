"""Lanes: the servers that are asked concurrently. Each lane has a thread for requests; only the main thread
writes.

A lane is one court of a source whose courts have separate servers (`BY_COURT`), or else the whole source. A
slow court delays only its own lane; a lane that is still running is not started again. The HTTP client sends
a host one request at a time, however many lanes there are.
"""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docket.issues import ParseError
from docket.snapshot import Snapshot
from scrapers.source import Absent, Fetcher, FetchError, Source, WatchList
from tracker.outcome import Outcome
from tracker.stop import Stopped

AT_ONCE = 32  # threads; a lane that has to wait for one begins later
KEPT = 64  # answers held in memory while the main thread stores others
_SLICE_SECONDS = 0.5
Brought = Snapshot | FetchError | Absent | None  # None ends a lane


@dataclass(eq=False)
class Lane:
    """One running lane. `last_sign` is the time of its last answer, in seconds of the monotonic clock."""

    source: Source
    name: str
    watch: WatchList
    outcome: Outcome
    last_sign: float = 0.0
    is_given_up: bool = False
    mistake: Exception | None = None
    is_stopped: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.source.NAME, self.name


class Lanes:
    """Starts lanes and returns their answers, in the calling thread."""

    def __init__(
        self, http: Fetcher, stop: Callable[[], bool], at_once: int = AT_ONCE, kept: int = KEPT
    ) -> None:
        self._http, self._stop, self._at_once = http, stop, at_once
        self._answers: queue.Queue[tuple[Lane, Brought]] = queue.Queue(kept)
        self._going: dict[tuple[str, str], Lane] = {}
        self._waiting: deque[Lane] = deque()

    def begin(self, lane: Lane) -> None:
        """Start the lane, or queue it if all threads are busy."""
        self._waiting.append(lane)
        self._fill()

    def is_going(self, source: str, name: str) -> bool:
        return (source, name) in self._going or any(lane.key == (source, name) for lane in self._waiting)

    def is_idle(self) -> bool:
        """Return whether there is nothing to wait for; lanes that were given up do not count."""
        return (
            self._answers.empty()
            and not self._waiting
            and all(lane.is_given_up for lane in self._going.values())
        )

    def answers(self, seconds: float) -> Iterator[tuple[Lane, Brought]]:
        """Yield (lane, Snapshot or FetchError), and (lane, None) once when it ends; wait at most `seconds`
        for the first."""
        wait = seconds
        while True:
            try:
                lane, item = self._answers.get(timeout=wait) if wait > 0 else self._answers.get_nowait()
            except queue.Empty:
                return
            wait = 0
            lane.last_sign = time.monotonic()
            if item is None:
                del self._going[lane.key]
                self._fill()
            if not lane.is_given_up or item is None:
                yield lane, item

    def give_up_after(self, seconds: float) -> list[Lane]:
        """Return the lanes without a sign of life for this long; they are no longer waited for.

        Their threads cannot be ended from outside; until they end by themselves, the lane is not started
        again.
        """
        now = time.monotonic()
        stuck = [
            lane for lane in self._going.values() if not lane.is_given_up and now - lane.last_sign > seconds
        ]
        for lane in stuck:
            lane.is_given_up = True
        self._fill()
        return stuck

    def _fill(self) -> None:
        while (
            self._waiting
            and not self._stop()
            and sum(not lane.is_given_up for lane in self._going.values()) < self._at_once
        ):
            lane = self._waiting.popleft()
            lane.last_sign = time.monotonic()
            self._going[lane.key] = lane
            name = ":".join(lane.key)
            threading.Thread(target=self._ask, args=(lane,), name=name, daemon=True).start()

    def drop_waiting(self) -> None:
        """Drop the lanes that have not started."""
        self._waiting.clear()

    def _ask(self, lane: Lane) -> None:
        """The body of a thread. Any error is passed on and ends only this lane."""
        try:
            self._bring(lane)
        except Stopped:
            lane.is_stopped = True
        except FetchError as error:
            self._answers.put((lane, error))
        except ParseError as error:  # a page in an unknown form, on which all further requests depend
            self._answers.put((lane, FetchError(str(error))))
        except Exception as error:  # noqa: BLE001  # the turn reports it
            lane.mistake = error
        self._answers.put((lane, None))

    def _bring(self, lane: Lane) -> None:
        for item in lane.source.fetch(self._http, lane.watch):
            # None would end a lane that is still making requests.
            if not isinstance(item, Snapshot | FetchError | Absent):
                raise TypeError(f"a source gives answers and failures, not {type(item).__name__}")
            self._answers.put((lane, item))
            if self._stop() or lane.is_given_up:
                raise Stopped


def wait_for_end(lanes: Lanes, seconds: float) -> Iterator[tuple[Lane, Brought]]:
    """After a stop, yield what still arrives, for at most `seconds`."""
    end = time.monotonic() + seconds
    while not lanes.is_idle() and time.monotonic() < end:
        yield from lanes.answers(_SLICE_SECONDS)
