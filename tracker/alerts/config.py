"""alerts.toml in the home, which the operator writes: the mail server, the places, the subscriptions, and
when a digest is due.

docs/alerts.md shows every key. Parsing is pure; whatever is wrong is a ParseError that names the table and the key.
"""

import base64
import binascii
import re
import stat
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, NoReturn, TypeVar, overload
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from docket.courts import get_court
from docket.issues import ParseError
from publish.links import web_address
from publish.queries import EDIT_KINDS
from publish.search_query import fts_query
from publish.words import CHANGES

T = TypeVar("T")
_FACTS = ("hearing", "ruling", "party", "claim", "defense", "link", "citation")
KINDS = (
    frozenset(CHANGES)
    | {f"{fact}_{how}" for fact in _FACTS for how in ("added", "changed", "removed")}
    | {"corrected"}
)
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
    "claims": ("claim_added", "claim_changed", "claim_removed", "defense_added", "defense_removed"),
    "links": ("link_added", "link_changed", "link_removed"),
    "citations": ("citation_added", "citation_removed"),
}
WHEN = ("at once", "daily", "weekly")


@dataclass(frozen=True)
class Mail:
    """The server that takes our mail. `security`: tls from the first byte, starttls, or none (with a password
    on loopback only)."""

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


_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
# What every mail server takes and no header can be broken with.
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_LEAST_SECRET = 24  # bytes, as the Standard Webhooks specification asks
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def load_alerts(path: Path) -> Alerts | None:
    """Return what the file says, None if there is no file. Raises ParseError; OSError if it cannot be read."""
    try:
        return parse_alerts(path.read_bytes(), path.name)
    except FileNotFoundError:
        return None


