"""CourtListener: what is asked, how it is kept, what the answers say, and what an opinion cites."""

import json
import re
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from docket.issues import Issue, ParseError
from docket.records import (
    Citation,
    Defense,
    Docket,
    DocketEntry,
    DocketEvent,
    DocketRef,
    HearingEvent,
    ListedOpinion,
    Opinion,
    Party,
    Ruling,
)
from docket.snapshot import Form, ScopeKind, Snapshot
from docket.vocabulary import DocketStatus, TextKind
from publish.pages.opinions import load_cited_by, load_cites
from scrapers.courtlistener import client as courtlistener_client
from scrapers.courtlistener.dockets import REGISTER_ID, read_header
from scrapers.courtlistener.envelope import Asked, Fetched, Fields, pack, read_rows
from scrapers.courtlistener.queries import QUERIES, Route, discovery_address
from scrapers.courtlistener.search import find_evidence, read_found
from scrapers.courtlistener.steps import Purpose, Step
from scrapers.source import FetchError
from scrapers.sources import courtlistener
from tests.worlds import courtlistener_rows as cl, courtlistener_search as searching
from tests.worlds.courtlistener_reference import misfits, needs_notes, read_notes
from tests.worlds.courtlistener_server import FREE, TOKEN
from tests.worlds.courtlistener_worlds import (
    APPEAL,
    APPEAL_REF,
    ID,
    REF,
    ask,
    ask_one,
    client,
    ordinary,
    read,
    reading,
    server,
    step,
    watched,
)
from tests.worlds.expected import of
from tests.worlds.loopback import MemoryLedger, Page
from tracker import pipeline
from tracker.home import open_house
from tracker.settings import load_settings


@pytest.fixture
def world():
    with server() as site:
        yield ordinary(site)


def details(records):
    return dict(of(Docket, records)[0].details)


# ---- the server answers like the documented one


def listed(site, path):
    with_token = {"Authorization": f"Token {TOKEN}"}
    http = client(site)
    snapshot = http.get(
        f"{site.url}/api/rest/v4/{path}", source="test", form=Form.API, headers=with_token, conditional=False
    )
    return json.loads(snapshot.body)


@needs_notes
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("dockets", "dockets/"),
        ("docket-entries", "docket-entries/"),
        ("parties", "parties/"),
        ("attorneys", "attorneys/"),
        ("clusters", "clusters/"),
        ("opinions", "opinions/"),
        ("audio", "audio/"),
        ("fjc-integrated-database", "fjc-integrated-database/"),
        ("search type=d result", "search/?type=d&q=Doe"),
        ("search type=r result", "search/?type=r&q=Doe"),
        ("search type=rd result", "search/?type=rd&q=Doe"),
        ("search type=o result", "search/?type=o&q=Doe"),
        ("search type=oa result", "search/?type=oa&q=Doe"),
    ],
)
def test_the_local_server_gives_the_fields_of_the_reference(world, name, path):
    notes = read_notes()
    world.add("fjc-integrated-database", cl.fjc(1, "cand", "1901234", "DOE", "CHIRPWELL"))
    rows = listed(world, path)["results"]
    inner_names = {
        "recap_documents": "recap-documents" if name == "docket-entries" else "search type=r nested document",
        "opinions": "search type=o nested opinion",
    }
    assert rows and [wrong for row in rows for wrong in misfits(row, notes[name])] == []
    for field, inner_name in inner_names.items():
        assert [
            wrong
            for row in rows
            for inner in row.get(field, ())
            for wrong in misfits(inner, notes[inner_name])
        ] == []


@needs_notes
def test_the_local_server_gives_the_reference_s_nested_objects_and_envelopes(world):
    notes = read_notes()
    dockets, usage = listed(world, "dockets/"), listed(world, "api-usage/")
    appeal = next(row for row in dockets["results"] if row["original_court_info"])
    assert misfits(appeal["original_court_info"], notes["originating-court-information"]) == []
    assert set(dockets) == set(notes["list envelope (cursor ordering)"])
    assert set(listed(world, "search/?type=r")) == set(notes["search envelope"])
    assert misfits(usage, notes["api-usage"]) == []
    assert all(name in notes["api-usage"]["current_usage"] for row in usage["current_usage"] for name in row)


@needs_notes
def test_a_server_that_drifts_is_seen(world):
    fields = read_notes()["docket-entries"]
    [row, *_] = listed(world, "docket-entries/")["results"]
    assert misfits(row, fields) == []
    for name, value in (
        ("id", "41"),
        ("description", None),
        ("date_filed", "5/1/2024"),
        ("date_created", "2024-05-01"),
        ("docket", 5),
        ("tags", [5]),
        ("new", 1),
    ):
        assert len(misfits(row | {name: value}, fields)) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("dockets/?foo=1", 400),  # an unknown parameter, since early 2026
        ("dockets/?court=cand&foo=", 200),  # an empty one is ignored
        ("dockets/?cursor=bm9uc2Vuc2U=", 404),
        ("search/?q=(a", 400),
        ('search/?q="a b', 400),
        ("search/?type=zz", 404),
        ("dockets/1/", 404),
    ],
)
def test_the_local_server_refuses_as_documented(world, path, status):
    if status == 200:
        assert listed(world, path)["results"]
        return
    with pytest.raises(FetchError) as caught:
        listed(world, path)
    assert caught.value.status == status


def test_a_phrase_of_one_word_breaks_the_numbers_of_later_ones(world):
    """The cleaner's trap. No query of ours falls into it: cleaning leaves each of its phrases whole."""
    assert listed(world, "search/?type=rd&q=" + '"under section 230"')["count"] == 2  # its two files
    assert searching.clean('"dismiss" AND "section 230 of the"') == '"dismiss" AND "section "230" of the"'
    for query in QUERIES.values():
        phrases = re.findall(r'"([^"]*)"', query.words)
        assert [
            phrase
            for phrase in phrases
            if f'"{phrase}"' not in searching.clean(query.words) or len(phrase.split()) < 2
        ] == []


