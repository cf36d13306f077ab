"""Opinions written and labeled by two who had not seen the reader: what is found of the open ones never falls.

The other half of the first set is kept. It was scored once, after the reader was frozen (tests/gold/sets.csv), and is
not looked at.
"""

import csv
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from docket.opinions.citations import find_citations
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
from docket.opinions.reading import read_opinion
from docket.opinions.resolve import cite_key
from docket.opinions.treatment import ORDER
from scrapers.documents.opinion_files import read_file
from tests.worlds.opinion_scores import GOLD, macro_f1, score, score_holdings

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))


@pytest.mark.parametrize(
    ("name", "edges", "treatment", "holdings", "heads"),
    [
        ("open", 0.95, 0.8, 0.9, None),
        # At first look treatment .694, holdings .85, dispositions 14 of 20: mended on since, so no blind measure now.
        ("open2", 0.99, 0.87, 0.95, dict.fromkeys(("court_id", "author", "disposition"), "20 of 20")),
        # At first look treatment .552 by rules alone; with weights fitted to the other sets .768.
        ("open3", 0.99, 0.9, 0.9, None),
    ],
)
def test_open_opinions_are_read_as_well_as_they_were(capsys, name, edges, treatment, holdings, heads):
    figures, misses = score(name)
    with capsys.disabled():
        print(figures)
    assert figures["passages matched"] == 1
    assert figures["edges recall"] >= edges, misses
    assert figures["treatment macro F1"] >= treatment, misses
    assert figures["holdings right"] >= holdings, misses
    assert heads is None or figures["heads"] == heads


@pytest.mark.parametrize("name", ["short_open", "short2_open"])
def test_holdings_of_short_opinions_are_found(name):
    """At first look .400 of each; the weights have since been fitted on them (in folds .93 of all open opinions)."""
    right, total, misses = score_holdings(name)
    assert right / total >= 0.9, misses


def test_passages_are_treated_as_labeled():
    """253 citations in 245 passages written for their hard cases; .487 at first look, mended on since."""
    pairs, misses = [], []
    for line in (GOLD / "treatment_passages.jsonl").read_text("utf-8").splitlines():
        passage = json.loads(line)
        found = find_citations([Part("majority", None, [Paragraph(1, passage["text"])])], [])
        for cite, kind in passage["treatments"].items():
            kinds = [one.treatment.kind for one in found if cite_key(one.cite or "") == cite_key(cite)]
            read = min(kinds, key=ORDER.index) if kinds else "missing"
            pairs.append((kind, read))
            misses += [(passage["id"], kind, read)] if kind != read else []
    assert macro_f1(pairs) >= 0.85, misses


def test_real_citations_are_treated_as_by_hand():
    """281 citations of ten real opinions, labeled by reading; most are quoted or cited, so that accuracy is told.

    Of every other opinion, but of all in `./test --full`: to read their files takes the time.
    """
    folder = Path(__file__).resolve().parents[3] / "shared/real/pdf"
    if not folder.exists():
        pytest.skip(f"{folder} is not here")
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader((GOLD / "real_citations.csv").read_text("utf-8").splitlines()):
        rows.setdefault(row["file"], []).append(row)
    right = total = asked = 0
    for file, labeled in list(rows.items())[:: 1 if FULL else 2]:
        opinion = read_opinion(read_file((folder / f"{file}.pdf").read_bytes(), f"{file}.pdf"))
        counts: Counter[tuple[str, str]] = Counter()
        read: dict[tuple[str, str, int], str] = {}
        for one in opinion.citations:
            if one.kind != "name":
                key = (
                    opinion.parts[one.index].kind if one.where == "part" else "footnote",
                    one.cite or f"No. {one.docket_number}",
                )
                counts[key] += 1
                read[*key, counts[key]] = one.treatment.kind
        asked += len(labeled)
        for row in labeled:
            kind = read.get((row["place"], row["cite"], int(row["nth"])))
            right, total = right + (kind == row["treatment"]), total + (kind is not None)
    assert total >= 0.96 * asked  # a few short forms are read as full ones by chance, in eyecite
    assert right / total >= 0.87
