"""The page of a case: its dockets together, what comes next, when it began, and a long register, searched too."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from docket.entries import mend_lost_breaks
from docket.records import CaseMember, Docket, DocketEntry, DocketRef, Document, HearingEvent, Party
from docket.vocabulary import HearingAction, HearingKind, PartyType, Precision
from publish.api import sql
from publish.links import pacer_document
from publish.pages.case import fold_links
from publish.serve import make_datasette
from publish.words import format_days_in, format_value
from tests.publish.checking import build, check_page
from tests.worlds.asking import answers_of as ask, ask as ask_anew
from tests.worlds.publishing import snapshot
from tests.worlds.sql import run_sql

REFS = [
    DocketRef("cand", f"3:24-cv-0000{number}", catalog_slug=f"doe-v-example-{number}") for number in (1, 2)
]
SEEN = "2026-01-10T12:00:00Z"


def some_dockets(path, platforms=("A",), hearings=()):
    """A case of as many dockets as there are platforms, with hearings (day, status step) in the first."""
    records = []
    for place, (ref, platform) in enumerate(zip(REFS, platforms, strict=False), 1):
        records += [
            Docket(ref, ref.docket_number, "Doe v. Example, Inc.", "Doe v. Example", platform=platform),
            CaseMember(ref, "doe-v-example", place),
        ]
    for number, (day, *more) in enumerate(hearings):
        on = date.fromisoformat(day)
        for action in (HearingAction.SET, *more):
            records.append(
                HearingEvent(
                    REFS[0],
                    f"conference-{number}",
                    action,
                    HearingKind.STATUS_CONFERENCE,
                    date(2026, 1, 5),
                    on,
                    on,
                    Precision.DAY,
                )
            )
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
    ("hearings", "expected"),
    [
        ((("2098-01-05",), ("2099-05-07",)), "Jan. 5, 2098"),  # the next, not the last
        ((("2098-01-05", HearingAction.VACATED), ("2099-05-07",)), "May 7, 2099"),
        ((("2098-01-05", HearingAction.VACATED),), "none known"),
        ((("2020-01-06",),), "none known"),
    ],
)
def test_the_next_hearing(tmp_path, hearings, expected):
    text = ask_anew(some_dockets(tmp_path / "docket.db", hearings=hearings), "/case/doe-v-example").text
    assert expected in text.partition("<dt>Next hearing</dt>")[2].partition("</dd>")[0]


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


# --- what comes next, and the way from a line to how we know it

TODAY = datetime.now(UTC).date()
# Case, and in how many days from now its hearings are: one that has passed, one called off and none do not come.
CASES = {
    "alder-v-late": (40,),
    "birch-v-soon": (3, 90),
    "calder-v-past": (-30,),
    "dunmore-v-off": (5,),
    "ellery-v-none": (),
}


def coming_records():
    for number, (case_id, days) in enumerate(CASES.items()):
        ref = DocketRef("cand", f"3:24-cv-0000{number + 1}", catalog_slug=f"{case_id}-cand")
        yield Docket(ref, ref.docket_number, case_id.replace("-", " "), case_id, date(2024, 1, 1 + number))
        yield CaseMember(ref, case_id, 1)
        yield DocketEntry(ref, text="COMPLAINT", entry_number="1", date_filed=date(2024, 1, 1 + number))
        for in_days in days:
            day = TODAY + timedelta(days=in_days)
            key, spot = f"{case_id} {in_days}", (day, day, Precision.DAY)
            yield HearingEvent(ref, key, HearingAction.SET, HearingKind.TRIAL, date(2024, 2, 1), *spot)
            if case_id == "dunmore-v-off":
                yield HearingEvent(
                    ref, key, HearingAction.VACATED, HearingKind.TRIAL, date(2024, 2, 2), *spot
                )


@pytest.fixture(scope="module")
def coming(tmp_path_factory):
    looks = [
        (snapshot("catalog:dockets.csv", b"1", fetched_at="2024-03-01T12:00:00Z"), list(coming_records()))
    ]
    return make_datasette(build(tmp_path_factory.mktemp("coming") / "docket.db", looks))


def test_the_soonest_hearing_stands_first_and_cases_without_one_last(coming):
    day = f'next hearing <time datetime="{TODAY + timedelta(days=3)}"'
    page = check_page(
        coming, "/cases?sort=next_hearing", [day, "cases without one that we know of stand last"]
    ).text
    listed, newest = (
        re.findall(r'<th role="rowheader"[^>]*>\s*<a href="/case/([^"]+)"', text)
        for text in (page, ask(coming, "/cases").text)
    )
    assert listed[:2] == ["birch-v-soon", "alder-v-late"]
    # The rest as the list stands without the hearings: the newest event first.
    assert listed[2:] == [case_id for case_id in newest if case_id not in listed[:2]]
    assert page.count("next hearing <time") == 2


def test_a_hearing_called_off_takes_no_place_of_the_front_page_and_stays_in_the_list_of_all(coming):
    section = r'<section class="sec[^"]*" id="next".*?</section>'
    shown = re.search(section, ask(coming, "/").text, re.DOTALL)[0]
    assert re.findall(r'href="/case/([^"#]+)', shown) == ["birch-v-soon", "alder-v-late", "birch-v-soon"]
    assert "/case/dunmore-v-off" in ask(coming, "/hearings").text


def test_a_hearing_leads_to_how_we_know_it(coming):
    page = ask(coming, "/case/birch-v-soon").text
    paths = re.findall(r'<a href="(/fact/hearings/[^"]+/date_from)" title="How we know', page)
    assert len(paths) == 2
    assert all(path in ask(coming, "/hearings").text for path in paths)
    days = {str(TODAY + timedelta(days=in_days)) for in_days in CASES["birch-v-soon"]}
    assert {re.search(r"<h1>([^<]+)</h1>", ask(coming, path).text)[1] for path in paths} == days


def test_an_entry_leads_to_how_we_know_it_within_its_details(coming):
    page = ask(coming, "/case/ellery-v-none").text
    [details] = re.findall(r"<details>\s*<summary>Details.*?</details>", page, re.DOTALL)
    [path] = re.findall(r'<a href="(/fact/docket_entries/[^"]+/text)" title="How we know', details)
    assert page.count(path) == 1
    assert "<h1>COMPLAINT</h1>" in ask(coming, path).text


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


# --- a long register: compact, newest first, with what stands behind each line on demand; parties once

TRIAL = DocketRef("cand", "3:24-cv-00001", catalog_slug="roe-v-long")
APPEAL = DocketRef("ca9", "25-1001", catalog_slug="roe-v-long-ca9")
RECAP = "https://storage.courtlistener.com/recap/gov.uscourts.cand.1/gov.uscourts.cand.1.7.0.pdf"
LONG = "ORDER " + "on the motion to dismiss under section 230 " * 20
COUNT = 130


def records():
    day = date(2024, 1, 1)
    yield Docket(TRIAL, TRIAL.docket_number, "Roe v. Long, Inc.", "Roe v. Long", day)
    yield Docket(APPEAL, APPEAL.docket_number, "Roe v. Long, Inc.", "Roe v. Long (9th Cir.)", day)
    yield CaseMember(TRIAL, "roe-v-long", 1)
    yield CaseMember(APPEAL, "roe-v-long", 2)
    yield Party(TRIAL, "Jane Roe", PartyType.PLAINTIFF, "Plaintiff", is_verified=False)
    yield Party(APPEAL, "JANE ROE", PartyType.APPELLANT, "Appellant", is_verified=False)
    for number in range(1, COUNT + 1):
        yield DocketEntry(
            TRIAL,
            text=LONG if number == COUNT else f"MOTION number {number} to extend time",
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


def test_a_day_is_said_once_and_a_line_holds_one_disclosure(page):
    ids, register = lines(page)
    assert register.count("<h3>") == len(set(re.findall(r'<h3><time datetime="([^"]+)"', register)))
    assert register.count("<summary>") == len(ids) + 1  # and that of the kinds of entry


def test_a_long_entry_is_folded_and_whole(page):
    shown, _, rest = line_of(page, COUNT).partition("<details>")
    assert "Whole entry" in rest
    text = shown.partition("<a ")[0] + rest.partition("<p>")[2].partition("</p>")[0]
    assert " ".join(LONG.split()) in " ".join(re.sub(r"<[^>]+>|…", " ", text).split())


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


def test_a_party_stands_once_with_its_dockets_and_what_is_unconfirmed_is_said_once(page):
    parties = section_of(page, "parties")
    assert parties.count('<th role="rowheader"') == parties.count("unconfirmed") == 1
    assert [said for said in ("N.D. Cal.", "9th Cir.", "Appellant") if said not in parties] == []


@pytest.mark.parametrize("name", ["hearings", "related"])
def test_a_section_with_nothing_in_it_is_a_line(page, name):
    section = section_of(page, name)
    assert "on record" in section and "<table" not in section and section.count("<p") == 1


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
    assert again == quick


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
