"""What to request from CourtListener next, and what has to wait: a pure function of what we know. No clock,
no network.

A docket with a hearing within 14 days or an entry within 30 is due daily, an open one every 7 days, a closed
one every 30. One search looks at up to 100 dockets, so a look is cheap and reading a whole docket is not.
Looks come first; then the first pages and parties of new dockets (the newest filing first, with half of what
is left of the day's quota); then discovery, with a tenth of the day; then look-ups, readings and what is
known to be missing, as far as the next day's looks leave room. What is left goes to requests that may still
gain something (gains.py) and to discovery again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import TypeVar

from docket.courts import load_courts
from docket.times import parse_instant
from scrapers.courtlistener.gains import (
    REREAD_DAYS,
    USUAL_ENTRIES_NEW,
    find_gains,
    find_missing,
    is_newly_filed,
    plan_parties,
    plan_reading,
    wants_parties,
)
from scrapers.courtlistener.queries import PAGE, QUERIES, Query, Route
from scrapers.courtlistener.steps import (
    BATCH,
    DAILY,
    MONTHLY,
    NEARLY,
    SLICE,
    WEEKLY,
    Known,
    Plan,
    Purpose,
    Step,
    Watched,
    days_since,
)

_Thing = TypeVar("_Thing")

# A look also covers this many days before the previous look: Friday's filing is put on the register on
# Monday, and uploads come late.
_OVERLAP_DAYS = 2
_FIRST_LOOK_DAYS = 30
# With a hearing near, 20 hours count as a day: a full hour or a long run can delay a look, and looks must be
# daily.
_NEAR_DAYS = 20 / 24
# Files filed per day, from which the pages of a look are estimated; a busy week has more, hence the reserve's
# margin.
_FILES_A_DAY = {DAILY: 0.3, WEEKLY: 0.02, MONTHLY: 0.002}
_MARGIN = 1.5


@dataclass(frozen=True)
class Candidate:
    """A docket, the age of its last look in rhythms, and the days until the next is due (negative:
    overdue)."""

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
    """The looks that are due: those in `near` include a docket with a hearing soon, those in `far` do not."""

    near: list[Step]
    far: list[Step]
    candidates: list[Candidate]
    now: datetime

    def cost_of_day(self, is_near_only: bool = False) -> int:
        """Return the requests for the looks that come due within a day; a daily look comes due again after
        today's."""
        coming = [
            candidate
            for candidate in self.candidates
            if (candidate.is_near or not is_near_only) and candidate.days_left <= 1
        ]
        return ceil(_MARGIN * sum(_cost(batch, self.now) for batch in _batches(coming)))


def find_looks(dockets: list[Watched], now: datetime) -> Looks:
    """Return the searches for news that are due: dockets with a hearing soon first, then the longest overdue.

    A batch that is not full also takes the dockets due next, since 100 dockets cost the same as one. So those
    that ended long ago are looked at, too: nothing else finds one that is active again.
    """
    candidates = sorted(
        (_candidate(docket, now) for docket in dockets if docket.source_ids),
        key=lambda candidate: candidate.order,
    )
    due = [candidate for candidate in candidates if candidate.days_left <= NEARLY]
    near = [candidate for candidate in due if candidate.is_near]
    far = [candidate for candidate in due if not candidate.is_near]
    waiting = sorted(
        (candidate for candidate in candidates if candidate.days_left > NEARLY),
        key=lambda candidate: candidate.order[1:],
    )
    _fill(near, far)
    _fill(far, waiting)
    return Looks(
        [_look(batch, now) for batch in _batches(near)],
        [_look(batch, now) for batch in _batches(far)],
        candidates,
        now,
    )


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
    """Move as many candidates from `others`, in order, as fill the last batch of `group`; none if `group` is
    empty."""
    width = sum(candidate.width for candidate in group)
    full = ceil(width / BATCH) * BATCH
    while others and width + others[0].width <= full:
        group.append(others.pop(0))
        width += group[-1].width


