"""alerts.toml in the home, which the operator writes: the mail server, the places, the subscriptions, and
when a digest is due.

docs/alerts.md shows every key. Parsing is pure; any mistake is a ParseError that names the table and the key.
"""

import re
import stat
import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from docket.courts import get_court
from docket.entries import EVENT_TYPES
from docket.issues import ParseError
from publish.queries import EDIT_KINDS
from publish.search_query import fts_query
from publish.words import CHANGES
from tracker.alerts.channels import load_channels
from tracker.alerts.places import EMAIL, LOOPBACK, Keys, Mail, Place, Subscription
from tracker.importing import read_bytes

KINDS = frozenset(CHANGES)
# Words that an operator can write in place of a list of kinds.
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
    "claims": (
        "claim_added",
        "claim_changed",
        "claim_removed",
        "defense_added",
        "defense_changed",
        "defense_removed",
    ),
    "links": ("link_added", "link_changed", "link_removed"),
    "citations": ("citation_added", "citation_changed", "citation_removed"),
    "record": ("record_added", "record_changed", "record_removed"),
}
# What the page of a week shows (publish/pages/week.py), as groups of kinds.
WEEK_NAME = "this-week"
WEEK = ("rulings", "docket_added", "entries", "hearings", "edits", "case_changed")
WHEN = ("at once", "daily", "weekly")


@dataclass(frozen=True)
class Alerts:
    """All of alerts.toml. Digests are made at `digest_at` in `timezone`, weekly ones on Mondays."""

    places: dict[str, Place]
    subscriptions: tuple[Subscription, ...]
    mail: Mail | None = None
    timezone: str = "UTC"
    digest_at: time = time(7)

    def due_at(self, subscription: Subscription, now: datetime) -> datetime:
        """Return when a change queued now is due: at once, or with the next digest."""
        if subscription.when == "at once":
            return now
        local = now.astimezone(ZoneInfo(self.timezone))
        days = (local.date() + timedelta(days=ahead) for ahead in count())
        digests = (datetime.combine(day, self.digest_at, local.tzinfo) for day in days)
        is_daily = subscription.when == "daily"
        return next(digest for digest in digests if digest > local and (is_daily or digest.weekday() == 0))


_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def load_alerts(path: Path) -> Alerts | None:
    """Return the parsed file, None if there is none. Raises ParseError; OSError if it cannot be read."""
    try:
        return parse_alerts(read_bytes(path), path.name)
    except FileNotFoundError:
        return None


