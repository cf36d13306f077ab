"""The Supreme Court's dockets: JSON and saved pages, what is fetched and what they say."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from db.readings import encode_record
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef, Party
from docket.snapshot import Form, ScopeKind
from scrapers.http.get import Http
from scrapers.source import FetchError, WatchList, load_sources
from scrapers.sources import scotus
from scrapers.supreme_court import records as scotus_records
from tests.worlds.expected import of
from tests.worlds.in_words import in_words
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tracker.reading import page_reader

FIXTURES = Path(__file__).parents[1] / "fixtures" / "scotus"
DOCKETS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "scotus" / "dockets"
JSONS = sorted((DOCKETS / "json").glob("*.compare.json"))
PAGES = sorted([*(DOCKETS / "html").glob("*.html"), *(DOCKETS / "htm").glob("*.htm")])
PACER_PAGES = sorted((DOCKETS.parents[1] / "pacer" / "dockets").glob("*/*_1.html"))
needs_corpus = pytest.mark.skipif(not JSONS, reason="the shared corpus (../shared) is not here")
IMPORTED_AT = "2024-05-01T00:00:00Z"


def fixture(name):
    return (FIXTURES / name).read_bytes()


def recognize(body, name="saved.json", court_id=None):
    return scotus.SOURCE.recognize(name, body, court_id, IMPORTED_AT)


def read(body, name="saved.json"):
    return scotus.SOURCE.parse(recognize(body, name))


def changed(**values):
    """The ordinary JSON with some values replaced, as bytes."""
    return json.dumps(json.loads(fixture("ordinary.json")) | values).encode()


# ---- the corpus, field by field


def folded(text):
    return " ".join((text or "").split()) or None


def expected_parties(recorded):
    return [
        # 04-10000.htm prints no name; it is kept, and an issue
        (
            party["type"],
            folded(party["name"]) or "(name not printed)",
            [(folded(lawyer["name"]), lawyer["is_counsel_of_record"]) for lawyer in party["attorneys"]],
        )
        for party in recorded
    ]


def found_parties(records):
    return [
        (
            party.party_type_raw,
            party.name,
            [(lawyer.name, "COUNSEL OF RECORD" in lawyer.roles) for lawyer in party.counsel],
        )
        for party in of(Party, records)
    ]


def compare_with_recorded(records, recorded):
    """Everything but captions, which are printed with their roles there (`test_caption`)."""
    [docket] = of(Docket, records)
    details = dict(docket.details)
    assert docket.ref.docket_number == recorded["docket_number"]
    assert in_words(docket.date_filed) == recorded["date_filed"]
    assert docket.appeal_from == folded(recorded["lower_court"])
    assert details.get("lower_court_case_numbers") == folded(recorded["lower_court_case_numbers_raw"])
    assert details.get("links", "") == recorded["links"]
    for name in (
        "lower_court_decision_date",
        "lower_court_rehearing_denied_date",
        "discretionary_court_decision",
        "questions_presented",
    ):
        assert details.get(name) == recorded[name]
    entries = of(DocketEntry, records)
    assert [(in_words(e.date_filed), e.text) for e in entries] == [
        (e["date_filed"], folded(e["description"])) for e in recorded["docket_entries"]
    ]
    for entry, theirs in zip(entries, recorded["docket_entries"], strict=True):
        assert [(d.description, d.url) for d in entry.documents] == [
            (d["description"], d["document_url"]) for d in theirs["attachments"]
        ]
        assert {d.pacer_doc_id for d in entry.documents} <= {str(theirs["document_number"])}
        assert (entry.entry_number, entry.pacer_doc_id) == (None, None)
    assert found_parties(records) == expected_parties(recorded["parties"])


@needs_corpus
@pytest.mark.parametrize("path", JSONS, ids=lambda path: path.name)
def test_real_json_agrees_with_the_recorded_parse(path):
    records = read(path.read_bytes(), path.name)
    compare_with_recorded(
        records, json.loads(path.with_name(path.name.replace(".compare", "")).read_text(encoding="utf-8"))
    )
    assert of(Issue, records) == []
    firms = [
        folded(row["Title"])
        for side in scotus_records._SIDES
        for row in json.loads(path.read_bytes()).get(side) or []
    ]
    lawyers = [lawyer for party in of(Party, records) for lawyer in party.counsel]
    assert sorted(filter(None, firms)) == sorted(lawyer.firm for lawyer in lawyers if lawyer.firm)


@needs_corpus
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_real_page_agrees_with_the_recorded_parse(path):
    records = read(path.read_bytes(), path.name)
    compare_with_recorded(records, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
    assert {issue.code for issue in of(Issue, records)} <= (
        {"party-name"} if path.name == "04-10000.htm" else set()
    )
    # the visitor's address, which the Court's delivery network writes into the page, is not archived
    assert not re.search(rb'ak\.bpcip"\s*:\s*"[^"]', recognize(path.read_bytes(), path.name).body)


@needs_corpus
@pytest.mark.parametrize("path", JSONS + PAGES, ids=lambda path: path.name)
def test_no_other_source_takes_this_courts_dockets(path):
    """`pacer_docket` complains of these pages, since they link to uscourts.gov; it must not have the last word."""
    snapshot = page_reader.recognize(load_sources(), path.name, path.read_bytes(), None, IMPORTED_AT)
    assert snapshot.source == "scotus"


@needs_corpus
@pytest.mark.parametrize("path", PACER_PAGES, ids=lambda path: path.name)
def test_pacer_pages_are_left_to_their_own_source(path):
    assert recognize(path.read_bytes(), path.name) is None


# ---- one trap each


@pytest.mark.parametrize(
    ("first", "second", "caption"),
    [
        ("Example Video, Inc., et al., Petitioners", "Rae Roe", "Example Video, Inc., et al. v. Rae Roe"),
        ("Rae Roe, Applicant", "United States", "Rae Roe v. United States"),
        ("Nowhere, Plaintiff", "Elsewhere", "Nowhere v. Elsewhere"),  # original jurisdiction
        ("In Re Rae Roe, Petitioner", None, "In Re Rae Roe"),  # no other side is printed
        ("Petitioners United, Inc., Petitioner", "Roe", "Petitioners United, Inc. v. Roe"),
        (None, None, None),
    ],
)
def test_caption(first, second, caption):
    assert scotus_records.make_caption(first, second) == caption
    assert scotus_records.make_caption(caption, None) == caption


@pytest.mark.parametrize(
    ("court", "numbers", "court_id", "number"),
    [
        ("United States Court of Appeals for the Ninth Circuit", "(22-90001, 22-90002)", "ca9", "22-90001"),
        ("United States Court of Appeals for the Ninth Circuit", "(98-35309/35510)", "ca9", "98-35309"),
        (
            "United States District Court for the District of Hawaii",
            "(1:17-cv-00050-DKW-KSC)",
            "hid",
            "1:17-cv-00050",
        ),
        ("Supreme Court of Washington", "(91591-1)", "wash", "91591-1"),
        (
            "Court of Samples of Nowhere",
            "(98-35309) See also 99-1",
            None,
            "98-35309",
        ),  # an unknown court: as printed
        ("United States Court of Appeals for the Ninth Circuit", "()", "ca9", None),
        (None, None, None, None),
    ],
)
def test_court_below(court, numbers, court_id, number):
    [docket] = of(Docket, read(changed(LowerCourt=court, LowerCourtCaseNumbers=numbers)))
    assert (docket.originating_court_id, docket.originating_docket_number) == (court_id, number)
    assert dict(docket.details).get("lower_court_case_numbers") == numbers


@pytest.mark.parametrize(
    ("name", "party", "prisoner", "is_pro_se"),
    [
        ("Rae Roe", "Rae Roe", None, True),
        ("Rae L. Roe", "Rae Lou Roe", None, True),  # 15-1001: "John L." for "John Louis"
        ("Rae Roe, Jr.", "Rae Roe, et al.", None, True),
        ("Rae M. Roe", "Rae Lou Roe", None, False),  # another middle name
        ("Cy Third", "Rae Roe", None, False),
        ("R. Roe", "Rae Roe", "012345", True),  # only a prisoner has a prisoner number
        ("Institute", "Institute", None, False),  # one word is no person's name
    ],
)
def test_who_appears_for_himself_has_no_firm(name, party, prisoner, is_pro_se):
    row = {
        "Attorney": name,
        "PartyName": party,
        "PrisonerId": prisoner,
        "Title": "Sample Place",
        "IsCounselofRecord": False,
    }
    [appearing] = of(Party, read(changed(Petitioner=[row], Respondent=[], Other=[])))
    assert [(lawyer.is_pro_se, lawyer.firm) for lawyer in appearing.counsel] == [
        (is_pro_se, None if is_pro_se else "Sample Place")
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Petition <a href='x'>GRANTED</a>.", "Petition GRANTED."),  # the link goes, its word stays
        ("Brief of A &amp; B filed.", "Brief of A & B filed."),
        ("Brief of A & B filed.", "Brief of A & B filed."),
        ("if 5 < 6", "if 5 < 6"),
        ("a<script>alert(1)</script>b", "ab"),
        ("two\r\n  lines", "two lines"),
        ("“§ 230” – naïve", "“§ 230” – naïve"),
        ("<!-- x -->", None),
        ("", None),
        (None, None),
    ],
)
def test_plain_text(text, plain):
    assert scotus_records.plain_text(text) == plain


@given(st.text(max_size=200))
def test_plain_text_of_anything_is_text_or_nothing(text):
    plain = scotus_records.plain_text(text.replace("\x00", ""))
    assert plain is None or plain.strip()


@pytest.mark.parametrize("day", [b"Feb 30 2024", b"&nbsp;"])
def test_an_entry_of_a_page_without_its_day_is_an_issue_and_stands(day):
    text = "Petition for a writ of certiorari filed. (Response due April 4, 2024). Filed by counsel for the petitioner."
    body = (
        fixture("cards.html")
        .replace(b"Mar 01 2024", day)
        .replace(b"(Response due April 4, 2024)", text.partition(" filed. ")[2].encode())
    )
    records = read(body, "a.html")
    first = of(DocketEntry, records)[0]
    assert (first.date_filed, first.text) == (None, text)
    assert [(issue.code, issue.value) for issue in of(Issue, records)] == [("date", text[:80])]


@pytest.mark.parametrize(
    ("body", "name", "code"),
    [
        (b"", "a.json", "empty"),
        (b" \n", "a.html", "empty"),
        (fixture("ordinary.json")[:1500], "a.json", "cut-in-half"),
        (fixture("cards.html")[:2600], "a.html", "cut-in-half"),
        (fixture("old.htm")[:1900], "a.htm", "cut-in-half"),
        # too deep for any parser
        (b'{"a":' * 5000 + b'"PetitionerTitle" "bCapitalCase"', "a.json", "cut-in-half"),
        *(
            (changed(**values), "a.json", code)
            for values, code in (
                ({"CaseNumber": None}, "no-docket"),
                ({"CaseNumber": "whatever"}, "docket-number"),
                (
                    {"ProceedingsandOrder": None},
                    "no-docket",
                ),  # read as empty, every entry would have disappeared
                ({"ProceedingsandOrder": "none"}, "no-docket"),
                ({"ProceedingsandOrder": ["x"]}, "changed-form"),
                ({"Petitioner": {}}, "changed-form"),
                ({"LowerCourt": ["x"]}, "changed-form"),
                ({"ProceedingsandOrder": [{"Text": 5}]}, "changed-form"),
            )
        ),
    ],
)
def test_spoilt_file_is_refused_by_name(body, name, code):
    with pytest.raises(ParseError) as caught:
        read(body, name)
    assert caught.value.code == code
    assert re.search(f"{name}|'whatever'", str(caught.value))  # the file, or the number that is none


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"caseDetails": 1}', b"<html><p>hello</html>", b"plain words", b"%PDF-1.7"]
)
def test_what_is_not_this_courts_is_left_to_others(body):
    assert recognize(body, "x") is None


# ---- over the wire


def client(server, *switches):
    clock = Clock()
    return Http(
        MemoryLedger(),
        contact="a@example.org",
        switches=switches,
        addresses={"SCOTUS": server.url},
        clock=clock,
        sleep=clock.sleep,
    )


def path_of(number):
    return f"/RSS/Cases/JSON/{number}.json"


def page_of(number):
    return f"/search.aspx?filename=/docket/docketfiles/html/public/{number}.html"


JSON = "SCOTUS_JSON"


def test_the_page_is_asked_for_unless_the_operator_wants_the_json():
    """robots.txt of the site forbids /rss/; that the JSON lies under /RSS/ is no invitation."""
    pages = {
        page_of("24-9001"): Page(fixture("cards.html")),
        path_of("24-9001"): Page(fixture("ordinary.json")),
    }
    watch = WatchList((DocketRef("scotus", "24-9001"), DocketRef("scotus", "24-9008")))
    with Server(pages) as server:
        page, missing = scotus.SOURCE.fetch(client(server), watch)
        assert server.paths() == [page_of("24-9001"), page_of("24-9008")]
        [json_first, _] = scotus.SOURCE.fetch(client(server, JSON), watch)
    assert (page.kind, page.is_unreadable, missing.status) == ("scotus_html", False, 404)
    assert json_first.kind == "scotus_json"


def test_fetch_asks_for_each_watched_docket_once():
    pages = {
        path_of("24-9001"): Page(fixture("ordinary.json")),
        path_of("24-9005"): Page(b""),  # 200 and nothing: no such docket
        path_of("24-9006"): Page(b"<html>sorry</html>"),
        path_of("24-9007"): Page(b'{"CaseNumber": "24-9007"}'),
    }
    numbers = ("24-9001", "24-9001", "24-9005", "24-9006", "24-9007", "24-9008", None)
    watch = WatchList(
        (*(DocketRef("scotus", number, catalog_slug="x") for number in numbers), DocketRef("ca9", "24-9009"))
    )
    with Server(pages) as server:
        good, empty, page, part, missing = scotus.SOURCE.fetch(client(server, JSON), watch)
        asked = [(path, headers["Cache-Control"]) for path, headers in server.asked if path != "/robots.txt"]
    assert [path for path, _ in asked] == [
        path_of("24-9001"),
        path_of("24-9005"),
        page_of("24-9005"),
        path_of("24-9006"),
        page_of("24-9006"),
        path_of("24-9007"),  # JSON that breaks off is no reason to ask for the page
        path_of("24-9008"),
        page_of("24-9008"),
    ]
    assert {control for _, control in asked} == {"no-cache"}  # copies in between may be stale
    assert (good.form, good.kind, good.scope.kind, good.court_id) == (
        Form.SHEET,
        "scotus_json",
        ScopeKind.COMPLETE,
        "scotus",
    )
    assert (good.as_of, good.as_of_basis, good.is_unreadable) == ("2024-03-06", "page", False)
    assert [snapshot.is_unreadable for snapshot in (empty, page, part)] == [True, True, True]
    assert isinstance(missing, FetchError) and missing.status == 404
    for snapshot in (empty, page, part):
        with pytest.raises(ParseError):
            scotus.SOURCE.parse(snapshot)


def fetched(pages, number="24-9001", *switches):
    """What the source yields of one docket from a server with these pages, and the paths that it asked for."""
    with Server(pages) as server:
        watch = WatchList((DocketRef("scotus", number),))
        return list(scotus.SOURCE.fetch(client(server, *switches), watch)), server.paths()


CARDS = fixture("cards.html")


@pytest.mark.parametrize(
    ("path", "bodies"),
    [
        (
            path_of("24-9001"),
            [changed(), changed(sJsonCreationDate="03/07/2024"), changed(Links="Linked with 23A902")],
        ),
        (
            page_of("24-9001"),
            [
                CARDS,
                CARDS.replace(b"03/06/2024", b"03/07/2024").replace(b"192.0.2.44", b"192.0.2.45"),
                CARDS.replace(b"Mar 01 2024", b"Mar 02 2024"),
            ],
        ),
    ],
    ids=["JSON", "page"],
)
def test_a_page_made_anew_is_no_change_and_anything_else_is(path, bodies):
    switches = [JSON] if path == path_of("24-9001") else []
    (first,), (rebuilt,), (edited,) = (
        fetched({path: Page(body)}, "24-9001", *switches)[0] for body in bodies
    )
    assert first.difference == rebuilt.difference != edited.difference
    assert first.body_hash != rebuilt.body_hash


@pytest.mark.parametrize("absent", [Page(status=404), Page(b""), Page(b"<html>sorry</html>")])
def test_a_docket_without_json_is_read_from_its_page(absent):
    (page,), _ = fetched({path_of("24-9001"): absent, page_of("24-9001"): Page(CARDS)}, "24-9001", JSON)
    assert (page.kind, page.form, page.scope.kind, page.as_of, page.is_unreadable) == (
        "scotus_html",
        Form.SHEET,
        ScopeKind.COMPLETE,
        "2024-03-06",
        False,
    )
    assert b"192.0.2.44" not in page.body  # our own address, which the page repeats
    assert scotus.SOURCE.parse(page) == read(CARDS, "24-9001.html")


@pytest.mark.parametrize(("status", "asked"), [(500, 1), (404, 2)])
def test_only_a_docket_without_json_has_its_page_asked_for(status, asked):
    (error,), paths = fetched({path_of("24-9001"): Page(status=status)}, "24-9001", JSON)
    assert (error.status, len(paths)) == (status, asked)


@pytest.mark.parametrize("spoilt", [Page(b"<html>no such docket</html>"), Page(CARDS[:2600]), Page(b"")])
def test_where_the_page_is_none_either_the_json_is_what_failed(spoilt):
    (snapshot,), _ = fetched({path_of("24-9001"): Page(b""), page_of("24-9001"): spoilt}, "24-9001", JSON)
    assert (snapshot.kind, snapshot.is_unreadable) == ("scotus_json", True)


def test_an_old_docket_is_a_page_of_the_old_layout():
    path = "/search.aspx?filename=/docketfiles/97-9001.htm"
    (page,), _ = fetched({path: Page(fixture("old.htm"))}, "97-9001")
    assert page.kind == "scotus_htm" and not page.is_unreadable


def test_a_break_between_two_words_makes_no_word_of_them_and_no_other_address():
    def texts_and_keys(prefix):
        body = re.sub(r"(?<=\")(?=Petition for|Motion)", prefix, fixture("ordinary.json").decode())
        records = scotus.SOURCE.parse(recognize(body.encode()))
        shown = [encode_record(record)[1] for record in records if isinstance(record, DocketEntry)]
        return [(entry["text"], entry["text_key"]) for entry in shown if "Quig" in entry["text"]]

    broken, glued = texts_and_keys("Zeb<br>Quig "), texts_and_keys("ZebQuig ")
    assert len(broken) == 2 and all("Zeb Quig" in text for text, _ in broken)
    assert [key for _, key in broken] == [key for _, key in glued]


@pytest.mark.parametrize("name", ["cards.html", "old.htm"])
def test_a_break_in_a_name_makes_no_word_of_it(name):
    body = fixture(name).decode().replace(" Inc.", " Zeb<br>Quig Inc.")
    names = " ".join(party.name for party in of(Party, read(body.encode(), name)))
    assert "Zeb Quig" in names and "ZebQuig" not in names
