"""Everything as files: each whole list of the API, each table; a whole snapshot if one is served, else how to
make one."""

import sqlite3

from db.views import IS_SHOWN
from publish.api.formats import EXPORTS
from publish.api.history import VERSION
from publish.api.resources import RESOURCES
from publish.api.route import BASE
from publish.links import rows_path
from publish.request import Asked, one_row, row, rows
from publish.sheets.lists import SHEETS

_HIDDEN = ("_", "sqlite_")


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return each list with the addresses of its files, and each table with the address of its CSV."""
    tables = rows(
        conn,
        "select name, type from sqlite_master where type in ('table', 'view') and name not like '%\\_fts%' escape '\\'",
    )
    lists = [
        {
            "name": resource.name,
            "text": resource.description,
            "files": [(suffix[1:].upper(), f"{BASE}/{resource.name}{suffix}") for suffix in EXPORTS],
        }
        for resource in RESOURCES.values()
        if not resource.is_feed or asked.archive_path is not None
    ]
    return {
        "lists": lists,
        "sheets": [(sheet.name, sheet.title) for sheet in SHEETS.values()],
        "tables": [
            (item["name"], rows_path(item["name"], ".csv"))
            for item in sorted(tables, key=lambda item: item["name"])
            if not item["name"].startswith(_HIDDEN)
        ],
        "site": asked.root,
        "base": BASE,
        "export": asked.export,
        "version": VERSION,
        "counts": row(
            conn,
            "select count(*) as cases, sum(docket_count) as dockets, sum(entry_count) as entries from cases"
            f" where {IS_SHOWN}",
        ),
        "newest": one_row(conn, "select max(fetched_at) as read_at from snapshots")["read_at"],
    }
