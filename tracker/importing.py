"""Imports files that somebody saved: they are found, recognized, parsed, and only then archived.

A file is parsed before it is archived, in a separate process (tracker/reading/page_reader.py), so that one
that cannot be read, or takes forever, leaves no trace except a line of output, and the rest of its folder is
imported. Files are stored in batches, each in one transaction, and nothing is parsed twice.
"""

import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from db import archive, overruns, suspects
from db.overruns import Overrun
from db.readings import KINDS, EncodedRecord
from docket.courts import get_court
from docket.issues import ParseError
from docket.records import Opinion
from docket.snapshot import Snapshot
from scrapers.source import Source, load_sources
from tracker import pipeline
from tracker.home import House
from tracker.opinions import matching as opinion_matching
from tracker.opinions.cache import keep_archived
from tracker.outcome import Outcome
from tracker.packed_files import open_packed
from tracker.pipeline.watch_list import watch_list
from tracker.reading.page_reader import PageReader, SavedFile, read_file
from tracker.reading.parsing import parse

# A docket of 10,000 entries prints to about 15 MB; a larger file is not read at all.
MAX_BYTES = 50 * 1024 * 1024
_NOT_SHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_BATCH_FILES = 20  # files in one transaction
_BATCH_BYTES = 10 * 1024 * 1024  # bytes of them
_BATCH_SECONDS = 30  # while one file takes long, the user sees the results of the others


@dataclass
class Report:
    """The result for one file. `result` is stored, known (already imported) or refused."""

    path: str
    result: str
    reason: str | None = None
    kind: str | None = None
    court_id: str | None = None
    docket_numbers: list[str] = field(default_factory=list)
    entries: int = 0
    parties: int = 0
    issues: int = 0
    pages: int = 0
    passages: int = 0
    as_of: str | None = None
    snapshot_id: str | None = None

    def __str__(self) -> str:
        if self.result == "refused":
            return f"{self.path}: refused: {self.reason}"
        if self.kind is None:
            return f"{self.path}: {self.reason}"
        name = f"{self.court_id} {', '.join(self.docket_numbers)}".strip()
        if self.kind == "file":
            return f"{self.path}: opinion, {name}: {self.pages} pages, {self.passages} passages, as of {self.as_of}"
        counts = f"{self.entries} entries, {self.parties} parties"
        counts += f", {self.issues} issues" if self.issues else ""
        ending = f"; {self.reason}" if self.reason else ""
        return f"{self.path}: {self.kind.replace('_', ' ')}, {name}: {counts}, as of {self.as_of}{ending}"


@dataclass
class _Batch:
    """Files that are parsed and wait to be stored."""

    snapshots: list[tuple[Report, Snapshot]] = field(default_factory=list)
    parsed: dict[str, tuple] = field(default_factory=dict)
    raw_hashes: set[str] = field(default_factory=set)
    size: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def is_due(self) -> bool:
        """Return whether to store the batch now: it is full or old, or holds no file that would have to
        wait."""
        is_full = len(self.snapshots) >= _BATCH_FILES or self.size >= _BATCH_BYTES
        return is_full or not self.snapshots or time.monotonic() - self.began > _BATCH_SECONDS


@dataclass(frozen=True)
class _File:
    """A file whose bytes were read, but which is not parsed yet."""

    path: str
    raw_hash: str
    saved: SavedFile


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return every file, including those in folders at any depth, sorted by name.

    Hidden files in folders (``.DS_Store``) are left out; links to folders are not followed.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            files |= {Path(folder, name): None for name in sorted(names) if not name.startswith(".")}
    return list(files)


def import_files(
    house: House,
    files: Iterable[Path],
    court_id: str | None,
    outcome: Outcome,
    answer: opinion_matching.Answer = opinion_matching.UNANSWERED,
) -> Iterator[Report]:
    """Yield the result for each file, in order; a file is stored by the time its report is yielded.

    `answer` says to which docket an opinion belongs where that is not clear.

    Raises ParseError for a `court_id` that no court has.
    """
    if court_id is not None:
        get_court(court_id)
    imported_at = pipeline.now()
    watched = watch_list(house).known_in(court_id) if court_id else ()
    sources, batch, reports = load_sources(), _Batch(), []
    with house.readers.of_files() as reader:
        at_work: _File | None = None
        for opened in chain.from_iterable(_open(house, path, court_id, imported_at) for path in files):
            if isinstance(opened, _File):
                opened = replace(opened, saved=replace(opened.saved, watched=watched))  # the same file
            if at_work is not None:
                reports.append(_finish(house, sources, reader, at_work, batch, answer))
                at_work = None
            if isinstance(opened, _File) and opened.raw_hash in batch.raw_hashes:
                opened = Report(opened.path, "known", "the same bytes as another file of this import")
            if isinstance(opened, Report):
                reports.append(opened)
            else:
                at_work = opened
                if reader is not None:
                    reader.tell(opened.saved)  # it is parsed while the batch is stored
            if reports and batch.is_due:
                if batch.snapshots:
                    _store(house, batch, outcome)
                yield from reports
                batch, reports = _Batch(), []
        if at_work is not None:
            reports.append(_finish(house, sources, reader, at_work, batch, answer))
    _store(house, batch, outcome)
    keep_archived(house.archive)
    yield from reports


