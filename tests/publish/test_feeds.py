"""Feeds, cards, the map of the site and what a page says of itself to machines."""

import hashlib
import json
import re
import struct
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings, strategies as st
from lxml import etree

from publish.feeds.atom import Entry, Feed, clean_xml, stamp, tag, write_feed
from publish.links import canonical
from publish.pages.embed import PICTURES
from publish.structured import as_block
from publish.words import OUTCOMES
from tests.publish.checking import make_world
from tests.worlds import asking
from tests.worlds.asking import answers_of
from tests.worlds.publishing import (
    build_world_anew,
)
from tests.worlds.sql import run_sql

ask = partial(asking.ask, hosts=("mirror.example",))
SITE = "http://localhost"

FIXTURES = Path(__file__).parents[1] / "fixtures" / "atom"
RULES = etree.RelaxNG(etree.parse(str(FIXTURES / "feed.rng")))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = (
    "/changes.atom",
    "/cases.atom",
    "/corrections.atom",
    "/bills.atom",
    "/case/roe-v-example.atom",
    "/party/sample.atom",
    "/court/cand.atom",
    "/court/txnd.atom",
)


def parse(body):
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def check_atom(body):
    """Fail unless the bytes are a feed by our grammar, with ids of their own and the newest time on top;
    return its root."""
    root = parse(body)
    assert RULES.validate(root), RULES.error_log
    ids = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids))
    stamps = root.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    assert not stamps or root.findtext("a:updated", namespaces=ATOM) == max(stamps)
    return root


# --- feeds


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_one(ds, path):
    answer = answers_of(ds, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = check_atom(answer.content)
    assert root.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [f"http://localhost{path}"]
    read = feedparser.parse(answer.content)
    assert read.bozo == 0 and read.version == "atom10"
    assert len(read.entries) == len(root.findall("a:entry", ATOM))
    assert all(entry.id and entry.title and entry.updated_parsed and entry.link for entry in read.entries)


@pytest.mark.parametrize("path", ["/case/roe-v-example.atom", "/court/cand.atom"])
def test_a_feed_tells_only_of_its_own(ds, path):
    assert "Lone v. Example" not in answers_of(ds, path).text


@pytest.mark.parametrize(
    ("path", "status", "leads_to"),
    [
        ("/case/none.atom", 404, None),
        ("/court/none.atom", 404, None),
        ("/party/none.atom", 404, None),
        ("/case/cand-22-cv-01234.atom", 301, "/case/roe-v-example.atom"),
        ("/changes.atom?before=x", 400, None),
        ("/embed/case/cand-22-cv-01234", 301, "/embed/case/roe-v-example"),
        ("/embed/case/none", 404, None),
        ("/embed/outcome/other.png", 404, None),  # a word that is no outcome
        ("/embed/outcome/none.png", 200, None),
    ],
)
def test_unknown_feeds_and_cards(ds, path, status, leads_to):
    answer = answers_of(ds, path)
    assert (answer.status_code, answer.headers.get("location")) == (status, leads_to)


@pytest.fixture(scope="module")
def long_world(tmp_path_factory):
    """More changes than a page of a feed holds: 130 entries added, an hour between each and the next."""
    return make_world(
        tmp_path_factory.mktemp("long"),
        "insert into changes (change_id, kind, subject, subject_id, docket_id, case_id, field, new_value, "
        "snapshot_id, seen_at) with recursive n(i) as (select 1 union all select i + 1 from n limit 130) "
        "select 'change' || i, 'entry_added', subject, subject_id, docket_id, case_id, field, new_value, "
        "snapshot_id, strftime('%Y-%m-%dT%H:%M:%SZ', '2026-07-01', i || ' hours') "
        "from n join (select * from changes where kind = 'entry_edited' limit 1)",
    )


def test_pages_of_a_feed_hold_everything_once(long_world):
    path, seen, feeds, firsts = "/changes.atom", [], set(), []
    while path:
        root = check_atom(ask(long_world, path).content)
        feeds.add(root.findtext("a:id", namespaces=ATOM))
        firsts.append(root.xpath("string(a:link[@rel='first']/@href)", namespaces=ATOM))
        ids = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
        assert len(ids) <= 50
        seen += ids
        path = root.xpath("string(a:link[@rel='next']/@href)", namespaces=ATOM).removeprefix(SITE)
    [(count,)] = run_sql(long_world, "select count(*) from changes")
    assert count > 130 and len(seen) == len(set(seen)) == count
    assert len(feeds) == 1  # every page is the same feed
    assert firsts[0] == "" and set(firsts[1:]) == {f"{SITE}/changes.atom"}


def test_ids_are_the_same_on_another_host_and_after_a_rebuild(world, tmp_path):
    build_world_anew(tmp_path / "again.db")
    here, again = (ask(path, "/changes.atom") for path in (world, tmp_path / "again.db"))
    there = ask(tmp_path / "again.db", "/changes.atom", headers={"Host": "mirror.example"})
    ids = [parse(answer.content).xpath("//a:id/text()", namespaces=ATOM) for answer in (here, there)]
    assert ids[0] == ids[1] and len(ids[0]) > 10
    assert "http://mirror.example/case/roe-v-example#changes" in there.text
    assert again.content == here.content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-04T00:00:00Z", "2026-06-04T00:00:00Z"),
        ("2026-06-04T02:00:00+02:00", "2026-06-04T00:00:00Z"),
        ("2026-06-04", "2026-06-04T00:00:00Z"),  # a correction dated by its day
        ("last week", "otherwise"),
        (None, "otherwise"),
        ("", "otherwise"),
    ],
)
def test_stamp(text, expected):
    assert stamp(text, "otherwise") == expected


