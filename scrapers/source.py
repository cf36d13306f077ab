"""What a source is, and how the sources are found: the modules of ``scrapers/sources``, with no register to edit."""

import hashlib
import importlib
import pkgutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from docket.issues import Issue
from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.failures import FetchError

if TYPE_CHECKING:
    from scrapers.http.get import Http as Fetcher
else:
    Fetcher = Any  # the client that a source is handed; it is made of what stands here


class GivenUp(Exception):
    """An answer could not be read within the limits of `Http.apart`; `code` names the limit, and the
    message says it in words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Absent:
    """The server answered that it has nothing at this address: a look like any other, not a failure.

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
    """A decision of ours whose text we do not have: its dockets (by our names for them), its citation, its
    date or year, and all its names. `files` are (citation, file) if an archive told which of its files it is."""

    refs: tuple[DocketRef, ...]
    citation: str
    decided: str | None
    names: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ListedOpinion:
    """An opinion's address, as a list read by some source gives it for one of our dockets.

    `day` is the list's date, in ISO form. `list_url` is the list's address, `listed_by` the source that read
    it.
    """

    url: str
    ref: DocketRef
    day: str | None
    list_url: str
    listed_by: str
    selection: str  # of the docket: how it came to be here


@dataclass(frozen=True)
class WatchList:
    """The dockets whose news we want, by every name they go by, and the bills known so far.

    The most wanted dockets come first. `listed` are the opinions to which lists lead, the newest first, and
    `archived` the addresses that the source brought before: a source that `READS_LISTED` chooses among them.
    `decisions` are those with a citation, leading ones first, for a source that `WANTS_DECISIONS`. `ended`
    are dockets that closed long ago, which a source with whole registers reads once; `hints` name unconfirmed
    dockets, with our caption to compare. `looks` are the source's past looks, by address; what it was asked
    since `asked_since` need not be asked again in this round. `plan` is what a source with a quota should
    ask, in order (`scrapers/courtlistener/plan.py`).
    """

    refs: tuple[DocketRef, ...] = ()
    bill_ids: tuple[str, ...] = ()
    listed: tuple[ListedOpinion, ...] = ()
    archived: frozenset[str] = frozenset()
    decisions: tuple[WantedDecision, ...] = ()
    plan: object | None = None
    ended: tuple[DocketRef, ...] = ()
    hints: tuple[tuple[DocketRef, str], ...] = ()
    looks: Mapping[str, Look] = field(default_factory=dict)
    asked_since: str | None = None

    def look(self, url: str, is_ended: bool = False) -> Look | None:
        """Return the look that makes another one unnecessary: any look at an ended docket, one of this round
        at others."""
        look = self.looks.get(url)
        if look is None or is_ended:
            return look
        return look if self.asked_since is not None and look.at >= self.asked_since else None

    def court_ids(self) -> set[str]:
        return {ref.court_id for ref in self.refs}

    def only(self, court_id: str) -> "WatchList":
        """Return what is watched in one court, and what ended there."""
        ended = tuple(ref for ref in self.ended if ref.court_id == court_id)
        return WatchList(self.in_court(court_id), ended=ended)

    def in_court(self, court_id: str) -> tuple[DocketRef, ...]:
        return tuple(ref for ref in self.refs if ref.court_id == court_id)

    def known_in(self, court_id: str) -> tuple[DocketRef, ...]:
        """Return every docket of a court, including those that ended: news of them shows that they are active
        again."""
        return tuple(ref for ref in (*self.refs, *self.ended) if ref.court_id == court_id)


@dataclass(frozen=True)
class Quiet:
    """Hours in which a server is maintained and nobody should ask, on its own clock.

    They begin at `first_hour` of each of the `weekdays` (0 is Monday) and end before `last_hour`: 24 is midnight, 26
    is two in the morning of the next day.
    """

    timezone: str
    weekdays: frozenset[int]
    first_hour: int
    last_hour: int

    def __post_init__(self) -> None:
        if not (self.weekdays <= set(range(7)) and 0 <= self.first_hour < 24):
            raise ValueError(f"{self}: a week has the days 0 to 6, and a day the hours 0 to 23")
        if not self.first_hour < self.last_hour < self.first_hour + 24:
            raise ValueError(f"{self}: it lasts an hour at least and less than a day")

    def covers(self, moment: datetime) -> bool:
        return self._end_over(moment) is not None

    def end_of(self, moment: datetime) -> datetime:
        """Return, for a time within these hours, when they end (UTC); else the time itself."""
        return self._end_over(moment) or moment

    def _end_over(self, moment: datetime) -> datetime | None:
        """Return the end, in UTC, of the hours that contain a time, which may have begun the day before."""
        zone = ZoneInfo(self.timezone)
        today = moment.astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            midnight = datetime.combine(day, time(), zone)
            first, end = (
                (midnight + timedelta(hours=hours)).astimezone(UTC)
                for hours in (self.first_hour, self.last_hour)
            )
            if day.weekday() in self.weekdays and first <= moment < end:
                return end
        return None

    @property
    def length(self) -> timedelta:
        return timedelta(hours=self.last_hour - self.first_hour)


