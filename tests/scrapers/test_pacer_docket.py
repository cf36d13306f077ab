"""Saved court pages: what they are, what is removed from them, what they say."""

import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings, strategies as st

from db.readings import encode_record
from docket.issues import ROW_NOT_READ, Issue, ParseError
from docket.records import Docket, DocketEntry
from docket.snapshot import ScopeKind
from scrapers.pacer import (
    juriscraper_adapter,
    page_facts,
    records as pacer_records,
    saved_pages,
)
from scrapers.sources import pacer_docket
from tests.worlds import corpus_counts
from tests.worlds.expected import of

FIXTURES = Path(__file__).parents[1] / "fixtures" / "pacer_docket"
CASES = sorted(path for path in FIXTURES.iterdir() if not path.name.endswith(".expected.json"))
IMPORTED_AT = "2024-05-01T00:00:00Z"
HAS_CORPUS = corpus_counts.DOCKETS.is_dir()
PAGES = (
    [page for folder in corpus_counts.FOLDERS for page in corpus_counts.pages(folder)] if HAS_CORPUS else []
)
SHEETS = [path for path in CASES + PAGES if path.suffix == ".html" and b"Docket Text<" in path.read_bytes()]
needs_corpus = pytest.mark.skipif(not HAS_CORPUS, reason="the shared corpus (../shared) is not here")


def fixture(name):
    return (FIXTURES / name).read_bytes()


def recognize(body, name="saved.html", court_id=None):
    return pacer_docket.SOURCE.recognize(name, body, court_id, IMPORTED_AT)


def read(body, name="saved.html"):
    return list(pacer_docket.SOURCE.parse(recognize(body, name)))


def court_of(path):
    """ACMS data names no court."""
    return {".acms_json": path.stem.split("_")[0] if path in PAGES else "ca9"}.get(path.suffix)


@needs_corpus
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_corpus_page_loses_nothing(path):
    expected, parsed = corpus_counts.expected_and_parsed(path)
    assert parsed == expected
    if path.suffix == ".html":
        assert recognize(path.read_bytes()).court_id == path.stem.split("_")[0]


@cache
def entry_count(path):
    return count_entries(path.read_bytes(), path)


def count_entries(body, path):
    snapshot = recognize(body, path.name, court_of(path))
    return None if snapshot is None else len(of(DocketEntry, pacer_docket.SOURCE.parse(snapshot)))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CASES + PAGES), st.floats(0, 1, exclude_max=True))
def test_page_cut_anywhere_never_yields_fewer_entries(path, where):
    body = path.read_bytes()
    try:
        count = count_entries(body[: int(len(body) * where)], path)
    except ParseError:
        return
    assert count in (None, entry_count(path))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SHEETS), st.floats(0, 1, exclude_max=True))
def test_page_cut_inside_its_register_is_refused(path, where):
    body = path.read_bytes()
    start = body.index(b"Docket Text<")
    end = body.lower().index(b"</table", body.rindex(b"Entered:"))
    with pytest.raises(ParseError) as error:
        recognize(body[: start + 12 + int((end - start - 12) * where)])
    assert error.value.code == "cut-in-half"


def browser_closes(body, last_row):
    """What a browser saves of a download that broke off in `last_row`: every tag is closed."""
    head = body[: body.index(b"<tr><td width='94' valign=top nowrap>01/22/2024")]
    return head + last_row + b"</tr></tbody></table></div></body></html>"


@pytest.mark.parametrize(
    "last_row",
    [
        b"<tr><td>01/22/2024</td>",  # a row without number and text
        b"<tr><td>01/22/2024</td><td>17</td>",  # a row without text
        b"<tr><td>01/22/2024</td><td>17</td><td>ORDER by Jud</td>",  # a text that breaks off before "(Entered: …)"
    ],
)
def test_broken_download_that_a_browser_mended_is_refused(last_row):
    with pytest.raises(ParseError, match="cut in half"):
        recognize(browser_closes(fixture("district_ordinary.html"), last_row))


