"""The life of a hearing: what several entries say about it, put together. Pure, and never the clock.

A register sets, moves and takes hearings off one line at a time and gives them no name. Which line
speaks of which hearing is read from kind, date and the date given up; where two hearings fit, none
is chosen and the line opens one of its own (CONTRIBUTING: a wrong date is worse than none).
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
# nysd 1:20-cv-10821: conferences asked for were set within three days; a later one of the kind is another.
_ANSWERED_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class HearingStatement:
    """One thing said about a hearing. Dates are ISO days of the courthouse; `said_on` is the filing's.

    `key` names the hearing where the source does (the catalog); `is_gone` marks a line that has
    left the register; `who` are the defendants it is about, where it names some ("Sentencing as to …").
    `has_week`: a week or a month stands in place of the day. `line` is the line of the register that says
    it. `data` is the caller's own.
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
    """One hearing: everything said about it, oldest first, and what that leaves."""

    kind: HearingKind
    said: list[HearingStatement] = field(default_factory=list)
    status: HearingStatus = HearingStatus.UNKNOWN
    date: str | None = None
    key: str = ""
    who: frozenset[str] = frozenset()

    def add(self, statement: HearingStatement) -> None:
        self.said.append(statement)
        self.who = self.who | statement.who if self.who or len(self.said) == 1 else self.who
        # "Held" is only ever said: a day that has passed stays scheduled. A request leaves what stands as it stands.
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
    """Return the hearings that these lines make, each with its key, in the order they first appear.

    `statements` is in the order of the register. A hearing that only departed lines speak of is
    ``withdrawn``.
    """
    lives: list[HearingHistory] = []
    named: dict[str, HearingHistory] = {}
    # First what a source itself names, last what has departed.
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
    """Return the hearing that a line speaks of, or None where it opens a new one."""
    lives = [life for life in lives if _is_about_same(life, statement)]
    # What lies behind is not moved, called off or asked for, whether minutes say it was held or not.
    of_kind = (life for life in lives if life.kind is statement.kind and life.status.is_open)
    ahead = [life for life in of_kind if (life.date or statement.said_on) >= statement.said_on]
    stands = [life for life in ahead if life.status is not HearingStatus.REQUESTED]
    asked = [life for life in ahead if life.status is HearingStatus.REQUESTED and _is_soon(life, statement)]
    if statement.action in _MOVES and statement.prior_date is not None:
        return _on_day(lives, statement, statement.prior_date) or _put_off(lives, statement) or _only(asked)
    if statement.action is HearingAction.REQUESTED:
        return _only(stands + asked)
    if statement.date is not None and (there := _on_day(lives, statement, statement.date)):
        return there  # of a move told a second time: the new day is the one we have
    if statement.action is HearingAction.SET:
        # A day set for what was put off without one, or was asked for not long before.
        off = [life for life in stands if life.status is HearingStatus.MOVED]
        return _only(off + [life for life in asked if life.date in (None, statement.date)])
    if statement.date is not None and statement.action not in _MOVES:
        return None
    return _only(stands) or _only(ahead)


def _is_about_same(life: HearingHistory, statement: HearingStatement) -> bool:
    """One defendant's sentencing is not another's; what moves some of several does not move the rest."""
    if not life.who or not statement.who:
        return True
    return life.who <= statement.who if statement.action in _MOVES else bool(life.who & statement.who)


def _on_day(lives: list[HearingHistory], statement: HearingStatement, day: str) -> HearingHistory | None:
    """The one hearing of that kind on that day; else, where one of the two gives no kind, the only one that day.

    "Competency Hearing and Sentencing set for" are two, in one line (almd 2:12-cr-00221).
    """
    same_day = [
        life for life in lives if life.date == day and (life.status.is_open or statement.action not in _MOVES)
    ]
    same = [life for life in same_day if life.kind is statement.kind]
    if same:
        return same[-1]
    others = (life for life in same_day if statement.line is None or life.said[-1].line != statement.line)
    return _only(life for life in others if HearingKind.OTHER_HEARING in (life.kind, statement.kind))


def _put_off(lives: list[HearingHistory], statement: HearingStatement) -> HearingHistory | None:
    """The one hearing of that kind that was put off before, without a new day, from the day now given up."""
    off = (life for life in lives if life.kind is statement.kind and life.status is HearingStatus.MOVED)
    return _only(
        life
        for life in off
        if statement.prior_date in [earlier.date for earlier in life.said if earlier.date][-1:]
    )


def _is_soon(life: HearingHistory, statement: HearingStatement) -> bool:
    asked, on = life.said[-1].said_on, statement.said_on
    return bool(asked and on) and date.fromisoformat(on) - date.fromisoformat(asked) <= _ANSWERED_WITHIN


def _only(lives: Iterable[HearingHistory]) -> HearingHistory | None:
    candidates = list(lives)
    return candidates[0] if len(candidates) == 1 else None


def _give_keys(lives: list[HearingHistory]) -> None:
    """Name each hearing by its kind and the first day known of it: what stays when days move."""
    taken = {life.key for life in lives if life.key}
    for life in lives:
        if life.key:
            continue
        first = life.said[0]
        kind = first.kind.value.replace("_", "-")
        days = [f"{kind}-{day}" for day in (first.prior_date, first.date) if day]
        days = days or [f"{kind}-of-{first.said_on}"]
        numbered = (f"{days[-1]}-{ordinal}" for ordinal in count(2))
        life.key = next(key for key in chain(days, numbered) if key not in taken)
        taken.add(life.key)
