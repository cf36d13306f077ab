"""Datasette's own tables are given again while nobody wrote, and never a moment longer."""

import asyncio
from unittest.mock import Mock

import pytest

from publish import cache, serve
from publish.serve import make_datasette
from tests.publish.checking import make_world
from tests.worlds.sql import run_sql

ROWS = "/docket/docket_entries.json?_shape=objects"


class Site:
    """One server, asked several times; it counts how often Datasette read the database."""

    def __init__(self, path):
        self.path, self.datasette = path, make_datasette(path, hosts=("mirror.example.org",))
        self.database = self.datasette.databases["docket"]
        self.reading = Mock(side_effect=self.database.execute_fn)
        self.database.execute_fn = self.reading

    def ask(self, address, method="get", **headers):
        """Return the answer and how often the database was read for it."""
        before = self.reading.call_count
        answer = asyncio.run(getattr(self.datasette.client, method)(address, headers=headers))
        return answer, self.reading.call_count - before

    def write(self, text):
        run_sql(self.path, "update docket_entries set text = ?", text)


def make_site(folder):
    site = Site(make_world(folder))
    site.ask("/docket.json")  # Datasette's own first look at a file
    return site


@pytest.fixture(scope="module")
def _site(tmp_path_factory):
    return make_site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def site(_site):
    """A site that keeps no answer yet, and that nobody writes to."""
    _site.database.kept.drop_all()
    return _site


@pytest.fixture
def own_site(tmp_path):
    """A site of the test's own, to be written to."""
    return make_site(tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        ROWS,
        "/docket/docket_entries",
        "/docket",
        "/docket.json",
        "/docket?sql=select+1",
        "/docket/hearings.json?_facet=kind",
    ],
)
def test_an_answer_is_made_once(site, address):
    (first, reads), (second, again) = site.ask(address), site.ask(address)
    assert first.status_code == second.status_code == 200 and reads and not again
    assert first.content == second.content and first.headers["etag"] == second.headers["etag"]
    assert 0 < int(second.headers["cache-control"].removeprefix("max-age=")) <= 60
    unchanged, none = site.ask(address, **{"If-None-Match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.content, none) == (304, b"", 0)
    for name in ("content-type", "content-security-policy", "access-control-allow-origin", "link"):
        assert first.headers.get(name) == second.headers.get(name)


def test_whoever_writes_makes_it_old(own_site):
    before, _ = own_site.ask(ROWS)
    own_site.write("Written over")
    after, reads = own_site.ask(ROWS, **{"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200 and reads
    assert "Written over" in after.text and "Written over" not in before.text


def test_it_holds_no_longer_than_it_says(site, monkeypatch):
    now = cache.time.monotonic()
    site.ask(ROWS)
    monkeypatch.setattr(cache.time, "monotonic", lambda: now + 61)
    assert site.ask(ROWS)[1]
    assert site.ask(f"{ROWS}&_ttl=0")[1] and site.ask(f"{ROWS}&_ttl=0")[1]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/docket/docket_entries.csv", 200),
        ("/docket/no_such_table.json", 404),
        ("/docket.json?sql=select+nothing+from+nowhere", 400),
        ("/docket?sql=delete+from+dockets", 400),
        ("/docket.db", 403),
    ],
)
def test_what_is_sent_in_pieces_or_refused_passes_as_it_is(site, address, status):
    for _ in range(2):
        answer, _ = site.ask(address)
        assert answer.status_code == status and "etag" not in answer.headers


def test_what_is_asked_differently_is_answered_for_itself(site):
    site.ask(ROWS)
    assert site.ask(f"{ROWS}&_size=1")[1]
    other, reads = site.ask(f"{ROWS}&_size=1", Host="mirror.example.org")
    assert reads and "http://mirror.example.org/" in other.json()["next_url"]
    assert site.ask(ROWS, Cookie="ds_actor=me")[1] and site.ask(ROWS, Authorization="Bearer x")[1]
    head, reads = site.ask(ROWS, method="head")
    assert (head.status_code, head.content, reads) == (200, b"", 0) and head.headers["etag"] == site.ask(
        ROWS
    )[0].headers["etag"]
    head, reads = site.ask("/docket/cases.json?_size=1", method="head")
    assert (
        (head.status_code, head.content) == (200, b"")
        and reads
        and not site.ask("/docket/cases.json?_size=1")[1]
    )


def test_an_answer_too_long_to_keep_is_whole(own_site):
    own_site.write("x" * 700_000)
    first, _ = own_site.ask(ROWS)
    second, reads = own_site.ask(ROWS)
    assert reads and "etag" not in second.headers
    assert len(first.content) > cache.LARGEST
    assert [row["text"] for row in first.json()["rows"]] == [row["text"] for row in second.json()["rows"]]


def test_a_table_that_nobody_may_see_stays_hidden(tmp_path, monkeypatch):
    words = serve.load_metadata()
    words["databases"]["docket"]["tables"]["issues"]["allow"] = False
    monkeypatch.setattr(serve, "load_metadata", lambda: words)
    site = Site(make_world(tmp_path))
    for _ in range(2):  # what is remembered is remembered rightly
        assert (
            site.ask("/docket/issues.json")[0].status_code == site.ask("/docket/issues")[0].status_code == 403
        )
        assert site.ask("/docket/docket_entries.json")[0].status_code == 200


def test_another_server_has_the_same_tag(site):
    """Datasette says in its JSON how long it took: that is no content."""
    first, _ = site.ask(ROWS)
    site.database.kept.drop_all()
    again, reads = site.ask(ROWS)
    assert (
        reads
        and first.json()["query_ms"] != again.json()["query_ms"]
        and first.headers["etag"] == again.headers["etag"]
    )
    site.database.kept.drop_all()
    assert site.ask(ROWS, **{"If-None-Match": first.headers["etag"]})[0].status_code == 304


def test_what_is_kept_is_bounded_whoever_asks(site, monkeypatch):
    monkeypatch.setattr(site.database.kept, "_most", 20_000)
    for number in range(60):
        site.ask(f"/docket.json?sql=select+{number}&_shape=arrayfirst&pad={'x' * number}")
    assert len(site.database.kept._answers) < 20
    long = f"/docket.json?sql=select+1&_shape=arrayfirst&pad={'x' * 5000}"
    assert site.ask(long)[1] and site.ask(long)[1]
