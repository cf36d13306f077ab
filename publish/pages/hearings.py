"""Hearings: every date a court set, and what became of it. "Held" only where an entry or a reviewer says so."""

from datetime import date, timedelta

from publish.queries import HEARING, hearing_steps, snapshots_of
from publish.reading import Asked, rows
from publish.words import MONTH_NAMES

_SHOWN = 200
_PAST_DAYS = 120
_PAST_SHOWN = 60


def read(conn, asked: Asked) -> dict:
    coming = upcoming(conn, asked, _SHOWN)
    past = _past(conn, asked)
    steps = hearing_steps(conn, [hearing["hearing_id"] for hearing in coming + past])
    return {
        "months": _by_month(coming),
        "coming_count": len(coming),
        "is_cut": len(coming) == _SHOWN,
        "past": past,
        "past_days": _PAST_DAYS,
        "steps": steps,
        "as_of": asked.as_of() or asked.now.date(),
        "is_as_of": asked.as_of() is not None,
        "snapshots": snapshots_of(conn, coming, past, *steps.values()),
    }


def upcoming(conn, asked: Asked, limit: int) -> list[dict]:
    """Return hearings of any status whose last day is today or later by the court's own calendar.

    Compared by date, not by instant: a hearing known only by its day is not lost in the afternoon, and
    one in Hawaii is still today when it is tomorrow in New York.
    """
    found = rows(
        conn,
        HEARING + " where hearings.date_to >= ? and dockets.selection <> 'excluded'"
        " order by hearings.date_from, hearings.time_local, hearings.hearing_id limit ?",
        (asked.earliest_today().isoformat(), limit + 50),
    )
    return [h for h in found if h["date_to"] >= asked.today(h["court_timezone"]).isoformat()][:limit]


def unresolved(conn, asked: Asked, limit: int) -> list[dict]:
    """Return the hearings last set for a day that has passed, of which no result is known, newest first."""
    return rows(
        conn,
        HEARING + " where hearings.status in ('scheduled', 'moved', 'unknown') and hearings.date_from < ?"
        " and hearings.date_to < ? and dockets.selection <> 'excluded' order by hearings.date_from desc limit ?",
        (asked.earliest_today().isoformat(), asked.earliest_today().isoformat(), limit),
    )


def _past(conn, asked: Asked) -> list[dict]:
    """Return the hearings of the last months, newest first."""
    today = asked.earliest_today()
    found = rows(
        conn,
        HEARING + " where hearings.date_to between ? and ? and dockets.selection <> 'excluded'"
        " order by hearings.date_to desc, hearings.hearing_id limit ?",
        ((today - timedelta(days=_PAST_DAYS)).isoformat(), (today + timedelta(days=1)).isoformat(), _PAST_SHOWN),
    )
    return [h for h in found if h["date_to"] < asked.today(h["court_timezone"]).isoformat()]


def _by_month(hearings: list[dict]) -> list[tuple[str, list[dict]]]:
    months: dict[str, list[dict]] = {}
    for hearing in hearings:
        day = date.fromisoformat(hearing["date_from"])
        months.setdefault(f"{MONTH_NAMES[day.month - 1]} {day.year}", []).append(hearing)
    return list(months.items())
