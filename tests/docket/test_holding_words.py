"""The words of holdings and orders: each row fits its example and not its counter-example, and each is read."""

import re
from collections import defaultdict

import pytest

from docket.issues import ParseError
from docket.section230 import holding_words, holdings, orders, voices, words

TABLES = ("holding_words", "orders")
READ = [
    pattern.pattern
    for module in (holding_words, holdings, orders, voices)
    for pattern in vars(module).values()
    if isinstance(pattern, re.Pattern)
]


def fits(table, phrase, text):
    return re.search(words.spell(table, phrase), text) or re.search(words.spell(table, phrase), f"{text} ")


@pytest.mark.parametrize("table", TABLES)
def test_each_row_fits_its_example_and_not_its_counter_example(table):
    rows = words.load_patterns(table)
    assert len(rows) > 100
    assert [row for row in rows if not fits(table, row[1], row[2])] == []
    assert [row for row in rows if fits(table, row[1], row[3])] == []


@pytest.mark.parametrize("table", TABLES)
def test_each_tag_is_read(table):
    phrases = defaultdict(list)
    for tag, phrase, *_ in words.load_patterns(table):
        phrases[tag].append(words.spell(table, phrase))
    unread = [tag for tag, found in phrases.items() if not any("|".join(found) in read for read in READ)]
    assert unread == []


def test_a_row_without_all_cells_and_a_tag_without_rows_are_named(monkeypatch):
    with pytest.raises(ParseError, match="no row nowhere"):
        words.compile_words("orders", "nowhere")
    monkeypatch.setattr(words, "load_patterns", lambda _table: (("@one", "a", "a", "b", "x"),))
    assert words.spell("orders", "<<one>> b") == "(?:a) b"
