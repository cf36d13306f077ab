"""What a reporter who knows a case would write of it, against what the real catalog says when it is built.

The table is tests/fixtures/leading_cases.txt, a case a paragraph: how it came out, the state of each law in it,
and every act with what became of it. It was written from the decisions, not from the output; where the two
differed, a remark says so.
"""

import re
import sqlite3
from pathlib import Path

import pytest

from db.outcomes import ANSWERS, Fate, print_date
from docket.vocabulary import Outcome
from tests.worlds.command import whole_built_home  # noqa: F401

TABLE = Path(__file__).resolve().parents[1] / "fixtures" / "leading_cases.txt"
_LAW = re.compile(r"law: (?P<law>.+): (?P<state>\w+) (?P<day>[\d-]+) by (?P<act>\S+)")


def read_table():
    """Return, by case, its outcome, whether that is confirmed, its laws and its acts."""
    cases = {}
    for paragraph in TABLE.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines() if not line.startswith("#")]
        if not lines:
            continue
        case_id, outcome = lines[0].split(": ")
        laws, acts = {}, {}
        for line in lines[1:]:
            if match := _LAW.fullmatch(line):
                laws[match["law"]] = (match["state"], match["day"], match["act"])
            else:
                answer, act, *fate = line.split(None, 2)
                acts[act] = (answer, tuple(sorted(fate[0].split("; "))) if fate else ())
        cases[case_id] = {"outcome": outcome, "laws": laws, "acts": acts}
    return cases


EXPECTED = read_table()


@pytest.fixture(scope="module")
def built(whole_built_home):
    db = sqlite3.connect(f"file:{whole_built_home / 'docket.db'}?immutable=1", uri=True)
    db.row_factory = sqlite3.Row
    yield db
    db.close()


def read_built(db, case_id):
    case = db.execute("select * from cases where case_id = ?", (case_id,)).fetchone()
    rulings = db.execute(
        "select rulings.*, substr(alias, 9) as slug from rulings join dockets using (docket_id)"
        " join docket_aliases using (docket_id)"
        " where case_id = ? and docket_aliases.kind = 'catalog' and answer is not null",
        (case_id,),
    ).fetchall()
    names = {
        row["ruling_id"]: f"{row['slug']}@{print_date(row['date_from'], row['precision'])}" for row in rulings
    }
    fates = {ruling_id: [] for ruling_id in names}
    for row in db.execute("select * from ruling_fates where case_id = ? and fate <> ?", (case_id, Fate.LEFT)):
        fates[row["ruling_id"]].append(f"{row['fate']} by {names[row['by_ruling_id']]}")
    acts = {}
    for row in rulings:
        fate = fates[row["ruling_id"]]
        if row["ruling_id"] == case["outcome_ruling_id"]:
            fate.append("stands")
        elif row["answer"] in ANSWERS and not fate:
            fate.append("earlier")
        acts[names[row["ruling_id"]]] = (row["answer"], tuple(sorted(fate)))
    laws = {
        row["law"]: (
            row["law_state"],
            print_date(row["date_from"], row["precision"]),
            names[row["ruling_id"]],
        )
        for row in db.execute("select * from case_laws where case_id = ?", (case_id,))
    }
    mark = " unconfirmed" if case["outcome_is_verified"] == 0 else ""
    return {"outcome": case["outcome_230"] + mark, "laws": laws, "acts": acts}


def test_the_table_is_read_whole():
    assert len(EXPECTED) == 65
    assert {row["outcome"].removesuffix(" unconfirmed") for row in EXPECTED.values()} == set(Outcome)
    for case_id, row in EXPECTED.items():
        standing = [act for act, (_, fate) in row["acts"].items() if "stands" in fate]
        assert len(standing) == (row["outcome"].removesuffix(" unconfirmed") in ANSWERS), case_id


@pytest.mark.parametrize("case_id", EXPECTED)
def test_a_case_reads_right(built, case_id):
    assert read_built(built, case_id) == EXPECTED[case_id]


@pytest.mark.parametrize(
    ("case_id", "docket", "outcome"),
    [
        # A docket came out as its own acts say; what a higher court made of them stands beside it.
        ("force-v-facebook", "force-v-facebook-nyed", "immune"),
        ("force-v-facebook", "force-v-facebook-scotus", "none"),
        ("gonzalez-v-google", "gonzalez-v-google-ca9", "partly_immune"),
        ("gonzalez-v-google", "gonzalez-v-google-scotus", "declined"),
        ("jones-v-dirty-world", "jones-v-dirty-world-kyed", "not_immune"),
        ("oberdorf-v-amazon", "oberdorf-v-amazon-ca3", "open"),
        ("fair-housing-council-v-roommates", "roommates-cacd", "not_immune"),
        ("in-re-casino-style-games", "in-re-casino-apps-ca9-second", "pending"),
    ],
)
def test_a_docket_reads_by_its_own_acts(built, case_id, docket, outcome):
    rows = built.execute(
        "select case_id, outcome_230 from dockets join docket_aliases using (docket_id) where alias = ?",
        (f"catalog:{docket}",),
    ).fetchall()
    assert [tuple(row) for row in rows] == [(case_id, outcome)]
