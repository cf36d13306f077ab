"""RECAP items of the Internet Archive: which files are asked for and what they say."""

import json
from dataclasses import replace

import pytest

from docket.issues import Issue
from docket.records import Docket, DocketRef
from docket.snapshot import Form, ScopeKind, Snapshot
from scrapers.http.get import Http
from scrapers.source import Absent, FetchError, Look, WatchList
from scrapers.sources import recap
from tests.worlds import answers
from tests.worlds.answers import ITEM, NOW, recap_file as snapshot_of
from tests.worlds.expected import of
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server

STEM = f"/download/{ITEM}/{ITEM}"
WATCHED = WatchList((DocketRef("cand", "3:12-cv-00230", "299001"),))


def fixture(name):
    return answers.fixture("recap", name)


def listing(*endings, mtime="1391400306", **more):
    """The Archive's metadata of the item; its own files and PDFs stand among the dockets."""
    names = [f"{ITEM}_meta.xml", f"{ITEM}.1.0.pdf", *(f"{ITEM}.docket.{ending}" for ending in endings)]
    files = [
        {
            "name": name,
            "source": "original",
            "mtime": mtime,
            "size": "9",
            "md5": "d41d8cd98f00b204e9800998ecf8427e",
        }
        for name in names
    ]
    return json.dumps(
        {"created": 1, "d1": "ia600000.us.archive.org", "files": files, "updated": 1391400307} | more
    ).encode()


def client(server, ledger=None):
    clock = Clock()
    return Http(ledger or MemoryLedger(), addresses={"RECAP": server.url}, clock=clock, sleep=clock.sleep)


def fetched(pages, watch=WATCHED):
    with Server(pages) as server:
        return list(recap.SOURCE.fetch(client(server), watch)), server.paths()


def test_the_json_is_preferred_and_its_age_is_kept():
    pages = {
        f"/metadata/{ITEM}": Page(listing("xml", "json", "html")),
        f"{STEM}.docket.json": Page(fixture("ordinary.recap_json")),
    }
    (files, docket), paths = fetched(pages)
    assert paths == list(pages)
    assert (docket.kind, docket.form, docket.court_id, docket.scope.kind) == (
        "recap_json",
        Form.RECAP,
        "cand",
        ScopeKind.WINDOW,
    )
    assert (docket.as_of, docket.as_of_basis) == ("2021-06-07T15:09:10Z", "page")
    assert (files.kind, files.item_count, recap.SOURCE.parse(files)) == ("recap_files", 5, [])
    assert len(json.loads(files.body)["files"]) == 3  # what is no docket is not kept


@pytest.mark.parametrize(
    ("body", "mtime", "as_of", "basis"),
    [
        (fixture("ordinary.recap_xml"), "1391400306", "2014-02-03", "page"),
        (
            fixture("ordinary.recap_xml").replace(b"timestamp>", b"t>").replace(b"upload_date>", b"u>"),
            "1391400306",
            "2014-02-03T04:05:06Z",
            "file",
        ),
        (
            fixture("ordinary.recap_xml").replace(b"timestamp>", b"t>").replace(b"upload_date>", b"u>"),
            "never",
            NOW,
            "fetch",
        ),
    ],
)
def test_an_xml_is_as_old_as_its_stamps_or_its_file(body, mtime, as_of, basis):
    results, _ = fetched(
        {f"/metadata/{ITEM}": Page(listing("xml", mtime=mtime)), f"{STEM}.docket.xml": Page(body)}
    )
    assert (results[1].as_of, results[1].as_of_basis, results[1].is_unreadable) == (as_of, basis, False)


NAMELESS = json.loads(fixture("ordinary.recap_json")) | {"docket_number": "??", "pacer_case_id": None}


FILES = f"/metadata/{ITEM}"
DOCKET_JSON = f"{STEM}.docket.json"
DOCKET_XML = f"{STEM}.docket.xml"
XML = Page(fixture("ordinary.recap_xml"))


