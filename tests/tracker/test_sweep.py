"""The sweep: true dialect in, candidates out; the same however many workers; nothing lost when one is killed."""

import bz2
import json
import os
import signal
from importlib.util import find_spec
from unittest.mock import Mock

import duckdb
import pytest
from click.testing import CliRunner

from docket.issues import Issue, ParseError
from docket.records import Defense, Docket
from scrapers.sources import sweep as source
from tests.worlds.bulk import ABOUT, ASIDE, DAY, PLAIN, cell, write_bulk, write_table
from tests.worlds.command import tracker, tracker_json
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.sql import run_sql
from tracker.commands.sweep import sweep
from tracker.sweep import dask_run
from tracker.sweep.bulk_csv import open_bulk, read_bulk, split
from tracker.sweep.finds import find_all, make_snapshots
from tracker.sweep.opinions import find_in_opinion, read_text

# Looked for, not loaded: each process of a run reads this file, one runs it, and Dask is a second's work.
if find_spec("distributed") is None:
    pytest.skip("Dask is not installed: pip install -r requirements-sweep.lock", allow_module_level=True)
WORLD = 120
# Each loads Dask and the readers, two seconds' work.
WORKERS = 3 if os.environ.get("TRACKER_TEST_FULL") else 2


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_bulk(tmp_path_factory.mktemp("bulk"), WORLD)


@pytest.fixture(scope="module")
def alone(files, tmp_path_factory):
    """What one process finds, and the folder of its work."""
    folder = tmp_path_factory.mktemp("alone")
    target, counts = find_all([open_bulk(path) for path in files], folder, 1, None, most_rows=10)
    return target.read_bytes(), counts, folder


# ---- the files

# Each of these has undone a reader of these files (#2588, #5443, #6706).
HARD = 'A \\ backslash, a "quote", `backticks`,\n,"\n"a line end'


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        (HARD, '"'),
        ("", '"'),
        ("x" * 300_000, '"'),
        ("ends in a backslash\\", '"'),
        ('\\"', '"'),
        ("é § 230 “quoted”", '"'),
        ('",\n"', '"'),
        ("of August 2024, a line\nend", "`"),
    ],
)
def test_a_cell_comes_out_as_it_went_in(tmp_path, value, quote):
    path = write_table(
        tmp_path,
        "opinions",
        [{"id": 1, "cluster_id": 2, "plain_text": value, "type": None}, {"id": 2, "cluster_id": 3}],
        quote=quote,
    )
    rows = list(read_bulk(open_bulk(path)))
    assert [row["id"] for row in rows] == ["1", "2"]
    assert (
        rows[0]["plain_text"] == (value or None) and rows[0]["type"] is None and rows[1]["plain_text"] is None
    )


def test_each_file_is_known_by_its_columns(files, tmp_path):
    assert [open_bulk(path).table for path in files] == ["opinions", "clusters", "dockets"]
    renamed = tmp_path / "some name.csv"
    renamed.write_bytes(bz2.decompress(files[2].read_bytes()))  # unpacked, and under another name
    assert open_bulk(renamed).table == "dockets" and len(list(read_bulk(open_bulk(renamed)))) == WORLD // 2
    assert open_bulk(files[0]).dumped_on == DAY and open_bulk(renamed).dumped_on is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not opinions"),
        (b"id,name\n1,2\n", "not opinions"),
        (b"\xff\xfe\x00", "not a CSV file"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, body, words):
    path = tmp_path / "strange.csv"
    path.write_bytes(body)
    with pytest.raises(ParseError, match=f"strange.csv: {words}"):
        open_bulk(path)
    (tmp_path / "strange.csv.bz2").write_bytes(body or b"x")  # .bz2 in name only
    with pytest.raises(ParseError):
        open_bulk(tmp_path / "strange.csv.bz2")


def test_a_file_cut_off_is_refused_by_name_and_line(files, tmp_path):
    path = tmp_path / files[0].name
    whole = files[0].read_bytes()
    path.write_bytes(whole + whole[:-2000])  # bzip2 is made of blocks: the first ones can be read
    with pytest.raises(ParseError, match=r"opinions-2026-03-31.csv.bz2: cut off .* get the file again"):
        list(read_bulk(open_bulk(path)))
    header = bz2.decompress(files[2].read_bytes()).partition(b"\n")[0]
    path = tmp_path / "dockets.csv"
    path.write_bytes(header + b"\n" + cell("1").encode() + b',"2"\n')
    with pytest.raises(ParseError, match="dockets.csv, line 2: 2 cells of"):
        list(read_bulk(open_bulk(path)))


# ---- one opinion


def test_an_opinion_about_the_law():
    find = find_in_opinion("Long before. " * 200 + ABOUT + " Long after." * 200)
    assert find["label"] == "about_230" and find["provisions"] == ["c1"] and find["references"] >= 2
    assert find["citations"] == ["129 F.3d 327", "570 F.3d 1096"]
    assert "§ 230" in find["quote"] or "Section 230" in find["quote"]
    assert "ada@example.org" not in json.dumps(find_in_opinion("Write to ada@example.org. " + ABOUT))
    assert find_in_opinion(ASIDE)["label"] == "mentions_230"


