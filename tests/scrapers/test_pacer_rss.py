"""Court feeds: what of a feed is kept, and what its items say."""

import html
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef
from docket.snapshot import Form
from docket.times import instant
from scrapers.http.get import Http
from scrapers.pacer.feeds import read_feed
from scrapers.source import FetchError, WatchList
from scrapers.sources import pacer_rss
from tests.worlds.answers import feed as snapshot_of, refs_in
from tests.worlds.expected import of
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server

FIXTURES = Path(__file__).parents[1] / "fixtures" / "pacer_rss"
FEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "pacer" / "rss_feeds"
CORPUS = sorted(FEEDS.glob("*.xml"))
needs_corpus = pytest.mark.skipif(not CORPUS, reason="the shared corpus (../shared) is not here")


def fixture(name):
    return snapshot_of((FIXTURES / name).read_bytes(), name.partition("_")[0])


def entries(snapshot):
    return [record for record in pacer_rss.SOURCE.parse(snapshot) if isinstance(record, DocketEntry)]


def issues(snapshot):
    return [
        (record.code, record.value)
        for record in pacer_rss.SOURCE.parse(snapshot)
        if isinstance(record, Issue)
    ]


# ---- the corpus, item by item


def court_of(path):
    return {"sdny_1": "nysd"}.get(path.stem, path.stem.partition("_")[0])


def raw_items(body):
    """Count the items with eyes other than the parser's."""
    return re.findall(rb"<item>.*?</item>", body, re.DOTALL)


# Where the recorded parse of juriscraper differs, reviewed: (feed, field) -> who is right.
#   every caption       ours: as printed; it rewrites them ("USA" to "United States", "et al" cut)
#   every sequence      ours: in the guid of each item; it has none of items without a link, nor of appellate ones
REVIEWED = {
    # ours: ca10 prints the word "Document" where a number would stand; it puts the document's id there
    ("ca10", "document_number"),
}


@needs_corpus
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_real_feed_agrees_with_the_recorded_parse_but_for_the_reviewed(path):
    strings = pytest.importorskip("juriscraper.lib.string_utils")
    snapshot = snapshot_of(path.read_bytes(), court_of(path))
    kept = pacer_rss.select_watched(snapshot, refs_in(snapshot))
    assert kept.item_count == len(raw_items(snapshot.body)) == len(raw_items(kept.body))
    assert issues(kept) == []
    records = pacer_rss.SOURCE.parse(kept)
    captions = {docket.ref: docket.caption for docket in of(Docket, records)}
    has_no_number = (path.stem, "document_number") in REVIEWED
    ours = Counter(
        (
            entry.entered_at,
            entry.ref.docket_number,
            entry.ref.pacer_case_id,
            strings.clean_string(strings.harmonize(captions[entry.ref])),
            entry.pacer_doc_id if has_no_number else entry.entry_number,
            entry.pacer_doc_id,
            " AND ".join(sorted(entry.event_names)),
        )
        for entry in of(DocketEntry, records)
    )
    assert not has_no_number or {entry.entry_number for entry in of(DocketEntry, records)} == {None}
    theirs = Counter(
        (
            instant(datetime.fromisoformat(entry["date_filed"])),
            docket["docket_number"],
            docket["pacer_case_id"],
            docket["case_name"],
            entry["document_number"],
            entry["pacer_doc_id"] or None,
            entry["short_description"],
        )
        for docket in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for entry in docket["docket_entries"]
    )
    assert ours == theirs


# ---- one trap each


def test_a_grand_jury_s_item_is_an_issue():
    """Of a feed as it came; what is archived of it has no such item."""
    assert issues(fixture("cand_ordinary.xml")) == [("grand-jury-number", "5:24-~gr-90001")]


def rss(items=b"", head=b"<lastBuildDate>Tue, 05 Mar 2024 19:40:00 GMT</lastBuildDate>", prolog=b""):
    return prolog + b'<rss version="2.0"><channel><title>t</title>' + head + items + b"</channel></rss>"


