"""A simulated month with CourtListener: what the plan spends, whom it sees when, and that it is never refused.

    python bench/plan_month.py [DOCKETS ...]

The real planner and the real keeper of limits, on a clock that only waiting moves, against a counter
that refuses as the server does (sliding windows, half a second later than we book). Watched are invented dockets:
a fifth busy (0.3 files a day, a hearing every 45 days), half quiet, the rest closed. One entry in four is known by its
label first and gets its text two to six days later; one in fifty is edited within two weeks. Printed for each
number of dockets and tier: requests by purpose in a settled month, refusals, how long news, texts and edits waited
to be seen, how much of the quota was spent, the longest that a docket with a hearing within 14 days went
without a look, and how many days the first reading of everything takes beside that.
"""

import argparse
import random
import sys
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docket.records import DocketRef
from docket.times import instant
from scrapers.courtlistener.plan import make_plan
from scrapers.courtlistener.queries import QUERIES
from scrapers.courtlistener.steps import FREE_TIER, Known, Purpose, Watched
from scrapers.http.budgets import Budget
from scrapers.http.rate_limit import Turns
from scrapers.source import NotNow

START = datetime(2026, 11, 1, tzinfo=UTC)
DAYS = 30
URL = "https://www.courtlistener.com/api/rest/v4/search/"
TIERS = {
    "free": FREE_TIER,
    "tier 1": ((60, 10), (3600, 75), (86_400, 300)),
    "tier 4": ((60, 25), (3600, 300), (86_400, 1400)),
}
_LATENCY = timedelta(seconds=0.5)


@dataclass
class World:
    """Invented dockets: what was filed in each (ages in hours from the start), its hearings, its length."""

    dockets: list[Watched]
    files: dict[int, list[float]]
    hearings: dict[int, list[int]]
    texts: dict[int, list[tuple[float, float]]]  # (filed, text there), of those that had a label first
    edits: dict[int, list[float]]


def make_world(count: int, is_known: bool) -> World:
    chance, later = (
        random.Random(230),
        random.Random(231),
    )  # the files stay as they were drawn before the rest was
    dockets, files, hearings, texts, edits = [], {}, {}, {}, {}
    for number in range(count):
        kind = chance.choices(("busy", "quiet", "closed"), (0.2, 0.5, 0.3))[0]
        rate = {"busy": 0.3, "quiet": 0.01, "closed": 0.001}[kind]
        moments, at = [], -24.0 * 30
        while (at := at + chance.expovariate(rate) * 24) < DAYS * 24:
            moments.append(at)
        files[number] = moments
        texts[number] = [(m, m + later.uniform(48, 144)) for m in moments if later.random() < 0.25]
        edits[number] = sorted(m + later.uniform(24, 336) for m in moments if later.random() < 0.02)
        first = chance.randrange(45)
        hearings[number] = [first, first + 45] if kind == "busy" else []
        stamp = instant(START - timedelta(hours=chance.uniform(0, 24))) if is_known else None
        dockets.append(
            Watched(
                f"cand-{number}",
                DocketRef("cand", f"3:24-cv-{number:05d}"),
                (number,) if is_known else (),
                is_closed=kind == "closed",
                entry_count=int(chance.lognormvariate(4.2, 0.9)),
                news_at=stamp,
                read_at=stamp and _read_before(later, kind),
                changes_at=stamp,
                opinions_at=stamp,
                arguments_at=stamp,
                looked_up_at=stamp,
            )
        )
    return World(dockets, files, hearings, texts, edits)


def _read_before(chance: random.Random, kind: str) -> str:
    """Return when a docket was read last where all has gone on for long: some time within its rhythm."""
    return instant(START - timedelta(days=chance.uniform(0, {"busy": 30, "quiet": 90, "closed": 365}[kind])))


class Ledger:
    """The promises of the ledger that `Turns` needs, in memory and quick."""

    def __init__(self):
        self.log: list[str] = []
        self.last = None

    def held_until(self, host):
        return None

    def spend(self, host, day):
        pass

    def saw_request(self, host, at):
        self.last = at

    def last_request_at(self, host):
        return self.last

    def log_request(self, host, at):
        insort(self.log, at)

    def requests_since(self, host, at):
        return self.log[bisect_left(self.log, at) :]


