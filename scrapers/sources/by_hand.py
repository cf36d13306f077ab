"""Dockets kept by hand in events.csv, from courts that no program may read: above all state trial courts.

Source   events.csv in the tracker's home, written by hand or by `tracker add-event`, and the saved pages that
         it names; each line is based on an address or on such a page. Nothing is fetched
Gives    captions, entries as somebody copied them, hearings with their dates, places and outcomes
Lacks    whatever nobody wrote down: no register here is complete, and absence means nothing
Quirks   the whole file is one snapshot; removing a line withdraws the entry. A saved page is archived as
         evidence and not read
"""

import re
from collections.abc import Iterator
from datetime import date

from docket.courts import get_court
from docket.csv_rows import read_date, read_rows, read_span
from docket.identity import normalize_docket_number
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef, Document, HearingEvent
from docket.snapshot import Snapshot
from docket.vocabulary import HearingAction, HearingKind, Precision
from scrapers.source import Source

COLUMNS = (
    "court",
    "docket_number",
    "caption",
    "date",
    "text",
    "source_url",
    "page",
    "hearing",
    "hearing_kind",
    "hearing_action",
    "hearing_from",
    "hearing_to",
    "hearing_time",
    "hearing_place",
    "noted_by",
    "noted_at",
)
REMEDY = "; correct the cell or leave it blank"
FILE = "events.csv"
EVENTS = "events"
PAGE = "page"
_REQUIRED = ("court", "docket_number", "date", "text")
_WEEK = 7  # days: a range of this length is known to the week
_MONTH = 31  # days; a longer range is not a date of a hearing
_PAGE = re.compile(r"pages/[\w-][\w. ()-]{0,120}")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
KINDS = tuple(kind.value for kind in HearingKind if kind not in (HearingKind.UNKNOWN, HearingKind.UNMAPPED))
ACTIONS = tuple(
    action.value for action in HearingAction if action not in (HearingAction.UNKNOWN, HearingAction.UNMAPPED)
)


class ByHand(Source):
    NAME = "by_hand"
    IS_OWN = True

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the dockets, entries and hearings in the file, and an issue for each line that cannot be
        read. Raises ParseError if no line can be read, and unknown-kind."""
        if snapshot.kind == PAGE:
            return []
        if snapshot.kind != EVENTS:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no files of kind {snapshot.kind!r}", code="unknown-kind"
            )
        records, spoilt = read_events(snapshot.body)
        # Gives only the position of each line, and quotes nothing: nobody has reviewed its words yet.
        lines = [str(error).removeprefix(f"{FILE}, ").partition(":")[0] for error in spoilt]
        return [*records, *(Issue("wrong-line", line, FILE) for line in lines)]


SOURCE = ByHand()


def read_events(body: bytes) -> tuple[list[object], list[ParseError]]:
    """Return the dockets, entries and hearings in the file, and an error for each other line.

    Raises ParseError if it is not a CSV file of ours at all.
    """
    dockets: dict[DocketRef, Docket] = {}
    records: list[object] = []
    spoilt: list[ParseError] = []
    for line, row in read_lines(body, spoilt):
        court, number = row["court"], row["docket_number"]
        assert court is not None and number is not None  # both are in `_REQUIRED`
        try:
            ref = DocketRef(court, normalize_docket_number(number, get_court(court).court_id))
            row_records = list(_entry_and_hearing(ref, row))
            dockets[ref] = _docket(ref, row, dockets.get(ref))
        except ValueError as error:  # includes ParseError
            spoilt.append(ParseError(f"{FILE}, line {line}: {error}{REMEDY}"))
            continue
        records += row_records
    in_order = sorted(
        spoilt, key=lambda error: int(str(error).removeprefix(f"{FILE}, line ").partition(":")[0])
    )
    return [*dockets.values(), *records], in_order


def read_lines(body: bytes, spoilt: list[ParseError]) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield (line number, row), with every column of COLUMNS in the row; an error in a single line is
    appended to `spoilt`. Raises ParseError, naming line and column, if no line can be read."""
    for line, row in read_rows(body, FILE, _REQUIRED, spoilt):
        if strange := sorted(set(row) - set(COLUMNS)):
            raise ParseError(
                f"{FILE}, line 1: no column is called {', '.join(map(repr, strange))}; columns are {', '.join(COLUMNS)}"
            )
        yield line, dict.fromkeys(COLUMNS) | row


