"""What labeled opinions and passages show of how they treat each decision: what `fit treatment` learns from."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docket.opinions.citations import CitationFound, find_citations
from docket.opinions.marks_of_treatment import Marks, unite
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
from docket.opinions.reading import read_opinion
from docket.opinions.resolve import cite_key
from scrapers.documents.opinion_files import read_file
from tracker.measure.real_entries import BESIDE

ROOMMATES = "real/opinions/s230_opinions.jsonl"  # labels that name no file are of it
_SEPARATE = ("concurrence", "dissent")


def find_treated(row: dict[str, Any]) -> Iterator[tuple[Marks, str]]:
    """Yield (marks, labeled treatment) of each decision that a labeled opinion, or passage, cites and we find.

    Raises KeyError where a row is neither.
    """
    if "citations" in row:
        yield from _find_real(row)
        return
    if "treatments" in row:
        found = find_citations([Part("majority", None, [Paragraph(1, row["text"])])], [])
        for cite, treatment in row["treatments"].items():
            yield from _unite([one for one in found if cite_key(one.cite or "") == cite_key(cite)], treatment)
        return
    opinion = read_opinion(read_file(row["text"].encode(), "opinion.txt"))
    places: dict[str, dict[str, list[CitationFound]]] = defaultdict(lambda: defaultdict(list))
    for one in opinion.citations:
        kind = opinion.parts[one.index].kind if one.where == "part" else "majority"
        number = f"No. {one.docket_number}" if one.docket_number else ""
        for key in {
            *(hit["docket"] or "" for hit in one.resolved),
            cite_key(one.cite or "") or "",
            number,
        } - {""}:
            places[key]["separate" if kind in _SEPARATE else "court"].append(one)
    for edge in row["edges"]:
        keys = (edge.get("cited"), *edge.get("cited_also", ()), cite_key(edge.get("cite") or ""))
        hit = next((places[key] for key in keys if key in places), None)
        if hit is not None:
            where = "separate" if edge.get("part") else "court"
            yield from _unite(hit.get(where) or hit.get("court") or hit["separate"], edge["treatment"])


def read_real(labels: Path) -> list[dict[str, Any]]:
    """Return a row for each real opinion of a file of labels whose PDF lies beside the checkout."""
    folder = BESIDE / "real" / "pdf"
    files: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(labels.read_text("utf-8").splitlines()):
        files.setdefault(row.get("file", ROOMMATES), []).append(row)
    return [
        {"text": name, "set": labels.stem, "path": path, "citations": rows}
        for name, rows in files.items()
        if (path := BESIDE / name if name == ROOMMATES else folder / f"{name}.pdf").exists()
    ]


def _find_real(row: dict[str, Any]) -> Iterator[tuple[Marks, str]]:
    """Yield the marks of each labeled place of a real opinion, by itself: the third citation of a decision, say."""
    data = row["path"].read_bytes()
    if row["text"] == ROOMMATES:  # the longest of the texts in it
        data = max((json.loads(line)["text"] for line in data.decode().splitlines()), key=len).encode()
    opinion = read_opinion(read_file(data, f"opinion{'' if row['text'] == ROOMMATES else '.pdf'}"))
    labels = {(one["place"], one["cite"], int(one["nth"])): one["treatment"] for one in row["citations"]}
    counts: Counter[tuple[str, str]] = Counter()
    for one in opinion.citations:
        if one.kind == "name":
            continue
        place = opinion.parts[one.index].kind if one.where == "part" else "footnote"
        key = (place, one.cite or f"No. {one.docket_number}")
        counts[key] += 1
        if label := labels.get((*key, counts[key])):
            yield from _unite([one], label)


def _unite(found: list[CitationFound], treatment: str) -> Iterator[tuple[Marks, str]]:
    marks = [one.treatment.marks for one in found if one.treatment.marks is not None]
    if marks:
        yield unite(marks), treatment
