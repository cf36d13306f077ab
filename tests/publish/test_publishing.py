"""The reader's face: every table described, every page true, safe and consistent while a rebuild swaps the file."""

import asyncio
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from db import archive, ledger
from db.schema import TABLE
from db.views import VIEWS
from docket.vocabulary import Answer
from publish import database as linked
from publish.api.reader import Readers
from publish.metadata import METADATA, load_metadata, write_metadata
from publish.serve import SETTINGS, NotBuilt, make_datasette
from tests.publish.checking import FULL, check_page, make_world
from tests.worlds.asking import answers_of as ask, text_of
from tests.worlds.publishing import SCRIPT, build_world
from tests.worlds.sql import run_sql

ROOT = Path(__file__).resolve().parents[2]


# --- what metadata.json says


def described():
    return load_metadata()["databases"]["docket"]["tables"]


def columns_of(path):
    sql = (
        "select tables.name, columns.name from sqlite_master tables, pragma_table_info(tables.name) columns "
        "where tables.type in ('table', 'view') and tables.name not like 'sqlite_%'"
    )
    columns = defaultdict(list)
    for table, column in run_sql(path, sql):
        columns[table].append(column)
    return columns


def test_every_table_view_and_column_is_described(world):
    tables, columns = described(), columns_of(world)
    for name in (*TABLE, *VIEWS):
        if name.startswith("_"):
            assert tables[name]["hidden"] is True
            continue
        assert tables[name]["title"] and tables[name]["description"]
        assert list(tables[name]["columns"]) == columns[name], name
        assert all(words.strip() for words in tables[name]["columns"].values()), name


def test_metadata_keeps_what_is_written_by_hand_and_takes_the_words_of_the_register(tmp_path):
    written = tmp_path / "metadata.json"
    shutil.copyfile(METADATA, written)
    write_metadata(written)
    assert written.read_bytes() == METADATA.read_bytes(), "run `python -m publish.metadata`"
    metadata = load_metadata()
    tables = metadata["databases"]["docket"]["tables"]
    tables["cases"] |= {"description": "old words", "columns": {"gone": "a column of before"}}
    del tables["descriptions"]
    written.write_text(json.dumps(metadata), encoding="utf-8")
    write_metadata(written)
    again, right = load_metadata(written)["databases"]["docket"], load_metadata()["databases"]["docket"]
    assert again["queries"] == right["queries"] and again["tables"] == right["tables"]


def test_the_database_says_what_its_tables_and_columns_mean(world):
    rows = run_sql(world, "select table_name, column_name, words from descriptions")
    tables = {name: each for name, each in described().items() if not each.get("hidden")}
    expected = {
        (name, column): words
        for name, each in tables.items()
        for column, words in ({None: each["description"]} | each["columns"]).items()
    }
    assert {(table, column): words for table, column, words in rows} == expected
    ways = run_sql(world, "select kind, one_of from descriptions where description_id = 'rulings.answer'")
    assert ways == [("text", ";".join(Answer))]


def test_metadata_names_nothing_that_is_not_there(world):
    real = columns_of(world)
    for name, description in described().items():
        assert name in real, f"{name} is described and does not exist"
        for key in ("sort", "sort_desc", "label_column"):
            assert description.get(key) is None or description[key] in real[name]
        assert set(description.get("facets", ())) <= set(real[name])


def test_memory_and_search_tables_are_hidden(ds, world):
    shown = {table["name"]: table["hidden"] for table in ask(ds, "/docket.json").json()["tables"]}
    names = columns_of(world)
    assert [name for name in names if name.startswith("_") and name in shown] == []
    assert [name for name in names if "_fts" in name and not shown[name]] == []