@pytest.mark.parametrize(
    "text", ["", PLAIN, "Local Rule 230(c).", "230 boxes", "the publisher or speaker was late"]
)
def test_an_opinion_about_anything_else(text):
    assert find_in_opinion(text) is None


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>47 U.S.C. &sect;&nbsp;<em>230</em>(c)</p>", "47 U.S.C. § 230 (c)"),
        ("a < b and c > d", "a < b and c > d"),  # no tag, though it looks like one to a hasty reader
        ("<" * 5000, "<" * 5000),
        ("&lt;script&gt;", "<script>"),
    ],
)
def test_read_text(markup, words):
    if markup.startswith("a <"):
        words = "a d"  # a bare "<" in markup is no markup: what follows is lost, and nothing worse
    assert read_text(markup, is_markup=True).strip() == words
    assert read_text(markup, is_markup=False) == markup


# ---- shards


def test_shards_are_bounded_and_whole(files, tmp_path):
    shards = split(open_bulk(files[0]), tmp_path, most_rows=50)
    rows = duckdb.execute(
        "select id, is_markup, text from read_parquet($1) order by id::int", [[str(path) for path in shards]]
    ).fetchall()
    assert len(shards) == 3 and [row[0] for row in rows] == [str(n) for n in range(1, WORLD + 1)]
    assert [row[1] for row in rows[:3]] == [False, False, True] and "&sect;" in rows[29][2]
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()].count(
        ".parquet"
    ) == 3 and not list(tmp_path.rglob("*.draft"))


def test_cutting_goes_on_where_it_was_interrupted(files, tmp_path):
    shards = split(open_bulk(files[0]), tmp_path, most_rows=50)
    before = [path.read_bytes() for path in shards]
    (shards[0].parent / "done.json").unlink()  # killed before the end: two shards there, one half-written
    shards[1].unlink()
    shards[1].with_suffix(".draft").write_bytes(b"half")
    kept = shards[0].stat().st_mtime_ns
    assert split(open_bulk(files[0]), tmp_path, most_rows=50) == shards
    assert shards[0].stat().st_mtime_ns == kept
    rows = duckdb.execute(
        "select count(*) from read_parquet($1)", [[str(path) for path in shards]]
    ).fetchone()[0]
    assert rows == WORLD and shards[2].read_bytes() == before[2]


# ---- the work


def test_one_process(alone):
    body, counts, _folder = alone
    dockets = [json.loads(line) for line in body.splitlines()]
    assert counts == {"texts": WORLD, "opinions": 18, "dockets": 18} and len(dockets) == 18
    about = [
        opinion for docket in dockets for opinion in docket["opinions"] if opinion["label"] == "about_230"
    ]
    assert len(about) == WORLD // 10 and all("c1" in opinion["provisions"] for opinion in about)


def test_a_rerun_reads_nothing_again(alone, files):
    body, _, folder = alone
    paths = list(folder.rglob("found-*/*/*.json"))
    before = [path.stat().st_mtime_ns for path in paths]
    target, _ = find_all([open_bulk(path) for path in files], folder, 1, None, most_rows=10)
    assert (
        target.read_bytes() == body
        and [path.stat().st_mtime_ns for path in paths] == before
        and len(paths) == 12
    )
    paths[3].unlink()  # killed after all but one
    find_all([open_bulk(path) for path in files], folder, 1, None, most_rows=10)
    assert target.read_bytes() == body and paths[3].exists()


@pytest.fixture
def having_dask(monkeypatch):
    """Start processes that have it, as other tests' have not (tests/worlds/start)."""
    monkeypatch.delenv("PYTHONPATH")


def test_two_processes_find_the_same(alone, files, tmp_path, having_dask):
    target, counts = find_all([open_bulk(path) for path in files], tmp_path, 2, None, most_rows=10)
    assert target.read_bytes() == alone[0] and counts == alone[1]


@pytest.fixture
def cluster(having_dask):
    from dask import distributed

    with distributed.LocalCluster(
        n_workers=WORKERS,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    ) as running:
        yield running


def test_a_cluster_finds_the_same_though_a_worker_is_killed_in_the_middle(alone, files, tmp_path, cluster):
    bulk = [open_bulk(path) for path in files]
    shards = split(bulk[0], tmp_path, most_rows=10)
    killed = []

    pids: list[int] = []

    def kill_one(count):
        """As the first results arrive, when the others are in hand."""
        if count and pids and not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)

    def on_client(client):
        client.wait_for_workers(WORKERS, timeout=300)
        pids.extend(client.run(os.getpid).values())

    bar = Mock(**{"update.side_effect": kill_one})
    results = dask_run.scan(shards, tmp_path, 1, cluster.scheduler_address, bar, on_client)
    assert killed and len(results) == 12
    target, counts = find_all(bulk, tmp_path, 1, None, most_rows=10)  # joins what the cluster read
    assert target.read_bytes() == alone[0] and counts == alone[1]


