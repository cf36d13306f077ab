"""How the tracker says that it is unwell: late courts, sudden silence, /-/healthz, latency, systemd, log lines."""

import json
import logging
import socket

import pytest

from db import archive, ledger
from docket.times import instant, parse_instant
from publish.pages.latency import percentile
from publish.serve import make_datasette
from scrapers.sources import pacer_rss
from tests.publish.checking import check_page
from tests.worlds.asking import answers_of as ask
from tests.worlds.command import tracker, tracker_json
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.sql import run_sql
from tracker import due, logs, status
from tracker.daemon.systemd import Notifier
from tracker.settings import SettingError, Settings, load_settings

NOW = "2026-03-10T15:00:00Z"


def feed_of(home, now):
    """Return the status of the courts' feeds at that time."""
    settings = Settings(home=home, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)
    (feed,) = (
        each for each in status.read_status(settings, parse_instant(now)) if each.source == "pacer_rss"
    )
    return feed


@pytest.mark.parametrize(
    ("fetched", "expected"),
    [
        ([], None),
        ([0, 40], None),  # too few runs to know what is usual
        ([0, 40, 41, 40, 39, 40], "0 answers in the last run, where 40 are usual"),
        ([4, 40, 41, 40, 39, 40], "4 answers in the last run, where 40 are usual"),
        ([5, 40, 41, 40, 39, 40], None),
        ([0, 1, 2, 1, 0, 1, 2], None),  # never had much
        ([0, 0, 0, 0, 0, 0, 0], None),
        ([40, 0, 0, 0, 0, 0, 0], None),  # it came back
    ],
)
def test_row_count_alarm(fetched, expected):
    assert status.find_alarm(fetched) == expected


def fill(home):
    """One source in order, one court of the feeds down for three hours."""
    db = archive.open_archive(home / "archive.db")
    good = parse_instant("2026-03-10T14:50:00Z")
    run = ledger.start_run(db, "pacer_rss", instant(good))
    ledger.finish_run(db, run, instant(good), "ok", None, {"fetched": 2})
    due.record_lane(db, pacer_rss.SOURCE, "nysd", good, False, [])
    due.record_lane(db, pacer_rss.SOURCE, "cand", parse_instant("2026-03-10T12:00:00Z"), False, [])
    due.record_lane(
        db, pacer_rss.SOURCE, "cand", good, True, ["https://ecf.cand.uscourts.gov: the server answered 503"]
    )
    db.close()


def test_a_court_that_is_late_is_named_while_the_others_are_in_time(home):
    fill(home)
    feed = feed_of(home, NOW)
    assert feed.state == "ok" and feed.is_bad
    (late,) = feed.late
    assert (late["lane"], late["failures"], late["good_at"]) == ("cand", 1, "2026-03-10T12:00:00Z")
    assert "503" in late["message"]
    assert feed_of(home, "2026-03-10T13:59:00Z").late == []


def test_status_says_it_and_the_exit_code_does(home):
    fill(home)
    assert "cand is late: good 2026-03-10T12:00:00Z" in tracker(home, "status", code=1).stdout
    feed = {source["source"]: source for source in tracker_json(home, "status", code=1)}["pacer_rss"]
    assert {lane["lane"] for lane in feed["late"]} == {"cand", "nysd"} and feed[
        "next_at"
    ]  # today is long after


def test_status_of_each_docket(home):
    dockets = tracker_json(home, "status", "--dockets")
    assert len(dockets) > 10 and {docket["source"] for docket in dockets} == {"catalog"}
    assert all(
        docket["is_late"] is None and docket["last_good"] and docket["last_changed"] for docket in dockets
    )
    assert "by hand; tried" in tracker(home, "status", "--dockets").stdout


@pytest.fixture
def serving(home):
    return make_datasette(home / "docket.db", home / "archive.db")


def test_healthz(home, serving):
    answer = ask(serving, "/-/healthz")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert answer.json()["status"] == "ok" and answer.json()["newest"]
    alarm = ("https://ca9.example/list", "list-silent", "ca9_opinions", "nothing new", NOW)
    columns = "list, code, source, message, began_at"
    run_sql(home / "archive.db", f"insert into list_alarms ({columns}) values (?, ?, ?, ?, ?)", *alarm)
    silent, strict = ask(serving, "/-/healthz", "/-/healthz?strict=1")
    assert (silent.status_code, strict.status_code, silent.json()["status"]) == (200, 503, "list")
    assert [listed["list"] for listed in silent.json()["lists"]] == ["https://ca9.example/list"]
    fill(home)
    late, strict = ask(serving, "/-/healthz", "/-/healthz?strict=1")
    assert (late.status_code, strict.status_code) == (200, 503)
    assert late.json()["status"] == "late" and {lane["court"] for lane in late.json()["late"]} == {
        "cand",
        "nysd",
    }


