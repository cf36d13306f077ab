"""What is seen and what is not, also of lists that others made; candidates; files; how right it is."""

import csv
import json
import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from db.held_acts import read_held_acts
from docket.accuracy import load_first_looks
from docket.lists import load_lists
from docket.records import Docket, DocketRef, Ruling
from docket.vocabulary import Answer, Disposition, Precision
from publish.pages.coverage import SEES
from publish.pages.quality import format_set
from publish.serve import make_datasette
from scrapers.courtlistener.steps import Plan, Purpose
from scrapers.source import WatchList, load_sources
from scrapers.sources import courtlistener
from tests.publish.checking import build, check_page, make_world
from tests.worlds import courtlistener_rows as cl, courtlistener_worlds
from tests.worlds.asking import answers_of as ask, text_of
from tests.worlds.command import tracker
from tests.worlds.invented import invented
from tests.worlds.publishing import SCRIPT, snapshot
from tests.worlds.sql import run_sql
from tests.worlds.taking_turns import take_turn
from tracker.home import open_house


def test_every_source_says_what_it_gives_and_lacks():
    assert set(SEES) == set(load_sources()), "SEES of publish/pages/coverage.py has a line for each source"


def test_the_courts_own_list_is_what_coverage_is_measured_by(tmp_path):
    """Of three suits on it one is held as a docket with entries, one only named, one of a court nobody knows."""
    with courtlistener_worlds.server() as site:
        courtlistener_worlds.ordinary(site).add(
            "fjc-integrated-database",
            cl.fjc(1, "cand", "2401234", "DOE", "CHIRPWELL"),
            cl.fjc(2, "nysd", "2000077", "ROE", "X"),
            cl.fjc(3, "zzz", "2000078", "ROE", "X"),
            cl.fjc(4, "nysd", "2000077", "ROE", "X", date_filed="2021-06-03"),
        )
        steps = (courtlistener_worlds.step(Purpose.COUNT), courtlistener_worlds.reading())
        source = invented(
            "courtlistener",
            fetch=lambda http, _: courtlistener.SOURCE.fetch(
                http, WatchList(plan=Plan(steps, (), (), 100, 0))
            ),
        )
        with open_house(courtlistener_worlds.settings_for(site, tmp_path), site.clock) as house:
            courtlistener_worlds.furnish(house, site)
            assert take_turn(house, source).errors == []
            path = house.settings.docket_path
    site = make_datasette(path)
    says = [
        (
            "names 2 civil suits under 47 U.S.C. § 230. Of these 1 is also known from other pages, and for "
            "1 an entry has been seen"
        ),
        "1 of its lines could not be placed",
    ]
    page = check_page(site, "/coverage", says, ["holds no such total"]).text
    link = re.search(r'href="(/docket/docket_facts[^"]+fjc_statute)"', page)[1].replace("&amp;", "&")
    rows = ask(site, link.replace("/docket/docket_facts?", "/docket/docket_facts.json?_shape=array&")).json()
    assert {row["docket_id"] for row in rows} == {"cand-24-cv-01234", "nysd-20-cv-00077"}


@pytest.mark.parametrize("path", ["/party/sample", "/court/ca9"])
def test_a_ruling_of_several_days_shows_the_last_of_them(tmp_path, path):
    world = make_world(tmp_path, "update rulings set date_to = '2024-03-06' where date_from = '2024-03-04'")
    check_page(make_datasette(world), path, ["Mar. 4 to 6, 2024"])


def test_what_a_machine_found_is_listed_with_a_ruling_and_without(tmp_path):
    world = make_world(
        tmp_path,
        "update dockets set selection = 'candidate', date_decided = iif(court_id = 'ca9', '2024-05-01', null)",
        "insert into docket_facts (fact_id, docket_id, field, value) "
        "select docket_id || 'a', docket_id, 'caselaw_found_by', 'name' from dockets union "
        "select docket_id || 'b', docket_id, 'found_words', 'Words of it' from dockets where court_id = 'ca9'",
    )
    says = [
        "3 dockets of which a sweep",
        "May 1, 2024 Roe v. Example (9th Cir.)",
        "Words of it",
        "day not known",
    ]
    check_page(make_datasette(world), "/coverage", says)


