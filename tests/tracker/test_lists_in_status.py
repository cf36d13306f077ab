"""A list that fails is an issue and a line of `status`; a server that refuses us is said to."""

from pathlib import Path

import pytest

from db import ledger
from docket.records import DocketRef
from docket.snapshot import Form, Listing, Snapshot
from scrapers.court_lists.where import EXPECTED_REFUSALS, OPINIONS, RECORDINGS
from scrapers.failures import FetchError, Refused
from scrapers.http.urls import host_of
from scrapers.source import Source
from scrapers.sources import appellate_opinions
from tests.worlds.court_pages import cut
from tests.worlds.expected import FIXTURES
from tests.worlds.taking_turns import take_turn
from tracker import status
from tracker.home import open_house
from tracker.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path, contact="a@example.org", addresses={}, courtlistener_token=None, fetch_seconds=None
    )


class Lists(Source):
    """The source of opinions, with what it yields given."""

    NAME, EVERY_MINUTES, NETWORK = "appellate_opinions", 1440, True

    def __init__(self, *things):
        self.things = things

    def fetch(self, http, watch):
        yield from self.things

    def parse(self, snapshot):
        return appellate_opinions.SOURCE.parse(snapshot)


def looked(day, body=b"", count=20):
    page = (FIXTURES / "appellate_opinions" / "ordinary.ca1").read_bytes()
    snapshot = cut(appellate_opinions.SOURCE, "ca1", body or page, DocketRef("ca1", "23-9001"))
    values = snapshot.__dict__ | {"fetched_at": f"2024-03-{day:02}T17:00:00Z"}
    values |= {} if body else {"item_count": count, "listing": Listing("appellate_opinions.ca1", (str(day),))}
    names = Snapshot.__dataclass_fields__
    return Snapshot(**{name: value for name, value in values.items() if name in names})


def run(house, *things):
    return take_turn(house, Lists(*things))


def shown(settings):
    return next(source for source in status.read_status(settings) if source.source == "appellate_opinions")


def codes(house):
    return [row[0] for row in house.store.db.execute("select code from issues order by rowid")]


def test_a_list_that_fails_is_an_issue_and_a_line_of_status(settings):
    changed = (FIXTURES / "appellate_opinions" / "ordinary.ca1").read_bytes().replace(b"23-900", b"case ")
    with open_house(settings) as house:
        outcome = run(house, *(looked(day) for day in range(4, 15)))
        assert outcome.errors == [] and not shown(settings).lists
        outcome = run(house, looked(18, count=0))
        assert "suddenly-empty" in codes(house) and "holds nothing" in outcome.errors[0]
        run(house, looked(19, body=changed))
        assert "unreadable-list" in codes(house)
        assert {listing["code"] for listing in shown(settings).lists} == {"suddenly-empty", "unreadable-list"}
        assert shown(settings).is_bad
        before = codes(house)
        house.store.db.execute("select 1")
    settings.docket_path.resolve().unlink()
    settings.docket_path.unlink()
    with open_house(settings) as house:  # a rebuild finds the same
        assert sorted(codes(house)) == sorted(before)
        run(house, looked(20))
        assert shown(settings).lists == []


def test_a_server_that_is_known_to_refuse_us_is_no_alarm_and_any_other_is(settings):
    url = "https://media.ca8.uscourts.gov/x"
    known, other = Refused(f"{url}: no", url), Refused("https://a.example.org/: no", "https://a.example.org/")
    with open_house(settings) as house:
        run(house, looked(4), known)
        source = shown(settings)
        assert (source.state, [refusal["url"] for refusal in source.refused]) == ("refused us", [url])
        assert source.refused[0]["message"].startswith("refused us: ") and not source.is_bad
        run(house, known, other)
        assert shown(settings).state == "failed"
        run(house, known, FetchError("https://b.example.org/: 500", "https://b.example.org/", 500))
        assert shown(settings).state == "failed"


def test_what_is_expected_to_refuse_is_what_we_ask():
    asked = {host_of(listed.url.partition("{")[0]) for listed in (*OPINIONS, *RECORDINGS)}
    assert set(EXPECTED_REFUSALS) & asked >= set(EXPECTED_REFUSALS) - {"www.cafc.uscourts.gov"}


def test_the_snapshot_of_a_look_keeps_its_listing_to_itself():
    snapshot = Snapshot("recap", "x", "2024-03-01T00:00:00Z", b"", Form.RECAP)
    assert snapshot.listing is None and "listing" not in repr(snapshot)


def test_a_court_of_which_govinfo_never_had_a_docket_is_named(settings):
    looks = {"ca13": ["absent"] * 5, "cand": [*["absent"] * 9, "changed"], "ca4": ["absent"] * 4}
    at = "2026-03-01T12:00:00Z"
    with open_house(settings) as house:
        for court, results in looks.items():
            for n, result in enumerate(results):
                url = f"https://g.example/{court}-{n}"
                ledger.add_check(house.archive, "govinfo", url, result, at, court_id=court)
                ledger.add_check(house.archive, "recap", url, "absent", at, court_id=court)
        run(house, looked(4))
        [named] = ledger.courts_never_found(house.archive)
        assert (named["source"], named["court_id"], named["asked"]) == ("govinfo", "ca13", 5)
    sources = {source.source: source for source in status.read_status(settings)}
    assert sources["govinfo"].never_found == [named] and sources["recap"].never_found == []
