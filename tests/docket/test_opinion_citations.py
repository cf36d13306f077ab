"""Citations in opinions: what each leads to, and how the decision is treated."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from docket.lists import load_refusals
from docket.opinions.citations import find_citations
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
from docket.opinions.reading import read_opinion
from docket.opinions.resolve import catalog_index, resolve_all
from docket.opinions.words import load_rows
from scrapers.courtlistener.queries import PRECEDENTS
from scrapers.documents.opinion_files import read_file

ROWS = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "real"
    / "sources"
    / "courtlistener"
    / "search_opinions_s230.json"
)


@pytest.mark.parametrize(
    "row",
    [*load_rows("treatment"), *load_rows("opinion_holdings"), *load_rows("treatment_senses")],
    ids=lambda row: f"{row['tag']}: {row['example'][:40]}",
)
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
        (f"Accord {ZERAN}.", "cited"),  # a signal alone is no view (the labeling guide)
        (f"We decline to follow {ZERAN}.", "disagreed"),
        (f"But see {ZERAN}.", "cited"),
        (f"The forum relies on {ZERAN}. That case is inapposite.", "distinguished"),
        (f"{ZERAN}, is distinguishable, since no notice was given here.", "distinguished"),
        (f"{ZERAN}, should be limited to its facts.", "limited"),
        (
            f"A publisher “decides whether to publish, withdraw, postpone or alter content.” {ZERAN}.",
            "quoted",
        ),
        (f"See {ZERAN}.", "cited"),
        (f"See {ZERAN} (“Lawsuits seeking to hold a service provider liable are barred.”).", "quoted"),
        (f"Notice gives no way round it. See {ZERAN} (citing the statute).", "cited"),
        # whose voice
        (f"The plaintiff argues that {ZERAN}, is distinguishable. We disagree.", "followed"),
        (f"The plaintiff urges us to limit {ZERAN}, to its facts. We decline.", "followed"),
        (f"The forum contends that {ZERAN}, was wrongly decided.", "cited"),
        # refused and supposed
        (f"We see no basis to distinguish {ZERAN}.", "followed"),
        (f"{ZERAN}, cannot be distinguished.", "followed"),
        (f"We need not decide whether to follow {ZERAN}.", "cited"),
        (f"{ZERAN}, does not control here.", "distinguished"),
        (f"Unlike in {ZERAN}, the forum wrote the posts itself.", "distinguished"),
        (f"We disavow any suggestion in {ZERAN}, that notice never matters.", "limited"),
        (f"As the Fourth Circuit explained in {ZERAN}, notice gives no way round the statute.", "followed"),
        (f"We held that the forum was immune. {ZERAN}.", "cited"),
    ],
)
def test_treatment(text, treatment):
    assert [one.treatment.kind for one in cite(text)] == [treatment]


_AS_READ = """
from docket.opinions.citations import find_citations
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
text = "Bond v. Commissioner, 81 T.C. 820, 826 (1983). See Bond v. Commissioner, 81 T.C. at 828."
for one in find_citations([Part("majority", None, [Paragraph(1, text)])], []):
    print(one.kind, one.cite, one.text)
