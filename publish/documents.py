"""Answers for programs that are neither pages nor rows: calendars, feeds, the sitemap, robots.txt."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import AsgiStream, Response

from publish.cache import tagged
from publish.request import Asked, Read, View, make_kept_view, read_one_state, state_in_force

if TYPE_CHECKING:
    from datasette.app import Datasette

# An answer can hold nothing newer than the last look at a source, and sources are looked at three times an
# hour at most.
DOCUMENT_SECONDS = 600
_OPEN = {"Access-Control-Allow-Origin": "*"}
_CODES = {404: "not_found", 503: "too_slow"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Document:
    """A body with its media type. `name` is the file name to save it under, which a browser does if it
    `is_saved`; it holds for `max_age` seconds."""

    body: bytes
    media_type: str
    name: str
    max_age: int = DOCUMENT_SECONDS
    is_saved: bool = False


@dataclass(frozen=True)
class Parts:
    """A body too long to be made at once: how it begins, and the functions that read the rest, part by part,
    in order.

    Each part is read when the one before it has been sent, in its own state of the record: a reader on a slow
    line holds no connection to the database, and a part may take as long as a page. `depends_on` is what the
    rest depends on besides the files and the question.
    """

    first: bytes
    rest: Iterator[Callable[[sqlite3.Connection], bytes]]
    media_type: str
    name: str
    max_age: int = DOCUMENT_SECONDS
    is_saved: bool = False
    depends_on: str = ""


class _Sent(AsgiStream):
    """The parts as a response being sent. It has no body that could be kept and reused."""

    body = b""


def make_document_view(
    read: Read[Document | Parts],
    known: Mapping[str, str] | None,
    is_json: bool = False,
    seconds: float | None = None,
) -> View:
    """Return a Datasette view that answers with the Document that ``read(conn, asked)`` returns, to any
    program. `known` maps each parameter that may be given to its current name; with None no name is checked.
    A refusal is plain text, or for JSON an error in the API's form. Reading may take this many `seconds`;
    without them, as long as for a page."""
    make, say = partial(_make, seconds=seconds), _respond_in_json if is_json else _respond
    return make_kept_view(read, make, say, known, seconds=seconds)


def _make(
    datasette: "Datasette", asked: Asked, document: Document | Parts, seconds: float | None
) -> tuple[Response | _Sent, int]:
    shown = "attachment" if document.is_saved else "inline"
    headers = _OPEN | {"Content-Disposition": f'{shown}; filename="{safe_name(document.name)}"'}
    if isinstance(document, Parts):
        return _send_parts(datasette, asked, document, headers, seconds), 0
    return tagged(document.body, document.media_type, document.max_age, headers), document.max_age


def _send_parts(
    datasette: "Datasette", asked: Asked, parts: Parts, headers: dict[str, str], seconds: float | None
) -> _Sent:
    async def send(writer: Any) -> None:
        await writer.write(parts.first.decode())
        for read in parts.rest:
            part = await read_one_state(datasette, partial(_read_part, read), asked, seconds)
            await writer.write(part.decode())

    # Its tag is computed from the state of the files, since the content is not known until it has been sent.
    tag = sha256(f"{state_in_force(datasette)}{asked.root}{parts.depends_on}".encode()).hexdigest()[:32]
    headers |= {"ETag": f'W/"{tag}"', "Cache-Control": f"max-age={parts.max_age}"}
    return _Sent(send, 200, headers, parts.media_type)


def _read_part(read: Callable[[sqlite3.Connection], bytes], conn: sqlite3.Connection, _asked: Asked) -> bytes:
    return read(conn)


def _respond(datasette: "Datasette", status: int, title: str, words: str) -> Response:
    return Response.text(f"{words}\n", status=status, headers=_OPEN)


def _respond_in_json(datasette: "Datasette", status: int, title: str, words: str) -> Response:
    error: dict[str, Any] = {
        "code": _CODES.get(status, "bad_value"),
        "message": words,
        "parameter": None,
        "nearest": [],
    }
    return Response.json({"error": error}, status=status, headers=_OPEN)


def safe_name(name: str) -> str:
    """Return a file name of plain letters, digits, hyphens and dots: ids come from dockets, and this goes
    into a header."""
    return _UNSAFE.sub("-", name).strip("-.")[:100] or "data"
