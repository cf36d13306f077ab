"""Pages of words: about the record, and how to use the data."""

from publish.reading import Asked, row, rows

_TABLES_HIDDEN = ("_", "sqlite_")


def read_about(conn, asked: Asked) -> dict:
    counted = row(
        conn,
        """select count(*) as dockets, count(distinct court_id) as courts, count(distinct case_id) as cases from dockets
        where selection in ('catalog', 'confirmed')""",
    )
    return {"figures": counted, "newest": row(conn, "select max(fetched_at) as read_at from snapshots")["read_at"]}


def read_api(conn, asked: Asked) -> dict:
    """Return the tables and views that are published, by name, and one case for the examples."""
    found = rows(conn, "select name, type from sqlite_master where type in ('table', 'view') and name not like '%\\_fts%' escape '\\'")
    shown = sorted(item["name"] for item in found if item["type"] == "table" and not item["name"].startswith(_TABLES_HIDDEN))
    return {
        "tables": shown,
        "views": sorted(item["name"] for item in found if item["type"] == "view"),
        "example": row(conn, "select case_id from cases where selection = 'catalog' order by entry_count desc, case_id limit 1"),
        "base": asked.url.partition("/api")[0],
    }
