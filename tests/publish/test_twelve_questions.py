"""What a reporter, a lawyer and a script ask, from the first page by links and forms alone, with the rows counted.

Who followed *Lemmon* is asked in tests/publish/test_opinion_pages.py: the shipped record holds no opinion. A way with a
keyboard alone is gone in tests/publish/test_pages.py.
"""

import asyncio
import csv
import html
import io
import json
import re
from urllib.parse import urlencode

import pytest

from publish.words import format_day
from tests.worlds.asking import text_of
from tests.worlds.sql import run_sql


class Reader:
    """Somebody at a page, who follows links by their words and fills in forms."""

    def __init__(self, datasette):
        self.datasette, self.clicks, self.text, self.at = datasette, 0, "", ""

    def go(self, address):
        answer = asyncio.run(self.datasette.client.get(address, follow_redirects=True))
        assert answer.status_code == 200, (address, answer.status_code)
        self.text, self.at = answer.text, address
        self.clicks += 1
        return self

    def click(self, words):
        for address, inside in re.findall(r'<a[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', self.text, re.DOTALL):
            if words in text_of(inside):
                return self.go(html.unescape(address))
        raise AssertionError(f"{self.at}: no link says {words!r}")

    def fill(self, **values):
        """Send the form of the page that has these fields."""
        for form in re.findall(r"<form.*?</form>", self.text, re.DOTALL):
            if all(f'name="{name}"' in form for name in values):
                action = html.unescape(re.search(r'action="([^"]+)"', form)[1])
                return self.go(f"{action}?{urlencode(values)}")
        raise AssertionError(f"{self.at}: no form asks for {', '.join(values)}")

    @property
    def words(self):
        return text_of(self.text)

    def count(self, sql):
        return run_sql(self.datasette.databases["docket"].path, sql)[0][0]


@pytest.fixture
def reader(catalog_ds):
    visitor = Reader(catalog_ds).go("/")
    visitor.clicks = 0
    return visitor


def test_all_cases_against_meta_and_how_each_came_out(reader):
    reader.click("Cases").fill(outcome="", party="meta-platforms")
    shown = int(re.search(r"(\d+) of \d+ cases", reader.words)[1])
    reader.click("NDJSON")
    cases = [json.loads(line) for line in reader.text.splitlines()]
    assert len(cases) == shown > 100 and all(case["outcome_230"] for case in cases)


def test_how_fresh_the_record_is(reader):
    for address in ("/", "/week"):
        words = reader.go(address).words
        day = reader.count(
            "select max(date_from) from rulings join dockets using (docket_id) "
            "where rulings.precision = 'day' and selection in ('catalog', 'confirmed')"
        )
        assert f"Newest ruling in this record: {format_day(day)}" in words
        reviewed = reader.count("select max(fetched_at) from snapshots where source = 'catalog'")
        assert f"Newest review of a file of facts: {format_day(reviewed[:10])}" in words


WAYS = {
    "circuits on design defect under (c)(1)": (
        lambda reader: reader.click("Which circuits disagree on design defect?"),
        (
            "disagree: immune in the",
            "Product liability: design",
            "Lemmon v. Snap",
            "Anderson v. TikTok",
            "3d",
        ),
    ),
    "next on the calendar": (lambda reader: reader.click("All hearings"), ("Coming",)),
    "the October 2017 trial": (
        lambda reader: reader.click("Hearings").fill(as_of="2017-10-01"),
        ("This week, the day not known", "J.S. v. Village Voice"),
    ),
}


@pytest.mark.parametrize(("way", "says"), WAYS.values(), ids=WAYS)
def test_what_stands_at_the_end_of_a_way(reader, way, says):
    words = way(reader).words
    assert [said for said in says if said not in words] == []


def test_decided_in_2026(reader):
    reader.click("Rulings").fill(year="2026")
    expected = reader.count(
        "select count(*) from rulings join dockets using (docket_id) where date_from like '2026%' "
        "and dockets.selection <> 'excluded'"
    )
    assert f"{expected} of" in reader.words and expected > 50 and reader.clicks == 2


def test_every_backpage_case_and_its_outcome_and_how_we_know(reader):
    words = reader.fill(q="Backpage").words
    assert "J.S. v. Village Voice" in words and "Not immune" in words
    assert int(re.search(r"(\d+) cases, under every name", words)[1]) > 20
    words = reader.click("J.S. v. Village Voice").words
    assert "Not immune" in words and "the week of Oct. 9, 2017" in words
    assert "SHA-256" in reader.click("evidence").click("reviewed").words


def test_ninth_circuit_rulings_of_three_years_as_csv(reader):
    reader.click("Rulings").fill(circuit="9", **{"from": "2024-01-01", "to": "2026-12-31"})
    shown = int(re.search(r"(\d+) of [\d,]+ rulings", reader.words)[1])
    reader.click("CSV")
    rows = list(csv.DictReader(io.StringIO(reader.text.removeprefix("\ufeff"))))
    assert len(rows) == shown > 50 and reader.clicks == 3
    assert {
        "U.S. Court of Appeals for the Ninth Circuit",
        "U.S. District Court for the Northern District of California",
    } <= {row["Court"] for row in rows}
    assert {row["Year"] for row in rows} == {"2024", "2025", "2026"}


def test_bills_alive_today(reader):
    reader.click("Bills").click("Alive")
    shown, total = map(int, re.search(r"(\d+) of (\d+)\.", reader.words).groups())
    assert reader.clicks == 2 and total == reader.count("select count(*) from bills") > shown
    assert reader.words.count("□ Alive") == shown


def test_netchoice_cases_with_the_state_of_each_law(reader):
    reader.fill(q="NetChoice")
    rows = re.findall(r"<tr.*?</tr>", reader.text, re.DOTALL)
    assert len(rows) > 20 and any("NetChoice v. Bonta" in row for row in rows)
    assert sum("law enjoined" in row for row in rows) > 3


def test_what_changed_since_a_date(reader):
    reader.click("Changes").fill(kind="", **{"from": "2020-01-01", "to": ""})
    newest = reader.count(
        "select coalesce(cases.short_name, dockets.short_name) from changes join dockets using (docket_id) "
        "left join cases on cases.case_id = changes.case_id where kind = 'docket_added' "
        "order by changes.rowid desc limit 1"
    )
    assert reader.clicks == 2 and "Docket first seen" in reader.words and newest in reader.words


def test_from_filing_to_decision_in_the_northern_district(reader):
    reader.click("Rulings").click("how often and how long").click("N.D. Cal. and S.D.N.Y.")
    assert reader.clicks == 3
    words = reader.words.partition("N.D. Cal. and")[2].partition("N.D. Cal.")[2]
    assert re.search(r"Half had a first answer within [\d,]+ days of filing", words)
    assert re.search(r"n = \d+: \d+ answered, \d+ without an answer", words)
    assert "of which the day of filing is not known" in words
