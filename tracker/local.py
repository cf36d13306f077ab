"""What is read from the home without asking anybody: two files that the operator writes, and the inbox."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tracker.by_hand.corrections import archive_corrections
from tracker.by_hand.events import archive_events
from tracker.home import House
from tracker.inbox import receive_inbox
from tracker.outcome import Outcome


@dataclass(frozen=True)
class Local:
    """One of them. `bring` archives what is new; the daemon checks at the interval `every`. `source` reads it."""

    source: str
    bring: Callable[[House, Outcome], None]
    every: timedelta


LOCAL = (
    Local("corrections", archive_corrections, timedelta(minutes=1)),
    Local("by_hand", archive_events, timedelta(minutes=1)),
    Local("courtlistener_webhooks", receive_inbox, timedelta(seconds=20)),
)
