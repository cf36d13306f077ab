"""What others send to stop us: a page that keeps its reader busy is set aside once, and stops nothing else."""

import html
import multiprocessing
import os
import re
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock, create_autospec

import pytest

from db import archive, overruns
from docket.issues import ParseError
from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.http.get import Http
from scrapers.source import FetchError, GivenUp, WatchList, load_sources
from scrapers.sources import pacer_docket, pacer_rss
from tests.db.test_merge import dump
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tests.worlds.snapshots import bring
from tests.worlds.sql import run_sql
from tracker import importing, pipeline
from tracker.alerts.config import load_alerts
from tracker.by_hand.corrections import archive_corrections
from tracker.by_hand.events import archive_events
from tracker.home import HomeError, open_house
from tracker.outcome import Outcome
from tracker.reading import page_reader
from tracker.reading.code_version import code_digest
from tracker.reading.page_reader import ArchivedPage, PageReader, SavedFile, Work, read_file
from tracker.reading.parallel_parse import Readers
from tracker.reading.parsing import parse
from tracker.settings import SettingError, Settings, load_settings

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


def test_a_page_that_takes_too_long_is_set_aside_once_and_the_rest_goes_on(tmp_path, monkeypatch):
    tell = create_autospec(PageReader.tell, side_effect=PageReader.tell)
    monkeypatch.setattr(PageReader, "tell", tell)
    with open_house(settings_of(tmp_path, 1)) as house:
        outcome = bring(house, sheet(LONG, "long.html"), sheet(SHEET, "short.html"))
        assert outcome.quarantined == 1 and "too slow to read" in outcome.errors[0]
        slow = "select code, place from issues where code like 'too%'"
        assert house.store.db.execute(slow).fetchall() == [("too-slow", "import:long.html")]
        rows = list(
            house.store.db.execute("select url, is_quarantined from snapshots where source <> 'catalog'")
        )
        assert sorted(rows) == [("import:long.html", 1), ("import:short.html", 0)]
        assert house.store.db.execute("select count(*) from docket_entries").fetchone()[0] == 6
        before = dump(house.store.db)
    archived = tmp_path / "home" / "archive.db"
    [(long_one,)] = run_sql(archived, "select seq from snapshots where url = 'import:long.html'")
    assert [call.args[1].seq for call in tell.mock_calls].count(long_one) == 1
    with open_house(settings_of(tmp_path, 1)) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("next start"))
        house.rebuild(again := pipeline.Outcome("rebuild"))
        # No later start tries it again, nor a rebuild.
        assert [call.args[1].seq for call in tell.mock_calls].count(long_one) == 1
        assert again.quarantined == 1
        after = dump(house.store.db)
        assert [table for table in after if table != "build" and after[table] != before[table]] == []


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
    with closing(Readers(path, 1, 1)) as readers:
        with pytest.raises(GivenUp, match="too slow to read"):
            readers.apart(spin, ANSWER)
        with pytest.raises(ZeroDivisionError):
            readers.apart(fail, ANSWER)
        process, word = readers.apart(process_of, ANSWER, "word")
        assert process != os.getpid() and word == "word"
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
    with closing(PageReader(tmp_path / "archive.db", 600, memory=200 * 1024 * 1024)) as reader:
        # It needs twice the limit: where a little is wanting, Python looks for room for minutes.
        for text in (long_sheet(80_000), SHEET):
            reader.tell(SavedFile("x.html", text.encode(), None, "2024-05-01T00:00:00Z"))
        # Python says that there is no more; a library may end the process, twice.
        assert reader.take().code in (overruns.TOO_LARGE, overruns.READER_DIED)
        assert len(reader.take().parsed[0]) == 10


def make_zeros(file, size):
    """Return an answer to a file, of a size."""
    return bytes(size)


def test_what_can_be_read_but_not_handed_over_for_want_of_memory_is_set_aside(tmp_path):
    archive.open_archive(tmp_path / "archive.db").close()
    half = 512 * 1024 * 1024
    with closing(PageReader(tmp_path / "archive.db", 600, memory=2 * half)) as reader:
        for size in (half, 1):
            reader.tell(Work(make_zeros, (SavedFile("x", b"", None, "2024-05-01T00:00:00Z"), size)))
        assert reader.take() == overruns.Overrun(overruns.TOO_LARGE)
        assert reader.take() == bytes(1)


def test_a_page_whose_reader_ends_twice_is_set_aside(tmp_path):
    archive.open_archive(tmp_path / "archive.db").close()
    with closing(PageReader(tmp_path / "archive.db", 600)) as reader:
        kills = []

        def kill():
            if reader._at.value:
                kills.append(reader._at.value)
                reader._process.kill()
                reader._process.join()

        for text in (LONG, SHEET):
            reader.tell(SavedFile("x.html", text.encode(), None, "2024-05-01T00:00:00Z"))
        assert reader.take(kill) == overruns.Overrun(overruns.READER_DIED)
        assert kills == [1, 1] and len(reader.take().parsed[0]) == 10


