"""One item with everything linked to it: a whole case, a docket, a company …"""

import sqlite3
from datetime import datetime
from functools import cache
from typing import Any

from db.former_ids import find_current
from publish.api.cursors import PageEnd, write_cursor
from publish.api.fields import Part, Resource
from publish.api.provenance import expand
from publish.api.sql import on_day, row_maker, select_list
from publish.html import OWN_FILES
from publish.queries import case_of_docket, redirected


def read_item(
    conn: sqlite3.Connection,
    resource: Resource,
    key: str,
    has_ledger: bool,
    is_expanded: bool,
    moment: datetime,
) -> dict[str, Any] | None:
    """Return the item with that id and its parts, as of `moment`, or None. Its `entries_next` is the path of
    the entries left out."""
    sql = f"select {select_list(resource.fields)} from {resource.tables} where {resource.table}.{resource.key} = ?"
    if resource.is_of_day:
        sql = on_day(sql, moment)
    row = conn.execute(sql, (key,)).fetchone()
    if row is None:
        return None
    item = row_maker(resource.fields)(row)
    if resource.reckoned:
        resource.reckoned.add([item], moment)
    if is_expanded:
        expand(conn, resource.table, resource.key, resource.fields, [item])
    dockets = _dockets(conn, resource, key)
    for part in resource.parts:
        made = _read_part(conn, part, key, dockets)
        if part.inside:
            _put_inside(item[part.inside[0]], part, part.inside[1], made)
            continue
        if part.limit:
            item[f"{part.name}_next"] = _next_entries(resource, key, made, part.limit)
        item[part.name] = made[: part.limit]
        if part.name == "sources" and has_ledger:
            _add_looks(conn, made)
        if is_expanded and part.has_sources:
            expand(conn, part.table, part.fields[0].name, part.fields, item[part.name])
    return item


def _dockets(conn: sqlite3.Connection, resource: Resource, key: str) -> dict[str, str]:
    """Return the ids of a case's dockets, or of the docket itself, each by the name of its query
    parameter."""
    ids = [key]
    if resource.name == "cases":
        ids = [row[0] for row in conn.execute("select docket_id from dockets where case_id = ?", (key,))]
    return {f"docket{number}": docket_id for number, docket_id in enumerate(ids)}


def _read_part(
    conn: sqlite3.Connection, part: Part, key: str, dockets: dict[str, str]
) -> list[dict[str, Any]]:
    make = row_maker(part.fields)
    return [make(row) for row in conn.execute(_part_sql(part, len(dockets)), {"id": key} | dockets)]


@cache
def _part_sql(part: Part, docket_count: int) -> str:
    names = ", ".join(f":docket{number}" for number in range(docket_count)) or "null"
    where = part.where.replace("{dockets}", names)
    limit = f" limit {part.limit + 1}" if part.limit else ""
    return f"select {select_list(part.fields)} from {part.tables} where {where} order by {part.order}{limit}"


def _put_inside(owners: list[dict[str, Any]], part: Part, key: str, made: list[dict[str, Any]]) -> None:
    grouped: dict[str, list[dict[str, Any]]] = {owner[key]: [] for owner in owners}
    for row in made:
        grouped.get(row[key], []).append(row)
    for owner in owners:
        owner[part.name] = grouped[owner[key]]


def _next_entries(resource: Resource, key: str, made: list[dict[str, Any]], limit: int) -> str | None:
    if len(made) <= limit:
        return None
    last = made[limit - 1]
    cursor = write_cursor(PageEnd("-date_filed", last["date_filed"], last["entry_id"], "entries"))
    return f"/entries?{resource.key}={key}&cursor={cursor}"


def _add_looks(conn: sqlite3.Connection, pages: list[dict[str, Any]]) -> None:
    """Add when each page was last looked at, from the ledger; its content may be much older."""
    for page in pages:
        if page["source"] in OWN_FILES:  # a look at our own file is not a look at a court's page
            continue
        looked = conn.execute(
            "select max(last_at) from ledger.checks where source = ? and url = ? and result <> 'failed'",
            (page["source"], page["url"]),
        ).fetchone()[0]
        page["checked_at"] = looked or page["checked_at"]


def find_near_ids(conn: sqlite3.Connection, resource: Resource, key: str) -> list[str]:
    """Return the ids, or names, of items of this kind that resemble an id that does not exist."""
    names = (resource.key, resource.singular)
    own = next((filter.term for filter in resource.filters if filter.name in names), None)
    return own.naming.near(conn, key) if own and own.naming else []


def find_moved(conn: sqlite3.Connection, resource: Resource, key: str, has_ledger: bool) -> str | None:
    """Return the current id of an item that once had this id, or has it in a docket's own list."""
    if resource.name == "cases":
        target = case_of_docket(conn, key)
        if target is None and has_ledger:
            slug = conn.execute(
                "select target from ledger.slugs where kind = 'case' and slug = ?", (key,)
            ).fetchone()
            target = case_of_docket(conn, slug[0]) if slug else None
        return target if target != key else None
    if resource.name == "dockets":
        row = conn.execute("select docket_id from docket_aliases where alias = ?", (key,)).fetchone()
        if row and row[0] != key:
            return str(row[0])
    kind = resource.singular  # as `redirects` calls it
    moved = redirected(conn, kind, key)
    if moved is None and kind == "entry" and has_ledger and (current := find_current(conn, key, "ledger")):
        return redirected(conn, kind, current) or current
    return moved
