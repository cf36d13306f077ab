"""The house: the two databases of one home, the lock on them, and the swap of the disposable one."""

import fcntl
import hashlib
import json
import os
import re
import time
from contextlib import contextmanager
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from db import archive, ledger
from db.schema import create_tables, open_docket
from db.store import Store
from db.winners import digest
from scrapers.http import Http
from tracker import pipeline
from tracker.settings import VERSION, Settings

_FILE = re.compile(r"docket-(\d+)\.db")


class HomeError(Exception):
    """The home cannot be used. The message names the path and the remedy."""


class House:
    """One home, opened for writing. Use `open_house`, which holds the lock.

    `wait` is how the HTTP client sleeps; whoever wants to be able to stop puts a `Stop.wait` there.
    """

    def __init__(self, settings: Settings):
        self.settings = settings
        self.wait = time.sleep
        self.archive = archive.open_archive(settings.archive_path)
        self._store: Store | None = None
        self._claimed: set[str] = set()

    @cached_property
    def http(self) -> Http:
        return Http(
            contact=self.settings.contact,
            version=VERSION,
            addresses=self.settings.addresses,
            ledger=ledger.Ledger(self.archive),
            saves_validators=False,         # only what is archived may be asked for conditionally
            sleep=lambda seconds: self.wait(seconds),
        )

    @property
    def store(self) -> Store:
        """The docket database in force, opened for writing; made if it is not there."""
        if self._store is None:
            self.ensure_current(pipeline.Outcome("rebuild"))
        return self._store

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all that decides how the archive is read: code, data, suppressions."""
        seen = hashlib.sha256()
        for room in ("docket", "scrapers", "db"):
            for path in sorted(Path(str(files(room))).rglob("*")):
                if path.suffix in (".py", ".csv"):
                    seen.update(path.name.encode() + path.read_bytes())
        for row in ledger.suppressions(self.archive):
            seen.update(json.dumps([row["scope"], row["target"]]).encode())
        return seen.hexdigest()[:16]

    def ensure_current(self, outcome, progress=None) -> None:
        """Open the docket database; rebuild it first if other code or data made it."""
        if self._store is None and self._in_force() is not None:
            self._open(self._in_force())
        if self._store is None or self._store.fingerprint != self.fingerprint:
            self.rebuild(outcome, progress)

    def _in_force(self) -> Path | None:
        link = self.settings.docket_path
        return link.resolve() if link.is_symlink() and link.resolve().exists() else None

    def _open(self, path: Path) -> None:
        self._store = Store(open_docket(path), self._hidden())

    def _hidden(self) -> frozenset:
        return frozenset((row["scope"], row["target"]) for row in ledger.suppressions(self.archive))

    def rebuild(self, outcome, progress=None) -> Path:
        """Make the docket database anew from the archive and put it in force.

        A new file is written and closed, then the link is moved to it: nobody renames over an open
        database, whose old write-ahead log would then serve old rows.
        """
        numbers = [int(m[1]) for path in self.settings.home.iterdir() if (m := _FILE.fullmatch(path.name))]
        target = self.settings.home / f"docket-{max(numbers, default=0) + 1}.db"
        building = target.with_suffix(".building")
        _remove(building)
        self.close_docket()
        store = Store(open_docket(building), self._hidden())
        store.db.execute("pragma synchronous=off")      # a torn half-built file is thrown away anyway
        create_tables(store.db)
        pipeline.ingest_into(store, self.archive, outcome, progress=progress)
        store.db.execute("insert or replace into build values ('fingerprint', ?)", (self.fingerprint,))
        store.db.execute("insert or replace into build values ('version', ?)", (VERSION,))
        store.db.execute("analyze")
        store.db.execute("pragma wal_checkpoint(truncate)")
        store.db.close()
        _sync(building)
        building.rename(target)
        self._point_at(target)
        self._open(target)
        self.publish_changes(is_rebuilt=True)
        return target

    def _point_at(self, target: Path) -> None:
        link = self.settings.docket_path
        if link.exists() and not link.is_symlink():
            raise HomeError(f"{link} is a file, not the link the tracker makes; move it away and run again")
        temporary = link.with_name("docket.db.new")
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(target.name)
        temporary.replace(link)
        _sync(self.settings.home)
        for path in self.settings.home.iterdir():
            if _FILE.fullmatch(path.name) and path != target:
                _remove(path)
            elif path.name.endswith(".building"):
                _remove(path)

    def publish_changes(self, is_rebuilt: bool = False) -> None:
        """Number the changes that have none yet, and remember the names now in use."""
        db = self._store.db
        names = [(row[0], "case", row[1]) for row in db.execute(
            "select case_id, min(docket_id) from dockets group by case_id") if row[0] not in self._claimed]  # fmt: skip
        with self.archive.atomic():
            if is_rebuilt:
                rows = db.execute("select change_id, kind from changes order by rowid").fetchall()
                ledger.publish(self.archive, rows)
                ledger.withdraw(self.archive, {row[0] for row in rows}, digest)
            else:
                ledger.publish(self.archive, _unpublished(db, self.archive))
            ledger.claim_slugs(self.archive, names, pipeline.now())
        self._claimed |= {name for name, _, _ in names}

    def close_docket(self) -> None:
        if self._store is not None:
            self._store.db.close()
            self._store = None

    def close(self) -> None:
        self.close_docket()
        self.archive.close()


def _unpublished(db, archive_db) -> list[tuple[str, str]]:
    """Return the changes after the last numbered one. Numbers are given in order, so none lies before."""
    found: list[tuple[str, str]] = []
    for change_id, kind in db.execute("select change_id, kind from changes order by rowid desc"):
        if archive_db.execute("select 1 from published where change_id = ?", (change_id,)).fetchone():
            break
        found.append((change_id, kind))
    return found[::-1]


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def open_house(settings: Settings):
    """Open the home for writing, alone. Raises HomeError naming who holds it, or what is wrong with it."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        lock = open(settings.home / "lock", "a+")
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
        lock.write(f"process {os.getpid()} (tracker), since {pipeline.now()}")
        lock.flush()
        house = House(settings)
        try:
            yield house
        finally:
            house.close()
