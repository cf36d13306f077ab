"""A page a judge: the rulings the table says are hers, what courts above made of them, and the head of a case."""

import re
import sqlite3

import pytest

from publish.pages.judges import _surname
from tests.worlds.asking import answers_of as ask
from tests.worlds.asking import text_of


def test_every_judge_is_listed_and_has_as_many_rulings_as_the_table(catalog_ds, catalog):
    conn = sqlite3.connect(catalog)
    held = dict(
        conn.execute(
            "select judge_id, count(*) from rulings where judge_id is not null group by 1"
        ).fetchall()
    )
    conn.close()
    page = ask(catalog_ds, "/judges").text
    assert {judge for judge in held if f'href="/judge/{judge}"' in page} == set(held)
    for judge_id in sorted(held)[::40]:
        text = text_of(ask(catalog_ds, f"/judge/{judge_id}").text)
        assert f"{held[judge_id]} ruling{'s' if held[judge_id] > 1 else ''} in" in text


def test_what_a_court_above_did_is_told(catalog_ds, catalog):
    conn = sqlite3.connect(catalog)
    judge_id, *_ = conn.execute(
        """select own.judge_id from ruling_fates join rulings own using (ruling_id)
          join rulings later on later.ruling_id = by_ruling_id
        where own.judge_id is not null and later.docket_id <> own.docket_id
          and ruling_fates.effect = 'reversed' order by own.judge_id"""
    ).fetchone()
    conn.close()
    assert "reversed: " in text_of(ask(catalog_ds, f"/judge/{judge_id}").text)


def test_the_head_of_a_case_names_its_judge(catalog_ds, catalog):
    conn = sqlite3.connect(catalog)
    case_id, judge_id = conn.execute(
        "select case_id, judge_id from rulings join dockets using (docket_id) where judge_id is not null "
        "group by case_id having count(distinct judge_id) = 1 order by case_id"
    ).fetchone()
    conn.close()
    head = ask(catalog_ds, f"/case/{case_id}").text.partition('class="toc"')[0]
    assert f'href="/judge/{judge_id}"' in head


def test_who_presides_over_a_litigation_stands_before_who_wrote_on_appeal(catalog_ds):
    page = text_of(ask(catalog_ds, "/case/in-re-social-media-addiction-mdl-3047").text)
    presides = page.index("Yvonne Gonzalez Rogers, N.D. Cal. presides, by its rulings")
    assert presides < page.index("9th Cir. wrote on appeal")


def test_an_unknown_judge_has_no_page(catalog_ds):
    assert ask(catalog_ds, "/judge/nobody-at-all").status_code == 404


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Otis D. Wright II", "Wright"),
        ("Amy Berman Jackson", "Jackson"),
        ("W. Keith Watkins, Jr.", "Watkins"),
    ],
)
def test_judges_stand_by_surname(name, surname):
    assert _surname(name) == surname


def test_judges_stand_by_surname_or_by_their_rulings(catalog_ds):
    by_number = ask(catalog_ds, "/judges?sort=rulings").text
    counts = [int(n) for n in re.findall(r"·\s+(\d+) rulings?</small>", by_number)]
    assert counts[0] > 5 and counts == sorted(counts, reverse=True)
    by_surname = ask(catalog_ds, "/judges").text
    assert sorted(re.findall(r"·\s+(\d+) ruling", by_surname), key=int) == sorted(map(str, counts), key=int)