def words_of(thing):
    """What came, in a word: the kind of a snapshot that can be read, or what else it is."""
    if isinstance(thing, Snapshot):
        return f"unreadable {thing.kind}" if thing.is_unreadable else thing.kind
    return getattr(thing, "status", None) or "absent"


@pytest.mark.parametrize(
    ("pages", "asked", "came"),
    [
        # An item that is not there is one look, and no failure.
        ({FILES: Page(b"{}")}, [FILES], ["recap_files"]),
        # A page alone can be read by nobody.
        ({FILES: Page(listing("html"))}, [FILES], ["recap_files"]),
        # Where the JSON cannot be read, or names no docket, the XML is.
        *(
            (
                {FILES: Page(listing("json", "xml")), DOCKET_JSON: Page(body), DOCKET_XML: XML},
                [FILES, DOCKET_JSON, DOCKET_XML],
                ["recap_files", "unreadable recap_json", "recap_xml"],
            )
            for body in (b"<html>502</html>", json.dumps(NAMELESS | {"docket_number_raw": ""}).encode())
        ),
        # A mirror of the files alone will do.
        ({DOCKET_XML: XML}, [FILES, DOCKET_JSON, DOCKET_XML], ["absent", "recap_xml"]),
        # A listed file that is gone is a failure.
        ({FILES: Page(listing("xml"))}, [FILES, DOCKET_XML], ["recap_files", 404]),
    ],
)
def test_what_is_asked_for_and_what_comes(pages, asked, came):
    things, paths = fetched(pages)
    assert (paths, [words_of(thing) for thing in things]) == (asked, came)


@pytest.mark.parametrize(("body", "codes"), [(b"{}", []), (listing("html"), ["recap-page-only"])])
def test_an_item_with_a_page_only_is_an_issue(body, codes):
    (files,), _ = fetched({FILES: Page(body)})
    assert [issue.code for issue in recap.SOURCE.parse(files)] == codes


def test_only_dockets_that_can_have_an_item_are_asked_for_and_each_once():
    refs = (
        *WATCHED.refs,
        *WATCHED.refs,
        DocketRef("cand", "3:12-cv-00231"),  # its PACER id is not known
        DocketRef("scotus", "21-1333", "1"),  # not in PACER
        DocketRef("ca9", "22-123", "0f0a-11ee"),  # ACMS: a GUID, and no item
        DocketRef("wasuperct-pierce", "12-2-1", "77"),
        DocketRef("uscfc", "22-vv-00123", "41"),  # PACER calls it cofc
    )
    results, paths = fetched(
        {f"/metadata/{ITEM}": Page(b"{}"), "/metadata/gov.uscourts.cofc.41": Page(b"{}")}, WatchList(refs)
    )
    assert (
        sorted(paths) == sorted([f"/metadata/{ITEM}", "/metadata/gov.uscourts.cofc.41"]) and len(results) == 2
    )


def test_a_changed_docket_is_news_and_a_copied_one_is_not():
    first, same, other = (
        recap._describe_listing(snapshot_of(body), ITEM)[0]
        for body in (listing("xml"), listing("xml", updated=1500000000), listing("xml", mtime="1500000000"))
    )
    assert first.difference == same.difference != other.difference
    gone = recap._describe_listing(snapshot_of(b"{}"), ITEM)[0]
    assert gone.difference != first.difference  # a removed item is news, too


def test_one_silent_node_does_not_stop_the_rest_and_two_in_a_row_do():
    refs = WatchList(tuple(DocketRef("cand", f"3:12-cv-0023{n}", str(n)) for n in range(1, 5)))

    def hang_up(handler):
        handler.connection.close()

    pages = {f"/metadata/gov.uscourts.cand.{n}": Page(b"{}") for n in range(1, 5)}
    results, _ = fetched(pages | {"/metadata/gov.uscourts.cand.1": hang_up}, refs)
    assert (len(of(FetchError, results)), len(results)) == (1, 4)
    results, _ = fetched(dict.fromkeys(pages, hang_up), refs)
    assert (len(of(FetchError, results)), len(results)) == (2, 2)