def is_readable_by_others(path: Path) -> bool:
    """Return whether other users of the machine can read the passwords in the file."""
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def parse_alerts(body: bytes, name: str = "alerts.toml") -> Alerts:
    """Return the parsed content of the file's bytes. Raises ParseError naming the table, the key and the
    remedy."""
    try:
        whole = tomllib.loads(body.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParseError(f"{name}: not TOML ({error}); see docs/alerts.md") from None
    top = Keys(name, whole)
    mail = _parse_mail(Keys(f"{name}, [mail]", top.table("mail"))) if "mail" in whole else None
    places = {
        key: _parse_place(key, Keys(f"{name}, [place.{key}]", value))
        for key, value in top.table("place").items()
    }
    listed = top.take("subscription", list, [])
    subscriptions = tuple(
        _parse_subscription(Keys(f"{name}, subscription {n}", table), places)
        for n, table in enumerate(listed, 1)
    )
    subscriptions += _parse_week(top, places)
    alerts = Alerts(places, subscriptions, mail, _parse_zone(top), _parse_clock(top))
    top.end()
    names = [subscription.name for subscription in subscriptions]
    if twice := {label for label in names if names.count(label) > 1}:
        raise ParseError(f"{name}: two subscriptions are called {min(twice)!r}; give each a name of its own")
    needy = (place for place in places.values() if load_channels()[place.kind].needs_mail)
    if mail is None and (first := next(needy, None)):
        raise ParseError(
            f"{name}: [place.{first.name}] is an e-mail address, but there is no [mail]; say which "
            "server takes the mail"
        )
    return alerts


def _parse_week(keys: Keys, places: dict[str, Place]) -> tuple[Subscription, ...]:
    """Return the subscription that ``week = ["desk"]`` means: the content of the page of a week, each
    Monday."""
    to = tuple(dict.fromkeys(keys.words("week")))
    if unknown := [place for place in to if place not in places]:
        keys.refuse(f"week names {unknown[0]!r}, but there is no [place.{unknown[0]}]")
    kinds = tuple(dict.fromkeys(kind for group in WEEK for kind in GROUPS.get(group, (group,))))
    return (Subscription(name=WEEK_NAME, to=to, when="weekly", kinds=kinds),) if to else ()


def _parse_zone(keys: Keys) -> str:
    zone = keys.text("timezone") or "UTC"
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        keys.refuse(f"timezone {zone!r} is not known; write one like America/New_York")


def _parse_clock(keys: Keys) -> time:
    clock = keys.text("digest_at") or "07:00"
    if not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", clock, re.ASCII):
        keys.refuse(f"digest_at {clock!r} is not a time of day; write one like 07:00")
    return time.fromisoformat(clock)


def _parse_mail(keys: Keys) -> Mail:
    security = keys.text("security") or "tls"
    if security not in ("tls", "starttls", "none"):
        keys.refuse(f"security {security!r} is not known; write tls, starttls or none")
    mail = Mail(
        host=keys.text("host") or keys.refuse("host is missing: the server that takes the mail"),
        sender=keys.text("sender") or keys.refuse("sender is missing: the address that alerts come from"),
        port=keys.take("port", int, {"tls": 465, "starttls": 587, "none": 25}[security]),
        security=security,
        user=keys.text("user"),
        password=keys.text("password"),
    )
    keys.end()
    if not 1 <= mail.port <= 65535:
        keys.refuse(f"port {mail.port} is not from 1 to 65535")
    if not EMAIL.fullmatch(mail.sender):
        keys.refuse("sender is not an e-mail address; write it bare, without a name")
    if (mail.user is None) != (mail.password is None):
        keys.refuse("user and password go together")
    if security == "none" and mail.password and mail.host not in LOOPBACK:
        keys.refuse('a password would travel in the clear; write security = "starttls" or "tls"')
    return mail


def _parse_place(name: str, keys: Keys) -> Place:
    if not _NAME.fullmatch(name):
        keys.refuse("a place is called by small letters, digits, - and _")
    known = load_channels()
    addresses = {kind: address for kind in known if (address := keys.text(kind))}
    if len(addresses) != 1:
        *most, last = known
        keys.refuse(f"give one of {', '.join(most)} and {last}")
    ((kind, address),) = addresses.items()
    place = known[kind].parse_place(name, address, keys)
    keys.end()
    return place


def _parse_subscription(keys: Keys, places: dict[str, Place]) -> Subscription:
    name = keys.text("name") or keys.refuse("name is missing")
    if not _NAME.fullmatch(name):
        keys.refuse(f"name {name!r} is to be small letters, digits, - and _")
    keys.place += f" ({name})"
    subscription = Subscription(
        name=name,
        to=tuple(dict.fromkeys(keys.words("to"))),
        when=keys.text("when") or "at once",
        kinds=_parse_kinds(keys),
        query=keys.text("query"),
        unreviewed=keys.flag("unreviewed"),
        **{key: keys.words(key) for key in ("cases", "entities", "courts", "events", "include", "exclude")},
    )
    keys.end()
    if not subscription.to:
        keys.refuse("to is missing: the names of places")
    if unknown := [place for place in subscription.to if place not in places]:
        keys.refuse(f"to names {unknown[0]!r}, but there is no [place.{unknown[0]}]")
    if subscription.when not in WHEN:
        keys.refuse(f"when {subscription.when!r} is not known; write {', '.join(WHEN)}")
    if subscription.query and fts_query(subscription.query) is None:
        keys.refuse("query has no word in it")
    if unknown := [event for event in subscription.events if event not in EVENT_TYPES]:
        keys.refuse(f"events names {unknown[0]!r}, which no entry is; write some of {', '.join(EVENT_TYPES)}")
    for court_id in subscription.courts:
        try:
            get_court(court_id)
        except ParseError as error:
            keys.refuse(str(error))
    return subscription


def _parse_kinds(keys: Keys) -> tuple[str, ...]:
    kinds: list[str] = []
    for word in keys.words("kinds"):
        word = word.replace("defence_", "defense_")  # the spelling of files written before 0.4.0
        if word not in GROUPS and word not in KINDS:
            keys.refuse(
                f"kinds names {word!r}, which is not known; write some of {', '.join(GROUPS)}, or a "
                "kind of the table changes"
            )
        kinds += GROUPS.get(word, (word,))
    return tuple(dict.fromkeys(kinds))
