"""Calendars to subscribe to: for one case, all hearings, a court, a company."""

import sqlite3
from datetime import date, timedelta

from db.views import IS_SHOWN, is_own_sitting
from docket.statute import NAME
from docket.vocabulary import HearingStatus
from publish.cache import seconds_to_midnight
from publish.documents import DOCUMENT_SECONDS, Document
from publish.feeds.ical import make_calendar, read_numbers
from publish.links import case_path, court_path, party_path
from publish.pages.case import find_moved
from publish.pages.party import find_moved as find_moved_party
from publish.queries import HEARING_IN_SHORT, entity_dockets, find_case, hearing_steps, with_platforms
from publish.request import Asked, Moved, marks, row, rows

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST = 500
PAST_DAYS = 180
# The day ends last at the court in Honolulu: only then does the content of a window of days change.
_LAST_ZONE = "Pacific/Honolulu"
_OPEN = {status.value for status in HearingStatus if status.is_open}
_LATEST = f"all to come and those of the last {PAST_DAYS} days; {MOST:,} at most, the next first"
_WORDS = (
    "Dates known only by week or month are left out. A hearing whose time is not known is an all-day event. One that "
    "was moved or called off stays, marked CANCELLED. From public court records, which can be late or incomplete; "
    "not legal advice."
)


def read_case(conn: sqlite3.Connection, asked: Asked) -> Document | Moved | None:
    """Return every hearing of a case."""
    case_id = asked.parts["case_id"]
    case = find_case(conn, case_id)
    if case is None:
        moved = find_moved(conn, asked, case_id)
        return Moved(f"{moved.path}.ics") if moved else None
    hearings = _find(conn, "dockets.case_id = ?", [case_id], "hearings.date_from desc", MOST)
    _tell(conn, asked, hearings)
    zone = row(
        conn,
        (
            "select courts.timezone from dockets join courts using (court_id) where case_id = ? order by "
            "position, docket_id limit 1"
        ),
        (case_id,),
    )
    name = case["short_name"] or case["caption"] or case_id
    words = f"Every known hearing of {name}. {_WORDS}"
    body = make_calendar(
        f"Hearings: {name}",
        words,
        hearings,
        asked.root,
        case_path(case_id),
        zone["timezone"] if zone else None,
    )
    return Document(
        body, MEDIA_TYPE, f"{case_id}.ics", seconds_to_midnight(asked.now, (_LAST_ZONE,), DOCUMENT_SECONDS)
    )


