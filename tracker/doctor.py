"""Checks whether everything is as it should be: settings, contact, clock, disk, databases, growth.

Nothing here writes, takes the lock or uses the network, and no secret is printed.
"""

import fcntl
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from sqlite_utils import Database

from db import ledger, outbox
from db.disk import address_to_read
from db.seals import Doubt
from docket.issues import ParseError
from docket.times import instant
from scrapers.courtlistener.client import TOKEN_REFUSED
from tracker.alerts.config import is_readable_by_others, load_alerts
from tracker.by_hand.corrections import read_corrections
from tracker.importing import read_bytes
from tracker.integrity import HomeError, check_rows, find_newer, need_archive
from tracker.owed import what_is_owed
from tracker.setting_list import SETTINGS
from tracker.settings import VERSION, Settings

_MB = 1024 * 1024
# What a source still does without its API key, by key.
_WITHOUT_KEY = {
    "CONGRESS": "only bills of the catalog, and related ones, are followed",
    "GOVINFO": "no new opinions about the statute are searched for, only those of watched dockets",
}
# Errors of SQLite that concern the user or the disk, not the file: no backup has to be restored.
_NOT_OF_THE_FILE = {
    "readonly": "run `doctor` as the user who owns the home",
    "unable to open": "run `doctor` as the user who owns the home",
    "disk I/O": "the disk is full or failing: make room, and run `doctor` again",
    "disk is full": "make room, and run `doctor` again",
    "locked": "another program is using it; run `doctor` again",
}
_CLOCK_SLACK = timedelta(minutes=5)
_NEWS = timedelta(days=7)


@dataclass(frozen=True)
class Finding:
    """One thing that was checked. `state` is ok, note, or wrong; only wrong is a reason to act at once."""

    name: str
    state: str
    message: str


def examine(settings: Settings, now: datetime | None = None) -> list[Finding]:
    """Return every finding, in the order in which a person would check."""
    now = now or datetime.now(UTC)
    findings = [*_versions(), *_settings(settings), *_home(settings), *_alerts(settings)]
    if settings.archive_path.exists():
        findings += _look(settings.archive_path, lambda db: _archive(db, settings, now))
    try:
        need_archive(settings.archive_path)
    except HomeError as error:
        findings.append(Finding("archive", "wrong", str(error)))
    if settings.docket_path.exists():
        findings += _look(settings.docket_path.resolve(), _docket)
    return findings


def _versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        "python",
        "ok" if sys.version_info >= (3, 11) else "wrong",
        f"{python}, tracker {VERSION}; 3.11 or later is needed",
    )
    try:
        datasette = version("datasette")
    except PackageNotFoundError:
        yield Finding("datasette", "wrong", "not installed; run ./run, or pip install -r requirements.lock")
    else:
        is_stable = datasette.startswith("0.65.")
        yield Finding(
            "datasette", "ok" if is_stable else "wrong", f"{datasette}; the pages are made for 0.65"
        )
    options = {row[0] for row in sqlite3.connect(":memory:").execute("pragma compile_options")}
    is_searchable = "ENABLE_FTS5" in options
    yield Finding(
        "sqlite",
        "ok" if is_searchable else "wrong",
        f"{sqlite3.sqlite_version}, {'with' if is_searchable else 'without'} full-text search (FTS5)",
    )


def _settings(settings: Settings) -> Iterator[Finding]:
    rows = [
        (
            "contact",
            settings.contact,
            f"{settings.contact} is sent to every server that is asked",
            "TRACKER_CONTACT is not set; `watch` needs it (an e-mail address or a web page of yours)",
        ),
        (
            "token",
            settings.courtlistener_token,
            "COURTLISTENER_TOKEN is set (not shown)",
            "COURTLISTENER_TOKEN is not set: no docket is read at CourtListener, and `courtlistener` fails each time",
        ),
    ]
    for name, without in _WITHOUT_KEY.items():
        key = f"TRACKER_{name}_KEY"
        rows.append(
            ("key", settings.keys.get(name), f"{key} is set (not shown)", f"{key} is not set: {without}")
        )
    for name, value, words_set, words_missing in rows:
        yield Finding(name, "ok" if value else "note", words_set if value else words_missing)
    known = [setting.name for setting in SETTINGS]
    for name in settings.strangers:
        near = get_close_matches(name, known, 1)
        meant = f"; is {near[0]} meant?" if near else ""
        yield Finding("setting", "note", f"{name} means nothing here{meant}")
    for name, address in sorted(settings.addresses.items()):
        yield Finding(
            "address",
            "note",
            f"TRACKER_{name}_URL replaces the source's own server with {urlsplit(address).hostname}",
        )


