"""The list of cases by what comes next, and the way from a line to how we know it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from docket.records import CaseMember, Docket, DocketEntry, DocketRef, HearingEvent
from docket.vocabulary import HearingAction, HearingKind, Precision
from tests.publish.checking import build
from tests.worlds.asking import ask
from tests.worlds.publishing import snapshot

TODAY = datetime.now(UTC).date()
# Case, and in how many days from now its hearings are: one that has passed, one called off and none do not come.
CASES = {
    "alder-v-late": (40,),
    "birch-v-soon": (3, 90),
    "calder-v-past": (-30,),
    "dunmore-v-off": (5,),
    "ellery-v-none": (),
}


def records():
    for number, (case_id, days) in enumerate(CASES.items()):
        ref = DocketRef("cand", f"3:24-cv-0000{number + 1}", catalog_slug=f"{case_id}-cand")
        yield Docket(ref, ref.docket_number, case_id.replace("-", " "), case_id, date(2024, 1, 1 + number))
        yield CaseMember(ref, case_id, 1)
        yield DocketEntry(ref, text="COMPLAINT", entry_number="1", date_filed=date(2024, 1, 1 + number))
        for in_days in days:
            day = TODAY + timedelta(days=in_days)
            key, spot = f"{case_id} {in_days}", (day, day, Precision.DAY)
            yield HearingEvent(ref, key, HearingAction.SET, HearingKind.TRIAL, date(2024, 2, 1), *spot)
            if case_id == "dunmore-v-off":
                yield HearingEvent(
                    ref, key, HearingAction.VACATED, HearingKind.TRIAL, date(2024, 2, 2), *spot
                )


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    path = tmp_path_factory.mktemp("coming") / "docket.db"
    build(path, [(snapshot("catalog:dockets.csv", b"1", fetched_at="2024-03-01T12:00:00Z"), list(records()))])
    return path


def test_the_soonest_hearing_stands_first_and_cases_without_one_last(world):
    page = ask(world, "/cases?sort=next_hearing").text
    listed = re.findall(r'<th role="rowheader"[^>]*>\s*<a href="/case/([^"]+)"', page)
    assert listed[:2] == ["birch-v-soon", "alder-v-late"]
    # The rest as the list stands without the hearings: the newest event first.
    newest = re.findall(r'<th role="rowheader"[^>]*>\s*<a href="/case/([^"]+)"', ask(world, "/cases").text)
    assert listed[2:] == [case_id for case_id in newest if case_id not in listed[:2]]
    assert page.count("next hearing <time") == 2
    assert f'next hearing <time datetime="{TODAY + timedelta(days=3)}"' in page
    assert "cases without one that we know of stand last" in page


def test_a_hearing_called_off_takes_no_place_of_the_front_page_and_stays_in_the_list_of_all(world):
    section = r'<section class="sec[^"]*" id="next".*?</section>'
    shown = re.search(section, ask(world, "/").text, re.DOTALL)[0]
    assert re.findall(r'href="/case/([^"#]+)', shown) == ["birch-v-soon", "alder-v-late", "birch-v-soon"]
    assert "/case/dunmore-v-off" in ask(world, "/hearings").text


def test_a_hearing_leads_to_how_we_know_it(world):
    page = ask(world, "/case/birch-v-soon").text
    paths = re.findall(r'<a href="(/fact/hearings/[^"]+/date_from)" title="How we know', page)
    assert len(paths) == 2
    assert all(path in ask(world, "/hearings").text for path in paths)
    days = {str(TODAY + timedelta(days=in_days)) for in_days in CASES["birch-v-soon"]}
    assert {re.search(r"<h1>([^<]+)</h1>", ask(world, path).text)[1] for path in paths} == days


def test_an_entry_leads_to_how_we_know_it_within_its_details(world):
    page = ask(world, "/case/ellery-v-none").text
    [details] = re.findall(r"<details>\s*<summary>Details.*?</details>", page, re.DOTALL)
    [path] = re.findall(r'<a href="(/fact/docket_entries/[^"]+/text)" title="How we know', details)
    assert page.count(path) == 1
    assert "<h1>COMPLAINT</h1>" in ask(world, path).text
