"""Which requests are still worthwhile when nothing is late: texts, edits, late uploads, first parties. Pure.

A look shows recent filings, and only what was there at the time. An entry announced by a feed gets its text
when somebody buys or mails it; an old entry is edited; a complaint is uploaded weeks after it was filed; a
new docket has no parties for days. One request per docket gets the entries written or changed since the last
one (`date_modified`): daily if something is known to be missing, otherwise with what is left of the day's
quota, the most promising dockets first.
"""

from collections.abc import Iterator
from datetime import datetime
from math import ceil

from scrapers.courtlistener.queries import PAGE
from scrapers.courtlistener.steps import (
    DAILY,
    MONTHLY,
    NEARLY,
    SLICE,
    WEEKLY,
    Purpose,
    Step,
    Watched,
    days_since,
)

REREAD_DAYS = {DAILY: 30, WEEKLY: 90, MONTHLY: 365}
USUAL_ENTRIES = 80  # in a docket not read yet
USUAL_ENTRIES_NEW = 20  # in a docket filed within the last weeks
BESIDE_PAGES = 3  # requests for the header, parties and lawyers of a reading
# The next day's look shows what got its text within these days, since it looks back this far
# (plan.OVERLAP_DAYS).
_SEEN_BY_LOOKS = 2
# A label without a text for this long seldom gets one: it is requested in the docket's rhythm, not daily.
_WAITS_DAYS = 30
_CHANGES_DAYS = {DAILY: 1, WEEKLY: 1, MONTHLY: 7}
_CHANGES_DAYS_ENDED = 30
# Entries per day that are new, edited, or get a text or files; the looks see most of the new ones.
_CHANGES_A_DAY = {DAILY: 0.1, WEEKLY: 0.02, MONTHLY: 0.002}
_TEXTS_A_DAY = 0.05  # for an old label
# Entries that leave a busy docket's register, and files that are uploaded: only a whole reading shows them.
_LEFT_A_DAY = 0.005
NEW_DOCKET_DAYS = 45
_PARTIES_DAYS_NEW = 2  # days until a newly filed docket's parties are requested again
_PARTIES_DAYS = 14  # days until any other docket's are


def is_newly_filed(docket: Watched, now: datetime) -> bool:
    """Return whether a docket was filed recently; false if its date is unknown."""
    return docket.date_filed is not None and (now.date() - docket.date_filed).days <= NEW_DOCKET_DAYS


def plan_reading(
    docket: Watched, reason: str, purpose: Purpose = Purpose.READING, usual: int = USUAL_ENTRIES
) -> Step:
    """Return the step that reads a whole docket; its cost assumes `usual` entries if their number is
    unknown."""
    pages = ceil(min(docket.entry_count or usual, SLICE) / PAGE)
    cost = len(docket.source_ids) * (BESIDE_PAGES + pages)
    return Step(purpose, reason, cost, (docket,), ids=docket.source_ids)


def find_missing(dockets: list[Watched], now: datetime) -> list[Step]:
    """Return the steps for what is known to be missing (texts of labels, first parties), the oldest look
    first."""
    steps = []
    for docket in dockets:
        if not _is_read(docket):
            continue
        if (days := _changes_age(docket, now)) >= DAILY - NEARLY and _waiting(docket, now):
            reason = f"{_waiting(docket, now)} entries without their text, asked {days:.1f} days ago"
            steps.append(_changes(docket, reason, days))
        if wants_parties(docket, now):
            steps.append(plan_parties(docket, now))
    return sorted(steps, key=lambda step: (-step.age, step.dockets[0].docket_id))


def find_gains(dockets: list[Watched], now: datetime) -> list[Step]:
    """Return the steps that may yield something, the most promising per request first.

    No docket's changes are requested twice within its rhythm, and none is reread before half the rereading
    rhythm.
    """
    gains = [gain for docket in dockets if _is_read(docket) for gain in _gains_of(docket, now)]
    gains.sort(key=lambda gain: (-gain[0] / gain[1].cost, gain[1].dockets[0].docket_id))
    return [step for _, step in gains]


def _gains_of(docket: Watched, now: datetime) -> Iterator[tuple[float, Step]]:
    rhythm = docket.every_days(now.date())
    weight = 0.5 if docket.is_candidate else 1.0
    days = _changes_age(docket, now)
    if days >= (_CHANGES_DAYS[rhythm] if docket.is_watched else _CHANGES_DAYS_ENDED) - NEARLY:
        texts = _TEXTS_A_DAY * min(len(docket.labels), 20)
        if not _waiting(docket, now):  # `find_missing` covers the others
            step = _changes(docket, f"changes of {days:.1f} days", days)
            yield weight * days * (_CHANGES_A_DAY[rhythm] + texts), step
    read = days_since(docket.read_at, now) or 0.0
    if docket.is_watched and REREAD_DAYS[rhythm] / 2 <= read < REREAD_DAYS[rhythm]:
        step = plan_reading(docket, f"read {read:.0f} days ago", Purpose.REREADING)
        yield weight * read * _LEFT_A_DAY / rhythm, step
    if not docket.has_parties and not wants_parties(docket, now) and docket.is_watched:
        step = plan_parties(docket, now)
        if step.age >= _PARTIES_DAYS - NEARLY:
            yield weight * step.age * 0.01, step


def _is_read(docket: Watched) -> bool:
    return bool(docket.source_ids) and docket.read_at is not None


def _changes_age(docket: Watched, now: datetime) -> float:
    return days_since(docket.changes_at or docket.read_at, now) or 0.0


def _waiting(docket: Watched, now: datetime) -> int:
    """Return how many entries await a text that no regular look would show."""
    ages = ((now.date() - day).days for day in docket.labels)
    return sum(_SEEN_BY_LOOKS <= age <= _WAITS_DAYS for age in ages)


def _changes(docket: Watched, reason: str, days: float) -> Step:
    return Step(
        Purpose.CHANGES,
        reason,
        len(docket.source_ids),
        (docket,),
        ids=docket.source_ids,
        changed_since=docket.changes_at or docket.read_at,
        age=days,
    )


def wants_parties(docket: Watched, now: datetime) -> bool:
    """Return whether to request the parties: a new docket gets them with the first upload of its sheet."""
    if docket.has_parties or docket.is_closed or not _is_read(docket):
        return False
    asked = days_since(max(docket.parties_at or "", docket.read_at or ""), now)
    return is_newly_filed(docket, now) and asked is not None and asked >= _PARTIES_DAYS_NEW - NEARLY


def plan_parties(docket: Watched, now: datetime) -> Step:
    """Return the step that requests a docket's header and parties."""
    days = days_since(max(docket.parties_at or "", docket.read_at or ""), now) or 0.0
    cost = BESIDE_PAGES * len(docket.source_ids)
    return Step(Purpose.PARTIES, "no parties yet", cost, (docket,), ids=docket.source_ids, age=days)
