"""Companies by what they won and lost: each number is that of the list it leads to."""

import html
import re
import sqlite3

import pytest

from publish.pages import won_lost
from publish.serve import make_datasette
from tests.worlds.asking import answers_of as ask
from tests.worlds.asking import text_of
from tests.worlds.publishing import build_catalog


def test_a_number_leads_to_as_many_rows(catalog_ds):
    page = ask(catalog_ds, "/parties").text
    links = re.findall(r'<a href="(/(?:rulings|cases)\?[^"]+)">(\d+)</a>', page)
    links = [(html.unescape(path), int(number)) for path, number in links]
    asked = [
        link
        for name in ("party", "won_by", "lost_by", "partly_won_by")
        for link in links
        if f"?{name}=" in link[0]
    ][::9]
    assert len(asked) > 3
    for (path, number), answer in zip(asked, ask(catalog_ds, *(path for path, _ in asked)), strict=True):
        assert int(re.search(r"(\d+)(?: of [\d,]+)? (?:ruling|case)s?", text_of(answer.text))[1]) == number, (
            path
        )


@pytest.mark.parametrize("sort", ["cases", "won", "partly", "lost"])
def test_sorted_by_a_number_it_falls(catalog_ds, sort):
    page = ask(catalog_ds, f"/parties?sort={sort}").text
    cells = re.findall(rf'data-l="{sort.capitalize()}">(?:<a[^>]*>)?(\d+)', page)
    numbers = [int(cell) for cell in cells]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 0


def test_a_filter_of_a_result_stays_while_others_are_chosen(catalog_ds):
    page = ask(catalog_ds, "/rulings?lost_by=meta&stands=yes").text
    assert '<input type="hidden" name="lost_by" value="meta-platforms">' in page
    assert "Lost by Meta" in text_of(page)


def test_a_docket_that_came_out_for_others_alone_is_no_loss_of_who_settled(tmp_path):
    path = tmp_path / "docket.db"
    build_catalog(path)
    conn = sqlite3.connect(path)
    docket_id, ruling_id, entity_id = conn.execute(
        """select dockets.docket_id, outcome_ruling_id, entity_id from dockets
          join participations using (docket_id) join rulings on rulings.ruling_id = outcome_ruling_id
        where outcome_230 = 'not_immune' and entity_id is not null and for_companies is null
          and dockets.selection = 'catalog' order by 1, 3"""
    ).fetchone()
    assert (docket_id, entity_id) not in won_lost._load_others(conn)
    conn.execute("update rulings set for_companies = 'none' where ruling_id = ?", (ruling_id,))
    assert (docket_id, entity_id) in won_lost._load_others(conn)
    conn.commit()
    conn.close()
    datasette = make_datasette(path)
    page = ask(datasette, f"/party/{entity_id}").text
    datasette.databases["docket"].close()
    assert "for others alone: it had settled before" in text_of(page)
