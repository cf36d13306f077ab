"""One request, one answer: the question, one consistent reading of the database, the page.

Each page is a function ``read(conn, asked)`` that returns the values of its template, a `Moved`, or None if
there is no such thing. It runs in one of Datasette's threads, under Datasette's time limit and within one
transaction, so that a page never mixes two states. The template is filled in without awaiting anything.
"""

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from datasette.utils import MultiParams
from datasette.utils.asgi import AsgiStream, Response

from db.rows import fetch_rows as rows
from publish.cache import Connection, given_again, seconds_to_end_of_congress, state_of, tagged, unless_known
from publish.filters.refusal import Unanswerable, read_names
from publish.links import page_path
from publish.other_code import OTHER_CODE, is_of_other_code

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from publish.database import LinkedDatabase

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR = "1900"  # the first year in which docket/times.py knows every instant, in any zone
_LAST_YEAR = "2198"
Found = TypeVar("Found")  # what is read for an answer: values for a template, a document, a redirect
# Datasette's environment -> the same without coroutines, with its files read once.
_PLAIN: WeakKeyDictionary = WeakKeyDictionary()


def _database(datasette: "Datasette") -> "LinkedDatabase":
    from publish.database import linked_database  # loads Datasette's views: a second for every command

    return linked_database(datasette)


def state_in_force(datasette: "Datasette") -> tuple:
    """Return a value that changes when somebody writes to the files that answer the current request."""
    database = _database(datasette)
    return state_of(database.pinned.path, database.archive_path)


class Addresses:
    """Our paths under the prefix of the site, as templates call for them.

    Datasette's own `urls` (0.65.5) makes strings that search a list of names on every attribute access: to
    escape one took 5 µs, and a page has hundreds.
    """

    def __init__(self, datasette: "Datasette") -> None:
        self._prefix = str(datasette.urls.path("/"))

    def path(self, path: str) -> str:
        return self._prefix + path.removeprefix("/")


def render(datasette: "Datasette", template: str, context: dict) -> str:
    """Return the page that a template of `reader/` renders from the values."""
    shared = datasette.jinja_env
    if shared not in _PLAIN:
        _PLAIN[shared] = shared.overlay(enable_async=False, auto_reload=False)
    return _PLAIN[shared].get_template(f"reader/{template}").render(context | {"urls": Addresses(datasette)})


PAGE_SECONDS = 60


class BadRequest(Unanswerable):
    """A reader asked for something impossible. The message says what is wrong, and what to write."""


class NotOffered(BadRequest):
    """A reader asked for a format that this site does not offer."""

    status = 501


class NotNow(Exception):
    """The question is valid but has no answer just now. `title` is the heading above the message."""

    title = "Not just now"


class TooSlow(NotNow):
    """Reading took longer than the time limit for an answer."""

    title = "This took too long"


@dataclass(frozen=True)
class Moved:
    """The page has moved to another address permanently."""

    path: str


# A list of hearings names two dozen zones in turn, and Python keeps the last eight: the others were read anew.
_load_zone = cache(ZoneInfo)


