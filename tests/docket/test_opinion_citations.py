"""Citations in opinions: what each leads to, and how the decision is treated."""

import json
import re
from pathlib import Path

import pytest

from docket.opinions.citations import find_citations
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
from docket.opinions.resolve import catalog_index, resolve_all
from docket.opinions.treatment import load_rows

ROWS = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "real"
    / "sources"
    / "courtlistener"
    / "search_opinions_s230.json"
)


@pytest.mark.parametrize("row", load_rows(), ids=lambda row: f"{row['tag']}: {row['example'][:40]}")
def test_a_row_matches_its_example_and_not_the_other(row):
    phrase = re.compile(row["phrase"])
    match = phrase.fullmatch if row["tag"].startswith("signal") else phrase.search
    assert match(row["example"])
    assert not match(row["not"])


def cite(text):
    found = find_citations([Part("majority", "Lee", [Paragraph(1, text)])], [])
    resolve_all(found, catalog_index())
    return found


ZERAN = "Zeran v. America Online, Inc., 129 F.3d 327 (4th Cir. 1997)"


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        (f"We follow {ZERAN}.", "followed"),
        (f"The reasoning of {ZERAN}, controls here.", "followed"),
        (f"Accord {ZERAN}.", "followed"),
        (f"We decline to follow {ZERAN}.", "disagreed"),
        (f"But see {ZERAN}.", "disagreed"),
        (f"The forum relies on {ZERAN}. That case is inapposite.", "distinguished"),
        (f"{ZERAN}, is distinguishable, since no notice was given here.", "distinguished"),
        (f"{ZERAN}, should be limited to its facts.", "limited"),
        (
            f"A publisher “decides whether to publish, withdraw, postpone or alter content.” {ZERAN}.",
            "quoted",
        ),
        (f"See {ZERAN}.", "cited"),
    ],
)
def test_treatment(text, treatment):
    assert [one.treatment.kind for one in cite(text)] == [treatment]


def test_history_is_no_view_of_the_citing_court():
    found = cite(
        "See Zeran v. America Online, Inc., 958 F. Supp. 1124 (E.D. Va.), aff’d, 129 F.3d 327 (4th Cir. 1997)."
    )
    assert [one.treatment.history for one in found] == [None, "aff’d,"]
    assert {one.treatment.kind for one in found} == {"cited"}


def test_short_forms_and_id_lead_to_the_decision():
    found = cite(f"See {ZERAN}. Notice gives no way round it. Zeran, 129 F.3d at 333. Id. at 334.")
    assert [one.kind for one in found] == ["full", "short", "id"]
    assert {one.resolved[0]["docket"] for one in found} == {"zeran-v-aol-ca4"}


@pytest.mark.parametrize("court", ["See N.Y. Penal Law § 1. Id.", "47 U.S.C. § 230(c)(1). Id."])
def test_id_of_a_statute_is_no_decision(court):
    assert cite(f"{court} at 3.") == []


def rows():
    if not ROWS.exists():
        pytest.skip(f"{ROWS} is not here")
    return json.loads(ROWS.read_text())["results"]


# The catalogue lacks it; /coverage says why.
OUTSIDE = {"Yahoo! Inc. v. La Ligue Contre Le Racisme Et L'antisemitisme"}


def test_real_decisions_are_known_by_number_and_name():
    index, missing = catalog_index(), set()
    for row in rows():
        numbers = re.findall(r"\b\d\d-\d{2,5}", row["docketNumber"])
        year, day = int(row["dateFiled"][:4]), row["dateFiled"]
        hits = [index.find(None, None, row["court_id"], year, number, day)[0] for number in numbers]
        hits.append(index.find(None, row["caseName"], row["court_id"], year, None, day)[0])
        dockets = {hit.docket for found in hits for hit in found}
        if not dockets:
            missing.add(row["caseName"])
        assert len(dockets) <= 1, row["caseName"]
    assert missing == OUTSIDE


def test_real_decisions_are_known_by_citation_alone():
    index, missing, asked = catalog_index(), set(), 0
    for row in rows():
        if row["citation"]:
            asked += 1
            if not any(index.find(cite, None, None, None)[0] for cite in row["citation"]):
                missing.add(row["caseName"])
    assert (asked, missing) == (51, OUTSIDE)


@pytest.mark.parametrize(
    ("citation", "dockets"),
    [
        ("946 F.3d 1040", [("enigma-v-malwarebytes-ca9-2019", "2019-12-31")]),
        ("70 F.4th 945", [("bauer-v-armslist-ca7", "2023-06-12"), ("webber-v-armslist-ca7", "2023-06-12")]),
        (
            "603 U. S. 707",
            [("moody-v-netchoice-scotus", "2024-07-01"), ("netchoice-v-paxton-scotus", "2024-07-01")],
        ),
    ],
)
def test_a_citation_leads_to_every_docket_of_its_decision(citation, dockets):
    found, how = catalog_index().find(citation, None, None, None)
    assert ([(one.docket, one.date) for one in found], how) == (dockets, "citation")