def test_no_scheduler_is_said_in_words(files, tmp_path, monkeypatch):
    shards = split(open_bulk(files[0]), tmp_path)
    monkeypatch.setattr("dask.config.config", dict(__import__("dask").config.config))
    monkeypatch.setattr(dask_run, "_ANSWERS_WITHIN", 2)
    with pytest.raises(ParseError, match="no scheduler answers at tcp://127.0.0.1:9"):
        dask_run.scan(shards, tmp_path, 1, "tcp://127.0.0.1:9")


# ---- what becomes of it


def test_what_is_blocked_there_is_not_found_and_a_cause_is_found_without_an_opinion(tmp_path):
    opinions = write_table(
        tmp_path, "opinions", [{"id": n, "cluster_id": 10 + n, "plain_text": ABOUT} for n in (1, 2, 3)]
    )
    clusters = write_table(
        tmp_path,
        "opinion-clusters",
        [
            {"id": 11, "docket_id": 21, "blocked": "f"},
            {"id": 12, "docket_id": 22, "blocked": "t"},
            {"id": 13, "docket_id": 23, "blocked": "f"},
        ],
    )
    dockets = write_table(
        tmp_path,
        "dockets",
        [
            {"id": 21, "court_id": "cand", "docket_number": "3:20-cv-00001", "blocked": "f"},
            {"id": 22, "court_id": "cand", "docket_number": "3:20-cv-00002", "blocked": "f"},
            {"id": 23, "court_id": "cand", "docket_number": "3:20-cv-00003", "blocked": "t"},
            {
                "id": 24,
                "court_id": "nysd",
                "docket_number": "1:20-cv-00004",
                "cause": "47:230 Communications Decency Act",
                "blocked": "f",
            },
            {
                "id": 25,
                "court_id": "nysd",
                "docket_number": "1:20-cv-00005",
                "cause": "47:2301",
                "blocked": "f",
            },  # another section
            {
                "id": 26,
                "court_id": "nysd",
                "docket_number": "1:20-cv-00006",
                "cause": "147:230",
                "blocked": "f",
            },  # another title
        ],
    )
    target, _ = find_all(
        [open_bulk(path) for path in (opinions, clusters, dockets)], tmp_path / "work", 1, None
    )
    kept = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(docket["id"], bool(docket["opinions"])) for docket in kept] == [("21", True), ("24", False)]


def records_of(body):
    return [
        thing
        for snapshot in make_snapshots(body, DAY, "2026-04-01T00:00:00Z")
        for thing in source.SOURCE.parse(snapshot)
    ]


def test_finds_are_read_as_dockets_with_their_evidence(alone):
    records = records_of(alone[0])
    dockets = [record for record in records if isinstance(record, Docket)]
    assert len(dockets) == 12  # the six that only speak of it are not worth a look
    details = dict(dockets[0].details)
    assert (
        details["courtlistener_found_by"] == "bulk opinions"
        and "230" in details["found_words"]
        and details["sweep_opinion_ids"] == "10"
    )
    assert dockets[0].ref.docket_number == "3:20-cv-00005" and dockets[0].source_url.startswith(
        "https://www.courtlistener.com/docket/5005/"
    )
    assert {record.provision.value for record in records if isinstance(record, Defense)} == {"c1"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"court_id": "no-such-court"}, "unknown-court"),
        ({"docket_number": "none", "pacer_case_id": None}, "docket-number"),
    ],
)
def test_what_cannot_be_named_is_an_issue(alone, change, expected):
    docket = json.loads(next(line for line in alone[0].splitlines() if b"about_230" in line)) | change
    things = records_of(json.dumps(docket).encode())
    assert [thing.code for thing in things] == [expected] and isinstance(things[0], Issue)


@pytest.mark.parametrize("body", [b"not json\n", b'{"id": "1"}\n', b"[]\n"])
def test_what_is_no_find_is_refused(body):
    with pytest.raises(ParseError):
        records_of(body)
    assert source.SOURCE.recognize("finds.ndjson", body, None, "2026-04-01T00:00:00Z") is None


def test_the_command_brings_candidates_for_review(home, files, tmp_path):
    done = tracker_json(home, "sweep", "--workers", "1", *files)
    assert done["dockets"] == 18 and done["stored"] == 1
    rows = run_sql(
        home / "docket.db",
        "select selection, caption from dockets where docket_id in (select docket_id from docket_facts "
        "where field = 'courtlistener_found_by' and value = 'bulk opinions')",
    )
    assert len(rows) == 12 and {row[0] for row in rows} == {"candidate"}
    waiting = tracker(home, "review", "--only", "candidate").stdout
    assert "found by bulk opinions: " in waiting and "230" in waiting
    assert (
        tracker_json(home, "sweep", "--workers", "1", *files)["stored"] == 0
    )  # nothing new: nothing archived
    assert "the clusters and the dockets are missing" in tracker(home, "sweep", files[0], code=2).stderr


@pytest.mark.parametrize(("workers", "is_refused"), [("0", True), ("1", False)])
def test_at_least_one_process_works(workers, is_refused):
    output = CliRunner().invoke(sweep, ["--workers", workers]).output
    assert ("--workers" in output) is is_refused and "Error" in output  # the files are lacking in both
