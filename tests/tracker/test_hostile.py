"""What others send to stop us: a page that keeps its reader busy is set aside once, and stops nothing else."""

import html
import multiprocessing
import os
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from db import archive, overruns
from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.http.get import Http
from scrapers.source import FetchError, GivenUp, WatchList, load_sources
from scrapers.sources import pacer_docket, pacer_rss
from tests.db.test_merge import dump
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tests.worlds.snapshots import bring
from tracker import importing, pipeline
from tracker.home import open_house
from tracker.reading import page_reader
from tracker.reading.code_version import code_digest
from tracker.reading.page_reader import ArchivedPage, PageReader, SavedFile, read_file
from tracker.reading.parallel_parse import Readers
from tracker.reading.parsing import parse
from tracker.settings import Settings

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SHEET = (FIXTURES / "pacer_docket" / "district_ordinary.html").read_text(encoding="utf-8")
FEED = (FIXTURES / "pacer_rss" / "cand_ordinary.xml").read_text(encoding="latin-1")
# More of a processor's time than any machine reads it in: nothing in it is hostile but its length.
LINE = (
    "<tr><td width='94' valign=top nowrap>09/15/2023</td><td style='white-space:nowrap' valign='top' "
    "align='right'>&nbsp;</td><td valign=top>Motion Hearing set for 1/{day}/2024 02:00 PM re {n} MOTION to Dismiss. "
    "(Entered: 09/15/2023)</td></tr>\n"
)


def long_sheet(lines: int) -> str:
    return re.sub(
        "(?=<tr><td width='94' valign=top nowrap>09/15/2023)",
        lambda _: "".join(LINE.format(day=n % 28 + 1, n=n) for n in range(lines)),
        SHEET.replace("04711", "04799").replace("418877", "418899"),
        count=1,
    )


LONG = long_sheet(12_000)


def settings_of(folder, seconds):
    return Settings(folder / "home", None, {}, None, None, parse_seconds=seconds)


def sheet(text, name):
    return pacer_docket.SOURCE.recognize(name, text.encode(), None, "2024-05-01T00:00:00Z")


def feed_with(description):
    body = FEED.replace("[Clerks Notice]", html.escape(description)).encode("latin-1", "xmlcharrefreplace")
    url = "https://ecf.cand.uscourts.gov/feed"
    return Snapshot(
        "pacer_rss", url, "2024-03-05T20:00:00Z", body, Form.FEED, court_id="cand", kind="district_rss"
    )


def issues(house):
    return [
        tuple(row) for row in house.store.db.execute("select code, place from issues where code like 'too%'")
    ]


def test_a_feed_of_too_many_items_is_set_aside_and_no_item_kept():
    few, many = (FEED.replace("<item>", "<item/>" * count + "<item>", 1).encode() for count in (5, 100_000))
    feed = feed_with("x")
    assert pacer_rss.select_watched(replace(feed, body=few), ()).item_count == FEED.count("<item>") + 5
    kept = pacer_rss.select_watched(replace(feed, body=many), ())
    assert kept.is_unreadable and b"<item" not in kept.body


def test_no_sign_that_turns_words_round_reaches_a_table(tmp_path):
    turned = "[Order \u202egnitnarg\u202c \u2066motion\u2069]"
    body = feed_with(turned).body.replace(b"Example", "\u202eelpmaxE".encode("ascii", "xmlcharrefreplace"))
    with open_house(settings_of(tmp_path, None)) as house:
        assert bring(house, replace(feed_with(turned), body=body)).quarantined == 0
        text = str(dump(house.store.db))
        assert "\ufffdgnitnarg\ufffd \ufffdmotion" in text and "\ufffdelpmaxE" in text
        assert "u202" not in text and "u206" not in text


@pytest.fixture
def told_seqs(monkeypatch):
    """The pages that readers were told of, by their place in the archive."""
    seen = []
    tell = PageReader.tell

    def tell_and_note(self, task):
        seen.append(getattr(task, "seq", None))
        tell(self, task)

    monkeypatch.setattr(PageReader, "tell", tell_and_note)
    return seen


def test_a_page_that_takes_too_long_is_set_aside_once_and_the_rest_goes_on(tmp_path, told_seqs):
    with open_house(settings_of(tmp_path, 1)) as house:
        outcome = bring(house, sheet(LONG, "long.html"), sheet(SHEET, "short.html"))
        assert outcome.quarantined == 1 and "too slow to read" in outcome.errors[0]
        assert issues(house) == [("too-slow", "import:long.html")]
        rows = list(
            house.store.db.execute("select url, is_quarantined from snapshots where source <> 'catalog'")
        )
        assert sorted(rows) == [("import:long.html", 1), ("import:short.html", 0)]
        assert house.store.db.execute("select count(*) from docket_entries").fetchone()[0] == 6
        before = dump(house.store.db)
    long_one = next(seq for seq, _, url, _, _ in places(tmp_path) if url == "import:long.html")
    assert told_seqs.count(long_one) == 1
    with open_house(settings_of(tmp_path, 1)) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("next start"))
        house.rebuild(again := pipeline.Outcome("rebuild"))
        assert told_seqs.count(long_one) == 1, "no later start tries it again, nor a rebuild"
        assert again.quarantined == 1
        after = dump(house.store.db)
        assert [table for table in after if table != "build" and after[table] != before[table]] == []


