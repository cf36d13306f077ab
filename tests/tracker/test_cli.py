"""The commands: what they say, what they change, and the exit code that a script goes by."""

import csv
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request

import pytest
from click.testing import CliRunner

from tests.worlds.command import (
    FIXTURES,
    count_catalog_files,
    environment,
    start,
    tracker,
    tracker_json,
)
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.sql import run_sql
from tracker import round as rounds
from tracker.__main__ import cli
from tracker.by_hand.corrections import CorrectionError, check_value

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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "nope"), f"sources are {', '.join((*rounds.BROUGHT_FIRST, *rounds.polled()))}"),
        (("run", "pacer_docket"), "cannot be fetched"),  # read from files, by import
        (("import", "not-there.html"), "does not exist"),
        (("import", "--court", "zzz", str(SHEET)), "unknown court 'zzz'"),
        (("correct", "snapshots", "x", "url", "y", *WHO), "tables are cases, dockets"),
        (
            ("correct", "dockets", "x", "snapshot_id", "y", *WHO),
            "fields are",
        ),  # provenance is not ours to edit
        (("correct", "dockets", "x", "docket_id", "y", *WHO), "fields are"),
        (
            ("correct", "dockets", "x", "case_id", "y", *WHO),
            "fields are",
        ),  # where a docket belongs is families.csv
        (("correct", "dockets", "not-a-docket", "caption", "y", *WHO), "no row 'not-a-docket'"),
        (("correct", "dockets", "x", "caption", *WHO), "either a VALUE or --unknown"),
        (("correct", "dockets", "x", "caption", "y", "--reason", " ", "--by", "A"), "--reason is blank"),
        (("suppress", "entry", "not-an-entry", *WHO), "no entry 'not-an-entry'"),
        (("review", "not-a-docket", "confirm", *WHO), "no row 'not-a-docket'"),
        (("review", "not-a-docket", "confirm"), "--reason and --by"),
        (("watch",), "TRACKER_CONTACT=docket@example.org"),
        (("show", "--court", "zzz", str(SHEET)), "unknown court 'zzz'"),
        (("serve", "--host", "no-such-host.invalid"), "not an address of this machine"),
        (("serve", "--host", "999.1.1.1"), "not an address of this machine"),
    ],
)
def test_a_wrong_command_is_a_usage_error_that_says_what_is_right(home, arguments, words):
    assert words in tracker(home, *arguments, code=2).stderr


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "archive.db").write_text("a note that somebody saved under this name, by mistake")
    assert (
        f"{tmp_path / 'archive.db'} is not a database" in tracker(tmp_path, "run", "catalog", code=1).stderr
    )
    assert "wrong archive.db" in tracker(tmp_path, "doctor", code=1).stdout


def test_run_builds_the_database_where_no_court_answers(tmp_path):
    done = tracker(tmp_path / "home", "run", "--limit-seconds", "4", code=1)
    assert f"catalog: {count_catalog_files()} looked at, {count_catalog_files()} new" in done.stdout
    assert "pacer_rss:" in done.stdout and "failed" in done.stdout
    assert "TRACKER_CONTACT is not set" in done.stderr
    assert query(tmp_path / "home", "select count(*) from dockets")[0][0] > 15


def test_run_says_what_each_source_came_to(home):
    assert tracker(home, "run", "catalog").stdout == f"catalog: {count_catalog_files()} looked at, 0 new\n"
    assert [turn["source"] for turn in tracker_json(home, "run", "catalog")] == ["catalog"]


def test_a_source_tried_lately_is_not_due(home):
    waits = {"code": 1, "confined": ("try_again_after", 60)}  # nobody is asked twice within the time given
    tracker(home, "run", "--limit-seconds", "2", **waits)
    # What the time limit cut off is due again, and fails again.
    done = tracker(home, "run", "--due", "--limit-seconds", "2", **waits)
    assert "pacer_rss: not due before" in done.stdout and "scotus_lists: not due before" in done.stdout


