"""Addresses of earlier versions, which lead to those of today."""

import sqlite3

from publish.request import Asked, Moved

# Table as it was called -> as it is called.
TABLES = {"defences": "defenses"}


def read_table(conn: sqlite3.Connection, asked: Asked) -> Moved | None:
    """Return where a table, a row of it, or a file made of it is now, with the query as it was asked."""
    table = TABLES.get(asked.parts["table"])
    _, _, query = asked.url.partition("?")
    query = query.replace("defence_id", "defense_id")
    return Moved(f"/docket/{table}{asked.parts['rest']}{'?' * bool(query)}{query}") if table else None
