"""What changed in the record, newest first; a court's edits with old and new side by side."""

import sqlite3
from dataclasses import replace

from publish.filters import terms
from publish.filters.terms import Term, narrow
from publish.html import mark_changes
from publish.links import page_path, rows_path
from publish.queries import EDIT_KINDS, court_names, find_case, latest_changes
from publish.request import Asked, marks, rows
from publish.words import CHANGES, format_value

PAGE = 50
TERMS = (
    Term("kind", "Kind of change", "Kind of change", {"edits": "Only edits by courts", **CHANGES}),
    replace(terms.CASE, former=("case",)),
    *terms.days("", "Seen"),
)
ASKS = (*TERMS, "before")
_LONG_TEXT = 3000  # of a longer value, the page shows the beginning and links to the row


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    narrowed = narrow(conn, TERMS, asked)
    case_id = narrowed.one("case_id")
    case = find_case(conn, case_id) if case_id else None
    kinds = narrowed.named.get("kind", [])
    wanted = tuple(dict.fromkeys(k for kind in kinds for k in (EDIT_KINDS if kind == "edits" else (kind,))))
    before = asked.number("before", 0) or None
    first, last = narrowed.one("from"), narrowed.one("to")
    changes = latest_changes(conn, wanted, PAGE + 1, before=before, case_id=case_id, first=first, last=last)
    shown = [explain(change) for change in changes[:PAGE]]
    add_dockets(conn, shown)
    address = {"kind": kinds or None, "case_id": case_id, "from": first, "to": last}
    asked_of_rows = {
        "case_id": case_id,
        "kind__in": ",".join(wanted) or None,
        "seen_at__gte": first,
        "seen_at__lt": f"{last}T24" if last else None,
    }
    return {
        "changes": shown,
        "case": case,
        "kinds": kinds,
        "days": (first, last),
        "all_kinds": list(CHANGES.items()),
        "older": page_path("/changes", **address, before=shown[-1]["seq"]) if len(changes) > PAGE else None,
        "newest": page_path("/changes", **address) if before else None,
        "data": {
            suffix: rows_path("recent_changes", suffix, **asked_of_rows) for suffix in (".json", ".csv", "")
        },
        "court_names": court_names(conn),
    }


def explain(change: dict) -> dict:
    """Return the change, with the differences marked in both values if a text was edited."""
    old, new = (
        (format_value(change["subject"], change["field"], change[side]) or "")[:_LONG_TEXT]
        for side in ("old_value", "new_value")
    )
    before, after = mark_changes(old, new) if old and new else (old, new)
    is_cut = max(len(change["old_value"] or ""), len(change["new_value"] or "")) > _LONG_TEXT
    return change | {"before": before, "after": after, "is_cut": is_cut}


def add_dockets(conn: sqlite3.Connection, changes: list[dict]) -> None:
    """Add to each change its `docket`, a row with the docket's name and court; None if it is gone."""
    ids = sorted({change["docket_id"] for change in changes if change["docket_id"]})
    dockets = rows(
        conn,
        f"select docket_id, case_id, court_id, docket_number, coalesce(short_name, caption) as name from dockets "
        f"where docket_id in ({marks(ids)})",
        ids,
    )
    known = {docket["docket_id"]: docket for docket in dockets}
    for change in changes:
        change["docket"] = known.get(change["docket_id"])
