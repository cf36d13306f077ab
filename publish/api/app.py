"""The API as an application of its own, in front of Datasette's: it parses the path once, reads once and
answers."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docket.times import instant
from publish.api import dictionary, lists, openapi, status
from publish.api.answers import LARGEST, MOST_BYTES, OPEN, ApiAnswer, good, moved, refused
from publish.api.clock import days_at
from publish.api.fields import Resource
from publish.api.formats import EXPORTS, write_json
from publish.api.nested import find_moved, find_near_ids, read_item
from publish.api.params import Refusal, ask_list, read_expand, read_moment, read_query, refuse_unknown
from publish.api.reader import OtherCode, Reader, Readers, TooSlow
from publish.api.route import BASE, Call, Route, find_route
from publish.asgi import Scope, Send
from publish.cache import Kept
from publish.database import Generation, linked_database
from publish.other_code import OTHER_CODE

if TYPE_CHECKING:
    from datasette.app import Datasette

_METHODS = b"GET, HEAD, OPTIONS"
_PREFLIGHT = (
    (b"access-control-allow-methods", _METHODS),
    (b"access-control-allow-headers", b"If-None-Match"),
    (b"access-control-max-age", b"86400"),
    (b"allow", _METHODS),
)
_NOT_HERE = "there is nothing at this address; /api/v1/openapi.json says what there is"
# Only a record with its archive has a ledger: an exported snapshot and its replicas never have one.
_NO_LEDGER = (
    "this is a copy of the record without the ledger that numbers its changes, and never has one: follow the site that "
    "it was copied from; the changes themselves, unnumbered, are the table /docket/changes.json"
)
_NO_LEDGER_YET = "the ledger beside this record does not number the changes yet; try again in a minute"


class Api:
    """The ASGI application for /api/v1 and everything under it."""

    def __init__(self, datasette: "Datasette") -> None:
        self._datasette = datasette
        self._prefix: str = datasette.urls.path(BASE).rstrip("/") + "/"
        self._kept: Kept[ApiAnswer] = Kept(MOST_BYTES, LARGEST)
        self._readers: Readers | None = None

    @property
    def _archive_path(self) -> Path | None:
        return linked_database(self._datasette).archive_path

    def answers(self, scope: Scope) -> bool:
        return f"{scope['path']}/".startswith(self._prefix)

    async def cannot_open(self, scope: Scope, send: Send) -> None:
        words = "the docket database cannot be opened just now; try again in a minute"
        await refused(503, Refusal(503, "not_open", words).body).send(send, scope["method"], None)

    async def __call__(self, scope: Scope, send: Send, generation: Generation) -> None:
        """Answer one request from this `generation` of the docket."""
        method, headers = scope["method"], dict(scope["headers"])
        route = find_route(scope["path"][len(self._prefix) :])
        if route is None:
            await refused(404, Refusal(404, "not_found", _NOT_HERE).body).send(send, method, None)
        elif method == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": [*OPEN, *_PREFLIGHT]})
            await send({"type": "http.response.body", "body": b""})
        elif method not in ("GET", "HEAD"):
            body = Refusal(405, "method_not_allowed", "the record is read only: GET, HEAD or OPTIONS").body
            await refused(405, body, ((b"allow", _METHODS),)).send(send, method, None)
        else:
            try:
                reader = self._reader(generation)
            except sqlite3.OperationalError:  # a rebuild deleted the file before it was first opened
                await self.cannot_open(scope, send)
                return
            with reader.hold():
                await self._answer(scope, headers, route, reader, send)

    def _reader(self, generation: Generation) -> Reader:
        if self._readers is None:
            self._readers = Readers(linked_database(self._datasette))
        return self._readers.of(generation)

    async def _answer(
        self, scope: Scope, headers: dict[bytes, bytes], route: Route, reader: Reader, send: Send
    ) -> None:
        method, host = scope["method"], headers[b"host"]
        asked_tag = headers.get(b"if-none-match", b"").decode("latin-1") or None
        key, before = (scope["path"], scope["query_string"], scope["scheme"], host), reader.state()
        answer: ApiAnswer | lists.Stream
        if kept := self._kept.find(key, before):
            answer, _ = kept
        else:
            try:
                call = Call(route, scope["query_string"], self._root(scope, host), datetime.now(UTC), reader)
                answer = await self._make(call)
                if isinstance(answer, lists.Stream):  # a read error is reported before the stream begins
                    await answer.begin(method, asked_tag)
            except Refusal as refusal:
                answer = refused(refusal.status, refusal.body)
            except TooSlow:
                answer = refused(
                    503,
                    Refusal(
                        503, "too_slow", "reading this took too long; narrow the question, or try again"
                    ).body,
                )
            except OtherCode:
                answer = refused(503, Refusal(503, "other_version", OTHER_CODE).body)
            if isinstance(answer, lists.Stream):
                await answer.send(send)
                return
            if reader.state() == before:  # else somebody wrote meanwhile: true, but of which state?
                self._kept.keep(key, before, answer.seconds_left, answer)
        await answer.send(send, method, asked_tag)

    def _root(self, scope: Scope, host: bytes) -> str:
        scheme = "https" if self._datasette.setting("force_https_urls") else scope["scheme"]
        return f"{scheme}://{host.decode('latin-1')}" + self._prefix.removesuffix(f"{BASE}/")

    async def _make(self, call: Call) -> "ApiAnswer | lists.Stream":
        """Return the answer to one request. Raises Refusal, TooSlow and OtherCode."""
        asked, resource = read_query(call.query), call.route.resource
        if resource is None:
            refuse_unknown(asked, ())
            return await self._document(call)
        if resource.is_feed and not call.reader.has_ledger:
            raise (
                Refusal(503, "no_ledger", _NO_LEDGER_YET)
                if self._archive_path
                else Refusal(404, "no_ledger", _NO_LEDGER)
            )
        if call.route.key is None:
            question, asked = ask_list(resource, asked, is_export=call.route.suffix in EXPORTS)
            return await lists.answer(call, resource, question, asked)
        return await self._item(call, resource, call.route.key, asked)

    async def _document(self, call: Call) -> ApiAnswer:
        if call.route.name == "openapi":
            return good(write_json(openapi.document(call.root)))
        if call.route.name == "dictionary":
            return good(write_json(dictionary.document()))
        body = await call.reader.read(
            lambda conn: status.read(conn, call.reader.has_ledger, self._archive_path)
        )
        return good(write_json(body))

    async def _item(self, call: Call, resource: Resource, key: str, asked: dict[str, Any]) -> ApiAnswer:
        moment, span = call.now, None
        if resource.reckoned:
            moment = read_moment(resource, asked, call.now)
            span = None if "as_of" in asked else resource.reckoned.span(moment)
        else:
            refuse_unknown(asked, ("expand",) if resource.has_facts else ())
            if resource.is_of_day:
                days = days_at(moment)
                span = days.began, days.ends
        is_expanded, reader = read_expand(asked), call.reader

        def read(conn: sqlite3.Connection) -> tuple[dict[str, Any] | None, dict[str, Any], str | None]:
            item = read_item(conn, resource, key, reader.has_ledger, is_expanded, moment)
            if item is None:
                target = find_moved(conn, resource, key, reader.has_ledger)
                if target is None:
                    raise _not_found(resource, key, find_near_ids(conn, resource, key))
                return None, {}, target
            return item, status.envelope(conn), None

        item, about, target = await reader.read(read)
        if item is None:
            assert target is not None  # otherwise it was refused above
            query = f"?{call.query.decode('ascii')}" if call.query else ""
            return moved(f"{self._prefix}{resource.name}/{quote(target, safe=':')}{call.route.suffix}{query}")
        if item.get("entries_next"):
            item["entries_next"] = f"{call.root}{BASE}{item['entries_next']}"
        if span and resource.reckoned:
            about["as_of"] = max(about["as_of"] or "", instant(span[0]))
        return good(write_json({"data": item} | about), until=span[1].timestamp() if span else None)


def _not_found(resource: Resource, key: str, near: list[str]) -> Refusal:
    nearest = f"; the nearest: {', '.join(near)}" if near else ""
    words = f"there is no {resource.singular} {key[:80]!r}{nearest}; the list is at {BASE}/{resource.name}"
    return Refusal(404, "not_found", words, near=tuple(near))
