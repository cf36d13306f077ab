"""What is seen and what is not; a company's names that are only candidates; everything as files."""

import re
import sqlite3

from publish.pages.coverage import SEES
from scrapers.courtlistener.steps import Plan, Purpose
from scrapers.source import WatchList, load_sources
from scrapers.sources import courtlistener
from tests.worlds import courtlistener_rows as cl
from tests.worlds import courtlistener_worlds
from tests.worlds.asking import ask, text_of
from tests.worlds.invented import invented
from tests.worlds.publishing import SCRIPT, build_world
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
    html = ask(path, "/coverage").text
    assert (
        "names 2 civil suits under 47 U.S.C. § 230. Of these 1 is also known from other pages, and for "
        "1 an entry has been seen"
    ) in text_of(html)
    assert "1 of its lines could not be placed" in text_of(html) and "holds no such total" not in text_of(
        html
    )
    link = re.search(r'href="(/docket/docket_facts[^"]+fjc_statute)"', html)[1].replace("&amp;", "&")
    rows = ask(path, link.replace("/docket/docket_facts?", "/docket/docket_facts.json?_shape=array&")).json()
    assert {row["docket_id"] for row in rows} == {"cand-24-cv-01234", "nysd-20-cv-00077"}


def test_a_court_shows_the_gaps_of_its_dockets(world):
    html = ask(world, "/coverage?court=cand").text
    assert "1 number in 1 gap" in text_of(html)  # number 3 was never seen
    link = re.search(r'href="(/docket/number_gaps[^"]+)"', html)[1]
    [gap] = ask(world, link.replace("/docket/number_gaps?", "/docket/number_gaps.json?_shape=array&")).json()
    assert (gap["first_missing"], gap["last_missing"]) == (3, 3)


def test_a_candidate_is_shown_and_not_counted(catalog):
    db = sqlite3.connect(catalog)
    row = db.execute(
        "select candidate_entity_id, name, docket_id from participations "
        "where candidate_entity_id is not null and entity_id is null and not is_pseudonym limit 1"
    ).fetchone()
    assert row, "the catalog has no candidate any more: make one here"
    entity_id, name, _ = row
    words = text_of(ask(catalog, f"/party/{entity_id}").text)
    assert "candidate, not matched" in words and name in words
    assert "whose cases are not counted here" in words


def test_a_company_without_candidates_has_none(world):
    words = text_of(ask(world, "/party/sample").text)
    assert "candidate" not in words.partition("Names")[2]
    assert "Last ruling" in words and "Mar. 4, 2024" in words


def test_files(world):
    paths = re.findall(r'href="(/(?:api/v1|docket)/[^"]+)"', ask(world, "/download").text)
    assert {"/api/v1/cases.csv", "/api/v1/entries.ndjson"} <= set(paths)
    answers = ask(world, *paths)
    assert {
        path: answer.status_code
        for path, answer in zip(paths, answers, strict=True)
        if answer.status_code != 200
    } == {}


def test_the_points_of_the_rule_and_their_entry_are_on_the_case(tmp_path):
    build_world(tmp_path / "docket.db")
    db = sqlite3.connect(tmp_path / "docket.db")
    entry_id = db.execute(
        "select entry_id from docket_entries where docket_id = 'cand-22-cv-01234' limit 1"
    ).fetchone()[0]
    db.execute(
        (
            "update dockets set relevance = 'about_230', relevance_percent = 90, relevance_entry_id = ? "
            "where docket_id = 'cand-22-cv-01234'"
        ),
        (entry_id,),
    )
    db.execute(
        "update dockets set relevance = 'mentions_230', relevance_percent = 0 where docket_id = 'ca9-23-15001'"
    )
    db.commit()
    db.close()
    words = text_of(ask(tmp_path / "docket.db", "/case/roe-v-example").text)
    assert "§ 230 at issue: 90 of 100, by this entry" in words
    assert "§ 230 mentioned: 0 of 100, by its cover sheet" in words  # nought is a score, not an absence


def test_a_claim_read_from_an_entry_shows_its_words(tmp_path):
    build_world(tmp_path / "docket.db")
    db = sqlite3.connect(tmp_path / "docket.db")
    entry_id = db.execute("select entry_id from docket_entries where entry_number = '2'").fetchone()[0]
    db.execute(
        "update claims set entry_id = ?, quoted_span = ?, rule = 'named'",
        (entry_id, f"for negligence {SCRIPT}"),
    )
    db.execute(
        (
            "update defenses set entry_id = ?, quoted_span = '230(c)(1)', rule = 'cited', provision = "
            "null, exception = 'ip'"
        ),
        (entry_id,),
    )
    db.commit()
    own = "docket_id in (select docket_id from dockets where case_id = 'roe-v-example')"
    read = sum(
        db.execute(f"select count(*) from {table} where {own}").fetchone()[0]
        for table in ("claims", "defenses")
    )
    db.close()
    html = ask(tmp_path / "docket.db", "/case/roe-v-example").text
    words = text_of(html)
    assert read >= 2 and f"Claims and provisions read from docket entries ({read})" in words
    assert "for negligence <script>" in words and SCRIPT not in html
    assert (
        "(e)(2) intellectual property" in words
        and "exception · N.D. Cal." in words
        and "read from entry 2, rule cited" in words
    )


def test_a_candidate_on_a_case_leads_to_the_company_and_says_that_it_is_not_joined(catalog):
    db = sqlite3.connect(catalog)
    entity_id, _name, case_id = db.execute(
        "select candidate_entity_id, name, case_id from participations join dockets using (docket_id) "
        "where candidate_entity_id is not null and entity_id is null and not is_pseudonym limit 1"
    ).fetchone()
    html = ask(catalog, f"/case/{case_id}").text
    row = next(part for part in html.split("<tr ") if "candidate, not matched" in part)
    assert f'href="/party/{entity_id}"' in row
