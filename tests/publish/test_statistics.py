"""Counts, shares and charts: every number is that of the rows its link leads to, nothing is counted twice, small
numbers are refused, what still waits is counted as such; figures are well-formed, without script, true and safe."""

import html as markup
import re
import sqlite3
from collections import Counter
from fractions import Fraction
from statistics import quantiles
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings, strategies as st

from publish.charts.survival import Wait, days_until, estimate
from publish.charts.svg import days_by_group, middle_half, parts_by_group, years_by_group
from publish.pages.charts import cases_filed
from publish.pages.circuits import ways
from publish.pages.matrix import LEVEL_WORDS
from publish.serve import make_datasette
from publish.statistics import COLUMNS, LEVELS, Choice, by_value, heat_rows, load_counted, shade, tally
from publish.words import CIRCUITS, OUTCOMES, PROVISIONS
from tests.publish.checking import FULL, check_page, make_world
from tests.worlds.asking import answers_of as ask, text_of
from tests.worlds.publishing import SCRIPT
from tests.worlds.sql import run_sql

_LINK = re.compile(
    r'<a href="(/docket/(?:dockets_counted|cases_filed|motions_counted)[^".]*)"[^>]*>(?:<b>)?(?:\d{4}: )?([\d,]+)'
)


def rows_of(datasette, link):
    """Return the rows that a link to a prepared question leads to."""
    path, _, query = markup.unescape(link).partition("?")
    return ask(datasette, f"{path}.json?{query}&_shape=array").json()


@pytest.mark.parametrize(
    ("address", "at_least"),
    [
        ("/matrix", 150),
        ("/matrix?law_in_force=before_fosta&level=appeals", 20),
        (
            "/matrix?law_in_force=unknown",
            50,
        ),  # a case whose day of filing is not known has a choice of its own
        ("/matrix?level=state", 20),
        ("/figures", 100),
        ("/circuit/9", 20),
        ("/circuit/fed", 1),  # a circuit with nothing in it: nought, and no rows
        ("/court/ca9", 20),
        ("/compare?court=cand,nysd", 20),
    ],
)
def test_every_number_is_the_number_of_its_rows(catalog_ds, address, at_least):
    page = check_page(catalog_ds, address).text
    shown = {markup.unescape(link): int(number.replace(",", "")) for link, number in _LINK.findall(page)}
    assert len(shown) >= at_least
    links = sorted(shown)[:: 1 if FULL else 11]  # each is a question to the data
    assert [link for link in links if len(rows_of(catalog_ds, link)) != shown[link]] == []


def test_the_prepared_question_with_nothing_chosen_gives_all(catalog, catalog_ds):
    [(count,)] = run_sql(catalog, "select count(*) from outcomes")
    assert len(rows_of(catalog_ds, "/docket/dockets_counted?")) == count


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("claim=negligence", {"cand-22-cv-01234", "ca9-23-15001"}),  # pleaded below, decided on above
        ("claim=negligence&provision=c1&outcome=immune", {"cand-22-cv-01234"}),
        ("claim=negligence&outcome=not_immune", set()),
        ("outcome=partly_immune;none", {"ca9-23-15001", "nysd-23-cv-00777"}),  # several outcomes in one cell
        ("circuit=9", {"cand-22-cv-01234", "ca9-23-15001"}),
        ("circuit=9&level=appeals", {"ca9-23-15001"}),
        ("level=trial", {"cand-22-cv-01234", "nysd-23-cv-00777"}),
        ("level=state", set()),
        (
            "law_in_force=after_fosta",
            {"cand-22-cv-01234", "ca9-23-15001", "nysd-23-cv-00777"},
        ),  # the last by the year in its number
        ("law_in_force=unknown", set()),
        ("court=nysd", {"nysd-23-cv-00777"}),
        ("court=nysd;ca9", {"nysd-23-cv-00777", "ca9-23-15001"}),
    ],
)
def test_dockets_counted(ds, query, expected):
    rows = rows_of(ds, f"/docket/dockets_counted?{query}")
    assert {row["docket_id"] for row in rows} == expected


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        (0, 10, 0),
        (1, 100, 1),
        (15, 100, 2),
        (29, 100, 2),
        (30, 100, 3),
        (50, 100, 4),
        (1, 1, 4),
    ],
)
def test_shade(number, total, expected):
    assert shade(number, total) == expected


def test_no_outcome_falls_between_the_columns():
    assert sorted(outcome for outcomes in COLUMNS for outcome in outcomes) == sorted(OUTCOMES)


def test_a_row_adds_up(catalog):
    counted = load_counted(sqlite3.connect(catalog))
    for row in heat_rows(by_value(counted, "claims"), str, "claim", Choice()):
        assert sum(cell["n"] for cell in row["cells"]) == row["total"], row["label"]
    assert sum(number for _, number in tally(counted)) == len(counted)


def test_every_code_of_the_data_has_its_words(catalog):
    circuits = run_sql(catalog, "select distinct circuit from courts where circuit is not null")
    assert {circuit for (circuit,) in circuits} == set(CIRCUITS)
    provisions = run_sql(catalog, "select distinct provision from defenses where provision is not null")
    assert {provision for (provision,) in provisions} <= set(PROVISIONS)


# --- rulings each way


def docket(outcome, system="district", claims=("negligence",), provisions=()):
    return {"outcome": outcome, "system": system, "claims": list(claims), "provisions": list(provisions)}


