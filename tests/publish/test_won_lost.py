"""Companies by what they won and lost: each number is that of the list it leads to."""

import html
import re

import pytest

from publish.serve import make_datasette
from tests.worlds.asking import answers_of as ask
from tests.worlds.asking import text_of
from tests.worlds.publishing import build_catalog


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    path = tmp_path_factory.mktemp("companies") / "docket.db"
    build_catalog(path)
    datasette = make_datasette(path)
    yield datasette
    datasette.databases["docket"].close()


def test_a_number_leads_to_as_many_rows(catalog):
    page = ask(catalog, "/parties").text
    links = re.findall(r'<a href="(/(?:rulings|cases)\?[^"]+)">(\d+)</a>', page)
    links = [(html.unescape(path), int(number)) for path, number in links]
    asked = [
        link
        for name in ("party", "won_by", "lost_by", "partly_won_by")
        for link in links
        if f"?{name}=" in link[0]
    ][::9]
    assert len(asked) > 3
    for (path, number), answer in zip(asked, ask(catalog, *(path for path, _ in asked)), strict=True):
        assert int(re.search(r"(\d+)(?: of [\d,]+)? (?:ruling|case)s?", text_of(answer.text))[1]) == number, (
            path
        )


@pytest.mark.parametrize("sort", ["cases", "won", "partly", "lost"])
def test_sorted_by_a_number_it_falls(catalog, sort):
    page = ask(catalog, f"/parties?sort={sort}").text
    cells = re.findall(rf'data-l="{sort.capitalize()}">(?:<a[^>]*>)?(\d+)', page)
    numbers = [int(cell) for cell in cells]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 0


def test_a_filter_of_a_result_stays_while_others_are_chosen(catalog):
    page = ask(catalog, "/rulings?lost_by=meta&stands=yes").text
    assert '<input type="hidden" name="lost_by" value="meta-platforms">' in page
    assert "Lost by Meta" in text_of(page)
