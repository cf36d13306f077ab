"""Lists as spreadsheets: opened by a reader of .xlsx that is not the writer's, and as CSV."""

import asyncio
import csv
import html
import io
import re
from datetime import date, datetime
from urllib.parse import urlsplit

import openpyxl
import pytest

from publish import request
from publish.serve import make_datasette
from publish.sheets import answer as sheets, files
from publish.sheets.files import Address, write_csv, write_xlsx
from publish.sheets.lists import SHEETS
from tests.publish.checking import check_page, make_world
from tests.worlds.asking import answers_of as ask
from tests.worlds.publishing import build_few_catalog

CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+|true|false|null|unknown|unmapped")
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "＝1")
# What a page shows of each row, and where the row of the file leads: the same, in the same order.
LISTED = {
    "parties": r'<th role="rowheader"[^>]*>\s*<a href="([^"]+)"',
    "laws": r'<th role="rowheader"[^>]*>.*?<a href="(/law/[^"]+)"',
    "bills": r'<li>\s*<div class="when">.*?<a href="(/bill/[^"]+)"',
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheets") / "docket.db"
    build_few_catalog(path)
    return make_datasette(path)


def book_of(answer):
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def rows_of(answer):
    """Return the head and the rows of a CSV."""
    assert answer.status_code == 200, answer.text
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    return head, rows


@pytest.mark.parametrize("name", SHEETS)
def test_a_spreadsheet_opens_with_names_words_and_links(site, name):
    book = book_of(ask(site, f"/{name}.xlsx"))
    assert book.sheetnames == [name.capitalize(), "About"]
    sheet = book.worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert sheet.freeze_panes == "B2"
    assert head[0] in ("Case", "Name", "Law", "Title")
    assert head[-2:] == ("Page", "Source") or "Source" in head
    assert rows
    for at, title in enumerate(head):
        cells = {row[at] for row in rows}
        assert len(rows) == 1 or len(cells) > 1, f"{title} is the same in every row"
        assert not any(isinstance(cell, str) and CODE.fullmatch(cell) for cell in cells), title
        assert 6 <= sheet.column_dimensions[openpyxl.utils.get_column_letter(at + 1)].width <= 70
    pages = [row[head.index("Page")] for row in rows]
    assert all(page.startswith("http://localhost/") for page in pages)
    assert sheet.cell(2, head.index("Page") + 1).hyperlink.target == pages[0].partition("#")[0]
    for page in {*pages[:2], *pages[-2:]}:
        assert ask(site, urlsplit(page).path).status_code == 200, page


@pytest.mark.parametrize("batch", [2, 500])
@pytest.mark.parametrize("name", SHEETS)
def test_a_csv_holds_the_same_cells_in_every_column_and_begins_with_a_mark(site, monkeypatch, name, batch):
    monkeypatch.setattr(sheets, "_BATCH", batch)
    book, table = ask(site, f"/{name}.xlsx", f"/{name}.csv")
    assert table.content.startswith("\ufeff".encode())
    head, rows = rows_of(table)
    assert head == [column.title for column in SHEETS[name].columns]
    expected = [
        [cell.date().isoformat() if isinstance(cell, datetime) else str(cell or "") for cell in row]
        for row in book_of(book).worksheets[0].iter_rows(values_only=True)
    ]
    shown = [head.index(title) for title in expected[0]]
    numbers = [[row[at].replace(".0", "") if row[at] != "0" else "" for at in shown] for row in rows]
    assert [[cell.replace(".0", "") for cell in row] for row in expected[1:]] == numbers
    assert all(len({row[at] for row in rows}) == 1 for at in set(range(len(head))) - set(shown))


@pytest.mark.parametrize("name", ["cases", "rulings"])
def test_a_row_that_goes_while_a_csv_is_sent_is_left_out(site, monkeypatch, name):
    sheet, whole = SHEETS[name], ask(site, f"/{name}.csv").text
    assert len(whole.splitlines()) > 2
    find = sheet.find
    monkeypatch.setitem(vars(sheet), "find", lambda conn, asked: ["gone", *find(conn, asked), "gone too"])
    assert ask(site, f"/{name}.csv").text == whole


def test_the_tag_of_a_csv_whose_states_depend_on_the_day_changes_with_the_hour(site, monkeypatch):
    class Still(datetime):
        hour_of_day = 9

        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 6, 5, cls.hour_of_day, tzinfo=tz)

    monkeypatch.setattr(request, "datetime", Still)
    tags = [ask(site, "/hearings.csv").headers["etag"] for _ in range(2)]
    Still.hour_of_day = 10
    assert tags[0] == tags[1] != ask(site, "/hearings.csv").headers["etag"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [("parties", "?sort=name"), ("parties", "?sort=lost"), ("laws", ""), ("laws", "?law_state=enjoined"),
     ("laws", "?theory=first_amendment"), ("bills", ""), ("bills", "?state=dead"), ("bills", "?congress=115"),
     ("bills", "?as_of=2020-06-01&state=alive")],
)  # fmt: skip
def test_a_file_lists_what_its_page_lists(site, name, asked):
    page, table = ask(site, f"/{name}{asked}", f"/{name}.csv{asked}")
    listed = [html.unescape(path) for path in re.findall(LISTED[name], page.text, re.DOTALL)]
    head, rows = rows_of(table)
    assert [row[head.index("Page")].removeprefix("http://localhost") for row in rows] == listed
    assert listed or asked


