"""What can go wrong between a server and us, as one table, and the sources it is played to.

A source joins by one line in `TARGETS`: name, setting of its address, first URL, and what a server in good
order would answer. A fault stands in the place of that first answer; everything else stays in order.
"""

import gzip
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from db import ledger
from docket import bills
from docket.records import DocketRef
from docket.times import parse_instant
from scrapers.connections import Limits
from scrapers.http import Http
from scrapers.source import WatchList, load_sources
from tests.expected import FIXTURES
from tests.loopback import Clock, Page, Server
from tests.pdf_pages import CALENDAR, ORDERS
from tracker import pipeline, status
from tracker.house import open_house
from tracker.pipeline import Outcome
from tracker.settings import Settings

LIMITS = Limits(connect_seconds=1, read_seconds=0.3, body_seconds=1, max_bytes=200_000)
DAY = 86_400
_HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Target:
    """One source. `address` is the setting's value, ``{server}`` being the test server.

    `missing_is_quiet`: that the first page is not there is no failure, since most dockets have none.
    """

    source: str
    setting: str
    path: str
    pages: dict[str, bytes]
    watch: WatchList = WatchList()
    address: str = "{server}"
    missing_is_quiet: bool = False


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


def _small_bill(bill_id: str) -> bytes:
    congress, bill_type, number = bills.split_bill_id(bill_id)
    return f"<billStatus><bill><number>{number}</number><type>{bill_type}</type><congress>{congress}</congress><title>§ 230</title></bill></billStatus>".encode()


def _bill_path(bill_id: str) -> str:
    congress, bill_type, number = bills.split_bill_id(bill_id)
    return f"/bulkdata/BILLSTATUS/{congress}/{bill_type}/BILLSTATUS-{congress}{bill_type}{number}.xml"


def _fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


_BILLS = {_bill_path(bill_id): _small_bill(bill_id) for bill_id in bills.load_bill_ids()}
_DOCKET = WatchList((DocketRef("cand", "3:12-cv-00230", "299001"),))
_MODS = "/metadata/pkg/USCOURTS-cand-3_12-cv-00230/mods.xml"
_RECAP = "/metadata/gov.uscourts.cand.299001"
_SCOTUS = "/RSS/Cases/JSON/24-9001.json"

_CALENDARS = "/oral_arguments/calendarsandlists.aspx"
_APPEALS = WatchList((DocketRef("ca9", "22-90001"), DocketRef("ca11", "22-90001")))

TARGETS = (
    Target("appellate_opinions", "APPELLATE_OPINIONS", "/ca9_p",
           {"/ca9_p": _fixture("appellate_opinions/ordinary.ca9_p"), "/ca9_u": _fixture("appellate_opinions/empty.ca9_u"),
            "/ca11_p": _fixture("appellate_opinions/below.ca11_p"), "/ca11_u": _fixture("appellate_opinions/below.ca11_p")},
           _APPEALS, address="{server}/{court}"),
    Target("oral_arguments", "ORAL_ARGUMENTS", "/ca11", {"/ca11": _fixture("oral_arguments/ordinary.ca11")}, _APPEALS, address="{server}/{court}"),
    Target("congress", "BILLSTATUS", next(iter(_BILLS)), _BILLS),
    Target("govinfo", "GOVINFO", _MODS, {_MODS: _fixture("govinfo/ordinary.govinfo_mods")}, _DOCKET, missing_is_quiet=True),
    Target("recap", "RECAP", _RECAP, {_RECAP: b'{"files": []}'}, _DOCKET, missing_is_quiet=True),
    Target("scotus", "SCOTUS", _SCOTUS, {_SCOTUS: _fixture("scotus/ordinary.json")}, WatchList((DocketRef("scotus", "24-9001"),))),
    Target("scotus_lists", "SCOTUS_LISTS", _CALENDARS,
           {_CALENDARS: b"<html><h1>Argument Calendars</h1><a href='march_cal.pdf'>March</a></html>", "/oral_arguments/march_cal.pdf": CALENDAR,
            "/orders/ordersofthecourt/25": b"<html><a href='/orders/courtorders/030226zor_x.pdf'>1</a></html>",
            "/orders/courtorders/030226zor_x.pdf": ORDERS},
           WatchList((DocketRef("scotus", "22-9001"),))),
    Target("pacer_rss", "PACER_RSS", "/cand", {"/cand": _fixture("pacer_rss/cand_ordinary.xml")}, _DOCKET, address="{server}/{court}"),
)


def _slow(handler) -> None:
    time.sleep(0.6)
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


def _bomb() -> Page:
    return Page(gzip.compress(b" " * 10_000_000), headers={"Content-Encoding": "gzip", "Content-Type": "text/xml"})


