"""An export: the same content, the same bytes; nothing private; three formats that agree; nothing that was
suppressed."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import pytest

from docket.times import parse_instant
from publish.serve import NotBuilt, make_replica
from tests.worlds.asking import answers_of as ask, ask as ask_file
from tests.worlds.command import FIXTURES, tracker, tracker_json
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.publishing import build_world
from tests.worlds.sql import run_sql
from tracker.export import files, snapshot
from tracker.export.snapshot import export_snapshot, folders_of
from tracker.export.tables import EXPORTED, read_rows, strip_folders
from tracker.settings import Settings

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
WHO = ("--reason", "sealed by order", "--by", "A. Editor")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The settings of a home with the small published world, and a folder that it was exported to."""
    folder = tmp_path_factory.mktemp("world")
    build_world(folder / "docket-1.db")
    (folder / "docket.db").symlink_to("docket-1.db")
    settings = Settings(folder, None, {}, None, None)
    export_snapshot(settings, folder / "exports")
    return settings


@pytest.fixture(scope="module")
def current(world):
    return world.home / "exports" / "current"


@pytest.fixture
def replica(world):
    datasette = make_replica(world.home / "exports")
    yield datasette
    datasette.databases["docket"].close()


def test_the_same_content_gives_the_same_bytes_however_it_came(home, tmp_path):
    # Two pages of one docket, brought one by one over a database that lived before; then all at once, in a new file.
    # The folder in which they lie is told to nobody.
    saved = shutil.copytree(FIXTURES / "pacer_docket", tmp_path / "telltale-folder")
    pages = [saved / name for name in ("district_ordinary.html", "district_edited.html", "appellate.html")]
    for page in pages:
        tracker(home, "import", page)
    first = tracker_json(home, "export", tmp_path / "one")
    # By programs of their own: in each, Python puts what is in a set into another order.
    tracker(home, "rebuild", afresh=True)
    two = tracker_json(home, "export", tmp_path / "two", afresh=True)
    assert first["is_new"] and two["is_new"] and first["rows"] > 1000
    manifests = [
        json.loads((tmp_path / folder / "current" / "manifest.json").read_text()) for folder in ("one", "two")
    ]
    assert [
        table
        for table in manifests[0]["content"]
        if manifests[0]["content"][table] != manifests[1]["content"][table]
    ] == []
    assert first["name"] == two["name"]
    sums = [(tmp_path / folder / "current" / "SHA256SUMS").read_text() for folder in ("one", "two")]
    assert sums[0] == sums[1] and sums[0].count("\n") > 50
    again = tracker_json(home, "export", tmp_path / "two")
    assert again["name"] == two["name"] and not again["is_new"]
    files_of_two = [path for path in (tmp_path / "two").rglob("*") if path.is_file()]
    assert [path for path in files_of_two if b"telltale-folder" in path.read_bytes()] == []


def test_other_content_has_another_name_and_the_older_one_stays_for_who_is_reading_it(world, tmp_path):
    folder = tmp_path / "exports"
    for caption in ("Roe v. One, Inc.", "Roe v. Two, Inc.", "Roe v. Three, Inc."):
        run_sql(world.docket_path, "update dockets set caption = ? where docket_id like 'cand-22%'", caption)
        done = export_snapshot(world, folder)
    assert sorted(path.name for path in folder.glob("20*")).count(done.name) == 1
    assert len(list(folder.glob("20*"))) == 2 and (folder / "current").resolve() == done.path.resolve()
    assert not list(folder.glob(".building*"))


def test_what_a_column_means_is_content(tmp_path):
    def name(meaning):
        (tmp_path / "dictionary.json").write_text(meaning)
        return files.write_manifest(tmp_path, {}, {}, {}, None)

    assert name('{"a": "A day"}') == name('{"a": "A day"}') != name('{"a": "An instant"}')


def test_the_checksums_are_those_of_every_file(current):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=current,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    listed = {line.split("  ")[1] for line in (current / "SHA256SUMS").read_text().splitlines()}
    assert listed | {"SHA256SUMS"} == {
        str(path.relative_to(current)) for path in current.rglob("*") if path.is_file()
    }


def test_a_damaged_snapshot_is_written_again(world, tmp_path):
    folder = tmp_path / "exports"
    path = export_snapshot(world, folder).path
    (path / "ndjson" / "cases.ndjson").write_text("")
    assert files.find_damage(path) == "ndjson/cases.ndjson"
    (folder / ".building-1").mkdir()  # what a killed export leaves
    assert export_snapshot(world, folder).is_new
    assert files.find_damage(path) is None and not (folder / ".building-1").exists()


