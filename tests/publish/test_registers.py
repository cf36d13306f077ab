"""A case with a long register: compact, newest first, with what stands behind each line on demand; parties once."""

import re
from datetime import date, timedelta

import pytest

from docket.entries import mend_lost_breaks
from docket.records import CaseMember, Docket, DocketEntry, DocketRef, Document, Party
from docket.vocabulary import PartyType
from publish.links import pacer_document
from publish.words import format_days_in
from tests.publish.checking import build
from tests.worlds.asking import ask
from tests.worlds.publishing import snapshot

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
def world(tmp_path_factory):
    path = tmp_path_factory.mktemp("register") / "docket.db"
    build(path, [(snapshot("catalog:dockets.csv", b"1", fetched_at="2026-01-10T12:00:00Z"), list(records()))])
    return path


@pytest.fixture(scope="module")
def page(world):
    return ask(world, "/case/roe-v-long").text


def lines(page):
    register = page.partition('id="entries"')[2].partition("</section>")[0]
    return re.findall(r'<li id="([^"]+)"', register), register


def test_the_newest_come_first_and_every_entry_is_on_one_page(world, page):
    newest, register = lines(page)
    assert newest[0].endswith(f"n{COUNT}")
    assert "Page 1 of 2" in register
    older, register = lines(ask(world, "/case/roe-v-long?entries=1").text)
    assert "Page 2 of 2" in register
    assert len(newest) + len(older) == COUNT == len({*newest, *older})
    assert older[0].endswith(f"n{COUNT - len(newest)}")


def test_a_day_is_said_once_and_a_line_holds_one_disclosure(page):
    ids, register = lines(page)
    assert register.count("<h3>") == len(set(re.findall(r'<h3><time datetime="([^"]+)"', register)))
    assert register.count("<summary>") == len(ids) + 1  # and that of the kinds of entry


def test_a_long_entry_is_folded_and_whole(page):
    _, register = lines(page)
    shown, _, rest = register.partition(f'n{COUNT}"')[2].partition("</li>")[0].partition("<details>")
    assert "Whole entry" in rest
    words = re.sub(
        r"<[^>]+>|…", " ", shown.partition("<a ")[0] + rest.partition("<p>")[2].partition("</p>")[0]
    )
    assert " ".join(LONG.split()) in " ".join(words.split())


def test_a_document_is_linked_where_it_can_be_had(page):
    _, register = lines(page)
    first = register.partition(f'n{COUNT}"')[2].partition("</li>")[0]
    assert f'href="{RECAP}"' in first
    assert 'href="https://ecf.cand.uscourts.gov/doc1/035012345678"' in first
    second = register.partition(f'n{COUNT - 1}"')[2].partition("</li>")[0]
    assert f'href="{RECAP}"' in second
    assert "PACER" not in second
    assert "PACER" not in register.partition(f'n{COUNT - 2}"')[2].partition("</li>")[0]


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
    parties = page.partition('id="parties"')[2].partition("</section>")[0]
    assert parties.count('<th role="rowheader"') == 1
    assert "N.D. Cal." in parties
    assert "9th Cir." in parties
    assert "Appellant" in parties
    assert parties.count("unconfirmed") == 1


def test_a_section_with_nothing_in_it_is_a_line(page):
    for name in ("hearings", "related"):
        section = page.partition(f'id="{name}"')[2].partition("</section>")[0]
        assert "on record" in section
        assert "<table" not in section
        assert section.count("<p") == 1


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
