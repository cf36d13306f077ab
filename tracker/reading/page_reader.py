"""A separate process that reads pages, each within limits of time and memory.

A hostile page can keep any reader busy: for days in a pattern, or with more memory than there is. Nothing in
Python can stop a running pattern, so the system ends the process, by processor time, which is the same on a
busy machine. The caller gets the code of an issue instead of the page's content (db/overruns.py), and a new
process gets the next page.
"""

import errno
import logging
import logging.handlers
import multiprocessing
import queue
import resource
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import archive
from db.overruns import READER_DIED, TOO_LARGE, TOO_SLOW, Overrun
from db.readings import KINDS, EncodedRecord, encode_record, read_facts, reading_hash
from docket.issues import Issue, ParseError
from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.source import Source, load_sources
from tracker.crash_guard import raise_if_of_the_machine
from tracker.reading.parsing import parse

# A fork would hold the home's lock. Tests substitute a context whose processes have already loaded what they
# need.
CONTEXT: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")
AHEAD = 8  # results that can wait in a reader, and pages requested beyond them
_REMEMBERED = 1_500_000  # records, at about 200 bytes each; then a reader forgets them and sends some again
# The limit applies per this many bytes: a docket of 10,000 entries prints to 15 MB and takes 20 seconds on a
# slow machine.
_BYTES_A_SHARE = 4 * 1024 * 1024
_MEMORY = 3 * 1024**3  # 50 MB, the largest page accepted, make a tree of 1.5 GB
_KILLED_FIRST = Path("/proc/self/oom_score_adj")
# A page may take this many times its processor time on a busy machine; one that takes longer is waiting
# forever.
_WALL = 20
_OF_OPINIONS = ("scanned", "unknown-court", "docket-number")
_SLICE_SECONDS = 1.0
_MOST_STARTS = 3
Parsed = tuple[list[Any], list[Issue], str | None]  # records, issues, and why it could not be read, or None


@dataclass(frozen=True)
class ArchivedPage:
    """An archived page, given by its place in the archive, from which the reader takes its bytes."""

    seq: int
    size: int


@dataclass(frozen=True)
class SavedFile:
    """A saved file, to be recognized and read."""

    name: str
    body: bytes
    court_id: str | None
    imported_at: str
    watched: tuple[DocketRef, ...] = ()  # those of the court that the operator named

    @property
    def size(self) -> int:
        return len(self.body)