def _open(house: House, path: Path, court_id: str | None, imported_at: str) -> Iterator[Report | _File]:
    """Yield the file unless it is already known, each file in a packed one, or a report of what is wrong."""
    shown = _format_name(str(path))
    try:
        body = read_bytes(path)
        packed = open_packed(path, body, MAX_BYTES)
    except OSError as error:
        yield Report(shown, "refused", f"{error.strerror}; see to it and import it again")
        return
    except ParseError as error:
        yield Report(shown, "refused", str(error))
        return
    if packed is None:
        yield _take(house, shown, path.name, body, court_id, imported_at)
        return
    for each in packed:
        name = f"{shown}: {_format_name(each.name)}"
        if each.error:
            yield Report(name, "refused", each.error)
        else:
            yield _take(house, name, each.name.rpartition("/")[2], each.body, court_id, imported_at)


def _take(
    house: House, shown: str, name: str, body: bytes, court_id: str | None, imported_at: str
) -> Report | _File:
    raw_hash = hashlib.sha256(body).hexdigest()
    if archive.is_imported(house.archive, raw_hash):
        sql = "select 1 from snapshots where raw_hash = ? and purged_at is not null"
        is_purged = house.archive.execute(sql, (raw_hash,)).fetchone()
        reason = "was imported once and erased on request; left out" if is_purged else "already imported"
        return Report(shown, "known", reason)
    return _File(shown, raw_hash, SavedFile(_format_name(name), body, court_id, imported_at))


def _format_name(name: str) -> str:
    """Return the name of a file in a form safe for a line of output and for an address: a disk accepts nearly
    any bytes, even invalid text, line ends and characters that reverse the direction of writing."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join("\ufffd" if unicodedata.category(char) in _NOT_SHOWN else char for char in text)


def _finish(
    house: House,
    sources: dict[str, Source],
    reader: PageReader | None,
    file: _File,
    batch: _Batch,
    answer: opinion_matching.Answer,
) -> Report:
    """Add the content of a file to the batch, or report why not. Nothing is stored yet."""
    read = reader.take() if reader is not None else read_file(sources, file.saved, house.archive)
    if isinstance(read, Overrun):
        return Report(file.path, "refused", overruns.WORDS[read.code])
    if read.snapshot is None or read.parsed is None:
        return Report(file.path, "refused", read.refusal)
    snapshot, parsed = read.snapshot, read.parsed
    if sources[snapshot.source].SETTLES_DOCKETS and parsed[2] is None:
        try:
            snapshot = opinion_matching.settle(house.store.db, house.archive, snapshot, answer)
        except ParseError as error:
            return Report(file.path, "refused", str(error))
        parsed = parse(sources, snapshot, house.archive)
    records, issues, fault = parsed
    if fault:
        return Report(file.path, "refused", fault)
    report = _report(file.path, snapshot, records, issues)
    batch.snapshots.append((report, snapshot))
    batch.parsed[snapshot.snapshot_id] = parsed
    batch.raw_hashes.add(file.raw_hash)
    batch.size += file.saved.size
    return report


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file after checking its size. Raises OSError or ParseError."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise ParseError(f"{path.name}: not a file that can be read; give a saved page or a folder of them")
    if facts.st_size > MAX_BYTES:
        size, limit = facts.st_size // 1024 // 1024, MAX_BYTES // 1024 // 1024
        raise ParseError(
            f"{path.name}: {size} MB, more than the {limit} MB a saved page may have; it was not read"
        )
    return path.read_bytes()


def _report(shown: str, snapshot: Snapshot, records: list, issues: list) -> Report:
    kinds = [record.kind if type(record) is EncodedRecord else KINDS.get(type(record)) for record in records]
    numbers = [
        record.ref.docket_number
        for record, kind in zip(records, kinds, strict=True)
        if kind in ("docket", "opinion")
    ]
    return Report(
        shown,
        "stored",
        kind=snapshot.kind,
        court_id=snapshot.court_id,
        docket_numbers=list(dict.fromkeys(filter(None, numbers))),
        entries=kinds.count("entry"),
        parties=kinds.count("party"),
        issues=len(issues),
        pages=max((record.page_count or 0 for record in records if isinstance(record, Opinion)), default=0),
        passages=max((len(record.passages) for record in records if isinstance(record, Opinion)), default=0),
        as_of=snapshot.as_of,
        snapshot_id=snapshot.snapshot_id,
    )


def _store(house: House, batch: _Batch, outcome: Outcome) -> None:
    with house.archive.atomic():
        for report, snapshot in batch.snapshots:
            if not pipeline.archive_snapshot(house, snapshot, outcome):
                report.result, report.reason = "known", "already imported"
    pipeline.ingest_pending(house, outcome, batch.parsed)
    for report, snapshot in batch.snapshots:
        if report.result == "stored" and (suspect := suspects.shrank(house.store.db, snapshot.snapshot_id)):
            report.reason = f"set aside: {suspect['reason']}; see `python -m tracker quarantine`"