@pytest.mark.parametrize(
    ("query", "parameters", "rows"),
    [
        ("hearings_from", "as_of=2026-06-01", 2),  # the vacated one is not to come; one is read from an entry
        ("hearings_from", "as_of=2026-10-14", 1),  # midway through the week it is set for
        ("hearings_from", "as_of=2026-10-17", 0),
        ("cases_of_a_company", "party=sample", 2),
        ("cases_of_a_company", "party=example", 1),
        ("cases_of_a_company", "party=", 0),
        ("edits_of_a_docket", "docket_id=cand-22-cv-01234", 2),
        ("outcomes_by_provision", "", 2),  # raised below, decided on above
        ("rulings_of_a_theory", "theory=product_design", 1),
        ("rulings_of_a_theory", "theory=product_design&where=9", 1),
        ("rulings_of_a_theory", "theory=product_design&where=State+courts", 0),
    ],
)
def test_canned_queries(ds, query, parameters, rows):
    answer = ask(ds, f"/docket/{query}.json?_shape=objects&{parameters}")
    assert answer.status_code == 200
    assert len(answer.json()["rows"]) == rows


def test_robots_may_read_case_pages_and_not_run_sql():
    literal = load_metadata()["plugins"]["datasette-block-robots"]["literal"].split("\n")
    assert "Allow: /case/" in literal
    assert "Disallow: /docket?" in literal and "Disallow: /docket/*?" in literal
    assert "Disallow: /" not in literal


def test_settings_that_keep_tables_quick(ds):
    settings = ask(ds, "/-/settings.json").json()
    assert {name: settings[name] for name in SETTINGS} == SETTINGS
    assert settings["suggest_facets"] is False


# --- the pages

