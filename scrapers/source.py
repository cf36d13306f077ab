"""What a source is, and how sources are found: each is a module of ``scrapers/sources``; there is no list to
edit."""

import hashlib
import importlib
import pkgutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from docket.issues import Issue
from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.failures import FetchError

if TYPE_CHECKING:
    from scrapers.http.get import Http as Fetcher
else:
    Fetcher = Any  # the HTTP client passed to a source; its module imports this one


class GivenUp(Exception):
    """A response could not be read within the limits of `Http.apart`; `code` names the limit, and the message
    describes it."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Absent:
    """The server answered that it has nothing at this address. This is a look like any other, not a failure.

    `at` is a UTC instant; `words` say what was there instead, if anything.
    """

    url: str
    at: str
    court_id: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Look:
    """The last look at an address: when (UTC), whether anything was there, and how many items."""

    at: str
    is_absent: bool = False
    item_count: int | None = None


class Progress(NamedTuple):
    """How far a round of a source has come that reads its items one by one: those read, and all of them."""

    read_count: int
    item_count: int


@dataclass(frozen=True)
class WantedDecision:
    """A decision in our record whose text we do not have: its dockets (by our refs), its citation, its date
    or year, and all its names. `files` are (citation, file) pairs if an archive said which of its files it
    is."""

    refs: tuple[DocketRef, ...]
    citation: str
    decided: str | None
    names: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ListedOpinion:
    """An opinion's address, as given for one of our dockets in a list that some source read.

    `day` is the list's date, in ISO form. `list_url` is the list's address, `listed_by` the source that read
    it.
    """

    url: str
    ref: DocketRef
    day: str | None
    list_url: str
    listed_by: str
    selection: str  # how the docket got into the record


@dataclass(frozen=True)
class WatchList:
    """The dockets whose news we want, by every ref under which they are known, and the bills known so far.

    The most wanted dockets come first. `listed` are the opinions to which lists link, newest first, and
    `archived` the addresses that the source fetched before: a source that `READS_LISTED` chooses among them.
    `decisions` are those with a citation, leading ones first, for a source that `WANTS_DECISIONS`. `ended`
    are dockets that closed long ago, which a source with whole registers reads once; `hints` are unconfirmed
    dockets, with our caption for comparison. `looks` are the source's past looks, by address; what it
    requested since `asked_since` need not be requested again in this round. `plan` is what a source with a
    quota should request, in order (`scrapers/courtlistener/plan.py`).
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
        """Return the look that makes another one unnecessary: for an ended docket any look, for others one of
        this round; None if there is none."""
        look = self.looks.get(url)
        if look is None or is_ended:
            return look
        return look if self.asked_since is not None and look.at >= self.asked_since else None

    def court_ids(self) -> set[str]:
        return {ref.court_id for ref in self.refs}

    def only(self, court_id: str) -> "WatchList":
        """Return a watch list with only the watched and ended dockets of one court."""
        ended = tuple(ref for ref in self.ended if ref.court_id == court_id)
        return WatchList(self.in_court(court_id), ended=ended)

    def in_court(self, court_id: str) -> tuple[DocketRef, ...]:
        return tuple(ref for ref in self.refs if ref.court_id == court_id)

    def known_in(self, court_id: str) -> tuple[DocketRef, ...]:
        """Return every docket of a court, including those that ended: news in them shows that they are active
        again."""
        return tuple(ref for ref in (*self.refs, *self.ended) if ref.court_id == court_id)


