"""Answers that a reader's program need not fetch twice: an ETag of the content, 304, and for how long it holds."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from datasette.utils.asgi import Response

from docket.bills import congress_ends, last_ended


def tagged(body: bytes | str, media_type: str, max_age: int, headers: dict[str, str] | None = None, said: bytes | None = None) -> Response:
    """Return the body as an answer with its ETag, and for how many seconds it holds.

    The tag is weak, since the same content may leave compressed. It is made of the content alone, so that a
    rebuild, a restart or another replica with the same data answers with the same tag. `said` is the content where
    the body has more, which differs each time.
    """
    content = body.encode("utf-8") if isinstance(body, str) else body
    tag = f'W/"{sha256(content if said is None else said).hexdigest()[:32]}"'
    kept = {"ETag": tag, "Cache-Control": f"max-age={max_age}"} | (headers or {})
    return Response(content, status=200, headers=kept, content_type=media_type)


def given_again(answer: Response, seconds: float) -> Response:
    """Return an answer made before as one that holds for the seconds that are left of it."""
    headers = answer.headers | {"Cache-Control": f"max-age={int(seconds) or 1}"}
    return Response(answer.body, answer.status, headers, answer.content_type)


def unless_known(asked: str | None, answer: Response) -> Response:
    """Return the answer, or 304 without its body where ``If-None-Match`` of the request, `asked`, names its ETag."""
    if is_known(asked, answer.headers["ETag"]):
        return Response(b"", status=304, headers=answer.headers, content_type=answer.content_type)
    return answer


def is_known(asked: str | None, tag: str) -> bool:
    """Return whether an ``If-None-Match`` header names the tag; weak and strong compare alike (RFC 9110, 13.1.2)."""
    if not asked:
        return False
    named = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return "*" in named or tag.removeprefix("W/") in named


def seconds_to_midnight(now: datetime, timezones: Iterable[str], longest: int) -> int:
    """Return the seconds until a day ends in any of the zones, from 1 to `longest`: an answer that depends on
    what a court calls today holds no longer."""
    waits = [longest]
    for name in timezones:
        zone = ZoneInfo(name)
        midnight = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time.min, zone)
        waits.append(int((midnight - now).total_seconds()) + 1)
    return max(1, min(waits))


def seconds_to_end_of_congress(now: datetime) -> int:
    """Return the seconds until a Congress ends, and every bill of it that is not enacted with it; at least 1."""
    return max(1, int((congress_ends(last_ended(now) + 1) - now).total_seconds()))