def places(folder):
    stored = archive.read_archive(folder / "home" / "archive.db")
    try:
        return archive.places(stored, 0)
    finally:
        stored.close()


def spin(snapshot):
    while True:
        pass


def process_of(snapshot, *more):
    return os.getpid(), *more


def fail(snapshot):
    raise ZeroDivisionError("on purpose")


ANSWER = Snapshot("scotus", Form.SHEET, "https://court.example/", "2024-05-01T00:00:00Z", b"x")


def test_what_a_source_does_with_an_answer_can_be_ended_and_the_next_one_is_looked_at(tmp_path):
    path = tmp_path / "archive.db"
    archive.open_archive(path).close()
    readers = Readers(path, 1, 1)
    try:
        with pytest.raises(GivenUp, match="too slow to read"):
            readers.apart(spin, ANSWER)
        with pytest.raises(ZeroDivisionError):
            readers.apart(fail, ANSWER)
        process, word = readers.apart(process_of, ANSWER, "word")
        assert process != os.getpid() and word == "word"
    finally:
        readers.close()
    assert Readers(path, 1, None).apart(process_of, ANSWER) == (os.getpid(),)


@pytest.mark.parametrize(
    "name", ["scotus", "scotus_lists", "pacer_rss", "appellate_opinions", "oral_arguments"]
)
def test_no_source_looks_at_an_answer_in_the_daemons_own_process(name, monkeypatch):
    """A list of 600 kB kept the daemon for 38 seconds; a page of the Supreme Court is as long."""
    asked = []

    def give_up(self, function, snapshot, *arguments):
        asked.append(function.__name__)
        raise GivenUp("too-slow", overruns.WORDS["too-slow"])

    monkeypatch.setattr(Http, "apart", give_up)
    refs = (DocketRef("scotus", "24-9001"), DocketRef("cand", "3:23-cv-04711"), DocketRef("ca1", "23-9001"))
    pages = {
        "/search.aspx?filename=/docket/docketfiles/html/public/24-9001.html": Page(b"<html>24-9001</html>"),
        "/list": Page(b"<html>23-9001</html>"),
        "/oral_arguments/calendarsandlists.aspx": Page(b'<html><a href="/cal.pdf">March</a></html>'),
        "/cal.pdf": Page(b"%PDF-1.4"),
    }
    with Server(pages) as server:
        addresses = dict.fromkeys(("PACER_RSS", "APPELLATE_OPINIONS", "ORAL_ARGUMENTS"), f"{server.url}/list")
        addresses |= dict.fromkeys(("SCOTUS", "SCOTUS_LISTS"), server.url)
        clock = Clock("2024-03-15T12:00:00+00:00")
        http = Http(
            MemoryLedger(), contact="a@example.org", addresses=addresses, clock=clock, sleep=clock.sleep
        )
        results = list(load_sources()[name].fetch(http, WatchList(refs)))
    assert asked
    if name == "scotus":
        (page,) = results
        assert page.is_unreadable and page.body == b"<html>24-9001</html>"  # it is kept, and read again
    else:
        assert any(isinstance(thing, FetchError) and "too slow to read" in str(thing) for thing in results)
        assert not any(
            isinstance(thing, Snapshot) and thing.kind != "scotus_lists.index" for thing in results
        )


def test_other_code_tries_again(tmp_path):
    with open_house(settings_of(tmp_path, None)) as house:
        snapshot = sheet(SHEET, "short.html")
        overruns.add(house.archive, snapshot.snapshot_id, "other code", overruns.TOO_SLOW)
        assert bring(house, snapshot).quarantined == 0
        assert overruns.load(house.archive, code_digest()) == {}


