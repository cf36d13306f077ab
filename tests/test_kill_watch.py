"""SIGKILL at random moments of `watch` over a busy local world: afterwards all is as if nothing had happened.

`TRACKER_TEST_FULL=1` kills 300 times, otherwise 12.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from db.schema import create_tables, open_docket
from db.store import Store
from docket.times import instant
from tests.command import ROOT, built_home, environment, tracker  # noqa: F401
from tests.loopback import Page, Server
from tests.sim import _HEAD, _item, _stamp
from tests.test_merge import dump
from tracker import pipeline
from tracker.house import open_house
from tracker.settings import Settings

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
KILLS = 300 if FULL else 12
SEED = 230
BUSY = 12                                        # dockets with news
TIMES = {"snapshot_id", "first_seen", "last_seen", "as_of", "rowid", "seen_at", "change_id"}


class World:
    """Feeds that grow with every look, by two to six filings a docket; every other court's is in order and empty."""

    def __init__(self, home):
        db = sqlite3.connect(home / "docket.db")
        found = db.execute(
            "select court_id, docket_number, coalesce(pacer_court_id, court_id) from dockets join courts using (court_id) "
            "where docket_number like '_:__-cv-%' and rss_url is not null and pacer_case_id is null and selection <> 'excluded' "
            "and status = 'open' order by court_id, docket_number limit ?", (BUSY,),
        ).fetchall()  # fmt: skip
        db.close()
        self.looks: dict[str, int] = {}
        self.began = datetime.now(UTC) - timedelta(hours=6)
        dockets: dict[str, list[tuple[str, str]]] = {}
        for court, number, name in found:
            dockets.setdefault(name, []).append((court, number))
        self.server = Server({f"/{name}": self._answer(name, own) for name, own in dockets.items()})
        self.courts = sorted({court for court, _, _ in found})
        self.dockets = len(found)
        empty = _HEAD.format(built=_stamp(self.began)).encode() + b"</channel></rss>"
        self.server.pages = _Otherwise(self.server.pages, Page(empty))

    def _answer(self, name: str, dockets: list[tuple[str, str]]):
        def answer(handler):
            self.looks[name] = self.looks.get(name, 0) + 1
            many = min(2 * self.looks[name], 6)
            items = [
                _item(number, 555_000 + m, 100 * m + n, self.began + timedelta(minutes=10 * n), court)
                for n in range(many, 0, -1) for m, (court, number) in enumerate(dockets)
            ]  # fmt: skip
            body = _HEAD.format(built=_stamp(self.began)).encode() + "".join(items).encode() + b"</channel></rss>"
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        return answer


class _Otherwise(dict):
    """Pages with an answer for every other path."""

    def __init__(self, pages, other):
        super().__init__(pages)
        self._other = other

    def get(self, path, default=None):
        return super().get(path, Page(status=404) if path == "/robots.txt" else self._other)


def watch(home, world):
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", "watch"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=environment(home, TRACKER_CONTACT="docket@example.org", TRACKER_PACER_RSS_URL=world.server.url + "/{court}", PYTHONUNBUFFERED="1"),
        start_new_session=True,
    )  # fmt: skip


def let_a_day_pass(home):
    """Put the ledger's looks back by a day, so that every source is due at the next start."""
    db = sqlite3.connect(home / "archive.db", timeout=30)
    yesterday = instant(datetime.now(UTC) - timedelta(days=8))
    db.execute("update runs set started_at = ?, finished_at = case when finished_at is null then null else ? end", (yesterday, yesterday))
    db.execute("update lanes set tried_at = ?, good_at = ?, retry_at = null", (yesterday, yesterday))
    db.execute("update hosts set held_until = null, last_request_at = ?", (yesterday,))
    db.commit()
    db.close()


def forget_who_made_it(home):
    """Make the next start a rebuild, as after an upgrade."""
    db = sqlite3.connect(home / "docket.db", timeout=30)
    db.execute("update build set value = 'another version' where name = 'fingerprint'")
    db.commit()
    db.close()