def test_rows_of_other_dockets_come_along_with_a_party(world):
    rows = listed(world, f"parties/?docket={ID}&filter_nested_results=True")["results"]
    assert {kind["docket_id"] for row in rows for kind in row["party_types"]} == {ID, 777}


# ---- a docket, whole


def test_a_reading_is_one_complete_snapshot_with_every_answer_as_it_came(world):
    snapshot = ask_one(world, reading())
    body = json.loads(snapshot.body)
    assert (snapshot.form, snapshot.scope.kind, snapshot.court_id) == (Form.API, ScopeKind.COMPLETE, "cand")
    assert (snapshot.as_of, snapshot.as_of_basis) == (
        "2026-11-20T18:03:11Z",
        "page",
    )  # date_modified, Pacific to UTC
    assert [answer["url"].split("/v4/")[1].split("/")[0] for answer in body["answers"]] == [
        "dockets",
        "docket-entries",
        "parties",
        "attorneys",
    ]
    assert json.loads(body["answers"][0]["text"])["case_name"] == "Doe v. Chirpwell, Inc."
    assert '"plain_text"' not in body["answers"][1]["text"]  # a page would carry whole documents


def test_a_long_register_is_read_to_its_end(world):
    world.rows["docket-entries"] = [
        cl.entry(n, ID, n, f"NOTICE number {n}", "2025-01-01") for n in range(1, 64)
    ]
    snapshot = ask_one(world, reading())
    assert len(json.loads(snapshot.body)["answers"]) == 1 + 4 + 1 + 1
    assert {e.entry_number for e in of(DocketEntry, courtlistener.SOURCE.parse(snapshot))} == {
        str(n) for n in range(1, 64)
    }


def test_a_register_too_long_for_a_run_is_read_in_slices(world):
    world.rows["docket-entries"] = [
        cl.entry(n, ID, n, f"NOTICE number {n}", "2025-01-01") for n in range(1, 702)
    ]
    newest = ask_one(world, reading())
    assert newest.url.endswith(f"dockets/{ID}/#long") and newest.scope.kind is ScopeKind.WINDOW
    assert sorted(int(e.entry_number) for e in of(DocketEntry, courtlistener.SOURCE.parse(newest))) == list(
        range(402, 702)
    )
    older = ask_one(world, step(Purpose.SLICE, watched(), ids=(ID,), numbers=(301, 600)))
    assert (older.scope.kind, older.scope.first, older.scope.last) == (ScopeKind.NUMBERS, "301", "600")
    assert [int(e.entry_number) for e in of(DocketEntry, courtlistener.SOURCE.parse(older))] == list(
        range(301, 601)
    )


@pytest.mark.parametrize(
    ("change", "is_news"),
    [
        ({}, False),
        ({"date_modified": "2026-11-24T01:00:00-08:00"}, False),  # any merge moves it (#1748)
        ({"date_last_index": None, "filepath_ia": "x", "ia_needs_upload": False}, False),
        ({"assigned_to_str": "Bo Bench"}, True),
        ({"date_terminated": "2026-11-23"}, True),
    ],
)
def test_what_counts_as_news(world, change, is_news):
    before = ask_one(world, reading())
    world.rows["dockets"][0] |= change
    assert (before.difference != ask_one(world, reading()).difference) is is_news


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"blocked": True}, "blocked-docket"),  # somebody's privacy there
        ({"court_id": "xyzcourt"}, "unknown-court"),
        ({"docket_number": "Nos. 17-11426, 15-11166", "pacer_case_id": None}, "docket-number"),
        (
            {"docket_number": "5:19-cv-09999", "pacer_case_id": "1"},
            "other-docket",
        ),  # two cases merged into one (#5934)
    ],
)
def test_what_is_not_ours_to_show_is_an_issue_and_nothing_else(world, change, code):
    world.rows["dockets"][0] |= change
    [issue] = read(world, reading())
    assert isinstance(issue, Issue) and issue.code == code


def test_a_reading_that_breaks_off_is_kept_as_a_part_that_shows_no_absence(world):
    world.faults.append(("parties/", Page(status=500)))
    [part, error] = ask(client(world), reading())
    assert part.url.endswith(f"dockets/{ID}/#partial") and part.scope.kind is ScopeKind.WINDOW
    assert isinstance(error, FetchError) and error.status == 500
    assert len(of(DocketEntry, courtlistener.SOURCE.parse(part))) == 4


def test_a_docket_that_is_gone_does_not_stop_the_others(world):
    [ended, snapshot] = ask(client(world), reading(1, DocketRef("cand", "1:20-cv-00001")), reading())
    assert ended.url.endswith("/dockets/1/#absent") and snapshot.url.endswith(f"/dockets/{ID}/")
    records = courtlistener.SOURCE.parse(ended)
    assert details(records) == {"courtlistener_ended_id": "1"}
    assert [issue.code for issue in of(Issue, records)] == ["ended-register"]
    # Nor does one of two ids of a docket that has ended.
    twice = replace(watched(), source_ids=(1, ID))
    [ended, snapshot] = ask(client(world), Step(Purpose.READING, "never read", 8, (twice,)))
    assert ended.url.endswith("#absent") and len(of(DocketEntry, courtlistener.SOURCE.parse(snapshot))) == 4


