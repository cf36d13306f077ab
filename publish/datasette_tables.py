"""Datasette's own tables, rows and queries, kept while they hold, as our pages are (publish/cache.py), with
an ETag.

Datasette (0.65.5) computes every answer from scratch: 12 ms for a hundred rows as JSON, a second where it
counts a million rows. While nobody writes to the file the answer stays the same, so it is reused for as long
as it says that it holds. Rows that Datasette sends in pieces (CSV), downloads and refusals pass through
unchanged.
"""

import asyncio
import re
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from publish.asgi import Message, Receive, Scope, Send
from publish.cache import LARGEST, given_again, state_of, tagged, unless_known
from publish.database import LinkedDatabase

if TYPE_CHECKING:
    from datasette.utils.asgi import AsgiRunOnFirstRequest

_MEDIA = (b"application/json", b"text/html")
_MAX_AGE = re.compile(rb"max-age=([0-9]{1,6})")
_OWN_TO_ONE_READER = (b"cookie", b"authorization")
# How long the query took, which Datasette reports in its JSON.
_TOOK = re.compile(rb'"query_ms": [0-9.e+-]+')


class TableAnswers:
    """Datasette's application `app`, called only for what is not kept. `prefix` is the path of the
    database."""

    def __init__(self, app: "AsgiRunOnFirstRequest", prefix: str) -> None:
        self._app = app
        self._path = re.compile(re.escape(prefix) + r"(?:[/.]|$)")

    def answers(self, scope: Scope) -> bool:
        """Return whether the answer may be kept: something read from the docket, the same for every
        reader."""
        return (
            scope["method"] in ("GET", "HEAD")
            and self._path.match(scope["path"]) is not None
            and not any(name in _OWN_TO_ONE_READER for name, _ in scope["headers"])
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send, database: LinkedDatabase) -> None:
        """Answer one request in the state of the database that it is pinned to."""
        asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
        key = (
            scope["scheme"],
            asked.get(b"host"),
            scope.get("raw_path") or scope["path"],
            scope["query_string"],
        )
        state = state_of(database.pinned.path, database.archive_path)
        if kept := database.kept.find(key, state):
            await asyncio.sleep(0)  # nothing else here awaits: give the other requests a turn
            answer = given_again(*kept)
        else:
            held = _Held(_without_body(send) if scope["method"] == "HEAD" else send)
            await self._app(scope | {"method": "GET"}, receive, held.take)
            answer = held.answer
            if answer is None:
                return
            if state_of(database.pinned.path, database.archive_path) == state:  # else its state is unknown
                database.kept.keep(key, state, held.seconds, answer)
        answer = unless_known(asked.get(b"if-none-match"), answer)
        await answer.asgi_send(_without_body(send) if scope["method"] == "HEAD" else send)


def _without_body(send: Send):
    """Return `send` for an answer to HEAD: the headers that GET would have had, without the body (RFC 9110,
    9.3.2)."""

    async def wrapped(message: Message) -> None:
        await send(message | {"body": b""} if message["type"] == "http.response.body" else message)

    return wrapped


class _Held:
    """What an application sends, held back until it is complete; passed on piece by piece if it may not be
    kept."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._pieces: list[bytes] = []
        self.seconds = 0
        self.answer: Response | None = None

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._may_be_kept(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._pieces.append(message.get("body", b""))
        if sum(map(len, self._pieces)) > LARGEST:
            await self._let_go(self._start, message.get("more_body", False))
        elif not message.get("more_body"):
            self.answer = self._make(self._start)

    def _may_be_kept(self, start: Message) -> bool:
        headers = {name.lower(): value for name, value in start["headers"]}
        is_repeated = len(headers) < len(start["headers"])  # a repeated header would be lost
        if (
            start["status"] != 200
            or is_repeated
            or b"set-cookie" in headers
            or not headers.get(b"content-type", b"").startswith(_MEDIA)
        ):
            return False
        holds = _MAX_AGE.search(headers.get(b"cache-control", b""))
        self.seconds = int(holds[1]) if holds else 0
        return self.seconds > 0

    async def _let_go(self, start: Message, is_more: bool) -> None:
        await self._send(start)
        await self._send({"type": "http.response.body", "body": b"".join(self._pieces), "more_body": is_more})
        self._start = None

    def _make(self, start: Message) -> Response:
        headers = {
            name.decode().title(): value.decode("utf-8", "replace") for name, value in start["headers"]
        }
        media_type = headers.pop("Content-Type")
        headers.pop("Content-Length", None)
        body = b"".join(self._pieces)
        return tagged(body, media_type, self.seconds, headers, hashed=_TOOK.sub(b"", body))
