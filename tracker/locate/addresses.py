"""Finds numbers in web addresses on record: those that reviewers cited, and those that sources linked to.

An address at Justia names court, docket number and PACER case id; one at the Internet Archive, at
CourtListener's storage or at a court's own CM/ECF only the case id; one at CourtListener its own id and the
caption in lower case. None has both number and caption, so each is a hint until the register itself is read.
"""

import re
from collections.abc import Iterator
from sqlite3 import Connection

from sqlite_utils import Database

from docket.courts import load_courts
from docket.names.captions import is_one_caption
from tracker.locate.wanted import Find, Wanted, WantedList

# Justia's name of a court is PACER's with "ce" appended: candce, nysdce.
_JUSTIA = re.compile(
    r"//\w+\.justia\.com/cases/federal/district-courts/[\w-]+/(?P<court>[a-z]{3,5})ce/"
    r"(?P<number>\d:\d{4}[a-z]{2}\d{5})/(?P<case>\d+)\b"
)
_ITEM = re.compile(r"\bgov\.uscourts\.(?P<court>[a-z0-9]+)\.(?P<case>\d+)\b")
_ECF = re.compile(
    r"//ecf\.(?P<court>[a-z0-9]+)\.uscourts\.gov/cgi-bin/(?:DktRpt|iqquerymenu|HistDocQry)\.pl\?(?P<case>\d+)"
)
_COURTLISTENER = re.compile(
    r"//www\.courtlistener\.com/docket/(?P<id>\d+)/(?:(?:\d+/){0,2}(?P<slug>[a-z][a-z0-9-]+)/)?"
)
# The columns with the address of a docket's own page. An address that a ruling cites may be another docket's.
_COLUMNS = (
    ("dockets", "primary_url"),
    ("dockets", "source_url"),
    ("docket_facts", "source_url"),
    ("docket_events", "source_url"),
    ("docket_entries", "source_url"),
    ("rulings", "primary_url"),
    ("rulings", "source_url"),
    ("documents", "source_url"),
)


def read_addresses(docket_db: Database | Connection, wanted: WantedList) -> list[Find]:
    """Return a hint for each number in an address recorded with one of our dockets, if the address is of the
    same court."""
    by_docket: dict[str, Wanted] = {}
    for group in wanted.by_number.values():
        for docket in group:
            by_docket.setdefault(docket.docket_id, docket)
    finds: dict[tuple[str, str, str], Find] = {}
    for docket_id, address in _addresses(docket_db):
        own = by_docket.get(docket_id)
        if own is None:
            continue
        for find in _read_address(address, own, wanted):
            key = (docket_id, find.kind, find.value)
            # If several addresses have the same id, one that also names the docket number says most.
            if key not in finds or _weight(find) > _weight(finds[key]):
                finds[key] = find
    return list(finds.values())


def _weight(find: Find) -> tuple[bool, str]:
    return find.basis == "number", find.source_url or ""


def _addresses(docket_db: Database | Connection) -> Iterator[tuple[str, str]]:
    for table, column in _COLUMNS:
        known = {row[1] for row in docket_db.execute(f"pragma table_info({table})")}
        if {"docket_id", column} <= known:
            yield from docket_db.execute(
                f"select docket_id, {column} from {table} where {column} is not null"
            ).fetchall()


def _read_address(address: str, own: Wanted, wanted: WantedList) -> Iterator[Find]:
    if match := _JUSTIA.search(address):
        number = re.sub(r":(?:19|20)(\d\d)([a-z]{2})", r":\1-\2-", match["number"])
        same = wanted.find(_court(match["court"]), number)
        if any(docket.docket_id == own.docket_id for docket in same):
            yield Find(own.ref, "pacer_case_id", match["case"], "number", None, address)
    elif match := _ITEM.search(address) or _ECF.search(address):
        if _court(match["court"]) == own.ref.court_id:
            yield Find(own.ref, "pacer_case_id", match["case"], "address", None, address)
    elif match := _COURTLISTENER.search(address):
        caption = match["slug"] and match["slug"].replace("-v-", " v. ").replace("-", " ")
        if caption is None or any(is_one_caption(own_caption, caption) for own_caption in own.captions):
            yield Find(own.ref, "courtlistener_docket_id", match["id"], "address", None, address)


def _court(pacer_id: str) -> str:
    """Return our id for a court by its PACER name."""
    courts = load_courts()
    return next(
        (court.court_id for court in courts.values() if (court.pacer_court_id or court.court_id) == pacer_id),
        pacer_id,
    )