def test_an_id_that_leads_to_another_is_read_under_that(world):
    world.rows["dockets"][0]["_was"] = (1,)
    records = courtlistener.SOURCE.parse(ask_one(world, reading(1)))
    assert len(of(DocketEntry, records)) == 4 and of(Party, records)
    facts = [dict(docket.details) for docket in of(Docket, records)]
    assert facts[0]["courtlistener_docket_id"] == str(ID) and facts[1] == {"courtlistener_ended_id": "1"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty-answer"),
        (b"<html><body>We'll be right back</body></html>", "web-page"),
        (b"<html><form action='/sign-in/'><input type=password></form></html>", "login-form"),
        (b'{"id": 68123456, "court_id": "ca', "cut-in-half"),
        (b"[1]", "changed-form"),
    ],
)
def test_a_200_that_is_no_answer_is_kept_unreadable_and_ends_the_run(world, body, code):
    world.faults.append((f"dockets/{ID}/", Page(body)))
    [snapshot] = ask(client(world), reading(), reading(APPEAL, APPEAL_REF))
    assert snapshot.is_unreadable
    with pytest.raises(ParseError) as caught:
        courtlistener.SOURCE.parse(snapshot)
    assert caught.value.code == code


def rows_before(following, **more):
    """A page of a list without rows, and where the next one is."""
    return Page(json.dumps({"next": following, "results": []} | more).encode())


def entries_asked(world):
    return [path for path in world.paths() if "docket-entries" in path]


def test_the_next_page_is_asked_of_the_server_we_know(world):
    """A page that points elsewhere must not carry the token there; pages that go round in a circle end."""
    world.faults.append(
        ("docket-entries/", rows_before("https://evil.example/api/rest/v4/docket-entries/?cursor=x"))
    )
    [snapshot] = ask(client(world), reading())
    assert (
        len(entries_asked(world)) == 2 and entries_asked(world)[1] == "/api/rest/v4/docket-entries/?cursor=x"
    )
    assert snapshot.scope.kind is ScopeKind.COMPLETE


def test_a_mirror_below_a_path_of_its_own_gets_its_second_page(world):
    site = f"{world.url}/mirrors/courtlistener"
    world.faults += [
        ("cursor=y", rows_before(None)),
        ("docket-entries/", rows_before(f"{site}/api/rest/v4/docket-entries/?cursor=y")),
        ("/mirrors/courtlistener/api", rows_before(None, id=1)),
    ]
    [snapshot] = ask(client(world, address=site), reading())
    assert entries_asked(world)[1:] == ["/mirrors/courtlistener/api/rest/v4/docket-entries/?cursor=y"]
    assert snapshot.scope.kind is ScopeKind.COMPLETE


def test_pages_that_are_too_long_together_are_kept_as_far_as_they_came(world, monkeypatch):
    """Each may have 50 MB, and all are held until the last: five hundred pages would be more than any memory."""
    monkeypatch.setattr(courtlistener_client, "_MOST_LETTERS", 10_000)
    for place in range(9, 0, -1):
        following = f"{world.url}/api/rest/v4/docket-entries/?cursor=x{place}"
        part = "docket-entries/" if place == 1 else f"cursor=x{place - 1}"
        world.faults.append((part, rows_before(following, x="y" * 3000)))
    [snapshot, error] = ask(client(world), reading())
    assert snapshot.url.endswith("#partial") and snapshot.scope.kind is ScopeKind.WINDOW
    assert isinstance(error, FetchError) and "have more than 10000 letters; no more are asked" in str(error)
    assert len(entries_asked(world)) < 5


@pytest.mark.parametrize(
    "window", [{"window_seconds": 10**12}, {"window_seconds": 10**300}, {"limit": 10**300}, {"used": 10**300}]
)
def test_a_limit_that_no_clock_has_is_none(world, window):
    row = {"scope": "user", "window_seconds": 60, "limit": 5, "used": 1} | window
    world.faults.append(("api-usage/", Page(json.dumps({"current_usage": [row]}).encode())))
    [snapshot] = ask(client(world), reading())
    assert snapshot.scope.kind is ScopeKind.COMPLETE


@pytest.mark.parametrize("address", ["https://www.courtlistener.com/sign-in/", "http://[", "/"])
def test_a_next_page_outside_the_interface_is_refused(world, address):
    world.faults.append(("docket-entries/", rows_before(address)))
    [_, error] = ask(client(world), reading())
    assert isinstance(error, FetchError) and "not in the interface" in str(error)


@pytest.mark.parametrize(
    ("part", "answer", "purpose", "code"),
    [
        ("search/", {"results": [{"meta": 5}]}, Purpose.NEWS, "stranger"),
        ("search/", {"results": [{"docket_id": "5"}]}, Purpose.NEWS, "changed-form"),
        (
            "search/",
            {"results": [{"meta": {"timestamp": "soon"}, "date_modified": 5}]},
            Purpose.NEWS,
            "stranger",
        ),
        ("opinions/", {"cluster_id": [101]}, Purpose.OPINION, "changed-form"),
        *(
            ("search/", {"results": results}, Purpose.NEWS, "changed-form")
            for results in (1.5, True, 2**63, "rows", {"id": 1})
        ),
        # What is of a stranger's docket.
        (
            "search/",
            {"next": None, "results": [{"docket_id": 5, "docket_entry_id": 6}]},
            Purpose.NEWS,
            "stranger",
        ),
        (
            "search/",
            {
                "next": None,
                "results": [
                    {"docket_id": 5, "absolute_url": "/opinion/6/x/", "dateFiled": "2026-09-03"}
                    | {"citation": ["1 F.4th 2"]}
                ],
            },
            Purpose.OPINIONS,
            "stranger",
        ),
        (
            "search/",
            {
                "next": None,
                "results": [{"docket_id": 5, "absolute_url": "/audio/6/x/", "dateArgued": "2026-09-03"}],
            },
            Purpose.ARGUMENTS,
            "argument-without-docket-or-day",
        ),
    ],
)
def test_a_changed_form_is_met_when_it_is_read_and_stops_no_run(world, part, answer, purpose, code):
    world.faults.append((part, Page(json.dumps(answer).encode())))
    [snapshot] = ask(
        client(world),
        step(purpose, watched(APPEAL, APPEAL_REF), ids=(107,) if purpose is Purpose.OPINION else ()),
    )
    try:
        [problem] = courtlistener.SOURCE.parse(snapshot)
    except ParseError as error:
        problem = error
    assert problem.code == code


