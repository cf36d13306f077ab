"""SIGKILL at random moments of `watch` over a busy local world: afterwards all is as if nothing had happened, and told.

`TRACKER_TEST_FULL=1` kills 300 times, otherwise 4.
"""

import json
import os
import random
import shutil
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from db import archive
from db.outbox import counts, seen_seq
from docket.times import instant
from tests.worlds.command import built_home, environment, start, tracker, wait_for, watching  # noqa: F401
from tests.worlds.loopback import Page, Server
from tests.worlds.read_anew import assert_home_whole
from tests.worlds.receivers import Acknowledged, Webhook
from tests.worlds.sim import make_feed, make_item
from tests.worlds.sql import run_sql

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
KILLS = 300 if FULL else 4
SEED = 230
BUSY = 12  # dockets with news
MOST = 60 if FULL else 6  # entries of each at the end
PATIENCE = 120  # seconds to the first request, where other programs have the machine
TIMES = {"snapshot_id", "first_seen", "last_seen", "as_of", "rowid", "seen_at", "change_id"}


class World:
    """Feeds that grow by `step` filings a docket with every look; every other court's is in order and empty."""

    def __init__(self, home, step: int):
        rows = run_sql(
            home / "docket.db",
            (
                "select court_id, docket_number, coalesce(pacer_court_id, court_id) from dockets join courts "
                "using (court_id) "
                "where docket_number like '_:__-cv-%' and rss_url is not null and pacer_case_id is null and "
                "selection <> 'excluded' "
                "and status = 'open' order by court_id, docket_number limit ?"
            ),
            BUSY,
        )
        self.looks: dict[str, int] = {}
        self.step = step
        self.began = datetime.now(UTC) - timedelta(hours=12)
        dockets: dict[str, list[tuple[str, str]]] = {}
        for court, number, name in rows:
            dockets.setdefault(name, []).append((court, number))
        courts = run_sql(home / "docket.db", "select coalesce(pacer_court_id, court_id) from courts")
        empty = {f"/{name}": Page(make_feed([], self.began)) for (name,) in courts}
        self.server = Server(empty | {f"/{name}": self._answer(name, own) for name, own in dockets.items()})
        self.courts = sorted({court for court, _, _ in rows})
        self.dockets = len(rows)
        self.settings = {"TRACKER_PACER_RSS_URL": self.server.url + "/{court}"}

    def _answer(self, name: str, dockets: list[tuple[str, str]]):
        def answer(handler):
            self.looks[name] = self.looks.get(name, 0) + 1
            many = min(self.step * self.looks[name], MOST)
            items = [
                make_item(
                    court,
                    number,
                    555_000 + m,
                    self.began + timedelta(minutes=10 * n),
                    100 * m + n,
                    shown=str(n),
                    doc=f"0351{100 * m + n:08}",
                )
                for n in range(many, 0, -1)
                for m, (court, number) in enumerate(dockets)
            ]
            body = make_feed(items, self.began)
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        return answer


def let_a_day_pass(home):
    """Put the ledger's looks back by a day, so that every source and every message is due at the next start."""
    yesterday = instant(datetime.now(UTC) - timedelta(days=8))
    for sql, *values in (
        (
            "update runs set started_at = ?, finished_at = case when finished_at is null then null else ? end",
            *(yesterday, yesterday),
        ),
        ("update lanes set tried_at = ?, good_at = ?, retry_at = null", yesterday, yesterday),
        ("update hosts set held_until = null, last_request_at = ?", yesterday),
        ("update messages set retry_at = ? where retry_at is not null", yesterday),
    ):
        run_sql(home / "archive.db", sql, *values)


def turn_of_the_feeds(home, world) -> float:
    """Let the daemon have one whole turn and stop it kindly; return how long the turn took from the start."""
    let_a_day_pass(home)
    started = time.monotonic()
    with watching(home, **world.settings) as process:
        lines = wait_for(process, "pacer_rss: ", "looked at")
        seconds = time.monotonic() - started
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
        assert process.wait(timeout=300) == 0 and "Traceback" not in lines + rest, lines + rest
    return seconds


def said(home, courts):
    """Return what the docket says of the busy courts, without when we learned it; what a stop left unread is
    read first."""
    tracker(home, "run", "catalog")
    tables = {}
    for table in ("docket_entries", "documents", "docket_aliases", "changes"):
        names = [
            row[1]
            for row in run_sql(home / "docket.db", f"pragma table_info({table})")
            if row[1] not in TIMES
        ]
        marks = ", ".join("?" * len(courts))
        tables[table] = sorted(
            run_sql(
                home / "docket.db",
                f"select {', '.join(names)} from {table} where docket_id in (select docket_id from "
                f"dockets where court_id in ({marks}))",
                *courts,
            ),
            key=str,
        )
    return tables


def tell_everything_to(home, there) -> int:
    """Subscribe a webhook to all that is published from now on; return the last number that is not told any more."""
    path = home / "alerts.toml"
    secret = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0"
    path.write_text(
        f'[place.there]\nwebhook = "{there.url}"\nsecret = "{secret}"\n[[subscription]]\nname = "all"\nto = ["there"]\n'
    )
    path.chmod(0o600)
    tracker(home, "alerts", "send")
    return seen_seq(archive.read_archive(home / "archive.db"))


