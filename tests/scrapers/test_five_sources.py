"""One docket seen by five sources is one docket with one set of entries, whatever the order of arrival.

The sheet and the e-mail are fixtures of theirs; the feed, the RECAP file and CourtListener's answers about
the same docket are written here in their own forms. Each shows other entries, in other words. At the end: one
argument of the Supreme Court, told of by its calendar, its docket and its recording.
"""

import itertools
import json
import os
import random
from dataclasses import replace
from functools import cache
from itertools import permutations

import pytest

from docket.records import DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.courtlistener.envelope import Asked, Fetched, pack
from scrapers.sources import appellate_opinions, oral_arguments, pacer_docket, pacer_rss, scotus, scotus_lists
from tests.scrapers.test_scotus_lists import snapshot_of
from tests.worlds import courtlistener_rows as cl
from tests.worlds.command import FIXTURES
from tests.worlds.court_pages import WATCHED, cut
from tests.worlds.pdf_pages import CALENDAR
from tests.worlds.stored import stored

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))

DOCKET = "cand-23-cv-04711"
REF = DocketRef("cand", "3:23-cv-04711", "418877")
SOURCES = ("sheet", "courtlistener", "recap", "rss", "email")
COMPLAINT = (
    "COMPLAINT against All Defendants (Filing fee $ 402, receipt number ACANDC-18700000). Filed by Jane Doe. "
    "(Attachments: # 1 Civil Cover Sheet, # 2 Exhibit A)(Ficticia, María) (Filed on 9/14/2023) (Entered: 09/14/2023)"
)
ORDER = (
    "ORDER by Judge Quentin R. Sample granting in part and denying in part 9 Motion to Dismiss. The "
    "failure-to-warn claim is not "
    "barred by Section 230. Emil Unbekannt terminated. (qrs, COURT STAFF) (Filed on 1/22/2024) (Entered: 01/22/2024)"
)
MINUTES = (
    "Minute Entry for proceedings held before Judge Quentin R. Sample: Motion Hearing held on 1/18/2024 re "
    "9 MOTION to Dismiss. Matter taken "
    "under submission. (no document attached) (Court Reporter Nina Nobody.) (abc, COURT STAFF) (Date "
    "Filed: 1/18/2024) (Entered: 01/19/2024)"
)
RELATED = (
    "ORDER RELATING CASES. The hearing on the motion to dismiss is CONTINUED to 3/21/2024 at 02:00 PM. "
    "Signed by Judge Quentin R. Sample on "
    "2/8/2024. (qrs, COURT STAFF) (Filed on 2/8/2024)"
)
# Number (None: unnumbered), sequence, document, day, text: as every source that knows the line would know it.
LINES = {
    "1": ("1", 8, "035023111001", "2023-09-14", COMPLAINT),
    "17": ("17", 52, "035023700123", "2024-01-22", ORDER),
    "minutes": (None, None, None, "2024-01-18", MINUTES),
    "21": ("21", 61, "035023766001", "2024-02-08", RELATED),
}


def sheet():
    return pacer_docket.SOURCE.recognize(
        "sheet.html",
        (FIXTURES / "pacer_docket" / "district_ordinary.html").read_bytes(),
        None,
        "2024-01-23T18:00:00Z",
    )


def email():
    return pacer_docket.SOURCE.recognize(
        "notice.eml",
        (FIXTURES / "pacer_docket" / "nef_two_dockets.eml").read_bytes(),
        None,
        "2024-02-09T20:00:00Z",
    )