PAGES = (
    "/",
    "/cases",
    "/case/roe-v-example",
    "/hearings?as_of=2026-06-01",
    "/parties",
    "/party/sample",
    "/search?q=example",
    "/search",
    "/changes",
    "/changes?kind=edits",
    "/changes?case_id=roe-v-example",
    "/bills",
    "/bills?state=dead",
    "/bills/not-taken-in",
    "/bill/119-hr-1",
    "/congress",
    "/courts",
    "/court/cand",
    "/status",
    "/sources",
    "/issues",
    "/issues?code=unmapped-disposition",
    "/about",
    "/api",
    "/docket",
    "/docket/cases",
    "/docket/cases/roe-v-example",
    "/docket?sql=select+1",
    "/docket/outcomes_by_provision",
    "/docket/participations",
    "/docket/docket_entries",
    "/matrix",
    "/matrix?law_in_force=after_fosta&level=appeals",
    "/rulings",
    "/rulings?answer=immune&circuit=9",
    "/splits",
    "/statute",
    "/fact/cases/roe-v-example/caption",
    "/compare",
    "/laws",
    "/judges",
    "/briefs",
    "/brief/supreme-court",
    "/compare?court=cand,ca9",
    "/week",
    "/weeks",
    "/week/2026-06-01",
    "/splits?claim=negligence",
    "/splits?by=question&show=split",
    "/figures",
    "/circuit/9",
    "/coverage",
    "/coverage?court=cand",
    "/download",
    "/hearings?month=2026-06",
    "/search?q=dismiss&in=entries&court=cand",
    "/docket/dockets_counted?claim=negligence",
    "/docket/cases_filed?year=2022",
    "/docket/motions_counted",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_our_frame_without_script(ds, path):
    answer = ask(ds, path)
    assert answer.status_code == 200
    assert "/static/style.css" in answer.text
    assert answer.text.count("<h1") == 1
    # A data block (JSON-LD) is no script: no browser runs it. A case's page has the button that copies, and no other.
    text = answer.text.replace('<script type="application/ld+json">', "")
    if path.startswith("/case/"):
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        text = text.replace('<script src="/static/copy.js" defer>', "", 1)
    else:
        assert "script-src" not in answer.headers["content-security-policy"]
    assert "<script" not in text.lower() and " style=" not in text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"]


_STATUS: dict[str, int] = {}  # of the links that were followed


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/docket/participations"])
def test_every_link_of_every_page_leads_somewhere(ds, path):
    """Our own links answer; others are plain web addresses. Links with a query of SQL or data are left out."""
    links = set(re.findall(r'href="([^"]+)"', ask(ds, path).text))
    own = {link.replace("&amp;", "&").partition("#")[0] for link in links if link.startswith("/")} - {""}
    for link in links:
        assert link.startswith(("/", "#", "https://", "http://", "mailto:", "?")), link
    new = [link for link in sorted(own)[:60] if link not in _STATUS]  # most stand on many pages
    _STATUS.update(
        zip(new, (answer.status_code for answer in ask(ds, "/about", "/api", *new)[2:]), strict=True)
    )
    assert {
        link: _STATUS[link] for link in own & _STATUS.keys() if _STATUS[link] not in (200, 301, 302)
    } == {}


CASE = "/case/roe-v-example"
WHAT_PAGES_SAY = {
    "a case shows its outcome and evidence": (
        CASE,
        "Decided by the U.S. Court of Appeals for the Ninth Circuit on Mar. 4, 2024.",
        "Appeal from N.D. Cal. 3:22-cv-01234: affirmed in part",
        "Appeal to 9th Cir. 23-15001: affirmed in part",
        "§ 230(c)(1)",
        "Negligence",
        "§ 230 as amended by FOSTA in 2018",
        "Number 3 has not been seen by us.",
        "Judge Corrected",  # the correction and its reason
        "misread",
        "Lone v. Example",  # a companion is linked, not merged
        "same counsel",
        "An Act to change it",
        "unconfirmed",
        "no longer on the docket",  # entry 5 left a complete register
        "Until June 2, 2026, 12:00 UTC",
        '<svg class="fig"',
    ),
    "a companion sees the link from its own side": ("/case/lone-v-example", "Roe v. Example", "Companion"),
    "old text stays beside the new one": (CASE, "<del>6/12/2026</del>", "<ins>6/26/2026</ins>"),
    "and among the changes": ("/changes?kind=edits", "<del>6/12/2026</del>", "<ins>6/26/2026</ins>"),
    "the clock of the courthouse": (
        "/hearings?as_of=2026-06-01",
        "9:30 a.m. Los Angeles time (16:30 UTC)",
    ),
    "a party page joins names and counts its platforms": (
        "/party/sample",
        "Formerly Example, Inc.",
        "2 dockets, 1 case",  # its platform's docket counts
        "matched by the exact name unless a row says otherwise",
    ),
    "filters count": ("/cases?outcome=partly_immune&court=ca9&selection=catalog", "1 of 2 cases"),
    "a filter can be taken off": ("/cases?outcome=partly_immune&court=ca9", 'href="/cases?court=ca9"'),
    "two values of a filter": ("/cases?outcome=partly_immune&outcome=none", "2 cases"),
    "a filter that nothing fits": ("/cases?outcome=not_immune", "No case matches"),
    "hostile words are shown": (CASE, "&lt;script&gt;alert(1)&lt;/script&gt;"),
    # The sheet reset the hearing of June 12 to June 26 by an edit of its entry: the calendar shows what stands now.
    "the day an entry moved a hearing to": ("/hearings?month=2026-06", "June 26, 2026"),
    "a month links to its neighbors": (
        "/hearings?month=2026-01",
        'href="/hearings?month=2025-12" rel="prev"',
        'href="/hearings?month=2026-02" rel="next"',
    ),
    "a month without hearings": ("/hearings?month=1999-01", "We know of no hearing in this month."),
    "without a month the day asked for chooses it": ("/hearings?as_of=2026-06-01", "June 2026: "),
    "coverage says that the whole is not known": (
        "/coverage",
        "We do not know how many suits there are in all.",
        "are here; for 1 the filing date is not known",
        "Catalog, reviewed by a person 1",
        "Saved court pages 1",
    ),
    "a court without entries": ("/coverage?court=nysd", "none seen"),
    "what is no file is said in words": ("/download", "SQLite and Parquet", "a plain copy"),
    "a choice can be taken off again": (
        "/matrix?law_in_force=after_fosta&level=appeals",
        'href="/matrix?level=appeals" aria-current="true"',
        'href="/matrix?law_in_force=after_fosta" aria-current="true"',
        "1 docket of 3",
    ),
    "matches are marked inside escaped text": ("/search?q=dismiss", "<mark>Dismiss</mark> &lt;script&gt;"),
    **{
        f"a docket number written {number}": (f"/search?q={number}", "Roe v. Example")
        for number in ("3:22-cv-01234", "22-cv-1234", "22-cv-01234", "3:22-CV-1234-XYZ")
    },
    "what a hearing says is no more than is known": (
        "/hearings?as_of=2026-06-01",
        "the week of Oct. 12, 2026",
        "June 30, 2026",  # a vacated date stays until it has passed
        "Vacated, by entry of May 20, 2026",  # the vacating entry names no date: none is made up
        # Never "held" because the date has passed.
        "Result not known the day it was set for has passed",
    ),
    "a hearing that was held": (CASE, "Held", "Nov. 7, 2023"),
    "no day is today": ("/docket/hearings_from?as_of=", "hearings_from"),
}


@pytest.mark.parametrize(
    ("path", "pieces"), [(path, pieces) for path, *pieces in WHAT_PAGES_SAY.values()], ids=WHAT_PAGES_SAY
)
def test_a_page_says(ds, path, pieces):
    check_page(ds, path, pieces)


@pytest.mark.parametrize(
    ("as_of", "is_shown"),
    [
        ("2026-10-12", True),
        ("2026-10-16", True),  # the last day of the week it is set for
        ("2026-10-17", False),
        ("2026-09-30", True),
    ],
)
def test_a_hearing_stays_until_its_last_possible_day(ds, as_of, is_shown):
    words = text_of(ask(ds, f"/hearings?as_of={as_of}").text)
    assert ("the week of Oct. 12, 2026" in words[: words.index("days before")]) is is_shown


def test_pseudonyms_have_no_page_and_no_link(ds):
    page = check_page(ds, CASE, ["pseudonym, never resolved"]).text
    assert not re.search(r"<a [^>]*>\s*Jane Roe\s*</a>", page)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/hearings?as_of=yesterday", "write it like"),
        ("/hearings?as_of=2026-02-30", "is not a day"),
        ("/cases?page=0", "whole number"),
        ("/cases?page=two", "whole number"),
        ("/cases?page=99999999999999999999", "whole number"),
        ("/cases?sort=luck", "is not a value here; write one of newest"),
        ("/case/roe-v-example?docket=other", "not a docket of this case"),
        ("/case/roe-v-example?entries=%C2%B2", "whole number"),  # ² is a digit to some, not a number
        ("/changes?kind=<b>", "is not a value here; write one of edits"),
        ("/matrix?law_in_force=old", "law_in_force=old is not a value here; write one of before_fosta"),
        ("/matrix?level=<b>", "is not a value here; write one of appeals"),
        ("/coverage?court=atlantis", "atlantis"),
    ],
)
def test_a_bad_question_is_answered_in_words(ds, path, words):
    check_page(ds, path, [words], ["=<b>"], status=400)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/case/no-such-case", "No such page"),
        ("/case/a%20b", "No such page"),  # Datasette would send a percent sign elsewhere
        ("/party/jane-roe", "No such page"),
        ("/bill/none", "No such page"),
        ("/court/none", "No such page"),
        *((f"/circuit/{circuit}", "No such page") for circuit in ("12", "DC", "9'", "ca9")),
        ("/snapshot/none", "No such page"),
        ("/nowhere", "Nothing here has that address."),
        ("/case/roe-v-exmaple", 'Search for <a href="/search?q=roe+v+exmaple">roe v exmaple</a>'),
    ],
)
def test_unknown_is_a_real_404_in_our_frame(ds, path, words):
    check_page(ds, path, [words, "/static/style.css"], status=404)


