"""What can go wrong between a server and us, as one table, and how it is played to the sources of `fault_targets`.

A fault stands in the place of the first answer; everything else stays in order.
"""

import functools
import gzip
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from db import ledger
from docket.times import parse_instant
from scrapers.http.connections import Limits
from scrapers.http.get import Http
from scrapers.source import load_sources
from scrapers.sources import congress
from tests.db.test_merge import dump
from tests.worlds.fault_targets import BILLS, Target
from tests.worlds.invented import invented
from tests.worlds.loopback import Clock, Page, Server
from tests.worlds.taking_turns import take_turn
from tracker import status
from tracker.home import House, open_house
from tracker.outcome import Outcome
from tracker.settings import Settings

# A busy machine may take a second for an answer that is in order.
LIMITS = Limits(connect_seconds=2, read_seconds=1.5, body_seconds=3, max_bytes=200_000)
DAY = 86_400
_HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Fault:
    """What the server does, and what the run says of it.

    `requests` is how often the first URL is then asked for; `held` how long, in seconds, the host is left
    alone afterwards. `is_readable`: the answer arrived and is archived; `words` then are those of the issue.
    """

    name: str
    page: Page | list[Page] | Callable
    words: str
    requests: int = 1
    held: int | None = None
    is_archived: bool = False
    is_ok: bool = False
    robots: bytes | None = None


def _slow(handler) -> None:
    time.sleep(2 * LIMITS.read_seconds)
    handler.send_error(200)


