"""The citation graph as GraphML, for Gephi, networkx and the like: our dockets, and which cites which, and
how.

Sixty thousand edges are ten megabytes: they are read and sent a few hundred dockets at a time.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from db.views import IS_SHOWN
from docket.statute import FILE_STEM
from publish.documents import Parts
from publish.feeds.atom import clean_xml
from publish.links import case_path
from publish.pages.opinions import TREATMENTS, why_no_citation
from publish.request import Asked, rows

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
MEDIA_TYPE = "application/graphml+xml; charset=utf-8"
_OF_NODES = ("name", "court", "circuit", "date_decided", "outcome", "url")
_OF_EDGES = (("edge", "string"), ("treatment", "string"), ("tier", "string"), ("citations", "int"))
_RANK: dict[str | None, int] = {name: place for place, name in enumerate(TREATMENTS)}

_DOCKETS_A_PART = (
    200  # dockets whose edges are read at once: 20 ms if each of their opinions cites sixteen decisions
)

# What a dissent or a concurrence says about a decision is not the court's treatment of it.
_READ = """
select cited.docket_id as citing, aliases.docket_id as cited,
  case when cited.part in ('dissent', 'concurrence') then null else cited.treatment end as treatment,
  max(cited.edge) as edge, min(cited.tier) as tier, count(*) as n
from cited_decisions cited join docket_aliases aliases on aliases.alias = 'catalog:' || cited.cited_slug
where cited.docket_id between ? and ? and cited.cited_slug is not null and cited.docket_id <> aliases.docket_id
group by 1, 2, 3
"""
_LISTED = """
select distinct edge.docket_id as citing, there.docket_id as cited
from listed_citations edge
  join listed_opinions there on there.source = edge.source and there.number = edge.cited_number
where edge.docket_id between ? and ? and edge.docket_id <> there.docket_id
"""
# Whether a docket cites another or is cited by one, checked for each: the first edge found is enough.
_IS_END = """(
  exists (select 1 from cited_decisions cited
    join docket_aliases aliases on aliases.alias = 'catalog:' || cited.cited_slug
    where cited.docket_id = dockets.docket_id and aliases.docket_id <> dockets.docket_id)
  or exists (select 1 from docket_aliases aliases
    join cited_decisions cited on cited.cited_slug = substr(aliases.alias, 9)
    where aliases.docket_id = dockets.docket_id and aliases.alias = 'catalog:' || cited.cited_slug
      and cited.docket_id <> dockets.docket_id)
  or exists (select 1 from listed_citations edge
    join listed_opinions there on there.source = edge.source and there.number = edge.cited_number
    where edge.docket_id = dockets.docket_id and there.docket_id <> dockets.docket_id)
  or exists (select 1 from listed_opinions there
    join listed_citations edge on edge.source = there.source and edge.cited_number = there.number
    where there.docket_id = dockets.docket_id and edge.docket_id <> dockets.docket_id)
)"""
_HAS_NODES = f"select exists (select 1 from dockets where dockets.{IS_SHOWN} and {_IS_END})"
_NODES = f"""
select dockets.docket_id, dockets.case_id, coalesce(dockets.short_name, dockets.caption) as name,
  dockets.court_id as court, courts.circuit, dockets.date_decided, dockets.outcome_230 as outcome
