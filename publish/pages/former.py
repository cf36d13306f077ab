"""Addresses of earlier versions, which redirect to the current ones."""

import sqlite3

from publish.request import Asked, Moved

# Former name of a table -> current name.
TABLES = {"defences": "defenses"}


def read_table(conn: sqlite3.Connection, asked: Asked) -> Moved | None:
    """Return the current address of a table, one of its rows, or a file made from it, with the query
    unchanged."""
    table = TABLES.get(asked.parts["table"])
    _, _, query = asked.url.partition("?")
    query = query.replace("defence_id", "defense_id")
    return Moved(f"/docket/{table}{asked.parts['rest']}{'?' * bool(query)}{query}") if table else None