def rss():
    """The court's feed of 9 February: labels, with the fourth digit of a document's id as PACER happens to write it."""

    def item(label, number, doc, seq, stamp):
        link = (
            f'(&lt;a href="https://ecf.cand.uscourts.gov/doc1/{doc}?caseid=418877&amp;amp;'
            f'de_seq_num={seq}" &gt;{number}&lt;/a&gt;)'
        )
        return (
            "<item><title>3:23-cv-04711 Doe v. Chirpwell, Inc. et al</title><link>https://"
            "ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?418877</link>"
            f"<description>[{label}] {link}</description>"
            f'<guid isPermaLink="true">https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?418877&amp;{seq}</'
            f"guid><pubDate>{stamp}</pubDate></item>"
        )

    body = (
        (
            '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>California Northern '
            "District - Recent Entries</title>"
            "<link>https://ecf.cand.uscourts.gov</link><description>Docket entries of type: all</description>"
            "<lastBuildDate>Sat, 10 Feb 2024 01:20:15 GMT</lastBuildDate>"
        )
        + item("Order Relating Case", "21", "035123766001", 61, "Fri, 09 Feb 2024 19:34:50 GMT")
        + item("Order on Motion to Dismiss", "17", "035123700123", 52, "Mon, 22 Jan 2024 22:10:00 GMT")
        + "</channel></rss>"
    )
    at = "2024-02-10T01:30:00Z"
    whole = Snapshot(
        "pacer_rss",
        "https://ecf.cand.uscourts.gov/cgi-bin/rss_outside.pl",
        at,
        body.encode(),
        Form.FEED,
        court_id="cand",
        kind="district_rss",
        as_of=at,
    )
    return pacer_rss.select_watched(whole, (REF,))


def recap():
    """The Archive's JSON of 25 January: numbered lines only, as its uploaders bought them."""

    def row(name):
        number, seq, doc, day, text = LINES[name]
        paper = {
            "document_number": number,
            "attachment_number": None,
            "pacer_doc_id": doc,
            "document_type": 1,
            "is_available": False,
            "page_count": None,
            "file_size": None,
            "filepath_local": "",
            "filepath_ia": "",
            "description": "",
        }
        return {
            "date_filed": day,
            "entry_number": int(number),
            "recap_sequence_number": f"{day}.001",
            "pacer_sequence_number": seq,
            "description": text,
            "recap_documents": [paper],
        }

    data = {
        "id": 4711,
        "court": "https://www.courtlistener.com/api/rest/v3/courts/cand/",
        "court_id": "cand",
        "source": 1,
        "date_modified": "2024-01-25T08:09:10.111213-08:00",
        "docket_number": "3:23-cv-04711",
        "pacer_case_id": "418877",
        "case_name": "Doe v. Chirpwell, Inc.",
        "date_filed": "2023-09-14",
        "date_terminated": None,
        "blocked": False,
        "docket_entries": [row("1"), row("17")],
        "parties": [
            {
                "name": "Jane Doe",
                "extra_info": "",
                "attorneys": [],
                "party_types": [{"name": "Plaintiff", "date_terminated": None, "extra_info": ""}],
            }
        ],
    }
    stem = "gov.uscourts.cand.418877"
    return Snapshot(
        "recap",
        f"https://archive.org/download/{stem}/{stem}.docket.json",
        "2024-02-11T00:00:00Z",
        json.dumps(data).encode(),
        Form.RECAP,
        court_id="cand",
        kind="recap_json",
        as_of="2024-01-25T16:09:10Z",
        as_of_basis="page",
        scope=Scope(ScopeKind.WINDOW),
    )


