"""The API's answers as they are sent: headers, ETag and 304, and the recent ones kept for the next reader.

A kept answer (publish/cache.py) is reused only while the files are unchanged and no day has begun at any
court since.
"""

import math
import time
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from publish.api.formats import write_json
from publish.asgi import Send
from publish.cache import is_known
from publish.metadata import LICENSE

JSON = "application/json"
ANSWER_SECONDS = 60
MOST_BYTES = 32 * 2**20  # kept in memory (publish/cache.py)
LARGEST = 2 * 2**20  # bytes; a larger answer is not kept
OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Content-Disposition, Deprecation, Sunset, Retry-After"),
)


@dataclass(frozen=True)
class ApiAnswer:
    """One answer. `until` is the moment (as time.time) at which the start of a new day would change it, or
    None."""

    body: bytes
    status: int = 200
    media_type: str = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()
    tag: str | None = None
    until: float | None = None

    async def send(self, send: Send, method: str, asked_tag: str | None) -> None:
        """Send the answer: a 304 if the request names its tag, headers only for HEAD."""
        headers = [*OPEN, *self.headers, (b"cache-control", self._kept_for())]
        if self.tag:
            headers.append((b"etag", self.tag.encode()))
            if asked_tag and is_known(asked_tag, self.tag):
                await send({"type": "http.response.start", "status": 304, "headers": headers})
                await send({"type": "http.response.body", "body": b""})
                return
        headers += [
            (b"content-type", self.media_type.encode()),
            (b"content-length", str(len(self.body)).encode()),
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else self.body})

    @property
    def seconds_left(self) -> float:
        """How many seconds it may be reused while nobody writes."""
        return math.inf if self.until is None else self.until - time.time()

    def _kept_for(self) -> bytes:
        if self.status != 200:
            return b"no-store" if self.status >= 400 else b"max-age=%d" % ANSWER_SECONDS
        seconds = max(1, int(min(ANSWER_SECONDS, self.seconds_left)))
        return b"max-age=%d" % seconds


def good(
    body: bytes, media_type: str = JSON, headers: tuple[Any, ...] = (), until: float | None = None
) -> ApiAnswer:
    """Return an answer with its license and a tag computed from its content alone, the same on every replica.
    For a case of 60 kB, BLAKE2 takes half as long as SHA-256."""
    license = (b"link", f'<{LICENSE}>; rel="license"'.encode())
    return ApiAnswer(
        body, 200, media_type, (license, *headers), f'W/"{blake2b(body, digest_size=16).hexdigest()}"', until
    )


def refused(status: int, body: dict[str, Any], headers: tuple[Any, ...] = ()) -> ApiAnswer:
    return ApiAnswer(write_json(body), status, headers=headers)


def moved(path: str) -> ApiAnswer:
    return ApiAnswer(b"", 301, headers=((b"location", path.encode("ascii")),))