@pytest.mark.parametrize("asked", ["?as_of=2021-09-01", "?month=2021-09", "?as_of=2021-09-01&kind=trial"])
def test_hearings_are_those_of_the_page(site, asked):
    page, table = ask(site, f"/hearings{asked}", f"/hearings.csv{asked}")
    head, rows = rows_of(table)
    fragments = {urlsplit(row[head.index("Page")]).fragment for row in rows}
    listed = set(re.findall(r'<li id="([^"]+)">\s*<div class="when">', page.text))
    assert fragments == listed


def test_an_order_is_that_of_the_page(site):
    oldest, newest = (rows_of(answer) for answer in ask(site, "/rulings.csv?sort=oldest", "/rulings.csv"))
    assert oldest[1] == newest[1][::-1] != newest[1]
    page, table = ask(site, "/cases?sort=name", "/cases.csv?sort=name")
    listed = re.findall(r'<th role="rowheader"[^>]*>\s*<a href="([^"]+)"', page.text)
    head, rows = rows_of(table)
    assert [urlsplit(row[head.index("Page")]).path for row in rows][: len(listed)] == listed


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("name", "asked", "words"),
    [
        ("rulings", "answer=immun", "answer=immun is not a value here; write one of immune"),
        ("rulings", "party=nobody-at-all", "names no"),
        ("rulings", "colour=red", "there is no parameter 'colour' here"),
        ("rulings", "from=2020-13-01", "is not a day"),
        ("rulings", "sort=best", "is not a value here; write one of newest, oldest"),
        ("hearings", "month=2021", "is not a month"),
        ("bills", "state=asleep", "is not a value here"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(site, suffix, name, asked, words):
    refused = check_page(site, f"/{name}.{suffix}?{asked}", [words], status=400)
    assert refused.headers["content-type"].startswith("text/plain")
    assert refused.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["cases.xls", "cases.ods", "judges.xlsx", "case.xlsx", "rulings.csv.gz"])
def test_no_other_ending_and_no_other_list_is_a_spreadsheet(site, path):
    check_page(site, f"/{path}", status=404)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_has_a_plain_name_a_tag_and_is_open_to_all(site, suffix):
    path = f"/rulings.{suffix}?answer=immune&from=2015-01-01"
    first = ask(site, path)
    assert re.fullmatch(
        rf'attachment; filename="section230-rulings-immune-jan-1-2015-\d{{4}}-\d\d-\d\d\.{suffix}"',
        first.headers["content-disposition"],
    )
    assert first.headers["content-type"] == sheets.MEDIA_TYPES[suffix]
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["cache-control"].startswith("max-age=")
    again = ask(site, path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = asyncio.run(site.client.head(path))
    assert (head.status_code, head.headers["etag"]) == (200, first.headers["etag"])


def test_the_same_rows_are_the_same_bytes(ds, tmp_path):
    other = make_datasette(make_world(tmp_path))
    assert ask(ds, "/rulings.xlsx").headers["etag"] == ask(other, "/rulings.xlsx").headers["etag"]


@pytest.mark.parametrize(
    ("path", "limit", "most"),
    [
        ("/rulings.xlsx", "MOST_ROWS", 1),
        ("/rulings.csv", "MOST_ROWS", 1),
        ("/rulings.xlsx", "MOST_CHARACTERS", 100),
    ],
)
def test_more_than_a_spreadsheet_holds_is_refused_with_the_way_to_all(world, monkeypatch, path, limit, most):
    monkeypatch.setattr(sheets, limit, most)
    check_page(make_datasette(world), path, ["a spreadsheet here holds"], status=400)


# --- the files themselves


def test_no_cell_is_a_formula():
    rows = [(text, date(2020, 1, 2)) for text in FORMULAS]
    heads = [("=Name", 20), ("Day", 12)]
    sheet = openpyxl.load_workbook(
        io.BytesIO(write_xlsx("Rows", heads, rows, [("=1", "=2")], date(2020, 1, 1)))
    )
    cells = [cell for each in sheet.worksheets for row in each.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "d"}
    assert [cell.value for cell in sheet["Rows"]["A"]][1:] == list(FORMULAS)
    table = csv.reader(io.StringIO(write_csv(rows).decode(), newline=""))
    assert [row[0] for row in table] == [f"'{text}" for text in FORMULAS]


def test_what_no_cell_holds_is_cut_and_says_so():
    long = "a" * (files.LONGEST + 1)
    address = Address(f"https://example.org/{'x' * 3000}")
    old = date(1868, 7, 9)
    body = write_xlsx("Rows", [("A", 9)], [(long,), (address,), (old,)], [], date(2020, 1, 1))
    cells = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(body))["Rows"]["A"]][1:]
    assert len(cells[0]) == files.LONGEST
    assert cells[0].endswith("a spreadsheet holds no more]")
    assert cells[1:] == [address, "1868-07-09"]
