"""A bit that turned over in what keeps words back: nothing is made of it, and what was made before is served."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from db import seals
from publish.serve import make_datasette
from tests.db.test_merge import rows
from tests.tracker.test_pipeline import settings_of, with_the_invented_source  # noqa: F401
from tests.tracker.test_takedown import (  # noqa: F401
    WHO,
    built,
    call,
    home,
    opened,
    party_of,
    published,
    words_in,
    writer_reads_the_world,
)
from tracker import backup, pipeline
from tracker import daemon as daemons
from tracker.home import open_house
from tracker.integrity import check_rows
from tracker.stop import Stop


@pytest.fixture
def sealed(home):
    """A home in which a name was taken down everywhere, and its page erased."""
    call(home, "suppress", "party", party_of(home), "--everywhere", "--purge", "--yes", *WHO)
    assert not words_in(published(home))
    return home


def change(settings, sql, *values):
    with closing(sqlite3.connect(settings.archive_path, isolation_level=None)) as db:
        assert db.execute(sql, values).rowcount


def get(settings, path="/cases"):
    async def ask():
        datasette = make_datasette(settings.docket_path, settings.archive_path)
        answer = await datasette.client.get(path)
        datasette.databases["docket"].close()
        return answer

    return asyncio.run(ask())


CHANGES = {
    "a suppression": "update suppressions set target = target || 'x'",
    "its scope": "update suppressions set scope = 'partx'",
    "a word": "update withheld_words set digest = 'f' || substr(digest, 2) where digest not like 'f%'",
    "whether it is replaced": "update withheld_words set is_redacted = 0 where is_redacted",
    "a mark of a purge": "update snapshots set snapshot_id = 'f' || snapshot_id where purged_at is not null",
    "the time of a purge": "update snapshots set purged_at = null where purged_at is not null",
    "both copies of the key": "update secrets set value = zeroblob(32)",
    "a lost suppression": "delete from suppressions",
    "lost words": "delete from withheld_words",
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_keeps_words_back_is_looked_at_before_anything_is_made(sealed, tmp_path, what):
    change(sealed, CHANGES[what])
    for command in (("run", "catalog"), ("rebuild",), ("export", str(tmp_path / "out"))):
        output = call(sealed, *command, code=1)
        assert "what was taken down could come back" in output or "fewer suppressions" in output, output
    with closing(sqlite3.connect(sealed.docket_path)) as db:
        assert "Secretname" not in "".join(db.iterdump())
    answer = get(sealed)
    assert answer.status_code == 200 and not words_in(answer.text), "tables made before go on being served"


@pytest.mark.parametrize("what", CHANGES)
def test_verify_and_doctor_name_it(sealed, monkeypatch, what):
    monkeypatch.setattr(backup, "_BETWEEN_HOLDS", 0)  # no writer is between two databases
    change(sealed, CHANGES[what])
    assert "archive.db: " in call(sealed, "verify", code=1)
    assert "wrong seals: archive.db: " in call(sealed, "doctor", code=1)


def test_one_copy_of_the_key_is_mended_from_the_other(sealed):
    for sql in (
        "update secrets set value = zeroblob(32) where name = 'former_ids'",
        "update secrets set hash = 'f' where name = 'former_ids_again'",
        "update secrets set name = 'former_idr' where name = 'former_ids'",
    ):
        change(sealed, sql)
        assert not words_in(published(sealed))
        with opened(sealed) as house:
            secrets = rows(house.archive, "select name, value, hash from secrets")
            assert len({row[1] for row in secrets}) == len({row[2] for row in secrets}) == 1
            assert {row[0] for row in secrets} == set(seals.KEYS)


def test_a_page_of_which_the_archive_says_something_else_is_damaged_and_no_other(home):
    """One bit makes "ca1" of "ca9": the page would be of another docket, which nobody suppressed."""
    change(home, "update snapshots set court_id = 'cacd' where url = 'a'")
    assert "what is said of snapshot" in call(home, "verify", code=1)
    with opened(home) as house:
        house.rebuild(pipeline.Outcome("rebuild"))
        assert [row[0] for row in rows(house.store.db, "select distinct code from issues")] == ["damaged"]
        assert [row[0] for row in rows(house.store.db, "select docket_id from dockets")] == [
            "cand-22-cv-09999"
        ]


@pytest.mark.parametrize("column", ["form", "scope", "fetched_at", "source"])
def test_a_word_that_is_none_of_ours_costs_one_page(home, column):
    change(home, f"update snapshots set {column} = 'x' || {column} where url = 'a'")
    with opened(home) as house:
        house.rebuild(pipeline.Outcome("rebuild"))
        assert len(rows(house.store.db, "select docket_id from dockets")) == 1


def test_a_letter_that_is_none_costs_one_page(home):
    change(home, "update snapshots set url = cast(x'61ff' as text) where url = 'a'")
    with opened(home) as house:
        house.rebuild(pipeline.Outcome("rebuild"))
        assert len(rows(house.store.db, "select docket_id from dockets")) == 1


def test_a_doubt_ends_the_daemon(sealed):
    with open_house(sealed) as house:
        daemon = daemons.Daemon(house, [], Stop())
        daemon._keep_house()
        change(sealed, CHANGES["a suppression"])
        with pytest.raises(seals.Doubt):
            daemon._guarded("housekeeping", daemon._keep_house)
        with pytest.raises(seals.Doubt):
            house.rebuild(pipeline.Outcome("rebuild"))
        with pytest.raises(seals.Doubt):
            check_rows(house.archive, sealed.docket_path)


def test_tables_that_nobody_knows_to_be_made_from_checked_rows_are_not_served(sealed):
    change(sealed, CHANGES["a suppression"])
    assert get(sealed).status_code == 200
    with closing(sqlite3.connect(sealed.docket_path, isolation_level=None)) as db:
        db.execute("delete from build where name = ?", (seals.MARK,))
    assert get(sealed).status_code == 503
    sealed.archive_path.rename(sealed.home / "elsewhere.db")
    assert get(sealed).status_code == 200, "without an archive there is nothing to doubt: a copy, a replica"


def test_an_archive_of_an_earlier_version_is_signed(sealed):
    with closing(sqlite3.connect(sealed.archive_path, isolation_level=None)) as db:
        db.execute("delete from _sqlite_migrations where name = 'm013_seals'")
        db.execute("drop table snapshot_seals")
        for table in seals.SIGNED:
            db.execute(f"alter table {table} drop column checksum")
        db.execute("alter table secrets drop column hash")
        db.execute("delete from secrets where name = 'former_ids_again'")
    assert not words_in(published(sealed))
    with opened(sealed) as house:
        assert seals.find_doubt(house.archive.conn) is None and seals.is_sealed(house.archive.conn)
        assert not seals.wrong_snapshots(house.archive)
