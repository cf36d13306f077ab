"""Import: what is refused leaves no trace, the rest of the folder comes in, and twice is once."""

import gzip
import io
import json
import os
import re
import shutil
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from scrapers.sources import opinions
from tests.tracker.test_faults_home import write_sheets
from tests.worlds.command import FIXTURES, tracker, tracker_json
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.sql import run_sql
from tracker import importing, pipeline
from tracker.home import open_house
from tracker.settings import load_settings

SAVED = FIXTURES / "pacer_docket"
REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "sources"
SHEET = SAVED / "district_ordinary.html"
NOWHERE = (
    SHEET.read_bytes().replace(b"cand", b"zzzz").replace(b"CAND", b"ZZZZ").replace(b"California", b"Atlantis")
)
COUNTED = ("dockets", "docket_entries", "participations", "entry_versions", "changes", "snapshots")
BILL = (FIXTURES / "congress" / "empty.xml").read_bytes()
MAIL = (SAVED / "nda.eml").read_bytes()


def zipped(files):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, inside in files.items():
            pack.writestr(name, inside)
    return body.getvalue()


LOGIN = (
    "<html><head><title>CM/ECF Login</title></head><body><form action='https://ecf.cand.uscourts.gov/'>"
    "<input type='password' name='loginForm:password'></form></body></html>"
)


def archived(home):
    return [
        url
        for (url,) in run_sql(
            home / "archive.db", "select url from snapshots where source <> 'catalog' order by seq"
        )
    ]


def counts(home):
    return {table: run_sql(home / "docket.db", f"select count(*) from {table}")[0][0] for table in COUNTED}


@pytest.mark.parametrize(
    ("name", "body", "pages"),
    [
        ("sheet.html", gzip.compress(SHEET.read_bytes()), ["sheet.html"]),  # named so by a browser
        ("sheet.html.gz", gzip.compress(SHEET.read_bytes()), ["sheet.html"]),
        (
            "all.zip",
            zipped(
                {
                    "a/": b"",
                    "a/.DS_Store": b"x",
                    "a/one.html": SHEET.read_bytes(),
                    "__MACOSX/a/one.html": b"x",
                    "two.eml": MAIL,
                }
            ),
            ["one.html", "two.eml"],
        ),
        (
            "inbox",
            b"From a Mon Jan 1 00:00:00 2024\n" + MAIL + b"\nFrom b Mon Jan 1 00:00:00 2024\n" + MAIL,
            ["message 1"],
        ),
        ("one.eml", b"From a Mon Jan 1 00:00:00 2024\n" + MAIL, ["one.eml"]),  # no mailbox
        ("bill.xml", BILL, ["bill.xml"]),
        ("mods.xml", (FIXTURES / "govinfo" / "ordinary.govinfo_mods").read_bytes(), ["mods.xml"]),
        ("found.json", (FIXTURES / "govinfo" / "found.govinfo_search").read_bytes(), ["found.json"]),
        (
            "search.json",
            json.loads((FIXTURES / "courtlistener" / "found.search").read_bytes())["answers"][0][
                "text"
            ].encode(),
            ["search.json"],
        ),
    ],
)
def test_every_kind_that_is_fetched_comes_in_saved_and_packed(home, tmp_path, name, body, pages):
    (tmp_path / name).write_bytes(body)
    done = tracker(home, "import", tmp_path / name)
    assert archived(home) == [f"import:{page}" for page in pages], done.stdout
    before = counts(home), archived(home)
    assert "0 imported" in tracker(home, "import", tmp_path / name).stdout
    assert (counts(home), archived(home)) == before


