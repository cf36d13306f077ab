"""Lists of decisions that others drew up, and how many of those decisions we hold. Pure.

A list is any CSV file with a court, a name, and a number or a citation; also a date and an id if it has them.
The published ones are in ``data/lists``: ``lists.csv`` says who made each and under which terms,
``refused.csv`` which of their decisions are not included, and why.

Rows of one court and day are one decision, unless their citations, or both number and name, say otherwise: a
list has an amended opinion or a companion appeal as a separate row. A decision is recognized by its number
and day, give or take a day (clerks' stamps and reporters differ, and the comparison says so), else by a
citation, else by its day and a word of its name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, cached_property, lru_cache, partial
from importlib.resources import files
from typing import NamedTuple

from docket.courts import find_court_id, load_courts
from docket.csv_rows import load_table, read_rows
from docket.identity import find_docket_numbers
from docket.issues import ParseError
from docket.scoring import wilson

_FOLDER = files("docket").joinpath("data/lists")
# The names that lists give their columns.
_HEADERS = {
    "court": ("court", "court_id"),
    "number": ("number", "docket_number", "docketnumber", "docket_no", "docket", "case_number", "case_no"),
    "citation": ("citation", "citations", "cite", "cites", "reporter"),
    "name": ("name", "case_name", "casename", "case", "caption", "title"),
    "date": ("date", "date_filed", "datefiled", "date_decided", "decided", "decision_date", "filed"),
    "id": ("id", "row_id", "cluster_id", "courtlistener_cluster_id", "cluster"),
}
_CITED = re.compile(r"(\d{1,4})\s{1,3}(\D[^;,]{0,40}?)\s{1,3}(\d{1,8})(?=\s{0,3}(?:$|[;,(]))", re.ASCII)
_WORD = re.compile(r"[a-z0-9]{4,}")
_NO_NAMES = frozenset(
    "also another association attorney city company corp corporation county does doing foundation general"
    " group incorporated individual john jane limited liability matter minor other others people plaintiff"
    " state states united versus with".split()
)


class Result(StrEnum):
    HELD = "held"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True)
class Listed:
    """One row of a list. `row_id` is the list's own id, else court and number (or citation)."""

    row_id: str
    court_id: str
    name: str
    number: str | None = None
    citation: str | None = None
    day: date | None = None

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the cell that the court could have assigned; anything else is ignored."""
        try:
            return frozenset(find_docket_numbers(self.number or "", self.court_id))
        except ParseError:
            return frozenset()

    @cached_property
    def cited(self) -> dict[str, str]:
        return _read_citations(self.citation)

    @cached_property
    def words(self) -> frozenset[str]:
        return _words(self.name)


class Held(NamedTuple):
    """One act that we hold: `date_from` and `date_to` are ISO dates, equal if the day is known.

    A tuple because a page compares every act of the record: making 16,000 of them takes a seventh of the
    time.
    """

    ruling_id: str
    docket_id: str
    court_id: str
    name: str
    number: str | None = None
    citation: str | None = None
    date_from: str | None = None
    date_to: str | None = None


@dataclass(frozen=True)
class Compared:
    """One decision of a list: its rows, and whether we hold it. `by` says how it was recognized."""

    rows: tuple[Listed, ...]
    result: Result
    held: Held | None = None
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Comparison:
    decisions: tuple[Compared, ...]
    row_count: int

    def of(self, result: Result) -> list[Compared]:
        return [decision for decision in self.decisions if decision.result is result]

    @property
    def recall(self) -> float | None:
        """The share of decisions held among those not refused; None if there are none."""
        held, total = self._counts()
        return held / total if total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the recall."""
        return wilson(*self._counts())

    def _counts(self) -> tuple[int, int]:
        held = len(self.of(Result.HELD))
        return held, held + len(self.of(Result.MISSING))


@dataclass(frozen=True)
class PublishedList:
    """A list that is published with the comparison, and whom to thank for it.

    `note` says what a reader of the share must know: above all whether the list was used to find decisions to
    include.
    """

    list_id: str
    title: str
    made_by: str
    source_url: str
    license: str
    license_url: str
    taken: str
    note: str
    rows: tuple[Listed, ...]
    refused: Mapping[str, str]