def turn_of_the_feeds(home, world) -> float:
    """Let the daemon have one whole turn and stop it kindly; return how long the turn took from the start."""
    let_a_day_pass(home)
    started = time.monotonic()
    process = watch(home, world)
    try:
        for line in process.stderr:
            assert "Traceback" not in line, line + process.stderr.read()
            if "pacer_rss: " in line and "looked at" in line:
                seconds = time.monotonic() - started
                break
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
        assert process.wait(timeout=90) == 0 and "Traceback" not in rest, rest
    finally:
        process.kill()
        process.stderr.close()
        process.wait()
    return seconds


def said(home, courts):
    """Return what the docket says of the busy courts, without when we learned it; what a stop left unread is read first."""
    tracker(home, "run", "catalog")
    db = sqlite3.connect(home / "docket.db")
    found = {}
    for table in ("docket_entries", "documents", "docket_aliases", "changes"):
        names = [row[1] for row in db.execute(f"pragma table_info({table})") if row[1] not in TIMES]
        marks = ", ".join("?" * len(courts))
        found[table] = sorted(db.execute(
            f"select {', '.join(names)} from {table} where docket_id in (select docket_id from dockets where court_id in ({marks}))", courts
        ), key=str)  # fmt: skip
    db.close()
    return found


def check(home):
    """The tables equal a fresh reading of the archive; every change has one number."""
    settings = Settings(home=home, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)
    with open_house(settings) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("check"))
        fresh = Store(open_docket(home / "fresh.db"))
        create_tables(fresh.db)
        pipeline.ingest_into(fresh, house.archive, pipeline.Outcome("fresh"))
        mine, anew = dump(house.store.db), dump(fresh.db)
        assert [table for table in anew if table != "build" and mine[table] != anew[table]] == []
        assert house.store.db.execute("pragma integrity_check").fetchone()[0] == "ok"
        published = [row[0] for row in house.archive.execute("select change_id from published where corrects is null order by seq")]
        changes = [row[0] for row in house.store.db.execute("select change_id from changes")]
        assert len(published) == len(set(published)) and set(published) == set(changes)
        twice = house.archive.execute("select count(*) from (select 1 from snapshots group by url, body_hash having count(*) > 1)").fetchone()
        assert twice[0] == 0
    assert not list(home.glob("*.building")) and len(list(home.glob("docket-*.db"))) == 1


@pytest.fixture
def homes(built_home, tmp_path):
    return [shutil.copytree(built_home, tmp_path / name / "home", symlinks=True) for name in ("undisturbed", "killed")]


def test_watch_killed_at_random_moments(homes):
    undisturbed, killed = homes
    chance = random.Random(SEED)
    calm = World(undisturbed)
    with calm.server:
        for _ in range(3):                       # until every feed is as long as it gets
            seconds = turn_of_the_feeds(undisturbed, calm)
        expected = said(undisturbed, calm.courts)
    assert len(expected["docket_entries"]) >= 6 * calm.dockets >= 60
    world, hits, rebuilds = World(killed), 0, 0
    world.began = calm.began
    with world.server:
        for n in range(KILLS):
            let_a_day_pass(killed)
            if n % 4 == 3 and (killed / "docket.db").exists():
                forget_who_made_it(killed)
                rebuilds += 1
            process = watch(killed, world)
            time.sleep(chance.uniform(0.3, 1.1 + 3 * (n % 4 == 3)) * seconds)
            hits += process.poll() is None
            os.killpg(process.pid, signal.SIGKILL)
            process.stderr.close()
            process.wait()
        for _ in range(3):
            turn_of_the_feeds(killed, world)
        found = said(killed, world.courts)
    print(f"{hits} of {KILLS} kills met a running daemon, {rebuilds} at a start that rebuilds; {len(found['docket_entries'])} entries, {seconds:.1f} s a turn")
    assert hits == KILLS
    assert found["docket_entries"] == expected["docket_entries"]
    assert found["documents"] == expected["documents"] and found["docket_aliases"] == expected["docket_aliases"]
    assert {tuple(row) for row in found["changes"]} == {tuple(row) for row in expected["changes"]}
    check(killed)
