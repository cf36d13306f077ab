"""A month of hearings: where each stands, where it stood before, and what is too vague to have a day."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.charts.month_grid import Month, make_weeks, read_month, stands
from tests.worlds.asking import ask, text_of
from tests.worlds.publishing import SCRIPT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06", Month(2026, 6)),
        ("1996-12", Month(1996, 12)),
        ("2026-13", None),
        ("2026-00", None),
        ("2026-6", None),
        ("0000-01", None),  # no such year
        ("2026-06-01", None),
        ("２０２６-06", None),  # digits of another script are digits to \d
        ("2026-06\n", None),
    ],
)
def test_read_month(text, expected):
    assert read_month(text) == expected


@given(st.integers(1900, 2098), st.integers(1, 12))
def test_months_follow_one_another(year, number):
    month = Month(year, number)
    assert month.next.previous == month
    assert (month.next.first - month.first).days == month.last.day
    days = [day for week in make_weeks(month, []) for day, marked in week if marked is not None]
    assert [days[0], days[-1], len(days)] == [month.first, month.last, month.last.day]
    assert all(len(week) == 7 and week[0][0].weekday() == 6 for week in make_weeks(month, []))


def hearing(status="scheduled", day="2026-06-10", precision="day", **more):
    return {
        "hearing_id": "h",
        "status": status,
        "date_from": day,
        "date_to": day,
        "precision": precision,
        "time_local": None,
    } | more


def step(action, day=None, **more):
    blank = {
        "date_from": day,
        "date_to": day,
        "precision": "day",
        "time_local": None,
        "prior_date": None,
        "action_date": None,
    }
    return blank | {"action": action} | more


TODAY = "2026-06-01"


@pytest.mark.parametrize(
    ("row", "steps", "expected"),
    [
        (hearing(), [step("set", "2026-06-10")], [("2026-06-10", "□", False)]),
        (hearing("held"), [step("set", "2026-06-10"), step("held")], [("2026-06-10", "■", False)]),
        # moved: struck where it stood, set where it stands
        (
            hearing("moved", "2026-06-24"),
            [step("set", "2026-06-10"), step("reset", "2026-06-24")],
            [("2026-06-24", "□", False), ("2026-06-10", "→", True)],
        ),
        # moved twice: both old days stay
        (
            hearing("moved", "2026-07-01"),
            [step("set", "2026-06-10"), step("reset", "2026-06-24"), step("continued", "2026-07-01")],
            [("2026-07-01", "□", False), ("2026-06-10", "→", True), ("2026-06-24", "→", True)],
        ),
        # there and back again: it stands on the day, so that the day is not past
        (
            hearing("moved", "2026-06-10"),
            [step("set", "2026-06-10"), step("reset", "2026-06-24"), step("reset", "2026-06-10")],
            [("2026-06-10", "□", False), ("2026-06-24", "→", True)],
        ),
        (hearing("vacated"), [step("set", "2026-06-10"), step("vacated")], [("2026-06-10", "✕", True)]),
        (hearing("withdrawn"), [step("set", "2026-06-10")], [("2026-06-10", "✕", True)]),
        # vacated, and no day of its own any more
        (hearing("vacated", None), [step("set", "2026-06-10"), step("vacated")], [("2026-06-10", "✕", True)]),
        # the day has passed and nothing was seen: not held, not scheduled, but not known
        (hearing(day="2026-05-20"), [step("set", "2026-05-20")], [("2026-05-20", "?", False)]),
        (hearing("requested"), [step("requested", "2026-06-10")], [("2026-06-10", "?", False)]),
        # a week is no day
        (hearing(precision="week"), [step("set", "2026-06-10", precision="week")], []),
        # continued to a day not known: struck where it stood, and nowhere else
        (hearing("moved", None), [step("set", "2026-06-10"), step("continued")], [("2026-06-10", "→", True)]),
        (hearing("gone mad"), [], [("2026-06-10", "?", False)]),
    ],
)
def test_where_a_hearing_stands_and_stood(row, steps, expected):
    assert [(stand.day, stand.mark, stand.is_struck) for stand in stands(row, steps, TODAY)] == expected


def test_the_word_of_a_day_it_left_says_where_it_went():
    [_, left] = stands(
        hearing("moved", "2026-06-24"), [step("set", "2026-06-10"), step("reset", "2026-06-24")], TODAY
    )
    assert left.word == "Moved to June 24, 2026"


# --- the page


def test_a_vacated_day_stays_in_its_month(world):
    html = ask(world, "/hearings?month=2026-06").text
    cell = re.search(r'<td[^>]*>\s*<time class="d" datetime="2026-06-30">.*?</td>', html, re.DOTALL)[0]
    assert "<s>Roe v. Example</s>" in cell and "✕" in cell and "status conference: Vacated" in cell


def test_a_week_is_drawn_below_its_days_and_has_no_cell(world):
    html = ask(world, "/hearings?month=2026-10").text
    grid = html[html.index('<table class="t cal"') : html.index("</table>")]
    row = re.search(r'<tr class="span">.*?</tr>', grid, re.DOTALL)[0]
    assert "This week, the day not known" in row and "Roe v. Example" in row
    assert "Roe v. Example" not in grid.replace(row, "")
    before, _, after = grid.partition(row)
    assert 'datetime="2026-10-17"' in before and 'datetime="2026-10-18"' in after  # under its own week
    assert "the day not known" in html and "the week of Oct. 12, 2026" in text_of(html)


def test_every_mark_leads_to_a_line_of_the_list(catalog):
    for address in (
        "/hearings",
        "/hearings?month=2026-01",
        "/hearings?month=2017-10",
        "/hearings?as_of=2024-02-01",
    ):
        html = ask(catalog, address).text
        grid = html[html.index('<table class="t cal"') : html.index("</table>")]
        for target in re.findall(r'href="#([^"]+)"', grid):
            assert html.count(f'id="{target}"') == 1, (address, target)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids)), address


def test_an_empty_month_leads_to_the_nearest_with_a_hearing(catalog):
    page = ask(catalog, "/hearings?month=2012-01").text
    near = re.findall(
        r'href="/hearings\?month=(\d{4}-\d{2})">[A-Z][a-z]+ \d{4}</a>', page.partition("The nearest:")[2]
    )
    assert near and all(
        ask(catalog, f"/hearings?month={month}").text.count('class="span"')
        or "0 days of hearings" not in ask(catalog, f"/hearings?month={month}").text
        for month in near
    )
    assert "The nearest:" not in ask(catalog, "/hearings?month=2017-10").text


@pytest.mark.parametrize("asked", ["2026", "june", "2026-13", "9999-99", SCRIPT])
def test_a_month_that_is_none_is_answered_in_words(world, asked):
    answer = ask(world, f"/hearings?month={asked}")
    assert answer.status_code == 400 and "is not a month; write it like 2026-06" in text_of(answer.text)
    assert SCRIPT not in answer.text