def test_healthz_of_a_copy_without_a_ledger(home):
    datasette = make_datasette(home / "docket.db")
    assert ask(datasette, "/-/healthz").json()["status"] == "unknown"


def test_latency_is_on_the_page_and_in_the_views(home, serving):
    path = home / "docket.db"
    (docket, change), *_ = run_sql(
        path,
        "select docket_id, change_id from dockets join changes using (docket_id) where court_id = 'cand'",
    )
    run_sql(path, "update dockets set first_seen = '2020-01-01T00:00:00Z' where docket_id = ?", docket)
    run_sql(
        path,
        "insert into docket_entries (entry_id, docket_id, date_filed, date_entered, entered_at, "
        "first_seen, snapshot_id, position, is_gone, version_count) "
        "with recursive n(i) as (select 1 union all select i + 1 from n limit 20) "
        "select 'test.' || i, ?, '2026-03-09', '2026-03-10', '2026-03-10T15:00:00Z', "
        "printf('2026-03-10T15:%02d:00Z', i), (select min(snapshot_id) from snapshots), i, 0, 1 from n",
        docket,
    )
    latency = run_sql(
        path,
        "select court_id, entry_count, median_days_to_entered, p95_days_to_entered, median_minutes_to_seen, "
        "p95_minutes_to_seen from court_latency",
    )
    assert latency == [("cand", 20, 1.0, 1.0, 10.5, 19.0)]
    run_sql(path, "update changes set seen_at = '2026-03-10T15:00:00Z' where change_id = ?", change)
    published = "update published set published_at = iif(change_id = ?, '2026-03-10T15:00:07Z', null)"
    run_sql(home / "archive.db", published, change)
    check_page(serving, "/status", ["How long news takes", "10.5, 95%: 19 minutes", "7, 95%: 7 seconds"])


@pytest.mark.parametrize(
    ("values", "expected"), [([], None), ([5], 5), (list(range(1, 101)), 95), ([1, 2], 2)]
)
def test_percentile(values, expected):
    assert percentile(values, 95) == expected


# systemd


@pytest.mark.parametrize("is_abstract", [False, True])
def test_systemd_is_told(tmp_path, is_abstract):
    name = f"@tracker-test-{tmp_path.name}" if is_abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if is_abstract else name)
        manager.settimeout(5)
        notifier = Notifier(name)
        notifier.notify_ready()
        notifier.beat()
        notifier.beat()  # too soon: not sent
        notifier.notify_stopping()
        assert [manager.recv(100) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


@pytest.mark.parametrize("address", [None, "/nowhere/at/all"])
def test_a_manager_that_does_not_listen_is_no_trouble(address):
    Notifier(address).notify_ready()


# Log lines


@pytest.fixture
def own_log(capsys):
    """The log as it is set up here ends with the test: its stream is closed afterwards."""
    yield capsys
    logging.getLogger().handlers.clear()


def test_log_lines_as_json_hide_every_secret(own_log):
    logs.set_up(("t0ken", "k3y"), is_daemon=True, is_json=True)
    try:
        raise ValueError("the k3y is wrong\nsecond line")
    except ValueError:
        logging.getLogger("tracker").warning("asked with %s", "t0ken", exc_info=True)
    (line,) = own_log.readouterr().err.splitlines()
    fields = json.loads(line)
    assert (
        fields["message"] == "asked with [not shown]"
        and fields["level"] == "WARNING"
        and fields["time"].endswith("Z")
    )
    assert "ValueError" in fields["error"] and "k3y" not in line and "t0ken" not in line


@pytest.mark.parametrize("is_json", [False, True])
def test_a_secret_with_a_quote_in_it_is_hidden_in_either_form(own_log, is_json):
    secret = 'q"u\\ote'
    logs.set_up((secret,), is_json=is_json)
    logging.getLogger("tracker").warning("asked with %s", secret)
    (line,) = own_log.readouterr().err.splitlines()
    assert "asked with [not shown]" in line and "ote" not in line


def test_a_form_of_log_that_is_none_is_refused():
    with pytest.raises(SettingError, match="TRACKER_LOG='xml'.*text or json"):
        load_settings({"TRACKER_LOG": "xml"})
    assert load_settings({"TRACKER_LOG": "json"}).is_log_json and not load_settings({}).is_log_json
    assert load_settings({"COURTLISTENER_TOKEN": "a", "TRACKER_CONGRESS_KEY": "b"}).secrets == ("a", "b")