class Killer:
    """Kills a daemon while it starts, while it asks the courts, or while it tells. `lead`: how long it took
    to the first request."""

    def __init__(self, world, there, lead: float):
        self._world, self._there, self._lead = world, there, lead
        self._chance = random.Random(SEED)
        self.places: Counter = Counter()

    def kill(self, process) -> None:
        place = self._chance.choices(("starting", "asking", "telling"), (2, 5, 3))[0]
        if place == "starting":
            time.sleep(self._chance.uniform(0, self._lead))
        elif not self._wait(self._there.seen if place == "telling" else self._world.server.asked, process):
            place = "after a turn"  # there was nothing to tell
        if process.poll() is not None:
            raise AssertionError(process.stderr.read())
        os.killpg(process.pid, signal.SIGKILL)
        self.places[place] += 1

    def _wait(self, heard: list, process) -> bool:
        """Wait for a message, or for a request of so many, and then a moment; say whether it came before the
        turn was over."""
        asked, started = self._world.server.asked, time.monotonic()
        first, most = len(asked), len(self._world.courts)
        target = len(heard) + (1 if heard is self._there.seen else self._chance.randint(1, most))
        while (
            len(heard) < target
            and len(asked) < first + most
            and process.poll() is None
            and time.monotonic() < started + PATIENCE
        ):
            if len(asked) == first:
                self._lead = time.monotonic() - started
            time.sleep(0.001)
        has_come = len(heard) >= target
        time.sleep(self._chance.choice((0, 0.003, 0.03, 0.3, 1)))
        return has_come


def test_watch_killed_at_random_moments(built_home, tmp_path):
    undisturbed, killed = (
        shutil.copytree(built_home, tmp_path / name / "home", symlinks=True)
        for name in ("undisturbed", "killed")
    )
    calm = World(undisturbed, MOST)
    with calm.server:
        seconds = turn_of_the_feeds(undisturbed, calm)
        expected = said(undisturbed, calm.courts)
    assert len(expected["docket_entries"]) >= MOST * calm.dockets >= 60
    world, rebuilds = World(killed, 1), 0
    world.began = calm.began
    with world.server, Webhook() as there:
        before, acknowledged, killer = (
            tell_everything_to(killed, there),
            Acknowledged(there),
            Killer(world, there, seconds),
        )
        # On a busy machine the kills of a short run may all fall outside a turn: then there are more of them.
        made = 0
        for n in range(4 * KILLS):
            if n >= KILLS and killer.places["asking"] + killer.places["telling"]:
                break
            made += 1
            let_a_day_pass(killed)
            if n % 10 == 3 and (killed / "docket.db").exists():
                # The next start is a rebuild, as after an upgrade.
                another = "update build set value = 'another version' where name = 'fingerprint'"
                run_sql(killed / "docket.db", another)
                rebuilds += 1
            with watching(killed, **world.settings) as process:
                killer.kill(process)
            acknowledged.look(killed / "archive.db")
        world.step = MOST
        for _ in range(2):  # the first may have to make the tables anew
            turn_of_the_feeds(killed, world)
        tables = said(killed, world.courts)
        for _ in range(3):  # what is still due
            let_a_day_pass(killed)
            tracker(killed, "alerts", "send")
        ended = counts(archive.read_archive(killed / "archive.db"))
    places = dict(killer.places)
    print(
        f"\n{sum(places.values())} kills: {places}, {rebuilds} at a start that rebuilds; "
        f"{len(tables['docket_entries'])} entries, {seconds:.1f} s a turn"
    )
    assert sum(places.values()) == made >= KILLS and killer.places["asking"] + killer.places["telling"] >= (
        KILLS // 3 if FULL else 1
    )
    assert tables["docket_entries"] == expected["docket_entries"]
    assert (
        tables["documents"] == expected["documents"]
        and tables["docket_aliases"] == expected["docket_aliases"]
    )
    assert {tuple(row) for row in tables["changes"]} == {tuple(row) for row in expected["changes"]}
    assert_home_whole(killed)
    check_told(killed, there, acknowledged, before, ended)


def check_told(home, there, acknowledged, before: int, ended: dict):
    """Every new entry was told; what the ledger knew to be acknowledged was not told again."""
    db = archive.read_archive(home / "archive.db")
    news = {
        row[0]
        for row in db.execute(
            "select change_id from published where seq > ? and kind = 'entry_added'", (before,)
        )
    }
    again, arrived = sum(number - 1 for number in there.came().values()), there.changes()
    print(
        f"{len(news)} entries told in {len(there.keys())} messages; {again} came again under their key, "
        f"{ended['in_doubt']} in doubt; "
        f"{len(acknowledged)} known to be acknowledged, {acknowledged.again()} of them came again"
    )
    assert len(news) >= MOST * BUSY and news <= set(arrived)
    assert ended["waiting"] == ended["dead"] == ended["queued"] == 0
    assert len(acknowledged) and acknowledged.again() == 0 and again <= ended["in_doubt"] <= KILLS
    # A receiver that knows the key has each change once.
    once = {headers["idempotency-key"]: body for _, headers, body in there.taken}.values()
    ids = [change["change_id"] for body in once for change in json.loads(body)["data"]["changes"]]
    assert len(ids) == len(set(ids))
