"""Our dockets by court and number, whether a row of a register is one of them, and the numbers found for
them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from sqlite3 import Connection

from sqlite_utils import Database

from db.views import IS_SHOWN
from docket.identity import normalize_docket_number, split_office
from docket.issues import ParseError
from docket.names.captions import is_one_caption
from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.sources import locate as source

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Wanted:
    """One docket under one of its numbers, with its known captions."""

    docket_id: str
    ref: DocketRef
    captions: tuple[str, ...]

    @property
    def number(self) -> str:
        return self.ref.docket_number or ""

    def is_called(self, caption: str | None) -> bool:
        return caption is not None and any(is_one_caption(own, caption) for own in self.captions)


@dataclass
class WantedList:
    """Every docket with a number. `may_be` is quick but can give false positives, `find` is exact."""

    by_number: dict[tuple[str, str], list[Wanted]] = field(default_factory=lambda: defaultdict(list))
    _serials: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, wanted: Wanted) -> None:
        _, rest = split_office(wanted.number)
        self.by_number[wanted.ref.court_id, rest].append(wanted)
        if digits := _DIGITS.findall(rest):
            self._serials[wanted.ref.court_id].add(digits[-1].lstrip("0"))

    def may_be(self, court_id: str, number_raw: str) -> bool:
        """Return whether any run of digits in a number ends the number of one of our dockets in that
        court."""
        serials = self._serials.get(court_id)
        if not serials:
            return False
        return any(digits.lstrip("0") in serials for digits in _DIGITS.findall(number_raw))

    def find(self, court_id: str, number_raw: str) -> list[Wanted]:
        """Return the dockets with that number, in the same office unless one of the two names no office."""
        try:
            office, rest = split_office(normalize_docket_number(number_raw, court_id))
        except ParseError:
            return []
        return [
            wanted
            for wanted in self.by_number.get((court_id, rest), ())
            if office is None or split_office(wanted.number)[0] in (None, office)
        ]


def read_wanted(docket_db: Database | Connection) -> WantedList:
    """Return every docket that is not excluded and has a number, once for each of its numbers."""
    wanted = WantedList()
    rows = docket_db.execute(
        "select distinct docket_id, _refs.court_id, _refs.docket_number, dockets.caption, dockets.short_name "
        "from _refs join dockets using (docket_id) "
        f"where dockets.{IS_SHOWN} and _refs.docket_number is not null order by 1, 2, 3"
    )
    for docket_id, court_id, number, *captions in rows:
        wanted.add(Wanted(docket_id, DocketRef(court_id, number), tuple(filter(None, captions))))
    return wanted


@dataclass(frozen=True)
class Find:
    """One number found for one docket. `basis` says what it rests on (docket/records.py, Locator)."""

    ref: DocketRef
    kind: str
    value: str
    basis: str
    caption: str | None
    source_url: str | None


def make_snapshot(finds: Iterable[Find], name: str, as_of: str | None, fetched_at: str) -> Snapshot:
    """Return the finds of one origin (`bulk`, `addresses`) as a snapshot; the same finds give the same
    bytes."""
    lines = sorted(
        json.dumps(
            {
                "court_id": find.ref.court_id,
                "docket_number": find.ref.docket_number,
                "kind": find.kind,
                "value": find.value,
                "basis": find.basis,
                "caption": find.caption,
                "source_url": find.source_url,
            },
            ensure_ascii=False,
        )
        for find in set(finds)
    )
    return source.describe("".join(f"{line}\n" for line in lines).encode(), name, as_of, fetched_at)
