"""Reads the archive ahead of the writer, in separate processes: parsing, encoding, finding facts.

All of that is pure, and more than half the work of a rebuild. The writer takes the results in archive order,
so that the tables come out as if it had read every page itself. A reader receives a place in the archive and
reads the bytes there; it holds only a few results, so that memory does not grow with the archive. All pages
of one address go to one reader, which therefore knows what it sent before.

The writer itself reads no page from outside, since one can be made to take forever
(tracker/reading/page_reader.py).
"""

import threading
import zlib
from collections import deque
from collections.abc import Callable, Container, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from db import archive
from db.overruns import WORDS, Overrun
from docket.snapshot import Snapshot
from scrapers.source import GivenUp, load_sources
from tracker.reading.page_reader import AHEAD, ArchivedPage, PageReader, Parsed, Work

# A reader takes a second to start, which is not worth it for fewer snapshots of our own than this.
WORTHWHILE = 100


class ReadingAhead:
    """Some readers of one archive. `read` must be called for every snapshot, in archive order."""

    def __init__(self, readers: list[PageReader], places: Iterator[tuple[ArchivedPage, str]]) -> None:
        self._readers, self._places = readers, places
        self._told: list[deque[int]] = [deque() for _ in readers]

    def read(self, seq: int, beat: Callable[[], object] = lambda: None) -> Parsed | Overrun | None:
        """Return the result of `parse` for a snapshot, with its records encoded; None if no reader has it.

        `beat` is called while it waits. Raises faults of the machine.
        """
        self._tell()
        for reader, waiting in zip(self._readers, self._told, strict=True):
            if waiting and waiting[0] == seq:
                answer: Parsed | Overrun = reader.take(beat)
                waiting.popleft()
                return answer
        return None

    def _tell(self) -> None:
        """Keep every reader supplied with the next places. Places are small: they never fill a pipe."""
        while min(map(len, self._told)) < 2 * AHEAD and max(map(len, self._told)) < 40 * AHEAD:
            place, url = next(self._places, (None, ""))
            if place is None:
                return
            reader = zlib.crc32(url.encode()) % len(self._readers)
            self._told[reader].append(place.seq)
            self._readers[reader].tell(place)


class Readers:
    """The processes that read pages for one home.

    They start when there is something to read; one is kept for the next page. `seconds` is the limit for a
    page (tracker/reading/page_reader.py); without a limit the writer reads a few pages itself.
    """

    def __init__(self, path: Path, processes: int, seconds: float | None) -> None:
        self._path, self._processes, self._seconds = path, processes, seconds
        self._kept: list[PageReader] = []
        self._looking: PageReader | None = None
        self._lock = threading.Lock()  # each court is asked by its own thread

    @contextmanager
    def ahead(self, after: int, left_out: Container[str] = ()) -> Iterator[ReadingAhead | None]:
        """Yield readers for the snapshots archived after one place; None if the writer reads them.
        `left_out` are ids of snapshots that are not to be read."""
        with archive.read_archive(self._path) as stored:
            rows = [row for row in archive.places(stored, after) if row[3] not in left_out]
        is_much = len(rows) >= WORTHWHILE and (self._processes > 1 or self._seconds is not None)
        own = {name for name, source in load_sources().items() if source.IS_OWN}
        is_guarded = self._seconds is not None and any(row[1] not in own for row in rows)
        if not is_much and not is_guarded:
            yield None
            return
        places = (
            (ArchivedPage(seq, size), url)
            for seq, source, url, _, size in rows
            if is_much or source not in own
        )
        with ExitStack() as if_broken_off:
            # Results that nobody took would be mistaken for the answer to a later request.
            if_broken_off.callback(self.close)
            yield ReadingAhead(self._take(self._processes if is_much else 1), places)
            if_broken_off.pop_all()
        for reader in self._kept[1:]:
            reader.close()
        del self._kept[1:]

    @contextmanager
    def of_files(self) -> Iterator[PageReader | None]:
        """Yield a reader of saved files; None if the writer reads them."""
        reader = PageReader(self._path, self._seconds) if self._seconds is not None else None
        try:
            yield reader
        finally:
            if reader is not None:
                reader.close()

    def apart(self, function: Callable[..., Any], snapshot: Snapshot, *arguments: Any) -> Any:
        """Return the result of a source's function for an answer that is not archived yet. Raises GivenUp,
        and what the function raises."""
        if self._seconds is None:
            return function(snapshot, *arguments)
        with self._lock:
            reader, self._looking = self._looking or PageReader(self._path, self._seconds), None
            with ExitStack() as if_broken_off:
                if_broken_off.callback(reader.close)  # as above
                reader.tell(Work(function, (snapshot, *arguments)))
                made = reader.take()
                if_broken_off.pop_all()
            self._looking = reader
        if isinstance(made, Overrun):
            raise GivenUp(made.code, WORDS[made.code])
        return made

    def close(self) -> None:
        for reader in (*self._kept, *([self._looking] if self._looking else ())):
            reader.close()
        self._kept.clear()
        self._looking = None

    def _take(self, count: int) -> list[PageReader]:
        while len(self._kept) < count:
            self._kept.append(PageReader(self._path, self._seconds))
        return self._kept
