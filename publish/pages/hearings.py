"""Hearings: every date a court set, and what became of it. "Held" only if an entry or a reviewer says so."""

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from db.views import IS_SHOWN, OPEN_HEARING, is_own_sitting
from publish.charts.month_grid import Month, make_weeks, read_month, spans_of, stands
from publish.filters.terms import HEARING_KIND, narrow
from publish.links import page_path
from publish.queries import HEARING, hearing_steps, snapshots_of
from publish.request import Asked, BadRequest, rows
from publish.words import MONTH_NAMES

_SHOWN = 50
_PAST_DAYS = 120
_PAST_SHOWN = 30
_MONTH_SHOWN = 150
_ALL = 10**9
_STILL_NEWS = 365  # days: the first page does not list the open question of a hearing in 2010
_WITHOUT_RESULT = ("scheduled", "moved", "unknown")
_LONGEST_SPAN = timedelta(days=731)  # a hearing is known at least to its year, and no trial takes two
_LISTED = f"dockets.{IS_SHOWN} and {is_own_sitting()}"
_BESIDE_LISTS = 60  # hearings of a month that the first page also lists; a month with more has its own page


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return a month as a grid and a list; without ``?month=``, also the coming and the past hearings."""
    month, kinds = _read_month(asked), _read_kinds(conn, asked)
    is_month_asked = month is not None
    today = today_of(asked)
    coming, past = (
        ([], [])
        if month
        else (upcoming(conn, asked, _SHOWN, is_of_any_status=True, kinds=kinds), _past(conn, asked, kinds))
    )
    month = month or Month(today.year, today.month)
    in_month = of_month(conn, month, kinds)
    steps = hearing_steps(
        conn, list(dict.fromkeys(hearing["hearing_id"] for hearing in in_month + coming + past))
    )
    marked = [
        stand
        for hearing in in_month
        for stand in stands(
            hearing, steps[hearing["hearing_id"]], asked.today(hearing["court_timezone"]).isoformat()
        )
        if month.holds(stand.day)
    ]
    listed = {hearing["hearing_id"] for hearing in coming + past}
    on_a_day = {stand.hearing["hearing_id"] for stand in marked}
    is_whole = is_month_asked or len(in_month) <= _BESIDE_LISTS
    month_list = [
        h
        for h in in_month
        if h["hearing_id"] not in listed
        and (h["hearing_id"] in on_a_day or h["precision"] not in ("day", "time"))
    ]
    no_day = [
        h for h in in_month if h["hearing_id"] not in on_a_day and h["precision"] not in ("day", "time")
    ]
    by_week, in_month_only = spans_of(month, no_day)
    return {
        "month": month,
        "kinds": kinds,
        "month_path": "" if is_whole else page_path("/hearings", month=month.text, kind=kinds),
        "is_month_cut": len(in_month) == _MONTH_SHOWN,
        "is_month_asked": is_month_asked,
        "weeks": list(zip(make_weeks(month, marked), by_week, strict=True)),
        "nearest": nearest_months(conn, month) if not in_month else (None, None),
        "day_count": len(marked),
        "no_day": in_month_only,
        "month_list": month_list if is_whole else [],
        "previous": page_path("/hearings", month=month.previous.text, kind=kinds),
        "next": page_path("/hearings", month=month.next.text, kind=kinds),
        "months": _by_month(coming),
        "coming_count": len(coming),
        "is_cut": len(coming) == _SHOWN,
        "past": past,
        "past_days": _PAST_DAYS,
        "steps": steps,
        "as_of": today,
        "is_as_of": asked.as_of() is not None,
        "snapshots": snapshots_of(conn, in_month, coming, past, *steps.values()),
    }


def find(conn: sqlite3.Connection, asked: Asked) -> list[dict]:
    """Return all hearings that the page is about, however many, by day: those of the month asked for; without
    one, those of this month, the months just before, and all to come."""
    month, kinds, today = _read_month(asked), _read_kinds(conn, asked), today_of(asked)
    hearings = of_month(conn, month or Month(today.year, today.month), kinds, _ALL)
    if month is None:
        hearings += _past(conn, asked, kinds, _ALL) + upcoming(conn, asked, _ALL, True, kinds)
    by_id = {hearing["hearing_id"]: hearing for hearing in hearings}
    return sorted(by_id.values(), key=_by_day)


def _by_day(hearing: dict) -> tuple[str, str, str]:
    return hearing["date_from"], hearing["time_local"] or "", hearing["hearing_id"]


def _read_month(asked: Asked) -> Month | None:
    written = asked.one("month")
    month = read_month(written) if written else None
    if written and month is None:
        raise BadRequest(f"month={written[:40]} is not a month; write it like 2026-06")
    return month


def _read_kinds(conn: sqlite3.Connection, asked: Asked) -> list[str]:
    return narrow(conn, (HEARING_KIND,), asked).named.get("kind", [])


def today_of(asked: Asked) -> date:
    """Return the day that the page calls today: the one asked for, else today in UTC."""
    return asked.as_of() or asked.now.date()


def nearest_months(conn: sqlite3.Connection, month: Month) -> tuple[Month | None, Month | None]:
    """Return the nearest earlier and later months with a hearing, each None if there is none."""
    months = []
    for compare, order, day in (("<", "desc", month.first), (">", "asc", month.last)):
        nearest = conn.execute(
            f"""select hearings.date_to from hearings cross join dockets on dockets.docket_id = hearings.docket_id
            where hearings.date_to {compare} ? and dockets.{IS_SHOWN}
            order by hearings.date_to {order} limit 1""",
            (day.isoformat(),),
        ).fetchone()
        months.append(read_month(nearest[0][:7]) if nearest else None)
    return months[0], months[1]


def _is_of(kinds: Sequence[str]) -> str:
    """Return the SQL condition that a hearing is of one of the kinds, or of any kind if none is given. The
    kinds are our own codes, never a reader's text."""
    return f"+hearings.kind in ({', '.join(map(repr, kinds))})" if kinds else "1"


