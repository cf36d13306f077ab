"""Reading the archive ahead of the writer, in processes of their own: parsing, encoding, finding facts.

All of that is pure, and more than half the work of a rebuild. The writer takes the results in archive order,
so that the tables come out as if it had read every page itself. A reader is told a place in the archive and
reads the bytes there; a few results wait with it, so that memory does not grow with the archive. All pages of
one address go to one reader, which therefore knows what it has said before. A writer that would wait reads some
pages itself: on two processors its one reader has two thirds of all the work.
"""

import logging
import multiprocessing
import threading
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

from db import archive
from db.readings import KINDS, EncodedRecord, encode_record, read_facts, reading_hash
from docket.snapshot import Snapshot
from scrapers.source import load_sources
from tracker import pipeline
from tracker.crash_guard import attempt

# A reader takes a second to start, which is not worth it below so many snapshots.
WORTHWHILE = 100
_AHEAD = 8  # results that wait with a reader, and places it is told beyond them
_REMEMBERED = 1_500_000  # records, at about 200 bytes each; then a reader forgets them and says some again
Parsed = tuple[list, list, str | None]  # records, issues, and why it could not be read, if so
log = logging.getLogger("tracker")


class ReadingAhead:
    """Some readers at work on an archive. `read` must be asked for every snapshot, in archive order."""

    def __init__(self, path: Path, readers: int) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would hold the home's lock when we are killed
        self._pipes, self._processes = [], []
        for _ in range(readers):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, path), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)
        self._told: list[deque[int]] = [deque() for _ in range(readers)]
        stored = archive.read_archive(path)
        self._places = iter([(seq, zlib.crc32(url.encode())) for seq, url in archive.addresses(stored)])
        self._known: set[int] = set()  # addresses whose pages go to a reader
        self._own = WriterQueue(stored)
        self._is_lost = False

    def read(self, seq: int) -> Parsed | None:
        """Return what `pipeline.parse` says of a snapshot, its records encoded; None if the readers are gone."""
        if self._is_lost:
            return self._own.take(seq)
        try:
            self._tell()
            reader = next((place for place, told in enumerate(self._told) if told and told[0] == seq), None)
            if reader is None:  # the writer's own, or archived since the readers began
                return self._own.take(seq)
            while not self._pipes[reader].poll() and self._read_own():
                pass
            found = self._pipes[reader].recv()
        except (EOFError, OSError) as error:
            log.warning("a reading process has ended (%r); the writer reads the rest by itself", error)
            self._is_lost = True
            return self._own.take(seq)
        self._told[reader].popleft()
        return found

    def _tell(self) -> None:
        """Keep every reader told of what comes next. Places are small: they never fill a pipe."""
        while min(map(len, self._told)) < 2 * _AHEAD and max(map(len, self._told)) < 40 * _AHEAD:
            place = next(self._places, None)
            if place is None:
                return
            self._assign(*place)

    def _assign(self, seq: int, address: int) -> None:
        if self._own.keep(seq, address):
            return
        self._known.add(address)
        reader = address % len(self._pipes)
        self._told[reader].append(seq)
        self._pipes[reader].send(seq)

    def _read_own(self) -> bool:
        """Read one page here, of an address that no reader knows; False if there is none, or enough lie ready."""
        if not self._own.has_room:
            return False
        if not self._own.is_waiting:
            place = next(self._places, None)
            if place is None or place[1] in self._known:
                if place:
                    self._assign(*place)
                return False
            self._own.begin(*place)
        self._own.read_next()
        return True

    def close(self) -> None:
        self._own.close()
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.terminate()
            process.join()


class WriterQueue:
    """What the writer reads itself: every page of some addresses, ahead of its turn while it would wait for a
    reader."""

    def __init__(self, stored) -> None:
        self._stored, self._sources = stored, load_sources()
        self._said: dict[int, str] = {}
        self._addresses: set[int] = set()
        self._waiting: deque[int] = deque()
        self._ready: dict[int, Parsed] = {}

    @property
    def has_room(self) -> bool:
        return len(self._ready) < _AHEAD

    @property
    def is_waiting(self) -> bool:
        return bool(self._waiting)

    def begin(self, seq: int, address: int) -> None:
        """Take over an address, of which this is the first page."""
        self._addresses.add(address)
        self._waiting.append(seq)

    def keep(self, seq: int, address: int) -> bool:
        """Say whether this page is the writer's own; if so, it is remembered."""
        if address in self._addresses:
            self._waiting.append(seq)
        return address in self._addresses

    def read_next(self) -> None:
        seq = self._waiting.popleft()
        self._ready[seq] = _prepare(
            self._sources, archive.snapshot_at(self._stored, seq), self._stored, self._said
        )

    def take(self, seq: int) -> Parsed | None:
        """Return what one page says, if it is the writer's own."""
        if self._waiting and self._waiting[0] == seq:
            self.read_next()
        return self._ready.pop(seq, None)

    def close(self) -> None:
        self._stored.close()


@contextmanager
def read_ahead(path: Path, processes: int) -> Iterator[ReadingAhead | None]:
    """Give readers for a whole archive: all of `processes` but the writer itself; None where they are not worth it."""
    stored = archive.read_archive(path)
    count = archive.count_after(stored, 0)
    stored.close()
    if processes < 2 or count < WORTHWHILE:
        yield None
        return
    readers = ReadingAhead(path, processes - 1)
    try:
        yield readers
    finally:
        readers.close()


def _serve(pipe, path: Path) -> None:
    """Read what the writer asks for until it closes the pipe, or is no more."""
    stored, sources = archive.read_archive(path), load_sources()
    said: dict[int, str] = {}
    ready: Queue = Queue(_AHEAD)
    threading.Thread(target=_send, args=(pipe, ready), daemon=True).start()
    while True:
        try:
            seq = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        ready.put(_prepare(sources, archive.snapshot_at(stored, seq), stored, said))


def _send(pipe, ready: Queue) -> None:
    try:
        while True:
            pipe.send(ready.get())
    except OSError:  # the writer is gone; nobody must wait for room until he hears of it
        while True:
            ready.get()


def _prepare(sources: dict, snapshot: Snapshot, stored, said: dict[int, str]) -> Parsed:
    """Return what `pipeline.parse` does, its records ready to be stored. `said` is what this reader gave before."""
    records, issues, error = pipeline.parse(sources, snapshot, stored)
    if len(said) > _REMEMBERED:
        said.clear()
    here: set[str] = set()
    found, mistake = attempt(
        lambda: [_encode(record, said, here) if type(record) in KINDS else record for record in records]
    )
    return records if mistake or found is None else found, issues, error


def _encode(record, said: dict[int, str], here: set[str]) -> EncodedRecord:
    """Return a record ready to be stored; one given before, and not twice on this page, by its hash alone.

    Most lines of most pages were on the page before, and to encode and redact them again is over a
    quarter of a reader's work. Two records of one 64-bit hash in an archive of a million: one chance in 37 million.
    """
    key = hash((type(record), record))
    name = said.get(key)
    if name is not None and name not in here:
        here.add(name)
        return EncodedRecord(record.ref, KINDS[type(record)], None, hash=name)
    one, fields = encode_record(record)
    name = reading_hash(one.kind, one.data, 1)
    is_twin = name in here
    here.add(name)
    facts, mistake = attempt(lambda: read_facts(one, fields))
    if mistake or is_twin:  # the writer makes the same mistake, and knows what to do about it
        return one
    said[key] = name
    return one._replace(facts=facts, is_read=True, hash=name)