def courtlistener():
    """CourtListener's reading of 12 February: all it has, the minutes among it."""
    number = 68004711

    def row(name):
        entry_number, seq, doc, day, text = LINES[name]
        papers = (
            [cl.paper(number + seq, number, int(entry_number), day=day, pacer_doc_id=doc)]
            if entry_number
            else [cl.paper(1, number, None, day=day)]
        )
        whole = int(entry_number) if entry_number else None
        return cl.entry(number * 10 + (seq or 0), number, whole, text, day, papers, pacer_sequence_number=seq)

    def page(name, *rows):
        return Fetched(
            f"https://www.courtlistener.com{'/api/rest/v4/'}{name}/",
            json.dumps({"next": None, "results": list(rows)}),
        )

    header = cl.docket(
        number,
        docket_number="3:23-cv-04711",
        pacer_case_id="418877",
        date_filed="2023-09-14",
        assigned_to_str="Quentin R. Sample",
    )
    answers = [
        Fetched(f"https://www.courtlistener.com/api/rest/v4/dockets/{number}/", json.dumps(header)),
        page("docket-entries", *map(row, LINES)),
        page(
            "parties",
            cl.party(1, number, "Jane Doe", "Plaintiff"),
            cl.party(2, number, "Chirpwell, Inc.", "Defendant"),
        ),
        page("attorneys"),
    ]
    return Snapshot(
        "courtlistener",
        f"https://www.courtlistener.com/api/rest/v4/dockets/{number}/",
        "2024-02-12T00:00:00Z",
        pack(Asked("reading", {number: REF}), answers),
        Form.API,
        court_id="cand",
        kind="reading",
        as_of="2024-02-12T00:00:00Z",
        scope=Scope(ScopeKind.WINDOW),
    )


@cache
def pages():
    """The docket as each source shows it."""
    return {
        "sheet": sheet(),
        "courtlistener": courtlistener(),
        "recap": recap(),
        "rss": rss(),
        "email": email(),
    }


def read_in(order):
    return stored(*(pages()[name] for name in order))


TABLES = (
    "cases",
    "dockets",
    "docket_aliases",
    "docket_facts",
    "docket_entries",
    "entry_versions",
    "documents",
    "participations",
    "hearings",
    "hearing_events",
    "motions",
    "rulings",
    "claims",
    "defenses",
)


def rows(db):
    return {table: sorted(db.execute(f"select * from [{table}]").fetchall(), key=str) for table in TABLES}


def entries_of(db):
    return db.execute(
        (
            "select entry_number, date_filed, substr(text, 1, 20) from docket_entries where docket_id = ? "
            "order by date_filed, entry_number"
        ),
        (DOCKET,),
    ).fetchall()


EXPECTED = [
    ("1", "2023-09-14", "COMPLAINT against Al"),
    ("2", "2023-09-15", "Case assigned to Jud"),
    ("9", "2023-11-20", "MOTION to Dismiss un"),
    ("9", "2023-11-21", "Proposed Order re 9 "),
    (None, "2024-01-18", "Minute Entry for pro"),
    ("17", "2024-01-22", "ORDER by Judge Quent"),
    ("21", "2024-02-08", "ORDER RELATING CASES"),
]


def test_five_sources_make_one_docket_with_one_set_of_entries():
    db = read_in(SOURCES)
    # The notice tells of a second docket besides; that one stays apart.
    assert db.execute("select docket_id from dockets order by 1").fetchall() == [
        (DOCKET,),
        ("cand-23-cv-05002",),
    ]
    assert entries_of(db) == EXPECTED
    assert db.execute(
        "select docket_number, pacer_case_id, coverage, date_filed from dockets where docket_id = ?",
        (DOCKET,),
    ).fetchone() == (
        "3:23-cv-04711",
        "418877",
        "complete",
        "2023-09-14",
    )
    assert db.execute(
        "select count(*) from participations where docket_id = ? and name = 'Jane Doe'", (DOCKET,)
    ).fetchone() == (1,)


def test_provenance_shows_all_five():
    db = read_in(SOURCES)
    forms = {
        form
        for (form,) in db.execute(
            "select distinct form from _sightings join snapshots using (snapshot_id) where ref_id like "
            "'cand|3:23-cv-04711|%'"
        )
    }
    assert forms == {"sheet", "api", "recap", "feed", "email"}
    # Said of the docket, by source (the sheet and the e-mail are both saved pages): the header's facts.
    sources = {
        source
        for (source,) in db.execute("select distinct source from docket_facts where docket_id = ?", (DOCKET,))
    }
    assert sources == {"pacer_docket", "courtlistener", "recap", "pacer_rss"}
    # Said of one line, as often as it was said in other words (RECAP repeats the sheet's); the notice told of entry 21.
    versions = (
        "select distinct snapshots.form from entry_versions join docket_entries using (entry_id) "
        "join snapshots on snapshots.snapshot_id in (first_snapshot_id, last_snapshot_id) where "
        "docket_entries.docket_id = ? and docket_entries.entry_number = ?"
    )
    assert {form for (form,) in db.execute(versions, (DOCKET, "17"))} == {"sheet", "api", "feed"}
    assert {form for (form,) in db.execute(versions, (DOCKET, "21"))} == {"api", "feed", "email"}