# ---- the token


def test_the_token_goes_into_the_header_and_nowhere_else(world, caplog):
    caplog.set_level("DEBUG")
    kept = MemoryLedger()
    things = ask(client(world, kept=kept), reading(), step(Purpose.NEWS, watched(), since=date(2026, 11, 1)))
    assert all(
        headers["Authorization"] == f"Token {TOKEN}" for path, headers in world.asked if path != "/robots.txt"
    )
    seen = [
        caplog.text,
        repr(vars(kept)),
        *(path for path, _ in world.asked),
        *(repr(thing) for thing in things),
    ]
    assert not any(TOKEN in words for words in seen)


@pytest.mark.parametrize("token", ["wrong", "0" * 40])
def test_a_token_that_is_refused_ends_the_run_with_one_failure(world, token):
    [error] = ask(client(world, token=token), reading(), reading(APPEAL, APPEAL_REF))
    assert error.status == 401 and token not in str(error) and "does not take the token" in str(error)


@pytest.mark.parametrize("has_strangers", [True, False])
def test_without_a_token_searches_are_tried_and_the_run_says_what_is_missing(has_strangers):
    with server(has_strangers=has_strangers) as site:
        ordinary(site)
        things = ask(
            client(site, token=None), reading(), step(Purpose.DISCOVERY, query=QUERIES["statute-filings"])
        )
        assert all("Authorization" not in headers for _, headers in site.asked)
    first, *others = things
    assert "COURTLISTENER_TOKEN is not set" in str(first)
    assert [type(thing) for thing in others] == [Snapshot if has_strangers else FetchError]
    assert {path.split("/")[4] for path in site.paths()} == {"search"}


# ---- searches


def test_news_are_the_entries_of_the_dockets_asked_for(world):
    look = step(Purpose.NEWS, watched(), watched(APPEAL, APPEAL_REF), since=date(2026, 11, 12))
    snapshot = ask_one(world, look)
    entries = of(DocketEntry, courtlistener.SOURCE.parse(snapshot))
    assert [(e.ref, e.entry_number) for e in entries] == [(REF, "45"), (REF, "46")]
    assert "entry_date_filed_after=2026-11-12" in world.paths()[-1]
    assert "entry_date_filed_after" not in snapshot.url and f"{ID}+OR+{APPEAL}" in snapshot.url
    assert snapshot.scope.kind is ScopeKind.WINDOW  # what it does not show has not gone


@pytest.mark.parametrize(
    ("number", "changes", "count"),
    [
        (45, {"pacer_sequence_number": None}, 1),
        (45, {"pacer_sequence_number": None, "date_filed": "2026-11-19"}, 1),
        (None, {"pacer_sequence_number": None}, 1),  # a minute entry
        (None, {"pacer_sequence_number": None, "date_filed": "2026-11-19"}, 2),  # of another day
        (45, {"pacer_sequence_number": 901}, 2),  # a place of its own
        (45, {"pacer_sequence_number": None, "description": "ORDER denying the motion."}, 2),
    ],
)
def test_an_entry_that_one_register_has_twice_is_one_entry(world, number, changes, count):
    """CourtListener holds it with its place in the register, and once more without (8 of 1,600 seen)."""
    text, day = "ORDER granting the motion.", "2026-11-18"
    papers = [cl.paper(9100, ID, 45), cl.paper(9101, ID, 45, attachment=1, label="Exhibit A")]
    first = cl.entry(910, ID, number, text, day, [cl.paper(9090, ID, 45)]) | {"pacer_sequence_number": 900}
    world.rows["docket-entries"] = [first, cl.entry(911, ID, number, text, day, papers) | changes]
    entries = of(DocketEntry, read(world, reading()))
    assert len(entries) == count
    if count == 1:
        [entry] = entries
        assert entry.pacer_seq_no == "900" and [d.attachment_number for d in entry.documents] == [0, 1]


def test_nothing_new_is_an_answer_too(world):
    snapshot = ask_one(world, step(Purpose.NEWS, watched(), since=date(2026, 11, 24)))
    assert courtlistener.SOURCE.parse(snapshot) == [] and (snapshot.as_of, snapshot.as_of_basis) == (
        "2026-11-24T12:00:00Z",
        "fetch",
    )


NEWS = step(Purpose.NEWS, watched(), since=date(2026, 11, 12))
OF_APPEAL = watched(APPEAL, APPEAL_REF)
OPINION = step(Purpose.OPINION, OF_APPEAL, ids=(107,))
FILINGS = step(Purpose.DISCOVERY, query=QUERIES["statute-filings"], since=date(2026, 11, 1))
ACT_FILINGS = step(Purpose.DISCOVERY, query=QUERIES["act-filings"], since=date(2026, 11, 1))
GRANTED = "ORDER granting the motion."
COMPLAINT = "COMPLAINT under the Communications Decency Act, 47 U.S.C. § 230."
FACTS = "The post stood for a year, and the plaintiff asked for its removal. " * 200


def found_in_another_docket(text, **fields):
    return {
        "dockets": [cl.docket(9, docket_number="5:26-cv-00777", **fields)],
        "docket-entries": [cl.entry(90, 9, 1, text, "2026-11-20")],
    }


def shown(record, names):
    """The fields of a record, or the numbers of an entry's attachments."""
    values = [
        [document.attachment_number for document in record.documents]
        if name == "attachments"
        else attrgetter(name)(record)
        for name in names
    ]
    return tuple(values) if len(values) > 1 else values[0]