def test_where_memory_runs_out_the_kernel_ends_a_reader_before_whoever_asked(tmp_path):
    own = Path("/proc/self/oom_score_adj")
    if not own.exists():
        pytest.skip("this system does not say which process is ended first")
    before = own.read_text()
    archive.open_archive(tmp_path / "archive.db").close()
    with closing(PageReader(tmp_path / "archive.db", 600)) as reader:
        reader.tell(SavedFile("x.html", SHEET.encode(), None, "2024-05-01T00:00:00Z"))
        assert len(reader.take().parsed[0]) == 10
        assert Path(f"/proc/{reader._process.pid}/oom_score_adj").read_text() == "1000\n"
    assert own.read_text() == before


def test_a_reader_that_cannot_start_is_the_machines_fault(tmp_path):
    with closing(PageReader(tmp_path / "nowhere.db", 1)) as reader:
        reader.tell(ArchivedPage(1, 1))
        with pytest.raises(OSError, match="ends as soon as it is started"):
            reader.take()


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
    archived = Mock(**{"execute.return_value.fetchone.return_value": (None,)})  # which has seen nothing
    return read_file(load_sources(), SavedFile("x", sent.encode(), None, "2024-05-01T00:00:00Z"), archived)


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


NUMBERS = ("TRACKER_PROCESSES", "TRACKER_PARSE_SECONDS", "TRACKER_FETCH_SECONDS")
NO_NUMBERS = (
    "-1",
    "0",
    "two",
    "1.5",
    "²",
    "٣",
    "1e3",
    "1_0",
    "+1",
    " 1",
    "0x10",
    "nan",
    "1\n",
    "9" * 20,
    "9" * 5000,
)
ADDRESSES = ("TRACKER_SCOTUS_URL", "TRACKER_SITE_URL")
NO_ADDRESSES = (
    "https://x.example/\r\nA: b",
    "https://x.example/ y",
    "https://x.example/\x1b[2J",
    "https://x.example/\u202e",
    "https://x.example:abc/",
    "https://x.example:99999/",
    "https://[::1",
    "https://",
    "https://:80/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://x.example/" + "a" * 5000,
)
KEYS = ("COURTLISTENER_TOKEN", "TRACKER_CONGRESS_KEY")
NO_KEYS = ("a\r\nB: c", "a b", "ключ", "a\x00b", "a" * 5000)


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name in NUMBERS for value in NO_NUMBERS]
    + [(name, value) for name in ADDRESSES for value in NO_ADDRESSES]
    + [(name, value) for name in KEYS for value in NO_KEYS]
    + [("TRACKER_CONTACT", value) for value in ("a@b\r\nX-Evil: 1", "a\x1b[2J", "a" * 5000)]
    + [("TRACKER_HOSTS", value) for value in ("a b", "a\nb", "x/../y", "a" * 5000)]
    + [("TRACKER_PROCESSES", "65"), ("TRACKER_PARSE_SECONDS", "3601")]
    + [("TRACKER_LOG", "x" * 5000), ("TRACKER_EXTRA_CA", "a=/dev/zero"), ("TRACKER_SCOTUS_JSON", "on")],
)
def test_a_setting_that_is_none_is_named_in_a_line(name, value):
    with pytest.raises(SettingError) as raised:
        load_settings({name: value})
    words = str(raised.value)
    assert name in words and len(words) < 500 and words.isprintable()
    if name in KEYS:
        assert value not in words


def test_settings_that_are_plain_are_taken():
    given = dict.fromkeys(NUMBERS, "60") | {
        "TRACKER_CONTACT": "Ünal <u@example.org>",
        "TRACKER_SITE_URL": "https://[2001:db8::1]:8443/a/",
        "TRACKER_SCOTUS_URL": "http://127.0.0.1:80/x?y=1",
        "COURTLISTENER_TOKEN": " 0123abc ",
    }
    made = load_settings(given)
    assert (made.processes, made.parse_seconds, made.fetch_seconds) == (60, 60, 60)
    assert (made.site_url, made.courtlistener_token) == ("https://[2001:db8::1]:8443/a", "0123abc")
    plain = load_settings({})
    assert (plain.fetch_seconds, plain.parse_seconds) == (None, 20) and 1 <= plain.processes <= 4


@pytest.mark.parametrize(
    "make",
    [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir],
    ids=["a pipe", "an endless file", "a folder"],
)
def test_a_file_of_the_home_that_is_none_is_named_and_not_waited_for(tmp_path, make):
    """A pipe nobody writes into never ends, and zeros fill the memory."""
    settings = settings_of(tmp_path, None)
    with open_house(settings) as house:
        for path, archive_file in (
            (settings.corrections_path, archive_corrections),
            (settings.events_path, archive_events),
        ):
            make(path)
            outcome = Outcome("home")
            archive_file(house, outcome)
            assert [path.name in error for error in outcome.errors] == [True]
    make(settings.alerts_path)
    with pytest.raises(ParseError, match="alerts.toml"):
        load_alerts(settings.alerts_path)


@pytest.mark.parametrize(
    "make",
    [lambda path: path.write_text("no folder"), lambda path: path.symlink_to(path)],
    ids=["a file", "a loop"],
)
def test_a_home_that_is_none_is_refused_in_words(tmp_path, make):
    make(tmp_path / "home")
    for home in (tmp_path / "home", tmp_path / "home" / "below"):
        with pytest.raises(HomeError, match="TRACKER_HOME"), open_house(Settings(home, None, {}, None, None)):
            pass
