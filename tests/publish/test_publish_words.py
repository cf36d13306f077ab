"""How values are said, which addresses become links, what a search is made of, what a diff marks. Pure."""

import pytest
from hypothesis import given, strategies as st

from db.schema import create_tables, open_docket
from publish.datasette_pages import fit_page
from publish.html import mark_changes
from publish.links import case_path, page_path, source_link, web_address
from publish.search_query import clean, docket_numbers, fts_query, highlight
from publish.words import (
    format_clock,
    format_day,
    format_instant,
    format_span,
    machine_date,
    plain,
    split_list,
    the,
)


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        (format_span, ("2015-09-03", "2015-09-03", "day"), "Sept. 3, 2015"),
        (format_span, ("2017-10-09", "2017-10-13", "week"), "the week of Oct. 9, 2017"),
        (format_span, ("2024-11-01", "2024-11-30", "month"), "Nov. 2024"),
        (format_span, ("2024-01-01", "2024-12-31", "year"), "2024"),
        (format_span, ("2024-05-01", "2024-05-03", "day"), "May 1 to 3, 2024"),  # a trial of three days
        (format_span, ("2024-04-28", "2024-05-03", "day"), "Apr. 28 to May 3, 2024"),
        (format_span, ("2024-12-30", "2025-01-03", "day"), "Dec. 30, 2024 to Jan. 3, 2025"),
        (format_span, (None, None, "day"), None),
        (format_span, ("soon", None, "day"), "soon"),  # not a date: shown, not guessed
        # A machine is told no more than is known.
        (machine_date, ("2024-11-01", "month"), "2024-11"),
        (machine_date, ("2024-01-01", "year"), "2024"),
        (machine_date, ("2024-11-05", "day"), "2024-11-05"),
        (machine_date, ("2024-11-05", None), "2024-11-05"),
        # Months as the Bluebook has them.
        *(
            (format_day, (f"2024-{number:02d}-02",), f"{month} 2, 2024")
            for number, month in enumerate(
                "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(), 1
            )
        ),
        (format_instant, ("2026-06-12T14:05:00Z",), "June 12, 2026, 14:05 UTC"),
        (format_instant, ("2026-06-12",), "June 12, 2026"),
        (format_instant, ("2026-06-12T23:30:00-07:00",), "June 13, 2026, 06:30 UTC"),
        (format_clock, ("00:00",), "12:00 a.m."),
        (format_clock, ("09:30",), "9:30 a.m."),
        (format_clock, ("12:00",), "12:00 p.m."),
        (format_clock, ("14:05",), "2:05 p.m."),
        (format_clock, (None,), None),
        (format_clock, ("noon",), "noon"),
        (plain, ("not_held",), "Not held"),
        (plain, ("mdl_member",), "MDL member"),
        (plain, ("cert_denied",), "Certiorari denied"),
        (plain, ("",), None),
        (plain, (None,), None),
        (split_list, ("a; b;c ;",), ["a", "b", "c"]),
        (split_list, (None,), []),
        (the, ("Texas Supreme Court",), "the Texas Supreme Court"),
        (case_path, ("a/b c?d#e",), "/case/a%2Fb%20c%3Fd%23e"),
        (case_path, ("catalog:x",), "/case/catalog:x"),
        (fts_query, ("backpage",), '"backpage"*'),
        (fts_query, ("jane doe",), '"jane"* "doe"*'),
        (fts_query, ('"village voice" wash',), '"village voice" "wash"*'),
        (fts_query, ("a OR b",), '"a" "OR" "b"'),  # operators are words, and two letters no beginning of one
        (fts_query, ("***",), None),
        (fts_query, ("",), None),
        (docket_numbers, ("4:22-md-3047",), ["4:22-md-03047"]),
        (docket_numbers, ("22-CV-01234",), ["22-cv-01234"]),
        (docket_numbers, ("16-1033",), ["16-1033"]),
        (docket_numbers, ("backpage",), []),
        (docket_numbers, ("",), []),
    ],
)
def test_how_a_value_is_said_and_a_search_written(function, given, expected):
    assert function(*given) == expected


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


def test_parameters_of_a_path_are_quoted():
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
