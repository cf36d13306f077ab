"""Reads from the two databases what CourtListener's plan rests on: dockets, looks, limits, what was spent.

The ledger shows when a docket was last looked at: the addresses in it name the dockets of each search.
Nothing here writes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from sqlite3 import Connection
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sqlite_utils import Database

from db import archive, ledger
from db.views import OPEN_HEARING, is_taken_in
from docket.records import DocketRef
from docket.times import instant
from scrapers.courtlistener.client import read_limits
from scrapers.courtlistener.dockets import OPINION_ID, PRECEDENT, PRECEDENT_ID, REGISTER_ID, find_core
from scrapers.courtlistener.plan import make_plan
from scrapers.courtlistener.queries import API, PRECEDENTS
from scrapers.courtlistener.steps import FREE_TIER, SLICE, Known, Plan, Purpose, Watched, days_since
from scrapers.http.urls import host_of
from tracker.settings import Settings

SOURCE = "courtlistener"
SITE = "https://www.courtlistener.com"
_ASK_ENDED_DAYS = 30
_NEWS = {"rd": Purpose.NEWS, "o": Purpose.OPINIONS, "oa": Purpose.ARGUMENTS}


def read_plan(
    docket_db: Database | Connection, archive_db: Database, settings: Settings, now: datetime
) -> Plan:
    """Return the plan as of `now`, within the last known limits (at first those of the free tier)."""
    windows = last_limits(archive_db)
    host = host_of(settings.addresses.get("COURTLISTENER", SITE))
    spent = {
        seconds: len(
            ledger.Ledger(archive_db).requests_since(host, instant(now - timedelta(seconds=seconds)))
        )
        for seconds, _ in windows
    }
    looks = last_looks(archive_db)
    known = read_known(docket_db, looks, settings.courtlistener_token is not None)
    return make_plan(read_watched(docket_db, looks, now), windows, spent, now, known)


def last_limits(archive_db: Database) -> tuple[tuple[int, int], ...]:
    """Return the limits as (seconds, requests) that `api-usage/` last stated, or the free tier's."""
    row = archive_db.execute(
        "select snapshot_id from snapshots where source = ? and kind = 'usage' order by seq desc limit 1",
        (SOURCE,),
    ).fetchone()
    body = archive.body(archive_db, row[0]) if row else None
    return (read_limits(body) if body else ()) or FREE_TIER


def last_looks(archive_db: Database) -> dict[tuple, str]:
    """Return the time of the last look (UTC) by (purpose, what), read from the requested addresses; and by
    ("tried", id).

    A failed reading counts as tried; a failed search does not count.
    """
    looks: dict[tuple, str] = {}
    rows = archive_db.execute(
        "select url, result, max(last_at) from checks where source = ? group by url, result", (SOURCE,)
    )
    for url, result, at in rows:
        for key in _looked_at(url, is_good=result not in ("failed", "quarantined")):
            looks[key] = max(at, looks.get(key, ""))
    return looks


@lru_cache(maxsize=1 << 16)
def _looked_at(url: str, is_good: bool) -> tuple[Any, ...]:
    """Cached, since the daemon makes a plan at each turn, mostly from the same addresses in its ledger."""
    return tuple(_asked_for(url, is_good))


def _asked_for(url: str, is_good: bool) -> Iterator[Any]:
    parts = urlsplit(url)
    name, _, rest = parts.path.partition(API)[2].partition("/")
    parameters = {key: values[0] for key, values in parse_qs(parts.query).items()}
    number = rest.strip("/")
    if name == "dockets" and number.isdigit():
        if parts.fragment == "parties":
            yield Purpose.PARTIES, int(number)
            return
        yield "tried", int(number)
        if parts.fragment == "absent":
            yield "absent", int(number)
        elif is_good and parts.fragment != "partial":
            yield Purpose.READING, int(number)
        if parts.fragment == "long":
            yield "long", int(number)
    elif name == "dockets":
        docket_key = parameters.get("court"), parameters.get("docket_number_core")
        yield (Purpose.LOOKUP, docket_key) if is_good else ("tried", docket_key)
    elif name == "docket-entries" and is_good and parameters.get("order_by") == "date_modified":
        if parts.fragment != "partial":
            yield Purpose.CHANGES, int(parameters["docket"])
    elif name == "docket-entries" and is_good and "entry_number__gte" in parameters:
        yield Purpose.SLICE, (int(parameters["docket"]), int(parameters["entry_number__gte"]))
    elif name == "opinions" and number.isdigit():
        yield Purpose.OPINION, int(number)
    elif name == "fjc-integrated-database" and is_good:
        yield Purpose.COUNT, None
    elif name == "search" and is_good and parts.fragment != "partial":
        yield from _searched(parameters, parts.fragment)