def test_files(ds):
    paths = re.findall(r'href="(/(?:api/v1|docket)/[^"]+)"', ask(ds, "/download").text)
    assert {"/api/v1/cases.csv", "/api/v1/entries.ndjson"} <= set(paths)
    assert [path for path in paths if ask(ds, path).status_code != 200] == []


def test_the_points_of_the_rule_and_their_entry_are_on_the_case(tmp_path):
    path = make_world(
        tmp_path,
        "update dockets set relevance = 'about_230', relevance_percent = 90, relevance_entry_id = (select entry_id "
        "from docket_entries where docket_id = 'cand-22-cv-01234' limit 1) where docket_id = 'cand-22-cv-01234'",
        "update dockets set relevance = 'mentions_230', relevance_percent = 0 where docket_id = 'ca9-23-15001'",
    )
    # Nought is a score, not an absence.
    says = ["§ 230 at issue: 90 of 100, by this entry", "§ 230 mentioned: 0 of 100, by its cover sheet"]
    check_page(make_datasette(path), "/case/roe-v-example", says)


def test_a_claim_read_from_an_entry_shows_its_words(tmp_path):
    own = "docket_id in (select docket_id from dockets where case_id = 'roe-v-example')"
    entry = "entry_id = (select entry_id from docket_entries where entry_number = '2')"
    path = make_world(
        tmp_path,
        f"update claims set {entry}, quoted_span = 'for negligence {SCRIPT}', rule = 'named'",
        f"update defenses set {entry}, quoted_span = '230(c)(1)', rule = 'cited', provision = null, exception = 'ip'",
    )
    [(read,)] = run_sql(
        path,
        f"select (select count(*) from claims where {own}) + (select count(*) from defenses where {own})",
    )
    says = [
        f"Claims and provisions read from docket entries ({read})",
        f"for negligence {SCRIPT}",
        "(e)(2) intellectual property",
        "exception · N.D. Cal.",
        "read from entry 2, rule cited",
    ]
    assert read >= 2
    check_page(make_datasette(path), "/case/roe-v-example", says, [SCRIPT])


# --- a list of decisions that somebody else made

FORCE = DocketRef("ca2", "18-397", catalog_slug="force-v-facebook-ca2")