def test_status_says_ok_late_and_no_database(home, tmp_path):
    for command in ("status", "serve", "plan", "verify"):
        assert "no database" in tracker(tmp_path / "none", command, code=2).stderr
    states = {source["source"]: source["state"] for source in tracker_json(home, "status", code=1)}
    assert states["pacer_rss"] == "late" and states["catalog"] == "by hand"
    archive = sqlite3.connect(home / "archive.db")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    for name in rounds.polled():
        archive.execute(
            "insert into runs (source, started_at, finished_at, result) values (?, ?, ?, 'ok')",
            (name, now, now),
        )
    archive.commit()
    assert {source["state"] for source in tracker_json(home, "status")} == {"ok", "by hand"}


def test_sources_shows_the_form_of_each(home):
    sources = {source["source"]: source for source in tracker_json(home, "sources")}
    assert sources["pacer_rss"]["every_minutes"] == 20 and sources["pacer_rss"]["network"]
    assert sources["pacer_rss"]["address"] == "http://127.0.0.1:9/{court}"
    assert all(source["reads"] and source["gives"] and source["lacks"] for source in sources.values())


def test_doctor_is_content_with_a_good_home_and_keeps_the_token(home):
    done = tracker(home, "doctor", COURTLISTENER_TOKEN="s3cr3t-t0ken", TRACKER_CONTACT="docket@example.org")
    assert "s3cr3t" not in done.stdout + done.stderr
    assert "token: COURTLISTENER_TOKEN is set (not shown)" in done.stdout and "wrong" not in done.stdout


def test_doctor_names_a_setting_that_means_nothing(home):
    given = {
        "TRACKER_CONTCT": "a@b.example",
        "TRACKER_CONGRES_KEY": "k3y",
        "TRACKER_PACER_RS_URL": "http://127.0.0.1:9",
    }
    output = tracker(home, "doctor", **given).stdout
    assert "TRACKER_CONTCT means nothing here; is TRACKER_CONTACT meant?" in output
    assert (
        "TRACKER_CONGRES_KEY means nothing here; is TRACKER_CONGRESS_KEY meant?" in output
        and "k3y" not in output
    )
    assert "TRACKER_PACER_RS_URL means nothing here; is TRACKER_PACER_RSS_URL meant?" in output
    assert "note  token: COURTLISTENER_TOKEN is not set" in output


def test_doctor_tells_of_alerts_that_were_given_up(home):
    run_sql(
        home / "archive.db",
        "insert into messages (message_id, place, subscription, made_at, attempts, state, ended_at, error) values "
        "('m1', 'desk', 'all', '2020-01-01T00:00:00Z', 10, 'dead', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'HTTP 500')",
    )
    assert "wrong alerts: 1 messages were given up" in tracker(home, "doctor", code=1).stdout
    run_sql(home / "archive.db", "update messages set ended_at = '2020-01-02T00:00:00Z'")
    assert "note  alerts: 1 messages were given up" in tracker(home, "doctor").stdout


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
        (lambda home: (home / "corrections.csv").write_text("table,row_id\nx\n"), "corrections.csv, line 2"),
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


def test_rebuild_gives_the_same_tables_a_new_file(home):
    before = query(home, "select * from dockets order by docket_id")
    assert "docket-2.db" in tracker(home, "rebuild").stdout
    assert (home / "docket.db").resolve().name == "docket-2.db" and not (home / "docket-1.db").exists()
    assert query(home, "select * from dockets order by docket_id") == before