def is_readable_by_others(path: Path) -> bool:
    """Say whether other users of the machine can read the passwords in the file."""
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def parse_alerts(body: bytes, name: str = "alerts.toml") -> Alerts:
    """Return what the bytes of such a file say. Raises ParseError naming the table, the key and the remedy."""
    try:
        whole = tomllib.loads(body.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParseError(f"{name}: not TOML ({error}); see docs/alerts.md") from None
    top = _Keys(name, whole)
    mail = _parse_mail(_Keys(f"{name}, [mail]", top.table("mail"))) if "mail" in whole else None
    places = {
        key: _parse_place(key, _Keys(f"{name}, [place.{key}]", value))
        for key, value in top.table("place").items()
    }
    listed = top.take("subscription", list, [])
    subscriptions = tuple(
        _parse_subscription(_Keys(f"{name}, subscription {n}", one), places)
        for n, one in enumerate(listed, 1)
    )
    alerts = Alerts(places, subscriptions, mail, _parse_zone(top), _parse_clock(top))
    top.end()
    names = [one.name for one in subscriptions]
    if twice := {one for one in names if names.count(one) > 1}:
        raise ParseError(f"{name}: two subscriptions are called {min(twice)!r}; give each a name of its own")
    if mail is None and (first := next((one for one in places.values() if one.kind == "email"), None)):
        raise ParseError(
            f"{name}: [place.{first.name}] is an e-mail address, but there is no [mail]; say which "
            "server takes the mail"
        )
    return alerts


class _Keys:
    """The keys of one table of the file, each taken once; what is left over is a misspelling."""

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self.place = place
        if not isinstance(values, dict):
            self.refuse("is not a table; see docs/alerts.md")
        self._left = dict(values)

    def refuse(self, words: str) -> NoReturn:
        raise ParseError(f"{self.place} {words}" if words.startswith("is ") else f"{self.place}: {words}")

    @overload
    def take(self, key: str, kind: type[T], default: T) -> T: ...

    @overload
    def take(self, key: str, kind: type[T], default: None = None) -> T | None: ...

    def take(self, key: str, kind: type[T], default: T | None = None) -> T | None:
        value = self._left.pop(key, default)
        if value is not default and (not isinstance(value, kind) or isinstance(value, bool)):
            named = {str: "text in quotes", int: "a number", list: "a list in [ ]", dict: "a table"}[kind]
            self.refuse(f"{key} is to be {named}")
        return value

    def flag(self, key: str) -> bool:
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            self.refuse(f"{key} is to be true or false")
        return value

    def table(self, key: str) -> dict:
        return self.take(key, dict, {})

    @overload
    def text(self, key: str, default: str) -> str: ...

    @overload
    def text(self, key: str, default: None = None) -> str | None: ...

    def text(self, key: str, default: str | None = None) -> str | None:
        value = self.take(key, str, default)
        if isinstance(value, str) and (not value.strip() or not value.isprintable()):
            self.refuse(f"{key} is blank, or holds a character that cannot be printed")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        found = self.take(key, list, [])
        if not all(isinstance(one, str) and one.strip() for one in found):
            self.refuse(f"{key} is to be a list of texts in quotes, none of them blank")
        return tuple(found)

    def words_or_text(self, key: str) -> tuple[str, ...]:
        return (self.text(key, ""),) if isinstance(self._left.get(key), str) else self.words(key)

    def end(self) -> None:
        if self._left:
            self.refuse(f"{min(self._left)!r} means nothing here; see docs/alerts.md for the keys there are")


def _parse_zone(keys: _Keys) -> str:
    zone = keys.text("timezone", "UTC")
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        keys.refuse(f"timezone {zone!r} is not known; write one like America/New_York")


def _parse_clock(keys: _Keys) -> time:
    clock = keys.text("digest_at", "07:00")
    if not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", clock, re.ASCII):
        keys.refuse(f"digest_at {clock!r} is no time of day; write one like 07:00")
    return time.fromisoformat(clock)


def _parse_mail(keys: _Keys) -> Mail:
    security = keys.text("security", "tls")
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
        keys.refuse(f"port {mail.port} is no port")
    if not _EMAIL.fullmatch(mail.sender):
        keys.refuse("sender is not an e-mail address; write it bare, without a name")
    if (mail.user is None) != (mail.password is None):
        keys.refuse("user and password go together")
    if security == "none" and mail.password and mail.host not in _LOOPBACK:
        keys.refuse('a password would travel in the clear; write security = "starttls" or "tls"')
    return mail


def _parse_place(name: str, keys: _Keys) -> Place:
    if not _NAME.fullmatch(name):
        keys.refuse("a place is called by small letters, digits, - and _")
    found = {kind: address for kind in ("email", "webhook", "slack") if (address := keys.text(kind))}
    if len(found) != 1:
        keys.refuse("give one of email, webhook and slack")
    ((kind, address),) = found.items()
    if kind == "email":
        if not _EMAIL.fullmatch(address):
            keys.refuse("email is not an e-mail address; one address, bare, without a name")
    else:
        _check_address(keys, kind, address)
    secrets = _parse_secrets(keys) if kind == "webhook" else ()
    keys.end()
    return Place(name, kind, address, secrets)


def _check_address(keys: _Keys, kind: str, address: str) -> None:
    """The address itself is not repeated in a message: whoever knows Slack's may write there."""
    may_be_plain = keys.flag("plain_http")
    parts = urlsplit(address) if web_address(address) and address.isascii() else None
    if parts is None:
        keys.refuse(f"{kind} is not a web address; write https://, a host and a path")
    try:
        _ = parts.port  # it is looked at only when it is asked for
    except ValueError:
        keys.refuse(f"{kind} has no such port")
    if parts.scheme == "http" and not may_be_plain and parts.hostname not in _LOOPBACK:
        keys.refuse(
            f"{kind} begins with http://, so anybody on the way can read it; write https://, or plain_http = true"
        )


def _parse_secrets(keys: _Keys) -> tuple[bytes, ...]:
    given = keys.words_or_text("secret")
    remedy = (
        'make one with: python -c "import base64, secrets; '
        "print('whsec_' + base64.b64encode(secrets.token_bytes(32)).decode())\""
    )
    if not 1 <= len(given) <= 2:
        keys.refuse(f"secret is missing, or more than two are given; {remedy}")
    try:
        decoded = tuple(base64.b64decode(one.removeprefix("whsec_"), validate=True) for one in given)
    except (binascii.Error, ValueError):
        keys.refuse(f"secret is not base64; {remedy}")
    if any(len(one) < _LEAST_SECRET for one in decoded):
        keys.refuse(f"secret is shorter than {_LEAST_SECRET} bytes; {remedy}")
    return decoded


def _parse_subscription(keys: _Keys, places: dict[str, Place]) -> Subscription:
    name = keys.text("name") or keys.refuse("name is missing")
    if not _NAME.fullmatch(name):
        keys.refuse(f"name {name!r} is to be small letters, digits, - and _")
    keys.place += f" ({name})"
    found = Subscription(
        name=name,
        to=tuple(dict.fromkeys(keys.words("to"))),
        when=keys.text("when", "at once"),
        kinds=_parse_kinds(keys),
        query=keys.text("query"),
        **{key: keys.words(key) for key in ("cases", "entities", "courts", "events", "include", "exclude")},
    )
    keys.end()
    if not found.to:
        keys.refuse("to is missing: the names of places")
    if unknown := [one for one in found.to if one not in places]:
        keys.refuse(f"to names {unknown[0]!r}, but there is no [place.{unknown[0]}]")
    if found.when not in WHEN:
        keys.refuse(f"when {found.when!r} is not known; write {', '.join(WHEN)}")
    if found.query and fts_query(found.query) is None:
        keys.refuse("query has no word in it")
    for court_id in found.courts:
        try:
            get_court(court_id)
        except ParseError as error:
            keys.refuse(str(error))
    return found


def _parse_kinds(keys: _Keys) -> tuple[str, ...]:
    found: list[str] = []
    for one in keys.words("kinds"):
        one = one.replace("defence_", "defense_")  # as an alerts file written before 0.4.0 spells it
        if one not in GROUPS and one not in KINDS:
            keys.refuse(
                f"kinds names {one!r}, which is not known; write some of {', '.join(GROUPS)}, or a "
                "kind of the table changes"
            )
        found += GROUPS.get(one, (one,))
    return tuple(dict.fromkeys(found))
