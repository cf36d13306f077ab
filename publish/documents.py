"""Answers for programs that are neither pages nor rows: calendars, feeds, the map of the site, robots.txt."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response

from publish.cache import tagged
from publish.request import Asked, make_kept_view

if TYPE_CHECKING:
    from datasette.app import Datasette

# Nothing newer than the last look at a source can be in an answer, and sources are looked at three times an
# hour at most.
KEEP_SECONDS = 600
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Document:
    """A body with its media type; `name` is what a program may save it as; it holds for `max_age` seconds."""

    body: bytes
    media_type: str
    name: str
    max_age: int = KEEP_SECONDS


def make_document_view(read: Callable, known: Mapping[str, str] | None) -> Callable[..., Any]:
    """Return a Datasette view that answers with the Document that ``read(conn, asked)`` returns, to anyone's
    program. `known` are the parameters it may be asked with, each with the name it has now; with None no name is
    checked."""
    return make_kept_view(read, _make, _respond, known)


def _make(datasette: "Datasette", asked: Asked, found: Document) -> tuple[Response, int]:
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Content-Disposition": f'inline; filename="{safe_name(found.name)}"',
    }
    return tagged(found.body, found.media_type, found.max_age, headers), found.max_age


def _respond(datasette: "Datasette", status: int, title: str, words: str) -> Response:
    return Response.text(f"{words}\n", status=status)


def safe_name(name: str) -> str:
    """Return a file name of plain letters, digits, hyphens and dots: ids come from dockets, and this is a header."""
    return _UNSAFE.sub("-", name).strip("-.")[:100] or "data"
