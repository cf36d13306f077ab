"""The search page: what each filter leaves, decisions by their words, and the same search in the API."""

import html as markup
import re
import sqlite3
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.schema import create_tables, open_docket
from docket.records import Counsel, Docket, DocketRef, Party
from docket.vocabulary import PartyType
from publish.search_query import CLOSE, OPEN, Narrowed, highlight_terms, terms
from tests.publish.checking import build
from tests.worlds.asking import ask, text_of
from tests.worlds.publishing import SCRIPT, build_world, snapshot


def sections(path, address):
    """Return {heading: words} of the sections of a page of results."""
    html = ask(path, address).text
    parts = re.findall(r'<section class="sec[^"]*"[^>]*>.*?</section>', html, re.DOTALL)
    return {text_of(re.search(r"<h2.*?</h2>", part)[0]): text_of(part) for part in parts}


def best(page):
    """Return the addresses of the best answers, in their order, without what narrows them."""
    listed = page.partition('id="best"')[2].partition("</section>")[0]
    return [markup.unescape(address) for address in re.findall(r'<li>.*?href="([^"]+)"', listed, re.DOTALL)]


@pytest.mark.parametrize(
    ("query", "wanted", "not_found"),
    [
        ("q=roe", {"Cases", "Parties"}, set()),
        ("q=example&in=cases", {"Cases"}, {"Parties", "Docket entries"}),
        ("q=example&in=parties", {"Parties"}, {"Cases"}),
        ("q=dismiss&in=entries", {"Docket entries"}, {"Cases", "Decisions and opinions"}),
        ("q=dismiss&court=cand", {"Docket entries"}, set()),
        ("q=dismiss&court=nysd", set(), {"Docket entries", "Cases"}),
        ("q=dismiss&from=2022-02-02&to=2022-02-02", {"Docket entries"}, set()),
        ("q=dismiss&from=2022-02-03", set(), {"Docket entries"}),  # filed on February 2
        ("q=affirmed+in+part&in=decisions", {"Decisions and opinions"}, {"Cases"}),
        ("q=affirm&in=decisions", {"Decisions and opinions"}, set()),  # the last letters may be missing
        ("q=ffirmed&in=decisions", set(), {"Decisions and opinions"}),  # not the first
        ('q="in affirmed"&in=decisions', set(), {"Decisions and opinions"}),  # a phrase stands in its order
        ('q="affirmed in part"&in=decisions', {"Decisions and opinions"}, set()),
        ("q=affirmed&in=decisions&to=2024-03-03", set(), {"Decisions and opinions"}),
        ("q=affirmed&in=decisions&court=ca9", {"Decisions and opinions"}, set()),
        ("q=affirmed&in=decisions&court=cand", set(), {"Decisions and opinions"}),
        ("q=act&in=bills", {"Bills"}, {"Cases"}),
    ],
)
def test_filters(world, query, wanted, not_found):
    shown = set(sections(world, f"/search?{query}"))
    assert wanted <= shown and not not_found & shown


@pytest.mark.parametrize(
    ("narrowed", "case_ids"),
    [
        (Narrowed(first="2019-01-01"), {"ruled"}),
        (Narrowed(last="2001-12-31"), {"filed", "ruled"}),
        (Narrowed(first="2002-01-01", last="2018-12-31"), set()),
        (Narrowed(first="2002-01-01", court_ids=("cand",)), set()),
        (Narrowed(first="2002-01-01", court_ids=("cand", "ca9")), {"ruled"}),
        (Narrowed(court_ids=("cand",)), {"filed"}),
        (Narrowed(first="2001-01-01", outcomes=("immune",)), {"filed"}),
    ],
)
def test_a_case_is_of_a_time_in_which_it_was_filed_or_ruled_on(tmp_path, narrowed, case_ids):
    conn = open_docket(tmp_path / "docket.db")
    create_tables(conn)
    conn.execute("pragma foreign_keys=off")
    for case_id, court_id, outcome in (("filed", "cand", "immune"), ("ruled", "ca9", "not_immune")):
        conn.execute("insert into cases (case_id, outcome_230) values (?, ?)", (case_id, outcome))
        conn.execute(
            "insert into dockets (docket_id, case_id, court_id, date_filed) values (?, ?, ?, '2001-05-05')",
            (case_id, case_id, court_id),
        )
    conn.execute("insert into rulings (ruling_id, docket_id, date_from) values ('r', 'ruled', '2019-06-06')")
    sql, values = narrowed.cases()
    assert {case_id for (case_id,) in conn.conn.execute(sql, values)} == case_ids
    conn.close()