ITEM = (
    b"<item><title>3:24-cv-09001 Roe v. AT%sT</title><link>https://ecf.cand.uscourts.gov/cgi-bin/"
    b"DktRpt.pl?440001</link>"
    b"<description>[Order]</description><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>"
)
BOMB = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty-answer"),
        (b" \n ", "empty-answer"),
        (b"<html><body><form>Login: <input type='password'></form></body></html>", "login-page"),
        (b"<!DOCTYPE html><html><p>down for maintenance<br></html>", "not-a-feed"),
        (b"<?xml version='1.0'?><html><body/></html>", "not-a-feed"),  # well-formed, still no feed
        (b"<rss version='2.0'></rss>", "broken-feed"),  # no channel
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "not-a-feed"),
        (rss(ITEM % b"&amp;")[:-30], "broken-feed"),  # cut off on the way
        (rss(ITEM % b"&b;", prolog=BOMB), "entities"),
        (rss(prolog=BOMB), "entities"),  # declared is enough
        (
            rss(prolog=b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>', items=ITEM % b"&x;"),
            "entities",
        ),
        (rss(head=b""), "undated-feed"),  # neither items nor a date: not a quiet court
        (b"\xff\xfe\x00", "not-a-feed"),
        (b"<?xml version='1.0' encoding='no-such-code'?><rss/>", "broken-feed"),
    ],
)
def test_what_is_no_feed_is_refused_and_kept_as_unreadable(body, code):
    snapshot = snapshot_of(body)
    with pytest.raises(ParseError) as caught:
        pacer_rss.SOURCE.parse(snapshot)
    assert caught.value.code == code
    assert snapshot.url in str(caught.value)
    kept = pacer_rss.select_watched(snapshot, ())
    assert kept.is_unreadable
    assert b"Roe" not in kept.body  # a broken feed is archived without its items


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        (b"&amp;", "Roe v. AT&T"),
        (b"&", "Roe v. AT&T"),  # bare: not well-formed
        (b"&nbsp;", "Roe v. AT T"),  # an entity of HTML, not of XML
        (b"\x0c", "Roe v. ATT"),  # a control character no XML may hold
        (b"<![CDATA[&]]>", "Roe v. AT&T"),
        (b"&amp;copy;", "Roe v. AT©T"),
        (b"&amp;copy", "Roe v. AT&copyT"),  # without its semicolon it is no entity
    ],
)
def test_a_careless_character_does_not_cost_the_feed(written, caption):
    [docket] = [
        record
        for record in pacer_rss.SOURCE.parse(snapshot_of(rss(ITEM % written)))
        if isinstance(record, Docket)
    ]
    assert docket.caption == caption


@given(st.text(alphabet="[]( )aO<>\"'", max_size=40))
def test_any_description_gives_an_entry_or_an_issue(text):
    body = rss(
        b"<item><title>3:24-cv-09001 A</title><description>" + html.escape(text).encode() + b"</description>"
        b"<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>"
    )
    assert any(
        isinstance(record, DocketEntry | Issue) for record in pacer_rss.SOURCE.parse(snapshot_of(body))
    )


# ---- the filter


ROE = DocketRef("cand", "3:24-cv-09001", "440001")


@pytest.mark.parametrize(
    ("ref", "is_kept"),
    [
        (ROE, True),
        (DocketRef("cand", None, "440001"), True),
        (DocketRef("cand", "3:24-cv-09001"), True),
        (DocketRef("cand", "24-cv-09001"), True),  # the office may be absent in our number
        (DocketRef("cand", "4:24-cv-09001"), False),  # another office: another docket
        (DocketRef("cand", "24-cv-09001", "999999"), False),  # the case id says it is the other office's
        (DocketRef("cand", "3:24-cr-09001"), False),
        (DocketRef("cand", None, "44000"), False),  # no part of an id
        (DocketRef("cand", "3:99-cv-00001"), False),
    ],
)
def test_items_of_watched_dockets_only_are_kept(ref, is_kept):
    kept = pacer_rss.select_watched(fixture("cand_ordinary.xml"), (ref,))
    assert (b"Roe v. Example Video" in kept.body) == is_kept
    assert b"Sample Freight" not in kept.body  # strangers are not archived
    assert b"SEALED" not in kept.body
    # the window is the whole feed's, so that a gap can be seen
    assert (kept.item_count, kept.window_from, kept.window_to) == (
        8,
        "2024-03-04T19:40:00Z",
        "2024-03-05T01:12:09Z",
    )
    assert (kept.as_of, kept.as_of_basis) == ("2024-03-05T01:20:15Z", "feed")


