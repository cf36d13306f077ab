"""Bills of Congress: their names and pages, what became of them, and whether they touch § 230.

A bill is identified by Congress, type and number (``115-hr-1865``), since its title changes as it moves. A
bill that was not enacted dies with its Congress. That is computed on request, from the number of the Congress
and the instant in question (`find_fate`), and not stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from docket.csv_rows import load_table
from docket.issues import ParseError
from docket.section230.citations import is_named
from docket.text.prepared import PreparedText

# By type: how Congress prints the number, and how its site spells the type in a URL.
_TYPES = {
    "hr": ("H.R.", "house-bill"),
    "s": ("S.", "senate-bill"),
    "hjres": ("H.J.Res.", "house-joint-resolution"),
    "sjres": ("S.J.Res.", "senate-joint-resolution"),
    "hconres": ("H.Con.Res.", "house-concurrent-resolution"),
    "sconres": ("S.Con.Res.", "senate-concurrent-resolution"),
    "hres": ("H.Res.", "house-resolution"),
    "sres": ("S.Res.", "senate-resolution"),
}
_BILL_ID = re.compile(rf"(\d{{1,3}})-({'|'.join(_TYPES)})-(\d{{1,5}})", re.ASCII)
_WASHINGTON = ZoneInfo("America/New_York")
_FIRST_YEAR = 1789  # the year the First Congress began; each lasts two years
_TWENTIETH = 73  # the first Congress to end in January rather than in March
_MOST = 205  # ends in 2199, the last year that docket/times.py accepts
# Words in Congress's own record of actions, the furthest stage first.
_STAGES = (
    ("enacted", re.compile(r"\bBecame (?:Public|Private) Law\b", re.IGNORECASE)),
    ("vetoed", re.compile(r"\bVetoed by President\b", re.IGNORECASE)),
    ("passed both chambers", re.compile(r"\bPresented to President\b", re.IGNORECASE)),
    ("passed Senate", re.compile(r"\bPassed(?:/agreed to in)? Senate\b", re.IGNORECASE)),
    ("passed House", re.compile(r"\bPassed(?:/agreed to in)? House\b", re.IGNORECASE)),
    ("reported by committee", re.compile(r"\b(?:Ordered to be )?Reported\b", re.IGNORECASE)),
    ("referred to committee", re.compile(r"\breferred to\b", re.IGNORECASE)),
)
# How far along a stage is, by the words that the catalog and Congress's record use for it.
_DEPTHS = (
    (re.compile(r"enacted|became law"), 9),
    (re.compile(r"vetoed"), 8),
    (re.compile(r"passed both"), 7),
    (re.compile(r"folded into"), 6),
    (re.compile(r"passed (?:house|senate)"), 5),
    (re.compile(r"reported|calendar"), 4),
    (re.compile(r"forwarded"), 3),
    (re.compile(r"referred"), 2),
    (re.compile(r"introduced"), 1),
)


class BillState(StrEnum):
    """What became of a bill, at an instant."""

    ALIVE = "alive"
    DEAD = "dead"
    ENACTED = "enacted"


@dataclass(frozen=True)
class Fate:
    """What became of a bill. `state` is None for an inquiry, for a bill of no known Congress, and before a
    bill was introduced.

    `words` say it in a line; `ends_at` is the instant at which its Congress ends or ended; `stage` is the
    last stage it had reached, or None if that is not on record.
    """

    state: BillState | None
    words: str
    ends_at: datetime | None = None
    stage: str | None = None


def make_bill_id(congress: str, bill_type: str, number: str) -> str:
    """Return ``115-hr-1865``. Raises ParseError (code ``bill-number``) if that is not a bill's id."""
    made = f"{congress.strip()}-{re.sub('[^a-z]', '', bill_type.lower())}-{number.strip()}"
    if not is_bill_id(made):
        raise ParseError(
            f"not a bill: Congress {congress[:20]!r}, type {bill_type[:20]!r}, number {number[:20]!r}",
            code="bill-number",
        )
    return made


def is_bill_id(text: str) -> bool:
    """Whether the text is a bill's id as `make_bill_id` returns it."""
    return _BILL_ID.fullmatch(text) is not None


def split_bill_id(bill_id: str) -> tuple[int, str, int]:
    """Return (Congress, type, number) of ``115-hr-1865``. Raises ParseError for anything but a bill's id."""
    match = _BILL_ID.fullmatch(bill_id)
    if match is None:
        raise ParseError(
            f"not a bill: {bill_id[:40]!r}; a bill is named like 115-hr-1865", code="bill-number"
        )
    return int(match[1]), match[2], int(match[3])


def print_number(bill_id: str) -> str:
    """Return the number as Congress prints it: ``H.R. 1865``."""
    _, bill_type, number = split_bill_id(bill_id)
    return f"{_TYPES[bill_type][0]} {number}"