def test_the_courts_to_choose_from_are_those_with_a_docket_that_is_shown(tmp_path):
    build_world(tmp_path / "docket.db")
    with sqlite3.connect(tmp_path / "docket.db") as db:
        db.execute("update dockets set selection = 'excluded' where court_id = 'nysd'")
    db.close()
    choice = re.search(
        r'<select name="court".*?</select>', ask(tmp_path / "docket.db", "/search?q=example").text, re.DOTALL
    )[0]
    assert set(re.findall(r'<option value="([^"]+)"', choice)) == {"cand", "ca9"}


def test_under_a_filter_the_page_says_what_is_left_out(world):
    words = text_of(ask(world, "/search?q=example&court=cand&from=2020-01-01").text)
    assert (
        "cases and what belongs to their dockets are listed alone" in words
        and "Anything without a known date is left out" in words
    )


def test_a_search_is_its_address(world):
    html = ask(world, "/search?q=example&in=cases&court=cand&from=2020-01-01&to=2026-01-01").text
    assert '<option value="cases" selected>' in html and '<option value="cand" selected>' in html
    assert 'value="2020-01-01"' in html and 'value="2026-01-01"' in html and 'value="example"' in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("in=everything", "is not a value here; write one of cases"),
        ("court=atlantis", "names no court or circuit that we know"),
        ("from=yesterday", "is not a day; write it like"),
        ("to=2026-02-30", "is not a day"),
        (f"in={SCRIPT}", "is not a value here"),
    ],
)
def test_a_filter_that_is_none_is_answered_in_words(world, query, words):
    for address in (f"/search?q=example&{query}", f"/search?{query}"):
        answer = ask(world, address)
        assert answer.status_code == 400 and words in text_of(answer.text) and SCRIPT not in answer.text


def test_the_api_link_is_the_same_search(world):
    html = ask(world, "/search?q=motion+dismiss&court=cand&from=2022-01-01").text
    links = {markup.unescape(link) for link in re.findall(r'href="(/api/v1/[^"]+)">The same search', html)}
    entries = ask(world, next(link for link in links if "/entries" in link)).json()["data"]
    assert [entry["entry_number"] for entry in entries] == ["2"]
    assert all(ask(world, link).status_code == 200 for link in links)


def test_a_decision_is_found_by_the_words_of_its_ruling(catalog):
    db = sqlite3.connect(catalog)
    expected = {
        row[0] for row in db.execute("select docket_id from rulings where holding like '%questionnaire%'")
    }
    html = ask(catalog, "/search?q=questionnaire&in=decisions").text
    assert expected and "<mark>" in html
    names = [
        row[0]
        for row in db.execute(
            "select coalesce(short_name, caption) from dockets where docket_id = ?", tuple(expected)[:1]
        )
    ]
    assert markup.escape(names[0]) in html


def test_hostile_words_of_a_ruling_are_text(tmp_path):
    build_world(tmp_path / "docket.db")
    db = sqlite3.connect(tmp_path / "docket.db")
    db.execute("update rulings set text = ? where text is not null", (f"Dismissal {SCRIPT} of \x02all\x03",))
    db.commit()
    db.close()
    html = ask(tmp_path / "docket.db", "/search?q=dismissal&in=decisions").text
    assert "<mark>Dismissal</mark> &lt;script&gt;" in html and SCRIPT not in html and "\x02" not in html


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Immune.", "immun", "<mark>Immune</mark>."),
        ("disimmune", "immun", "disimmune"),
        ("a.b and axb", "a.b", "<mark>a.b</mark> and axb"),  # a dot is a dot
        ("out of time", '"of time"', "out <mark>of time</mark>"),
        ("R&D", "r", "<mark>R</mark>&amp;D"),
        ("nothing", "", "nothing"),
    ],
)
def test_highlight_terms(text, asked, expected):
    assert str(highlight_terms(text, terms(asked))) == expected


@given(st.text(max_size=60), st.text(max_size=20))
def test_highlighting_changes_no_word(text, asked):
    shown = str(highlight_terms(text, terms(asked)))
    plain = markup.unescape(shown.replace("<mark>", "").replace("</mark>", ""))
    assert plain == text.replace(OPEN, "").replace(CLOSE, "")


# --- search that forgives


@pytest.mark.parametrize(
    ("query", "right", "first"),
    [
        ("facebok", "facebook", "/party/facebook"),
        ("backpge", "backpage", "/party/backpage"),
        ("lemon v snap", "lemmon", "/case/lemmon-v-snap"),
        ("herick", "herrick", "/case/herrick-v-grindr"),
        ("who pushes a video by algorythm", "algorithm", "/question/recommendation"),
    ],
)
def test_what_is_misspelled_is_read_as_it_is_spelled(catalog, query, right, first):
    page = ask(catalog, f"/search?q={quote(query)}").text
    assert f"was read as <b>{right}</b>" in page and first == best(page)[0]


