"""One response from a server, and what its status and headers require of us."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from scrapers.failures import FetchError
from scrapers.http.urls import readable, strip_secrets

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRYABLE = frozenset({429, 502, 503, 504})

# Pages that demand a human: a firewall's challenge can have status 200 as well as 403.
_CHALLENGE = re.compile(
    rb"g-recaptcha|h-captcha|hcaptcha\.com|cf-chl|challenge-platform|_Incapsula_Resource|captcha-delivery|awswaf",
    re.IGNORECASE,
)

# Header values that we store and send back. requests sends no value that begins with another kind of space (a
# no-break one), and servers refuse a request of 60 kB: such an ETag would close its address to us for good.
_SOUND = re.compile(r"[!-~](?:[ -~]{0,498}[!-~])?")

# Elements of XML or HTML, values of JSON: parsed, each takes up to 250 bytes, so that 50 MB of "{}," become
# over a gigabyte. A docket of 10,000 entries has about 600,000.
MOST_PARTS = 3_000_000


@dataclass(frozen=True)
class Reply:
    """One response. `headers` is case-insensitive; `body` is decoded, and empty unless the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def asked_wait(answer: Reply, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header (a number or an HTTP date) asks for; ``None`` without
    one."""
    asked = answer.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d+", asked, re.ASCII):
        return float(asked)  # too many digits for a float give infinity, longer than any wait
    try:
        moment = parsedate_to_datetime(asked)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def count_parts(body: bytes) -> int:
    """Return an upper bound for the number of elements or values on a page of XML, HTML or JSON."""
    return sum(body.count(mark) for mark in (b"<", b"{", b"[", b","))


def sound_header(value: str | None) -> str | None:
    """Return the value of a header if it is plain text of at most 500 characters, else None."""
    return value if value and _SOUND.fullmatch(value) else None


def redirect_target(url: str, answer: Reply) -> str:
    """Return the target of a redirect. Raises FetchError unless it is a web address at least as safe as
    `url`."""
    shown, location = strip_secrets(url), answer.headers.get("Location")
    if not location:
        raise FetchError(f"{shown}: a redirect to nowhere", shown, answer.status)
    try:
        target = readable(urljoin(url, location))
    except ValueError:
        message = f"{shown}: a redirect to {strip_secrets(location)[:200]!r}, not a web address"
        raise FetchError(message, shown, answer.status) from None
    if target.startswith("http:") and urlsplit(url).scheme == "https":
        raise FetchError(f"{shown}: a redirect from https to http is refused", shown, answer.status)
    return target


def is_challenge(answer: Reply) -> bool:
    """Return whether the response is from a firewall or a CAPTCHA instead of the site."""
    if answer.headers.get("cf-mitigated") or answer.headers.get("x-amzn-waf-action"):
        return True
    is_page = answer.headers.get("Content-Type", "").lower().startswith("text/html")
    return is_page and len(answer.body) < 64 * 1024 and bool(_CHALLENGE.search(answer.body))
