"""The documents: what is made from the code equals it, every link leads somewhere, each threat names a test."""

import ast
import re
from contextlib import closing
from functools import cache

import pytest

from db.archive import open_archive
from scrapers.source import load_sources
from tests.worlds.command import ROOT
from tracker import reference
from tracker.setting_list import SETTINGS

DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *(
        ROOT / name
        for name in ("bench/README.md", "tests/gold/labeling_notes.md", "tests/gold/opinions/README.md")
    ),
]
_LINK = re.compile(r"\]\(([^()\s]+)\)")


def named(path):
    return path.relative_to(ROOT).as_posix()


def links_in(path):
    """Return what a document links to in this project: files, and headings after a #."""
    words = re.sub(
        r"```.*?```|^    .*?$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    return [link for link in _LINK.findall(words) if not re.match(r"[a-z]+:", link)]


@cache
def anchors_of(path):
    """Return the names under which the headings of a document are linked to, as GitHub makes them."""
    headings = re.findall(r"^#{1,6} (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_nowhere(path, link):
    """Return whether there is no such file, or no such heading in it."""
    name, _, heading = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    return not target.exists() or bool(heading and heading not in anchors_of(target))


def test_the_reference_is_what_the_code_says():
    written = reference.PAGE.read_text(encoding="utf-8")
    assert written == reference.make_reference(), "run `python -m tracker.reference`"


def test_every_command_has_one_place_in_the_reference():
    grouped = [name for names in reference.GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(reference.all_commands())


def test_every_setting_that_is_read_is_in_the_list():
    text = (ROOT / "tracker" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\("(\w+)"|_number\(\s*environ, "(\w+)"', text))
    names = {name for pair in read for name in pair if name}
    names |= {f"TRACKER_{source.NAME.upper()}_URL" for source in load_sources().values() if source.NETWORK}
    for room in ("scrapers", "tracker"):
        for path in (ROOT / room).rglob("*.py"):
            words = path.read_text(encoding="utf-8")
            names |= {f"TRACKER_{name}_URL" for name in re.findall(r'\.(?:has_)?address\("(\w+)"', words)}
            names |= {f"TRACKER_{name}_KEY" for name in re.findall(r'\.key\("(\w+)"', words)}
    # The template is copied, never asked; CourtListener's key goes by the name that it has there.
    names -= {"TRACKER_TEMPLATE_URL", "TRACKER_COURTLISTENER_KEY"}
    assert len(names) > 20
    assert sorted(names - {setting.name for setting in SETTINGS}) == [], "add it to tracker/setting_list.py"


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path):
    assert [link for link in links_in(path) if leads_nowhere(path, link)] == []


def test_a_link_that_leads_nowhere_would_be_seen():
    page = ROOT / "README.md"
    assert len(links_in(page)) > 5
    assert leads_nowhere(page, "docs/nothing.md") and leads_nowhere(page, "docs/operate.md#nothing")
    assert not leads_nowhere(page, "docs/operate.md#backup")


def test_every_document_is_in_the_index():
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / link.partition("#")[0]).resolve() for link in links_in(index)}
    # The pages of the sources are in reference.md.
    wanted = {path for path in DOCUMENTS if path.parent.name != "sources"} - {index}
    assert sorted(map(named, wanted - linked)) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_file_and_function_named_is_there(path):
    """`db/store.py` is a file, and `db/store.py`, `Store.ingest` something in it. The changelog tells of what was."""
    words = "" if path.name == "CHANGELOG.md" else path.read_text(encoding="utf-8")
    files = re.findall(r"`((?:docket|scrapers|db|publish|tracker|tests|bench|deploy|docs)/[\w/.-]+)`", words)
    assert [name for name in files if not (ROOT / name).exists()] == []
    pairs = re.findall(r"`([\w/]+\.py)`,\s+`([\w.]+)`", words)
    assert [pair for pair in pairs if not is_defined(*pair)] == []


def is_defined(name, member):
    """Return whether a file defines a class or function; of a method, its class and the method."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return all(
        re.search(rf"(?:def|class) {part}\b|^{part}\b", text, re.MULTILINE) for part in member.split(".")
    )


def test_a_function_that_is_not_there_would_be_seen():
    assert is_defined("db/store.py", "Store.ingest") and not is_defined("db/store.py", "Store.nothing")


def test_every_table_of_the_archive_is_explained(tmp_path):
    words = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    with closing(open_archive(tmp_path / "archive.db").conn) as connection:
        tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    ours = {name for name in tables if not name.startswith(("sqlite_", "_sqlite_"))}
    assert sorted(name for name in ours if f"`{name}`" not in words) == []


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
