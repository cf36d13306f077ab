"""Bits that turned over, in what keeps words back and in archived pages, and copies put back.

Nothing is made of what is doubtful, what was made before is served, and `verify` names it.
"""

import os
import random
import shutil
import sqlite3
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from unittest.mock import Mock

import pytest

from db import archive, seals
from db.schema import open_docket
from tests.db.test_merge import ORDINARY, changed, dump, rows
from tests.tracker.test_pipeline import (  # noqa: F401
    settings_of,
    settings_of as settings,
    with_the_invented_source,
)
from tests.tracker.test_takedown import (  # noqa: F401
    WHO,
    built,
    call,
    home,
    names_in,
    opened,
    party_of,
    published,
    words_in,
    writer_reads_the_world,
)
from tests.worlds.asking import ask
from tests.worlds.read_anew import read_anew
from tests.worlds.snapshots import bring, page
from tests.worlds.sql import run_sql
from tracker import backup, daemon as daemons, pipeline, restore as restoring
from tracker.backup import check_archive
from tracker.home import open_house
from tracker.integrity import HomeError, check_rows
from tracker.restore import restore
from tracker.settings import Settings
from tracker.stop import Stop


def take_down_once(home, kept, *more):
    """Take the name down; from the second time on the home is copied as the first left it."""
    if not kept.exists():
        take_down(home, *more)
        shutil.copytree(home.home, kept, symlinks=True)
    shutil.rmtree(home.home)
    shutil.copytree(kept, home.home, symlinks=True)


@pytest.fixture
def sealed(home, built):
    """A home in which a name was taken down everywhere, and its page erased."""
    take_down_once(home, built.parent / "purged", "--purge")
    return home


@pytest.fixture
def copied(home, built, tmp_path):
    """A copy of a home in which the name was taken down after it."""
    copy = back_up(home, tmp_path / "copy")
    take_down_once(home, built.parent / "copied")
    return copy


def change(settings, sql, *values):
    with closing(sqlite3.connect(settings.archive_path, isolation_level=None)) as db:
        assert db.execute(sql, values).rowcount


def get(settings):
    return ask(settings.docket_path, "/cases", archive_path=settings.archive_path)


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
def test_what_keeps_words_back_is_looked_at_before_anything_is_made(sealed, tmp_path, monkeypatch, what):
    monkeypatch.setattr(backup, "_BETWEEN_HOLDS", 0)  # no writer is between two databases
    change(sealed, CHANGES[what])
    assert "archive.db: " in call(sealed, "verify", code=1)
    assert "wrong seals: archive.db: " in call(sealed, "doctor", code=1)
    for command in (("run", "catalog"), ("rebuild",), ("export", str(tmp_path / "out"))):
        output = call(sealed, *command, code=1)
        assert "what was taken down could come back" in output or "fewer suppressions" in output, output
    with closing(sqlite3.connect(sealed.docket_path)) as db:
        assert "Secretname" not in "".join(db.iterdump())
    answer = get(sealed)
    assert answer.status_code == 200 and not words_in(answer.text), "tables made before go on being served"


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


@pytest.mark.parametrize(
    "sql",
    [
        "update snapshots set court_id = 'cacd' where url = 'a'",
        "delete from snapshot_seals where seq = (select seq from snapshots where url = 'a')",
    ],
)
def test_a_page_of_which_the_archive_says_something_else_is_damaged_and_no_other(home, sql):
    """One bit makes "ca1" of "ca9": the page would be of another docket, which nobody suppressed."""
    change(home, sql)
    assert "what is said of snapshot" in call(home, "verify", code=1)
    with opened(home) as house:
        house.rebuild(pipeline.Outcome("rebuild"))
        assert [row[0] for row in rows(house.store.db, "select distinct code from issues")] == ["damaged"]
        assert [row[0] for row in rows(house.store.db, "select docket_id from dockets")] == [
            "cand-22-cv-09999"
        ]


@pytest.mark.parametrize(
    "spoilt",
    [
        *(f"{column} = 'x' || {column}" for column in ("form", "scope", "fetched_at", "source")),
        "url = cast(x'61ff' as text)",  # a letter that is none
    ],
)
def test_a_word_that_is_none_of_ours_costs_one_page(home, spoilt):
    change(home, f"update snapshots set {spoilt} where url = 'a'")
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
    run_sql(sealed.docket_path, "delete from build where name = ?", seals.MARK)
    assert get(sealed).status_code == 503
    sealed.archive_path.rename(sealed.home / "elsewhere.db")
    assert get(sealed).status_code == 200, "without an archive there is nothing to doubt: a copy, a replica"


