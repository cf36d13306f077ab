"""The words of § 230's room: each row fits its example and not its counter-example, and each is read."""

import re
from pathlib import Path

import pytest

from docket import section230
from docket.section230 import words
from docket.text.phrases import Row, load

TABLES = ("citations", "holding_words", "no_decision", "orders", "pleading", "voices")
CODE = "\n".join(path.read_text("utf-8") for path in Path(section230.__file__).parent.glob("*.py"))
BY_VALUE = (
    "ip",
    "federal_criminal",
    "ecpa",
    "state_law_consistent",
    "fosta_trafficking",
)  # of an enum, in claims.py


def fits(table, phrase, text):
    return re.search(words.spell(table, phrase), text) or re.search(words.spell(table, phrase), f"{text} ")


@pytest.mark.parametrize("table", TABLES)
def test_each_row_fits_its_example_and_not_its_counter_example(table):
    rows = load(table)
    assert len(rows) > 60
    assert [row for row in rows if not fits(table, row.phrase, row.example)] == []
    assert [row for row in rows if fits(table, row.phrase, row.counter)] == []


@pytest.mark.parametrize("table", TABLES)
def test_each_tag_is_read(table):
    rows = load(table)
    tags = {row.tag for row in rows if not row.tag.startswith("@")} - set(BY_VALUE)
    assert [tag for tag in tags if not re.search(rf'\.{tag}\b|"{tag}"', CODE)] == []
    named = {row.tag[1:] for row in rows if row.tag.startswith("@")}
    phrases = CODE + "\n".join(row.phrase for row in rows)
    assert [name for name in named if f"<<{name}>>" not in phrases] == []


@pytest.mark.parametrize("table", TABLES)
def test_each_pattern_is_made_when_it_is_asked_for(table):
    for tag in {row.tag for row in load(table)}:
        if not tag.startswith("@"):
            assert isinstance(getattr(words.Words(table), tag), re.Pattern)


def test_a_row_without_all_cells_and_a_tag_without_rows_are_named(monkeypatch):
    with pytest.raises(AttributeError, match="no row nowhere"):
        _ = words.Words("orders").nowhere
    monkeypatch.setattr(words, "load", lambda _table: (Row("@one", "a", "a", "b", "x", "orders", 2),))
    assert words.spell("orders", "<<one>> b") == "(?:a) b"
