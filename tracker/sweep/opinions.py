"""Finds what an opinion says about § 230, in one opinion or a shard. Pure except for reading the shard; runs
on any worker."""

import html
import re

from docket.redact import redact
from docket.section230.citations import Reference, find_provisions, find_references
from docket.section230.relevance import RelevanceLabel, score_relevance
from docket.text.prepared import PreparedText
from docket.vocabulary import Provision

BATCH = 200  # texts of a shard in memory at a time
_QUOTE = 300  # characters quoted around a find
_MOST_CITATIONS = 20  # citations kept for one opinion
_NEAR = 800  # characters read on either side of a reference to § 230
_LONGEST = 8000  # characters of neighboring places read as one
# A sentence of an opinion is seldom longer; a longer "tag" is a stray "<".
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLANKS = re.compile(r"[ \t\r\f\v\xa0]+")
# Volume, reporter, page: the reporters by which federal decisions and most state decisions on § 230 are
# cited.
_CITATION = re.compile(
    r"\b(?P<volume>\d{1,4})\s(?P<reporter>U\.\s?S\.|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.(?:\s?[23]d|\s?4th)?"
    r"|F\.\s?Supp\.(?:\s?[23]d)?"
    r"|F\.\s?App(?:['’]x|x\.)|Cal\.\s?(?:Rptr\.(?:\s?[23]d)?|[2-5]th|App\.\s?[2-5]th)"
    r"|N\.\s?[EWY]\.(?:\s?S\.)?(?:\s?[23]d)?|[AP]\.(?:\s?[23]d)"
    r"|S\.\s?[EW]\.(?:\s?[23]d)?|So\.(?:\s?[23]d)?|WL)\s(?P<page>\d{1,7})\b"
)
# A text without one of these, upper or lower case, does not name § 230 (docket/section230/citations.py reads
# the rest).
_GATES = (
    "decency",
    "interactive computer",
    "content provider",
    "content-provider",
    "publisher or speaker",
    "fosta",
    "sesta",
    "cda",
    "trafficking act",
    "115-164",
    "2421a",
)


def read_text(text: str, is_markup: bool) -> str:
    """Return the text of an opinion: tags become blanks, entities become characters."""
    if not is_markup:
        return text
    return _BLANKS.sub(" ", html.unescape(_TAG.sub(" ", text)))


def find_in_opinion(text: str) -> dict | None:
    """Return what a text says about § 230; None if it does not name the section.

    ``label`` and ``score`` are those of the passage that is most about it (docket/section230/relevance.py was
    fitted to docket entries and weighs the subject of a whole text; an opinion has several subjects);
    ``provisions`` are those cited near § 230, in the statute's order; ``citations`` are volume, reporter and
    page of the decisions cited there; ``references`` is how often it is named; ``quote``, redacted, has the
    words that the label rests on.
    """
    if "230" not in text:
        lower = text.lower()
        if not any(gate in lower for gate in _GATES):
            return None
    named = [reference for reference in find_references(PreparedText(text)) if not reference.is_double]
    if not named:
        return None
    passages = _cut_passages(text, named)
    best, relevance = max(
        ((passage, score_relevance(passage)) for passage in passages), key=lambda pair: pair[1].score
    )
    if relevance.label is RelevanceLabel.NOT:
        return None
    start = max(0, relevance.evidence[0].start - _QUOTE // 2)
    words = best.printed[start : start + _QUOTE]
    cited = {match.code for passage in passages for match in find_provisions(passage)}
    citations = (
        f"{match['volume']} {' '.join(match['reporter'].split())} {match['page']}"
        for passage in passages
        for match in _CITATION.finditer(passage.printed)
    )
    return {
        "label": relevance.label.value,
        "score": relevance.score,
        "provisions": [provision.value for provision in Provision if provision in cited],
        "citations": list(dict.fromkeys(citations))[:_MOST_CITATIONS],
        "references": len(named),
        "quote": redact(" ".join(words.split())),
    }


def _cut_passages(text: str, named: list[Reference]) -> list[PreparedText]:
    """Return the text around each place that names § 230; nearby places share a passage."""
    spans: list[list[int]] = []
    for reference in named:
        start, end = max(0, reference.start - _NEAR), reference.end + _NEAR
        if spans and start <= spans[-1][1] and end - spans[-1][0] <= _LONGEST:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return [PreparedText(text[start:end]) for start, end in spans]


def scan_shard(path: str) -> dict:
    """Return ``{"texts", "finds"}`` for a shard of opinions; a find has the ids of its opinion."""
    import duckdb  # needed on the worker, not where the work is handed out

    texts = 0
    finds = []
    with duckdb.connect(config={"threads": 1}) as connection:
        rows = connection.execute("select id, cluster_id, type, text, is_markup from read_parquet(?)", [path])
        while batch := rows.fetchmany(BATCH):
            for key, cluster, kind, text, is_markup in batch:
                texts += 1
                find = find_in_opinion(read_text(text, is_markup))
                if find is not None:
                    finds.append({"opinion_id": key, "cluster_id": cluster, "type": kind} | find)
    return {"texts": texts, "finds": finds}
