"""Answers for programs that are neither pages nor rows: calendars, feeds, the map of the site, robots.txt."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from datasette.utils.asgi import Response

from publish.conditional import tagged, unless_known
from publish.kept import state_of
from publish.linked import linked_database
from publish.reading import BadRequest, Moved, TooSlow, make_asked, read_one_state

# Nothing newer than the last look at a source can be in an answer, and sources are looked at three times an hour at most.
KEEP_SECONDS = 600
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Document:
    """A body with its media type; `name` is what a program may save it as; it holds for `max_age` seconds."""

    body: bytes
    media_type: str
    name: str
    max_age: int = KEEP_SECONDS


def make_document_view(read: Callable):
    """Return a Datasette view that answers with the Document that ``read(conn, asked)`` returns, to anyone's program."""

    async def view(datasette, request):
        try:
            asked = make_asked(datasette, request)
            database = linked_database(datasette)
            state = state_of(database.pinned.path, database.archive_path)
            if kept := database.kept.find(asked.url, state):
                await asyncio.sleep(0)              # nothing else here waits: let the other requests have their turn
                return unless_known(request, kept)
            found = await read_one_state(datasette, read, asked)
        except BadRequest as error:
            return Response.text(f"{error}\n", status=error.status)
        except TooSlow as error:
            return Response.text(f"{error}\n", status=503)
        if found is None:
            return Response.text("Nothing here has that address.\n", status=404)
        if isinstance(found, Moved):
            return Response.redirect(datasette.urls.path(found.path), status=301)
        headers = {
            "Access-Control-Allow-Origin": "*",
            "Content-Disposition": f'inline; filename="{safe_name(found.name)}"',
        }
        made = tagged(found.body, found.media_type, found.max_age, headers)
        if state_of(database.pinned.path, database.archive_path) == state:      # else: of which state is it?
            database.kept.keep(asked.url, state, found.max_age, made)
        return unless_known(request, made)

    return view


def safe_name(name: str) -> str:
    """Return a file name of plain letters, digits, hyphens and dots: ids come from dockets, and this is a header."""
    return _UNSAFE.sub("-", name).strip("-.")[:100] or "data"
