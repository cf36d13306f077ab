"""What to ask CourtListener next, and what has to wait: a pure function of what we know. No clock, no network.

One search looks at up to 100 dockets, so that looking is cheap and reading a docket whole is not: looks
come first, then a tenth of the day for discovery, then look-ups and readings, as far as the next day's
looks leave room, and discovery again.
"""

from datetime import datetime, timedelta
from math import ceil

from scrapers.courtlistener_backlog import plan_backlog
from scrapers.courtlistener_looks import NEARLY, find_looks, over
from scrapers.courtlistener_queries import QUERIES, Route
from scrapers.courtlistener_watch import BATCH, Known, Plan, Purpose, Step, Watched, days_since

DISCOVERY_SHARE = 0.10
_DAY_SECONDS = 86_400
_NO_LIMIT = 1_000_000
_NEXT_HOURS = 2 / 24                           # of a day: a full hour makes the run after it late


def make_plan(
    dockets: list[Watched], windows: tuple[tuple[int, int], ...], spent: dict[int, int], now: datetime, known: Known = Known()
) -> Plan:
    """Return the plan. `spent` are the requests made in each of `windows`' seconds until `now`.

    The shortest window only slows the requests down, so that it takes no room here. Whatever is not a look at a
    docket with a hearing soon leaves room for those of the next hours (in the hour) and of the next day (in the day).
    """
    longest = max((seconds for seconds, _ in windows), default=_DAY_SECONDS)
    room = max(0, min((most - spent.get(seconds, 0) for seconds, most in windows if seconds > 60), default=_NO_LIMIT))
    day_limit = next((most for seconds, most in windows if seconds == longest), _NO_LIMIT)
    day_left = max(0, day_limit - spent.get(longest, 0))
    looks = find_looks(dockets if known.has_token else [], now)
    kept = min(looks.cost_within(1), day_left)
    searches = _plan_searches(known, now)
    allowance = max(0, ceil(day_limit * DISCOVERY_SHARE) - _discovery_spent(known, now))
    taken, left, later = [], [], []

    def open_room(used: int, is_near_only: bool) -> int:
        in_hour = room - used - looks.cost_within(_NEXT_HOURS, is_near_only, is_due_too=False)
        return min(in_hour, day_left - used - looks.cost_within(1, is_near_only))

    used = _take(looks.near, room, taken, left)
    used += _take(looks.far, open_room(used, is_near_only=True), taken, left)
    used += _take(searches, min(open_room(used, is_near_only=True), allowance), taken, later)
    free = open_room(used, is_near_only=False)
    free -= _take(plan_backlog(dockets, known, now) if known.has_token else [], free, taken, left)
    _take(later, free, taken, left)              # what nobody else needs is discovery's, too
    late = [(docket, over(docket, now)) for step in left if step.purpose is Purpose.NEWS for docket in step.dockets]
    return Plan(tuple(taken), tuple(left), tuple(sorted(late, key=lambda item: -item[1])), room, kept)


def _take(steps: list[Step], room: int, taken: list[Step], left: list[Step]) -> int:
    """Put what fits into `taken`; a step that costs too much does not stop a smaller one behind it."""
    used = 0
    for step in steps:
        if used + step.cost <= room:
            used += step.cost
            taken.append(step)
        else:
            left.append(step)
    return used


def _discovery_spent(known: Known, now: datetime) -> int:
    """What the last day's discovery cost, as far as the looks that we remember say."""
    ran = (QUERIES[name] for name, stamp in known.queries_at if name in QUERIES and days_since(stamp, now) < 1)
    return sum(query.cost for query in ran)


def _plan_searches(known: Known, now: datetime) -> list[Step]:
    """Return the discovery searches that are due, the longest overdue first."""
    ran, steps = dict(known.queries_at), []
    for query in QUERIES.values():
        if query.route is Route.CITES and not known.precedent_ids:
            continue
        days = days_since(ran.get(query.name), now)
        if days is not None and days < query.every_days - NEARLY:
            continue
        since = None if days is None else now.date() - timedelta(days=query.window_days + int(days))
        if query.route is Route.PLATFORM and since is None:
            since = now.date() - timedelta(days=query.window_days)
        age = float("inf") if days is None else days / query.every_days
        reason = "never asked" if days is None else f"asked {days:.0f} days ago, due every {query.every_days}"
        ids = known.precedent_ids[:BATCH] if query.route is Route.CITES else ()
        steps.append(Step(Purpose.DISCOVERY, reason, query.cost, query=query, since=since, ids=ids, age=age))
    steps.sort(key=lambda step: (step.query.year is not None, step.query.route is Route.PLATFORM, -step.age))
    news = [step for step in steps if step.query.year is None and step.query.route is not Route.PLATFORM]
    return news + _plan_precedents(known) + steps[len(news):]


def _plan_precedents(known: Known) -> list[Step]:
    return [Step(Purpose.PRECEDENT, f"which opinion is {cite}", 1, words=cite) for cite in known.precedent_citations]
