"""Briefs: each number is that of the list it leads to, and what no court held is said while none did."""

import html
import re
import sqlite3
from contextlib import closing

import pytest

from publish.pages import briefs
from publish.pages.doctrine import sides_of_rulings
from tests.worlds.asking import answers_of as ask
from tests.worlds.asking import text_of


def count_of(answer):
    return int(re.search(r"([\d,]+)(?: of [\d,]+)? rulings? in", text_of(answer.text))[1].replace(",", ""))


@pytest.mark.parametrize("slug", [brief.slug for brief in briefs.load_briefs()])
def test_a_number_leads_to_as_many_rulings(catalog_ds, slug):
    page = ask(catalog_ds, f"/brief/{slug}")
    assert page.status_code == 200
    facts = page.text.partition('<dl class="facts">')[2].partition("</dl>")[0]
    links = re.findall(r'href="(/rulings[^"]+)">(\d+)', facts)
    assert links
    for path, number in links:
        listed = ask(catalog_ds, html.unescape(path))
        assert listed.status_code == 200, listed.text
        if int(number):
            assert count_of(listed) == int(number), path


def test_what_none_held_is_said_with_the_nearest(catalog_ds):
    page = text_of(ask(catalog_ds, "/brief/generated-output").text)
    assert "No court in this record has held whether § 230 covers what a chatbot says" in page


def test_a_question_leads_to_its_brief_and_says_what_none_held(catalog_ds):
    page = ask(catalog_ds, "/question/generated_output").text
    assert 'href="/brief/generated-output"' in page
    assert "No court in this record has held whether § 230 covers what a chatbot says" in text_of(page)


@pytest.mark.parametrize("path", ["/briefs", "/laws", "/judges", "/compare"])
def test_every_page_leads_to_what_tells_of_many(catalog_ds, path):
    foot = ask(catalog_ds, "/").text.partition("<footer")[2]
    assert f'href="{path}"' in foot


def test_an_order_given_in_three_dockets_is_one_row(catalog_ds):
    page = ask(catalog_ds, "/brief/marketplaces").text
    assert text_of(page.partition('id="rulings"')[2]).count("processing payment for virtual chips") == 1
    assert "and the same in 2 more dockets" in text_of(page)
    question = ask(catalog_ds, "/question/secondary_seller").text
    circuits = text_of(question.partition('id="circuits"')[2].partition("</section>")[0])
    assert circuits.count("; the same in ") >= 1


def test_what_one_held_is_no_longer_said_to_be_held_by_none(catalog_ds, monkeypatch):
    (brief,) = (brief for brief in briefs.load_briefs() if brief.slug == "recommendations")
    held = briefs.Brief("held", brief.title, brief.text, brief.filters, brief.never, brief.filters)
    monkeypatch.setattr(briefs, "load_briefs", lambda: (held,))
    page = text_of(ask(catalog_ds, "/brief/held").text)
    assert "answered whether § 230 covers recommendations" in page
    assert "has not, in this record, held" not in page


def test_a_case_says_on_which_side_it_stands(catalog_ds):
    page = ask(catalog_ds, "/case/anderson-v-tiktok").text
    assert 'href="/question/recommendation"' in page
    section = text_of(page.partition('id="doctrine"')[2].partition("</section>")[0])
    assert "Not barred" in section
    assert "All that stand:" in section


def test_the_board_counts_an_order_given_in_three_dockets_once(catalog):
    with closing(sqlite3.connect(catalog)) as conn:
        ids = conn.execute("select ruling_id from rulings where holding like '%payment for virtual chips%'")
        given = {ruling_id for (ruling_id,) in ids}
        sides = sides_of_rulings(conn)
    assert len(given) == 3
    assert sum(("secondary_seller", "mixed") in sides.get(ruling_id, []) for ruling_id in given) == 1
