"""Charts: well-formed, without script or style, true to their numbers, and safe whatever a platform is called."""

import re
import sqlite3
from collections import Counter
from statistics import quantiles
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.charts.svg import days_by_group, middle_half, parts_by_group, years_by_group
from publish.pages.charts import cases_filed, days_to_ruling
from publish.words import OUTCOMES
from tests.worlds.asking import ask, text_of
from tests.worlds.publishing import SCRIPT, build_world


def drawn(svg):
    """Return the figure as XML: it parses, holds no script, no style, no percentage out of its frame."""
    root = ElementTree.fromstring(str(svg))
    for element in root.iter():
        assert element.tag in ("svg", "title", "desc", "text", "line", "rect", "circle", "use"), element.tag
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        for name in ("x", "x1", "x2", "cx", "width"):
            if element.get(name, "").endswith("%"):
                assert -0.01 <= float(element.get(name)[:-1]) <= 100.01
    return root


LABELS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@given(
    st.lists(
        st.tuples(LABELS, st.dictionaries(st.integers(1996, 2030), st.integers(1, 500), min_size=1)),
        min_size=1,
        max_size=6,
    )
)
def test_years_are_drawn_on_one_scale(groups):
    svg = years_by_group(groups, "Cases")
    years = {year for _, counts in groups for year in counts}
    if len(years) < 2:
        assert svg is None
        return
    bars = list(drawn(svg).iter("rect"))
    assert len(bars) == sum(len(counts) for _, counts in groups)
    assert max(float(bar.get("height")) for bar in bars) == 32.0


@given(
    st.lists(
        st.tuples(
            LABELS, st.lists(st.tuples(st.sampled_from(list(OUTCOMES)), st.integers(1, 400)), min_size=1)
        ),
        min_size=1,
    )
)
def test_parts_fill_their_bar(groups):
    root = drawn(parts_by_group(groups, "x", "Outcomes"))
    bars = list(root.iter("rect"))
    assert len(bars) == sum(len(pairs) for _, pairs in groups)


DAYS = st.dictionaries(st.integers(0, 9000), st.integers(1, 9), min_size=1, max_size=150)


@given(st.lists(st.tuples(LABELS, DAYS), min_size=1, max_size=6))
def test_days_lie_in_the_frame(groups):
    dots = len(list(drawn(days_by_group(groups, "Days")).iter("circle")))
    assert dots == sum(len(days) for _, days in groups) or any(len(days) > 100 for _, days in groups)
    assert dots <= 101 * len(groups)


@given(st.lists(st.integers(0, 500), min_size=2, max_size=60))
def test_middle_half_is_that_of_the_single_values(days):
    assert middle_half(Counter(days)) == pytest.approx(quantiles(days, n=4, method="inclusive"))


@pytest.mark.parametrize(
    "figure", [years_by_group([], "x"), parts_by_group([], "x", "x"), days_by_group([], "x")]
)
def test_nothing_to_draw_is_no_figure(figure):
    assert figure is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({5: 1}, (5, 5, 5)),
        ({0: 1, 10: 1}, (2.5, 5, 7.5)),
        ({1: 1, 2: 1, 3: 1, 4: 1, 5: 1}, (2, 3, 4)),
        ({0: 3}, (0, 0, 0)),
        ({0: 9, 1000: 1}, (0, 0, 0)),
    ],
)
def test_middle_half(days, expected):
    assert middle_half(days) == expected


def test_a_hostile_platform_is_text():
    svg = str(years_by_group([(f"X{SCRIPT}\"'", {2020: 1, 2021: 2})], "Cases"))
    assert SCRIPT not in svg and "&lt;script&gt;" in svg


# --- the page


