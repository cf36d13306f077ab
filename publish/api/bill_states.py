"""The fate of each bill, as the API gives it: computed for the instant asked about (docket/bills.py)."""

import sqlite3
from datetime import datetime
from typing import Any

from db.tables import Kind
from docket.bills import BillState, congress_ends, find_fate, last_ended
from docket.times import instant
from publish.api.fields import Field, Filter, Reckoned
from publish.filters.terms import Term
from publish.request import rows

NAME = "state"
INQUIRY = "inquiry"  # a committee's inquiry: not a bill, so the end of a Congress does not end it
_WHAT = "What became of it by the instant asked about"
STATE = Term(
    NAME,
    "What became of it",
    _WHAT,
    {**{str(state): state.capitalize() for state in BillState}, INQUIRY: "Inquiry"},
)
FIELDS = (
    Field(
        NAME,
        Kind.TEXT,
        "null",
        "What became of it by the instant asked about: enacted; dead, since its Congress ended without it; "
        "alive. Null for an inquiry, and before it was introduced",
        tuple(map(str, BillState)),
    ),
    Field("fate", Kind.TEXT, "null", "The same in words"),
    Field(
        "congress_ends_at",
        Kind.INSTANT,
        "null",
        "When its Congress ends or ended, and with it every bill not enacted: noon in "
        "Washington on January 3 of an odd year, as an instant, UTC",
    ),
)
FILTERS = (
    Filter(
        NAME, "reckoned", "", f"{_WHAT}; inquiry: it is no bill", tuple(STATE.codes), is_many=True, term=STATE
    ),
    Filter(
        "as_of",
        "moment",
        "",
        "The instant that state is reckoned at, in place of now (2027-01-03T17:00:00Z); of a day "
        "(2027-01-03), its end in Washington",
    ),
)


def _add(bills: list[dict[str, Any]], moment: datetime) -> None:
    for bill in bills:
        fate = find_fate(bill, moment)
        bill |= {
            NAME: fate.state,
            "fate": fate.words,
            "congress_ends_at": fate.ends_at and instant(fate.ends_at),
        }


def _find(conn: sqlite3.Connection, states: list[str], moment: datetime) -> list[str]:
    """Return the ids of the bills in any of these states. All are computed, since there are only a few
    hundred and the states have one definition."""
    bills = rows(conn, "select bill_id, kind, congress, status, law, date_introduced, status_date from bills")
    return [bill["bill_id"] for bill in bills if state_of(bill, moment) in states]


def state_of(bill: dict[str, Any], moment: datetime) -> str | None:
    """Return the state of a bill, or `INQUIRY` for an inquiry; None before it was introduced."""
    return INQUIRY if bill["kind"] == INQUIRY else find_fate(bill, moment).state


def span(now: datetime) -> tuple[datetime, datetime]:
    """Return when the Congress of that instant began, which is when the previous one ended, and when it
    ends."""
    ended = last_ended(now)
    return congress_ends(ended), congress_ends(ended + 1)


RECKONED = Reckoned(NAME, _add, _find, span)