def test_each_real_page_of_a_source_is_taken_or_refused_for_a_reason(home):
    if not REAL.is_dir():
        pytest.skip("no ../shared/real/sources with pages of the sources beside this checkout")
    report = tracker_json(home, "import", REAL / "govinfo_mods", REAL / "billstatus", code=1)["files"]
    assert Counter(line["result"] for line in report)["stored"] >= 60
    assert all("does not name" in line["reason"] for line in report if line["result"] == "refused")


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("empty.html", b"", "the file is empty"),
        ("blank.html", b" \r\n\t ", "the file is empty"),
        ("login.html", LOGIN.encode(), "a log-in page"),
        ("scan.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF, not a page"),  # named .html by a browser
        (
            "cut.html",
            SHEET.read_bytes().rpartition(b"</table>")[0][:-400],
            "cut.html",
        ),  # the register is not closed
        ("sheets.zip", b"PK\x03\x04\x14\0\0\0\x08\0", "a zip that cannot be opened"),
        # A name that its flag calls UTF-8, and is not.
        ("name.zip", zipped({"é": b"x"}).replace("é".encode(), b"\xff\xff"), "a zip that cannot be opened"),
        ("twice.zip", zipped({"a.zip": zipped({"a.html": b"x"})}), "packed (zip); unpack it"),
        ("bomb.gz", gzip.compress(bytes(51 * 1024 * 1024)), "more than the 50 MB"),
        ("half.gz", gzip.compress(SHEET.read_bytes())[:-20], "cannot be unpacked"),
        ("billstatus.xml", BILL.replace(b"section 230", b"section 231"), "does not name"),
        ("bom.html", b"\xef\xbb\xbf", "the file is empty; save the page again"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "binary data"),
        ("recipe.html", b"<html><p>Two eggs</p></html>", "not a page of any kind known"),
        ("number.html", SHEET.read_bytes().replace(b"3:23-cv-04711", b"no number at all"), "number.html"),
        ("court.html", NOWHERE, "--court"),
    ],
)
def test_what_cannot_be_used_is_refused_and_the_rest_comes_in(home, tmp_path, name, body, words):
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / name).write_bytes(body)
    shutil.copy(SAVED / "appellate.html", folder / "zz.html")
    done = tracker(home, "import", folder, code=1)
    refused = next(line for line in done.stdout.splitlines() if line.startswith(str(folder / name)))
    assert "refused" in refused and words in refused
    assert archived(home) == ["import:zz.html"]
    assert "1 imported, 0 known already, 1 refused" in done.stdout


