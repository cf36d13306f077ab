"""How often and how long: shares with intervals, small numbers refused, what still waits counted as such."""

import asyncio
import html
import re
import sqlite3
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.charts.survival import Wait, days_until, estimate
from publish.serve import make_datasette
from tests.worlds import asking

WAITS = st.lists(st.builds(Wait, st.integers(0, 60), st.booleans()), min_size=1, max_size=60)


def words_of(path, address):
    answer = asking.ask(path, address)
    assert answer.status_code == 200
    return asking.text_of(answer.text)


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


def test_the_page_counts_what_the_tables_hold(catalog):
    conn = sqlite3.connect(catalog)
    count, decided, barred = conn.execute(
        """select count(*), sum(outcome_230 in ('immune', 'partly_immune', 'not_immune')), sum(outcome_230 = 'immune')
        from outcomes where court_id = 'cand'"""
    ).fetchone()
    words = words_of(catalog, "/compare?court=cand")
    assert f"{count} dockets" in words and f"of the {decided} dockets that answered" in words
    assert f"every claim in {barred / decided * 100:.0f}%" in words and "95% interval" in words
    n, over, waiting = map(int, re.search(r"n = (\d+): (\d+) answered, (\d+) without", words).groups())
    left_out = sum(map(int, re.findall(r"Left out: (\d+)", words)))
    assert n == over + waiting and n + left_out == count  # every docket is in it, or said to be missing
    assert "of which the day of filing is not known" in words


def test_small_numbers_are_refused(catalog):
    conn = sqlite3.connect(catalog)
    court = conn.execute(
        "select court_id from outcomes group by 1 having sum(outcome_230 in ('immune', 'not_immune')) between 1 and 5 "
        "order by 1 limit 1"
    ).fetchone()[0]
    words = words_of(catalog, f"/compare?court={court}")
    assert (
        "too few for a share" in words
        and "too few for a curve" in words
        and "%" not in words.partition("too few")[0]
    )


def test_two_stand_side_by_side_and_only_one_thing_is_compared(catalog):
    both, alone = (words_of(catalog, f"/compare?party={party}") for party in ("meta,google", "google"))
    assert "Meta Platforms, Inc." in both and "Google LLC" in both
    share = re.search(r"Google LLC\s*(\d+ dockets).*?of the (\d+) dockets", both)
    assert share.groups() == re.search(r"Google LLC\s*(\d+ dockets).*?of the (\d+) dockets", alone).groups()
    datasette = make_datasette(catalog)
    answer = asyncio.run(datasette.client.get("/compare?party=meta,google&court=cand,nysd"))
    assert answer.status_code == 400 and "one thing can be compared at a time" in answer.text


def test_the_table_has_what_the_tables_hold_and_leads_to_it(catalog):
    conn = sqlite3.connect(catalog)
    courts = [
        row[0]
        for row in conn.execute(
            "select court_id from outcomes where outcome_230 = 'immune' group by 1 order by count(*) desc limit 2"
        )
    ]
    answered = "outcome_230 in ('immune', 'partly_immune', 'not_immune')"
    datasette = make_datasette(catalog)
    page = asyncio.run(datasette.client.get(f"/compare?court={','.join(courts)}")).text
    table = page.partition('id="beside"')[2].partition("</section>")[0]
    first = table.partition("<tbody")[2].partition("</tr>")[0]
    links = re.findall(r'<a href="([^"]*dockets_counted[^"]*)">(\d+)</a> of (\d+)', first)
    for court, (path, number, total) in zip(courts, links, strict=True):
        held = conn.execute(
            f"select sum(outcome_230 = 'immune'), count(*) from outcomes where court_id = ? and {answered}",
            (court,),
        ).fetchone()
        assert held == (int(number), int(total))
        rows = asyncio.run(
            datasette.client.get(html.unescape(path).replace("?", ".json?") + "&_shape=array")
        ).json()
        assert len(rows) == int(number)
    by_claim = table.rpartition("<tbody")[2]
    path, number = re.search(r'<a href="([^"]*dockets_counted[^"]*)">(\d+)</a> of', by_claim).groups()
    rows = asyncio.run(
        datasette.client.get(html.unescape(path).replace("?", ".json?") + "&_shape=array")
    ).json()
    assert len(rows) == int(number)


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        ("court=9th+Circuit,nysd", "courts.circuit = '9' or courts.court_id = 'nysd'"),  # was: every docket
        ("year=2019", "dockets.year_filed = 2019"),  # those of which the number alone tells the year, too
        (
            "claim=defamation&circuit=9",
            (
                "courts.circuit = '9' and outcomes.docket_id in "
                "(select docket_id from claims where cause_of_action = 'defamation')"
            ),
        ),
    ],
)
def test_a_side_holds_the_dockets_that_its_filters_find(catalog, asked, condition):
    conn = sqlite3.connect(catalog)
    count = conn.execute(
        "select count(*) from outcomes join dockets using (docket_id) "
        f"join courts on courts.court_id = dockets.court_id where {condition}"
    ).fetchone()[0]
    whole = conn.execute("select count(*) from outcomes").fetchone()[0]
    assert 0 < count < whole
    assert f"{count} docket{'s' if count > 1 else ''} " in words_of(catalog, f"/compare?{asked}")
