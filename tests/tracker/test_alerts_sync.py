"""Subscribing at CourtListener: whom first, how many, and what is said of the rest."""

import json
from datetime import date
from urllib.parse import urlsplit

import pytest

from docket.records import DocketRef
from scrapers.courtlistener.client import Client
from scrapers.courtlistener.steps import Watched
from scrapers.http.get import Http
from scrapers.source import FetchError
from tests.worlds.command import built_home, home, tracker  # noqa: F401
from tests.worlds.courtlistener_server import ROOT, TOKEN, CourtListener
from tests.worlds.loopback import Clock, MemoryLedger, Page
from tracker.alerts.courtlistener import rank_dockets, sync_alerts

TODAY = date(2026, 3, 10)


def watched(name, number=None, **more):
    return Watched(name, DocketRef("cand", "3:24-cv-01234"), (number,) if number else (), **more)


def alert_row(docket, kind=1):
    return {
        "id": docket * 10,
        "date_created": "2026-01-01T00:00:00-08:00",
        "date_modified": "2026-01-01T00:00:00-08:00",
        "date_last_hit": None,
        "secret_key": "k" * 40,
        "alert_type": kind,
        "docket": docket,
    }


@pytest.fixture
def site():
    with CourtListener(clock=Clock()) as opened:
        opened.alerts, opened.posted, opened.status = [], [], 201

        def answer(handler):
            asked = dict(handler.headers)
            opened.times.append(opened.clock())
            if asked.get("Authorization") != f"Token {TOKEN}":
                return send(handler, 401, {"detail": "Invalid token."})
            if handler.command == "POST":
                number = json.loads(handler.rfile.read(int(asked["Content-Length"])))["docket"]
                opened.posted.append(number)
                if opened.status == 201:
                    opened.alerts.append(alert_row(number))
                return send(handler, opened.status, alert_row(number))
            start = int(urlsplit(handler.path).query.partition("cursor=")[2] or 0)
            following = (
                f"{opened.url}{ROOT}docket-alerts/?page_size=50&cursor={start + 50}"
                if start + 50 < len(opened.alerts)
                else None
            )
            return send(
                handler,
                200,
                {"next": following, "previous": None, "results": opened.alerts[start : start + 50]},
            )

        def send(handler, status, value):
            body = json.dumps(value).encode()
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        def do_post(handler):
            opened.asked.append((handler.path, dict(handler.headers)))
            answer(handler)

        opened.faults.append(("docket-alerts", answer))
        opened._server.RequestHandlerClass.do_POST = do_post
        yield opened


def run(site, ranked, most=5, is_dry=False):
    http = Http(
        MemoryLedger(),
        addresses={"COURTLISTENER": site.url},
        keys={"COURTLISTENER": TOKEN},
        clock=site.clock,
        sleep=site.clock.sleep,
    )
    return sync_alerts(Client(http, "courtlistener"), http, ranked, most, is_dry)


def test_the_most_pressing_come_first():
    soon = watched("soon", 1, next_hearing=date(2026, 3, 12))
    later = watched("later", 2, next_hearing=date(2026, 9, 1))
    busy, quiet = (
        watched("busy", 3, last_entry=date(2026, 3, 9)),
        watched("quiet", 4, last_entry=date(2020, 1, 1)),
    )
    candidate = watched("candidate", 5, last_entry=date(2026, 3, 10), is_candidate=True)
    gone = [watched("closed", 6, is_closed=True), watched("old", 7, is_watched=False)]
    assert [
        docket.docket_id for docket in rank_dockets([candidate, quiet, busy, *gone, later, soon], TODAY)
    ] == [
        "soon",
        "later",
        "busy",
        "quiet",
        "candidate",
    ]


def test_the_account_s_limit_is_kept_and_what_is_beyond_is_named(site):
    site.alerts = [alert_row(1), alert_row(999)]  # one of ours, one of the operator's own
    done = run(
        site,
        [watched("a", 1), watched("b", 2), watched("c"), watched("d", 4), watched("e", 5), watched("f", 6)],
        most=4,
    )
    assert (done.standing, done.subscribed, done.beyond, done.unknown, done.others) == (
        ["a"],
        ["b", "d"],
        ["e", "f"],
        ["c"],
        1,
    )
    assert site.posted == [2, 4]
    words = "\n".join(done.lines(4, False))
    assert (
        "beyond the 4 alerts of the account (--most): e, f" in words
        and "not found at CourtListener yet" in words
    )
    again = run(site, [watched("a", 1), watched("b", 2), watched("d", 4)], most=4)
    assert again.subscribed == [] and site.posted == [2, 4]  # a second time nothing is asked


@pytest.mark.parametrize(
    ("alerts", "most", "is_dry", "expected"),
    [
        pytest.param([], 5, True, {"subscribed": ["a", "b"]}, id="a dry run"),
        pytest.param(
            [alert_row(1, kind=0), alert_row(5)], 5, False, {"ended": ["a"]}, id="ended by somebody"
        ),
        pytest.param(
            [*(alert_row(number) for number in range(100, 219)), alert_row(1)],
            120,
            False,
            {"standing": ["a"], "beyond": ["b"], "others": 119},
            id="a list of several pages",
        ),
    ],
)
def test_what_subscribes_nothing_is_told(site, alerts, most, is_dry, expected):
    site.alerts = alerts
    done = run(site, [watched("a", 1), watched("b", 5)], most, is_dry)
    assert {name: getattr(done, name) for name in expected} == expected and site.posted == []


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refusal_ends_the_round_and_is_said(site, status):
    site.status = status
    done = run(site, [watched("a", 1), watched("b", 2)])
    assert (
        done.subscribed == []
        and done.beyond == ["a", "b"]
        and set(site.posted) == {1}
        and str(status) in done.errors[0]
    )
    assert TOKEN not in done.errors[0]


def test_the_limits_of_requests_hold_here_too(site):
    done = run(site, [watched(f"d{number}", number) for number in range(1, 80)], most=100)
    assert len(site.times) <= 50 and done.errors and len(done.subscribed) + len(done.beyond) == 79


def test_a_web_page_in_the_place_of_the_list_subscribes_nothing(site):
    site.faults.insert(0, ("docket-alerts", Page(b"<html>Sign in</html>")))
    with pytest.raises(FetchError, match="not the list of alerts"):
        run(site, [watched("a", 1)])
    assert site.posted == []


def test_the_command(home, site):
    done = tracker(
        home, "alerts", "sync", "--dry-run", TRACKER_COURTLISTENER_URL=site.url, COURTLISTENER_TOKEN=TOKEN
    )
    assert "not found at CourtListener yet" in done.stdout
    assert "alerts belong to an account" in tracker(home, "alerts", "sync", code=2).stderr