def test_nothing_private_is_exported(current):
    ask_sql = partial(run_sql, current / "docket.db")
    names = [
        name
        for (name,) in ask_sql("select name from sqlite_master where type in ('table', 'view', 'trigger')")
    ]
    assert [name for name in names if name.startswith("_")] == [] and "_ai" not in "".join(names)
    assert {name for (name,) in ask_sql("select name from build")} <= {"fingerprint", "version"}
    assert ask_sql("pragma integrity_check") == [("ok",)]
    assert ask_sql("pragma journal_mode") != [("wal",)]  # read from a disk that nobody may write
    assert ask_sql("pragma freelist_count") == [(0,)]
    search = "select count(*) from docket_entries_fts where docket_entries_fts match 'complaint'"
    assert ask_sql(search) == [(1,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("import:/home/ada/sealed/roe.html", "import:roe.html"),
        ("import:roe.html", "import:roe.html"),
        ("file:///home/ada/roe.html", "file:roe.html"),
        ("import:C:\\Users\\ada\\roe.html", "import:roe.html"),
        ("/home/ada/roe.html", "roe.html"),
        ("page:pages/order.pdf", "page:order.pdf"),
        (
            "https://example.org/home/ada/roe.html",
            "https://example.org/home/ada/roe.html",
        ),  # the web's own folders stay
        ("catalog:dockets.csv", "catalog:dockets.csv"),
        ("row 3 / column 4", "row 3 / column 4"),  # no path: a place in words
        (None, None),
    ],
)
def test_strip_folders(value, expected):
    assert strip_folders(value) == expected
    assert strip_folders(expected) == expected


@pytest.mark.parametrize("table", EXPORTED, ids=lambda table: table.name)
def test_the_three_formats_agree(current, table):
    with closing(sqlite3.connect(current / "docket.db")) as connection:
        rows = list(read_rows(connection, table))
    assert [
        json.loads(line) for line in (current / "ndjson" / f"{table.name}.ndjson").read_text().splitlines()
    ] == rows
    cursor = duckdb.execute(
        "select * from read_parquet(?)", [str(current / "parquet" / f"{table.name}.parquet")]
    )
    kinds = {column[0]: str(column[1]) for column in cursor.description}
    assert [dict(zip(kinds, values, strict=True)) for values in cursor.fetchall()] == rows
    for name, column in table.columns.items():
        is_flag = column.kind == "flag"
        assert {type(row[name]) is bool for row in rows if row[name] is not None} <= {is_flag}, name
        assert (kinds[name] == "BOOLEAN") is is_flag, name


def test_every_column_is_in_the_dictionary_in_words(current):
    dictionary = json.loads((current / "dictionary.json").read_text())
    assert {table["name"] for table in dictionary["tables"]} == {table.name for table in EXPORTED}
    assert [
        f"{table['name']}.{column['name']}"
        for table in dictionary["tables"]
        for column in table["columns"]
        if not column["description"]
    ] == []
    assert (
        all(table["description"] for table in dictionary["tables"])
        and "creativecommons" in (current / "LICENSE.txt").read_text()
    )


def bill_states(settings, folder, **asked):
    path = export_snapshot(settings, folder, **asked).path
    return [json.loads(line) for line in (path / "ndjson" / "bill_states.ndjson").read_text().splitlines()]


def test_an_export_says_what_became_of_each_bill_at_its_instant(world, tmp_path):
    before, after = (
        bill_states(world, tmp_path / "out", as_of=parse_instant(at))
        for at in ("2027-01-03T16:59:00Z", "2027-01-03T17:00:00Z")
    )
    assert before == [
        {
            "bill_id": "119-hr-1",
            "as_of": "2027-01-03T16:59:00Z",
            "state": "alive",
            "words": "introduced, alive",
            "congress_ends_at": "2027-01-03T17:00:00Z",
        }
    ]
    assert (after[0]["state"], after[0]["words"]) == ("dead", "died with the 119th Congress, Jan. 3, 2027")


def test_an_export_changes_with_the_clock_only_when_a_congress_ends(world, tmp_path, monkeypatch):
    def name(now):
        class Fixed(datetime):
            @classmethod
            def now(cls, zone=None):
                return parse_instant(now)

        monkeypatch.setattr(snapshot, "datetime", Fixed)
        return export_snapshot(world, tmp_path / "out", keep=9).name

    names = [
        name(now)
        for now in (
            "2026-11-27T12:00:00Z",
            "2027-01-03T16:59:59Z",
            "2027-01-03T17:00:00Z",
            "2028-05-05T00:00:00Z",
        )
    ]
    assert names[0] == names[1] != names[2] == names[3]


def words_left(folder, words):
    """Return the files below a folder that hold the words; Parquet is unpacked."""
    paths = [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]
    for path in folder.rglob("*.parquet"):
        if words in str(duckdb.execute("select * from read_parquet(?)", [str(path)]).fetchall()):
            paths.append(path)
    return paths