def test_an_archive_of_an_earlier_version_is_signed(sealed):
    with closing(sqlite3.connect(sealed.archive_path, isolation_level=None)) as db:
        db.execute("delete from _sqlite_migrations where name = 'm013_seals'")
        db.execute("drop table snapshot_seals")
        for table in seals.CHECKED:
            db.execute(f"alter table {table} drop column checksum")
        db.execute("alter table secrets drop column hash")
        db.execute("delete from secrets where name = 'former_ids_again'")
    assert not words_in(published(sealed))
    with opened(sealed) as house:
        assert seals.find_doubt(house.archive.conn) is None and seals.is_sealed(house.archive.conn)
        assert not seals.wrong_snapshots(house.archive)


FLIPS = 100 if os.environ.get("TRACKER_TEST_FULL") else 10
SEED = 230
OURS = (
    "suppressions",
    "withheld_words",
    "secrets",
    "snapshots",
    "snapshot_seals",
    "published",
    "checks",
    "runs",
)


def tables(settings):
    with closing(open_docket(settings.docket_path.resolve())) as db:
        return dump(db)


def first_pages(path, *tables):
    """Return where the first page of each table lies in the file, with nothing left in the log beside it."""
    run_sql(path, "pragma wal_checkpoint(truncate)")
    assert run_sql(path, "pragma page_size") == [(4096,)]
    marks = ", ".join("?" * len(tables))
    roots = run_sql(path, f"select rootpage from sqlite_master where name in ({marks})", *tables)
    return [4096 * (root - 1) for (root,) in roots]


def test_no_bit_makes_a_sealed_name_public(home, tmp_path):
    call(home, "suppress", "party", party_of(home), "--everywhere", "--yes", *WHO)
    places = first_pages(home.archive_path, *OURS)
    expected, draw = tables(home), random.Random(SEED)
    shutil.copytree(home.home, tmp_path / "before", symlinks=True)
    for number in range(FLIPS):
        shutil.rmtree(home.home)
        shutil.copytree(tmp_path / "before", home.home, symlinks=True)
        whole = bytearray(home.archive_path.read_bytes())
        place = draw.choice(places) + draw.randrange(4096) if number % 2 else draw.randrange(len(whole))
        whole[place] ^= 1 << draw.randrange(8)
        home.archive_path.write_bytes(whole)
        output = call(home, "verify", code=None)
        call(home, "rebuild", code=None)
        assert not [path for path in names_in(home.home) if path.name.startswith("docket")], place
        assert tables(home) == expected or "archive.db: " in output, place


def take_down(home, *more):
    call(home, "suppress", "party", party_of(home), "--everywhere", "--yes", *more, *WHO)
    assert not words_in(published(home))


def back_up(home, folder):
    call(home, "backup", str(folder))
    return folder


def put_back(home, copy, *options, code=0):
    return call(home, "restore", *options, str(copy), code=code)


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
    change(home, BITS[what])
    before = archives(home)
    output = put_back(home, older, code=1)
    assert "Nothing was changed" in output and "--without-the-old" in output
    assert {name: body for name, body in archives(home).items() if body} == {
        n: b for n, b in before.items() if b
    }
    if what != "the key":  # a copy that has the row as it was written lacks nothing
        put_back(home, younger)
        assert not words_in(published(home))


def test_the_operators_word_for_a_dead_disk_says_what_becomes_public(home, copied):
    change(home, BITS["a suppression"])
    output = put_back(home, copied, "--without-the-old")
    assert "rows that were suppressed since the copy was made" in output and "becomes public" in output
    assert not words_in(published(home)), "the words arrived all the same: each table by itself"


def test_a_table_that_cannot_be_read_keeps_no_other_from_arriving(home, copied):
    with home.archive_path.open("r+b") as file:
        for place in first_pages(home.archive_path, "slugs", "outbox"):
            file.seek(place)
            file.write(b"\xff" * 4096)
    output = put_back(home, copied, code=1)
    assert (
        "slugs cannot be read" in output
        and "outbox cannot be read" in output
        and "suppressions" not in output
    )
    put_back(home, copied, "--without-the-old")
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
        seals.renew_snapshot_checksums(house.archive, "url = 'twin'")
    copy = back_up(home, tmp_path / "copy")
    change(home, "delete from snapshots where url = 'twin'")  # it came to the copy alone
    take_down(home, "--purge")
    numbered = run_sql(home.archive_path, "select count(*) from published")
    put_back(home, copy, "--force")
    assert not words_in(published(home))
    assert run_sql(home.archive_path, "select count(*) from published") >= numbered
    purged = run_sql(home.archive_path, "select url from snapshots where purged_at is not null")
    assert set(purged) >= {("a",), ("twin",)}
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
        seals.add_checksums(seals.Database(db), *seals.CHECKED)
        seals.renew_snapshot_checksums(seals.Database(db), "true")
    assert "of another key" in put_back(home, copy, code=1)