def test_the_most_wanted_dockets_come_first_and_ended_ones_after_them():
    refs = tuple(DocketRef("cand", f"3:12-cv-0023{n}", str(n)) for n in (3, 1, 2))
    _, paths = fetched({}, WatchList(refs, ended=(DocketRef("cand", "3:11-cv-00230", "9"), refs[0])))
    assert [path.rpartition(".")[2] for path in paths if path.startswith("/metadata")] == ["3", "1", "2", "9"]


def asked_again(pages, asked_since, most=None, **dockets):
    """Read, forget all but the first answers, and return what is asked for in the next run."""
    with Server(pages) as server:
        http = Http(
            MemoryLedger(), addresses={"RECAP": server.url}, clock=Clock(), sleep=lambda seconds: None
        )
        watch = WatchList(**dockets)
        looks = {
            thing.url: Look(
                "2026-03-10T12:00:00Z", isinstance(thing, Absent), getattr(thing, "item_count", None)
            )
            for thing in list(recap.SOURCE.fetch(http, watch))[:most]
            if not isinstance(thing, FetchError)
        }
        server.asked.clear()
        watch = replace(watch, looks=looks, asked_since=asked_since)
        count = recap.SOURCE.count_read(http, watch)
        list(recap.SOURCE.fetch(http, watch))
        return server.paths(), count


WHOLE = {
    f"/metadata/{ITEM}": Page(listing("json")),
    f"{STEM}.docket.json": Page(fixture("ordinary.recap_json")),
}
THIS_ROUND, LATER = "2026-03-10T11:00:00Z", "2026-03-17T11:00:00Z"


@pytest.mark.parametrize(
    "pages", [WHOLE, {f"/metadata/{ITEM}": Page(b"{}")}, {}], ids=["whole", "none", "mirror"]
)
def test_what_was_read_in_this_round_is_not_asked_again_and_an_ended_docket_never(pages):
    assert asked_again(pages, THIS_ROUND, refs=WATCHED.refs) == ([], (1, 1))
    assert asked_again(pages, LATER, ended=WATCHED.refs) == ([], (1, 1))
    paths, count = asked_again(pages, LATER, refs=WATCHED.refs)
    assert paths[0] == f"/metadata/{ITEM}" and count == (0, 1)


def test_a_run_cut_off_between_the_list_and_the_docket_goes_on_with_the_docket():
    paths, count = asked_again(WHOLE, THIS_ROUND, most=1, refs=WATCHED.refs)
    assert (paths, count) == ([f"{STEM}.docket.json"], (0, 1))


def test_an_item_that_holds_another_docket_is_not_kept():
    answers, _ = fetched(WHOLE, WatchList((DocketRef("cand", "3:12-cv-00777", "299001"),)))
    assert (
        isinstance(answers[-1], Absent)
        and answers[-1].words == "the item holds 3:12-cv-00230, not 3:12-cv-00777"
    )


@pytest.mark.parametrize(("caption", "is_kept"), [(None, True), ("Nobody v. Somebody Else, Inc.", False)])
def test_a_hint_is_believed_if_the_item_bears_our_number_and_our_caption(caption, is_kept):
    header = next(
        r for r in recap.SOURCE.parse(snapshot_of(fixture("ordinary.recap_json"))) if isinstance(r, Docket)
    )
    results, _ = fetched(WHOLE, WatchList(hints=((WATCHED.refs[0], caption or header.caption),)))
    assert isinstance(results[-1], Snapshot) is is_kept


def test_a_docket_blocked_for_privacy_gives_no_record():
    records = recap.SOURCE.parse(
        snapshot_of(fixture("ordinary.recap_json").replace(b'"blocked": false', b'"blocked": true'))
    )
    assert [issue.code for issue in records] == ["blocked-docket"] and of(Issue, records) == records
