"""URLs: what may be shown of them, and which server they belong to."""

import re
from urllib.parse import urlsplit

# Query parameters that are keys (govinfo and congress.gov use api_key), and "user:password@".
_SECRET = re.compile(
    r"((?:^|[?&;])(?:access_token|api[_-]?key|auth|key|password|secret|sig|signature|token)=)[^&#\s'\")]*", re.IGNORECASE
)
_USER = re.compile(r"(://)[^/@\s]*@")


def strip_secrets(url: str) -> str:
    """Return the URL (or a text with URLs in it) without keys and passwords; their names stay."""
    return _USER.sub(r"\1", _SECRET.sub(r"\1REMOVED", url))


def host_of(url: str) -> str:
    """Return the host as the ledger knows it: lower case, with the port where one is written."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def origin_of(url: str) -> str:
    """Return scheme and host, ``https://ecf.cand.uscourts.gov``."""
    return f"{urlsplit(url).scheme}://{host_of(url)}"


def origin_pattern(address: str) -> re.Pattern:
    """Return what the origin of a configured address looks like; ``{court}`` may stand in it."""
    parts = re.split(r"\{\w+\}", origin_of(address))
    return re.compile("[a-z0-9-]+".join(re.escape(part) for part in parts))
