"""The commands: what they say, what they change, and the exit code that a script goes by."""

import csv
import json
import shutil
import signal
import socket
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from tests.worlds import courtlistener_rows as cl
from tests.worlds.command import FIXTURES, count_catalog_files, environment, tracker, tracker_json
from tests.worlds.courtlistener_server import TOKEN, CourtListener
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.loopback import Page, Server
from tests.worlds.serving import serving
from tests.worlds.sql import run_sql
from tracker import round as rounds
from tracker.__main__ import cli
from tracker.by_hand.models import strip_body
from tracker.demo import dockets
from tracker.home import DEMO_MARK

SHEET = FIXTURES / "pacer_docket" / "district_ordinary.html"
DOCKET = "cand-23-cv-04711"
WHO = ("--reason", "the order of 5 March says so", "--by", "A. Editor")


def query(home, sql, *values):
    return run_sql(home / "docket.db", sql, *values)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_with_an_example(name):
    command = cli.commands[name]
    assert command.help and f"python -m tracker {name}" in command.help
    for option in command.params:
        assert option.param_type_name == "argument" or option.help, f"{name} {option.opts}"


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "archive.db").write_text("a note that somebody saved under this name, by mistake")
    assert (
        f"{tmp_path / 'archive.db'} is not a database" in tracker(tmp_path, "run", "catalog", code=1).stderr
    )
    assert "wrong archive.db" in tracker(tmp_path, "doctor", code=1).stdout


def test_a_source_tried_lately_is_not_due(home):
    waits = {"code": 1, "confined": ("try_again_after", 60)}  # nobody is asked twice within the time given
    tracker(home, "run", "--limit-seconds", "2", **waits)
    # What the time limit cut off is due again, and fails again.
    done = tracker(home, "run", "--due", "--limit-seconds", "2", **waits)
    assert "pacer_rss: not due before" in done.stdout and "scotus_lists: not due before" in done.stdout


def test_status_says_ok_late_and_no_database(home, tmp_path):
    for command in ("status", "serve", "plan", "verify"):
        words = tracker(tmp_path / "none", command, code=2).stderr
        assert "no database" in words and "python -m tracker run" in words
    states = {source["source"]: source["state"] for source in tracker_json(home, "status", code=1)}
    assert states["pacer_rss"] == "late" and states["catalog"] == "by hand"
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    for name in rounds.polled():
        run_sql(
            home / "archive.db",
            "insert into runs (source, started_at, finished_at, result) values (?, ?, ?, 'ok')",
            *(name, now, now),
        )
    assert {source["state"] for source in tracker_json(home, "status")} == {"ok", "by hand"}


def test_doctor_is_content_with_a_good_home_and_keeps_the_token(home):
    done = tracker(home, "doctor", COURTLISTENER_TOKEN="s3cr3t-t0ken", TRACKER_CONTACT="docket@example.org")
    assert "s3cr3t" not in done.stdout + done.stderr
    assert "token: COURTLISTENER_TOKEN is set (not shown)" in done.stdout and "wrong" not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("suppress", "words", "Jane Roe", "--yes", *WHO),
        ("correct", "dockets", "x", "caption", "y", *WHO),
        ("review",),
        ("review", "x", "confirm", *WHO),
        ("quarantine", "x", "accept", *WHO),
    ],
)
def test_nothing_is_decided_in_a_home_that_is_not_there(tmp_path, arguments):
    """A home misspelled: a name would be taken down in a new home, and stay published in the one that was meant."""
    home = tmp_path / "misspelled"
    done = tracker(home, *arguments, code=1)
    assert f"no database in {home}" in done.stderr and "TRACKER_HOME" in done.stderr
    assert not home.exists()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda home: (home / "docket-1.db").rename(home / "elsewhere"), "points at nothing"),
        (
            lambda home: (home / "corrections.csv").write_text("table,row_id\nx\n"),
            "corrections.csv, line 1: there is no column 'field'",
        ),
        (
            lambda home: run_sql(
                home / "archive.db", "update snapshots set fetched_at = '2999-01-01T00:00:00Z'"
            ),
            "set the clock right",
        ),
        (
            lambda home: run_sql(
                home / "archive.db",
                "insert into runs (source, started_at) values ('pacer_rss', '2999-01-01T00:00:00Z')",
            ),
            "asked at 2999-01-01T00:00:00Z; set the clock right",
        ),
        (
            lambda home: run_sql(
                home / "docket.db", "update dockets set case_id = 'no-such-case' where rowid = 1"
            ),
            "rows that are not there",
        ),
    ],
)
def test_doctor_finds_what_is_wrong(home, spoil, words):
    spoil(home)
    assert words in tracker(home, "doctor", code=1).stdout


