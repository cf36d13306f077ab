"""The page of threats: each line names a test, and each test it names is there."""

import ast
import re

import pytest

from tests.worlds.command import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [
    line
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| They", "| What may"))
]
NAMED = re.compile(r"`(tests/\w+/test_\w+\.py)::(test_\w+)`")


def names_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_each_threat_names_a_test_that_is_there(row):
    wanted, stops, test = (cell.strip() for cell in row.strip("|").split("|"))
    match = NAMED.fullmatch(test)
    assert wanted and stops and match, row
    assert (ROOT / match[1]).exists() and match[2] in names_in(match[1])


def test_the_page_says_what_is_not_stopped_and_how_to_report():
    parts = PAGE.split("\n## ")[1:]
    assert [part.splitlines()[0] for part in parts if "**Not stopped.**" not in part] == ["How to report"]
    assert len(ROWS) >= 30


def test_a_test_that_is_not_there_would_be_seen():
    assert "test_nothing_like_this" not in names_in("tests/docket/test_redact.py")
    assert NAMED.fullmatch("tests/docket/test_redact.py") is None


def test_readers_and_operators_are_led_there():
    for path in ("README.md", "docs/operate.md"):
        assert "security.md" in (ROOT / path).read_text(encoding="utf-8"), path
