"""The courts' own texts as rows: each opinion, its paragraphs, quotations from it, the decisions it cites. Pure."""

import re
from typing import Any

from db.columns import stated
from db.merge.precedence import Provenance, Rows, seen_by
from db.readings import Reading, Sighting
from docket.caselaw import NOT_ASKED, NOT_HELD, explain_absence
from docket.opinions.resolve import cite_key
from docket.records import Opinion

_HEADER = stated(Opinion, "opinions")
_CITED = (
    "kind",
    "text",
    "cite",
    "parallel",
    "pin",
    "name",
    "year",
    "cited_court_id",
    "how",
    "edge",
    "treatment",
    "signal",
    "history",
    "evidence",
    "tier",
    "sentence",
    "page",
    "printed_page",
    "page_series",
)


def merge_opinions(
    docket_id: str, sightings: list[Sighting], readings: dict[int, Reading], rows: dict[str, Rows]
) -> None:
    """Add the rows of every opinion in this docket's files; an amended one stays beside the first."""
    shown: dict[str, tuple[Provenance, list[dict[str, Any]]]] = {}
    for sighting, reading, _ in seen_by(sightings, readings, "opinion"):
        provenance, files = shown.setdefault(reading.data["opinion_key"], (Provenance(), []))
        provenance.add(sighting)
        files.append(reading.data)
    for key, (provenance, files) in shown.items():
        data = _join_files(files)
        seen = provenance.columns()
        opinion_id = f"{docket_id}.{key}"
        rows["opinions"][opinion_id] = (
            {"opinion_id": opinion_id, "docket_id": docket_id, "ruling_id": _ruling_of(data, rows)}
            | {name: data.get(name) for name in _HEADER}
            | seen
        )
        common = {"docket_id": docket_id, "opinion_id": opinion_id} | seen
        parts, texts = {}, {}
        for paragraph in data.get("paragraphs", ()):
            row_id = f"{opinion_id}.{paragraph['position']}"
            parts[paragraph["position"]], texts[paragraph["position"]] = paragraph["part"], paragraph["text"]
            rows["opinion_paragraphs"][row_id] = common | {
                "paragraph_id": row_id,
                **{name: paragraph.get(name) for name in ("position", "part", "author", "mark", "page")},
                **{name: paragraph.get(name) for name in ("printed_page", "page_series", "text")},
                # Where each later page begins, as offset=printed number: "612=331;1804=332".
                "page_breaks": ";".join(
                    f"{place}={page or ''}" for place, page in paragraph.get("page_breaks", ())
                )
                or None,
            }
        for passage in data.get("passages", ()):
            row_id = f"{opinion_id}.{passage['position']}-{passage['offset']}"
            at = _find_place(texts.get(passage["position"], ""), passage["text"], passage["offset"])
            if at is None:
                continue
            rows["passages"][row_id] = common | {
                "passage_id": row_id,
                "paragraph_id": f"{opinion_id}.{passage['position']}",
                "span_start": at,
                **{name: passage.get(name) for name in ("kind", "text", "page", "printed_page")},
                **{name: passage.get(name) for name in ("last_printed_page", "page_series", "rule", "tier")},
            }
        for cited in data.get("cited", ()):
            row_id = f"{opinion_id}.{cited['position']}-{cited['offset']}"
            row_id += f"-{cited['slug']}" if cited.get("slug") else ""
            rows["cited_decisions"][row_id] = common | {
                "cited_decision_id": row_id,
                "paragraph_id": f"{opinion_id}.{cited['position']}",
                "part": parts.get(cited["position"]),
                "span_start": cited["offset"],
                "cited_slug": cited.get("slug"),
                "cited_date": cited.get("decided"),
                **{name: cited.get(name) for name in _CITED},
            }


def merge_listed_opinions(
    docket_id: str, sightings: list[Sighting], readings: dict[int, Reading], rows: dict[str, Rows]
) -> None:
    """Add a docket's opinions as a collection lists them, each with the citations of its latest list."""
    shown: dict[tuple[str, str], Provenance] = {}
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for sighting, reading, _ in seen_by(sightings, readings, "listed_opinion"):
        key = (sighting.source, reading.data["number"])
        shown.setdefault(key, Provenance()).add(sighting)
        # Not every response has the list of cited decisions; a missing list is not an empty one.
        merged[key] = merged.get(key, {}) | {name: value for name, value in reading.data.items() if value}
    for (source, number), provenance in shown.items():
        row_id, data, seen = f"{docket_id}.{source}-{number}", merged[source, number], provenance.columns()
        own = {"docket_id": docket_id, "listed_opinion_id": row_id, "source": source, "number": number}
        more = {name: data.get(name) for name in ("date_filed", "source_url")}
        rows["listed_opinions"][row_id] = own | more | seen
        for cited in data.get("cites", ()):
            edge_id = f"{row_id}-{cited}"
            rows["listed_citations"][edge_id] = (
                {"listed_citation_id": edge_id} | own | {"cited_number": cited} | seen
            )


def _ruling_of(data: dict[str, Any], rows: dict[str, Rows]) -> str | None:
    """Return the ruling that an opinion states: the one printed at the same place, else the only one of its
    docket and date."""
    day, place = data.get("date_filed"), cite_key(data.get("citation") or "")
    rulings = list(rows.get("rulings", {}).values())
    printed = [
        row["ruling_id"]
        for row in rulings
        if place and place in {cite_key(cite) for cite in (row["citation"] or "").split(";")}
    ]
    acts = printed or [row["ruling_id"] for row in rulings if day and row["date_from"] == day]
    return acts[0] if len(acts) == 1 else None


def _find_place(paragraph: str, words: str, place: int) -> int | None:
    """Return the position of a quotation, which suppressed words before it may have moved; None if it is no
    longer there."""
    if paragraph.startswith(words, place):
        return place
    places = [match.start() for match in re.finditer(re.escape(words), paragraph)]
    return min(places, key=lambda at: abs(at - place), default=None)


def _join_files(files: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the combined fields of the files of one opinion: an archive may have its text in one file and
    its head, with a better name, in another."""
    joined: dict[str, Any] = {}
    for data in sorted(files, key=lambda data: not data.get("paragraphs")):
        joined |= {name: value for name, value in data.items() if value}
    return joined


def note_missing_words(rows: dict[str, Rows]) -> None:
    """Record for each ruling with an answer why we do not have the court's own words.

    What an archive answered takes precedence over what is known without a request.
    """
    with_words = {row["opinion_id"] for row in rows.get("opinion_paragraphs", {}).values()}
    held = {row["ruling_id"] for key, row in rows.get("opinions", {}).items() if key in with_words}
    reason_by_cite = {
        cite_key(fact["value"]): fact["value"].partition(": ")[2]
        for fact in rows.get("docket_facts", {}).values()
        if fact["field"] == NOT_HELD
    }
    for ruling in rows.get("rulings", {}).values():
        ruling["words_missing"] = None
        if ruling["answer"] and ruling["ruling_id"] not in held:
            cites = [cite_key(cite) for cite in (ruling["citation"] or "").split(";")]
            reason = next((reason_by_cite[cite] for cite in cites if cite in reason_by_cite), None)
            ruling["words_missing"] = (
                reason or explain_absence(ruling["citation"], ruling["date_from"]) or NOT_ASKED
            )
