"""Who is told of what: places, subscriptions, and when a digest is due. Pure.

A *place* is an address under a name: e-mail, signed webhook or Slack-style webhook. A *subscription* says
which changes go to which places, and when. tracker/alerts_file.py reads both.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from publish.queries import EDIT_KINDS
from publish.words import CHANGES

_FACTS = ("hearing", "ruling", "party", "claim", "defence", "link", "citation")
KINDS = frozenset(CHANGES) | {f"{fact}_{how}" for fact in _FACTS for how in ("added", "changed", "removed")} | {"corrected"}
# What an operator writes in place of a list of kinds.
GROUPS = {
    "entries": ("entry_added", "entry_completed"),
    "edits": EDIT_KINDS,
    "hearings": ("hearing_added", "hearing_changed", "hearing_removed"),
    "rulings": ("ruling_added", "ruling_changed", "ruling_removed"),
    "parties": ("party_added", "party_changed", "party_removed"),
    "dockets": ("docket_added", "docket_changed"),
    "cases": ("case_changed", "case_removed"),
    "merges": ("docket_merged", "docket_removed", "case_removed"),
    "corrections": ("corrected",),
    "claims": ("claim_added", "claim_changed", "claim_removed", "defence_added", "defence_removed"),
    "links": ("link_added", "link_changed", "link_removed"),
    "citations": ("citation_added", "citation_removed"),
}
WHEN = ("at once", "daily", "weekly")


@dataclass(frozen=True)
class Mail:
    """The server that takes our mail. `security`: tls from the first byte, starttls, or none (with a password on loopback only)."""

    host: str
    sender: str
    port: int = 465
    security: str = "tls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Place:
    """Where alerts go. `kind` is email, webhook or slack; an address of a webhook is a secret as a password is.

    `secrets` sign what goes to a webhook; while one is being replaced there are two.
    """

    name: str
    kind: str
    address: str = field(repr=False)
    secrets: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Subscription:
    """What is wanted: all that is given must hold; of several cases, courts, … any one. Nothing given: everything."""

    name: str
    to: tuple[str, ...]
    when: str = "at once"
    cases: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    courts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    query: str | None = None


@dataclass(frozen=True)
class Alerts:
    """All of alerts.toml. Digests are made at `digest_at` on the clock of `timezone`, weekly ones on Mondays."""

    places: dict[str, Place]
    subscriptions: tuple[Subscription, ...]
    mail: Mail | None = None
    timezone: str = "UTC"
    digest_at: time = time(7)

    def due_at(self, subscription: Subscription, now: datetime) -> datetime:
        """Return when a change that is queued now is to be sent: now, or with the next digest."""
        if subscription.when == "at once":
            return now
        local = now.astimezone(ZoneInfo(self.timezone))
        day = local.date()
        while True:
            moment = datetime.combine(day, self.digest_at, local.tzinfo)
            if moment > local and (subscription.when == "daily" or day.weekday() == 0):
                return moment
            day += timedelta(days=1)
