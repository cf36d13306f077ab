"""Months in minutes: a clock that only waiting moves on, and the feeds of courts.

The lanes of the daemon are real threads; each runs ahead of the common clock by what it slept itself.
"""

import threading
from datetime import datetime, timedelta
from time import monotonic
from xml.sax.saxutils import escape

from tracker.stop import Stop, Stopped


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
        self._calls, self._moved_at = 0, monotonic()

    def __call__(self) -> bool:
        self._calls += 1
        assert self._calls < 100 or monotonic() < self._moved_at + 30, "what is waited for never ends"
        return self.is_asked or self._time.common >= self._end

    def wait(self, seconds: float) -> None:
        if self():
            raise Stopped
        self._time.pass_by(seconds)
        self._calls, self._moved_at = 0, monotonic()


def make_feed(items: list[str], built: datetime) -> bytes:
    """Return a court's feed of the items as it was written at that moment."""
    return (_HEAD.format(built=_stamp(built)) + "".join(items) + "</channel></rss>").encode()


def make_item(
    court: str,
    number: str,
    case_id: int,
    at: datetime,
    sequence: int,
    label: str = "Notice",
    shown: str = "",
    doc: str = "",
) -> str:
    """Return an item of a feed. `shown`: what the link to the document `doc` is called; none without it."""
    site = f"https://ecf.{court}.uscourts.gov"
    link = f"{site}/doc1/{doc}?caseid={case_id}&de_seq_num={sequence}"
    words = f'[{label}] (<a href="{link}" >{shown}</a>)' if shown else f"[{label}]"
    return (
        f"<item><title>{number} Roe v. Example Video {case_id}, Inc.</title>"
        f"<link>{site}/cgi-bin/DktRpt.pl?{case_id}</link>"
        f"<description>{escape(words)}</description>"
        f"<guid>{site}/cgi-bin/DktRpt.pl?{case_id}&amp;{sequence}</guid><pubDate>{_stamp(at)}</pubDate></item>"
    )


_HEAD = (
    '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Invented Court - Recent '
    "Entries</title><description>Docket entries of type: all</description><lastBuildDate>{built}</lastBuildDate>"
)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
