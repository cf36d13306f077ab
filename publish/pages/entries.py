"""The entries of a case's dockets, a page at a time, newest first, with edits and gaps in the numbering."""

import re
import sqlite3
from itertools import groupby, pairwise

from publish.api.filters import condition
from publish.api.resources import ENTRIES
from publish.filters.refusal import find_near, refuse_value
from publish.html import mark_changes
from publish.links import SourceLink, case_path, pacer_document, source_link
from publish.request import Asked, marks, rows
from publish.words import plain, split_list

PAGE = 50
_LONG = 300  # characters: a longer text of an entry is folded
_SHOWN_OF_LONG = 200  # characters of it that stay visible
_NUMBER = re.compile("[0-9]+")
ASKS = ("entries", "type", "docket")
# Host of a copy of a document -> what lawyers call it.
_COPIES = {
    "storage.courtlistener.com": "RECAP",
    "archive.org": "RECAP",
    "courtlistener.com": "CourtListener",
    "govinfo.gov": "GovInfo",
    "supremecourt.gov": "Supreme Court",
}


def read_entries(conn: sqlite3.Connection, asked: Asked, family: list[dict]) -> dict:
    """Return the page of entries given by ``?entries=``, ``?type=`` and ``?docket=``; by default the last
    page."""
    known = [docket["docket_id"] for docket in family]
    docket_id = asked.one("docket")
    if docket_id and docket_id not in known:
        raise refuse_value("docket", docket_id, find_near(docket_id, known), "is not a docket of this case")
    docket_ids = [docket_id] if docket_id else known
    kinds = asked.many("type")
    total = sum(docket["entry_count"] for docket in family if docket["docket_id"] in docket_ids)
    if not total:
        return {
            "shown": [],
            "days": [],
            "total": 0,
            "types": [],
            "count": 0,
            "last": 1,
            "number": 1,
            "kinds": kinds,
            "docket": docket_id,
        }
    fits, params = _condition(docket_ids, kinds)
    count = conn.execute(f"select count(*) from docket_entries where {fits}", params).fetchone()[0]
    # Pages are counted from the oldest, so that their addresses last; the newest page absorbs a remainder too
    # short for a page.
    last_page = max(1, count // PAGE)
    number = min(asked.number("entries", last_page), last_page)
    shown = _page(
        conn, fits, params, (number - 1) * PAGE, count if number == last_page else number * PAGE, count
    )
    _add_versions(conn, shown)
    _add_gaps(shown, is_filtered=bool(kinds))
    _add_documents(conn, shown)
    shown.reverse()
    names = {docket["docket_id"]: docket for docket in family}
    for entry in shown:
        entry["beginning"], entry["rest"] = _fold(entry["text"] or entry["short_text"] or "")
        entry["docket"] = names[entry["docket_id"]]
        entry["types"] = split_list(entry["event_types"])
        entry["papers"] = _papers(entry)
    address = {"type": kinds or None, "docket": docket_id}
    case_id = family[0]["case_id"]
    return {
        "shown": shown,
        "days": [
            {"day": day, "entries": list(lines)}
            for day, lines in groupby(shown, lambda entry: entry["date_filed"] or entry["date_entered"])
        ],
        "total": total,
        "count": count,
        "number": number,
        "last": last_page,
        "kinds": kinds,
        "docket": docket_id,
        "types": _types(conn, docket_ids),
        "older": f"{case_path(case_id, **address, entries=number - 1)}#entries" if number > 1 else None,
        "newer": f"{case_path(case_id, **address, entries=number + 1)}#entries"
        if number < last_page
        else None,
        "oldest": f"{case_path(case_id, **address, entries=1)}#entries" if number > 2 else None,
        "newest": f"{case_path(case_id, **address)}#entries" if number < last_page - 1 else None,
    }


def _fold(text: str) -> tuple[str, str]:
    """Return the visible part of a text and, if it is long, the folded rest; split at a space."""
    if len(text) <= _LONG:
        return text, ""
    cut = text.rfind(" ", _SHOWN_OF_LONG // 2, _SHOWN_OF_LONG)
    cut = cut if cut > 0 else _SHOWN_OF_LONG
    return text[:cut], text[cut:].lstrip()


def _add_documents(conn: sqlite3.Connection, shown: list[dict]) -> None:
    """Add to each entry its main document: its number in PACER and the address of a copy, if known."""
    ids = [entry["entry_id"] for entry in shown if entry["document_count"]]
    documents = {
        document["entry_id"]: document
        for document in rows(
            conn,
            f"""select entry_id, url, pacer_doc_id from documents where entry_id in ({marks(ids)})
            order by entry_id, url is not null, coalesce(attachment_number, 0) desc""",
            ids,
        )
    }
    for entry in shown:
        entry["document"] = documents.get(entry["entry_id"], {})


def _papers(entry: dict) -> list[SourceLink]:
    """Return where to get an entry's document: the free copy first, then the court's own."""
    document = entry["document"]
    copy = source_link(document.get("url"))
    links = [SourceLink(_COPIES.get(copy.label, copy.label), copy.url)] if copy and copy.url else []
    pacer = pacer_document(entry["docket"]["court_id"], document.get("pacer_doc_id"))
    return [*links, SourceLink("PACER", pacer)] if pacer else links


def _condition(docket_ids: list[str], kinds: list[str]) -> tuple[str, list]:
    fits, params = condition(ENTRIES.filter("docket_id"), docket_ids)
    if kinds:
        of_kinds, given = condition(ENTRIES.filter("event_type"), kinds)
        fits, params = f"{fits} and {of_kinds}", params + given
    return fits, params


def _page(conn: sqlite3.Connection, fits: str, params: list, start: int, end: int, count: int) -> list[dict]:
    """Return the rows from `start` to `end` of `count`. Row numbers are selected first, in order, from the
    index alone. It is read from the nearer end, since the default page is the last of up to a hundred."""
    order, passed = ("desc", count - end) if count - end < start else ("asc", start)
    return rows(
        conn,
        f"""select docket_entries.*, (select count(*) from documents where documents.entry_id = docket_entries.entry_id)
            as document_count
        from docket_entries where rowid in (
          select rowid from docket_entries where {fits}
          order by date_filed {order}, docket_id {order}, position {order}, rowid {order}
          limit {end - start} offset {passed})
        order by date_filed, docket_id, position, rowid""",
        params,
    )


def _add_versions(conn: sqlite3.Connection, shown: list[dict]) -> None:
    """Add to each edited entry its earlier states, each with what replaced it."""
    edited = [entry["entry_id"] for entry in shown if entry["version_count"] > 1 or entry["is_gone"]]
    versions = rows(
        conn,
        f"select * from entry_versions where entry_id in ({marks(edited)}) order by entry_id, ordinal",
        edited,
    )
    for entry in shown:
        own = [version for version in versions if version["entry_id"] == entry["entry_id"]]
        entry["edits"] = [_step(old, new) for old, new in pairwise(own)]


def _step(old: dict, new: dict) -> dict:
    field = {"date": "date_filed", "number": "entry_number"}.get(new["change"], "text")
    before, after = mark_changes(old[field], new[field])
    return {"change": new["change"], "field": field, "old": old, "new": new, "before": before, "after": after}


def _add_gaps(shown: list[dict], is_filtered: bool) -> None:
    """Add to an entry the numbers missing just before it. A filtered list shows no gaps."""
    for entry in shown:
        count = 0 if is_filtered else entry["missing_before"] or 0
        number = _NUMBER.match(entry["entry_number"] or "")
        entry["gap"] = None
        if count and number:
            last = int(number[0]) - 1
            entry["gap"] = {
                "first_missing": last - count + 1,
                "last_missing": last,
                "missing_count": count,
            }


def _types(conn: sqlite3.Connection, docket_ids: list[str]) -> list[tuple[str, str, int]]:
    """Return (type, its words, number of entries), most frequent first."""
    counts: dict[str, int] = {}
    groups = conn.execute(
        # Grouped in the order of the index: by type alone, all of ten thousand entries would be sorted.
        f"""select event_types, count(*) from docket_entries where docket_id in ({marks(docket_ids)})
        group by docket_id, event_types""",
        docket_ids,
    )
    for types, number in groups:
        for kind in split_list(types):
            counts[kind] = counts.get(kind, 0) + number
    return [
        (kind, plain(kind) or kind, counts[kind]) for kind in sorted(counts, key=lambda k: (-counts[k], k))
    ]
