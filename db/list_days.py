"""What each court's list showed each day, and the alarms that follow from it. Part of the ledger.

Each list (a feed, a list of opinions or recordings, a calendar) has a row for each day on which it was read:
whether it had an item that it never had before, and whether it had any item. A day without a look has no row,
so that our own pause does not count as the court's silence.

suddenly-empty    the list is empty, though it never was at such a time (a court day after noon, or any
                  other): reported at that look
unreadable-list   the answer is not a list that can be read: reported at once
silent-list       no new item for three court days longer than its longest silence that ended in the past year

A list watched for less than a year has not shown its longest silence yet, so the bar is higher. An alarm ends
when the list again has items, can be read, or has something new, respectively.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from db.rows import first_cell
from docket.court_days import count_court_days, is_court_day
from docket.courts import load_courts
from docket.issues import Issue
from docket.snapshot import Form, Listing, Scope, ScopeKind, Snapshot
from docket.times import parse_instant

EMPTY = "suddenly-empty"
UNREADABLE = "unreadable-list"
SILENT = "silent-list"
ALARM = "list_alarm"  # the kind of the snapshot in which an alarm is stored
MARGIN = 3  # court days
_YEAR = timedelta(days=365)
# Last summer's silence may have ended somewhat earlier in the year than this one will.
_SLACK = timedelta(days=35)
_KEPT = timedelta(days=800)
_FORGOTTEN = timedelta(days=60)  # an item that comes back after this long counts as new
_YOUNG_BAR = 5  # least days without news before a young list counts as silent
_YOUNG_AND_WRONG = 60  # the same, for a list that was once wrongly called silent
_FEWEST_DAYS = 5  # days with items before an empty list is odd
_FEWEST_WEEKS = timedelta(days=21)  # for a feed: three weekends
_NOON = 12
_SUDDEN = timedelta(days=4)  # since it last had an item: a long weekend
_AGED = 8  # court days without news after which a list may run dry


@dataclass(frozen=True)
class Day:
    """One day of a list, in the court's time zone."""

    day: date
    news: bool
    held: int  # number of items at the last look that found any
    empty_at_work: bool  # a look on a court day after noon that found nothing
    empty_off_work: bool


@dataclass(frozen=True)
class Alarm:
    """An alarm that begins with this look."""

    code: str
    message: str


def note(db: Database, snapshot: Snapshot) -> list[Snapshot]:
    """Record a look at a list, end the alarms that are over, and return the snapshot of each alarm that
    begins.

    Recording the same look twice starts no new alarm. A snapshot that is not of a list is ignored.
    """
    listing = snapshot.listing
    if listing is None:
        return []
    court = load_courts().get(snapshot.court_id or "")
    clock = ZoneInfo(court.timezone if court else "America/New_York")
    at = parse_instant(snapshot.fetched_at).astimezone(clock)
    if snapshot.is_unreadable:
        unread = Alarm(UNREADABLE, "what came could not be read as a list")
        was_read = first_cell(db, int, "select 1 from list_days where list = ?", listing.name)
        return _settle(db, snapshot, [unread] if was_read else [], {UNREADABLE})
    held = _count_held(db, listing, snapshot)
    is_empty = held == 0
    has_news = _note_items(db, listing, at.date())
    is_at_work = is_court_day(at.date()) and at.hour >= _NOON
    is_first = _note_day(db, listing, at.date(), has_news, held, is_at_work)
    judged = {UNREADABLE, EMPTY}
    alarms: list[Alarm | None] = []
    # A silence grows by whole days: later looks of a day change nothing unless they bring a new item.
    if is_first or has_news or is_empty:
        days = days_of(db, listing.name)
        ended = "select 1 from list_alarms where list = ? and code = ? and ended_at > ?"
        year_ago = (at - _YEAR).date().isoformat()
        was_wrong = first_cell(db, int, ended, listing.name, SILENT, year_ago)
        judged.add(SILENT)
        alarms.append(silence_alarm(days, at.date(), bool(was_wrong)))
        if is_empty:
            alarms.append(emptiness_alarm(days, at.date(), is_at_work, snapshot.form is Form.FEED))
    return _settle(db, snapshot, [alarm for alarm in alarms if alarm], judged, is_empty)