# What stands there besides, alone ("only …"), or in the first row ("first …"); what is asked; the fields of records.
@pytest.mark.parametrize(
    ("there", "asked", "expected"),
    [
        pytest.param(
            {"first dockets": {"date_terminated": "2026-11-23"}},
            reading(),
            {(Docket, "status", "date_terminated"): [(DocketStatus.CLOSED, date(2026, 11, 23))]},
            id="a terminated docket is closed",
        ),
        pytest.param(
            {},
            step(Purpose.NEWS, watched(), since=date(2024, 4, 1)),
            {
                (DocketEntry, "entry_number", "short_text", "attachments"): [
                    ("31", "Motion to Dismiss", [0, 1]),
                    ("45", None, [0]),
                    ("46", None, [0]),
                    (None, None, []),
                ]
            },
            id="the files of one entry are one entry",
        ),
        # An appeal can stand there twice (#1376): both are asked in one search.
        pytest.param(
            {
                "dockets": [cl.docket(9, pacer_case_id=None)],
                "docket-entries": [
                    cl.entry(901, 9, 45, "", papers=[cl.paper(9010, 9, 45, label="Order", pacer_doc_id="")]),
                    cl.entry(902, 9, 47, "NOTICE of Change of Address.", "2026-11-20"),
                ],
            },
            step(Purpose.NEWS, watched(9), watched(), since=date(2026, 11, 12)),
            {
                (DocketEntry, "entry_number", "text_kind"): [
                    ("45", TextKind.FULL),
                    ("46", TextKind.LABEL),
                    ("47", TextKind.FULL),
                ]
            },
            id="an entry that two registers of one docket have is one entry",
        ),
        pytest.param(
            {
                "only docket-entries": [
                    cl.entry(
                        910 + n, ID, 45, GRANTED, "2026-11-18", [cl.paper(paper, ID, 45, pacer_doc_id=doc)]
                    )
                    for n, (paper, doc) in enumerate(((9090, "035012345"), (9100, "")))
                ]
            },
            NEWS,
            {(DocketEntry, "entry_number", "attachments"): [("45", [0])]},
            id="an entry that a search shows under two ids is one entry",
        ),
        # As *Newman v. Google*, which has the number of each of two offices there.
        pytest.param(
            {
                "only dockets": [
                    cl.docket(source_id, "cand", number, "Newman v. Google LLC", pacer_case_id="77")
                    for source_id, number in ((8, "5:26-cv-00011"), (9, "3:26-cv-00011"))
                ],
                "only docket-entries": [
                    cl.entry(
                        900 + n,
                        n,
                        1,
                        COMPLAINT,
                        "2026-11-18",
                        [cl.paper(9000 + n, n, 1, pacer_doc_id="035012345")],
                    )
                    for n in (8, 9)
                ],
            },
            FILINGS,
            {
                (Docket, "ref.docket_number"): ["3:26-cv-00011", "5:26-cv-00011"],
                (DocketEntry, "entry_number"): ["1"],
            },
            id="an entry of a docket that is found under two ids comes once",
        ),
        pytest.param(
            {
                "only docket-entries": [
                    cl.entry(
                        903,
                        ID,
                        48,
                        "",
                        "2026-11-20",
                        [cl.paper(9030, ID, 48, attachment=1, label="Exhibit A")],
                    )
                ]
            },
            NEWS,
            {(DocketEntry, "entry_number"): [], (Issue, "code"): ["empty-entry"]},
            id="an attachment's label is not the entry's",
        ),
        # The core leaves out office and type of case, so that a criminal case shares it.
        pytest.param(
            {
                "dockets": [
                    cl.docket(7, docket_number="1:24-cr-01234", name="USA v. Doe"),
                    cl.docket(8, "nysd", "1:24-cv-01234"),
                ]
            },
            step(Purpose.LOOKUP, replace(watched(), source_ids=())),
            {(Docket, "ref"): [REF]},
            id="a look-up takes the docket whose whole number fits",
        ),
        pytest.param(
            {},
            step(Purpose.OPINIONS, OF_APPEAL),
            {
                (DocketEvent, "event", "date_from"): [("decided", date(2026, 9, 3))],
                (Docket, "details"): [
                    (("courtlistener_docket_id", str(APPEAL)), ("courtlistener_opinion_ids", "107"))
                ],
                (Citation, "text"): ["123 F.4th 456"],
            },
            id="decisions of our dockets",
        ),
        pytest.param(
            {},
            OPINION,
            {
                (Ruling, "disposition", "date_from", "answer", "is_verified"): [
                    ("affirmed", date(2026, 9, 3), "immune", False)
                ],
                (Defense, "provision"): ["c1"],
                (Citation, "text"): ["123 F.4th 456"],
            },
            id="an opinion's text says what it holds",
        ),
        # Not the first place that was read: what the court below held, or a remark on immunities at the end.
        pytest.param(
            {
                "first opinions": {
                    "html_with_citations": "",
                    "plain_text": "SMITH, Circuit Judge: The district court held that Chirpwell is immune under "
                    "section 230 of the Communications Decency Act, 47 U.S.C. § 230, and dismissed the suit. "
                    f"{FACTS}\n\nWe hold that Chirpwell is immune under section 230. Defendants want to extend the "
                    "immunity as broadly as possible. AFFIRMED.",
                }
            },
            OPINION,
            {(Ruling, "answer", "text"): [("immune", "We hold that Chirpwell is immune under section 230.")]},
            id="what is quoted of a long opinion is its holding",
        ),
        pytest.param(
            {
                "first opinions": {
                    "plain_text": "Fees.",
                    "html_with_citations": "<pre>We affirm the award of fees.</pre>",
                }
            },
            OPINION,
            {(Ruling, "answer"): [None], (Defense, "provision"): []},
            id="an opinion on something else answers nothing",
        ),
        pytest.param(
            {},
            step(Purpose.PRECEDENT, words="123 F.4th 456"),
            {
                (Docket, "details"): [
                    (
                        ("courtlistener_docket_id", str(APPEAL)),
                        ("precedent", "123 F.4th 456"),
                        ("courtlistener_precedent_ids", "107"),
                    )
                ]
            },
            id="a precedent gives the ids by which others cite it",
        ),
        *(
            pytest.param(
                found_in_another_docket(text),
                query,
                {(Docket, "ref.docket_number"): ["5:26-cv-00777"] * is_found},
                id=f"discovery: {text}",
            )
            for query, text, is_found in (
                (FILINGS, "MOTION to dismiss under 47 U.S.C. § 230(c)(1)", True),
                (
                    ACT_FILINGS,
                    "ANSWER: defendant is immune under Section 230 of the Communications Decency Act",
                    True,
                ),
                (
                    FILINGS,
                    "MOTION to dismiss under 47 U.S.C. §230",
                    True,
                ),  # one token, hence a spelling of its own
                (FILINGS, "MOTION to dismiss for want of jurisdiction", False),
                (ACT_FILINGS, "MOTION to dismiss for want of jurisdiction", False),
                # "section 230 immunity" matches, the law does not
                (FILINGS, "Plaintiff's Labor Code section 230 immunity claim", False),
                (ACT_FILINGS, "Plaintiff's Labor Code section 230 immunity claim", False),
            )
        ),
        # Motion, declaration and exhibit of one filing are three files of a hit, often the only three.
        pytest.param(
            {
                "docket-entries": [
                    cl.entry(
                        91,
                        ID,
                        50,
                        "MOTION to Dismiss by Chirpwell.",
                        "2026-11-21",
                        [
                            cl.paper(
                                910 + n,
                                ID,
                                50,
                                attachment=n or None,
                                label=label,
                                plain_text="47 U.S.C. § 230(c)(1)",
                            )
                            for n, label in enumerate(("Motion to Dismiss", "Declaration", "Proposed Order"))
                        ],
                    )
                ]
            },
            step(Purpose.DISCOVERY, query=QUERIES["statute-filings"], since=date(2026, 11, 20)),
            {
                (DocketEntry, "entry_number", "pacer_doc_id", "short_text", "documents"): [
                    ("50", "035000000910", "Motion to Dismiss", ())
                ]
            },
            id="the files of an entry that a search found are one entry",
        ),
        pytest.param(
            {"dockets": [cl.docket(9, docket_number="5:26-cv-00777", cause="47:230 Telecommunications Act")]},
            step(Purpose.DISCOVERY, query=QUERIES["cause"]),
            {(Docket, "ref.docket_number"): ["5:26-cv-00777"]},
            id="a cause of action under § 230 is found",
        ),
        pytest.param(
            {
                "fjc-integrated-database": [
                    cl.fjc(1, "cand", "1901234", "DOE", "CHIRPWELL, INC."),
                    cl.fjc(2, "cand", "1901235", "ROE", "X", section="2301"),
                    cl.fjc(3, "zzz", "1901236", "ROE", "X"),
                ]
            },
            step(Purpose.COUNT),
            {
                (Docket, "ref", "caption"): [(DocketRef("cand", "19-cv-01234"), None)],
                (Issue, "code"): ["unknown-court"],
            },
            id="the courts' own count",
        ),
    ],
)
def test_what_is_read(world, there, asked, expected):
    for name, rows in there.items():
        form, _, endpoint = name.rpartition(" ")
        if form == "first":
            world.rows[endpoint][0] |= rows
        else:
            world.rows[endpoint] = [*([] if form else world.rows[endpoint]), *rows]
    records = read(world, asked)
    assert {
        (kind, *names): sorted((shown(record, names) for record in of(kind, records)), key=str)
        for kind, *names in expected
    } == expected


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (step(Purpose.LOOKUP, replace(watched(), source_ids=())), "docket_number_core=2401234"),
        (step(Purpose.OPINIONS, OF_APPEAL), "stat_Unpublished=on"),  # without it they do not come
    ],
)
def test_what_is_asked(world, asked, words):
    ask_one(world, asked)
    assert words in world.paths()[-1]


