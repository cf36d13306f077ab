"""A page that was set aside since it shows too little, taken in after all."""

from db import suspects
from tracker.home import House
from tracker.logs import log
from tracker.outcome import Outcome
from tracker.stop import NO_BAR, Bar


def accept(house: House, snapshot_id: str, reason: str, made_by: str, progress: Bar = NO_BAR) -> Outcome:
    """Record that a page is right and make the tables anew, with the page in its own place."""
    suspects.accept(house.archive, suspects.Acceptance(snapshot_id, reason, made_by, house.now()))
    log.warning("accepted the page %s, by %s: %s", snapshot_id, made_by, reason)
    house.__dict__.pop("fingerprint", None)  # it covers what was accepted
    outcome = Outcome("rebuild")
    house.rebuild(outcome, progress)
    return outcome
