"""A copy put back: what was taken down since goes with it, or nothing is put in place; a kill leaves one archive."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress

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
from tracker import restore as restoring
from tracker.backup import check_archive
from tracker.settings import Settings


def take_down(home, *more):
    call(home, "suppress", "party", party_of(home), "--everywhere", "--yes", *more, *WHO)
    assert not words_in(published(home))


def back_up(home, folder):
    call(home, "backup", str(folder))
    return folder


def put_back(home, copy, *options, code=0):
    return call(home, "restore", *options, str(copy), code=code)


def change(path, sql):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert db.execute(sql).rowcount


def archives(home):
    """Return every file of the archive, present and former, by what it holds."""
    return {
        path.name: path.read_bytes()
        for path in home.home.glob("archive.db*")
        if not path.name.endswith("-shm")
    }


BITS = {
    "a suppression": "update suppressions set target = target || 'x'",
    "a word": "update withheld_words set digest = 'f' || substr(digest, 2), scope = 'partx'",
    "the key": "update secrets set value = zeroblob(32)",
    "a purged page": "update snapshots set body_hash = 'f' || body_hash where purged_at is not null",
}


@pytest.mark.parametrize("what", BITS)
def test_where_anything_did_not_arrive_nothing_is_put_in_place(home, tmp_path, what):
    older = back_up(home, tmp_path / "older")
    take_down(home, "--purge")
    younger = back_up(home, tmp_path / "younger")
    change(home.archive_path, BITS[what])
    before = archives(home)
    output = put_back(home, older, code=1)
    assert "Nothing was changed" in output and "--without-the-old" in output
    assert {name: body for name, body in archives(home).items() if body} == {
        n: b for n, b in before.items() if b
    }
    if what != "the key":  # a copy that has the row as it was written lacks nothing
        put_back(home, younger)
        assert not words_in(published(home))


def test_the_operators_word_for_a_dead_disk_says_what_becomes_public(home, tmp_path):
    copy = back_up(home, tmp_path / "copy")
    take_down(home)
    change(home.archive_path, BITS["a suppression"])
    output = put_back(home, copy, "--without-the-old")
    assert "rows that were suppressed since the copy was made" in output and "becomes public" in output
    assert not words_in(published(home)), "the words arrived all the same: each table by itself"


def test_a_table_that_cannot_be_read_keeps_no_other_from_arriving(home, tmp_path):
    copy = back_up(home, tmp_path / "copy")
    take_down(home)
    with closing(sqlite3.connect(home.archive_path, isolation_level=None)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
        (size,) = db.execute("pragma page_size").fetchone()
        roots = [
            row[0]
            for row in db.execute("select rootpage from sqlite_master where name in ('slugs', 'outbox')")
        ]
    with home.archive_path.open("r+b") as file:
        for root in roots:
            file.seek((root - 1) * size)
            file.write(b"\xff" * size)
    output = put_back(home, copy, code=1)
    assert (
        "slugs cannot be read" in output
        and "outbox cannot be read" in output
        and "suppressions" not in output
    )
    put_back(home, copy, "--without-the-old")
    assert not words_in(published(home))


def test_a_purged_page_comes_back_under_no_address_and_in_no_free_page(home, tmp_path):
    with opened(home) as house:
        (packed,) = rows(house.archive, "select body from snapshots where url = 'a'")[0]
        names = [row[1] for row in rows(house.archive, "pragma table_info(snapshots)")]
        columns = ", ".join(name for name in names if name not in ("seq", "snapshot_id", "url"))
        house.archive.execute(
            f"insert into snapshots (snapshot_id, url, {columns}) select 'twin', 'twin', {columns} from snapshots "
            "where url = 'a'"
        )
        seals.sign_snapshots(house.archive, "url = 'twin'")
    copy = back_up(home, tmp_path / "copy")
    change(home.archive_path, "delete from snapshots where url = 'twin'")  # it came to the copy alone
    take_down(home, "--purge")
    put_back(home, copy, "--force")
    with closing(sqlite3.connect(home.archive_path)) as db:
        assert {row[0] for row in db.execute("select url from snapshots where purged_at is not null")} >= {
            "a",
            "twin",
        }
    assert packed not in home.archive_path.read_bytes()
    assert list(check_archive(home.archive_path)) == []


def test_words_under_another_key_cannot_be_taken_over(home, tmp_path):
    call(home, "suppress", "words", "Jane Roe", "--yes", *WHO)
    copy = back_up(home, tmp_path / "copy")
    with closing(sqlite3.connect(copy / "archive.db", isolation_level=None)) as db:
        seals.save_key(seals.Database(db), bytes(32))
        db.execute("update withheld_words set checksum = null")
        db.execute("update suppressions set checksum = null")
        seals.use_key(db, bytes(32))
        seals.sign(seals.Database(db), *seals.SIGNED)
        seals.sign_snapshots(seals.Database(db), "true")
    assert "of another key" in put_back(home, copy, code=1)


# Kills, and what they leave


class Killed(BaseException):
    """Stands for SIGKILL: nothing that the program does after it counts."""


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("is_readable", [True, False], ids=["whole", "damaged"])
def test_a_kill_at_any_step_leaves_the_old_archive_or_the_new(
    home, tmp_path, monkeypatch, number, is_readable
):
    copy = back_up(home, tmp_path / "copy")
    take_down(home)
    if not is_readable:
        monkeypatch.setattr(restoring, "_write_back", lambda path: False)
    left = [number]

    def dying(real):
        def step(*arguments, **named):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return real(*arguments, **named)

        return step

    with monkeypatch.context() as patch, suppress(Killed):
        for owner, name in (
            (os, "link"),
            (type(home.home), "replace"),
            (type(home.home), "unlink"),
            (restoring.shutil, "copyfile"),
            (restoring, "sync_to_disk"),
        ):
            patch.setattr(owner, name, dying(getattr(owner, name)))
        put_back(home, copy, code=None)
    if not home.archive_path.exists():
        assert "archive.db is missing beside" in call(home, "run", "catalog", code=1)
        assert not home.archive_path.exists()
        put_back(home, copy)
    assert not words_in(published(home))
    assert list(check_archive(home.archive_path)) == []


def test_between_its_two_names_no_empty_archive_is_made(home, tmp_path):
    """As an earlier version left it when it was killed between its two renames."""
    copy = back_up(home, tmp_path / "copy")
    take_down(home)
    with opened(home) as house:
        house.archive.execute("pragma wal_checkpoint(truncate)")
    home.archive_path.rename(home.home / "archive.db.before-2026-03-10T120000Z")
    for command in (
        ("run", "catalog"),
        ("import", str(tmp_path)),
        ("rebuild",),
        ("export", str(tmp_path / "e")),
    ):
        assert "archive.db is missing beside" in call(home, *command, code=1)
    assert not home.archive_path.exists()
    assert "is not there, so what was taken down lately is not known" in put_back(home, copy, code=1)
    put_back(home, copy, "--without-the-old")
    assert not words_in(published(home)), "it is taken over from the archive that was set aside"


def test_tables_without_their_archive_are_served_and_nothing_else(home, tmp_path):
    copy = back_up(home, tmp_path / "copy")
    for path in home.home.glob("archive.db*"):
        path.unlink()
    assert "archive.db is missing beside docket" in call(home, "run", "catalog", code=1)
    assert not home.archive_path.exists()
    make_datasette(home.docket_path, home.archive_path).databases["docket"].close()
    assert "is not there, so what was taken down" in put_back(home, copy, code=1)
    put_back(home, copy, "--without-the-old")
    call(home, "run", "catalog")


def test_a_copy_goes_into_a_home_that_is_new(home, tmp_path):
    copy = back_up(home, tmp_path / "copy")
    new = Settings(tmp_path / "new", None, {}, None, None)
    put_back(new, copy)
    call(new, "run", "catalog")
    assert words_in(published(new)) == words_in(published(home))


def test_a_journal_that_was_left_is_not_played_into_the_copy(home, tmp_path):
    copy = back_up(home, tmp_path / "copy")
    other = tmp_path / "other.db"
    shutil.copyfile(copy / "archive.db", other)
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("pragma cache_size = 1")
        db.execute("update snapshots set url = 'spoilt by a journal'")
        db.execute("create table many as select randomblob(4000) from snapshots, sqlite_master")
        db.execute("begin")
        db.execute("update snapshots set url = 'x', source = 'x'")
        db.execute(
            "update many set rowid = rowid + 100000"
        )  # more than the memory holds, so that it is written
        journal = other.with_name("other.db-journal").read_bytes()
    assert journal[:8] == b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "it is a hot one"
    (home.home / "archive.db.restoring-journal").write_bytes(journal)
    put_back(home, copy)
    with closing(sqlite3.connect(home.archive_path)) as db:
        assert {row[0] for row in db.execute("select url from snapshots")} == {"a", "b"}
    assert not list(home.home.glob("archive.db.restoring*"))


def test_a_copy_that_was_broken_off_leaves_nothing_for_the_next(home, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "archive.db.part").write_bytes(b"half")
    (folder / "archive.db.part-journal").write_bytes(b"half")
    back_up(home, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["archive.db"]
