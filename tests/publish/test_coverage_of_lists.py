"""`coverage` and the page /coverage: what is held of a list of decisions that somebody else made."""

import json
import sqlite3
from datetime import date

import pytest

from db.held_acts import read_held_acts
from db.schema import create_tables, open_docket
from db.store import Store
from docket.lists import load_lists
from docket.records import Docket, DocketRef, Ruling
from docket.vocabulary import Answer, Disposition, Precision
from tests.worlds.asking import ask, text_of
from tests.worlds.command import tracker
from tests.worlds.publishing import close, ingest, snapshot

FORCE = DocketRef("ca2", "18-397", catalog_slug="force-v-facebook-ca2")
CCBILL = DocketRef("ca9", "04-57143", catalog_slug="perfect10-v-ccbill-ca9")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Two decisions of the published list: one on its day, one a day after it."""
    path = tmp_path_factory.mktemp("home")
    db = open_docket(path / "docket.db")
    create_tables(db)
    ingest(
        Store(db),
        snapshot("catalog:dockets.csv", b"1"),
        [
            Docket(FORCE, "Force v. Facebook, Inc.", source_url="https://x.example/1"),
            Docket(CCBILL, "Perfect 10, Inc. v. CCBill LLC", source_url="https://x.example/2"),
            _decided(FORCE, date(2019, 7, 31), "934 F.3d 53"),
            _decided(CCBILL, date(2007, 5, 31), "488 F.3d 1102"),
        ],
    )
    close(db)
    return path


def _decided(ref, day, citation):
    return Ruling(
        ref,
        Disposition.AFFIRMED,
        "affirmed",
        day,
        day,
        Precision.DAY,
        answer=Answer.IMMUNE,
        citation=citation,
        source_url="https://x.example/3",
    )


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
    html = ask(home / "docket.db", "/coverage").text
    words = text_of(html)
    [about] = load_lists()
    assert "2 of the 61 decisions are held, 1 refused with a reason, 58 missing." in words
    assert "3.3% are held (95% interval 0.9% to 11.4%)" in words
    assert (
        f'href="{about.source_url}"' in html and f'href="{about.license_url}"' in html and about.note in words
    )
    assert all(reason in words for reason in about.refused.values())
    missing = html[html.index("<h3>Missing</h3>") : html.index("<h3>Refused, and why</h3>")]
    assert "Kenneth M. Zeran v. America Online" in missing and "Force v. Facebook" not in missing
    assert "May 30, 2007we have May 31, 2007" in words