def _alerts(settings: Settings) -> Iterator[Finding]:
    try:
        alerts = load_alerts(settings.alerts_path)
    except ParseError as error:
        yield Finding("alerts", "wrong", str(error))
        return
    if alerts is None:
        yield Finding("alerts", "note", f"no {settings.alerts_path.name}: no alerts are sent")
    elif is_readable_by_others(settings.alerts_path):
        yield Finding(
            "alerts", "wrong", f"others can read {settings.alerts_path}, which holds secrets; chmod 600 it"
        )
    else:
        yield Finding(
            "alerts", "ok", f"{settings.alerts_path.name} has {len(alerts.subscriptions)} subscription(s)"
        )


def _home(settings: Settings) -> Iterator[Finding]:
    home, link = settings.home, settings.docket_path
    if not home.is_dir():
        yield Finding("home", "note", f"{home} is not there yet; `python -m tracker run` makes it")
        return
    free = shutil.disk_usage(home).free
    needed = 3 * (link.stat().st_size if link.exists() else 0) + 200 * _MB  # a rebuild writes a second file
    yield Finding(
        "disk",
        "ok" if free > needed else "wrong",
        f"{free // _MB} MB free in {home}; at least {needed // _MB} MB are needed",
    )
    yield Finding("lock", "ok", _holder(home))
    if link.is_symlink() and not link.exists():
        yield Finding("docket.db", "wrong", f"{link} points at nothing; run `python -m tracker rebuild`")
    elif link.exists() and not link.is_symlink():
        yield Finding(
            "docket.db",
            "wrong",
            f"{link} is a file, not the link the tracker makes; move it away and run again",
        )
    elif link.exists():
        yield Finding("docket.db", "ok", f"points at {link.resolve().name}, {link.stat().st_size // _MB} MB")
    else:
        yield Finding("docket.db", "note", "not made yet; `python -m tracker run` makes it")
    if left := [path.name for path in home.glob("*.building")]:
        yield Finding(
            "rebuild",
            "note",
            f"{', '.join(left)}: a rebuild is running or was interrupted; the next one removes it",
        )
    yield from _corrections(settings)


def _holder(home) -> str:
    path = home / "lock"
    if not path.exists():
        return "nobody is writing"
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return f"held by {lock.read().strip() or 'another process'}"
    return "nobody is writing"


def _corrections(settings: Settings) -> Iterator[Finding]:
    path = settings.corrections_path
    if not path.exists():
        return
    try:
        count = len(read_corrections(read_bytes(path)))
    except ParseError as error:
        yield Finding("corrections", "wrong", str(error))
    except OSError as error:
        yield Finding("corrections", "wrong", f"{path}: {error.strerror}")
    else:
        yield Finding("corrections", "ok", f"{count} in {path.name}")


def _look(path, questions) -> list[Finding]:
    """Run the questions on a database, read-only; a damaged one is a finding, too."""
    try:
        with closing(sqlite3.connect(address_to_read(path), uri=True)) as db:
            faults = [row[0] for row in db.execute("pragma integrity_check(3)") if row[0] != "ok"]
            loose = db.execute("select count(*) from pragma_foreign_key_check").fetchone()[0]
            words = "; ".join(faults) or (f"{loose} rows refer to rows that are not there" if loose else "")
            state = Finding(
                "integrity",
                "wrong" if words else "ok",
                f"{path.name}: {words}" if words else f"{path.name} is whole",
            )
            return [state, *questions(db)]
    except sqlite3.Error as error:
        remedy = next(
            (words for sign, words in _NOT_OF_THE_FILE.items() if sign in str(error)),
            "put your copy of it back, or rebuild docket.db",
        )
        return [Finding(path.name, "wrong", f"{path}: {error}; {remedy}")]


