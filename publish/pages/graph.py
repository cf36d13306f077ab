"""The citation graph as GraphML, for Gephi, networkx and their like: our dockets, and who cites whom how."""

import sqlite3
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

from db.views import IS_SHOWN
from publish.documents import Document
from publish.feeds.atom import clean_xml
from publish.links import case_path
from publish.pages.opinions import TREATMENTS
from publish.request import Asked, rows

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
MEDIA_TYPE = "application/graphml+xml; charset=utf-8"
_OF_NODES = ("name", "court", "circuit", "date_decided", "outcome", "url")
_OF_EDGES = (("treatment", "string"), ("tier", "string"), ("citations", "int"))
_RANK = {name: place for place, name in enumerate(TREATMENTS)}

# What a dissent or a concurrence says of a decision is not the court's treatment of it.
_READ = """
select cited.docket_id as citing, aliases.docket_id as cited,
  case when cited.part in ('dissent', 'concurrence') then 'cited' else cited.treatment end as treatment,
  min(cited.tier) as tier, count(*) as n
from cited_decisions cited join docket_aliases aliases on aliases.alias = 'catalog:' || cited.cited_slug
where cited.cited_slug is not null and cited.docket_id <> aliases.docket_id
group by 1, 2, 3
"""
_LISTED = """
select distinct edge.docket_id as citing, there.docket_id as cited
from listed_citations edge
  join listed_opinions there on there.source = edge.source and there.number = edge.cited_number
where edge.docket_id <> there.docket_id
"""
_NODES = f"""
select dockets.docket_id, dockets.case_id, coalesce(dockets.short_name, dockets.caption) as name,
  dockets.court_id as court, courts.circuit, dockets.date_decided, dockets.outcome_230 as outcome
from dockets left join courts using (court_id) where dockets.{IS_SHOWN} order by dockets.docket_id
"""


def read(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the whole graph: a node for each docket that cites or is cited, an edge for each pair."""
    return Document(write_graph(conn, asked.root), MEDIA_TYPE, "section230-citations.graphml")


def write_graph(conn: sqlite3.Connection, root: str = "") -> bytes:
    """Return the graph as GraphML; nothing in it reads the clock. `root` is the site's address, for links."""
    edges = find_edges(conn)
    ends = {docket_id for pair in edges for docket_id in pair}
    nodes = {row["docket_id"]: row for row in rows(conn, _NODES, ()) if row["docket_id"] in ends}
    top = ET.Element("graphml", {"xmlns": _NAMESPACE})
    for name in _OF_NODES:
        _key(top, name, "node", "string")
    for name, kind in _OF_EDGES:
        _key(top, name, "edge", kind)
    graph = ET.SubElement(top, "graph", {"id": "citations", "edgedefault": "directed"})
    for docket_id, node in nodes.items():
        element = ET.SubElement(graph, "node", {"id": docket_id})
        url = f"{root}{case_path(node['case_id'])}" if node["case_id"] else None
        _data(element, _OF_NODES, node | {"url": url})
    for (citing, cited), edge in sorted(edges.items()):
        if citing in nodes and cited in nodes:
            element = ET.SubElement(graph, "edge", {"source": citing, "target": cited})
            _data(element, [name for name, _ in _OF_EDGES], edge)
    return ET.tostring(top, encoding="utf-8", xml_declaration=True) + b"\n"


def find_edges(conn: sqlite3.Connection) -> dict[tuple[str, str], dict[str, Any]]:
    """Return, by (citing docket, cited docket), the strongest treatment with its tier, and how many citations there
    are; `listed` is the tier of what only a collection lists."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows(conn, _READ, ()):
        known = found.get((row["citing"], row["cited"]))
        count = row["n"] + (known["citations"] if known else 0)
        if known is None or _RANK.get(row["treatment"], 9) < _RANK.get(known["treatment"], 9):
            known = {"treatment": row["treatment"], "tier": row["tier"]}
        found[row["citing"], row["cited"]] = known | {"citations": count}
    for row in rows(conn, _LISTED, ()):
        listed = {"treatment": "cited", "tier": "listed", "citations": 1}
        found.setdefault((row["citing"], row["cited"]), listed)
    return found


def _key(top: ET.Element, name: str, of: str, kind: str) -> None:
    ET.SubElement(top, "key", {"id": name, "for": of, "attr.name": name, "attr.type": kind})


def _data(element: ET.Element, names: Iterable[str], values: dict[str, Any]) -> None:
    for name in names:
        if values.get(name) is not None:
            ET.SubElement(element, "data", {"key": name}).text = clean_xml(str(values[name]))
