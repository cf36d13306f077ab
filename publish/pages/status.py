"""How current and complete the record is: each source, what could not be understood, and the page of one
snapshot."""

import sqlite3

from db.ledger import courts_never_found, last_checks, last_runs
from db.list_days import open_alarms
from db.views import IS_SHOWN
from db.withheld import load_withheld
from docket.redact import redact
from publish.filters.refusal import find_near, refuse_value
from publish.freshness import ledger
from publish.links import page_path, source_link
from publish.pages import latency
from publish.request import Asked, row, rows

PAGE = 100
_FAILED_SHOWN = 50


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return each source with its last run and its last look, the looks that failed, and the issues by
    kind."""
    stored = rows(
        conn,
        """select source, count(*) as snapshot_count, count(distinct url) as page_count, max(fetched_at) as changed_at,
          sum(record_count) as record_count, sum(issue_count) as issue_count, sum(is_quarantined) as quarantined_count
        from snapshots group by source order by source""",
    )
    checks, runs = _looks(asked)
    for source in stored:
        own = [check for check in checks if check["source"] == source["source"]]
        source["checked_at"] = max(
            (check["last_good_at"] for check in own if check["last_good_at"]), default=None
        )
        source["run"] = runs.pop(source["source"], None)
    silent = [
        {
            "source": name,
            "run": run,
            "snapshot_count": 0,
            "page_count": 0,
            "changed_at": None,
            "checked_at": None,
            "record_count": 0,
            "issue_count": 0,
            "quarantined_count": 0,
        }
        for name, run in sorted(runs.items())
    ]
    with ledger(asked.archive_path) as db:
        # Lists that are empty, unreadable or silent; courts from which GovInfo had none of the dockets
        # requested.
        alarms = open_alarms(db) if db is not None else []
        never_found = courts_never_found(db) if db is not None else []
    names = {court["court_id"]: court["name"] for court in rows(conn, "select court_id, name from courts")}
    return {
        "sources": stored + silent,
        "has_ledger": bool(checks or runs) or any(source["run"] for source in stored),
        "latency": latency.read(conn, asked),
        "failed": [
            check | {"link": source_link(check["url"])} for check in checks if check["result"] == "failed"
        ][:_FAILED_SHOWN],
        "alarms": alarms,
        "never_found": [court | {"court_name": names.get(court["court_id"])} for court in never_found],
        "issues": rows(
            conn,
            "select code, count(*) as n, max(seen_at) as seen_at from issues group by code order by n desc",
        ),
        "coverage": rows(
            conn,
            f"select coverage, count(*) as n from dockets where {IS_SHOWN} group by 1 order by 2 desc",
        ),
        "selection": rows(conn, "select selection, count(*) as n from dockets group by 1 order by 2 desc"),
        "build": {item["name"]: item["value"] for item in rows(conn, "select * from build")},
        "corrections": rows(conn, "select * from corrections order by made_at desc limit 50"),
    }


def _looks(asked: Asked) -> tuple[list[dict], dict[str, dict]]:
    """Return the latest look at every page and the latest run of every source; empty without an archive."""
    with ledger(asked.archive_path) as db:
        if db is None:
            return [], {}
        hide = load_withheld(db).redact
        return [check | {"url": hide(redact(check["url"]))} for check in last_checks(db)], last_runs(db)


def read_issues(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the issues of one kind, or of all kinds, newest first, a page at a time."""
    code, number = asked.one("code"), asked.number("page")
    codes = rows(conn, "select code, count(*) as n from issues group by code order by n desc")
    known = [item["code"] for item in codes]
    if code and code not in known:
        raise refuse_value("code", code, find_near(code, known), "is not a kind of issue here")
    condition, params = ("where issues.code = ?", (code,)) if code else ("", ())
    issues = rows(
        conn,
        f"""select issues.*, snapshots.source, snapshots.url, dockets.case_id from issues
          left join snapshots on snapshots.snapshot_id = issues.snapshot_id
          left join dockets on dockets.docket_id = issues.docket_id
        {condition} order by issues.rowid desc limit {PAGE + 1} offset {(number - 1) * PAGE}""",
        params,
    )
    return {
        "issues": issues[:PAGE],
        "code": code,
        "number": number,
        "codes": codes,
        "older": page_path("/issues", code=code, page=number + 1) if len(issues) > PAGE else None,
        "newer": page_path("/issues", code=code, page=number - 1) if number > 1 else None,
    }


def read_snapshot(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    """Return one snapshot with the dockets it showed and what could not be understood in it."""
    snapshot = row(
        conn,
        (
            "select snapshots.*, courts.name as court_name from snapshots left join courts using "
            "(court_id) where snapshot_id = ?"
        ),
        (asked.parts["snapshot_id"],),
    )
    if snapshot is None:
        return None
    key = snapshot["snapshot_id"]
    dockets = rows(
        conn,
        f"""select distinct dockets.docket_id, dockets.case_id, dockets.court_id, dockets.docket_number,
            courts.short_name as
          court_name, coalesce(dockets.short_name, dockets.caption) as name
        from _sightings join _refs using (ref_id) join dockets on dockets.docket_id = _refs.docket_id
          left join courts on courts.court_id = dockets.court_id
        where _sightings.snapshot_id = ? and dockets.{IS_SHOWN} order by name limit {PAGE + 1}""",
        (key,),
    )
    return {
        "snapshot": snapshot | {"link": source_link(snapshot["url"])},
        "dockets": dockets[:PAGE],
        "more_dockets": len(dockets) > PAGE,
        "issues": rows(conn, f"select * from issues where snapshot_id = ? limit {PAGE}", (key,)),
        "others": rows(
            conn,
            (
                "select snapshot_id, fetched_at from snapshots where url = ? and source = ? order by "
                "fetched_at desc limit 20"
            ),
            (snapshot["url"], snapshot["source"]),
        ),
    }