class Source(ABC):
    """One publisher and product: what it gives us, and how it wants to be asked.

    A source is a class in the module of ``scrapers/sources`` with its name, whose docstring is its form
    (`about`); the module's ``SOURCE`` is the only instance. Everything that can be asked of a source is here,
    with the defaults.
    """

    NAME: ClassVar[str]  # as the command line and the tables say it
    EVERY_MINUTES: ClassVar[int | None] = None  # the daemon's rhythm; None for one that is never polled
    OFF_HOURS_MINUTES: ClassVar[int | None] = None  # its rhythm while no court is open, where that is another
    QUIET: ClassVar[Quiet | None] = None  # hours in which its server is maintained
    BY_COURT: ClassVar[bool] = False  # each court is a server of its own, which is asked by itself
    NETWORK: ClassVar[bool] = False  # `fetch` leaves the machine
    RESUMES: ClassVar[bool] = (
        False  # it looks up in the watch list what was asked, and goes on where it was cut off
    )
    NEEDS_PLAN: ClassVar[bool] = False  # what to ask is chosen within a quota
    READS_LISTED: ClassVar[bool] = False  # it fetches opinions to which the lists of other sources lead
    WANTS_DECISIONS: ClassVar[bool] = False  # it has the words of decisions that are known by a citation
    SLOW_KINDS: ClassVar[frozenset[str]] = (
        frozenset()
    )  # of these what `read` returned is kept for `make_records`
    IS_LAST_RESORT: ClassVar[bool] = False  # another source that knows a saved file knows it better
    SETTLES_DOCKETS: ClassVar[bool] = False  # which dockets a saved file is of is settled when it is imported
    IS_SHIPPED: ClassVar[bool] = (
        False  # its pages come with each version of the tracker, and `fetch` reads them
    )
    IS_OWN: ClassVar[bool] = (
        False  # its pages are written by us or by the operator: reading them needs no guard
    )

    @property
    def about(self) -> str:
        """The docstring of its module: a title, then what it gives and lacks, and its quirks."""
        return sys.modules[type(self).__module__].__doc__ or ""

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator["Snapshot | FetchError | Absent"]:
        """Yield an answer for each address that was asked, and a FetchError for each failure.

        Nothing for a source whose pages are brought to it: the operator's files, messages, finds of other
        work.
        """
        return iter(())

    @abstractmethod
    def parse(self, snapshot: Snapshot) -> Iterable[object | Issue]:
        """Return the records of a page and its issues. Raises ParseError if the page is not what we expect.

        Pure: no network, no clock, no database.
        """

    def read(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return what a page of `SLOW_KINDS` says, as JSON can hold it: the slow half of `parse`."""
        raise NotImplementedError(f"{self.NAME} names kinds that are slow to read, and does not say how")

    def make_records(self, snapshot: Snapshot, row: dict[str, Any]) -> Iterable[object | Issue]:
        """Return the records of what `read` returned: the quick half of `parse`."""
        raise NotImplementedError(f"{self.NAME} names kinds that are slow to read, and does not say how")

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a saved file, None for a file of another kind, judged by its content alone.

        `court_id` is what the operator said, `imported_at` a UTC instant. Raises ParseError for a file of
        this source that cannot be used, naming the file and the remedy.
        """
        return None

    def keep_watched(self, snapshot: Snapshot, refs: tuple[DocketRef, ...]) -> Snapshot:
        """Return a saved page without dockets that nobody watches: other people's items of a list are not
        archived. `refs` are the dockets of the page's court. Raises ParseError where nothing would be left."""
        return snapshot

    def count_read(self, http: Fetcher, watch: WatchList) -> tuple[int, int] | None:
        """Return how many of the items that it reads one by one were read in this round, and how many there
        are; None if it does not know. Asked of a source that `RESUMES`."""
        return None

    def gap_issue(self, snapshot: Snapshot, looked_at: str | None) -> Issue | None:
        """Return an issue if items of a feed may have come and gone since the last good look, a UTC instant."""
        return None


def unreadable(snapshot: Snapshot, code: str) -> Snapshot:
    """Return an answer marked as unreadable."""
    return replace(snapshot, is_unreadable=True, compare_hash=unreadable_hash(code))


def unreadable_hash(code: str) -> str:
    """Return what unreadable answers are compared by: of one kind of failure (`code`) in a row one counts as new."""
    return hashlib.sha256(f"unreadable {code}".encode()).hexdigest()


@cache
def load_sources() -> dict[str, Source]:
    """Return every source by name, in alphabetical order."""
    package = importlib.import_module("scrapers.sources")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))
    sources = [importlib.import_module(f"scrapers.sources.{name}").SOURCE for name in names]
    return {source.NAME: source for source in sources}