CCBILL = DocketRef("ca9", "04-57143", catalog_slug="perfect10-v-ccbill-ca9")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Two decisions of the published list: one on its day, one a day after it."""
    home = tmp_path_factory.mktemp("home")
    records = []
    for ref, caption, day, citation in (
        (FORCE, "Force v. Facebook, Inc.", date(2019, 7, 31), "934 F.3d 53"),
        (CCBILL, "Perfect 10, Inc. v. CCBill LLC", date(2007, 5, 31), "488 F.3d 1102"),
    ):
        records.append(Docket(ref, caption, source_url="https://x.example/1"))
        affirmed = (Disposition.AFFIRMED, "affirmed", day, day, Precision.DAY)
        records.append(
            Ruling(ref, *affirmed, answer=Answer.IMMUNE, citation=citation, source_url="https://x.example/3")
        )
    build(home / "docket.db", [(snapshot("catalog:dockets.csv", b"1"), records)])
    return home


def test_every_act_is_held_with_its_docket_and_day(home):
    acts = read_held_acts(sqlite3.connect(home / "docket.db"))
    assert {
        (act.docket_id, act.court_id, act.number, act.citation, act.date_from, act.date_to) for act in acts
    } == {
        ("ca2-18-397", "ca2", "18-397", "934 F.3d 53", "2019-07-31", "2019-07-31"),
        ("ca9-04-57143", "ca9", "04-57143", "488 F.3d 1102", "2007-05-31", "2007-05-31"),
    }


def test_the_published_lists_are_compared_where_none_is_given(home):
    output = tracker(home, "coverage", code=1).stdout
    assert "appellate_mtcates: 63 rows, 61 decisions: 2 held, 1 refused, 58 missing" in output
    assert "recall 0.033 (0.009 to 0.114)" in output
    assert (
        "held: ca9 04-57143 2007-05-30 Perfect 10 v. Ccbill LLC: the list has 2007-05-30, we have 2007-05-31"
        in output
    )
    assert "refused: ca9 01-17424 2006-01-12" in output and "missing: ca4 97-1523 1997-11-12" in output


def test_a_list_of_ones_own_ends_with_0_where_nothing_is_missing(home, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(
        "Court,Case Name,Cite\n2d Cir.,Force v. Facebook,934 F.3d 53 (2d Cir. 2019)\n", encoding="utf-8"
    )
    assert (
        tracker(home, "coverage", path).stdout
        == "mine: 1 rows, 1 decisions: 1 held, 0 refused, 0 missing\n  recall 1.000 (0.207 to 1.000)\n"
    )
    [decision] = json.loads(tracker(home, "coverage", path, "--json").stdout)["mine"]["decisions"]
    assert (decision["docket_id"], decision["by"], decision["result"]) == ("ca2-18-397", "citation", "held")


def test_what_is_wrong_with_a_list_or_a_home_is_said(home, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("court,name\nca9,A v. B\n", encoding="utf-8")
    assert (
        "bad.csv: no column for the number and none for the citation"
        in tracker(home, "coverage", path, code=2).stderr
    )
    assert "there is no database in" in tracker(tmp_path, "coverage", code=1).stderr


def test_the_page_names_the_list_its_maker_what_is_missing_and_what_is_refused(home):
    [about] = load_lists()
    says = [
        "2 of the 61 decisions are held, 1 refused with a reason, 58 missing.",
        "3.3% are held (95% interval 0.9% to 11.4%)",
        f'href="{about.source_url}"',
        f'href="{about.license_url}"',
        about.note,
        *about.refused.values(),
        "May 30, 2007we have May 31, 2007",
    ]
    page = check_page(make_datasette(home / "docket.db"), "/coverage", says).text
    missing = page[page.index("<h3>Missing</h3>") : page.index("<h3>Refused, and why</h3>")]
    assert "Kenneth M. Zeran v. America Online" in missing and "Force v. Facebook" not in missing


# --- how right it is

SETS = Path(__file__).resolve().parents[1] / "gold" / "sets.csv"

MEASURED = [look for look in load_first_looks() if look.right is not None]


def test_the_first_looks_come_before_the_figures_of_sets_that_are_known(ds):
    html = ask(ds, "/quality").text
    words = text_of(html)
    assert html.index('id="first-look"') < html.index('id="fields"')
    for look in load_first_looks():
        if look.right is None:
            assert f"{look.words} not measured on {look.texts} yet not measured yet" in words
            continue
        assert f"{look.words} {float(look.right) * 100:.1f}%" in words
        assert f"{look.labels} labels, {look.texts}" in words


def test_sets_of_real_entries_are_told_apart():
    assert format_set("real_hearings12_kept") == "Real entries 12, unseen"
    assert format_set("real_hearings_open") == "Real entries 1, seen since"


@pytest.mark.parametrize("look", MEASURED, ids=lambda look: look.words)
def test_a_first_look_is_that_of_a_set_and_its_interval_holds_it(look):
    with SETS.open(encoding="utf-8", newline="") as lines:
        scorings = [row["scorings"] for row in csv.DictReader(lines) if row["day"] == look.day]
    assert any(look.right in scoring and "first look" in scoring for scoring in scorings)
    assert float(look.right_low) < float(look.right) <= float(look.right_high)
    assert look.found is None or float(look.found_low) <= float(look.found) <= float(look.found_high)
