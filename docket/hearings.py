"""A hearing's life: its status folded from what was said of it, and its instant.

Reading hearings out of entry text is not here yet; today's events are a curator's.
"""

from datetime import date

from docket.times import to_utc
from docket.vocabulary import HearingAction, HearingStatus

_STATUS = {
    HearingAction.REQUESTED: HearingStatus.REQUESTED,
    HearingAction.SET: HearingStatus.SCHEDULED,
    HearingAction.RESET: HearingStatus.SCHEDULED,
    HearingAction.CONTINUED: HearingStatus.MOVED,
    HearingAction.VACATED: HearingStatus.VACATED,
    HearingAction.HELD: HearingStatus.HELD,
    HearingAction.NOT_HELD: HearingStatus.NOT_HELD,
}


def fold_status(actions: list[str]) -> HearingStatus:
    """Return the status that the actions leave, oldest first. Never read from the clock.

    "Held" is only ever said by an action: a date that has passed stays scheduled.
    """
    status = HearingStatus.UNKNOWN
    for action in actions:
        status = _STATUS.get(HearingAction(action), status)
    return status


def make_starts_at(date_from: str | None, time_local: str | None, court_id: str) -> str | None:
    """Return the start as a UTC instant where both day and courthouse time are known, else None."""
    if not date_from or not time_local:
        return None
    return to_utc(date.fromisoformat(date_from), time_local, court_id)