def _searched(parameters: dict[str, str], fragment: str) -> Iterator[Any]:
    if fragment:
        yield Purpose.DISCOVERY, fragment
    elif "citation" in parameters:
        yield Purpose.PRECEDENT, parameters["citation"].strip('"')
    elif match := re.fullmatch(r"docket_id:\(([\d OR]+)\)", parameters.get("q", "")):
        for number in re.findall(r"\d+", match[1]):
            yield _NEWS.get(parameters.get("type", ""), Purpose.NEWS), int(number)


def read_watched(docket_db: Database | Connection, looks: dict[tuple, str], now: datetime) -> list[Watched]:
    """Return every docket that is not excluded, with the facts on which its rhythm depends."""
    today = now.date()
    year_ago = f"{today.year - 1}{today.isoformat()[4:]}"
    ids, opinions = _register_ids(docket_db), _numbers(docket_db, OPINION_ID)
    last_entry = "select docket_id, max(coalesce(date_filed, date_entered)) from docket_entries group by 1"
    next_hearing = f"select docket_id, min(date) from hearings where date >= ? and {OPEN_HEARING} group by 1"
    entries = dict(docket_db.execute(last_entry))
    hearings = dict(docket_db.execute(next_hearing, (today.isoformat(),)))
    highest = _highest_numbers(docket_db, {number for purpose, number in looks if purpose == "long"}, ids)
    # The days of the entries of which only the label is known.
    labels = _by_docket(
        docket_db,
        "select docket_id, coalesce(date_filed, date_entered) from docket_entries "
        "where text_kind = 'label' and not is_gone and coalesce(date_filed, date_entered) is not null",
    )
    # Parties that a curator entered may be incomplete.
    with_parties = {
        docket_id
        for (docket_id,) in docket_db.execute(
            "select docket_id from participations join snapshots using (snapshot_id) "
            "where snapshots.form <> 'curated'"
        )
    }
    # Reading a whole docket shows every change up to then.
    changes = {
        (Purpose.CHANGES, number): max(at, looks.get((Purpose.CHANGES, number), ""))
        for (purpose, number), at in looks.items()
        if purpose is Purpose.READING
    }
    rows = docket_db.execute(
        "select docket_id, court_id, docket_number, pacer_case_id, status, selection, entry_count, "
        "coalesce(date_terminated, date_decided, ''), date_filed "
        f"from dockets where {is_taken_in('dockets')} order by docket_id"
    )
    watched = []
    for docket_id, court_id, number, case_id, status, selection, entry_count, ended, filed in rows:
        core = find_core(number) if number else None
        looked_up_at = looks.get((Purpose.LOOKUP, (court_id, core)))
        own, ended_at = _living(tuple(sorted(ids.get(docket_id, ()))), looks, looked_up_at, now)
        read_at, news_at = _oldest(looks, Purpose.READING, own), _oldest(looks, Purpose.NEWS, own)
        watched.append(
            Watched(
                docket_id,
                DocketRef(court_id, number, case_id),
                own,
                is_closed=status == "closed",
                # An entry after the end of a docket shows that it is active again.
                is_watched=not (status == "closed" and max(ended, entries.get(docket_id) or "") < year_ago),
                is_candidate=selection == "candidate",
                entry_count=entry_count or 0,
                last_entry=_day(entries.get(docket_id)),
                next_hearing=_day(hearings.get(docket_id)),
                looked_up_at=looked_up_at,
                ended_at=ended_at,
                read_at=read_at,
                news_at=max(filter(None, (read_at, news_at)), default=None),
                opinions_at=_oldest(looks, Purpose.OPINIONS, own),
                arguments_at=_oldest(looks, Purpose.ARGUMENTS, own),
                tried_at=max(
                    filter(None, (looks.get(("tried", key)) for key in (*own, (court_id, core)))),
                    default=None,
                ),
                changes_at=_oldest(changes, Purpose.CHANGES, own),
                labels=tuple(map(date.fromisoformat, sorted(labels.get(docket_id, ())))),
                has_parties=docket_id in with_parties,
                parties_at=_oldest(looks, Purpose.PARTIES, own),
                date_filed=_day(filed),
                unread_slices=tuple(
                    (number, first)
                    for number in own
                    if ("long", number) in looks
                    for first in range(1, highest.get(docket_id, 0) + 1, SLICE)
                    if (Purpose.SLICE, (number, first)) not in looks
                ),
                unread_opinions=tuple(
                    sorted(n for n in opinions.get(docket_id, ()) if (Purpose.OPINION, n) not in looks)
                ),
            )
        )
    return watched


