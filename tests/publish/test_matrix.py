"""Counts on pages: every number is the number of the rows its link leads to, whatever the choice; nothing
counted twice."""

import html as markup
import os
import re
import sqlite3
from urllib.parse import parse_qs, urlsplit

import pytest

from publish.pages.circuits import ways
from publish.pages.matrix import LEVEL_WORDS
from publish.statistics import COLUMNS, LEVELS, Choice, by_value, heat_rows, load_counted, shade, tally
from publish.words import CIRCUITS, OUTCOMES, PROVISIONS
from tests.worlds.asking import ask, text_of

_LINK = re.compile(
    r'<a href="(/docket/(?:dockets_counted|cases_filed|motions_counted)[^".]*)"[^>]*>(?:<b>)?(?:\d{4}: )?([\d,]+)'
)


def numbers_of(path, address):
    """Return {address of rows: number shown} of a page."""
    page = ask(path, address)
    assert page.status_code == 200, address
    return {markup.unescape(link): int(number.replace(",", "")) for link, number in _LINK.findall(page.text)}


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
    ],
)
def test_every_number_is_the_number_of_its_rows(catalog, address, at_least):
    shown = numbers_of(catalog, address)
    assert len(shown) >= at_least
    links = sorted(shown)[
        :: 1 if os.environ.get("TRACKER_TEST_FULL") else 11
    ]  # each is a question to the data
    data = ask(
        catalog,
        *(f"{path}.json?{query}&_shape=array" for path, _, query in (link.partition("?") for link in links)),
        "/about",
    )
    assert {link: len(answer.json()) for link, answer in zip(links, data, strict=False)} == {
        link: shown[link] for link in links
    }


def test_the_prepared_question_with_nothing_chosen_gives_all(catalog):
    answer = ask(catalog, "/docket/dockets_counted.json?_shape=array")
    db = sqlite3.connect(catalog)
    assert len(answer.json()) == db.execute("select count(*) from outcomes").fetchone()[0]


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
def test_dockets_counted(world, query, expected):
    answer = ask(world, f"/docket/dockets_counted.json?_shape=array&{query}")
    assert {row["docket_id"] for row in answer.json()} == expected


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
    conn = sqlite3.connect(catalog)
    assert {
        row[0] for row in conn.execute("select distinct circuit from courts where circuit is not null")
    } == set(CIRCUITS)
    assert {
        row[0] for row in conn.execute("select distinct provision from defenses where provision is not null")
    } <= set(PROVISIONS)


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


def test_a_circuit_names_its_courts_and_what_is_pending(catalog):
    words = text_of(ask(catalog, "/circuit/9").text)
    assert "Their appeals go to the U.S. Court of Appeals for the Ninth Circuit" in words
    assert "N.D. Cal." in words and "Pending" in words
    assert "We know of no docket here that awaits an answer" in text_of(ask(catalog, "/circuit/fed").text)


def test_a_court_leads_to_its_circuit_and_a_state_court_to_none(catalog):
    federal, state = ask(catalog, "/court/cand", "/court/wash")
    assert 'href="/circuit/9"' in federal.text
    assert "no circuit" in text_of(state.text) and "/circuit/" not in state.text


def test_every_value_of_a_filter_can_be_chosen(catalog):
    """No value is out of reach because it is rare: the others are folded, not left out."""
    html = ask(catalog, "/cases").text
    offered = {markup.unescape(value) for value in re.findall(r'name="platform" value="([^"]+)"', html)}
    db = sqlite3.connect(catalog)
    held = {
        part.strip()
        for row in db.execute("select platform from cases where platform is not null")
        for part in row[0].split(";")
    }
    assert offered == held and len(held) > 50


def test_a_choice_of_courts_names_the_supreme_court_where_it_is_in():
    assert "scotus" in LEVELS["appeals"] and "Supreme Court" in LEVEL_WORDS["appeals"]
