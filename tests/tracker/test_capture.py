"""Models for fixtures: what is asked for one case, and that nothing private is saved."""

import json
import sqlite3

import pytest

from tests.worlds import courtlistener_rows as cl
from tests.worlds.command import tracker
from tests.worlds.courtlistener_server import TOKEN, CourtListener
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.loopback import Page, Server
from tracker.by_hand.models import strip_body

CASE = (
    "select docket_id, docket_number from dockets where court_id = 'cand' and docket_number like '%-cv-%' "
    "order by docket_id limit 1"
)


def docket_of(home):
    db = sqlite3.connect(f"file:{(home / 'docket.db').resolve()}?mode=ro", uri=True)
    try:
        return db.execute(CASE).fetchone()
    finally:
        db.close()


def test_a_feed_is_saved_as_it_is_for_one_docket_and_nothing_is_archived(home):
    docket_id, number = docket_of(home)
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
        first = tracker(
            home, "capture", "pacer_rss", docket_id, TRACKER_PACER_RSS_URL=f"{server.url}/{{court}}"
        )
        again = tracker(
            home, "capture", "pacer_rss", docket_id, TRACKER_PACER_RSS_URL=f"{server.url}/{{court}}"
        )
        assert "If-None-Match" not in server.asked[-1][1] and again.returncode == 0
        assert set(server.paths()) == {"/cand"}  # no other court of the watch list
    [path] = [line for line in first.stdout.splitlines() if line]
    assert path.endswith(".xml") and number in open(path).read()
    asked = json.loads(open(f"{path}.request.json").read())
    assert (
        asked["source"] == "pacer_rss" and asked["url"].endswith("/cand") and "hush" not in json.dumps(asked)
    )
    assert str(home / "captures" / "pacer_rss" / docket_id) in path
    db = sqlite3.connect(home / "archive.db")
    assert db.execute("select count(*) from snapshots where source = 'pacer_rss'").fetchone() == (0,)
    db.close()


def test_courtlistener_is_asked_for_one_docket_and_the_token_is_not_saved(home):
    docket_id, number = docket_of(home)
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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nope", "x"), "sources are"),
        (("pacer_docket", "x"), "is not fetched"),
        (("scotus", "nope"), "no docket, case or bill 'nope'"),
    ],
)
def test_what_cannot_be_captured_says_what_can(home, arguments, words):
    assert words in tracker(home, "capture", *arguments, code=2).stderr


def test_a_failure_is_said_and_nothing_is_saved(home):
    docket_id, _ = docket_of(home)
    done = tracker(home, "capture", "pacer_rss", docket_id, code=1, confined=("try_again_after", 0))
    assert "no connection" in done.stderr and not (home / "captures").exists()
