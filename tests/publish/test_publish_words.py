"""How values are said, which addresses become links, what a search is made of, what a diff marks. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.schema import create_tables, open_docket
from publish.datasette_pages import fit_page
from publish.html import mark_changes
from publish.links import case_path, page_path, source_link, web_address
from publish.search_query import clean, docket_numbers, fts_query, highlight
from publish.words import (
    OUTCOMES,
    format_clock,
    format_day,
    format_instant,
    format_span,
    machine_date,
    plain,
    split_list,
    the,
)


def test_the_nine_outcome_words():
    assert [word for word, *_ in OUTCOMES.values()] == [
        "Immune",
        "Partly immune",
        "Not immune",
        "Preempted",
        "Not preempted",
        "Answer set aside",
        "Declined",
        "Pending",
        "No ruling",
    ]


@pytest.mark.parametrize(
    ("date_from", "date_to", "precision", "expected"),
    [
        ("2015-09-03", "2015-09-03", "day", "Sept. 3, 2015"),
        ("2017-10-09", "2017-10-13", "week", "the week of Oct. 9, 2017"),
        ("2024-11-01", "2024-11-30", "month", "Nov. 2024"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-05-01", "2024-05-03", "day", "May 1 to 3, 2024"),  # a trial of three days
        ("2024-04-28", "2024-05-03", "day", "Apr. 28 to May 3, 2024"),
        ("2024-12-30", "2025-01-03", "day", "Dec. 30, 2024 to Jan. 3, 2025"),
        (None, None, "day", None),
        ("soon", None, "day", "soon"),  # not a date: shown, not guessed
    ],
)
def test_say_span(date_from, date_to, precision, expected):
    assert format_span(date_from, date_to, precision) == expected


@pytest.mark.parametrize(
    ("date_from", "precision", "attribute"),
    [
        ("2024-11-01", "month", "2024-11"),
        ("2024-01-01", "year", "2024"),
        ("2024-11-05", "day", "2024-11-05"),
        ("2024-11-05", None, "2024-11-05"),
    ],
)
def test_machine_date_claims_no_more_than_is_known(date_from, precision, attribute):
    assert machine_date(date_from, precision) == attribute


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (1, "Jan."),
        (2, "Feb."),
        (3, "Mar."),
        (4, "Apr."),
        (5, "May"),
        (6, "June"),
        (7, "July"),
        (8, "Aug."),
        (9, "Sept."),
        (10, "Oct."),
        (11, "Nov."),
        (12, "Dec."),
    ],
)
def test_bluebook_months(month, expected):
    assert format_day(f"2024-{month:02d}-02") == f"{expected} 2, 2024"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-12T14:05:00Z", "June 12, 2026, 14:05 UTC"),
        ("2026-06-12", "June 12, 2026"),
        ("2026-06-12T23:30:00-07:00", "June 13, 2026, 06:30 UTC"),
    ],
)
def test_say_instant(text, expected):
    assert format_instant(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00", "12:00 a.m."),
        ("09:30", "9:30 a.m."),
        ("12:00", "12:00 p.m."),
        ("14:05", "2:05 p.m."),
        (None, None),
        ("noon", "noon"),
    ],
)
def test_say_clock(text, expected):
    assert format_clock(text) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("not_held", "Not held"),
        ("mdl_member", "MDL member"),
        ("cert_denied", "Certiorari denied"),
        ("", None),
        (None, None),
    ],
)
def test_plain(code, expected):
    assert plain(code) == expected


def test_lists_in_cells():
    assert split_list("a; b;c ;") == ["a", "b", "c"]
    assert split_list(None) == []
    assert the("Texas Supreme Court") == "the Texas Supreme Court"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.org/x",
        "http:example",
        "https://",
        "http://[",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://user:pass@example.org/",
        'https://example.org/"onmouseover="x',
        "https://example.org/ x",
        "import:page.html",
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("url", "label", "is_link"),
    [
        ("https://www.example.org/a?b=c#d", "example.org", True),
        ("http://example.org", "example.org", True),
        ("import:nysd_4.html", "saved page nysd_4.html", False),
        ("catalog:dockets.csv", "data file dockets.csv", False),
        ("javascript:alert(1)", "javascript:alert(1)", False),  # shown, so that somebody notices
    ],
)
def test_source_link(url, label, is_link):
    link = source_link(url)
    assert (link.label, link.url) == (label, url if is_link else None)


def test_paths_are_quoted():
    assert case_path("a/b c?d#e") == "/case/a%2Fb%20c%3Fd%23e"
    assert case_path("catalog:x") == "/case/catalog:x"
    assert page_path("/cases", outcome=["a", "b"], page=None, q="") == "/cases?outcome=a&outcome=b"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    db = open_docket(tmp_path_factory.mktemp("fts") / "docket.db")
    create_tables(db)
    return db


@given(st.text(max_size=80))
def test_no_search_is_ever_a_syntax_error(db, asked):
    query = fts_query(clean(asked))
    if query is not None:
        db.execute(
            "select rowid from docket_entries_fts where docket_entries_fts match ?", (query,)
        ).fetchall()


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("backpage", '"backpage"*'),
        ("jane doe", '"jane"* "doe"*'),
        ('"village voice" wash', '"village voice" "wash"*'),
        ("a OR b", '"a" "OR" "b"'),  # operators are words, and two letters no beginning of one
        ("***", None),
        ("", None),
    ],
)
def test_fts_query(asked, query):
    assert fts_query(asked) == query


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("4:22-md-3047", ["4:22-md-03047"]),
        ("22-CV-01234", ["22-cv-01234"]),
        ("16-1033", ["16-1033"]),
        ("backpage", []),
        ("", []),
    ],
)
def test_docket_numbers(asked, numbers):
    assert docket_numbers(asked) == numbers


@given(st.text(alphabet="ab<>&\"'\x02\x03", max_size=40))
def test_highlight_never_lets_markup_through(snippet):
    html = str(highlight(snippet)).replace("<mark>", "").replace("</mark>", "")
    assert not set(html) & set("<>\"'\x02\x03")


@given(st.text(alphabet='ab <>&"', max_size=60), st.text(alphabet='ab <>&"', max_size=60))
def test_a_diff_keeps_every_word_and_escapes_it(old, new):
    for text, marked, tag in zip((old, new), mark_changes(old, new), ("del", "ins"), strict=True):
        inner = str(marked).replace(f"<{tag}>", "").replace(f"</{tag}>", "")
        assert (
            marked.striptags() == " ".join(text.split())
            or inner.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&amp;", "&")
            == text
        )
        assert "<" not in inner


def test_a_diff_marks_only_the_changed_words():
    before, after = mark_changes("set for 6/12/2026 at noon", "set for 6/26/2026 at noon")
    assert before == "set for <del>6/12/2026</del> at noon"
    assert after == "set for <ins>6/26/2026</ins> at noon"


def test_fit_page_drops_styles_and_folds_columns():
    html = fit_page(
        '<h1 style="color: red">x</h1><dl class="column-descriptions"><dt>a</dt></dl><p>style=&#34;x&#34;</p>'
    )
    assert 'style="' not in html and "<details><summary>" in html and "style=&#34;x&#34;" in html