def _living(
    ids: tuple[int, ...], looks: dict[tuple, str], looked_up_at: str | None, now: datetime
) -> tuple[tuple[int, ...], str | None]:
    """Return the ids under which the docket was there when last requested; if there is none, since when.

    CourtListener sometimes merges two rows of one docket, and one of the ids disappears. It is requested
    again after a month; if it was the only one, the docket is looked up again and, if that gives no other id,
    tried again.
    """
    ended = {
        number: at
        for number in ids
        if (at := looks.get(("absent", number))) and at >= looks.get((Purpose.READING, number), "")
    }
    living = tuple(n for n in ids if n not in ended or (days_since(ended[n], now) or 0) >= _ASK_ENDED_DAYS)
    if living or not ended:
        return living, None
    last = max(ended.values())
    is_known_by_no_other = looked_up_at is not None and looked_up_at > last
    return (ids, None) if is_known_by_no_other and (days_since(last, now) or 0) >= 1 else ((), last)


def _highest_numbers(
    docket_db: Database | Connection, long_ids: set[int], ids: dict[str, set[int]]
) -> dict[str, int]:
    """Return the highest entry number of each docket with a long register; document ids used as entry numbers
    do not count."""
    highest = {}
    for docket_id in (docket_id for docket_id, own in ids.items() if own & long_ids):
        row = docket_db.execute(
            (
                "select max(cast(entry_number as integer)) from docket_entries where docket_id = ? and "
                "length(entry_number) < 6"
            ),
            (docket_id,),
        ).fetchone()
        highest[docket_id] = row[0] or 0
    return highest


def read_known(docket_db: Database | Connection, looks: dict[tuple, str], has_token: bool) -> Known:
    """Return the known facts on which discovery rests."""
    queries = tuple(
        sorted((query, at) for (purpose, query), at in looks.items() if purpose is Purpose.DISCOVERY)
    )
    asked = {citation for purpose, citation in looks if purpose is Purpose.PRECEDENT}
    asked |= {
        row[0] for row in docket_db.execute("select value from docket_facts where field = ?", (PRECEDENT,))
    }
    ids = sorted({number for numbers in _numbers(docket_db, PRECEDENT_ID).values() for number in numbers})
    return Known(
        queries,
        tuple(ids),
        tuple(cite for cite in PRECEDENTS if cite not in asked),
        looks.get((Purpose.COUNT, None)),
        has_token,
    )


def _register_ids(docket_db: Database | Connection) -> dict[str, set[int]]:
    """Return CourtListener's ids of each docket: those that it gave, or else the confirmed ones of our
    locators.

    Once the register was read, only its own ids count: a locator may name a row that was merged away.
    """
    located = "select docket_id, value from locators where kind = 'courtlistener_docket_id' and is_confirmed"
    by_docket = _by_docket(docket_db, located)
    ids = {docket_id: set(map(int, values)) for docket_id, values in by_docket.items()}
    return ids | _numbers(docket_db, REGISTER_ID)


def _numbers(docket_db: Database | Connection, field: str) -> dict[str, set[int]]:
    """Return the numbers in one field of CourtListener's facts, by docket, whether from the API, a message or
    the bulk files."""
    facts = _by_docket(docket_db, "select docket_id, value from docket_facts where field = ?", field)
    return {
        docket_id: {int(part) for value in values for part in value.split(";") if part.isdigit()}
        for docket_id, values in facts.items()
    }


def _by_docket(docket_db: Database | Connection, sql: str, *parameters: str) -> dict[str, list[str]]:
    """Return the second column of a query's rows, by the first."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for docket_id, value in docket_db.execute(sql, parameters):
        values[docket_id].append(value)
    return values


def _oldest(looks: dict[tuple, str], purpose, ids: tuple[int, ...]) -> str | None:
    """Return when a docket with several ids was last looked at: the oldest look at any of them, None if one
    was never looked at."""
    seen = [at for number in ids if (at := looks.get((purpose, number))) is not None]
    return min(seen) if seen and len(seen) == len(ids) else None


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
