"""The first to see a request: refuses impossible ones, identifies the reader, ends work nobody waits for.

POST to a table, an invalid host, an address of 20 kB      405, 400, 414, before anything else reads them
/~64ocket     301 to /docket: one spelling, or a rule for a table would not hold for all of its addresses
?utm_source=…, fbclid, gclid          removed from every address: they only say where a reader came from
a reader who hangs up                 costly work ends; uvicorn would let it run on, and send it nowhere
429 and 503                           say when to try again
"""

import asyncio
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from datasette.utils.asgi import Response

from db.columns import TABLE
from publish.api.answers import OPEN
from publish.asgi import Message, Receive, Scope, Send
from publish.filters.refusal import is_tracking
from publish.links import web_address
from publish.sheets.answer import PATH as SHEET
from publish.sql.columns import find_unknown
from publish.sql.lanes import HEALTH, MOST_REST, PIECE, SEARCHES, SHEETS, SQL, STREAMS, TABLES
from publish.sql.shares import ASKING, RETRY_SECONDS, Asking, Crowded, name_client

if TYPE_CHECKING:
    from datasette.app import Datasette

_READING = ("GET", "HEAD", "OPTIONS")
_LONGEST = 16_000  # bytes in an address. Datasette's search for comments in SQL takes quadratic time
_MOST_COMMENTS = 20
_MOST_PARAMETERS = 100
_MOST_QUESTIONS = 10  # each facet is a query of its own, and each condition is part of every one of them
_FOR_PROGRAMS = (".json", ".jsono", ".csv", ".blob")
_NUMBERS = ("_size", "_timelimit")
_ASKS_MORE = ("_facet", "_where")
_MOST_ROWS = 100  # rows of a table on one page
_STALLED_SECONDS = 60  # a reader who takes nothing of an answer for this long is considered gone
_HOST = re.compile(rb"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_DOCKET = re.compile(r"(?:/at/[^/]+)?/docket(?:(?P<end>\.\w+)|/(?P<name>[^/]+)(?P<rest>/.*)?)?/?", re.DOTALL)
_API_EXPORT = re.compile(r"/api/v1/\w+\.(?:csv|ndjson)/?")
_FILE = re.compile(r"/export/[^/]+/.+|/citations\.graphml")
# Datasette reads "~64ocket" as "docket". A name with needless escapes is redirected to the plain one;
# otherwise everything that looks at the address before Datasette (shares, refusals, safe cells) would not
# recognize the table.
_NEEDLESS = re.compile(r"~(3[0-9]|[46][1-9A-Fa-f]|[57][0-9]|[57][Aa]|2[Dd]|5[Ff])")
# Datasette's pages for plugin authors; one of them reveals paths and what runs in the process.
_NOT_FOR_READERS = re.compile(r"/-/(?:threads(?:\.json)?|patterns|messages|allow-debug)/?")
_FILES = ("/static/", "/-/static")
_LONGEST_NAME = 255  # bytes of a file's name
# Columns with a full-text index.
_INDEXED = {table.name: table.search for table in TABLE.values() if table.search}
_ELSEWHERE = ("/docket", "/api/v1", "/-/", "/at/", "/export/", "/static/", "/robots.txt")


class Gate:
    """The ASGI application before all others. `find_database` returns the docket, `takes_messages` whether a
    request may be a POST."""

    def __init__(self, app, datasette: "Datasette", find_database, takes_messages) -> None:
        self._app, self._datasette, self._find_database, self._takes_messages = (
            app,
            datasette,
            find_database,
            takes_messages,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if (refusal := _refusal_of_lengths(scope)) is not None:
            await refusal.asgi_send(send)
            return
        if self._takes_messages(scope):
            await self._app(scope, receive, send)
            return
        path = self._path(scope)
        refusal = _refusal(scope, path) or self._plainly(scope, path)
        asked = [] if refusal else parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if fault := self._find_fault(path, asked):
            refusal = _respond(400, fault, path)
        if refusal is not None:
            await refusal.asgi_send(send)
            return
        if any(name == b"cookie" and not value.isascii() for name, value in scope["headers"]):
            # asgi-csrf decodes them all as UTF-8, and if one is not, there is no answer at all.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"cookie"]}
        if (few := _with_few_rows(path, asked)) and few != asked:
            scope, asked = {**scope, "query_string": urlencode(few).encode("ascii")}, few
        scope = self._at_home(_without_tracking(scope, path, asked))
        asking = _read_asking(
            scope, path, asked, self._described("queries") if _DOCKET.fullmatch(path) else {}
        )
        token = ASKING.set(asking)
        try:
            await self._answer(scope, receive, _Sender(send), asking, path)
        finally:
            ASKING.reset(token)

    async def _answer(
        self, scope: Scope, receive: Receive, send: "_Sender", asking: Asking, path: str
    ) -> None:
        shares, reader_gone = self._find_database().lanes.shares, Gone(receive)
        try:
            if asking.is_stream:
                slot = await reader_gone.unless(shares.enter(STREAMS, asking.client))
                try:
                    await reader_gone.unless(self._app(scope, _no_body, _in_time(send)))
                finally:
                    slot.leave()
            elif asking.kind == SEARCHES:
                slot = await reader_gone.unless(shares.enter(SEARCHES, asking.client))
                begun = time.monotonic()
                try:  # once begun, it goes on; otherwise a reader who hangs up could have any number running
                    await self._app(scope, _no_body, _in_time(send))
                finally:  # a reader who asks without a pause gets half of the time, and the others the rest
                    try:
                        await asyncio.sleep(min(time.monotonic() - begun, MOST_REST))
                    finally:
                        slot.leave()
            elif asking.kind in (SQL, TABLES):
                await reader_gone.unless(self._app(scope, _no_body, _in_time(send)))
            else:
                await self._app(scope, receive, send)
        except NobodyWaits:
            return
        except Crowded as crowded:
            if send.has_begun:
                raise
            await _respond(crowded.status, crowded.message, path).asgi_send(send)
        finally:
            reader_gone.forget()

    def _find_fault(self, path: str, asked: list[tuple[str, str]]) -> str | None:
        """Return a sentence about a request that Datasette would answer badly: one for too much, or one it
        has no answer to."""
        if any(text.count("/*") > _MOST_COMMENTS for _, text in asked):
            return "That is more comments than SQL needs."
        if not _DOCKET.fullmatch(path):
            return None
        more = sum(name.startswith(_ASKS_MORE) and name != "_facet_size" for name, _ in asked)
        if len(asked) > _MOST_PARAMETERS or more > _MOST_QUESTIONS:
            return f"A table takes {_MOST_QUESTIONS} facets and conditions, and {_MOST_PARAMETERS} parameters in all."
        if any(name == "_through" for name, _ in asked):
            # For a value that fits no foreign key, Datasette fails with a traceback (0.65.5).
            return "Ask with ?sql= for what a table has through another."
        if name := _find_no_number(asked):
            return f"{name} is a whole number."
        if words := self._find_no_column(path, asked):
            return words
        if _with_few_rows(path, asked) is None:
            return f"A page of a table has at most {_MOST_ROWS} rows. Take .json for 3,000 at a time, .csv for all."
        return None

    def _path(self, scope: Scope) -> str:
        return "/" + scope["path"].removeprefix(self._datasette.urls.path("/")).lstrip("/")

    def _plainly(self, scope: Scope, path: str) -> Response | None:
        """Return a redirect to the plain address of a table that is spelled with needless escapes."""
        plain = _NEEDLESS.sub(lambda sign: chr(int(sign[1], 16)), path)
        if plain == path or not _DOCKET.fullmatch(plain):
            return None
        query = scope["query_string"].decode("latin-1")
        there = self._datasette.urls.path(quote(plain, safe="/~"))
        return Response.redirect(f"{there}?{query}" if query else str(there), status=301)

    def _described(self, name: str) -> dict:
        return (self._datasette.metadata("databases") or {}).get("docket", {}).get(name) or {}

    def _find_no_column(self, path: str, asked: list[tuple[str, str]]) -> str | None:
        """Return a sentence about a column that is requested but that a table or view does not have. An older
        version of the record (/at/) may have had other columns."""
        match = _DOCKET.fullmatch(path) if asked and not path.startswith("/at/") else None
        if match is None or not match["name"] or (match["rest"] or "").strip("/"):
            return None
        table = match["name"].partition(".")[0]
        described = self._described("tables").get(table, {}).get("columns")
        return find_unknown(table, described, _INDEXED, asked) if described else None

    def _at_home(self, scope: Scope):
        """Return the request with the site's own name as its host, if the operator has set one.

        Otherwise it keeps the host it names if that is the server's own or one the operator lists: links
        begin with it, and a reader could make others follow links to a host of their own.
        """
        database = self._find_database()
        if (site_url := database.site_url) is None:
            if _is_own_name(scope, database.hosts):
                return scope
            host, port = scope.get("server") or ("localhost", None)
            host = f"[{host}]" if ":" in host else host
            site_url = f"{scope['scheme']}://{host}{f':{port}' if port else ''}"
        site = urlsplit(site_url)
        headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
        return {
            **scope,
            "scheme": site.scheme,
            "headers": [*headers, (b"host", site.netloc.encode("idna"))],
        }


def _is_own_name(scope: Scope, hosts: frozenset[str]) -> bool:
    """Whether the host that a request names is ours: listed, this machine, or the address that was connected
    to."""
    header = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    host = (urlsplit(f"//{header}").hostname or "").casefold()
    return host in hosts or host in _THIS_MACHINE or host == (scope.get("server") or (None, None))[0]


class _Sender:
    """`send`, which knows whether the answer has begun, and adds to each "not now" when to try again."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            if message["status"] in (429, 503):
                headers = list(message.get("headers", []))
                if not any(name.lower() == b"retry-after" for name, _ in headers):
                    headers.append((b"retry-after", b"%d" % RETRY_SECONDS))
                message = dict(message, headers=headers)
        await self._send(message)


def _refusal_of_lengths(scope: Scope) -> Response | None:
    """Return the answer to a request with two lengths: if a proxy believes one and we the other, what follows
    is a request that the proxy never saw. This holds for webhook messages, too."""
    names = [name for name, _ in scope["headers"] if name in (b"content-length", b"transfer-encoding")]
    if len(names) < 2:
        return None
    answer = _respond(400, "A request has one length.")
    answer.headers["connection"] = "close"
    return answer


def _refusal(scope: Scope, path: str) -> Response | None:
    """Return the refusal of an impossible request, None for a possible one."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST:
        return _respond(414, "That address is longer than any of ours.", path, "too_long")
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) > 1 or not all(map(_is_host, hosts)):
        return _respond(400, "The Host header of this request is not a host name.")
    if _NOT_FOR_READERS.fullmatch(path) or (path.startswith(_FILES) and not _may_be_file(path)):
        return _respond(404, "Nothing here has that address.")
    if scope["method"] not in _READING and not path.startswith("/api/v1"):  # the API says it in its own words
        answer = _respond(405, "The record is read only: GET, HEAD or OPTIONS.")
        answer.headers["allow"] = ", ".join(_READING)
        return answer
    return None


def _is_host(name: bytes) -> bool:
    return _HOST.fullmatch(name) is not None and web_address(f"http://{name.decode('ascii')}") is not None


def _may_be_file(path: str) -> bool:
    """Whether the path can be a file name: Datasette looks for such a file, and cannot handle the error for
    an impossible name."""
    return "\0" not in path and all(len(part.encode()) <= _LONGEST_NAME for part in path.split("/"))


def _respond(status: int, words: str, path: str = "", code: str = "too_many") -> Response:
    """Return a refusal in the form that the answer would have had: the API's, Datasette's JSON, or plain
    text."""
    if path.startswith("/api/v1"):
        body: dict[str, Any] = {"error": {"code": code, "message": words, "parameter": None, "nearest": []}}
        headers = {name.decode(): value.decode() for name, value in OPEN}  # or no page could read the reason
        return Response.json(body, status=status, headers=headers)
    if path.endswith(".json") and _DOCKET.fullmatch(path):
        body = {"ok": False, "error": words, "status": status, "title": None}
        return Response.json(body, status=status, headers={"access-control-allow-origin": "*"})
    return Response.text(f"{words}\n", status=status)


def _read_asking(scope: Scope, path: str, asked: list[tuple[str, str]], queries: dict) -> Asking:
    """Return who is asking, and the lane that answers."""
    client = name_client(scope)
    names = {name for name, _ in asked}
    if path == "/-/healthz":
        return Asking(client, HEALTH)
    if match := _DOCKET.fullmatch(path):
        name = (match["name"] or "").partition(".")[0]
        is_csv = path.endswith(".csv")
        is_stream = is_csv and "_stream" in names
        is_query = name in queries or ("sql" in names and not name)
        kind = SQL if is_query or "_where" in names else TABLES
        return Asking(client, kind, is_stream, is_csv, is_query and _is_page(match))
    if path == "/search":
        return Asking(client, SEARCHES)
    if SHEET.fullmatch(path):
        return Asking(client, SHEETS, is_stream=True)
    if path.startswith("/api/v1/"):
        is_stream = _API_EXPORT.fullmatch(path) is not None and "limit" not in names
        return Asking(client, SEARCHES if "q" in names else None, is_stream)
    return Asking(client, None, _FILE.fullmatch(path) is not None)


def _find_no_number(asked: list[tuple[str, str]]) -> str | None:
    """Return the name of a parameter that Datasette reads as a number but that is not plain digits: it also
    takes "+1000" and "1_000", which would get around a limit of rows, and fails with a traceback for "abc"
    (0.65.5)."""
    for name, value in asked:
        is_plain = (value.isascii() and value.isdigit() and len(value) < 10) or value in ("", "max")
        if name in _NUMBERS and not is_plain:
            return name
    return None


def _is_page(match: re.Match) -> bool:
    """Return whether Datasette answers an address with HTML, as it does for every extension it does not know,
    such as ".html" and ".zzz". It ignores `_format` (0.65.5)."""
    end = match["end"] or "." + (match["name"] or "").rpartition(".")[2]
    return end not in _FOR_PROGRAMS


def _with_few_rows(path: str, asked: list[tuple[str, str]]) -> list[tuple[str, str]] | None:
    """Return the query with `_size=max` replaced by a number of rows, if it is for a table's page; None if it
    asks for too many rows.

    Datasette takes four milliseconds per row for a page of our widest table. Answers for programs (JSON, CSV)
    have Datasette's own maximum size.
    """
    match = _DOCKET.fullmatch(path)
    if match is None or not match["name"] or not _is_page(match):
        return asked
    few = [(name, str(_MOST_ROWS) if (name, size) == ("_size", "max") else size) for name, size in asked]
    sizes = [size for name, size in few if name == "_size"]
    return None if any(size.isdecimal() and int(size) > _MOST_ROWS for size in sizes) else few


def _without_tracking(scope: Scope, path: str, asked: list[tuple[str, str]]):
    """Return the request without tracking parameters; for one of our pages, with the rest in a fixed order,
    since answers are kept by address."""
    kept = [pair for pair in asked if not is_tracking(pair[0])]
    if not path.startswith(_ELSEWHERE):
        kept = sorted(dict.fromkeys(kept), key=lambda pair: pair[0])
    if kept == asked:
        return scope
    return {**scope, "query_string": urlencode(kept).encode("ascii")}


class NobodyWaits(Exception):
    """The reader hung up."""


class Gone:
    """Whether the reader of one request has hung up."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._watching: asyncio.Task | None = None

    async def unless(self, work):
        """Return what `work` returns. When the reader has gone, end the work and raise NobodyWaits."""
        if self._watching is None:
            self._watching = asyncio.ensure_future(_until_gone(self._receive))
        working = asyncio.ensure_future(work)
        try:
            await asyncio.wait((working, self._watching), return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return await working
            raise NobodyWaits
        finally:
            if not working.done():
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)

    def forget(self) -> None:
        if self._watching is not None:
            self._watching.cancel()


def _in_time(send: Send):
    """Return `send` with a limit on the time a reader has to take what is sent.

    A long body is passed on in pieces, with a turn for other requests after each: it is compressed in the
    event loop that answers everybody, and four megabytes of rows at once kept even health waiting for a fifth
    of a second.
    """

    async def wrapped(message: Message) -> None:
        for piece in _pieces(message):
            async with asyncio.timeout(_STALLED_SECONDS):
                await send(piece)
            if piece.get("more_body"):
                await asyncio.sleep(0)

    return wrapped


def _pieces(message: Message) -> Iterator[Message]:
    """Yield the message; a long body in pieces, the last with the `more_body` of the whole."""
    body = message.get("body") or b""
    if len(body) <= PIECE:
        yield message
        return
    for start in range(0, len(body), PIECE):
        is_last = start + PIECE >= len(body)
        more = bool(message.get("more_body")) or not is_last
        yield {**message, "body": body[start : start + PIECE], "more_body": more}


async def _no_body():
    return {"type": "http.request", "body": b"", "more_body": False}


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