def _archive(db: sqlite3.Connection, settings: Settings, now: datetime) -> Iterator[Finding]:
    home = Database(db)
    if newer := find_newer(home):
        yield Finding(
            "version",
            "wrong",
            f"a newer version of the tracker has opened archive.db ({newer}), and this one, {VERSION}, will not write "
            "into it; run that version",
        )
    try:
        check_rows(home, settings.docket_path)
    except Doubt as doubt:
        yield Finding("seals", "wrong", str(doubt))
    count, stored, newest = db.execute(
        "select count(*), coalesce(sum(length(body)), 0), max(case when source <> 'catalog' then "
        "fetched_at end) from snapshots"
    ).fetchone()
    reviewed = db.execute("select max(fetched_at) from snapshots where source = 'catalog'").fetchone()[0]
    asked = db.execute("select max(started_at) from runs").fetchone()[0]
    ahead = [stamp for stamp in (newest, reviewed, asked) if stamp and stamp > instant(now + _CLOCK_SLACK)]
    if ahead:
        yield Finding(
            "clock",
            "wrong",
            f"it is {instant(now)} here, but something was archived or asked at {max(ahead)}; set the clock right",
        )
    else:
        yield Finding("clock", "ok", f"{instant(now)}; newest page {newest or 'none yet'}")
    month_ago = instant(now - timedelta(days=30))
    lately, grown = db.execute(
        "select count(*), coalesce(sum(length(body)), 0) from snapshots where source <> 'catalog' and fetched_at > ?",
        (month_ago,),
    ).fetchone()
    size = settings.archive_path.stat().st_size
    yield Finding(
        "archive",
        "ok",
        f"{count} snapshots, {stored / _MB:.1f} MB in a file of {size / _MB:.1f} MB; "
        f"{lately} of them fetched or imported in the last 30 days, {grown / _MB:.1f} MB",
    )
    for words in what_is_owed(home):
        yield Finding("takedown", "wrong", words)
    if home["messages"].exists():  # an archive older than the alerts gets the table at the next start
        yield from _messages(home, now)
    message = ledger.last_message(home, "courtlistener")
    if settings.courtlistener_token and message and TOKEN_REFUSED in message:
        yield Finding("token", "wrong", TOKEN_REFUSED)
    held = db.execute("select host, held_until, held_reason from hosts where held_until > ?", (instant(now),))
    for host, until, reason in held.fetchall():
        yield Finding("host", "note", f"{host} is left alone until {until}: {reason}")


def _messages(home: Database, now: datetime) -> Iterator[Finding]:
    """Yield findings about messages that reached nobody. Those that were given up stay on record, and are an
    alarm for a week."""
    if dead := outbox.dead_messages(home):
        is_new = any((message["ended_at"] or "") > instant(now - _NEWS) for message in dead)
        yield Finding(
            "alerts",
            "wrong" if is_new else "note",
            f"{len(dead)} messages were given up, the last at {max(message['ended_at'] or '' for message in dead)}; "
            "`python -m tracker alerts dead` says to whom and why",
        )
    if waiting := outbox.counts(home)[outbox.WAITING]:
        yield Finding("alerts", "note", f"{waiting} messages wait to be sent, or to be tried again")


def _docket(db: Database) -> Iterator[Finding]:
    quarantined = db.execute("select count(*) from snapshots where is_quarantined").fetchone()[0]
    if quarantined:
        yield Finding(
            "quarantine", "note", f"{quarantined} archived pages could not be read; see the table issues"
        )
    waiting = db.execute("select count(*) from corrections where not is_applied").fetchone()[0]
    if waiting:
        yield Finding(
            "corrections", "note", f"{waiting} wait for a row that is not there; see the table corrections"
        )