@dataclass(frozen=True)
class Asked:
    """What a reader asked: the parts of the path, the query string, and when (UTC).

    `root` is the address of the first page without its slash; each of our addresses that leaves the site (in
    a feed, a calendar, a card) begins with it.
    """

    parts: dict[str, str]
    args: MultiParams
    now: datetime
    url: str
    archive_path: Path | None
    root: str = ""
    export: dict | None = None  # the current snapshot and its files, if an exported one is served
    notes: tuple[str, ...] = ()  # what the reader should know about how the question was understood
    refused: Unanswerable | None = None  # why it could not be answered, if the page shows its list unfiltered

    def one(self, name: str) -> str | None:
        """Return the first value of a query parameter, or None if it is absent or empty."""
        return self.args.get(name) or None

    def many(self, name: str) -> list[str]:
        return [value for value in self.args.getlist(name) if value]

    @property
    def filters(self) -> dict[str, list[str]]:
        """What the list is narrowed and sorted by: every parameter except the page number."""
        return {name: self.many(name) for name in self.args if name != "page"}

    def with_value(self, name: str, old: str | None, new: str) -> str:
        """Return the path of the same question with `new` in place of the value `old` of this parameter; in
        place of its name if `old` is None."""
        made: dict[str, list[str]] = {}
        for key in self.args:
            is_it = key == name or name not in self.args  # it may be there under a former name
            for value in self.args.getlist(key):
                if old is None:
                    made.setdefault(new if is_it else key, []).append(value)
                else:
                    made.setdefault(key, []).append(_exchange(value, old, new) if is_it else value)
        return page_path(urlsplit(self.url).path, **made)

    def number(self, name: str, default: int = 1) -> int:
        """Return a parameter as a positive whole number. Raises BadRequest."""
        raw = self.one(name)
        if raw is None:
            return default
        if not (raw.isascii() and raw.isdigit()) or not 0 < int(raw[:10]) <= 10**9 or len(raw) > 10:
            raise BadRequest(f"{name}={raw[:40]} is not a whole number above zero")
        return int(raw)

    def as_of(self) -> date | None:
        """Return the court-local day given by ``?as_of=``, or None. Raises BadRequest."""
        raw = self.one("as_of")
        if raw is None:
            return None
        try:
            # Python also reads "20260612" as a day; and the first and last days of its calendar have no day
            # before or after them.
            if _DAY.fullmatch(raw) and _FIRST_YEAR <= raw[:4] <= _LAST_YEAR:
                return date.fromisoformat(raw)
        except ValueError:
            pass
        raise BadRequest(f"as_of={raw[:40]} is not a day; write it like 2026-06-12")

    def today(self, timezone: str | None) -> date:
        """Return the day asked for, or else today's local date in that court's zone."""
        return self.as_of() or self.now.astimezone(_load_zone(timezone or "America/New_York")).date()

    def earliest_today(self) -> date:
        """Return the earliest date that may be today at any court (Hawaii and Guam lie within 14 hours of
        UTC)."""
        return self.as_of() or (self.now - timedelta(hours=14)).date()


def _exchange(value: str, old: str, new: str) -> str:
    """Return a value, or a comma-separated list of values, with `new` in place of `old`."""
    return (
        new if value == old else ",".join(new if part.strip() == old else part for part in value.split(","))
    )


