"""The record as tools of the Model Context Protocol: each answers, refuses in words, and has readers' limits."""

import asyncio
import importlib.util
import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from db import archive, ledger
from publish.database import linked_database
from publish.mcp.tools import NotAnswered, call
from publish.serve import make_datasette
from tests.publish.test_readers_sql import BOMB
from tests.worlds.command import start
from tests.worlds.publishing import build_world
from tests.worlds.serving import free_port, wait_for
from tracker.__main__ import cli

TIME_LIMIT_MS = 1000
ROOT = Path(__file__).resolve().parents[2]
SLOW = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
CALLS = {
    "cases": {"party": ["example"], "limit": 1},
    "rulings": {"circuit": ["9"], "answer": ["immune"]},
    "hearings": {"upcoming": True, "as_of": "2026-09-30"},
    "laws": {"law": ["S.B. 1"]},
    "judges": {"judge": ["Sample"], "court": ["9th Cir."]},
    "courts": {"circuit": ["9"], "level": ["appeals"]},
    "changes": {"since": 0, "limit": 2},
    "case": {"case_id": "roe-v-example", "parts": ["dockets", "rulings"]},
    "cite": {"what": "3:22-cv-1234"},
    "query": {"sql": "select case_id from cases order by case_id"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("mcp")
    build_world(home / "docket.db")
    with archive.open_archive(home / "archive.db") as archive_db:
        ledger.publish(archive_db, [(f"000{number}", "party_added") for number in (1, 2, 3)])
    return home


@pytest.fixture
def ds(home):
    return make_datasette(home / "docket.db", home / "archive.db", site_url="https://docket.example")


def answer(ds, name, **given):
    return asyncio.run(call(ds, name, given))


@pytest.mark.parametrize(
    "what",
    ["roe-v-example", "cand-22-cv-01234", "No. 3:22-cv-1234", "600 F. Supp. 3d 100", "600 fsupp3d 100"],
)
def test_cite_finds_a_case_by_what_names_it(ds, what):
    (case,) = answer(ds, "cite", what=what)["data"]
    assert case["page"] == "https://docket.example/case/roe-v-example"
    assert case["as_of"] and case["license"]
    assert [decision["cite_as"] for decision in case["decisions"]] == [
        "Roe v. Example, 600 F. Supp. 3d 100 (N.D. Cal. 2022)"
    ]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("cases", {"party": ["exampel"]}, "example"),
        ("cases", {"courts": ["ca9"]}, "takes no 'courts'"),
        ("cases", {"outcome": ["won"]}, "is not a value here"),
        ("rulings", {"limit": 101}, "write a whole number from 1 to 100"),
        ("case", {"case_id": "roe"}, "there is no case 'roe'; cases finds it by q or party"),
        ("case", {"case_id": "no-such-case"}, "there is no case"),
        ("case", {}, "needs case_id"),
        ("cite", {"what": "600 F. Supp. 3d 10"}, "names no case here"),
        ("query", {"sql": "delete from cases"}, "Statement must be a SELECT"),
        ("query", {"sql": "select * from _refs"}, "prohibited"),
        ("query", {"sql": "select no_such from cases"}, "no such column"),
        ("query", {"sql": SLOW}, "took longer than it may"),
        ("nothing", {}, "there is no tool"),
        ("cite", {"what": "1" * 2_000_000}, "a question may have"),
        ("query", {"sql": "select 1 " * 10_000}, "a question may have"),
        ("query", {"sql": "select '" + "\u00a7" * 5_000 + "'"}, "longer than any of ours"),
        ("cases", {"party": ["x"] * 2_000}, "longer than any of ours"),
        ("cases", {"q": "\ud800"}, "cannot be written"),
        ("case", {"case_id": "."}, "there is no case"),
        ("case", {"case_id": ".."}, "there is no case"),
        ("case", {"case_id": "roe-v-example", "parts": 5}, "parts is a list"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(ds, name, given, words):
    with pytest.raises(NotAnswered) as refused:
        answer(ds, name, **given)
    assert words in str(refused.value) and "<" not in str(refused.value)


def test_a_bomb_is_killed_and_the_rest_is_answered_meanwhile(ds):
    pools = linked_database(ds).readers_sql.pools.values()

    async def race():
        bomb = asyncio.create_task(call(ds, "query", {"sql": f"select {BOMB}"}))
        pids, order = [], []
        while not pids:  # it runs
            await asyncio.sleep(0.01)
            pids = linked_database(ds).readers_sql.pids
        page = await ds.client.get("/case/roe-v-example")
        order.append(bomb.done())
        listed = await call(ds, "cases", {"limit": 1})
        order.append(bomb.done())
        with pytest.raises(NotAnswered, match="took longer than it may"):
            await bomb
        after = await call(ds, "query", {"sql": "select 1"})
        return pids, page.status_code, listed["data"], order, after["rows"]

    pids, status, listed, order, after = asyncio.run(race())
    assert status == 200 and len(listed) == 1 and after == [[1]]
    assert order == [False, False], "the page and the list waited for the bomb"
    assert sum(pool.killed for pool in pools) == 1
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


# --- as a client of the protocol meets it


@contextmanager
def over_standard_input(home):
    from mcp.client.stdio import StdioServerParameters, stdio_client

    command = {"command": sys.executable, "args": ["-m", "tracker", "mcp"], "cwd": str(ROOT)}
    yield stdio_client(StdioServerParameters(env=os.environ | {"TRACKER_HOME": str(home)}, **command))


@contextmanager
def over_http(home):
    port = free_port()
    server = start(("mcp", "--http", "--port", port), os.environ | {"TRACKER_HOME": str(home)})
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.skipif(
    importlib.util.find_spec("mcp") is None,
    reason="mcp is not installed: no client was tried (pip install -r requirements-mcp.lock)",
)
@pytest.mark.parametrize("way", [over_standard_input, over_http])
def test_a_client_of_the_protocol(home, way):
    """Every tool that the server lists is called, and the bomb beside a list."""
    from mcp.client.client import Client

    async def run(server):
        async with Client(server) as client:
            listed = (await client.list_tools()).tools
            answers = {tool.name: await client.call_tool(tool.name, CALLS[tool.name]) for tool in listed}
            refused = await client.call_tool("cases", {"party": ["exampel"]})
            bomb = asyncio.create_task(client.call_tool("query", {"sql": f"select {BOMB}"}))
            await asyncio.sleep(0.1)
            beside = await client.call_tool("cases", {"limit": 1})
            return listed, answers, refused, beside, bomb.done(), await bomb

    with way(home) as server:
        listed, answers, refused, beside, was_done, bomb = asyncio.run(run(server))
    assert {tool.name for tool in listed} == set(CALLS)
    assert all(tool.annotations.read_only_hint and tool.description for tool in listed)
    for name, result in answers.items():
        assert not result.is_error, (name, result.content)
        assert json.loads(result.content[0].text) == result.structured_content
    assert refused.is_error and "example" in refused.content[0].text
    assert not was_done and len(beside.structured_content["data"]) == 1
    assert bomb.is_error and "took longer than it may" in bomb.content[0].text


def test_without_the_package_the_command_says_how_to_get_it(home, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setenv("TRACKER_HOME", str(home))
    done = CliRunner().invoke(cli, ["mcp"])
    assert done.exit_code == 1 and "requirements-mcp.lock" in done.stderr and not done.stdout