@settings(max_examples=150, deadline=None)
@given(*[st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60)] * 4)
def test_any_text_makes_a_feed_that_parses(identifier, title, html, label):
    entry = Entry(
        "change", identifier, f"x{title}", "2026-06-04T00:00:00Z", "/case/x", html, None, f"x{label}"
    )
    root = check_atom(
        write_feed(
            Feed("/changes.atom", f"x{title}", f"x{label}", "/changes", "2026-06-04T00:00:00Z", (entry,)),
            "https://docket.example",
        )
    )
    assert root.xpath("count(//*)") == 18  # no text made an element


def test_tags_keep_ids_apart():
    assert tag("change", "a b") != tag("change", "a/b") != tag("case", "a/b")


# --- not sent twice, and for how long


@pytest.mark.parametrize(
    "path",
    [
        *FEEDS,
        "/sitemap.xml",
        "/embed/case/roe-v-example",
        "/case/roe-v-example",
        "/case/roe-v-example.ics",
        "/hearings?as_of=2026-06-01",
    ],
)
def test_what_a_reader_has_is_not_sent_again(ds, path):
    first = answers_of(ds, path)
    again = answers_of(ds, path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert answers_of(ds, path, headers={"If-None-Match": 'W/"other"'}).status_code == 200
    assert re.fullmatch(r"max-age=\d{1,3}", first.headers["cache-control"])


# --- cards


def soup_of(page):
    return BeautifulSoup(page, "html.parser", multi_valued_attributes=None)


def elements_of(page):
    """Return every element with its attributes."""
    return [(element.name, element.attrs) for element in soup_of(page).find_all(True)]


def test_a_card_may_be_framed_and_holds_no_script(ds):
    answer = answers_of(ds, "/embed/case/roe-v-example?as_of=2026-06-01")
    policy = answer.headers["content-security-policy"]
    assert (
        policy.endswith("frame-ancestors *")
        and policy.startswith("default-src 'none'")
        and "script-src" not in policy
    )
    assert "x-frame-options" not in answer.headers
    elements = elements_of(answer.text)
    names = [name for name, _ in elements]
    assert not {"script", "style", "iframe", "form"} & set(names) and names.count("h1") == 1
    assert [a for name, a in elements if any(key.startswith("on") or key == "style" for key in a)] == []
    links = [a for name, a in elements if name == "a"]
    assert links and all(
        (a["target"], a["rel"], a["href"]) == ("_blank", "noopener", "http://localhost/case/roe-v-example")
        for a in links
    )
    assert ("meta", {"name": "robots", "content": "noindex"}) in elements


# --- what a page says of itself


def head_of(ds, path, name):
    return [a for element, a in elements_of(answers_of(ds, path).text) if element == name]


def properties_of(ds, path):
    return {a["property"]: a["content"] for a in head_of(ds, path, "meta") if "property" in a}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/case/a?type=motion&entries=2#entries", "https://x.example/case/a"),
        ("https://x.example/cases?court=cand&page=3", "https://x.example/cases?page=3"),
        ("https://x.example/cases?page=1", "https://x.example/cases"),
        ("https://x.example/cases?page=x%22", "https://x.example/cases"),
        ("https://x.example/", "https://x.example/"),
    ],
)
def test_canonical(url, expected):
    assert canonical(url) == expected