def _batches(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Yield lists of at most BATCH candidates; those never looked at are separate, since their window is
    longer."""
    for is_new in (True, False):
        alike = [candidate for candidate in candidates if candidate.is_new is is_new]
        yield from _by_width(alike, lambda candidate: candidate.width)


def _by_width(things: list[_Thing], width_of: Callable[[_Thing], int]) -> Iterator[list[_Thing]]:
    """Yield the things in order, as many at a time as fit one search."""
    batch: list[_Thing] = []
    for thing in things:
        if batch and sum(map(width_of, batch)) + width_of(thing) > BATCH:
            yield batch
            batch = []
        batch.append(thing)
    if batch:
        yield batch


def _since(batch: list[Candidate], now: datetime) -> date:
    looks = [
        look
        for candidate in batch
        if (look := candidate.docket.news_at or candidate.docket.read_at) is not None
    ]
    if len(looks) < len(batch):
        return now.date() - timedelta(days=_FIRST_LOOK_DAYS)
    return parse_instant(min(looks)).date() - timedelta(days=_OVERLAP_DAYS)


def _cost(batch: list[Candidate], now: datetime) -> int:
    days = (now.date() - _since(batch, now)).days
    return max(
        1,
        ceil(sum(_FILES_A_DAY[candidate.docket.every_days(now.date())] for candidate in batch) * days / PAGE),
    )


def _look(batch: list[Candidate], now: datetime) -> Step:
    daily = sum(candidate.docket.every_days(now.date()) == DAILY for candidate in batch)
    age = max(candidate.age for candidate in batch)
    words = "never looked at" if age == float("inf") else f"the oldest {age:.1f} times its rhythm ago"
    return Step(
        Purpose.NEWS,
        f"{len(batch)} dockets, {daily} of them due daily; {words}",
        _cost(batch, now),
        tuple(candidate.docket for candidate in batch),
        since=_since(batch, now),
        age=age,
    )


_LOOKUP_DAYS = 30  # days until a watched docket that was missing is looked up again
_ABSENT_DAYS = 90  # the same for one that is no longer watched
_COUNT_PAGES = 10
# Courts whose dockets CourtListener has; of a state's courts it has only appeals, as opinions, which search
# finds.
_THERE = frozenset({"district", "appellate", "bankruptcy", "special", "jpml"})


def plan_new(dockets: list[Watched], now: datetime) -> list[Step]:
    """Return the look-ups, first readings and requests for parties of recently filed dockets, the newest
    filing first."""
    fresh = [docket for docket in dockets if is_newly_filed(docket, now)]
    fresh.sort(key=lambda docket: (docket.date_filed or date.min, docket.docket_id), reverse=True)
    steps = []
    for docket in fresh:
        if docket.source_ids and docket.read_at is None:
            if _may_try(docket, now):
                steps.append(plan_reading(docket, "new, no sheet yet", usual=USUAL_ENTRIES_NEW))
        elif wants_parties(docket, now):
            steps.append(plan_parties(docket, now))
        elif _is_to_look_up(docket, now):
            steps.append(Step(Purpose.LOOKUP, "not found yet", 1, (docket,)))
    return steps


def plan_backlog(dockets: list[Watched], known: Known, now: datetime) -> list[Step]:
    """Return look-ups and readings: open before closed, reviewed before candidates, hearings soon first."""
    today = now.date()
    ordered = sorted(
        dockets, key=lambda d: (d.is_candidate, not d.is_watched, d.every_days(today), d.docket_id)
    )
    argued = [d for d in ordered if _system_of(d) == "appellate"]
    steps = _batched(ordered, now, Purpose.OPINIONS, lambda d: d.opinions_at)
    steps += _batched(argued, now, Purpose.ARGUMENTS, lambda d: d.arguments_at)
    steps += _in_turn(
        [Step(Purpose.LOOKUP, "not found yet", 1, (d,)) for d in ordered if _is_to_look_up(d, now)],
        [
            plan_reading(d, "never read")
            for d in ordered
            if d.source_ids and d.read_at is None and _may_try(d, now)
        ],
        find_missing(ordered, now),
    )
    steps += [
        Step(Purpose.OPINION, "text not read yet", 2, (d,), ids=(number,))
        for d in ordered
        for number in d.unread_opinions
    ]
    steps += [
        Step(
            Purpose.SLICE,
            f"entries {first} to {first + SLICE - 1} of a long register",
            SLICE // PAGE,
            (d,),
            ids=(source_id,),
            numbers=(first, first + SLICE - 1),
        )
        for d in ordered
        for source_id, first in d.unread_slices
    ]
    if (days := days_since(known.counted_at, now)) is None or days >= MONTHLY:
        steps.append(Step(Purpose.COUNT, "the courts' own count, once a month", _COUNT_PAGES))
    for docket in ordered:
        days = days_since(docket.read_at, now)
        if (
            docket.is_watched
            and _may_try(docket, now)
            and days is not None
            and days >= REREAD_DAYS[docket.every_days(today)]
        ):
            steps.append(plan_reading(docket, f"read {days:.0f} days ago", Purpose.REREADING))
    return steps


def _in_turn(*queues: list[Step]) -> list[Step]:
    """Return the lists merged so that each gets the same share of the cost: otherwise, with 5,000 dockets,
    none would be read for weeks."""
    in_turn, costs, waiting = [], [0] * len(queues), [queue[::-1] for queue in queues]
    while any(waiting):
        place = min((n for n, queue in enumerate(waiting) if queue), key=lambda n: (costs[n], n))
        in_turn.append(waiting[place].pop())
        costs[place] += in_turn[-1].cost
    return in_turn


def _may_try(docket: Watched, now: datetime) -> bool:
    """Return whether a reading may be tried: a docket that could not be read waits for a day."""
    days = days_since(docket.tried_at, now)
    return days is None or days >= 1


def _is_to_look_up(docket: Watched, now: datetime) -> bool:
    """Return whether a docket must be looked up. Federal dockets only: CourtListener has no state trial
    courts, and state appeals only as opinions, which search finds."""
    is_there = _system_of(docket) in _THERE and docket.ref.docket_number
    if docket.source_ids or not is_there or not _may_try(docket, now):
        return False
    days = days_since(docket.looked_up_at, now)
    if days is None:
        return True
    if docket.ended_at and docket.ended_at > (docket.looked_up_at or ""):  # it has another id now
        return days >= WEEKLY
    return days >= (_LOOKUP_DAYS if docket.is_watched else _ABSENT_DAYS)


def _system_of(docket: Watched) -> str | None:
    court = load_courts().get(docket.ref.court_id)
    return court.system if court else None


def _batched(
    dockets: list[Watched], now: datetime, purpose: Purpose, at: Callable[[Watched], str | None]
) -> list[Step]:
    """Return searches over up to 100 dockets each, due a week after the last."""
    due = [
        d
        for d in dockets
        if d.source_ids
        and ((days := days_since(at(d), now)) is None or days >= WEEKLY)
        and (d.is_watched or at(d) is None)
    ]
    batches = _by_width(due, lambda d: len(d.source_ids))
    return [Step(purpose, f"{len(batch)} dockets, weekly", 1, tuple(batch)) for batch in batches]


DISCOVERY_SHARE = 0.10
_NEW_SHARE = 0.5  # share of the rest of the day after the looks, for new dockets' first pages and parties
_NO_LIMIT = 1_000_000
# Optional requests leave this share of the day for what comes up: a docket found, a missing text.
_RESERVE_SHARE = 0.05


def make_plan(
    dockets: list[Watched],
    windows: tuple[tuple[int, int], ...],
    spent: dict[int, int],
    now: datetime,
    known: Known | None = None,
) -> Plan:
    """Return the plan. `spent` are the requests made in each of the `windows` (seconds) up to `now`.

    The shortest window only slows requests down, so it does not limit the plan. All requests except looks at
    dockets with a hearing soon leave room in the day's limit for the next day's such looks; the hour's needs
    none, since a look counts as due before the next run.
    """
    known = known or Known()
    longest, day_limit = max(windows)
    room = max(
        0, min((most - spent.get(seconds, 0) for seconds, most in windows if seconds > 60), default=_NO_LIMIT)
    )
    day_left = max(0, day_limit - spent.get(longest, 0))
    looks = find_looks(dockets if known.has_token else [], now)
    reserve = min(looks.cost_of_day(), day_left)
    searches = _plan_searches(known, now)
    spent_today = sum(
        QUERIES[name].cost
        for name, stamp in known.queries_at
        if name in QUERIES and (days := days_since(stamp, now)) is not None and days < 1
    )
    allowance = max(0, ceil(day_limit * DISCOVERY_SHARE) - spent_today)
    steps: list[Step] = []
    postponed: list[Step] = []
    later: list[Step] = []

    def open_room(used: int, is_near_only: bool) -> int:
        return min(room, day_left - looks.cost_of_day(is_near_only)) - used

    used = _take(looks.near, room, steps, postponed)
    used += _take(looks.far, open_room(used, is_near_only=True), steps, postponed)
    before = len(steps)
    newest = plan_new(dockets, now) if known.has_token else []
    share = int(_NEW_SHARE * (day_left - used))
    used += _take(newest, min(open_room(used, is_near_only=True), share), steps, [])
    asked = {(step.purpose, step.dockets) for step in steps[before:]}
    used += _take(searches, min(open_room(used, is_near_only=True), allowance), steps, later)
    free = open_room(used, is_near_only=False)

    backlog = plan_backlog(dockets, known, now) if known.has_token else []
    owed = _take(
        [step for step in backlog if (step.purpose, step.dockets) not in asked], free, steps, postponed
    )
    gains = find_gains(dockets, now) if known.has_token else []
    # Requests that nothing needs are used for what may gain something, including discovery of the past.
    spare = day_left - used - owed - looks.cost_of_day() - ceil(day_limit * _RESERVE_SHARE)
    _take(_in_turn(later, gains), min(free - owed, spare), steps, postponed)
    late = [
        (docket, days)
        for step in postponed
        if step.purpose is Purpose.NEWS
        for docket in step.dockets
        if (days := over(docket, now)) > 0  # not one that was only taken along
    ]
    late.sort(key=lambda item: -item[1])
    begun = {(step.purpose, step.dockets) for step in steps}
    waiting = [step.dockets[0] for step in newest if (step.purpose, step.dockets) not in begun]
    return Plan(tuple(steps), tuple(postponed), tuple(late), room, reserve, tuple(waiting))


def _take(steps: list[Step], room: int, taken: list[Step], left: list[Step]) -> int:
    """Put the steps that fit into `taken`, the others into `left`; a step that costs too much does not stop a
    smaller one after it. Return the cost of those taken."""
    used = 0
    for step in steps:
        if used + step.cost <= room:
            used += step.cost
            taken.append(step)
        else:
            left.append(step)
    return used


def _plan_searches(known: Known, now: datetime) -> list[Step]:
    """Return the discovery searches that are due, the longest overdue first."""
    ran = dict(known.queries_at)
    searches: list[tuple[Query, Step]] = []
    for query in QUERIES.values():
        if query.route is Route.CITES and not known.precedent_ids:
            continue
        days = days_since(ran.get(query.name), now)
        if days is not None and days < query.every_days - NEARLY:
            continue
        since = None if days is None else now.date() - timedelta(days=query.window_days + int(days))
        if (query.route is Route.PLATFORM or query.skips_days) and since is None:
            since = now.date() - timedelta(days=query.window_days)
        age = float("inf") if days is None else days / query.every_days
        reason = "never asked" if days is None else f"asked {days:.0f} days ago, due every {query.every_days}"
        ids = known.precedent_ids[:BATCH] if query.route is Route.CITES else ()
        until = now.date() - timedelta(days=query.skips_days) if query.skips_days else None
        step = Step(
            Purpose.DISCOVERY, reason, query.cost, query=query, since=since, until=until, ids=ids, age=age
        )
        searches.append((query, step))
    searches.sort(
        key=lambda search: (search[0].year is not None, search[0].route is Route.PLATFORM, -search[1].age)
    )
    steps = [step for _, step in searches]
    news = [step for query, step in searches if query.year is None and query.route is not Route.PLATFORM]
    precedents = [
        Step(Purpose.PRECEDENT, f"which opinion is {cite}", 1, words=cite)
        for cite in known.precedent_citations
    ]
    return news + precedents + steps[len(news) :]
