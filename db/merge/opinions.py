"""The courts' own texts as rows: each opinion, its paragraphs, what is quoted of it, the decisions it cites. Pure."""

from typing import Any

from db.columns import stated
from db.merge.precedence import Provenance, Rows, seen_by
from db.readings import Reading, Sighting
from docket.records import Opinion

_HEADER = stated(Opinion, "opinions")


def merge_opinions(
    docket_id: str, sightings: list[Sighting], readings: dict[int, Reading], rows: dict[str, Rows]
) -> None:
    """Add the rows of every opinion that a file of this docket holds; an amended one stands beside the first."""
    shown: dict[str, tuple[Provenance, dict[str, Any]]] = {}
    for sighting, reading, _ in seen_by(sightings, readings, "opinion"):
        provenance, _data = shown.setdefault(reading.data["opinion_key"], (Provenance(), reading.data))
        provenance.add(sighting)
        shown[reading.data["opinion_key"]] = (provenance, reading.data)
    for key, (provenance, data) in shown.items():
        seen = provenance.columns()
        opinion_id = f"{docket_id}.{key}"
        rows["opinions"][opinion_id] = (
            {"opinion_id": opinion_id, "docket_id": docket_id, "ruling_id": _ruling_of(data, rows)}
            | {name: data.get(name) for name in _HEADER}
            | seen
        )
        common = {"docket_id": docket_id, "opinion_id": opinion_id} | seen
        parts = {}
        for paragraph in data.get("paragraphs", ()):
            row_id = f"{opinion_id}.{paragraph['position']}"
            parts[paragraph["position"]] = paragraph["part"]
            rows["opinion_paragraphs"][row_id] = common | {
                "paragraph_id": row_id,
                **{name: paragraph.get(name) for name in ("position", "part", "author", "mark", "page")},
                **{name: paragraph.get(name) for name in ("printed_page", "page_series", "text")},
            }
        for passage in data.get("passages", ()):
            row_id = f"{opinion_id}.{passage['position']}-{passage['offset']}"
            rows["passages"][row_id] = common | {
                "passage_id": row_id,
                "paragraph_id": f"{opinion_id}.{passage['position']}",
                "span_start": passage["offset"],
                **{name: passage.get(name) for name in ("kind", "text", "page", "printed_page")},
                **{name: passage.get(name) for name in ("page_series", "rule", "tier")},
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
    """Add what a collection lists of a docket's opinions, and of each what it says is cited there, as it said last."""
    shown: dict[tuple[str, str], Provenance] = {}
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for sighting, reading, _ in seen_by(sightings, readings, "listed_opinion"):
        key = (sighting.source, reading.data["number"])
        shown.setdefault(key, Provenance()).add(sighting)
        # Not every answer has the list of what is cited; none is not an empty one.
        said[key] = said.get(key, {}) | {name: value for name, value in reading.data.items() if value}
    for (source, number), provenance in shown.items():
        row_id, data, seen = f"{docket_id}.{source}-{number}", said[source, number], provenance.columns()
        own = {"docket_id": docket_id, "listed_opinion_id": row_id, "source": source, "number": number}
        more = {name: data.get(name) for name in ("date_filed", "source_url")}
        rows["listed_opinions"][row_id] = own | more | seen
        for cited in data.get("cites", ()):
            edge_id = f"{row_id}-{cited}"
            rows["listed_citations"][edge_id] = (
                {"listed_citation_id": edge_id} | own | {"cited_number": cited} | seen
            )


_CITED = (
    "kind",
    "text",
    "cite",
    "name",
    "year",
    "cited_court_id",
    "how",
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


def _ruling_of(data: dict[str, Any], rows: dict[str, Rows]) -> str | None:
    """Return the act that an opinion is: the only one of its docket and day."""
    day = data.get("date_filed")
    acts = [row["ruling_id"] for row in rows.get("rulings", {}).values() if day and row["date_from"] == day]
    return acts[0] if len(acts) == 1 else None