def test_hidden_files_and_loops_of_links_are_passed_by(home, tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    shutil.copy(SHEET, tmp_path / "deep" / "er" / "page.html")
    (tmp_path / "deep" / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (tmp_path / "deep" / "er" / "loop").symlink_to(tmp_path / "deep")
    done = tracker(home, "import", tmp_path / "deep", tmp_path / "deep" / "er")
    assert "1 imported, 0 known already, 0 refused" in done.stdout


def test_an_odd_name_of_a_file_stops_nothing_and_is_one_line(home, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    names = (b"\xff\xfe.html", b"a\nb\x1b[31m.html", "\u202elmth.exe.html".encode(), b"'\"<b>.html")
    for number, name in enumerate(names):
        body = SHEET.read_bytes() + b"<!-- %d -->" % number
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_bytes(body)
    done = tracker(home, "import", folder)
    assert done.stdout.count(" entries, ") == len(names), done.stdout + done.stderr
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout
    assert not any("\n" in url for url in archived(home))


def write_hostile_folder(folder):
    """Each of these stopped an import, or could have; the last is as a court sends it."""
    sheet = SHEET.read_text(encoding="utf-8")
    mail = "From: ecf@cand.uscourts.gov\nSubject: Activity in Case\nMIME-Version: 1.0\n"
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n' for number in range(5000)
    )
    files = {
        "tags.html": "uscourts.gov " + "<a" * 200_000,
        "frames.html": sheet + "<iframe " * 100_000,
        "office.html": sheet.replace("<body", "Office:" * 30_000 + "<body", 1),
        "day.html": re.sub(r"\d\d/\d\d/\d{4}", "00/00/0000", sheet),
        "month.html": re.sub(r"\d\d/\d\d/\d{4}", "13/45/2024", sheet),
        "year.html": re.sub(r"\d\d/\d\d/\d{4}", "12/31/9999", sheet),
        "parts.eml": f"{mail}{parts}Content-Type: text/plain\n\nNotice of Electronic Filing\n",
        "charset.eml": f"{mail}Content-Type: text/html; charset=undefined\n\nNotice of Electronic Filing\n",
        "codec.eml": mail.replace("Activity", "=?undefined?q?Activity?= =?x?b?!?=")
        + "\nNotice of Electronic Filing\n",
        "deep.json": "[" * 100_000,
        "number.json": '{"id": ' + "9" * 10_000 + ', "court": "cand"}',
        "cells.html": sheet.replace("<body", "<table><tr><td>" * 20_000 + "<body", 1),
        "entities.xml": '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>',
        "empty.html": "",
        "whole.html": sheet,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "bomb.html").write_bytes(gzip.compress(b"<html>" * 10_000_000, 1))
    with (folder / "huge.html").open("wb") as file:
        file.truncate(3 * 2**30)  # of nothing: it takes no room
    os.mkfifo(folder / "pipe.html")
    (folder / "zeros.html").symlink_to("/dev/zero")
    (folder / "circle").symlink_to(".")
    return sorted(path.name for path in folder.iterdir() if path.name != "circle")


def test_a_hostile_folder_is_imported_to_its_end(home, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    names = write_hostile_folder(folder)
    done = tracker(home, "import", folder, code=1)
    by_file = {line.partition(": ")[0].rpartition("/")[2]: line for line in done.stdout.splitlines()}
    assert [name for name in names if name not in by_file] == []
    assert "6 entries" in by_file["whole.html"]
    assert "3072 MB, more than the 50 MB" in by_file["huge.html"] and "not read" in by_file["huge.html"]
    assert "not a file that can be read" in by_file["pipe.html"]
    assert [name for name in names if "refused" not in by_file[name]] == [
        "frames.html",
        "office.html",
        "whole.html",
    ]


def test_the_same_bytes_are_stored_once_and_two_pages_of_one_name_twice(home, tmp_path):
    for folder, page in (("one", SHEET), ("three", SHEET), ("two", SAVED / "appellate.html")):
        (tmp_path / folder).mkdir()
        shutil.copy(page, tmp_path / folder / "docket.html")
    report = tracker_json(home, "import", tmp_path)
    assert [file["result"] for file in report["files"]] == ["stored", "known", "stored"]
    assert archived(home) == ["import:docket.html"] * 2
    assert tracker_json(home, "import", tmp_path)["known"] == 3


def test_more_files_than_a_batch_holds(home, tmp_path):
    """Fifty dockets, in an order of names that is not that of numbers; each is one docket, once."""
    before = counts(home)
    assert tracker_json(home, "import", write_sheets(tmp_path, 50))["stored"] == 50
    after = counts(home)
    assert after["dockets"] - before["dockets"] == 50
    assert after["docket_entries"] - before["docket_entries"] == 50 * 6


def test_what_became_of_a_file_is_said_before_the_rest_is_read(home, tmp_path):
    """An import of a thousand files takes an hour, and somebody may stop it."""
    paths = [tmp_path / f"{n}.html" for n in range(30)]
    for path in paths:
        path.write_bytes(LOGIN.encode() + path.name.encode())
    taken = []

    def files():
        for path in paths:
            taken.append(path)
            yield path

    settings = load_settings({"TRACKER_HOME": str(home)})
    with open_house(settings) as house:
        first = next(importing.import_files(house, files(), None, pipeline.Outcome("import")))
    assert first.path == str(paths[0]) and "a log-in page" in first.reason and len(taken) <= 3


def test_a_text_larger_than_any_opinion_is_refused_without_reading_it_whole():
    began = time.process_time()
    body = b"Lorem ipsum 47 U.S.C. 230 dolor sit amet. " * (9 * 1024 * 1024 // 42)
    assert opinions.SOURCE.recognize("big.txt", body, None, "2026-01-01T00:00:00Z") is None
    assert time.process_time() - began < 20  # read whole, it takes minutes