def test_second_table_of_entries_counts():
    """A very long docket goes on in a table without heading; a cut in it is a cut."""
    body = fixture("district_ordinary.html")
    row = body.index(b"<tr><td width='94' valign=top nowrap>01/22/2024")
    split = body[:row] + b"</table><br><table>" + body[row:]
    assert len(of(DocketEntry, read(split))) == 6
    for cut in (split[: row + 10], split[: row + 60], split[: split.rindex(b"</table><br>\n<HR>")]):
        with pytest.raises(ParseError, match="cut in half"):
            recognize(cut)


@pytest.mark.parametrize(
    ("body", "name", "court_id", "code"),
    [
        *(
            (body, "saved.html", None, code)
            for body, code in (
                (b"", "empty"),
                (b" \n\t", "empty"),
                (b"%PDF-1.7\n...", "pdf"),  # whatever the file is called
                (b"\n\n%PDF-1.4", "pdf"),
                (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "undecodable"),
                (b"\xff\xfe<\x00h\x00", None),  # UTF-16, but of no kind of ours
                (b"\xff\xfe<\x00h", "undecodable"),  # cut in the middle of a letter
                (b"\xff\xfe\x00\xd8<\x00", "undecodable"),  # half a surrogate pair
                (b"<html>CM/ECF <input type='password' name=pw></html>", "login-page"),
                (b"<html>PACER: your session has expired</html>", "login-page"),
                (b"<html>PACER To accept charges shown below, click</html>", "charge-page"),
                (b"<html>CM/ECF Case not found.</html>", "no-case"),
                (b"<html>CM/ECF <embed width=1></html>", "pdf"),
                (b"<html>CM/ECF <a href='/cgi-bin/iquery.pl'>Query</a></html>", "unsupported-page"),
                (b"<html><title>CM/ECF LIVE</title>", "unsupported-page"),  # cut off in its head
                (
                    (
                        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://ecf.cand.uscourts.gov/\n"
                        b"MIME-Version: 1.0\n\n"
                    ),
                    "web-archive",
                ),
                (b"<gov_uscourts_docket><case_details>", "cut-in-half"),
                (
                    b"<!DOCTYPE x [<!ENTITY a 'b'>]><gov_uscourts_docket>&a;</gov_uscourts_docket>",
                    "hostile-xml",
                ),
                (b"<html><h1>A newspaper</h1></html>", None),  # nothing to do with PACER
                (b"<html><td class='spacer'>Party name: Doe</td></html>", None),
                (b'{"CaseNumber": "22-277 "}', None),  # the Supreme Court's JSON is another source's
                (b"<rss><channel><link>https://ecf.cand.uscourts.gov</link></channel></rss>", None),
                (b"Subject: lunch\nFrom: a@b.example\n\nNoon?", None),
                (b"year,court\n2024,cand\n", None),
                # A number of no form that its court has.
                *(
                    (
                        fixture("district_ordinary.html").replace(
                            b"3:23-cv-04711-QRS</h3>", printed + b"</h3>"
                        ),
                        "docket-number",
                    )
                    for printed in (b"unassigned", b"")
                ),
            )
        ),
        (
            b'{"caseDetails": {"caseNumber": "24-1"}, "docketInfo": {"docketEntries": [{}',
            "saved.html",
            "ca9",
            "cut-in-half",
        ),
        (
            b'{"caseDetails": {"caseNumber": "24-1"}, "docketInfo": {}}',
            "saved.html",
            "ca9",
            "incomplete-acms",
        ),
        # The court that is said must fit.
        *(
            (fixture(name), name, court_id, code)
            for name, court_id, code in (
                ("district_ordinary.html", "nysd", "court-contradiction"),
                ("district_ordinary.html", "ca9", "court-contradiction"),
                ("district_ordinary.html", "atlantis", "unknown-court"),
                ("acms.acms_json", None, "unknown-court"),
                ("acms.acms_json", "cand", "court-contradiction"),  # only appellate courts have ACMS
                ("nda.eml", "ca2", "court-contradiction"),
            )
        ),
    ],
)
def test_what_is_no_docket_says_why(body, name, court_id, code):
    if code is None:
        assert recognize(body, court_id=court_id) is None
        return
    with pytest.raises(ParseError) as error:
        recognize(body, f"folder/{name}", court_id)
    assert error.value.code == code
    assert str(error.value).startswith(f"{name}: ") or code in (
        "court-contradiction",
        "unknown-court",
        "docket-number",
    )