def test_the_order_of_arrival_does_not_matter():
    """Of a dozen orders, all 120 in ./test --full, every row of every table is compared."""
    orders = list(itertools.permutations(SOURCES))
    whole = rows(read_in(SOURCES))
    for order in orders if FULL else random.Random(230).sample(orders, 12):
        tables = rows(read_in(order))
        assert [table for table in TABLES if tables[table] != whole[table]] == [], order


NUMBER = "22-9001"


def argument_docket():
    data = json.loads((FIXTURES / "scotus" / "ordinary.json").read_text())
    entries = [
        {"Date": "Feb 01 2024", "Text": "SET FOR ARGUMENT on Monday, March 18, 2024."},
        {"Date": "Mar 18 2024", "Text": "Argued. For petitioner: Lee Lawyer, Washington, D. C."},
    ]
    body = json.dumps(data | {"CaseNumber": f"{NUMBER} ", "ProceedingsandOrder": entries}).encode()
    return scotus.SOURCE.recognize("a.json", body, "scotus", "2024-03-20T00:00:00Z")


def told(order):
    """A database that has heard of the argument by these, in this order."""
    recording = (FIXTURES / "oral_arguments" / "ordinary.scotus").read_bytes()
    opinion = (FIXTURES / "appellate_opinions" / "citation.scotus_slip").read_bytes()
    tellers = {
        "calendar": scotus_lists.select_watched(snapshot_of("calendar", CALENDAR), {NUMBER}),
        "docket": argument_docket(),
        "recording": replace(cut(oral_arguments.SOURCE, "scotus", recording), as_of="2024-03-22T00:00:00Z"),
        "opinion": cut(appellate_opinions.SOURCE, "scotus_slip", opinion, WATCHED["scotus"]),
    }
    return stored(*(tellers[name] for name in order))


def hearings(db):
    return db.execute("select hearing_id, kind, date_from, status from hearings order by 1").fetchall()


@pytest.mark.parametrize("order", list(permutations(("calendar", "docket", "recording"))), ids="-".join)
def test_calendar_docket_and_recording_are_one_argument_held(order):
    assert hearings(told(order)) == [
        ("scotus-22-9001.oral-argument-2024-03-18", "oral_argument", "2024-03-18", "held")
    ]


@pytest.mark.parametrize(
    ("order", "status"),
    [
        (("calendar",), "scheduled"),
        (("recording",), "held"),
        (("calendar", "recording"), "held"),
        (("recording", "calendar"), "held"),
    ],
)
def test_without_the_docket_the_lists_alone_tell_of_it(order, status):
    assert [row[3] for row in hearings(told(order))] == [status]


def test_a_list_leaves_the_dockets_own_caption_alone_and_adds_the_opinion():
    db = told(("docket", "opinion"))
    row = db.execute(
        "select d.caption, c.selection, d.coverage from dockets d join cases c using (case_id)"
    ).fetchone()
    assert row == ("Example Video, Inc., et al. v. Rae Roe", "imported", "complete")
    assert db.execute("select event, date_from, source_url from docket_events").fetchall() == [
        ("opinion", "2024-03-12", "https://www.example.org/opinions/23pdf/22-9001_abcd.pdf")
    ]
    assert told(("opinion",)).execute("select selection from cases").fetchall() == [("candidate",)]
