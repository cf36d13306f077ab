"""What a source is, and how the sources are found.

A source is a module in ``scrapers/sources`` with the constants and functions below; there is
no register to edit.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from docket.issues import Issue
from docket.records import DocketRef
from docket.snapshot import Snapshot


class FetchError(Exception):
    """The network or the court failed. What arrived before it is still worth parsing.

    `url` is without secrets. `retry_at` is a UTC instant when the server named one.
    """

    def __init__(
        self, message: str, url: str | None = None, status: int | None = None, retry_at: str | None = None
    ) -> None:
        super().__init__(message)
        self.url = url
        self.status = status
        self.retry_at = retry_at


class Refused(FetchError):
    """The server does not want us, or cannot be trusted: 403, a riddle for humans, robots.txt, its certificate."""


class NotNow(FetchError):
    """We hold back ourselves: a server's limit leaves no room before `retry_at`. No failure of anybody's."""


@dataclass(frozen=True)
class Absent:
    """The server answered that it has nothing at this address: a look like any other, and nobody's failure.

    `at` is a UTC instant; `words` say what was there instead, if anything was.
    """

    url: str
    at: str
    court_id: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Look:
    """The last look at an address: when (UTC), whether something was there, and how many items were."""

    at: str
    is_absent: bool = False
    item_count: int | None = None


@dataclass(frozen=True)
class WantedDecision:
    """A decision of ours whose words are not held: its dockets (by their names here), its citation, its day or year,
    and every name it goes by. `files` are (citation, file) where an archive told which of its files it is."""

    refs: tuple[DocketRef, ...]
    citation: str
    decided: str | None
    names: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WatchList:
    """The dockets whose news we want, by every name they go by, and the bills known so far.

    `opinions` are the addresses of opinions that GovInfo lists and that are not archived yet, the most wanted first;
    `court_opinions` those of files on the courts' own lists, with the dockets each is of. `decisions` are those
    with a citation, leading ones first.
    The most wanted stand first. `ended` are those that closed long ago, which a source that has whole registers
    reads once; `hints` name a docket that nobody confirmed, with our caption to compare. `looks` has what the
    source was asked, by address; what it was asked since `asked_since` need not be asked again in this round.
    `plan` is what a source with a quota is to ask, in order (`scrapers/courtlistener/plan.py`).
    """

    refs: tuple[DocketRef, ...] = ()
    bill_ids: tuple[str, ...] = ()
    opinions: tuple[tuple[str, DocketRef], ...] = ()
    court_opinions: tuple[tuple[str, tuple[DocketRef, ...]], ...] = ()
    decisions: tuple[WantedDecision, ...] = ()
    plan: object | None = None
    ended: tuple[DocketRef, ...] = ()
    hints: tuple[tuple[DocketRef, str], ...] = ()
    looks: Mapping[str, Look] = field(default_factory=dict)
    asked_since: str | None = None

    def look(self, url: str, is_ended: bool = False) -> Look | None:
        """Return the look that makes another one needless: any at an ended docket, one of this round at others."""
        found = self.looks.get(url)
        if found is None or is_ended:
            return found
        return found if self.asked_since is not None and found.at >= self.asked_since else None

    def court_ids(self) -> set[str]:
        return {ref.court_id for ref in self.refs}

    def only(self, court_id: str) -> "WatchList":
        """Return what is watched in one court, and what ended there."""
        ended = tuple(ref for ref in self.ended if ref.court_id == court_id)
        return WatchList(self.in_court(court_id), ended=ended)

    def in_court(self, court_id: str) -> tuple[DocketRef, ...]:
        return tuple(ref for ref in self.refs if ref.court_id == court_id)

    def known_in(self, court_id: str) -> tuple[DocketRef, ...]:
        """Return every docket of a court, those that ended, too: news of them that comes along shows that they live."""
        return tuple(ref for ref in (*self.refs, *self.ended) if ref.court_id == court_id)


@dataclass(frozen=True)
class Quiet:
    """Hours of one weekday (0 is Monday) in which a server is maintained and nobody should ask, on its own clock."""

    timezone: str
    weekday: int
    first_hour: int
    last_hour: int  # the hour in which it ends; 24 is midnight

    def covers(self, moment: datetime) -> bool:
        local = moment.astimezone(ZoneInfo(self.timezone))
        return local.weekday() == self.weekday and self.first_hour <= local.hour < self.last_hour

    def end_of(self, moment: datetime) -> datetime:
        """Return when it ends on the day of the moment, in UTC."""
        local = moment.astimezone(ZoneInfo(self.timezone))
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight + timedelta(hours=self.last_hour)).astimezone(UTC)

    @property
    def length(self) -> timedelta:
        return timedelta(hours=self.last_hour - self.first_hour)


class Fetcher(Protocol):
    """What a source asks of the client that it is handed, `scrapers.http.Http`."""

    @property
    def ledger(self) -> Any: ...

    def address(self, name: str, default: str) -> str: ...

    def has_address(self, name: str) -> bool: ...

    def key(self, name: str) -> str | None: ...

    def is_on(self, name: str) -> bool: ...

    def now(self) -> datetime: ...

    def limit(self, url: str, windows: tuple[tuple[int, int], ...], uncounted: str | None = None) -> None: ...

    def recent(self, url: str, seconds: float) -> int: ...

    def was_read(self, url: str) -> bool: ...

    def idle_seconds(self, url: str) -> float | None: ...

    def get(self, url: str, *arguments: Any, **options: Any) -> Any: ...


class Source(Protocol):
    """The shape of a module in ``scrapers/sources``.

    NAME            as the command line and the tables say it
    EVERY_MINUTES   rhythm of the daemon, ``None`` for a source that is never polled
    OFF_HOURS_MINUTES   optional: its rhythm while no court is open
    QUIET           optional: hours in which its server is maintained
    BY_COURT        optional: whether each court is a server of its own, which the daemon asks by itself
    NETWORK         whether ``fetch`` leaves the machine
    fetch(http, watch)   yields a Snapshot per answer and a FetchError per failure
    parse(snapshot)      yields records and issues; raises ParseError if the page is not what
                         we believed. Pure: no network, no clock, no database.
    """

    NAME: str
    EVERY_MINUTES: int | None
    NETWORK: bool

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]: ...

    def parse(self, snapshot: Snapshot) -> Iterable[object | Issue]: ...


def load_sources() -> dict[str, Source]:
    """Return every source module by name, in alphabetical order."""
    package = importlib.import_module("scrapers.sources")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))
    modules = [cast(Source, importlib.import_module(f"scrapers.sources.{name}")) for name in names]
    return {module.NAME: module for module in modules}
