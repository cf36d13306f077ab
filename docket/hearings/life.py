"""The life of a hearing: combine what several entries say about it. Pure; never reads the clock.

A register sets, moves and cancels hearings one line at a time and gives them no identifier. Which hearing
a line is about is inferred from its kind, its date and the date given up. Where two hearings fit, neither
is chosen and the line starts a new one (CONTRIBUTING: a wrong date is worse than none).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, count

from docket.vocabulary import HearingAction, HearingKind, HearingStatus

_STATUS = {
    HearingAction.REQUESTED: HearingStatus.REQUESTED,
    HearingAction.SET: HearingStatus.SCHEDULED,
    HearingAction.VACATED: HearingStatus.VACATED,
    HearingAction.HELD: HearingStatus.HELD,
    HearingAction.NOT_HELD: HearingStatus.NOT_HELD,
}
_MOVES = frozenset({HearingAction.RESET, HearingAction.CONTINUED})
# nysd 1:20-cv-10821: requested conferences were set within three days; a later one answers no request.
_ANSWERED_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class HearingStatement:
    """One statement about a hearing. Dates are ISO days at the courthouse; `said_on` is the filing date.

    `key` identifies the hearing if the source does (the catalog); `is_gone` marks a line that has
    left the register; `who` holds the defendants it is about, if it names any ("Sentencing as to …").
    `has_week`: a week or a month is given instead of a day. `line` is the register line that makes the
    statement. `data` belongs to the caller.
    """

    kind: HearingKind
    action: HearingAction
    said_on: str
    date: "str | None" = None
    prior_date: str | None = None
    key: str | None = None
    is_gone: bool = False
    who: frozenset[str] = frozenset()
    has_week: bool = False
    line: str | None = None
    data: object = None


@dataclass
class HearingHistory:
    """One hearing: every statement about it, oldest first, and the resulting status and date."""

    kind: HearingKind
    statements: list[HearingStatement] = field(default_factory=list)
    status: HearingStatus = HearingStatus.UNKNOWN
    date: str | None = None
    key: str = ""
    who: frozenset[str] = frozenset()

    def add(self, statement: HearingStatement) -> None:
        self.statements.append(statement)
        self.who = self.who | statement.who if self.who or len(self.statements) == 1 else self.who
        # Only a statement makes it "held": a past day stays scheduled. A request does not change what is set.
        if statement.action in _MOVES:
            self.status = (
                HearingStatus.SCHEDULED if statement.date or statement.has_week else HearingStatus.MOVED
            )
        elif statement.action is not HearingAction.REQUESTED or self.status is HearingStatus.UNKNOWN:
            self.status = _STATUS.get(statement.action, self.status)
        if self.kind is HearingKind.OTHER_HEARING:
            self.kind = statement.kind
        if statement.action in _MOVES or statement.date is not None:
            self.date = statement.date


def fold_hearings(statements: Iterable[HearingStatement]) -> list[HearingHistory]:
    """Return the hearings that these statements describe, each with its key, in the order they first appear.

    `statements` must be in the order of the register. A hearing that only departed lines mention is
    ``withdrawn``.
    """
    lives: list[HearingHistory] = []
    named: dict[str, HearingHistory] = {}
    # Statements with the source's own key come first, departed lines last.
    for statement in sorted(
        statements, key=lambda statement: 0 if statement.key is not None else 1 + statement.is_gone
    ):
        life = named.get(statement.key) if statement.key is not None else _fitting(lives, statement)
        is_gone, is_new = statement.is_gone and statement.key is None, life is None
        if life is None:
            life = HearingHistory(statement.kind, key=statement.key or "")
            lives.append(life)
            named[life.key] = life
        if is_new or not is_gone:
            life.add(statement)
        life.status = HearingStatus.WITHDRAWN if is_new and is_gone else life.status
    _give_keys(lives)
    return lives


def _fitting(lives: list[HearingHistory], statement: HearingStatement) -> HearingHistory | None:
    """Return the hearing that a statement is about, or None if it starts a new one."""
    lives = [life for life in lives if _is_about_same(life, statement)]
    # A past hearing is not moved, called off or requested, even if no minutes say whether it was held.
    of_kind = (life for life in lives if life.kind is statement.kind and life.status.is_open)
    ahead = [life for life in of_kind if (life.date or statement.said_on) >= statement.said_on]
    stands = [life for life in ahead if life.status is not HearingStatus.REQUESTED]
    asked = [life for life in ahead if life.status is HearingStatus.REQUESTED and _is_soon(life, statement)]
    if statement.action in _MOVES and statement.prior_date is not None:
        return _on_day(lives, statement, statement.prior_date) or _put_off(lives, statement) or _only(asked)
    if statement.action is HearingAction.REQUESTED:
        return _only(stands + asked)
    if statement.date is not None and (there := _on_day(lives, statement, statement.date)):
        return there  # a move stated a second time: its new day is already this hearing's date
    if statement.action is HearingAction.SET:
        # A day set for a hearing put off without one, or requested not long before.
        off = [life for life in stands if life.status is HearingStatus.MOVED]
        return _only(off + [life for life in asked if life.date in (None, statement.date)])
    if statement.date is not None and statement.action not in _MOVES:
        return None
    return _only(stands) or _only(ahead)


def _is_about_same(life: HearingHistory, statement: HearingStatement) -> bool:
    """Whether the defendants agree: one's sentencing is not another's; moving some leaves the rest."""
    if not life.who or not statement.who:
        return True
    return life.who <= statement.who if statement.action in _MOVES else bool(life.who & statement.who)


def _on_day(lives: list[HearingHistory], statement: HearingStatement, day: str) -> HearingHistory | None:
    """Return the hearing of that kind on that day; else the only one that day, if either is generic.

    "Competency Hearing and Sentencing set for" are two hearings in one line (almd 2:12-cr-00221).
    """
    same_day = [
        life for life in lives if life.date == day and (life.status.is_open or statement.action not in _MOVES)
    ]
    same = [life for life in same_day if life.kind is statement.kind]
    if same:
        return same[-1]
    others = (
        life for life in same_day if statement.line is None or life.statements[-1].line != statement.line
    )
    return _only(life for life in others if HearingKind.OTHER_HEARING in (life.kind, statement.kind))


def _put_off(lives: list[HearingHistory], statement: HearingStatement) -> HearingHistory | None:
    """Return the only hearing of that kind that was put off, without a new day, from the day now given up."""
    off = (life for life in lives if life.kind is statement.kind and life.status is HearingStatus.MOVED)
    return _only(
        life
        for life in off
        if statement.prior_date in [earlier.date for earlier in life.statements if earlier.date][-1:]
    )


def _is_soon(life: HearingHistory, statement: HearingStatement) -> bool:
    asked, on = life.statements[-1].said_on, statement.said_on
    return bool(asked and on) and date.fromisoformat(on) - date.fromisoformat(asked) <= _ANSWERED_WITHIN


def _only(lives: Iterable[HearingHistory]) -> HearingHistory | None:
    candidates = list(lives)
    return candidates[0] if len(candidates) == 1 else None


def _give_keys(lives: list[HearingHistory]) -> None:
    """Key each unkeyed hearing by its kind and first known day, which stays when the hearing moves."""
    taken = {life.key for life in lives if life.key}
    for life in lives:
        if life.key:
            continue
        first = life.statements[0]
        kind = first.kind.value.replace("_", "-")
        days = [f"{kind}-{day}" for day in (first.prior_date, first.date) if day]
        days = days or [f"{kind}-of-{first.said_on}"]
        numbered = (f"{days[-1]}-{ordinal}" for ordinal in count(2))
        life.key = next(key for key in chain(days, numbered) if key not in taken)
        taken.add(life.key)
