"""A home filled from the archive of reporters: words by ruling, once asked, the same in a rebuild, and taken down."""

import asyncio
import html
import os

import pytest

from docket.caselaw import find_places, load_leading
from publish.serve import make_datasette
from tests.db.test_merge import dump
from tests.worlds.caselaw_files import HELD, CaselawServer, MadePart, make_decision
from tests.worlds.command import (  # noqa: F401
    built_home,
    home,
    tracker,
    tracker_json,
    whole_built_home,
    whole_home,
)
from tests.worlds.mirror import Mirror
from tests.worlds.sql import run_sql
from tracker.backup import verify
from tracker.home import open_house
from tracker.opinions.wanted import find_wanted
from tracker.outcome import Outcome
from tracker.settings import load_settings

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
ZERAN = "129 F.3d 327"
NAME = "Xanthippe Q. Secretname"


def settings_of(home):
    return load_settings({"TRACKER_HOME": str(home)})


def opened(home):
    return open_house(settings_of(home))


def cases_of(home):
    """An invented opinion for each decision wanted that the archive may have, under its true citation and name."""
    with opened(home) as house:
        wanted = find_wanted(house.store.db)
    cases = []
    for number, decision in enumerate(wanted, 1):
        if places := find_places(decision.citation, decision.decided):
            day = (
                decision.decided
                if decision.decided and len(decision.decided) == 10
                else f"{decision.decided or 2001}-01-02"
            )
            cases.append(make_decision(places[0].cite, decision.names[0], day, number=number))
    return cases


def rows(home, sql, *values):
    return run_sql(home / "docket.db", sql, *values)


def test_each_ruling_gets_its_words_once_and_the_rest_a_reason(home, tmp_path):
    cases = cases_of(home)
    assert len(cases) > 10
    with CaselawServer(cases) as server:
        tracker(home, "run", "caselaw", TRACKER_CASELAW_URL=server.url)
        asked = server.paths()
        assert len(asked) == len(set(asked)) == 2 * len(cases)
        tracker(home, "run", "caselaw", TRACKER_CASELAW_URL=server.url)
        assert server.paths() == asked
    held = rows(
        home,
        "select r.citation, o.citation, o.date_filed, p.printed_page, p.last_printed_page, p.page from opinions o "
        "join rulings r using (ruling_id) join passages p using (opinion_id) where p.kind = 'holding'",
    )
    assert len(held) == len(cases)
    for ruling, printed, _, first, last, page in held:
        assert printed in ruling and int(last) == int(first) + 1 and page is None
    [(breaks, text)] = rows(
        home,
        "select page_breaks, p.text from opinion_paragraphs p join opinions o using (opinion_id) "
        "where o.citation = ? and p.text like 'We hold%'",
        ZERAN,
    )
    offset, _, page = breaks.partition("=")
    assert (page, text[int(offset) :]) == ("328", HELD.partition("|{next}| ")[2])
    assert rows(
        home,
        "select count(*) from rulings where answer is not null and (words_missing is null) <> (ruling_id in "
        "(select o.ruling_id from opinions o join opinion_paragraphs using (opinion_id)))",
    ) == [(0,)]
    reasons = {why for (why,) in rows(home, "select words_missing from rulings where answer is not null")}
    assert {
        "Harvard's archive of reporters has no F.4th",
        "Harvard's archive of reporters has no volume 995 of F.3d (it ends with volume 935, of 2019)",
        None,
    } <= reasons
    _check_pages(home)
    figures = tracker_json(home, "record")
    assert figures["words_held_by_year_and_source"]["1997, caselaw"] >= 1
    assert sum(figures["words_held_by_year_and_source"].values()) == figures["words_held"] > 10
    assert figures["answers_without_words"]["Harvard's archive of reporters has no F.4th"] >= 1
    with opened(home) as house:
        tables = dump(house.store.db)
        house.rebuild(Outcome("rebuild"))
        assert dump(house.store.db) == tables
    assert list(verify(settings_of(home), tmp_path)) == []


def _check_pages(home):
    """On the page of a case the court's sentence stands before our summary, to be copied with its place; or why not."""
    datasette = make_datasette(home / "docket.db", home / "archive.db")

    def verdict(case_id):
        page = asyncio.run(datasette.client.get(f"/case/{case_id}")).text
        return page.partition('class="verdict"')[2].partition('class="facts"')[0]

    zeran = verdict("zeran-v-aol")
    assert 0 < zeran.index("We hold that section 230") < zeran.index("our words")
    assert 'href="https://static.case.law/f3d/129/html/0327-01.html"' in zeran
    copied = html.unescape(zeran.partition('data-copy="with citation" data-text="')[2].partition('"')[0])
    held = HELD.replace("|{next}| ", "")
    assert copied.startswith(f"“{held}” ") and copied.endswith(", 129 F.3d 327, 327–28 (4th Cir. 1997).")
    force = asyncio.run(datasette.client.get("/case/force-v-facebook")).text
    assert "934 F.3d 53, 53–54 (2d Cir. 2019)" in force
    assert "docket sheet never read" in force  # the file of a decision is none
    lemmon = verdict("lemmon-v-snap")
    assert (
        "words are not held: Harvard&#39;s archive of reporters has no volume 995 of F.3d (it ends with volume"
        in lemmon
    )
    assert "data-copy" not in lemmon
    datasette.databases["docket"].close()


def test_a_name_in_an_opinion_is_taken_down_and_its_pages_stay_right(home):
    parts = [
        MadePart(
            "majority",
            "SAMPLE, Circuit Judge.",
            [f"The suit of {NAME} failed below. {HELD.format(next=328)}"],
        )
    ]
    with CaselawServer(
        [make_decision(ZERAN, "Zeran v. America Online", "1997-11-12", parts=parts)]
    ) as server:
        tracker(home, "run", "caselaw", TRACKER_CASELAW_URL=server.url, code=None)
    assert rows(home, "select count(*) from opinion_paragraphs where text like '%Secretname%'") == [(1,)]
    tracker(home, "suppress", "words", NAME, "--yes", "--reason", "a minor", "--by", "A. Editor")
    [(text, breaks)] = rows(home, "select text, page_breaks from opinion_paragraphs where part = 'majority'")
    assert "Secretname" not in text and "[words removed]" in text
    offset, _, page = breaks.partition("=")
    assert page == "328" and text[int(offset) :].startswith("another wrote")
    for start, words, whole in rows(
        home,
        "select span_start, p.text, o.text from passages p join opinion_paragraphs o using (paragraph_id)",
    ):
        assert whole[start : start + len(words)] == words
    tracker(home, "suppress", "words", NAME, "--purge", "--yes", "--reason", "a minor", "--by", "A. Editor")
    tracker(home, "proof", NAME)


@pytest.mark.skipif(not FULL, reason="a minute at a request a second; ./test --full")
def test_the_first_minute_brings_the_leading_decisions(whole_home):
    with CaselawServer(cases_of(whole_home), pause=1) as server, Mirror() as mirror:
        settings = mirror.settings() | {"TRACKER_CASELAW_URL": server.url}
        names = ("caselaw", "recap", "govinfo", "scotus", "congress")
        tracker(whole_home, "run", "--due", "--limit-seconds", "60", *names, code=None, **settings)
    leading = [decision.place.cite for decision in load_leading()]
    with_words = rows(whole_home, "select distinct citation from opinions join passages using (opinion_id)")
    assert sum(cite in leading for (cite,) in with_words) >= 15
    read = "select count(distinct docket_id) from docket_entries join snapshots using (snapshot_id) where source = ?"
    assert rows(whole_home, read, "recap")[0][0] > 40