def silence_alarm(days: list[Day], today: date, was_wrong: bool = False) -> Alarm | None:
    """Return the alarm if the list has had nothing new for too long, else None; `days` are in order and
    include today.

    `was_wrong`: such an alarm ended by itself within the past year. The bar is then higher, since one false
    alarm a year is enough.
    """
    silent, began = 0, None
    gaps: list[tuple[date, int]] = []
    for list_day in days:
        if list_day.news:
            gaps += [(list_day.day, silent)] if began else []
            silent, began = 0, list_day.day
        elif began and list_day.day < today and is_court_day(list_day.day):
            silent += 1
    if began is None:
        return None
    longest = max((length for end, length in gaps if end >= today - _YEAR - _SLACK), default=0)
    is_young = today - days[0].day < _YEAR
    bar = longest
    if is_young:
        bar = max(2 * longest, _YOUNG_AND_WRONG if was_wrong else _YOUNG_BAR)
    if silent < bar + MARGIN:
        return None
    return Alarm(
        SILENT,
        f"nothing new since {began}, for {silent} court days; its longest silence in a year was {longest}",
    )


def emptiness_alarm(days: list[Day], today: date, is_at_work: bool, is_feed: bool) -> Alarm | None:
    """Return the alarm if the list is empty now but never was at such a time of the week, else None.

    A feed shows the items of a day or less, and is empty at the end of every weekend: it is watched for three
    weeks first.
    """
    full = [list_day for list_day in days if list_day.held]
    if not full:
        return None
    # Days before the list first had an item say nothing.
    first_held, last_held = full[0].day, full[-1].day
    before = [list_day for list_day in days if max(first_held, today - _YEAR) < list_day.day <= last_held]
    full = [list_day for list_day in before if list_day.held]
    if len(full) < _FEWEST_DAYS or (is_feed and today - days[0].day < _FEWEST_WEEKS):
        return None
    if today - last_held > _SUDDEN or _ran_dry(days, last_held):
        return None
    earlier = [list_day for list_day in before if list_day.day < today]
    if any(list_day.empty_at_work or (list_day.empty_off_work and not is_at_work) for list_day in earlier):
        return None
    return Alarm(EMPTY, f"holds nothing; it held something on {len(full)} days before, last on {last_held}")


def _ran_dry(days: list[Day], last_held: date) -> bool:
    """Return whether a list without news lost its items one by one until the last was too old to be
    listed."""
    last_news = max((list_day.day for list_day in days if list_day.news), default=last_held)
    since = [list_day.held for list_day in days if last_news <= list_day.day <= last_held and list_day.held]
    return count_court_days(last_news, last_held) > _AGED and since[-1] < since[0]


def days_of(db: Database, name: str) -> list[Day]:
    """Return the days on which a list was read, oldest first."""
    rows = db.execute(
        "select day, news, held, empty_at_work, empty_off_work from list_days where list = ? order by day",
        (name,),
    )
    return [Day(date.fromisoformat(row[0]), bool(row[1]), row[2], bool(row[3]), bool(row[4])) for row in rows]


def open_alarms(db: Database) -> list[dict[str, Any]]:
    """Return the open alarms, oldest first; none from an archive made by a version without them."""
    if not db.execute("select 1 from sqlite_master where name = 'list_alarms'").fetchone():
        return []
    return list(db.query("select * from list_alarms where ended_at is null order by began_at, list, code"))


def read_alarm(snapshot: Snapshot) -> Issue:
    """Return the issue that is stored as the snapshot of an alarm."""
    alarm = json.loads(snapshot.body)
    return Issue(alarm["code"], alarm["message"], alarm["list"], snapshot.court_id)


