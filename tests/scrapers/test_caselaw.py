"""The archive of printed reporters: each decision is asked for once, and taken only where citation and names agree."""

import json

import pytest

from docket.issues import Issue
from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.http.get import Http
from scrapers.source import Absent, Look, WantedDecision, WatchList
from scrapers.sources import caselaw
from tests.worlds.caselaw_files import CaselawServer, MadePart, make_decision
from tests.worlds.loopback import Clock, MemoryLedger, Page

REF = DocketRef("ca4", catalog_slug="zeran-v-aol-ca4")
ZERAN = WantedDecision(
    (REF,), "129 F.3d 327", "1997-11-12", ("Zeran v. America Online, Inc.", "Zeran v. AOL")
)
JSON, HTML, LIST = "/f3d/129/cases/0327-01.json", "/f3d/129/html/0327-01.html", "/f3d/129/CasesMetadata.json"


def zeran(**fields):
    return make_decision("129 F.3d 327", "ZERAN v. AMERICA ONLINE, INCORPORATED", "1997-11-12", **fields)


def stranger(**fields):
    return make_decision("129 F.3d 327", "UNITED STATES v. BEISPIEL", "1997-11-12", number=4, **fields)


def fetched(cases, wanted=(ZERAN,), looks=None, changed=None):
    """What the source yields of an archive with these cases, and the paths that it asked for."""
    clock = Clock("2026-03-15T12:00:00+00:00")
    with CaselawServer(cases) as server:
        server.pages |= changed or {}
        http = Http(
            MemoryLedger(),
            contact="a@example.org",
            addresses={"CASELAW": server.url},
            clock=clock,
            sleep=clock.sleep,
        )
        things = list(caselaw.SOURCE.fetch(http, WatchList(decisions=tuple(wanted), looks=looks or {})))
        return things, server.paths()


def looked(things):
    """The looks that the ledger has of what was yielded."""
    return {
        thing.url: Look("2026-03-15T12:00:00Z", is_absent=isinstance(thing, Absent))
        for thing in things
        if isinstance(thing, Absent) or (isinstance(thing, Snapshot) and not thing.is_unreadable)
    }


def test_a_decision_is_asked_for_by_its_own_files_and_never_again():
    things, paths = fetched([zeran()])
    assert paths == [JSON, HTML]
    assert [thing.url for thing in things] == [
        f"https://static.case.law{JSON}#ca4/zeran-v-aol-ca4",
        f"https://static.case.law{HTML}#ca4/zeran-v-aol-ca4",
    ]
    assert [thing.body for thing in things] == [zeran().json(), zeran().html()]
    assert fetched([zeran()], looks=looked(things)) == ([], [])
    assert fetched([zeran()], looks=looked(things[:1]))[1] == [HTML]  # cut off between the two


def test_a_page_that_cases_share_is_settled_by_the_list_of_the_volume():
    cases = [stranger(), zeran(file="0327-02")]
    things, paths = fetched(cases)
    assert paths == [JSON, LIST, JSON.replace("-01", "-02"), HTML.replace("-01", "-02")]
    other, kept, *texts = things
    assert [issue.code for issue in caselaw.SOURCE.parse(other)] == ["caselaw-other-case"]
    listing = json.loads(kept.body)
    assert (listing["file"], listing["case_count"], len(listing["cases"])) == ("0327-02", 2, 2)
    assert len(listing["sha256"]) == 64 and b"cites_to" not in kept.body
    [docket] = caselaw.SOURCE.parse(kept)
    assert docket.details == (("caselaw_file", "129 F.3d 327: 0327-02"),)
    assert all(text.url.endswith("#ca4/zeran-v-aol-ca4") for text in texts)
    # Cut off behind the list: what it said is known from the docket's facts.
    known = WantedDecision(
        REF and (REF,), ZERAN.citation, ZERAN.decided, ZERAN.names, (("129 F.3d 327", "0327-02"),)
    )
    assert fetched(cases, [known], looked(things[:2]))[1] == paths[2:]
    assert fetched(cases, [known], looked(things))[1] == []