def test_json_is_open_to_any_page(ds):
    answer = ask(ds, "/docket/cases.json?_shape=objects&_nocount=1&_nofacet=1&_nosuggest=1")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {row["case_id"] for row in answer.json()["rows"]} == {"roe-v-example", "lone-v-example"}


# --- what is hostile


@pytest.mark.parametrize(
    "value",
    [
        SCRIPT,
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        'https://example.org/?"onmouseover="alert(1)',
        "https://example.org/?a=1&amp;b='x'",
    ],
)
def test_whatever_a_reader_s_sql_calls_it_a_cell_shows_its_words(ds, value):
    names = sorted(
        {
            name
            for table in described().values()
            for name in table.get("columns", ())
            if name.endswith(("_id", "url"))
        }
    )
    asked = urlencode({"sql": f"select {', '.join(f':v as {name}' for name in names)}", "v": value})
    page = BeautifulSoup(ask(ds, f"/docket?{asked}").text, "html.parser", multi_valued_attributes=None)
    assert [cell.get_text().strip() for cell in page.select("tbody td")] == [value] * len(names)
    assert {"case_id", "source_url"} <= set(names)
    elements = page.select("tbody td *")
    assert {element.name for element in elements} == {"a"}
    assert all(
        set(element.attrs) <= {"href", "rel", "class"}
        and element["href"].startswith(("/", "https://example.org/"))
        for element in elements
    )