def test_every_case_is_in_the_table_or_said_to_be_undated(catalog):
    conn = sqlite3.connect(catalog)
    filed = cases_filed(conn)
    assert (
        filed["total"]
        == conn.execute("select count(*) from cases where selection in ('catalog', 'confirmed')").fetchone()[
            0
        ]
    )
    for platform in filed["all"]:
        assert sum(platform["years"].values()) + platform["undated"] == platform["total"]
    dated = conn.execute(
        "select platform from cases where year_filed is not null and selection in ('catalog', 'confirmed')"
    ).fetchall()
    named = sum(len({part.strip() for part in (platform or "unknown").split(";")}) for (platform,) in dated)
    assert (
        sum(sum(group["years"].values()) for group in filed["shown"]) == named
    )  # the others are drawn as one row
    assert filed["unlisted"] == 0 or len(filed["all"]) == 60


def test_a_platform_named_by_two_dockets_of_a_case_counts_once(catalog):
    conn = sqlite3.connect(catalog)
    held = {
        row[0]: row[1]
        for row in conn.execute("select case_id, platform from cases where platform is not null")
    }
    youtube = sum("YouTube" in [part.strip() for part in platform.split(";")] for platform in held.values())
    assert {group["platform"]: group["total"] for group in cases_filed(conn)["all"]}["YouTube"] == youtube


def test_the_figures_page_has_a_table_behind_every_figure(catalog):
    html = ask(catalog, "/figures").text
    assert html.count('<svg class="fig"') <= html.count("<table")
    words = text_of(html)
    assert "the year of filing is not known" in words and "not a sample of all litigation" in words
    assert " style=" not in html and "<script" not in html


def test_without_dates_or_motions_it_says_so(tmp_path):
    build_world(tmp_path / "docket.db")
    db = sqlite3.connect(tmp_path / "docket.db")
    db.execute("delete from motions")
    db.execute("update cases set date_filed = null, year_filed = null")
    db.commit()
    db.close()
    words = text_of(ask(tmp_path / "docket.db", "/figures").text)
    assert "Too few years of filing are known for a figure." in words
    assert "No motion has been read from an entry yet." in words


def test_days_are_counted_by_kind_and_waits_without_a_ruling_are_told(tmp_path):
    build_world(tmp_path / "docket.db")
    db = sqlite3.connect(tmp_path / "docket.db")
    db.execute("delete from motions")
    for number, (kind, days) in enumerate(
        [("dismiss", 30), ("dismiss", 90), ("dismiss", 0), ("dismiss", None), ("stay", None)]
    ):
        db.execute(
            "insert into motions (motion_id, docket_id, kind, days_to_ruling, snapshot_id, first_seen, last_seen) "
            "select ?, docket_id, ?, ?, snapshot_id, first_seen, last_seen from dockets limit 1",
            (f"m{number}", kind, days),
        )
    db.commit()
    dismiss, stay = days_to_ruling(db)
    assert (dismiss["days"], dismiss["open"], dismiss["quartiles"][1]) == ({0: 1, 30: 1, 90: 1}, 1, 30)
    assert (stay["days"], stay["open"], stay["quartiles"]) == ({}, 1, None)
    db.close()
    html = ask(tmp_path / "docket.db", "/figures").text
    assert "the true waits are longer" in html
    assert re.search(r'kind=dismiss&amp;ruled=yes">3<', html) and re.search(
        r'kind=dismiss&amp;ruled=no">1<', html
    )
    for ruled, number in (("yes", 3), ("no", 1)):
        rows = ask(
            tmp_path / "docket.db", f"/docket/motions_counted.json?kind=dismiss&ruled={ruled}&_shape=array"
        ).json()
        assert len(rows) == number


def test_a_copied_drawing_says_what_it_is_of_how_many_and_by_whom():
    root = drawn(
        years_by_group([("A", {2020: 1, 2021: 2})], "Cases of one company by the year of their filing")
    )
    texts = [element.text for element in root.iter("text")]
    assert " ".join(texts[:2]) == "Cases of one company by the year of their filing, 2020 to 2021"
    assert texts[-1] == "3 cases. Source: § 230 Docket"