def data_of(html):
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(text)


def test_a_case_describes_itself_by_web_addresses_and_without_a_pseudonym(ds):
    data = data_of(answers_of(ds, "/case/roe-v-example").text)
    assert all(address.startswith("https://") for address in data["about"]["sameAs"])
    assert data["mentions"] and "Jane Roe" not in json.dumps(data["mentions"])


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;", "\u2028\u2029", "\\", '"']
)
def test_no_text_closes_a_data_block(text):
    block = str(as_block({"name": text}))
    assert re.fullmatch(r'<script type="application/ld\+json">[^<>&\u2028\u2029]*</script>', block)
    assert data_of(block) == {"name": text}


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/case/roe-v-example", "Roe v. Example"),
        ("/cases", "Cases"),
        ("/court/cand", "Northern District of California"),
        ("/", "What courts have done with Section 230"),
    ],
)
def test_a_page_names_itself_elsewhere(ds, path, title):
    properties = properties_of(ds, path)
    assert title in properties["og:title"] and properties["og:url"] == f"{SITE}{path}"
    assert "/case/" not in path or properties["og:description"].startswith("Partly immune, so far.")


# --- how a link to a case is shown elsewhere: the picture, oEmbed and its card


def picture_of(outcome):
    return (PICTURES / f"{outcome}.png").read_bytes()


def test_every_outcome_has_a_picture_of_its_own():
    """They were looked at together, a fuller disc for more immunity: whoever draws one anew looks at all again."""
    pictures = {outcome: picture_of(outcome) for outcome in OUTCOMES}
    assert {body[:8] for body in pictures.values()} == {b"\x89PNG\r\n\x1a\n"}
    assert {struct.unpack(">II", body[16:24]) for body in pictures.values()} == {(1200, 630)}
    assert hashlib.sha256(b"".join(pictures.values())).hexdigest()[:16] == "639685351390612d"


def test_a_page_names_its_picture_and_its_card(ds):
    path = "/case/roe-v-example"
    properties = properties_of(ds, path)
    picture = answers_of(ds, properties["og:image"].removeprefix(SITE))
    assert picture.headers["content-type"] == "image/png" and picture.content == picture_of("partly_immune")
    assert properties["og:image:alt"] == "Partly immune"
    assert answers_of(ds, path).text.count('property="og:title"') == 1
    [link] = [a["href"] for a in head_of(ds, path, "link") if a.get("type") == "application/json+oembed"]
    assert parse_qs(urlsplit(link).query)["url"] == [f"{SITE}{path}"]
    assert answers_of(ds, link.removeprefix(SITE)).json()["title"] == "Roe v. Example"


# --- robots


def test_the_map_names_every_lasting_page_and_each_answers(ds):
    root = parse(answers_of(ds, "/sitemap.xml").content)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    places = root.xpath("s:url/s:loc/text()", namespaces=names)
    assert len(places) == len(set(places)) and all(place.startswith("http://localhost/") for place in places)
    paths = [place.removeprefix("http://localhost") for place in places]
    assert {
        "/",
        "/case/roe-v-example",
        "/case/lone-v-example",
        "/party/sample",
        "/court/ca9",
        "/bill/119-hr-1",
        "/about",
    } <= set(paths)
    assert {answer.status_code for answer in answers_of(ds, *paths)} == {200}
    for day in root.xpath("s:url/s:lastmod/text()", namespaces=names):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", day)


@pytest.mark.parametrize("text", ["a\ud800b", "a\x00b", "a\uffffb"])
def test_what_xml_cannot_hold_is_replaced(text):
    element = ET.Element("data")
    element.text = clean_xml(text)
    assert ET.fromstring(ET.tostring(element, "utf-8")).text == "a\ufffdb"
