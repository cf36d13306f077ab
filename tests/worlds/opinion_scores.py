"""The written and labeled opinions of tests/gold/opinions against what our reader makes of them."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from docket.opinions.reading import read_opinion
from docket.opinions.resolve import cite_key
from docket.opinions.treatment import ORDER, STRONG
from scrapers.documents.opinion_files import read_file

GOLD = Path(__file__).parents[1] / "gold/opinions"


def read_set(name):
    """Return (label, opinion as read) of each text of a set."""
    labels = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [
        (label, read_opinion(read_file((GOLD / label["file"]).read_bytes(), label["file"])))
        for label in labels
    ]


def score(name):
    """Return the figures of a set, and what was read otherwise than labeled."""
    expected, pairs, misses = 0, [], []
    whole = []  # of each passage, whether it stands in its paragraph as it is quoted
    holdings = []
    heads: Counter[str] = Counter()
    for label, opinion in read_set(name):
        treated = _treatments(opinion)
        for edge in label["edges"]:
            expected += 1
            part = "separate" if edge.get("part") else "court"
            keys = {edge.get("cited"), *edge.get("cited_also", ()), cite_key(edge.get("cite") or "")} - {None}
            hit = next((treated[key] for key in keys if key in treated), None)
            if hit is None:
                misses.append((label["file"], "edge", edge["cite"], edge["name"]))
                continue
            ours = hit.get(part) or hit.get("court") or hit["separate"]
            pairs.append((edge["treatment"], ours[0]))
            if ours[0] in STRONG and edge["treatment"] != ours[0]:
                misses.append((label["file"], edge["treatment"], ours, edge["name"], edge["evidence"]))
        holdings.append(_is_held(label, opinion, misses))
        for passage in opinion.passages:
            paragraph = opinion.parts[passage.part].paragraphs[passage.paragraph].text
            whole.append(paragraph[passage.offset :].startswith(passage.text))
        for field in ("court_id", "author", "disposition"):
            heads[field] += _head(getattr(opinion, field), field) == _head(label[field], field)
    return {
        "edges recall": len(pairs) / expected,
        "strong treatments": count_strong(pairs),
        "passages matched": sum(whole) / len(whole),
        "holdings right": sum(holdings) / len(holdings),
        "heads": {field: f"{count} of {len(holdings)}" for field, count in heads.items()},
    }, misses


def score_holdings(name):
    """Return (right, all, misses) of a set's opinions: a labeled sentence is found, or none where none is labeled."""
    misses = []
    holdings = [_is_held(label, opinion, misses) for label, opinion in read_set(name)]
    return sum(holdings), len(holdings), misses


def _is_held(label, opinion, misses):
    """Return whether a labeled holding is found, or none where none is labeled; else it is added to the misses."""
    held = [plain(passage.text) for passage in opinion.passages if passage.kind == "holding"]
    gold = [plain(sentence) for sentence in label["holding"]]
    is_right = any(sentence in gold for sentence in held) if gold else not held
    if not is_right:
        misses.append((label["file"], "holding", gold, held))
    return is_right


def count_strong(pairs):
    """Return, of (labeled, read) pairs, how many strong words were read rightly, were read, and are labeled."""
    right = sum(labeled == read in STRONG for labeled, read in pairs)
    return right, sum(read in STRONG for _, read in pairs), sum(labeled in STRONG for labeled, _ in pairs)


def _treatments(opinion):
    """Return, by docket of ours and by citation, the strongest treatment in the court's part and in the others."""
    treatments: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for citation in opinion.citations:
        kind = opinion.parts[citation.index].kind if citation.where == "part" else "majority"
        where = "separate" if kind in ("dissent", "concurrence") else "court"
        number = f"No. {citation.docket_number}" if citation.docket_number else None
        keys = {hit["docket"] for hit in citation.resolved} | {cite_key(citation.cite or ""), number}
        for key in keys - {None}:
            treatments[key][where].append((citation.treatment.said, citation.treatment.evidence))
    return {
        key: {where: min(pairs, key=lambda pair: ORDER.index(pair[0])) for where, pairs in wheres.items()}
        for key, wheres in treatments.items()
    }


def _head(value, field):
    """Return a value without the ways of printing it: of a judge the surname, as the labels' README says."""
    plain_value = re.sub(r",? J\.$", "", value).casefold() if value else value
    return plain_value.split()[-1] if plain_value and field == "author" else plain_value


def plain(text):
    """Return a sentence without the ways of printing quotation marks and blanks."""
    return re.sub(r"\s+", " ", text.translate(str.maketrans("“”‘’", "\"\"''"))).strip()