def test_a_suppressed_text_outlives_in_no_export(home, tmp_path):
    tracker(home, "import", FIXTURES / "pacer_docket" / "district_ordinary.html")
    [(entry_id, text), *_] = run_sql(
        home / "docket.db",
        "select entry_id, text from docket_entries where length(text) > 60 order by entry_id",
    )
    tracker(home, "export", tmp_path / "one")
    # An older snapshot that holds the words lies beside the one in force; another folder is away.
    tracker(
        home, "correct", "dockets", "js-v-village-voice", "short_name", "J.S. v. Example", *WHO, code=None
    )
    tracker(home, "import", FIXTURES / "pacer_docket" / "appellate.html")
    tracker(home, "export", tmp_path / "one")
    tracker(home, "export", tmp_path / "away")
    shutil.move(tmp_path / "away", tmp_path / "moved")
    assert len({path.parent for path in words_left(tmp_path / "one", text)}) >= 4
    done = tracker(home, "suppress", "entry", entry_id, *WHO, code=1)
    assert words_left(tmp_path / "one", text) == []
    assert len(list((tmp_path / "one").glob("20*"))) == 1
    assert f"{tmp_path / 'away'} may still publish what was taken down: it is not there" in done.stderr
    assert words_left(tmp_path / "moved", text)  # a copy that nobody told us of is the operator's to delete
    # An empty folder is a disk that is not mounted. One that comes back is made anew at the next start.
    (tmp_path / "away").mkdir()
    assert "away may still publish" in tracker(home, "run", "catalog", code=1).stdout
    (tmp_path / "away").rmdir()
    shutil.move(tmp_path / "moved", tmp_path / "away")
    tracker(home, "run", "catalog")
    assert words_left(tmp_path / "away", text) == []


def test_an_export_says_what_is_new_since_the_one_before(tmp_path):
    build_world(tmp_path / "docket.db")
    settings = Settings(tmp_path, None, {}, None, None)
    first = export_snapshot(settings, tmp_path / "exports")
    assert json.loads((first.path / "difference.json").read_text()) == {
        "name": first.name,
        "previous": None,
        "tables": {},
    }
    ask_sql = partial(run_sql, tmp_path / "docket.db")
    (changed,), (gone,) = ask_sql("select ruling_id from rulings order by 1 limit 2")
    (claim_id,) = ask_sql("select claim_id from claims")[0]
    ask_sql("update rulings set author = 'Somebody' where ruling_id = ?", changed)
    ask_sql("update dockets set last_seen = '2030-01-01T00:00:00Z'")  # seen again, and as it was
    ask_sql("update claims set claim_id = 'new' where claim_id = ?", claim_id)
    second = export_snapshot(settings, tmp_path / "exports")
    difference = json.loads((second.path / "difference.json").read_text())
    assert (difference["name"], difference["previous"]) == (second.name, first.name)
    assert difference["tables"] == {
        "rulings": {"added": 0, "changed": 1, "removed": 0, "ids": {"added": [], "changed": [changed]}},
        "claims": {"added": 1, "changed": 0, "removed": 1, "ids": {"added": ["new"], "changed": []}},
    }
    assert claim_id not in (second.path / "difference.json").read_text(), "what is gone is counted, not named"
    assert gone not in str(difference)


