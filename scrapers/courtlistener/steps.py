"""What is known about a watched docket, and what can be requested from CourtListener about it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from docket.records import DocketRef
from docket.times import parse_instant
from scrapers.courtlistener.queries import Query

FREE_TIER = ((60, 5), (3600, 50), (86_400, 125))
BATCH = 100  # dockets in one search; the longest query that it accepts is unknown
DAILY = 1  # days between two looks at a docket, as in the next two
WEEKLY = 7
MONTHLY = 30
SLICE = 300  # most entries in one reading
# Runs are hourly and can take longer: what is due within two hours counts as due, so that daily looks stay
# daily.
NEARLY = 2 / 24
_HEARING_DAYS = 14  # days before a hearing during which its docket is looked at daily
_ENTRY_DAYS = 30  # days: a docket with an entry in this period is busy
_DAY_SECONDS = 86_400


class Purpose(StrEnum):
    NEWS = "news"  # recent filings, 100 dockets per search
    LOOKUP = "lookup"  # which of CourtListener's dockets is ours
    READING = "reading"  # a whole docket: header, register and parties
    SLICE = "slice"  # the older entries of a register too long for one reading
    REREADING = "rereading"  # the same again: also shows what left the register
    CHANGES = "changes"  # entries written or changed since they were last read: texts, edits, late uploads
    PARTIES = "parties"  # only header, parties and lawyers, for a docket read before it had parties
    OPINIONS = "opinions"  # decisions in our dockets, 100 dockets per search
    ARGUMENTS = "arguments"  # recordings of oral arguments, 100 dockets per search
    OPINION = "opinion"  # one opinion's text
    PRECEDENT = "precedent"  # the ids of a leading decision, for `cites:`
    DISCOVERY = "discovery"  # new dockets
    COUNT = "count"  # the FJC's list, against which our coverage is measured


@dataclass(frozen=True)
class Watched:
    """One docket, what it needs, and when it was last looked at. Instants are UTC with ``Z``.

    `source_ids` are CourtListener's; `news_at` is the last look for new filings, `read_at` the last whole
    reading, `changes_at` the instant since which changes of its entries are unknown, `parties_at` the last
    request for its parties, `tried_at` the last attempt at a reading, `looked_up_at` the last search for its
    id, and `ended_at` when the last of its ids was found to be gone. `labels` are the days of the entries
    known only by their label. `is_watched` is false for a docket closed so long ago that it is read once and
    then only looked at. `unread_slices` are (id, first number) of the older entries of a register too long
    for one reading.
    """

    docket_id: str
    ref: DocketRef
    source_ids: tuple[int, ...] = ()
    is_closed: bool = False
    is_watched: bool = True
    is_candidate: bool = False
    entry_count: int = 0
    last_entry: date | None = None
    next_hearing: date | None = None
    looked_up_at: str | None = None
    ended_at: str | None = None
    read_at: str | None = None
    news_at: str | None = None
    opinions_at: str | None = None
    arguments_at: str | None = None
    tried_at: str | None = None
    unread_opinions: tuple[int, ...] = ()
    unread_slices: tuple[tuple[int, int], ...] = ()
    changes_at: str | None = None
    labels: tuple[date, ...] = ()
    has_parties: bool = True
    parties_at: str | None = None
    date_filed: date | None = None

    def is_soon(self, today: date) -> bool:
        """Return whether a hearing is near."""
        return self.next_hearing is not None and today <= self.next_hearing <= today + timedelta(
            days=_HEARING_DAYS
        )

    def every_days(self, today: date) -> int:
        """Return how often to look at the docket, in days between looks."""
        is_busy = self.last_entry is not None and self.last_entry >= today - timedelta(days=_ENTRY_DAYS)
        if is_busy or self.is_soon(today):
            return DAILY
        return MONTHLY if self.is_closed else WEEKLY


@dataclass(frozen=True)
class Step:
    """One planned request: its purpose, the dockets or the query, the period, the estimated cost, and the
    reason to make it now."""

    purpose: Purpose
    reason: str
    cost: int
    dockets: tuple[Watched, ...] = ()
    query: Query | None = None
    since: date | None = None
    until: date | None = None
    ids: tuple[int, ...] = ()
    numbers: tuple[int, int] | None = None
    words: str | None = None
    changed_since: str | None = None
    age: float = 0.0

    @property
    def source_ids(self) -> tuple[int, ...]:
        return self.ids or tuple(sorted(number for docket in self.dockets for number in docket.source_ids))


@dataclass(frozen=True)
class Known:
    """What else the plan depends on: when each query last ran, the precedents' opinions, and the citations
    not requested yet."""

    queries_at: tuple[tuple[str, str], ...] = ()
    precedent_ids: tuple[int, ...] = ()
    precedent_citations: tuple[str, ...] = ()
    counted_at: str | None = None
    has_token: bool = True


@dataclass(frozen=True)
class Plan:
    """`steps` in order; `left`, the steps that do not fit; `late`, (docket, days overdue) for looks that have
    to wait.

    `room` is how many requests can be made now; `kept` how many the next day's looks need; `waiting` the new
    dockets whose first pages or parties have to wait.
    """

    steps: tuple[Step, ...]
    left: tuple[Step, ...]
    late: tuple[tuple[Watched, float], ...]
    room: int
    kept: int
    waiting: tuple[Watched, ...] = ()


def days_since(stamp: str | None, now: datetime) -> float | None:
    """Return how many days ago an instant was; None without one."""
    return (now - parse_instant(stamp)).total_seconds() / _DAY_SECONDS if stamp else None