def test_too_big_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(pacer_docket, "MAX_BYTES", 10)  # rather than 50 MB of memory
    with pytest.raises(ParseError, match="more than the 10 a saved page may have"):
        recognize(b"<html>12345678")


@pytest.mark.parametrize("name", ["district_ordinary.html", "appellate.html", "nda.eml", "recap.xml"])
@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "utf-8-sig", "utf-16", "Windows line ends"])
def test_encodings_give_the_same_records(name, codec):
    body = fixture(name)
    other = body.replace(b"\n", b"\r\n") if " " in codec else body.decode().encode(codec)
    assert read(other, name) == read(body, name)


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("district_ordinary.html", b"newsroomlogin"),  # the buyer's login
        ("district_ordinary.html", b"desk-42"),  # his client code
        ("district_ordinary.html", b"csrf_-1740992286"),
        ("district_ordinary.html", b"88112233"),  # a free-look token among the arguments of goDLS
        ("appellate.html", b"newsroomlogin"),
        ("nef_two_dockets.eml", b"ficticia-nadie.example"),  # recipients, in headers and body
        ("nef_two_dockets.eml", b"Secret Lane"),  # the address of one who gets paper
        ("nef_two_dockets.eml", b"magic_num"),
        ("nda.eml", b"c0ffee1122334455"),
        ("nda.eml", b"chirpwell.example"),
    ],
)
def test_private_is_not_archived(name, secret):
    body = fixture(name)
    assert secret in body.replace(b"=\n", b"")
    snapshot = recognize(body, name)
    readable = snapshot.body
    if snapshot.kind == "email":
        readable += pacer_docket.read_notice(snapshot.body, name).body.encode()
    assert secret not in readable


def test_only_the_private_is_removed():
    body = fixture("district_ordinary.html")
    kept = recognize(body).body
    register = body[body.index(b"Docket Text</td>") : body.index(b"</table><br>\n<HR>")]
    assert register.replace(b"88112233", b"") in kept
    assert b"<!-- PACER receipt removed; printed 01/23/2024 09:12:45;" in kept


@pytest.mark.parametrize(
    "name", ["district_edited.html", "district_range.html", "appellate.html", "nef_two_dockets.eml"]
)
def test_archived_page_can_be_imported_again(name):
    """An export holds pages without receipt; they must mean the same, and not change again."""
    first = recognize(fixture(name), name)
    second = recognize(first.body, name)
    assert (second.body, second.as_of, second.scope) == (first.body, first.as_of, first.scope)


def test_entry_that_speaks_of_a_receipt_is_not_taken_for_it():
    body = fixture("district_ordinary.html").replace(
        b"Case assigned to", b"PACER Login: Transaction Receipt Billable Pages, case assigned to"
    )
    assert b"newsroomlogin" not in recognize(body).body
    texts = [entry.text for entry in of(DocketEntry, read(body))]
    assert len(texts) == 6
    assert texts[1].startswith(
        "PACER Login: Transaction Receipt Billable Pages, case assigned to Judge Quentin R. Sample."
    )


@pytest.mark.parametrize("words", ["Case not found.", "There are no documents in this case.", "Format: text"])
def test_entry_with_the_words_of_an_error_page_is_read(words):
    """juriscraper alone answers {} for a docket that holds these words anywhere."""
    body = fixture("district_ordinary.html").replace(
        b"Case assigned to", f"{words} Case assigned to".encode()
    )
    assert len(of(DocketEntry, read(body))) == 6


