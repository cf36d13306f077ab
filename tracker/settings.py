"""Every environment variable and path, read once into one frozen object."""

import os
import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tracker.setting_list import SETTINGS

VERSION = "0.3.0"
_ADDRESS = re.compile(r"TRACKER_([A-Z_]+)_URL")
_KEY = re.compile(r"TRACKER_([A-Z_]+)_KEY")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,252})", re.ASCII)
_SWITCHES = ("SCOTUS_JSON",)
_KNOWN = frozenset(setting.name for setting in SETTINGS)
# Four readers keep the single writer busy.
_MOST_PROCESSES = 4
# Ten times what our slowest page took on the slowest machine measured.
_PARSE_SECONDS = 20
_LONGEST_CONTACT = 500
# The secret is the last part of an address, and its only protection.
_WEBHOOK_SECRET = r"[A-Za-z0-9_-]{24,200}"
_NO_SECRET = (
    " cannot be used; write 24 to 200 letters, digits, - or _ that nobody guesses: "
    'python -c "import secrets; print(secrets.token_urlsafe(32))"'
)


class SettingError(ValueError):
    """A setting that cannot be used. The message names the variable and what to write."""


@dataclass(frozen=True)
class Settings:
    """All settings: paths, addresses, keys, and how we identify ourselves.

    `addresses` are the operator's base addresses by source, from ``TRACKER_<SOURCE>_URL``; `keys` are keys to
    APIs, from ``TRACKER_<SOURCE>_KEY``, and are never printed. `extra_ca` comes from ``TRACKER_EXTRA_CA``.
    """

    home: Path
    contact: str | None
    addresses: dict[str, str]
    courtlistener_token: str | None = field(repr=False)
    fetch_seconds: int | None
    keys: dict[str, str] = field(default_factory=dict, repr=False)
    switches: frozenset[str] = frozenset()  # features off by default that were switched on
    extra_ca: dict[str, Path] = field(default_factory=dict)  # a PEM file by host
    is_log_json: bool = False
    notify_socket: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown."""
        given = (self.courtlistener_token, self.webhook_secret)
        return (*(secret for secret in given if secret), *self.keys.values())

    webhook_secret: str | None = field(default=None, repr=False)
    processes: int = 1  # of a rebuild: the writer, and readers ahead of it
    # Processor seconds for reading one page from elsewhere; None: no limit.
    parse_seconds: int | None = None
    site_url: str | None = None  # where readers find the pages, without a trailing slash
    hosts: tuple[str, ...] = ()  # host names under which the pages may be requested if there is no site_url
    # Files for measurements that are not part of the project; None: beside the checkout.
    shared: Path | None = None
    proxies: str | None = None  # the addresses of a proxy in front of the pages
    # Variables that begin like ours but are unknown: most likely misspelled.
    strangers: tuple[str, ...] = ()

    @property
    def archive_path(self) -> Path:
        return self.home / "archive.db"

    @property
    def docket_path(self) -> Path:
        """The link that always names the docket database in force."""
        return self.home / "docket.db"

    @property
    def corrections_path(self) -> Path:
        return self.home / "corrections.csv"

    @property
    def events_path(self) -> Path:
        """Dockets kept by hand."""
        return self.home / "events.csv"

    @property
    def alerts_path(self) -> Path:
        """The subscriptions and places of alerts."""
        return self.home / "alerts.toml"

    @property
    def inbox_path(self) -> Path:
        """Messages that came by webhook and are not archived yet."""
        return self.home / "inbox"

    @property
    def captures_path(self) -> Path:
        return self.home / "captures"


def load_settings(environ=os.environ) -> Settings:
    """Return the settings. Raises SettingError naming the variable that cannot be used."""
    addresses = {}
    for name, value in environ.items():
        if (match := _ADDRESS.fullmatch(name)) and value:
            if not _is_address(value):
                raise SettingError(
                    f"{name}={value[:100]!r} is not an address; write http:// or https:// and a host"
                )
            addresses[match[1]] = value
    site_url = addresses.pop("SITE", "").rstrip("/") or None
    if site_url and ("?" in site_url or "#" in site_url):
        raise SettingError(
            f"TRACKER_SITE_URL={site_url[:100]!r}: links begin with it; leave out what follows ? or #"
        )
    processes = _number(
        environ, "TRACKER_PROCESSES", min(os.cpu_count() or 1, _MOST_PROCESSES), 64, "a number of processes"
    )
    parse_seconds = _number(environ, "TRACKER_PARSE_SECONDS", _PARSE_SECONDS, 3600, "a time in whole seconds")
    fetch_seconds = _number(environ, "TRACKER_FETCH_SECONDS", None, 31 * 86400, "a time in whole seconds")
    contact = environ.get("TRACKER_CONTACT", "").strip() or None
    is_contact = contact is None or "@" in contact or "." in contact  # a page may lack its http://
    if contact and not (is_contact and contact.isprintable() and len(contact) <= _LONGEST_CONTACT):
        raise SettingError(
            f"TRACKER_CONTACT={contact[:100]!r} cannot be used; write an e-mail address or that of a web page"
        )
    complaint = "={} is not a form of log; write text or json"
    log_form = _word("TRACKER_LOG", environ.get("TRACKER_LOG", ""), "text|json", complaint)
    return Settings(
        home=Path(environ.get("TRACKER_HOME") or "data").expanduser(),
        contact=contact,
        addresses=addresses,
        courtlistener_token=_load_key("COURTLISTENER_TOKEN", environ.get("COURTLISTENER_TOKEN", "")),
        fetch_seconds=fetch_seconds,
        keys={
            match[1]: key
            for name, value in environ.items()
            if (match := _KEY.fullmatch(name)) and (key := _load_key(name, value))
        },
        switches=frozenset(
            name
            for name in _SWITCHES
            if _word(
                f"TRACKER_{name}", environ.get(f"TRACKER_{name}", ""), "yes|no", "={} is neither yes nor no"
            )
            == "yes"
        ),
        extra_ca=_load_extra_ca(environ.get("TRACKER_EXTRA_CA", "")),
        is_log_json=log_form == "json",
        notify_socket=environ.get("NOTIFY_SOCKET") or None,
        webhook_secret=_word(
            "TRACKER_WEBHOOK_SECRET", environ.get("TRACKER_WEBHOOK_SECRET", ""), _WEBHOOK_SECRET, _NO_SECRET
        ),
        site_url=site_url,
        hosts=_load_hosts(environ.get("TRACKER_HOSTS", "")),
        shared=Path(environ["TRACKER_SHARED"]) if environ.get("TRACKER_SHARED") else None,
        proxies=environ.get("FORWARDED_ALLOW_IPS") or None,
        processes=processes or 1,
        parse_seconds=parse_seconds,
        strangers=tuple(
            name for name in sorted(environ) if name.startswith("TRACKER_") and name not in _KNOWN
        ),
    )


def _load_hosts(value: str) -> tuple[str, ...]:
    """Return host names as requests give them, without a port. Raises SettingError for anything else, which
    no request could match."""
    names = tuple(name.strip().casefold() for name in value.split(",") if name.strip())
    for name in names:
        if not _HOST.fullmatch(name):
            raise SettingError(
                f"TRACKER_HOSTS: {name[:100]!r} is not the name of a host; write names, with commas"
            )
    return names


def _word(name: str, value: str, form: str, complaint: str) -> str | None:
    """Return a setting that must match `form`, None if it is not set. Raises SettingError with
    `complaint`."""
    if value and not re.fullmatch(form, value, re.ASCII):
        raise SettingError(f"{name}{complaint.format(repr(value[:100]))}")
    return value or None


def _load_extra_ca(words: str) -> dict[str, Path]:
    """Return the file of each host, read from ``HOST=FILE HOST=FILE``."""
    files = {}
    for pair in words.split():
        host, equals, path = pair.partition("=")
        if not (host and equals and path) or "/" in host or ":" in host:
            raise SettingError(
                f"TRACKER_EXTRA_CA={pair!r} is not HOST=FILE, as in media.example.gov=/etc/extra.pem"
            )
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
        except (OSError, ValueError) as error:  # an SSLError is an OSError
            raise SettingError(
                f"TRACKER_EXTRA_CA: {path} holds no certificate that can be read ({type(error).__name__}); "
                "write one in PEM form"
            ) from None
        files[host.lower()] = Path(path)
    return files


def _load_key(name: str, value: str) -> str | None:
    """Return an API key; it is sent in a header, so it must be one word of plain characters."""
    complaint = " is not a key; write it as it was given, without spaces"
    return _word(name, value.strip(), r"[!-~]{0,4096}", complaint)


def _is_address(value: str) -> bool:
    """Return whether a value is the address of a server; it is checked since it goes into requests, links and
    headers."""
    if not re.fullmatch(r"https?://[^/\s]\S{0,2000}", value) or not value.isprintable():
        return False
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, an IPv6 address without its bracket
        return False


def _number(environ, name: str, default: int | None, most: int, words: str) -> int | None:
    """Return a whole number of at least 1, or the default. "\u00b2" is a digit to Python, too, but no number."""
    value = environ.get(name) or ""
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
        raise SettingError(f"{name}={value[:100]!r} is not {words}; write 1 to {most}")
    return int(value)
