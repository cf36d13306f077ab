"""The page of a case: its dockets together, when it began, and a long register, searched too."""

import re
from datetime import date, timedelta

import pytest

from docket.entries import mend_lost_breaks
from docket.records import CaseMember, Docket, DocketEntry, DocketRef, Document
from publish.api import filter_index, sql
from publish.links import pacer_document
from publish.pages.case import fold_links
from publish.serve import make_datasette
from publish.words import format_days_in, format_value
from tests.publish.checking import build
from tests.worlds.asking import answers_of as ask
from tests.worlds.publishing import snapshot
from tests.worlds.sql import run_sql

REFS = [
    DocketRef("cand", f"3:24-cv-0000{number}", catalog_slug=f"doe-v-example-{number}") for number in (1, 2)
]
SEEN = "2026-01-10T12:00:00Z"


def some_dockets(path, platforms):
    """A case of as many dockets as there are platforms."""
    records = []
    for place, (ref, platform) in enumerate(zip(REFS, platforms, strict=False), 1):
        records += [
            Docket(ref, ref.docket_number, "Doe v. Example, Inc.", "Doe v. Example", platform=platform),
            CaseMember(ref, "doe-v-example", place),
        ]
    return build(path, [(snapshot("catalog:dockets.csv", b"1", fetched_at=SEEN), records)])


@pytest.mark.parametrize(
    ("platforms", "expected"),
    [
        (("YOLO;LMK;Snapchat", "YOLO"), "YOLO; LMK; Snapchat"),
        (("YOLO", "Snapchat; YOLO"), "YOLO; Snapchat"),
        (("A", "A"), "A"),
        ((None, "A"), "A"),
        ((" ; ", None), None),
    ],
)
def test_a_platform_is_named_once(tmp_path, platforms, expected):
    path = some_dockets(tmp_path / "docket.db", platforms)
    assert run_sql(path, "select platform from cases") == [(expected,)]


@pytest.mark.parametrize(
    ("subject", "field", "value", "expected"),
    [
        ("hearings", "kind", "other_hearing", "Hearing"),
        ("hearings", "kind", "status_conference", "Status conference"),
        ("dockets", "outcome_230", "none", "No ruling"),
        ("rulings", "answer", "partly_immune", "Partly immune"),
        ("rulings", "answer", "silent", "Silent: § 230 not addressed"),
        ("dockets", "coverage", "feed_only", "Feed only"),
        ("claims", "cause_of_action", "ata_2333", "Anti-Terrorism Act (18 U.S.C. § 2333)"),
        ("hearings", "judge", "other_hearing", "other_hearing"),  # the court's own words
        ("docket_entries", "text", "MOTION_to dismiss", "MOTION_to dismiss"),
        ("dockets", "outcome_230", None, None),
    ],
)
def test_codes_are_said_in_words(subject, field, value, expected):
    assert format_value(subject, field, value) == expected


def test_members_of_a_litigation_stand_in_one_row():
    """21 rows of the page of MDL 3047 said "member of the multidistrict proceeding"."""
    member = {"link_type": "mdl_member", "text": "member", "effect": None, "date": None, "is_ours": False}
    links = [
        member | {"link_id": "a", "entry_id": None},
        member | {"link_id": "b", "entry_id": None, "text": "the States' action"},
        member | {"link_id": "c", "entry_id": None},
        member | {"link_id": "d", "entry_id": "read-from-an-entry"},
    ]
    folded = [(row["link_id"], [also["link_id"] for also in row["also"]]) for row in fold_links(links)]
    assert folded == [("a", ["c"]), ("b", []), ("d", [])]


# --- when a suit began: the day in its first court, and not known where only a later court's day is


@pytest.mark.parametrize(
    ("case_id", "date_filed", "year_filed", "law_in_force"),
    [
        (
            "js-v-village-voice",
            "2012-07-27",
            2012,
            "before_fosta",
        ),  # filed in Pierce County, reviewed in Olympia
        ("anderson-v-tiktok", "2022-05-12", 2022, "after_fosta"),
        ("herrick-v-grindr", "2017-02-08", 2017, "spans_fosta"),  # not the petition of 2019
        ("enigma-v-malwarebytes", None, 2017, "spans_fosta"),
        ("daniel-v-armslist", None, None, "unknown"),  # a state court's number is its own affair
        ("doe-v-backpage-2014", "2014-10-16", 2014, "before_fosta"),
        ("in-re-facebook-texas", "2018-10-01", 2018, "after_fosta"),  # the later suits have no date
        ("vermont-v-meta", None, None, "unknown"),  # the trial court's docket is not here
    ],
)
def test_a_case_began_where_it_was_filed(catalog, case_id, date_filed, year_filed, law_in_force):
    sql = "select date_filed, year_filed, law_in_force from cases where case_id = ?"
    assert run_sql(catalog, sql, case_id) == [(date_filed, year_filed, law_in_force)]


def test_a_year_is_known_of_most_cases(catalog):
    [(known, right)] = run_sql(
        catalog,
        "select avg(year_filed is not null), min(year_filed = substr(date_filed, 1, 4) + 0) from cases "
        "where selection = 'catalog'",
    )
    assert known > 0.6 and right


# --- a long register: newest first, and a document linked where it can be had

TRIAL = DocketRef("cand", "3:24-cv-00001", catalog_slug="roe-v-long")
RECAP = "https://storage.courtlistener.com/recap/gov.uscourts.cand.1/gov.uscourts.cand.1.7.0.pdf"
COUNT = 130


