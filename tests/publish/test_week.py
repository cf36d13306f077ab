"""A week is what was published in it: by the ledger's numbers, from Monday to Sunday in Washington."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from datasette.utils import MultiParams

from db import archive, ledger
from publish.pages import week
from publish.request import Asked
from tests.publish.checking import make_world
from tests.worlds import asking
from tests.worlds.asking import text_of
from tests.worlds.sql import run_sql

# The world's pages were read in the first days of June 2026, a Monday being the first.
MONDAY = "2026-06-01"


@pytest.fixture
def home(tmp_path):
    make_world(tmp_path)
    archive.open_archive(tmp_path / "archive.db").close()
    return tmp_path


def ask(home, *paths):
    return asking.ask(home / "docket.db", *paths, archive_path=home / "archive.db")


def changes_of(home, *kinds):
    pairs = run_sql(home / "docket.db", "select change_id, kind from changes order by rowid")
    return [pair for pair in pairs if not kinds or pair[1] in kinds]


def publish(home, changes, at):
    db = archive.open_archive(home / "archive.db")
    ledger.publish(db, changes, at)
    db.close()


def tell(home, monday=MONDAY):
    moment = datetime(2026, 6, 10, tzinfo=UTC)
    asked = Asked(
        {}, MultiParams({}), moment, "http://localhost/week", home / "archive.db", "http://localhost"
    )
    with closing(sqlite3.connect(home / "docket.db")) as conn:
        return week.tell(conn, asked, week.Week(date.fromisoformat(monday)))


def numbers(report):
    return {name: number for name, _, _, number in report.groups}


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        ("2026-06-01T03:59:59+00:00", "2026-05-25"),  # Sunday evening in Washington still
        ("2026-06-01T04:00:00+00:00", "2026-06-01"),
        ("2026-06-08T03:59:59+00:00", "2026-06-01"),
        ("2026-11-02T04:59:59+00:00", "2026-10-26"),  # an hour later in winter
        ("2026-11-02T05:00:00+00:00", "2026-11-02"),
    ],
)
def test_a_week_begins_on_monday_in_washington(moment, monday):
    this_week = week.week_of(datetime.fromisoformat(moment))
    assert this_week.monday.isoformat() == monday
    assert this_week.starts_at <= datetime.fromisoformat(moment) < this_week.ends_at


def test_a_week_holds_what_got_its_number_in_it(home):
    edits, rest = changes_of(home, "entry_edited", "entry_disappeared"), changes_of(home)
    assert edits
    publish(home, edits, "2026-06-03T12:00:00Z")
    publish(home, rest, "2026-06-09T12:00:00Z")
    first, second, third = tell(home), tell(home, "2026-06-08"), tell(home, "2026-06-15")
    assert numbers(first) == {"edited": len(edits)} and first.is_by_number
    assert "edited" not in numbers(second) and second.count > 0
    assert third.count == third.older == 0


def test_the_night_from_sunday_to_monday_parts_two_weeks(home):
    edits = changes_of(home, "entry_edited", "entry_disappeared")
    assert len(edits) >= 2
    publish(home, edits[:1], "2026-06-08T03:59:59Z")
    publish(home, edits[1:], "2026-06-08T04:00:00Z")
    assert [numbers(tell(home, day)) for day in (MONDAY, "2026-06-08")] == [
        {"edited": 1},
        {"edited": len(edits) - 1},
    ]


def test_only_what_is_taken_back_leaves_an_old_week_and_the_page_says_so(home):
    edits = changes_of(home, "entry_edited", "entry_disappeared")
    publish(home, edits, "2026-06-03T12:00:00Z")
    before = tell(home)
    publish(home, changes_of(home), "2026-07-01T12:00:00Z")  # what comes later changes nothing
    assert tell(home) == before
    run_sql(home / "docket.db", "delete from changes where change_id = ?", edits[0][0])
    after = tell(home)
    assert after.count == before.count - 1 and after.taken_back == 1
    assert "1 item that stood here has been withdrawn since" in text_of(ask(home, f"/week/{MONDAY}").text)


def test_of_more_changes_than_a_page_looks_at_it_takes_entries_last_and_says_so(home, monkeypatch):
    publish(home, changes_of(home), "2026-06-03T12:00:00Z")
    whole = tell(home)
    others = sum(kind in week._KINDS and kind != "entry_added" for _, kind in changes_of(home))
    monkeypatch.setattr(week, "_MOST", others)
    cut = tell(home)
    assert numbers(cut) == numbers(whole) != {} and cut.older < whole.older  # all its entries are old
    assert (cut.is_cut, whole.is_cut) == (True, False)
    assert week.summary(cut).startswith(f"Of the first {others} changes of this week: ")
    page = text_of(ask(home, f"/week/{MONDAY}").text)
    assert f"these numbers are of {others} of them" in page and "All changes" in page
    run_sql(home / "docket.db", "update changes set seen_at = '2026-06-03T12:00:00Z'")
    (home / "archive.db").unlink()
    assert numbers(tell(home)) == numbers(cut) and tell(home).is_cut


def test_what_an_operator_imported_is_no_news(home):
    publish(home, changes_of(home), "2026-06-03T12:00:00Z")
    assert tell(home).count > 0
    for table in ("dockets", "cases"):
        run_sql(home / "docket.db", f"update {table} set selection = 'imported'")
    assert tell(home).count == 0


@pytest.mark.parametrize(
    ("number", "title", "words"),
    [
        (1, "Rulings", "1 ruling"),
        (2, "Rulings", "2 rulings"),
        (1, "Hearings moved, held or called off", "1 hearing moved, held or called off"),
        (1, "Cases whose outcome changed", "1 case whose outcome changed"),
        (1, "New dockets", "1 new docket"),
        (1_200, "Entries filed", "1,200 entries filed"),
        (1, "Entries edited by a court", "1 entry edited by a court"),
    ],
)
def test_one_thing_is_one(number, title, words):
    assert week.count(number, title) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {
                "date_from": ("2026-06-02", "2026-07-01"),
                "date_to": ("2026-06-02", "2026-07-01"),
                "time_local": ("09:00", "13:30"),
            },
            ["Trial moved from June 2, 2026 to July 1, 2026"],
        ),
        (
            {
                "status": ("scheduled", "moved"),
                "date_from": ("2026-06-02", None),
                "time_local": ("09:00", None),
            },
            ["Trial moved from June 2, 2026 to a day not known"],
        ),
        (
            {"status": ("requested", "scheduled"), "date_from": (None, "2026-07-01")},
            ["Trial set for July 1, 2026"],
        ),
        ({"time_local": ("09:00", "13:30")}, ["Trial of July 1, 2026 moved from 9:00 a.m. to 1:30 p.m."]),
        (
            {"status": ("scheduled", "vacated"), "time_local": ("09:00", None)},
            ["Trial of July 1, 2026: vacated"],
        ),
        ({"judge": ("Ada Roe", "Ben Poe")}, []),
    ],
)
def test_what_one_look_brought_of_a_hearing_is_one_piece_of_news(fields, words):
    hearing = {"kind": "trial", "date_from": "2026-07-01", "date_to": "2026-07-01", "precision": "day"}
    changes = [
        {"subject_id": "trial-1", "snapshot_id": "s1", "field": field, "old_value": old, "new_value": new}
        for field, (old, new) in fields.items()
    ]
    assert [week._moved(by_field, hearing) for by_field in week._by_hearing(changes).values()] == words
