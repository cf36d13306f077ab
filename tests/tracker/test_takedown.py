"""Taking down means gone: a name elsewhere, a private correction, a reader in the way of a purge, and the proof."""

import asyncio
import gzip
import io
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from unittest.mock import Mock

import pytest
from click.testing import CliRunner

from db import archive
from db.former_ids import find_current
from db.withheld import MARK, TooShort, variants
from docket.identity import entity_key, name_key
from publish.inbox_files import write_message
from publish.serve import make_datasette
from scrapers.source import load_sources
from tests.db.test_former_ids import words_digest
from tests.db.test_merge import ORDINARY, changed, dump, rows
from tests.tracker.test_pipeline import settings_of, source_of, with_the_invented_source  # noqa: F401
from tests.worlds import snapshots
from tests.worlds.loopback import Page, Server
from tests.worlds.snapshots import page
from tests.worlds.sql import run_sql
from tests.worlds.taking_turns import take_turn
from tracker import home as tracker_home, owed, pipeline, round as rounds, takedown, words_left
from tracker.__main__ import cli
from tracker.backup import verify
from tracker.export.snapshot import export_snapshot
from tracker.home import open_house
from tracker.opinions import cache as opinion_cache
from tracker.pipeline.watch_list import watch_list
from tracker.settings import Settings
from tracker.words_left import ADDRESSES, looking_for, search_everything

NAME = "Xanthippe Q. Secretname"
OTHER_DOCKET = "cand-22-cv-09999"
DAY = "2022-02-05"
LINES = [
    *ORDINARY["entries"],
    {"n": "3", "date": DAY, "text": f"MOTION to seal by {NAME}. Hearing set for 3/7/2022 before {NAME}."},
    {"date": DAY, "text": "Letter of SECRETNAME, Xanthippe"},
]
SHEET = changed(
    caption=f"{NAME} v. Example, Inc.",
    entries=LINES,
    parties=[(NAME, "plaintiff"), ("Example, Inc.", "defendant")],
)
ELSEWHERE = {
    "number": "3:22-cv-09999",
    "caption": "Roe v. Example, Inc.",
    "entries": [{"n": "1", "date": DAY, "text": "NOTICE of related case of xanthippe\nsecretname"}],
}
UNNUMBERED = "select entry_id from docket_entries where text like 'Letter%'"
WHO = ("--reason", "a minor", "--by", "A. Editor")


