"""Every environment variable and path, read once into one frozen object."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"
_ADDRESS = re.compile(r"TRACKER_([A-Z_]+)_URL")


class SettingError(ValueError):
    """A setting that cannot be used. The message names the variable and what to write."""


@dataclass(frozen=True)
class Settings:
    """Where things are and who we say we are.

    `addresses` are the operator's base addresses by source, from ``TRACKER_<SOURCE>_URL``.
    """

    home: Path
    contact: str | None
    addresses: dict[str, str]
    courtlistener_token: str | None
    fetch_seconds: int | None

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


def load_settings(environ=os.environ) -> Settings:
    """Return the settings. Raises SettingError naming the variable that cannot be used."""
    addresses = {}
    for name, value in environ.items():
        if (match := _ADDRESS.fullmatch(name)) and value:
            if not re.match(r"https?://[^/\s]+", value):
                raise SettingError(f"{name}={value!r} is not an address; write http:// or https:// and a host")
            addresses[match[1]] = value
    seconds = environ.get("TRACKER_FETCH_SECONDS", "")
    if seconds and not seconds.isdigit():
        raise SettingError(f"TRACKER_FETCH_SECONDS={seconds!r} is not a whole number of seconds")
    return Settings(
        home=Path(environ.get("TRACKER_HOME") or "data").expanduser(),
        contact=environ.get("TRACKER_CONTACT") or None,
        addresses=addresses,
        courtlistener_token=environ.get("COURTLISTENER_TOKEN") or None,
        fetch_seconds=int(seconds) if seconds else None,
    )
