"""One answer of a server, and what its status and headers ask of us."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from scrapers.http.urls import readable, strip_secrets
from scrapers.source import FetchError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRYABLE = frozenset({429, 502, 503, 504})

# Pages that want a human: a firewall's challenge comes with status 200 as well as 403.
_CHALLENGE = re.compile(
    rb"g-recaptcha|h-captcha|hcaptcha\.com|cf-chl|challenge-platform|_Incapsula_Resource|captcha-delivery|awswaf",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """`headers` is caseless; `body` is decoded, and empty unless the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def asked_wait(answer: Answer, now: datetime) -> float | None:
    """Return the seconds a Retry-After asks for (a number or an HTTP date), ``None`` without one."""
    asked = answer.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,12}", asked, re.ASCII):
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def redirect_target(url: str, answer: Answer) -> str:
    """Return where a redirect leads; FetchError unless it is a web address no less safe than `url`."""
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


def is_challenge(answer: Answer) -> bool:
    """Whether a firewall or a CAPTCHA answered in the place of the site."""
    if answer.headers.get("cf-mitigated") or answer.headers.get("x-amzn-waf-action"):
        return True
    is_page = answer.headers.get("Content-Type", "").lower().startswith("text/html")
    return is_page and len(answer.body) < 64 * 1024 and bool(_CHALLENGE.search(answer.body))
