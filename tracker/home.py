"""The house: the two databases of one home, their lock, and the replacement of the disposable one."""

import fcntl
import hashlib
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import ledger, overruns, seals
from db.disk import remove_database, sync_to_disk
from db.former_ids import FormerIds
from db.merge.precedence import digest
from db.schema import create_tables, open_docket
from db.store import Store
from db.suspects import acceptances
from db.withheld import load_withheld, redacted_digests
from docket.times import instant
from scrapers.http.get import Http
from tracker import clock_ahead
from tracker.integrity import HomeError, check_rows, find_fault, name_former, open_whole_archive
from tracker.logs import log
from tracker.opinions.cache import forget_hidden
from tracker.outcome import Outcome
from tracker.reading.code_version import code_digest
from tracker.reading.ingesting import ingest_into
from tracker.reading.parallel_parse import Readers, ReadingAhead
from tracker.settings import VERSION, Settings
from tracker.stop import NO_BAR, Bar

DEMO_MARK = "DEMONSTRATION"  # the file that marks a home as a demonstration, from its start
_FILE = re.compile(r"docket-(\d+)\.db")


class House:
    """One home, opened for writing. Use `open_house`, which holds the lock.

    `wait` is how the HTTP client sleeps; pass a `Stop.wait` to be able to interrupt it. `clock` returns the
    present time, with its zone: the one clock for everything written into this home.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.settings = settings
        self.clock = clock
        self.wait: Callable[[float], None] = time.sleep
        self.archive = open_whole_archive(settings.archive_path)
        self._store: Store | None = None
        self._claimed: set[str] = set()
        # What the daemon last reported as wrong, by name: it checks every minute, and reports once.
        self.logged: dict[str, str] = {}
        self.readers = Readers(settings.archive_path, settings.processes, settings.parse_seconds)

    def now(self) -> str:
        """Return the present instant in UTC."""
        return instant(self.clock())

    @cached_property
    def http(self) -> Http:
        token = self.settings.courtlistener_token
        return Http(
            contact=self.settings.contact,
            version=VERSION,
            addresses=self.settings.addresses,
            keys=self.settings.keys | ({"COURTLISTENER": token} if token else {}),
            ledger=ledger.SharedLedger(self.settings.archive_path),  # the daemon uses it from several threads
            switches=self.settings.switches,
            extra_ca=self.settings.extra_ca,
            saves_validators=False,  # only what is archived may be requested conditionally
            clock=lambda: self.clock(),  # noqa: PLW0108  # one that is put there later counts, too
            sleep=lambda seconds: self.wait(seconds),  # noqa: PLW0108  # the same
            apart=self.readers.apart,
        )

    @property
    def store(self) -> Store:
        """The current docket database, opened for writing; created if it is missing."""
        if self._store is None:
            self.ensure_current(Outcome("rebuild"))
        assert self._store is not None  # ensure_current opened it, or raised
        return self._store

    @cached_property
    def fingerprint(self) -> str:
        """Digest of everything that determines how the archive is read: code, data, suppressions, accepted
        pages."""
        return fingerprint_of(self.archive)

    def ensure_current(self, outcome: Outcome, progress: Bar = NO_BAR) -> None:
        """Open the docket database; rebuild it first if it is damaged, or was made by other code or data."""
        if self._store is None and (path := self._in_force()) is not None:
            self._open_whole(path)
        if self._store is None or self._store.fingerprint != self.fingerprint:
            self.rebuild(outcome, progress)

    def _in_force(self) -> Path | None:
        link = self.settings.docket_path
        return link.resolve() if link.is_symlink() and link.resolve().exists() else None

    def _open_whole(self, path: Path) -> None:
        """Open the file unless it is damaged; a damaged one is rebuilt, since it is disposable and the
        archive is not."""
        try:
            db = self._open(path).db
            fault = find_fault(db) or (None if db["build"].exists() else "it has no tables")
        except sqlite3.OperationalError:
            raise  # locked, or no room: nothing wrong with the file
        except sqlite3.DatabaseError as error:
            fault = str(error)
        if fault:
            log.error("%s is damaged (%s); it is rebuilt from the archive", path, fault)
            self.close_docket()

    def _open(self, path: Path) -> Store:
        self._store = Store(
            open_docket(path), self._hidden(), FormerIds(self.archive), load_withheld(self.archive)
        )
        return self._store

    def _hidden(self) -> frozenset:
        return frozenset((row["scope"], row["target"]) for row in ledger.suppressions(self.archive))

    def rebuild(self, outcome: Outcome, progress: Bar = NO_BAR) -> Path:
        """Rebuild the docket database from the archive and switch to it.

        A new file is written and closed, its changes are numbered, then the link is moved to it. So an open
        database is never renamed over (its old write-ahead log would serve old rows), and no reader sees a
        change without a number, even after a power failure.
        """
        link = self.settings.docket_path
        if link.exists() and not link.is_symlink():
            raise HomeError(f"{link} is a file, not the link the tracker makes; move it away and run again")
        numbers = [int(m[1]) for path in self.settings.home.iterdir() if (m := _FILE.fullmatch(path.name))]
        target = self.settings.home / f"docket-{max(numbers, default=0) + 1}.db"
        building = target.with_suffix(".building")
        remove_database(building)
        self.close_docket()
        is_done = False
        try:
            self._build(building, outcome, progress)
            building.rename(target)
            self._open(target)
            self.publish_changes(is_rebuilt=True)
            self._point_at(target)
            is_done = True
        finally:
            # On a full disk everybody else needs the space: not even readers can open their database.
            if not is_done:
                self.close_docket()
                remove_database(building)
                if self._in_force() != target.resolve():
                    remove_database(target)
        return target

    def _build(self, building: Path, outcome: Outcome, progress: Bar) -> None:
        """Write everything in the archive into a new file, and close it."""
        check_rows(self.archive, self.settings.docket_path)
        with open_docket(building) as db:
            store = Store(db, self._hidden(), FormerIds(self.archive), load_withheld(self.archive))
            db.execute("pragma synchronous=off")  # a half-built file is thrown away anyway
            create_tables(db)
            with self.reading_after(0) as readers:
                ingest_into(store, self.archive, outcome, progress=progress, readers=readers)
            forget_hidden(self.archive, db)
            store.former_ids.redirect_reused_ids(db)
            store.former_ids.save(self.archive)
            # A suppression of a former id now also holds for today's id.
            self.__dict__.pop("fingerprint", None)
            db.execute("insert or replace into build values ('fingerprint', ?)", (self.fingerprint,))
            db.execute("insert or replace into build values ('version', ?)", (VERSION,))
            db.execute(
                "insert or replace into build values (?, ?)", (seals.MARK, seals.decisions(self.archive.conn))
            )
            db.execute("analyze")
            db.execute("pragma wal_checkpoint(truncate)")
        sync_to_disk(building)

    def reading_after(
        self, seq: int, left_out: Iterable[str] = ()
    ) -> AbstractContextManager[ReadingAhead | None]:
        """Yield readers for the snapshots archived after `seq`, except those in `left_out` and those that the
        present code has given up on."""
        given_up = overruns.load(self.archive, code_digest())
        return self.readers.ahead(seq, {*left_out, *given_up})

    def _point_at(self, target: Path) -> None:
        link = self.settings.docket_path
        temporary = link.with_name("docket.db.new")
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(target.name)
        temporary.replace(link)
        sync_to_disk(self.settings.home)
        for path in (*_others(self.settings.home, target), *self.settings.home.glob("*.building")):
            remove_database(path)

    def publish_changes(self, is_rebuilt: bool = False) -> None:
        """Number the changes that have no number yet, and record the case names now in use."""
        db = self.store.db
        names = [
            (row[0], "case", row[1])
            for row in db.execute("select case_id, min(docket_id) from dockets group by case_id")
            if row[0] not in self._claimed
        ]
        with self.archive.atomic():
            if is_rebuilt:
                rows = db.execute("select change_id, kind from changes order by rowid").fetchall()
                ledger.publish(self.archive, rows, self.now())
                ledger.withdraw(self.archive, {row[0] for row in rows}, digest)
            else:
                ledger.publish(self.archive, _unpublished(db, self.archive), self.now())
            ledger.claim_slugs(self.archive, names, self.now())
        self._claimed |= {name for name, _, _ in names}

    def close_docket(self) -> None:
        if self._store is not None:
            self._store.db.close()
            self._store = None

    def close(self) -> None:
        self.readers.close()
        self.close_docket()
        asked = getattr(self.__dict__.get("http"), "ledger", None)
        if isinstance(asked, ledger.SharedLedger):
            asked.close()
        self.archive.close()


def _unpublished(db: Database, archive_db: Database) -> list[tuple[str, str]]:
    """Return the changes after the last numbered one. Numbers are assigned in order, so no earlier change
    lacks one."""
    changes: list[tuple[str, str]] = []
    for change_id, kind in db.execute("select change_id, kind from changes order by rowid desc"):
        if archive_db.execute("select 1 from published where change_id = ?", (change_id,)).fetchone():
            break
        changes.append((change_id, kind))
    return changes[::-1]


def fingerprint_of(archive_db: Database) -> str:
    """Return the digest of the reading code, tables and libraries, and of the operator's decisions:
    suppressions, accepted pages, withheld words."""
    seen = hashlib.sha256(code_digest().encode())
    for row in ledger.suppressions(archive_db):
        seen.update(json.dumps([row["scope"], row["target"]]).encode())
    seen.update("".join(acceptances(archive_db)).encode())
    seen.update("".join(redacted_digests(archive_db)).encode())
    return seen.hexdigest()[:16]


@contextmanager
def open_house(
    settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC), is_demo: bool = False
) -> Iterator[House]:
    """Open the home for exclusive writing. Raises HomeError naming who holds it, or what is wrong with it."""
    if (settings.home / DEMO_MARK).exists() and not is_demo:
        raise HomeError(
            f"{settings.home} holds the demonstration, and nothing real is added to it; "
            "set TRACKER_HOME to another folder"
        )
    with lock_home(settings, clock):
        # Left by a killed restore or rebuild: an unfinished file, or replaced tables, which may show what was
        # taken down. The lock is held, so no other process is using them.
        name_former(settings.archive_path, settings.home / "archive.db.before-unfinished")
        for path in settings.home.glob("docket-*.building*"):
            path.unlink(missing_ok=True)
        link = settings.docket_path
        if link.is_symlink() and link.exists():
            for path in _others(settings.home, link.resolve()):
                remove_database(path)
        house = House(settings, clock)
        try:
            clock_ahead.put_right(house.archive, house.clock())
            yield house
        finally:
            house.close()


def _others(home: Path, in_force: Path) -> list[Path]:
    """Return the docket databases of a home that are not in force."""
    return [path for path in home.iterdir() if _FILE.fullmatch(path.name) and path != in_force]


@contextmanager
def lock_home(settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Iterator[Any]:
    """Hold the home's lock. Raises HomeError naming who holds it."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)  # an existing folder keeps its mode
        lock = (settings.home / "lock").open("a+")  # the `with` below closes it
    except OSError as error:
        raise HomeError(
            f"cannot write in {settings.home} ({error.strerror}); set TRACKER_HOME to a folder of yours"
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise HomeError(f"{settings.home} is in use by {holder}; stop it first, or wait") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()} (tracker), since {instant(clock())}")
        lock.flush()
        yield
