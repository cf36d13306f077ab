"""The file that a new source is begun from works as it stands."""

from datetime import date

import pytest

from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.http.get import Http
from scrapers.source import FetchError, WatchList, load_sources
from scrapers.sources import _template
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server

ROW = "<tr><td>3:24-cv-90001</td><td>03/15/2024</td><td>7</td><td>MOTION to Dismiss</td></tr>"
PAGE = f"<html><table id='new'><tr><th>Case</th></tr>{ROW}<tr><td>soon</td></tr></table></html>"
REF = DocketRef("cand", "3:24-cv-90001")


def snapshot_of(body: str) -> Snapshot:
    return Snapshot(
        "template",
        "https://court.example/new/cand.html",
        "2024-03-16T00:00:00Z",
        body.encode(),
        Form.SHEET,
        court_id="cand",
    )


def test_a_row_is_an_entry_and_what_is_none_an_issue():
    docket, entry, issue = _template.SOURCE.parse(snapshot_of(PAGE))
    assert docket == Docket(ref=REF)
    assert entry == DocketEntry(
        ref=REF, text="MOTION to Dismiss", entry_number="7", date_filed=date(2024, 3, 15)
    )
    assert isinstance(issue, Issue) and issue.value == "soon"


@pytest.mark.parametrize(("number", "filed"), [("no number", "03/15/2024"), ("3:24-cv-90001", "13/45/2024")])
def test_a_row_that_cannot_be_read_costs_only_itself(number, filed):
    bad = ROW.replace("3:24-cv-90001", number).replace("03/15/2024", filed)
    issue, docket, entry = _template.SOURCE.parse(snapshot_of(f"<table id='new'>{bad}{ROW}</table>"))
    assert isinstance(issue, Issue) and entry.text == "MOTION to Dismiss" and docket.ref == REF


def test_another_page_is_refused():
    with pytest.raises(ParseError, match="not one"):
        list(_template.SOURCE.parse(snapshot_of("<p>Maintenance</p>")))


@pytest.mark.parametrize(
    ("body", "is_unreadable"), [(PAGE, False), ("<p>Maintenance</p>", True), (PAGE[: len(PAGE) // 2], True)]
)
def test_each_watched_court_is_asked_and_what_is_no_page_is_marked_when_it_comes(body, is_unreadable):
    clock = Clock()
    with Server({"/new/cand.html": Page(body.encode(), headers={"Content-Type": "text/html"})}) as server:
        addresses = {"TEMPLATE": server.url + "/new/{court}.html"}
        http = Http(MemoryLedger(), addresses=addresses, clock=clock, sleep=clock.sleep)
        failed, answer = _template.SOURCE.fetch(http, WatchList((REF, DocketRef("cacd", "2:24-cv-90001"))))
    assert isinstance(failed, FetchError) and failed.status == 404  # and stops no other
    assert answer.is_unreadable == is_unreadable


def test_it_is_no_source_itself():
    assert "template" not in load_sources()
