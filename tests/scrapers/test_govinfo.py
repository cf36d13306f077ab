"""GovInfo: opinions of watched dockets, and those that a search for § 230 finds."""

import json

import pytest

from docket.courts import get_court
from docket.issues import Issue
from docket.records import Docket, DocketRef
from docket.snapshot import Form, ScopeKind, Snapshot
from scrapers.documents import govinfo as govinfo_records
from scrapers.http.get import Http
from scrapers.source import Absent, FetchError, Look, WatchList
from scrapers.sources import govinfo
from tests.worlds import answers
from tests.worlds.answers import NOW, PACKAGE, govinfo_answer as snapshot_of
from tests.worlds.expected import of
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tracker.settings import SettingError, load_settings

KEY = "s3cr3t-k3y"
PATH = f"/metadata/pkg/{PACKAGE}/mods.xml"
WATCHED = WatchList((DocketRef("cand", "3:12-cv-00230", "299001"),))


def fixture(name):
    return answers.fixture("govinfo", name)


class Asking(Server):
    """Answers questions sent by POST as well, and keeps them."""

    def __init__(self, pages):
        self.questions = []
        super().__init__(pages)

    def _handler(self):
        server, plain = self, super()._handler()

        class Handler(plain):
            def do_POST(self):
                server.questions.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.do_GET()

        return Handler


def fetched(pages, watch=WATCHED, key=None):
    clock = Clock()
    with Asking(pages) as server:
        http = Http(
            MemoryLedger(),
            addresses={"GOVINFO": server.url},
            keys={"GOVINFO": key} if key else {},
            clock=clock,
            sleep=clock.sleep,
        )
        return list(govinfo.SOURCE.fetch(http, watch)), server


@pytest.mark.parametrize(
    ("ref", "package"),
    [
        (DocketRef("cand", "4:22-cv-05541"), "USCOURTS-cand-4_22-cv-05541"),
        (DocketRef("ca9", "23-123"), "USCOURTS-ca9-23-00123"),  # five digits there
        # Two courts of appeals have names of their own there; a 404 under PACER's proves nothing.
        (DocketRef("cadc", "12-5132"), "USCOURTS-caDC-12-05132"),
        (DocketRef("cafc", "21-1046"), "USCOURTS-ca13-21-01046"),
        (DocketRef("cand", "22-cv-05541"), None),  # the office is part of the name
        (DocketRef("scotus", "21-1333"), None),
        (DocketRef("wasuperct-pierce", "12-2-11362-4"), None),
        (DocketRef("cand", None, "299001"), None),
    ],
)
def test_package_ids(ref, package):
    assert govinfo_records.package_id(ref, get_court(ref.court_id)) == package
    if package:
        assert govinfo_records.ref_of(package) == ref


def test_without_a_key_only_watched_dockets_are_asked_for():
    refs = (*WATCHED.refs, *WATCHED.refs, DocketRef("cand", "12-cv-00230"), DocketRef("ca9", "12-90001"))
    results, server = fetched({PATH: Page(fixture("ordinary.govinfo_mods"))}, WatchList(refs))
    assert sorted(server.paths()) == [
        "/metadata/pkg/USCOURTS-ca9-12-90001/mods.xml",
        PATH,
    ]  # the appeal has none: a 404, no failure
    snapshot, none = results
    assert isinstance(none, Absent) and none.court_id == "ca9"
    assert (snapshot.form, snapshot.scope.kind, snapshot.court_id) == (Form.API, ScopeKind.LABEL, "cand")
    assert (snapshot.as_of, snapshot.as_of_basis) == ("2013-04-11", "page")