class Month:
    """One simulation. `gaps` are the hours between two looks at a docket while a hearing of its was near."""

    def __init__(self, world: World, windows):
        self.world, self.windows = world, windows
        self.now = START
        self.ledger = Ledger()
        budgets = (("*", Budget(pause_seconds=60 / windows[0][1], per_day=None)),)
        self.turns = Turns(self.ledger, budgets, 120, lambda: self.now, self._sleep)
        self.turns.limit(URL, windows)
        self.dockets = {docket.docket_id: docket for docket in world.dockets}
        self.spent: Counter = Counter()
        self.served: list[datetime] = []
        self.refused = 0
        self.waits: list[float] = []
        self.text_waits: list[float] = []
        self.edit_waits: list[float] = []
        self.gaps: dict[str, float] = defaultdict(float)
        self.queries: dict[str, str] = {}
        self.counted_at = None
        self.left = 0

    def _sleep(self, seconds):
        self.now += timedelta(seconds=seconds)

    def run(self) -> "Month":
        hour = 0
        while hour < DAYS * 24:
            self.now = max(self.now, START + timedelta(hours=hour))
            self._turn()
            hour = max(hour + 1, ceil((self.now - START).total_seconds() / 3600))
        return self

    def _turn(self):
        today = self.now.date()
        hours = (self.now - START).total_seconds() / 3600
        dockets = [self._as_of(docket, hours, today) for docket in self.dockets.values()]
        spent = {
            s: len(self.ledger.requests_since("", instant(self.now - timedelta(seconds=s))))
            for s, _ in self.windows
        }
        known = Known(tuple(sorted(self.queries.items())), counted_at=self.counted_at)
        plan = make_plan(dockets, self.windows, spent, self.now, known)
        self.left = len(plan.left)
        try:
            for step in plan.steps:
                self._ask(step)
        except NotNow:
            pass

    def _as_of(self, docket: Watched, hours: float, today) -> Watched:
        """What we know of a docket: files as far as they were looked at, and its next hearing."""
        number = int(docket.docket_id.partition("-")[2])
        seen = docket.news_at or docket.read_at
        if seen is None:
            return docket
        known_to = (datetime.fromisoformat(seen) - START).total_seconds() / 3600
        at = bisect_right(self.world.files[number], known_to)
        last = (START + timedelta(hours=self.world.files[number][at - 1])).date() if at else None
        coming = [START.date() + timedelta(days=day) for day in self.world.hearings[number]]
        asked = (datetime.fromisoformat(docket.changes_at or seen) - START).total_seconds() / 3600
        labels = [
            (START + timedelta(hours=filed)).date()
            for filed, there in self.world.texts[number]
            if filed <= known_to and there > max(asked, self._looked_back(filed, known_to, there))
        ]
        return replace(
            docket,
            last_entry=last,
            next_hearing=next((day for day in coming if day >= today), None),
            labels=tuple(sorted(labels)),
        )

    @staticmethod
    def _looked_back(filed: float, known_to: float, there: float) -> float:
        """Return the text's own moment if the look of `known_to` went back far enough to show it, else -infinity."""
        return there if there <= known_to and filed >= known_to - 48 else float("-inf")

    def _ask(self, step):
        for _ in range(self._pages(step)):
            self.turns.take(URL)
            self._serve()
            self.spent[step.purpose.value] += 1
        at = instant(self.now)
        if step.query:
            self.queries[step.query.name] = at
        if step.purpose is Purpose.COUNT:
            self.counted_at = at
        for docket in step.dockets:
            self._saw(self.dockets[docket.docket_id], step, docket, at)

    def _pages(self, step) -> int:
        if step.purpose is not Purpose.NEWS:
            return step.cost
        first = (datetime.combine(step.since, datetime.min.time(), UTC) - START).total_seconds() / 3600
        hours = (self.now - START).total_seconds() / 3600
        files = (self.world.files[int(docket.docket_id.partition("-")[2])] for docket in step.dockets)
        return max(1, ceil(sum(bisect_right(each, hours) - bisect_left(each, first) for each in files) / 20))

    def _serve(self):
        arrived = self.now + _LATENCY
        for seconds, most in self.windows:
            if len(self.served) - bisect_right(self.served, arrived - timedelta(seconds=seconds)) >= most:
                self.refused += 1
                return
        self.served.append(arrived)

    def _saw(self, docket: Watched, step, shown: Watched, at: str):
        number = int(docket.docket_id.partition("-")[2])
        before, hours = docket.news_at or docket.read_at, (self.now - START).total_seconds() / 3600
        if step.purpose in (Purpose.NEWS, Purpose.READING, Purpose.REREADING):
            if before:
                looked = (datetime.fromisoformat(before) - START).total_seconds() / 3600
                self.waits += [
                    hours - moment for moment in self.world.files[number] if max(looked, 0) < moment <= hours
                ]
                if shown.next_hearing and shown.next_hearing <= (self.now + timedelta(days=13)).date():
                    self.gaps[docket.docket_id] = max(self.gaps[docket.docket_id], hours - looked)
            docket = replace(docket, news_at=at)
        if step.purpose in (Purpose.CHANGES, Purpose.REREADING) and docket.changes_at:
            asked = (datetime.fromisoformat(docket.changes_at) - START).total_seconds() / 3600
            came = [there for _, there in self.world.texts[number]]
            self.text_waits += [hours - there for there in came if max(asked, 0) < there <= hours]
            self.edit_waits += [
                hours - edited for edited in self.world.edits[number] if max(asked, 0) < edited <= hours
            ]
        changes = {
            Purpose.LOOKUP: {"source_ids": (number,), "looked_up_at": at},
            Purpose.READING: {"read_at": at, "changes_at": at},
            Purpose.REREADING: {"read_at": at, "changes_at": at},
            Purpose.CHANGES: {"changes_at": at},
            Purpose.OPINIONS: {"opinions_at": at},
            Purpose.ARGUMENTS: {"arguments_at": at},
        }
        self.dockets[docket.docket_id] = replace(docket, **changes.get(step.purpose, {}))


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0


