"""One published value at an address of its own: /fact/TABLE/ID/COLUMN.

A row's id is built from what identifies it (docket/identity.py) and survives every rebuild, so the three
parts are a permanent address; an id that was merged into another redirects.
"""

import json
import re
import sqlite3
from collections.abc import Callable
from typing import Any

from db.row_pairs import WITHDRAWN
from db.schema import TABLE
from db.tables import Column, Table
from publish.api.fields import column
from publish.api.nested import find_moved
from publish.api.provenance import STATUSES, expand
from publish.api.resources import RESOURCES
from publish.api.status import envelope
from publish.documents import Document
from publish.links import bill_path, case_path, fact_path, party_path, row_path, source_link
from publish.queries import case_of_docket, find_case, redirected
from publish.request import Asked, Moved, row
from publish.sql.authorizer import is_published
from publish.words import EXCEPTIONS, format_answer, format_claim, format_provision, split_list

_OF_TABLE = {resource.table: resource for resource in RESOURCES.values() if not resource.is_feed}


# What was done on the day of one of our own files, in which a person names the page that shows a value.
_OUR_WORDS = {
    "catalog": "reviewed",
    "corrections": "corrected",
    "by_hand": "entered by hand, never reviewed;",
}
# Words joined by underscores, and lists of them; a docket's id also has hyphens.
_CODES = re.compile(r"(?=[a-z0-9; ]*_)[a-z0-9_]{1,90}(?:; ?[a-z0-9_]{1,90}){0,40}")
_WORDS: dict[str, Callable[[str], str | None]] = {
    "claims": format_claim,
    "cause_of_action": format_claim,
    "provisions": format_provision,
    "provision": format_provision,
    "exceptions": lambda code: EXCEPTIONS.get(code, code),
    "exception": lambda code: EXCEPTIONS.get(code, code),
}


def read(conn: sqlite3.Connection, asked: Asked) -> "dict[str, Any] | Moved | None":
    """Return the value with its words, status and source; a redirect if it has moved; None if it is not
    published."""
    names = asked.parts["table"], asked.parts["row_id"], asked.parts["field"]
    fact = find_fact(conn, *names)
    if fact is None:
        return find_moved_fact(conn, *names)
    source = fact["source"]
    return {
        "fact": fact,
        "our_word": _OUR_WORDS.get(_source_of(conn, source["snapshot_id"]) or "") if source else None,
        "shown": say_in_words(TABLE[names[0]].columns[names[2]], fact["value"]),
        "status_words": STATUSES.get(fact["status"]),
        "link": source_link(source["url"]) if source else None,
        "json_path": fact_path(*names) + ".json",
        "address": f"{asked.root}{fact_path(*names)}",
        **envelope(conn),
    }


def say_in_words(column: Column, value: Any) -> Any:
    """Return a value for a reader: one of our codes, or a list of them, in words."""
    is_known = column.name in _WORDS or column.one_of
    if not isinstance(value, str) or not (is_known or _CODES.fullmatch(value)):
        return value
    say = _WORDS.get(column.name, format_answer)
    return "; ".join(say(code) or code for code in split_list(value))


def read_json(conn: sqlite3.Connection, asked: Asked) -> "Document | Moved | None":
    """Return the same as JSON, for a program."""
    page = read(conn, asked)
    if not isinstance(page, dict):
        return Moved(f"{page.path}.json") if page and page.path.startswith("/fact/") else page
    answer = {"data": page["fact"] | {"address": page["address"]}} | {
        name: page[name] for name in ("as_of", "license", "version")
    }
    body = json.dumps(answer, ensure_ascii=False, indent=1).encode("utf-8")
    return Document(body, "application/json", f"{'-'.join(asked.parts.values())}.json")


def find_fact(conn: sqlite3.Connection, table_name: str, row_id: str, name: str) -> dict[str, Any] | None:
    """Return the value of a column in a published row, and its source; None if there is none."""
    table = TABLE.get(table_name)
    if table is None or not is_published(table.name) or name not in table.columns or len(table.primary) > 1:
        return None
    record = row(conn, f"select * from {table.name} where {table.key} = ?", (row_id,))
    if record is None:
        return None
    field = column(table.name, name)
    stated = record | {"status": None, "source": None, "raw": None}
    if field.is_fact:
        whole = [dict(record)]
        expand(conn, table.name, table.key, (field,), whole)
        stated = whole[0][name]
    return {
        "table": table.name,
        "row_id": row_id,
        "field": name,
        "value": record[name],
        "raw": stated["raw"],
        "status": stated["status"],
        "source": stated["source"] if field.is_fact else _own_source(conn, record),
        "description": field.description,
        "page": _page(conn, table, record),
    }


def _own_source(conn: sqlite3.Connection, record: dict[str, Any]) -> dict[str, Any] | None:
    """Return the page that the row was read from, for a value without a source of its own."""
    snapshot_id = record.get("snapshot_id")
    if snapshot_id is None:
        return None
    page = row(conn, "select url, fetched_at from snapshots where snapshot_id = ?", (snapshot_id,)) or {}
    return {
        "snapshot_id": snapshot_id,
        "url": record.get("source_url") or page.get("url"),
        "fetched_at": page.get("fetched_at"),
    }


def _source_of(conn: sqlite3.Connection, snapshot_id: str | None) -> str | None:
    """Return the source of the page that shows a value."""
    page = row(conn, "select source from snapshots where snapshot_id = ?", (snapshot_id,))
    return page["source"] if page else None


def _page(conn: sqlite3.Connection, table: Table, record: dict[str, Any]) -> str:
    """Return our page that shows the row, or else Datasette's page of the row."""
    case_id = record.get("case_id")
    if case_id is None and record.get("docket_id"):
        docket = row(conn, "select case_id from dockets where docket_id = ?", (record["docket_id"],))
        case_id = docket["case_id"] if docket else None
    if case_id:
        return case_path(case_id)
    if record.get("entity_id"):
        return party_path(record["entity_id"])
    if record.get("bill_id"):
        return bill_path(record["bill_id"])
    return row_path(table.name, str(record[table.key]))


def find_moved_fact(conn: sqlite3.Connection, table: str, row_id: str, name: str) -> Moved | None:
    """Return the address of the value under its row's current id; for a withdrawn row, the page of what it
    belonged to."""
    known = TABLE.get(table)
    if known is None or not is_published(table) or name not in known.columns:
        return None
    resource = _OF_TABLE.get(table)
    moved = (
        find_moved(conn, resource, row_id, has_ledger=False) if resource else redirected(conn, table, row_id)
    )
    withdrawn = _withdrawn(conn, moved or row_id)
    return withdrawn or (Moved(fact_path(table, moved, name)) if moved else None)


def _withdrawn(conn: sqlite3.Connection, row_id: str) -> Moved | None:
    """Return the page of what a row belonged to before a reviewer withdrew it; None if it was not
    withdrawn."""
    left = redirected(conn, WITHDRAWN, row_id)
    if left is None:
        return None
    case_id = left if find_case(conn, left) else case_of_docket(conn, left)
    pages = (("bills", "bill_id", bill_path), ("entities", "entity_id", party_path))
    if case_id:
        return Moved(case_path(case_id))
    for table, key, path in pages:
        if row(conn, f"select 1 from {table} where {key} = ?", (left,)):
            return Moved(path(left))
    return (
        Moved("/congress")
        if row(conn, "select 1 from congress_events where congress_event_id = ?", (left,))
        else None
    )
