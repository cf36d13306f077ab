"""Saves a live answer as the model for a fixture: stripped, and outside git and the archive.

A fixture is written by hand from such a model (CONTRIBUTING); the captured page has people's names and stays
on the machine.
"""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from db import ledger
from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.courtlistener.steps import Plan, Purpose, Step
from scrapers.http.get import Http
from scrapers.http.urls import strip_secrets
from scrapers.source import Source, WatchList
from tracker import planning
from tracker.by_hand.events import clean_page
from tracker.home import House
from tracker.settings import VERSION

_SECRETS = (
    (
        re.compile(
            rb'("(?:secret_key|api_?key|token|password|client_code)"\s*:\s*")(?:[^"\\]|\\.)*', re.IGNORECASE
        ),
        rb"\1REMOVED",
    ),
    (re.compile(rb"\bToken [0-9a-f]{40}\b"), b"Token REMOVED"),
    (re.compile(rb"(?im)^((?:set-)?cookie|authorization):.*$"), rb"\1: REMOVED"),
    (re.compile(rb"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"), b"REMOVED@example.org"),
)
_ENDINGS = {"json": ".json", "xml": ".xml", "html": ".html", "rfc822": ".eml", "csv": ".csv"}


class _Forgetful(ledger.SharedLedger):
    """Keeps every promise to the servers, but requests as if for the first time: a 304 is useless as a
    model."""

    def get_validators(self, url: str) -> tuple[None, None]:
        return None, None


def find_watch(house: House, source: Source, case: str) -> WatchList | None:
    """Return the watch list of one docket, case or bill; None if the id is unknown."""
    db = house.store.db
    rows = db.execute(
        (
            "select docket_id, _refs.court_id, _refs.docket_number, _refs.pacer_case_id from _refs join "
            "dockets using (docket_id) "
            "where docket_id = ? or case_id = ? order by 1, 2, 3"
        ),
        (case, case),
    ).fetchall()
    bills = tuple(row[0] for row in db.execute("select bill_id from bills where bill_id = ?", (case,)))
    if not rows and not bills:
        return None
    refs = tuple(dict.fromkeys(DocketRef(*row[1:]) for row in rows if row[2] or row[3]))
    plan = _plan(house, {row[0] for row in rows}) if source.NEEDS_PLAN else None
    return WatchList(refs, bills, plan=plan)


def _plan(house: House, docket_ids: set[str]) -> Plan:
    """Return the requests of one look: which of CourtListener's dockets it is, or the whole docket."""
    looks, now = planning.last_looks(house.archive), house.clock()
    steps = []
    for docket in planning.read_watched(house.store.db, looks, now):
        if docket.docket_id in docket_ids:
            purpose = Purpose.READING if docket.source_ids else Purpose.LOOKUP
            steps.append(Step(purpose, "capture", 4, dockets=(docket,)))
    return Plan(tuple(steps), (), (), len(steps), 0)


def fetch_models(house: House, source: Source, watch: WatchList, most: int) -> Iterator[Any]:
    """Yield at most `most` of the source's answers, and failures. Nothing is archived."""
    settings, token = house.settings, house.settings.courtlistener_token
    with closing(_Forgetful(settings.archive_path)) as kept:
        http = Http(
            kept,
            contact=settings.contact,
            version=VERSION,
            addresses=settings.addresses,
            keys=settings.keys | ({"COURTLISTENER": token} if token else {}),
            switches=settings.switches,
            extra_ca=settings.extra_ca,
            saves_validators=False,
            clock=house.clock,
        )
        yield from islice(source.fetch(http, watch), most)


def save_model(folder: Path, number: int, snapshot: Snapshot) -> Path:
    """Write one answer and, beside it, its request; return the path of the answer."""
    body = strip_body(snapshot.body, snapshot.url)
    word = next((ending for name, ending in _ENDINGS.items() if name in (snapshot.media_type or "")), ".txt")
    kind = re.sub(r"[^a-z0-9_]+", "-", (snapshot.kind or "page").lower())
    stem = f"{snapshot.fetched_at.replace(':', '')}-{number:02d}-{kind}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}{word}"
    path.write_bytes(body)
    asked = replace(snapshot, body=b"", url=strip_secrets(snapshot.url))
    names = (
        "source",
        "url",
        "fetched_at",
        "form",
        "court_id",
        "kind",
        "media_type",
        "as_of",
        "as_of_basis",
        "etag",
        "last_modified",
        "window_from",
        "window_to",
        "item_count",
        "is_unreadable",
    )
    request = {name: getattr(asked, name) for name in names} | {"scope": asked.scope.kind, "bytes": len(body)}
    path.with_name(f"{path.name}.request.json").write_text(
        json.dumps(request, indent=1) + "\n", encoding="utf-8"
    )
    return path


def strip_body(body: bytes, name: str) -> bytes:
    """Return the bytes without credentials, cookies, receipts and e-mail addresses."""
    body = clean_page(body, name)
    for pattern, kept in _SECRETS:
        body = pattern.sub(kept, body)
    return body
