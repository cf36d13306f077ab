"""Subscribes watched dockets to CourtListener's docket alerts, as many as the account may have.

An alert costs no requests once it is set, and brings news of its docket within minutes. A free
account may have five (more with the RECAP extension, any number with membership); the API does not enforce
that, but we comply.
"""

import json
from dataclasses import dataclass, field
from datetime import date

from docket.snapshot import Form
from scrapers.courtlistener.client import Client, NoAnswer
from scrapers.courtlistener.envelope import Fetched, read_json, read_rows
from scrapers.courtlistener.queries import API
from scrapers.courtlistener.steps import Watched
from scrapers.http.get import Http
from scrapers.source import FetchError

_ALERTS = f"{API}docket-alerts/"
_MOST_PAGES = 20  # 50 alerts a page
_SUBSCRIBED = 1
_SHOWN = 20


@dataclass
class Sync:
    """Which dockets are subscribed and which are not, and why not. Dockets are named by our ids."""

    subscribed: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    others: int = 0
    errors: list[str] = field(default_factory=list)

    def lines(self, most: int, is_dry: bool) -> list[str]:
        """Return lines that say what was done."""
        groups = (
            ("would be subscribed" if is_dry else "subscribed", self.subscribed),
            ("subscribed already", self.standing),
            ("ended by CourtListener; renew it there if the case goes on", self.ended),
            (f"not subscribed: beyond the {most} alerts of the account (--most)", self.beyond),
            (
                "not subscribed: not found at CourtListener yet (python -m tracker run courtlistener)",
                self.unknown,
            ),
        )
        lines = [f"{len(ids)} {words}: {_shorten(ids)}" for words, ids in groups if ids]
        if self.others:
            lines.append(
                f"{self.others} alerts of the account are for dockets not watched here; they count, too"
            )
        return lines or ["no docket is open and watched"]


def _shorten(ids: list[str]) -> str:
    more = len(ids) - _SHOWN
    return ", ".join(ids[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def rank_dockets(watched: list[Watched], today: date) -> list[Watched]:
    """Return the dockets worth an alert, the most urgent first: those with a hearing soon; then confirmed
    ones before candidates, by next hearing and latest entry.

    A closed docket is not worth an alert: CourtListener itself ends alerts for inactive ones.
    """
    open_ones = [docket for docket in watched if docket.is_watched and not docket.is_closed]
    return sorted(
        open_ones,
        key=lambda docket: (
            not docket.is_soon(today),
            docket.is_candidate,
            docket.next_hearing or date.max,
            -(docket.last_entry or date.min).toordinal(),
            docket.docket_id,
        ),
    )


def sync_alerts(client: Client, http: Http, ranked: list[Watched], most: int, is_dry: bool) -> Sync:
    """Subscribe in the order of `ranked` until the account has `most` alerts. Raises FetchError if the list
    cannot be fetched."""
    sync = Sync()
    states = _read_alerts(client)
    known = {number: docket.docket_id for docket in ranked for number in docket.source_ids}
    sync.others = sum(1 for number, kind in states.items() if kind == _SUBSCRIBED and number not in known)
    room = max(0, most - sum(kind == _SUBSCRIBED for kind in states.values()))
    for docket in ranked:
        if not docket.source_ids:
            sync.unknown.append(docket.docket_id)
        elif any(states.get(number) == _SUBSCRIBED for number in docket.source_ids):
            sync.standing.append(docket.docket_id)
        elif any(number in states for number in docket.source_ids):
            sync.ended.append(docket.docket_id)
        elif room and not sync.errors and (is_dry or _subscribe(client, http, docket.source_ids[0], sync)):
            sync.subscribed.append(docket.docket_id)
            room -= 1
        else:
            sync.beyond.append(docket.docket_id)
    return sync


def _read_alerts(client: Client) -> dict[int, int]:
    """Return the kind of alert (1 subscribed, 0 unsubscribed) of each docket that has one."""
    answers: list[Fetched] = []
    try:
        is_whole = client.get_pages(f"{_ALERTS}?page_size=50", _MOST_PAGES, answers)
    except NoAnswer as error:
        raise FetchError(
            f"{error.answer.url}: not the list of alerts ({error.code})", error.answer.url
        ) from None
    if not is_whole:
        raise FetchError(
            f"{client.shown(_ALERTS)}: more than {_MOST_PAGES * 50} alerts", client.shown(_ALERTS)
        )
    rows = [row for answer in answers for row in read_rows(read_json(answer.text, answer.url), answer.url)]
    return {
        number: row.whole("alert_type") or 0 for row in rows if (number := row.whole("docket")) is not None
    }


def _subscribe(client: Client, http: Http, number: int, done: Sync) -> bool:
    """Request one alert. A refusal, or a limit of ours, ends the round: the other requests would fail the
    same way."""
    try:
        http.get(
            client.shown(_ALERTS),
            source=client.source,
            form=Form.API,
            question=json.dumps({"docket": number}).encode(),
            headers={"Accept": "application/json", "Authorization": f"Token {http.key('COURTLISTENER')}"},
            conditional=False,
        )
    except FetchError as error:
        done.errors.append(str(error))
        return False
    return True
