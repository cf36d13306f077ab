"""The state of the record as a whole: how current it is, what built it, what was understood; and what every
answer says about itself."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from datasette.utils import MultiParams

from db.tables import Kind
from db.views import IS_SHOWN
from publish.api.fields import Field
from publish.api.history import VERSION
from publish.metadata import LICENSE
from publish.pages import status
from publish.request import Asked

SOURCE_FIELDS = (
    Field("source", Kind.TEXT, "", "Its name in this project", is_required=True),
    Field("snapshot_count", Kind.NUMBER, "", "Pages stored, each state of one counted", is_required=True),
    Field("page_count", Kind.NUMBER, "", "Different pages", is_required=True),
    Field("changed_at", Kind.INSTANT, "", "When a page of it was last seen to have changed: an instant, UTC"),
    Field("checked_at", Kind.INSTANT, "", "When a page of it was last read well: an instant, UTC"),
    Field("run_started_at", Kind.INSTANT, "", "When it was last asked: an instant, UTC"),
    Field(
        "run_result",
        Kind.TEXT,
        "",
        "How that ended: ok, failed or stopped; null while it goes on, or where it is not known",
    ),
    Field("issue_count", Kind.NUMBER, "", "Things in its pages that were not understood"),
)
FIELDS = (
    Field("cases", Kind.NUMBER, "", "Cases published", is_required=True),
    Field("dockets", Kind.NUMBER, "", "Dockets published", is_required=True),
    Field("entries", Kind.NUMBER, "", "Docket entries in them", is_required=True),
    Field("issues", Kind.NUMBER, "", "Things that were not understood", is_required=True),
    Field("newest_change", Kind.NUMBER, "", "Number of the newest change: the last one that since= can find"),
    Field("built_by", Kind.TEXT, "", "Version of the program that made the tables"),
    Field("fingerprint", Kind.TEXT, "", "Digest of the code and the data files that read the pages"),
    Field("ingested_seq", Kind.NUMBER, "", "Number of the last archived page that was read"),
)


# Steps from source to source and takes the newest of each: a dozen look-ups. With `group by` the whole index
# was read, half a millisecond of every answer at 6,000 snapshots.
_NEWEST = """
with recursive sources(source) as (
  select min(source) from snapshots
  union all select (select min(source) from snapshots where snapshots.source > sources.source) from sources
    where source is not null)
select max((select max(fetched_at) from snapshots where snapshots.source = sources.source)) from sources"""


def envelope(conn: sqlite3.Connection) -> dict[str, Any]:
    """Return what every answer says about itself: the instant as of which it is true, its license, its
    version."""
    built = conn.execute("select value from build where name = 'fingerprint'").fetchone()
    as_of = conn.execute(_NEWEST).fetchone()[0]
    return {"as_of": as_of, "license": LICENSE, "version": f"{VERSION}+{built[0]}" if built else VERSION}


def read(conn: sqlite3.Connection, has_ledger: bool, archive_path: Path | None) -> dict[str, Any]:
    """Return the state of the record, and of each source."""
    page = status.read(conn, Asked({}, MultiParams({}), datetime.now(UTC), "", archive_path))
    built = page["build"]
    counted = conn.execute(
        f"select count(*), sum(entry_count), count(distinct case_id) from dockets where {IS_SHOWN}"
    ).fetchone()
    newest = conn.execute("select max(seq) from ledger.published").fetchone()[0] if has_ledger else None
    return {
        "data": {
            "cases": counted[2],
            "dockets": counted[0],
            "entries": counted[1] or 0,
            "issues": sum(issue["n"] for issue in page["issues"]),
            "newest_change": newest,
            "built_by": built.get("version"),
            "fingerprint": built.get("fingerprint"),
            "ingested_seq": int(built["ingested_seq"]) if "ingested_seq" in built else None,
            "sources": [_source(source) for source in page["sources"]],
        },
    } | envelope(conn)


def _source(source: dict[str, Any]) -> dict[str, Any]:
    run = source["run"] or {}
    return {
        "source": source["source"],
        "snapshot_count": source["snapshot_count"],
        "page_count": source["page_count"],
        "changed_at": source["changed_at"],
        "checked_at": source["checked_at"],
        "run_started_at": run.get("started_at"),
        "run_result": run.get("result"),
        "issue_count": source["issue_count"],
    }
