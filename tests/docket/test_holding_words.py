"""The words of § 230's room: each row fits its example and not its counter-example, and each is read."""

import re
from pathlib import Path

import pytest

from docket import section230
from docket.text.phrase_patterns import compile_row
from docket.text.phrase_rows import Row, load
from docket.text.phrases import Cue
from docket.vocabulary import Provision

TABLES = ("citations", "holding_words", "no_decision", "orders", "pleading", "voices")
CODE = "\n".join(path.read_text("utf-8") for path in Path(section230.__file__).parent.glob("*.py"))
BY_VALUE = (
    "ip",
    "federal_criminal",
    "ecpa",
    "state_law_consistent",
    "fosta_trafficking",
)  # of an enum, in claims.py


def fits(row: Row, text: str) -> bool:
    pattern = compile_row(row)[0]
    return any(re.search(pattern, words) for words in (text, f"{text} "))


@pytest.mark.parametrize("table", TABLES)
def test_each_row_fits_its_example_and_not_its_counter_example(table):
    rows = load(table)
    assert len(rows) > 60
    assert [row for row in rows if not fits(row, row.example)] == []
    assert [row for row in rows if fits(row, row.counter)] == []


@pytest.mark.parametrize("table", TABLES)
def test_each_tag_is_read(table):
    rows = load(table)
    tags = {row.tag for row in rows if not row.tag.startswith("@")} - set(BY_VALUE)
    by_code = {f"{provision.value}_words" for provision in Provision}  # asked for by the code of the part
    assert [tag for tag in tags - by_code if not re.search(rf'\.{tag}\b|"{tag}"', CODE)] == []
    named = {row.tag[1:] for row in rows if row.tag.startswith("@")}
    phrases = CODE + "\n".join(row.phrase for row in rows)
    assert [name for name in named if not re.search(rf"<<{name}>>|@{name}\b", phrases)] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_cue_finds_what_its_rows_find(table):
    for tag in {row.tag for row in load(table) if not row.tag.startswith("@")}:
        rows = [row for row in load(table) if row.tag == tag]
        text = " . ".join(f"{row.example} . {row.counter}" for row in rows)
        whole = re.compile("|".join(compile_row(row)[0] for row in rows))
        assert [match.span() for match in Cue(table, tag).find(text)] == [
            match.span() for match in whole.finditer(text)
        ]


def test_words_that_a_row_names_are_read_in_its_place(monkeypatch):
    row = Row("one", "/<<suit>> b/", "a b", "b", "x", "orders", 2)
    monkeypatch.setattr(
        "docket.text.phrase_rows.load", lambda _table: (row._replace(tag="@suit", phrase="/a/"),)
    )
    assert compile_row(row)[0] == "(?:a) b"