def test_a_cluster_that_was_merged_is_followed_and_a_sealed_one_is_a_failure(world):
    world.rows["clusters"][0] |= {"id": 202, "_was": [101]}
    assert len(of(Ruling, read(world, step(Purpose.OPINION, watched(APPEAL, APPEAL_REF), ids=(107,))))) == 1
    world.rows["clusters"][0] |= {"id": 101, "_sealed": True}
    [error] = ask(client(world), step(Purpose.OPINION, watched(APPEAL, APPEAL_REF), ids=(107,)))
    assert error.status == 410


def test_a_recording_is_an_argument_held(world):
    [hearing] = read(world, step(Purpose.ARGUMENTS, watched(APPEAL, APPEAL_REF)))
    assert (hearing.ref, hearing.date_from, hearing.action) == (APPEAL_REF, date(2026, 5, 12), "held")
    # the docket's own date of argument is the same hearing
    [again] = of(HearingEvent, read(world, reading(APPEAL, APPEAL_REF)))
    assert again.hearing_key == hearing.hearing_key


def test_a_private_number_is_in_no_evidence(world):
    world.add("parties", cl.party(15, ID, "Google LLC (call 415-555-0100 or clerk@example.org)", "Defendant"))
    evidence = details(read(world, step(Purpose.DISCOVERY, query=QUERIES["platform-google-libel"])))[
        "found_words"
    ]
    assert (
        "Google LLC (call [telephone removed]" in evidence and "0100" not in evidence and "@" not in evidence
    )


@given(before=st.integers(0, 160), after=st.integers(0, 160))
def test_wherever_evidence_is_cut_no_part_of_a_private_number_is_left(before, after):
    phone, law = "(415) 555-0100", "MOTION to dismiss under 47 U.S.C. § 230(c)(1)"
    text = f"{phone} {'and ' * before}{law}{' and' * after} {phone}"
    for row, route in (({"snippet": text}, Route.TEXT), ({"party": [text]}, Route.PLATFORM)):
        evidence = find_evidence(Fields(row, "x"), route)
        assert evidence and not re.search(r"415|555|0100", evidence)