def test_a_file_that_takes_too_long_is_refused_and_its_folder_goes_on(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in (("a.html", SHEET), ("b.html", LONG), ("c.html", SHEET + " "), ("d.html", SHEET)):
        (folder / name).write_text(text, encoding="utf-8")
    with open_house(settings_of(tmp_path, 1)) as house:
        files = importing.find_files([folder])
        reports = list(importing.import_files(house, files, None, pipeline.Outcome("import")))
    assert [(Path(report.path).name, report.result) for report in reports] == [
        ("a.html", "stored"),
        ("b.html", "refused"),
        ("c.html", "stored"),
        ("d.html", "known"),
    ]
    assert "too slow to read" in (reports[1].reason or "") and reports[0].entries == 6


def test_a_page_that_needs_too_much_memory_is_set_aside(tmp_path, monkeypatch):
    # Started as the program does: what a reader has before its first page counts, too.
    monkeypatch.setattr(page_reader, "CONTEXT", multiprocessing.get_context("spawn"))
    archive.open_archive(tmp_path / "archive.db").close()
    reader = PageReader(tmp_path / "archive.db", 600, memory=200 * 1024 * 1024)
    try:
        for text in (long_sheet(40_000), SHEET):
            reader.tell(SavedFile("x.html", text.encode(), None, "2024-05-01T00:00:00Z"))
        # Python says that there is no more; a library may end the process, twice.
        assert reader.take().code in (overruns.TOO_LARGE, overruns.READER_DIED)
        assert len(reader.take().said[0]) == 10
    finally:
        reader.close()


def test_a_page_whose_reader_ends_twice_is_set_aside(tmp_path):
    archive.open_archive(tmp_path / "archive.db").close()
    reader = PageReader(tmp_path / "archive.db", 600)
    kills = []

    def kill():
        if reader._at.value:
            kills.append(reader._at.value)
            reader._process.kill()
            reader._process.join()

    try:
        for text in (LONG, SHEET):
            reader.tell(SavedFile("x.html", text.encode(), None, "2024-05-01T00:00:00Z"))
        assert reader.take(kill) == overruns.Overrun(overruns.READER_DIED)
        assert kills == [1, 1] and len(reader.take().said[0]) == 10
    finally:
        reader.close()


def test_a_reader_that_cannot_start_is_the_machines_fault(tmp_path):
    reader = PageReader(tmp_path / "nowhere.db", 1)
    try:
        reader.tell(ArchivedPage(1, 1))
        with pytest.raises(OSError, match="ends as soon as it is started"):
            reader.take()
    finally:
        reader.close()


def nested_mail(depth):
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return (
        f"From: ecf@cand.uscourts.gov\nSubject: x\nMIME-Version: 1.0\n{parts}Content-Type: text/plain\n\nx\n"
    )


# (the attack of so many repeats; how many stopped the house; how it is sent)
ATTACKS = {
    "blanks in an item": (lambda n: feed_with("[x]" + " " * n), 400_000),
    "links begun in an item": (lambda n: feed_with("<a" * n), 200_000),
    "offices in an item": (lambda n: feed_with("Office:" * n), 30_000),
    "types in an item": (lambda n: feed_with("Type:" * n), 40_000),
    "links begun in a page": (lambda n: "uscourts.gov <html>" + "<a" * n, 200_000),
    "links begun in a sheet": (lambda n: SHEET.replace("<body", "<a" * n + "<body", 1), 200_000),
    "offices in a sheet": (lambda n: SHEET.replace("MOTION to Dismiss <i>", "Office:" * n, 1), 30_000),
    "frames in a page": (lambda n: "<html>uscourts.gov " + "<iframe " * n, 300_000),
    "frames in a sheet": (lambda n: SHEET.replace("MOTION to Dismiss <i>", "<iframe " * n, 1), 300_000),
    "parts in a mail": (nested_mail, 5_000),
    "blanks in a sheet": (lambda n: SHEET.replace("Case assigned", "Case" + " " * n + "assigned"), 400_000),
}


def read(sent):
    """Read what was sent as `run` and `import` do."""
    if isinstance(sent, Snapshot):
        pacer_rss.select_watched(sent, ())
        return page_reader._prepare(parse(load_sources(), sent), {})
    archived = Unasked()
    return read_file(load_sources(), SavedFile("x", sent.encode(), None, "2024-05-01T00:00:00Z"), archived)


class Unasked:
    """An archive that has seen nothing."""

    def execute(self, *_):
        return self

    def fetchone(self):
        return (None,)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_takes_no_more_than_its_length(name):
    make, whole = ATTACKS[name]
    small, large = make(max(whole // 64, 300)), make(max(whole // 16, 1200))
    growth = 99.0
    for _ in range(4):
        spent = []
        for sent in (small, large):
            started = time.process_time()
            read(sent)
            spent.append(time.process_time() - started)
        growth = min(growth, spent[1] / spent[0])
    assert growth < 8, "four times the length, more than eight times the time"


@pytest.mark.parametrize("day", ["00/00/0000", "13/45/2024", "99/99/9999"])
def test_a_sheet_of_a_day_that_never_was_costs_itself_only(tmp_path, day):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(re.sub(r"\d\d/\d\d/\d{4}", day, SHEET), encoding="utf-8")
    (folder / "b.html").write_text(SHEET, encoding="utf-8")
    (folder / "c.eml").write_text(nested_mail(5_000), encoding="utf-8")
    with open_house(settings_of(tmp_path, None)) as house:
        files = importing.find_files([folder])
        reports = list(importing.import_files(house, files, None, pipeline.Outcome("import")))
    assert [report.result for report in reports] == ["refused", "stored", "refused"]
    assert all(report.reason for report in (reports[0], reports[2]))
