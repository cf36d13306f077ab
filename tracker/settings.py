"""Every environment variable and path, read once into one frozen object."""

import os
import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path

VERSION = "0.2.0"
_ADDRESS = re.compile(r"TRACKER_([A-Z_]+)_URL")
_KEY = re.compile(r"TRACKER_([A-Z_]+)_KEY")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,252})", re.ASCII)
_SWITCHES = ("SCOTUS_JSON",)
# The writer alone is busy with what four readers have ready.
_MOST_PROCESSES = 4
# Ten times what the slowest page that we hold takes on the slowest machine that was measured.
_PARSE_SECONDS = 20
# It is the last part of an address and all that protects it.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{24,200}", re.ASCII)


class SettingError(ValueError):
    """A setting that cannot be used. The message names the variable and what to write."""


@dataclass(frozen=True)
class Settings:
    """Where things are and who we say we are.

    `addresses` are the operator's base addresses by source, from ``TRACKER_<SOURCE>_URL``; `keys`
    are keys to programming interfaces, from ``TRACKER_<SOURCE>_KEY``, and are never printed. `extra_ca`
    comes from ``TRACKER_EXTRA_CA``.
    """

    home: Path
    contact: str | None
    addresses: dict[str, str]
    courtlistener_token: str | None
    fetch_seconds: int | None
    keys: dict[str, str] = field(default_factory=dict, repr=False)
    switches: frozenset[str] = frozenset()  # what is off by default and was switched on
    extra_ca: dict[str, Path] = field(default_factory=dict)  # a PEM file by host
    is_log_json: bool = False
    notify_socket: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown."""
        given = (self.courtlistener_token, self.webhook_secret)
        return (*(one for one in given if one), *self.keys.values())

    webhook_secret: str | None = field(default=None, repr=False)
    processes: int = 1  # that a rebuild works with: the writer, and readers ahead of it
    parse_seconds: int | None = (
        None  # of the processor that a page of others may take; None: read without a limit
    )
    site_url: str | None = None  # where readers find the pages, without a slash at the end
    hosts: tuple[str, ...] = ()  # names by which the pages may be asked for, where there is no site_url
    proxies: str | None = None  # the addresses that a proxy before the pages asks from

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
        """Who is told of what."""
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
            if not re.match(r"https?://[^/\s]+", value):
                raise SettingError(
                    f"{name}={value!r} is not an address; write http:// or https:// and a host"
                )
            addresses[match[1]] = value
    site_url = addresses.pop("SITE", "").rstrip("/") or None
    processes = environ.get("TRACKER_PROCESSES") or str(min(os.cpu_count() or 1, _MOST_PROCESSES))
    if not processes.isdigit() or not 1 <= int(processes) <= 64:
        raise SettingError(f"TRACKER_PROCESSES={processes!r} is not a number of processes; write 1 to 64")
    parse_seconds = environ.get("TRACKER_PARSE_SECONDS") or str(_PARSE_SECONDS)
    if not parse_seconds.isdigit() or not 1 <= int(parse_seconds) <= 3600:
        raise SettingError(f"TRACKER_PARSE_SECONDS={parse_seconds!r} is not a time; write 1 to 3600 seconds")
    seconds = environ.get("TRACKER_FETCH_SECONDS", "")
    if seconds and not seconds.isdigit():
        raise SettingError(f"TRACKER_FETCH_SECONDS={seconds!r} is not a whole number of seconds")
    return Settings(
        home=Path(environ.get("TRACKER_HOME") or "data").expanduser(),
        contact=environ.get("TRACKER_CONTACT") or None,
        addresses=addresses,
        courtlistener_token=environ.get("COURTLISTENER_TOKEN") or None,
        fetch_seconds=int(seconds) if seconds else None,
        keys=_load_keys(environ),
        switches=_load_switches(environ),
        extra_ca=_load_extra_ca(environ.get("TRACKER_EXTRA_CA", "")),
        is_log_json=_is_log_json(environ.get("TRACKER_LOG", "")),
        notify_socket=environ.get("NOTIFY_SOCKET") or None,
        webhook_secret=_load_webhook_secret(environ.get("TRACKER_WEBHOOK_SECRET")),
        site_url=site_url,
        hosts=_load_hosts(environ.get("TRACKER_HOSTS", "")),
        proxies=environ.get("FORWARDED_ALLOW_IPS") or None,
        processes=int(processes),
        parse_seconds=int(parse_seconds),
    )


def _load_hosts(value: str) -> tuple[str, ...]:
    """Names as a request gives them, without port: what is no name would never be asked for."""
    names = tuple(name.strip().casefold() for name in value.split(",") if name.strip())
    for name in names:
        if not _HOST.fullmatch(name):
            raise SettingError(
                f"TRACKER_HOSTS={value!r}: {name!r} is not the name of a host; write names, with commas"
            )
    return names


def _load_webhook_secret(value: str | None) -> str | None:
    if value and not _WEBHOOK_SECRET.fullmatch(value):
        raise SettingError(
            "TRACKER_WEBHOOK_SECRET cannot be used; write 24 to 200 letters, digits, - or _ that nobody guesses: "
            'python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    return value or None


def _is_log_json(words: str) -> bool:
    if words not in ("", "text", "json"):
        raise SettingError(f"TRACKER_LOG={words!r} is not a form of log; write text or json")
    return words == "json"


def _load_switches(environ) -> frozenset[str]:
    for name in _SWITCHES:
        if environ.get(f"TRACKER_{name}", "") not in ("", "yes", "no"):
            raise SettingError(f"TRACKER_{name}={environ[f'TRACKER_{name}']!r} is neither yes nor no")
    return frozenset(name for name in _SWITCHES if environ.get(f"TRACKER_{name}") == "yes")


def _load_extra_ca(words: str) -> dict[str, Path]:
    """Return the file of each host in ``HOST=FILE HOST=FILE``."""
    found = {}
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
        found[host.lower()] = Path(path)
    return found


def _load_keys(environ) -> dict[str, str]:
    """A key goes into a header, so it is one word of plain characters."""
    keys = {
        match[1]: value.strip()
        for name, value in environ.items()
        if (match := _KEY.fullmatch(name)) and value.strip()
    }
    for name, value in keys.items():
        if not re.fullmatch(r"[!-~]+", value):
            raise SettingError(f"TRACKER_{name}_KEY is not a key; write it as it was given, without spaces")
    return keys
