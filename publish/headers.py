"""The headers every answer carries unless it sets them itself: what a page may load, that its type must not
be guessed, how much of an address another site gets to see. Each answer itself says how long it holds and who
may read it.

No page of ours or Datasette's loads a script (our templates empty its script blocks), so one strict policy
serves all. The one exception is a case's page, which loads the script that copies its citations, and none
from another site.
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