# Kills, and what they leave


class Killed(BaseException):
    """Stands for SIGKILL: nothing that the program does after it counts."""


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("is_readable", [True, False], ids=["whole", "damaged"])
def test_a_kill_at_any_step_leaves_the_old_archive_or_the_new(home, copied, monkeypatch, number, is_readable):
    if not is_readable:
        monkeypatch.setattr(restoring, "_write_back", lambda path: False)
    steps = iter(range(number))

    def dying(real):
        def step(*arguments, **named):
            if next(steps, None) is None:
                raise Killed
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
        put_back(home, copied, code=None)
    if not home.archive_path.exists():
        assert "archive.db is missing beside" in call(home, "run", "catalog", code=1)
        assert not home.archive_path.exists()
        put_back(home, copied)
    assert not words_in(published(home))
    assert list(check_archive(home.archive_path)) == []


@pytest.mark.parametrize("is_set_aside", [True, False])
def test_between_its_two_names_no_empty_archive_is_made(home, copied, tmp_path, is_set_aside):
    """As an earlier version left it when it was killed between its two renames, or gone for good. The tables are
    served, and nothing else."""
    run_sql(home.archive_path, "pragma wal_checkpoint(truncate)")
    if is_set_aside:
        home.archive_path.rename(home.home / "archive.db.before-2026-03-10T120000Z")
    else:
        home.archive_path.unlink()
    refused = (("run", "catalog"), ("import", str(tmp_path)), ("rebuild",), ("export", str(tmp_path / "e")))
    for command in refused:
        assert "archive.db is missing beside" in call(home, *command, code=1)
    assert not home.archive_path.exists() and get(home).status_code == 200
    assert "is not there, so what was taken down lately is not known" in put_back(home, copied, code=1)
    put_back(home, copied, "--without-the-old")
    call(home, "run", "catalog")
    if is_set_aside:
        assert not words_in(published(home)), "it is taken over from the archive that was set aside"


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
    assert set(run_sql(home.archive_path, "select url from snapshots")) == {("a",), ("b",)}
    assert not list(home.home.glob("archive.db.restoring*"))