def _note_items(db: Database, listing: Listing, today: date) -> bool:
    """Store the items of a look; return whether one of them is new. A look without item data repeats the
    previous one."""
    if not listing.keys:
        return False
    known = {row[0] for row in db.execute("select key from list_items where list = ?", (listing.name,))}
    rows = [(listing.name, key, today.isoformat()) for key in listing.keys]
    db.conn.executemany("insert or replace into list_items values (?, ?, ?)", rows)
    db.execute(
        "delete from list_items where list = ? and seen_on < ?",
        (listing.name, (today - _FORGOTTEN).isoformat()),
    )
    return not known.issuperset(listing.keys)


def _count_held(db: Database, listing: Listing, snapshot: Snapshot) -> int:
    """Return how many items a look found; the previous count if nothing changed."""
    if not snapshot.is_not_modified:
        return snapshot.item_count or 0
    is_empty = "select 1 from list_alarms where list = ? and code = ? and ended_at is null"
    if first_cell(db, int, is_empty, listing.name, EMPTY):
        return 0
    last = first_cell(db, int, "select held from list_days where list = ? order by day desc", listing.name)
    return 1 if last is None else last


def _note_day(
    db: Database, listing: Listing, today: date, has_news: bool, held: int, is_at_work: bool
) -> bool:
    """Add a look to its day; return whether it is the first look of the day."""
    key = (listing.name, today.isoformat())
    is_first = not first_cell(db, int, "select 1 from list_days where list = ? and day = ?", *key)
    db.execute(
        "insert into list_days (list, day, news, held, empty_at_work, empty_off_work) values (?, ?, ?, ?, ?, ?) "
        "on conflict do update set news = max(news, excluded.news), "
        "held = case when excluded.held then excluded.held else held end, "
        "empty_at_work = max(empty_at_work, excluded.empty_at_work), "
        "empty_off_work = max(empty_off_work, excluded.empty_off_work)",
        (*key, has_news, held, not held and is_at_work, not held and not is_at_work),
    )
    db.execute(
        "delete from list_days where list = ? and day < ?", (listing.name, (today - _KEPT).isoformat())
    )
    return is_first


def _settle(
    db: Database, snapshot: Snapshot, alarms: list[Alarm], judged: set[str], is_empty: bool = False
) -> list[Snapshot]:
    """End the alarms that this look ends, start those that it found, and return the snapshots of the new
    ones."""
    assert snapshot.listing is not None  # checked by `note`
    name, begun = snapshot.listing.name, []
    still = {alarm.code for alarm in alarms} | ({EMPTY} if is_empty else set())
    open_codes = {
        row[0]
        for row in db.execute("select code from list_alarms where list = ? and ended_at is null", (name,))
    }
    for code in open_codes & judged - still:
        db.execute(
            "update list_alarms set ended_at = ? where list = ? and code = ? and ended_at is null",
            (snapshot.fetched_at, name, code),
        )
    for alarm in alarms:
        if alarm.code in open_codes:
            continue
        db.execute(
            "insert into list_alarms (list, code, source, court_id, message, began_at) values (?, ?, ?, ?, ?, ?)",
            (name, alarm.code, snapshot.source, snapshot.court_id, alarm.message, snapshot.fetched_at),
        )
        alarm_data = {"code": alarm.code, "list": name, "message": alarm.message}
        kept = Snapshot(
            source=snapshot.source,
            url=f"alarm:{name}/{alarm.code}",
            fetched_at=snapshot.fetched_at,
            body=json.dumps(alarm_data, sort_keys=True).encode(),
            form=Form.API,
            court_id=snapshot.court_id,
            kind=ALARM,
            media_type="application/json",
            scope=Scope(ScopeKind.LABEL),
            compare_hash=f"{alarm.code} {snapshot.fetched_at}",
        )
        begun.append(kept)
    return begun
