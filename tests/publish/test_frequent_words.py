"""A word that stands in every second entry is found at the head of the list: the same rows as by the whole index."""

import pytest

from publish.api import sql
from publish.serve import make_datasette
from tests.publish.checking import build
from tests.publish.test_api import data
from tests.publish.test_registers import COUNT, records
from tests.worlds.publishing import snapshot

ASKED = [
    "q=motion",
    "q=moti",
    'q="to extend"',
    "q=motion&sort=date_filed",
    "q=motion&date_filed_to=2024-02-01",
    "q=motion&docket_id=cand-24-cv-00001",
    "q=zeran",
]


@pytest.fixture(scope="module")
def ds(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "docket.db"
    build(path, [(snapshot("catalog:dockets.csv", b"1", fetched_at="2026-01-10T12:00:00Z"), list(records()))])
    return make_datasette(path)


@pytest.mark.parametrize("asked", ASKED)
def test_the_head_of_the_list_gives_the_rows_of_the_whole_index(ds, monkeypatch, asked):
    quick = [data(ds, f"/entries?{asked}&limit={limit}") for limit in (5, 60)]
    monkeypatch.setattr(sql, "LONG", ())
    # Another limit in the address, so that no kept answer is given.
    assert [data(ds, f"/entries?{asked}&limit={limit + 1}")[:limit] for limit in (5, 60)] == quick


def test_a_frequent_word_does_not_ask_the_whole_index(ds, monkeypatch):
    results = []
    look = sql.find_at_first
    monkeypatch.setattr(sql, "find_at_first", lambda *args: results.append(look(*args)) or results[-1])
    assert len(data(ds, "/entries?q=extend&limit=100")) == 100
    assert data(ds, "/entries?q=reply&limit=100") == []
    frequent, rare = results
    assert len(frequent) >= 101
    assert rare is None
    assert COUNT > 101