def test_a_copy_that_was_broken_off_leaves_nothing_for_the_next(home, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "archive.db.part").write_bytes(b"half")
    (folder / "archive.db.part-journal").write_bytes(b"half")
    back_up(home, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["archive.db"]


LOOKS = 8 if os.environ.get("TRACKER_TEST_FULL") else 3
OTHER = changed(number="3:22-cv-07777", pacer="7")


def bring_to(settings, *pages):
    with open_house(settings) as house:
        bring(house, *pages)


def body_of(path, url):
    return run_sql(path, "select body from snapshots where url = ?", url)[0][0]


def flip(path, url, offset):
    """Turn over one bit of the archived body of an address; return what the body is now."""
    spoilt = bytearray(body_of(path, url))
    spoilt[offset] ^= 1
    run_sql(path, "update snapshots set body = ? where url = ?", bytes(spoilt), url)
    return bytes(spoilt)


@pytest.mark.parametrize("offset", [0, 20, -1])  # the head, the data, the sum at the end
def test_one_flipped_bit_costs_one_page(settings, tmp_path, offset):
    bring_to(settings, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    spoilt = flip(settings.archive_path, "a", offset)
    with open_house(settings) as house:
        house.rebuild(outcome := pipeline.Outcome("rebuild"))
        issues = list(house.store.db.execute("select code, place from issues where code = 'damaged'"))
        assert issues == [("damaged", "a")] and outcome.quarantined == 1 and "damaged" in outcome.errors[0]
        assert [row[0] for row in house.store.db.execute("select docket_number from dockets")] == [
            OTHER["number"]
        ]
        again = read_anew(house, tmp_path / "fresh.db")
        mine = dump(house.store.db)
        assert [table for table in again if table != "build" and again[table] != mine[table]] == []
    assert body_of(settings.archive_path, "a") == spoilt, "the bytes are kept as they are"


def test_a_rebuild_and_verify_name_the_damaged_page(settings, tmp_path):
    bring_to(settings, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    call(settings, "rebuild")
    flip(settings.archive_path, "a", 20)
    assert "(a) are damaged" in call(settings, "rebuild", code=1)
    (fault,) = backup.verify(settings, tmp_path)
    [(name,)] = run_sql(settings.archive_path, "select snapshot_id from snapshots where seq = 1")
    assert fault.snapshot_id == name and "(number 1, a)" in fault.message


def test_a_copy_takes_the_whole_bytes_from_the_copy_before(settings, tmp_path):
    bring_to(settings, page("a", "2022-03-01", [ORDINARY]))
    whole = body_of(settings.archive_path, "a")
    call(settings, "backup", str(tmp_path / "copy"))
    bring_to(settings, page("b", "2022-03-02", [OTHER]))
    flip(settings.archive_path, "a", 20)
    assert "the copy has it undamaged" in call(settings, "backup", str(tmp_path / "copy"), code=1)
    assert body_of(tmp_path / "copy" / "archive.db", "a") == whole
    call(settings, "restore", str(tmp_path / "copy"))
    assert body_of(settings.archive_path, "a") == whole and body_of(settings.archive_path, "b")
    assert list(backup.check_archive(settings.archive_path)) == []


def test_a_copy_without_a_whole_one_before_keeps_the_bytes_as_they_are(settings, tmp_path):
    bring_to(settings, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    spoilt = flip(settings.archive_path, "a", 20)
    for _ in range(2):  # the second time there is a copy before, as damaged
        output = call(settings, "backup", str(tmp_path / "copy"), code=1)
        assert "all but 1 whole" in output and "the same bytes" in output
        assert body_of(tmp_path / "copy" / "archive.db", "a") == spoilt
    assert "not whole" in call(settings, "restore", str(tmp_path / "copy"), code=1)
    call(settings, "restore", "--force", str(tmp_path / "copy"))
    assert zlib.decompress(body_of(settings.archive_path, "b"))


def test_verify_says_how_far_it_is(settings, tmp_path):
    """Each page twice: its bytes, and what they say."""
    bring_to(settings, page("a", "2022-03-01", [ORDINARY]), page("b", "2022-03-02", [OTHER]))
    bar = Mock()
    assert list(backup.verify(settings, tmp_path, bar)) == []
    assert sum(step.args[0] for step in bar.update.mock_calls) == 4


def test_what_is_written_between_two_looks_of_verify_is_no_fault(settings, tmp_path, monkeypatch):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
        read = backup.ingest_into

        def write_meanwhile(store, archive_db, outcome, *arguments, **how):
            read(store, archive_db, outcome, *arguments, **how)
            if outcome.source == "verify":
                bring(house, page("b", "2022-03-02", [OTHER]))

        monkeypatch.setattr(backup, "ingest_into", write_meanwhile)
        assert list(backup.verify(settings, tmp_path)) == []
        assert house.store.db.execute("select count(*) from dockets").fetchone()[0] == 2


def test_verify_beside_a_writer_that_hammers_gives_no_false_alarm(settings, tmp_path):
    bring_to(settings, page("a", "2022-03-01", [ORDINARY]))
    is_over, written = threading.Event(), []

    def hammer():
        with open_house(settings) as house:
            while not is_over.is_set():
                count = len(written)
                written.append(f"3:22-cv-{10000 + count:05}")
                shown = changed(number=written[-1], pacer=str(1000 + count), caption=f"Doe v. {count}, Inc.")
                bring(house, page(f"p{count % 7}", f"2022-{count % 9 + 4:02}-{count % 27 + 1:02}", [shown]))

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(hammer)
        try:
            for look in range(LOOKS):
                before, folder = len(written), tmp_path / str(look)
                folder.mkdir()
                assert list(backup.verify(settings, folder)) == []
                while len(written) == before and not writer.done():
                    is_over.wait(0.001)  # each look had a writer beside it
        finally:
            is_over.set()
        writer.result()
    assert len(written) >= LOOKS


def test_a_decision_made_between_the_two_beginnings_is_waited_for(settings, tmp_path, monkeypatch):
    with open_house(settings) as house:
        bring(house, page("a", "2022-03-01", [ORDINARY]))
        digests = iter(["another", "another", house.fingerprint, house.fingerprint])
        # A suppression is archived before the docket is made anew with it.
        monkeypatch.setattr(backup, "fingerprint_of", lambda db: next(digests))
        monkeypatch.setattr(backup, "_BETWEEN_HOLDS", 0)
        assert list(backup.verify(settings, tmp_path)) == []


@pytest.mark.parametrize(
    "made",
    [
        "trigger undoing after insert on suppressions begin delete from suppressions; end",
        "view v as select 1",
    ],
)
def test_a_copy_that_acts_by_itself_is_refused(settings, tmp_path, made):
    """Put back, it would undo every suppression, those of later years, too."""
    copy = tmp_path / "copy"
    copy.mkdir()
    archive.open_archive(copy / "archive.db").close()
    assert list(backup.check_archive(copy / "archive.db")) == []
    run_sql(copy / "archive.db", f"create {made}")
    settings.home.mkdir()
    with pytest.raises(HomeError, match="no archive of ours has any"):
        restore(settings, copy, "2026-03-10T12:00:00Z")
    assert not settings.archive_path.exists()
    (copy / "archive.db").replace(settings.archive_path)
    with pytest.raises(HomeError, match="no archive of ours has any"), open_house(settings):
        pass