@pytest.mark.parametrize(
    ("criteria", "kind", "first", "last"),
    [
        ("3:23-cv-04711-QRS", ScopeKind.COMPLETE, None, None),
        (
            "3:23-cv-04711-QRS Start date: 1/1/1970 End date: 2/5/2024",
            ScopeKind.COMPLETE,
            None,
            None,
        ),  # PACER's own filling
        ("3:23-cv-04711-QRS End date: 1/31/2024", ScopeKind.DATES, "1900-01-01", "2024-01-31"),
        ("3:23-cv-04711-QRS Start date: 1/2/2024", ScopeKind.DATES, "2024-01-02", "2024-02-05"),
        ("3:23-cv-04711-QRS Starting with document: 4 Ending with document: 6", ScopeKind.NUMBERS, "4", "6"),
        ("3:23-cv-04711-QRS Starting with document: 4", ScopeKind.NUMBERS, "4", "999999"),
        # both limits at once leave no single range, so that no absence counts
        ("3:23-cv-04711-QRS Start date: 1/2/2024 Starting with document: 4", ScopeKind.WINDOW, None, None),
    ],
)
def test_scope_is_what_the_receipt_says(criteria, kind, first, last):
    receipt = f"02/05/2024 16:40:02 Description: Docket Report Search Criteria: {criteria} Billable Pages: 3"
    scope = page_facts.find_scope("district_html", "", receipt)
    assert (scope.kind, scope.first, scope.last) == (kind, first, last)


@pytest.mark.parametrize(
    ("title", "receipt", "kind"),
    [
        ("24-731 Docket", "Description: Docket Report", ScopeKind.COMPLETE),
        ("24-731 Summary", "Description: Docket Report", ScopeKind.WINDOW),
        ("24-731 Docket", "Description: Case Summary", ScopeKind.WINDOW),
    ],
)
def test_a_summary_of_an_appeal_is_told_by_its_title_or_its_receipt(title, receipt, kind):
    page = f"<title>{title}</title><!-- NEW SECTION - DOCKET ENTRIES -->"
    assert page_facts.find_scope("appellate_html", page, receipt).kind is kind


@pytest.mark.parametrize(
    ("contact", "firm"),
    [
        ("Ficticia & Nadie LLP\n1 Nowhere Plaza", "Ficticia & Nadie LLP"),
        ("Direct: 415-555-0100\nFirm: 415-555-0101\nLaw Office of Nobody\n1 Road", "Law Office of Nobody"),
        ("22 Law Street\nOakland, CA 94699", None),  # a street, where the lawyer works alone
        ("1 Road\nPhiladelphia, PA 19103", None),  # Pennsylvania is no P.A.
        ("Post Office Box 9\nReno, NV 89500", None),
        (
            "Direct: 415-555-0100\nFicta Nadie\nSuite 3\n1 Road",
            "Ficta Nadie",
        ),  # no word tells that it is a firm
        ("Nowhere County Water Agency\nP.O. Box 5\nReno, NV 89500", "Nowhere County Water Agency"),
        ("Max R. Example, Esq.\n1 Road\nReno, NV 89500", None),  # the lawyer's own name again
        ("One Nowhere Center\nReno, NV 89500", None),
        ("Ficta Nadie", None),  # no address follows
        ("", None),
    ],
)
def test_firm_is_the_first_line_that_reads_like_one(contact, firm):
    assert pacer_records.find_firm(contact, "Max Roe Example") == firm