def read_list(body: bytes, name: str) -> list[Listed]:
    """Return the rows of a list. Raises ParseError naming the file, the line, and what to do."""
    rows = list(read_rows(body.removeprefix(b"\xef\xbb\xbf"), name))
    if not rows:
        raise ParseError(f"{name}: no rows; the first line names the columns, each other one is a decision")
    columns = _find_columns(rows[0][1], name)
    return [_read_row(row, columns, f"{name}, line {line}") for line, row in rows]


def compare(listed: Iterable[Listed], held: Iterable[Held], refused: Mapping[str, str]) -> Comparison:
    """Return each decision of a list, in its order, as held, refused (row id to reason), or missing."""
    by_court: dict[str, list[Held]] = {}
    for act in sorted(held, key=lambda act: act.ruling_id):
        by_court.setdefault(act.court_id, []).append(act)
    rows = list(listed)
    decisions: dict[str, Compared] = {}
    for group in _group(rows):
        compared = _compare_group(group, by_court.get(group[0].court_id, []), refused)
        key = compared.held.ruling_id if compared.held else f"row {group[0].row_id} {len(decisions)}"
        if first := decisions.get(key):  # an opinion listed again under another day
            compared = replace(first, rows=first.rows + compared.rows, note=first.note or compared.note)
        decisions[key] = compared
    return Comparison(tuple(decisions.values()), len(rows))


@cache
def load_lists() -> tuple[PublishedList, ...]:
    """Return the lists that are published."""
    lists = []
    for about in load_table("lists/lists.csv"):
        file = _FOLDER.joinpath(f"{about['list_id']}.csv")
        rows = tuple(read_list(file.read_bytes(), file.name))
        lists.append(PublishedList(**about, rows=rows, refused=load_refusals(about["list_id"])))
    return tuple(lists)


def load_refusals(list_id: str) -> dict[str, str]:
    """Return why decisions of a list are not included, by row id; empty for a list that is not published."""
    rows = load_table("lists/refused.csv")
    return {row["row_id"]: row["reason"] for row in rows if row["list_id"] == list_id}


def _find_columns(row: Mapping, name: str) -> dict[str, str]:
    """Return the header of each known column. Raises ParseError if one is missing or given twice."""
    folded = {re.sub(r"[^a-z0-9]+", "_", header.casefold()).strip("_"): header for header in row}
    columns: dict[str, str] = {}
    for column, spellings in _HEADERS.items():
        headers = [folded[spelling] for spelling in spellings if spelling in folded]
        if len(headers) > 1:
            first, second = headers[:2]
            raise ParseError(f"{name}: {first!r} and {second!r} are both the {column}; leave one out")
        if headers:
            columns[column] = headers[0]
    for column in ("court", "name"):
        if column not in columns:
            has = f"its columns are {', '.join(row)}"
            raise ParseError(f"{name}: no column for the {column}; call it {column!r} ({has})")
    if "number" not in columns and "citation" not in columns:
        raise ParseError(f"{name}: no column for the number and none for the citation; one of them is needed")
    return columns


def _read_row(row: Mapping[str, str | None], columns: Mapping[str, str], place: str) -> Listed:
    cells = {column: row[header] for column, header in columns.items()}
    court, name = cells["court"], cells["name"]
    if not court or not name:
        raise ParseError(f"{place}: nothing in column {columns['name' if court else 'court']!r}; fill it")
    by_short_name = {known.short_name: known.court_id for known in load_courts().values()}
    court_id = find_court_id(court) or by_short_name.get(court)
    if court_id is None:
        ids = "the ids are the first column of docket/data/courts.csv"
        raise ParseError(f"{place}: unknown court {court!r}; {ids}")
    number, citation, written = cells.get("number"), cells.get("citation"), cells.get("date")
    if not number and not citation:
        raise ParseError(f"{place}: neither a number nor a citation; a decision is known by one of them")
    try:
        day = date.fromisoformat(written) if written else None
    except ValueError:
        raise ParseError(f"{place}: not a day: {written!r}; write it as 2019-07-31") from None
    row_id = cells.get("id") or f"{court_id} {number or citation}"
    return Listed(row_id, court_id, name, number, citation, day)