@pytest.mark.parametrize(
    ("part", "asked_since", "count"),
    [("refs", NOW, 0), ("refs", "2026-03-11T12:00:00Z", 1), ("ended", None, 0)],
)
def test_what_was_asked_in_this_round_is_not_again_and_an_ended_docket_never(part, asked_since, count):
    with Asking({}) as server:
        http = Http(MemoryLedger(), addresses={"GOVINFO": server.url}, clock=Clock())
        looks = {f"{server.url}{PATH}": Look(NOW, is_absent=True)}
        watch = WatchList(**{part: WATCHED.refs}, looks=looks, asked_since=asked_since)
        assert govinfo.SOURCE.count_read(http, watch) == (1 - count, 1)
        assert len(list(govinfo.SOURCE.fetch(http, watch))) == len(server.paths()) == count


def test_with_a_key_the_search_comes_first_and_the_key_travels_in_a_header_only():
    pages = {
        "/search": Page(fixture("found.govinfo_search")),
        f"/packages/{PACKAGE}/mods": Page(fixture("ordinary.govinfo_mods")),
    }
    (search, mods), server = fetched(pages, key=KEY)
    assert server.paths() == list(pages)
    assert {headers.get("X-Api-Key") for path, headers in server.asked if path != "/robots.txt"} == {KEY}
    assert "USCOURTS" in server.questions[0]["query"] and KEY not in repr(
        (search, mods, server.paths(), server.questions)
    )
    assert [docket.ref for docket in of(Docket, govinfo.SOURCE.parse(search))] == [
        DocketRef("nysd", "1:24-cv-00009"),
        DocketRef("ca2", "24-731"),
    ]
    assert [issue.code for issue in of(Issue, govinfo.SOURCE.parse(search))] == [
        "unknown-court",
        "unknown-court",
    ]


def test_the_same_results_in_another_order_are_no_news():
    data = json.loads(fixture("found.govinfo_search"))
    again = data | {"results": data["results"][::-1], "count": 5, "offsetMark": "x"}
    fewer = data | {"results": data["results"][1:]}
    first, same, other = (
        govinfo._describe(snapshot_of(json.dumps(answer).encode(), "govinfo_search"))
        for answer in (data, again, fewer)
    )
    assert first.difference == same.difference != other.difference


def test_a_key_that_is_refused_stops_the_run():
    results, server = fetched({"/search": Page(status=403)}, key=KEY)
    assert [error.status for error in results] == [403] and server.paths() == ["/search"]


def test_failures_are_told_and_the_rest_goes_on():
    refs = WatchList((DocketRef("ca9", "12-90001"), *WATCHED.refs))
    results, _ = fetched(
        {
            PATH: Page(fixture("ordinary.govinfo_mods")),
            "/metadata/pkg/USCOURTS-ca9-12-90001/mods.xml": Page(status=500),
        },
        refs,
    )
    [error], [snapshot] = of(FetchError, results), of(Snapshot, results)
    assert error.status == 500 and not snapshot.is_unreadable


def test_a_question_is_not_repeated_where_a_redirect_leads():
    pages = {
        "/search": Page(status=302, headers={"Location": "/elsewhere"}),
        "/elsewhere": Page(fixture("nothing.govinfo_search")),
    }
    (search, *_), server = fetched(pages, WatchList(), key=KEY)
    assert (len(server.questions), server.paths(), search.is_unreadable) == (
        1,
        ["/search", "/elsewhere"],
        False,
    )


@pytest.mark.parametrize(("value", "key"), [("abc", "abc"), (" abc\n", "abc"), ("", None), ("  ", None)])
def test_a_key_is_a_setting_that_is_never_printed(value, key):
    settings = load_settings({"TRACKER_GOVINFO_KEY": value})
    assert settings.keys.get("GOVINFO") == key and "abc" not in repr(settings)


@pytest.mark.parametrize("value", ["two words", "a\r\nX-Evil: 1", "clé"])
def test_a_key_that_is_none_is_refused_by_name_and_not_shown(value):
    with pytest.raises(SettingError, match="TRACKER_GOVINFO_KEY") as caught:
        load_settings({"TRACKER_GOVINFO_KEY": value})
    assert value not in str(caught.value)
