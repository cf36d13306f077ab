"""Which requests are still worthwhile when nothing is late: texts, edits, late uploads, first parties. Pure.

A look shows recent filings, and of those only what was there at the time. An entry announced by a feed gets
its text when somebody buys or mails it; an old entry is edited; a complaint is uploaded weeks after it was
filed; a new docket has no parties for days. One request a docket asks for the entries written or changed
since (`date_modified`): daily if something is known to be missing, otherwise with what is left of the day,
the most promising dockets first.
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
USUAL_ENTRIES = 80  # of a docket not read yet
USUAL_ENTRIES_NEW = 20  # of one that was filed within weeks
BESIDE_PAGES = 3  # header, parties and lawyers of a reading
# A look of the day after shows what got its text within these days: it looks back so far (plan.OVERLAP_DAYS).
_SEEN_BY_LOOKS = 2
# A label that has had no text for so long is seldom given one: it is asked for in the docket's turn, not daily.
_WAITS_DAYS = 30
_CHANGES_DAYS = {DAILY: 1, WEEKLY: 1, MONTHLY: 7}
_CHANGES_DAYS_ENDED = 30
# Entries that are new, edited, given a text or files, a day; the looks see most of the new ones.
_CHANGES_A_DAY = {DAILY: 0.1, WEEKLY: 0.02, MONTHLY: 0.002}
_TEXTS_A_DAY = 0.05  # of an old label
# Entries that leave the register of a busy docket, and files that are uploaded: only a whole reading shows them.
_LEFT_A_DAY = 0.005
NEW_DOCKET_DAYS = 45
_PARTIES_DAYS_NEW = 2  # days until the parties of a docket newly filed are asked for again
_PARTIES_DAYS = 14  # days until those of any other are


def is_newly_filed(docket: Watched, now: datetime) -> bool:
    """Return whether a docket was filed recently, as far as we know its date."""
    return docket.date_filed is not None and (now.date() - docket.date_filed).days <= NEW_DOCKET_DAYS


def plan_reading(
    docket: Watched, reason: str, purpose: Purpose = Purpose.READING, usual: int = USUAL_ENTRIES
) -> Step:
    """Return the step that reads a whole docket, with `usual` entries if nobody has counted them."""
    pages = ceil(min(docket.entry_count or usual, SLICE) / PAGE)
    cost = len(docket.source_ids) * (BESIDE_PAGES + pages)
    return Step(purpose, reason, cost, (docket,), ids=docket.source_ids)


def find_missing(dockets: list[Watched], now: datetime) -> list[Step]:
    """Return the steps for what is known to be missing, texts of labels and first parties, the oldest look first."""
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
    """Return the steps that may bring something, the most promising per request first.

    No docket's changes are asked for twice within its rhythm, and none is read again before half of its own.
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
        if not _waiting(docket, now):  # of the others `find_missing` asks
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
    """Return how many entries await a text that no current look would show."""
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
    """Return whether to ask for the parties: a new docket gets them with the first upload of its sheet."""
    if docket.has_parties or docket.is_closed or not _is_read(docket):
        return False
    asked = days_since(max(docket.parties_at or "", docket.read_at or ""), now)
    return is_newly_filed(docket, now) and asked is not None and asked >= _PARTIES_DAYS_NEW - NEARLY


def plan_parties(docket: Watched, now: datetime) -> Step:
    """Return the step that asks for the header and the parties of a docket."""
    days = days_since(max(docket.parties_at or "", docket.read_at or ""), now) or 0.0
    cost = BESIDE_PAGES * len(docket.source_ids)
    return Step(Purpose.PARTIES, "no parties yet", cost, (docket,), ids=docket.source_ids, age=days)
