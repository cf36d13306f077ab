"""What a reader and a program get of the rich world, on pages of each type, is what is held."""

import asyncio
import csv
import importlib.util
import io
import json
import re

import openpyxl
import pytest

from publish.serve import make_datasette
from tests.worlds.held import (
    compare_asked,
    fold_repeats,
    list_held,
    read_asked,
    show_json,
    show_page,
    show_pieces,
    show_xml,
    with_names,
)
from tests.worlds.rich import build_rich, read_names, stand_still

# By the name of a file, which begins with the addresses whose answers it holds.
_FILES = list_held("pages")
_LONG = ("/api/v1/openapi.json", "/api/v1/dictionary.json")
# The numbers on this page are of docket/data/accuracy.csv, which each evaluation rewrites.
_MEASURED = "/quality"
# How long it took, and how many bytes SQLite's next version makes of the same rows.
_MEASURES = re.compile(r'("(?:query_ms|size)": )[0-9.e-]+')
_TAG = re.compile(r'(?<=")[0-9a-f]{16,}(?=")')
_VARYING = ("cache-control", "content-length", "date")  # the first stands before, without what varies in it
_LEFT = re.compile(r"max-age=[1-5]?[0-9]\b")  # of a page that was kept for a while


@pytest.fixture(scope="module")
def datasette():
    home = build_rich()
    with pytest.MonkeyPatch.context() as patch:
        stand_still(patch, "publish")
        yield make_datasette(home / "docket.db", home / "archive.db", contact="desk@example.org")


@pytest.fixture(scope="module")
def names():
    return read_names(build_rich() / "docket.db")


def _show_book(body):
    book = openpyxl.load_workbook(io.BytesIO(body))
    lines = io.StringIO(newline="")
    for sheet in book.worksheets:
        widths = [round(column.width) for column in sheet.column_dimensions.values()]
        lines.write(f"## {sheet.title} {widths}\n")
        csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).writerows(
            sheet.iter_rows(values_only=True)
        )
    return lines.getvalue()


def _show(path, answer, with_headers=False):
    """Return what an answer says, in lines: its status, where it leads, what it is, and its words; all of its
    headers, if they are wanted."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if not answer.content:
        text = ""
    elif kind == "text/html":
        text = show_page(answer.text)
    elif path in _LONG:
        text = show_pieces(answer.text)
    elif kind == "application/json":
        text = _MEASURES.sub(r"\g<1>0", show_json(answer.text))
    elif kind.endswith("xml"):
        text = show_xml(answer.text)
    elif kind.endswith("sheet"):
        text = _show_book(answer.content)
    else:
        text = answer.text
    if path == _MEASURED:
        text = re.sub(r"[0-9]+(?:[.,][0-9]+)*", "0", text)
    if with_headers:
        others = {
            name: _TAG.sub("TAG", value) for name, value in answer.headers.items() if name not in _VARYING
        }
        text = "".join(f"{name}: {value}\n" for name, value in others.items()) + text
    heads = [answer.headers.get(name, "") for name in ("location", "content-disposition", "cache-control")]
    heads[2] = _LEFT.sub("max-age=60", heads[2])
    return f"{answer.status_code} {kind} {' '.join(filter(None, heads))}\n{text}"


def _ask(datasette, asked):
    """Return the answers to addresses, in order: to GET, or to the method and headers in lines below an address."""

    async def run():
        answers = []
        for path, given in asked:
            method, *lines = (given or "GET").split("\n")
            headers = dict(line.split(": ") for line in lines)
            answers.append(await datasette.client.request(method, path, headers=headers))
        return answers

    return asyncio.run(run())


@pytest.mark.parametrize("name", _FILES)
def test_pages_say_what_is_held(datasette, names, name, accept):
    asked = read_asked(name)
    shown = (
        with_names(_show(path, answer, given is not None), names)
        for (path, given), answer in zip(asked, _ask(datasette, asked), strict=True)
    )
    compare_asked(name, zip(asked, fold_repeats(shown), strict=True), accept)


@pytest.mark.skipif(
    importlib.util.find_spec("mcp") is None,
    reason="mcp is not installed: no tool was asked (pip install -r requirements-mcp.lock)",
)
def test_tools_say_what_is_held(datasette, names, accept):
    """What a client of the Model Context Protocol is told of the tools, and what they answer."""
    from mcp.client.client import Client

    from publish.mcp.server import make_server

    asked = read_asked("tools/mcp.txt")

    async def run():
        async with Client(make_server(datasette, "1.0")) as client:
            tools = (client.server_info, *(await client.list_tools()).tools)
            said = [await client.call_tool(name, json.loads(given)) for name, given in asked[1:]]
            return [
                [client.instructions, *(tool.model_dump(exclude_none=True) for tool in tools)],
                *(answer.structured_content or answer.content[0].text for answer in said),
            ]

    shown = (with_names(show_pieces(json.dumps(answer)), names) for answer in asyncio.run(run()))
    compare_asked("tools/mcp.txt", zip(asked, fold_repeats(shown), strict=True), accept)