def test_show_prints_what_a_page_yields_and_stores_nothing(tmp_path):
    assert "DocketEntry(" in tracker(tmp_path / "home", "show", SHEET).stdout
    assert not (tmp_path / "home").exists()
    empty = tmp_path / "empty.html"
    empty.write_text("")
    assert "the file is empty" in tracker(tmp_path / "home", "show", empty, code=1).stderr


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
    with (home / "corrections.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_correction_is_shown_and_outlives_a_rebuild(imported):
    done = tracker(imported, "correct", "dockets", DOCKET, "caption", "Doe, a minor v. Chirpwell", *WHO)
    assert "caption was" in done.stdout
    assert [(row["field"], row["made_by"]) for row in corrections(imported)] == [("caption", "A. Editor")]
    for is_rebuilt in (False, True):
        if is_rebuilt:
            tracker(imported, "rebuild")
        assert query(imported, "select caption from dockets where docket_id = ?", DOCKET) == [
            ("Doe, a minor v. Chirpwell",)
        ]
        assert query(imported, "select field, is_applied from corrections") == [("caption", 1)]


def test_a_correction_to_what_is_there_already_does_nothing_and_says_so(imported):
    [(caption,)] = query(imported, "select caption from dockets where docket_id = ?", DOCKET)
    done = tracker(imported, "correct", "dockets", DOCKET, "caption", caption, *WHO)
    assert done.stdout == f"dockets {DOCKET}: caption is {caption!r} already; nothing was changed\n"
    assert not (imported / "corrections.csv").exists()


def test_the_later_of_two_corrections_within_a_second_wins(imported):
    for caption in ("First v. Thought", "Second v. Thought"):
        tracker(imported, "correct", "dockets", DOCKET, "caption", caption, *WHO)
    assert query(imported, "select caption from dockets where docket_id = ?", DOCKET) == [
        ("Second v. Thought",)
    ]


def test_a_field_can_be_said_to_be_unknown(imported):
    tracker(imported, "correct", "dockets", DOCKET, "demand", "--unknown", *WHO)
    tracker(imported, "correct", "dockets", DOCKET, "cause", "--unknown", *WHO)
    assert query(imported, "select cause, demand from dockets where docket_id = ?", DOCKET) == [(None, None)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("date_filed", "March 5", "a date like 2024-03-05"),
        ("outcome_230", "won", "one of immune"),
        ("selection", "maybe", "one of catalog"),
        ("plaintiff_type", "minor; nobody", "one of individual, minor"),
        ("caption", " ", "--unknown"),
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused(imported, field, value, words):
    assert words in tracker(imported, "correct", "dockets", DOCKET, field, value, *WHO, code=2).stderr
    assert not (imported / "corrections.csv").exists()


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("dockets", "plaintiff_type", "minor; business"),
        ("hearings", "status", "held"),
        ("rulings", "kind", "opinion"),
    ],
)
def test_a_value_is_measured_by_the_words_of_its_own_column(table, field, value):
    """A hearing's status was measured by a docket's: neither "held" nor "moved" could be said of one."""
    check_value(table, field, value)
    with pytest.raises(CorrectionError, match="is one of"):
        check_value(table, field, "closed shop")


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
    assert [
        row["field"]
        for row in csv.DictReader((imported / "corrections.csv").read_text("utf-8-sig").splitlines())
    ] == ["caption", "cause"]
    (imported / "corrections.csv").write_text(header + "\n")
    tracker(imported, "run", "corrections")
    assert query(imported, "select caption from dockets where docket_id = ?", DOCKET) == [old]


def test_a_bad_line_in_the_file_stops_nothing_else(home):
    (home / "corrections.csv").write_text("table,row_id,field,value,reason,made_by,made_at\ndockets,x\n")
    done = tracker(home, "run", "catalog", code=1)
    assert (
        "corrections.csv, line 2" in done.stdout
        and f"catalog: {count_catalog_files()} looked at" in done.stdout
    )


def test_a_lost_corrections_file_comes_back_from_the_archive(imported):
    tracker(imported, "correct", "dockets", DOCKET, "caption", "Kept v. Lost", *WHO)
    (imported / "corrections.csv").unlink()
    tracker(imported, "correct", "dockets", DOCKET, "cause", "47:230", *WHO)
    assert [row["field"] for row in corrections(imported)] == ["caption", "cause"]


# Review


