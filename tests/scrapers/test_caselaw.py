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


def zeran(**said):
    return make_decision("129 F.3d 327", "ZERAN v. AMERICA ONLINE, INCORPORATED", "1997-11-12", **said)


def stranger(**said):
    return make_decision("129 F.3d 327", "UNITED STATES v. BEISPIEL", "1997-11-12", number=4, **said)


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
        found = list(caselaw.SOURCE.fetch(http, WatchList(decisions=tuple(wanted), looks=looks or {})))
        return found, server.paths()


def looked(found):
    """The looks that the ledger has of what was yielded."""
    return {
        one.url: Look("2026-03-15T12:00:00Z", is_absent=isinstance(one, Absent))
        for one in found
        if isinstance(one, Absent) or (isinstance(one, Snapshot) and not one.is_unreadable)
    }


def test_a_decision_is_asked_for_by_its_own_files_and_never_again():
    found, paths = fetched([zeran()])
    assert paths == [JSON, HTML]
    assert [one.url for one in found] == [
        f"https://static.case.law{JSON}#ca4/zeran-v-aol-ca4",
        f"https://static.case.law{HTML}#ca4/zeran-v-aol-ca4",
    ]
    assert [one.body for one in found] == [zeran().json(), zeran().html()]
    assert fetched([zeran()], looks=looked(found)) == ([], [])
    assert fetched([zeran()], looks=looked(found[:1]))[1] == [HTML]  # cut off between the two


def test_a_page_that_cases_share_is_settled_by_the_list_of_the_volume():
    cases = [stranger(), zeran(file="0327-02")]
    found, paths = fetched(cases)
    assert paths == [JSON, LIST, JSON.replace("-01", "-02"), HTML.replace("-01", "-02")]
    other, kept, *texts = found
    assert [one.code for one in caselaw.SOURCE.parse(other)] == ["caselaw-other-case"]
    said = json.loads(kept.body)
    assert (said["file"], said["case_count"], len(said["cases"])) == ("0327-02", 2, 2)
    assert len(said["sha256"]) == 64 and b"cites_to" not in kept.body
    [docket] = caselaw.SOURCE.parse(kept)
    assert docket.details == (("caselaw_file", "129 F.3d 327: 0327-02"),)
    assert all(one.url.endswith("#ca4/zeran-v-aol-ca4") for one in texts)
    # Cut off behind the list: what it said is known from the docket's facts.
    known = WantedDecision(
        REF and (REF,), ZERAN.citation, ZERAN.decided, ZERAN.names, (("129 F.3d 327", "0327-02"),)
    )
    assert fetched(cases, [known], looked(found[:2]))[1] == paths[2:]
    assert fetched(cases, [known], looked(found))[1] == []


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
    found, paths = fetched(cases)
    assert paths[-1] == LIST
    docket, issue = caselaw.SOURCE.parse(found[-1])
    assert docket.details == (("caselaw_not_held", f"129 F.3d 327: {why}"),)
    assert (issue.code, issue.value) == ("caselaw-not-held", why)
    assert fetched(cases, looks=looked(found)) == ([], [])


def test_a_case_without_its_text_says_so_and_is_asked_once():
    found, paths = fetched([zeran()], changed={HTML: Page(status=404)})
    assert paths == [JSON, HTML]
    docket, _ = caselaw.SOURCE.parse(found[-1])
    assert docket.details == (("caselaw_not_held", "129 F.3d 327: the archive has no text of 129 F.3d 327"),)
    assert fetched([zeran()], looks=looked(found)) == ([], [])


def test_what_stands_nowhere_in_the_archive_is_not_asked_for():
    wanted = [
        WantedDecision((REF,), cite, day, ("A v. B",))
        for cite, day in (("2 F.4th 871", "2021"), ("1995 WL 3", "1995"))
    ]
    assert fetched([], wanted) == ([], [])


def test_a_page_in_the_place_of_a_case_is_no_answer():
    """A 200 with a web page, half a file: neither counts as read, and the next turn asks again."""
    for body in (b"<!doctype html><html>busy</html>", zeran().html()[:-40]):
        found, _ = fetched([zeran()], changed={HTML: Page(body)})
        assert [one.is_unreadable for one in found] == [False, True]
    found, paths = fetched([zeran()], changed={JSON: Page(b"<!doctype html>")})
    assert [one.is_unreadable for one in found] == [True] and paths == [JSON]


def test_head_and_text_are_one_opinion():
    cites = ({"cite": "521 F.3d 1157", "case_ids": [3738362]}, {"cite": "1 U.S. 2", "case_ids": [1, 2]})
    (head, listed), [opinion] = (caselaw.SOURCE.parse(one) for one in fetched([zeran(cites_to=cites)])[0])
    assert head.opinion_key == opinion.opinion_key == "f3d-129-0327-01"
    assert (head.citation, str(head.date_filed), head.precedential) == ("129 F.3d 327", "1997-11-12", "yes")
    assert (listed.number, listed.cites) == ("4711", ("3738362",))  # a page of two cases names neither
    assert opinion.source_url == head.source_url == f"https://static.case.law{HTML}"
    assert {one.part for one in opinion.paragraphs} == {"majority", "footnote"}


def test_where_the_archive_s_own_list_differs_from_our_reading_is_an_issue():
    cites = ({"cite": "9 U.S. 99", "category": "reporters:federal", "opinion_index": 0},)
    issues = [
        one for one in caselaw.SOURCE.parse(fetched([zeran(cites_to=cites)])[0][0]) if isinstance(one, Issue)
    ]
    assert [one.code for one in issues] == ["caselaw-edges-differ"]
    assert "1 only listed: 9 U.S. 99" in issues[0].value


def test_a_candidate_is_told_by_its_sentence_on_230_however_long_it_is():
    said = "Section 230 bars the claims of the plaintiff against the forum."
    paragraphs = ["The parties met in court about a road. " * 400, said, "The judgment is AFFIRMED. " * 300]
    made = zeran(parts=[MadePart("majority", "SAMPLE, Circuit Judge.", paragraphs)])
    url = f"https://static.case.law{JSON}#ca4//96-1777"
    snapshot = Snapshot("caselaw", url, "2026-03-15T12:00:00Z", made.json(), Form.OPINION, kind="case_json")
    _, _, docket, ruling = caselaw.SOURCE.parse(snapshot)
    assert (docket.ref.court_id, docket.ref.docket_number) == ("ca4", "96-1777")
    assert ruling.text == dict(docket.details)["found_words"] == said and not ruling.is_verified


def test_an_empty_opinion_says_so():
    records = caselaw.SOURCE.parse(fetched([zeran(parts=[])])[0][1])
    assert [type(one).__name__ for one in records] == ["Docket", "Issue"]
    assert "holds no opinion" in records[0].details[0][1]