@dataclass(frozen=True)
class Work:
    """An answer that a source examines before it is archived: a function of a module and its arguments, the
    answer first."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    @property
    def size(self) -> int:
        return len(self.arguments[0].body)


@dataclass(frozen=True)
class ReadFile:
    """The result for a saved file: its page and content, or why it is refused."""

    snapshot: Snapshot | None = None
    parsed: Parsed | None = None
    refusal: str | None = None


def recognize(
    sources: dict[str, Source], name: str, body: bytes, court_id: str | None, imported_at: str
) -> Snapshot:
    """Return the snapshot of a saved file, recognized by its content. Raises ParseError if no source
    recognizes it.

    A source that recognizes its own kind of file but finds it damaged says so; another may still be able to
    use it.
    """
    refusal = None
    for source in sorted(sources.values(), key=lambda source: source.IS_LAST_RESORT):
        is_last = source.IS_LAST_RESORT
        if is_last and refusal and b"%PDF-" not in body[:1024]:
            continue  # another source recognized the page, but could not use it
        try:
            snapshot = source.recognize(name, body, court_id, imported_at)
        except ParseError as error:
            # About a PDF the reader of opinions knows more than a reader of web pages.
            knows = is_last and error.code in _OF_OPINIONS
            refusal = error if knows else refusal or error
            continue
        if snapshot is not None:
            return snapshot
    if refusal:
        raise refusal
    raise ParseError(
        f"{name}: not a page of any kind known here; save a docket report, a notice, a RECAP file or another page of "
        "a source (`python -m tracker sources`)"
    )


def read_file(sources: dict[str, Source], file: SavedFile, stored: Database) -> ReadFile:
    """Recognize and read a saved file. A fault of the file, or of ours, refuses it."""
    try:
        snapshot = recognize(sources, file.name, file.body, file.court_id, file.imported_at)
        snapshot = sources[snapshot.source].keep_watched(snapshot, file.watched)
    except ParseError as error:
        return ReadFile(refusal=str(error))
    except Exception as error:  # the other files are still read
        raise_if_of_the_machine(error)
        logging.getLogger("tracker").error("our own mistake in recognizing %s", file.name, exc_info=error)
        return ReadFile(refusal=f"{file.name}: a mistake of ours in reading it ({type(error).__name__})")
    return ReadFile(snapshot, parse(sources, snapshot, stored))


class PageReader:
    """One process that reads pages of an archive and returns the content of each, in order.

    A page may take `seconds` of processor time for each `_BYTES_A_SHARE` of its size; None: no limit.
    """

    def __init__(self, path: Path, seconds: float | None, memory: int = _MEMORY) -> None:
        self._path, self._seconds, self._memory = path, seconds, memory
        self._told: deque[tuple[int, ArchivedPage | SavedFile | Work]] = deque()
        self._count = 0
        self._overran: dict[int, str] = {}
        self._deaths: dict[int, int] = {}
        self._starts = 0
        self._start()

    def tell(self, task: ArchivedPage | SavedFile | Work) -> None:
        """Request one more page. Several can be requested ahead; of files at most `AHEAD`, or both sides
        would block."""
        self._count += 1
        self._told.append((self._count, task))
        self._send(*self._told[-1])

    def take(self, beat: Callable[[], object] = lambda: None) -> Any:
        """Return the result for the page requested first: `Parsed`, `ReadFile` or an `Overrun`.

        `beat` is called while it waits. Raises faults of the machine (OSError, sqlite3.OperationalError).
        """
        while True:
            number, task = self._told[0]
            if code := self._overran.pop(number, None):
                self._told.popleft()
                self._starts = 0
                return Overrun(code)
            try:
                self._wait(task, beat)
                answer, records = self._pipe.recv()
            except (EOFError, OSError):
                self._bury()
                continue
            self._told.popleft()
            self._starts = 0
            for record in records:
                logging.getLogger(record.name).handle(record)
            if isinstance(answer, Exception):
                raise answer
            return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        self._starts += 1
        if self._starts > _MOST_STARTS + len(self._told):
            raise OSError(errno.ECHILD, "the process that reads pages ends as soon as it is started")
        self._pipe, theirs = CONTEXT.Pipe()
        self._at = CONTEXT.RawValue("q", 0)  # the page in hand: a killed process cannot name it
        self._process = CONTEXT.Process(
            target=_serve, args=(theirs, self._path, self._seconds, self._memory, self._at), daemon=True
        )
        self._process.start()
        theirs.close()
        for number, task in self._told:
            if number not in self._overran:
                self._send(number, task)

    def _send(self, number: int, task: ArchivedPage | SavedFile | Work) -> None:
        try:
            self._pipe.send((number, task))
        except OSError:  # it has ended; `take` notices, and the next process gets all waiting pages
            pass

    def _wait(self, task: ArchivedPage | SavedFile | Work, beat: Callable[[], object]) -> None:
        """Wait for an answer. The system limits processor time; this ends only a process that waits
        forever."""
        at, since = self._at.value, time.monotonic()
        while not self._pipe.poll(_SLICE_SECONDS):
            beat()
            if self._at.value != at:  # it has moved on to another page: each has its own time
                at, since = self._at.value, time.monotonic()
            if self._seconds and time.monotonic() - since > _WALL * _allowed(self._seconds, task):
                self._process.kill()

    def _bury(self) -> None:
        """Find which page ended the process, and start another for the rest."""
        self._pipe.close()
        self._process.join(_SLICE_SECONDS)
        self._process.kill()
        self._process.join()
        number = self._at.value
        if any(number == each for each, _ in self._told):
            self._deaths[number] = self._deaths.get(number, 0) + 1
            if self._process.exitcode == -signal.SIGPROF:
                self._overran[number] = TOO_SLOW
            elif self._deaths[number] > 1:  # one can be the machine's memory killer, or the operator
                self._overran[number] = READER_DIED
        self._start()


def _allowed(seconds: float, task: ArchivedPage | SavedFile | Work) -> float:
    return seconds * (1 + task.size // _BYTES_A_SHARE)


def _serve(pipe: Any, path: Path, seconds: float | None, memory: int, at: Any) -> None:
    """Read what is requested until the pipe is closed or the parent process is gone."""
    # Ctrl-C is meant for the parent process, which finishes the work in hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A machine or a service may have less memory than a page may take. Then the kernel kills this process before all
    # others, which costs the page in hand; without the daemon, nothing would note which page it was.
    with suppress(OSError):  # not Linux: the system chooses
        _KILLED_FIRST.write_text("1000", encoding="ascii")
    if seconds:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    log: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    logging.getLogger().addHandler(logging.handlers.QueueHandler(log))
    stored, sources = archive.read_archive(path), load_sources()
    given: dict[int, str] = {}
    ready: queue.Queue[Any] = queue.Queue(AHEAD)
    threading.Thread(target=_give, args=(pipe, ready, seconds), daemon=True).start()
    while True:
        try:
            number, task = pipe.recv()
        except (EOFError, OSError):
            return
        at.value = number
        if seconds:
            # The default action ends the process wherever it is: a Python handler would not be called in
            # time.
            signal.setitimer(signal.ITIMER_PROF, _allowed(seconds, task))
        # One loop for both kinds keeps the record of what was sent before in one place.
        try:
            answer = _answer(sources, task, stored, given)
        except Exception as error:  # noqa: BLE001  # raised by whoever asked
            answer = _judge(error, seconds)
        signal.setitimer(signal.ITIMER_PROF, 0)
        at.value = 0
        records = []
        while not log.empty():
            records.append(log.get())
        ready.put((answer, records))


def _judge(error: Exception, seconds: float | None) -> Overrun | Exception:
    """Return what an error says about the page in hand. Where there is no limit, want of memory is the machine's."""
    return Overrun(TOO_LARGE) if isinstance(error, MemoryError) and seconds else error


