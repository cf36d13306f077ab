"""GovInfo: opinions of watched dockets, and those that a search for § 230 finds."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docket.courts import get_court
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEvent, DocketRef, Party
from docket.snapshot import Form, ScopeKind, Snapshot
from scrapers.documents import govinfo as govinfo_records
from scrapers.http.get import Http
from scrapers.source import Absent, FetchError, Look, WatchList
from scrapers.sources import govinfo
from tests.worlds.expected import FIXTURES, cases, check, of
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tracker.settings import SettingError, load_settings

KEY = "s3cr3t-k3y"
NOW = "2026-03-10T12:00:00Z"
PACKAGE = "USCOURTS-cand-3_12-cv-00230"
PATH = f"/metadata/pkg/{PACKAGE}/mods.xml"
WATCHED = WatchList((DocketRef("cand", "3:12-cv-00230", "299001"),))


def fixture(name):
    return (FIXTURES / "govinfo" / name).read_bytes()


def snapshot_of(body, kind="govinfo_mods", package=PACKAGE):
    path = "search" if kind == "govinfo_search" else f"packages/{package}/mods"
    return Snapshot(govinfo.SOURCE.NAME, f"https://api.govinfo.gov/{path}", NOW, body, Form.API, kind=kind)


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


def package_in(path):
    return path.read_bytes().split(b"accessId>")[1].split(b"<")[0].decode()


@pytest.mark.parametrize("path", cases("govinfo"), ids=lambda path: path.name)
def test_fixture_parses_to_its_expected_json(path, request):
    kind = path.suffix[1:]
    package = package_in(path) if kind == "govinfo_mods" else PACKAGE
    snapshot = govinfo._describe(snapshot_of(path.read_bytes(), kind, package))
    check(path, snapshot, govinfo.SOURCE.parse(snapshot), request.config.getoption("--accept"))


def test_each_opinion_is_an_event_of_its_docket():
    docket, *rest = govinfo.SOURCE.parse(snapshot_of(fixture("ordinary.govinfo_mods")))
    assert (docket.ref, docket.caption) == (DocketRef("cand", "3:12-cv-00230"), "Roe v. Beispiel Forums LLC")
    assert [(event.date_from, event.event) for event in of(DocketEvent, rest)] == [
        (date(2012, 5, 3), "opinion"),
        (date(2013, 4, 2), "opinion"),
    ]
    assert (
        of(DocketEvent, rest)[1].text
        == "ORDER by Judge Sample granting Motion to Dismiss under 47 U.S.C. § 230(c)(1)."
    )
    assert [(party.name, party.party_type_raw) for party in of(Party, rest)] == [
        ("Rob Roe", "Plaintiff"),
        ("Beispiel Forums LLC", "Defendant"),
    ]


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


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"", "govinfo_mods", "not-xml"),
        (b"<html><body>Page not found</body></html>", "govinfo_mods", "no-package"),
        (fixture("ordinary.govinfo_mods")[:900], "govinfo_mods", "not-xml"),
        (
            b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><mods>&x;</mods>',
            "govinfo_mods",
            "hostile-xml",
        ),
        (
            fixture("empty.govinfo_mods"),
            "govinfo_mods",
            "wrong-docket",
        ),  # of another package than was asked for
        (fixture("empty.govinfo_mods").replace(b"ca9", b"zzz"), "govinfo_mods", "unknown-court"),
        (b"", "govinfo_search", "not-json"),
        (b'{"error": "no key"}', "govinfo_search", "changed-form"),
        (b'{"results": [1]}', "govinfo_search", "changed-form"),
        (b"{}", "acms_json", "unknown-kind"),
    ],
)
def test_what_is_no_answer_is_refused(body, kind, code):
    with pytest.raises(ParseError) as caught:
        govinfo.SOURCE.parse(replace(snapshot_of(body, kind), kind=kind))
    assert caught.value.code == code


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["packageId", "granuleId", "title", "dateIssued"]),
            st.none() | st.integers() | st.text(max_size=30),
        ),
        max_size=3,
    )
)
def test_any_results_give_records(rows):
    records = govinfo.SOURCE.parse(snapshot_of(json.dumps({"results": rows}).encode(), "govinfo_search"))
    repr(records).encode("utf-8")


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