@pytest.mark.parametrize("query", ["zzzzqq", "Cooley"])  # two thirds of "Google"
def test_nothing_is_read_as_what_it_does_not_resemble(catalog, query):
    assert "was read as" not in ask(catalog, f"/search?q={query}").text


@pytest.mark.parametrize("query", ["MDL No. 3047", "MDL 3047"])
def test_the_word_before_a_number_is_no_part_of_it(catalog, query):
    assert (
        best(ask(catalog, f"/search?q={quote(query)}").text)[0]
        == "/case/in-re-social-media-addiction-mdl-3047"
    )


def test_a_case_that_nobody_reviewed_says_so_in_lists(tmp_path):
    ref = DocketRef("cand", "3:22-cv-01234")
    sheet = Docket(ref, ref.docket_number, "Roe v. Ferry Co.")
    path = build(tmp_path / "docket.db", [(snapshot("x.html", b"1"), [sheet])])
    with sqlite3.connect(path) as db:
        db.execute("update cases set selection = 'imported'")
    db.close()
    sentence = "No ruling imported by the operator of this site"
    assert sentence in sections(path, "/search?q=ferry")["Cases"]
    assert sentence in text_of(ask(path, "/cases").text)


def test_a_number_within_a_name_stays(catalog):
    assert terms("Doe No. 1") == [("Doe", False), ("No.", False), ("1", False)]
    assert terms("no. 21-1333") == [("21-1333", False)]


def test_the_title_of_a_judge_hides_no_decision(catalog):
    assert "Herrick v. Grindr" in sections(catalog, "/search?q=Judge+Caproni")["Decisions and opinions"]


def test_a_decision_known_by_its_year_has_no_day(catalog):
    listed = sections(catalog, "/search?q=museum+newsletter&in=decisions")["Decisions and opinions"]
    assert "2001 day not known" in listed and "Jan. 1" not in listed


def test_a_case_in_a_list_is_not_called_by_one_of_its_courts(catalog):
    listed = sections(catalog, "/search?q=Anderson+v.+TikTok&in=cases")["Cases"]
    assert "Oct. 23, 2024 last event Anderson v. TikTok, E.D. Pa., 3d Cir. Not immune" in listed


@pytest.mark.parametrize(
    ("query", "counsel"), [("ada+law", "Ada Lawyer"), ("hill+%26+dale", "Hill &amp; Dale LLP")]
)
def test_counsel_are_found_by_name_and_firm(tmp_path, query, counsel):
    ref = DocketRef("cand", "3:22-cv-01234")
    lawyers = (Counsel("Ada Lawyer", firm="Hill & Dale LLP"), Counsel("Bo Other", firm="Hill & Dale LLP"))
    records = [
        Docket(ref, ref.docket_number, "Roe v. Example"),
        Party(ref, "Example, Inc.", PartyType.DEFENDANT, counsel=lawyers),
        Party(ref, "Jane Roe", PartyType.PLAINTIFF, counsel=(Counsel("Cy Third", firm="Brook PC"),)),
    ]
    path = build(tmp_path / "docket.db", [(snapshot("x.html", b"1"), records)])
    listed = sections(path, f"/search?q={query}")["Counsel of that name"]
    assert f"Roe v. Example {markup.unescape(counsel)}, for Example, Inc." in markup.unescape(listed)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("230(c)(1)", "c1"),
        ("47 U.S.C. § 230(c)(2)(A)", "c2a"),
        ("section 230 (e) (5)", "e5"),
        ("230(f)(3)", "f3"),
        ("230(z)(1)", None),
        ("230", None),
    ],
)
def test_a_part_of_the_statute_leads_to_its_rulings(catalog, query, code):
    page = ask(catalog, f"/search?q={quote(query)}").text
    assert (f'href="/rulings?provision={code}"' in page) is (code is not None)
    assert code or "every ruling on it" not in page


@pytest.mark.parametrize(
    "number", ["4:22-md-03047", "Case No. 4:22-md-03047-YGR", "no. 22-md-3047", "Docket 4:22-MD-3047"]
)
def test_a_docket_number_is_found_in_any_form(catalog, number):
    assert "Social Media Addiction" in text_of(ask(catalog, f"/search?q={quote(number)}").text)


def test_a_citation_and_a_judge_are_found(catalog):
    assert "Force v. Facebook" in text_of(ask(catalog, "/search?q=934+F.3d+53").text)
    assert "Searched the names" in text_of(ask(catalog, "/search?q=934+F.3d+53").text)
