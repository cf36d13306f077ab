"""Months in minutes: a clock that only waiting moves on, and courts whose feeds follow it.

The lanes of the daemon are real threads; each runs ahead of the common clock by what it slept itself.
"""

import random
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from tests.worlds.expected import FIXTURES
from tests.worlds.loopback import Page, Server
from tracker.due import is_court_hours
from tracker.stop import Stop, Stopped

COURTS = ("cand", "nysd", "txwd", "ca9")
DOCKETS = 2  # watched, in each court
WINDOW = timedelta(hours=24)
SCOTUS_PATH = "/RSS/Cases/JSON/24-9001.json"


class SimTime:
    """The time of the simulation."""

    def __init__(self, start: datetime):
        self.common = start
        self._own = threading.local()

    def __call__(self) -> datetime:
        return self.common + timedelta(seconds=getattr(self._own, "ahead", 0))

    def pass_by(self, seconds: float) -> None:
        if threading.current_thread() is threading.main_thread():
            self.common += timedelta(seconds=seconds)
        else:
            self._own.ahead = getattr(self._own, "ahead", 0) + seconds


class SimStop(Stop):
    """Asks to stop at a moment of the simulation; to wait is to let time pass."""

    def __init__(self, time: SimTime, end: datetime):
        super().__init__()
        self._time, self._end = time, end

    def __call__(self) -> bool:
        return self.is_asked or self._time.common >= self._end

    def wait(self, seconds: float) -> None:
        if self():
            raise Stopped
        self._time.pass_by(seconds)


@dataclass(frozen=True)
class Trouble:
    """What one court (or scotus, or ``*`` for all feeds) does for a while. `kind`: down, storm, malformed,
    cut or short."""

    who: str
    kind: str
    start: datetime
    end: datetime

    def covers(self, who: str, moment: datetime) -> bool:
        return self.who in (who, "*") and self.start <= moment < self.end

    @property
    def is_silence(self) -> bool:
        """Nothing good comes; an unreadable page is an answer, and shows in the issues instead."""
        return self.kind in ("down", "storm")


@dataclass(frozen=True)
class Filing:
    """One entry of the invented register."""

    court: str
    docket: int
    sequence: int
    at: datetime

    @property
    def number(self) -> str:
        return f"24-9{self.docket:03}" if self.court == "ca9" else f"3:24-cv-09{self.docket:03}"


class _Counted(list):
    """A list that only counts: twenty thousand requests with their headers would look like a leak."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def append(self, item) -> None:
        self.count += 1

    def __len__(self) -> int:
        return self.count


@dataclass
class Courts:
    """The feeds of all courts, and the Supreme Court's docket, as servers on this machine.

    `shown` are the filings that stood in an answer in good order.
    """

    time: SimTime
    filings: list[Filing]
    troubles: list[Trouble]
    shown: set[Filing] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)

    def servers(self) -> tuple[Server, Server]:
        both = (
            Server({f"/{court}": self._feed_of(court) for court in COURTS}),
            Server({SCOTUS_PATH: self._send_scotus}),
        )
        for server in both:
            server.asked = _Counted()
        return both

    def trouble(self, who: str) -> str | None:
        return next(
            (trouble.kind for trouble in self.troubles if trouble.covers(who, self.time.common)), None
        )

    def _feed_of(self, court: str):
        return lambda handler: self._send(handler, court, lambda kind: self._feed(court, kind))

    def _send_scotus(self, handler) -> None:
        self._send(handler, "scotus", lambda kind: (FIXTURES / "scotus" / "ordinary.json").read_bytes())

    def _send(self, handler, who: str, body_of) -> None:
        kind = self.trouble(who)
        self.answers[kind or "good"] = self.answers.get(kind or "good", 0) + 1
        if kind == "down":
            page = Page(b"<html>down for a while</html>", status=503)
        elif kind == "storm":
            page = Page(status=429, headers={"Retry-After": "1800"})
        elif kind == "malformed":
            page = Page(
                b"<html><body>Scheduled maintenance</body></html>", headers={"Content-Type": "text/html"}
            )
        elif kind == "cut":
            body = body_of(None)
            page = Page(body[: len(body) // 2])
        else:
            page = Page(body_of(kind))
        handler.send_response(page.status)
        for name, value in {"Content-Length": str(len(page.body)), **page.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(page.body)

    def _feed(self, court: str, kind: str | None) -> bytes:
        now = self.time.common
        window = timedelta(minutes=30) if kind == "short" else WINDOW
        seen = [
            filing for filing in self.filings if filing.court == court and now - window < filing.at <= now
        ]
        if self.trouble(court) in (None, "short"):
            self.shown.update(seen)
        strangers = [(f"9:24-cv-0{n:04}", n, now - timedelta(minutes=7 * n)) for n in range(5)]
        items = [
            _item(f.number, 880000 + 1000 * COURTS.index(court) + f.docket, f.sequence, f.at, court)
            for f in reversed(seen)
        ]
        items += [_item(number, 1000 + n, n + 1, at, court) for number, n, at in strangers if court != "ca9"]
        return _HEAD.format(built=_stamp(now)).encode() + "".join(items).encode() + b"</channel></rss>"


_HEAD = (
    '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Invented Court - Recent '
    "Entries</title>"
    "<description>Docket entries of type: all</description><lastBuildDate>{built}</lastBuildDate>"
)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def _item(number: str, case_id: int, sequence: int, at: datetime, court: str) -> str:
    site = f"https://ecf.{court}.uscourts.gov"
    anchor = f'<a href="{site}/doc1/0351{sequence:08}?caseid={case_id}&de_seq_num={sequence}" >{sequence}</a>'
    return (
        f"<item><title>{number} Roe v. Example Video, Inc.</title><link>{site}/cgi-bin/DktRpt.pl?{case_id}</link>"
        f"<description>{escape(f'[Notice] ({anchor})')}</description>"
        f"<guid>{site}/cgi-bin/DktRpt.pl?{case_id}&amp;{sequence}</guid><pubDate>{_stamp(at)}</pubDate></item>"
    )


def invent_filings(spans: list[tuple[datetime, datetime]], a_day: float, seed: int) -> list[Filing]:
    """Return what is filed in the spans: in court hours, about so many entries a docket and working day."""
    chance, made, counts = random.Random(seed), [], {}
    for start, end in spans:
        at = start
        while at < end:
            at += timedelta(seconds=chance.randrange(60, 1200))
            if not is_court_hours(at) or chance.random() > a_day * len(COURTS) * DOCKETS * 630 / 57_600:
                continue
            court, docket = chance.choice(COURTS), chance.randrange(1, DOCKETS + 1)
            counts[court, docket] = counts.get((court, docket), 0) + 1
            made.append(Filing(court, docket, counts[court, docket], at))
    return made