def _group(rows: list[Listed]) -> list[list[Listed]]:
    """Return the rows of each decision, in the order in which a decision first appears."""
    groups: list[list[Listed]] = []
    of_day: dict[tuple, list[list[Listed]]] = {}
    for row in rows:
        near = of_day.setdefault((row.court_id, row.day), [])
        group = next((group for group in near if all(_are_one_decision(row, other) for other in group)), None)
        if group is None:
            group = []
            groups.append(group)
            near.append(group)
        group.append(row)
    return groups


def _are_one_decision(row: Listed, other: Listed) -> bool:
    """Whether two rows of one court and day are one decision; rows without a day never are."""
    if row.day is None:
        return False
    shared = row.cited.keys() & other.cited.keys()
    if shared:
        return any(row.cited[reporter] == other.cited[reporter] for reporter in shared)
    is_other_number = row.numbers and other.numbers and not row.numbers & other.numbers
    return not (is_other_number and not row.words & other.words)


def _compare_group(group: list[Listed], acts: list[Held], refused: Mapping[str, str]) -> Compared:
    rows = tuple(group)
    for known_by in (
        partial(_number_near, "number and day", 0),
        partial(_number_near, "number, a day apart", 1),
        _citation,
        _day_and_name,
        _number_alone,
    ):
        for row in rows:
            if match := known_by(row, acts):
                by, act = match
                note = f"the list has {row.day}, we have {act.date_from}" if _days_apart(row, act) else None
                return Compared(rows, Result.HELD, act, by, note)
    for row in rows:
        if row.row_id in refused:
            return Compared(rows, Result.REFUSED, note=refused[row.row_id])
    numbers = {number for row in rows for number in row.numbers}
    is_docket_held = any(act.number in numbers for act in acts)
    note = "the docket is held, but no act of that day" if is_docket_held else None
    return Compared(rows, Result.MISSING, note=note)


def _number_near(by: str, apart: int, row: Listed, acts: list[Held]) -> tuple[str, Held] | None:
    fitting = [act for act in acts if act.number in row.numbers and _days_apart(row, act) == apart]
    return _best(by, row, fitting)


def _citation(row: Listed, acts: list[Held]) -> tuple[str, Held] | None:
    return _best("citation", row, [act for act in acts if _is_cited_alike(row, act)])


def _day_and_name(row: Listed, acts: list[Held]) -> tuple[str, Held] | None:
    """Match if only one act of that day fits: the list has the appeal's other number, or a wrong one."""
    on_the_day = [act for act in acts if act.date_from == act.date_to and _days_apart(row, act) == 0]
    fitting = [act for act in on_the_day if row.words & _words(act.name)]
    return ("day and name", fitting[0]) if len(fitting) == 1 else None


def _number_alone(row: Listed, acts: list[Held]) -> tuple[str, Held] | None:
    """Match a row without a day: the number suffices if the docket has only one act."""
    fitting = [act for act in acts if row.day is None and act.number in row.numbers]
    return ("number", fitting[0]) if len(fitting) == 1 else None


def _best(by: str, row: Listed, fitting: list[Held]) -> tuple[str, Held] | None:
    """Return the match; of two acts of one day (a decision, a denial of rehearing), the one cited alike."""
    if not fitting:
        return None
    return by, max(fitting, key=lambda act: (_is_cited_alike(row, act), act.citation is not None))


def _is_cited_alike(row: Listed, act: Held) -> bool:
    cited = _read_citations(act.citation)
    return any(cited.get(reporter) == place for reporter, place in row.cited.items())


def _days_apart(row: Listed, act: Held) -> int | None:
    """Return how many days apart the list's date and ours are; None if one of them is not known."""
    if row.day is None or not act.date_from or not act.date_to:
        return None
    first, last = date.fromisoformat(act.date_from), date.fromisoformat(act.date_to)
    return 0 if first <= row.day <= last else min(abs(row.day - first).days, abs(row.day - last).days)


@lru_cache(maxsize=8192)  # each act is compared with each row of its court
def _read_citations(text: str | None) -> dict[str, str]:
    """Return volume and page by reporter, ignoring spaces and full stops in its name."""
    cites = _CITED.findall(text or "")
    return {re.sub(r"[\s.'’]", "", name).casefold(): f"{volume} {page}" for volume, name, page in cites}


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - _NO_NAMES