@pytest.mark.parametrize(
    ("text", "is_notice", "instant"),
    [
        ("ORDER. [Entered: 01/06/2016 02:35 PM]", False, "2016-01-06T22:35:00Z"),
        (
            "ORDER. [Entered: 07/06/2016 12:05:59 AM]",
            False,
            "2016-07-06T07:05:00Z",
        ),  # midnight is 12 AM; summer time
        ("ORDER. (Entered: 01/06/2016)", False, None),  # a district sheet prints only the day
        (
            "The following transaction was entered by Roe, Jane on 2/9/2024 at 11:34 AM PST and filed on 2/8/2024",
            True,
            "2024-02-09T19:34:00Z",
        ),
        ("hearing on 2/9/2024 at 11:34 AM", True, None),
    ],
)
def test_time_of_entry(text, is_notice, instant):
    assert pacer_records.find_entered_at(text, "ca9", is_notice) == instant


def test_time_that_the_clocks_skipped_is_an_issue_and_the_entry_stays():
    body = fixture("appellate.html").replace(
        b"[Entered: 02/05/2024 09:58 AM]", b"[Entered: 03/10/2024 02:30 AM]"
    )
    records = read(body)
    assert [issue.code for issue in of(Issue, records)] == ["clock"] and len(of(DocketEntry, records)) == 2


@pytest.mark.parametrize(
    ("declared", "written", "codec", "name"),
    [
        # juriscraper encodes the text anew as UTF-8 but leaves the declaration in.
        ("ISO-8859-1", "Tomé Nemo", "latin-1", "Tomé Nemo"),
        # Old files have "CLERK&#039;S NOTICE"; an ampersand that the court printed stays one.
        ("UTF-8", "Tom O&amp;#039;Nemo &amp;amp; Co.", "utf-8", "Tom O'Nemo &amp; Co."),
    ],
)
def test_a_name_in_recap_is_read_as_the_court_printed_it(declared, written, codec, name):
    text = fixture("recap.xml").decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    records = read(text.replace("Tom Nemo", written).encode(codec), "recap.xml")
    named = {lawyer.name for record in records for lawyer in getattr(record, "counsel", ())}
    assert [each for each in named if "Nemo" in each] == [name]


@pytest.mark.parametrize(
    ("name", "words"), [("district_ordinary.html", "MOTION to Dismiss"), ("nef_two_dockets.eml", "ORDE=")]
)
def test_a_break_between_two_words_makes_no_word_of_them_and_no_other_address(name, words):
    """ "Roe<br>Poe" was published as RoePoe, which a suppression of Roe Poe did not find."""

    def text_and_key(prefix):
        body = fixture(name).decode().replace(words, f"{prefix} {words}", 1)
        records = pacer_docket.SOURCE.parse(recognize(body.encode(), name))
        shown = [encode_record(record)[1] for record in records if isinstance(record, DocketEntry)]
        return next((entry["text"], entry["text_key"]) for entry in shown if "Quig" in entry.get("text", ""))

    (text, key), (glued, glued_key) = text_and_key("Zeb<br>Quig"), text_and_key("ZebQuig")
    assert "Zeb Quig " in text and "ZebQuig " in glued
    assert key == glued_key


def test_a_bankruptcy_court_s_word_for_a_suit_is_no_caption_and_half_an_xml_is_refused():
    text = fixture("recap.xml").decode()
    body = re.sub(r"<case_name>.*?</case_name>", "<case_name>- Adversary Proceeding</case_name>", text)
    assert body != text
    assert [docket.caption for docket in of(Docket, read(body.encode(), "recap.xml"))] == [None]
    with pytest.raises(ParseError, match="cannot read"):
        read(text.replace("</party_list>", "").encode(), "recap.xml")


def test_want_of_memory_is_not_called_a_fault_of_the_page(monkeypatch):
    monkeypatch.setattr(juriscraper_adapter, "plain", Mock(side_effect=MemoryError))
    with pytest.raises(MemoryError):
        read(fixture("district_ordinary.html"))


def test_a_name_keeps_no_directory():
    saved = recognize(fixture("district_ordinary.html"), "C:\\Users\\me/dockets/a b.html")
    assert saved.url == "import:a b.html"