def records():
    day = date(2024, 1, 1)
    yield Docket(TRIAL, TRIAL.docket_number, "Roe v. Long, Inc.", "Roe v. Long", day)
    yield CaseMember(TRIAL, "roe-v-long", 1)
    for number in range(1, COUNT + 1):
        yield DocketEntry(
            TRIAL,
            text=f"MOTION number {number} to extend time",
            entry_number=str(number),
            pacer_doc_id="035012345678" if number == COUNT else None,
            date_filed=day + timedelta(days=number // 2),
            documents=(Document(pacer_doc_id="035012345678" if number == COUNT else None, url=RECAP),)
            if number >= COUNT - 1
            else (),
        )


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    looks = [(snapshot("catalog:dockets.csv", b"1", fetched_at=SEEN), list(records()))]
    return make_datasette(build(tmp_path_factory.mktemp("register") / "docket.db", looks))


@pytest.fixture(scope="module")
def page(register):
    return ask(register, "/case/roe-v-long").text


def lines(page):
    """Return the ids of the lines of a register, and its markup."""
    register = section_of(page, "entries")
    return re.findall(r'<li id="([^"]+)"', register), register


def line_of(page, number):
    return section_of(page, "entries").partition(f'n{number}"')[2].partition("</li>")[0]


def section_of(page, name):
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_the_newest_come_first_and_every_entry_is_on_one_page(register, page):
    newest, first = lines(page)
    older, second = lines(ask(register, "/case/roe-v-long?entries=1").text)
    assert newest[0].endswith(f"n{COUNT}") and "Page 1 of 2" in first and "Page 2 of 2" in second
    assert len(newest) + len(older) == COUNT == len({*newest, *older})
    assert older[0].endswith(f"n{COUNT - len(newest)}")


@pytest.mark.parametrize(
    ("number", "is_held", "is_in_pacer"),
    [(COUNT, True, True), (COUNT - 1, True, False), (COUNT - 2, False, False)],
)
def test_a_document_is_linked_where_it_can_be_had(page, number, is_held, is_in_pacer):
    line = line_of(page, number)
    assert (f'href="{RECAP}"' in line) is is_held
    assert (
        ("PACER" in line) is ('href="https://ecf.cand.uscourts.gov/doc1/035012345678"' in line) is is_in_pacer
    )


@pytest.mark.parametrize(
    ("court", "number", "expected"),
    [
        ("ca9", "009028908546", "https://ecf.ca9.uscourts.gov/docs1/009028908546"),
        ("nysd", "127128213972", "https://ecf.nysd.uscourts.gov/doc1/127128213972"),
        ("nysd", None, None),
        ("nysd", '1"><script>', None),
        ("wasuperct-pierce", "1", None),  # a State's court has no PACER
        ("no-court", "1", None),
    ],
)
def test_address_in_pacer(court, number, expected):
    assert pacer_document(court, number) == expected


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "Sheet is located athttp://nysd.uscourts.gov/x.. (jgo)",
            "Sheet is located at http://nysd.uscourts.gov/x.. (jgo)",
        ),
        ("see (athttps://a.gov)", "see (at https://a.gov)"),
        ("see https://a.gov/?u=xhttp://b.gov", "see https://a.gov/?u=xhttp://b.gov"),  # inside an address
        ("no address", "no address"),
    ],
)
def test_a_lost_line_break_is_mended(text, mended):
    assert mend_lost_breaks(text) == mended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("affirmed 2024-12-19; case settled 2017-10", "affirmed Dec. 19, 2024; case settled Oct. 2017"),
        ("No. 2012-11-362 and 2009-2010", "No. 2012-11-362 and 2009-2010"),
    ],
)
def test_dates_in_notes_are_written_as_a_reader_writes_them(text, expected):
    assert format_days_in(text) == expected


# --- its entries by their words

ASKED = [
    "q=motion",
    "q=moti",
    'q="to extend"',
    "q=motion&sort=date_filed",
    "q=motion&date_filed_to=2024-02-01",
    "q=motion&docket_id=cand-24-cv-00001",
    "q=zeran",
]


@pytest.mark.parametrize("asked", ASKED)
def test_the_head_of_the_list_gives_the_rows_of_the_whole_index(register, monkeypatch, asked):
    """Of a word that stands in every second entry."""
    quick = [entries_of(register, f"{asked}&limit={limit}") for limit in (5, 60)]
    monkeypatch.setattr(sql, "LONG", ())
    # Another limit in the address, so that no kept answer is given.
    again = [entries_of(register, f"{asked}&limit={limit + 1}")[:limit] for limit in (5, 60)]
    monkeypatch.setattr(filter_index, "FEW", 1)  # of a word in many rows, the newest are read first
    newest = [entries_of(register, f"{asked}&limit={limit + 2}")[:limit] for limit in (5, 60)]
    assert again == newest == quick


def test_a_frequent_word_does_not_ask_the_whole_index(register, monkeypatch):
    results = []
    look = sql.find_at_first
    monkeypatch.setattr(sql, "find_at_first", lambda *args: results.append(look(*args)) or results[-1])
    assert len(entries_of(register, "q=extend&limit=100")) == 100
    assert entries_of(register, "q=reply&limit=100") == []
    frequent, rare = results
    assert len(frequent) >= 101 and rare is None


def entries_of(register, asked):
    return ask(register, f"/api/v1/entries?{asked}").json()["data"]