def _docket(ref: DocketRef, row: dict, known: Docket | None) -> Docket:
    """Return the docket with the last caption written; it counts as verified, since each line names its
    evidence."""
    return Docket(
        ref,
        docket_number_raw=row["docket_number"],
        caption=row["caption"] or (known.caption if known else None),
        source_url=_web_address(row) or (known.source_url if known else None),
        verified=("docket_number", "caption"),
    )


def _entry_and_hearing(ref: DocketRef, row: dict) -> Iterator[DocketEntry | HearingEvent]:
    day, page = read_date(row["date"]), row["page"]
    if page and not _PAGE.fullmatch(page):
        raise ValueError(
            f"{page!r} is not a saved page; write pages/ and the name of a file in that folder of the home"
        )
    if not (_web_address(row) or page):
        raise ValueError("nothing says where this was read; fill source_url or page")
    documents = (Document(0, f"Saved page: {page.removeprefix('pages/')}"),) if page else ()
    is_told = any(row[column] for column in COLUMNS if column.startswith("hearing"))
    yield DocketEntry(ref, row["text"], date_filed=day, documents=documents, is_hearing_told=is_told or None)
    if is_told:
        yield _hearing(ref, row, day)


def _web_address(row: dict) -> str | None:
    url = row["source_url"]
    if url and not re.match(r"https?://[^/\s]+\.[^/\s]+", url):
        raise ValueError(f"source_url {url!r} is not a web address; write http:// or https:// and a host")
    return url


def _hearing(ref: DocketRef, row: dict, day: date | None) -> HearingEvent:
    for column, words in (("hearing_kind", KINDS), ("hearing_action", ACTIONS)):
        if row[column] not in words:
            raise ValueError(f"{column} {row[column]!r} is not known; write one of {', '.join(words)}")
    clock = row["hearing_time"]
    if clock and not _TIME.fullmatch(clock):
        raise ValueError(f"hearing_time {clock!r} is not a clock of 24 hours; write it like 09:30")
    if row["hearing_to"] and not row["hearing_from"]:
        raise ValueError("hearing_to without hearing_from; a single day goes into hearing_from")
    if row["hearing_to"] is None:
        row = row | {"hearing_to": row["hearing_from"]}
    span = read_span(row, "hearing_from", "hearing_to")
    if row["hearing"] is None and row["hearing_from"] is None:
        raise ValueError(
            "which hearing? Fill hearing_from, or hearing with the name that an earlier line gave it"
        )
    return HearingEvent(
        ref,
        row["hearing"] or f"{row['hearing_kind'].replace('_', '-')}-{row['hearing_from']}",
        HearingAction(row["hearing_action"]),
        HearingKind(row["hearing_kind"]),
        action_date=day,
        date_from=span["date_from"],
        date_to=span["date_to"],
        precision=_precision(span["date_from"], span["date_to"], clock),
        time_local=clock,
        place=row["hearing_place"],
        text=row["text"],
        source_url=row["source_url"],
    )


def _precision(first: date | None, last: date | None, clock: str | None) -> Precision:
    days = (last - first).days + 1 if first and last else 1
    if days == 1:
        return Precision.TIME if clock else Precision.DAY
    if clock:
        raise ValueError("hearing_time without a single day; a week has no hour")
    if days > _MONTH:
        raise ValueError(
            f"from {first} to {last} is more than a month; leave the dates blank and say it in the text"
        )
    return Precision.WEEK if days <= _WEEK else Precision.MONTH
