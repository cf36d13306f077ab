"""Sliding limits: so many requests in so many seconds, kept across restarts."""

import pytest

from db import archive, ledger
from docket.snapshot import Form
from scrapers.courtlistener.client import Client
from scrapers.courtlistener.queries import API
from scrapers.failures import NotNow
from scrapers.http.get import Http
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server

FREE = ((60, 5), (3600, 50), (86_400, 125))


class Site(Server):
    def __init__(self):
        super().__init__({"/page": Page(b"x"), "/api-usage/": Page(b"x")})


def client(site, clock, kept=None, windows=FREE, uncounted="/api-usage/"):
    http = Http(kept or MemoryLedger(), addresses={"TEST": site.url}, clock=clock, sleep=clock.sleep)
    http.limit(site.url, windows, uncounted)
    return http


def ask(http, site, path="/page"):
    return http.get(f"{site.url}{path}", source="test", form=Form.API, conditional=False)


def test_a_full_minute_is_waited_out_and_a_full_hour_handed_back():
    clock = Clock("2026-03-10T12:00:00+00:00")
    with Site() as site:
        http = client(site, clock)
        with pytest.raises(NotNow) as caught:
            for _ in range(60):
                ask(http, site)
        assert len(site.paths()) == 49  # and robots.txt
        # ten minutes' fives, each after 65 seconds: a slow request arrives later than it was booked
        assert len(clock.slept) == 9 and set(clock.slept) == {65}
        assert (
            caught.value.retry_at == "2026-03-10T13:00:05Z"
            and "may be asked 50 times in 60 minutes" in str(caught.value)
        )


@pytest.mark.parametrize(("windows", "path"), [(FREE, "/api-usage/"), ((), "/page")])
def test_what_does_not_count_or_has_no_limit_waits_for_nothing(windows, path):
    clock = Clock()
    with Site() as site:
        http = client(site, clock, windows=windows)
        for _ in range(60):
            ask(http, site, path)
        assert clock.slept == [] and http.recent(site.url, 60) == (1 if windows else 0)  # robots.txt


def test_a_limit_of_nothing_lets_nothing_through():
    """Another program spent all of a token's requests."""
    with Site() as site, pytest.raises(NotNow):
        ask(client(site, Clock(), windows=((86_400, 0),)), site)


def test_the_log_of_requests_outlives_the_process(tmp_path):
    clock = Clock()
    with Site() as site:
        for _ in range(3):
            db = archive.open_archive(tmp_path / "archive.db")
            with pytest.raises(NotNow):
                for _ in range(60):
                    ask(client(site, clock, ledger.Ledger(db)), site)
            clock.sleep(7200)
            db.close()
        assert len([path for path, _ in site.asked]) == 125  # 50, 50, and what was left of the day


def test_old_requests_are_forgotten(tmp_path):
    kept = ledger.Ledger(archive.open_archive(tmp_path / "archive.db"))
    for day in ("2026-03-01", "2026-03-02", "2026-03-09", "2026-03-10"):
        kept.log_request("a.gov", f"{day}T00:00:00Z")
    kept.log_request("b.gov", "2026-03-10T00:00:00Z")
    assert kept.requests_since("a.gov", "2026-01-01T00:00:00Z") == [
        "2026-03-09T00:00:00Z",
        "2026-03-10T00:00:00Z",
    ]


@pytest.mark.parametrize(("keys", "a_day"), [({"COURTLISTENER": "key"}, 125), ({}, 100)])
def test_courtlistener_has_the_free_tier_before_it_says_otherwise(keys, a_day):
    http = Http(MemoryLedger(), keys=keys)
    base = Client(http, "courtlistener").base
    assert http._turns.windows(f"{base}{API}search/") == (*FREE[:2], (86_400, a_day))
    assert http._turns.windows(f"{base}{API}api-usage/") == ()
    assert http._turns.windows("https://example.org/") == ()