def test_importing_is_cheap_and_reading_is_quiet():
    """juriscraper is loaded only when a page is read, and then without its warning."""
    code = (
        "import sys; from scrapers.sources.pacer_docket import SOURCE as p; assert 'juriscraper' not in sys.modules;"
        f"s = p.recognize('x.html', open({str(FIXTURES / 'district_ordinary.html')!r}, 'rb').read(), None, "
        f"'{IMPORTED_AT}');"
        "assert 'juriscraper' not in sys.modules; list(p.parse(s)); assert 'juriscraper' in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


LIBRARYS = {
    "district_html": "DocketReport",
    "appellate_html": "AppellateDocketReport",
}


def _bend(text):
    """Links without a host, with an anchor, above the root, empty; labels without a value, or met twice."""
    text = text.replace("https://ecf.", "https://ecf.#", 1).replace("/doc1/", "/../doc1/", 2)
    text = re.sub(r"https://ecf\.\w+\.uscourts\.gov/doc", "/doc", text, count=3)
    text = text.replace("<a href", '<a href="">x</a><a href', 1)
    text = re.sub(r"Entered: (\d\d)/(\d\d)/", r"Entered: \2-\1-", text, count=2)
    text = re.sub(r"(<a [^<>]*doc1[^<>]*>)(\d)", r"\1<br><b>\2</b> ", text, count=3)
    return text.replace("Fee Status", "<i>Fee</i> Status").replace(
        "Court Reporter", "Panel</b><b>Court Reporter"
    )


@pytest.mark.parametrize("change", [str, _bend], ids=["as it is", "bent"])
@pytest.mark.parametrize(
    "path", [path for path in CASES + PAGES if path.suffix == ".html"], ids=lambda path: path.name
)
def test_quick_reports_say_what_the_librarys_own_say(path, change):
    text = change(saved_pages.text_of(path.read_bytes(), path.name))
    kind = saved_pages.find_kind(text)
    theirs = getattr(importlib.import_module("juriscraper.pacer"), LIBRARYS[kind])("cand")
    theirs.ERROR_STRINGS = []
    theirs._parse_text(text)
    expected = juriscraper_adapter.plain(theirs.data)
    for party in expected["parties"]:
        party.pop("criminal_data", None)
    assert juriscraper_adapter.parse_docket(kind, text, "cand") == expected


@pytest.mark.parametrize("name", ["district_ordinary.html", "appellate.html"])
@pytest.mark.parametrize("cell", [b"", b"&nbsp;", b"undated", b"13/45/2020", b"01/02/2020 01/03/2020"])
def test_a_row_without_a_day_is_an_issue_and_the_others_are_read(name, cell):
    body = fixture(name)
    days = list(re.finditer(rb"(?<=>)\d\d/\d\d/\d{4}(?=</td>)", body[body.index(b"ocket") :], re.IGNORECASE))
    at = body.index(b"ocket") + days[-2].start()
    cut = read(body[:at] + cell + body[at + 10 :])
    whole, left = of(DocketEntry, read(body)), of(DocketEntry, cut)
    missing = next(entry for entry in whole if entry not in left)
    [issue] = [issue for issue in of(Issue, cut) if issue.code == ROW_NOT_READ]
    assert len(left) == len(whole) - 1 and missing.text[:40] in issue.value


@pytest.mark.parametrize("byte", [b"\0", b"\xff", b"\xc3"])
def test_a_broken_byte_costs_its_row_alone(byte):
    """A sheet in UTF-8: read as Latin-1 for one byte, each of its accents would look edited."""
    accents = "año".encode()
    body = fixture("district_ordinary.html").replace(b"(Entered:", accents + b" (Entered:")
    at = body.rindex(accents)
    whole, cut = read(body), read(body[:at] + byte + body[at:])
    assert byte in recognize(body[:at] + byte + body[at:]).body  # archived as it came
    assert len([record for record in whole if record in cut]) == len(whole) - 1
    [issue] = of(Issue, cut)
    assert issue.code == ROW_NOT_READ and "\ufffd" in issue.value