def print_settled(count: int, tier: str, month: Month) -> None:
    total = sum(month.spent.values())
    purposes = ", ".join(
        f"{name} {spent}" for name, spent in sorted(month.spent.items(), key=lambda item: -item[1])
    )
    longest = max(month.gaps.values(), default=0)
    waits = (
        f"{median(month.waits):.0f} h, {quantile(month.waits, 0.95):.0f} h, {max(month.waits):.0f} h"
        if month.waits
        else "-"
    )
    day = next(most for seconds, most in month.windows if seconds == 86_400)
    later = " | ".join(
        f"{median(hours):.0f} h, {quantile(hours, 0.95):.0f} h" if hours else "-"
        for hours in (month.text_waits, month.edit_waits)
    )
    print(
        f"| {count} | {tier} | {total} | {total / day / DAYS:.0%} | {month.refused} | {waits} | {later} | "
        f"{longest:.1f} h | {purposes} |",
        flush=True,
    )


def print_first(count: int, tier: str, month: Month) -> None:
    found = sum(bool(docket.source_ids) for docket in month.dockets.values())
    read = sum(docket.read_at is not None for docket in month.dockets.values())
    day = next(most for seconds, most in month.windows if seconds == 86_400)
    looks = month.spent["news"] / DAYS
    cost = sum(4 + ceil(docket.entry_count / 20) for docket in month.dockets.values())
    print(
        f"| {count} | {tier} | {sum(month.spent.values())} | {month.refused} | {found} | {read} | "
        f"{cost / max(1, day * 0.9 - looks):.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("dockets", nargs="*", type=int, default=[300, 1000, 5000])
    counts = parser.parse_args().dockets
    print(f"A settled month ({DAYS} days, {len(QUERIES)} discovery searches)\n")
    print(
        "| dockets | tier | requests | of the quota | refused | news waits: median, 95 %, most | texts: median, 95 % | "
        "edits: median, 95 % | hearing near: longest gap | by purpose |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    refused = 0
    for count in counts:
        for tier, windows in TIERS.items():
            month = Month(make_world(count, is_known=True), windows).run()
            print_settled(count, tier, month)
            refused += month.refused
    print("\nThe first month, nothing known but the numbers\n")
    print("| dockets | tier | requests | refused | found | read whole | days to read all |")
    print("|---|---|---|---|---|---|---|")
    for count in counts:
        for tier, windows in TIERS.items():
            month = Month(make_world(count, is_known=False), windows).run()
            print_first(count, tier, month)
            refused += month.refused
    sys.exit(bool(refused))


if __name__ == "__main__":
    main()
