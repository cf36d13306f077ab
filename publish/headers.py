"""The headers every answer carries unless it sets them itself: what a page may load, that its type is not to
be guessed, how much of an address is told to another site. Each answer says itself how long it keeps and who
may read it.

No page of ours or of Datasette's loads a script (its script blocks are emptied by our templates), so one
strict policy serves all; but a case's page loads the file that copies its citations, and may load no other site's.
"""

from publish.asgi import Message, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
COPY_POLICY = f"{POLICY}; script-src 'self'"
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"content-security-policy", POLICY.encode()),
)


def with_headers(send: Send) -> Send:
    """Return `send` with our headers added to the start of each answer that does not set them itself."""

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            present = {name.lower() for name, _ in headers}
            headers += [pair for pair in _ALWAYS if pair[0] not in present]
            message = dict(message, headers=headers)
        await send(message)

    return wrapped