def test_kept_items_are_word_for_word_and_filtering_twice_changes_nothing():
    raw = fixture("cand_ordinary.xml")
    kept = pacer_rss.select_watched(raw, (ROE,))
    wanted = [item.identity for item in read_feed(raw.body, "x").items if "09001" in item.title]
    feed = read_feed(kept.body, "x")
    assert [item.identity for item in feed.items] == wanted
    assert (feed.description, feed.built) == ("Docket entries of type: all", "Tue, 05 Mar 2024 01:20:15 GMT")
    again = pacer_rss.select_watched(replace(raw, body=kept.body), (ROE,))
    assert (again.body, again.compare_hash) == (kept.body, kept.compare_hash)


def test_a_feed_has_changed_when_its_watched_items_or_its_promise_have():
    raw = fixture("cand_ordinary.xml")
    same = raw.body.replace(b"01:20:15", b"01:21:02")  # rebuilt, nothing new
    stranger = raw.body.replace(b"Answer to Complaint", b"Answer")
    ours = raw.body.replace(b"Motion Hearing", b"Status Conference")
    fewer = raw.body.replace(b"of type: all", b"of type: order")
    hashes = [
        pacer_rss.select_watched(replace(raw, body=body), (ROE,)).compare_hash
        for body in (raw.body, same, stranger, ours, fewer)
    ]
    assert hashes[0] == hashes[1] == hashes[2]
    assert len(set(hashes)) == 3


def test_a_feed_whose_items_name_no_docket_any_more_still_makes_noise():
    item = b"<item><title>Number nine: Somebody</title><description>[Order]</description></item>"
    kept = pacer_rss.select_watched(snapshot_of(rss(item * 50)), (ROE,))
    assert len(raw_items(kept.body)) == 3
    assert {code for code, _ in issues(kept)} >= {"docket-number"}


# ---- gaps


@pytest.mark.parametrize(
    ("looked_at", "window_from", "items", "is_gap"),
    [
        (None, "2024-03-05T10:00:00Z", 9, False),  # the first look
        ("2024-03-05T06:00:00Z", None, 0, False),  # an empty feed
        ("2024-03-05T06:00:00Z", "2024-03-05T06:00:00Z", 9, False),  # it reaches back to the look
        ("2024-03-05T06:00:00Z", "2024-03-05T09:00:00Z", 9, True),  # four hours away, and it does not
        ("2024-03-05T09:40:00Z", "2024-03-05T09:50:00Z", 9, False),  # a quiet court starting afresh
        ("2024-03-05T09:40:00Z", "2024-03-05T09:50:00Z", 300, True),  # a feed that overflowed
    ],
)
def test_find_gap(looked_at, window_from, items, is_gap):
    feed = replace(
        fixture("cand_empty.xml"),
        window_from=window_from,
        item_count=items,
        fetched_at="2024-03-05T10:00:00Z",
    )
    assert pacer_rss.find_gap(looked_at, feed) == is_gap
    issue = pacer_rss.SOURCE.gap_issue(feed, looked_at)
    assert (issue is not None) == is_gap
    if issue:
        assert (issue.code, issue.court_id, issue.value) == (
            "feed-gap",
            "cand",
            f"{looked_at} to {window_from}",
        )


def test_only_a_feed_has_gaps():
    sheet = replace(fixture("cand_empty.xml"), form=Form.SHEET, window_from="2024-03-05T10:00:01Z")
    assert pacer_rss.SOURCE.gap_issue(sheet, "2024-03-05T10:00:00Z") is None


# ---- over the wire


def client(server, ledger=None, clock=None, address="/{court}/feed"):
    clock = clock or Clock()
    addresses = {"PACER_RSS": server.url + address}
    return Http(
        ledger or MemoryLedger(), contact="a@example.org", addresses=addresses, clock=clock, sleep=clock.sleep
    )


