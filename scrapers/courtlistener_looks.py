"""Who is to be looked at, in what order, and what that costs: searches over up to 100 dockets each. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from docket.times import parse_instant
from scrapers.courtlistener_queries import PAGE
from scrapers.courtlistener_watch import BATCH, DAILY, MONTHLY, WEEKLY, Purpose, Step, Watched, days_since

# What came on the register between two looks is asked for with so many days to spare: a filing of
# Friday is put on the register on Monday, and uploads come late.
_OVERLAP_DAYS = 2
_FIRST_LOOK_DAYS = 30
# Runs are hourly and may take longer: what is due within two hours counts as due, so that daily stays daily.
NEARLY = 2 / 24
# With a hearing near, 20 hours are a day: a full hour or a long run may delay a look, and daily it must be.
_NEAR_DAYS = 20 / 24
# Files filed a day, on which the pages of a look are reckoned; a busy week has more, hence the reserve's margin.
_FILES_A_DAY = {DAILY: 0.3, WEEKLY: 0.02, MONTHLY: 0.002}
_MARGIN = 1.5


@dataclass(frozen=True)
class Candidate:
    """A docket with how old its last look is: in rhythms, and in days until the next is due (less than 0: over)."""

    docket: Watched
    is_near: bool
    age: float
    days_left: float
    is_new: bool

    @property
    def order(self) -> tuple:
        return (not self.is_near, -self.age, self.docket.docket_id)

    @property
    def width(self) -> int:
        return len(self.docket.source_ids)


@dataclass(frozen=True)
class Looks:
    """The looks that are due: `near` have a docket with a hearing soon in them, `far` have none."""

    near: list[Step]
    far: list[Step]
    candidates: list[Candidate]
    now: datetime

    def cost_within(self, days: float, is_near_only: bool = False, is_due_too: bool = True) -> int:
        """Return what the looks will cost that come due within so many days, a daily one again after today's."""
        coming = [
            one for one in self.candidates
            if (one.is_near or not is_near_only) and one.days_left <= days and (is_due_too and days >= 1 or one.days_left > NEARLY)
        ]  # fmt: skip
        return ceil(_MARGIN * sum(_cost(batch, self.now) for batch in _batches(coming)))


def find_looks(dockets: list[Watched], now: datetime) -> Looks:
    """Return the searches for news that are due: who has a hearing soon first, then the longest overdue.

    A batch that is not full takes along whoever is due next: 100 dockets cost what one costs.
    """
    candidates = sorted(
        (_candidate(docket, now) for docket in dockets if docket.source_ids and docket.is_watched), key=lambda one: one.order
    )
    due = [one for one in candidates if one.days_left <= NEARLY]
    near, far = [one for one in due if one.is_near], [one for one in due if not one.is_near]
    waiting = sorted((one for one in candidates if one.days_left > NEARLY), key=lambda one: one.order[1:])
    _fill(near, far)
    _fill(far, waiting)
    return Looks(*([_look(batch, now) for batch in _batches(group)] for group in (near, far)), candidates, now)


def _candidate(docket: Watched, now: datetime) -> Candidate:
    is_near = docket.is_soon(now.date())
    days = _NEAR_DAYS if is_near else docket.every_days(now.date())
    ago = days_since(docket.news_at or docket.read_at, now)
    age, left = (float("inf"), -float("inf")) if ago is None else (ago / days, days - ago)
    return Candidate(docket, is_near, age, left, ago is None)


def over(docket: Watched, now: datetime) -> float:
    """Return by how many days the next look at a docket is overdue; infinite for one never looked at."""
    return -_candidate(docket, now).days_left


def _fill(group: list[Candidate], others: list[Candidate]) -> None:
    """Move from `others`, in their order, as many as fill the last batch of `group`; nothing where it has none."""
    width = sum(one.width for one in group)
    full = ceil(width / BATCH) * BATCH
    while others and width + others[0].width <= full:
        group.append(others.pop(0))
        width += group[-1].width


def _batches(candidates: list[Candidate]):
    """Yield lists of at most BATCH ids, those never looked at apart: their window is longer."""
    for is_new in (True, False):
        batch, width = [], 0
        for one in candidates:
            if one.is_new is not is_new:
                continue
            if batch and width + one.width > BATCH:
                yield batch
                batch, width = [], 0
            batch.append(one)
            width += one.width
        if batch:
            yield batch


def _since(batch: list[Candidate], now: datetime) -> date:
    looks = [one.docket.news_at or one.docket.read_at for one in batch]
    if None in looks:
        return now.date() - timedelta(days=_FIRST_LOOK_DAYS)
    return parse_instant(min(looks)).date() - timedelta(days=_OVERLAP_DAYS)


def _cost(batch: list[Candidate], now: datetime) -> int:
    days = (now.date() - _since(batch, now)).days
    return max(1, ceil(sum(_FILES_A_DAY[one.docket.every_days(now.date())] for one in batch) * days / PAGE))


def _look(batch: list[Candidate], now: datetime) -> Step:
    daily = sum(one.docket.every_days(now.date()) == DAILY for one in batch)
    age = max(one.age for one in batch)
    words = "never looked at" if age == float("inf") else f"the oldest {age:.1f} times its rhythm ago"
    return Step(
        Purpose.NEWS, f"{len(batch)} dockets, {daily} of them due daily; {words}", _cost(batch, now),
        tuple(one.docket for one in batch), since=_since(batch, now), age=age,
    )  # fmt: skip
