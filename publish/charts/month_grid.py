"""A month of hearings as a grid of weeks: the current day of each, and its earlier days. Pure."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from publish.feeds.ical import Slot, past_slots
from publish.words import HEARING_STATUSES, MONTH_NAMES

_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_OFF = ("vacated", "not_held", "withdrawn")


@dataclass(frozen=True)
class Month:
    """A calendar month; `text` is its form in addresses, 2026-06."""

    year: int
    number: int

    @property
    def text(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def words(self) -> str:
        return f"{MONTH_NAMES[self.number - 1]} {self.year}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def holds(self, day: str) -> bool:
        return day[:7] == self.text


def read_month(text: str) -> Month | None:
    """Return the month that ``2026-06`` names, from 1900 to 2099; None for any other text."""
    return Month(int(text[:4]), int(text[5:])) if _MONTH.fullmatch(text) else None


@dataclass(frozen=True)
class Stand:
    """One hearing on one day: whether that is still its day, and what became of it as a mark and a word."""

    hearing: dict
    day: str
    mark: str
    word: str
    is_struck: bool


def stands(hearing: dict, steps: list[dict], today: str) -> list[Stand]:
    """Return each known day of a hearing: its current day, and those it was moved from or that were vacated.

    A hearing known only to its week or month has no day. If it was set for a day before `today` (at its
    court) and nothing was seen since, the result is not known.
    """
    marked = []
    now = None
    if hearing["date_from"]:
        now = Slot(hearing["date_from"], hearing["date_to"], hearing["precision"], hearing["time_local"])
        if now.is_a_day:
            word, mark = HEARING_STATUSES.get(hearing["status"], HEARING_STATUSES["unknown"])
            # On the day it was moved to, it is "set"; "moved" goes with the day it left.
            if hearing["status"] in ("moved", "scheduled"):
                word, mark = HEARING_STATUSES["scheduled"]
                if now.date_from < today:
                    word, mark = (
                        "Not known: it was set for this day, and the day has passed",
                        HEARING_STATUSES["unknown"][1],
                    )
            marked.append(Stand(hearing, now.date_from, mark, word, hearing["status"] in _OFF))
    for slot, why, _ in past_slots(steps, now):
        if slot.is_a_day:
            is_moved = why.startswith("moved")
            mark = HEARING_STATUSES["moved" if is_moved else "vacated"][1]
            marked.append(Stand(hearing, slot.date_from, mark, f"{why[:1].upper()}{why[1:]}", True))
    return marked


def spans_of(month: Month, hearings: list[dict]) -> tuple[list[list[dict]], list[dict]]:
    """Return the hearings known only to a week, for each week of the month, and those known only to the
    month."""
    weeks = Calendar(firstweekday=6).monthdatescalendar(month.year, month.number)
    by_week = [
        [
            hearing
            for hearing in hearings
            if hearing["precision"] == "week"
            and hearing["date_from"] <= week[-1].isoformat()
            and (hearing["date_to"] or hearing["date_from"]) >= week[0].isoformat()
        ]
        for week in weeks
    ]
    placed = {hearing["hearing_id"] for week in by_week for hearing in week}
    return by_week, [hearing for hearing in hearings if hearing["hearing_id"] not in placed]


def make_weeks(month: Month, marked: list[Stand]) -> list[list[tuple[date, list[Stand] | None]]]:
    """Return the weeks of a month, Sunday first, each day with its hearings; None for a day of another
    month."""
    by_day: dict[str, list[Stand]] = {}
    for stand in marked:
        by_day.setdefault(stand.day, []).append(stand)
    return [
        [(day, by_day.get(day.isoformat(), []) if month.holds(day.isoformat()) else None) for day in week]
        for week in Calendar(firstweekday=6).monthdatescalendar(month.year, month.number)
    ]