from dockets left join courts using (court_id)
where dockets.docket_id between ? and ? and dockets.{IS_SHOWN} and {_IS_END} order by dockets.docket_id
"""


def read(conn: sqlite3.Connection, asked: Asked) -> Parts:
    """Return the whole graph: a node for each docket that cites or is cited, an edge for each such pair."""
    parts = _parts(conn, asked.root)
    return Parts(next(parts)(conn), parts, MEDIA_TYPE, f"{FILE_STEM}-citations.graphml")


def write_graph(conn: sqlite3.Connection, root: str = "") -> bytes:
    """Return the graph as GraphML; it does not depend on the clock. `root` is the site's address, for
    links."""
    return b"".join(write(conn) for write in _parts(conn, root))


def _parts(conn: sqlite3.Connection, root: str) -> Iterator[Callable[[sqlite3.Connection], bytes]]:
    """Yield a function that writes each part of the graph, in order: the head, the nodes, then the edges
    between nodes already written. `conn` is read for the first part."""
    (has_nodes,) = conn.execute(_HAS_NODES).fetchone()
    head = _write_head(None if has_nodes else why_no_citation(conn))
    yield lambda conn: head
    ids = [docket_id for (docket_id,) in conn.execute("select docket_id from dockets order by docket_id")]
    batches = [ids[number : number + _DOCKETS_A_PART] for number in range(0, len(ids), _DOCKETS_A_PART)]
    known: set[str] = set()
    for batch in batches:
        yield partial(_write_nodes, first=batch[0], last=batch[-1], root=root, known=known)
    for batch in batches:
        yield partial(_write_edges, first=batch[0], last=batch[-1], known=known)
    yield lambda conn: b"</graph></graphml>\n"


def _write_head(note: str | None) -> bytes:
    lines = ["<?xml version='1.0' encoding='utf-8'?>\n", f'<graphml xmlns="{_NAMESPACE}">']
    kinds = [(name, "node", "string") for name in _OF_NODES] + [
        (name, "edge", kind) for name, kind in _OF_EDGES
    ]
    lines += [
        f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}" />' for name, of, kind in kinds
    ]
    lines.append('<graph id="citations" edgedefault="directed">')
    if note:
        lines.append(f"<desc>No edges: {escape(note)}</desc>")
    return "".join(lines).encode()


def _write_nodes(conn: sqlite3.Connection, first: str, last: str, root: str, known: set[str]) -> bytes:
    """Return the nodes for the dockets from `first` to `last`; their ids are added to `known`."""
    lines = []
    for node in rows(conn, _NODES, (first, last)):
        known.add(node["docket_id"])
        url = f"{root}{case_path(node['case_id'])}" if node["case_id"] else None
        values = _data(_OF_NODES, node | {"url": url})
        lines.append(f"<node id={_quoted(node['docket_id'])}>{values}</node>")
    return "".join(lines).encode()


def _write_edges(conn: sqlite3.Connection, first: str, last: str, known: Collection[str]) -> bytes:
    """Return the edges from the dockets in this range of ids to any that is a node."""
    lines = []
    for (citing, cited), edge in sorted(find_edges(conn, first, last).items()):
        if citing in known and cited in known:
            ends = f"source={_quoted(citing)} target={_quoted(cited)}"
            lines.append(f"<edge {ends}>{_data([name for name, _ in _OF_EDGES], edge)}</edge>")
    return "".join(lines).encode()


def find_edges(conn: sqlite3.Connection, first: str, last: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the edges of the citing dockets from `first` to `last`, by (citing docket, cited docket).

    Each has the strongest treatment with its tier, None if the court says nothing explicit; whether words are
    quoted; and the number of citations. `listed` is the tier of citations that only a collection lists.
    """
    edges: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows(conn, _READ, (first, last)):
        known = edges.get((row["citing"], row["cited"]))
        count = row["n"] + (known["citations"] if known else 0)
        if known is None or _RANK.get(row["treatment"], 9) < _RANK.get(known["treatment"], 9):
            known = {
                "treatment": row["treatment"],
                "tier": row["tier"],
                "edge": known["edge"] if known else "cited",
            }
        known["edge"] = max(known["edge"], row["edge"])  # quoted, if any of them is
        edges[row["citing"], row["cited"]] = known | {"citations": count}
    for row in rows(conn, _LISTED, (first, last)):
        listed = {"treatment": None, "edge": "cited", "tier": "listed", "citations": 1}
        edges.setdefault((row["citing"], row["cited"]), listed)
    return edges


def _quoted(text: str) -> str:
    return quoteattr(clean_xml(text))


def _data(names: Iterable[str], values: dict[str, Any]) -> str:
    return "".join(
        f'<data key="{name}">{escape(clean_xml(str(values[name])))}</data>'
        for name in names
        if values.get(name) is not None
    )
