"""What is known about a watched docket, and what CourtListener may be asked about it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from docket.records import DocketRef
from docket.times import parse_instant
from scrapers.courtlistener.queries import Query

FREE_TIER = ((60, 5), (3600, 50), (86_400, 125))
BATCH = 100  # dockets in one search; the longest query it takes is not known
DAILY = 1  # days between two looks at a docket, here and in the next two
WEEKLY = 7
MONTHLY = 30
SLICE = 300  # entries that one reading takes at most
# Runs are hourly and may take longer: what is due within two hours counts as due, so that daily stays daily.
NEARLY = 2 / 24
_HEARING_DAYS = 14  # days before a hearing in which its docket is looked at daily
_ENTRY_DAYS = 30  # days: a docket with an entry since then is busy
_DAY_SECONDS = 86_400


class Purpose(StrEnum):
    NEWS = "news"  # what was filed lately, 100 dockets a search
    LOOKUP = "lookup"  # which of its dockets is ours
    READING = "reading"  # header, register and parties, whole
    SLICE = "slice"  # the older entries of a register too long for one reading
    REREADING = "rereading"  # the same again: what left the register, whatever else a look cannot show
    CHANGES = "changes"  # entries written or changed since they were last read: texts, edits, late uploads
    PARTIES = "parties"  # header, parties and lawyers only, of a docket read before its parties were there
    OPINIONS = "opinions"  # decisions of our dockets, 100 a search
    ARGUMENTS = "arguments"  # recordings of oral arguments, 100 a search
    OPINION = "opinion"  # one opinion's text
    PRECEDENT = "precedent"  # the ids of a leading decision, for `cites:`
    DISCOVERY = "discovery"  # new dockets
    COUNT = "count"  # the FJC's own list, against which our coverage is measured


@dataclass(frozen=True)
class Watched:
    """One docket, what it asks of us, and when it was last looked at. Instants are UTC with ``Z``.

    `source_ids` are CourtListener's; `news_at` the last look at what was filed, `read_at` the last whole
    reading, `changes_at` since when the changes of its entries are not known, `parties_at` when its parties
    were last asked for, `tried_at` the last attempt at a reading, `looked_up_at` the last search for its id,
    `ended_at` when the last of its ids was found to be one no more. `labels` are the days of the entries known
    by their label only. `is_watched` is false for one closed so long that it is read once and then only looked
    at. `unread_slices` are (id, first number) of the older entries of a register too long for one reading.
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
        """Whether a hearing is near."""
        return self.next_hearing is not None and today <= self.next_hearing <= today + timedelta(
            days=_HEARING_DAYS
        )

    def every_days(self, today: date) -> int:
        """Return the rhythm that the docket asks for."""
        is_busy = self.last_entry is not None and self.last_entry >= today - timedelta(days=_ENTRY_DAYS)
        if is_busy or self.is_soon(today):
            return DAILY
        return MONTHLY if self.is_closed else WEEKLY


@dataclass(frozen=True)
class Step:
    """One question: its purpose, the dockets or the query, the period, the estimated cost, and the reason to
    ask now."""

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
    """What else the plan rests on: when each query last ran, the precedents' opinions, and their citations
    not asked for yet."""

    queries_at: tuple[tuple[str, str], ...] = ()
    precedent_ids: tuple[int, ...] = ()
    precedent_citations: tuple[str, ...] = ()
    counted_at: str | None = None
    has_token: bool = True


@dataclass(frozen=True)
class Plan:
    """`steps` in their order, `left` what does not fit, `late` (docket, days over) of looks that have to wait.

    `room` is how many requests may be made at once; `kept` how many the next day's looks need; `waiting` the new
    dockets whose first pages or parties have to wait.
    """

    steps: tuple[Step, ...]
    left: tuple[Step, ...]
    late: tuple[tuple[Watched, float], ...]
    room: int
    kept: int
    waiting: tuple[Watched, ...] = ()


def days_since(stamp: str | None, now: datetime) -> float | None:
    """Return how many days ago an instant was, None for none."""
    return (now - parse_instant(stamp)).total_seconds() / _DAY_SECONDS if stamp else None