@pytest.mark.parametrize(
    ("cases", "why"),
    [
        ([stranger(), stranger(file="0327-02")], "129 F.3d 327 is shared by 2 cases, and no name agrees"),
        (
            [make_decision("129 F.3d 300", "A v. B", "1997")],
            "no case of the archive's volume is cited as 129 F.3d 327",
        ),
        ([], "the archive has no volume 129 of F.3d"),
    ],
)
def test_what_is_not_found_is_a_row_that_says_why(cases, why):
    things, paths = fetched(cases)
    assert paths[-1] == LIST
    docket, issue = caselaw.SOURCE.parse(things[-1])
    assert docket.details == (("caselaw_not_held", f"129 F.3d 327: {why}"),)
    assert (issue.code, issue.value) == ("caselaw-not-held", why)
    assert fetched(cases, looks=looked(things)) == ([], [])


def test_a_case_without_its_text_says_so_and_is_asked_once():
    things, paths = fetched([zeran()], changed={HTML: Page(status=404)})
    assert paths == [JSON, HTML]
    docket, _ = caselaw.SOURCE.parse(things[-1])
    assert docket.details == (("caselaw_not_held", "129 F.3d 327: the archive has no text of 129 F.3d 327"),)
    assert fetched([zeran()], looks=looked(things)) == ([], [])


def test_what_stands_nowhere_in_the_archive_is_not_asked_for():
    wanted = [
        WantedDecision((REF,), cite, day, ("A v. B",))
        for cite, day in (("2 F.4th 871", "2021"), ("1995 WL 3", "1995"))
    ]
    assert fetched([], wanted) == ([], [])


def test_a_page_in_the_place_of_a_case_is_no_answer():
    """A 200 with a web page, half a file: neither counts as read, and the next turn asks again."""
    for body in (b"<!doctype html><html>busy</html>", zeran().html()[:-40]):
        things, _ = fetched([zeran()], changed={HTML: Page(body)})
        assert [thing.is_unreadable for thing in things] == [False, True]
    things, paths = fetched([zeran()], changed={JSON: Page(b"<!doctype html>")})
    assert [thing.is_unreadable for thing in things] == [True] and paths == [JSON]


def test_head_and_text_are_one_opinion():
    cites = ({"cite": "521 F.3d 1157", "case_ids": [3738362]}, {"cite": "1 U.S. 2", "case_ids": [1, 2]})
    (head, listed), [opinion] = (
        caselaw.SOURCE.parse(snapshot) for snapshot in fetched([zeran(cites_to=cites)])[0]
    )
    assert head.opinion_key == opinion.opinion_key == "f3d-129-0327-01"
    assert (head.citation, str(head.date_filed), head.precedential) == ("129 F.3d 327", "1997-11-12", "yes")
    assert (listed.number, listed.cites) == ("4711", ("3738362",))  # a page of two cases names neither
    assert opinion.source_url == head.source_url == f"https://static.case.law{HTML}"
    assert {paragraph.part for paragraph in opinion.paragraphs} == {"majority", "footnote"}


def test_where_the_archive_s_own_list_differs_from_our_reading_is_an_issue():
    cites = ({"cite": "9 U.S. 99", "category": "reporters:federal", "opinion_index": 0},)
    issues = [
        record
        for record in caselaw.SOURCE.parse(fetched([zeran(cites_to=cites)])[0][0])
        if isinstance(record, Issue)
    ]
    assert [issue.code for issue in issues] == ["caselaw-edges-differ"]
    assert "1 only listed: 9 U.S. 99" in issues[0].value


def test_a_candidate_is_told_by_its_sentence_on_230_however_long_it_is():
    sentence = "Section 230 bars the claims of the plaintiff against the forum."
    paragraphs = [
        "The parties met in court about a road. " * 400,
        sentence,
        "The judgment is AFFIRMED. " * 300,
    ]
    made = zeran(parts=[MadePart("majority", "SAMPLE, Circuit Judge.", paragraphs)])
    url = f"https://static.case.law{JSON}#ca4//96-1777"
    snapshot = Snapshot("caselaw", url, "2026-03-15T12:00:00Z", made.json(), Form.OPINION, kind="case_json")
    _, _, docket, ruling = caselaw.SOURCE.parse(snapshot)
    assert (docket.ref.court_id, docket.ref.docket_number) == ("ca4", "96-1777")
    assert ruling.text == dict(docket.details)["found_words"] == sentence and not ruling.is_verified


def test_an_empty_opinion_says_so():
    records = caselaw.SOURCE.parse(fetched([zeran(parts=[])])[0][1])
    assert [type(record).__name__ for record in records] == ["Docket", "Issue"]
    assert "holds no opinion" in records[0].details[0][1]
