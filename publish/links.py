"""Addresses: of our own pages, of Datasette's rows behind them, and of sources. Pure.

A source's address is whatever some page or curator wrote, so it is hostile until checked: only http and https
become links; anything else is shown as text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from datasette.utils import tilde_encode

from docket.courts import load_courts

# Parameters that keep Datasette's table JSON cheap: without them it counts rows and suggests facets each
# time.
LIGHT = {"_shape": "objects", "_nocount": "1", "_nofacet": "1", "_nosuggest": "1"}
_SIGNS = re.compile(r"[^A-Za-z0-9_-]+")
_NOT_IN_ANCHORS = re.compile(r"[^\w.-]|_")


@dataclass(frozen=True)
class SourceLink:
    """Where a fact comes from: `label` for people, `url` only if it is safe to follow."""

    label: str
    url: str | None = None


# Called with this site's name on each request, and with the same few sources on a page.
@lru_cache(maxsize=4096)
def web_address(url: str | None) -> str | None:
    """Return the address if it is a plain web address, else None (``javascript:`` and the like)."""
    if not url or any(char <= " " or char in '"<>\\^`{}\x7f' for char in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and not parts.username else None


def is_official(url: str | None) -> bool:
    """Whether an address belongs to the federal or a state government: its host ends in ``.gov``."""
    address = web_address(url)
    return address is not None and (urlsplit(address).hostname or "").endswith(".gov")


@lru_cache(maxsize=4096)  # most facts on a page come from a few sources
def source_link(url: str | None) -> SourceLink | None:
    """Return how a source is shown: a web page by its host, a saved page or data file by its file name."""
    if not url:
        return None
    if address := web_address(url):
        return SourceLink((urlsplit(address).hostname or address).removeprefix("www."), address)
    kind, _, name = url.partition(":")
    if kind == "import":
        return SourceLink(f"saved page {name}")
    if kind in ("catalog", "corrections"):
        return SourceLink(f"data file {name}")
    return SourceLink(url)


def pacer_document(court_id: str, doc_id: str | None) -> str | None:
    """Return the address of a document in a federal court's PACER, which may charge a fee; None without its
    number.

    Appellate courts keep theirs under /docs1, the others under /doc1 (as on the courts' own pages).
    """
    court = load_courts().get(court_id)
    if not doc_id or not doc_id.isdigit() or court is None or not court.pacer_court_id:
        return None
    folder = "docs1" if court.system == "appellate" else "doc1"
    return f"https://ecf.{court.pacer_court_id}.uscourts.gov/{folder}/{doc_id}"


def case_path(case_id: str, **asked) -> str:
    return f"/case/{quote(case_id, safe=':')}{_query(asked)}"


def _thing_path(folder: str, key: str) -> str:
    return f"/{folder}/{quote(key, safe='')}"


party_path = partial(_thing_path, "party")
court_path = partial(_thing_path, "court")
circuit_path = partial(_thing_path, "circuit")
theory_path = partial(_thing_path, "theory")
law_path = partial(_thing_path, "law")
brief_path = partial(_thing_path, "brief")
judge_path = partial(_thing_path, "judge")
question_path = partial(_thing_path, "question")
bill_path = partial(_thing_path, "bill")
snapshot_path = partial(_thing_path, "snapshot")


def api_path(resource: str, key: str) -> str:
    """Return the address of one whole item in the API."""
    return f"/api/v1/{resource}/{quote(key, safe=':')}"


def precedent_path(docket_id: str) -> str:
    return f"/precedent/{quote(docket_id, safe=':')}"


def fact_path(table: str, row_id: str, field: str) -> str:
    """Return the address of one published value."""
    return f"/fact/{table}/{quote(row_id, safe=':')}/{field}"


def page_path(path: str, **asked: Any) -> str:
    """Return one of our paths with a query string; ``None`` and empty values are left out."""
    return f"{path}{_query(asked)}"


def rows_path(table: str, suffix: str = "", **filters: str | None) -> str:
    """Return the address of Datasette's own page of a table, filtered (``column__op=value``)."""
    light = LIGHT if suffix == ".json" else {"_stream": "on"} if suffix == ".csv" else {}
    return f"/docket/{table}{suffix}{_query(filters | light)}"


def row_path(table: str, key: str, suffix: str = "") -> str:
    """Return the address of Datasette's own page of one row."""
    # Table names and most keys need no escaping, and Datasette's function checks every character.
    spelled = _SIGNS.sub(lambda signs: tilde_encode(signs[0]), key)
    return f"/docket/{table}/{spelled}{suffix}{'?_shape=objects' if suffix == '.json' else ''}"


def sql_path(sql: str, suffix: str = "", **params) -> str:
    """Return the address where Datasette runs the SQL and lets a reader change it and run it again; or that
    of its data."""
    shape = {"_shape": "objects"} if suffix == ".json" else {}
    return f"/docket{suffix}?{urlencode({'sql': sql} | params | shape)}"


def canonical(url: str) -> str:
    """Return a page's canonical address: without filters, days and marks, but page 2 of a list is not page
    1."""
    address, _, query = url.partition("?")
    pages = [value for name, value in parse_qsl(query) if name == "page" and value.isdigit() and value != "1"]
    return f"{address}?page={pages[0]}" if pages else address


def anchor(identifier: str) -> str:
    """Return an identifier as a URL fragment: letters, digits, hyphen, dot."""
    return _NOT_IN_ANCHORS.sub("-", identifier)


def _query(asked: dict) -> str:
    pairs = []
    for name, value in asked.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(name, item) for item in values if item not in (None, "")]
    return f"?{urlencode(pairs)}" if pairs else ""
