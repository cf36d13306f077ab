"""What CourtListener is asked when the looks are done: look-ups, decisions, whole readings. Pure."""

from collections.abc import Callable
from datetime import datetime
from math import ceil

from docket.courts import load_courts
from scrapers.courtlistener_queries import PAGE
from scrapers.courtlistener_watch import BATCH, DAILY, MONTHLY, SLICE, WEEKLY, Known, Purpose, Step, Watched, days_since

_LOOKUP_DAYS, _ABSENT_DAYS = 30, 90            # a docket that was not there is looked up again so much later
_REREAD_DAYS = {DAILY: 30, WEEKLY: 90, MONTHLY: 365}
_USUAL_ENTRIES = 80                            # of a docket not read yet
_BESIDE_PAGES = 3                              # header, parties and lawyers of a reading
_COUNT_PAGES = 10
# Courts whose dockets are there; of a state's only appeals are, as opinions, and search finds those.
_THERE = frozenset({"district", "appellate", "bankruptcy", "special", "jpml"})


def plan_backlog(dockets: list[Watched], known: Known, now: datetime) -> list[Step]:
    """Return look-ups and readings: open before closed, reviewed before candidates, hearings soon first."""
    today = now.date()
    ordered = sorted(dockets, key=lambda d: (d.is_candidate, not d.is_watched, d.every_days(today), d.docket_id))
    steps = _batched(ordered, now, Purpose.OPINIONS, lambda d: d.opinions_at, lambda d: True)
    steps += _batched(ordered, now, Purpose.ARGUMENTS, lambda d: d.arguments_at, _argues)
    steps += _in_turn(
        [_lookup(d) for d in ordered if _is_to_look_up(d, now)],
        [_reading(d, "never read") for d in ordered if d.source_ids and d.read_at is None and _may_try(d, now)],
    )
    steps += [
        Step(Purpose.OPINION, "text not read yet", 2, (d,), ids=(number,)) for d in ordered for number in d.unread_opinions
    ]
    steps += [_slice(d, *part) for d in ordered for part in d.unread_slices]
    if (days := days_since(known.counted_at, now)) is None or days >= MONTHLY:
        steps.append(Step(Purpose.COUNT, "the courts' own count, once a month", _COUNT_PAGES))
    for docket in ordered:
        days = days_since(docket.read_at, now)
        if docket.is_watched and _may_try(docket, now) and days is not None and days >= _REREAD_DAYS[docket.every_days(today)]:
            steps.append(_reading(docket, f"read {days:.0f} days ago", Purpose.REREADING))
    return steps


def _in_turn(one: list[Step], other: list[Step]) -> list[Step]:
    """Return both lists as one in which they cost the same all along: of 5,000 dockets none would be read for weeks else."""
    found, costs, queues = [], [0, 0], [one[::-1], other[::-1]]
    while queues[0] or queues[1]:
        place = 0 if queues[0] and (costs[0] <= costs[1] or not queues[1]) else 1
        found.append(queues[place].pop())
        costs[place] += found[-1].cost
    return found


def _may_try(docket: Watched, now: datetime) -> bool:
    """A docket that could not be read has its next turn after a day."""
    days = days_since(docket.tried_at, now)
    return days is None or days >= 1


def _is_to_look_up(docket: Watched, now: datetime) -> bool:
    """Federal dockets only: a state's trial courts are not there, its appeals as opinions, found by search."""
    court = load_courts().get(docket.ref.court_id)
    if docket.source_ids or court is None or court.system not in _THERE or not docket.ref.docket_number:
        return False
    days = days_since(docket.looked_up_at, now)
    return days is None or days >= (_LOOKUP_DAYS if docket.is_watched else _ABSENT_DAYS)


def _lookup(docket: Watched) -> Step:
    return Step(Purpose.LOOKUP, "not found yet", 1, (docket,))


def _argues(docket: Watched) -> bool:
    court = load_courts().get(docket.ref.court_id)
    return court is not None and court.system == "appellate"


def _batched(dockets: list[Watched], now: datetime, purpose: Purpose, at: Callable, may: Callable) -> list[Step]:
    """Return searches over up to 100 dockets each, a week after the last."""
    due = [d for d in dockets if d.source_ids and may(d) and ((days := days_since(at(d), now)) is None or days >= WEEKLY)
           and (d.is_watched or at(d) is None)]  # fmt: skip
    batches, batch = [], []
    for docket in due:
        if batch and sum(len(d.source_ids) for d in batch) + len(docket.source_ids) > BATCH:
            batches.append(batch)
            batch = []
        batch.append(docket)
    batches += [batch] if batch else []
    return [Step(purpose, f"{len(batch)} dockets, weekly", 1, tuple(batch)) for batch in batches]


def _slice(docket: Watched, source_id: int, first: int) -> Step:
    numbers = (first, first + SLICE - 1)
    words = f"entries {numbers[0]} to {numbers[1]} of a long register"
    return Step(Purpose.SLICE, words, SLICE // PAGE, (docket,), ids=(source_id,), numbers=numbers)


def _reading(docket: Watched, reason: str, purpose: Purpose = Purpose.READING) -> Step:
    pages = ceil(min(docket.entry_count or _USUAL_ENTRIES, SLICE) / PAGE)
    return Step(purpose, reason, len(docket.source_ids) * (_BESIDE_PAGES + pages), (docket,), ids=docket.source_ids)