"""


def test_the_seed_of_hashes_changes_no_citation():
    """With seed 1 eyecite, left to itself, reads the second as a full citation, with seed 2 as a short one."""
    read = [
        subprocess.run(
            [sys.executable, "-c", _AS_READ],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert read[0] == read[1]
    assert read[0].splitlines()[1].startswith("short 81 T.C. 820 ")


def test_a_decision_is_known_by_its_number_alone():
    craigslist = "Chicago Lawyers’ Comm. for Civil Rights v. Craigslist, Inc., No. 07-1101, slip op. at 6"
    text = f"See {craigslist} (7th Cir. Mar. 14, 2008). Id. at 8. Craigslist, No. 07-1101, slip op. at 9. No. 24-11."
    found = cite(text)
    assert [one.kind for one in found] == ["number", "id", "number"]
    assert {(one.docket_number, one.court_id, one.year) for one in found} == {("07-1101", "ca7", 2008)}
    assert {one.resolved[0]["docket"] for one in found} == {"clc-v-craigslist-ca7"}


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        # a source in brackets is not meant
        (f"See {ZERAN} (quoting Reno v. ACLU, 521 U.S. 844, 850 (1997)). Id. at 331.", "129 F.3d 327"),
        # what the sentence only speaks of is no source
        (f"See {ZERAN}. It rests on 47 U.S.C. § 230(c)(1) as it stands. Id. at 331.", "129 F.3d 327"),
        (f"See {ZERAN}. See 47 U.S.C. § 230(f)(3). Id.", None),
        (f"See {ZERAN}. The record is long. Compl. ¶ 12. Id.", None),
        (f"See {ZERAN}. Id. § 230(f)(3).", None),
        (
            f"The dissent prophesies doom, Dissent at 12, yet the search, id., is a neutral tool. {ZERAN}.",
            None,
        ),
        (f"See {ZERAN}. Id.; see Reno v. ACLU, 521 U.S. 844, 850 (1997).", "129 F.3d 327"),
    ],
)
def test_id_leads_to_the_last_source(text, cites):
    assert [one.cite for one in cite(text) if one.kind == "id"] == ([cites] if cites else [])


ROOMMATES = Path(__file__).resolve().parents[3] / "shared/real/opinions/s230_opinions.jsonl"
LABELS = Path(__file__).parents[1] / "gold/roommates_citations.csv"


def test_roommates_is_read_as_by_hand():
    """96 citations, labeled by reading: what is found, where each *id.* leads, how each is treated.

    The rules were mended on this text (.75 by themselves) and the weights fitted to it among others, so that the
    figure is no measure of other opinions; *limited* and *distinguished* have four citations between them.
    """
    if not ROOMMATES.exists():
        pytest.skip(f"{ROOMMATES} is not here")
    text = max((json.loads(line)["text"] for line in ROOMMATES.read_text().splitlines()), key=len)
    opinion = read_opinion(read_file(text.encode(), "roommates.html"))
    gold = {
        (row["place"], row["cite"], int(row["nth"])): row["treatment"]
        for row in csv.DictReader(LABELS.read_text().splitlines())
    }
    counts: Counter[tuple[str, str]] = Counter()
    read = {}
    for one in opinion.citations:
        if one.kind == "name":
            continue  # labeled are citations, not each place where a name stands alone
        place = opinion.parts[one.index].kind if one.where == "part" else "footnote"
        key = (place, one.cite or f"No. {one.docket_number}")
        counts[key] += 1
        read[*key, counts[key]] = one.treatment.kind
    assert set(read) <= set(gold)
    assert (
        len(read) >= 91
    )  # not found: three "slip op." without a number, one number misprinted, one cut by a page
    assert sum(one.kind == "id" for one in opinion.citations) == 8  # seven others mean no decision
    kinds = sorted(set(gold.values()))
    scores = [f1([(gold[key], read[key]) for key in read], kind) for kind in kinds]
    assert sum(scores) / len(kinds) >= 0.6
    assert [
        one.text
        for one in opinion.passages
        if one.kind == "holding" and opinion.parts[one.part].kind != "majority"
    ] == []


def f1(pairs, kind):
    right = sum(labeled == read == kind for labeled, read in pairs)
    told = sum(labeled == kind for labeled, _ in pairs) + sum(read == kind for _, read in pairs)
    return 2 * right / told if told else 1.0


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


# The catalog lacks it; /coverage says why.
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
    refused = load_refusals(
        "appellate_mtcates"
    )  # what /coverage says of the list's decisions that are not here
    outside = {str(row["cluster_id"]) for row in rows() if row["caseName"] in OUTSIDE}
    assert outside and all("no question of § 230" in refused[one] for one in outside)


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


def test_the_citation_of_a_docket_of_the_catalog_leads_to_it():
    index = catalog_index()
    path = files("docket").joinpath("data/dockets.csv")
    told = [row for row in csv.DictReader(path.read_text("utf-8").splitlines()) if row["citation"]]
    led = {row["slug"]: index.find(row["citation"], None, None, None)[0] for row in told}
    assert len(told) > 100
    assert [slug for slug, found in led.items() if all(one.docket != slug for one in found)] == []


@pytest.mark.parametrize("citation", PRECEDENTS)
def test_what_is_searched_for_is_a_decision_that_we_know(citation):
    assert catalog_index().find(citation, None, None, None)[0]