@pytest.mark.parametrize(
    ("dockets", "is_open"),
    [
        ([docket("immune"), docket("not_immune")], True),
        ([docket("preempted"), docket("not_preempted")], True),
        ([docket("immune"), docket("not_preempted")], False),  # of a suit, and of a law: two questions
        ([docket("immune"), docket("immune")], False),  # all one way
        ([docket("immune"), docket("partly_immune")], False),  # partly: which claim it was is not known
        ([docket("immune"), docket("not_immune"), docket("immune", "appellate")], False),
        (
            [docket("immune"), docket("not_immune"), docket("declined", "appellate")],
            True,
        ),  # that is no answer
        (
            [docket("immune", "appellate"), docket("not_immune", "appellate")],
            False,
        ),  # a conflict above is no open question below
    ],
)
def test_what_is_called_an_open_question(dockets, is_open):
    [way] = ways(dockets, {"circuit": "9"})[0][1]
    assert way["is_open"] is is_open


def test_a_claim_nobody_answered_is_in_no_row():
    assert ways(
        [docket("pending"), docket("none"), docket("declined"), docket("open")], {"circuit": "9"}
    ) == [("Claim", []), ("Provision", [])]


def test_rows_of_a_way_ask_for_the_answers_only():
    [way] = ways([docket("immune", provisions=("c1",))], {"court": "cand"})[1][1]
    assert parse_qs(urlsplit(way["path"]).query) == {
        "court": ["cand"],
        "provision": ["c1"],
        "outcome": ["immune;partly_immune;not_immune;preempted;not_preempted"],
    }


def test_every_value_of_a_filter_can_be_chosen(catalog, catalog_ds):
    """No value is out of reach because it is rare: the others are folded, not left out."""
    page = ask(catalog_ds, "/cases").text
    offered = {markup.unescape(value) for value in re.findall(r'name="platform" value="([^"]+)"', page)}
    cells = run_sql(catalog, "select platform from cases where platform is not null")
    held = {part.strip() for (cell,) in cells for part in cell.split(";")}
    assert offered == held and len(held) > 50


def test_a_choice_of_courts_names_the_supreme_court_where_it_is_in():
    assert "scotus" in LEVELS["appeals"] and "Supreme Court" in LEVEL_WORDS["appeals"]


# --- how often and how long

WAITS = st.lists(st.builds(Wait, st.integers(0, 60), st.booleans()), min_size=1, max_size=60)


@given(WAITS)
def test_the_estimate_is_that_of_the_textbook(waits):
    """Kaplan and Meier: of those still waiting on a day, the share that goes on waiting; one day after the other."""
    expected, share = [], Fraction(1)
    for day in sorted({wait.days for wait in waits if wait.is_over}):
        over = sum(wait.is_over and wait.days == day for wait in waits)
        share *= 1 - Fraction(over, sum(wait.days >= day for wait in waits))
        expected.append((day, share))
    steps = estimate(waits)
    assert [step.days for step in steps] == [day for day, _ in expected]
    assert [step.share for step in steps] == pytest.approx([float(left) for _, left in expected], abs=1e-9)
    assert days_until(steps, 0.5) == next((day for day, left in expected if left <= Fraction(1, 2)), None)


@settings(deadline=None)
@given(WAITS)
def test_what_still_waits_never_makes_a_wait_shorter(waits):
    over = [wait for wait in waits if wait.is_over]
    alone, together = days_until(estimate(over), 0.5), days_until(estimate(waits), 0.5)
    assert together is None or (alone is not None and together >= alone)


def test_the_page_counts_what_the_tables_hold(catalog, catalog_ds):
    [(count, decided, barred)] = run_sql(
        catalog,
        """select count(*), sum(outcome_230 in ('immune', 'partly_immune', 'not_immune')), sum(outcome_230 = 'immune')
        from outcomes where court_id = 'cand'""",
    )
    says = [
        f"{count} dockets",
        f"of the {decided} dockets that answered",
        f"every claim in {barred / decided * 100:.0f}%",
        "95% interval",
        "of which the day of filing is not known",
    ]
    words = text_of(check_page(catalog_ds, "/compare?court=cand", says).text)
    n, over, waiting = map(int, re.search(r"n = (\d+): (\d+) answered, (\d+) without", words).groups())
    left_out = sum(map(int, re.findall(r"Left out: (\d+)", words)))
    assert n == over + waiting and n + left_out == count  # every docket is in it, or said to be missing


# --- charts


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
    bars = list(drawn(parts_by_group(groups, "x", "Outcomes")).iter("rect"))
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


# --- the page of figures


def test_every_case_is_in_the_table_or_said_to_be_undated(catalog):
    filed = cases_filed(sqlite3.connect(catalog))
    held = run_sql(
        catalog, "select platform, year_filed from cases where selection in ('catalog', 'confirmed')"
    )
    assert filed["total"] == len(held)
    for platform in filed["all"]:
        assert sum(platform["years"].values()) + platform["undated"] == platform["total"]
    named = sum(
        len({part.strip() for part in (platform or "unknown").split(";")}) for platform, year in held if year
    )
    # The others are drawn as one row.
    assert sum(sum(group["years"].values()) for group in filed["shown"]) == named
    assert filed["unlisted"] == 0 or len(filed["all"]) == 60


def test_without_dates_or_motions_it_says_so(tmp_path):
    path = make_world(
        tmp_path, "delete from motions", "update cases set date_filed = null, year_filed = null"
    )
    says = [
        "Too few years of filing are known for a figure.",
        "No motion has been read from an entry yet.",
    ]
    check_page(make_datasette(path), "/figures", says)