def test_review_lists_what_awaits_a_decision_and_takes_it(imported):
    assert [row["docket_id"] for row in tracker_json(imported, "review")] == [DOCKET]
    tracker(imported, "review", DOCKET, "exclude", *WHO)
    assert tracker_json(imported, "review") == []
    assert query(imported, "select selection from dockets where docket_id = ?", DOCKET) == [("excluded",)]


# Suppression


def suppressed_words(home, words):
    """Return where these words still are, in the bytes of any file of the home."""
    return [path.name for path in home.iterdir() if path.is_file() and words.encode() in path.read_bytes()]


def test_a_suppressed_entry_leaves_every_table_and_stays_away(imported):
    entry_id, text = query(
        imported,
        "select entry_id, text from docket_entries where docket_id = ? and length(text) > 40 limit 1",
        DOCKET,
    )[0]
    assert suppressed_words(imported, text)
    tracker(imported, "suppress", "entry", entry_id, *WHO)
    for is_rebuilt in (False, True):
        if is_rebuilt:
            tracker(imported, "rebuild")
        assert query(imported, "select text from docket_entries where entry_id = ?", entry_id) == [
            ("[removed from publication]",)
        ]
        assert suppressed_words(imported, text) == []  # the archive holds it compressed, until a purge
    assert "fingerprint" not in tracker(imported, "run", "catalog").stdout


def test_a_purge_lists_asks_and_erases(imported):
    party_id, name = query(
        imported, "select participation_id, name from participations where docket_id = ? limit 1", DOCKET
    )[0]
    asked = tracker(imported, "suppress", "party", party_id, "--purge", *WHO, code=1, answer="n\n")
    assert "import:district_ordinary.html" in asked.stdout and "nothing was changed" in asked.stderr
    assert query(imported, "select name from participations where participation_id = ?", party_id) == [
        (name,)
    ]
    tracker(imported, "suppress", "party", party_id, "--purge", "--yes", *WHO)
    archive = sqlite3.connect(imported / "archive.db")
    assert archive.execute(
        "select body is null, purge_reason from snapshots where source = 'pacer_docket'"
    ).fetchall() == [(1, WHO[1])]
    assert archive.execute("select is_purged from suppressions").fetchall() == [(1,)]
    assert name not in str(query(imported, "select * from participations where docket_id = ?", DOCKET))
    assert (
        "erased on request" in tracker(imported, "import", SHEET).stdout
    )  # the same file does not bring it back


def test_a_catalog_docket_cannot_be_purged_here(home):
    (docket_id,) = query(home, "select docket_id from dockets where selection = 'catalog' limit 1")[0]
    done = tracker(home, "suppress", "docket", docket_id, "--purge", "--yes", *WHO)
    assert "docket/data" in done.stderr
    assert sqlite3.connect(home / "archive.db").execute(
        "select count(*) from snapshots where body is null"
    ).fetchone() == (0,)


# Serving


def serve(home, *arguments):
    process = start(
        ("serve", *arguments),
        environment(home, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return process, process.stdout.readline()


def test_serve_says_where_and_serves_there(home):
    process, line = serve(home, "--port", "0")
    try:
        url = line.split()[2]
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(url + "docket/cases.json?_shape=array&_size=1", timeout=120) as answer:
            assert answer.status == 200 and b"case_id" in answer.read()
        port = url.rstrip("/").rpartition(":")[2]
        output = tracker(home, "serve", "--port", port, code=1).stderr
        assert (
            f"cannot listen on 127.0.0.1:{port} (Address already in use); choose another with --port"
            in output
        )
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) == 0
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


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


def test_serve_without_a_database_says_how_to_make_one(tmp_path):
    assert "python -m tracker run" in tracker(tmp_path / "none", "serve", code=2).stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_is_not_ours_is_named(home):
    home.chmod(0o500)
    try:
        assert str(home) in tracker(home, "rebuild", code=1).stderr
    finally:
        home.chmod(0o700)