def row(conn: sqlite3.Connection, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> dict | None:
    """Return the first row of a query, or None."""
    return next(iter(rows(conn, sql, params)), None)


def one_row(conn: sqlite3.Connection, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> dict:
    """Return the first row of a query that always has one: a count, a sum, a maximum."""
    return rows(conn, sql, params)[0]


def marks(values: Collection[object]) -> str:
    """Return the placeholders of an SQL list: ``?, ?, ?``; for an empty list ``null``, which equals
    nothing."""
    return ", ".join("?" * len(values)) or "null"


def make_asked(datasette: "Datasette", request: "Request") -> Asked:
    """Return the question as it was written."""
    root = datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/")
    parts = {name: unquote(value) for name, value in request.url_vars.items() if value is not None}
    url = datasette.absolute_url(request, request.url)
    database = _database(datasette)
    return Asked(
        parts, request.args, datetime.now(UTC), url, database.archive_path, root, database.list_export()
    )


def understand(asked: Asked, known: Mapping[str, str]) -> Asked:
    """Return the question with the current names of its parameters (`known` maps each name to the current
    one). Raises Unanswerable for a name that is not in it, and for a time that ends before it begins."""
    parameters, notes = read_names({name: asked.args.getlist(name) for name in asked.args}, known)
    return replace(asked, args=MultiParams(parameters), notes=tuple(notes))


async def read_one_state(
    datasette: "Datasette",
    read: Callable[[Connection, Asked], Found],
    asked: Asked,
    seconds: float | None = None,
) -> Found:
    """Return what `read` finds in one state of the database. Raises BadRequest; NotNow after the time limit
    (`seconds`, or else Datasette's own), and if another version built the database."""
    limit = datasette.setting("sql_time_limit_ms") / 1000 if seconds is None else seconds

    def read_all(conn: Connection) -> Found:
        with conn.limited(limit):
            conn.execute("begin")
            try:
                return read(conn, asked)
            finally:
                conn.execute("rollback")

    try:
        return await _database(datasette).execute_fn(read_all)
    except sqlite3.OperationalError as error:
        if is_of_other_code(error):
            raise NotNow(OTHER_CODE) from None
        if error.args != ("interrupted",):
            raise
        raise TooSlow(
            "Reading this took longer than a page may take. Narrow the question, or try again."
        ) from None


Found_co = TypeVar("Found_co", covariant=True)


class Read(Protocol[Found_co]):
    """Reads what a page or a document shows; None if there is no such thing."""

    def __call__(self, conn: Connection, asked: Asked, /) -> Found_co | Moved | None: ...


class View(Protocol):
    """A Datasette view; Datasette passes it arguments by name."""

    def __call__(self, datasette: "Datasette", request: "Request") -> Awaitable[Response]: ...


_ABSENT = ("No such page", "Nothing here has that address.")
_WORD = re.compile(r"\w+")
_LONGEST_NAME = 80


def make_view(
    template: str,
    read: Read[dict],
    headers: dict[str, str] | None = None,
    known: Mapping[str, str] | None = MappingProxyType({}),
) -> View:
    """Return a Datasette view that answers with the template filled by `read`, under these headers.

    If `read` gives a `max_age`, in seconds, the page holds that long. `known` are the parameters the page
    takes; a question that cannot be answered gets the page without parameters, with an error message above
    it. If `known` is None, no name is checked.
    """

    def make(datasette: "Datasette", asked: Asked, context: dict) -> tuple[Response, int]:
        # The fate of a bill appears on many pages: none holds past the end of a Congress.
        seconds = min(context.get("max_age", PAGE_SECONDS), seconds_to_end_of_congress(asked.now))
        return tagged(
            render(datasette, template, context | {"asked": asked}),
            "text/html; charset=utf-8",
            seconds,
            headers,
        ), seconds

    async def refuse(datasette: "Datasette", asked: Asked, refused: Unanswerable) -> Response:
        # The search words are not a filter: the page without filters is still the same search.
        kept = {"q": asked.args.getlist("q")} if known and "q" in known and "q" in asked.args else {}
        plain = replace(asked, args=MultiParams(kept), refused=refused)
        try:
            context = await read_one_state(datasette, read, plain)
        except (Unanswerable, NotNow):
            context = None
        if refused.status != BadRequest.status or not isinstance(context, dict):
            return _respond(datasette, refused.status, "We could not read that request", str(refused))
        html = await _database(datasette).lanes.fill(
            lambda: render(datasette, template, context | {"asked": plain, "written": asked})
        )
        return Response.html(html, status=refused.status)

    async def absent(datasette: "Datasette", asked: Asked) -> Response:
        named = " ".join(_WORD.findall(" ".join(filter(None, asked.parts.values()))))
        return _respond(datasette, 404, *_ABSENT, look_for=named[:_LONGEST_NAME])

    return make_kept_view(read, make, _respond, known, refuse, absent)


def make_kept_view(
    read: Read[Found],
    make: Callable[["Datasette", Asked, Found], tuple[Response | AsgiStream, int]],
    say: Callable[["Datasette", int, str, str], Response],
    known: Mapping[str, str] | None = MappingProxyType({}),
    refuse: Callable[["Datasette", Asked, Unanswerable], Awaitable[Response]] | None = None,
    absent: Callable[["Datasette", Asked], Awaitable[Response]] | None = None,
    seconds: float | None = None,
) -> View:
    """Return a Datasette view that answers with what `make` makes from the result of `read`, and keeps the
    answer while the state is unchanged.

    ``make(datasette, asked, found)`` returns the answer and the seconds it holds; ``say(datasette, status,
    title, words)`` an error; ``refuse(datasette, asked, refused)`` the answer to a question that cannot be
    answered, ``absent(datasette, asked)`` the answer if there is no such thing. Reading may take `seconds`.
    """

    async def view(datasette: "Datasette", request: "Request") -> Response:
        asked_tag = request.headers.get("if-none-match")
        written = make_asked(datasette, request)
        try:
            database = _database(datasette)
            state = state_in_force(datasette)
            if kept := database.kept.find((written.url,), state):
                await asyncio.sleep(0)  # nothing else here awaits: give the other requests a turn
                return unless_known(asked_tag, given_again(*kept))
            asked = written if known is None else understand(written, known)
            answer = await read_one_state(datasette, read, asked, seconds)
        except Unanswerable as error:
            if refuse is not None:
                return await refuse(datasette, written, error)
            return say(datasette, error.status, "We could not read that request", str(error))
        except NotNow as error:
            return say(datasette, 503, error.title, str(error))
        if answer is None:
            return await absent(datasette, written) if absent else say(datasette, 404, *_ABSENT)
        if isinstance(answer, Moved):
            return Response.redirect(datasette.urls.path(answer.path), status=301)
        made, holds = await database.lanes.fill(lambda: make(datasette, asked, answer))
        if holds and state_in_force(datasette) == state:  # else: from which state is it?
            database.kept.keep((written.url,), state, holds, made)
        return unless_known(asked_tag, made)

    return view


def _respond(datasette: "Datasette", status: int, title: str, words: str, look_for: str = "") -> Response:
    context = {"status": status, "title": title, "error": words, "look_for": look_for}
    return Response.html(render(datasette, "error.html", context), status=status)
