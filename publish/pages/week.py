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
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from db.rows import group
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
_MOST = 5_000  # changes of one week that are looked at, in 20 ms: twice what a busy week brings
_SHOWN = 40  # items shown of one sort of news
_LEADING = 5  # items of the week on the first page
_FEED_WEEKS = 5
_ENTRIES = "entry_added"
_KINDS = (
    "ruling_added",
    "ruling_changed",
    "docket_added",
    _ENTRIES,
    "hearing_added",
    "hearing_changed",
    "case_changed",
    *EDIT_KINDS,
)
# Entries, of which a bulk import brings tens of thousands, after all else.
_RANKS = tuple(
    f"+kind in ({', '.join(map(repr, kinds))})" for kinds in (sorted({*_KINDS} - {_ENTRIES}), [_ENTRIES])
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


# As much of a change as decides whether it is news.
_COLUMNS = "change_id, kind, docket_id, subject_id"
# Name, title, the items shown, the number of all items.
Group = tuple[str, str, tuple[News, ...], int]
# Of one sort: the items shown, the number of all items, and how many were too old.
Sorted = tuple[list[News], int, int]


@dataclass(frozen=True)
class Told:
    """What a week brought: the news by sort; how many older items were taken in, and how many were retracted
    since. `is_by_number` is False if no ledger says what was published when; `is_cut` is True if there were more
    changes than a page looks at."""

    week: Week
    groups: tuple[Group, ...]
    older: int
    taken_back: int
    is_by_number: bool
    is_cut: bool

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
        "most": _MOST,
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
    updated = min(asked.now, week.ends_at).replace(minute=0, second=0)
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
    words = f"{', '.join(counts)}." if counts else "Nothing new was seen."
    return f"Of the first {_MOST:,} changes of this week: {words}" if report.is_cut else words


# --- one item of news


def _news(
    docket: dict, day: str | None, words: str, text: str, fragment: str = "", old: str | None = None
) -> News:
    name = short_title(docket["case_name"], split_list(docket["court_ids"]))
    path = f"{case_path(docket['case_id'])}{fragment}"
    return News(day, docket["case_id"], name, docket["court"], words, text, path, old)


def _decided(ruling: dict, docket: dict) -> News:
    answered = format_answer(ruling["answer"], ruling["kind"]) or "answer not known"
    words = f"{format_act(ruling['kind'])}, {answered.lower()}"
    text = ruling["holding"] or ruling["text"] or ruling["quoted_span"] or ""
    return _news(docket, ruling["date_from"], words, text, f"#{anchor(ruling['ruling_id'])}")


def _opened(row: dict, docket: dict) -> News:
    return _news(docket, row["date_filed"], f"Docket {row['docket_number'] or 'number not known'}", "")


def _filed(entry: dict, docket: dict) -> News:
    name = f"Entry {entry['entry_number']}" if entry["entry_number"] else "Entry without a number"
    return _news(docket, entry["date_filed"], name, _short(entry["text"] or entry["short_text"]))


def _set(hearing: dict, docket: dict) -> News:
    day = format_span(hearing["date_from"], hearing["date_to"], hearing["precision"]) or "a day not known"
    words = (
        f"{format_hearing(hearing['kind'])} {'set for' if hearing['status'] == 'scheduled' else 'of'} {day}"
    )
    return _news(docket, hearing["date_from"], words, "", "#hearings")


def _short(text: str | None) -> str:
    return shorten(text or "", 240, placeholder=" …")


@dataclass(frozen=True)
class _Added:
    """A sort of row that is news when it is added: its table and key, the SQL of the day it is about and of
    its last day, and the columns from which `tell` makes the item."""

    table: str
    key: str
    day: str
    last_day: str
    columns: str
    tell: Callable[[dict, dict], News]


_ADDED = {
    "ruling_added": _Added(
        "rulings",
        "ruling_id",
        "date_from",
        "coalesce(date_to, date_from)",
        "date_from, answer, kind, holding, text, quoted_span",
        _decided,
    ),
    "docket_added": _Added(
        "dockets", "docket_id", "date_filed", "date_filed", "date_filed, docket_number", _opened
    ),
    _ENTRIES: _Added(
        "docket_entries",
        "entry_id",
        "date_filed",
        "date_filed",
        "date_filed, entry_number, text, short_text",
        _filed,
    ),
    "hearing_added": _Added(
        "hearings", "hearing_id", "date_from", "date_to", "date_from, date_to, precision, kind, status", _set
    ),
}


# --- what was published in a week


def tell(conn: sqlite3.Connection, asked: Asked, week: Week, most: int = _SHOWN) -> Told:
    """Return the news of a week, of each sort at most so many."""
    with ledger(asked.archive_path) as db:
        numbered = _published(db, week) if db is not None else None
    if numbered is None:
        within = [instant(week.starts_at), instant(week.ends_at)]
        changes = rows(
            conn, _in_order("changes", _COLUMNS, "seen_at >= ? and seen_at < ?", "seen_at"), within * 2
        )
    else:
        held = _by_id(conn, "changes", "change_id", numbered, _COLUMNS)
        changes = [held[change_id] for change_id in numbered if change_id in held]
    listed = len(changes if numbered is None else numbered)
    dockets = _dockets(conn, {change["docket_id"] for change in changes if change["docket_id"]})
    groups, older = _sort(
        conn,
        week,
        group(
            (change["kind"], change)
            for change in changes
            if change["docket_id"] in dockets or change["kind"] == "case_changed"
        ),
        dockets,
        most,
    )
    return Told(week, groups, older, listed - len(changes), numbered is not None, listed == _MOST)


def _published(db: Any, week: Week) -> list[str] | None:
    """Return the ids of the changes that got their number in the week, in order; None if no times were
    recorded.

    Numbers rise with time, so both ends are found by binary search.
    """
    if db.execute("select 1 from published where published_at is not null limit 1").fetchone() is None:
        return None
    first, end = (_first_number(db, moment) for moment in (week.starts_at, week.ends_at))
    fit = "seq >= ? and seq < ? and corrects is null and published_at is not null"
    published = db.execute(_in_order("published", "change_id", fit, "seq"), (first, end) * 2)
    return [change_id for (change_id,) in published]


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
    with ledger(asked.archive_path) as db:
        first = (
            db
            and db.execute(
                "select published_at from published where published_at is not null order by seq limit 1"
            ).fetchone()
        )
        at = first and first[0]
    at = at or conn.execute("select min(seen_at) from changes").fetchone()[0]
    return week_of(parse_instant(at)) if at else None


def _in_order(table: str, columns: str, fit: str, at: str) -> str:
    """Return the SQL of a week's changes in the order in which they are taken: newest first, entries after all
    else. Its parameters are those of `fit`, twice."""
    newest = (
        f"select {columns} from {table} where {fit} and {{}} order by {at} desc, rowid desc limit {_MOST}"
    )
    return f"{' union all '.join(f'select * from ({newest.format(rank)})' for rank in _RANKS)} limit {_MOST}"


def _load(conn: sqlite3.Connection, changes: list[dict]) -> list[dict]:
    """Return the changes whole, in order."""
    by_id = _by_id(conn, "changes", "change_id", [change["change_id"] for change in changes], "*")
    return [by_id[change["change_id"]] for change in changes]


def _dockets(conn: sqlite3.Connection, docket_ids: set[str]) -> dict[str, dict]:
    """Return those of the dockets that are reviewed or confirmed, by id: a docket that an operator imported for
    other reasons is not news about § 230."""
    dockets = rows(
        conn,
        f"""select dockets.docket_id, dockets.case_id, dockets.date_filed, dockets.docket_number,
          coalesce(cases.short_name, dockets.short_name, dockets.caption, dockets.case_id) as case_name,
          cases.court_ids, coalesce(courts.short_name, dockets.court_id) as court
        from dockets
          left join cases on cases.case_id = dockets.case_id
          left join courts on courts.court_id = dockets.court_id
        where dockets.docket_id in ({marks(docket_ids)}) and dockets.selection in ('catalog', 'confirmed')""",
        list(docket_ids),
    )
    return {docket["docket_id"]: docket for docket in dockets}


def _by_id(
    conn: sqlite3.Connection, table: str, key: str, ids: Collection[str], columns: str
) -> dict[str, dict]:
    held = rows(conn, f"select {key}, {columns} from {table} where {key} in ({marks(ids)})", list(ids))
    return {row[key]: row for row in held}


def _sort(
    conn: sqlite3.Connection,
    week: Week,
    by_kind: dict[str, list[dict]],
    dockets: dict[str, dict],
    most: int,
) -> tuple[tuple[Group, ...], int]:
    """Return the news by sort, and how many items were too old to be news."""
    since = (week.monday - _LATE).isoformat()

    def added(kind: str) -> Sorted:
        return _tell_added(conn, _ADDED[kind], by_kind.get(kind, []), dockets, since, most)

    turned = _turned(conn, _load(conn, by_kind.get("case_changed", [])))
    edits = [change for kind in EDIT_KINDS for change in by_kind.get(kind, ())]
    sorts: tuple[tuple[str, str, Sorted], ...] = (
        ("decided", "Rulings", added("ruling_added")),
        ("turned", "Cases whose outcome changed", (turned[:most], len(turned), 0)),
        ("cases", "New dockets", added("docket_added")),
        ("filed", "Entries filed", added(_ENTRIES)),
        ("set", "Hearings set", added("hearing_added")),
        (
            "moved",
            "Hearings moved, held or called off",
            _tell_shifted(conn, _load(conn, by_kind.get("hearing_changed", [])), dockets, since, most),
        ),
        (
            "edited",
            "Entries edited by a court",
            ([_edited(change, dockets) for change in _load(conn, edits[:most])], len(edits), 0),
        ),
    )
    groups = tuple((name, title, tuple(news), number) for name, title, (news, number, _) in sorts if number)
    return groups, sum(older for *_, (_, _, older) in sorts)


def _tell_added(
    conn: sqlite3.Connection,
    added: _Added,
    changes: list[dict],
    dockets: dict[str, dict],
    since: str,
    most: int,
) -> Sorted:
    """Return the newest items about rows that were added. Only the days of a docket's late rows are looked at:
    a bulk import brings thousands of old ones, each of which would take as long to find."""
    docket_ids = {change["docket_id"] for change in changes}
    days = dict(
        conn.execute(
            f"select {added.key}, {added.day} from {added.table} "
            f"where docket_id in ({marks(docket_ids)}) and {added.last_day} >= ?",
            [*docket_ids, since],
        ).fetchall()
    )
    fresh = [change for change in changes if change["subject_id"] in days]
    shown = sorted(fresh, key=lambda change: days[change["subject_id"]] or "", reverse=True)[:most]
    held = _by_id(conn, added.table, added.key, {change["subject_id"] for change in shown}, added.columns)
    news = [added.tell(held[change["subject_id"]], dockets[change["docket_id"]]) for change in shown]
    return news, len(fresh), len(changes) - len(fresh)


def _tell_shifted(
    conn: sqlite3.Connection, changes: list[dict], dockets: dict[str, dict], since: str, most: int
) -> Sorted:
    """Return the newest hearings that were moved, held or called off."""
    hearings = _by_id(
        conn,
        "hearings",
        "hearing_id",
        {change["subject_id"] for change in changes},
        "date_from, date_to, precision, kind, status, time_local",
    )
    shifts = [
        (hearings[hearing_id], fields)
        for (hearing_id, _), fields in _by_hearing(changes).items()
        if hearing_id in hearings
    ]
    fresh = [
        (hearing, fields)
        for hearing, fields in shifts
        if max(hearing["date_to"] or "", fields.get("date_from", {}).get("old_value") or "") >= since
    ]
    shown = sorted(fresh, key=lambda shift: shift[0]["date_from"] or "", reverse=True)[:most]
    news = [
        _news(
            dockets[next(iter(fields.values()))["docket_id"]],
            hearing["date_from"],
            _moved(fields, hearing),
            "",
            "#hearings",
        )
        for hearing, fields in shown
    ]
    return news, len(fresh), len(shifts) - len(fresh)


def _edited(change: dict, dockets: dict[str, dict]) -> News:
    words, new, old = format_change(change["kind"]), _short(change["new_value"]), _short(change["old_value"])
    return _news(dockets[change["docket_id"]], None, words, new, "#changes", old)


def _by_hearing(changes: list[dict]) -> dict[tuple[str, str], dict[str, dict]]:
    """Return the changes to a hearing from the same snapshot as one group, by field: together they are one
    item of news. Keys are the ids of both."""
    by_look: dict[tuple[str, str], dict[str, dict]] = {}
    for change in changes:
        if change["field"] in _WATCHED:
            by_look.setdefault((change["subject_id"], change["snapshot_id"]), {})[change["field"]] = change
    return by_look


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
    changes = [change for change in changes if change["field"] == "outcome_230" and change["old_value"]]
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


def lead(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return what the first page says about the week: at most five items, the most important first."""
    report = tell(conn, asked, week_of(asked.now), _LEADING)
    picked = [(title, news) for _, title, items, _ in report.groups for news in items][:_LEADING]
    return {"told": report, "picked": picked, "summary": summary(report)}