def of_month(
    conn: sqlite3.Connection, month: Month, kinds: Sequence[str] = (), limit: int = _MONTH_SHOWN
) -> list[dict]:
    """Return the hearings set for the month, now or earlier, by day; at most the first `limit`."""
    first, last = month.first.isoformat(), month.last.isoformat()
    # A busy month has thousands, of which the first are read; twice as many as are shown, since some are not listed.
    most = -1 if kinds else 2 * limit
    return rows(
        conn,
        f"""{HEARING} where {_LISTED} and {_is_of(kinds)} and hearings.hearing_id in (
          select * from (select hearing_id from hearings where date_to between ?1 and ?3 and date_from <= ?2
            order by date_to limit {most})
          union select * from (select hearing_id from hearing_events where date_to between ?1 and ?3
            and date_from <= ?2 order by date_to limit {most})
          union select * from (select hearing_id from hearing_events where prior_date between ?1 and ?2
            order by prior_date limit {most}))
        order by hearings.date_from, hearings.time_local, hearings.hearing_id limit {limit}""",
        (first, last, (month.last + _LONGEST_SPAN).isoformat()),
    )


def upcoming(
    conn: sqlite3.Connection,
    asked: Asked,
    limit: int,
    is_of_any_status: bool = False,
    kinds: Sequence[str] = (),
) -> list[dict]:
    """Return the next hearings that may still take place (with `is_of_any_status`, also those called off or
    already held) and whose last day is today or later by the court's own calendar.

    Compared by date, not by instant: a hearing known only to its day is not lost in the afternoon, and one in
    Hawaii is still today when it is tomorrow in New York.
    """
    condition = "1" if is_of_any_status else f"+{OPEN_HEARING}"
    hearings = rows(
        conn,
        # By the last day, which an index holds in order: the thousands after the limit are not read.
        HEARING + f" where hearings.date_to >= ? and {condition} and {_LISTED} and {_is_of(kinds)}"
        " order by hearings.date_to, hearings.time_local, hearings.hearing_id limit ?",
        (asked.earliest_today().isoformat(), limit + 50),
    )
    coming = [h for h in hearings if h["date_to"] >= asked.today(h["court_timezone"]).isoformat()][:limit]
    return sorted(coming, key=_by_day)


def unresolved(conn: sqlite3.Connection, asked: Asked, limit: int) -> list[dict]:
    """Return the hearings last set for a past day within the last year whose result is not known, newest
    first.

    Queried one status at a time: the index then gives the newest first, and the thousands before them are not
    sorted.
    """
    today = asked.earliest_today()
    before, since = today.isoformat(), (today - timedelta(days=_STILL_NEWS)).isoformat()
    hearings = [
        hearing
        for status in _WITHOUT_RESULT
        for hearing in rows(
            conn,
            HEARING
            + " where hearings.status = ? and hearings.date_from between ? and ? and hearings.date_to < ?"
            f" and {_LISTED} order by hearings.date_from desc limit ?",
            (status, since, before, before, limit),
        )
    ]
    return sorted(hearings, key=lambda hearing: hearing["date_from"], reverse=True)[:limit]


def _past(
    conn: sqlite3.Connection, asked: Asked, kinds: Sequence[str], limit: int = _PAST_SHOWN
) -> list[dict]:
    """Return the hearings of recent months, newest first."""
    today = asked.earliest_today()
    hearings = rows(
        conn,
        HEARING + f" where hearings.date_to between ? and ? and {_LISTED} and {_is_of(kinds)}"
        " order by hearings.date_to desc, hearings.hearing_id limit ?",
        (
            (today - timedelta(days=_PAST_DAYS)).isoformat(),
            (today + timedelta(days=1)).isoformat(),
            limit,
        ),
    )
    return [h for h in hearings if h["date_to"] < asked.today(h["court_timezone"]).isoformat()]


def _by_month(hearings: list[dict]) -> list[tuple[str, list[dict]]]:
    months: dict[str, list[dict]] = {}
    for hearing in hearings:
        day = date.fromisoformat(hearing["date_from"])
        months.setdefault(f"{MONTH_NAMES[day.month - 1]} {day.year}", []).append(hearing)
    return list(months.items())
