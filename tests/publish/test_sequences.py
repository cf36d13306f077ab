"""SEQUENCE over the life of an archive: new looks, a step that is no longer read, a rebuild with other rules.
It never goes down."""

import icalendar
import pytest

from db import archive, ledger
from publish.feeds.ical import read_numbers
from tests.publish.test_calendars import CASE, LOOKS, ask, build
from tests.worlds.sql import run_sql

UID = "cand-24-cv-00001.trial-1@section-230-docket.invalid"


@pytest.fixture
def home(tmp_path):
    archive.open_archive(tmp_path / "archive.db").close()
    return tmp_path


def publish(home, docket_path):
    """Do what the tracker does after a rebuild: number what is new, take back what is gone."""
    changes = run_sql(docket_path, "select change_id, kind from changes order by rowid")
    archive_db = archive.open_archive(home / "archive.db")
    ledger.publish(archive_db, changes)
    ledger.withdraw(archive_db, {change_id for change_id, _ in changes}, lambda *parts: "-".join(parts))
    archive_db.close()


def sequences(home, docket_path, has_ledger=True):
    body = ask(
        docket_path, f"/case/{CASE}.ics", archive_path=home / "archive.db" if has_ledger else None
    ).content
    return {
        str(event["uid"]): int(event["sequence"])
        for event in icalendar.Calendar.from_ical(body).walk("VEVENT")
    }


def state(home, name, looks, *without):
    """Return a docket database of these looks, less what `without` deletes, as the tracker publishes it."""
    path = build(home / f"{name}.db", looks)
    for sql in without:
        run_sql(path, sql)
    publish(home, path)
    return path


def test_it_rises_with_every_look_that_shows_a_change(home):
    numbers = [sequences(home, state(home, str(number), LOOKS[:number]))[UID] for number in (1, 2, 3, 4)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    "gone",
    [
        ("delete from hearing_events where action = 'vacated'",),  # an entry was edited: a step less
        ("delete from hearing_events where action <> 'set'",),
        (
            "delete from changes where kind = 'hearing_changed'",
            "delete from hearing_events where action <> 'set'",
        ),  # other rules of reading
        ("delete from changes where subject = 'hearings'",),
    ],
)
def test_it_never_goes_down(home, gone):
    before = sequences(home, state(home, "before", LOOKS))
    after = sequences(home, state(home, "after", LOOKS, *gone))
    assert all(after[uid] >= before[uid] for uid in before.keys() & after.keys()) and UID in after
    again = sequences(home, state(home, "again", LOOKS))  # and back to the old rules
    assert all(again[uid] >= after[uid] for uid in after.keys() & again.keys())


def test_counted_without_a_ledger_it_may(home):
    """Why it is recorded: the count of steps alone falls where one is no longer read."""
    before = sequences(home, state(home, "before", LOOKS), has_ledger=False)
    after = sequences(
        home,
        state(home, "after", LOOKS, "delete from hearing_events where action <> 'set'"),
        has_ledger=False,
    )
    assert after[UID] < before[UID]


def test_a_ledger_that_cannot_be_read_is_none(tmp_path):
    assert read_numbers(None, {"h": ["c"]}) is None
    assert read_numbers(tmp_path / "none.db", {"h": ["c"]}) is None
    other = tmp_path / "other.db"
    run_sql(other, "create table snapshots (a)")
    assert read_numbers(other, {"h": ["c"]}) is None