def test_fetch_asks_each_watched_court_once_and_goes_on_after_a_failure():
    pages = {
        "/cand/feed": Page((FIXTURES / "cand_ordinary.xml").read_bytes(), headers={"ETag": '"1"'}),
        "/nysd/feed": Page(status=404),
        "/nyed/feed": Page(b"<html><input type=password></html>"),
        "/cofc/feed": Page(rss()),
    }
    watch = WatchList(
        (
            DocketRef("uscfc", "1:24-cv-00001"),
            ROE,
            DocketRef("cand", "4:24-cv-00001"),
            DocketRef("nysd", "1:24-cv-00001"),
            DocketRef("nyed", "1:24-cv-00001"),
            DocketRef("scotus", "24-1"),
            DocketRef("no-such-court", "1"),
        )
    )
    with Server(pages) as server:
        results = list(pacer_rss.SOURCE.fetch(client(server), watch))
        # PACER's own id stands in the address (uscfc is cofc there); a court without feed is not asked
        assert server.paths() == ["/cand/feed", "/nyed/feed", "/nysd/feed", "/cofc/feed"]
    cand, nyed, nysd, uscfc = results
    assert (cand.court_id, cand.kind, cand.form, cand.item_count) == ("cand", "district_rss", Form.FEED, 8)
    assert cand.raw_hash != cand.body_hash and b"Sample Freight" not in cand.body
    assert (nyed.kind, nyed.is_unreadable) == ("nyed_rss", True)
    assert isinstance(nysd, FetchError) and nysd.status == 404
    assert (uscfc.court_id, uscfc.item_count, uscfc.is_unreadable) == ("uscfc", 0, False)


def test_an_ended_docket_s_item_is_kept_where_the_feed_is_read_anyway_and_no_feed_is_read_for_it():
    """It shows that the docket lives again."""
    watch = WatchList((DocketRef("cand", "4:24-cv-00001"),), ended=(ROE, DocketRef("nysd", "1:24-cv-00001")))
    with Server({"/cand/feed": Page((FIXTURES / "cand_ordinary.xml").read_bytes())}) as server:
        for each in (watch, watch.only("cand")):
            [cand] = pacer_rss.SOURCE.fetch(client(server), each)
            assert b"Roe v. Example Video" in cand.body and b"Sample Freight" not in cand.body


def test_fetch_passes_on_that_nothing_changed():
    body = (FIXTURES / "cand_ordinary.xml").read_bytes()
    with Server({"/cand/feed": [Page(body, headers={"ETag": '"1"'}), Page(status=304)]}) as server:
        http = client(server)
        [first] = pacer_rss.SOURCE.fetch(http, WatchList((ROE,)))
        [second] = pacer_rss.SOURCE.fetch(http, WatchList((ROE,)))
    assert (first.is_not_modified, second.is_not_modified, second.body) == (False, True, b"")


class NoFeed:
    """A stand-in for Http: a court's own address cannot be put on loopback."""

    def __init__(self, idle, status=404):
        self.idle, self.status, self.asked = idle, status, []

    def address(self, name, default):
        return default

    def has_address(self, name):
        return False

    def idle_seconds(self, url):
        return self.idle

    def get(self, url, **facts):
        self.asked.append(url)
        raise FetchError("the server answered", url, self.status)


@pytest.mark.parametrize(
    ("court_id", "idle", "status", "asked", "errors"),
    [
        ("caed", None, 404, 1, 0),  # recorded as without a feed: asked, and a 404 is no failure
        ("caed", 3600, 404, 0, 0),  # … once a day
        ("caed", 86_400, 404, 1, 0),
        ("caed", None, 503, 1, 1),  # a broken server is one
        ("cand", 60, 404, 0, 0),  # no feed twice within five minutes
        ("cand", 300, 404, 1, 1),  # a feed that was there and is not is a failure
    ],
)
def test_a_court_without_feed_is_asked_once_a_day(court_id, idle, status, asked, errors):
    http = NoFeed(idle, status)
    results = list(pacer_rss.SOURCE.fetch(http, WatchList((DocketRef(court_id, "1:24-cv-00001"),))))
    assert (len(http.asked), len(results)) == (asked, errors)
