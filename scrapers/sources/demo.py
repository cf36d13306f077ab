"""The demonstration: an invented docket and its appeal, to see every page without a network.

Source   written by `tracker demo` into a separate home, from tracker/demo.py; nothing is fetched
Gives    entries, an edit, an entry that disappeared, hearings set and moved, rulings, parties, counsel: all
         invented, as the caption, every entry and every page say
Lacks    any truth. No other home accepts it: a home is the demonstration's from the beginning or never
Quirks   dates are relative to the day on which it was made, so that there is always an upcoming hearing
"""

import json
from collections.abc import Iterator
from datetime import date

from docket.identity import normalize_docket_number
from docket.issues import ParseError
from docket.records import Counsel, Docket, DocketEntry, DocketRef, Party
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.vocabulary import DocketStatus, normalize_party_type
from scrapers.source import Source

_KIND = "demo_docket"


class Demo(Source):
    NAME = "demo"

    def parse(self, snapshot: Snapshot) -> Iterator[object]:
        """Yield the docket, its entries and its parties. Raises ParseError: unknown-kind, changed-form."""
        if snapshot.kind != _KIND:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no files of kind {snapshot.kind!r}", code="unknown-kind"
            )
        try:
            yield from _read(json.loads(snapshot.body))
        except (KeyError, TypeError, ValueError) as error:
            raise ParseError(
                f"{snapshot.url}: {error}; make the demonstration anew", code="changed-form"
            ) from None


SOURCE = Demo()


def describe(docket: dict, read_at: str) -> Snapshot:
    """Return one reading of an invented docket as a snapshot."""
    return Snapshot(
        source=Demo.NAME,
        url=f"demo:{docket['court_id']}/{docket['docket_number']}",
        fetched_at=read_at,
        body=json.dumps(docket, ensure_ascii=False, indent=1).encode(),
        form=Form.API,
        court_id=docket["court_id"],
        kind=_KIND,
        media_type="application/json",
        as_of=read_at,
        as_of_basis="fetch",
        scope=Scope(ScopeKind.COMPLETE),
    )


def _read(row: dict) -> Iterator[object]:
    court_id = row["court_id"]
    ref = DocketRef(court_id, normalize_docket_number(row["docket_number"], court_id))
    yield Docket(
        ref=ref,
        docket_number_raw=row["docket_number"],
        caption=row["caption"],
        date_filed=date.fromisoformat(row["date_filed"]),
        status=DocketStatus.OPEN,
        assigned_to=row.get("assigned_to"),
        cause=row.get("cause"),
        nature_of_suit=row.get("nature_of_suit"),
    )
    for entry in row["entries"]:
        yield DocketEntry(
            ref=ref,
            text=entry["text"],
            entry_number=entry["number"],
            date_filed=date.fromisoformat(entry["day"]),
            date_entered=date.fromisoformat(entry["day"]),
        )
    for party in row["parties"]:
        yield Party(
            ref=ref,
            name=party["name"],
            party_type=normalize_party_type(party["side"]),
            party_type_raw=party["side"],
            counsel=tuple(Counsel(name, roles=("LEAD ATTORNEY",)) for name in party["counsel"]),
        )