def test_an_export_describes_each_file_and_column(current):
    croissant = json.loads((current / "croissant.json").read_text())
    for file in croissant["distribution"]:
        assert hashlib.sha256((current / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"]
    assert {record_set["name"]: len(record_set["field"]) for record_set in croissant["recordSet"]} == {
        table.name: len(table.columns) for table in EXPORTED
    }


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("cffconvert", ["--validate", "-i", "CITATION.cff"]),
        ("mlcroissant", ["validate", "--jsonld", "croissant.json"]),
    ],
)
def test_the_validators_of_others_find_nothing(current, program, arguments):
    if not FULL:
        pytest.skip("run with ./test --full: the validators of CITATION.cff and Croissant were not asked")
    executable = shutil.which(program)
    if executable is None:
        pytest.skip(f"{program} is not on the path: pip install {program}, in an environment of its own")
    done = subprocess.run(
        [executable, *arguments],
        cwd=current,
        env=os.environ | {"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr and "Error" not in done.stderr, done.stderr


def test_the_home_remembers_its_folders(world, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the folder is named from where the command was run
    export_snapshot(world, Path("here"))
    export_snapshot(world, Path("here"))
    assert folders_of(world).count(tmp_path / "here") == 1


PAGES = (
    "/",
    "/cases",
    "/case/roe-v-example",
    "/hearings",
    "/parties",
    "/party/example",
    "/search?q=motion",
    "/changes",
    "/bills",
    "/courts",
    "/court/cand",
    "/coverage",
    "/status",
    "/issues",
    "/figures",
    "/matrix",
    "/about",
    "/api",
    "/download",
    "/hearings.ics",
    "/api/v1/cases",
    "/api/v1/cases/roe-v-example",
    "/api/v1/entries",
    "/api/v1/hearings.csv",
    "/docket",
    "/docket/cases",
    "/docket/docket_entries.json?_shape=objects",
    "/docket/open_hearings",
    "/-/healthz",
    "/sitemap.xml",
    "/embed/case/roe-v-example",
)


def test_a_replica_answers_every_page_and_says_what_the_live_site_says(world, replica, current):
    export_snapshot(world, world.home / "exports")
    for address, answer in zip(PAGES, ask(replica, *PAGES), strict=True):
        assert answer.status_code == 200, (address, answer.text[:500])
        assert answer.headers["tracker-snapshot"] == current.resolve().name
    addresses = ("/case/roe-v-example", "/api/v1/cases/roe-v-example", "/api/v1/entries", "/coverage")
    replies = zip(addresses, ask_file(world.docket_path, *addresses), ask(replica, *addresses), strict=True)
    for address, ours, theirs in replies:
        assert ours.text == theirs.text, address


def test_the_files_are_served_for_ever_under_their_snapshot(replica, current):
    name = current.resolve().name
    page, database, lead, lead_file, sums = ask(
        replica,
        "/download",
        f"/export/{name}/docket.db",
        "/export/current",
        "/export/current/parquet/cases.parquet",
        f"/export/{name}/SHA256SUMS",
    )
    assert (
        f'href="/export/{name}/parquet/cases.parquet"' in page.text and 'href="/export/current"' in page.text
    )
    assert (
        database.content == (current / "docket.db").read_bytes()
        and "immutable" in database.headers["cache-control"]
    )
    assert sums.content == (current / "SHA256SUMS").read_bytes()
    # The address without a name is never kept for ever.
    assert (
        lead.status_code == 302
        and lead.headers["location"] == f"/export/{name}/manifest.json"
        and lead.headers["cache-control"] == "no-cache"
    )
    assert lead_file.headers["location"] == f"/export/{name}/parquet/cases.parquet"


@pytest.mark.parametrize(
    "file",
    ["..%2f.lock", ".lock", "../../exports.txt", "docket.db-wal", "ndjson/../../../docket-1.db", "parquet"],
)
def test_nothing_else_is_served(replica, current, file):
    assert ask(replica, f"/export/{current.resolve().name}/{file}").status_code == 404
    assert ask(replica, f"/export/2000-01-01-000000000000/{file}").status_code == 404


def test_a_table_under_its_snapshot_holds_for_ever_and_what_reads_the_clock_does_not(replica, current):
    name = current.resolve().name
    table, sql, clock, page, old, missing = ask(
        replica,
        f"/at/{name}/docket/cases.json?_shape=array",
        f"/at/{name}/docket?sql=select+1",
        f"/at/{name}/docket/hearings_from.json",
        f"/at/{name}/hearings",
        "/at/2000-01-01-000000000000/docket/cases.json?_size=1",
        f"/at/{name}/docket/no-such-table",
    )
    assert (
        table.headers["cache-control"]
        == sql.headers["cache-control"]
        == "public, max-age=31536000, immutable"
    )
    assert len(table.json()) == 2 and table.headers.get_list("cache-control") == [
        table.headers["cache-control"]
    ]
    assert "immutable" not in clock.headers["cache-control"] + page.headers["cache-control"]
    assert old.status_code == 302 and old.headers["location"] == f"/at/{name}/docket/cases.json?_size=1"
    assert missing.status_code == 404 and "immutable" not in missing.headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["//evil.example/", "/%2F%2Fevil.example/", "/%5Cevil.example"])
def test_a_retired_snapshot_leads_to_no_other_host(replica, path):
    answer = ask(replica, f"/at/2000-01-01-000000000000{path}")
    assert answer.status_code in (302, 404)
    assert answer.status_code == 404 or answer.headers["location"].startswith("/at/20")


def test_a_replica_of_one_snapshot_without_a_link_and_none_of_an_empty_folder(current, tmp_path):
    alone = shutil.copytree(current, tmp_path / current.resolve().name)
    datasette = make_replica(alone)
    page, file = ask(datasette, "/case/roe-v-example", f"/export/{alone.name}/LICENSE.txt")
    assert (page.status_code, file.status_code) == (200, 200)
    datasette.databases["docket"].close()
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NotBuilt, match="python -m tracker export"):
        make_replica(empty)
    assert "holds no snapshot" in tracker(empty, "serve", "--replica", empty, code=1).stderr
    assert "no database" in tracker(empty, "export", tmp_path / "out", code=1).stderr