def found_row(**more):
    row = {
        "cluster_id": 5,
        "court_id": "ca9",
        "docket_id": 55,
        "docketNumber": "04-56001, 04-57002",
        "caseName": "Roe v. Chirpwell",
        "dateFiled": "2026-11-03",
        "citation": ["9 F.5th 99"],
        "opinions": [{"id": 6, "snippet": "Before the court are two appeals.", "cites": [3, 7]}],
    }
    return {"results": [row | more], "next": None}


def found_by_citation(*ids, **more):
    url = f"https://www.courtlistener.com{discovery_address(QUERIES['cites-opinions'], None, ids)}"
    asked = Asked(Purpose.DISCOVERY.value, {}, "cites-opinions")
    return list(read_found(asked, read_rows(found_row(**more), url)))


def test_who_cites_a_leading_decision_is_found_by_his_own_list_of_citations():
    """A search by citation highlights nothing, so that its rows show the beginning of a text."""
    first, _ = of(Docket, found_by_citation(7, 8))
    assert dict(first.details)["found_words"] == (
        "cites leading decisions on § 230: CourtListener's opinions 7"
    )
    assert found_by_citation(8, 9) == []


def test_appeals_decided_together_are_each_found_and_the_first_has_the_id():
    records = found_by_citation(7)
    first, second = of(Docket, records)
    assert [docket.ref.docket_number for docket in (first, second)] == ["04-56001", "04-57002"]
    assert REGISTER_ID in dict(first.details) and REGISTER_ID not in dict(second.details)
    assert {event.ref for event in of(DocketEvent, records)} == {first.ref, second.ref}


def test_a_docket_asked_by_its_second_number_is_the_one_that_was_asked():
    row = Fields(
        cl.docket(9, court_id="ca9", docket_number="Nos. 04-56001, 04-57002", pacer_case_id=None), "x"
    )
    for number in ("04-56001", "04-57002"):
        assert next(iter(read_header(row, DocketRef("ca9", number)))).ref.docket_number == number


def test_a_count_of_more_pages_than_are_read_says_so(world):
    world.add(
        "fjc-integrated-database", *(cl.fjc(n, "cand", f"19{n:05}", "DOE", "X") for n in range(1, 1022))
    )
    records = read(world, step(Purpose.COUNT))
    assert (len(of(Docket, records)), [issue.value for issue in of(Issue, records)]) == (
        1000,
        ["1000 lines read, and more follow"],
    )


# ---- limits


@pytest.mark.parametrize(
    ("limits", "foreign", "runs", "asked"),
    [
        # The hour is full, with robots.txt (asked on a mirror only): what is left waits for the next plan.
        (FREE, 0, 1, [49]),
        # What another program spent with the token is taken off.
        (FREE, 45, 1, [5]),
        # A better tier is used as the server says.
        (((60, 25), (3600, 300), (86_400, 1400)), 0, 1, [160]),
        # The limits hold across restarts: in 15 hours, robots.txt three times besides.
        (FREE, 0, 30, range(120, 126)),
    ],
)
def test_no_tier_is_ever_exceeded(limits, foreign, runs, asked):
    kept = MemoryLedger()
    with server(limits=limits) as site:
        ordinary(site)
        site.foreign = [site.clock()] * foreign
        for _ in range(runs):
            things = ask(client(site, kept=kept), *[reading()] * 40)  # a new process each time
            assert runs > 1 or of(FetchError, things) == []
            site.clock.sleep(1800)
        assert site.refused == 0 and len(site.times) in asked


def test_maintenance_on_thursday_night_is_kept_clear_of():
    with server() as site:
        http = client(site)
        site.clock.now = site.clock.now.replace(day=27, hour=6)  # Thursday 22:00 in San Francisco
        http.has_address = lambda name: False  # a mirror of the operator's has no such night
        assert ask(http, reading()) == [] and site.paths() == []


# ---- hostile input

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "results",
                    "id",
                    "court_id",
                    "docket_number",
                    "docket_id",
                    "opinions",
                    "recap_documents",
                    "meta",
                    "payload",
                    "webhook",
                    "event_type",
                    "date_filed",
                    "cluster_id",
                    "original_court_info",
                    "attorneys",
                    "party_types",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(data=JSON, purpose=st.sampled_from(list(Purpose)))
def test_any_json_is_records_issues_or_a_parse_error(data, purpose):
    urls = ["https://x/api/rest/v4/dockets/1/", "https://x/api/rest/v4/docket-entries/?docket=1"]
    body = pack(Asked(str(purpose), {0: REF, 1: REF}), [Fetched(url, json.dumps(data)) for url in urls])
    snapshot = Snapshot(
        "courtlistener", "https://x/", "2026-11-24T12:00:00Z", body, Form.API, kind=str(purpose)
    )
    try:
        courtlistener.SOURCE.parse(snapshot)
    except ParseError:
        pass


@given(st.binary(max_size=200))
def test_any_bytes_are_a_parse_error(body):
    with pytest.raises(ParseError):
        courtlistener.SOURCE.parse(
            Snapshot("courtlistener", "x", "2026-11-24T12:00:00Z", body, Form.API, kind="news")
        )


def test_each_step_of_a_plan_tells_its_purpose_in_a_word():
    """`tracker plan` prints these words, and scripts read them from its JSON."""
    assert [purpose.value for purpose in Purpose] == [purpose.name.lower() for purpose in Purpose]


REAL = Path(__file__).resolve().parents[3] / "shared/real/sources/courtlistener/search_opinions_s230.json"
SITE = "https://www.courtlistener.com"


def snapshot_of(purpose, dockets, *answers):
    made = [Fetched(f"{SITE}/api/rest/v4/{path}", json.dumps(answer)) for path, answer in answers]
    return Snapshot(
        "courtlistener",
        f"{SITE}/api/rest/v4/{answers[0][0]}",
        "2026-11-01T00:00:00Z",
        pack(Asked(purpose.value, dockets), made),
        Form.API,
        kind=purpose.value,
    )