def faults(target: Target) -> list[Fault]:
    """Return every fault as it meets this source."""
    good, here = Page(target.pages[target.path]), target.path
    return [
        Fault("401", Page(status=401), "answered 401"),
        Fault("403", Page(status=403), "refuses (403)", held=DAY),
        Fault("404", Page(status=404), "answered 404", is_ok=target.missing_is_quiet),
        Fault("429 with Retry-After", [Page(status=429, headers={"Retry-After": "7"}), good], "", requests=2, is_ok=True),
        Fault("429 until tomorrow", Page(status=429, headers={"Retry-After": str(DAY)}), "asks to come back at", held=DAY),
        Fault("429 without Retry-After", Page(status=429), "answered 429, 4 times", requests=4, held=300),
        Fault("500", Page(b"<html>oops</html>", status=500, headers=_HTML), "answered 500"),
        Fault("502 with HTML", Page(b"<html>Bad gateway</html>", status=502, headers=_HTML), "answered 502, 4 times", requests=4),
        Fault("502 once", [Page(b"<html>Bad gateway</html>", status=502, headers=_HTML), good], "", requests=2, is_ok=True),
        Fault("time-out", _slow, "no answer within"),
        Fault("connection reset", _hang_up, "no connection", requests=4),
        Fault("reset mid-body", _reset_in_body, "broke off while sending"),
        Fault("wrong length", Page(b"<x/>", headers={"Content-Length": "5000"}), "broke off while sending"),
        Fault("gzip bomb", _bomb(), "larger than"),
        Fault("not gzip", Page(b"<x/>", headers={"Content-Encoding": "gzip"}), "broke off while sending"),
        Fault("redirect loop", Page(status=302, headers={"Location": here}), "redirects", requests=6),
        Fault("redirect to a private address", Page(status=302, headers={"Location": "http://10.0.0.1/x"}), "not a public address"),
        Fault("redirect to another port here", Page(status=301, headers={"Location": "http://127.0.0.1:9/x"}), "not a public address"),
        Fault("redirect to a file", Page(status=302, headers={"Location": "file:///etc/passwd"}), "not a web address"),
        Fault("200 that is an error page", Page(b"<html><body>Service unavailable</body></html>", headers=_HTML), "", is_archived=True),
        Fault("200 that is a login form", Page(b"<html><form>Password: <input type=password></form></html>", headers=_HTML), "", is_archived=True),
        Fault("200 and nothing", Page(b""), "", is_archived=True),
        Fault("200 cut in half", Page(target.pages[here][: len(target.pages[here]) // 2]), "", is_archived=True),
        Fault("CAPTCHA", Page(b'<html><div class="g-recaptcha"></div></html>', headers=_HTML), "CAPTCHA", held=DAY),
        Fault("robots.txt says no", good, "does not allow it", requests=0, robots=b"User-agent: *\nDisallow: /"),
    ]


@dataclass(frozen=True)
class Played:
    """A run against the faulty server, as the operator sees it. `held` is in seconds."""

    outcome: Outcome
    status: status.SourceStatus
    check: dict
    held: int | None
    requests: int


def play(target: Target, fault: Fault, home: Path) -> Played:
    """Run the source once through the real pipeline, with a house of its own and a clock that only sleeping moves."""
    pages = {path: Page(body) for path, body in target.pages.items()} | {target.path: fault.page}
    if fault.robots is not None:
        pages["/robots.txt"] = Page(fault.robots)
    with Server(pages) as server:
        addresses = {target.setting: target.address.replace("{server}", server.url)}
        settings = Settings(home=home, contact="a@example.org", addresses=addresses, courtlistener_token=None, fetch_seconds=None)
        clock = Clock()
        with open_house(settings) as house:
            house.http = Http(
                ledger.Ledger(house.archive), contact=settings.contact, addresses=addresses, limits=LIMITS,
                saves_validators=False, clock=clock, sleep=clock.sleep,
            )  # fmt: skip
            outcome = pipeline.run(house, _watching(target))
            held = ledger.Ledger(house.archive).held_until(server.host)
            # Where nothing may be asked, the first page asked for can be another one.
            checks = sorted(ledger.last_checks(house.archive), key=lambda check: not check["url"].endswith(target.path))
        found = next(one for one in status.read_status(settings) if one.source == target.source)
        requests = sum(path == target.path for path in server.paths())
    seconds = round((parse_instant(held) - clock.now).total_seconds()) if held else None
    return Played(outcome, found, checks[0] if checks else {}, seconds, requests)


def _watching(target: Target) -> SimpleNamespace:
    """The source, with the target's watch list in place of that of the (empty) docket database."""
    source = load_sources()[target.source]
    return SimpleNamespace(NAME=source.NAME, fetch=lambda http, _: source.fetch(http, target.watch))
