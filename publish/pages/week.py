"""This week in § 230: what was filed, decided, set, moved and edited, as it was published from Monday to Sunday.

A week runs from midnight on Monday to midnight on the next Monday in Washington, and holds the changes that
got their number (the ledger's sequence) in it. So an old week stays as it was: late news is in the week in
which it was seen, with its own date. Only what is retracted (a correction, a suppression, a faulty reading)
leaves an old week, and the page says how many items did.

A published change is news only if it happened not long before the week: a review of the catalog, or a docket
read for the first time, brings hundreds of items from earlier years, which are only counted, in one sentence.
A copy without a ledger uses the time each page was read.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from docket.times import instant, parse_instant
from publish.cache import remembered
from publish.documents import Document
from publish.feeds.atom import MEDIA_TYPE, Entry, Feed, write_feed
from publish.freshness import ledger, newest_looks
from publish.links import anchor, case_path
from publish.pages.case_summary import short_title
from publish.queries import EDIT_KINDS, newest_reading
from publish.request import Asked, Moved, marks, rows
from publish.words import (
    format_act,
    format_answer,
    format_change,
    format_clock,
    format_day,
    format_hearing,
    format_span,
    plain,
    split_list,
)

_HOME = ZoneInfo("America/New_York")
_FIRST_YEAR = 1996  # year of the statute: no earlier week has anything
_LATE = timedelta(days=60)  # before the week: what happened earlier than that is not news
_MOST = 20_000  # changes of one week that are read, the newest; SQLite takes 32,766 values at once
_SHOWN = 40  # items shown of one sort of news
_FEED_WEEKS = 5
_KINDS = (
    "ruling_added",
    "ruling_changed",
    "docket_added",
    "entry_added",
    "hearing_added",
    "hearing_changed",
    "case_changed",
    *EDIT_KINDS,
)
_WATCHED = ("date_from", "time_local", "status")  # fields of a hearing; the last day changes with the first


@dataclass(frozen=True)
class Week:
    """One week, by its Monday."""

    monday: date

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.monday, time(), _HOME).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.monday + timedelta(days=7), time(), _HOME).astimezone(UTC)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def path(self) -> str:
        return f"/week/{self.monday.isoformat()}"

    @property
    def words(self) -> str:
        return format_span(self.monday.isoformat(), self.sunday.isoformat(), "day") or ""

    def after(self, weeks: int) -> "Week":
        return Week(self.monday + timedelta(weeks=weeks))


def week_of(moment: datetime) -> Week:
    """Return the week of an instant, by Washington time."""
    day = moment.astimezone(_HOME).date()
    return Week(day - timedelta(days=day.weekday()))


@dataclass(frozen=True)
class News:
    """One item of a week: the day it is about, its text, and its page."""

    day: str | None
    case_id: str
    case_name: str
    court: str
    words: str
    text: str
    path: str
    old: str | None = None


# Name, title, the items shown, the number of all items.
Group = tuple[str, str, tuple[News, ...], int]


@dataclass(frozen=True)
class Told:
    """What a week brought: the news by sort; how many older items were taken in, and how many were retracted
    since. `is_by_number` is False if no ledger says what was published when."""

    week: Week
    groups: tuple[Group, ...]
    older: int
    taken_back: int
    is_by_number: bool

    @property
    def count(self) -> int:
        return sum(number for *_, number in self.groups)


def read(conn: sqlite3.Connection, asked: Asked) -> dict | Moved | None:
    """Return one week: the one of the Monday in the path, or the current one."""
    this_week = week_of(asked.now)
    week = this_week
    if written := asked.parts.get("monday"):
        try:
            day = date.fromisoformat(written)
        except ValueError:
            return None
        week = Week(day - timedelta(days=day.weekday()))
        if week.monday != day:
            return Moved(week.path)
        if week.monday > this_week.monday or day.year < _FIRST_YEAR:
            return None
    first = first_week(conn, asked)
    return {
        "told": tell(conn, asked, week),
        "week": week,
        "is_now": week == this_week,
        "looks": newest_looks(conn),
        "count": count,
        "previous": week.after(-1) if first and week.monday > first.monday else None,
        "next": week.after(1) if week.monday < this_week.monday else None,
    }


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return every week since the first with a published change, newest first."""
    this_week, first = week_of(asked.now), first_week(conn, asked)
    years: dict[int, list[Week]] = {}
    week = this_week
    while first and week.monday >= first.monday:
        years.setdefault(week.monday.year, []).append(week)
        week = week.after(-1)
    return {"years": years, "count": sum(map(len, years.values()))}