def edges_of(records):
    return {
        (record.number, cited)
        for record in records
        if isinstance(record, ListedOpinion)
        for cited in record.cites
    }


def row(number, docket_id, name, opinions, day="2024-05-01"):
    """A row of a v4 search `type=o`: opinions as (id, ids that it cites)."""
    return {
        "absolute_url": f"/opinion/{number}/{name.lower().replace(' ', '-')}/",
        "caseName": name,
        "citation": [],
        "cluster_id": number,
        "court_id": "ca9",
        "dateFiled": day,
        "docketNumber": "",
        "docket_id": docket_id,
        "lexisCite": "",
        "neutralCite": "",
        "status": "Published",
        "opinions": [
            {"id": each, "cites": cites, "snippet": "", "type": "combined-opinion", "sha1": ""}
            for each, cites in opinions
        ],
    }


def test_every_edge_of_the_real_answer_is_read():
    if not REAL.exists():
        pytest.skip(f"{REAL} is not here")
    answer = json.loads(REAL.read_text("utf-8"))
    edges = {
        (str(opinion["id"]), str(cited))
        for each in answer["results"]
        for opinion in each["opinions"]
        for cited in opinion["cites"]
    }
    dockets = {each["docket_id"]: DocketRef(each["court_id"], "24-1") for each in answer["results"]}
    read = edges_of(
        courtlistener.SOURCE.parse(snapshot_of(Purpose.OPINIONS, dockets, ("search/?type=o", answer)))
    )
    own = {number for number, _ in edges} | {
        str(opinion["id"]) for each in answer["results"] for opinion in each["opinions"]
    }
    assert read == edges
    assert (len(edges), sum(cited in own for _, cited in edges)) == (1426, 320)


DOCKETS = {41: DocketRef("ca9", "24-41"), 42: DocketRef("ca9", "24-42")}
LISTED = {
    "count": 2,
    "next": None,
    "previous": None,
    "results": [
        row(501, 41, "Roe v. Chirpwell Inc", [(801, [802, 99001]), (803, [])], "2025-01-02"),
        row(502, 42, "Poe v. Chirpwell Inc", [(802, [99001, 99001])]),
    ],
}
HELD = "We hold that section 230 of the Communications Decency Act bars the claims of the plaintiffs."
TEXT = f"""<p>BERZON, Circuit Judge:</p>
<p>The plaintiffs sued Chirpwell, Inc. over messages that others wrote and sent through its service to them.</p>
<p>We follow <em>Zeran v. America Online, Inc.</em>, 129 F.3d 327 (4th Cir. 1997). {HELD}</p>
<p>AFFIRMED.</p>"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setenv("TRACKER_HOME", str(tmp_path))
    with open_house(load_settings()) as opened:
        yield opened


def keep(house, snapshot):
    outcome = pipeline.Outcome("courtlistener")
    pipeline.archive_snapshot(house, snapshot, outcome)
    pipeline.ingest_pending(house, outcome)
    assert outcome.errors == []


def test_edges_are_kept_with_their_source_and_lead_to_our_dockets(house):
    keep(house, snapshot_of(Purpose.OPINIONS, DOCKETS, ("search/?type=o", LISTED)))
    stored = house.store.db.execute(
        "select source, number, cited_number from listed_citations order by 2, 3"
    ).fetchall()
    assert stored == [
        ("courtlistener", "801", "802"),
        ("courtlistener", "801", "99001"),
        ("courtlistener", "802", "99001"),
    ]
    conn = house.store.db.conn
    [cites] = load_cites(conn, ["ca9-24-41"])
    [cited_by] = load_cited_by(conn, ["ca9-24-42"])
    assert (cites["cited_docket_id"], cites["tier"], cites["word"]) == ("ca9-24-42", "listed", "cited")
    assert (cited_by["docket_id"], cited_by["listed_by"]) == ("ca9-24-41", "courtlistener")
    assert load_cites(conn, ["ca9-24-42"]) == []


def opinion_of(kind="010combined"):
    opinion = cl.opinion(801, 501, "", cited=(802, 99001), type=kind, html_with_citations=TEXT)
    return snapshot_of(
        Purpose.OPINION,
        {41: DOCKETS[41]},
        ("opinions/801/", opinion),
        ("clusters/501/", cl.cluster(501, 41, [801], day="2025-01-02")),
    )


def test_a_text_is_an_opinion_with_its_quotations_and_citations():
    records = courtlistener.SOURCE.parse(opinion_of())
    assert edges_of(records) == {("801", "802"), ("801", "99001")}
    [opinion] = [record for record in records if isinstance(record, Opinion)]
    assert (opinion.opinion_key, opinion.file_kind, str(opinion.date_filed)) == (
        "c801",
        "courtlistener",
        "2025-01-02",
    )
    assert [passage.text for passage in opinion.passages if passage.kind == "holding"] == [HELD]
    [cited] = opinion.cited
    assert (cited.slug, cited.treatment) == ("zeran-v-aol-ca4", "followed")


def test_a_dissent_in_a_file_of_its_own_holds_nothing():
    [opinion] = [
        record
        for record in courtlistener.SOURCE.parse(opinion_of("040dissent"))
        if isinstance(record, Opinion)
    ]
    assert {paragraph.part for paragraph in opinion.paragraphs} == {"dissent"}
    assert [passage.kind for passage in opinion.passages] == ["names_230"]


def test_a_rebuild_reads_no_text_again(house, monkeypatch):
    keep(house, opinion_of())
    first = house.store.db.execute("select * from opinion_paragraphs order by paragraph_id").fetchall()
    assert len(first) == 3
    monkeypatch.setattr(courtlistener.SOURCE, "read", lambda snapshot: pytest.fail("read twice"))
    house.rebuild(pipeline.Outcome("rebuild"))
    assert (
        house.store.db.execute("select * from opinion_paragraphs order by paragraph_id").fetchall() == first
    )
