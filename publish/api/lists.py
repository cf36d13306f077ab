"""A list as an answer: one page of JSON, or an export, which is the whole list unless a limit is set."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from docket.statute import FILE_STEM
from docket.times import instant
from publish.api.answers import ANSWER_SECONDS, OPEN, ApiAnswer, good
from publish.api.cursors import PageEnd, write_cursor
from publish.api.fields import Resource
from publish.api.formats import EXPORTS, write_header, write_json, write_lines, write_rows
from publish.api.history import DEPRECATED, SUNSET
from publish.api.params import MOST, Question, resolve
from publish.api.provenance import expand
from publish.api.route import Call
from publish.api.sql import find_span, is_of_today, read_page
from publish.api.status import envelope
from publish.asgi import Send
from publish.cache import is_known
from publish.metadata import LICENSE


async def answer(
    call: Call, resource: Resource, question: Question, asked: dict[str, list[str]]
) -> "ApiAnswer | Stream":
    """Return one page, or a stream of the whole list. Raises TooSlow."""
    limit = question.limit
    if limit is None:
        question, about = await call.reader.read(
            lambda conn: (resolve(conn, resource, question), envelope(conn))
        )
        return Stream(call, resource, question, about)
    # A word that is in every second entry takes longer than the quick attempt allows, and would be started
    # twice.
    question, page, last, about = await call.reader.read(
        lambda conn: _read(conn, call, resource, question, limit), is_slow="q" in question.filters
    )
    following = _next(call, resource, asked, page, last)
    until = None
    if span := find_span(resource, question, call.now):
        until = span[1].timestamp()
        if resource.reckoned or is_of_today(resource, question):
            about["as_of"] = max(about["as_of"] or "", instant(span[0]))
    if call.route.suffix in EXPORTS:
        link = ((b"link", f'<{following}>; rel="next"'.encode()),) if following else ()
        is_csv = call.route.suffix == ".csv"
        return good(
            write_header(resource.fields) + write_rows(page) if is_csv else write_lines(page),
            EXPORTS[call.route.suffix],
            (*link, _named(call, about), *_noted(question)),
            until,
        )
    body = {"data": page, "next": following, "notes": [*question.notes, *question.understood]} | about
    return good(write_json(body), headers=_noted(question), until=until)


def _noted(question: Question) -> tuple[tuple[bytes, bytes], ...]:
    """Return the deprecation headers of an answer to a question that used a former name (RFC 9745, RFC
    8594)."""
    return ((b"deprecation", DEPRECATED), (b"sunset", SUNSET)) if question.notes else ()


def _read(
    conn: sqlite3.Connection, call: Call, resource: Resource, question: Question, limit: int
) -> tuple[Question, list[dict[str, Any]], PageEnd | None, dict[str, Any]]:
    question = resolve(conn, resource, question)
    page, last = read_page(conn, resource, question, limit, call.now)
    if question.is_expanded:
        expand(conn, resource.table, resource.key, resource.fields, page)
    about = envelope(conn)
    if not page and resource.why_empty is not None:
        about["notes"] = [*question.notes, resource.why_empty(conn)]
    return question, page, last, about


def _next(
    call: Call, resource: Resource, asked: dict[str, Any], page: list[dict[str, Any]], last: PageEnd | None
) -> str | None:
    if last is None:
        return None
    name, value = (
        ("since", str(page[-1]["seq"]))
        if resource.is_feed
        else (
            "cursor",
            write_cursor(replace(last, of=resource.name)),
        )
    )
    kept = [
        (other, given) for other, values in asked.items() if other not in (name, "sort") for given in values
    ]
    return call.address([*kept, (name, value)])


def _named(call: Call, about: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return the header that names the file: its content, its date, its version and its license."""
    as_of = (about["as_of"] or "empty").replace(":", "")
    name = f"{FILE_STEM}-{call.route.name}-v{about['version']}-{as_of}-CC0{call.route.suffix}"
    return b"content-disposition", f'inline; filename="{name}"'.encode()


def _seconds(span: tuple[datetime, datetime] | None, now: datetime) -> int:
    """Return how many seconds a stream holds: the usual time, or until its span ends if that is sooner."""
    return max(1, min(ANSWER_SECONDS, int((span[1] - now).total_seconds()))) if span else ANSWER_SECONDS


@dataclass
class Stream:
    """A whole list, a thousand rows at a time. Rows written in the meantime neither repeat nor hide
    others."""

    call: Call
    resource: Resource
    question: Question
    about: dict[str, Any]
    tag: str = ""
    is_known: bool = False
    first: tuple[list[dict[str, Any]], PageEnd | None] | None = None

    async def begin(self, method: str, asked_tag: str | None) -> None:
        """Read the first rows, if they will be sent. Errors in reading are raised here, while an error can
        still be sent.

        The tag is computed from the state of the record, since the content is not known until it has been
        sent.
        """
        call, span = self.call, find_span(self.resource, self.question, self.call.now)
        about = (
            f"{self.about}{call.reader.state()}{call.query!r}{call.route}{instant(span[0]) if span else ''}"
        )
        self.tag = f'W/"{sha256(about.encode()).hexdigest()[:32]}"'
        self.is_known = bool(asked_tag) and is_known(asked_tag, self.tag)
        if method != "HEAD" and not self.is_known:
            self.first = await self._read(self.question)

    async def _read(self, question: Question) -> tuple[list[dict[str, Any]], PageEnd | None]:
        return await self.call.reader.read(
            partial(read_page, resource=self.resource, question=question, limit=MOST, now=self.call.now)
        )

    async def send(self, send: Send) -> None:
        """Send the stream: only the headers if the reader already has it, or asked with HEAD."""
        call, suffix = self.call, self.call.route.suffix
        span = find_span(self.resource, self.question, call.now)
        headers = [
            *OPEN,
            (b"etag", self.tag.encode()),
            (b"cache-control", b"max-age=%d" % _seconds(span, call.now)),
            (b"link", f'<{LICENSE}>; rel="license"'.encode()),
            _named(call, self.about),
            *_noted(self.question),
        ]
        if self.is_known:
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        headers.append((b"content-type", EXPORTS[suffix].encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if self.first:
            await self._send_rows(send, suffix, *self.first)
        await send({"type": "http.response.body", "body": b""})

    async def _send_rows(
        self, send: Send, suffix: str, page: list[dict[str, Any]], last: PageEnd | None
    ) -> None:
        if suffix == ".csv":
            await send(
                {"type": "http.response.body", "body": write_header(self.resource.fields), "more_body": True}
            )
        question = self.question
        while True:
            body = write_rows(page) if suffix == ".csv" else write_lines(page)
            await send({"type": "http.response.body", "body": body, "more_body": True})
            if last is None:
                return
            if self.resource.is_feed:
                question = replace(question, filters=question.filters | {"since": [page[-1]["seq"]]})
            else:
                question = replace(question, after=last)
            page, last = await self._read(question)