def read_feed(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the weeks as a feed, one entry each, newest first, beginning with the current week."""
    this_week = week_of(asked.now)
    # A week that is over changes only with the docket, when something is retracted there.
    reports = [
        tell(conn, asked, this_week),
        *(
            remembered(conn, f"{week.path} {asked.archive_path}", partial(tell, asked=asked, week=week))
            for week in map(this_week.after, range(-1, -_FEED_WEEKS, -1))
        ),
    ]
    feed = Feed(
        "/week.atom",
        "This week in § 230",
        "What was filed, decided, set, moved and edited in litigation about Section 230, week by week.",
        "/week",
        newest_reading(conn),
        tuple(_entry(report, asked) for report in reports if report.count),
    )
    return Document(write_feed(feed, asked.root), MEDIA_TYPE, "week.atom")


def _entry(report: Told, asked: Asked) -> Entry:
    parts = [Markup("<p>{}</p>").format(summary(report))]
    for _, title, news, _ in report.groups:
        lines = Markup("").join(
            Markup('<li>{}<a href="{}">{}</a> ({}): {} {}</li>').format(
                f"{format_day(item.day)}: " if item.day else "",
                f"{asked.root}{item.path}",
                item.case_name,
                item.court,
                item.words,
                item.text,
            )
            for item in news
        )
        parts.append(Markup("<h3>{}</h3><ul>{}</ul>").format(title, lines))
    week = report.week
    # The content of a week that is over does not depend on the clock, nor does its date.
    updated = min(asked.now, week.ends_at).replace(minute=0, second=0, microsecond=0)
    return Entry(
        "week",
        week.monday.isoformat(),
        f"This week in § 230: {week.words}",
        instant(updated),
        week.path,
        str(Markup("").join(parts)),
        instant(week.starts_at),
    )


# The singular of these titles; the others drop their final s.
_ONE = {"Entries": "entry", "Cases": "case", "Hearings": "hearing", "Rulings": "ruling"}


def count(number: int, title: str) -> str:
    """Return "2 rulings", "1 hearing moved, held or called off"."""
    if number != 1:
        return f"{number:,} {title[:1].lower()}{title[1:]}"
    first, _, rest = title.partition(" ")
    return f"1 {_ONE.get(first, first.lower())} {rest.removesuffix('s') if first == 'New' else rest}".strip()


def summary(report: Told) -> str:
    """Return a week in one sentence: "2 rulings, 1 hearing moved"; or that nothing was seen."""
    counts = [count(number, title) for _, title, _, number in report.groups if number]
    return f"{', '.join(counts)}." if counts else "Nothing new was seen."


# --- what was published in a week


def tell(conn: sqlite3.Connection, asked: Asked, week: Week) -> Told:
    """Return the news of a week."""
    with ledger(asked.archive_path) as db:
        try:
            numbered = _published(db, week) if db is not None else None
        except sqlite3.OperationalError:  # a ledger of another version, or not accessible
            numbered = None
    is_by_number = numbered is not None
    if numbered is None:
        changes = rows(
            conn,
            "select * from changes where seen_at >= ? and seen_at < ? order by seen_at desc limit ?",
            (instant(week.starts_at), instant(week.ends_at), _MOST),
        )
        taken_back = 0
    else:
        changes = _load(conn, [change_id for change_id, kind in numbered if kind in _KINDS])
        kept = {change["change_id"] for change in changes}
        taken_back = sum(kind in _KINDS and change_id not in kept for change_id, kind in numbered)
    changes = [change for change in changes if change["kind"] in _KINDS]
    dockets = _dockets(conn, changes)
    changes = [
        change for change in changes if change["docket_id"] in dockets or change["kind"] == "case_changed"
    ]
    groups, older = _sort(conn, week, changes, dockets)
    return Told(week, groups, older, taken_back, is_by_number)


def _published(db: Any, week: Week) -> list[tuple[str, str]] | None:
    """Return (change id, kind) for the changes that got their number in the week, newest first; None if no
    times were recorded.

    Numbers rise with time, so both ends are found by binary search.
    """
    if db.execute("select 1 from published where published_at is not null limit 1").fetchone() is None:
        return None
    first, end = (_first_number(db, moment) for moment in (week.starts_at, week.ends_at))
    published = db.execute(
        "select change_id, kind from published where seq >= ? and seq < ? and corrects is null "
        "and published_at is not null order by seq desc limit ?",
        (first, end, _MOST),
    ).fetchall()
    return [(row[0], row[1]) for row in published]


def _first_number(db: Any, moment: datetime) -> int:
    """Return the first number assigned at this moment or later."""
    at = instant(moment)
    low, high = 1, (db.execute("select max(seq) from published").fetchone()[0] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        row = db.execute(
            "select seq, published_at from published where seq >= ? and published_at is not null "
            "order by seq limit 1",
            (middle,),
        ).fetchone()
        if row is not None and row[1] < at:
            low = row[0] + 1
        else:
            high = middle
    return low


def first_week(conn: sqlite3.Connection, asked: Asked) -> Week | None:
    """Return the week of the first published change, None if there is none."""
    at = None
    # The ledger may be of another version, or not accessible.
    with ledger(asked.archive_path) as db, suppress(sqlite3.OperationalError):
        first = (
            db
            and db.execute(
                "select published_at from published where published_at is not null order by seq limit 1"
            ).fetchone()
        )
        at = first and first[0]
    at = at or conn.execute("select min(seen_at) from changes").fetchone()[0]
    return week_of(parse_instant(at)) if at else None


def _load(conn: sqlite3.Connection, change_ids: list[str]) -> list[dict]:
    """Return the changes with these ids that still exist, in order."""
    held = rows(conn, f"select * from changes where change_id in ({marks(change_ids)})", change_ids)
    by_id = {change["change_id"]: change for change in held}
    return [by_id[change_id] for change_id in change_ids if change_id in by_id]


def _dockets(conn: sqlite3.Connection, changes: list[dict]) -> dict[str, dict]:
    """Return the reviewed or confirmed dockets of the changes, by id: a docket that an operator imported for
    other reasons is not news about § 230."""
    ids = sorted({change["docket_id"] for change in changes if change["docket_id"]})
    dockets = rows(
        conn,
        f"""select dockets.docket_id, dockets.case_id, dockets.date_filed, dockets.docket_number,
          coalesce(cases.short_name, dockets.short_name, dockets.caption, dockets.case_id) as case_name,
          cases.court_ids, coalesce(courts.short_name, dockets.court_id) as court
        from dockets
          left join cases on cases.case_id = dockets.case_id
          left join courts on courts.court_id = dockets.court_id
        where dockets.docket_id in ({marks(ids)}) and dockets.selection in ('catalog', 'confirmed')""",
        ids,
    )
    for docket in dockets:
        docket["case_name"] = short_title(docket["case_name"], split_list(docket["court_ids"]))
    return {docket["docket_id"]: docket for docket in dockets}


def _by_id(
    conn: sqlite3.Connection, table: str, key: str, changes: Iterable[dict], columns: str
) -> dict[str, dict]:
    ids = sorted({change["subject_id"] for change in changes})
    held = rows(conn, f"select {key}, {columns} from {table} where {key} in ({marks(ids)})", ids)
    return {row[key]: row for row in held}


def _sort(
    conn: sqlite3.Connection, week: Week, changes: list[dict], dockets: dict[str, dict]
) -> tuple[tuple[Group, ...], int]:
    """Return the news by sort, and how many items were too old to be news."""
    since = (week.monday - _LATE).isoformat()
    by_kind = {kind: [change for change in changes if change["kind"] == kind] for kind in _KINDS}
    rulings = _by_id(
        conn,
        "rulings",
        "ruling_id",
        by_kind["ruling_added"],
        "date_from, date_to, precision, answer, kind, holding, text, entry_id, quoted_span",
    )
    hearings = _by_id(
        conn,
        "hearings",
        "hearing_id",
        by_kind["hearing_added"] + by_kind["hearing_changed"],
        "date_from, date_to, precision, kind, status, time_local",
    )
    entries = _by_id(
        conn,
        "docket_entries",
        "entry_id",
        by_kind["entry_added"],
        "date_filed, entry_number, text, short_text",
    )
    edits = [change for kind in EDIT_KINDS for change in by_kind[kind]]
    turns = [
        change
        for change in by_kind["case_changed"]
        if change["field"] == "outcome_230" and change["old_value"]
    ]
    sorts: tuple[tuple[str, str, list[News | None]], ...] = (
        (
            "decided",
            "Rulings",
            [_decided(change, dockets, rulings, since) for change in by_kind["ruling_added"]],
        ),
        ("turned", "Cases whose outcome changed", [*_turned(conn, turns)]),
        ("cases", "New dockets", [_opened(change, dockets, since) for change in by_kind["docket_added"]]),
        (
            "filed",
            "Entries filed",
            [_filed(change, dockets, entries, since) for change in by_kind["entry_added"]],
        ),
        (
            "set",
            "Hearings set",
            [_set(change, dockets, hearings, since) for change in by_kind["hearing_added"]],
        ),
        (
            "moved",
            "Hearings moved, held or called off",
            [
                _shifted(fields, dockets, hearings, since)
                for fields in _by_hearing(by_kind["hearing_changed"])
                if next(iter(fields.values()))["subject_id"] in hearings
            ],
        ),
        ("edited", "Entries edited by a court", [_edited(change, dockets) for change in edits]),
    )
    groups = tuple(
        (name, title, tuple(sorted(news, key=lambda item: item.day or "", reverse=True)[:_SHOWN]), len(news))
        for name, title, items in sorts
        if (news := [item for item in items if item])
    )
    return groups, sum(news is None for *_, items in sorts for news in items)


# Each of these returns one item of news, or None if it is too old.


def _decided(change: dict, dockets: dict[str, dict], rulings: dict[str, dict], since: str) -> News | None:
    ruling = rulings.get(change["subject_id"])
    if ruling is None or _is_late(ruling["date_to"] or ruling["date_from"], since):
        return None
    answered = format_answer(ruling["answer"], ruling["kind"]) or "answer not known"
    words = f"{format_act(ruling['kind'])}, {answered.lower()}"
    text = ruling["holding"] or ruling["text"] or ruling["quoted_span"] or ""
    return _news(change, dockets, ruling["date_from"], words, text, f"#{anchor(ruling['ruling_id'])}")


def _opened(change: dict, dockets: dict[str, dict], since: str) -> News | None:
    docket = dockets[change["docket_id"]]
    if _is_late(docket["date_filed"], since):
        return None
    number = docket["docket_number"] or "number not known"
    return _news(change, dockets, docket["date_filed"], f"Docket {number}", "")


def _filed(change: dict, dockets: dict[str, dict], entries: dict[str, dict], since: str) -> News | None:
    entry = entries.get(change["subject_id"])
    if entry is None or _is_late(entry["date_filed"], since):
        return None
    name = f"Entry {entry['entry_number']}" if entry["entry_number"] else "Entry without a number"
    return _news(change, dockets, entry["date_filed"], name, _short(entry["text"] or entry["short_text"]))


def _set(change: dict, dockets: dict[str, dict], hearings: dict[str, dict], since: str) -> News | None:
    hearing = hearings.get(change["subject_id"])
    if hearing is None or _is_late(hearing["date_to"], since):
        return None
    day = format_span(hearing["date_from"], hearing["date_to"], hearing["precision"]) or "a day not known"
    words = (
        f"{format_hearing(hearing['kind'])} {'set for' if hearing['status'] == 'scheduled' else 'of'} {day}"
    )
    return _news(change, dockets, hearing["date_from"], words, "", "#hearings")


def _shifted(
    fields: dict[str, dict], dockets: dict[str, dict], hearings: dict[str, dict], since: str
) -> News | None:
    change = next(iter(fields.values()))
    hearing = hearings[change["subject_id"]]
    stood = fields["date_from"]["old_value"] if "date_from" in fields else None
    if _is_late(max(filter(None, (hearing["date_to"], stood)), default=None), since):
        return None
    return _news(change, dockets, hearing["date_from"], _moved(fields, hearing), "", "#hearings")


def _edited(change: dict, dockets: dict[str, dict]) -> News:
    words, new, old = format_change(change["kind"]), _short(change["new_value"]), _short(change["old_value"])
    return _news(change, dockets, None, words, new, "#changes", old)


def _is_late(day: str | None, since: str) -> bool:
    return day is None or day < since


def _news(
    change: dict,
    dockets: dict[str, dict],
    day: str | None,
    words: str,
    text: str,
    fragment: str = "",
    old: str | None = None,
) -> News:
    docket = dockets[change["docket_id"]]
    return News(
        day,
        docket["case_id"],
        docket["case_name"],
        docket["court"],
        words,
        text,
        f"{case_path(docket['case_id'])}{fragment}",
        old,
    )


def _by_hearing(changes: list[dict]) -> list[dict[str, dict]]:
    """Return the changes to a hearing from the same snapshot as one group, by field: together they are one
    item of news."""
    by_look: dict[tuple[str, str], dict[str, dict]] = {}
    for change in changes:
        if change["field"] in _WATCHED:
            by_look.setdefault((change["subject_id"], change["snapshot_id"]), {})[change["field"]] = change
    return list(by_look.values())


def _moved(fields: dict[str, dict], hearing: dict) -> str:
    """Return what became of a hearing: "Trial moved from Oct. 3, 2017 to Oct. 9, 2017"."""
    name = format_hearing(hearing["kind"])
    day = format_span(hearing["date_from"], hearing["date_to"], hearing["precision"])
    old, new = {}, {}
    for field, change in fields.items():
        old[field], new[field] = change["old_value"], change["new_value"]
    if "status" in fields and (len(fields) == 1 or new["status"] not in ("scheduled", "moved")):
        return f"{name}{f' of {day}' if day else ''}: {(plain(new['status']) or 'state not known').lower()}"
    if "date_from" in fields:
        to = format_day(new["date_from"]) if new["date_from"] else "a day not known"
        was = f"moved from {format_day(old['date_from'])} to" if old["date_from"] else "set for"
        return f"{name} {was} {to}"
    to = format_clock(new["time_local"]) or "an hour not known"
    was = f"moved from {format_clock(old['time_local'])} to" if old["time_local"] else "set for"
    return f"{name}{f' of {day}' if day else ''} {was} {to}"


def _turned(conn: sqlite3.Connection, changes: list[dict]) -> list[News]:
    ids = sorted({change["case_id"] for change in changes if change["case_id"]})
    names = {
        case["case_id"]: short_title(case["name"], split_list(case["court_ids"]))
        for case in rows(
            conn,
            f"""select case_id, coalesce(short_name, caption, case_id) as name, court_ids from cases
            where case_id in ({marks(ids)}) and selection in ('catalog', 'confirmed')""",
            ids,
        )
    }
    return [
        News(
            None,
            change["case_id"],
            names[change["case_id"]],
            "§ 230 outcome",
            f"{format_answer(change['new_value'])}, before: {(format_answer(change['old_value']) or '').lower()}",
            "",
            case_path(change["case_id"]),
        )
        for change in changes
        if change["case_id"] in names
    ]


def _short(text: str | None) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= 240 else f"{text[:239].rsplit(' ', 1)[0]} …"


def lead(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return what the first page says about the week: at most five items, most important first."""
    report = tell(conn, asked, week_of(asked.now))
    picked = [(title, news) for _, title, items, _ in report.groups for news in items][:5]
    return {"told": report, "picked": picked, "summary": summary(report)}
