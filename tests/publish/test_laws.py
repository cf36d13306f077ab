"""The laws in court: their states as the table has them, their acts in order, what passed over an answer told."""

import re
import sqlite3

from tests.worlds.asking import answers_of as ask
from tests.worlds.asking import text_of


def test_each_law_stands_once_and_its_number_leads_to_as_many_rulings(catalog_ds, catalog):
    page = ask(catalog_ds, "/laws").text
    listed = re.findall(r'<th role="rowheader" scope="row"><a href="/law/([^"]+)"', page)
    conn = sqlite3.connect(catalog)
    assert sorted(listed) == [row[0] for row in conn.execute("select law_id from laws order by law_id")]
    links = re.findall(r'href="/rulings\?law=([^"]+)">(\d+)</a>', page)
    held = dict(
        conn.execute(
            "select law_id, count(*) from laws join rulings on rulings.law = laws.name group by 1"
        ).fetchall()
    )
    conn.close()
    assert {law: int(number) for law, number in links} == held


def test_a_ground_is_that_of_the_act_and_else_not_stated(catalog_ds):
    moody = text_of(ask(catalog_ds, "/laws").text).partition("Florida S.B. 7072")[2][:400]
    assert "Good-faith removal" in moody
    assert "First Amendment" in moody
    assert "injunction against" not in moody.lower()


def test_an_answer_that_was_passed_over_says_so(catalog_ds):
    law, listed, cases = ask(
        catalog_ds, "/law/florida-sb-7072", "/rulings?law=florida-sb-7072", "/cases?party=netchoice"
    )
    for page in (law, listed):
        assert "Preempted later affirmed in part, § 230 passed over, 11th Cir." in text_of(page.text).replace(
            "  ", " "
        )
    row = next(row for row in cases.text.split("<tr") if "v. Moody" in row)
    assert "a later court passed over § 230" in text_of(row)
    assert "/law/florida-sb-7072" in row


def rows_of_laws(catalog_ds):
    page = ask(catalog_ds, "/laws").text
    return {
        row[1]: re.sub(r"\s+", " ", text_of(row[0]))
        for row in re.finditer(
            r'<tr role="row">\s*<th role="rowheader" scope="row"><a href="/law/([^"]+)".*?</tr>',
            page,
            re.DOTALL,
        )
    }


def test_the_list_too_says_what_became_of_an_answer(catalog_ds):
    row_by_law = rows_of_laws(catalog_ds)
    assert "Preempted later affirmed in part, § 230 passed over, 11th Cir." in row_by_law["florida-sb-7072"]
    assert "Not preempted later reversed, 9th Cir." in row_by_law["california-ab-587"]
    # What was affirmed to the same effect stands.
    assert "Not preempted later" not in row_by_law["santa-monica-home-sharing"]
    assert "Preempted later affirmed in part, 5th Cir." in row_by_law["texas-hb-1181"]
    assert "Not preempted later affirmed, § 230 passed over, U.S." in row_by_law["texas-hb-1181"]


def test_a_state_holds_since_it_began_and_on_the_ground_of_the_order_that_is_kept(catalog_ds):
    row_by_law = rows_of_laws(catalog_ds)
    assert "enjoined in part, Dec. 31, 2024" in row_by_law["california-sb-976"]
    assert "upheld, Mar. 29, 2022" in row_by_law["fosta"]
    # The Supreme Court lifted a stay and said nothing of its own.
    assert "First Amendment" in row_by_law["texas-hb-20"]
    # Prager's immunity rests on § 230; that the statute was upheld does not.
    assert (
        "Treated as publisher" not in row_by_law["47-usc-230"]
        and "First Amendment" in row_by_law["47-usc-230"]
    )
    # Of two cases that left a law alike, one rests on § 230, too.
    assert (
        "Treated as publisher" in row_by_law["texas-hb-18"] and "First Amendment" in row_by_law["texas-hb-18"]
    )


def test_the_acts_of_a_law_stand_in_order(catalog_ds):
    page = ask(catalog_ds, "/law/florida-sb-7072").text
    days = re.findall(r'<div class="when"><time datetime="([^"]+)"', page)
    assert len(days) > 2
    assert days == sorted(days)


def test_another_name_leads_to_the_law(catalog_ds):
    assert ask(catalog_ds, "/law/S.B.%207072").headers["location"] == "/law/florida-sb-7072"
    assert ask(catalog_ds, "/law/no-such-law").status_code == 404


def test_the_heads_of_the_laws_sort_and_keep_the_ground(catalog_ds):
    page = ask(catalog_ds, "/laws?sort=acts&theory=first_amendment").text
    for section in page.split("<section")[1:]:
        counts = [int(n) for n in re.findall(r'href="/rulings\?law=[^"]+">(\d+)</a>', section)]
        assert counts == sorted(counts, reverse=True)
    assert 'aria-sort="descending"' in page and "/laws?sort=name&amp;theory=first_amendment" in page
    assert ask(catalog_ds, "/laws?sort=acst").status_code == 400