@dataclass(frozen=True)
class Quiet:
    """Hours of maintenance, in the server's time zone, in which we make no requests.

    They begin at `first_hour` on each of the `weekdays` (0 is Monday) and end before `last_hour`: 24 is
    midnight, 26 is 2 a.m. the next day.
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
        """Return when the hours that contain a time end (UTC), or the time itself if it is outside them."""
        return self._end_over(moment) or moment

    def _end_over(self, moment: datetime) -> datetime | None:
        """Return the end (UTC) of the hours that contain a time, which may have begun the day before; else
        None."""
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
    """One publisher and product: what it provides, and how it wants to be queried.

    A source is a class in the module of ``scrapers/sources`` that has its name. The module's docstring is the
    source's description (`about`); its ``SOURCE`` is the only instance. This class has every attribute and
    method that a source can override, with its default.
    """

    NAME: ClassVar[str]  # as used on the command line and in the tables
    EVERY_MINUTES: ClassVar[int | None] = None  # how often the daemon polls it; None if never
    OFF_HOURS_MINUTES: ClassVar[int | None] = None  # the same while no court is open, if different
    QUIET: ClassVar[Quiet | None] = None  # hours of its server's maintenance
    BY_COURT: ClassVar[bool] = False  # each court has its own server, polled separately
    NETWORK: ClassVar[bool] = False  # `fetch` uses the network
    RESUMES: ClassVar[bool] = False  # it finds in the watch list what it requested before, and resumes there
    NEEDS_PLAN: ClassVar[bool] = False  # its requests are chosen within a quota
    READS_LISTED: ClassVar[bool] = False  # it fetches opinions that other sources' lists link to
    WANTS_DECISIONS: ClassVar[bool] = False  # it has the texts of decisions known by citation
    # For pages of these kinds the result of `read` is stored for `make_records`.
    SLOW_KINDS: ClassVar[frozenset[str]] = frozenset()
    IS_LAST_RESORT: ClassVar[bool] = False  # any other source that recognizes a saved file is preferred
    SETTLES_DOCKETS: ClassVar[bool] = False  # a saved file's dockets are decided at its import
    IS_SHIPPED: ClassVar[bool] = False  # its pages ship with each version of the tracker; `fetch` reads them
    IS_OWN: ClassVar[bool] = False  # its pages are ours or the operator's: safe to read without a guard

    @property
    def about(self) -> str:
        """The docstring of its module: a title, then what the source provides, what it lacks, and its
        quirks."""
        return sys.modules[type(self).__module__].__doc__ or ""

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator["Snapshot | FetchError | Absent"]:
        """Yield a snapshot or an Absent for each address requested, and a FetchError for each failure.

        Yields nothing for a source whose pages come another way: the operator's files, messages, results of
        other commands.
        """
        return iter(())

    @abstractmethod
    def parse(self, snapshot: Snapshot) -> Iterable[object | Issue]:
        """Return the records of a page, and its issues. Raises ParseError if the page is not in the expected
        form.

        Pure: no network, no clock, no database.
        """

    def read(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return what a page of `SLOW_KINDS` says, in a form that JSON can store: the slow half of
        `parse`."""
        raise NotImplementedError(f"{self.NAME} names kinds that are slow to read, and does not say how")

    def make_records(self, snapshot: Snapshot, row: dict[str, Any]) -> Iterable[object | Issue]:
        """Return the records of what `read` returned: the quick half of `parse`."""
        raise NotImplementedError(f"{self.NAME} names kinds that are slow to read, and does not say how")

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a saved file, or None if its content shows a file of another kind.

        `court_id` is the court that the operator named, `imported_at` a UTC instant. Raises ParseError,
        naming the file and the remedy, for a file of this source that cannot be used.
        """
        return None

    def keep_watched(self, snapshot: Snapshot, refs: tuple[DocketRef, ...]) -> Snapshot:
        """Return a saved page without unwatched dockets: other people's items in a list are not archived.
        `refs` are the dockets that we know in the page's court. Raises ParseError if nothing would be
        left."""
        return snapshot

    def count_read(self, http: Fetcher, watch: WatchList) -> Progress | None:
        """Return how far this round has come; None if the source does not know. Called for one that `RESUMES`."""
        return None

    def gap_issue(self, snapshot: Snapshot, looked_at: str | None) -> Issue | None:
        """Return an issue if items of a feed may have come and gone since `looked_at`, the last good look
        (UTC), else None."""
        return None


def unreadable(snapshot: Snapshot, code: str) -> Snapshot:
    """Return the snapshot marked as unreadable because of `code`."""
    return replace(snapshot, is_unreadable=True, compare_hash=unreadable_hash(code))


def unreadable_hash(code: str) -> str:
    """Return the hash by which unreadable responses are compared: of consecutive failures of one kind
    (`code`), only the first is new."""
    return hashlib.sha256(f"unreadable {code}".encode()).hexdigest()


@cache
def load_sources() -> dict[str, Source]:
    """Return every source by name, in alphabetical order."""
    package = importlib.import_module("scrapers.sources")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))
    sources = [importlib.import_module(f"scrapers.sources.{name}").SOURCE for name in names]
    return {source.NAME: source for source in sources}