def test_show_prints_what_a_page_yields_and_stores_nothing(tmp_path):
    assert "DocketEntry(" in tracker(tmp_path / "home", "show", SHEET).stdout
    assert not (tmp_path / "home").exists()


# Corrections


@pytest.fixture(scope="module")
def built_with_a_sheet(built_home, tmp_path_factory):
    home = shutil.copytree(built_home, tmp_path_factory.mktemp("sheet") / "home", symlinks=True)
    tracker(home, "import", SHEET)
    return home


@pytest.fixture
def imported(built_with_a_sheet, tmp_path):
    """A home of the test's own with one imported docket."""
    return shutil.copytree(built_with_a_sheet, tmp_path / "home", symlinks=True)


def corrections(home):
    with (home / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_corrections_are_shown_the_later_wins_and_all_outlive_a_rebuild(imported):
    fields = "select caption, cause from dockets where docket_id = ?"
    [(caption, *_)] = query(imported, fields, DOCKET)
    done = tracker(imported, "correct", "dockets", DOCKET, "caption", caption, *WHO)
    assert done.stdout == f"dockets {DOCKET}: caption is {caption!r} already; nothing was changed\n"
    assert not (imported / "corrections.csv").exists()
    for words in ("First v. Thought", "Doe, a minor v. Chirpwell"):  # within a second, perhaps
        assert "caption was" in tracker(imported, "correct", "dockets", DOCKET, "caption", words, *WHO).stdout
    (imported / "corrections.csv").unlink()  # it comes back from the archive
    tracker(imported, "correct", "dockets", DOCKET, "cause", "--unknown", *WHO)
    assert [(row["field"], row["made_by"]) for row in corrections(imported)] == [
        (field, "A. Editor") for field in ("caption", "caption", "cause")
    ]
    for is_rebuilt in (False, True):
        if is_rebuilt:
            assert "docket-2.db" in tracker(imported, "rebuild").stdout
        assert query(imported, fields, DOCKET) == [("Doe, a minor v. Chirpwell", None)]
        assert query(imported, "select distinct is_applied from corrections") == [(1,)]


def test_a_key_that_a_file_edited_by_hand_names_is_not_followed(imported):
    """The row that it names may not be here, and with it none of the page would be stored."""
    before = query(imported, "select outcome_ruling_id from dockets where docket_id = ?", DOCKET)
    line = f"dockets,{DOCKET},outcome_ruling_id,no-such-ruling,a guess,A. Editor,2026-01-01T00:00:00Z"
    (imported / "corrections.csv").write_text(f"table,row_id,field,value,reason,made_by,made_at\n{line}\n")
    assert "corrections: 1 looked at, 1 new" in tracker(imported, "run", "corrections").stdout
    assert query(imported, "select outcome_ruling_id from dockets where docket_id = ?", DOCKET) == before
    assert query(imported, "select is_applied from corrections") == [(0,)]


def test_a_file_edited_by_hand_is_taken_up_and_a_line_taken_out_is_taken_back(imported):
    (old,) = query(imported, "select caption from dockets where docket_id = ?", DOCKET)
    # with the mark and the line ends that a spreadsheet writes
    line = f'{DOCKET},"Roe v. Elsewhere, Inc.",dockets,caption,misspelt,A. Editor,2026-01-01T00:00:00Z'
    header = "row_id,value,table,field,reason,made_by,made_at"
    (imported / "corrections.csv").write_bytes(b"\xef\xbb\xbf" + f"{header}\r\n{line}\r\n".encode())
    assert "corrections: 1 looked at, 1 new" in tracker(imported, "run", "corrections").stdout
    assert query(imported, "select caption from dockets where docket_id = ?", DOCKET) == [
        ("Roe v. Elsewhere, Inc.",)
    ]
    tracker(imported, "correct", "dockets", DOCKET, "cause", "47:230", *WHO)
    assert [row["field"] for row in corrections(imported)] == ["caption", "cause"]
    (imported / "corrections.csv").write_text(header + "\n")
    tracker(imported, "run", "corrections")
    assert query(imported, "select caption from dockets where docket_id = ?", DOCKET) == [old]


def test_run_says_what_each_source_came_to_and_a_bad_line_in_a_file_stops_nothing_else(home):
    assert tracker(home, "run", "catalog").stdout == f"catalog: {count_catalog_files()} looked at, 0 new\n"
    assert [turn["source"] for turn in tracker_json(home, "run", "catalog")] == ["catalog"]
    (home / "corrections.csv").write_text("table,row_id,field,value,reason,made_by,made_at\ndockets,x\n")
    done = tracker(home, "run", "catalog", code=1)
    assert (
        "corrections.csv, line 2" in done.stdout
        and f"catalog: {count_catalog_files()} looked at" in done.stdout
    )


# Suppression


def test_what_is_taken_down_stands_in_no_file_and_a_purge_lists_asks_and_erases(imported):
    [(entry_id, text), *_] = query(
        imported,
        "select entry_id, text from docket_entries where docket_id = ? and length(text) > 40",
        DOCKET,
    )
    tracker(imported, "suppress", "entry", entry_id, *WHO)
    removed = query(imported, "select text from docket_entries where entry_id = ?", entry_id)
    assert removed == [("[removed from publication]",)]
    # The archive holds it compressed, until a purge.
    assert not [path for path in imported.iterdir() if path.is_file() and text.encode() in path.read_bytes()]
    party_id, name = query(
        imported, "select participation_id, name from participations where docket_id = ? limit 1", DOCKET
    )[0]
    asked = tracker(imported, "suppress", "party", party_id, "--purge", *WHO, code=1, answer="n\n")
    assert "import:district_ordinary.html" in asked.stdout and "nothing was changed" in asked.stderr
    assert query(imported, "select name from participations where participation_id = ?", party_id) == [
        (name,)
    ]
    tracker(imported, "suppress", "party", party_id, "--purge", "--yes", *WHO)
    purged = "select body is null, purge_reason from snapshots where source = 'pacer_docket'"
    assert run_sql(imported / "archive.db", purged) == [(1, WHO[1])]
    taken_down = run_sql(imported / "archive.db", "select scope, is_purged from suppressions")
    assert sorted(taken_down) == [("entry", 0), ("party", 1)]
    assert name not in str(query(imported, "select * from participations where docket_id = ?", DOCKET))
    assert (
        "erased on request" in tracker(imported, "import", SHEET).stdout
    )  # the same file does not bring it back


def test_a_catalog_docket_cannot_be_purged_here(home):
    (docket_id,) = query(home, "select docket_id from dockets where selection = 'catalog' limit 1")[0]
    done = tracker(home, "suppress", "docket", docket_id, "--purge", "--yes", *WHO)
    assert "docket/data" in done.stderr
    assert run_sql(home / "archive.db", "select 1 from snapshots where body is null") == []


# Serving


def test_serve_serves_and_ends_and_names_a_port_that_is_taken(home):
    with serving(home) as site:
        status, body = site.ask("/docket/cases.json?_shape=array&_size=1")
        assert status == 200 and b"case_id" in body
        output = tracker(home, "serve", "--port", str(site.port), code=1).stderr
        taken = f"cannot listen on 127.0.0.1:{site.port} (Address already in use); choose another with --port"
        assert taken in output
        site.process.send_signal(signal.SIGINT)
        assert site.process.wait(timeout=120) == 0


def test_the_end_of_a_page_waits_for_no_acknowledgement(home, monkeypatch):
    """Each connection sends at once what it has; asyncio sees to it only where it opened the socket itself."""
    connected = []

    def accept(server, sockets):
        with socket.create_connection(sockets[0].getsockname()), sockets[0].accept()[0] as connection:
            connected.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        sockets[0].close()

    monkeypatch.setattr("uvicorn.Server.run", accept)
    assert CliRunner().invoke(cli, ["serve", "--port", "0"], env=environment(home)).exit_code == 0
    assert connected == [1]


OURS = "docket_id in ('cand-26-cv-99901', 'ca9-26-99901', 'cand-3-26-cv-99901')"


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "home"
    tracker(path, "demo")
    return path


def test_there_is_something_of_everything_and_whatever_is_invented_says_so(demo_home):
    assert {row[0] for row in query(demo_home, f"select selection from dockets where {OURS}")} == {
        "confirmed"
    }
    kinds = {row[0] for row in query(demo_home, f"select kind from changes where {OURS}")}
    assert {"entry_added", "entry_edited", "entry_disappeared", "hearing_changed"} <= kinds
    hearings = query(demo_home, f"select status, date from hearings where {OURS}")
    today = datetime.now(UTC).date().isoformat()
    assert {"held", "scheduled"} <= {status for status, _ in hearings}
    assert any(status == "scheduled" and day > today for status, day in hearings)
    for table in ("rulings", "claims", "participations", "case_links", "motions"):
        assert query(demo_home, f"select 1 from {table} where {OURS}"), table
    captions = query(demo_home, f"select caption from dockets where {OURS}")
    texts = query(demo_home, f"select text from docket_entries where {OURS}")
    assert captions and all("invented" in row[0] for row in captions)
    assert texts and all(row[0].endswith("[Invented example]") for row in texts)


def test_it_is_made_once_and_anew_when_it_is_old(demo_home):
    assert "is there already" in tracker(demo_home, "demo").stdout
    (demo_home / DEMO_MARK).write_text((datetime.now(UTC) - timedelta(days=3)).isoformat())
    assert "is made" in tracker(demo_home, "demo").stdout


def test_it_goes_into_no_real_home_and_nothing_real_into_it(home, demo_home):
    before = (home / "archive.db").stat().st_size
    assert "real dockets" in tracker(home, "demo", code=1).stderr
    assert (home / "archive.db").stat().st_size == before
    for command in (("run", "catalog"), ("locate",), ("import", __file__)):
        assert "demonstration" in tracker(demo_home, *command, code=1).stderr


@pytest.mark.parametrize("today", [date(2026, 11, 27) + timedelta(days=n) for n in range(7)])
def test_no_court_sits_at_a_weekend(today):
    for is_second in (False, True):
        for docket in dockets(today, is_second):
            days = [date.fromisoformat(entry["day"]) for entry in docket["entries"]]
            assert all(day.weekday() < 5 for day in days) and "{" not in str(docket["entries"][0]["text"])


CASE = (
    "select docket_id, docket_number from dockets where court_id = 'cand' and docket_number like '%-cv-%' "
    "order by docket_id limit 1"
)


def test_a_feed_is_saved_as_it_is_for_one_docket_and_nothing_is_archived(home):
    docket_id, number = query(home, CASE)[0]
    feed = f"""<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel>
<title>California Northern District - Recent Entries</title>
<link>https://ecf.cand.uscourts.gov</link><description>Docket entries of type: all</description>
<lastBuildDate>Tue, 05 Mar 2024 01:20:15 GMT</lastBuildDate>
<item><title>{number} Roe v. Example</title><link>https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?440001</link>
<description>[Motion Hearing]</description>
<guid isPermaLink="true">https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?440001&amp;75</guid>
<pubDate>Tue, 05 Mar 2024 00:58:40 GMT</pubDate></item></channel></rss>""".encode()
    with Server(
        {
            "/cand": Page(
                feed, headers={"Content-Type": "text/xml", "Set-Cookie": "session=hush", "ETag": '"1"'}
            )
        }
    ) as server:
        for _ in range(2):
            done = tracker(
                home, "capture", "pacer_rss", docket_id, TRACKER_PACER_RSS_URL=f"{server.url}/{{court}}"
            )
        assert "If-None-Match" not in server.asked[-1][1]
        assert set(server.paths()) == {"/cand"}  # no other court of the watch list
    [path] = [line for line in done.stdout.splitlines() if line]
    assert path.endswith(".xml") and number in open(path).read()
    asked = json.loads(open(f"{path}.request.json").read())
    assert (
        asked["source"] == "pacer_rss" and asked["url"].endswith("/cand") and "hush" not in json.dumps(asked)
    )
    assert str(home / "captures" / "pacer_rss" / docket_id) in path
    assert run_sql(home / "archive.db", "select 1 from snapshots where source = 'pacer_rss'") == []


def test_courtlistener_is_asked_for_one_docket_and_the_token_is_not_saved(home):
    docket_id, number = query(home, CASE)[0]
    with CourtListener() as site:
        site.add("dockets", cl.docket(68123456, docket_number=number))
        done = tracker(
            home,
            "capture",
            "courtlistener",
            docket_id,
            TRACKER_COURTLISTENER_URL=site.url,
            COURTLISTENER_TOKEN=TOKEN,
        )
        assert site.refused == 0 and 1 <= len(site.paths()) <= 4
    saved = [open(line).read() for line in done.stdout.splitlines()]
    assert any("68123456" in text for text in saved) and not any(TOKEN in text for text in saved)


@pytest.mark.parametrize(
    ("body", "gone", "kept"),
    [
        (b'{"secret_key": "kkkk", "id": 7}', b"kkkk", b'"id": 7'),
        (b'{"token":"a\\"b", "id": 7}', b'a\\"b', b'"id": 7'),
        (b"Authorization: Token " + TOKEN.encode(), TOKEN.encode(), b"Authorization"),
        (b"x\nSet-Cookie: PacerSession=1\ny", b"PacerSession", b"\ny"),
        (b'<input type="hidden" name="CSRF" value="csrf_-17"><p>Docket</p>', b"csrf_-17", b"Docket"),
        (b"mail jane.roe+x@lawyers.example now", b"jane.roe", b"now"),
        (b"%PDF-1.7 \xff\xfe binary", b"nothing", b"%PDF-1.7 \xff\xfe binary"),
    ],
)
def test_what_is_private_is_not_saved(body, gone, kept):
    stripped = strip_body(body, "page")
    assert gone not in stripped and kept in stripped


def test_a_failure_is_said_and_nothing_is_saved(home):
    docket_id, _ = query(home, CASE)[0]
    done = tracker(home, "capture", "pacer_rss", docket_id, code=1, confined=("try_again_after", 0))
    assert "no connection" in done.stderr and not (home / "captures").exists()