def _hang_up(handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def _reset_in_body(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<x>" * 100)
    handler.wfile.flush()
    _hang_up(handler)


@functools.cache
def _bomb() -> Page:
    return Page(
        gzip.compress(b" " * 10_000_000), headers={"Content-Encoding": "gzip", "Content-Type": "text/xml"}
    )


def faults(target: Target) -> list[Fault]:
    """Return every fault as it meets this source."""
    good, here = Page(target.pages[target.path]), target.path
    return [
        Fault("401", Page(status=401), "answered 401"),
        Fault("403", Page(status=403), "refuses (403)", held=DAY),
        Fault("404", Page(status=404), "answered 404", is_ok=target.missing_is_quiet),
        Fault(
            "429 with Retry-After",
            [Page(status=429, headers={"Retry-After": "7"}), good],
            "",
            requests=2,
            is_ok=True,
        ),
        Fault(
            "429 until tomorrow",
            Page(status=429, headers={"Retry-After": str(DAY)}),
            "asks to come back at",
            held=DAY,
        ),
        Fault("429 without Retry-After", Page(status=429), "answered 429, 4 times", requests=4, held=300),
        Fault("500", Page(b"<html>oops</html>", status=500, headers=_HTML), "answered 500"),
        Fault(
            "502 with HTML",
            Page(b"<html>Bad gateway</html>", status=502, headers=_HTML),
            "answered 502, 4 times",
            requests=4,
        ),
        Fault(
            "502 once",
            [Page(b"<html>Bad gateway</html>", status=502, headers=_HTML), good],
            "",
            requests=2,
            is_ok=True,
        ),
        Fault("time-out", _slow, "no answer within"),
        Fault("connection reset", _hang_up, "no connection", requests=4),
        Fault("reset mid-body", _reset_in_body, "broke off while sending"),
        Fault("wrong length", Page(b"<x/>", headers={"Content-Length": "5000"}), "broke off while sending"),
        Fault("gzip bomb", _bomb(), "larger than"),
        Fault("not gzip", Page(b"<x/>", headers={"Content-Encoding": "gzip"}), "broke off while sending"),
        Fault("redirect loop", Page(status=302, headers={"Location": here}), "redirects", requests=6),
        Fault(
            "redirect to another host",
            Page(status=302, headers={"Location": "http://elsewhere.invalid/x"}),
            "elsewhere.invalid cannot be found",
        ),
        Fault(
            "redirect to a private address",
            Page(status=302, headers={"Location": "http://10.0.0.1/x"}),
            "not a public address",
        ),
        Fault(
            "redirect to another port here",
            Page(status=301, headers={"Location": "http://127.0.0.1:9/x"}),
            "not a public address",
        ),
        Fault(
            "redirect to a file",
            Page(status=302, headers={"Location": "file:///etc/passwd"}),
            "not a web address",
        ),
        Fault(
            "200 that is an error page",
            Page(b"<html><body>Service unavailable</body></html>", headers=_HTML),
            "",
            is_archived=True,
        ),
        Fault(
            "200 that is a login form",
            Page(b"<html><form>Password: <input type=password></form></html>", headers=_HTML),
            "",
            is_archived=True,
        ),
        Fault("200 and nothing", Page(b""), "", is_archived=True),
        Fault(
            "200 cut in half", Page(target.pages[here][: len(target.pages[here]) // 2]), "", is_archived=True
        ),
        Fault(
            "CAPTCHA",
            Page(b'<html><div class="g-recaptcha"></div></html>', headers=_HTML),
            "CAPTCHA",
            held=DAY,
        ),
        Fault(
            "robots.txt says no", good, "does not allow it", requests=0, robots=b"User-agent: *\nDisallow: /"
        ),
    ]


@dataclass(frozen=True)
class Played:
    """A run against the faulty server, as the operator sees it. `held` is in seconds."""

    outcome: Outcome
    status: status.SourceStatus
    check: dict
    held: int | None
    requests: int


class Stage:
    """A server, and a house that asks it with a clock that only sleeping moves. `server.pages` may be changed
    between runs."""

    def __init__(self, target: Target, server: Server, house: House, clock: Clock):
        self.target, self.server, self.house, self.clock = target, server, house, clock

    def run(self) -> Outcome:
        """Run the source once through the real pipeline."""
        return take_turn(self.house, _watching(self.target))

    def rows(self) -> dict[str, list[str]]:
        """Return what the tables of facts hold, without where each row came from."""
        return {
            table: sorted(map(str, lines))
            for table, lines in dump(self.house.store.db, without_history=True).items()
        }

    def status(self) -> status.SourceStatus:
        return next(
            source
            for source in status.read_status(self.house.settings)
            if source.source == self.target.source
        )


@contextmanager
def stage(target: Target, home: Path, pages: dict) -> Iterator[Stage]:
    with Server(pages) as server, patch.object(congress, "load_bill_ids", lambda: BILLS):
        addresses = {target.setting: target.address.replace("{server}", server.url)}
        settings = Settings(
            home=home,
            contact="a@example.org",
            addresses=addresses,
            courtlistener_token=None,
            fetch_seconds=None,
        )
        clock = Clock()
        with open_house(settings) as house:
            house.http = Http(
                ledger.SharedLedger(settings.archive_path),  # lanes ask in threads of their own
                contact=settings.contact,
                switches=("SCOTUS_JSON",),
                addresses=addresses,
                limits=LIMITS,
                saves_validators=False,
                clock=clock,
                sleep=clock.sleep,
            )
            yield Stage(target, server, house, clock)


def play(target: Target, fault: Fault, home: Path) -> Played:
    """Run the source once against the faulty server."""
    pages = {path: Page(body) for path, body in target.pages.items()} | {target.path: fault.page}
    if fault.robots is not None:
        pages["/robots.txt"] = Page(fault.robots)
    with stage(target, home, pages) as played:
        outcome = played.run()
        held = ledger.Ledger(played.house.archive).held_until(played.server.host)
        # Where nothing may be asked, the first page asked for can be another one.
        checks = sorted(
            ledger.last_checks(played.house.archive), key=lambda check: not check["url"].endswith(target.path)
        )
        state = played.status()
        requests = sum(path == target.path for path in played.server.paths())
    seconds = round((parse_instant(held) - played.clock.now).total_seconds()) if held else None
    return Played(outcome, state, checks[0] if checks else {}, seconds, requests)


def _watching(target: Target) -> SimpleNamespace:
    """The source, with the target's watch list in place of that of the (empty) docket database."""
    source = load_sources()[target.source]
    return invented(source.NAME, fetch=lambda http, _: source.fetch(http, target.watch))
