"""Messages that CourtListener sends by webhook: what we archive of them, and what they say. Pure.

A docket alert names its docket only by CourtListener's id, so the dockets meant are archived with the
message. An alert whose docket is unknown when it comes has the kind `WAITING`, and is archived again under
the same address once the docket is known.

Event types and payloads: API reference, section 2.13. The messages are not signed.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from enum import IntEnum

from docket.issues import Issue, ParseError
from docket.records import Docket, DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.courtlistener.dockets import REGISTER_ID, facts, modified_at, read_entry
from scrapers.courtlistener.envelope import Asked, Fetched, Fields, pack, read_json, unpack
from scrapers.courtlistener.search import last_indexed, read_found

NAME = "courtlistener_webhooks"
ALERT = "alert"
WAITING = "alert_waiting"
UNREADABLE = "message"
# An alert's key can be used to unsubscribe: treat it as a password.
_SECRET = re.compile(rb'("secret_key"\s*:\s*")(?:[^"\\]|\\.)*', re.DOTALL)
_FETCH_FAILED = frozenset({3, 6})  # failed, invalid content
_FETCH_DONE = 2


class Event(IntEnum):
    DOCKET_ALERT = 1
    SEARCH_ALERT = 2
    RECAP_FETCH = 3
    OLD_ALERTS = 4


# By event: the lists of rows that name dockets only by CourtListener's ids.
_NAMING_DOCKETS: dict[int | None, tuple[str, ...]] = {
    Event.DOCKET_ALERT: ("results",),
    Event.OLD_ALERTS: ("old_alerts", "disabled_alerts"),
}


def address_of(key: str) -> str:
    """Return the address under which a message is archived, made from its idempotency key."""
    return f"webhook:{key}"


def describe(
    key: str, body: bytes, received_at: str, refs: dict[int, DocketRef], raw_hash: str | None = None
) -> Snapshot:
    """Return the snapshot to archive for a message. `refs` are the known dockets, by CourtListener's id.

    A body that is not a JSON object is archived as received and marked unreadable. Keys of alerts are
    removed.
    """
    url = address_of(key)
    raw_hash, kept = raw_hash or hashlib.sha256(body).hexdigest(), _SECRET.sub(rb"\1", body)
    text = kept.decode("utf-8", "replace")
    try:
        event = Fields(read_json(text, url), url)
        named, as_of = find_dockets(event), _as_of(event)
    except ParseError:
        return Snapshot(
            NAME,
            url,
            received_at,
            kept,
            Form.API,
            kind=UNREADABLE,
            as_of=received_at,
            raw_hash=raw_hash,
            is_unreadable=True,
        )
    asked = Asked(ALERT, {number: refs[number] for number in named if number in refs})
    is_waiting = _number(event) == Event.DOCKET_ALERT and not named <= refs.keys()
    return Snapshot(
        source=NAME,
        url=url,
        fetched_at=received_at,
        body=pack(asked, [Fetched(url, text)]),
        form=Form.API,
        kind=WAITING if is_waiting else ALERT,
        media_type="application/json",
        as_of=as_of or received_at,
        as_of_basis="page" if as_of else "fetch",
        scope=Scope(ScopeKind.WINDOW),
        raw_hash=raw_hash,
    )


def describe_again(archived: Snapshot, refs: dict[int, DocketRef]) -> Snapshot:
    """Return an archived message with the dockets that are known now; its content and time of receipt stay
    the same."""
    [answer] = json.loads(archived.body)["answers"]
    key = archived.url.removeprefix(address_of(""))
    return describe(
        key, answer["text"].encode("utf-8", "replace"), archived.fetched_at, refs, archived.raw_hash
    )


def find_dockets(event: Fields) -> set[int]:
    """Return the CourtListener ids of the dockets that a message names only by id."""
    payload, number = event.inner("payload"), _number(event)
    if payload is None:
        return set()
    rows = [payload] if number == Event.RECAP_FETCH else []
    for name in _NAMING_DOCKETS.get(number, ()):
        rows += payload.rows(name)
    return {docket_id for row in rows if (docket_id := row.whole("docket")) is not None}


def _number(event: Fields) -> int | None:
    kind = event.inner("webhook")
    return kind.whole("event_type") if kind else None


def _as_of(event: Fields) -> str | None:
    """Return when the newest item in a message was changed (UTC): messages overtake each other, and are
    resent for days."""
    payload = event.inner("payload")
    if payload is None:
        return None
    rows = payload.rows("results")
    return max(filter(None, [last_indexed(rows), *map(modified_at, (payload, *rows))]), default=None)


def read_message(snapshot: Snapshot) -> list[object]:
    """Return the records and issues of an archived message. Raises ParseError: those of `unpack` and
    `read_json`."""
    if snapshot.kind == UNREADABLE:
        read_json(snapshot.body.decode("utf-8", "replace"), snapshot.url)
        raise ParseError(
            f"{snapshot.url}: JSON, but no message of CourtListener's; nothing to do but look at it",
            code="changed-form",
        )
    asked, [(url, data)] = unpack(snapshot.body, snapshot.url)
    return list(read_event(asked, Fields(data, url)))


def read_event(asked: Asked, event: Fields) -> Iterator[object]:
    """Yield the records and issues of a message; one issue for an event that is none of the four."""
    number, payload = _number(event), event.inner("payload")
    if payload is None or number not in set(Event):
        yield Issue("webhook-event", str(number), event.page)
    elif number == Event.DOCKET_ALERT:
        yield from _read_entries(asked, payload.rows("results"))
    elif number == Event.SEARCH_ALERT:
        yield from read_found(asked, payload.rows("results"))
    elif number == Event.RECAP_FETCH:
        yield from _read_fetch(asked, payload)
    else:
        yield from _read_ended(asked, payload.rows("old_alerts"), "alert-about-to-end")
        yield from _read_ended(asked, payload.rows("disabled_alerts"), "alert-ended")


def _read_entries(asked: Asked, rows: list[Fields]) -> Iterator[object]:
    shown: set[int] = set()
    for row in rows:
        docket = row.whole("docket")
        if docket in asked.dockets:
            if docket not in shown:  # which of the docket's two registers it is
                yield Docket(asked.dockets[docket], details=facts((REGISTER_ID, str(docket))))
                shown.add(docket)
            yield from read_entry(row, asked.dockets[docket])
        else:
            yield Issue("stranger", f"docket {docket}", row.page)


def _read_fetch(asked: Asked, payload: Fields) -> Iterator[object]:
    """Yield the records of a purchase that the operator made at PACER through CourtListener; nothing here
    makes any."""
    docket, status = payload.whole("docket"), payload.whole("status")
    ref = asked.ref_of(docket)
    if status in _FETCH_FAILED:
        court, number = (
            (ref.court_id, ref.docket_number)
            if ref
            else (payload.text("court"), payload.text("docket_number"))
        )
        yield Issue(
            "recap-fetch-failed", payload.text("message") or f"status {status}", payload.page, court, number
        )
    elif status == _FETCH_DONE and ref:
        yield Docket(ref, details=facts(("courtlistener_refreshed_at", payload.moment("date_completed"))))


def _read_ended(asked: Asked, rows: list[Fields], code: str) -> Iterator[Issue]:
    """Yield an issue for each alert that CourtListener ended: it does so for terminated cases quiet for about
    180 days."""
    for row in rows:
        docket = row.whole("docket")
        ref = asked.ref_of(docket)
        yield Issue(
            code,
            f"docket {docket}",
            row.page,
            ref.court_id if ref else None,
            ref.docket_number if ref else None,
        )
