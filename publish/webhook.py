"""The only thing that can be written from the web: messages from CourtListener, into the inbox and nowhere
else.

Off unless the operator sets a secret. The message is written as received and answered at once: the sender
gives up after three seconds. Reading what it says is left to `tracker`.
"""

import asyncio
import hmac
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from publish.asgi import Receive, Scope, Send
from publish.inbox_files import MAX_BYTES, Inbox, InboxFull, write_message

if TYPE_CHECKING:
    from datasette.app import Datasette

log = logging.getLogger("tracker")
_RETRY_SECONDS = 600
PATH = "/-/webhook/courtlistener/"


class Receiver:
    """The ASGI application at the secret address. Without an inbox there is no such address."""

    def __init__(self, datasette: "Datasette") -> None:
        self._datasette = datasette
        self._prefix = datasette.urls.path(PATH).rstrip("/") + "/"

    def answers(self, scope: Scope) -> bool:
        return scope["path"].startswith(self._prefix) and self._inbox is not None

    @property
    def _inbox(self) -> Inbox | None:
        """The inbox from the command line, or the one in Datasette's own configuration (see
        publish/serve.py)."""
        configured = self._datasette.plugin_config("tracker") or {}
        if configured.get("webhook_secret") and configured.get("inbox"):
            return Inbox(Path(configured["inbox"]), configured["webhook_secret"])
        return getattr(self._datasette.databases.get("docket"), "inbox", None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self._answer(scope, receive)).asgi_send(send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        inbox, secret = self._inbox, scope["path"].removeprefix(self._prefix)
        if inbox is None or not hmac.compare_digest(secret.encode(), inbox.secret.encode()):
            return Response.text("Not found\n", status=404)
        if scope["method"] != "POST":
            return Response.text("POST a message here\n", status=405, headers={"allow": "POST"})
        body = await _read(receive)
        if body is None:
            return Response.text(
                f"more than {MAX_BYTES} bytes; nothing was kept\n",
                status=413,
                headers={"connection": "close"},
            )
        if not body:
            return Response.text("an empty message; nothing was kept\n", status=400)
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        try:
            is_new = await asyncio.to_thread(write_message, inbox.folder, headers, body, datetime.now(UTC))
        except InboxFull as full:
            log.warning("%s", full)
            return Response.text(
                "the inbox is full; nothing was kept, send it again later\n",
                status=507,
                headers={"retry-after": str(_RETRY_SECONDS)},
            )
        except OSError:
            return Response.text("the message cannot be kept just now; send it again\n", status=503)
        return Response.text("kept\n" if is_new else "known already\n")


async def _read(receive: Receive) -> bytes | None:
    """Return the body; None for one that is too long, b"" if the sender hung up."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        body += message.get("body", b"")
        if len(body) > MAX_BYTES:
            return None
        more = message.get("more_body", False)
    return bytes(body)