@pytest.fixture(autouse=True)
def writer_reads_the_world(monkeypatch):
    """The invented source lives in tests/, where a process of readers does not look for it."""
    monkeypatch.setattr(snapshots.SOURCE, "IS_OWN", True, raising=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A home with two dockets, to be copied, never changed."""
    settings = Settings(tmp_path_factory.mktemp("built") / "home", None, {}, None, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)
        patch.setattr(pipeline, "archive_shipped", lambda house, outcome: None)
        with open_house(settings) as house:
            take_turn(
                house,
                source_of(page("a", "2022-03-01", [SHEET]), page("b", "2022-03-02", [ELSEWHERE])),
            )
    return settings.home


@pytest.fixture
def home(built, settings_of, monkeypatch):
    monkeypatch.setattr(pipeline, "archive_shipped", lambda house, outcome: None)  # nothing here is about it
    monkeypatch.setattr(words_left, "ADDRESSES", ("/changes.atom", "/corrections.atom"))  # all take seconds
    shutil.copytree(built, settings_of.home, symlinks=True)
    return settings_of


@contextmanager
def opened(settings):
    with open_house(settings) as house:
        house.ensure_current(pipeline.Outcome("rebuild"))
        yield house


def call(settings, *arguments, code=0, answer=None):
    """Call a command in this process, on the invented source."""
    environment = {"TRACKER_HOME": str(settings.home)}
    done = CliRunner().invoke(cli, list(arguments), env=environment, input=answer)
    assert code is None or done.exit_code == code, (done.output, done.exception)
    return done.output


def party_of(settings, name=NAME):
    return run_sql(settings.docket_path, "select participation_id from participations where name = ?", name)[
        0
    ][0]


def published(settings):
    """Return every word of every published table."""
    with opened(settings) as house:
        return str(dump(house.store.db))


def words_in(text):
    return looking_for([NAME]).stands_in(text)


# Words


@pytest.mark.parametrize(
    "text",
    [
        NAME,
        "xanthippe q secretname",
        "XANTHIPPE SECRETNAME",
        "Secretname, Xanthippe",
        "Secretname, Xanthippe Q.",
        "by Xanthippe\n   Q.  Secretname, pro se",
        "Xanthippe\u00a0Q.\u00a0Secretname",
        "xanthippe-q-secretname",
    ],
)
def test_a_name_is_known_however_it_is_printed(text):
    sought = looking_for([NAME])
    assert sought.stands_in(text)
    assert not sought.stands_in(sought.redact(text)) and MARK in sought.redact(text)


@pytest.mark.parametrize("text", ["Xanthippe", "Secretname", "Xanthippe Z. Secretname", "", "Q."])
def test_less_than_the_name_is_left_alone(text):
    assert looking_for([NAME]).redact(text) == text


@pytest.mark.parametrize("words", ["", "Q", "--", "Li"])
def test_what_says_too_little_is_refused(words):
    with pytest.raises(TooShort):
        variants(words)


# A name elsewhere


def test_a_suppression_lists_where_else_the_name_stands(home):
    output = call(home, "suppress", "party", party_of(home), *WHO)
    assert "the name still stands in" in output and "--everywhere" in output
    for place in ("dockets.caption", "docket_entries.text", "entry_versions.text", f"{OTHER_DOCKET}.n1"):
        assert place in output
    assert words_in(published(home))  # nobody asked for more yet


def test_with_everywhere_the_name_is_in_no_table_and_no_later_page_brings_it_back(home, tmp_path):
    output = call(home, "suppress", "party", party_of(home), "--everywhere", *WHO)
    assert "still stands" not in output and "with --everywhere" not in output
    assert not words_in(published(home)) and MARK in published(home)
    with opened(home) as house:
        later = changed(
            caption=f"{NAME} v. Example, Inc.", entries=[*LINES, {"n": "4", "date": DAY, "text": NAME}]
        )
        take_turn(house, source_of(page("a", "2022-03-03", [later])))
        assert MARK in rows(house.store.db, "select text from docket_entries where entry_number = '4'")[0]
        tables = dump(house.store.db)
        house.rebuild(pipeline.Outcome("rebuild"))
        assert dump(house.store.db) == tables and not words_in(str(tables))
        kept = rows(house.archive, "select * from withheld_words")
        assert kept and not words_in(str(kept))  # the archive holds what they are told by
    assert list(verify(home, tmp_path)) == []


def test_what_a_server_kept_is_not_given_again_after_a_suppression(home):
    """Neither its answers nor its tags outlive the words: a program that has the page is given the next one."""
    datasette = make_datasette(home.docket_path, home.archive_path)
    paths = (
        "/docket/parties.json?_shape=objects",
        "/docket/parties",
        "/docket/docket_entries.json",
        "/docket.json?sql=select+name+from+parties",
        "/api/v1/entries?limit=20",
        "/api/v1/dockets?limit=20",
    )

    def ask(path, tag=None):
        return asyncio.run(datasette.client.get(path, headers={"If-None-Match": tag} if tag else {}))

    tags = {path: ask(path).headers["etag"] for path in paths}
    assert {path for path in paths if not words_in(ask(path).text)} == set()
    assert {ask(path, tags[path]).status_code for path in paths} == {304}
    call(home, "suppress", "party", party_of(home), "--everywhere", *WHO)
    datasette.databases["docket"]._looked_at = 0.0  # a second later
    later = {path: ask(path, tags[path]) for path in paths}
    datasette.databases["docket"].close()
    assert {answer.status_code for answer in later.values()} == {200}
    assert {path for path, answer in later.items() if words_in(answer.text)} == set()


@pytest.mark.parametrize(
    "printed",
    [
        "XÁNTHIPPE SECRETNAME",
        "Xanthippe Quy Secretname",
        "Xan\u00adthippe Secretnames",
        "Xanthippe%20Secretname",
    ],
)
def test_no_spelling_of_the_name_is_published_and_its_entry_keeps_its_address(home, printed):
    line = {"date": DAY, "text": f"Affidavit of {printed}"}
    ids = "select entry_id from docket_entries where text like 'Affidavit of%'"
    with opened(home) as house:
        take_turn(house, source_of(page(f"x/{printed}.html", "2022-03-03", [changed(entries=[line])])))
        (old,) = rows(house.store.db, ids)[0]
    call(home, "suppress", "words", NAME, "--yes", *WHO)
    assert not words_in(words := published(home)) and old not in words
    with opened(home) as house:
        assert rows(house.store.db, "select text from docket_entries where text like 'Affidavit of%'") == [
            (f"Affidavit of {MARK}",)
        ]
        (new,) = rows(house.store.db, ids)[0]
        assert new != old and find_current(house.archive.conn, old) == new
        assert rows(house.store.db, f"select 1 from snapshots where url = 'x/{MARK}.html'")


def test_a_surname_alone_is_listed_to_the_operator_and_stays(home):
    lines = [*LINES, {"n": "5", "date": DAY, "text": "Reply of Ms. Secretname"}]
    elsewhere = ELSEWHERE | {"entries": [{"n": "2", "date": DAY, "text": "Reply of Mr. Secretname"}]}
    with opened(home) as house:
        take_turn(house, source_of(page("a", "2022-03-03", [changed(entries=lines)])))
        take_turn(house, source_of(page("b", "2022-03-04", [elsewhere])))
    output = call(home, "suppress", "party", party_of(home), "--everywhere", *WHO)
    places = output.partition("the surname alone stands in")[2]
    assert "docket_entries.text of cand-22-cv-01234.n5" in places and OTHER_DOCKET not in places
    assert "Reply of Ms. Secretname" in published(home)


def test_words_are_suppressed_alone_after_a_list_and_a_question(home):
    output = call(home, "suppress", "words", "-", *WHO, code=1, answer=f"{NAME}\nn\n")
    assert "participations.name" in output and words_in(published(home))
    assert f'Replace the words "{NAME}" wherever they stand? It cannot be undone.' in output
    output = call(home, "suppress", "words", NAME, "--yes", *WHO)
    assert f'the words "{NAME}" are removed from publication' in output
    assert not words_in(published(home))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("suppress", "words", "Q", "--yes"), "says too little"),
        (("correct", "dockets", "cand-22-cv-01234", "status", "closed", "--private"), "single word"),
    ],
)
def test_what_says_too_little_to_be_looked_for_is_refused(home, arguments, words):
    assert words in call(home, *arguments, *WHO, code=2)


# Corrections


def feed(settings, *words):
    done = words_left.Searched()
    words_left._search_pages(settings, looking_for(words or [NAME]), done, words)
    return [place.file for place in done.places]


def test_a_correction_publishes_what_it_took_the_place_of_unless_it_is_private(home):
    arguments = ("correct", "dockets", "cand-22-cv-01234", "caption", "X.S. v. Example, Inc.")
    call(home, *arguments, *WHO)
    assert "/corrections.atom" in feed(home)
    call(home, *arguments, "--private", *WHO)
    assert "/corrections.atom" not in feed(home) and "/changes.atom" not in feed(home)
    kept = ("select * from corrections", "select * from docket_facts where field = 'caption'")
    text = str([run_sql(home.docket_path, sql) for sql in kept])
    assert not words_in(text) and MARK in text
    captions = run_sql(home.docket_path, "select caption from dockets where docket_id = 'cand-22-cv-01234'")
    assert captions == [("X.S. v. Example, Inc.",)]


def test_a_correction_is_private_by_itself_where_the_words_were_suppressed(home):
    call(home, "suppress", "party", party_of(home), *WHO)
    output = call(home, "correct", "dockets", "cand-22-cv-01234", "caption", "X.S. v. Example, Inc.", *WHO)
    assert "nothing says what it was" in output and not words_in(output)
    assert "/corrections.atom" not in feed(home)


# A purge while somebody reads


def test_a_purge_that_a_reader_holds_up_says_so_and_is_finished_at_the_next_start(home, monkeypatch):
    monkeypatch.setattr(archive, "WAIT_SECONDS", 0.1)
    party = party_of(home)
    with closing(sqlite3.connect(home.archive_path)) as reader:
        reader.execute("begin")
        assert reader.execute("select count(*) from snapshots").fetchone()[0]
        output = call(home, "suppress", "party", party, "--purge", "--everywhere", "--yes", *WHO, code=1)
        assert "still stands in the write-ahead log" in output
        assert home.archive_path.with_name("archive.db-wal").stat().st_size > 0
        with opened(home) as house:  # still in the way
            turns = rounds.archive_local(house)
            assert [turn.source for turn in turns if turn.is_failed] == ["takedown"]
    with opened(home) as house:
        turns = rounds.archive_local(house)
        assert not any(turn.source == "takedown" for turn in turns)
        assert rows(house.archive, "select * from owed_erasures") == []
        assert (
            list(words_left.find_bodies(house.archive.conn, looking_for([NAME]), words_left.Searched())) == []
        )


# Broken off, and finished at the next start


def names_in(folder):
    """Return the files of a folder that say the name."""
    return [path for path in folder.rglob("*") if path.is_file() and b"Secretname" in path.read_bytes()]


@pytest.mark.parametrize(
    ("module", "name", "left"),
    [(tracker_home, "ingest_into", 0), (owed, "export_snapshot", 1)],
    ids=["rebuild", "renewal"],
)
def test_a_takedown_that_was_broken_off_is_finished_at_the_next_start(
    home, tmp_path, monkeypatch, module, name, left
):
    party = party_of(home)
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        call(home, "export", str(folder))
        assert names_in(folder)
    steps = iter([getattr(module, name)] * left)

    def killed(*arguments, **named):
        for step in steps:
            return step(*arguments, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, opened(home) as house:
        patch.setattr(module, name, killed)
        subject = takedown.with_words(house, takedown.find_subject(house, "party", party), (), True)
        with pytest.raises(KeyboardInterrupt):
            takedown.suppress(house, subject, "a minor", "A. Editor", False, is_everywhere=True)
    assert names_in(folders[1])
    assert "may still publish what was taken down" in call(home, "status", code=1)
    assert "may still publish what was taken down" in call(home, "doctor", code=None)
    if not left:
        assert "Nothing was exported" in call(home, "export", str(folders[1]), code=1)
    call(home, "run", "catalog")
    assert [path for folder in folders for path in names_in(folder)] == []
    assert "may still publish" not in call(home, "status", code=None)


def test_one_folder_that_fails_or_is_gone_keeps_no_other_from_being_renewed(home, tmp_path):
    party = party_of(home)
    blocked, plain, gone = folders = [tmp_path / name for name in ("blocked", "plain", "gone")]
    for folder in folders:
        call(home, "export", str(folder))
    (blocked / "current").unlink()
    (blocked / "current").mkdir()  # in the way of every export to it
    shutil.rmtree(gone)
    output = call(home, "suppress", "party", party, "--everywhere", *WHO, code=1)
    assert f"{blocked} may still publish what was taken down: " in output
    assert "take its line out of exports.txt" in output
    assert names_in(blocked) and not names_in(plain)
    (blocked / "current").rmdir()
    assert "is not there" in call(home, "run", "catalog", code=1)
    assert not names_in(blocked)
    (home.home / "exports.txt").write_text("")
    call(home, "run", "catalog")


def test_the_tables_that_a_killed_rebuild_took_the_place_of_are_deleted(home, monkeypatch):
    party = party_of(home)
    with monkeypatch.context() as patch:
        patch.setattr("tracker.home._others", lambda *_: [])  # killed as soon as the link was moved
        call(home, "suppress", "party", party, "--everywhere", *WHO)
    assert len(list(home.home.glob("docket-*.db"))) == 2
    call(home, "run", "catalog")
    assert [path.name for path in home.home.glob("docket-*.db")] == [home.docket_path.resolve().name]


def test_an_erased_page_stands_in_no_byte_of_the_archive(home):
    mark = b"Xyzzyincompressible"
    body = json.dumps([changed(parties=[(NAME, "plaintiff")])]).encode() + b" " * 4
    with opened(home) as house:
        take_turn(house, source_of(replace(page("c", "2022-03-04", []), body=body)))
        packed = house.archive.execute("select body from snapshots where url = 'c'").fetchone()[0]
        house.archive.execute("pragma wal_checkpoint(truncate)")
    assert mark not in packed and packed in home.archive_path.read_bytes()
    with opened(home) as house:
        subject = takedown.with_words(house, None, (NAME,), is_everywhere=True)
        assert len(subject.bodies) == 3  # every page that shows the name, of whichever docket
        assert takedown.suppress(house, subject, "sealed", "the court", is_purge=True).errors == []
        files = [path for path in home.home.iterdir() if path.name.startswith("archive.db")]
        assert [path for path in files if packed[40:] in path.read_bytes()] == []


# Proof


def count_bodies(home):
    return run_sql(home.archive_path, "select count(body) from snapshots")[0][0]


def test_proof_says_where_and_then_that_there_is_nothing(home, tmp_path, monkeypatch):
    exports = tmp_path / "exports"
    with opened(home):
        pass
    export_snapshot(home, exports)
    monkeypatch.setattr(words_left, "ADDRESSES", ("/changes.atom", "/cases.xlsx"))
    output = call(home, "proof", NAME, code=1)
    for place in (
        "docket_entries.text",
        "the archived page",
        "its bytes",
        ".parquet",
        ".ndjson",
        "/changes.atom",
        "/cases.xlsx: what this page says: its part xl/",
        "/search: what this page says",
        f"bytes, {count_bodies(home)} archived pages unpacked)",
    ):
        assert place in output, place
    call(home, "suppress", "words", NAME, "--purge", "--yes", *WHO)
    monkeypatch.setattr(words_left, "ADDRESSES", ADDRESSES)
    assert "0 bytes of the words" in call(home, "proof", NAME)


def test_proof_asks_every_page_that_is_made_of_many_rows():
    """A page of one thing is made of rows that are read one by one in the database."""
    from publish import plugin
    from publish.sheets.answer import MEDIA_TYPES
    from publish.sheets.lists import SHEETS

    assert {f"/{name}.{suffix}" for name in SHEETS for suffix in MEDIA_TYPES} <= set(ADDRESSES)
    exempt = {"/search", "/about", "/api", "/questions"}  # asked by words of the name; our own words
    patterns = [page[0] for page in (*plugin._PAGES, *plugin._DOCUMENTS)]
    plain = {pattern.strip("^$").replace("\\", "") for pattern in patterns if "(" not in pattern}
    assert plain - exempt - {"/oembed"} <= set(ADDRESSES)


def packed(**parts):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, part in parts.items():
            pack.writestr(name, part)
    return body.getvalue()


SHARED_STRINGS = "<sst><si><t>a row</t></si><si><r><t>Xanthippe </t></r><r><t>Secretname</t></r></si></sst>"
DEEP = packed(one=packed(two=packed(three=packed(four="nothing"))))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (packed(strings=SHARED_STRINGS), "its part strings"),
        (packed(folder=packed(strings=SHARED_STRINGS)), "its part folder/strings"),
        # As Windows writes names, in the letters of DOS.
        (packed(**{"X\x7fnthippe Secretname": "nothing"}).replace(b"\x7f", b"\xa0"), f"its part {MARK}"),
        (gzip.compress(SHARED_STRINGS.encode()), "its part unpacked"),
        (packed(a="nothing")[:-9], "cannot be unpacked, so this proves nothing"),
        (
            packed(é="nothing").replace("é".encode(), b"\xff\xff"),
            "cannot be unpacked, so this proves nothing",
        ),
        (gzip.compress(b"nothing" * 99)[:-9], "cannot be unpacked, so this proves nothing"),
        (DEEP, "cannot be unpacked, so this proves nothing"),
        (packed(a="nothing"), None),
    ],
    ids=[
        "strings",
        "deeper",
        "name",
        "gzip",
        "zip cut off",
        "odd name",
        "gzip cut off",
        "too deep",
        "without the name",
    ],
)
def test_proof_unpacks_a_file_and_an_answer_alike(tmp_path, body, what):
    (tmp_path / "sheet.xlsx").write_bytes(body)
    sought, settings = looking_for([NAME]), Settings(tmp_path, None, {}, None, None)
    with Server(dict.fromkeys(ADDRESSES, Page(b"nothing")) | {"/rulings.xlsx": Page(body)}) as server:
        places = search_everything(settings, sought, server.url).places
    assert [place.file.rpartition("/")[2] for place in places] == (
        ["sheet.xlsx", "rulings.xlsx"] if what else []
    )
    assert all(what in place.part for place in places)


def test_proof_asks_the_search_for_a_name_of_one_word(home):
    assert "/search" in feed(home, "Secretname")
    call(home, "suppress", "words", "Secretname", "--yes", *WHO)
    assert feed(home, "Secretname") == []


def test_proof_says_which_page_gave_no_answer(home, monkeypatch):
    refused = (
        "/cases.xlsx?no_such=filter"  # in words, as a list too long for a spreadsheet is: nobody gets it
    )
    monkeypatch.setattr(words_left, "ADDRESSES", ("/no-such-page", refused))
    assert feed(home) == ["/no-such-page"]


def test_proof_says_that_a_running_server_broke_off_and_asks_it_for_no_name(tmp_path):
    pages = dict.fromkeys(ADDRESSES, Page(b"nothing")) | {
        "/week": Page(b"not", headers={"Content-Length": "9"})
    }
    with Server(pages) as server:
        settings, sought = Settings(tmp_path, None, {}, None, None), looking_for([NAME])
        (place,) = search_everything(settings, sought, server.url, words=[NAME]).places
        assert [path for path, _ in server.asked] == list(ADDRESSES)
    assert place.file.endswith("/week") and "so this proves nothing" in place.part


def test_proof_unpacks_what_is_kept_of_opinions(tmp_path):
    settings = Settings(tmp_path, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)
    kept = opinion_cache.OpinionCache(tmp_path / opinion_cache.FILE)
    kept.put("0" * 64, {"caption": "ORANGUTAN KEEPERS v. NOBODY"})
    kept.close()
    proof = search_everything(settings, looking_for(["Orangutan Keepers"]), None)
    assert [place.part for place in proof.places] == [f"what was read of the file {'0' * 64}"]


def test_proof_looks_into_the_inbox_and_copies(home, tmp_path):
    call(home, "suppress", "words", NAME, "--purge", "--yes", *WHO)
    write_message(home.inbox_path, {}, json.dumps({"caption": f"é {NAME}"}).encode(), datetime.now(UTC))
    copy = tmp_path / "copy.csv"
    copy.write_text("a,b\nxanthippe%20secretname,1\n")
    output = call(home, "proof", "--also", str(copy), code=1)
    assert ".webhook" in output and "copy.csv" in output


def test_proof_finds_what_only_the_index_still_holds(home):
    call(home, "suppress", "words", NAME, "--yes", *WHO)
    with closing(sqlite3.connect(home.docket_path.resolve())) as db, db:
        db.execute("drop trigger docket_entries_au")
        db.execute("update docket_entries set text = ? where entry_number = '3'", (NAME,))
        db.execute("insert into docket_entries_fts (docket_entries_fts) values ('rebuild')")
        db.execute("update docket_entries set text = 'x' where entry_number = '3'")
    assert "docket_entries_fts.index" in call(home, "proof", "-", code=1, answer=f"{NAME}\n")


MAIL = EmailMessage()
MAIL.set_content(f"{NAME} " * 9, cte="base64")


@pytest.mark.parametrize(
    "body",
    [
        "=?utf-8?Q?X=C3=A1nthippe_Secretname?= v. Roe",
        "=?utf-8?B?WMOhbnRoaXBwZSBTZWNyZXRuYW1l?=",
        "X=C3=A1nthippe=\n Secretname",
        "<td>Xanthippe</td> <td class='last'>Secretname</td>",
        "Xánthippe Secretname".encode("cp1252"),
        "Xánthippe Secretname".encode("utf-16"),
        MAIL.as_bytes(),
    ],
)
def test_an_archived_page_holds_the_words_as_it_wrote_them(home, body):
    body = body if isinstance(body, bytes) else body.encode()
    with opened(home) as house:
        archive.add(house.archive, replace(page("page", "2022-03-05", []), body=body))
        subject = takedown.with_words(house, None, (NAME,), is_everywhere=True)
        (name,) = rows(house.archive, "select snapshot_id from snapshots where url = 'page'")[0]
        assert name in subject.pages


def test_proof_reads_the_names_of_files_and_says_what_it_cannot_read_and_how_far_it_is(tmp_path):
    (tmp_path / "Xanthippe%20Secretname.html").write_text("nothing")
    (tmp_path / "broken.db").write_bytes(b"SQLite format 3\x00" + b"?" * 4000)
    bar = Mock()
    done = search_everything(Settings(tmp_path, None, {}, None, None), looking_for([NAME]), None, (), bar)
    counts = [step.args[0] for step in bar.update.mock_calls]
    assert [place.part.partition(",")[0] for place in done.places] == ["its name", "cannot be read"]
    assert len(counts) == done.files == 2 and sum(counts) > 4000


def test_a_hint_is_given_only_where_it_was_not_followed(home, monkeypatch):
    """What is still found though all was replaced, a word of ours say, is listed without advice that was taken."""
    monkeypatch.setattr("tracker.commands.curate.find_elsewhere", lambda house, subject: [("t", "c", "1")])
    assert "with --everywhere" in call(home, "suppress", "party", party_of(home), *WHO)
    output = call(home, "suppress", "words", NAME, "--yes", *WHO)
    assert "still stands in 1" in output and "--everywhere" not in output


def test_proof_without_words_or_without_a_home_is_a_wrong_command(home, tmp_path):
    assert "say what to look for" in call(home, "proof", code=2)
    assert "no database" in call(replace(home, home=tmp_path / "none"), "proof", "x y", code=2)


# What a tombstone tells


GUESS = "Letter of SECRETNAME, Xanthippe"


def digests_of(*guesses):
    """Return what somebody who tries names can make without the key of the archive."""
    forms = ((text, text.casefold(), name_key(text), entity_key(text)) for text in guesses)
    return {words_digest(form) for each in forms for form in each}


def guessable_ids(settings, ids):
    """Return which of the ids that were made of words stand in a published table, or are answered to."""
    words = published(settings)
    with opened(settings) as house:
        answered = {each for each in ids if find_current(house.archive.conn, each)}
    return {each for each in ids if each in words or each.rpartition(".")[2] in words} | answered


def test_a_tombstones_id_tells_no_guess_and_stays(home, tmp_path):
    party = party_of(home)
    [(entry,)] = run_sql(home.docket_path, UNNUMBERED)
    call(home, "suppress", "party", party, *WHO)
    call(home, "suppress", "entry", entry, *WHO)
    assert guessable_ids(home, {party, entry}) == set()
    assert not any(each in published(home) for each in digests_of(GUESS, NAME))
    with opened(home) as house:
        db = house.store.db
        tombs = rows(db, "select participation_id from participations where name like '[removed%'") + rows(
            db, "select entry_id from docket_entries where text like '[removed%'"
        )
        assert len(tombs) == 2 and all(".x-" in each for (each,) in tombs)
        assert rows(db, "pragma foreign_key_check") == []
        house.rebuild(pipeline.Outcome("rebuild"))
        again = changed(
            entries=[*LINES, {"n": "9", "date": DAY, "text": "ORDER"}], parties=[(NAME, "plaintiff")]
        )
        take_turn(house, source_of(page("a", "2022-03-09", [again])))
        db = house.store.db
        assert tombs == rows(
            db, "select participation_id from participations where name like '[removed%'"
        ) + rows(db, "select entry_id from docket_entries where text like '[removed%'")
        for (each,), scope in zip(tombs, ("party", "entry"), strict=True):  # by which it can still be erased
            assert takedown.find_subject(house, scope, each).bodies
    assert list(verify(home, tmp_path)) == []


def test_a_whole_docket_taken_down_tells_no_guess_and_nobody_is_asked_for_it(home):
    """Nothing that is read of it would be shown; and without its ids and dates it would be looked for without end."""

    def wanted():
        with opened(home) as house:
            watch = watch_list(house)
            return {ref.docket_number for ref in (*watch.refs, *watch.ended)}

    party = party_of(home)
    entries = run_sql(home.docket_path, "select entry_id from docket_entries where entry_id like '%.t2%'")
    output = call(home, "suppress", "docket", "cand-22-cv-01234", *WHO, code=1, answer="n\n")
    assert "Take all of docket cand-22-cv-01234 (" in output and "It cannot be undone" in output
    assert "nothing was changed" in output
    assert wanted() == {"3:22-cv-01234", "3:22-cv-09999"}
    call(home, "suppress", "docket", "cand-22-cv-01234", "--yes", *WHO)
    assert wanted() == {"3:22-cv-09999"}
    assert guessable_ids(home, {party, *(entry for (entry,) in entries)}) == set()


def test_an_entry_that_was_edited_leaves_nothing_of_its_earlier_words(home):
    """Its id, changes and versions of then say its words, and a rebuild comes by that state again."""
    early = changed(
        entries=[{"date": DAY, "text": "ORDER about Xanthippe Secretname, to be heard in camera only"}]
    )
    late = changed(
        entries=[{"date": DAY, "text": "ORDER about Xanthippe Secretname, to be heard in camera soon"}]
    )
    like = "select entry_id from docket_entries where text like 'ORDER about%'"
    with opened(home) as house:
        take_turn(house, source_of(page("c", "2022-03-03", [early])))
        ids = set(rows(house.store.db, like))
        take_turn(house, source_of(page("c", "2022-03-04", [late])))
        ids |= set(rows(house.store.db, like))
        (target,) = rows(house.store.db, like)[0]
    assert "in camera" in published(home)
    call(home, "suppress", "entry", target, *WHO)
    assert "in camera" not in published(home)
    assert guessable_ids(home, {each for (each,) in ids}) == set()


def test_the_same_line_in_another_docket_is_listed_and_taken_down_with_it(home):
    text = "ORDER about a child who is not named, to be heard in camera only"
    with opened(home) as house:
        for url, number in (("c", "3:22-cv-01234"), ("d", "3:22-cv-09999")):
            line = {"n": "9", "date": DAY, "text": text}
            take_turn(house, source_of(page(url, "2022-03-03", [{"number": number, "entries": [line]}])))
        assert len(rows(house.store.db, "select 1 from docket_entries where entry_number = '9'")) == 2
    target = "cand-22-cv-01234.n9"
    assert f"{OTHER_DOCKET}.n9" in call(home, "suppress", "entry", target, *WHO)
    call(home, "suppress", "entry", target, "--everywhere", *WHO)
    assert "in camera" not in published(home)


def test_a_correction_of_what_was_taken_down_says_nothing_of_it(home):
    [(entry,)] = run_sql(home.docket_path, UNNUMBERED)
    call(home, "correct", "docket_entries", entry, "text", "Letter of Secretname, X. (in camera)", *WHO)
    assert "in camera" in published(home)
    call(home, "suppress", "entry", entry, *WHO)
    words = published(home)
    for part in ("in camera", "Letter of"):
        assert part not in words, words[max(0, words.find(part) - 300) :][:600]
    assert guessable_ids(home, {entry}) == set()


def test_another_word_that_the_index_cuts_to_the_same_is_no_find(home):
    with opened(home) as house:
        line = {"n": "9", "date": DAY, "text": "NOTICE to Zelda Running 1 to 3"}
        take_turn(house, source_of(page("c", "2022-03-03", [changed(entries=[line], parties=[])])))
        assert (
            list(
                words_left.find_in_rows(
                    house.store.db.conn, looking_for(["Zelda Run"]), words_left.Searched()
                )
            )
            == []
        )
        assert (
            list(
                words_left.find_in_rows(
                    house.store.db.conn, looking_for(["Zelda Running"]), words_left.Searched()
                )
            )
            != []
        )
