"""``/-/healthz``: for monitoring. Is the docket readable, is a source late, is a page set
aside, is something wrong with a court's list?

It answers 200 as long as it can read, since restarting the server does not help a late source; with
``?strict=1`` each of these is a 503, for an alarm.
"""

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from db.ledger import late_lanes
from db.list_days import open_alarms
from db.suspects import open_suspects
from docket.times import instant
from publish.database import linked_database
from publish.freshness import ledger

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def view(datasette: "Datasette", request: "Request") -> Response:
    """Return ``{"status": ok | late | suspect | list | unknown | failed, "late": [...], "set_aside": [...],
    "lists": [...], "newest": instant}``; never cached. ``list``: one is empty, unreadable or silent."""
    database = linked_database(datasette)
    try:
        newest, aside = await database.execute_fn(_read)
        late, lists = _read_ledger(database.archive_path) or (None, [])
    except sqlite3.Error as error:
        return _answer(
            {
                "status": "failed",
                "late": [],
                "set_aside": [],
                "lists": [],
                "newest": None,
                "message": type(error).__name__,
            },
            503,
        )
    status = (
        "late" if late else "suspect" if aside else "list" if lists else "unknown" if late is None else "ok"
    )
    code = 503 if status not in ("unknown", "ok") and request.args.get("strict") == "1" else 200
    body = {"status": status, "late": late or [], "set_aside": aside, "lists": lists, "newest": newest}
    return _answer(body, code)


def _read(conn: sqlite3.Connection) -> tuple[str | None, list[dict]]:
    """Return when the newest page was fetched, and the pages set aside."""
    newest = conn.execute("select max(fetched_at) from snapshots").fetchone()[0]
    return newest, [
        {name: page[name] for name in ("source", "url", "fetched_at", "reason")}
        for page in open_suspects(conn)
    ]


def _read_ledger(archive_path) -> tuple[list[dict], list[dict]] | None:
    """Return the lanes that are late, and the lists with which something is wrong; None without a ledger, or
    with one of another version."""
    with ledger(archive_path) as db:
        if db is None:
            return None
        lanes, alarms = late_lanes(db, instant(datetime.now(UTC))), open_alarms(db)
    return (
        [
            {"source": lane["source"], "court": lane["lane"] or None, "since": lane["late_at"]}
            for lane in lanes
        ],
        [{name: alarm[name] for name in ("source", "list", "code", "began_at")} for alarm in alarms],
    )


def _answer(body: dict, status: int) -> Response:
    return Response.json(body, status=status, headers={"cache-control": "no-store"})