def _give(pipe: Any, ready: "queue.Queue[Any]", seconds: float | None) -> None:
    try:
        while True:
            answer, records = ready.get()
            try:
                pipe.send((answer, records))
            except (
                MemoryError
            ) as error:  # what fits can be too large to be written down; nothing of it was sent
                pipe.send((_judge(error, seconds), records))
    except OSError:  # the parent is gone; do not wait for room until the other thread notices
        while True:
            ready.get()


def _answer(
    sources: dict[str, Source], task: ArchivedPage | SavedFile | Work, stored: Database, given: dict[int, str]
) -> Any:
    if isinstance(task, ArchivedPage):
        return _prepare(parse(sources, archive.snapshot_at(stored, task.seq), stored), given)
    if isinstance(task, Work):
        return task.function(*task.arguments)
    read = read_file(sources, task, stored)
    return ReadFile(read.snapshot, read.parsed and _prepare(read.parsed, {}), read.refusal)


def _prepare(parsed: Parsed, given: dict[int, str]) -> Parsed:
    """Return the same with records prepared for storing. `given` holds what this reader sent before."""
    records, issues, error = parsed
    if len(given) > _REMEMBERED:
        given.clear()
    here: set[str] = set()
    try:
        records = [_encode(record, given, here) if type(record) in KINDS else record for record in records]
    except Exception as mistake:  # noqa: BLE001  # the writer makes the same mistake, and knows what to do about it
        raise_if_of_the_machine(mistake)
    return records, issues, error


def _encode(record: Any, given: dict[int, str], here: set[str]) -> EncodedRecord:
    """Return a record prepared for storing; only its hash if it was sent before and is on this page only
    once.

    Most lines of most pages were on the previous page, and encoding and redacting them again is over a
    quarter of a reader's work. The chance of two records with one 64-bit hash in an archive of a million is
    one in 37 million.
    """
    key = hash((type(record), record))
    name = given.get(key)
    if name is not None and name not in here:
        here.add(name)
        return EncodedRecord(record.ref, KINDS[type(record)], None, hash=name)
    encoded, fields = encode_record(record)
    name = reading_hash(encoded.kind, encoded.data, 1)
    is_twin = name in here
    here.add(name)
    try:
        facts = read_facts(encoded, fields)
    except Exception as mistake:  # noqa: BLE001  # as above
        raise_if_of_the_machine(mistake)
        return encoded
    if is_twin:
        return encoded
    given[key] = name
    return encoded._replace(facts=facts, is_read=True, hash=name)