@pytest.mark.parametrize(
    "asked",
    [
        SCRIPT,
        '"',
        '"""',
        "*",
        "a*b",
        "NEAR(",
        "NOT",
        "OR OR",
        "^x",
        "col:x",
        "{",
        "-",
        "'; drop table cases; --",
        "\x00",
        "\x02x\x03",
        "é",
        "日本",
        "a" * 5000,
        "((((",
        '"unclosed phrase',
        " ",
        "%",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
def test_any_search_is_answered(ds, asked):
    answer = ask(ds, f"/search?{urlencode({'q': asked})}")
    assert answer.status_code == 200
    assert SCRIPT not in answer.text and "\x02" not in answer.text


@pytest.mark.parametrize(
    ("table", "says", "hides"),
    [
        ("docket_aliases?_sort=alias", ['href="/snapshot/'], []),
        ("case_list", ['href="/case/roe-v-example"'], []),
        ("parties", [], ['rel="nofollow noopener external"']),  # its only addresses are of saved files
    ],
)
def test_cells_link_to_our_pages_and_only_to_safe_sources(ds, table, says, hides):
    check_page(ds, f"/docket/{table}", says, hides)


# --- addresses that last


@pytest.mark.parametrize(
    "name", ["cand-22-cv-01234", "catalog:roe-v-example-ca9", "ca9-23-15001", "Roe-v-Example"]
)
def test_old_names_of_a_case_lead_on_and_capitals_too(ds, name):
    check_page(ds, f"/case/{name}", status=301, leads_to="/case/roe-v-example")


def test_a_published_name_that_is_gone_leads_on(world, tmp_path):
    archive_db = archive.open_archive(tmp_path / "archive.db")
    ledger.claim_slugs(archive_db, [("once-v-example", "case", "cand-22-cv-01234")], "2026-01-01T00:00:00Z")
    ledger.add_check(archive_db, "catalog", "catalog:dockets.csv", "unchanged", "2026-06-09T08:00:00Z")
    run_id = ledger.start_run(archive_db, "pacer_rss", "2026-06-09T08:00:00Z")
    ledger.finish_run(archive_db, run_id, "2026-06-09T08:01:00Z", "failed", "no answer", {})
    archive_db.close()
    ds = make_datasette(world, tmp_path / "archive.db")
    check_page(ds, "/case/once-v-example", status=301, leads_to=CASE)
    reviewed = "Facts reviewed June 1, 2026 · docket sheet read June 3, 2026, 12:00 UTC"
    check_page(ds, CASE, [reviewed], ["June 9, 2026, 08:00 UTC"])  # a look at our own file reads no register
    check_page(ds, "/status", ["Court RSS feeds", "Failed"])


def test_contact_is_where_errors_are_reported(ds, world):
    check_page(ds, "/about", ['href="mailto:desk%40example.org"'])
    check_page(make_datasette(world), "/about", ["who has not published an address"])


# --- the real catalog


@pytest.mark.parametrize(
    ("table", "key", "room"),
    [("cases", "case_id", "case"), ("entities", "entity_id", "party"), ("bills", "bill_id", "bill")],
)
def test_everything_in_the_catalog_has_a_page(catalog, catalog_ds, table, key, room):
    """In the short run a fifth, drawn by chance."""
    paths = [f"/{room}/{row[0]}" for row in run_sql(catalog, f"select {key} from {table} order by 1")]
    drawn = paths if FULL else random.Random(230).sample(paths, len(paths) // 5)
    assert len(drawn) > 15
    assert [path for path in drawn if ask(catalog_ds, path).status_code != 200] == []


# --- the swap


@pytest.fixture
def no_wait(monkeypatch):
    """The file system is asked once a second; here at every request, so that no test has to sleep."""
    monkeypatch.setattr(linked, "_LOOK_EVERY_SECONDS", 0.0)


def swap(home, number):
    """Do what a rebuild does: write a new file, repoint the link, delete the old file."""
    target = home / f"docket-{number}.db"
    build_world(target)
    run_sql(target, "update cases set short_name = ?", f"Generation {number}")
    point(home, target.name)
    for path in home.glob("docket-*.db*"):
        if not path.name.startswith(f"docket-{number}.db"):
            path.unlink()


def point(home, name):
    link = home / "docket.db.new"
    link.symlink_to(name)
    link.replace(home / "docket.db")


NO_DOCKETS = {
    "empty": lambda path: path.write_bytes(b""),
    "random": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40),
    "words": lambda path: path.write_text("root:x:0:0"),
    "another database": lambda path: run_sql(path, "create table notes (words text)"),
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a loop": lambda path: path.symlink_to(path.name),
    "nothing": lambda path: None,
}


@pytest.mark.parametrize("kind", NO_DOCKETS)
def test_what_is_no_docket_takes_no_place_of_one(tmp_path, no_wait, kind):
    """Whatever the link leads to: the file in force stays so, and the next whole one takes its place."""
    swap(tmp_path, 1)
    ds = make_datasette(tmp_path / "docket.db")
    paths = ("/cases", "/api/v1/cases", "/docket/cases.json", "/docket.json?sql=select+1", "/-/healthz")
    assert {answer.status_code for answer in ask(ds, *paths)} == {200}
    NO_DOCKETS[kind](tmp_path / "wrong.db")
    point(tmp_path, "wrong.db")
    assert {answer.status_code for answer in ask(ds, *paths)} == {200}
    assert "Generation 1" in ask(ds, "/cases").text
    swap(tmp_path, 2)
    assert "Generation 2" in ask(ds, "/cases").text


@pytest.mark.parametrize(
    "path",
    [
        "/cases",
        "/case/roe-v-example",
        "/api/v1/cases",
        "/docket/cases.json",
        "/docket/cases",
        "/docket.json?sql=select+short_name+from+cases",  # read in a child
    ],
)
def test_a_tag_of_one_generation_says_nothing_of_the_next(tmp_path, no_wait, path):
    swap(tmp_path, 1)
    ds = make_datasette(tmp_path / "docket.db")
    tag = ask(ds, path).headers["etag"]
    assert ask(ds, path, headers={"If-None-Match": tag}).status_code == 304
    swap(tmp_path, 2)
    later = ask(ds, path, headers={"If-None-Match": tag})
    assert later.status_code == 200 and "Generation 2" in later.text and "Generation 1" not in later.text
    assert ask(ds, path, headers={"If-None-Match": later.headers["etag"]}).status_code == 304


def test_a_reader_in_the_middle_keeps_what_it_began_with(tmp_path, no_wait):
    """Held open during the swap: all of its queries, in every thread, read the old file; the next reader the
    new one."""
    swap(tmp_path, 1)
    ds = make_datasette(tmp_path / "docket.db")
    database = ds.databases["docket"]
    sql = "select distinct short_name from cases"

    async def run():
        await ds.invoke_startup()
        with database.pin() as held:
            await database.execute(sql)
            await asyncio.to_thread(swap, tmp_path, 2)
            other = await asyncio.create_task(next_reader())
            many = await asyncio.gather(*(database.execute(sql) for _ in range(12)))
            assert not held.is_closed
        return other, {answer.first()[0] for answer in many}, held

    async def next_reader():
        linked._PINNED.set(None)  # a request of its own, as the server would start it
        return (await ds.client.get("/cases")).text

    other, seen, held = asyncio.run(run())
    assert "Generation 2" in other
    assert seen == {"Generation 1"}
    assert held.is_closed


def test_the_api_reads_on_in_the_file_a_request_began_with(tmp_path, no_wait):
    swap(tmp_path, 1)
    database = make_datasette(tmp_path / "docket.db").databases["docket"]
    readers = Readers(database)

    def read(generation):
        return asyncio.run(
            readers.of(generation).read(
                lambda conn: conn.execute("select distinct short_name from cases").fetchone()[0]
            )
        )

    with database.pin() as held:
        first = readers.of(held)
        for number in (2, 3):
            swap(tmp_path, number)
            with database.pin() as other:
                assert (read(other), read(held)) == (f"Generation {number}", "Generation 1")
    swap(tmp_path, 4)
    with database.pin() as other:
        assert read(other) == "Generation 4"
    with pytest.raises(sqlite3.ProgrammingError):  # nobody holds it any more: its connections are closed
        first.state()
    database.close()


def test_reading_does_not_hold_up_the_writer(tmp_path, no_wait):
    swap(tmp_path, 1)
    ds = make_datasette(tmp_path / "docket.db")

    async def run():
        with ds.databases["docket"].pin():
            await ds.databases["docket"].execute("select * from cases")
            run_sql(tmp_path / "docket-1.db", "update cases set short_name = 'Written meanwhile'")
        return (await ds.client.get("/cases")).text

    assert "Written meanwhile" in asyncio.run(run())


def test_nothing_to_serve_says_what_to_do(tmp_path):
    with pytest.raises(NotBuilt, match="python -m tracker run"):
        make_datasette(tmp_path / "docket.db")


# --- plain Datasette


def test_plain_datasette_serves_the_same(world, tmp_path):
    """The command of publish/serve.py, run from another folder, as `datasette … --get`."""
    folder = ROOT / "publish"
    command = f"""-m datasette {world} -m {METADATA} --template-dir {folder}/templates --plugins-dir {folder}/plugins
        --static static:{folder}/static --cors --get /case/roe-v-example"""
    done = subprocess.run(
        [sys.executable, *command.split()], cwd=tmp_path, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert "Partly immune, so far" in done.stdout


def test_examples_on_the_data_page_really_run(ds):
    html = ask(ds, "/api").text
    base = re.search(r"<pre>(http://[^/]+)/docket", html)[1]
    addresses = re.findall(re.escape(base) + r"(/docket[^'\"\s<]*)", html)
    assert len(addresses) > 5
    for path in addresses:
        assert ask(ds, path.replace("&amp;", "&")).status_code in (200, 302), path


def test_the_front_page_counts_the_cases_that_its_link_leads_to(tmp_path):
    """It said how many were reviewed, and led to a list that has those which were not, too."""
    path = make_world(
        tmp_path,
        "update dockets set selection = 'candidate' where case_id = 'lone-v-example'",
        "update cases set selection = 'candidate' where case_id = 'lone-v-example'",
    )
    front, cases = ask(make_datasette(path), "/", "/api/v1/cases.csv")
    count = len(cases.text.splitlines()) - 1
    assert f'<a href="/cases">All {count} cases</a>' in front.text