def bill_page(bill_id: str) -> str:
    """Return the URL of the bill's page for readers on congress.gov."""
    congress, bill_type, number = split_bill_id(bill_id)
    return f"https://www.congress.gov/bill/{ordinal(congress)}-congress/{_TYPES[bill_type][1]}/{number}"


def ordinal(number: int) -> str:
    """Return ``118th``, ``121st`` or ``111th``."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@cache
def congress_ends(congress: int) -> datetime:
    """Return the UTC instant at which a Congress ends: noon in Washington on January 3 of its last, odd year.

    The Twentieth Amendment set that date; until 1933 it was March 4. Raises ParseError if there is no
    Congress of that number.
    """
    if not 1 <= congress <= _MOST:
        raise ParseError(f"there is no {congress} Congress; they are numbered from 1", code="congress")
    month, day = (1, 3) if congress >= _TWENTIETH else (3, 4)
    return datetime(_FIRST_YEAR + 2 * congress, month, day, 12, tzinfo=_WASHINGTON).astimezone(UTC)


def last_ended(as_of: datetime) -> int:
    """Return the number of the newest Congress that had ended at that instant; it alone decides which bills
    are dead."""
    congress = min((as_of.astimezone(_WASHINGTON).year - _FIRST_YEAR) // 2, _MOST)
    return congress if congress < 1 or congress_ends(congress) <= as_of else congress - 1


def end_of_day(day: date) -> datetime:
    """Return the last second, in UTC, of a calendar day in Washington; it stands for a day without an hour.

    A day before the First Congress, or after the last one we number, becomes the nearest day in range.
    """
    day = max(date(_FIRST_YEAR, 1, 1), min(day, date(_FIRST_YEAR + 2 * _MOST, 12, 31)))
    return (
        datetime.combine(day + timedelta(days=1), time.min, _WASHINGTON) - timedelta(seconds=1)
    ).astimezone(UTC)


def find_fate(bill: Mapping, as_of: datetime) -> Fate:
    """Return what became of a bill by that instant. `bill` is a row of the table of bills.

    We know on which day a bill reached its present stage, but not when it reached earlier ones.
    """
    congress, status, law = bill["congress"], bill["status"], bill["law"]
    if bill["kind"] != "bill" or congress is None or not 1 <= congress <= _MOST:
        return Fate(None, status or "status not known")
    ends_at, today = congress_ends(congress), as_of.astimezone(_WASHINGTON).date().isoformat()
    if today < (bill["date_introduced"] or ""):
        return Fate(None, "not yet introduced", ends_at)
    is_reached = today >= (bill["status_date"] or "")
    stage = status if is_reached else None
    if is_reached and (law or status == BillState.ENACTED):
        return Fate(
            BillState.ENACTED, f"enacted, Pub. L. {law}" if law else "enacted", ends_at, BillState.ENACTED
        )
    if as_of < ends_at:
        return Fate(
            BillState.ALIVE, f"{stage}, alive" if stage else "alive; its stage is not known", ends_at, stage
        )
    end = (
        f"the {ordinal(congress)} Congress, {'Jan. 3' if congress >= _TWENTIETH else 'Mar. 4'}, "
        f"{_FIRST_YEAR + 2 * congress}"
    )
    if stage and stage.startswith("folded into"):
        return Fate(BillState.DEAD, f"{stage}; itself died with {end}", ends_at, stage)
    if stage == "passed both chambers":
        # A bill before the President can still be signed (within ten days, Sundays excepted): its Congress
        # says whether it was.
        return Fate(
            BillState.DEAD,
            f"passed both chambers, not known to be law; died with {end} if it was not signed",
            ends_at,
            stage,
        )
    return Fate(BillState.DEAD, f"died with {end}", ends_at, stage)


def is_further(status: str | None, than: str | None) -> bool:
    """Whether the stage `status` is later than `than` (or `than` is None); False for words of no stage."""
    depth, other = _depth(status), _depth(than)
    return depth is not None and (than is None or (other is not None and depth > other))


def _depth(status: str | None) -> int | None:
    return next((depth for words, depth in _DEPTHS if status and words.search(status.casefold())), None)


def load_bill_ids() -> tuple[str, ...]:
    """Return the ids of the catalog's bills, in its order. Inquiries have no number and are left out."""
    return tuple(row["bill_id"] for row in load_table("bills.csv") if is_bill_id(row["bill_id"]))


def find_stage(actions: list[str], is_law: bool = False) -> str:
    """Return how far a bill has come, judging by the words of its actions, in any order."""
    if is_law:
        return "enacted"
    passed = {stage for stage, words in _STAGES if any(words.search(action) for action in actions)}
    if {"passed Senate", "passed House"} <= passed and not passed & {"enacted", "vetoed"}:
        return "passed both chambers"
    return next((stage for stage, _ in _STAGES if stage in passed), "introduced")


def touches_statute(*texts: str | None) -> bool:
    """Whether a title or summary names 47 U.S.C. § 230 or the act that created it."""
    return any(is_named(PreparedText(text)) for text in texts if text)
