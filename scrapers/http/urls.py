"""URLs: which parts may be shown, and which server they belong to."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from urllib3.util import parse_url

from docket.issues import ParseError

# Query parameters that are keys (govinfo and congress.gov use api_key; file stores behind a redirect
# sign their links with X-Amz-Signature), and "user:password@".
_SECRET = re.compile(
    r"((?:^|[?&;])(?:access_token|api[_-]?key|auth|key|password|secret|sig|signature|token"
    r"|x-amz-(?:credential|security-token|signature))=)[^&#\s'\")]*",
    re.IGNORECASE,
)
_USER = re.compile(r"(://)[^/@\s]*@")


def strip_secrets(url: str) -> str:
    """Return the URL (or a text with URLs in it) without the values of keys and passwords; parameter names
    stay."""
    return _USER.sub(r"\1", _SECRET.sub(r"\1REMOVED", url))


def readable(url: str) -> str:
    """Return the URL as it will be sent, so that the host that we check is the host that gets the request.

    URL parsers differ: the host of ``http://a\\@b/`` is b for urlsplit, but a for urllib3, which connects.
    Raises ValueError unless it is an http or https URL with a host.
    """
    parsed = parse_url(url.strip())
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ValueError("not a web address")
    return parsed.url


@lru_cache(maxsize=512)  # a saved page is compared with a hundred courts' lists
def host_of(url: str) -> str:
    """Return the host as stored in the ledger: lower case, with the port unless it is the default."""
    parts = urlsplit(url)
    usual_port = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return parts.netloc.rpartition("@")[2].lower().removesuffix(usual_port)


def origin_of(url: str) -> str:
    """Return scheme and host, ``https://ecf.cand.uscourts.gov``."""
    return f"{urlsplit(url).scheme}://{host_of(url)}"


def trusted_origins(addresses: Mapping[str, str]) -> list[re.Pattern[str]]:
    """Return a pattern for the origin of every address that the operator configured, which may contain
    ``{court}``.

    Raises ParseError, naming the setting that is not an address.
    """
    patterns = []
    for name, address in addresses.items():
        try:
            parts = re.split(r"\{\w+\}", origin_of(address))
            patterns.append(re.compile("[a-z0-9-]+".join(map(re.escape, parts))))
        except ValueError:
            message = (
                f"TRACKER_{name}_URL={strip_secrets(address)!r} is not an address; write http:// or "
                "https:// and a host"
            )
            raise ParseError(message, code="setting") from None
    return patterns
