"""What a reader and a program get of the rich world, on pages of each type, is what is held."""

import csv
import io
import re

import openpyxl
import pytest

from publish.serve import make_datasette
from tests.worlds.asking import answers_of
from tests.worlds.held import (
    compare_asked,
    fold_repeats,
    list_held,
    read_asked,
    show_json,
    show_page,
    show_xml,
    with_names,
)
from tests.worlds.rich import build_rich, read_names, stand_still

# By the name of a file, which begins with the addresses whose answers it holds.
_FILES = list_held("pages")
# The numbers on these pages are of docket/data/accuracy.csv, which each evaluation rewrites.
_MEASURED = ("/quality", "/about")
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
        lines.write(f"## {sheet.title}\n")
        csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).writerows(
            sheet.iter_rows(values_only=True)
        )
    return lines.getvalue()


def _show(path, answer):
    """Return what an answer says, in lines: its status, where it leads, what it is, and its words."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        text = show_page(answer.text)
    elif kind == "application/json" and answer.text:
        text = show_json(answer.text)
    elif kind.endswith("xml"):
        text = show_xml(answer.text)
    elif kind.endswith("sheet"):
        text = _show_book(answer.content)
    else:
        text = answer.text
    if path in _MEASURED:
        text = re.sub(r"[0-9]+(?:[.,][0-9]+)*", "0", text)
    heads = [answer.headers.get(name, "") for name in ("location", "content-disposition", "cache-control")]
    heads[2] = _LEFT.sub("max-age=60", heads[2])
    return f"{answer.status_code} {kind} {' '.join(filter(None, heads))}\n{text}"


@pytest.mark.parametrize("name", _FILES)
def test_pages_say_what_is_held(datasette, names, name, accept):
    asked = read_asked(name)
    paths = [path for path, _ in asked]
    answers = answers_of(datasette, *paths, "/robots.txt")[:-1]
    shown = fold_repeats(
        with_names(_show(path, answer), names) for path, answer in zip(paths, answers, strict=True)
    )
    compare_asked(name, zip(asked, shown, strict=True), accept)