def read_all(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the hearings of all cases that are not excluded."""
    hearings = _load_window(conn, asked, is_own_sitting(), [])
    words = f"Hearings in litigation about {NAME}: {_LATEST}. {_WORDS}"
    return _document(asked, f"{NAME} hearings", words, hearings, "/hearings", "hearings.ics", None)


def read_court(conn: sqlite3.Connection, asked: Asked) -> Document | None:
    """Return the hearings in one court."""
    court = row(conn, "select * from courts where court_id = ?", (asked.parts["court_id"],))
    if court is None:
        return None
    hearings = _load_window(conn, asked, f"dockets.court_id = ? and {is_own_sitting()}", [court["court_id"]])
    words = f"Hearings about {NAME} in {court['name']}: {_LATEST}. {_WORDS}"
    title = f"{NAME} hearings: {court['short_name'] or court['name']}"
    return _document(
        asked,
        title,
        words,
        hearings,
        court_path(court["court_id"]),
        f"{court['court_id']}.ics",
        court["timezone"],
    )


def read_party(conn: sqlite3.Connection, asked: Asked) -> Document | Moved | None:
    """Return the hearings in the dockets that concern a company, its platforms included."""
    entity = row(conn, "select * from entities where entity_id = ?", (asked.parts["entity_id"],))
    if entity is None:
        return find_moved_party(conn, asked.parts["entity_id"], ".ics")
    ids = sorted(
        {way["docket_id"] for way in entity_dockets(conn, with_platforms(conn, entity["entity_id"]))}
    )
    listed = is_own_sitting(f"lead.docket_id in ({marks(ids)})")
    hearings = _load_window(conn, asked, f"hearings.docket_id in ({marks(ids)}) and {listed}", [*ids, *ids])
    words = f"Hearings about {NAME} in the cases of {entity['name']}: {_LATEST}. {_WORDS}"
    path = party_path(entity["entity_id"])
    return _document(
        asked,
        f"{NAME} hearings: {entity['name']}",
        words,
        hearings,
        path,
        f"{entity['entity_id']}.ics",
        None,
    )


def _document(
    asked: Asked, title: str, words: str, hearings: list[dict], path: str, name: str, timezone: str | None
) -> Document:
    body = make_calendar(title, words, hearings, asked.root, path, timezone)
    return Document(body, MEDIA_TYPE, name, seconds_to_midnight(asked.now, (_LAST_ZONE,), DOCUMENT_SECONDS))


def _load_window(conn: sqlite3.Connection, asked: Asked, condition: str, params: list) -> list[dict]:
    """Return the hearings to come, the next first, and after them the latest of those before."""
    today: date = asked.today(_LAST_ZONE)
    first = today - timedelta(days=PAST_DAYS)
    condition = f"dockets.{IS_SHOWN} and {condition} and hearings.date_to"
    coming = _find(conn, f"{condition} >= ?", [*params, today.isoformat()], "hearings.date_to", MOST)
    before = _find(
        conn,
        f"{condition} >= ? and hearings.date_to < ?",
        [*params, first.isoformat(), today.isoformat()],
        "hearings.date_to desc",
        MOST - len(coming),
    )
    _tell(conn, asked, coming + before)
    return coming + before


def _find(conn: sqlite3.Connection, condition: str, params: list, order: str, limit: int) -> list[dict]:
    sql = f"{HEARING_IN_SHORT} where {condition} order by {order}, hearings.hearing_id limit {limit}"
    return rows(conn, sql, params)


# The columns of a step that a calendar uses: a third of them.
_STEP = "hearing_id, action, action_date, hearing_events.date_from, date_to, precision, time_local, prior_date, tier"


def _tell(conn: sqlite3.Connection, asked: Asked, hearings: list[dict]) -> None:
    """Add to each hearing its steps, how often it was seen to change, and when last."""
    steps = hearing_steps(conn, [hearing["hearing_id"] for hearing in hearings], _STEP)
    docket_ids = sorted({hearing["docket_id"] for hearing in hearings})
    of_hearings, of_dockets = _changes(conn, docket_ids, list(steps))
    # A hearing first seen along with its docket has no change of its own: it is as new as the docket.
    ids = {
        hearing["hearing_id"]: [
            change["change_id"]
            for change in (
                *of_hearings.get(hearing["hearing_id"], ()),
                *of_dockets.get(hearing["docket_id"], ()),
            )
        ]
        for hearing in hearings
    }
    numbers = read_numbers(asked.archive_path, ids)
    zones = {hearing["court_timezone"] for hearing in hearings}
    days = {zone: asked.today(zone).isoformat() for zone in zones}
    for hearing in hearings:
        # What became of it is not known: a calendar must not say that it is on.
        if hearing["status"] in _OPEN and (hearing["date_to"] or "9") < days[hearing["court_timezone"]]:
            hearing["status"] = HearingStatus.UNKNOWN.value
        hearing["steps"] = steps[hearing["hearing_id"]]
        own = of_hearings.get(hearing["hearing_id"], [])
        hearing["change_count"] = sum(change["kind"] == "hearing_changed" for change in own)
        # If a curator recorded the hearing, the row's own `first_seen` is that of the last review, and would
        # make an unchanged hearing look revised.
        hearing["revised_at"] = max(
            (change["seen_at"] for change in own), default=hearing["docket_first_seen"]
        )
        hearing["sequence"] = numbers[hearing["hearing_id"]] if numbers is not None else None


def _changes(
    conn: sqlite3.Connection, docket_ids: list[str], hearing_ids: list[str]
) -> tuple[dict[str, list[dict]], dict[str, list[dict]]]:
    """Return the changes seen in each hearing (it appeared, it changed), and the appearance of each
    docket."""
    of_hearings: dict[str, list[dict]] = {}
    of_dockets: dict[str, list[dict]] = {}
    columns = "subject_id, changes.kind, change_id, seen_at"
    kinds = "changes.kind in ('hearing_added', 'hearing_changed', 'docket_added')"
    for change in rows(
        conn,
        # The cross joins make SQLite ask for each hearing and docket; by kind, it would read those of all the record.
        f"""select {columns} from hearings cross join changes
          on changes.docket_id = hearings.docket_id and subject_id = hearing_id
        where hearing_id in ({marks(hearing_ids)}) and {kinds}
        union all
        select {columns} from dockets cross join changes
          on changes.docket_id = dockets.docket_id and subject_id = dockets.docket_id
        where dockets.docket_id in ({marks(docket_ids)}) and {kinds}""",
        [*hearing_ids, *docket_ids],
    ):
        by_subject = of_dockets if change["kind"] == "docket_added" else of_hearings
        by_subject.setdefault(change["subject_id"], []).append(change)
    return of_hearings, of_dockets
